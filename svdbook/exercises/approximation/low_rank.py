"""Answers and hints for the chapter on best approximation."""

from functools import cache

import numpy as np

from svdbook.datasets import load_mnist
from svdbook.exercises.grading import Exercise, arrays
from svdlib.approximation import approximation_errors, low_rank
from svdlib.decompositions import svd

A = np.array([[6.0, 6.0, 2.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0], [0.0, 6.0, 2.0]])
CUT = ((A, 2), (A.T, 1), (A[:3], 2), (np.outer([1.0, 2.0], [3.0, 4.0, 5.0]), 1))
R, C = np.array([1.0, 2.0, 0.5, 3.0]), np.array([1.0, 1.0, 10.0])
WEIGHTED = ((A, 2, R, C), (A, 1, R[::-1], C), (A.T, 2, C, R))


@cache
def digit_errors():
    """The Frobenius error of every rank, for the two thousand digits of the chapter."""
    digits = load_mnist().X_train[:2000].reshape(2000, 784) / 255
    return approximation_errors(np.linalg.svd(digits, compute_uv=False)).frobenius


def first_below(errors, limit):
    """The smallest rank whose error is at most so large a share of the first."""
    return int(np.argmax(errors <= limit * errors[0]))


def weighted(weights):
    """The truncation of the weighted matrix, with the weights taken away again."""
    return lambda M, k, r, c: low_rank(M * weights(r, c), k) / weights(r, c)


def cut(combine):
    """A function that combines the parts of the thin decomposition in some way."""
    return lambda M, k: combine(*svd(M, full_matrices=False), k)


EXERCISES = {
    "both_errors": Exercise(
        solution=lambda: (5, 4),
        mistakes=(
            (lambda: (25, 16), "Those are the squares of the errors."),
            (lambda: (25, 4), "The first is a square: take its root."),
            (lambda: (7, 4), "In the Frobenius norm the squares add up, not the values."),
            (lambda: (4, 5), "In the other order: first the Frobenius norm."),
            (lambda: (13, 12), "Those are the norms of the matrix itself; rank 1 keeps the 12."),
            (lambda: (3, 3), "That is the truncation to rank 2."),
        ),
        hints=("The values 4, 3 and 0 are left out.", "The root of 4² + 3², and the largest of them."),
    ),
    "smallest_rank": Exercise(
        solution=lambda: first_below(digit_errors(), 0.1),
        mistakes=(
            (lambda: first_below(digit_errors(), 0.1) - 1, "One too few: the error is still above a tenth."),
            (
                lambda: first_below(digit_errors(), 0.1) + 1,
                "One too many. Position k of the errors belongs to rank k: nothing is to be added.",
            ),
            (
                lambda: first_below(digit_errors() ** 2, 0.1),
                "You compared squares: a tenth of the norm is a hundredth of its square.",
            ),
            (lambda: int(np.sum(digit_errors() > 0.1)), "A tenth of what? Divide by the norm of the data, errors[0]."),
        ),
        hints=(
            "Divide the errors by errors[0]; at which position do they first reach 0.1?",
            "np.argmax(errors <= 0.1 * errors[0]) is the position of the first True.",
        ),
    ),
    "truncation": Exercise(
        solution=lambda: low_rank,
        mistakes=(
            (
                lambda: cut(lambda U, s, Vt, k: (U[:, :k] * s[:k]) @ Vt[:, :k].T),
                "The right singular vectors are the rows of Vt.",
            ),
            (lambda: cut(lambda U, s, Vt, k: U[:, :k] @ Vt[:k]), "The singular values are missing."),
            (
                lambda: cut(lambda U, s, Vt, k: (U[:, :k] * s[:k] ** 2) @ Vt[:k]),
                "The singular values themselves, not their squares.",
            ),
            (
                lambda: cut(lambda U, s, Vt, k: (U[:, -k:] * s[-k:]) @ Vt[-k:]),
                "Those are the smallest terms: keep the largest.",
            ),
            (
                lambda: cut(lambda U, s, Vt, k: s[k - 1] * np.outer(U[:, k - 1], Vt[k - 1])),
                "That is term k alone; add up the first k.",
            ),
        ),
        hints=(
            "U[:, :k] has the vectors, s[:k] the values, and rows of Vt are the right vectors.",
            "(U[:, :k] * s[:k]) @ Vt[:k], with full_matrices=False.",
        ),
        probe=arrays(CUT, "the approximation"),
    ),
    "weighted": Exercise(
        solution=lambda: weighted(lambda r, c: np.outer(r, c)),
        mistakes=(
            (lambda: lambda M, k, r, c: low_rank(M, k), "The weights have no effect yet."),
            (
                lambda: lambda M, k, r, c: low_rank(M * np.outer(r, c), k),
                "That approximates the weighted matrix; divide by the weights again.",
            ),
            (
                lambda: weighted(lambda r, c: np.outer(r, c) ** 2),
                "The weights stand squared before squares: multiply by r_i c_j itself.",
            ),
            (lambda: weighted(lambda r, c: 1 / np.outer(r, c)), "The other way round: first multiply, then divide."),
            (lambda: weighted(lambda r, c: np.add.outer(r, c)), "The weights multiply; they do not add."),
        ),
        hints=(
            "With W = np.outer(r, c) the sum is the squared Frobenius norm of W * A - W * B, and W * B has the rank of B.",
            "low_rank(W * A, k) / W",
        ),
        probe=arrays(WEIGHTED, "the approximation"),
    ),
    "symmetric": Exercise(
        solution=lambda: np.array([[0.0, 0.0], [0.0, -5.0]]),
        mistakes=(
            (lambda: np.array([[2.0, 0.0], [0.0, 0.0]]), "That leaves an error of 5; the other one leaves 2."),
            (lambda: np.array([[0.0, 0.0], [0.0, 5.0]]), "The sign: the error would be 10 in the last entry."),
            (lambda: np.array([[2.0, 0.0], [0.0, -5.0]]), "That is the matrix itself, of rank 2."),
        ),
        hints=(
            "The singular values are 5 and 2, the moduli of the eigenvalues.",
            "Keep the entry -5, and put 0 in place of the 2.",
        ),
    ),
    "nearest": Exercise(
        solution=lambda: lambda t: 2 * np.outer(circle(t), circle(t)),
        mistakes=(
            (lambda: lambda t: np.outer(circle(t), circle(t)), "The factor is the singular value, 2."),
            (lambda: lambda t: np.diag(2 * circle(t)), "That has rank 2 for most t."),
        ),
        hints=(
            "B = q q^T D with q = (cos t, sin t, 0).",
            "2 * np.outer(q, q)",
        ),
        probe=arrays(((0.0,), (0.7,), (2.0,)), "the approximation"),
    ),
}


def circle(t):
    """The unit vector at angle t in the plane of the first two axes."""
    return np.array([np.cos(t), np.sin(t), 0.0])
