"""Large matrices: each route right on what it promises, each beside a second route to the same answer."""

import numpy as np
import pytest
import scipy.linalg
import scipy.sparse
import scipy.sparse.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.sparse.linalg import aslinearoperator
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.utils.extmath import randomized_svd as sklearn_randomized_svd

from svdlib import (
    _blocks,
    _krylov,
    _routes,
    pca,
    randomized_svd,
    svd,
    truncated_svd,
)
from svdlib._conventions import fix_signs
from svdlib._operators import as_operator
from tests.library.families import EXTREME, FAMILIES, integers, kahan, lauchli, normal, obeys_sign_rule, planted, ratios
from tests.library.memory import traced

FULL = {name: A for name, A in FAMILIES.items() if A.size}
TALL = planted(18, 300, 90, 0.9 ** np.arange(90))  # wide enough for the route by the Gram matrix


# random projections


@pytest.mark.parametrize("A", FULL.values(), ids=FULL)
def test_randomized_with_all_vectors_is_the_decomposition(A):
    k = min(A.shape)
    F = randomized_svd(A, k, random_state=0)
    assert np.allclose(F.s, svd(A).s, rtol=0, atol=100 * max(A.shape) * np.finfo(F.s.dtype).eps * F.s[0])
    assert max(ratios(A, *F)[1:]) < 30
    assert obeys_sign_rule(F.Vt)
    assert F.s.dtype == svd(A).s.dtype


def test_randomized_is_scikit_learns_at_equal_settings(rng):
    A = TALL + 1e-3 * rng.standard_normal(TALL.shape)
    ours = randomized_svd(A, 5, random_state=0)
    U, s, Vt = fix_signs(*sklearn_randomized_svd(A, 5, random_state=0))
    assert np.allclose(ours.s, s, rtol=1e-9)
    assert np.allclose(ours.Vt, Vt, rtol=0, atol=1e-6)
    assert np.allclose(ours.U, U, rtol=0, atol=1e-6)


@pytest.mark.parametrize("q", [0, 1, 2])
def test_randomized_keeps_the_expected_error_of_halko_martinsson_and_tropp(q, rng):
    s = 1 / np.arange(1.0, 61)
    A, k, p = planted(rng, 80, 60, s), 6, 6
    tail = np.sum(s[k:] ** 2)
    errors = [
        np.linalg.norm(A - randomized_svd(A, k + p, n_oversamples=0, n_iter=q, random_state=i).to_matrix()) ** 2
        for i in range(40)
    ]
    assert np.sum(s[k + p :] ** 2) < np.mean(errors) < (1 + k / (p - 1)) * tail


def test_randomized_repeats_with_a_seed_and_takes_each_kind_of_source():
    first = randomized_svd(TALL, 3, random_state=7)
    assert np.array_equal(first.U, randomized_svd(TALL, 3, random_state=7).U)
    for source in (np.random.default_rng(7), np.int64(7)):
        assert np.array_equal(randomized_svd(TALL, 3, random_state=source).U, first.U)
    assert not np.array_equal(randomized_svd(TALL, 3, random_state=8).U, first.U)
    assert not np.array_equal(randomized_svd(TALL, 3).U, randomized_svd(TALL, 3).U)


@pytest.mark.parametrize("shape", [(60, 40), (40, 60), (40, 40)])
def test_randomized_draws_as_scikit_learn_does(shape, rng):
    A = rng.standard_normal(shape)  # no decay: other vectors would show
    ours = randomized_svd(A, 5, n_iter=0, random_state=np.random.RandomState(7))
    assert np.allclose(ours.s, sklearn_randomized_svd(A, 5, n_iter=0, random_state=7)[1], rtol=1e-12)


@pytest.mark.parametrize(("k", "q"), [(3, 7), (8, 7), (9, 4), (30, 4)])
def test_randomized_counts_its_iterations_as_scikit_learn_does(k, q, rng):
    A = rng.standard_normal((120, 90))
    auto, counted, other = (randomized_svd(A, k, n_iter=n, random_state=0).s for n in ("auto", q, q - 1))
    assert np.array_equal(auto, counted)
    assert not np.allclose(auto, other, rtol=1e-9)


def test_randomized_keeps_small_singular_values(rng):
    s = np.geomspace(1, 1e-14, 60)
    F = randomized_svd(planted(rng, 100, 60, s), 40, random_state=0)
    assert np.allclose(F.s, s[:40], rtol=1e-3, atol=1e-16)


def test_randomized_takes_sparse_and_integers(rng):
    A = scipy.sparse.random_array((60, 40), density=0.2, rng=1)
    expected = svd(A.toarray()).s[:5]
    for form in ("csr", "csc", "coo", "lil", "dok"):
        assert np.allclose(randomized_svd(A.asformat(form), 5, n_iter=30, random_state=0).s, expected, rtol=1e-9)
    pixels = rng.integers(0, 256, (60, 40)).astype(np.uint8)
    assert np.allclose(randomized_svd(pixels, 2, n_iter=40, random_state=0).s, svd(pixels).s[:2], rtol=1e-9)


SPARSE_FORMS = {
    name: getattr(scipy.sparse, name)
    for form in ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")
    for name in (f"{form}_array", f"{form}_matrix")
}
SPARSE_FUNCTIONS = {
    "randomized_svd": lambda A: randomized_svd(A, 1, random_state=0).s,
    "truncated_svd": lambda A: truncated_svd(A, 1).s,
    "pca": lambda A: pca(A, 1).explained_variance,
}


@pytest.mark.parametrize("function", SPARSE_FUNCTIONS.values(), ids=SPARSE_FUNCTIONS)
@pytest.mark.parametrize("form", SPARSE_FORMS.values(), ids=SPARSE_FORMS)
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32, bool])
def test_each_sparse_form_is_the_dense_matrix(function, form, dtype, rng):
    dense = rng.integers(0, 2, (6, 4)).astype(dtype)
    A = form(dense)
    assert np.allclose(function(A), function(dense), rtol=1e-6)
    assert A.dtype == dtype
    assert np.array_equal(A.toarray(), dense)


@pytest.mark.parametrize("function", SPARSE_FUNCTIONS.values(), ids=SPARSE_FUNCTIONS)
@pytest.mark.parametrize("form", ["coo", "csr", "csc", "bsr"])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.float32])
def test_duplicates_are_added_as_numbers(function, form, dtype):
    ones, zeros, starts = np.ones(300, dtype), np.zeros(300, int), np.array([0, 300, 300])
    A = {
        "coo": lambda: scipy.sparse.coo_array((ones, (zeros, zeros)), shape=(2, 2)),
        "csr": lambda: scipy.sparse.csr_array((ones, zeros, starts), shape=(2, 2)),
        "csc": lambda: scipy.sparse.csc_array((ones, zeros, starts), shape=(2, 2)),
        "bsr": lambda: scipy.sparse.bsr_array((ones[:, None, None], zeros, starts), shape=(2, 2)),
    }[form]()
    assert np.allclose(function(A), function(np.diag([300.0, 0])), rtol=1e-6)
    assert len(A.data) == 300  # the caller's is as it was


def test_duplicates_that_overflow_are_refused():
    A = scipy.sparse.csr_array(([1e308, 1e308], [0, 0], [0, 2, 2]), shape=(2, 2))
    with pytest.raises(ValueError, match=r"A must be finite, got inf at index \(0, 0\)"):
        truncated_svd(A, 1)


def in_csr(A):
    """Return A in CSR form, with the places of its zeros."""
    rows, columns = np.indices(A.shape).reshape(2, -1)
    return scipy.sparse.csr_array((A.ravel(), (rows, columns)), shape=A.shape)


@pytest.mark.parametrize("A", EXTREME.values(), ids=EXTREME)
@pytest.mark.parametrize("method", [truncated_svd, lambda A, k: randomized_svd(A, k, random_state=0)])
def test_sparse_matrices_are_brought_to_scale_as_dense_ones_are(method, A):
    k = min(A.shape)
    for F in (method(in_csr(A), k), method(in_csr(A).T, k)):
        assert np.allclose(F.s / F.s[0], svd(A).s / svd(A).s[0], rtol=0, atol=1e-6 if A.dtype.char in "fF" else 1e-13)
        assert np.isclose(F.s[0] / svd(A).s[0], 1, rtol=1e-6)
        assert np.allclose(F.Vt @ F.Vt.conj().T, np.eye(k), rtol=0, atol=1e-6 if A.dtype.char in "fF" else 1e-12)


# the leading triplets, accurately


def accurate(A, F, expected):
    """Whether singular values, vectors and residuals are as accurate as truncated_svd promises."""
    dense = A.toarray() if scipy.sparse.issparse(A) else np.asarray(A)
    k, scale = len(F.s), expected[0] or 1
    close, orthonormal = (1e-10, 1e-12) if F.s.dtype == np.float64 else (1e-6, 1e-6)  # single precision is rounded last
    return (
        abs(F.s - expected[:k]).max() <= close * scale
        and abs(F.U.conj().T @ F.U - np.eye(k)).max() <= orthonormal
        and abs(F.Vt @ F.Vt.conj().T - np.eye(k)).max() <= orthonormal
        and abs(dense @ F.Vt.conj().T - F.U * F.s).max() <= close * scale
        and obeys_sign_rule(F.Vt)
    )


@pytest.mark.parametrize("A", FULL.values(), ids=FULL)
def test_truncated_on_the_families(A):
    before = A.copy()
    doubled = A.astype(np.result_type(A, float))
    for k in {1, max(1, min(A.shape) // 2), min(A.shape)}:
        F = truncated_svd(A, k)
        assert (F.U.shape, F.s.shape, F.Vt.shape) == ((A.shape[0], k), (k,), (k, A.shape[1]))
        assert F.s.dtype == (np.float32 if A.dtype in (np.float32, np.complex64) else np.float64)
        unit = 2.0 ** int(np.frexp(float(abs(A).max()))[1])
        F = F._replace(s=F.s / unit)
        assert accurate(doubled / unit, F, svd(doubled).s / unit)
    assert np.array_equal(A, before)


SPECTRA = {
    "slow": 1 / np.arange(1.0, 121),
    "fast": np.geomspace(1, 1e-3, 120),
    "to 1e-14": np.geomspace(1, 1e-14, 120),
    "cliff": np.r_[np.ones(5), np.full(115, 1e-9)],
    "just beyond the quick route": np.r_[1, np.full(119, 0.9e-4)],
    "just within it": np.r_[1, np.full(119, 1.1e-4)],
    "deficient": np.r_[np.linspace(2, 1, 7), np.zeros(113)],
    "repeated": np.r_[np.ones(60), np.full(60, 0.5)],
    "zero": np.zeros(120),
}


@pytest.mark.parametrize("s", SPECTRA.values(), ids=SPECTRA)
@pytest.mark.parametrize("k", [1, 5, 20, 120])
@pytest.mark.parametrize("form", ["tall", "wide", "complex", "sparse", "complex sparse", "Fortran"])
def test_truncated_on_hard_spectra(s, k, form, rng):
    A = planted(rng, 200, 120, s)
    if form == "wide":
        A = A.T
    elif form == "Fortran":
        A = np.asfortranarray(A)
    if "complex" in form:
        A = A * np.exp(1j * np.add.outer(np.arange(200), np.arange(120) ** 2))
    if "sparse" in form:
        A = scipy.sparse.csr_array(A)
    assert accurate(A, truncated_svd(A, k), s)


SINGLE = {
    "tall": lambda A: A,
    "wide": lambda A: A.T,
    "sparse": scipy.sparse.csr_array,
    "complex": lambda A: A * np.complex64(1j),
    "few columns": lambda A: A[:, :50],
}


@pytest.mark.parametrize("form", SINGLE.values(), ids=SINGLE)
@pytest.mark.parametrize("k", [3, 40])
def test_single_precision_is_computed_in_double_and_rounded(form, k):
    A = form(TALL.astype(np.float32))
    rounded, exact = truncated_svd(A, k), truncated_svd(A.astype(np.result_type(A.dtype, np.float64)), k)
    assert (rounded.U.dtype, rounded.s.dtype, rounded.Vt.dtype) == (A.dtype, np.float32, A.dtype)
    assert np.allclose(rounded.s, exact.s, rtol=1e-7)
    for ours, theirs in ((rounded.U, exact.U), (rounded.Vt, exact.Vt)):
        assert np.allclose(ours, theirs, rtol=0, atol=1e-7)


def test_truncated_notices_when_the_quick_route_would_lose_digits(rng):
    s = np.geomspace(1, 1e-14, 100)
    A = planted(rng, 150, 100, s)
    assert _routes.by_gram(A, 10) is not None
    assert _routes.by_gram(A, 40) is None
    squared = np.sqrt(np.maximum(np.linalg.eigvalsh(A.T @ A)[::-1], 0))
    assert abs(squared - s).max() > 1e-10  # what the promise would miss
    assert abs(truncated_svd(A, 100).s - s).max() < 1e-14


@pytest.mark.parametrize(("ratio", "safe"), [(1.1e-4, True), (0.9e-4, False)])
def test_squaring_is_safe_down_to_four_digits(ratio, safe, rng):
    A = planted(rng, 200, 120, np.r_[1, np.full(119, ratio)])
    assert (_routes.by_gram(A, 3) is not None) == safe


@pytest.mark.parametrize("A", [lauchli(80), kahan(90), scipy.linalg.hilbert(70), np.vander(np.linspace(0, 1, 80))])
def test_truncated_on_large_notorious_matrices(A):
    k = min(A.shape)
    assert accurate(A, truncated_svd(A, k), svd(A).s)


@pytest.mark.parametrize(
    "A",
    [
        integers(0, 256, 3000, 80).astype(np.uint8),
        integers(-128, 128, 80, 3000).astype(np.int8),
        integers(0, 2, 2500, 70).astype(bool),
        integers(-1000, 1000, 300, 70),
        integers(2**62, 2**63, 200, 70),
        np.full((70, 70), np.iinfo(np.uint64).max),
        np.full((2000, 100), 255, np.uint8),
        np.zeros((2000, 100), np.uint8),
        normal(300, 70, dtype=np.float32),
        normal(300, 70, dtype=np.float16),
    ],
    ids=lambda A: f"{A.dtype}{A.shape}",
)
def test_truncated_widens_without_loss(A):
    before = A.copy()
    assert accurate(A.astype(float), truncated_svd(A, 9), svd(A.astype(float)).s)
    assert np.array_equal(A, before)


@pytest.mark.parametrize(
    ("low", "high", "dtype", "single"),
    [
        (0, 256, np.uint8, True),
        (-128, 128, np.int8, True),
        (0, 401, np.int16, True),
        (-1000, 1001, np.int16, False),
        (-300, 101, np.int16, True),
        (0, 512, np.int16, True),  # 256 squares of 256 are exact, 258 are not
        (0, 514, np.int16, False),
        (-(10**8) - 100, -(10**8), np.int64, False),
        (10**8, 10**8 + 100, np.int64, False),
    ],
)
def test_products_of_integers_are_exact(low, high, dtype, single, rng):
    A = rng.integers(low, high, (5000, 70)).astype(dtype)
    A[:1500], A[1500:3000, ::2] = high - 1, low  # the worst case for sums in single precision
    exact = A.astype(object).T @ A.astype(object)
    assert np.allclose(np.tril(_blocks.lower_gram(A)), np.tril(exact.astype(float)), rtol=0 if single else 1e-14, atol=0)
    assert (_blocks.exact_products(A) is not None) == single


def test_routes_by_shape():
    def routes(m, n, k, sparse=False):
        A = scipy.sparse.csr_array((m, n)) if sparse else np.broadcast_to(0.0, (m, n))
        return [route.__name__ for route in _routes.routes(A, k)]

    assert routes(10**6, 64, 1) == ["by_qr"]
    assert routes(60_000, 784, 16) == routes(60_000, 784, 16, sparse=True) == ["by_gram", "by_qr"]
    assert routes(5000, 5000, 126) == ["by_gram", "by_qr"]
    assert routes(9000, 9000, 10) == routes(9000, 5000, 10, sparse=True) == ["krylov", "by_gram", "by_qr"]
    assert routes(9000, 9000, 10, sparse=True) == ["lanczos", "patient_krylov"]
    assert [route.__name__ for route in _routes.routes(as_operator(aslinearoperator(TALL), "A"), 1)] == [
        "lanczos",
        "patient_krylov",
    ]


def test_truncated_of_a_tall_matrix_takes_little_memory(rng):
    A = rng.integers(0, 256, (40000, 100)).astype(np.uint8)
    truncated_svd(A[:100], 1)  # imports
    with traced() as memory:
        truncated_svd(A, 5)
    assert memory.peak < A.size * 8 / 2


LARGE = 2100  # more columns than the Gram matrix is formed for


def large_matrix(rng, s):
    """Build a large matrix with few nonzero singular values s: products of reflections with a diagonal."""
    A = np.zeros((LARGE + 50, LARGE))
    np.fill_diagonal(A, np.pad(s, (0, LARGE - len(s))))
    for size, axis in ((LARGE + 50, 0), (LARGE, 1)):
        v = rng.standard_normal(size)
        v /= np.linalg.norm(v)
        A -= 2 * (np.outer(v, v @ A) if axis == 0 else np.outer(A @ v, v))
    return A


LARGE_SPECTRA = {
    "geometric": 0.7 ** np.arange(40),
    "to 1e-14": np.geomspace(1, 1e-14, 40),
    "cliff": np.r_[1.0, np.full(30, 1e-7)],
    "rank 2": np.ones(2),
    "zero": np.zeros(1),
    "twelve ones": np.r_[np.ones(12), np.linspace(0.9999, 0.5, 60)],
}


@pytest.mark.parametrize("s", LARGE_SPECTRA.values(), ids=LARGE_SPECTRA)
def test_truncated_when_large_both_ways(s, rng):
    A = large_matrix(rng, s)
    expected = np.pad(s, (0, 200))
    assert accurate(A, truncated_svd(A, 6), expected)
    assert accurate(A.T, truncated_svd(A.T, 6), expected)


@pytest.mark.parametrize("s", [0.7 ** np.arange(90), np.geomspace(1, 1e-14, 90), np.r_[np.ones(12), np.linspace(0.9, 0.3, 78)]])
@pytest.mark.parametrize("form", [np.asarray, scipy.sparse.csr_array])
def test_krylov_converges_to_small_residuals(s, form, rng):
    A = form(planted(rng, 300, 90, s) * np.exp(1j * np.add.outer(np.arange(300), np.arange(90) ** 2)))
    V = _krylov.patient_krylov(A, 4)
    assert abs(np.linalg.norm(A @ V, 2) - 1) < 1e-12
    U, sigma, Wt = np.linalg.svd(A @ V, full_matrices=False)
    assert np.linalg.norm(A.conj().T @ U - V @ Wt.conj().T * sigma) < 1e-11
    assert np.allclose(sigma, s[:4], rtol=0, atol=1e-13)


def test_krylov_gives_up_where_another_route_is_shorter(rng):
    assert _krylov.krylov(rng.standard_normal((400, 300)), 4) is None


def test_truncated_on_large_sparse_matrices():
    A = scipy.sparse.random_array((8000, 6500), density=0.001, rng=3).tocsc()
    F = truncated_svd(A, 4)
    assert np.allclose(F.s, scipy.sparse.linalg.svds(A, 4, return_singular_vectors=False)[::-1], rtol=1e-10)
    assert np.linalg.norm(A.T @ F.U - F.Vt.T * F.s) < 1e-10 * F.s[0]
    assert accurate(A[:900, :700], truncated_svd(A[:900, :700], 9), svd(A[:900, :700].toarray()).s)


def test_truncated_is_scikit_learns_up_to_sign():
    A = TALL
    model = TruncatedSVD(4, algorithm="arpack").fit(A)
    F = truncated_svd(A, 4)
    assert np.allclose(F.s, model.singular_values_, rtol=1e-12)
    assert np.allclose(F.Vt, fix_signs(F.U, F.s, model.components_)[2], rtol=0, atol=1e-9)
    centred = A - A.mean(axis=0)
    assert np.allclose(truncated_svd(centred, 4).s, PCA(4).fit(A).singular_values_, rtol=1e-12)


# any matrix


@settings(max_examples=80)
@given(
    hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=7),
        elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, allow_subnormal=False)),
    ),
    st.data(),
)
def test_any_matrix(A, data):
    expected = svd(A).s
    k = data.draw(st.integers(1, min(A.shape)))
    assert accurate(A, truncated_svd(A, k), expected)
    assert accurate(A, randomized_svd(A, k, random_state=0), expected)
