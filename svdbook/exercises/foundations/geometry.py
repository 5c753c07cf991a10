"""Answers and hints for the chapter on what a matrix does to space."""

import numpy as np

from svdbook.exercises.grading import LIFT, Exercise, results
from svdlib.decompositions import four_subspaces, svd
from svdlib.regression import pinv

M = np.array([[3.0, 0.0], [4.0, 5.0]])
POSITIVE = (
    np.array([[0.6, 1.0], [-0.4, 1.2]]),
    np.array([[1.0, 1.0], [0.0, 1.0]]),
    np.array([[0.5, 1.0], [-0.8, 1.3]]),
    M,
    np.diag([2.0, 1.0]),
)
DEFICIENT = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0], [0.0, 2.0, 2.0]])
TARGETS = (
    (DEFICIENT, np.array([1.0, 2.0, 0.0, 4.0])),
    (DEFICIENT.T, np.ones(3)),
    (M, np.ones(2)),
    (M[:, :1], np.array([1.0, 0.0])),
)
INVERTIBLE = (M, np.array([[1.0, 1.0], [1.0, 1.01]]), np.array([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 0.0, 1.0]]))


def turned(turns):
    """The determinants of the factors that a reader's function finds, and the products."""
    found = results(turns, [(A,) for A in POSITIVE], "U", "s", "Vt")
    if found is ...:
        return ...
    parts = [([np.linalg.det(U), np.linalg.det(Vt)], s, np.ravel((U * s) @ Vt) + LIFT) for U, s, Vt in found]
    return np.concatenate([part for three in parts for part in three])


def signed(change):
    """A function that changes the decomposition of svd, given it and the sign of the determinant of U."""

    def function(A):
        U, s, Vt = svd(A)
        return change(U, s, Vt, np.array([1.0, np.sign(np.linalg.det(U))]))

    return function


def reached(reach):
    """What a reader's function finds in the ranges of some matrices."""
    found = results(reach, TARGETS, "the vector")
    return ... if found is ... else np.concatenate([np.ravel(y) + LIFT for (y,) in found])


def by(basis):
    """A function that projects onto the span of orthonormal columns."""
    return lambda A, b: basis(A) @ (basis(A).T @ b)


def growth(worst_case):
    """How much larger the relative error of the solution is than that of the right-hand side."""
    found = results(worst_case, [(A,) for A in INVERTIBLE], "b", "the error")
    if found is ...:
        return ...
    rows = []
    for A, (b, error) in zip(INVERTIBLE, found, strict=True):
        lengths = np.linalg.norm(b), np.linalg.norm(error)
        solved = np.linalg.norm(np.linalg.solve(A, b)), np.linalg.norm(np.linalg.solve(A, error))
        rows += [*lengths, solved[1] / solved[0] * lengths[0] / lengths[1]]
    return np.array(rows)


EXERCISES = {
    "area": Exercise(
        solution=lambda: 15,
        mistakes=(
            (lambda: 5**0.5, "That is one of the singular values; multiply it by the other."),
            (lambda: 45**0.5, "That is one of the singular values; multiply it by the other."),
            (lambda: 3, "That is the ratio of the two singular values; multiply them."),
            (lambda: -15, "Areas are not negative: take the modulus."),
            (lambda: 225, "That is the determinant of A.T @ A; take its root."),
            (lambda: 8, "The diagonal entries multiply; they do not add."),
        ),
        hints=("Areas are multiplied by the modulus of the determinant.", "3 · 5 - 0 · 4."),
    ),
    "condition": Exercise(
        solution=lambda: 4 / 3,
        mistakes=(
            (lambda: 16 / 9, "That is the ratio of the eigenvalues 32 and 18; take the root."),
            (lambda: 3 / 4, "The larger one over the smaller: a condition number is at least 1."),
            (lambda: 1, "That would be a matrix that stretches all directions alike; the columns here are not perpendicular."),
        ),
        hints=("A @ A.T is diag(32, 18).", "The root of 32/18."),
    ),
    "by_four": Exercise(
        solution=lambda: ((7 / 16) ** 0.5, 3 / 4),
        mistakes=(
            (
                lambda: (3 / 4, (7 / 16) ** 0.5),
                "The other way round: the first direction is stretched more, and needs the smaller part.",
            ),
            (lambda: (0.5**0.5, 0.5**0.5), "Halfway in angle is stretched by the root of 17, a little more than 4."),
            (lambda: (7 / 16, 9 / 16), "Those are the squares of the entries."),
            (lambda: (-((7 / 16) ** 0.5), 3 / 4), "That is stretched by 4, too; but both entries are to be positive."),
        ),
        hints=("Write y² = 1 - x² into 25 x² + 9 y² = 16.", "9 + 16 x² = 16, so x² = 7/16."),
    ),
    "turns": Exercise(
        solution=lambda: signed(lambda U, s, Vt, sign: (U * sign, s, sign[:, None] * Vt)),
        mistakes=(
            (lambda: svd, "Some factor still mirrors: look at the determinant of U."),
            (
                lambda: signed(lambda U, s, Vt, sign: (U * [1, -1], s, [[1], [-1]] * Vt)),
                "Change the signs only if the factors mirror; some do not.",
            ),
            (lambda: signed(lambda U, s, Vt, sign: (U * sign, s, Vt)), "You changed u2 and not v2: that is another matrix."),
            (lambda: signed(lambda U, s, Vt, sign: (U * sign, s, Vt * sign)), "The right singular vectors are the rows of Vt."),
        ),
        hints=(
            "Change the signs of u2 and of v2 if the determinant of U is negative.",
            "sign = np.array([1, np.sign(np.linalg.det(U))]); then U * sign, s, sign[:, None] * Vt.",
        ),
        probe=turned,
    ),
    "reach": Exercise(
        solution=lambda: by(lambda A: four_subspaces(A).column_space),
        mistakes=(
            (
                lambda: by(lambda A: svd(A, full_matrices=False).U),
                "The thin U has columns for singular values that are zero: keep as many as the rank.",
            ),
            (lambda: lambda A, b: b, "b itself need not be in the range."),
            (lambda: lambda A, b: pinv(A) @ b, "That is x; the vector asked for is A x."),
            (lambda: by(lambda A: four_subspaces(A).left_null_space), "That is what cannot be reached: subtract it from b."),
        ),
        hints=(
            "The first r columns of U are an orthonormal basis of the range.",
            "Q = four_subspaces(A).column_space; then Q @ (Q.T @ b).",
        ),
        probe=reached,
    ),
    "worst_case": Exercise(
        solution=lambda: lambda A: (svd(A).U[:, 0], svd(A).U[:, -1]),
        mistakes=(
            (lambda: lambda A: (svd(A).U[:, -1], svd(A).U[:, 0]), "The other way round: that is the best case."),
            (lambda: lambda A: (svd(A).Vt[0], svd(A).Vt[-1]), "b is on the side of U: those are right singular vectors."),
            (
                lambda: lambda A: (svd(A).U[0], svd(A).U[-1]),
                "The left singular vectors are the columns of U, not its rows.",
            ),
        ),
        hints=(
            "Two unit vectors: b the image of a short x, the error the image of a long one.",
            "b = u1, where the stretch is largest, and the error along un, where it is smallest.",
        ),
        probe=growth,
    ),
    "nearest": Exercise(
        solution=lambda: np.array([[1.5, 1.5], [4.5, 4.5]]),
        mistakes=(
            (
                lambda: np.array([[1.5, -1.5], [-0.5, 0.5]]),
                "That is the term with the smaller singular value: subtract it from A.",
            ),
            (lambda: M - 5**0.5 * np.eye(2), "Subtract a rank-one matrix, not a multiple of the identity."),
            (lambda: np.array([[3.0, 0.0], [4.0, 0.0]]), "That is singular, but at distance 5; there is one at distance 2.24."),
            (lambda: np.array([[0.0, 0.0], [4.0, 5.0]]), "That is singular, but at distance 3; there is one at distance 2.24."),
            (lambda: np.array([[1.5, 4.5], [1.5, 4.5]]), "That is the transpose of the right one."),
        ),
        hints=(
            "Only the first term of the decomposition is left.",
            "A v2 = (3, -1)/√2 with v2 = (1, -1)/√2: subtract A v2 v2^T.",
        ),
    ),
}
