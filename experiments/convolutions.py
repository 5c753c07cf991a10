"""Experiments of the chapter *Convolutions*."""

import functools
from math import prod

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from experiments import Experiment
from experiments.training import HELD_OUT, accuracy, digits
from svdbook import draw_layer, train_network
from svdlib import svd

FILTERS = 32
BATCH = 64
# Axes of weights, (channel, height, width, filter): one matrix for each index of the first group, with rows and columns
SPLITS = {
    "channel": ("", "chw", "n"),
    "spatial": ("", "ch", "wn"),
    "depthwise": ("c", "hw", "n"),
    "alone": ("n", "ch", "w"),
}


def patches(pictures):
    """Lay out windows of 7 by 7 pixels, three pixels apart, as rows: 8 by 8 of them."""
    windows = sliding_window_view(pictures.reshape(-1, 28, 28), (7, 7), axis=(1, 2))[:, ::3, ::3]
    return windows.reshape(len(pictures), 64, 49).astype(np.float32) / 255


def patches_of_answers(pictures, filters):
    """Lay out windows of 3 by 3 answers of the first layer, with all their channels, as rows: 6 by 6 of them."""
    answers = np.maximum(patches(pictures) @ filters.W + filters.b, 0).reshape(-1, 8, 8, FILTERS)
    windows = sliding_window_view(answers, (3, 3), axis=(1, 2))  # the window's axes come last: channel, height, width
    return windows.reshape(len(pictures), 36, 9 * FILTERS)


@functools.cache
def one_layer(pictures, epochs, seed):
    """Train a layer of filters and a dense one on the first pictures; return them, and what prepares pictures for them."""
    rng = np.random.default_rng(seed)
    layers = [draw_layer(49, FILTERS, "relu", random_state=rng), draw_layer(64 * FILTERS, 10, random_state=rng)]
    return trained(layers, patches, pictures, epochs, rng), patches


@functools.cache
def two_layers(pictures, epochs, seed):
    """Train a second layer of filters on the answers of a first one, which stays as it is."""
    (filters, _), _ = one_layer(pictures, 2 * epochs, seed)
    prepare = functools.partial(patches_of_answers, filters=filters)
    rng = np.random.default_rng(seed)
    layers = [draw_layer(9 * FILTERS, FILTERS, "relu", random_state=rng), draw_layer(36 * FILTERS, 10, random_state=rng)]
    return trained(layers, prepare, pictures, epochs, rng), prepare


def trained(layers, prepare, pictures, epochs, rng, rate=0.1):
    """Train all layers on the first pictures."""
    X, y, _, _ = digits()
    options = {"rate": rate, "epochs": epochs, "prepare": prepare, "random_state": rng}
    return train_network(layers, X[:pictures], y[:pictures], **options).layers


def unfold(W, split, shape):
    """Return the matrices that a layer's weights are for this split, as a stack."""
    return W.reshape(shape).transpose(_axes(split)).reshape([prod(sizes) for sizes in _sizes(split, shape)])


def fold(stack, split, shape):
    """Return the weights of which these are the matrices."""
    order = _axes(split)
    return stack.reshape([shape[i] for i in order]).transpose(np.argsort(order)).reshape(-1, shape[-1])


def _axes(split):
    return ["chwn".index(axis) for axis in "".join(SPLITS[split])]


def _sizes(split, shape):
    return [[shape["chwn".index(axis)] for axis in group] for group in SPLITS[split]]


def factors(matrices, k):
    """Return the best factors of each matrix of a stack."""
    U, s, Vt = svd(matrices, full_matrices=False)
    roots = np.sqrt(s[:, None, :k])
    return U[..., :k] * roots, np.swapaxes(roots, 1, 2) * Vt[:, :k]


def factors_for_outputs(W, k, prepare):
    """Return the factors that are best for the outputs on five thousand pictures."""
    X, _, _, _ = digits()
    V = svd(prepare(X[:5000]).reshape(-1, len(W)) @ W, full_matrices=False).Vt[:k].T
    return (W @ V)[None], V.T[None]


def tuned(layers, parts, put_together, rate, prepare, seed):
    """Train the factors and all else for one epoch: the step of the whole layer, passed on by the rule for products."""
    X, y, _, _ = digits()
    (unfolded, folded), (L, R), (filters, *rest) = put_together, parts, layers
    order = np.random.default_rng(seed).permutation(HELD_OUT)
    for start in range(0, HELD_OUT, BATCH):
        rows = order[start : start + BATCH]
        whole = filters._replace(W=folded(L @ R))
        step = {"rate": rate * len(rows) / BATCH, "prepare": prepare, "random_state": 0}
        filters, *rest = train_network([whole, *rest], X[rows], y[rows], **step).layers
        change = unfolded(filters.W - whole.W)
        L, R = L + change @ np.swapaxes(R, 1, 2), R + np.swapaxes(L, 1, 2) @ change
    return [filters._replace(W=folded(L @ R)), *rest]


def factored(network, shape, how, k, rate, seed):
    """Return a network whose filters are factored, and tuned for one epoch if there is a rate."""
    layers, prepare = network
    split = {"split": "channel" if how == "outputs" else how, "shape": shape}
    put_together = functools.partial(unfold, **split), functools.partial(fold, **split)
    W = layers[0].W
    parts = factors_for_outputs(W, k, prepare) if how == "outputs" else factors(put_together[0](W), k)
    if rate:
        return tuned(layers, parts, put_together, rate, prepare, seed)
    return [layers[0]._replace(W=put_together[1](parts[0] @ parts[1])), *layers[1:]]


def accuracies(network, shape, how, k, rate, seed):
    """Return the accuracies of a network with its filters whole or factored, on the pictures kept apart and on the test's."""
    layers, prepare = network
    if how != "whole":
        layers = factored(network, shape, how, k, rate, seed)
    elif rate:
        layers = trained(layers, prepare, HELD_OUT, 1, seed, rate)
    X, y, X_test, y_test = digits()
    return {
        "held_out": accuracy(layers, X[HELD_OUT:], y[HELD_OUT:], prepare),
        "test": accuracy(layers, X_test, y_test, prepare),
    }


def one_channel(*, pictures, epochs, how, k, rate, seed):
    """Factor the filters that see the picture."""
    return accuracies(one_layer(pictures, epochs, seed), (1, 7, 7, FILTERS), how, k, rate, seed)


def many_channels(*, pictures, epochs, how, k, rate, seed):
    """Factor the filters that see the answers of others."""
    return accuracies(two_layers(pictures, epochs, seed), (FILTERS, 3, 3, FILTERS), how, k, rate, seed)


def settings(epochs, *rows):
    """Return a quick setting, for the test, and then those that are wanted, as dictionaries."""
    names = ("pictures", "epochs", "how", "k", "rate")
    quick = (10_000, 1, "whole", 0, 0.0)
    return [dict(zip(names, row, strict=True)) for row in (quick, *((HELD_OUT, epochs, *row) for row in rows))]


EXPERIMENTS = {
    "one_channel": Experiment(
        "Thirty-two filters of 7 by 7 and a dense layer, trained on digits at the rate 0.1; then the filters are factored with "
        "k channels (for weights or for outputs) or each alone with k pairs, and all is tuned for one more epoch at a rate.",
        one_channel,
        settings(
            8,
            ("whole", 0, 0.0),
            *(("outputs", k, 0.0) for k in (1, 2, 3, 4, 6, 8, 12)),
            *(("channel", k, 0.0) for k in (1, 2, 3, 4, 6, 8, 12)),
            *(("alone", k, 0.0) for k in (1, 2)),
            *(
                (how, k, rate)
                for how, k in (("whole", 0), ("outputs", 4), ("channel", 4), ("alone", 1))
                for rate in (0.01, 0.02, 0.05, 0.1)
            ),
        ),
        range(5),
        0.02,
    ),
    "many_channels": Experiment(
        "Thirty-two filters of 3 by 3 on the 32 answers of a first layer of filters, which stays as it is; the second layer's "
        "filters are factored by output channels, by rows and columns, or channel by channel, and tuned for one more epoch.",
        many_channels,
        settings(
            4,
            *(
                (how, k, rate)
                for rate in (0.0, 0.02)
                for how, ks in (("whole", (0,)), ("channel", (4, 8)), ("spatial", (6, 12)), ("depthwise", (1, 2)))
                for k in ks
            ),
        ),
        range(5),
        0.02,
    ),
}
