"""Answers and hints for the chapter on regression."""

from functools import cache

import numpy as np

from svdbook._extras import extras
from svdbook.exercises.grading import Chapter
from svdlib import pinv, ridge

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
HARD = np.linalg.qr(RNG.standard_normal((16, 3))).Q * [1, 1e-4, 1e-8] @ np.linalg.qr(RNG.standard_normal((3, 3))).Q
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


@predict.mistake("The constant is missing: put a column of ones in front.")
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


def stacked(A, b, weight):
    """Return the least-squares solution of the system with weighted unit rows below."""
    n = A.shape[1]
    return np.linalg.lstsq(np.vstack([A, weight * np.eye(n)]), np.append(b, np.zeros(n)), rcond=None)[0]


@chapter.function(
    inputs=[(TALL, TARGET, 0.5), (TALL[:2], TARGET[:2], 2.0), (TALL @ TIE, TARGET, 10.0), (HARD, TARGET, 1e-16)],
    returns=("the solution",),
    rtol=1e-6,
    hints=[
        "Which rows, put below A, add alpha times the squared length of x to the sum of squares?",
        "Stack the root of alpha times the identity below A, and zeros below b.",
        "np.linalg.lstsq(np.vstack([A, np.sqrt(alpha) * np.eye(n)]), np.append(b, np.zeros(n)), rcond=None)[0]",
    ],
)
def my_ridge(A, b, alpha):
    """Solve the larger system by least squares."""
    return ridge(A, b, alpha)


@my_ridge.mistake("The rows below are multiplied by the root of alpha.")
def with_alpha_below(A, b, alpha):
    """Forget the root."""
    return stacked(A, b, alpha)


@my_ridge.mistake("That is without alpha.")
def not_damped(A, b, alpha):
    """Leave alpha out."""
    return pinv(A) @ b


@my_ridge.mistake("Not the square of alpha: the root.")
def with_the_square_below(A, b, alpha):
    """Square where a root is needed."""
    return stacked(A, b, alpha**2)


@my_ridge.mistake("alpha is not multiplied by the number of rows.")
def times_the_rows(A, b, alpha):
    """Weight alpha by the number of rows."""
    return ridge(A, b, len(A) * alpha)


SQUARED = "Right for easy systems. A.T @ A squares the condition number; solve the larger system instead."


@my_ridge.mistake(SQUARED)
def by_the_pseudoinverse_of_the_gram_matrix(A, b, alpha):
    """Form the damped Gram matrix, and take its pseudoinverse."""
    return pinv(A.T @ A + alpha * np.eye(A.shape[1])) @ (A.T @ b)


@my_ridge.mistake(SQUARED)
def by_solving_with_the_gram_matrix(A, b, alpha):
    """Form the damped Gram matrix, and solve."""
    return np.linalg.solve(A.T @ A + alpha * np.eye(A.shape[1]), A.T @ b)


@my_ridge.mistake(SQUARED)
def by_inverting_the_gram_matrix(A, b, alpha):
    """Form the damped Gram matrix, and invert it."""
    return np.linalg.inv(A.T @ A + alpha * np.eye(A.shape[1])) @ A.T @ b


FALL = np.log(1 - 1e-4)  # the logarithm of one step
chapter.value(
    "steps",
    int(np.ceil(np.log(1e-3) / FALL)),
    mistakes=[
        (int(np.floor(np.log(1e-3) / FALL)), "After so many it is not yet below: one more."),
        (np.log(1e-3) / FALL, "A number of steps is whole: round up."),
        (int(np.ceil(np.log(1e-3) / np.log(1 - 1e-2))), "The condition number enters with its square."),
        (int(np.ceil(np.log10(1e-3) / FALL)), "The same logarithm above and below."),
        (int(np.ceil(1e4 * np.log(1e3))), "Nearly: log(1 - 1/κ²) is not exactly -1/κ²."),
    ],
    hints=[
        "By which factor is the part multiplied in t steps?",
        "(1 - 0.0001) ** t < 0.001; take logarithms.",
        "np.ceil(np.log(1e-3) / np.log(1 - 1e-4))",
    ],
)


@cache
def diabetes_values(ddof=1):
    """Return the singular values of the standardised table of ten variables."""
    with extras():
        from sklearn.datasets import load_diabetes  # only who tries the exercise waits for it

    X = load_diabetes(scaled=False).data
    return np.linalg.svd((X - X.mean(axis=0)) / X.std(axis=0, ddof=ddof), compute_uv=False)


def effective_parameters(alpha=100, ddof=1):
    """Return the sum of the filter factors of ridge regression."""
    s = diabetes_values(ddof)
    return float(np.sum(s**2 / (s**2 + alpha)))


chapter.value(
    "effective",
    effective_parameters,
    mistakes=[
        (lambda: float(np.sum(diabetes_values() / (diabetes_values() + 100))), "Square the singular values."),
        (10, "That is without damping; with alpha = 100 it is less."),
        (lambda: effective_parameters(100**2), "alpha is not squared."),
        (lambda: float(np.sum(1 / (diabetes_values() ** 2 + 100))), "The numerator of a filter factor is missing."),
        (lambda: 1 + effective_parameters(), "Without the constant: Z has ten columns."),
        (
            lambda: effective_parameters(ddof=0),
            "Your columns are divided by the deviation with n; those of Z by that with n - 1.",
        ),
    ],
    hints=[
        "How much of each term does ridge regression keep? Add that up.",
        "The filter factors are s² / (s² + alpha), with the singular values of Z.",
        "np.sum(filter_factors(svd(Z).s, alpha=100.0))",
    ],
    rtol=1e-6,
)


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
