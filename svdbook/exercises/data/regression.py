"""Answers and hints for the chapter on least squares."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import pinv

chapter = Chapter()

EPS = np.finfo(float).eps
RNG = np.random.default_rng(6)
SHIFT = np.array([5.0, 0.0, 0.0])
TALL, TARGET = RNG.standard_normal((16, 3)) + SHIFT, RNG.standard_normal(16) + 20
TIE = np.array([[1.0, 0, 1], [0, 1, 1], [0, 0, 0]])  # makes a third column of the sum of two
SINGULAR = np.array([[0.1, 0.3, 0.7], [0.2, 0.9, 0.4], [0.3, 1.2, 1.1]])  # of rank 2, up to rounding
FEW_DIGITS = np.zeros((100, 3))
FEW_DIGITS[:3] = np.diag([1, 1, 3e-15])  # the last is below 100 eps, and above 3 eps
GROUPS = np.repeat(np.eye(3), (8, 4, 4), axis=0)  # 0 or 1; with a column of ones the Gram matrix is exactly singular
NEW = RNG.standard_normal((4, 3)) + SHIFT
COLUMN = np.array([[1.0], [1.0]])

chapter.value(
    "column",
    np.array([3 / 25, 4 / 25]),
    mistakes=[
        (np.array([3 / 5, 4 / 5]), "That is the unit vector: how long is the column?"),
        (np.array([1 / 3, 1 / 4]), "Entry by entry nothing is inverted: multiply yours with the column."),
        (np.array([3, 4]), "That is the transpose; what is it times the column, and what should it be?"),
        (np.array([1 / 6, 1 / 8]), "That is a left inverse; but is column times yours symmetric?"),
    ],
    hints=[
        "Which multiple of the transpose gives 1 when it is multiplied with the column?",
        "A⁺ = (AᵀA)⁻¹Aᵀ, and AᵀA is one number, the squared length.",
        "(3, 4) / 25",
    ],
)

chapter.value(
    "shortest",
    np.array([1.0, 2.0, 2.0]),
    mistakes=[
        (np.array([9.0, 0.0, 0.0]), "It lies on the plane; but is it a multiple of (1, 2, 2)?"),
        (np.array([3.0, 6.0, 6.0]), "That is not on the plane: you divided by the length, not by its square."),
        (np.array([1 / 3, 2 / 3, 2 / 3]), "That is the unit vector; is it on the plane?"),
        (np.array([1 / 9, 2 / 9, 2 / 9]), "That is the pseudoinverse of the row; the right side is still missing."),
        (np.array([1.8, 1.8, 1.8]), "It lies on the plane; but is it a multiple of (1, 2, 2)?"),
        (np.array([9.0, 18.0, 18.0]), "The pseudoinverse of a row is the column over its squared length."),
    ],
    hints=[
        "In which direction does one leave the plane at a right angle?",
        "The point is t (1, 2, 2), and it lies on the plane.",
        "t (1, 2, 2) with t (1 + 4 + 4) = 9",
    ],
)


def inverse_where(kept, A):
    """Return the pseudoinverse that keeps the singular values for which `kept`, of them and the shape, is true."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (Vt.T * np.divide(1, s, out=np.zeros_like(s), where=kept(s, A.shape))) @ U.T


@chapter.function(
    inputs=[
        *(TALL, TALL.T, TALL[:3], 1e-12 * TALL, TALL @ SINGULAR, FEW_DIGITS, FEW_DIGITS.T, np.zeros((2, 3))),
        *(np.diag([1.0, 1e-4, 1e-9]), np.diag([1.0, 1e-12])),  # whose small singular values are kept
    ],
    returns=("the pseudoinverse",),
    rtol=1e-6,
    hints=[
        "Turn the three factors round: V, then one over the singular values, then the transpose of U.",
        "(Vt.T / s) @ U.T, with only those terms whose singular value is large enough.",
        "kept = s > max(A.shape) * np.finfo(float).eps * s[0]; (Vt[kept].T / s[kept]) @ U[:, kept].T",
    ],
)
def my_pinv(A):
    """Invert the singular values above the tolerance."""
    return inverse_where(lambda s, shape: s > max(shape) * EPS * s[0], A)


@my_pinv.mistake("Singular values of the size of rounding errors count as zero.")
def all_but_exact_zeros(A):
    """Keep every positive singular value."""
    return inverse_where(lambda s, shape: s > 0, A)


@my_pinv.mistake("The largest singular value may be 0: divide only where you may.")
def divided_by_zero(A):
    """Divide by every singular value."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (Vt.T / s) @ U.T


@my_pinv.mistake("The cut-off is relative to the largest singular value.")
def above_a_millionth(A):
    """Cut at a fixed size."""
    return inverse_where(lambda s, shape: s > 1e-6, A)


@my_pinv.mistake("The cut-off is relative to the largest singular value, and far smaller.")
def above_a_small_size(A):
    """Cut at a smaller fixed size."""
    return inverse_where(lambda s, shape: s > 1e-10, A)


@my_pinv.mistake("Your cut-off is too large.")
def above_a_relative_millionth(A):
    """Cut at a large share of the first."""
    return inverse_where(lambda s, shape: s > 1e-6 * s[0], A)


@my_pinv.mistake("Too small for a long matrix: the cut-off grows with its longer side, as that of np.linalg.pinv does not.")
def above_numpys_default(A):
    """Cut where NumPy cuts."""
    return inverse_where(lambda s, shape: s > 1e-15 * s[0], A)


@my_pinv.mistake("A wide matrix needs the same cut-off as its transpose: which side is the longer?")
def by_the_rows(A):
    """Take the number of rows in place of the longer side."""
    return inverse_where(lambda s, shape: s > shape[0] * EPS * s[0], A)


@my_pinv.mistake("Divide by the singular values.")
def multiplied(A):
    """Multiply by the singular values."""
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return (Vt.T * s) @ U.T


@my_pinv.mistake("Yours is transposed: V, then 1/s, then U transposed.")
def transposed(A):
    """Return the transpose."""
    return my_pinv(A).T


@my_pinv.mistake("A.T @ A has an inverse only if the columns are independent.")
def by_normal_equations(A):
    """Use the formula for independent columns."""
    return np.linalg.inv(A.T @ A) @ A.T


def with_ones(X):
    """Return the table with a column of ones in front."""
    return np.column_stack([np.ones(len(X)), X])


@chapter.function(
    inputs=[(TALL, TARGET, NEW), (GROUPS, TARGET, np.eye(3)), (TALL @ TIE, TARGET, NEW @ TIE)],
    returns=("the predictions",),
    rtol=1e-6,
    hints=[
        "Which table has a column for the constant, and which coefficients fit best?",
        "Fit on np.column_stack([np.ones(len(X)), X]), and put ones before `new`, too.",
        "pinv(A) @ y with A that table, and then the other table times it.",
    ],
)
def predict(X, y, new):
    """Fit by a constant and the columns, and predict."""
    return with_ones(new) @ (pinv(with_ones(X)) @ y)


@predict.mistake("The constant is missing: put ones in front of both tables, as in np.column_stack([np.ones(len(X)), X]).")
def without_a_constant(X, y, new):
    """Fit by the columns alone."""
    return new @ (pinv(X) @ y)


@predict.mistake("Those are the predictions for X; the rows of `new` are asked for.")
def for_the_old(X, y, new):
    """Predict the rows of the fit."""
    return predict(X, y, X)


@predict.mistake("Those are the coefficients; the predictions are asked for.")
def coefficients(X, y, new):
    """Return the coefficients."""
    return pinv(with_ones(X)) @ y


@predict.mistake("Add the constant to your predictions.")
def constant_forgotten(X, y, new):
    """Leave the constant out of the prediction."""
    return new @ coefficients(X, y, new)[1:]


@predict.mistake("That is the mean, whatever the row.")
def the_mean(X, y, new):
    """Predict the mean."""
    return np.full(len(new), y.mean())


@predict.mistake("Here the columns are dependent, so A.T @ A has no inverse: use pinv or lstsq.")
def by_an_inverse(X, y, new):
    """Invert the Gram matrix."""
    A = with_ones(X)
    return with_ones(new) @ (np.linalg.inv(A.T @ A) @ (A.T @ y))


def identities(entries):
    """Return which of Penrose's four identities a row has with the column."""
    G, A = entries.reshape(1, 2), COLUMN
    pairs = (A @ G @ A, A), (G @ A @ G, G), ((A @ G).T, A @ G), ((G @ A).T, G @ A)
    return [[np.allclose(left, right) for left, right in pairs]]


chapter.value(
    "not_the_third",
    np.array([1.0, 0.0]),
    view=identities,
    mistakes=[
        (np.array([0.5, 0.5]), "That is the pseudoinverse, which has all four."),
        (np.array([1.0, 1.0]), "Yours does not have the first identity: multiply AGA out."),
        (np.zeros(2), "Then AGA is zero."),
    ],
    hints=[
        "GA is a number. Which must it be for AGA = A, and when is AG symmetric?",
        "GA = g₁ + g₂ has to be 1, and the two must differ.",
        "(1, 0) is one of them.",
    ],
)
