"""Principal components as an estimator of scikit-learn, for pipelines and searches; the one module that needs it.

Install it by the extra ``sklearn``; import it as ``from svdlib.estimators import PrincipalComponents``.
"""

from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from svdlib import _check
from svdlib.statistics import pca

__all__ = ["PrincipalComponents"]


class PrincipalComponents(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):
    r"""Principal component analysis by `svdlib.pca`, as a transformer :math:`X \mapsto (X - \text{mean})\,V`.

    Parameters
    ----------
    n_components : int or float, optional
        How many components, 1 to min(m, n); or, between 0 and 1, the share of the variance that they have to exceed,
        with as few of them as can. By default all min(m, n).
    whiten : bool, optional
        Divide the scores by their standard deviations, so that each column has variance 1.

    Attributes
    ----------
    components_ : ndarray, shape (k, n)
        The directions of largest variance, orthonormal, one a row.
    explained_variance_ : ndarray, shape (k,)
        The variance along each, non-increasing.
    explained_variance_ratio_ : ndarray, shape (k,)
        The same as a share of the total variance, 0 to 1.
    singular_values_ : ndarray, shape (k,)
        Those of the centred data.
    mean_ : ndarray, shape (n,)
        What is subtracted from each sample.
    noise_variance_ : float
        The mean of the variances that are left out, zero if none is.
    n_components_ : int
        How many components there are: k.
    n_samples_ : int
        How many samples there were.
    n_features_in_ : int
        How many features they had.
    feature_names_in_ : ndarray of str, shape (n,)
        The names of the features, if the samples came in a frame.

    See Also
    --------
    svdlib.pca : The function, which says how it is computed, and what is answered where nothing varies.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> from svdlib.estimators import PrincipalComponents
    >>> X, y = load_iris(return_X_y=True)
    >>> model = make_pipeline(PrincipalComponents(0.95), LogisticRegression()).fit(X, y)
    >>> model[0].n_components_, model[0].get_feature_names_out().tolist()
    (2, ['principalcomponents0', 'principalcomponents1'])
    """

    def __init__(self, n_components: int | float | None = None, *, whiten: bool = False):
        self.n_components = n_components
        self.whiten = whiten

    def fit(self, X: Any, y: Any = None) -> Self:
        """Find the components.

        Parameters
        ----------
        X : array_like, data frame or sparse matrix, shape (m, n)
            m samples of n features, one sample a row.
        y : object, optional
            Not used.

        Returns
        -------
        PrincipalComponents
            The estimator itself.

        Raises
        ------
        TypeError
            If `X` does not hold plain real numbers, or a parameter has the wrong type.
        ValueError
            If `X` is empty or not finite, a variance overflows, or `n_components` is out of range.

        See Also
        --------
        fit_transform : The scores, too, without computing them again.

        Examples
        --------
        >>> from svdlib.estimators import PrincipalComponents
        >>> PrincipalComponents(1).fit([[0.0, 0.0], [4.0, 0.0]]).components_.tolist()
        [[1.0, 0.0]]
        """
        self._fit(X)
        return self

    def fit_transform(self, X: Any, y: Any = None) -> np.ndarray:
        """Find the components, and return the scores.

        Parameters
        ----------
        X : array_like, data frame or sparse matrix, shape (m, n)
            m samples of n features, one sample a row.
        y : object, optional
            Not used.

        Returns
        -------
        ndarray, shape (m, k)
            The scores of the samples.

        Raises
        ------
        TypeError
            As for `fit`.
        ValueError
            As for `fit`.

        See Also
        --------
        transform : The scores of other samples.

        Examples
        --------
        >>> from svdlib.estimators import PrincipalComponents
        >>> PrincipalComponents(1).fit_transform([[0.0, 0.0], [4.0, 0.0]]).round(12).tolist()
        [[-2.0], [2.0]]
        """
        return self._fit(X)

    def transform(self, X: Any) -> np.ndarray:
        """Return the scores of samples.

        Parameters
        ----------
        X : array_like, data frame or sparse matrix, shape (p, n)
            Samples, one a row.

        Returns
        -------
        ndarray, shape (p, k)
            Their scores.

        Raises
        ------
        TypeError
            If `X` does not hold plain real numbers.
        ValueError
            If `X` does not have the features of the fit, an entry is not finite, or a score overflows.

        See Also
        --------
        inverse_transform : The way back.

        Examples
        --------
        >>> from svdlib.estimators import PrincipalComponents
        >>> PrincipalComponents(1).fit([[0.0, 0.0], [4.0, 0.0]]).transform([[3.0, 7.0]]).tolist()
        [[1.0]]
        """
        check_is_fitted(self)
        return self._model.transform(validate_data(self, X, reset=False, accept_sparse="csr", dtype="numeric"))

    def inverse_transform(self, X: Any) -> np.ndarray:
        """Return samples with given scores.

        Parameters
        ----------
        X : array_like, shape (p, k)
            Scores, one sample a row.

        Returns
        -------
        ndarray, shape (p, n)
            The samples.

        Raises
        ------
        TypeError
            If `X` does not hold plain real numbers.
        ValueError
            If `X` does not have as many columns as there are components, or is not finite, or a sample overflows.

        See Also
        --------
        transform : What gives the scores.

        Examples
        --------
        >>> from svdlib.estimators import PrincipalComponents
        >>> PrincipalComponents(1).fit([[0.0, 0.0], [4.0, 0.0]]).inverse_transform([[1.0]]).tolist()
        [[3.0, 0.0]]
        """
        check_is_fitted(self)
        return self._model.inverse_transform(_check.as_samples(X, columns=self.n_components_))

    def _fit(self, X) -> Any:
        """Set what is found, and return the scores."""
        X = validate_data(self, X, accept_sparse="csr", dtype="numeric")  # integers stay: pixels are quicker
        k = _check.as_components(self.n_components, X.shape, "n_components")
        model = pca(X, k, whiten=self.whiten)
        self._model = model._replace(scores=None)  # else each fitted estimator would hold the scores of its samples
        _, self.components_, self.explained_variance_, self.explained_variance_ratio_, self.mean_ = model[:5]
        self.n_components_, self.n_samples_ = len(model.components), X.shape[0]
        self.singular_values_ = np.sqrt(model.explained_variance * max(self.n_samples_ - 1, 1))
        self.noise_variance_ = self._mean_of_the_rest(min(X.shape) - self.n_components_)
        return model.scores

    def _mean_of_the_rest(self, count):
        """Return the mean of so many variances that are left out."""
        found, shares = self.explained_variance_.astype(np.float64), self.explained_variance_ratio_.astype(np.float64)
        return float(found[0] * max(1 / shares[0] - shares.sum() / shares[0], 0) / count) if count and shares[0] > 0 else 0.0

    @property
    def _n_features_out(self):
        return self.n_components_

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags
