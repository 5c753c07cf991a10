"""The best approximation of rank k: its error, how to choose k, and the numbers it takes to store it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._scaling import scaled
from svdlib.decompositions import svd


def low_rank(A: ArrayLike, k: int) -> np.ndarray:
    r"""Best approximation of rank at most k: :math:`A_k = \sum_{i=1}^{k} \sigma_i u_i v_i^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        One matrix or a stack, not empty; a colour image with its channels first is a stack of three.
    k : int
        The rank to keep, 1 to min(m, n).

    Returns
    -------
    ndarray, shape (..., m, n)
        :math:`A_k`: no matrix of rank k or less is nearer to `A` in the 2-norm or the Frobenius norm.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or `k` is no integer.
    ValueError
        If `A` is empty, not finite or has fewer than two dimensions, `k` is out of range, or the result overflows.

    See Also
    --------
    approximation_errors : How far it is from the matrix.
    truncated_svd : The factors, of a large or sparse matrix.
    optimal_threshold : Which terms of a noisy matrix to keep.

    References
    ----------
    Eckart & Young, "The approximation of one matrix by another of lower rank", *Psychometrika* 1 (1936).

    Examples
    --------
    >>> from svdlib import low_rank
    >>> low_rank([[6, 6, 2], [0, 1, 3], [4, 0, 1], [0, 6, 2]], 2).round(2).tolist()
    [[5.97, 5.8, 2.51], [0.12, 1.87, 0.72], [4.04, 0.26, 0.31], [-0.01, 5.91, 2.25]]
    """
    A, power = scaled(_check.as_stack(A))
    k = _check.as_rank(k, A.shape)
    with np.errstate(over="ignore"):
        return _check.finite(svd(A, full_matrices=False).truncate(k).to_matrix() * power, "A must have an approximation")


class ApproximationErrors(NamedTuple):
    """How far the best approximation of each rank is from the matrix; position k belongs to rank k.

    Parameters
    ----------
    frobenius, spectral : ndarray, shape (..., r + 1)
        The Frobenius norm and the 2-norm of the error, in the units of the matrix.

    See Also
    --------
    approximation_errors : What returns it.

    Examples
    --------
    >>> from svdlib import approximation_errors
    >>> approximation_errors([4.0, 3.0]).frobenius.tolist()
    [5.0, 3.0, 0.0]
    """

    frobenius: np.ndarray
    spectral: np.ndarray


def approximation_errors(s: ArrayLike) -> ApproximationErrors:
    r"""Error of the best approximation of every rank, in the Frobenius norm and the 2-norm.

    .. math::
        \|A - A_k\|_F &= \Bigl(\sum_{i>k}\sigma_i^2\Bigr)^{1/2} \\
        \|A - A_k\|_2 &= \sigma_{k+1}

    Parameters
    ----------
    s : array_like, shape (..., r)
        All singular values of a matrix (or of each of a stack), non-increasing.

    Returns
    -------
    ApproximationErrors
        The named tuple ``(frobenius, spectral)``, each of shape (..., r + 1): position k is the error at rank k, from
        the norm of the matrix itself at k = 0 to 0 at k = r.

    Raises
    ------
    TypeError
        If `s` does not hold real numbers.
    ValueError
        If `s` is negative, not finite or not sorted, or a norm overflows.

    See Also
    --------
    low_rank : The approximation itself.
    energy : What is kept, where this is what is lost.

    References
    ----------
    Eckart & Young, "The approximation of one matrix by another of lower rank", *Psychometrika* 1 (1936); Mirsky,
    "Symmetric gauge functions and unitarily invariant norms", *The Quarterly Journal of Mathematics* 11 (1960).

    Examples
    --------
    >>> from svdlib import approximation_errors, svd
    >>> frobenius, spectral = approximation_errors(svd([[6, 6, 2], [0, 1, 3], [4, 0, 1], [0, 6, 2]]).s)
    >>> (frobenius**2).round(2).tolist(), spectral.round(2).tolist()
    ([143.0, 32.46, 6.9, 0.0], [10.51, 5.06, 2.63, 0.0])
    """
    s = _check.as_spectrum(s)
    spectral = np.concatenate([s, np.zeros((*s.shape[:-1], 1))], axis=-1)
    with np.errstate(over="ignore"):
        # the smallest first, that no digit is lost, and by hypot, whose squares neither overflow nor underflow
        frobenius = np.hypot.accumulate(spectral[..., ::-1], axis=-1)[..., ::-1]
    return ApproximationErrors(_check.finite(frobenius, "s must have a norm"), spectral)


def energy(s: ArrayLike) -> np.ndarray:
    r"""Share of the squared Frobenius norm that the best approximation of every rank keeps.

    .. math:: \sum_{i \le k} \sigma_i^2 \Big/ \sum_i \sigma_i^2

    Parameters
    ----------
    s : array_like, shape (..., r)
        All singular values of a matrix (or of each of a stack), non-increasing.

    Returns
    -------
    ndarray, shape (..., r + 1)
        Position k is the share at rank k: 0 at k = 0, non-decreasing, 1 at k = r. Of a zero matrix nothing is
        missing, whatever the rank: 1 throughout.

    Raises
    ------
    TypeError
        If `s` does not hold real numbers.
    ValueError
        If `s` is negative, not finite or not sorted.

    See Also
    --------
    rank_for_energy : The other way round: the rank that keeps a share.
    approximation_errors : What is lost.

    Notes
    -----
    Squares, since it is :math:`\|A\|_F^2 = \sum_i\sigma_i^2` that splits into a part kept and a part lost; shares
    of :math:`\sum_i\sigma_i` look smaller, and mean nothing of the kind.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd ed., section 6.1.1 (2002).

    Examples
    --------
    >>> from svdlib import energy
    >>> energy([4.0, 3.0]).tolist()
    [0.0, 0.64, 1.0]
    """
    s = _check.as_spectrum(s)
    largest = s.max(axis=-1, keepdims=True, initial=0)
    kept = np.cumsum((s / np.where(largest > 0, largest, 1)) ** 2, axis=-1)
    kept = np.concatenate([np.zeros_like(largest), kept], axis=-1)
    return np.where(largest > 0, kept / np.where(largest > 0, kept[..., -1:], 1), 1.0)


def rank_for_energy(s: ArrayLike, fraction: float) -> int | np.ndarray:
    r"""Smallest rank whose best approximation keeps a given share of the energy.

    Parameters
    ----------
    s : array_like, shape (..., r)
        All singular values of a matrix (or of each of a stack), non-increasing.
    fraction : float
        The share to keep, 0 to 1: 0.9 for 90 %.

    Returns
    -------
    int or ndarray of int, shape (...)
        The smallest k with ``energy(s)[k] >= fraction``; 0 for a zero matrix.

    Raises
    ------
    TypeError
        If `s` does not hold real numbers or `fraction` is no real number.
    ValueError
        If `s` is negative, not finite or not sorted, or `fraction` is outside 0..1.

    See Also
    --------
    energy : The share that each rank keeps.
    optimal_threshold : Where the terms to drop are noise.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd ed., section 6.1.1 (2002).

    Examples
    --------
    >>> from svdlib import rank_for_energy
    >>> rank_for_energy([4.0, 3.0], 0.6), rank_for_energy([4.0, 3.0], 0.65)
    (1, 2)
    """
    fraction = _check.as_number(fraction, "fraction", 0, 1)
    k = (energy(s) < fraction).sum(axis=-1)
    return int(k) if k.ndim == 0 else k


def optimal_threshold(m: int, n: int, *, s: ArrayLike | None = None, noise: float | None = None) -> float:
    r"""Hard threshold for singular values that best recovers a low-rank matrix from white noise.

    With :math:`\beta = \min(m, n) / \max(m, n)` and noise of standard deviation :math:`\nu` in each entry the
    threshold is :math:`\lambda(\beta)\sqrt{\max(m, n)}\,\nu`, where

    .. math::
        \lambda(\beta)^2 &= 2(\beta + 1) \\
        &+ \frac{8\beta}{\beta + 1 + \sqrt{\beta^2 + 14\beta + 1}}.

    Where the noise is not known, :math:`\sqrt{\max(m, n)}\,\nu` is estimated from the median singular value.

    Parameters
    ----------
    m, n : int
        Rows and columns of the noisy matrix, at least 1.
    s : array_like, shape (min(m, n),), optional
        All its singular values, from whose median the noise is estimated. Give either `s` or `noise`.
    noise : float, optional
        The standard deviation of the noise in one entry, in the units of the matrix.

    Returns
    -------
    float
        Keep the singular values above it, in the units of the matrix.

    Raises
    ------
    TypeError
        If an argument has the wrong type.
    ValueError
        If an argument is out of range, `s` has another length than min(m, n), not exactly one of `s` and `noise` is
        given, or the threshold overflows.

    See Also
    --------
    rank_for_energy : A rank where there is no noise to speak of.

    Notes
    -----
    Among all thresholds this one has the least mean squared error, in the limit of large matrices whose rank stays
    small; 4/sqrt(3) for a square matrix and known noise. The estimate divides the median of `s` by that of pure noise, the
    square root of the median of the Marchenko-Pastur distribution.

    References
    ----------
    Gavish & Donoho, "The optimal hard threshold for singular values is 4/√3", *IEEE Transactions on Information
    Theory* 60 (2014).

    Examples
    --------
    >>> from svdlib import optimal_threshold
    >>> round(optimal_threshold(100, 100, noise=0.1), 4)
    2.3094
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    if (s is None) == (noise is None):
        raise ValueError(f"give either s or noise, got s={s!r}, noise={noise!r}")
    beta = min(m, n) / max(m, n)
    factor = np.sqrt(2 * (beta + 1) + 8 * beta / (beta + 1 + np.sqrt(beta**2 + 14 * beta + 1)))
    with np.errstate(over="ignore"):
        if s is None:
            scale = np.float64(_check.as_number(noise, "noise")) * np.sqrt(float(max(m, n)))
        else:
            scale = np.median(_check.as_spectrum(s, length=min(m, n))) / np.sqrt(_marchenko_pastur_median(beta))
        return float(_check.finite(factor * scale, f"{'s' if noise is None else 'noise'} must give a threshold"))


def _marchenko_pastur_median(beta):
    r"""Return the median of the squared singular values of white noise, over max(m, n), for large matrices of shape ratio beta.

    With :math:`t = 1 + \beta + 2\sqrt\beta\cos\theta` their density integrates in closed form.
    """
    from scipy.optimize import brentq

    if beta < 1e-6:
        return 1 - beta / 3  # but for terms of beta², whereas below digits would cancel
    a, b, ratio = 1 + beta, 2 * np.sqrt(beta), (1 - np.sqrt(beta)) / (1 + np.sqrt(beta))

    def share_above(theta):
        angle = 2 * (1 - beta) * np.arctan(ratio * np.tan(theta / 2))
        return 2 / np.pi * (a * theta - b * np.sin(theta) - angle) / b**2

    return a + b * np.cos(brentq(lambda theta: share_above(theta) - 0.5, 0, np.pi, xtol=1e-14))


def storage(m: int, n: int, k: int) -> int:
    r"""Count the numbers in k columns of `U`, k rows of `Vt` and k singular values: :math:`k\,(m + n + 1)`.

    Parameters
    ----------
    m, n : int
        Rows and columns, at least 1.
    k : int
        The rank kept, 1 to min(m, n).

    Returns
    -------
    int
        How many numbers store a rank-k matrix in this way; the matrix itself holds m n.

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is out of range.

    See Also
    --------
    break_even_rank : The largest rank that saves numbers.

    Examples
    --------
    >>> from svdlib import storage
    >>> storage(400, 400, 100), storage(400, 400, 100) / (400 * 400)
    (80100, 0.500625)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return _check.as_integer(k, "k", 1, min(m, n)) * (m + n + 1)


def break_even_rank(m: int, n: int) -> int:
    r"""Find the largest rank at which ``storage(m, n, k)`` is below m n: the largest whole :math:`k < mn / (m + n + 1)`.

    Parameters
    ----------
    m, n : int
        Rows and columns, at least 1.

    Returns
    -------
    int
        The rank; 0 where no rank saves anything (a single row or column, for instance).

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is below 1.

    See Also
    --------
    storage : The count that is compared.

    Examples
    --------
    >>> from svdlib import break_even_rank, storage
    >>> break_even_rank(400, 400)
    199
    >>> storage(400, 400, 199), storage(400, 400, 200)
    (159399, 160200)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return (m * n - 1) // (m + n + 1)  # - 1, since k (m + n + 1) = m n saves nothing


def _saving(new, old, unit):
    """Say what is stored in place of what, and whether that saves anything."""
    return f"{new:,} {unit} in place of {old:,}" + ("" if new < old else ": nothing is saved")
