"""Covariance, correlation and principal components, against NumPy and scikit-learn."""

import dask.array
import dask.delayed
import numpy as np
import pandas as pd
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA as SklearnPCA

from svdbook import load_people
from svdlib import correlation, covariance, pca, pca_of_blocks
from tests.library.families import integers, normal, obeys_sign_rule, planted
from tests.library.memory import traced

IRIS = load_iris().data
SAMPLES = {
    "iris": IRIS,
    "people": load_people(),
    "wide": normal(4, 9),
    "many features": normal(300, 80) * np.geomspace(1, 1e-3, 80),
    "two samples": normal(2, 3),
    "one feature": normal(7, 1),
    "far from zero": 1e8 + normal(20, 3),
    "uint8": integers(0, 256, 30, 5).astype(np.uint8),
    "int64": integers(-(2**62), 2**62, 30, 3),
    "float32": normal(12, 4, dtype=np.float32),
    "large": 1e150 * normal(9, 3),
    "small": 1e-150 * normal(9, 3),
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


def test_covariance_and_correlation_of_frames():
    frame = pd.DataFrame({"length": IRIS[:, 0], "count": np.arange(150), "long": IRIS[:, 0] > 6})
    assert np.allclose(covariance(frame), frame.astype(float).cov(), rtol=1e-12)
    assert np.allclose(correlation(frame), frame.astype(float).corr(), rtol=1e-12)


def test_covariance_of_transformed_data(rng):
    A = rng.standard_normal((3, 4))
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
    rounding = 1e-12 if X.dtype != np.float32 else 1e-6
    assert np.allclose(ours.components, sign[:, None] * theirs.components_, rtol=0, atol=1e-6)
    assert np.allclose(ours.explained_variance, theirs.explained_variance_, rtol=1e-6)
    assert np.allclose(ours.explained_variance_ratio, theirs.explained_variance_ratio_, rtol=1e-6)
    assert np.allclose(ours.mean, theirs.mean_, rtol=rounding, atol=rounding * scale)
    assert np.allclose(ours.scores, ours.transform(X), rtol=0, atol=1e-6 * scale)
    assert np.allclose(ours.transform(X), sign * theirs.transform(X.astype(float)), rtol=0, atol=1e-6 * scale)
    assert np.allclose(ours.inverse_transform(ours.scores), X, rtol=max(1e-9, rounding), atol=1e-6 * scale) or k < min(X.shape)
    assert np.array_equal(X, before)


def test_both_routes_agree_on_iris():
    variances, V = np.linalg.eigh(covariance(IRIS))
    model = pca(IRIS, 4)
    assert np.allclose(model.explained_variance, variances[::-1], rtol=0, atol=1e-12)
    assert np.allclose(abs(model.components), abs(V[:, ::-1].T), rtol=0, atol=1e-12)
    assert np.isclose(model.explained_variance_ratio.sum(), 1)
    assert np.isclose(model.explained_variance.sum(), np.trace(covariance(IRIS)))


@pytest.mark.parametrize("n", [3, 100])
def test_small_variances_survive(n, rng):
    s = np.geomspace(1, 1e-9, n)
    X = planted(rng, 400, n, s)
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


def test_a_frame_with_other_columns_is_refused():
    frame = pd.DataFrame(IRIS, columns=list("abcd"))
    model = pca(frame, 2)
    assert model.feature_names == tuple("abcd")
    for welcome in (frame, IRIS):
        assert np.allclose(model.transform(welcome), pca(IRIS, 2).scores, rtol=0, atol=1e-12)
    assert pca(IRIS, 2).transform(frame).shape == (150, 2)
    with pytest.raises(ValueError, match=r"X must have the columns of the fit in their order, \['a', 'b'.*got \['b', 'a'"):
        model.transform(frame[list("bacd")])
    with pytest.raises(ValueError, match=r"X must have the columns of the fit, got it without \['d'\] and with \['e', 'f'\]"):
        model.transform(frame.rename(columns={"d": "e"}).assign(f=1))


@pytest.mark.parametrize("fraction", [0.01, 0.5, 0.9, 0.95, 0.99, 0.9999])
@pytest.mark.parametrize("name", ["iris", "wide", "many features", "uint8", "float32"])
def test_a_share_of_the_variance_takes_as_many_components_as_scikit_learn(name, fraction):
    X = SAMPLES[name]
    count = SklearnPCA(fraction, svd_solver="full").fit(X.astype(float)).n_components_
    assert pca(X, fraction).components.shape == (count, X.shape[1])
    assert pca(X, np.float32(fraction)).scores.shape == (len(X), count)


def test_a_share_that_is_reached_is_not_exceeded():
    shares = pca(IRIS).explained_variance_ratio.cumsum()
    assert [len(pca(IRIS, share).components) for share in shares[:3]] == [2, 3, 4]
    assert len(pca(IRIS, np.nextafter(1, 0)).components) == 4
    assert len(pca(np.ones((5, 3)), 0.5).components) == 3


@pytest.mark.parametrize("name", SAMPLES)
def test_all_components(name):
    X = SAMPLES[name]
    assert all(np.array_equal(*both) for both in zip(pca(X)[:5], pca(X, min(X.shape))[:5], strict=True))


@pytest.mark.parametrize("form", [np.asarray, scipy.sparse.csr_array])
@pytest.mark.parametrize("name", ["iris", "wide", "many features", "float32", "uint8"])
def test_whitened_scores(name, form):
    X = SAMPLES[name]
    k = min(min(X.shape) - 1, 20)
    plain, white = pca(form(X), k), pca(form(X), k, whiten=True)
    rounding = 1e-10 if X.dtype != np.float32 else 1e-5
    assert np.allclose(covariance(white.scores), np.eye(k), rtol=0, atol=rounding)
    assert np.allclose(white.scores, plain.scores / plain.scores.std(axis=0, ddof=1), rtol=0, atol=rounding)
    assert np.allclose(white.transform(X), white.scores, rtol=0, atol=10 * rounding)
    assert np.allclose(
        white.inverse_transform(white.scores), plain.inverse_transform(plain.scores), rtol=0, atol=100 * rounding
    )
    assert all(np.array_equal(*both) for both in zip(plain[1:5], white[1:5], strict=True))


def test_rounding_is_not_whitened(rng):
    for X in (SAMPLES["wide"], planted(rng, 9, 4, [3, 2]), np.full((5, 3), 0.1), [[1.0, 2.0]]):
        X = np.asarray(X)
        white = pca(X, whiten=True)
        rank = np.linalg.matrix_rank(X - X.mean(axis=0)) if np.ptp(X, axis=0).any() else 0
        assert np.count_nonzero(white.scale) == rank
        assert (white.scores[:, rank:] == 0).all()
        assert (white.transform(X + 1)[:, rank:] == 0).all()
        assert np.allclose(white.inverse_transform(white.scores), X)


@pytest.mark.parametrize(("m", "n", "k"), [(400, 30, 5), (30, 400, 5), (300, 200, 7), (300, 200, 150), (60, 60, 60)])
@pytest.mark.parametrize("form", ["csr", "csc", "coo"])
def test_sparse_samples_give_the_same(m, n, k, form):
    S = scipy.sparse.random_array((m, n), density=0.05, format=form, rng=np.random.default_rng(18))
    dense = pca(S.toarray(), k)
    model = pca(S, k)
    assert np.allclose(model.explained_variance, dense.explained_variance, rtol=1e-10, atol=1e-25)
    assert np.allclose(model.explained_variance_ratio, dense.explained_variance_ratio, rtol=1e-10, atol=1e-25)
    assert np.allclose(model.mean, dense.mean, rtol=1e-14)
    kept = min(k, min(m, n) - 1)
    assert np.allclose(model.scores[:, :kept], dense.scores[:, :kept], rtol=0, atol=1e-8)
    assert np.allclose(model.transform(S)[:, :kept], model.scores[:, :kept], rtol=0, atol=1e-10)
    assert np.allclose(model.transform(S), model.transform(S.toarray()), rtol=0, atol=1e-12)


@pytest.mark.parametrize(("m", "n"), [(20000, 3000), (3000, 20000), (30000, 300)])
def test_sparse_samples_are_not_filled(m, n):
    U, V = (scipy.sparse.random_array((size, 9), density=0.02, rng=np.random.default_rng(size)) for size in (m, n))
    S = (U * np.arange(9, 0, -1)) @ V.T
    with traced() as memory:
        model = pca(S, 2)
    assert memory.peak < 0.05 * 8 * m * n
    variances = np.var(S @ model.components.T, axis=0, ddof=1)
    assert np.allclose(model.explained_variance, variances, rtol=1e-10)


def test_sparse_samples_far_from_zero():
    noise = np.random.default_rng(18).standard_normal((300, 80)) * np.geomspace(1, 1e-3, 80)
    for far in (10, 1e3, 1e5):
        sparse, dense = pca(scipy.sparse.csr_array(far + noise), 10), pca(far + noise, 10)
        assert np.allclose(sparse.explained_variance, dense.explained_variance, rtol=1e-10)
        assert np.allclose(sparse.explained_variance_ratio, dense.explained_variance_ratio, rtol=1e-10)


def test_sparse_samples_that_do_not_vary():
    for X in (np.full((11, 3), 0.1), np.zeros((4, 2)), [[0, 5]]):
        model = pca(scipy.sparse.csr_array(X), 1, whiten=True)
        assert model.explained_variance_ratio.tolist() == [0.0]
        assert np.array_equal(model.mean, np.asarray(X)[0])


def test_sparse_duplicates_are_added():
    X = scipy.sparse.csr_array((np.ones(4), [0, 0, 1, 0], [0, 2, 3, 4]), shape=(3, 2))
    assert np.allclose(pca(X, 2).explained_variance, pca(X.toarray(), 2).explained_variance)
    assert X.nnz == 4  # as it came


ROUTES = {
    "Fortran order": np.asfortranarray,
    "slice": lambda X: np.repeat(X, 2, axis=1)[:, ::2],
    "floats": lambda X: X.astype(float),
    "single precision": lambda X: X.astype(np.float32),
    "int64": lambda X: X.astype(np.int64),
    "far": lambda X: X.astype(np.int64) + 2**40,
    "sparse": scipy.sparse.csr_array,
}


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES)
@pytest.mark.parametrize(
    ("m", "n", "low", "high"), [(3000, 70, 0, 256), (500, 90, -128, 128), (90, 500, 0, 2), (3000, 20, 3, 9)]
)
def test_small_integers_give_the_same_by_every_route(m, n, low, high, route):
    X = np.random.default_rng(18).integers(low, high, (m, n)).astype(np.int8 if low < 0 else np.uint8)
    exact = np.linalg.eigvalsh(np.cov(X.astype(float), rowvar=False))[:-6:-1]
    model, other = pca(X, 5), pca(route(X), 5)
    rounding = 1e-12 if other.mean.dtype == np.float64 else 1e-6
    assert np.allclose(model.explained_variance, exact, rtol=1e-12)
    assert np.allclose(other.explained_variance, exact, rtol=rounding)
    assert np.allclose(other.scores, model.scores, rtol=0, atol=1e3 * rounding * abs(model.scores).max())
    assert np.allclose(model.transform(X), model.scores, rtol=0, atol=1e-10 * abs(model.scores).max())


def test_single_precision_stays_and_is_computed_in_double():
    X = IRIS.astype(np.float32)
    for model in (pca(X, 2, whiten=True), pca(scipy.sparse.csr_array(X), 2, whiten=True)):
        assert {array.dtype for array in model if array is not None} == {np.dtype(np.float32)}
        assert model.transform(X).dtype == model.inverse_transform(model.scores).dtype == np.float32
        assert model.transform(IRIS).dtype == np.float64
        assert np.array_equal(model.components, pca(X.astype(float), 2).components.astype(np.float32))
    assert pca(X.astype(np.float16), 2).scores.dtype == np.float32
    assert pca(IRIS, 2).transform(X).dtype == np.float64
    assert covariance(X).dtype == correlation(X).dtype == np.cov(X, rowvar=False).dtype == np.float64


def test_many_rows_of_small_integers_whose_gram_matrix_would_round():
    X = np.random.default_rng(18).integers(0, 2, (300, 70)).astype(np.uint16) * 4000
    exact = np.linalg.eigvalsh(np.cov(X.astype(float), rowvar=False))[:-4:-1]
    assert np.allclose(pca(X, 3).explained_variance, exact, rtol=1e-12)


IN_BLOCKS = {
    "generator": lambda X: (X[i : i + 7] for i in range(0, len(X), 7)),
    "rows": lambda X: list(X[:, None]),
    "one": lambda X: [X],
    "with empty ones": lambda X: [X[:0], X[:1], X[:0], X[1:]],
    "delayed": lambda X: [dask.delayed(X[i : i + 40]) for i in range(0, len(X), 40)],
    "Dask array": lambda X: dask.array.from_array(X, chunks=(11, 2)),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", IN_BLOCKS.values(), ids=IN_BLOCKS)
def test_samples_in_blocks_give_the_same(form, name):
    X = SAMPLES[name]
    k = min(X.shape) - (X.shape[0] <= X.shape[1])
    whole, model = pca(X.astype(float) if X.dtype == np.float32 else X, k), pca_of_blocks(form(X), k)
    assert np.allclose(model.components, whole.components, rtol=0, atol=1e-8)
    assert np.allclose(model.explained_variance, whole.explained_variance, rtol=1e-8)
    assert np.allclose(model.explained_variance_ratio, whole.explained_variance_ratio, rtol=1e-8)
    assert np.allclose(model.mean, whole.mean, rtol=1e-12, atol=1e-12 * abs(X).max())
    assert np.allclose(model.transform(X), whole.scores, rtol=0, atol=1e-7 * abs(whole.scores).max())
    assert obeys_sign_rule(model.components)
    assert model.scores is None


def test_blocks_take_what_pca_takes():
    blocks = np.array_split(IRIS, 9)
    for k in (None, 0.95, 2):
        model, whole = pca_of_blocks(blocks, k, whiten=True), pca(IRIS, k, whiten=True)
        assert len(model.components) == len(whole.components)
        assert np.allclose(model.transform(IRIS), whole.scores, rtol=0, atol=1e-9)
    still = pca_of_blocks([np.full((3, 2), 0.1)] * 3, whiten=True)
    assert still.explained_variance.tolist() == still.explained_variance_ratio.tolist() == still.scale.tolist() == [0, 0]
    assert pca_of_blocks([[[5.0, 7.0]]]).explained_variance.tolist() == [0]
    X = dask.array.from_array(IRIS, chunks=(40, -1))
    model = pca_of_blocks(X, 2)
    assert np.allclose(X.map_blocks(model.transform, chunks=(X.chunks[0], 2), dtype=float), pca(IRIS, 2).scores)


def test_blocks_with_other_columns_are_refused():
    frame = pd.DataFrame(IRIS, columns=list("abcd"))
    assert pca_of_blocks([frame[:50], frame[50:]], 2).feature_names == tuple("abcd")
    with pytest.raises(ValueError, match=r"blocks\[1\] must have the columns of blocks\[0\] in their order"):
        pca_of_blocks([frame[:50], frame[50:][list("bacd")]], 2)


@settings(max_examples=60)
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
