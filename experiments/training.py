"""Experiments of the chapter *Training on what is left*."""

import functools
import itertools
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from experiments import Experiment
from svdbook import MNIST, Layer, draw_layer, load_mnist, network_scores, train_network
from svdlib import truncated_svd

HELD_OUT = 50_000  # the training pictures from here on are for choosing
DIRECTIONS = 128  # more than any experiment uses
CHECKPOINTS = (1, 2, 3, 5, 10)  # epochs
BATCHES = 938  # of 64 of the 60,000 pictures


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


def fresh_network(inputs, hidden, activation, rng):
    """Draw a network with one layer of hidden units, and ten outputs."""
    return [draw_layer(inputs, hidden, activation, random_state=rng), draw_layer(hidden, 10, random_state=rng)]


def unchanged(block):
    """What is prepared already."""
    return block


def last_batch(*, weighted, seed):
    """Train on 50,000 pictures, the last 16 of each epoch at a step in proportion or at a whole one."""
    X, y, _, _ = digits()
    rng = np.random.default_rng(seed)
    layers = fresh_network(784, 100, "relu", rng)
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


def last_step(*, size, seed):
    """Train as above; then make 150 single steps from there, each with some other pictures, and see what each costs."""
    X, y, _, _ = digits()
    rng = np.random.default_rng(seed)
    layers = fresh_network(784, 100, "relu", rng)
    options = {"rate": 0.3, "prepare": scaled, "random_state": rng}
    layers = train_network(layers, X[:HELD_OUT], y[:HELD_OUT], epochs=3, **options).layers
    asked = X[HELD_OUT:][:2000], y[HELD_OUT:][:2000]
    after = []
    for _ in range(150):
        rows = rng.choice(HELD_OUT, size, replace=False)
        after.append(accuracy(train_network(layers, X[rows], y[rows], **options).layers, *asked))
    lost = accuracy(layers, *asked) - np.array(after)
    return {"mean": float(lost.mean()), "one in twenty": float(np.quantile(lost, 0.95)), "worst": float(lost.max())}


def two_epochs(*, pictures, drawn, rate, seed):
    """Repeat the published experiment: a network 784-500-10 with sigmoid, two epochs, all 60,000 pictures."""
    _, y, _, y_test = digits()
    X, X_test = published(pictures)
    if drawn == "scikit-learn":
        return scikit_learn(X, X_test, rate, seed)
    rng = np.random.default_rng(seed)
    layers = fresh_network(784, 500, "sigmoid", rng)
    if drawn == "glorot":
        layers = [drawn_by_both_sides(layer, rng) for layer in layers]
    layers, losses = train_network(layers, X, y, rate=rate, epochs=2, random_state=rng)
    first, second = losses / BATCHES
    return {"first": float(first), "second": float(second), "test": accuracy(layers, X_test, y_test, unchanged)}


@functools.lru_cache(maxsize=1)
def published(pictures):
    """Return training and test pictures, whole or of rank 16, with pixels to 255 or normalised to -1 ... 1."""
    X, _, X_test, _ = digits()
    X, X_test = X.astype(np.float32), X_test.astype(np.float32)
    if "normalised" in pictures:
        X, X_test = X / 127.5 - 1, X_test / 127.5 - 1
    if "rank 16" in pictures:
        V = truncated_svd(X, 16).Vt.T.astype(np.float32)
        X, X_test = X @ V @ V.T, X_test @ V @ V.T
    return X, X_test


def drawn_by_both_sides(layer, rng):
    """Draw a layer anew as scikit-learn does for the logistic activation."""
    limit = np.sqrt(2 / sum(layer.W.shape))
    W, b = (rng.uniform(-limit, limit, part.shape).astype(np.float32) for part in layer[:2])
    return Layer(W, b, layer.activation)


def scikit_learn(X, X_test, rate, seed):
    """Train scikit-learn's network of the same shape in the same way."""
    _, y, _, y_test = digits()
    plain = {"solver": "sgd", "momentum": 0, "alpha": 0, "activation": "logistic"}
    peer = MLPClassifier((500,), batch_size=64, max_iter=2, learning_rate_init=rate, random_state=seed, **plain)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # two epochs are few
        peer.fit(X, y)
    first, second = peer.loss_curve_
    return {"first": float(first), "second": float(second), "test": float(peer.score(X_test, y_test))}


@functools.lru_cache(maxsize=5)
def coordinates(directions, seed):
    """Return coordinates of all pictures, training and test, standardised by the first 50,000."""
    X, _, X_test, _ = digits()
    V = DRAWN[directions](seed).astype(np.float32)
    C, C_test = X.astype(np.float32) @ V, X_test.astype(np.float32) @ V
    middle, spread = C[:HELD_OUT].mean(axis=0), C[:HELD_OUT].std(axis=0)
    return (C - middle) / spread, (C_test - middle) / spread


@functools.cache
def singular(_seed):
    """Right singular vectors of the first 50,000 pictures."""
    return truncated_svd(digits().X_train[:HELD_OUT], DIRECTIONS).Vt.T


@functools.cache
def sampled(seed):
    """Right singular vectors of 2,000 of the pictures."""
    rows = np.random.default_rng([seed, 2000]).choice(HELD_OUT, 2000, replace=False)
    return truncated_svd(digits().X_train[rows], DIRECTIONS).Vt.T


def random(seed):
    """Directions that know nothing: Gaussian numbers."""
    return np.random.default_rng([seed, 784]).standard_normal((784, DIRECTIONS))


@functools.cache
def discriminant(_seed):
    """Fisher's directions, which separate the ten means: the SVD of the means, measured by the spread within a digit."""
    X, y = digits().X_train[:HELD_OUT] / 255, digits().y_train[:HELD_OUT]
    share = np.bincount(y) / len(y)
    means = np.stack([X[y == digit].mean(axis=0) for digit in range(10)])
    within = X.T @ X / len(X) - (means.T * share) @ means
    values, vectors = np.linalg.eigh(within + np.trace(within) / 784 * np.eye(784))  # dead pixels have no spread
    whiten = vectors / np.sqrt(values)
    apart = np.sqrt(share)[:, None] * (means - share @ means) @ whiten
    return whiten @ np.linalg.svd(apart).Vh[:9].T


DRAWN = {"singular": singular, "sampled": sampled, "random": random, "discriminant": discriminant}


def made_ready(inputs, k, seed):
    """Return training and test pictures for a network, and what is done to each batch of them."""
    X, _, X_test, _ = digits()
    if inputs != "whole":
        return *(C[:, :k] for C in coordinates(inputs, seed)), unchanged
    middle = X[:HELD_OUT].mean(axis=0).astype(np.float32)
    return X, X_test, lambda block: (block - middle) / 255


def networks(X, prepare, k, hidden, rate, seed):
    """Yield a network after each epoch on the first 50,000 pictures, without end."""
    rng = np.random.default_rng(seed)
    layers = fresh_network(k, hidden, "relu", rng)
    options = {"rate": rate, "prepare": prepare, "random_state": rng}
    while True:
        layers = train_network(layers, X[:HELD_OUT], digits().y_train[:HELD_OUT], **options).layers
        yield layers


def learned(inputs, k, hidden, rate, epochs, seed):
    """Yield after each checkpoint the accuracy on the 10,000 pictures held out, and on the test pictures."""
    X, X_test, prepare = made_ready(inputs, k, seed)
    _, y, _, y_test = digits()
    for epoch, layers in zip(range(1, epochs + 1), networks(X, prepare, k, hidden, rate, seed), strict=False):
        if epoch in CHECKPOINTS:
            held_out = accuracy(layers, X[HELD_OUT:], y[HELD_OUT:], prepare)
            yield {f"held_out_{epoch}": held_out, f"test_{epoch}": accuracy(layers, X_test, y_test, prepare)}


def answers(inputs, k, seed):
    """Return what a network that was trained for three epochs takes each test picture for."""
    X, X_test, prepare = made_ready(inputs, k, seed)
    *_, layers = itertools.islice(networks(X, prepare, k, 100, 0.3, seed), 3)
    return network_scores(layers, X_test, prepare=prepare).argmax(axis=1)


def sixteen_or_whole(*, inputs, k, hidden, rate, seed):
    """Train on whole pictures or on coordinates; ten epochs, or three of a wide network."""
    epochs = 10 if hidden == 100 else 3
    return {key: value for after in learned(inputs, k, hidden, rate, epochs, seed) for key, value in after.items()}


def directions_kept(*, inputs, k, rate, seed):
    """Train on k coordinates, three epochs."""
    *_, last = learned(inputs, k, 100, rate, 3, seed)
    return last


def lost_digits(*, seed):
    """Compare three networks on whole pictures with three on sixteen coordinates, on the test pictures."""
    y = digits().y_test
    whole, sixteen = ([answers(*inputs, 3 * seed + i) for i in range(3)] for inputs in (("whole", 784), ("singular", 16)))
    right, fewer = (np.array(kind) == y for kind in (whole, sixteen))
    lost = right.all(axis=0) & ~fewer.any(axis=0)
    taken = np.sort([y[lost], sixteen[0][lost]], axis=0).T
    pairs = {f"{a}_{b}": float((taken == (a, b)).all(axis=1).sum()) for a, b in itertools.combinations(range(10), 2)}
    return {"lost": float(lost.sum()), "won": float((fewer.all(axis=0) & ~right.any(axis=0)).sum()), **pairs}


def settings(**choices):
    """Return all combinations of what may be chosen."""
    return [dict(zip(choices, values, strict=True)) for values in itertools.product(*choices.values())]


RATES = (0.1, 0.3, 1.0)
PUBLISHED = [
    {"pictures": "rank 16", "drawn": "pytorch", "rate": 0.01},
    {"pictures": "rank 16", "drawn": "glorot", "rate": 0.01},
    {"pictures": "rank 16", "drawn": "scikit-learn", "rate": 0.01},
    {"pictures": "whole", "drawn": "pytorch", "rate": 0.01},
    {"pictures": "rank 16, normalised", "drawn": "pytorch", "rate": 0.01},
    {"pictures": "rank 16, normalised", "drawn": "pytorch", "rate": 0.5},
]
EXPERIMENTS = {
    "last_batch": Experiment(
        "A network 784-100-10, three epochs on 50,000 digits, judged on the other 10,000 training pictures; the last 16 "
        "pictures of an epoch make a step in proportion (weighted) or a whole one.",
        last_batch,
        [{"weighted": True}, {"weighted": False}],
        range(30),
        0.01,
    ),
    "last_step": Experiment(
        "A network 784-100-10, three epochs on 50,000 digits, and then one more step with a batch of 64 or of 16, tried 150 "
        "times: how much accuracy it costs on 2,000 other training pictures, on average, one time in twenty, and at worst.",
        last_step,
        [{"size": 64}, {"size": 16}],
        range(5),
        0.02,
    ),
    "two_epochs": Experiment(
        "A network 784-500-10 with sigmoid, two epochs on all 60,000 digits: the mean loss of a batch in the first and "
        "in the second epoch, and the accuracy on the test pictures.",
        two_epochs,
        PUBLISHED,
        range(5),
        0.03,
    ),
    "sixteen_or_whole": Experiment(
        "Networks with ReLU on 16 standardised coordinates or on whole pictures less their mean, trained on 50,000 digits: "
        "accuracy on the other 10,000 training pictures and on the test pictures, after some numbers of epochs.",
        sixteen_or_whole,
        [
            *settings(inputs=["singular"], k=[16], hidden=[100, 500], rate=[*RATES, 2.0]),
            *settings(inputs=["whole"], k=[784], hidden=[100, 500], rate=[*RATES, 2.0]),
        ],
        range(10),
        0.01,
    ),
    "directions_kept": Experiment(
        "A network k-100-10 on k standardised coordinates along singular vectors (of 50,000 pictures, or of a sample of "
        "2,000), random or discriminant directions, three epochs on 50,000 digits: accuracy on the other 10,000 training "
        "pictures and on the test pictures.",
        directions_kept,
        [
            *settings(inputs=["singular", "random"], k=[2, 4, 8, 9, 16, 32, 64, 128], rate=RATES),
            *settings(inputs=["discriminant"], k=[9], rate=RATES),
            *settings(inputs=["sampled"], k=[16], rate=RATES),
        ],
        range(5),
        0.02,
    ),
    "lost_digits": Experiment(
        "Three networks with 100 hidden units on whole pictures and three on 16 coordinates, three epochs on 50,000 digits: "
        "how many test pictures all of one kind read and none of the other, and which digits the lost ones are taken for.",
        lost_digits,
        [{}],
        range(5),
        12,
    ),
}
