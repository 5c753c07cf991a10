"""Experiments of the chapter *Dense layers*: a layer cut to two thin ones, and a layer changed by adding two thin ones."""

import functools

import numpy as np

from experiments import Experiment
from experiments.training import HELD_OUT, accuracy, digits, fresh_network, scaled
from svdbook import Layer, network_scores, train_network
from svdlib import count_macs, factor_layer, svd

RATES = (0.03, 0.1, 0.3, 1)  # of one more epoch for a layer that was cut
ADAPTER_RATES = (0.05, 0.1, 0.2, 0.4, 0.8)
UPDATE_RATES = (0.0125, 0.025, *ADAPTER_RATES, 1.6)  # of all weights; an update that is cut wants a smaller one
EPOCHS = 5  # of an adapter, on so many turned pictures:
TURNED = 10_000
BATCH = 64


@functools.cache
def trained(seed):
    """Train a network 784-500-10 for two epochs on 50,000 pictures."""
    X, y, _, _ = digits()
    rng = np.random.default_rng(seed)
    layers = fresh_network(784, 500, "relu", rng)
    options = {"rate": 0.6, "epochs": 2, "prepare": scaled, "random_state": rng}
    return train_network(layers, X[:HELD_OUT], y[:HELD_OUT], **options).layers


def held_out(layers):
    """Accuracy on the pictures that are for choosing."""
    X, y, _, _ = digits()
    return accuracy(layers, X[HELD_OUT:], y[HELD_OUT:])


@functools.cache
def output_directions(seed, pictures=HELD_OUT):
    """Eigenvectors of the outputs' second moment, the largest first, from so many pictures drawn at random."""
    W = trained(seed)[0].W
    rows = np.random.default_rng(seed).choice(HELD_OUT, pictures, replace=False)
    outputs = scaled(digits().X_train[rows]) @ W
    return np.linalg.eigh(outputs.T @ outputs)[1][:, ::-1]


def split(layers, W):
    """Replace the first layer by two, whose product is W = LR."""
    L, R = (np.asarray(part, np.float32) for part in W)
    return [Layer(L, np.zeros(len(R), np.float32)), layers[0]._replace(W=R), layers[1]]


def cut(layers, start, k, directions):
    """Cut the first layer to width k, best for its weights or for its outputs; or leave it whole."""
    W, V = layers[0].W, directions[:, :k]
    if start == "whole":
        return layers
    return split(layers, factor_layer(W if start == "weights" else W @ V @ V.T, k))  # both factors equally large


def in_bytes(layers):
    """Round all weights but those of the last layer to one byte, with a step for each column."""
    steps = [np.abs(layer.W).max(axis=0) / 127 for layer in layers[:-1]]
    pairs = zip(layers[:-1], steps, strict=True)
    return [*(layer._replace(W=np.round(layer.W / step) * step) for layer, step in pairs), layers[-1]]


def layer_cut(*, start, k, seed):
    """Cut a layer, and train all for one more epoch at the best of some rates."""
    X, y, X_test, y_test = digits()
    layers = cut(trained(seed), start, k, output_directions(seed))
    options = {"prepare": scaled, "random_state": seed}
    with np.errstate(over="ignore", invalid="ignore"):
        tuned = {rate: train_network(layers, X[:HELD_OUT], y[:HELD_OUT], rate=rate, **options).layers for rate in RATES}
    usable = [(rate, net) for rate, net in tuned.items() if np.isfinite(net[0].W).all()]  # a rate may be too large
    rate, best = max(usable, key=lambda pair: held_out(pair[1]))
    tests = {name: accuracy(net, X_test, y_test) for name, net in (("test", best), ("test_in_bytes", in_bytes(best)))}
    return {"cut": held_out(layers), "tuned": held_out(best), "rate": rate, **tests}


def layer_cut_sixteen(*, way, pictures, seed):
    """Cut a layer at k = 16, or prune it to as many weights, without any training."""
    layers = trained(seed)
    if way == "pruned":
        W = layers[0].W
        limit = np.sort(np.abs(W), axis=None)[-count_macs(784, 500, 16)]
        return {"accuracy": held_out([layers[0]._replace(W=np.where(np.abs(W) >= limit, W, 0)), layers[1]])}
    return {"accuracy": held_out(cut(layers, way, 16, output_directions(seed, pictures)))}


def turned(pictures):
    """Turn pictures by a quarter, anticlockwise."""
    return np.rot90(pictures.reshape(-1, 28, 28), axes=(1, 2)).reshape(len(pictures), -1)


@functools.cache
def turned_digits():
    """Return turned pictures and digits: those to learn from, those for choosing, those for the test."""
    X, y, X_test, y_test = digits()
    parts = (X[:TURNED], y[:TURNED]), (X[HELD_OUT:], y[HELD_OUT:]), (X_test, y_test)
    return [(scaled(turned(pictures)), labels) for pictures, labels in parts]


def with_first(layers, W, x, y):
    """Accuracy of the network with other weights in its first layer."""
    scores = network_scores([layers[0]._replace(W=W.astype(np.float32)), layers[1]], x)
    return float((scores.argmax(axis=1) == y).mean())


def slope(hidden, last, y):
    """Gradient of the mean loss of a batch with respect to what the first layer gives before its activation."""
    scores = hidden @ last.W + last.b
    errors = np.exp(scores - scores.max(axis=1, keepdims=True))
    errors /= errors.sum(axis=1, keepdims=True)
    errors[np.arange(len(y)), y] -= 1
    return errors @ last.W.T * (hidden > 0) / len(y)


def batches(seed):
    """Yield the rows of one batch after the other."""
    rng = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        yield from np.split(rng.permutation(TURNED), range(BATCH, TURNED, BATCH))


def train_whole(layers, rate, seed):
    """Train the first weights on turned digits; all else is frozen."""
    (x, y), *_ = turned_digits()
    W, (_, b, _) = layers[0].W.copy(), layers[0]
    for rows in batches(seed):
        hidden = np.maximum(x[rows] @ W + b, 0)
        W -= rate * len(rows) / BATCH * (x[rows].T @ slope(hidden, layers[1], y[rows]))
    return W


def train_adapter(layers, frozen, A, B, rate, seed):
    """Train A and B on turned digits, where the first weights are the frozen ones and AB."""
    (x, y), *_ = turned_digits()
    A, B, Z = A.copy(), B.copy(), x @ frozen + layers[0].b
    for rows in batches(seed):
        thin = x[rows] @ A
        G = slope(np.maximum(Z[rows] + thin @ B, 0), layers[1], y[rows])
        step = rate * len(rows) / BATCH
        A, B = A - step * (x[rows].T @ (G @ B.T)), B - step * (thin.T @ G)
    return frozen + A @ B


@functools.cache
def updates(seed):
    """What training at each rate adds to the first weights when all of them learn."""
    layers = trained(seed)
    return {rate: finite(train_whole(layers, rate, seed) - layers[0].W) for rate in UPDATE_RATES}


def finite(change):
    """Return the change, or none if the rate was too large."""
    return change if np.isfinite(change).all() else np.zeros_like(change)


@functools.cache
def terms(seed, rate):
    """Split an update into its terms, the largest first."""
    return svd(updates(seed)[rate], full_matrices=False)


@functools.cache
def changed_outputs(seed, rate):
    """Right singular vectors of what an update changes in the outputs, the largest first."""
    (x, _), *_ = turned_digits()
    changes = (x @ updates(seed)[rate]).astype(float)
    return np.linalg.eigh(changes.T @ changes)[1][:, ::-1]


def first_factors(W, method, rank, seed):
    """Return the frozen weights and the factors that an adapter starts with."""
    if method == "pissa":
        A, B = (np.asarray(part, np.float32) for part in factor_layer(W, rank))
        return W - A @ B, A, B
    A = np.random.default_rng(seed).normal(0, 784**-0.5, (784, rank)).astype(np.float32)
    return W, A, np.zeros((rank, 500), np.float32)


def change(method, rank, rate, seed):
    """Return what is added to the first weights for turned digits."""
    layers = trained(seed)
    if method in ("lora", "pissa"):
        W = layers[0].W
        return finite(train_adapter(layers, *first_factors(W, method, rank, seed), rate, seed) - W)
    if method == "cut":
        return terms(seed, rate).truncate(rank).to_matrix()
    update = updates(seed)[rate]
    if method == "outputs":
        V = changed_outputs(seed, rate)[:, :rank]  # the theorem, for the change of the outputs
        return update @ V @ V.T
    return update


def adapter(*, method, rank, seed):
    """Change a network for turned digits, in one of five ways, at the best of some rates; only its first weights may change."""
    layers = trained(seed)
    _, choose, test = turned_digits()
    rates = ADAPTER_RATES if method in ("lora", "pissa") else UPDATE_RATES
    with np.errstate(over="ignore", invalid="ignore"):
        changed = {rate: layers[0].W + change(method, rank, rate, seed) for rate in rates}
    rate = max(changed, key=lambda rate: with_first(layers, changed[rate], *choose))
    return {"rate": rate, "accuracy": with_first(layers, changed[rate], *test)}


WIDTHS = (2, 4, 8, 16, 32, 64)
RANKS = (4, 1, 2, 8, 16)

EXPERIMENTS = {
    "layer_cut": Experiment(
        "A network 784-500-10, trained for two epochs on 50,000 digits. Its first layer is cut to width k, best for its "
        "weights or for its outputs, or stays whole; then all is trained for one more epoch at the rate of four that is best "
        "on the other 10,000 training pictures. Accuracies on these before and after that epoch, the rate, then accuracies on "
        "the test pictures, with numbers of four bytes and with first weights of one.",
        layer_cut,
        [*({"start": start, "k": k} for k in WIDTHS for start in ("outputs", "weights")), {"start": "whole", "k": 0}],
        range(5),
        0.01,
    ),
    "layer_cut_sixteen": Experiment(
        "The same networks at k = 16 without further training: best for the outputs on so many pictures, best for the weights, "
        "or pruned to as many weights. Accuracies on the 10,000 training pictures that were held out.",
        layer_cut_sixteen,
        [
            *({"way": "outputs", "pictures": n} for n in (HELD_OUT, 1000, 300, 100, 30)),
            {"way": "weights", "pictures": 0},
            {"way": "pruned", "pictures": 0},
        ],
        range(10),
        0.01,
    ),
    "adapters": Experiment(
        "The same networks meet digits turned by a quarter. Only their first weights change, by five epochs on 10,000 of them: "
        "all weights, or a product of rank r that starts at 0 (lora) or at the leading terms of the weights (pissa), or the "
        "best cut of the update of all weights, for weights (cut) or outputs (outputs). Each takes the rate that is best on "
        "held-out pictures, an adapter of five, an update of eight; for a cut that is the rate whose update reads most once "
        "it is cut. Accuracies on the turned test pictures.",
        adapter,
        [
            *({"method": method, "rank": r} for r in RANKS for method in ("lora", "pissa", "cut", "outputs")),
            {"method": "whole", "rank": 0},
        ],
        range(5),
        0.03,
    ),
}
