"""Answers and hints for the chapter on sixty thousand digits."""

from functools import cache

import numpy as np

from svdbook.datasets import load_mnist
from svdbook.exercises.grading import Exercise, arrays, results
from svdlib.large import truncated_svd

RNG = np.random.default_rng(8)
BYTES = RNG.integers(0, 256, (2500, 6), dtype=np.uint8)
TABLES = ((BYTES,), (BYTES[:7],), (BYTES[:1000, :3],))
Q = np.linalg.qr(RNG.standard_normal((6, 6))).Q
SUBSPACES = np.stack([Q[:2], Q[2:4], Q[4:]])
PICTURES = tuple((x, SUBSPACES) for x in BYTES[:12])


@cache
def singular_values(digit):
    """The leading singular values of the training pictures of one digit, and the sum of all squares."""
    X_train, y_train, _, _ = load_mnist()
    X = X_train[y_train == digit]
    return truncated_svd(X, 60).s, int(np.sum(X.astype(np.uint32) ** 2, dtype=np.int64))


def terms(power=2, off=1, fraction=0.9):
    """How many terms of each digit keep a fraction; with a power or a count that may be wrong."""
    found = []
    for digit in range(10):
        s, total = singular_values(digit)
        total = total if power == 2 else np.sum(s)
        found.append(int(np.argmax(np.cumsum(s**power) / total >= fraction)) + off)
    return np.array(found)


def answers(function):
    """Which subspace a reader's function finds for each picture, one more so that none is 0."""
    found = results(function, PICTURES, "the index")
    return ... if found is ... else np.ravel(found) + 1


def by_distance(x, bases):
    """The subspace at the smallest distance."""
    x = x.astype(float)
    return int(np.argmin([np.linalg.norm(x - V.T @ (V @ x)) for V in bases]))


EXERCISES = {
    "error": Exercise(
        solution=lambda: 0.3,
        mistakes=(
            (lambda: 0.09, "That is the share of the squares that is lost; take its root."),
            (lambda: 0.91**0.5, "That is the length of what is kept."),
            (lambda: 1 - 0.91**0.5, "Squares add up, lengths do not: the root of what is lost."),
        ),
        hints=("1 - 0.91 of the squares are lost.", "(1 - 0.91) ** 0.5"),
    ),
    "numbers": Exercise(
        solution=lambda: 32 * (70_000 + 784),
        mistakes=(
            (lambda: 32 * (70_000 + 784 + 1), "The singular values need no place of their own here."),
            (lambda: 32 * 70_000 * 784, "Two thin matrices, side by side: their sizes are added."),
            (lambda: 32 * (60_000 + 784), "70,000 pictures."),
            (lambda: 32 * 70_000, "And the directions?"),
        ),
        hints=("70,000 by 32, and 32 by 784.", "32 * (70_000 + 784)"),
    ),
    "gram": Exercise(
        solution=lambda: lambda X: X.T.astype(float) @ X.astype(float),
        mistakes=(
            (lambda: lambda X: X.T @ X, "Bytes wrap around: widen each block first."),
            (lambda: lambda X: X.T @ X.astype(np.uint16), "Two bytes are not enough for a sum of products."),
            (lambda: lambda X: X[:1000].T.astype(float) @ X[:1000], "Add up the products of all blocks."),
            (lambda: lambda X: X.astype(float) @ X.T, "That is X Xᵀ; the other is asked for."),
        ),
        hints=(
            "Add block.T @ block for blocks of 1000 rows as floats.",
            "for start in range(0, len(X), 1000): block = X[start : start + 1000].astype(float); G += block.T @ block",
        ),
        probe=arrays(TABLES, "the Gram matrix"),
    ),
    "nearest": Exercise(
        solution=lambda: by_distance,
        mistakes=(
            (
                lambda: lambda x, bases: int(np.argmin([np.linalg.norm(V @ x) for V in bases])),
                "The longest projection, not the shortest.",
            ),
            (
                lambda: lambda x, bases: int(np.argmax([np.sum(V @ x) for V in bases])),
                "Length, not sum: the sign of a coordinate means nothing.",
            ),
            (lambda: lambda x, bases: 0, "Not every picture belongs to the first."),
        ),
        hints=("Compare the lengths of V @ x.", "np.argmax([np.linalg.norm(V @ x) for V in bases])"),
        probe=answers,
    ),
    "terms": Exercise(
        solution=terms,
        mistakes=(
            (lambda: terms(off=0), "Python counts from 0: one more each."),
            (lambda: terms(power=1), "Energy is the sum of the squares."),
            (lambda: terms(fraction=0.81), "90 % of the energy itself; no root, no square."),
        ),
        hints=(
            "Divide the running sum of the squares by the sum of all squared pixels of that digit.",
            "int(np.argmax(np.cumsum(s**2) / total >= 0.9)) + 1, for each digit.",
        ),
    ),
    "first_value": Exercise(
        solution=lambda: (30.0, 925**0.5),
        mistakes=(
            (lambda: (900.0, 925.0), "Those are the squares."),
            (lambda: (3.0, 34**0.5), "The mean stands in each of the 100 rows: n times its square."),
            (lambda: (30.0, 35.0), "The squares add up, not the lengths."),
        ),
        hints=("The square of the first lies between n|x̄|² and that plus the square of 5.", "30 and the root of 925"),
    ),
}
