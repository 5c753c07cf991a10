"""Best approximation, and the numbers it takes."""

import numpy as np
import pytest

from svdlib import break_even_rank, low_rank, matrix_rank, storage, svd

RNG = np.random.default_rng(18)


@pytest.mark.parametrize("shape", [(8, 5), (5, 8), (6, 6), (1, 4), (4, 1), (3, 6, 5)])
def test_error_is_what_was_left_out_and_no_rival_does_better(shape):
    A = RNG.standard_normal(shape)
    s = svd(A).s
    for k in range(1, min(shape[-2:]) + 1):
        B = low_rank(A, k)
        error = np.linalg.norm(A - B, axis=(-2, -1))
        assert np.allclose(error**2, np.sum(s[..., k:] ** 2, axis=-1))
        assert (np.atleast_1d(matrix_rank(B)) == k).all()
        Q = np.linalg.qr(RNG.standard_normal((*shape[:-1], k))).Q
        rival = Q @ (np.swapaxes(Q, -1, -2) @ A)
        assert (np.linalg.norm(A - rival, axis=(-2, -1)) >= error - 1e-12).all()


def test_complex_and_single_precision():
    A = (RNG.standard_normal((4, 5)) + 1j * RNG.standard_normal((4, 5))).astype(np.complex64)
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


def test_storage_counts_the_factors():
    F = svd(RNG.standard_normal((30, 20))).truncate(7)
    assert storage(30, 20, 7) == sum(part.size for part in F)
