"""Answers and hints for the chapter on dense layers."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

RNG = np.random.default_rng(10)
X = RNG.standard_normal((40, 6)) * [9, 5, 2, 1, 0.5, 0.1] + 1
DEAD = X * [1, 1, 0, 1, 1, 1]  # one pixel is always 0
DEPENDENT = np.column_stack([X[:, :5], X[:, 0] + X[:, 1]])
W, B = RNG.standard_normal((6, 4)), RNG.standard_normal(4)

chapter.value(
    "saved",
    140_000,
    mistakes=[
        (60_000, "That is what is left; how many are saved?"),
        (200_000 - 50 * 1000, "There are two factors; you counted one of them."),
        (
            200_000 - 50 * 1000 * 200,
            "The two factors are multiplied with the sample one after the other: their sizes are added.",
        ),
        (140_000 - 50, "The bias is added, not multiplied: it counts in neither."),
        (140_000 - 200, "The bias is added, not multiplied: it counts in neither."),
        (-140_000, "Before less after: something is saved."),
    ],
    hints=[
        "How many multiplications does the whole layer take for one sample, and how many do the two factors take?",
        "mn before, and k (m + n) after.",
        "1000 * 200 - 50 * (1000 + 200)",
    ],
)

chapter.value(
    "largest",
    255,
    mistakes=[
        (256, "At this k it is exactly as much as before: nothing is saved."),
        (512, "That is full rank, which costs twice as much."),
        (128, "That is a quarter of n: more columns than that still save something."),
        (254, "It saves something, but it is not the largest."),
    ],
    hints=["When is 2 k n less than n²?", "For k < n / 2. Is n / 2 itself still allowed?", "512 / 2 - 1"],
)


def output_directions(outputs, k):
    """Return the first k right singular vectors, as rows."""
    return np.linalg.svd(outputs, full_matrices=False)[2][:k]


@chapter.function(
    inputs=[(DEAD, W, 2), (X, W, 2), (DEPENDENT, W, 1), (X[:4], W, 3)],
    returns=("the first factor", "the second"),
    view=lambda X, W, k, L, R: [X @ L @ R],  # the factors themselves are not unique, the outputs are
    rtol=1e-8,
    hints=[
        "Of all matrices of rank k, which is nearest to the outputs XW? And how does it come from W?",
        "Project the outputs onto the first k right singular vectors of X @ W.",
        "Vt = np.linalg.svd(X @ W, full_matrices=False)[2][:k]; W @ Vt.T, Vt",
    ],
)
def factor_for_outputs(X, W, k):
    """Project onto the leading directions of the outputs."""
    Vt = output_directions(X @ W, k)
    return W @ Vt.T, Vt


@factor_for_outputs.mistake("That is best for the weights; the outputs are X @ W.")
def best_for_the_weights(X, W, k):
    """Truncate the weights."""
    Vt = output_directions(W, k)
    return W @ Vt.T, Vt


@factor_for_outputs.mistake("Without centring: the error of the outputs as they are.")
def best_for_centred_outputs(X, W, k):
    """Project onto the directions of the centred outputs."""
    Vt = output_directions((X - X.mean(axis=0)) @ W, k)
    return W @ Vt.T, Vt


@factor_for_outputs.mistake("Those factors give the outputs; the layer's two factors are multiplied with X first.")
def factors_of_the_outputs(X, W, k):
    """Truncate the outputs themselves."""
    Vt = output_directions(X @ W, k)
    return X @ W @ Vt.T, Vt


@factor_for_outputs.mistake("First the factor with k columns, then the one with k rows.")
def in_the_other_order(X, W, k):
    """Return the second factor first."""
    return factor_for_outputs(X, W, k)[::-1]


@factor_for_outputs.mistake("Keep k directions; yours keep them all.")
def nothing_dropped(X, W, k):
    """Keep every direction."""
    return factor_for_outputs(X, W, W.shape[1])


@factor_for_outputs.mistake("A dead pixel makes the second moments singular: no inverse, and no Cholesky factor, exists.")
def whitened_by_cholesky(X, W, k):
    """Whiten by a Cholesky factor of the second moments."""
    C = np.linalg.cholesky(X.T @ X / len(X))
    U, s, Vt = np.linalg.svd(C.T @ W, full_matrices=False)
    return np.linalg.solve(C.T, U[:, :k] * s[:k]), Vt[:k]


@factor_for_outputs.mistake("A dead pixel makes the second moments singular: nothing can be divided by them.")
def whitened_by_an_inverse(X, W, k):
    """Invert the second moments."""
    Vt = output_directions(X @ W, k)
    return np.linalg.inv(X.T @ X) @ X.T @ (X @ W @ Vt.T), Vt


@chapter.function(
    inputs=[(X, W, B, 2), (DEPENDENT, W, B, 1), (DEAD, W, B, 3)],
    returns=("the first factor", "the second", "the bias"),
    view=lambda X, W, b, k, L, R, new: [X @ L @ R + new],
    rtol=1e-8,
    hints=[
        "The best bias makes the mean of the differences zero. What is left to approximate then?",
        "Centre X, factor for its outputs, and let the bias take up what the mean picture loses.",
        "mean = X.mean(axis=0); Vt from (X - mean) @ W; W @ Vt.T, Vt, b + mean @ (W - W @ Vt.T @ Vt)",
    ],
)
def factor_with_bias(X, W, b, k):
    """Project the centred outputs, and give the bias what the mean loses."""
    mean = X.mean(axis=0)
    Vt = output_directions((X - mean) @ W, k)
    return W @ Vt.T, Vt, b + mean @ (W - W @ Vt.T @ Vt)


@factor_with_bias.mistake("The right singular vectors of the centred outputs.")
def directions_not_centred(X, W, b, k):
    """Take the directions of the outputs as they are."""
    Vt = output_directions(X @ W, k)
    return W @ Vt.T, Vt, b + X.mean(axis=0) @ (W - W @ Vt.T @ Vt)


@factor_with_bias.mistake("The factors are right; the bias has to take up the mean of what is lost.")
def bias_unchanged(X, W, b, k):
    """Leave the bias as it is."""
    return *factor_with_bias(X, W, b, k)[:2], b


@factor_with_bias.mistake("The bias gains what the mean picture loses: mind the sign.")
def bias_with_minus(X, W, b, k):
    """Subtract where one has to add."""
    L, R, new = factor_with_bias(X, W, b, k)
    return L, R, 2 * b - new


@factor_with_bias.mistake("That is what the bias gains; add it to the bias that was there.")
def only_the_change(X, W, b, k):
    """Return the change of the bias."""
    L, R, new = factor_with_bias(X, W, b, k)
    return L, R, new - b


@factor_with_bias.mistake("The bias takes up what the mean picture loses, not all that it gives.")
def mean_of_the_outputs(X, W, b, k):
    """Add the mean of the outputs."""
    L, R, _ = factor_with_bias(X, W, b, k)
    return L, R, b + X.mean(axis=0) @ W


def in_steps(M, axis=1, levels=127, rounded=np.round):
    """Return a matrix in whole steps, for each row, each column, or one step for all."""
    step = np.abs(M).max(axis=axis, keepdims=True) / levels
    return rounded(M / step) * step


@chapter.function(
    inputs=[W, X, -W.T],
    returns=("the matrix",),
    rtol=1e-6,  # the chapter computes in single precision
    hints=[
        "How large is one step in each row, if the largest modulus is 127 of them?",
        "step = np.abs(M).max(axis=1, keepdims=True) / 127; how many steps is each entry, as a whole number?",
        "np.round(M / step) * step",
    ],
)
def from_bytes(M):
    """Round each row to whole steps."""
    return in_steps(M)


@from_bytes.mistake("Each row has a step of its own; yours are for columns.")
def steps_for_columns(M):
    """Take a step for each column."""
    return in_steps(M, axis=0)


@from_bytes.mistake("Not one step for the whole matrix: one for each row.")
def one_step_for_all(M):
    """Take one step."""
    return in_steps(M, axis=None)


@from_bytes.mistake("The largest modulus is 127 steps, with either sign.")
def with_255_steps(M):
    """Count 255 steps."""
    return in_steps(M, levels=255)


@from_bytes.mistake("A signed byte reaches 127: the largest modulus is that many steps, not 128.")
def with_128_steps(M):
    """Count 128 steps."""
    return in_steps(M, levels=128)


@from_bytes.mistake("To the nearest step: np.round, not downwards.")
def rounded_down(M):
    """Round downwards."""
    return in_steps(M, rounded=np.floor)


@from_bytes.mistake("A cast to int8 cuts the decimals off: round first.")
def cut_off(M):
    """Cut off towards zero."""
    return in_steps(M, rounded=np.trunc)


@from_bytes.mistake("Those are the numbers of steps. What comes back from them is a matrix like M.")
def numbers_of_steps(M):
    """Return the bytes."""
    return np.round(M / (np.abs(M).max(axis=1, keepdims=True) / 127)).astype(np.int8)


def adapter_gradient(W, A, B, x, target):
    """Return the gradient with respect to the weights W + AB."""
    return np.outer(x, x @ (W + A @ B) - target)


@chapter.function(
    inputs=[
        (W, RNG.standard_normal((6, 2)), np.zeros((2, 4)), X[0], B, 0.001),
        (W, RNG.standard_normal((6, 1)), RNG.standard_normal((1, 4)), X[1], -B, 0.002),
        (W, RNG.standard_normal((6, 3)), RNG.standard_normal((3, 4)), DEAD[2], B, 0.001),
    ],
    returns=("A", "B"),
    rtol=1e-8,
    hints=[
        "What is the gradient G with respect to the weights W + AB? It is a product of a column and a row.",
        "G = np.outer(x, x @ (W + A @ B) - target); then the lemma gives both gradients.",
        "A - rate * G @ B.T, B - rate * A.T @ G",
    ],
)
def adapter_step(W, A, B, x, target, rate):
    """Step down both gradients of the lemma."""
    G = adapter_gradient(W, A, B, x, target)
    return A - rate * G @ B.T, B - rate * A.T @ G


@adapter_step.mistake("Both gradients are taken before the step: use the old A for B.")
def one_after_the_other(W, A, B, x, target, rate):
    """Change A first, and use the new one for B."""
    G = adapter_gradient(W, A, B, x, target)
    A = A - rate * G @ B.T
    return A, B - rate * A.T @ G


@adapter_step.mistake("The network computes x (W + AB): the adapter is part of the output.")
def adapter_forgotten(W, A, B, x, target, rate):
    """Take the output of the frozen weights."""
    G = np.outer(x, x @ W - target)
    return A - rate * G @ B.T, B - rate * A.T @ G


@adapter_step.mistake("Down the gradient: subtract it.")
def uphill(W, A, B, x, target, rate):
    """Add the gradients."""
    G = adapter_gradient(W, A, B, x, target)
    return A + rate * G @ B.T, B + rate * A.T @ G


@adapter_step.mistake("The loss is half the squared distance: its gradient has no 2.")
def twice_the_step(W, A, B, x, target, rate):
    """Take the gradient of the whole squared distance."""
    return adapter_step(W, A, B, x, target, 2 * rate)
