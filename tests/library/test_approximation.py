"""Best approximation, its error, the choice of its rank, and the numbers it takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from svdlib import (
    approximation_errors,
    break_even_rank,
    energy,
    low_rank,
    matrix_rank,
    optimal_threshold,
    rank_for_energy,
    storage,
    svd,
)
from svdlib.approximation import _marchenko_pastur_median
from tests.library.families import planted


@pytest.mark.parametrize("shape", [(8, 5), (5, 8), (6, 6), (1, 4), (4, 1), (3, 6, 5)])
def test_error_is_what_was_left_out_and_no_rival_does_better(shape, rng):
    A = rng.standard_normal(shape)
    s = svd(A).s
    for k in range(1, min(shape[-2:]) + 1):
        B = low_rank(A, k)
        error = np.linalg.norm(A - B, axis=(-2, -1))
        assert np.allclose(error**2, np.sum(s[..., k:] ** 2, axis=-1))
        assert (np.atleast_1d(matrix_rank(B)) == k).all()
        Q = np.linalg.qr(rng.standard_normal((*shape[:-1], k))).Q
        rival = Q @ (np.swapaxes(Q, -1, -2) @ A)
        assert (np.linalg.norm(A - rival, axis=(-2, -1)) >= error - 1e-12).all()


def test_complex_and_single_precision(rng):
    A = (rng.standard_normal((4, 5)) + 1j * rng.standard_normal((4, 5))).astype(np.complex64)
    assert low_rank(A, 2).dtype == np.complex64
    assert np.isclose(np.linalg.norm(A - low_rank(A, 2), 2), svd(A).s[2], rtol=1e-5)


def test_the_published_example():
    A = [[6, 6, 2], [0, 1, 3], [4, 0, 1], [0, 6, 2]]
    errors = [np.sum((A - low_rank(A, k)) ** 2) for k in (2, 1)]
    assert np.allclose(errors, [6.904768216, 32.464926436], rtol=0, atol=1e-9)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 9), (2, 2), (5, 7), (400, 400), (300, 451), (11, 12)])
def test_break_even_is_the_last_rank_that_saves(m, n):
    k = break_even_rank(m, n)
    saves = [rank for rank in range(1, min(m, n) + 1) if storage(m, n, rank) < m * n]
    assert k == max(saves, default=0)


def test_storage_counts_the_factors(rng):
    F = svd(rng.standard_normal((30, 20))).truncate(7)
    assert storage(30, 20, 7) == sum(part.size for part in F)


def test_errors_are_those_of_the_approximations(rng):
    A = rng.standard_normal((9, 6))
    frobenius, spectral = approximation_errors(svd(A).s)
    for k in range(1, 7):
        left = A - low_rank(A, k)
        assert np.isclose(np.linalg.norm(left), frobenius[k], rtol=1e-9, atol=1e-13)
        assert np.isclose(np.linalg.norm(left, 2), spectral[k], rtol=1e-9, atol=1e-13)
    assert np.allclose([frobenius[0], spectral[0]], [np.linalg.norm(A), np.linalg.norm(A, 2)])


def test_errors_keep_small_digits_and_large_numbers():
    assert np.allclose(approximation_errors([1.0, 4e-20, 3e-20]).frobenius[1:3], [5e-20, 3e-20], rtol=1e-15)
    assert np.allclose(approximation_errors([4e300, 3e300]).frobenius, [5e300, 3e300, 0])
    assert np.allclose(approximation_errors([4e-300, 3e-300]).frobenius, [5e-300, 3e-300, 0])


def test_energy_by_hand():
    assert np.allclose(energy([3.0, 2.0, 1.0]), np.array([0, 9, 13, 14]) / 14)
    assert energy([0.0, 0.0]).tolist() == [1, 1, 1]
    assert energy([]).tolist() == [1]
    assert energy(np.ones((2, 3, 4))).shape == (2, 3, 5)
    assert np.allclose(energy([1e300, 1e300]), [0, 0.5, 1])
    assert energy(np.uint8([200, 100])).tolist() == [0, 0.8, 1]


@given(st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=1, max_size=8), st.floats(0, 1))
def test_energy_of_any_spectrum(values, fraction):
    s = np.sort(values)[::-1]
    shares = energy(s)
    assert (np.diff(shares) >= 0).all()
    assert shares[-1] == 1
    k = rank_for_energy(s, fraction)
    assert shares[k] >= fraction
    assert k == 0 or shares[k - 1] < fraction
    frobenius, spectral = approximation_errors(s)
    assert (np.diff(frobenius) <= 0).all()
    assert np.allclose(1 - (frobenius / (frobenius[0] or 1)) ** 2, shares if s[0] > 0 else 1, rtol=0, atol=1e-12)
    assert (spectral <= frobenius * (1 + 1e-15)).all()


def test_rank_for_energy_of_a_stack_and_at_the_ends():
    assert rank_for_energy([[3.0, 4.0][::-1], [5.0, 0.0]], 0.9).tolist() == [2, 1]
    assert rank_for_energy([4.0, 3.0], 0) == 0
    assert rank_for_energy([4.0, 3.0, 1e-17], 1) == 2  # the third is rounding
    assert rank_for_energy([0.0], 1) == 0


@pytest.mark.parametrize(("beta", "omega"), [(0.05, 1.5194), (0.25, 1.8371), (0.5, 2.1711), (0.75, 2.5011), (1.0, 2.8582)])
def test_thresholds_of_gavish_and_donoho(beta, omega):
    n = 1000
    m = int(beta * n)
    s = np.linspace(2, 1, m)
    assert np.isclose(optimal_threshold(m, n, s=s) / np.median(s), omega, rtol=0, atol=6e-4)
    assert optimal_threshold(m, n, s=s) == optimal_threshold(n, m, s=s)


def test_threshold_of_known_noise():
    assert np.isclose(optimal_threshold(50, 50, noise=1), 4 / np.sqrt(3) * np.sqrt(50))
    assert np.isclose(optimal_threshold(1, 10**9, noise=1) / 10**4.5, np.sqrt(2), rtol=1e-6)
    assert optimal_threshold(3, 4, noise=0) == 0
    assert np.isclose(optimal_threshold(1, 10**20, noise=1.0), np.sqrt(2) * 1e10)


def test_threshold_of_extremely_long_matrices():
    assert np.isclose(optimal_threshold(1, 10**17, s=[3.0]), np.sqrt(2) * 3)
    left, right = _marchenko_pastur_median(0.999999e-6), _marchenko_pastur_median(1.000001e-6)
    assert np.isclose(left, right, rtol=0, atol=1e-9)  # where one formula takes over from the other


@pytest.mark.parametrize("beta", [1.0, 0.7, 0.1, 1e-3])
def test_median_halves_the_marchenko_pastur_law(beta):
    low, high = (1 - np.sqrt(beta)) ** 2, (1 + np.sqrt(beta)) ** 2
    median = _marchenko_pastur_median(beta)
    below, _ = quad(lambda t: np.sqrt(max((high - t) * (t - low), 0)) / (2 * np.pi * beta * t), low, median)
    assert np.isclose(below, 0.5, atol=1e-7)


def test_threshold_finds_the_planted_rank_and_no_other_denoises_better(rng):
    signal = planted(rng, 200, 120, [60.0, 50.0, 40.0])
    noisy = signal + rng.standard_normal(signal.shape)
    s = svd(noisy).s
    for threshold in (optimal_threshold(200, 120, noise=1), optimal_threshold(200, 120, s=s)):
        assert (s > threshold).sum() == 3
    errors = [np.linalg.norm(low_rank(noisy, k) - signal) for k in range(1, 8)]
    assert np.argmin(errors) == 2
