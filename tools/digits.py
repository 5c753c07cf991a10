"""Make svdbook/data/digits.npz, what the live figure `draw_digit` reads digits by: python -m tools.digits.

It takes two minutes. Training differs in the last digits between machines, so the file is made once and shipped; whoever makes
it anew writes the checksum that is printed into svdbook/live/_compression.py.
"""

import hashlib

import numpy as np

from svdbook import Layer, draw_layer, load_mnist, network_scores, train_network
from svdbook.datasets import DATA
from svdlib import factor_layer, svd, truncated_svd

FILE = DATA / "digits.npz"
WIDTH = 16  # directions of all digits, and between the network's two factors
DIRECTIONS = 10  # of each digit's own subspace


def main():
    """Train, factor, tune, round, and write."""
    X, y, X_test, y_test = load_mnist()
    small = orthonormal(tuned(trained(X, y), X, y))
    arrays = {
        "basis": truncated_svd(X, WIDTH).Vt.T,
        "subspaces": np.hstack([truncated_svd(X[y == digit], DIRECTIONS).Vt.T for digit in range(10)]),
        "left": small[0].W,
        "right": small[1].W,
        "last": small[2].W,
    }
    parts = {"bias": small[1].b, "last_bias": small[2].b, "samples": samples(X_test, y_test)}
    for name, array in arrays.items():
        parts[name], parts[f"{name}_step"] = levels(array)
    np.savez_compressed(FILE, **parts)
    print(f"{100 * accuracy(small, X_test, y_test):.2f} %, {FILE.stat().st_size:,} bytes")
    print(hashlib.sha256(FILE.read_bytes()).hexdigest())


def trained(X, y):
    """Return a network of 784, 500 and 10 units."""
    drawn = [draw_layer(784, 500, "relu", random_state=18), draw_layer(500, 10, random_state=19)]
    return train_network(drawn, X, y, rate=0.2, epochs=12, prepare=scaled, random_state=18).layers


def tuned(network, X, y):
    """Return it with two thin layers in place of the first, trained on."""
    hidden, last = network
    left, right = factor_layer(hidden.W, WIDTH)
    layers = [Layer(left, np.zeros(WIDTH, np.float32)), Layer(right, hidden.b, "relu"), last]
    for rate in (0.1, 0.02):
        layers = train_network(layers, X, y, rate=rate, epochs=12, prepare=scaled, random_state=18).layers
    return layers


def orthonormal(layers):
    """Return the same network with orthonormal columns in its first layer, and what that had of a bias in the second."""
    first, second, last = layers
    U, s, Vt = svd(first.W.astype(float) @ second.W, full_matrices=False).truncate(WIDTH)
    bias = second.b + first.b @ second.W
    return [Layer(U, np.zeros(WIDTH)), Layer(s[:, None] * Vt, bias.astype(np.float32), "relu"), last]


def levels(M):
    """Return a matrix in 255 levels a column, and the step of each."""
    step = np.abs(M).max(axis=0) / 127
    return np.rint(M / step).astype(np.int8), step.astype(np.float32)


def samples(X, y):
    """Return the first test picture of each digit."""
    return np.stack([X[np.argmax(y == digit)] for digit in range(10)])


def scaled(pictures):
    """Return pictures as the network takes them."""
    return pictures.astype(np.float32) / 255


def accuracy(layers, X, y):
    """Return the share of right answers."""
    return np.mean(network_scores(layers, X, prepare=scaled).argmax(axis=1) == y)


if __name__ == "__main__":
    main()
