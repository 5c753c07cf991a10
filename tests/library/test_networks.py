"""Layers and filters in two parts."""

import numpy as np
import pytest
from scipy.ndimage import convolve, convolve1d
from scipy.signal import correlate

from svdbook import load_photo
from svdlib import (
    break_even_width,
    count_macs,
    count_parameters,
    factor_convolution,
    factor_layer,
    low_rank,
    separate_filter,
    svd,
)


@pytest.mark.parametrize("shape", [(8, 5), (5, 8), (6, 6), (1, 4), (4, 1)])
def test_a_factored_layer_is_the_best_of_its_width(shape, rng):
    W = rng.standard_normal(shape)
    before = W.copy()
    for k in range(1, min(shape) + 1):
        left, right = factor_layer(W, k)
        assert (left.shape, right.shape) == ((shape[0], k), (k, shape[1]))
        assert np.allclose(left @ right, low_rank(W, k))
        assert np.allclose(np.linalg.norm(left, axis=0), np.linalg.norm(right, axis=1))  # shared evenly
        assert np.allclose(np.linalg.norm(left, axis=0) ** 2, svd(W).s[:k])
        assert count_macs(*shape, k) == left.size + right.size
    assert np.array_equal(W, before)


def test_precision_in_is_precision_out(rng):
    left, right = factor_layer(rng.standard_normal((4, 3)).astype(np.float32), 2)
    assert left.dtype == right.dtype == np.float32


def test_the_layer_of_the_book():
    assert count_parameters(784, 500) == 784 * 500 + 500
    assert count_parameters(784, 500, bias=False) == count_macs(784, 500) == 392_000
    assert count_parameters(784, 500, 16) == 16 * (784 + 500) + 500


@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 9), (2, 2), (3, 6), (784, 500), (11, 12), (400, 400)])
def test_break_even_is_the_last_width_that_saves(m, n):
    saves = [k for k in range(1, min(m, n) + 1) if count_macs(m, n, k) < count_macs(m, n)]
    assert break_even_width(m, n) == max(saves, default=0)


def test_what_is_not_smaller_says_so(rng):
    W = rng.standard_normal((6, 3))
    assert repr(factor_layer(W, 1)) == "FactoredLayer(6 x 1 x 3, 9 weights in place of 18)"
    assert repr(factor_layer(W, 2)) == "FactoredLayer(6 x 2 x 3, 18 weights in place of 18: nothing is saved)"
    spatial = factor_convolution(rng.standard_normal((4, 2, 3, 5)), 6, scheme="spatial")
    assert repr(spatial) == "FactoredConvolution(3 x 5, 2 -> 6 -> 4 channels, 156 weights in place of 120: nothing is saved)"


def test_weights_of_any_size_are_factored():
    for scale in (1e308, 1e-300):
        W = scale * np.array([[1.0, 1.0], [1.0, 0.9]])
        left, right = factor_layer(W, 2)
        assert np.allclose(left @ right / scale, W / scale)
        left, right = left / scale**0.5, right / scale**0.5
        assert np.allclose(left.T @ left, right @ right.T)


def convolve_layer(x, W):
    """Return what a layer of weights (n, c, h, w) makes of x, (c, rows, columns), as frameworks do: no padding, not turned."""
    return np.stack([sum(correlate(x[i], w[i], mode="valid", method="direct") for i in range(len(x))) for w in W])


def unfolded(W, scheme):
    n, c, h, w = W.shape
    return W.reshape(n, -1) if scheme == "channel" else W.transpose(1, 2, 0, 3).reshape(c * h, n * w)


SHAPES = [(4, 3, 3, 3), (3, 2, 5, 1), (2, 5, 1, 4), (6, 2, 2, 3), (3, 4, 1, 1), (1, 1, 5, 4)]


@pytest.mark.parametrize("scheme", ["channel", "spatial"])
@pytest.mark.parametrize("shape", SHAPES)
def test_two_convolutions_do_what_one_did(shape, scheme, rng):
    W = rng.standard_normal(shape)
    x = rng.standard_normal((shape[1], 9, 8))
    before = W.copy()
    full = min(unfolded(W, scheme).shape)
    for k in (1, full):
        first, second = both = factor_convolution(W, k, scheme=scheme)
        n, c, h, w = shape
        assert first.shape == ((k, c, h, w) if scheme == "channel" else (k, c, h, 1))
        assert second.shape == ((n, k, 1, 1) if scheme == "channel" else (n, k, 1, w))
        assert np.allclose(convolve_layer(convolve_layer(x, first), second), convolve_layer(x, both.to_weights()))
        assert first.size + second.size == count_macs(*unfolded(W, scheme).shape, k)
    assert np.allclose(convolve_layer(convolve_layer(x, first), second), convolve_layer(x, W))
    assert np.array_equal(W, before)


@pytest.mark.parametrize("scheme", ["channel", "spatial"])
def test_a_factored_convolution_is_the_best_of_its_width(scheme, rng):
    W = rng.standard_normal((6, 4, 3, 3))
    s = svd(unfolded(W, scheme)).s
    for k in (1, 3, 5):
        both = factor_convolution(W, k, scheme=scheme)
        assert np.allclose(unfolded(both.to_weights(), scheme), low_rank(unfolded(W, scheme), k))
        error = np.linalg.norm(both.to_weights() - W)
        assert np.isclose(error, np.linalg.norm(s[k:]))
        for part in range(2):  # a rival near by does worse
            moved = [a + 0.01 * rng.standard_normal(a.shape) if i == part else a for i, a in enumerate(both)]
            assert np.linalg.norm(type(both)(*moved).to_weights() - W) > error


def test_the_spatial_scheme_of_one_filter_separates_it(rng):
    K = rng.standard_normal((5, 4))
    columns, rows = separate_filter(K, 2)
    first, second = factor_convolution(K[None, None], 2, scheme="spatial")
    assert np.array_equal(first[:, 0, :, 0], columns)
    assert np.array_equal(second[0, :, 0], rows)


def test_convolutions_keep_their_precision(rng):
    W = rng.standard_normal((3, 2, 3, 3)).astype(np.float32)
    both = factor_convolution(W, 2)
    assert both.first.dtype == both.second.dtype == both.to_weights().dtype == np.float32


@pytest.mark.parametrize("shape", [(3, 3), (5, 7), (1, 5), (9, 2)])
def test_separated_filters_convolve_to_the_same(shape, rng):
    image = load_photo("camera")[:60, :50].astype(float)
    K = rng.standard_normal(shape)
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
