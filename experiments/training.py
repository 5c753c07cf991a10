"""Experiments of the chapter *Training on compressed digits*."""

import functools

import numpy as np

from experiments import Experiment
from svdbook import MNIST, draw_layer, load_mnist, network_scores, train_network

HELD_OUT = 50_000  # the training pictures from here on are for choosing


@functools.cache
def digits() -> MNIST:
    """Load MNIST once for all runs."""
    return load_mnist()


def scaled(block):
    """Bytes to numbers from 0 to 1."""
    return block.astype(np.float32) / 255


def accuracy(layers, X, y, prepare=scaled):
    """Share of the pictures whose digit has the largest score."""
    return float((network_scores(layers, X, prepare=prepare).argmax(axis=1) == y).mean())


def last_batch(*, weighted, seed):
    """Train on 50,000 pictures, the last 16 of each epoch at a step in proportion or at a whole one."""
    X, y, _, _ = digits()
    rng = np.random.default_rng(seed)
    layers = [draw_layer(784, 100, "relu", random_state=rng), draw_layer(100, 10, random_state=rng)]
    options = {"rate": 0.3, "prepare": scaled, "random_state": rng}
    for _ in range(3):
        if weighted:
            layers = train_network(layers, X[:HELD_OUT], y[:HELD_OUT], **options).layers
        else:
            order = rng.permutation(HELD_OUT)
            most, last = np.split(order, [HELD_OUT - HELD_OUT % 64])
            layers = train_network(layers, X[most], y[most], **options).layers
            layers = train_network(layers, X[last], y[last], **options).layers
    return {"accuracy": accuracy(layers, X[HELD_OUT:], y[HELD_OUT:])}


EXPERIMENTS = {
    "last_batch": Experiment(
        "A network 784-100-10, three epochs on 50,000 digits, judged on the other 10,000 training pictures; the last 16 "
        "pictures of an epoch make a step in proportion (weighted) or a whole one.",
        last_batch,
        [{"weighted": True}, {"weighted": False}],
        range(5),
        0.01,
    ),
}
