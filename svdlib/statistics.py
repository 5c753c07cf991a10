"""Covariance, correlation and principal components: what the decomposition says about data, one sample a row."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._blocks import product, squares
from svdlib._centred import Centred, centred
from svdlib._conventions import tolerance
from svdlib._scaling import scaled
from svdlib._workers import Delayed, as_blocks, rows_summary
from svdlib.decompositions import svd
from svdlib.large import leading_triplets

GUESS = 16  # components, where a share of the variance is asked for


def covariance(X: ArrayLike) -> np.ndarray:
    r"""Sample covariance matrix :math:`S = X_c^\mathsf{T} X_c / (m - 1)`, with :math:`X_c` the data less its mean.

    Parameters
    ----------
    X : array_like or data frame, shape (m, n)
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

    See Also
    --------
    correlation : The same without units.
    pca : Its eigenvectors, found without forming it.

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
    X : array_like or data frame, shape (m, n)
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

    See Also
    --------
    covariance : The same in the units of the data.

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
    scores : ndarray, shape (m, k), or None
        The coordinates of each sample along the components, in the units of the data; uncorrelated, with mean zero.
        None if samples came in blocks: those are not kept.
    components : ndarray, shape (k, n)
        The directions of largest variance, orthonormal, one a row.
    explained_variance : ndarray, shape (k,)
        The variance of each column of scores, non-increasing: :math:`\sigma_i^2 / (m - 1)`.
    explained_variance_ratio : ndarray, shape (k,)
        The same as a share of the total variance, 0 to 1.
    mean : ndarray, shape (n,)
        What was subtracted from each sample.
    scale : ndarray, shape (k,), or None
        The standard deviations that scores are divided by, if they are whitened; zero where there is none but rounding.
    feature_names : tuple or None
        The names of the columns, if the data came in a frame.

    See Also
    --------
    pca : The function that makes it.

    Examples
    --------
    >>> from svdlib import pca
    >>> model = pca([[1.0, 2.0], [3.0, 6.0], [5.0, 10.0]], 1)
    >>> model.mean.tolist(), model.explained_variance_ratio.round(12).tolist()
    ([3.0, 6.0], [1.0])
    """

    scores: np.ndarray | None
    components: np.ndarray
    explained_variance: np.ndarray
    explained_variance_ratio: np.ndarray
    mean: np.ndarray
    scale: np.ndarray | None = None
    feature_names: tuple | None = None

    def transform(self, X: ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix) -> np.ndarray:
        r"""Coordinates of samples along the components: :math:`(X - \text{mean})\,\text{components}^\mathsf{T}`.

        Parameters
        ----------
        X : array_like, data frame or sparse matrix, shape (p, n)
            Samples, new ones or those of the fit, one a row. The columns of a frame must be those of the fit, in their
            order, if that had a frame, too.

        Returns
        -------
        ndarray, shape (p, k)
            Their scores, over `scale` if that is given; in single precision if both `X` and the components are.

        Raises
        ------
        TypeError
            If `X` does not hold plain real numbers.
        ValueError
            If `X` does not have n columns, or those of the fit, an entry is not finite, or a score overflows.

        See Also
        --------
        inverse_transform : The way back.

        Examples
        --------
        >>> from svdlib import pca
        >>> pca([[0.0, 0.0], [4.0, 0.0]], 1).transform([[3.0, 7.0]]).tolist()
        [[1.0]]
        """
        _check_columns(_column_names(X), self.feature_names)
        X = _check.as_samples(X, columns=len(self.mean), sparse=True)
        mean, V = self.mean.astype(np.float64), self.components.T.astype(np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            scores = _divided(product(Centred(X, None, mean), V), self.scale)
            return _check.finite(scores.astype(_precision(X, self.components)), "X must have scores")

    def inverse_transform(self, scores: ArrayLike) -> np.ndarray:
        r"""Samples with given coordinates: :math:`\text{scores} \times \text{components} + \text{mean}`.

        Parameters
        ----------
        scores : array_like, shape (p, k)
            One sample a row.

        Returns
        -------
        ndarray, shape (p, n)
            The samples, in the plane through the mean that the components span; in single precision if both `scores`
            and the components are.

        Raises
        ------
        TypeError
            If `scores` does not hold plain real numbers.
        ValueError
            If `scores` does not have k columns, an entry is not finite, or a sample overflows.

        See Also
        --------
        transform : The way there.

        Examples
        --------
        >>> from svdlib import pca
        >>> pca([[0.0, 0.0], [4.0, 0.0]], 1).inverse_transform([[1.0]]).tolist()
        [[3.0, 0.0]]
        """
        scores = _check.as_samples(scores, "scores", len(self.components))
        with np.errstate(over="ignore", invalid="ignore"):
            unwhitened = scores * (np.ones(1) if self.scale is None else self.scale.astype(np.float64))
            X = unwhitened @ self.components.astype(np.float64) + self.mean
            return _check.finite(X.astype(_precision(scores, self.components)), "scores must have samples")


def pca(
    X: ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix, k: int | float | None = None, *, whiten: bool = False
) -> PCA:
    r"""Principal component analysis by the decomposition of the centred data :math:`X_c = U\Sigma V^\mathsf{T}`.

    Scores are :math:`U\Sigma = X_c V`, components the rows of :math:`V^\mathsf{T}`, and
    :math:`\sigma_i^2 / (m - 1)` the variance along each.

    Parameters
    ----------
    X : array_like, data frame or sparse matrix, shape (m, n)
        m samples of n features: one sample a row. Real; computed in double precision. A sparse matrix is not filled, nor is
        another copied. The names of a frame's columns are remembered.
    k : int or float, optional
        How many components, 1 to min(m, n); or, between 0 and 1, the share of the variance that they have to exceed,
        with as few of them as can. By default all min(m, n).
    whiten : bool, optional
        Divide the scores by their standard deviations, so that each column has variance 1.

    Returns
    -------
    PCA
        The named tuple ``(scores, components, explained_variance, explained_variance_ratio, mean, scale,
        feature_names)`` with ``transform`` and ``inverse_transform``; in single precision if the data is.

    Raises
    ------
    TypeError
        If `X` does not hold plain real numbers, `k` is neither an integer nor a fraction, or `whiten` is no bool.
    ValueError
        If `X` is empty, has an entry that is not finite or a variance that overflows, or `k` is out of range.

    See Also
    --------
    pca_of_blocks : The same of samples that do not fit into memory.
    truncated_svd : The same without centring.
    covariance : The matrix whose eigenvectors these are.

    Notes
    -----
    By the routes of `truncated_svd`, so that small variances are not lost as they would be by the eigenvectors of the
    covariance matrix. That is used only where it is safe: of small integers (pixels) it is found without rounding, from
    :math:`m X^\mathsf{T} X - t t^\mathsf{T}` with column sums t. Signs follow the rule of `svd`.

    Data that does not vary (a single sample, too) has scores, variances and ratios of zero. Centred data has rank
    m - 1 at most: where m <= n and k = m, the last variance is zero but for rounding. Whitened scores are zero, not
    rounding blown up, where a singular value counts as zero by the tolerance of `matrix_rank`. Where rounding keeps
    even all components from exceeding the share `k`, all are kept.

    Sparse data has its mean subtracted from products, :math:`X_c V = XV - 1 (\mu^\mathsf{T} V)`, which cancels as many
    digits as the mean exceeds the deviations by.

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
    >>> pca(load_people(), 0.9).components.shape
    (1, 2)
    """
    names = _column_names(X)
    X = _check.as_samples(X, sparse=True)
    k, whiten = _check.as_components(k, X.shape), _check.as_truth(whiten, "whiten")
    dtype = X.dtype if X.dtype == np.float32 else np.dtype(np.float64)
    X, power = scaled(X)
    power, A = power.item(), centred(X)
    total = squares(A)
    U, s, Vt = _leading(A, k, total)
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows has variances that do, which are refused
        model = _model(U, s * power, Vt, A.mean * power, A.shape, whiten)
    return _rounded(model._replace(explained_variance_ratio=_shares(s, total), feature_names=names), dtype, "X")


def pca_of_blocks(blocks: Iterable[ArrayLike], k: int | float | None = None, *, whiten: bool = False) -> PCA:
    r"""Principal component analysis of samples that come a block at a time, or lie on many machines, read once.

    Parameters
    ----------
    blocks : iterable of array_like, each of shape (any number of rows, n), or dask.array.Array of shape (m, n)
        The samples, one a row, as `svd_of_blocks` takes them: a generator, a list, delayed blocks, a Dask array. If they
        are data frames, the names of the first one's columns are remembered.
    k : int or float, optional
        How many components, 1 to min(m, n); or, between 0 and 1, the share of the variance that they have to exceed,
        with as few of them as can. By default all min(m, n).
    whiten : bool, optional
        Divide scores by their standard deviations, so that those of these samples have variance 1.

    Returns
    -------
    PCA
        As `pca` gives it, in double precision and without scores, which are as many as the samples. They take a second
        pass: ``model.transform(block)``, or ``X.map_blocks(model.transform, chunks=(X.chunks[0], k), dtype=float)`` for
        a Dask array chunked by rows.

    Raises
    ------
    TypeError
        If `blocks` is no iterable of matrices of plain real numbers, `k` is neither an integer nor a fraction, or
        `whiten` is no bool.
    ValueError
        If there is no row or no column, the blocks differ in their columns, an entry is not finite, a variance
        overflows, or `k` is out of range.

    See Also
    --------
    svd_of_blocks : How it is computed, and the same without centring.
    pca : The same of samples in memory.

    References
    ----------
    Chan, Golub & LeVeque, "Algorithms for computing the sample variance", *The American Statistician* 37 (1983).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import pca_of_blocks
    >>> model = pca_of_blocks((day + np.outer(range(-2, 3), [3.0, 4.0]) for day in range(9)), 1)
    >>> model.mean.tolist(), model.scores, model.transform([[7.0, 8.0]]).round(2).tolist()
    ([4.0, 4.0], None, [[5.0]])
    """
    whiten, names = _check.as_truth(whiten, "whiten"), []
    blocks = as_blocks(blocks)
    if isinstance(blocks, Delayed) and not np.isnan(blocks.shape).any():
        _check.as_components(k, blocks.shape, matrix="blocks")  # before hours of work
    count, mean, R, _ = rows_summary(blocks if isinstance(blocks, Delayed) else _of_one_kind(blocks, names), centred=True)
    if R.dtype.kind == "c":
        raise TypeError(f"blocks must hold real numbers, got dtype {R.dtype}")
    shape = (count, R.shape[1])
    k = _check.as_components(k, shape, matrix="blocks")
    R, power = scaled(_check.finite(R, "blocks must have variances"))
    _, s, Vt = svd(R, full_matrices=False).truncate(min(shape))
    shares = _shares(s, float(s @ s))
    r = int(k) if k >= 1 else _enough(shares, k)
    model = _model(None, s[:r] * power.item(), Vt[:r], mean, shape, whiten)
    named = model._replace(explained_variance_ratio=shares[:r], feature_names=names[0] if names else None)
    return _rounded(named, np.dtype(np.float64), "blocks")


def _of_one_kind(blocks: Iterable[Any], names: list) -> Iterator[Any]:
    """Yield blocks, and note the names of the first one's columns, which the others must have."""
    for i, block in enumerate(blocks):
        found = _column_names(block)
        if i == 0:
            names.append(found)
        _check_columns(found, names[0], f"blocks[{i}]", "blocks[0]")
        yield block


def _model(U, s, Vt, mean, shape, whiten):
    """Return what the decomposition of samples, of this shape and less their mean, says of them; their shares are left open."""
    deviations = s / np.sqrt(max(shape[0] - 1, 1))
    scale = np.where(s > tolerance(s, shape), deviations, 0) if whiten else None
    scores = None if U is None else _divided(U * s, scale)
    with np.errstate(over="ignore", under="ignore"):
        return PCA(scores, Vt, deviations**2, np.zeros(len(s)), mean, scale)


def _rounded(model, dtype, name):
    """Return the model in the precision of its data, whose name is given."""
    with np.errstate(over="ignore", under="ignore"):
        arrays = {field: a.astype(dtype, copy=False) for field, a in model._asdict().items() if isinstance(a, np.ndarray)}
    _check.finite(arrays["explained_variance"], f"{name} must have variances")
    return model._replace(**arrays)


def _divided(scores, scale):
    """Return scores over their scale, if there is one; zero where that is zero."""
    return scores if scale is None else np.divide(scores, scale, out=np.zeros_like(scores), where=scale > 0)


def _precision(X, components):
    """Return the precision of what is computed from X and components: single if both are."""
    return np.float32 if X.dtype == components.dtype == np.float32 else np.float64


def _leading(A, k, total):
    """Return the k leading triplets, or as many as explain more than the share k of the total."""
    if k >= 1:
        return leading_triplets(A, k)
    size = min(GUESS, *A.shape)
    factors = leading_triplets(A, size)
    while size < min(A.shape) and _shares(factors.s, total).sum() <= k:
        size = min(4 * size, *A.shape)
        factors = leading_triplets(A, size)
    return factors.truncate(_enough(_shares(factors.s, total), k))


def _enough(shares, fraction):
    """Return how many shares together exceed a fraction, or all if they never do."""
    return min(int(np.searchsorted(np.cumsum(shares), fraction, side="right")) + 1, len(shares))


def _shares(s, total):
    """Return the squares of singular values as shares of their total, zero if that is."""
    return np.minimum(s**2 / total, 1) if total > 0 else np.zeros(len(s))


def _column_names(X):
    """Return the names of a frame's columns, None for what is no frame."""
    columns = getattr(X, "columns", None)
    return None if columns is None else tuple(columns)


def _check_columns(names, fitted, name="X", first="the fit"):
    """Refuse the columns of a frame that are not those of the fit (or of another first one), in their order."""
    if None in (names, fitted) or names == fitted:
        return
    missing, unknown = ([name for name in one if name not in other] for one, other in ((fitted, names), (names, fitted)))
    if missing or unknown:
        raise ValueError(f"{name} must have the columns of {first}, got it without {missing} and with {unknown}")
    raise ValueError(f"{name} must have the columns of {first} in their order, {list(fitted)}, got {list(names)}")


def _at_least_two(X):
    """Return samples, checked to be two or more."""
    X = _check.as_samples(X)
    if len(X) < 2:
        raise ValueError(f"X must have at least two samples (rows), since one does not vary, got shape {X.shape}")
    return X


def _centred_columns(X):
    """Return the data less its mean, each column over a power of two of its own, and those powers, shape (1, n)."""
    if X.dtype.kind in "iub":  # whose squares cannot overflow
        return centred(X)[:], np.ones((1, X.shape[1]))
    X, power = scaled(X.astype(np.float64), axis=0)
    return centred(X)[:], power
