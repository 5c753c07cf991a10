"""Answers and hints for the chapter on dense layers."""

import numpy as np

from svdbook.exercises.grading import Exercise, arrays, results

RNG = np.random.default_rng(10)
X = RNG.standard_normal((40, 6)) * [9, 5, 2, 1, 0.5, 0.1] + 1
X_DEPENDENT = np.column_stack([X[:, :5], X[:, 0] + X[:, 1]])
W, B = RNG.standard_normal((6, 4)), RNG.standard_normal(4)
LAYERS = ((X, W, 2), (X_DEPENDENT, W, 1), (X[:4], W, 3))
WITH_BIAS = ((X, W, B, 2), (X_DEPENDENT, W, B, 1))
MATRICES = ((W,), (X,), (-W.T,))


def output_error(X, W, L, R, shift=0):
    """How far the outputs of two factors are from those of the layer; a pair that does not fit has no such number."""
    fit = L.ndim == R.ndim == 2 and (L.shape[0], R.shape[1]) == W.shape and L.shape[1] == R.shape[0]
    return [np.linalg.norm(X @ W - X @ L @ R + shift)] if fit else []


def output_errors(function):
    """The widths of a reader's factors, and their errors: the factors themselves are not unique."""
    found = results(function, LAYERS, "the first factor", "the second")
    if found is ...:
        return ...
    compared = [(*L.shape, *output_error(X, W, L, R)) for (X, W, _), (L, R) in zip(LAYERS, found, strict=True)]
    return np.concatenate(compared)


def output_errors_with_bias(function):
    """The same with a bias, which is allowed to change."""
    found = results(function, WITH_BIAS, "the first factor", "the second", "the bias")
    if found is ...:
        return ...
    pairs = zip(WITH_BIAS, found, strict=True)
    return np.concatenate([(*L.shape, *output_error(X, W, L, R, b - new)) for (X, W, b, _), (L, R, new) in pairs])


def outputs(source):
    """Factors from the right singular vectors of some matrix."""

    def function(X, W, k):
        Vt = np.linalg.svd(source(X, W), full_matrices=False)[2][: int(k)]
        return W @ Vt.T, Vt

    return function


def with_bias(centre=True, move=True, sign=1):
    """Factors and a bias that may be wrong in one place."""

    def function(X, W, b, k):
        mean = X.mean(axis=0)
        Vt = np.linalg.svd((X - mean * centre) @ W, full_matrices=False)[2][: int(k)]
        return W @ Vt.T, Vt, b + sign * mean @ (W - W @ Vt.T @ Vt) * move

    return function


def stepped(axis=1, levels=127, whole=False):
    """A matrix in bytes, with steps for each row or column, or one for all."""

    def function(M):
        step = np.abs(M).max(axis=None if whole else axis, keepdims=True) / levels
        return np.round(M / step) * step

    return function


EXERCISES = {
    "saved": Exercise(
        solution=lambda: 140_000,
        mistakes=(
            (lambda: 60_000, "That is what is left; how many are saved?"),
            (lambda: 200_000 - 50 * 1000, "Both factors: 1000 by 50, and 50 by 200."),
            (lambda: 200_000 - 50 * 1000 * 200, "k (m + n), not k m n."),
        ),
        hints=("200,000 before, and 50 * (1000 + 200) after.", "1000 * 200 - 50 * 1200"),
    ),
    "largest": Exercise(
        solution=lambda: 255,
        mistakes=(
            (lambda: 256, "At 256 it is exactly as much as before: nothing is saved."),
            (lambda: 512, "That is full rank, which costs twice as much."),
            (lambda: 128, "2 k n < n² says k < n / 2."),
        ),
        hints=("k < n / 2.", "512 / 2 - 1"),
    ),
    "factor_for_outputs": Exercise(
        solution=lambda: outputs(lambda X, W: X @ W),
        mistakes=(
            (lambda: outputs(lambda X, W: W), "That is best for the weights; the outputs are X @ W."),
            (
                lambda: outputs(lambda X, W: (X - X.mean(axis=0)) @ W),
                "Without centring: the error of the outputs as they are.",
            ),
            (
                lambda: lambda X, W, k: np.split(np.zeros((6 * int(k) + int(k) * 4,)), [6 * int(k)]),
                "Two matrices are asked for, with k columns and k rows.",
            ),
        ),
        hints=(
            "Keep the first k right singular vectors of X @ W: W @ Vt.T and Vt.",
            "Vt = np.linalg.svd(X @ W, full_matrices=False)[2][:k]; W @ Vt.T, Vt",
        ),
        probe=output_errors,
        tolerance=1e-8,
    ),
    "factor_with_bias": Exercise(
        solution=with_bias,
        mistakes=(
            (lambda: with_bias(centre=False), "The right singular vectors of the centred outputs."),
            (lambda: with_bias(move=False), "The bias has to take up the mean of what is lost."),
            (lambda: with_bias(sign=-1), "The bias gains what the mean picture loses: plus."),
        ),
        hints=(
            "Centre X, factor for its outputs, and add mean @ (W - L @ R) to the bias.",
            "mean = X.mean(axis=0); Vt from (X - mean) @ W; W @ Vt.T, Vt, b + mean @ (W - W @ Vt.T @ Vt)",
        ),
        probe=output_errors_with_bias,
        tolerance=1e-8,
    ),
    "from_bytes": Exercise(
        solution=stepped,
        mistakes=(
            (lambda: stepped(axis=0), "Each row has a step of its own: axis=1."),
            (lambda: stepped(whole=True), "Not one step for the whole matrix: one for each row."),
            (lambda: stepped(levels=255), "The largest modulus is 127 steps."),
            (lambda: lambda M: np.round(M / (np.abs(M).max(axis=1, keepdims=True) / 127)), "Multiply by the step again."),
        ),
        hints=(
            "step = np.abs(M).max(axis=1, keepdims=True) / 127",
            "np.round(M / step) * step",
        ),
        probe=arrays(MATRICES, "the matrix"),
        tolerance=1e-5,
    ),
}
