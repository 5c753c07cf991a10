"""Covariance, correlation and principal components: what the decomposition says about data, one sample a row."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._scaling import scaled
from svdlib.large import truncated_svd


def covariance(X: ArrayLike) -> np.ndarray:
    r"""Sample covariance matrix :math:`S = X_c^\mathsf{T} X_c / (m - 1)`, with :math:`X_c` the data less its mean.

    Parameters
    ----------
    X : array_like, shape (m, n)
        m samples, at least two, of n features: one sample a row. Real; integers are computed in double precision.

    Returns
    -------
    ndarray of float64, shape (n, n)
        Symmetric and positive semidefinite; the unit of entry (i, j) is that of feature i times that of feature j,
        and the diagonal holds the variances.

    Raises
    ------
    TypeError
        If `X` does not hold plain real numbers.
    ValueError
        If `X` has fewer than two rows or no column, an entry that is not finite, or a covariance that overflows.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd ed., section 3.1 (2002).

    Examples
    --------
    >>> from svdlib import covariance
    >>> covariance([[1, 2], [3, 6], [5, 10]]).tolist()
    [[4.0, 8.0], [8.0, 16.0]]
    """
    Xc, power = _centred_columns(_at_least_two(X))
    with np.errstate(over="ignore", under="ignore"):
        S = Xc.T @ Xc / (len(Xc) - 1) * power * power.T
    return _check.finite(S, "X must have covariances")


def correlation(X: ArrayLike) -> np.ndarray:
    r"""Correlation matrix: the covariance of the data with each column divided by its standard deviation.

    Parameters
    ----------
    X : array_like, shape (m, n)
        m samples, at least two, of n features: one sample a row, and no column constant.

    Returns
    -------
    ndarray of float64, shape (n, n)
        Symmetric, without units, entries between -1 and 1, and 1 on the diagonal.

    Raises
    ------
    TypeError
        If `X` does not hold plain real numbers.
    ValueError
        If `X` has fewer than two rows or no column, an entry that is not finite, or a constant column: what does not
        vary has no correlation with anything.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd ed., section 2.3 (2002).

    Examples
    --------
    >>> from svdlib import correlation
    >>> correlation([[1, 2, 9], [3, 6, 5], [5, 10, 1]]).round(12).tolist()
    [[1.0, 1.0, -1.0], [1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]]
    """
    Xc, _ = _centred_columns(_at_least_two(X))
    constant = np.flatnonzero(~Xc.any(axis=0))
    if constant.size:
        raise ValueError(f"X must vary in each column to have a correlation, got column {constant[0]} constant")
    Xc /= np.linalg.norm(Xc, axis=0)
    R = np.clip(Xc.T @ Xc, -1, 1)
    np.fill_diagonal(R, 1)
    return R


class PCA(NamedTuple):
    r"""The leading k principal components of data: :math:`X \approx \text{scores} \times \text{components} + \text{mean}`.

    Parameters
    ----------
    scores : ndarray, shape (m, k)
        The coordinates of each sample along the components, in the units of the data; uncorrelated, with mean zero.
    components : ndarray, shape (k, n)
        The directions of largest variance, orthonormal, one a row.
    explained_variance : ndarray, shape (k,)
        The variance of each column of scores, non-increasing: :math:`\sigma_i^2 / (m - 1)`.
    explained_variance_ratio : ndarray, shape (k,)
        The same as a share of the total variance, 0 to 1.
    mean : ndarray, shape (n,)
        What was subtracted from each sample.

    Examples
    --------
    >>> from svdlib import pca
    >>> model = pca([[1.0, 2.0], [3.0, 6.0], [5.0, 10.0]], 1)
    >>> model.mean.tolist(), model.explained_variance_ratio.round(12).tolist()
    ([3.0, 6.0], [1.0])
    """

    scores: np.ndarray
    components: np.ndarray
    explained_variance: np.ndarray
    explained_variance_ratio: np.ndarray
    mean: np.ndarray

    def transform(self, X: ArrayLike) -> np.ndarray:
        r"""Coordinates of samples along the components: :math:`(X - \text{mean})\,\text{components}^\mathsf{T}`.

        Parameters
        ----------
        X : array_like, shape (p, n)
            Samples, new ones or those of the fit, one a row.

        Returns
        -------
        ndarray, shape (p, k)
            Their scores.

        Raises
        ------
        TypeError
            If `X` does not hold plain real numbers.
        ValueError
            If `X` does not have n columns, an entry is not finite, or a score overflows.

        Examples
        --------
        >>> from svdlib import pca
        >>> pca([[0.0, 0.0], [4.0, 0.0]], 1).transform([[3.0, 7.0]]).tolist()
        [[1.0]]
        """
        X = _check.as_samples(X, columns=len(self.mean))
        with np.errstate(over="ignore", invalid="ignore"):
            return _check.finite((X - self.mean) @ self.components.T, "X must have scores")

    def inverse_transform(self, scores: ArrayLike) -> np.ndarray:
        r"""Samples with given coordinates: :math:`\text{scores} \times \text{components} + \text{mean}`.

        Parameters
        ----------
        scores : array_like, shape (p, k)
            One sample a row.

        Returns
        -------
        ndarray, shape (p, n)
            The samples, in the plane through the mean that the components span.

        Raises
        ------
        TypeError
            If `scores` does not hold plain real numbers.
        ValueError
            If `scores` does not have k columns, an entry is not finite, or a sample overflows.

        Examples
        --------
        >>> from svdlib import pca
        >>> pca([[0.0, 0.0], [4.0, 0.0]], 1).inverse_transform([[1.0]]).tolist()
        [[3.0, 0.0]]
        """
        scores = _check.as_samples(scores, "scores", len(self.components))
        with np.errstate(over="ignore", invalid="ignore"):
            return _check.finite(scores @ self.components + self.mean, "scores must have samples")


def pca(X: ArrayLike, k: int) -> PCA:
    r"""Principal component analysis by the decomposition of the centred data :math:`X_c = U\Sigma V^\mathsf{T}`.

    Scores are :math:`U\Sigma = X_c V`, components the rows of :math:`V^\mathsf{T}`, and
    :math:`\sigma_i^2 / (m - 1)` the variance along each.

    Parameters
    ----------
    X : array_like, shape (m, n)
        m samples of n features: one sample a row. Real; computed in double precision.
    k : int
        How many components, 1 to min(m, n).

    Returns
    -------
    PCA
        The named tuple ``(scores, components, explained_variance, explained_variance_ratio, mean)`` with ``transform``
        and ``inverse_transform``.

    Raises
    ------
    TypeError
        If `X` does not hold plain real numbers or `k` is no integer.
    ValueError
        If `X` is empty, has an entry that is not finite or a variance that overflows, or `k` is out of range.

    Notes
    -----
    By `truncated_svd`, so that small variances are not lost as they would be by the eigenvectors of the covariance
    matrix. Signs follow the rule of `svd`.
    Data that does not vary (a single sample, too) has scores, variances and ratios of zero. Centred data has rank
    m - 1 at most: where m <= n and k = m, the last variance is zero but for rounding.

    References
    ----------
    Jolliffe, *Principal Component Analysis*, 2nd ed., section 3.5 (2002).

    Examples
    --------
    >>> from svdbook import load_people
    >>> from svdlib import pca
    >>> model = pca(load_people(), 2)
    >>> model.scores.shape, model.explained_variance_ratio.sum().round(12).tolist()
    ((12, 2), 1.0)
    """
    X = _check.as_samples(X)
    k = _check.as_rank(k, X.shape)
    Xc, mean, power = _centred(X)
    U, s, Vt = truncated_svd(Xc, k)
    total = np.linalg.norm(Xc) ** 2
    ratio = np.minimum(s**2 / total, 1) if total > 0 else np.zeros(k)
    with np.errstate(over="ignore", under="ignore"):
        variance = _check.finite(s**2 / max(len(X) - 1, 1) * power * power, "X must have variances")
    return PCA(U * s * power, Vt, variance, ratio, mean)


def _at_least_two(X):
    """Return samples, checked to be two or more."""
    X = _check.as_samples(X)
    if len(X) < 2:
        raise ValueError(f"X must have at least two samples (rows), since one does not vary, got shape {X.shape}")
    return X


def _centred(X):
    """Return the data less its mean, over a power of two, with the mean and that power."""
    X, power = scaled(X)
    power = power.item()
    Xc = _less_first_row(X)  # exactly zero where a column is constant, as X less a rounded mean need not be
    shift = Xc.mean(axis=0)
    Xc -= shift
    return Xc, (X[0] + shift) * power, power


def _centred_columns(X):
    """Return the data less its mean, each column over a power of two of its own, and those powers, shape (1, n)."""
    if X.dtype.kind in "iub":  # whose squares cannot overflow
        return _centred(X)[0], np.ones((1, X.shape[1]))
    X, power = scaled(X.astype(np.float64), axis=0)
    return _centred(X)[0], power


def _less_first_row(X):
    """Return X less its first row in double precision; of 64-bit integers exactly, though as doubles they may be equal."""
    difference = np.subtract(X, X[0], dtype=np.float64)
    if X.dtype.kind not in "iu" or X.dtype.itemsize < 8:
        return difference
    bits = X.view(np.uint64)  # modulo 2^64, as differences from there to int64 are: right wherever they fit
    return np.where(abs(difference) < 2**62, (bits - bits[0]).view(np.int64), difference)
