"""Answers and hints for the chapter on best approximation."""

from functools import cache

import numpy as np

from svdbook.datasets import load_mnist
from svdbook.exercises.grading import Chapter
from svdlib import approximation_errors, low_rank

chapter = Chapter()

A = np.array([[6.0, 6.0, 2.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0], [0.0, 6.0, 2.0]])

chapter.value(
    "both_errors",
    (5, 4),
    mistakes=[
        ((25, 16), "Those are the squares of the errors."),
        ((25, 4), "The first is a square: take its root."),
        ((7, 4), "In the Frobenius norm the squares add up, not the values."),
        ((5, 7), "In the 2-norm the values left out do not add up: only the largest counts."),
        ((5, 3), "The second is the smallest of those left out, but for the zero; which one counts in the 2-norm?"),
        ((5, 12), "The 12 is kept. Which is the largest of those left out?"),
        ((4, 5), "In the other order: first the Frobenius norm."),
        ((13, 12), "Those are the norms of the matrix itself; rank 1 keeps the 12."),
        ((12, 12), "Those are the norms of what is kept; how large is the rest?"),
        ((3, 3), "That is the truncation to rank 2."),
    ],
    hints=[
        "The values 4, 3 and 0 are left out.",
        "Of those, one norm takes the root of the sum of the squares, the other the largest.",
        "The root of 4² + 3², and the largest of the two.",
    ],
)


@cache
def digit_errors():
    """Return the errors of every rank, for the two thousand digits of the chapter."""
    digits = load_mnist().X_train[:2000].reshape(2000, 784) / 255
    return approximation_errors(np.linalg.svd(digits, compute_uv=False))


def first_below(errors, limit):
    """Return the smallest rank whose error is at most so large."""
    return int(np.argmax(errors <= limit))


def smallest_rank():
    """Return the smallest rank whose Frobenius error is at most a tenth of the norm."""
    errors = digit_errors().frobenius
    return first_below(errors, 0.1 * errors[0])


def smallest_rank_in_the_2_norm():
    """Compare the other error with the other norm."""
    errors = digit_errors().spectral
    return first_below(errors, 0.1 * errors[0])


def smallest_rank_of_squares():
    """Compare squares with a tenth."""
    squares = digit_errors().frobenius ** 2
    return first_below(squares, 0.1 * squares[0])


def smallest_rank_for_a_hundredth():
    """Compare the error itself with a hundredth."""
    errors = digit_errors().frobenius
    return first_below(errors, 0.01 * errors[0])


chapter.value(
    "smallest_rank",
    smallest_rank,
    mistakes=[
        (lambda: smallest_rank() - 1, "One too few: the error is still above a tenth."),
        (
            lambda: smallest_rank() + 1,
            "One too many. Position k of the errors belongs to rank k: nothing is to be added.",
        ),
        (smallest_rank_in_the_2_norm, "That is the rank for the 2-norm; the question is about the Frobenius norm."),
        (smallest_rank_of_squares, "You compared squares: a tenth of the norm is a hundredth of its square."),
        (smallest_rank_for_a_hundredth, "A hundredth would be right for the squares; you compared the norms themselves."),
        (lambda: first_below(digit_errors().frobenius, 0.1), "A tenth of what? Divide by the norm of the data, errors[0]."),
        (
            lambda: first_below(digit_errors().frobenius, 0.1 * digit_errors().spectral[0]),
            "The error is relative to the Frobenius norm of the data, which is larger than the largest singular value.",
        ),
    ],
    hints=[
        "The relative error is the error divided by the norm of the data, which is the error of rank 0.",
        "Divide the Frobenius errors by errors[0]; at which position do they first reach 0.1? Positions begin at 0.",
        "np.argmax(errors <= 0.1 * errors[0]) is the position of the first True.",
    ],
)


@chapter.function(
    inputs=[(A, 2), (A.T, 1), (A[:3], 2), (A, 3), (np.outer([1.0, 2.0], [3.0, 4.0, 5.0]), 1)],
    returns=("the approximation",),
    hints=[
        "Which columns of U, which values, and which rows of Vt belong to the first k terms?",
        "U[:, :k] has the left vectors, s[:k] the values, and the rows Vt[:k] are the right vectors. Scale, then multiply.",
        "(U[:, :k] * s[:k]) @ Vt[:k], with full_matrices=False.",
    ],
)
def truncation(A, k):
    """The sum of the first k terms of the decomposition."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


RIGHT_VECTORS = "The right singular vectors are the rows of Vt."


@truncation.mistake(RIGHT_VECTORS)
def columns_of_Vt(A, k):
    """Take columns of Vt."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:, :k].T


@truncation.mistake(RIGHT_VECTORS)
def columns_of_Vt_that_do_not_fit(A, k):
    """Take columns of Vt, and leave them columns."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:, :k]


@truncation.mistake("The singular values are missing.")
def without_values(A, k):
    """Multiply the vectors alone."""
    U, _, Vt = np.linalg.svd(A, full_matrices=False)
    return U[:, :k] @ Vt[:k]


@truncation.mistake("The singular values themselves, not their squares.")
def squared_values(A, k):
    """Scale by the squares."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, :k] * s[:k] ** 2) @ Vt[:k]


@truncation.mistake("Those are the smallest terms: keep the largest.")
def last_terms(A, k):
    """Keep the last k terms."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (U[:, -k:] * s[-k:]) @ Vt[-k:]


@truncation.mistake("That is what is left out: keep the first k terms.")
def rest(A, k):
    """Keep the error."""
    return A - truncation(A, k)


@truncation.mistake("That is term k alone; add up the first k.")
def one_term(A, k):
    """Return a single term."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return s[k - 1] * np.outer(U[:, k - 1], Vt[k - 1])


@truncation.mistake("One term is missing: a slice ends before its last number.")
def one_too_few(A, k):
    """Keep k - 1 terms."""
    return truncation(A, k - 1)


@truncation.mistake("One term too many: the slice [:k] holds k of them already.")
def one_too_many(A, k):
    """Keep k + 1 terms."""
    return truncation(A, k + 1)


@truncation.mistake("The whole product gives back the whole matrix. Cut off, by slices, before you multiply.")
def whole_matrix(A, k):
    """Keep all terms."""
    return A


FULL = "U is square in the full form, with more columns than there are values: ask for full_matrices=False, or cut first."


@truncation.mistake(FULL)
def full_form_scaled(A, k):
    """Scale the columns of the square U, of which there are too many."""
    U, s, Vt = np.linalg.svd(A)
    return (U * s)[:, :k] @ Vt[:k]


@truncation.mistake(FULL)
def full_form_multiplied(A, k):
    """Multiply the full factors, which do not fit."""
    U, s, Vt = np.linalg.svd(A)
    s[k:] = 0
    return U @ np.diag(s) @ Vt


ROWS, COLUMNS = np.array([1.0, 2.0, 0.5, 3.0]), np.array([1.0, 1.0, 10.0])


def approximate_after(weights, A, k):
    """Multiply by weights, truncate, and divide by them again."""
    return low_rank(A * weights, k) / weights


@chapter.function(
    inputs=[(A, 2, ROWS, COLUMNS), (A, 1, ROWS[::-1], COLUMNS), (A.T, 2, COLUMNS, ROWS)],
    returns=("the approximation",),
    hints=[
        "Whose squared Frobenius norm is the sum? Draw r_i c_j into the square.",
        "With W = np.outer(r, c) it is that of W * A - W * B, entry by entry, and W * B has the rank of B.",
        "low_rank(W * A, k) / W",
    ],
)
def weighted(A, k, r, c):
    """The truncation of the weighted matrix, with the weights taken away again."""
    return approximate_after(np.outer(r, c), A, k)


@weighted.mistake("The weights have no effect yet.")
def without_weights(A, k, r, c):
    """Leave the weights out."""
    return low_rank(A, k)


@weighted.mistake("That approximates the weighted matrix; divide by the weights again.")
def not_divided(A, k, r, c):
    """Forget to take the weights away."""
    return low_rank(A * np.outer(r, c), k)


@weighted.mistake("The weights come too late: the truncation must know them. First multiply, then truncate.")
def weighted_afterwards(A, k, r, c):
    """Multiply what was truncated."""
    return low_rank(A, k) * np.outer(r, c)


@weighted.mistake("The weights stand squared before squares: multiply by r_i c_j itself.")
def squared_weights(A, k, r, c):
    """Multiply by the squares."""
    return approximate_after(np.outer(r, c) ** 2, A, k)


@weighted.mistake("No roots: r_i c_j stands squared before squares, so multiply by r_i c_j itself.")
def roots_of_weights(A, k, r, c):
    """Multiply by the roots."""
    return approximate_after(np.outer(r, c) ** 0.5, A, k)


@weighted.mistake("The other way round: first multiply, then divide.")
def divided_first(A, k, r, c):
    """Divide, truncate, multiply."""
    return approximate_after(1 / np.outer(r, c), A, k)


@weighted.mistake("The weights multiply; they do not add.")
def sums_of_weights(A, k, r, c):
    """Add the weights."""
    return approximate_after(np.add.outer(r, c), A, k)


@weighted.mistake("Your weights are those of the rows alone; what of c?")
def rows_alone(A, k, r, c):
    """Leave the weights of the columns out."""
    return approximate_after(r[:, None], A, k)


@weighted.mistake("Your weights are those of the columns alone; what of r?")
def columns_alone(A, k, r, c):
    """Leave the weights of the rows out."""
    return approximate_after(c, A, k)


@weighted.mistake("r belongs to the rows and c to the columns: your weights are transposed.")
def transposed_weights(A, k, r, c):
    """Exchange the two, which does not fit."""
    W = np.outer(c, r)
    return low_rank(W * A, k) / W


chapter.value(
    "symmetric",
    np.array([[0, 0], [0, -5]]),
    mistakes=[
        ([[2, 0], [0, 0]], "That leaves an error of 5; there is one that leaves less."),
        ([[0, 0], [0, 5]], "The sign: the error would be 10 in the last entry."),
        ([[2, 0], [0, -5]], "That is the matrix itself, of rank 2."),
        ([[0, 0], [0, 0]], "That is the best of rank 0."),
        ([[-5, 0], [0, 0]], "The entry stands in another place: the matrix is to be near diag(2, -5)."),
    ],
    hints=[
        "The singular values of a symmetric matrix are the moduli of its eigenvalues.",
        "They are 5 and 2. The truncation keeps the term of the larger one, with the sign that it has in the matrix.",
        "Keep the entry -5, and put 0 in place of the 2.",
    ],
)


def direction(t):
    """Return the unit vector at angle t in the plane of the first two axes."""
    return np.array([np.cos(t), np.sin(t), 0.0])


@chapter.function(
    inputs=[0.0, 0.7, 2.0, -1.1],
    returns=("the approximation",),
    hints=[
        "The range of a best approximation is one line. In which plane must it lie? And is B not the projection of D onto it?",
        "With a unit vector q that spans the range, B = q q^T D. The third entry of q has to be zero.",
        "q = (cos t, sin t, 0), so q^T D = 2 q^T: 2 * np.outer(q, q)",
    ],
)
def nearest(t):
    """The projection of diag(2, 2, 1) onto a direction of the plane of the first two axes."""
    return 2 * np.outer(direction(t), direction(t))


@nearest.mistake("A factor is missing: what does D do to a vector of that plane?")
def without_the_value(t):
    """Forget the singular value."""
    return np.outer(direction(t), direction(t))


@nearest.mistake("A factor stands there once too often: q^T D is a multiple of q^T by which number?")
def value_squared(t):
    """Square the singular value."""
    return 4 * np.outer(direction(t), direction(t))


@nearest.mistake("That has rank 2 for most t.")
def on_the_diagonal(t):
    """Put the entries on the diagonal."""
    return np.diag(2 * direction(t))


@nearest.mistake("The rows are right. But the range must not stay the same: which line is nearest for this t?")
def range_fixed(t):
    """Leave the range on the first axis."""
    return 2 * np.outer([1.0, 0.0, 0.0], direction(t))


@nearest.mistake("A third entry that is not zero makes the error larger.")
def third_entry(t):
    """Let the third axis take part."""
    q = np.array([np.cos(t), np.sin(t), 1.0])
    return 2 * np.outer(q, q)


@nearest.mistake("D is 3 by 3, and so is a matrix that is near to it.")
def two_by_two(t):
    """Forget the third row and column."""
    return nearest(t)[:2, :2]


@nearest.mistake("The rows are to be multiples of (cos t, sin t, 0); yours are perpendicular to it.")
def perpendicular(t):
    """Turn the direction by a quarter."""
    return nearest(t + np.pi / 2)
