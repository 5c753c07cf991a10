"""The pseudoinverse, and the least squares it solves: exact, cut off, or damped."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._conventions import tolerance
from svdlib._scaling import divide, double_precision, scaled, unscaled
from svdlib.decompositions import svd


def pinv(A: ArrayLike, rcond: ArrayLike | None = None, hermitian: bool = False, *, rtol: ArrayLike | None = None) -> np.ndarray:
    r"""Moore-Penrose pseudoinverse :math:`A^+ = V\Sigma^+U^\mathsf{T}`.

    Singular values above the tolerance are inverted, the others dropped.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, one matrix or a stack; empty ones too.
    rcond : float or array_like, optional
        Singular values up to ``rcond * s[0]`` count as zero: one number, or several that broadcast against the stack.
        The default is :math:`\max(m, n)\,\varepsilon`, with the :math:`\varepsilon` of double precision.
    hermitian : bool, optional
        True for matrices that equal their conjugate transpose (to rounding), which is quicker.
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
        If `A` is not finite, has fewer than two dimensions, or is said to be Hermitian and is not; if a tolerance is
        negative or of a shape that does not fit, if both are given, or if the result overflows.

    See Also
    --------
    lstsq : Solutions for given right-hand sides, without the inverse.
    ridge : Where noise is to be damped rather than cut off.
    four_subspaces : What it maps where.

    Notes
    -----
    The default tolerance is that of ``numpy.linalg.pinv(A, rtol=None)``; numpy's own default is 1e-15 whatever the
    shape. Single precision is computed in double and returned in single: ``pinv(A) @ b`` agrees with `lstsq`, and a slope
    that is small beside its intercept is not taken for noise. Where the numbers themselves are noise below some share of
    the largest singular value, say so by `rtol`.

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
        raise ValueError(f"`rtol` and `rcond` can't be both set, got rtol={rtol!r}, rcond={rcond!r}")
    A = _check.as_stack(A)
    dtype = A.dtype
    A, power = scaled(A.astype(double_precision(A), copy=False))
    U, s, Vt = svd(A, full_matrices=False, hermitian=hermitian)
    name, limit = ("rtol", rtol) if rcond is None else ("rcond", rcond)
    inverse = _inverse(s, s > tolerance(s, A.shape, limit, name)[..., None])
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        P = divide(Vt.conj().mT @ (inverse[..., None] * U.conj().mT), power)
        return _check.finite(P.astype(dtype, copy=False), "A must have a pseudoinverse")


class LeastSquares(NamedTuple):
    r"""What ``lstsq`` found, in the order of ``numpy.linalg.lstsq``.

    Parameters
    ----------
    x : ndarray, shape (..., n) or (..., n, p)
        The solution of least norm.
    residuals : ndarray, shape (1,), (p,) or (0,); of stacks (..., 1) or (..., p)
        For each column of b the sum of squares :math:`\|b - Ax\|^2`, infinite where that overflows. For one matrix empty,
        as numpy's, where rank < n or m <= n.
    rank : int or ndarray of int, shape (...)
        The numerical rank of A.
    s : ndarray, shape (..., min(m, n))
        The singular values of A.

    See Also
    --------
    lstsq : What returns it.

    Examples
    --------
    >>> from svdlib import lstsq
    >>> lstsq([[1.0], [1.0]], [0.0, 2.0]).residuals.round(12).tolist()
    [2.0]
    """

    x: np.ndarray
    residuals: np.ndarray
    rank: int | np.ndarray
    s: np.ndarray

    @property
    def unique(self) -> bool | np.ndarray:
        """Whether x is the only solution, rank = n; else it is the shortest of many, and its entries mean little alone."""
        return self.rank == self.x.shape[np.ndim(self.rank)]


def lstsq(A: ArrayLike, b: ArrayLike, rcond: ArrayLike | None = None) -> LeastSquares:
    r"""Least squares: of all x that minimise :math:`\|b - Ax\|` the shortest, :math:`x = A^+ b`.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, of any rank; one matrix or a stack.
    b : array_like, shape (m,) or (..., m, p)
        One right-hand side, or p of them as columns. Stacks of them broadcast against those of `A`, as in
        ``numpy.linalg.solve``.
    rcond : float or array_like, optional
        Singular values up to ``rcond * s[0]`` count as zero: one number, or several that broadcast against the stack.
        By default :math:`\max(m, n)\,\varepsilon`, with the :math:`\varepsilon` of double precision; -1 stands for
        LAPACK's machine precision, :math:`\varepsilon/2`, as in numpy.

    Returns
    -------
    LeastSquares
        The named tuple ``(x, residuals, rank, s)``, as ``numpy.linalg.lstsq`` returns it; its property ``unique`` tells
        whether there is no other solution.

    Raises
    ------
    TypeError
        If `A`, `b` or `rcond` does not hold plain numbers.
    ValueError
        If `A` has fewer than two dimensions, an entry is not finite, `rcond` is negative (but for -1) or of a shape that
        does not fit, or the solution overflows.
    numpy.linalg.LinAlgError
        If `b` does not match the rows of `A`; a ValueError, too.

    See Also
    --------
    ridge : Where noise is to be damped rather than cut off.
    filter_factors : What either does to each direction.
    pinv : The matrix that gives this solution for every `b`.

    Notes
    -----
    Single precision is computed in double, with the tolerance of double, and returned in single, as numpy's: a slope
    that is small beside its intercept is not taken for noise. The rank may thus exceed that of `matrix_rank`, which asks
    what single precision tells apart.

    Where ``unique`` is False, columns of `A` depend on one another: of the many x that fit equally well this is the
    shortest. Predictions ``A @ x`` are determined all the same, single entries of x are not.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 5.5 (2013).

    Examples
    --------
    >>> from svdlib import lstsq
    >>> x, residuals, rank, s = lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5])
    >>> x.round(12).tolist(), rank
    ([1.0, 2.0], 2)
    >>> shortest = lstsq([[1.0, 1.0]], [4.0])  # of all pairs with sum 4
    >>> shortest.x.round(12).tolist(), shortest.unique
    ([2.0, 2.0], False)
    """
    (A, power), (b, unit), dtype, drop = _system(A, b)
    U, s, Vt = svd(A, full_matrices=False)
    if isinstance(rcond, (int, float)) and rcond == -1:
        rcond = np.finfo(s.dtype).epsneg
    kept = s > tolerance(s, A.shape, rcond, "rcond")[..., None]
    x = _combine(U, _inverse(s, kept), Vt, b)
    rank = np.broadcast_to(kept.sum(axis=-1), x.shape[:-2])
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        residuals = (np.sum(abs(b - A @ x) ** 2, axis=-2) * unit[..., 0] ** 2).astype(np.finfo(dtype).dtype)
        x = _check.finite(divide(x * unit, power).astype(dtype, copy=False), "A and b must have a solution")
    if x.ndim == 2:
        rank = int(rank)
        residuals = residuals[: None if rank == A.shape[1] < A.shape[0] else 0]
    return LeastSquares(x[drop], residuals, rank, unscaled(s, power, dtype=dtype))


def ridge(A: ArrayLike, b: ArrayLike, alpha: float) -> np.ndarray:
    r"""Damped least squares: the x that minimises :math:`\|b - Ax\|^2 + \alpha\|x\|^2`.

    .. math:: x = \sum_i \frac{\sigma_i}{\sigma_i^2 + \alpha}\,(u_i^\mathsf{T} b)\,v_i

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        Real or complex, of any rank; one matrix or a stack. No column of ones is added, and nothing is centred.
    b : array_like, shape (m,) or (..., m, p)
        One right-hand side, or p of them as columns; stacks broadcast against those of `A`.
    alpha : float
        At least 0, in the units of :math:`\sigma^2`; 0 gives the solution of `lstsq`.

    Returns
    -------
    ndarray, shape (..., n) or (..., n, p)
        The solution; its norm does not grow with `alpha`.

    Raises
    ------
    TypeError
        If `A` or `b` does not hold plain numbers, or `alpha` is no real number.
    ValueError
        If `A` has fewer than two dimensions, an entry is not finite, `alpha` is negative, or the result overflows.
    numpy.linalg.LinAlgError
        If `b` does not match the rows of `A`; a ValueError, too.

    See Also
    --------
    lstsq : Without a penalty.
    filter_factors : How much of each direction is left.

    Notes
    -----
    No equation is squared: :math:`A^\mathsf{T}A + \alpha I` is never formed. Singular values that count as zero for
    `lstsq` are left out here, too, and single precision is computed in double.

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
    (A, power), (b, unit), dtype, drop = _system(A, b)
    U, s, Vt = svd(A, full_matrices=False)
    kept = s > tolerance(s, A.shape)[..., None]
    inverse = np.where(kept, _damped_inverse(unscaled(s, power), alpha), 0)
    with np.errstate(over="ignore", under="ignore"):
        x = (_combine(U, inverse, Vt, b) * unit).astype(dtype, copy=False)
        return _check.finite(x, "A and b must have a solution")[drop]


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

    See Also
    --------
    lstsq, ridge : The solutions that the factors describe.

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
    """Return A and b in double precision, each to scale with its power, the precision of x, and how to index x like b."""
    A = _check.as_stack(A)
    b = _check.as_right_side(b, A)
    dtype = np.result_type(A, b)
    # one right-hand side is a column on the way
    drop, b = ((..., 0), b[:, None]) if b.ndim == 1 else (..., b)
    return *(scaled(part.astype(np.result_type(dtype, np.float64), copy=False)) for part in (A, b)), dtype, drop


def _inverse(s, kept):
    """Return 1 / s where kept, else 0."""
    with np.errstate(over="ignore"):
        return np.divide(1, s, out=np.zeros(kept.shape, s.dtype), where=kept)


def _damped_inverse(s, alpha):
    """Return s / (s² + alpha), without a square that might leave the range; alpha is not 0."""
    with np.errstate(all="ignore"):  # of the branch not taken
        return np.where(s * s < alpha, s / alpha / (1 + s * (s / alpha)), 1 / (s + alpha / s))


def _combine(U, inverse, Vt, b):
    """Return x = V diag(inverse) U* b."""
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return Vt.conj().mT @ (inverse[..., None] * (U.conj().mT @ b))
