"""Answers and hints for the chapter on training."""

import numpy as np

from svdbook.exercises.grading import Exercise, arrays

RNG = np.random.default_rng(9)
SCORES = tuple((z,) for z in (RNG.standard_normal((4, 3)), 1000 * RNG.standard_normal((3, 5)), np.zeros((2, 4))))
OLD, NEW = RNG.uniform(0, 255, (40, 6)), RNG.uniform(0, 255, (5, 6))
V = np.linalg.qr(RNG.standard_normal((6, 2))).Q
SPLITS = ((OLD, NEW, V), (OLD[:10] + 100, NEW[:2], V))
HIDDEN = tuple((t, RNG.standard_normal(t.shape)) for t in (RNG.standard_normal((4, 3)), np.array([[0.0, 1.0, -1.0]])))
FOLDED = ((RNG.standard_normal((2, 3)), RNG.standard_normal(3), V, np.array([100.0, -20.0]), np.array([30.0, 7.0])),)


def softmax(z, axis=1, shift=True):
    """Probabilities, perhaps along the wrong axis."""
    e = np.exp(z - (z.max(axis=axis, keepdims=True) if shift else 0))
    return e / e.sum(axis=axis, keepdims=True)


def naive(z):
    """Probabilities that overflow to not a number, quietly."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.nan_to_num(softmax(z, shift=False))


def standardised(source):
    """Coordinates of the new pictures, with mean and deviation from somewhere."""

    def prepare(X_train, X_new, V):
        C = source(X_train, X_new) @ V
        return (X_new @ V - C.mean(axis=0)) / C.std(axis=0)

    return prepare


def fold(W, b, V, m, s):
    """The first layer on raw pictures."""
    scaled = W / s[:, None]
    return V @ scaled, b - m @ scaled


EXERCISES = {
    "no_idea": Exercise(
        solution=lambda: 938 * np.log(10),
        mistakes=(
            (lambda: np.log(10), "That is the loss of one batch."),
            (lambda: 938 * np.log10(10), "The natural logarithm."),
            (lambda: 60_000 * np.log(10), "Each batch counts with its mean: 938 batches."),
            (lambda: -938 * np.log(10), "The logarithm of 1/10 is negative; the loss is not."),
            (lambda: 2 * 938 * np.log(10), "One epoch."),
        ),
        hints=("-log(1/10) for each of 938 batches.", "938 * np.log(10)"),
    ),
    "parameters": Exercise(
        solution=lambda: 32 * 100 + 100 + 100 * 10 + 10,
        mistakes=(
            (lambda: 32 * 100 + 100 * 10, "And the biases?"),
            (lambda: 32 * 100 * 10, "Two layers, one after the other: their sizes are added."),
            (lambda: 32 * 100 + 32 + 100 * 10 + 100, "A bias for each output of a layer, not for each input."),
        ),
        hints=("(32 + 1) times 100, and (100 + 1) times 10.", "33 * 100 + 101 * 10"),
    ),
    "probabilities": Exercise(
        solution=lambda: softmax,
        mistakes=(
            (lambda: naive, "Right for small scores. Subtract the largest score of each row first."),
            (lambda: lambda z: softmax(z, axis=0), "Along each row: axis=1."),
            (lambda: lambda z: np.exp(z - z.max(axis=1, keepdims=True)), "Divide by the sum of each row."),
            (lambda: lambda z: np.log(softmax(z) + 1e-300), "Those are the logarithms."),
        ),
        hints=(
            "e = np.exp(z - z.max(axis=1, keepdims=True)), over the sum of its rows.",
            "e / e.sum(axis=1, keepdims=True)",
        ),
        probe=arrays(SCORES, "the probabilities"),
    ),
    "prepare": Exercise(
        solution=lambda: standardised(lambda old, new: old),
        mistakes=(
            (lambda: standardised(lambda old, new: new), "Mean and deviation of the training pictures, not of the new ones."),
            (lambda: standardised(lambda old, new: np.vstack([old, new])), "The new pictures may not take part in the mean."),
            (lambda: lambda old, new, V: new @ V, "Those are the coordinates; standardise them."),
            (lambda: lambda old, new, V: (new - old.mean(axis=0)) @ V, "Divide by the deviations as well."),
            (
                lambda: lambda old, new, V: (new @ V - (old @ V).mean(axis=0)) / (old @ V).std(axis=0, ddof=1),
                "Deviations with n, not n - 1.",
            ),
        ),
        hints=(
            "C = X_train @ V, and then its mean and deviation for X_new @ V.",
            "(X_new @ V - C.mean(axis=0)) / C.std(axis=0)",
        ),
        probe=arrays(SPLITS, "the coordinates"),
        tolerance=1e-5,  # single precision will do
    ),
    "hidden_gradient": Exercise(
        solution=lambda: lambda t, g: g * (t > 0),
        mistakes=(
            (lambda: lambda t, g: np.maximum(g, 0), "The gradient itself may be negative; what counts is where t is positive."),
            (lambda: lambda t, g: g * np.maximum(t, 0), "Multiply by the derivative of the activation, not by its value."),
            (lambda: lambda t, g: g * (t >= 0), "At t = 0 the derivative is taken to be 0."),
            (lambda: lambda t, g: g, "Where t is negative, nothing passes."),
            (lambda: lambda t, g: (t > 0) * 1.0, "That is the derivative; multiply it by g."),
        ),
        hints=("1 where t is positive, else 0; times g.", "g * (t > 0)"),
        probe=arrays(HIDDEN, "the gradient"),
    ),
    "fold": Exercise(
        solution=lambda: fold,
        mistakes=(
            (lambda: lambda W, b, V, m, s: (V @ (W / s[:, None]), b), "And the mean? It goes into the bias."),
            (lambda: lambda W, b, V, m, s: (V @ W, b - m @ W), "Divide each row of W by its deviation."),
            (lambda: lambda W, b, V, m, s: (V @ (W / s[:, None]), b + m @ (W / s[:, None])), "The mean is subtracted."),
            (
                lambda: lambda W, b, V, m, s: (V @ (W * s[:, None]), b - m @ (W * s[:, None])),
                "The coordinates are divided by s, so W is, too.",
            ),
            (lambda: lambda W, b, V, m, s: (V @ (W / s[:, None]), b - m @ W), "The mean is divided by s, too."),
        ),
        hints=(
            "(xV - m) (W / s) + b = x V (W / s) + (b - m (W / s)), with row i of W divided by the i-th deviation.",
            "scaled = W / s[:, None]; V @ scaled, b - m @ scaled",
        ),
        probe=arrays(FOLDED, "the weights", "the bias"),
    ),
}
