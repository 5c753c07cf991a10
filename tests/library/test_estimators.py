"""The estimator keeps scikit-learn's rules, and its numbers are those of `svdlib.pca`."""

import pickle

import numpy as np
import pytest
import scipy.sparse
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from svdlib import pca
from svdlib.estimators import PrincipalComponents

X, Y = load_iris(return_X_y=True)


@parametrize_with_checks([PrincipalComponents(), PrincipalComponents(1, whiten=True), PrincipalComponents(0.9)])
def test_scikit_learns_rules(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    "form", [np.asarray, scipy.sparse.csr_matrix, lambda X: X.astype(np.float32), lambda X: X.astype(np.uint8)]
)
@pytest.mark.parametrize(("k", "whiten"), [(2, False), (2, True), (0.9, False), (None, False)])
def test_its_numbers_are_those_of_pca(form, k, whiten):
    samples = form(X)
    model, estimator = pca(samples, k, whiten=whiten), PrincipalComponents(k, whiten=whiten)
    assert np.array_equal(estimator.fit_transform(samples), model.scores)
    for name in ("components", "explained_variance", "explained_variance_ratio", "mean"):
        assert np.array_equal(getattr(estimator, f"{name}_"), getattr(model, name))
    assert np.array_equal(estimator.transform(samples), model.transform(samples))
    assert np.array_equal(estimator.inverse_transform(model.scores), model.inverse_transform(model.scores))


def test_singular_values_and_what_is_left():
    centred = X - X.mean(axis=0)
    s = np.linalg.svd(centred, compute_uv=False)
    estimator = PrincipalComponents(2).fit(X)
    assert np.allclose(estimator.singular_values_, s[:2], rtol=1e-12)
    assert np.isclose(estimator.noise_variance_, (s[2:] ** 2).mean() / 149, rtol=1e-10)
    assert PrincipalComponents().fit(X).noise_variance_ == PrincipalComponents(1).fit(np.ones((5, 3))).noise_variance_ == 0


def test_in_a_pipeline_and_a_search():
    search = GridSearchCV(
        make_pipeline(PrincipalComponents(), LogisticRegression(max_iter=1000)),
        {"principalcomponents__n_components": [1, 2, 0.99]},
    )
    assert search.fit(X, Y).best_score_ > 0.95


def test_a_fitted_estimator_holds_no_scores():
    sizes = [len(pickle.dumps(PrincipalComponents(2).fit(np.tile(X, (times, 1))))) for times in (1, 20)]
    assert abs(sizes[1] - sizes[0]) < 100


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: PrincipalComponents(5).fit(X), ValueError, r"n_components must be in 1\.\.4, got 5"),
        (lambda: PrincipalComponents(0).fit(X), ValueError, r"n_components must be in 1\.\.4, got 0"),
        (lambda: PrincipalComponents(1.0).fit(X), TypeError, "n_components must be an integer in 1..4, a fraction .* got 1.0"),
        (lambda: PrincipalComponents(True).fit(X), TypeError, "n_components must be an integer .* got True"),
        (lambda: PrincipalComponents("mle").fit(X), TypeError, "n_components must be an integer .* got 'mle'"),
        (lambda: PrincipalComponents(whiten="yes").fit(X), TypeError, "whiten must be True or False, got 'yes'"),
        (
            lambda: PrincipalComponents(2).fit(X).inverse_transform(X),
            ValueError,
            r"X must have 2 columns, got shape \(150, 4\)",
        ),
        (lambda: PrincipalComponents(2).fit(X).transform(X.T), ValueError, "X has 150 features, but .* is expecting 4"),
        (lambda: PrincipalComponents(1).fit(1e200 * X), ValueError, "X must have variances below"),
    ],
)
def test_errors_name_what_the_caller_wrote(call, error, words):
    with pytest.raises(error, match=words):
        call()
