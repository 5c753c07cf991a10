"""Answers and hints for the chapter on sixty thousand digits."""

from functools import cache

import numpy as np

from svdbook.datasets import load_mnist
from svdbook.exercises.grading import Chapter
from svdlib import truncated_svd

chapter = Chapter()

RNG = np.random.default_rng(8)
BYTES = RNG.integers(0, 256, (2500, 6), dtype=np.uint8)
Q = np.linalg.qr(RNG.standard_normal((6, 6))).Q
SUBSPACES = [Q[:2], Q[2:4], Q[4:]]
UNEVEN = [Q[:1], Q[1:4], -Q[4:]]  # of other dimensions, and with other signs

chapter.value(
    "error",
    0.3,
    mistakes=[
        (0.09, "That is the share of the squares that is lost; take its root."),
        (0.91**0.5, "That is the length of what is kept."),
        (1 - 0.91**0.5, "Squares add up, lengths do not: the root of what is lost."),
        (0.91, "That is the share that is kept."),
    ],
    hints=["Which share of the squares is lost?", "1 - 0.91 of the squares are lost; an error is a root.", "(1 - 0.91) ** 0.5"],
)

chapter.value(
    "numbers",
    32 * (70_000 + 784),
    mistakes=[
        (32 * (70_000 + 784 + 1), "The singular values need no place of their own here."),
        (32 * 70_000 * 784, "Two thin matrices, side by side: their sizes are added."),
        (32 * (60_000 + 784), "That is for the training pictures alone."),
        (32 * 70_000, "And the directions?"),
        (70_000 * 784, "That is the whole table."),
    ],
    hints=["Which two matrices are kept, and of which shapes?", "70,000 by 32, and 32 by 784.", "32 * (70_000 + 784)"],
)


@chapter.function(
    inputs=[BYTES, BYTES[:7], BYTES[:1000, :3]],
    returns=("the Gram matrix",),
    rtol=1e-15,  # whole numbers: exact
    loose=0,
    hints=[
        "The Gram matrix is the sum of those of the blocks of rows. What becomes of bytes that are multiplied?",
        "Add block.T @ block for blocks of 1000 rows as floats.",
        "for start in range(0, len(X), 1000): block = X[start : start + 1000].astype(float); G += block.T @ block",
    ],
)
def gram(X):
    """Add up the Gram matrices of blocks of a thousand rows."""
    return sum(block.T @ block for block in (X[i : i + 1000].astype(float) for i in range(0, len(X), 1000)))


@gram.mistake("Bytes wrap around: widen each block first.")
def of_bytes(X):
    """Multiply the bytes as they are."""
    return X.T @ X


@gram.mistake("Two bytes are not enough for a sum of products.")
def of_two_bytes(X):
    """Widen to numbers of two bytes."""
    return X.T @ X.astype(np.uint16)


@gram.mistake("Half precision holds no whole number above 2048 exactly.")
def in_half_precision(X):
    """Widen to half precision."""
    return gram(X.astype(np.float16)).astype(np.float16)


@gram.mistake("Add up the products of all blocks.")
def of_the_first_block(X):
    """Stop after one block."""
    return gram(X[:1000])


@gram.mistake("The last block has fewer rows, and counts, too.")
def of_whole_blocks(X):
    """Leave out the rows that fill no block."""
    return gram(X[: len(X) // 1000 * 1000]) if len(X) >= 1000 else np.zeros((X.shape[1], X.shape[1]))


@gram.mistake("That is X Xᵀ; the other is asked for.")
def of_the_rows(X):
    """Multiply the other way round."""
    return X.astype(float) @ X.T


@chapter.function(
    inputs=[*((x, SUBSPACES) for x in BYTES[:12]), *((x, UNEVEN) for x in BYTES[12:24])],
    returns=("the index",),
    view=lambda x, bases, index: [index + 1],  # so that none is zero
    hints=[
        "How long is the projection of the picture onto each subspace? The distance is the rest, by Pythagoras.",
        "V @ x holds the coordinates of the projection, V having orthonormal rows. Compare their lengths.",
        "np.argmax([np.linalg.norm(V @ x) for V in bases])",
    ],
)
def nearest(x, bases):
    """Find the subspace with the longest projection."""
    return int(np.argmax([np.linalg.norm(V @ x.astype(float)) for V in bases]))


@nearest.mistake("The longest projection, not the shortest.")
def shortest_projection(x, bases):
    """Find the shortest projection."""
    return int(np.argmin([np.linalg.norm(V @ x) for V in bases]))


@nearest.mistake("Length, not sum: the sign of a coordinate means nothing.")
def largest_sum(x, bases):
    """Add up the coordinates."""
    return int(np.argmax([np.sum(V @ x) for V in bases]))


@nearest.mistake("Lengths add up squares: the sum of the moduli is another measure.")
def largest_sum_of_moduli(x, bases):
    """Add up the moduli of the coordinates."""
    return int(np.argmax([np.sum(abs(V @ x)) for V in bases]))


@nearest.mistake("Python counts from 0.")
def counted_from_one(x, bases):
    """Count from 1."""
    return nearest(x, bases) + 1


@nearest.mistake("Not every picture belongs to the first.")
def always_the_first(x, bases):
    """Return 0."""
    return 0


@cache
def spectra():
    """Return, for each digit, the leading singular values of its training pictures and the sum of all their squares."""
    X_train, y_train, _, _ = load_mnist()  # once: it takes as long as two of the ten decompositions
    of_digits = [X_train[y_train == digit] for digit in range(10)]
    return [(truncated_svd(X, 60).s.astype(float), int(np.sum(X.astype(np.uint32) ** 2, dtype=np.int64))) for X in of_digits]


def count_terms(power=2, off=1, fraction=0.9):
    """Return how many terms of each digit keep a fraction; with a power or a count that may be wrong."""
    shares = [np.cumsum(s**power) / (total if power == 2 else np.sum(s)) for s, total in spectra()]
    return np.array([int(np.argmax(share >= fraction)) + off for share in shares])


chapter.value(
    "terms",
    count_terms,
    mistakes=[
        (lambda: count_terms(off=0), "Python counts from 0: one more each."),
        (lambda: count_terms(power=1), "Energy is the sum of the squares."),
        (lambda: count_terms(fraction=0.81), "90 % of the energy itself; no root, no square."),
    ],
    hints=[
        "Which share of the energy of a digit's pictures do the first terms keep? Stop at 90 %.",
        "Divide the running sum of the squares by the sum of all squared pixels of that digit.",
        "int(np.argmax(np.cumsum(s**2) / total >= 0.9)) + 1, for each digit.",
    ],
)

chapter.value(
    "first_value",
    (30.0, 925**0.5),
    mistakes=[
        ((900.0, 925.0), "Those are the squares."),
        ((3.0, 34**0.5), "The mean stands in each of the 100 rows: n times its square."),
        ((30.0, 35.0), "The squares add up, not the lengths."),
        ((925**0.5, 30.0), "The smaller bound first."),
    ],
    hints=[
        "For which unit vector is the length of Xv at least that of the mean part alone?",
        "The square of the first lies between n|x̄|² and that plus the square of 5.",
        "30 and the root of 925",
    ],
)
