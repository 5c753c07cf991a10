"""Answers and hints for the chapter on cutting and damping."""

from functools import cache

import numpy as np

from svdbook._extras import extras
from svdbook.exercises.grading import Chapter
from svdlib import pinv, ridge

chapter = Chapter()

RNG = np.random.default_rng(6)
SHIFT = np.array([5.0, 0.0, 0.0])
TALL, TARGET = RNG.standard_normal((16, 3)) + SHIFT, RNG.standard_normal(16) + 20
TIE = np.array([[1.0, 0, 1], [0, 1, 1], [0, 0, 0]])  # makes a third column of the sum of two
HARD = np.linalg.qr(RNG.standard_normal((16, 3))).Q * [1, 1e-4, 1e-8] @ np.linalg.qr(RNG.standard_normal((3, 3))).Q
SPRING = np.array([[1.0, 0], [1, 0], [1, 1], [1, 3]]), np.array([20.0, 18, 33, 49])

chapter.value(
    "nine_tenths",
    1,
    mistakes=[
        (4, "That is for the second term, with 6: the last one has 3."),
        (81, "That keeps one tenth: what is left over and what is kept are exchanged."),
        (1 / 3, "Square the singular value."),
        (100, "That is for the first term, with 30: the last one has 3."),
    ],
    hints=[
        "Which part of the term with the singular value 3 is kept?",
        "9 / (9 + alpha) has to be 0.9.",
        "1",
    ],
)


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
        (lambda: round(effective_parameters(), 1), "Nearly. Rounded too much: give the expression itself."),
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


@chapter.function(
    inputs=[SPRING, (TALL, TARGET), (np.ones((5, 1)), TARGET[:5])],
    returns=("the leave-one-out errors",),
    rtol=1e-6,
    hints=[
        "Which matrix takes b to the fitted values, and what is on its diagonal?",
        "Divide each residual by one less its leverage.",
        "H = A @ np.linalg.pinv(A); (b - H @ b) / (1 - np.diag(H))",
    ],
)
def left_out_errors(A, b):
    """Divide the residuals by one less the leverage."""
    H = A @ pinv(A)
    return (b - H @ b) / (1 - np.diag(H))


@left_out_errors.mistake("Those are the residuals of the fit to all.")
def residuals(A, b):
    """Leave nothing out."""
    return b - A @ (pinv(A) @ b)


@left_out_errors.mistake("Divide by one less the leverage, do not multiply by it.")
def multiplied(A, b):
    """Multiply where one divides."""
    H = A @ pinv(A)
    return (b - H @ b) * (1 - np.diag(H))


@left_out_errors.mistake("Divide by one less the leverage, not by the leverage.")
def over_the_leverage(A, b):
    """Divide by the leverage itself."""
    H = A @ pinv(A)
    return (b - H @ b) / np.diag(H)


@left_out_errors.mistake("Each measurement has a leverage of its own; yours is their mean.")
def by_the_mean_leverage(A, b):
    """Take the mean leverage, as generalised cross-validation does."""
    return residuals(A, b) / (1 - A.shape[1] / len(A))


@left_out_errors.mistake("The signs: measured less predicted.")
def turned_round(A, b):
    """Subtract the other way round."""
    return -left_out_errors(A, b)
