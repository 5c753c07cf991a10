"""Answers and hints for the chapter on Gram matrices and their eigenvalues."""

import numpy as np

from svdlib.exercises import Exercise

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
SYMMETRIC = (A.T @ A, A @ A.T, np.diag([-7.0, 2.0, 5.0]), np.array([[0.0, 3.0], [3.0, -1.0]]))


def decomposed(sorted_eigh):
    """What a reader's function makes of symmetric matrices: the values, and the products that have to come back."""
    found = []
    for S in SYMMETRIC:
        values, Q = sorted_eigh(S.copy())
        if values is ... or Q is ...:
            return ...
        found += [np.ravel(values), np.ravel((Q * values) @ Q.T - S), np.ravel(Q.T @ Q)]
    return np.concatenate(found) + 1  # so that rounding errors of the zeros are small beside what is compared


def by(order):
    """A function that turns what eigh returns around in some way."""
    return lambda S: order(*np.linalg.eigh(S))


PAIRS = (
    (A, np.array([1.0, 1.0, 0.0]) / 2**0.5),
    (A, np.array([1.0, -1.0, 4.0]) / 18**0.5),
    (A.T, np.array([1.0, -1.0]) / 2**0.5),
)


def carried(carry):
    """Where a reader's function takes eigenvectors; entries that should be zero are compared beside 1."""
    found = [carry(M.copy(), v.copy()) for M, v in PAIRS]
    return ... if any(u is ... for u in found) else np.concatenate(found) + 10


def longest(w, power=0.5):
    """The largest norm of Ax over unit vectors perpendicular to w, to some power of its square."""
    w = np.array(w)[:, None]
    B = np.linalg.qr(np.hstack([w, np.eye(3)])).Q[:, 1:]
    return np.linalg.eigvalsh(B.T @ A.T @ A @ B)[-1] ** power


EXERCISES = {
    "eigenvalue_sum": Exercise(
        solution=lambda: 91,
        mistakes=(
            (lambda: 21, "That is the sum of the entries; the diagonal of A.T @ A holds squares."),
            (lambda: 91**0.5, "No root: the Frobenius norm is the root of this sum."),
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
            "Reverse the values, and the columns of Q in the same way.",
            "values, Q = np.linalg.eigh(S); return values[::-1], Q[:, ::-1]",
        ),
        probe=decomposed,
    ),
    "carry": Exercise(
        solution=lambda: lambda M, v: M @ v / np.linalg.norm(M @ v),
        mistakes=(
            (lambda: lambda M, v: M @ v, "The direction is right; the length has to be 1."),
            (lambda: lambda M, v: M @ v / np.linalg.norm(M @ v) ** 2, "Divide by the length of A v, not by its square."),
            (lambda: lambda M, v: -M @ v / np.linalg.norm(M @ v), "It is to point where A v points, and yours points back."),
        ),
        hints=("A v is an eigenvector of A A^T; how long is it?", "A @ v / np.linalg.norm(A @ v)"),
        probe=carried,
    ),
    "second_best": Exercise(
        solution=lambda: longest([1.0, 2.0, 2.0]),
        mistakes=(
            (lambda: 5, "That is the largest of all; x has to be perpendicular to (1, 2, 2)."),
            (lambda: 3, "That would be right if x had to be perpendicular to the first eigenvector."),
            (lambda: longest([1.0, 2.0, 2.0], 1), "That is the square of the length: take its root."),
        ),
        hints=(
            "The columns of B are an orthonormal basis of the vectors perpendicular to (1, 2, 2).",
            "np.linalg.qr(np.hstack([w, np.eye(3)])).Q[:, 1:] is B; then the root of the last of eigvalsh(B.T @ A.T @ A @ B).",
        ),
        tolerance=1e-6,
    ),
}
