"""Answers and hints for the chapter on convolutions."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from svdbook.exercises.grading import LIFT, Exercise, arrays, results

RNG = np.random.default_rng(11)
SEPARABLE = tuple(
    (np.outer(c, r),)
    for c, r in (([1, 2, 1], [1, 0, -1]), ([0, 1.5, -2, 0.1], [3.0, 1.0]), (RNG.standard_normal(5), RNG.standard_normal(5)))
)
NOT_SEPARABLE = ((1e-10 * np.eye(3),), (np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]),), (np.diag([1, 1e-4]),))
IMAGES = ((RNG.integers(0, 256, (6, 8)), 3), (RNG.standard_normal((5, 4)), 2))
KERNELS = ((RNG.standard_normal((5, 5)), 2), (RNG.standard_normal((4, 6)), 1))


def separations(function):
    """The products of the parts, and whether a kernel of higher rank was refused."""
    found = results(function, SEPARABLE, "the column", "the row")
    if found is ...:
        return ...
    products = [np.ravel(np.outer(c, r)) + LIFT for c, r in found]
    return np.concatenate([*products, [refused(function, K) for (K,) in NOT_SEPARABLE]])


def refused(function, K):
    """Whether the function raises a ValueError."""
    try:
        function(K.copy())
    except ValueError:
        return 1.0
    return 0.0


def separate(K, check=True, share=True, limit=1e-10, absolute=False):
    """The parts of a kernel of rank 1."""
    U, s, Vt = np.linalg.svd(K, full_matrices=False)
    if check and np.any(s[1:] > (1e-8 if absolute else limit * s[0])):
        raise ValueError("the kernel has rank above 1")
    return U[:, 0] * (s[0] if share else 1), Vt[0]


def unfold(image, m, order="C", step=1):
    """The windows of an image as rows."""
    m = int(m)
    windows = sliding_window_view(image, (m, m))[::step, ::step]
    windows = windows if order == "C" else windows.transpose(1, 0, 2, 3)
    return windows.reshape(-1, m * m)


def right_on_grey(K, k, spread=True, sign=1):
    """The truncation with its sum restored."""
    U, s, Vt = np.linalg.svd(K, full_matrices=False)
    k = int(k)
    truncated = (U[:, :k] * s[:k]) @ Vt[:k]
    return truncated + sign * (K.sum() - truncated.sum()) / (K.size if spread else 1)


EXERCISES = {
    "saved": Exercise(
        solution=lambda: 135,
        mistakes=(
            (lambda: 90, "That is what is left; how many are saved?"),
            (lambda: 195, "Three pairs, not one."),
            (lambda: 2.5, "That is the ratio; the difference is asked for."),
        ),
        hints=("A pair takes 15 + 15.", "15 * 15 - 3 * (15 + 15)"),
    ),
    "laplace": Exercise(
        solution=lambda: 2,
        mistakes=(
            (lambda: 3, "The first row and the last are equal."),
            (lambda: 1, "The middle row is no multiple of the first."),
        ),
        hints=("How many of its rows are independent?", "The first and the second are; the third is the first."),
    ),
    "separate": Exercise(
        solution=lambda: separate,
        mistakes=(
            (lambda: lambda K: separate(K, check=False), "A kernel of higher rank must be refused with a ValueError."),
            (lambda: lambda K: separate(K, share=False), "The singular value is missing."),
            (lambda: lambda K: separate(K, limit=1e-3), "A kernel that is only nearly of rank 1 must be refused, too."),
            (
                lambda: lambda K: separate(K, absolute=True),
                "Judge the rank relative to the largest singular value: a faint kernel may have rank 2, too.",
            ),
            (
                lambda: lambda K: (_ for _ in ()).throw(ValueError("rank above 1")),
                "Your answer raised ValueError: rank above 1",
            ),
        ),
        hints=(
            "The first singular vectors, one of them times the singular value; refuse if the second is not small.",
            "if np.any(s[1:] > 1e-10 * s[0]): raise ValueError(...); return U[:, 0] * s[0], Vt[0]",
        ),
        probe=separations,
    ),
    "unfold": Exercise(
        solution=lambda: unfold,
        mistakes=(
            (lambda: lambda image, m: unfold(image, m, order="F"), "From left to right first, then downwards."),
            (lambda: lambda image, m: unfold(image, m, step=int(m)), "At every pixel where the window fits: they overlap."),
            (lambda: lambda image, m: unfold(image, m).T, "One window in each row, not in each column."),
            (lambda: lambda image, m: sliding_window_view(image, (int(m), int(m))), "Two axes: reshape it to rows."),
        ),
        hints=(
            "sliding_window_view(image, (m, m)) has the places in its first two axes, the pixels in the others.",
            "sliding_window_view(image, (m, m)).reshape(-1, m * m)",
        ),
        probe=arrays(IMAGES, "the patches"),
    ),
    "right_on_grey": Exercise(
        solution=lambda: right_on_grey,
        mistakes=(
            (
                lambda: lambda K, k: right_on_grey(K, k) - (K.sum() - right_on_grey(K, k, sign=0).sum()) / K.size,
                "That is the truncation alone; its entries add up to something else.",
            ),
            (lambda: lambda K, k: right_on_grey(K, k, spread=False), "Divide what is missing among all entries."),
            (lambda: lambda K, k: right_on_grey(K, k, sign=-1), "Add what is missing; you took it away once more."),
            (lambda: lambda K, k: K, "That has full rank."),
        ),
        hints=(
            "Add one number to every entry of the truncation.",
            "truncated + (K.sum() - truncated.sum()) / K.size",
        ),
        probe=arrays(KERNELS, "the kernel"),
    ),
}
