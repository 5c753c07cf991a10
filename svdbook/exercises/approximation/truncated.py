"""Answers and hints for the chapter on coordinates."""

import numpy as np

from svdbook.exercises.grading import Exercise, arrays
from svdlib.decompositions import svd

A = np.array([[6.0, 6.0, 2.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0], [0.0, 6.0, 2.0]])
S = svd(A).s
TALL = np.vander(np.linspace(0.1, 1, 6), 4)
TABLES = ((A, A[::-1], 2), (A, np.array([[1.0, 2.0, 3.0]]), 1), (TALL, TALL[:3] + 1, 3))
CENTRED = tuple((X.T @ X, X.mean(axis=0), len(X)) for X in (A, TALL, A.T))


def thin(M):
    """The thin decomposition."""
    return svd(M, full_matrices=False)


EXERCISES = {
    "numbers": Exercise(
        solution=lambda: 50_250,
        mistakes=(
            (lambda: 50_000, "Those are the coordinates; new rows need the five directions, too."),
            (lambda: 50_255, "The singular values are in the coordinates already; to place a new row they are not needed."),
            (lambda: 500_000, "That is the whole table."),
            (lambda: 250, "Those are the directions; and the coordinates?"),
        ),
        hints=("Five numbers for each of 10,000 rows, and five directions.", "10,000 · 5 + 50 · 5"),
    ),
    "coordinates": Exercise(
        solution=lambda: lambda M, B, k: B @ thin(M).Vt[:k].T,
        mistakes=(
            (lambda: lambda M, B, k: B @ thin(M).Vt[:, :k], "The right singular vectors are the rows of Vt."),
            (lambda: lambda M, B, k: M @ thin(M).Vt[:k].T, "Those are the coordinates of the rows of A."),
            (lambda: lambda M, B, k: B @ thin(B).Vt[:k].T, "You decomposed B: old and new rows would have different axes."),
            (
                lambda: lambda M, B, k: B @ thin(M).Vt[:k].T @ np.diag(thin(M).s[:k]),
                "The scalar products have the singular values in them already.",
            ),
            (
                lambda: lambda M, B, k: B @ thin(M).Vt[:k].T / thin(M).s[:k],
                "Divided by the singular values they would be rows of U.",
            ),
        ),
        hints=("The scalar products of the rows of B with the first k rows of Vt.", "B @ svd(A, full_matrices=False).Vt[:k].T"),
        probe=arrays(TABLES, "the coordinates"),
    ),
    "storm": Exercise(
        solution=lambda: 8,
        mistakes=(
            (lambda: 0, "The word occurs in that text."),
            (lambda: 1, "The word occurs in that text."),
            (lambda: 2, "Near, but one is nearer; take three coordinates."),
            (lambda: 3, "Near, but others are nearer; take three coordinates."),
        ),
        hints=(
            "The query has the row counter.transform(['storm']); multiply it by the three directions.",
            "cosines(counts @ Vt[:3].T, query @ Vt[:3].T), and then the largest, without texts 0 and 1.",
        ),
    ),
    "scalar_products": Exercise(
        solution=lambda: (S[1] ** 4 + S[2] ** 4) ** 0.5,
        mistakes=(
            (
                lambda: S[1] ** 2 + S[2] ** 2,
                "The singular values of A A^T are squares; in the Frobenius norm they are squared once more.",
            ),
            (
                lambda: (S[1] ** 2 + S[2] ** 2) ** 0.5,
                "That is the error of A itself; the singular values of A A^T are squares.",
            ),
            (lambda: S[1] ** 4 + S[2] ** 4, "That is the square of the norm."),
            (lambda: S[1] ** 2, "That is the 2-norm of the error."),
            (lambda: S[2] ** 2, "That is for two columns."),
        ),
        hints=("A A^T has the singular values s**2, and one of them is kept.", "(s[1]**4 + s[2]**4) ** 0.5"),
    ),
    "centred_gram": Exercise(
        solution=lambda: lambda G, mean, m: G - m * np.outer(mean, mean),
        mistakes=(
            (lambda: lambda G, mean, m: G - np.outer(mean, mean), "The mean is subtracted in each of m rows."),
            (lambda: lambda G, mean, m: G - 2 * m * np.outer(mean, mean), "The last of the four products has the other sign."),
            (
                lambda: lambda G, mean, m: G - m * mean @ mean,
                "A matrix is to be subtracted: the outer product of the mean with itself.",
            ),
            (lambda: lambda G, mean, m: G - mean, "Multiply out: X is centred, not X.T @ X."),
            (
                lambda: lambda G, mean, m: (G - m * np.outer(mean, mean)) / (m - 1),
                "That is the covariance matrix; do not divide.",
            ),
        ),
        hints=("Multiply (X - 1 μ^T)^T (X - 1 μ^T) out: four products.", "G - m * np.outer(mean, mean)"),
        probe=arrays(CENTRED, "the matrix"),
    ),
}
