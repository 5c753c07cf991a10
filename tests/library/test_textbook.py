"""The classical algorithms: each right on what it promises, each beside a second route to the same answer."""

import itertools

import numpy as np
import pytest
import scipy.linalg
import scipy.sparse
import scipy.sparse.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from svdlib import (
    bidiagonalize,
    svd,
    svd_by_eigh,
    svd_by_jacobi,
    svd_by_power,
    textbook,
)
from tests.library.families import EXTREME, FAMILIES, good, obeys_sign_rule, ratios

FULL = {name: A for name, A in FAMILIES.items() if A.size}


# Jacobi


@pytest.mark.parametrize("A", FAMILIES.values(), ids=FAMILIES)
def test_jacobi_passes_lapacks_ratios(A):
    before = A.copy()
    U, s, Vt = svd_by_jacobi(A)
    r = min(A.shape)
    assert (U.shape, s.shape, Vt.shape) == ((A.shape[0], r), (r,), (r, A.shape[1]))
    assert good(A, U, s, Vt)
    expected = np.linalg.svd(A, compute_uv=False)
    assert np.allclose(s, expected, rtol=0, atol=30 * max(A.shape) * np.finfo(s.dtype).eps * expected.max(initial=0))
    assert s.dtype == expected.dtype
    assert r == 0 or obeys_sign_rule(Vt)
    assert np.array_equal(A, before)


@pytest.mark.parametrize("A", EXTREME.values(), ids=EXTREME)
def test_jacobi_beyond_the_range_of_lapacks_tests(A):
    s = svd_by_jacobi(A).s
    assert np.allclose(s, svd(A).s, rtol=1e-5, atol=2 * np.spacing(np.zeros(1, s.dtype))[0])


@pytest.mark.parametrize("span", [1e-20, 1e-100, 1e-140])
@pytest.mark.parametrize("transposed", [False, True])
def test_jacobi_is_relatively_accurate_for_graded_columns(span, transposed, rng):
    d = span ** np.arange(4.0) if span > 1e-50 else np.array([1.0, span])
    B = rng.standard_normal((8, len(d)))
    # to a relative span², since each column is that much smaller than those before it
    expected = abs(np.linalg.qr(B, mode="r").diagonal()) * d
    A = (B * d).T if transposed else B * d
    assert np.allclose(svd_by_jacobi(A).s, expected, rtol=1e-14 * np.linalg.cond(B), atol=0)


def test_jacobi_where_lapack_has_no_digit(rng):
    d = 1e-20 ** np.arange(3.0)
    A = (rng.standard_normal((3, 3)) + 3 * np.eye(3)) * d
    exact = abs(np.linalg.qr(A / d, mode="r").diagonal()) * d
    assert abs(svd_by_jacobi(A).s[2] / exact[2] - 1) < 1e-13


@pytest.mark.parametrize("n", range(9))
def test_a_tournament_pairs_all_once(n):
    games = [tuple(pair) for left, right in textbook._rounds(n) for pair in zip(left.tolist(), right.tolist(), strict=True)]
    assert sorted(games) == list(itertools.combinations(range(n), 2))
    for left, right in textbook._rounds(n):
        assert len({*left, *right}) == 2 * len(left)


def test_jacobi_down_to_where_squares_underflow():
    angle = np.array([[1, 1], [0, 1e-12], [0, 0]])  # nearly parallel, and the second tiny
    for small in (1e-120, 1e-130):
        s = svd_by_jacobi(1e-70 * angle * [1, small]).s
        assert np.allclose(s, [1e-70, 1e-82 * small], rtol=1e-3, atol=0)
    upright = np.array([[1, 1e-12], [0, 1], [0, 0]])
    assert np.allclose(svd_by_jacobi(upright * [1, 1e-140]).s, [1, 1e-140], rtol=1e-12, atol=0)
    U, s, _ = svd_by_jacobi(upright * [1, 1e-160])
    assert s.tolist() == [1, 0]
    assert np.allclose(U.T @ U, np.eye(2), rtol=0, atol=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_jacobi_of_columns_that_repeat(seed):
    rng = np.random.default_rng(seed)
    A = np.repeat(rng.standard_normal((20, 10)), 3, axis=1)
    assert good(A, *svd_by_jacobi(A))
    assert good(A * np.exp(0.3j), *svd_by_jacobi(A * np.exp(0.3j)))
    rows = np.repeat(rng.integers(0, 2, (12, 15)), 2, axis=0)[:, rng.integers(0, 15, 20)]
    assert good(rows, *svd_by_jacobi(rows))


def test_jacobi_says_when_it_does_not_converge(monkeypatch, rng):
    monkeypatch.setattr(textbook, "SWEEPS", 1)
    with pytest.raises(np.linalg.LinAlgError, match="svd_by_jacobi did not converge in 1 sweeps"):
        svd_by_jacobi(rng.standard_normal((5, 5)))


# power iteration


@pytest.mark.parametrize("A", FULL.values(), ids=FULL)
def test_power_finds_the_leading_triplets(A):
    k = max(1, min(A.shape) // 2)
    U, s, Vt = svd_by_power(A, k)
    assert (U.shape, s.shape, Vt.shape) == ((A.shape[0], k), (k,), (k, A.shape[1]))
    expected = svd(A).s[:k]
    accuracy = 1e-4 if expected.dtype == np.float32 else 1e-9
    assert np.allclose(s, expected, rtol=0, atol=accuracy * expected[0])
    assert (np.diff(s) <= 0).all()
    assert obeys_sign_rule(Vt)
    assert max(ratios(A, U, s, Vt)[1:]) < 30
    with np.errstate(under="ignore"):
        assert np.allclose(A @ Vt.conj().T / (s[0] or 1), U * (s / (s[0] or 1)), rtol=0, atol=accuracy)


def test_power_finds_all_of_a_deficient_matrix():
    A = FAMILIES["deficient"]
    U, s, Vt = svd_by_power(A, 14)
    assert np.allclose(s, [3, 2, 2, 1] + 10 * [0], rtol=0, atol=1e-12)
    assert (s[4:] == 0).all()
    assert np.allclose((U * s) @ Vt, A, rtol=0, atol=1e-9)


TALL_SINGLE = np.random.default_rng(0).standard_normal((20_000, 2)).astype(np.float32) * np.float32([1, 0.05])


@pytest.mark.parametrize("A", [TALL_SINGLE, TALL_SINGLE.T, TALL_SINGLE + 1j * TALL_SINGLE], ids=["tall", "wide", "complex"])
@pytest.mark.parametrize("method", [svd_by_power, svd_by_jacobi])
def test_long_columns_in_single_precision(method, A):
    U, s, Vt = method(A, 2) if method is svd_by_power else method(A)
    exact = np.linalg.svd(A.astype(np.complex128 if A.dtype.kind == "c" else float), compute_uv=False)
    assert np.allclose(s, exact, rtol=1e-6)
    assert {part.dtype for part in (U, Vt)} == {A.dtype}
    assert s.dtype == np.float32
    assert np.linalg.norm((U * s) @ Vt - A) <= 1e-6 * s[0]


def test_by_eigh_of_long_columns_in_single_precision():
    wide = TALL_SINGLE[:400].T * np.float32([[1], [0.1]])  # few enough for U and V in full
    exact = np.linalg.svd(wide.astype(float), compute_uv=False)
    U, s, Vt = svd_by_eigh(wide)
    assert np.allclose(s, exact, rtol=1e-6)
    assert np.linalg.norm((U * s) @ Vt[:2] - wide) <= 1e-6 * s[0]


def test_power_stops_at_the_rounding_of_single_precision():
    A = np.outer(np.linspace(0.1, 1, 50), np.linspace(0.3, 2, 40)).astype(np.float32)
    assert svd_by_power(A, 3).s[1:].tolist() == [0, 0]


def test_power_at_any_scale():
    A = FAMILIES["random tall"]
    assert np.allclose(svd_by_power(1e-15 * A, 2).s * 1e15, svd(A).s[:2], rtol=1e-9)
    for value in (0.2 + 1.3j, 0.7 - 0.1j):
        assert np.isclose(svd_by_power(np.array([[value]], np.complex64), 1).s[0], abs(value))


def test_power_says_when_it_does_not_converge():
    with pytest.raises(np.linalg.LinAlgError, match=r"svd_by_power did not converge in 5 steps: .* too close; raise tol"):
        svd_by_power(np.diag([1.0, 0.999, 0.5]), 1, max_iter=5)


# bidiagonalization


@pytest.mark.parametrize("A", FAMILIES.values(), ids=FAMILIES)
def test_bidiagonal(A):
    before = A.copy()
    U, B, Vt = bidiagonalize(A)
    m, n = A.shape
    assert (U.shape, B.shape, Vt.shape) == ((m, m), (m, n), (n, n))
    eps = np.finfo(B.dtype).eps
    scale = abs(A).max(initial=0)
    assert np.allclose(U @ (B / (scale or 1)) @ Vt, A / (scale or 1), rtol=0, atol=30 * max(m, n, 1) * eps)
    assert max(ratios(A, U, svd(A).s, Vt)[1:]) < 30
    kept = np.tril(np.triu(np.ones((m, n))), 1) if m >= n else np.triu(np.tril(np.ones((m, n))), -1)
    assert (B[kept == 0] == 0).all()
    assert np.allclose(svd(B).s, svd(A).s, rtol=0, atol=30 * max(m, n, 1) * eps * svd(A).s.max(initial=0))
    assert np.array_equal(A, before)


def test_bidiagonal_squared_is_the_tridiagonal_of_scipy():
    A = FAMILIES["random tall"]
    B = bidiagonalize(A).B
    assert np.allclose(abs(B.T @ B), abs(scipy.linalg.hessenberg(A.T @ A)), rtol=0, atol=1e-12 * np.linalg.norm(A) ** 2)


# any matrix


@settings(max_examples=80)
@given(
    hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=7),
        elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, allow_subnormal=False)),
    )
)
def test_any_matrix(A):
    expected = svd(A).s
    assert good(A, *svd_by_jacobi(A))
    B = bidiagonalize(A).B
    assert abs(svd(B).s - expected).max() <= 1e-13 * expected[0]
