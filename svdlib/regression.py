"""The pseudoinverse, and the least squares it solves: exact, cut off, or damped."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._conventions import tolerance
from svdlib._scaling import divide, rescale, unscaled
from svdlib.decompositions import svd


def pinv(A: ArrayLike, rcond: ArrayLike | None = None, *, rtol: ArrayLike | None = None) -> np.ndarray:
    r"""Moore-Penrose pseudoinverse :math:`A^+ = V\Sigma^+U^\mathsf{T}`.

    Singular values above the tolerance are inverted, the others dropped.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, one matrix or a stack; empty ones too.
    rcond : float or array_like, optional
        Singular values up to ``rcond * s[0]`` count as zero: one number, or one for each matrix of the stack. The
        default is :math:`\max(m, n)\,\varepsilon`.
    rtol : float or array_like, optional
        Another name for `rcond`, as in numpy; give one of them.

    Returns
    -------
    ndarray, shape (..., n, m)
        The one matrix with :math:`AA^+A = A`, :math:`A^+AA^+ = A^+` and both :math:`AA^+` and :math:`A^+A` symmetric
        (Hermitian, if complex). Its unit is one over that of `A`.

    Raises
    ------
    TypeError
        If `A` or the tolerance does not hold plain numbers.
    ValueError
        If `A` is not finite or has fewer than two dimensions, a tolerance is negative or of another shape, or both
        are given, or the result overflows.

    Notes
    -----
    The default tolerance is that of `matrix_rank`, and of ``numpy.linalg.pinv(A, rtol=None)``; numpy's own default is
    1e-15 whatever the shape.

    References
    ----------
    Penrose, "A generalized inverse for matrices", *Proceedings of the Cambridge Philosophical Society* 51 (1955).

    Examples
    --------
    >>> from svdlib import pinv
    >>> pinv([[2.0, 0.0], [0.0, 0.0], [0.0, 0.0]]).tolist()
    [[0.5, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    if rcond is not None and rtol is not None:
        raise ValueError(f"give rcond or rtol, not both; got rcond={rcond!r}, rtol={rtol!r}")
    A, power = rescale(_check.as_stack(A))
    U, s, Vt = svd(A, full_matrices=False)
    name, limit = ("rtol", rtol) if rcond is None else ("rcond", rcond)
    inverse = _inverse(s, s > tolerance(s, A.shape, limit, name)[..., None])
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return _check.finite(divide(_adjoint(Vt) @ (inverse[..., None] * _adjoint(U)), power), "A must have a pseudoinverse")


class LeastSquares(NamedTuple):
    r"""What ``lstsq`` found, in the order of ``numpy.linalg.lstsq``.

    Parameters
    ----------
    x : ndarray, shape (n,) or (n, p)
        The solution of least norm.
    residuals : ndarray, shape (1,), (p,) or (0,)
        For each column of b the sum of squares :math:`\|b - Ax\|^2`, infinite where that overflows; empty, as numpy's,
        where rank < n or m <= n.
    rank : int
        The numerical rank of A.
    s : ndarray, shape (min(m, n),)
        The singular values of A.

    Examples
    --------
    >>> from svdlib import lstsq
    >>> lstsq([[1.0], [1.0]], [0.0, 2.0]).residuals.round(12).tolist()
    [2.0]
    """

    x: np.ndarray
    residuals: np.ndarray
    rank: int
    s: np.ndarray


def lstsq(A: ArrayLike, b: ArrayLike, rcond: float | None = None) -> LeastSquares:
    r"""Least squares: of all x that minimise :math:`\|b - Ax\|` the shortest, :math:`x = A^+ b`.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex, of any rank.
    b : array_like, shape (m,) or (m, p)
        One right-hand side, or p of them as columns.
    rcond : float, optional
        Singular values up to ``rcond * s[0]`` count as zero; by default :math:`\max(m, n)\,\varepsilon`.

    Returns
    -------
    LeastSquares
        The named tuple ``(x, residuals, rank, s)``, as ``numpy.linalg.lstsq`` returns it.

    Raises
    ------
    TypeError
        If `A`, `b` or `rcond` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions, `b` does not match its rows, an entry is not finite, `rcond` is negative,
        or the solution overflows.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 5.5 (2013).

    Examples
    --------
    >>> from svdlib import lstsq
    >>> x, residuals, rank, s = lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    >>> x.round(12).tolist(), rank
    ([1.0, 2.0], 2)
    >>> lstsq([[1.0, 1.0]], [4.0]).x.round(12).tolist()  # of all pairs with sum 4 the shortest
    [2.0, 2.0]
    """
    A, b = _system(A, b)
    (A, power), (b, unit) = rescale(A), _rescaled_right_side(b)
    U, s, Vt = svd(A, full_matrices=False)
    kept = s > tolerance(s, A.shape, rcond, "rcond")
    rank = int(kept.sum())
    x = _combine(U, _inverse(s, kept), Vt, b)
    determined = rank == A.shape[1] < A.shape[0]
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        residuals = np.atleast_1d(np.sum(abs(b - A @ x) ** 2, axis=0)) * unit**2
        x = _check.finite(divide(x * unit, power[0]), "A and b must have a solution")
    return LeastSquares(x, residuals[: None if determined else 0], rank, unscaled(s, power[0]))


def ridge(A: ArrayLike, b: ArrayLike, alpha: float) -> np.ndarray:
    r"""Damped least squares: the x that minimises :math:`\|b - Ax\|^2 + \alpha\|x\|^2`.

    .. math:: x = \sum_i \frac{\sigma_i}{\sigma_i^2 + \alpha}\,(u_i^\mathsf{T} b)\,v_i

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex, of any rank. No column of ones is added, and nothing is centred.
    b : array_like, shape (m,) or (m, p)
        One right-hand side, or p of them as columns.
    alpha : float
        At least 0, in the units of :math:`\sigma^2`; 0 gives the solution of `lstsq`.

    Returns
    -------
    ndarray, shape (n,) or (n, p)
        The solution; its norm does not grow with `alpha`.

    Raises
    ------
    TypeError
        If `A` or `b` does not hold plain numbers, or `alpha` is no real number.
    ValueError
        If `A` does not have two dimensions, `b` does not match its rows, an entry is not finite, `alpha` is negative,
        or the result overflows.

    Notes
    -----
    No equation is squared: :math:`A^\mathsf{T}A + \alpha I` is never formed. Singular values that count as zero for
    `lstsq` are left out here, too.

    References
    ----------
    Hoerl & Kennard, "Ridge regression: biased estimation for nonorthogonal problems", *Technometrics* 12 (1970).

    Examples
    --------
    >>> from svdlib import ridge
    >>> ridge([[2.0, 0.0], [0.0, 1.0]], [2.0, 1.0], 1.0).round(12).tolist()
    [0.8, 0.5]
    """
    alpha = _check.as_number(alpha, "alpha")
    if alpha == 0:
        return lstsq(A, b).x
    A, b = _system(A, b)
    b, unit = _rescaled_right_side(b)
    U, s, Vt = svd(A, full_matrices=False)
    inverse = np.where(s > tolerance(s, A.shape), _damped_inverse(s, alpha), 0)
    with np.errstate(over="ignore", under="ignore"):
        x = (_combine(U, inverse, Vt, b) * unit).astype(A.dtype, copy=False)
        return _check.finite(x, "A and b must have a solution")


def filter_factors(s: ArrayLike, *, k: int | None = None, rtol: float | None = None, alpha: float | None = None) -> np.ndarray:
    r"""How much of each term :math:`(u_i^\mathsf{T}b / \sigma_i)\,v_i` a regularised solution keeps: 0 nothing, 1 all.

    Parameters
    ----------
    s : array_like, shape (..., r)
        Singular values, non-increasing. Give one of the next three.
    k : int, optional
        Truncation: 1 for the k largest, 0 for the others; 1 to r.
    rtol : float, optional
        The pseudoinverse: 1 above ``rtol * s[0]``, else 0.
    alpha : float, optional
        Ridge regression: :math:`\sigma^2 / (\sigma^2 + \alpha)`.

    Returns
    -------
    ndarray, shape (..., r)
        The factors, from 0 to 1, non-increasing; 0 where a singular value is.

    Raises
    ------
    TypeError
        If `s` does not hold real numbers or an option has the wrong type.
    ValueError
        If `s` is negative, not finite or not sorted, an option is out of range, or not exactly one is given.

    References
    ----------
    Hansen, *Rank-Deficient and Discrete Ill-Posed Problems*, section 4.2 (1998).

    Examples
    --------
    >>> from svdlib import filter_factors
    >>> filter_factors([3.0, 1.0], k=1).tolist(), filter_factors([3.0, 1.0], alpha=1.0).round(12).tolist()
    ([1.0, 0.0], [0.9, 0.5])
    """
    s = _check.as_spectrum(s)
    if sum(option is None for option in (k, rtol, alpha)) != 2:
        raise ValueError(f"give one of k, rtol and alpha, got k={k!r}, rtol={rtol!r}, alpha={alpha!r}")
    if alpha is not None:
        root = np.sqrt(_check.as_number(alpha, "alpha"))
        with np.errstate(over="ignore"):  # to infinity, and a factor of 0
            return np.divide(
                1, 1 + np.divide(root, s, out=np.zeros_like(s), where=s > 0) ** 2, out=np.zeros_like(s), where=s > 0
            )
    if k is not None:
        k = _check.as_rank(k, s.shape[-1:], matrix="s")
        return np.where(np.arange(s.shape[-1]) < k, s > 0, False).astype(float)
    rtol = _check.as_number(rtol, "rtol")
    with np.errstate(over="ignore"):  # to infinity, which no singular value exceeds
        return (s > rtol * s.max(axis=-1, keepdims=True, initial=0)).astype(float)


def _system(A, b):
    """Return A and b, checked, in one precision."""
    A = _check.as_matrix(A)
    b = _check.as_right_side(b, A)
    dtype = np.result_type(A, b)
    return A.astype(dtype, copy=False), b.astype(dtype, copy=False)


def _rescaled_right_side(b):
    """Return b over one power of two, and that power."""
    scaled, unit = rescale(b if b.ndim == 2 else b[:, None])
    return scaled.reshape(b.shape), unit[0, 0]


def _inverse(s, kept):
    """Return 1 / s where kept, else 0."""
    with np.errstate(over="ignore"):
        return np.divide(1, s, out=np.zeros_like(s), where=kept)


def _damped_inverse(s, alpha):
    """Return s / (s² + alpha) in double precision, without a square that might leave the range; alpha is not 0."""
    s = s.astype(np.float64)
    with np.errstate(all="ignore"):  # of the branch not taken
        return np.where(s * s < alpha, s / alpha / (1 + s * (s / alpha)), 1 / (s + alpha / s))


def _combine(U, inverse, Vt, b):
    """Return x = V diag(inverse) U* b."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return Vt.conj().T @ (inverse * (U.conj().T @ b).T).T


def _adjoint(X):
    """Return the conjugate transpose of each matrix of a stack."""
    return np.swapaxes(X, -1, -2).conj()
