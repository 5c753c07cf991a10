"""Covariance, correlation and principal components, against NumPy and scikit-learn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA as SklearnPCA

from svdbook import load_people
from svdlib import correlation, covariance, pca
from tests.library.families import obeys_sign_rule, planted

RNG = np.random.default_rng(18)
IRIS = load_iris().data
SAMPLES = {
    "iris": IRIS,
    "people": load_people(),
    "wide": RNG.standard_normal((4, 9)),
    "many features": RNG.standard_normal((300, 80)) * np.geomspace(1, 1e-3, 80),
    "two samples": RNG.standard_normal((2, 3)),
    "one feature": RNG.standard_normal((7, 1)),
    "far from zero": 1e8 + RNG.standard_normal((20, 3)),
    "uint8": RNG.integers(0, 256, (30, 5)).astype(np.uint8),
    "int64": RNG.integers(-(2**62), 2**62, (30, 3)),
    "float32": RNG.standard_normal((12, 4)).astype(np.float32),
    "large": 1e150 * RNG.standard_normal((9, 3)),
    "small": 1e-150 * RNG.standard_normal((9, 3)),
}


@pytest.mark.parametrize("X", SAMPLES.values(), ids=SAMPLES)
def test_covariance_and_correlation_are_numpys(X):
    before = X.copy()
    S, R = covariance(X), correlation(X)
    assert np.allclose(S, np.atleast_2d(np.cov(X, rowvar=False)), rtol=1e-7, atol=1e-9 * abs(S).max())
    assert np.array_equal(S, S.T)
    assert np.linalg.eigvalsh(S).min() >= -1e-12 * abs(S).max()
    assert np.allclose(R, np.atleast_2d(np.corrcoef(X.astype(float), rowvar=False)), rtol=0, atol=1e-7)
    assert (R.diagonal() == 1).all()
    assert abs(R).max() <= 1
    assert np.array_equal(X, before)


def test_covariance_of_transformed_data():
    A = RNG.standard_normal((3, 4))
    assert np.allclose(covariance(IRIS @ A.T), A @ covariance(IRIS) @ A.T)


def test_correlation_does_not_see_units():
    units = np.array([1e-200, 1.0, 1e200, -3.0])
    assert np.allclose(correlation(IRIS * units), correlation(IRIS) * np.outer(np.sign(units), np.sign(units)))


def test_a_constant_column_has_no_correlation_but_a_covariance():
    X = np.column_stack([IRIS[:, 0], np.full(150, 0.1)])
    with pytest.raises(ValueError, match=r"X must vary in each column .* got column 1 constant"):
        correlation(X)
    assert (covariance(X)[1] == 0).all()  # exactly, though the rounded mean of many 0.1 is not 0.1


@pytest.mark.parametrize("start", [2**53, 2**60, 2**62, 2**64 - 5, -(2**63)])
def test_integers_that_double_precision_cannot_tell_apart(start):
    X = np.array([[start, 1], [start + 1, 2], [start + 2, 4]], dtype=np.uint64 if start > 2**63 else np.int64)
    small = [[0, 1], [1, 2], [2, 4]]
    assert np.array_equal(covariance(X), covariance(small))
    assert np.array_equal(correlation(X), correlation(small))
    assert np.array_equal(pca(X, 2).scores, pca(small, 2).scores)


def test_integers_whose_differences_no_integer_holds():
    X = np.array([[-(2**63), 0], [2**63 - 1, 1], [0, 1]])
    assert np.allclose(covariance(X), np.cov(X.astype(float), rowvar=False))
    assert np.allclose(covariance(X[:, :1] // 2), np.cov(X[:, 0] / 2))


def test_columns_of_very_different_size():
    assert np.isclose(covariance([[0, 0], [1e150, 1e-170]])[0, 1], 5e-21, rtol=1e-12)


def test_overflow_is_said():
    with pytest.raises(ValueError, match="X must have covariances below"):
        covariance(1e200 * IRIS)
    with pytest.raises(ValueError, match="X must have variances below"):
        pca(1e200 * IRIS, 1)
    assert np.allclose(pca(1e150 * IRIS, 2).explained_variance / 1e300, pca(IRIS, 2).explained_variance)


@pytest.mark.parametrize("name", SAMPLES)
def test_pca_is_scikit_learns(name):
    X = SAMPLES[name]
    before = X.copy()
    k = min(X.shape) - (X.shape[0] <= X.shape[1])
    ours = pca(X, k)
    theirs = SklearnPCA(k, svd_solver="full").fit(X.astype(float))
    sign = np.sign(np.sum(ours.components * theirs.components_, axis=1))
    assert obeys_sign_rule(ours.components)
    scale = np.abs(X - X.mean(axis=0)).max()
    assert np.allclose(ours.components, sign[:, None] * theirs.components_, rtol=0, atol=1e-6)
    assert np.allclose(ours.explained_variance, theirs.explained_variance_, rtol=1e-6)
    assert np.allclose(ours.explained_variance_ratio, theirs.explained_variance_ratio_, rtol=1e-6)
    assert np.allclose(ours.mean, theirs.mean_, rtol=1e-12, atol=1e-12 * scale)
    assert np.allclose(ours.scores, ours.transform(X), rtol=0, atol=1e-6 * scale)
    assert np.allclose(ours.transform(X), sign * theirs.transform(X.astype(float)), rtol=0, atol=1e-6 * scale)
    assert np.allclose(ours.inverse_transform(ours.scores), X, rtol=1e-9, atol=1e-6 * scale) or k < min(X.shape)
    assert np.array_equal(X, before)


def test_both_routes_agree_on_iris():
    variances, V = np.linalg.eigh(covariance(IRIS))
    model = pca(IRIS, 4)
    assert np.allclose(model.explained_variance, variances[::-1], rtol=0, atol=1e-12)
    assert np.allclose(abs(model.components), abs(V[:, ::-1].T), rtol=0, atol=1e-12)
    assert np.isclose(model.explained_variance_ratio.sum(), 1)
    assert np.isclose(model.explained_variance.sum(), np.trace(covariance(IRIS)))


@pytest.mark.parametrize("n", [3, 100])
def test_small_variances_survive(n):
    s = np.geomspace(1, 1e-9, n)
    X = planted(400, n, s)
    X -= X.mean(axis=0)
    expected = np.linalg.svd(X, compute_uv=False) ** 2 / 399
    assert np.allclose(pca(X, n).explained_variance, expected, rtol=1e-5, atol=0)
    squared = np.linalg.eigvalsh(covariance(X))[0]
    assert abs(squared / expected[-1] - 1) > 0.01  # what the other route makes of the last


def test_data_that_does_not_vary():
    for X in ([[0.1, 0.2, 0.3]], np.full((11, 3), 0.1), [[5]]):
        model = pca(X, 1)
        assert np.array_equal(model.scores, np.zeros((len(X), 1)))
        assert model.explained_variance.tolist() == model.explained_variance_ratio.tolist() == [0.0]
        assert np.isclose(np.linalg.norm(model.components), 1)
        assert np.allclose(model.inverse_transform(model.scores), X, rtol=1e-15)


def test_as_many_components_as_samples():
    model = pca(SAMPLES["wide"], 4)
    assert np.isclose(model.explained_variance_ratio[:3].sum(), 1)
    assert 0 <= model.explained_variance_ratio[3] < 1e-28
    assert np.allclose(model.components @ model.components.T, np.eye(4))


def test_no_new_samples():
    model = pca(IRIS, 2)
    assert model.transform(np.zeros((0, 4))).shape == (0, 2)
    assert model.inverse_transform(np.zeros((0, 2))).shape == (0, 4)


@settings(max_examples=60, deadline=None)
@given(
    hnp.arrays(np.float64, st.tuples(st.integers(2, 8), st.integers(1, 5)), elements=st.integers(-9, 9).map(float)), st.data()
)
def test_any_samples(X, data):
    k = data.draw(st.integers(1, min(X.shape)))
    model = pca(X, k)
    S = covariance(X)
    assert np.allclose(S, np.atleast_2d(np.cov(X, rowvar=False)), rtol=0, atol=1e-12 * (1 + abs(S).max()))
    assert np.allclose(np.atleast_2d(np.cov(model.scores, rowvar=False)), np.diag(model.explained_variance), rtol=0, atol=1e-10)
    assert (model.explained_variance_ratio >= 0).all()
    assert model.explained_variance_ratio.sum() <= 1 + 1e-12
    lost = np.trace(S) - model.explained_variance.sum()
    left = np.linalg.norm(X - model.inverse_transform(model.scores)) ** 2 / (len(X) - 1)
    assert np.isclose(lost, left, rtol=0, atol=1e-9)
