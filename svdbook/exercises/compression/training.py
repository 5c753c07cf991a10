"""Answers and hints for the chapter on training."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

RNG = np.random.default_rng(9)
OLD, NEW = RNG.uniform(0, 255, (40, 6)), RNG.uniform(0, 255, (5, 6))
V = np.linalg.qr(RNG.standard_normal((6, 2))).Q

chapter.value(
    "no_idea",
    938 * np.log(10),
    mistakes=[
        (np.log(10), "That is the loss of one batch."),
        (938 * np.log10(10), "The natural logarithm."),
        (938 * np.log2(10), "The natural logarithm, not that to base 2."),
        (60_000 * np.log(10), "Each batch counts once, with the mean of its pictures."),
        (-938 * np.log(10), "The logarithm of 1/10 is negative; the loss is not."),
        (2 * 938 * np.log(10), "One epoch."),
        (938 * 0.9, "The loss is a logarithm of the probability, not what is missing to 1."),
    ],
    hints=["What is the loss of one picture, and so of one batch?", "-log(1/10) for each of 938 batches.", "938 * np.log(10)"],
)

chapter.value(
    "parameters",
    32 * 100 + 100 + 100 * 10 + 10,
    mistakes=[
        (32 * 100 + 100 * 10, "And the biases?"),
        (32 * 100 * 10, "Two layers, one after the other: their sizes are added."),
        (32 * 100 + 32 + 100 * 10 + 100, "A bias for each output of a layer, not for each input."),
        (32 * 100 + 100 * 10 + 2, "A layer has one bias for each of its outputs."),
    ],
    hints=[
        "Count each layer for itself: weights and biases.",
        "A layer from m to n has (m + 1) n: 32 to 100, then 100 to 10.",
        "33 * 100 + 101 * 10",
    ],
)


def softmax(z, axis=1):
    """Return probabilities along an axis."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@chapter.function(
    inputs=[RNG.standard_normal((4, 3)), 1000 * RNG.standard_normal((3, 5)), np.zeros((2, 4))],
    returns=("the probabilities",),
    hints=[
        "The scores may be shifted, each row by a number of its own, without changing the probabilities.",
        "e = np.exp(z - z.max(axis=1, keepdims=True)), over the sum of its rows.",
        "e / e.sum(axis=1, keepdims=True)",
    ],
)
def probabilities(z):
    """Return the probabilities of each row."""
    return softmax(z)


@probabilities.mistake("Right for small scores. For scores in the thousands the exponentials overflow.")
def overflowing(z):
    """Take the exponentials of the scores as they are."""
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


@probabilities.mistake("Subtract the largest score of each row: with that of all, small rows underflow to 0 / 0.")
def shifted_by_one_number(z):
    """Subtract the largest score of all."""
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)


@probabilities.mistake("Along each row: axis=1.")
def along_columns(z):
    """Return the probabilities of each column."""
    return softmax(z, axis=0)


@probabilities.mistake("Divide by the sum of each row.")
def not_divided(z):
    """Return the exponentials."""
    return np.exp(z - z.max(axis=1, keepdims=True))


@probabilities.mistake("Divide by the sum of each row, not of all.")
def over_the_sum_of_all(z):
    """Divide by the sum of all exponentials."""
    return not_divided(z) / not_divided(z).sum()


@probabilities.mistake("Those are the logarithms.")
def logarithms(z):
    """Return the logarithms of the probabilities."""
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def standardised_like(C, new):
    """Return coordinates less the mean of others, over their deviations."""
    return (new - C.mean(axis=0)) / C.std(axis=0)


@chapter.function(
    inputs=[(OLD, NEW, V), (OLD[:10] + 100, NEW[:2], V)],
    returns=("the coordinates",),
    loose=1e-4,  # the chapter computes in single precision
    hints=[
        "Which pictures may decide about the mean and the deviation?",
        "C = X_train @ V, and then its mean and deviation for X_new @ V.",
        "(X_new @ V - C.mean(axis=0)) / C.std(axis=0)",
    ],
)
def prepare(X_train, X_new, V):
    """Standardise the coordinates of new pictures as those of the training pictures."""
    return standardised_like(X_train @ V, X_new @ V)


@prepare.mistake("Mean and deviation of the training pictures, not of the new ones.")
def like_the_new(X_train, X_new, V):
    """Take mean and deviation from the new pictures."""
    return standardised_like(X_new @ V, X_new @ V)


@prepare.mistake("The new pictures may not take part in the mean.")
def like_all(X_train, X_new, V):
    """Take mean and deviation from all pictures."""
    return standardised_like(np.vstack([X_train, X_new]) @ V, X_new @ V)


@prepare.mistake("Those are the coordinates; standardise them.")
def only_coordinates(X_train, X_new, V):
    """Return the coordinates."""
    return X_new @ V


@prepare.mistake("Divide by the deviations as well.")
def only_centred(X_train, X_new, V):
    """Subtract the mean alone."""
    return (X_new - X_train.mean(axis=0)) @ V


@prepare.mistake("Deviations with n, not n - 1.")
def other_deviations(X_train, X_new, V):
    """Divide by deviations with n - 1."""
    return only_centred(X_train, X_new, V) / (X_train @ V).std(axis=0, ddof=1)


@prepare.mistake("Standardise the coordinates, not the pixels.")
def pixels_standardised(X_train, X_new, V):
    """Standardise the pixels, then project."""
    return standardised_like(X_train, X_new) @ V


@prepare.mistake("Those are the training pictures; the new ones are asked for.")
def the_old_ones(X_train, X_new, V):
    """Return the training pictures' coordinates."""
    return standardised_like(X_train @ V, X_train @ V)


@chapter.function(
    inputs=[(t, RNG.standard_normal(t.shape)) for t in (RNG.standard_normal((4, 3)), np.array([[0.0, 1.0, -1.0]]))],
    returns=("the gradient",),
    hints=["What is the slope of max(t, 0) at t?", "1 where t is positive, else 0; times g.", "g * (t > 0)"],
)
def hidden_gradient(t, g):
    """Let the gradient pass where t is positive."""
    return g * (t > 0)


@hidden_gradient.mistake("The gradient itself may be negative; what counts is where t is positive.")
def relu_of_the_gradient(t, g):
    """Take the activation of the gradient."""
    return np.maximum(g, 0)


@hidden_gradient.mistake("Multiply by the derivative of the activation, not by its value.")
def times_the_value(t, g):
    """Multiply by the activation."""
    return g * np.maximum(t, 0)


@hidden_gradient.mistake("At t = 0 the derivative is taken to be 0.")
def at_zero_too(t, g):
    """Let the gradient pass at zero."""
    return g * (t >= 0)


@hidden_gradient.mistake("Where t is negative, nothing passes.")
def everywhere(t, g):
    """Let the gradient pass everywhere."""
    return g


@hidden_gradient.mistake("That is the derivative; multiply it by g.")
def the_derivative(t, g):
    """Return the derivative alone."""
    return (t > 0) * 1.0


@hidden_gradient.mistake("The other way round: it passes where t is positive.")
def where_negative(t, g):
    """Let the gradient pass where t is negative."""
    return g * (t < 0)


@chapter.function(
    inputs=[(RNG.standard_normal((2, 3)), RNG.standard_normal(3), V, np.array([100.0, -20.0]), np.array([30.0, 7.0]))],
    returns=("the weights", "the bias"),
    hints=[
        "Multiply out: what is the factor of x, and what is left without x?",
        "(xV - m) (W / s) + b = x V (W / s) + (b - m (W / s)), with row i of W divided by the i-th deviation.",
        "scaled = W / s[:, None]; V @ scaled, b - m @ scaled",
    ],
)
def fold(W, b, V, m, s):
    """Divide the rows of W by the deviations, and take the mean into the bias."""
    scaled = W / s[:, None]
    return V @ scaled, b - m @ scaled


@fold.mistake("And the mean? It goes into the bias.")
def bias_unchanged(W, b, V, m, s):
    """Leave the bias as it is."""
    return fold(W, b, V, m, s)[0], b


@fold.mistake("Divide each row of W by its deviation.")
def not_scaled(W, b, V, m, s):
    """Forget the deviations."""
    return V @ W, b - m @ W


@fold.mistake("The mean is subtracted.")
def mean_added(W, b, V, m, s):
    """Add the mean's part to the bias."""
    return fold(W, b, V, -m, s)


@fold.mistake("The coordinates are divided by s, so W is, too.")
def multiplied_by_deviations(W, b, V, m, s):
    """Multiply by the deviations."""
    return fold(W, b, V, m, 1 / s)


@fold.mistake("The mean is divided by s, too.")
def mean_not_scaled(W, b, V, m, s):
    """Forget the deviations in the bias."""
    return fold(W, b, V, m, s)[0], b - m @ W


@fold.mistake("The new weights take a whole picture: multiply by V.")
def for_coordinates(W, b, V, m, s):
    """Leave V out."""
    scaled = W / s[:, None]
    return scaled, b - m @ scaled
