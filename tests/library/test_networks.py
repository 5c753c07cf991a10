"""Layers and filters in two parts."""

import numpy as np
import pytest
from scipy.ndimage import convolve, convolve1d

from svdbook import load_photo
from svdlib import break_even_width, count_macs, count_parameters, factor_layer, low_rank, separate_filter, svd

RNG = np.random.default_rng(18)


@pytest.mark.parametrize("shape", [(8, 5), (5, 8), (6, 6), (1, 4), (4, 1)])
def test_a_factored_layer_is_the_best_of_its_width(shape):
    W = RNG.standard_normal(shape)
    before = W.copy()
    for k in range(1, min(shape) + 1):
        left, right = factor_layer(W, k)
        assert (left.shape, right.shape) == ((shape[0], k), (k, shape[1]))
        assert np.allclose(left @ right, low_rank(W, k))
        assert np.allclose(np.linalg.norm(left, axis=0), np.linalg.norm(right, axis=1))  # shared evenly
        assert np.allclose(np.linalg.norm(left, axis=0) ** 2, svd(W).s[:k])
        assert count_macs(*shape, k) == left.size + right.size
    assert np.array_equal(W, before)


def test_precision_in_is_precision_out():
    left, right = factor_layer(RNG.standard_normal((4, 3)).astype(np.float32), 2)
    assert left.dtype == right.dtype == np.float32


def test_the_layer_of_the_book():
    assert count_parameters(784, 500) == 784 * 500 + 500
    assert count_parameters(784, 500, bias=False) == count_macs(784, 500) == 392_000
    assert count_parameters(784, 500, 16) == 16 * (784 + 500) + 500


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 9), (2, 2), (3, 6), (784, 500), (11, 12), (400, 400)])
def test_break_even_is_the_last_width_that_saves(m, n):
    saves = [k for k in range(1, min(m, n) + 1) if count_macs(m, n, k) < count_macs(m, n)]
    assert break_even_width(m, n) == max(saves, default=0)


@pytest.mark.parametrize("shape", [(3, 3), (5, 7), (1, 5), (9, 2)])
def test_separated_filters_convolve_to_the_same(shape):
    image = load_photo("camera")[:60, :50].astype(float)
    K = RNG.standard_normal(shape)
    full = min(shape)
    columns, rows = separate_filter(K, full)
    assert (columns.shape, rows.shape) == ((full, shape[0]), (full, shape[1]))
    pairs = zip(columns, rows, strict=True)
    total = sum(convolve1d(convolve1d(image, column, axis=0), row, axis=1) for column, row in pairs)
    assert np.allclose(total, convolve(image, K))
    assert np.allclose(columns[:1].T @ rows[:1], low_rank(K, 1))


def test_ranks_of_known_filters():
    t = np.arange(-10, 11)
    gaussian = np.exp(-(t[:, None] ** 2 + t**2) / 18)
    sobel = np.outer([1, 2, 1], [-1, 0, 1])
    for K in (gaussian, sobel):
        columns, rows = separate_filter(K, 1)
        assert np.allclose(columns.T @ rows, K)
