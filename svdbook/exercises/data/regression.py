"""Answers and hints for the chapter on regression."""

from functools import cache

import numpy as np

from svdbook._extras import extras
from svdbook.exercises.grading import Exercise, Unfit, arrays
from svdlib.regression import pinv, ridge

RNG = np.random.default_rng(6)
SHIFT = np.array([5.0, 0.0, 0.0])
TALL, TARGET = RNG.standard_normal((16, 3)) + SHIFT, RNG.standard_normal(16) + 20
TIE = np.array([[1.0, 0, 1], [0, 1, 1], [0, 0, 0]])  # makes a third column of the sum of two
SINGULAR = np.array([[0.1, 0.3, 0.7], [0.2, 0.9, 0.4], [0.3, 1.2, 1.1]])  # of rank 2, up to rounding
FEW_DIGITS = np.zeros((100, 3))
FEW_DIGITS[:3] = np.diag([1, 1, 3e-15])  # the last is below 100 eps, and above 3 eps
MATRICES = tuple(
    (M,) for M in (TALL, TALL.T, TALL[:3], 1e-12 * TALL, TALL @ SINGULAR, FEW_DIGITS, FEW_DIGITS.T, np.zeros((2, 3)))
)
GRADED = ((np.diag([1.0, 1e-4, 1e-9]),), (np.diag([1.0, 1e-12]),))  # whose small singular values are kept
GROUPS = np.repeat(np.eye(3), (8, 4, 4), axis=0)  # 0 or 1; with a column of ones the Gram matrix is exactly singular
NEW = RNG.standard_normal((4, 3)) + SHIFT
FITS = ((TALL, TARGET, NEW), (GROUPS, TARGET, np.eye(3)), (TALL @ TIE, TARGET, NEW @ TIE))
HARD = np.linalg.qr(RNG.standard_normal((16, 3))).Q * [1, 1e-4, 1e-8] @ np.linalg.qr(RNG.standard_normal((3, 3))).Q
DAMPED = ((TALL, TARGET, 0.5), (TALL[:2], TARGET[:2], 2.0), (TALL @ TIE, TARGET, 10.0), (HARD, TARGET, 1e-16))
COLUMN = np.array([[1.0], [1.0]])


@cache
def diabetes_values(ddof=1):
    """The singular values of the standardised table of ten variables."""
    with extras():
        from sklearn.datasets import load_diabetes  # only who tries the exercise waits for it

    X = load_diabetes(scaled=False).data
    return np.linalg.svd((X - X.mean(axis=0)) / X.std(axis=0, ddof=ddof), compute_uv=False)


def effective(alpha=100, ddof=1):
    """The sum of the filter factors of ridge regression."""
    s = diabetes_values(ddof)
    return float(np.sum(s**2 / (s**2 + alpha)))


def to_size_one(G):
    """The array over a power of ten near its largest entry, so that small and large results count alike."""
    largest = np.max(np.abs(G), initial=0)
    return (G / 10.0 ** np.round(np.log10(largest)) if 0 < largest < np.inf else G,)


def inverted(invert):
    """A pseudoinverse whose singular values are inverted in some way."""

    def my_pinv(A):
        U, s, Vt = np.linalg.svd(A, full_matrices=False)
        return (Vt.T * invert(s, A.shape)) @ U.T

    return my_pinv


def where(s, kept):
    """One over the singular values that are kept, 0 for the others."""
    return np.divide(1, s, out=np.zeros_like(s), where=kept)


def default(s, shape):
    """One over the singular values above the tolerance."""
    return where(s, s > max(shape) * np.finfo(float).eps * s[0])


def with_ones(X):
    """A column of ones in front."""
    return np.column_stack([np.ones(len(X)), X])


def normal_equations(A):
    """What textbooks use: it needs independent columns."""
    return np.linalg.inv(A.T @ A) @ A.T


def stacked(A, b, weight):
    """The solution of the larger system."""
    n = A.shape[1]
    return np.linalg.lstsq(np.vstack([A, weight * np.eye(n)]), np.append(b, np.zeros(n)), rcond=None)[0]


def truths(G):
    """Whether G is a 1 x 2 matrix, and which of Penrose's four identities it has."""
    G = np.asarray(G, dtype=float)
    if G.size != 2:
        raise Unfit(f"G is 1 x 2; yours has the shape {G.shape}.")
    G, A = G.reshape(1, 2), COLUMN
    pairs = (A @ G @ A, A), (G @ A @ G, G), ((A @ G).T, A @ G), ((G @ A).T, G @ A)
    return np.array([np.allclose(left, right) for left, right in pairs], dtype=float)


EXERCISES = {
    "column": Exercise(
        solution=lambda: np.array([3 / 25, 4 / 25]),
        mistakes=(
            (lambda: np.array([3 / 5, 4 / 5]), "Divide by the squared length."),
            (lambda: np.array([1 / 3, 1 / 4]), "Entry by entry nothing is inverted: multiply yours with the column."),
            (lambda: np.array([3, 4]), "That is the transpose; it times the column is 25, and should be 1."),
            (lambda: np.array([1 / 6, 1 / 8]), "That is a left inverse; but is column times yours symmetric?"),
        ),
        hints=("A⁺ = (AᵀA)⁻¹Aᵀ, and AᵀA is one number.", "(3, 4) / 25"),
    ),
    "shortest": Exercise(
        solution=lambda: np.array([1.0, 2.0, 2.0]),
        mistakes=(
            (lambda: np.array([9.0, 0.0, 0.0]), "It lies on the plane; but is it a multiple of (1, 2, 2)?"),
            (lambda: np.array([3.0, 6.0, 6.0]), "Divide by the squared length of (1, 2, 2), which is 9."),
            (lambda: np.array([1 / 3, 2 / 3, 2 / 3]), "That is the unit vector; is it on the plane?"),
            (lambda: np.array([1 / 9, 2 / 9, 2 / 9]), "That is the pseudoinverse of the row; multiply it by 9."),
            (lambda: np.array([1.8, 1.8, 1.8]), "It lies on the plane; but is it a multiple of (1, 2, 2)?"),
        ),
        hints=("It is a multiple of (1, 2, 2).", "t (1, 2, 2) with t (1 + 4 + 4) = 9"),
    ),
    "my_pinv": Exercise(
        solution=lambda: pinv,
        mistakes=(
            (
                lambda: inverted(lambda s, shape: where(s, s > 0)),
                "Singular values of the size of rounding errors count as zero.",
            ),
            (lambda: inverted(lambda s, shape: where(s, s > 1e-6)), "The cut-off is relative to the largest singular value."),
            (lambda: inverted(lambda s, shape: s), "Divide by the singular values."),
            (lambda: lambda A: inverted(default)(A).T, "Yours is transposed: V, then 1/s, then U transposed."),
            (lambda: inverted(lambda s, shape: where(s, s > 1e-10)), "The cut-off is relative to the largest singular value."),
            (lambda: inverted(lambda s, shape: where(s, s > 1e-6 * s[0])), "Your cut-off is too large."),
            (
                lambda: inverted(lambda s, shape: where(s, s > 1e-15 * s[0])),
                "The cut-off grows with the size of the matrix: max(A.shape) * eps * s[0].",
            ),
            (
                lambda: inverted(lambda s, shape: where(s, s > shape[0] * np.finfo(float).eps * s[0])),
                "A wide matrix needs the same cut-off as its transpose: max(A.shape).",
            ),
        ),
        hints=(
            "(Vt.T / s) @ U.T, where s is large enough.",
            "kept = s > max(A.shape) * np.finfo(float).eps * s[0]; (Vt[kept].T / s[kept]) @ U[:, kept].T",
        ),
        probe=arrays((*MATRICES, *GRADED), "the pseudoinverse", by=to_size_one),
        tolerance=1e-6,
    ),
    "predict": Exercise(
        solution=lambda: lambda X, y, new: with_ones(new) @ (pinv(with_ones(X)) @ y),
        mistakes=(
            (lambda: lambda X, y, new: new @ (pinv(X) @ y), "The constant is missing: put a column of ones in front."),
            (
                lambda: lambda X, y, new: with_ones(X) @ (pinv(with_ones(X)) @ y),
                "Those are the predictions for X; the rows of `new` are asked for.",
            ),
            (lambda: lambda X, y, new: pinv(with_ones(X)) @ y, "Those are the coefficients; the predictions are asked for."),
            (lambda: lambda X, y, new: new @ (pinv(with_ones(X)) @ y)[1:], "Add the constant to your predictions."),
            (lambda: lambda X, y, new: np.full(len(new), y.mean()), "That is the mean, whatever the row."),
        ),
        hints=(
            "Fit on np.column_stack([np.ones(len(X)), X]), and put ones before `new`, too.",
            "pinv(A) @ y with A that table, and then the other table times it.",
        ),
        probe=arrays(FITS, "the predictions"),
        tolerance=1e-6,
    ),
    "my_ridge": Exercise(
        solution=lambda: ridge,
        mistakes=(
            (lambda: lambda A, b, alpha: stacked(A, b, alpha), "The rows below are multiplied by the root of alpha."),
            (lambda: lambda A, b, alpha: pinv(A) @ b, "That is without alpha."),
            (lambda: lambda A, b, alpha: stacked(A, b, alpha**2), "Not the square of alpha: the root."),
            (lambda: lambda A, b, alpha: ridge(A, b, len(A) * float(alpha)), "alpha is not multiplied by the number of rows."),
            (
                lambda: lambda A, b, alpha: pinv(A.T @ A + alpha * np.eye(A.shape[1])) @ (A.T @ b),
                "Right for easy systems. A.T @ A squares the condition number; solve the larger system instead.",
            ),
        ),
        hints=(
            "Stack the root of alpha times the identity below A, and zeros below b.",
            "np.vstack([A, np.sqrt(alpha) * np.eye(n)]) and np.append(b, np.zeros(n))",
        ),
        probe=arrays(DAMPED, "the solution", by=to_size_one),
        tolerance=1e-6,
    ),
    "steps": Exercise(
        solution=lambda: int(np.ceil(np.log(1e-3) / np.log(1 - 1e-4))),
        mistakes=(
            (lambda: int(np.floor(np.log(1e-3) / np.log(1 - 1e-4))), "After so many it is not yet below: one more."),
            (lambda: np.log(1e-3) / np.log(1 - 1e-4), "A number of steps is whole: round up."),
            (lambda: int(np.ceil(np.log(1e-3) / np.log(1 - 1e-2))), "With the square of the condition number: 1 - 1/10,000."),
            (lambda: int(np.ceil(np.log10(1e-3) / np.log(1 - 1e-4))), "The same logarithm above and below."),
            (lambda: int(np.ceil(1e4 * np.log(1e3))), "Nearly: log(1 - 1/κ²) is not exactly -1/κ²."),
        ),
        hints=("(1 - 0.0001) ** t < 0.001; take logarithms.", "np.ceil(np.log(1e-3) / np.log(1 - 1e-4))"),
    ),
    "effective": Exercise(
        solution=effective,
        mistakes=(
            (lambda: float(np.sum(diabetes_values() / (diabetes_values() + 100))), "Square the singular values."),
            (lambda: 10, "That is without damping; with alpha = 100 it is less."),
            (lambda: effective(100**2), "alpha is not squared."),
            (lambda: float(np.sum(1 / (diabetes_values() ** 2 + 100))), "The numerator of a filter factor is missing."),
            (lambda: 1 + effective(), "Without the constant: Z has ten columns."),
            (lambda: effective(ddof=0), "Your columns are divided by the deviation with n; those of Z by that with n - 1."),
        ),
        hints=("Sum the filter factors.", "np.sum(filter_factors(svd(Z).s, alpha=100.0))"),
        tolerance=1e-6,
    ),
    "not_the_third": Exercise(
        solution=lambda: np.array([[1.0, 0.0]]),
        mistakes=(
            (lambda: pinv(COLUMN), "That is the pseudoinverse, which has all four."),
            (lambda: np.array([[1.0, 1.0]]), "AGA is twice A: GA has to be 1."),
            (lambda: np.zeros((1, 2)), "Then AGA is zero."),
        ),
        hints=("GA = g₁ + g₂ has to be 1, and the two must differ.", "(1, 0) is one of them."),
        probe=truths,
    ),
}
