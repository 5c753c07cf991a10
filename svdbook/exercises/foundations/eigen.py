"""Answers and hints for the chapter on Gram matrices and their eigenvalues."""

import numpy as np

from svdbook.exercises.grading import LIFT, Exercise, results

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
SYMMETRIC = (A.T @ A, A @ A.T, np.diag([-7.0, 2.0, 5.0]), np.array([[0.0, 3.0], [3.0, -1.0]]), np.ones((3, 3)) + np.eye(3))


def decomposed(sorted_eigh):
    """What a reader's function makes of symmetric matrices: the values, and the products that have to come back."""
    found = results(sorted_eigh, [(S,) for S in SYMMETRIC], "the eigenvalues", "Q")
    if found is ...:
        return ...
    parts = [(values, Q @ np.diag(values) @ Q.T - S, Q.T @ Q) for S, (values, Q) in zip(SYMMETRIC, found, strict=True)]
    return np.concatenate([np.ravel(part) for three in parts for part in three]) + LIFT


def by(order):
    """A function that turns what eigh returns around in some way."""
    return lambda S: order(*np.linalg.eigh(S))


def unsymmetric(S):
    """What eig returns, sorted."""
    values, Q = np.linalg.eig(S)
    order = np.argsort(-values)
    return values[order], Q[:, order]


PAIRS = (
    (A, np.array([1.0, 1.0, 0.0]) / 2**0.5),
    (A, np.array([1.0, -1.0, 4.0]) / 18**0.5),
    (A.T, np.array([1.0, -1.0]) / 2**0.5),
    (np.diag([3.0, 2.0]), np.array([0.0, 1.0])),
)


def carried(carry):
    """Where a reader's function takes eigenvectors."""
    with np.errstate(all="ignore"):  # a mistake may divide by zero
        found = results(carry, PAIRS, "the eigenvector")
    return ... if found is ... else np.nan_to_num(np.concatenate([np.ravel(u) for (u,) in found])) + LIFT


SEMIDEFINITE = (A.T @ A, A @ A.T, np.diag([4.0, 0.0, 1.0]), np.ones((3, 3)))


def squared(gram_root):
    """B^T B for what a reader's function returns; the roots of rounding errors are too small to be seen in it."""
    with np.errstate(all="ignore"):  # of an eigenvalue that is zero but for rounding
        found = results(gram_root, [(S,) for S in SEMIDEFINITE], "B")
        return ... if found is ... else np.concatenate([np.ravel(B.T @ B) for (B,) in found]) + LIFT


def rooted(combine):
    """A function that combines the eigenvalues, none negative, and eigenvectors in some way."""

    def gram_root(S):
        values, Q = np.linalg.eigh(S)
        return combine(np.maximum(values, 0), Q)

    return gram_root


def longest(w, power=0.5, which=-1):
    """The largest norm of Ax over unit vectors perpendicular to w, to some power of its square; or the smallest."""
    B = np.linalg.qr(np.array(w)[:, None], mode="complete").Q[:, 1:]
    return np.linalg.eigvalsh(B.T @ A.T @ A @ B)[which] ** power


EXERCISES = {
    "eigenvalue_sum": Exercise(
        solution=lambda: 91,
        mistakes=(
            (lambda: 21, "That is the sum of the entries; the diagonal of A.T @ A holds squares."),
            (lambda: 91**0.5, "No root: the sum itself."),
            (lambda: 441, "Square each entry, then add; not the other way round."),
        ),
        hints=("The trace of A.T @ A is the sum of its eigenvalues.", "Add the squares of all six entries."),
    ),
    "zeros": Exercise(
        solution=lambda: 5,
        mistakes=(
            (lambda: 1, "That is the number for A.T @ A, which is 3 by 3."),
            (lambda: 4, "You took 7 - 3; but A has rank 2."),
            (lambda: 2, "So many are positive; the others are zero."),
        ),
        hints=("A A^T has as many positive eigenvalues as A has rank.", "7 eigenvalues, 2 of them positive."),
    ),
    "largest": Exercise(
        solution=lambda: 6,
        mistakes=(
            (lambda: 36, "At the border c² = 36."),
            (lambda: 6.5, "The mean of 4 and 9 is too large: the determinant would be negative."),
            (lambda: 4, "The smaller diagonal entry is no bound for c; try c = 5."),
            (lambda: 5, "Not the largest: 4 · 9 - 25 is still positive."),
        ),
        hints=("Both eigenvalues are at least 0 only if their product, the determinant, is.", "4 · 9 - c² = 0."),
    ),
    "sorted_eigh": Exercise(
        solution=lambda: by(lambda values, Q: (values[::-1], Q[:, ::-1])),
        mistakes=(
            (lambda: by(lambda values, Q: (values, Q)), "Those are in increasing order still."),
            (lambda: by(lambda values, Q: (values[::-1], Q)), "You turned the values around, but not the vectors."),
            (lambda: by(lambda values, Q: (values[::-1], Q[::-1])), "Eigenvectors are columns: you turned the rows around."),
            (lambda: unsymmetric, "For repeated eigenvalues eig returns vectors that are not orthonormal: use eigh."),
            (
                lambda: by(lambda values, Q: (values[::-1], Q[:, ::-1].T)),
                "You returned the transpose of Q: eigenvectors are its columns.",
            ),
            (
                lambda: by(lambda values, Q: (values[np.argsort(-abs(values))], Q[:, np.argsort(-abs(values))])),
                "That is the order of the moduli; negative eigenvalues come last.",
            ),
        ),
        hints=(
            "For each i, S @ Q[:, i] should be values[i] * Q[:, i], with unit columns, and the largest value first.",
            "values, Q = np.linalg.eigh(S); return values[::-1], Q[:, ::-1]",
        ),
        probe=decomposed,
    ),
    "carry": Exercise(
        solution=lambda: lambda M, v: M @ v / np.linalg.norm(M @ v),
        mistakes=(
            (lambda: lambda M, v: M @ v, "The direction is right; the length has to be 1."),
            (lambda: lambda M, v: M @ v / np.linalg.norm(M @ v) ** 2, "Divide by the length of A v, not by its square."),
            (
                lambda: lambda M, v: M @ v / np.sqrt((M.T @ M @ v)[0] / v[0]),
                "v[0] may be zero. The length of A v needs no eigenvalue.",
            ),
            (lambda: lambda M, v: -M @ v / np.linalg.norm(M @ v), "It is to point where A v points, and yours points back."),
        ),
        hints=("A v is an eigenvector of A A^T; how long is it?", "A @ v / np.linalg.norm(A @ v)"),
        probe=carried,
    ),
    "gram_root": Exercise(
        solution=lambda: rooted(lambda values, Q: np.sqrt(values)[:, None] * Q.T),
        mistakes=(
            (lambda: rooted(lambda values, Q: Q * np.sqrt(values)), "Your B B^T is S; B^T B is to be."),
            (
                lambda: rooted(lambda values, Q: values[:, None] * Q.T),
                "Your B^T B is S times S: take the square roots of the eigenvalues.",
            ),
            (lambda: lambda S: np.sqrt(abs(S)), "The roots of the entries are not enough: multiply out B^T B."),
        ),
        hints=(
            "Write S = Q Λ Q^T and take half of Λ to each side.",
            "np.sqrt(values)[:, None] * Q.T, with no negative values.",
        ),
        probe=squared,
    ),
    "second_best": Exercise(
        solution=lambda: longest([1.0, 2.0, 2.0]),
        mistakes=(
            (lambda: 5, "That is the largest of all; x has to be perpendicular to (1, 2, 2)."),
            (lambda: 3, "That would be right if x had to be perpendicular to the first eigenvector."),
            (lambda: longest([1.0, 2.0, 2.0], which=0), "That is the smallest one; eigvalsh sorts from small to large."),
            (lambda: longest([1.0, 2.0, 2.0], 1), "That is the square of the length: take its root."),
        ),
        hints=(
            "The columns of B are an orthonormal basis of the vectors perpendicular to (1, 2, 2).",
            'np.linalg.qr([[1], [2], [2]], mode="complete").Q[:, 1:] is B; then the root of eigvalsh(B.T @ A.T @ A @ B)[-1].',
        ),
        tolerance=1e-6,
    ),
}
