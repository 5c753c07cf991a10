"""Answers and hints for the chapter on randomised methods."""

import numpy as np

from svdbook.exercises.grading import Exercise, Unfit, arrays, results

RNG = np.random.default_rng(13)
SLOW, FAST = (
    (np.linalg.qr(RNG.standard_normal((60, 40))).Q * s) @ np.linalg.qr(RNG.standard_normal((40, 40))).Q.T
    for s in (1 / np.arange(1, 41), 0.6 ** np.arange(40))
)
BASES = tuple(
    (A, np.linalg.qr(A @ RNG.standard_normal((40, columns))).Q) for A, columns in ((SLOW, 5), (1e3 * FAST, 3), (SLOW, 40))
)
WANTED = ((SLOW, 0.3), (1e4 * FAST, 1e-3), (FAST, 1e-5), (RNG.standard_normal((12, 17)), 1e-6))


def grown(function):
    """How far from orthonormal the bases are, whether all are good enough, and whether one has columns too many."""
    found = results(function, WANTED, "the basis")
    if found is ...:
        return ...
    return np.max([judged(Q, A, tolerance) for (Q,), (A, tolerance) in zip(found, WANTED, strict=True)], axis=0)


def judged(Q, A, tolerance):
    """Zero for each of the three where it is right; larger numbers for worse faults."""
    if Q.ndim != 2 or len(Q) != len(A):
        raise Unfit(f"A matrix with {len(A)} rows is asked for here, and this has the shape {Q.shape}.")
    s = np.linalg.svd(A, compute_uv=False)
    left = np.sqrt(np.append(np.cumsum(s[::-1] ** 2)[::-1], 0))  # what the best basis of 0, 1, 2, ... columns misses
    needed = np.argmax(left <= tolerance * left[0])
    skew = abs(Q.T @ Q - np.eye(Q.shape[1])).max(initial=0)
    missed = np.linalg.norm(A - Q @ (Q.T @ A)) > 1.0001 * tolerance * np.linalg.norm(A)
    most = min(A.shape)
    columns = np.searchsorted([min(needed + 14, most), most], Q.shape[1])
    return np.array([np.searchsorted([1e-10, 1e-2], skew), missed, columns])


def basis(times=2, relative=True, squared=False, most=False):
    """Grow a basis from random products, perhaps wrong in one place."""

    def function(A, tolerance):
        rng, Q = np.random.default_rng(5), np.zeros((len(A), 0))
        limit = (tolerance * (np.linalg.norm(A) if relative else 1)) ** (0.5 if squared else 1)
        while np.linalg.norm(A - Q @ (np.linalg.pinv(Q) @ A)) > limit and Q.shape[1] < min(A.shape):
            columns = 5 if most else min(5, min(A.shape) - Q.shape[1])
            Y = A @ rng.standard_normal((A.shape[1], columns))
            for _ in range(times):
                Y = Y - Q @ (Q.T @ Y)
                Y = Y / np.linalg.norm(Y, axis=0)
            Q = np.hstack([Q, np.linalg.qr(Y).Q])
        return Q

    return function


EXERCISES = {
    "readings": Exercise(
        solution=lambda: 8,
        mistakes=(
            (lambda: 7, "One more: the last product gives the small matrix."),
            (lambda: 5, "An iteration multiplies twice: by the transpose, and by A."),
            (lambda: 6, "And the two at the ends: the first product and the last."),
        ),
        hints=("Go through the code of `my_randomized_svd` and count.", "1 + 2 * 3 + 1"),
    ),
    "oversamples": Exercise(
        solution=lambda: 41,
        mistakes=(
            (lambda: 40, "The denominator is p - 1."),
            (lambda: 21, "That is enough for twice the best."),
            (lambda: 61, "That is k + p; the question is about p."),
        ),
        hints=("1 + 20/(p - 1) is to be 1.5.", "p - 1 = 40"),
    ),
    "iterations": Exercise(
        solution=lambda: 10,
        mistakes=(
            (lambda: 9, "0.8 to the power 19 is 0.014: not yet a hundredth."),
            (lambda: 21, "That is 2q + 1."),
            (lambda: 11, "One less is enough: 0.8 to the power 21 is 0.009."),
        ),
        hints=("0.8 ** (2 * q + 1) is to be at most 0.01.", "The power 21 is the first odd one that will do."),
    ),
    "relative_error": Exercise(
        solution=lambda: lambda A, Q: np.sqrt(max(1 - (np.linalg.norm(Q.T @ A) / np.linalg.norm(A)) ** 2, 0)),
        mistakes=(
            (lambda: lambda A, Q: 1 - np.linalg.norm(Q.T @ A) ** 2 / np.linalg.norm(A) ** 2, "That is its square."),
            (lambda: lambda A, Q: 1 - np.linalg.norm(Q.T @ A) / np.linalg.norm(A), "Squares subtract, not norms."),
            (lambda: lambda A, Q: np.linalg.norm(Q.T @ A) / np.linalg.norm(A), "That is what was kept."),
            (
                lambda: lambda A, Q: np.sqrt(max(np.linalg.norm(A) ** 2 - np.linalg.norm(Q.T @ A) ** 2, 0)),
                "Relative to the norm of A: divide by it.",
            ),
        ),
        hints=("The squared norm of A, less that of Q.T @ A.", "Divide by the squared norm of A, and take the root."),
        probe=arrays(BASES, "the error"),
        tolerance=1e-7,
    ),
    "basis": Exercise(
        solution=basis,
        mistakes=(
            (lambda: basis(times=0), "The columns are to be orthonormal, the new ones to the old ones, too."),
            (lambda: basis(times=1), "Orthonormal to a few digits only: subtract twice."),
            (
                lambda: basis(relative=False),
                "More columns than are needed: is the tolerance multiplied by the norm of A?",
            ),
            (lambda: basis(squared=True), "Not good enough: compare the norm with the tolerance, not its square."),
            (lambda: basis(most=True), "More columns than A has rows or columns: stop there."),
        ),
        hints=(
            "Q = np.zeros((len(A), 0)), and as long as the error is too large, five columns more.",
            "Y = A @ (five random vectors); twice Y = np.linalg.qr(Y - Q @ (Q.T @ Y)).Q; then np.hstack([Q, Y]).",
        ),
        probe=grown,
    ),
}
