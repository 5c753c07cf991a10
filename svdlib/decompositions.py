"""The singular value decomposition, its one sign rule and its one tolerance rule."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check

# Entries of a singular vector this close (relatively) to its largest count as tied, so that rounding cannot
# choose between them: a plain argmax flips from one BLAS to the next.
TIE = 1e-6


class SVD(NamedTuple):
    r"""The factors of :math:`A = U\,\mathrm{diag}(s)\,V^\mathsf{T}`, with the three steps one takes next.

    For complex matrices read :math:`V^\mathsf{H}`, the conjugate transpose, for :math:`V^\mathsf{T}`.

    Unpacks like the tuple ``numpy.linalg.svd`` returns: ``U, s, Vt = svd(A)``.

    Parameters
    ----------
    U : ndarray, shape (..., m, m) or (..., m, r)
        Left singular vectors, one a column.
    s : ndarray, shape (..., r)
        Singular values, non-increasing, never negative; r = min(m, n) until truncated.
    Vt : ndarray, shape (..., n, n) or (..., r, n)
        Right singular vectors, one a **row**: :math:`V^\mathsf{T}`.

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

        Examples
        --------
        >>> from svdlib import svd
        >>> svd([[0.0, 2.0], [1.0, 0.0]]).to_matrix().round(12).tolist()
        [[0.0, 2.0], [1.0, 0.0]]
        """
        r = self.s.shape[-1]
        return (self.U[..., :r] * self.s[..., None, :]) @ self.Vt[..., :r, :]  # (m, r) @ (r, n)

    def terms(self) -> Iterator[np.ndarray]:
        r"""Yield the rank-one terms :math:`\sigma_i u_i v_i^\mathsf{T}`, largest first; they sum to the matrix.

        Yields
        ------
        ndarray, shape (..., m, n)
            One term for each singular value.

        Examples
        --------
        >>> from svdlib import svd
        >>> [term.round(12).tolist() for term in svd([[3.0, 0.0], [0.0, 2.0]]).terms()]
        [[[3.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [0.0, 2.0]]]
        """
        for i in range(self.s.shape[-1]):
            yield self.U[..., :, i, None] * self.s[..., i, None, None] * self.Vt[..., i, None, :]


def svd(A: ArrayLike, full_matrices: bool = True) -> SVD:
    r"""Singular value decomposition :math:`A = U\,\mathrm{diag}(s)\,V^\mathsf{T}`, its signs settled by one rule.

    For a complex matrix read :math:`V^\mathsf{H}`, the conjugate transpose, for :math:`V^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, one matrix or a stack of them; integers are computed in float64, float16 is returned as float32.
    full_matrices : bool, optional
        True for square `U` (m, m) and `Vt` (n, n); False for the thin form, (m, r) and (r, n) with r = min(m, n).

    Returns
    -------
    SVD
        The named tuple ``(U, s, Vt)``. `s` is real, non-increasing and not negative; the columns of `U` and the
        rows of `Vt` are orthonormal.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers (strings, objects, masked or sparse arrays, longdouble).
    ValueError
        If `A` has fewer than two dimensions, an entry that is not finite, or a singular value that overflows.

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
    A, power = rescale(_check.as_stack(A))
    U, s, Vt = np.linalg.svd(A, full_matrices=full_matrices)
    return SVD(*fix_signs(U, unscaled(s, power[..., 0]), Vt))


def svd_by_eigh(A: ArrayLike) -> SVD:
    r"""Full decomposition by the eigenvectors of :math:`A^\mathsf{T}A`: the existence proof, line by line.

    With :math:`A^\mathsf{T}A v_i = \lambda_i v_i`: :math:`\sigma_i = \sqrt{\lambda_i}`, :math:`u_i = A v_i / \sigma_i`
    where :math:`\lambda_i > 0`, and the :math:`u_i` are completed to a basis.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex.

    Returns
    -------
    SVD
        `U` (m, m) and `Vt` (n, n) orthonormal to rounding, `s` of length min(m, n), non-increasing.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions, has an entry that is not finite, or a singular value that overflows.

    Notes
    -----
    Made to be read. Squaring costs half of the digits: the error of a singular value is about
    :math:`\varepsilon\sigma_1^2/\sigma_i`, so that of :math:`USV^\mathsf{T}` may reach
    :math:`\sqrt{\varepsilon}\,\sigma_1`, where `svd` has :math:`\varepsilon\sigma_1`. What lies below
    :math:`\sqrt{\max(m, n)\,\varepsilon}\,\sigma_1` cannot be told from zero, and is returned as 0.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., sections 2.4 and 8.6 (2013).

    Examples
    --------
    >>> from svdlib import svd_by_eigh
    >>> U, s, Vt = svd_by_eigh([[3, 2, 2], [2, 3, -2]])
    >>> s.round(6).tolist(), (U[:, 0] * 2**0.5).round(6).tolist()
    ([5.0, 3.0], [1.0, 1.0])
    """
    A, power = rescale(_check.as_matrix(A))
    m, n = A.shape
    eigenvalues, V = np.linalg.eigh(A.conj().T @ A)
    eigenvalues, V = eigenvalues[::-1][: min(m, n)], V[:, ::-1]  # eigh sorts upwards
    positive = eigenvalues > tolerance(eigenvalues, A.shape)  # rounding may leave even negative ones
    s = np.sqrt(np.where(positive, eigenvalues, 0))
    r = positive.sum()
    U = complete_basis(A @ V[:, :r] / s[:r], m)
    return SVD(*fix_signs(U, unscaled(s, power[0]), V.conj().T))


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

    Notes
    -----
    The rank is that of `matrix_rank`. Of the null spaces, and of singular values that repeat, only the subspace is
    determined, not the basis.

    References
    ----------
    Strang, "The fundamental theorem of linear algebra", *American Mathematical Monthly* 100 (1993).

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
    A, _ = rescale(_check.as_matrix(A))
    U, s, Vt = svd(A)
    r = int((s > tolerance(s, A.shape)).sum())
    V = Vt.conj().T
    left_null_space = U[:, r:] * _phase(U[:, r:], axis=0).conj()  # the sign rule: no pairs here for it to follow
    return FourSubspaces(V[:, :r], V[:, r:], U[:, :r], left_null_space)


def matrix_rank(A: ArrayLike, tol: ArrayLike | None = None, *, rtol: ArrayLike | None = None) -> int | np.ndarray:
    r"""Numerical rank: how many singular values exceed the tolerance.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        One matrix or a stack.
    tol : float or array_like, optional
        An absolute threshold, in the units of `A`.
    rtol : float or array_like, optional
        A threshold relative to the largest singular value, in place of `tol`; either is one number or one for each
        matrix of the stack. The default is
        :math:`\max(m, n)\,\varepsilon`, with :math:`\varepsilon` the spacing of floating-point numbers at 1.

    Returns
    -------
    int or ndarray of int, shape (...)
        The rank of each matrix, between 0 and min(m, n).

    Raises
    ------
    TypeError
        If `A`, `tol` or `rtol` does not hold plain numbers.
    ValueError
        If `A` is not finite or has fewer than two dimensions, if a tolerance is negative or of another shape, or if
        both are given.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 5.4.1 (2013).

    Examples
    --------
    >>> from svdlib import matrix_rank
    >>> matrix_rank([[1.0, 2.0], [2.0, 4.0]])
    1
    >>> matrix_rank([[1.0, 0.0], [0.0, 1e-9]]), matrix_rank([[1.0, 0.0], [0.0, 1e-9]], rtol=1e-6)
    (2, 1)
    """
    if tol is not None and rtol is not None:
        raise ValueError(f"give tol or rtol, not both; got tol={tol!r}, rtol={rtol!r}")
    A, power = rescale(_check.as_stack(A))
    s = np.linalg.svd(A, compute_uv=False)
    with np.errstate(over="ignore"):  # a threshold too large for a float: rank 0
        threshold = tolerance(s, A.shape, rtol) if tol is None else _per_matrix(tol, "tol", s) / power[..., 0, 0]
    # strict >, or a zero matrix would have full rank
    rank = (s > threshold[..., None]).sum(axis=-1)
    return int(rank) if rank.ndim == 0 else rank


def tolerance(s, shape, rtol=None, name="rtol"):
    """Return the threshold below which a singular value counts as zero: ``rtol * s[0]`` for each matrix.

    `rtol`, whatever its name to the caller, is ``max(m, n) * eps`` unless given; the one tolerance rule of the package.
    """
    if rtol is None:
        rtol = max(shape[-2:]) * np.finfo(s.dtype).eps
    with np.errstate(over="ignore"):  # as in matrix_rank
        return _per_matrix(rtol, name, s) * s.max(axis=-1, initial=0)


def _per_matrix(value, name, s):
    """Return a tolerance for each matrix of the stack whose singular values are `s`."""
    value = _check.as_tolerance(value, name)
    if value.shape not in ((), s.shape[:-1]):
        raise ValueError(f"{name} must be one number or have shape {s.shape[:-1]}, got shape {value.shape}")
    return np.broadcast_to(value, s.shape[:-1])


def rescale(A, axis=(-2, -1), always=False):
    """Return `A` with each matrix (or whatever `axis` spans) divided by a power of two, and those powers, of shape (..., 1, 1).

    The power is 1 (and `A` is returned as it came) unless squares of the entries, summed, might overflow or underflow;
    with `always`, it is such that the largest entry lies between 1 and 2.
    """
    parts = (A.real, A.imag) if A.dtype.kind == "c" else (A,)
    options = {"axis": axis, "keepdims": True, "initial": 0}
    # the larger of the two ends is max |A|, found without a copy of A
    largest = np.maximum.reduce([end for part in parts for end in (part.max(**options), -part.min(**options))])
    reach = 0 if always else np.finfo(A.dtype).maxexp // 4  # 2^256 in double precision: its square leaves room for a sum
    exponent = np.frexp(largest)[1] - 1
    power = np.ldexp(np.ones_like(largest), np.where((abs(exponent) > reach) & (largest > 0), exponent, 0))
    return (A if (power == 1).all() else divide(A, power)), power


def divide(A, power):
    """Return A / power, exactly; part by part if complex, since complex division overflows where the power is subnormal."""
    if A.dtype.kind != "c":
        return A / power
    result = np.empty_like(A)
    result.real, result.imag = A.real / power, A.imag / power
    return result


def unscaled(s, power):
    """Return singular values of a rescaled matrix in the units of the matrix itself."""
    with np.errstate(over="ignore", under="ignore"):
        return _check.finite(s * power, "A must have singular values")


def complete_basis(U, columns):
    """Return orthonormal columns, as many as asked for: the first nearly those of `U`, the others orthogonal to them."""
    m, r = U.shape
    Q, R = np.linalg.qr(np.hstack([U, np.zeros((m, columns - r), U.dtype)]))  # Householder's: orthonormal for zeros, too
    Q[:, :r] *= np.sign(R.diagonal()[:r])  # Q R = U leaves the signs (phases, if complex) open
    return Q


def fix_signs(U, s, Vt):
    """Turn each pair (column of U, row of Vt) by one phase so that Vt obeys the sign rule; the one home of that rule.

    Columns of `U` and rows of `Vt` beyond the singular values have no partner and are turned on their own.
    """
    if s.size == 0:
        return U, s, Vt  # an empty matrix: its full factors are identities
    r = s.shape[-1]
    turn = _phase(Vt, axis=-1).conj()  # (..., n, 1) in the full form, (..., r, 1) in the thin one
    turn_U = np.swapaxes(turn[..., :r, :], -1, -2).conj()  # (..., 1, r)
    if U.shape[-1] > r:
        turn_U = np.concatenate([turn_U, _phase(U[..., r:], axis=-2).conj()], axis=-1)
    return U * turn_U, s, Vt * turn


def _phase(vectors, axis):
    """Return for each vector along `axis` the phase (real: the sign) of the first entry tied for the largest modulus."""
    if vectors.size == 0:
        return np.ones_like(vectors.sum(axis=axis, keepdims=True))
    size = np.abs(vectors)
    first = np.argmax(size >= (1 - TIE) * size.max(axis=axis, keepdims=True), axis=axis, keepdims=True)
    pivot = np.take_along_axis(vectors, first, axis=axis)
    return pivot / np.abs(pivot)
