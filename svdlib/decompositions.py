"""The singular value decomposition, its one sign rule and its one tolerance rule."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

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


def svd(A, full_matrices: bool = True) -> SVD:
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
    each row of `Vt` the first entry whose modulus is within a relative 1e-6 of the largest is real (to rounding) and positive, and
    `U` follows; columns of a square `U` beyond the singular values obey the same rule themselves. For repeated
    singular values, and for null spaces, only the subspaces are determined.

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
    with np.errstate(over="ignore"):
        s = s * power[..., 0]
    if not np.isfinite(s).all():
        raise ValueError(f"A must have singular values below {np.finfo(s.dtype).max:.1e}, got one that overflows")
    return SVD(*fix_signs(U, s, Vt))


def matrix_rank(A, tol=None, *, rtol=None):
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
    threshold = tolerance(s, A.shape, rtol) if tol is None else _per_matrix(tol, "tol", s) / power[..., 0, 0]
    # strict >, or a zero matrix would have full rank
    rank = (s > threshold[..., None]).sum(axis=-1)
    return int(rank) if rank.ndim == 0 else rank


def tolerance(s, shape, rtol=None):
    """Return the threshold below which a singular value counts as zero: ``rtol * s[0]`` for each matrix.

    `rtol` is ``max(m, n) * eps`` unless given; the one tolerance rule of the package.
    """
    if rtol is None:
        rtol = max(shape[-2:]) * np.finfo(s.dtype).eps
    with np.errstate(over="ignore"):  # an infinite tolerance: rank 0
        return _per_matrix(rtol, "rtol", s) * s.max(axis=-1, initial=0)


def _per_matrix(value, name, s):
    """Return a tolerance for each matrix of the stack whose singular values are `s`."""
    value = _check.as_tolerance(value, name)
    if value.shape not in ((), s.shape[:-1]):
        raise ValueError(f"{name} must be one number or have shape {s.shape[:-1]}, got shape {value.shape}")
    return np.broadcast_to(value, s.shape[:-1])


def rescale(A):
    """Return each matrix divided by a power of two, and that power, of shape (..., 1, 1).

    The power is 1 but for entries so large that the singular values, or LAPACK on its way to them, might overflow.
    """
    largest = np.maximum(abs(A.real), abs(A.imag)).max(axis=(-2, -1), keepdims=True, initial=0)
    power = np.where(largest > np.finfo(A.dtype).max / 2**32, 2.0**64, 1).astype(largest.dtype)
    return A / power, power


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
    size = np.abs(vectors)
    first = np.argmax(size >= (1 - TIE) * size.max(axis=axis, keepdims=True), axis=axis, keepdims=True)
    pivot = np.take_along_axis(vectors, first, axis=axis)
    return pivot / np.abs(pivot)
