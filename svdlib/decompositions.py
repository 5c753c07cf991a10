"""The singular value decomposition, and what is read off it: numerical rank and the four subspaces."""

from collections.abc import Iterator
from typing import Literal, NamedTuple, overload

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._conventions import fix_signs, per_matrix, phase, tolerance
from svdlib._scaling import scaled, unscaled


class SVD(NamedTuple):
    r"""The factors of :math:`A = U\,\mathrm{diag}(s)\,V^\mathsf{T}`, with the three steps one takes next.

    For complex matrices read :math:`V^\mathsf{H}`, the conjugate transpose, for :math:`V^\mathsf{T}`.

    Unpacks like the tuple ``numpy.linalg.svd`` returns: ``U, s, Vt = svd(A)``.

    Parameters
    ----------
    U : ndarray, shape (..., m, m) or (..., m, r)
        Left singular vectors, one a column.
    s : ndarray, shape (..., r)
        Singular values, non-increasing, never negative; r = min(m, n) until truncated. Also under numpy's name ``S``.
    Vt : ndarray, shape (..., n, n) or (..., r, n)
        Right singular vectors, one a **row**: :math:`V^\mathsf{T}`. Also under numpy's name ``Vh``.

    See Also
    --------
    svd : What returns it.
    TallSVD : The like of it for a matrix that comes a block of rows at a time.
    FourSubspaces : The same vectors, sorted by the subspace that they span.

    Examples
    --------
    >>> from svdlib import svd
    >>> F = svd([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
    >>> F.s.round(6).tolist()
    [5.0, 3.0]
    >>> F.truncate(1).to_matrix().round(6).tolist()
    [[2.5, 2.5, 0.0], [2.5, 2.5, 0.0]]
    """

    U: np.ndarray
    s: np.ndarray
    Vt: np.ndarray

    @property
    def S(self) -> np.ndarray:
        """The singular values `s`, by the name of ``numpy.linalg``."""
        return self.s

    @property
    def Vh(self) -> np.ndarray:
        """The right singular vectors `Vt`, by the name of ``numpy.linalg``."""
        return self.Vt

    def truncate(self, k: int) -> "SVD":
        r"""Keep the k largest singular values with their vectors.

        Parameters
        ----------
        k : int
            How many to keep, 1 to ``s.shape[-1]``.

        Returns
        -------
        SVD
            `U` of shape (..., m, k), `s` (..., k), `Vt` (..., k, n); views of this one's arrays.

        Raises
        ------
        TypeError
            If `k` is no integer.
        ValueError
            If `k` is out of range.

        See Also
        --------
        low_rank : The approximation itself, in one call.
        truncated_svd : The same of a large matrix, without the full decomposition.

        Examples
        --------
        >>> from svdlib import svd
        >>> U, s, Vt = svd([[3.0, 0.0], [0.0, 2.0], [0.0, 0.0]]).truncate(1)
        >>> U.shape, s.tolist(), Vt.shape
        ((3, 1), [3.0], (1, 2))
        """
        k = _check.as_integer(k, "k", 1, self.s.shape[-1])
        return SVD(self.U[..., :k], self.s[..., :k], self.Vt[..., :k, :])

    def to_matrix(self) -> np.ndarray:
        r"""Multiply the factors back together: :math:`\sum_i \sigma_i u_i v_i^\mathsf{T}`.

        Returns
        -------
        ndarray, shape (..., m, n)
            The matrix, or its best approximation of rank k after ``truncate(k)``.

        See Also
        --------
        terms : The summands.
        low_rank : The approximation of rank k, in one call.

        Examples
        --------
        >>> from svdlib import svd
        >>> svd([[0.0, 2.0], [1.0, 0.0]]).to_matrix().round(12).tolist()
        [[0.0, 2.0], [1.0, 0.0]]
        """
        r = self.s.shape[-1]
        return (self.U[..., :r] * self.s[..., None, :]) @ self.Vt[..., :r, :]  # (m, r) @ (r, n)

    def split(self) -> tuple[np.ndarray, np.ndarray]:
        r"""Share each singular value evenly between two factors, :math:`U\Sigma^{1/2}` and :math:`\Sigma^{1/2}V^\mathsf{T}`.

        Returns
        -------
        left : ndarray, shape (..., m, r)
            The left singular vectors times the roots of the singular values.
        right : ndarray, shape (..., r, n)
            The right ones likewise; ``left @ right`` is the matrix, or its best approximation of rank k after
            ``truncate(k)``, and both factors are of one scale.

        See Also
        --------
        to_matrix : The product.

        Examples
        --------
        >>> from svdlib import svd
        >>> left, right = svd([[4.0, 0.0], [0.0, 1.0]]).split()
        >>> left.round(12).tolist(), right.round(12).tolist()
        ([[2.0, 0.0], [0.0, 1.0]], [[2.0, 0.0], [0.0, 1.0]])
        """
        r = self.s.shape[-1]
        root = np.sqrt(self.s)
        return self.U[..., :r] * root[..., None, :], root[..., None] * self.Vt[..., :r, :]

    def terms(self) -> Iterator[np.ndarray]:
        r"""Yield the rank-one terms :math:`\sigma_i u_i v_i^\mathsf{T}`, largest first; they sum to the matrix.

        Yields
        ------
        ndarray, shape (..., m, n)
            One term for each singular value.

        See Also
        --------
        to_matrix : Their sum.

        Examples
        --------
        >>> from svdlib import svd
        >>> [term.round(12).tolist() for term in svd([[3.0, 0.0], [0.0, 2.0]]).terms()]
        [[[3.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 2.0]]]
        """
        for i in range(self.s.shape[-1]):
            yield self.U[..., :, i, None] * self.s[..., i, None, None] * self.Vt[..., i, None, :]


@overload
def svd(A: ArrayLike, full_matrices: bool = True, compute_uv: Literal[True] = True, hermitian: bool = False) -> SVD: ...
@overload
def svd(A: ArrayLike, full_matrices: bool = True, *, compute_uv: Literal[False], hermitian: bool = False) -> np.ndarray: ...
@overload
def svd(A: ArrayLike, full_matrices: bool, compute_uv: Literal[False], hermitian: bool = False) -> np.ndarray: ...
def svd(A: ArrayLike, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False) -> SVD | np.ndarray:
    r"""Singular value decomposition :math:`A = U\,\mathrm{diag}(s)\,V^\mathsf{T}`, its signs settled by one rule.

    For a complex matrix read :math:`V^\mathsf{H}`, the conjugate transpose, for :math:`V^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, one matrix or a stack of them; integers are computed in float64, float16 is returned as float32.
    full_matrices : bool, optional
        True for square `U` (m, m) and `Vt` (n, n); False for the thin form, (m, r) and (r, n) with r = min(m, n).
    compute_uv : bool, optional
        False for the singular values alone.
    hermitian : bool, optional
        True for matrices that equal their conjugate transpose (to rounding): by their eigenvectors, which is quicker.

    Returns
    -------
    SVD or ndarray
        The named tuple ``(U, s, Vt)``. `s` is real, non-increasing and not negative, of shape (..., r); the columns of
        `U` and the rows of `Vt` are orthonormal. For ``compute_uv=False`` only `s`.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers (strings, objects, masked or sparse arrays, longdouble).
    ValueError
        If `A` has fewer than two dimensions, an entry that is not finite, or a singular value that overflows; or is said
        to be Hermitian, and is not.

    See Also
    --------
    truncated_svd : The leading triplets alone, of a large or sparse matrix.
    svd_of_blocks : Of a matrix that comes a block of rows at a time.
    svd_by_jacobi : Tiny singular values to full relative accuracy.
    matrix_rank, four_subspaces : What is read off it.

    Notes
    -----
    LAPACK's divide-and-conquer driver ``gesdd`` does the work. For a simple, positive singular value the pair of
    vectors is determined up to a common sign (a phase, if complex), and libraries differ. Here the sign is fixed: in
    each row of `Vt` the first entry whose modulus is within a relative 1e-6 of the largest is real (to rounding) and
    positive, and `U` follows; columns of a square `U` beyond the singular values obey the same rule themselves. For
    repeated singular values, and for null spaces, only the subspaces are determined.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 8.6 (2013).

    Examples
    --------
    >>> from svdlib import svd
    >>> U, s, Vt = svd([[3, 2, 2], [2, 3, -2]])
    >>> U.shape, s.round(6).tolist(), Vt.shape
    ((2, 2), [5.0, 3.0], (3, 3))
    """
    A, power = scaled(_check.as_stack(A))
    if hermitian:
        _check.hermitian(A)
    if not compute_uv:
        s = np.sort(abs(np.linalg.eigvalsh(A)))[..., ::-1] if hermitian else np.linalg.svd(A, compute_uv=False)
        return unscaled(s, power)
    U, s, Vt = _factors_by_eigh(A) if hermitian else np.linalg.svd(A, full_matrices=full_matrices)
    return SVD(*fix_signs(U, unscaled(s, power), Vt))


def _factors_by_eigh(A):
    """Return U, s, Vt of Hermitian matrices: eigenvectors, the largest modulus first, and the signs of their eigenvalues."""
    eigenvalues, U = np.linalg.eigh(A)
    order = np.argsort(-abs(eigenvalues), axis=-1, kind="stable")
    eigenvalues = np.take_along_axis(eigenvalues, order, axis=-1)
    U = np.take_along_axis(U, order[..., None, :], axis=-1)
    return U, abs(eigenvalues), (U * np.where(eigenvalues < 0, -1, 1).astype(U.dtype)[..., None, :]).conj().mT


class FourSubspaces(NamedTuple):
    r"""Orthonormal bases of the four subspaces of a matrix of shape (m, n) and rank r, one vector a column.

    Parameters
    ----------
    row_space : ndarray, shape (n, r)
        What `A` does not forget: the orthogonal complement of the null space.
    null_space : ndarray, shape (n, n - r)
        The solutions of :math:`Ax = 0`.
    column_space : ndarray, shape (m, r)
        All that :math:`Ax` can be.
    left_null_space : ndarray, shape (m, m - r)
        The solutions of :math:`A^\mathsf{T}y = 0` (:math:`A^\mathsf{H}y = 0` for complex A).

    See Also
    --------
    four_subspaces : What returns it.

    Examples
    --------
    >>> from svdlib import four_subspaces
    >>> four_subspaces([[1.0, 1.0], [1.0, 1.0]]).null_space.round(4).tolist()
    [[0.7071], [-0.7071]]
    """

    row_space: np.ndarray
    null_space: np.ndarray
    column_space: np.ndarray
    left_null_space: np.ndarray


def four_subspaces(A: ArrayLike) -> FourSubspaces:
    r"""Orthonormal bases of row space, null space, column space and left null space.

    With r the numerical rank, they are the first r rows of :math:`V^\mathsf{T}` and the other n - r, the first r
    columns of U and the other m - r.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex, of any rank; zero and empty matrices too.

    Returns
    -------
    FourSubspaces
        The named tuple ``(row_space, null_space, column_space, left_null_space)``, shapes (n, r), (n, n - r), (m, r)
        and (m, m - r); vectors stand in columns.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions or has an entry that is not finite.

    See Also
    --------
    matrix_rank : How many dimensions row space and column space have.
    svd : The vectors with their singular values.
    pinv : What leads from the column space back to the row space.

    Notes
    -----
    The rank is that of `matrix_rank`. Of the null spaces, and of singular values that repeat, only the subspace is
    determined, not the basis.

    References
    ----------
    Strang, "The fundamental theorem of linear algebra", *The American Mathematical Monthly* 100 (1993).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import four_subspaces
    >>> spaces = four_subspaces([[1, 2], [2, 4], [3, 6]])
    >>> [basis.shape for basis in spaces]
    [(2, 1), (2, 1), (3, 1), (3, 2)]
    >>> bool(np.allclose([[1, 2], [2, 4], [3, 6]] @ spaces.null_space, 0))
    True
    """
    A, _ = scaled(_check.as_matrix(A))
    U, s, Vt = svd(A)
    r = int((s > tolerance(s, A.shape)).sum())
    V = Vt.conj().T
    left_null_space = U[:, r:] * phase(U[:, r:], axis=0).conj()  # the sign rule: no pairs here for it to follow
    return FourSubspaces(V[:, :r], V[:, r:], U[:, :r], left_null_space)


def matrix_rank(
    A: ArrayLike, tol: ArrayLike | None = None, hermitian: bool = False, *, rtol: ArrayLike | None = None
) -> int | np.ndarray:
    r"""Numerical rank: how many singular values exceed the tolerance.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        One matrix or a stack; a vector, or a number, counts as a matrix of one row.
    tol : float or array_like, optional
        An absolute threshold, in the units of `A`.
    hermitian : bool, optional
        True for matrices that equal their conjugate transpose (to rounding), which is quicker.
    rtol : float or array_like, optional
        A threshold relative to the largest singular value, in place of `tol`; either is one number, or several that
        broadcast against the stack. The default is :math:`\max(m, n)\,\varepsilon`, with :math:`\varepsilon` the
        spacing of floating-point numbers at 1.

    Returns
    -------
    int or ndarray of int, shape (...)
        The rank of each matrix (for each tolerance), between 0 and min(m, n).

    Raises
    ------
    TypeError
        If `A`, `tol` or `rtol` does not hold plain numbers.
    ValueError
        If `A` is not finite or said to be Hermitian and is not, if a tolerance is negative or of a shape that does not
        fit, or if both are given.

    See Also
    --------
    rank_for_energy : How many singular values matter, where this is how many are there.
    optimal_threshold : Where the small singular values are noise, not rounding.
    four_subspaces : The subspaces whose dimensions it gives.

    Notes
    -----
    In single precision :math:`\varepsilon` is that of single precision, 1.2e-7: the question is how many directions the
    entries tell apart, and these entries are rounded so. (`lstsq` and `pinv`, which are asked for an answer to these very
    numbers, compute in double precision and cut later.) However long the matrix, the default never exceeds one half:
    what is not zero has a rank.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 5.4.1 (2013), for the rank up to a tolerance. The tolerance is
    that of `numpy.linalg.matrix_rank`, and up to a factor of 2 that of MATLAB's ``rank``.

    Examples
    --------
    >>> from svdlib import matrix_rank
    >>> matrix_rank([[1.0, 2.0], [2.0, 4.0]])
    1
    >>> matrix_rank([[1.0, 0.0], [0.0, 1e-9]]), matrix_rank([[1.0, 0.0], [0.0, 1e-9]], rtol=1e-6)
    (2, 1)
    """
    if tol is not None and rtol is not None:
        raise ValueError(f"`tol` and `rtol` can't be both set, got tol={tol!r}, rtol={rtol!r}")
    A = _check.as_floats(A)
    if A.ndim < 2:
        A, hermitian = np.atleast_2d(A), False
    A, power = scaled(A)
    s = svd(A, compute_uv=False, hermitian=hermitian)
    with np.errstate(over="ignore"):  # a threshold too large for a float: rank 0
        threshold = tolerance(s, A.shape, rtol) if tol is None else per_matrix(tol, "tol", s) / power[..., 0, 0]
    # strict >, or a zero matrix would have full rank
    rank = (s > threshold[..., None]).sum(axis=-1)
    return int(rank) if rank.ndim == 0 else rank
