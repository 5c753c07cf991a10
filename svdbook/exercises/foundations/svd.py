"""Answers and hints for the chapter on the singular value decomposition."""

import numpy as np

from svdbook.exercises.grading import LIFT, Exercise, results
from svdlib.decompositions import matrix_rank, svd

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
DEFICIENT = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0], [0.0, 2.0, 2.0]])
SHAPES = (A, DEFICIENT, DEFICIENT.T, np.outer([1.0, 2.0, 2.0], [3.0, 0.0, 4.0]), 1e-13 * A)
SQUARES = (
    np.array([[1.0, 1.0], [0.0, 1.0]]),
    np.array([[0.0, -2.0], [1.0, 0.0]]),
    np.array([[4.0, 4.0], [-3.0, 3.0]]),
    np.array([[1.0, 2.0], [2.0, 4.0]]),
)
VECTORS = (([1.0, 2.0, 2.0], [3.0, 4.0]), ([2.0], [1.0, -1.0, 1.0]), ([5.0, 0.0], [0.0, 3.0]))


def of_vectors(function):
    """What a reader's function makes of pairs of vectors."""
    found = results(function, VECTORS, "the singular value")
    return ... if found is ... else np.concatenate([np.ravel(value) for (value,) in found])


def rebuilt(compact):
    """The shapes that a reader's function returns, and the product of the parts where they fit."""
    found = results(compact, [(M,) for M in SHAPES], "U", "s", "Vt")
    if found is ...:
        return ...
    fit = all(U.shape[1:] == s.shape == Vt.shape[:1] for U, s, Vt in found)
    products = [np.ravel((U * s) @ Vt) + LIFT for U, s, Vt in found] if fit else []
    return np.concatenate([np.ravel([*U.shape, *s.shape, *Vt.shape]) for U, s, Vt in found] + products)


def projectors(null_basis):
    """The sizes of what a reader's function takes for null spaces, and projectors, which do not depend on the basis."""
    found = results(null_basis, [(M,) for M in SHAPES], "the basis")
    if found is ...:
        return ...
    sizes = np.ravel([N.shape for (N,) in found])
    return np.concatenate([sizes] + [np.ravel(abs(N @ N.T)) + LIFT for (N,) in found])  # abs: not the signs of the library


def factors(polar):
    """What does not depend on a choice in the two factors that a reader's function finds."""
    found = results(polar, [(M,) for M in SQUARES], "Q", "H")
    if found is ...:
        return ...
    parts = [(Q.T @ Q, H, Q @ H) for Q, H in found]
    return np.concatenate([np.ravel(part) + LIFT for three in parts for part in three])


def absolute(cut):
    """The same, with a rank that has an absolute tolerance."""
    return lambda M: cut(*svd(M), int(np.sum(svd(M).s > 1e-10)))


def part(cut):
    """A function that cuts the full decomposition, given it and the rank."""
    return lambda M: cut(*svd(M), matrix_rank(M))


EXERCISES = {
    "by_hand": Exercise(
        solution=lambda: (32, 18),
        mistakes=(
            (lambda: (18, 32), "The larger one comes first."),
            (lambda: (32**0.5, 18**0.5), "Those are the singular values; their squares are asked for."),
            (lambda: (25, 25), "Those are the diagonal entries of A.T @ A; it is not diagonal. What about A @ A.T?"),
            (lambda: (5, 5), "Those are the lengths of the columns, which are not perpendicular."),
        ),
        hints=("The rows of the matrix are perpendicular to one another.", "A @ A.T is diagonal: read its eigenvalues off."),
    ),
    "saved": Exercise(
        solution=lambda: 980_000,
        mistakes=(
            (lambda: 20_420, "That is what the thin form holds; how many fewer than the full one?"),
            (lambda: 1_000_420, "That is what the full form holds; how many does the thin one save?"),
            (lambda: 20_000, "That is the size of the thin U; the full U has 1,000 by 1,000."),
            (lambda: 980, "So many columns of U are saved; each holds 1,000 numbers."),
        ),
        hints=("U is 1,000 by 1,000 in the full form.", "In the thin form U is 1,000 by 20; s and Vt stay as they are."),
    ),
    "outer": Exercise(
        solution=lambda: lambda u, v: np.linalg.norm(u) * np.linalg.norm(v),
        mistakes=(
            (
                lambda: lambda u, v: np.linalg.norm(u) ** 2 * np.linalg.norm(v) ** 2,
                "That is its square: no squares of the lengths.",
            ),
            (lambda: lambda u, v: np.linalg.norm(u) + np.linalg.norm(v), "The lengths multiply; they do not add."),
            (lambda: lambda u, v: 1.0, "u and v need not be unit vectors."),
        ),
        hints=("u is its length times a unit vector, and so is v.", "The product of the two lengths."),
        probe=of_vectors,
    ),
    "compact": Exercise(
        solution=lambda: part(lambda U, s, Vt, r: (U[:, :r], s[:r], Vt[:r])),
        mistakes=(
            (
                lambda: lambda M: svd(M, full_matrices=False),
                "That is the thin form, which keeps zeros among the singular values.",
            ),
            (
                lambda: part(lambda U, s, Vt, r: (U[:, :r], s[:r] ** 2, Vt[:r])),
                "Those are the squares of the singular values, the eigenvalues of A.T @ A.",
            ),
            (
                lambda: part(lambda U, s, Vt, r: (U[:, :r], s[:r], Vt[:, :r])),
                "The right singular vectors are rows of Vt: rows must be chosen.",
            ),
            (lambda: svd, "That is the full form."),
            (lambda: absolute(lambda U, s, Vt, r: (U[:, :r], s[:r], Vt[:r])), "Is your tolerance relative? Try 1e-13 * A."),
            (lambda: part(lambda U, s, Vt, r: (U[:, :1], s[:1], Vt[:1])), "You kept one term; keep as many as the rank."),
        ),
        hints=(
            "How many singular values are positive? So many columns of U and rows of Vt remain.",
            "U[:, :r], s[:r], Vt[:r] with r = matrix_rank(A).",
        ),
        probe=rebuilt,
    ),
    "null_basis": Exercise(
        solution=lambda: part(lambda U, s, Vt, r: Vt[r:].T),
        mistakes=(
            (lambda: part(lambda U, s, Vt, r: Vt[:, r:]), "Those are columns of Vt; the singular vectors are its rows."),
            (lambda: part(lambda U, s, Vt, r: Vt[r:]), "Right, but as rows; columns are asked for."),
            (lambda: absolute(lambda U, s, Vt, r: Vt[r:].T), "Is your tolerance relative? Try 1e-13 * A."),
            (lambda: part(lambda U, s, Vt, r: Vt[:r].T), "Those are the first r vectors, which A does not send to zero."),
            (
                lambda: lambda M: svd(M, full_matrices=False).Vt[matrix_rank(M) :].T,
                "For a wide matrix the thin form lacks vectors of the null space: take the full one.",
            ),
            (
                lambda: part(lambda U, s, Vt, r: U[:, r:]),
                "Those are left vectors: they span the null space of the transposed matrix.",
            ),
        ),
        hints=("A sends the right singular vectors beyond the rank to zero.", "svd(A).Vt[r:].T with r = matrix_rank(A)."),
        probe=projectors,
    ),
    "five_eigenvalues": Exercise(
        solution=lambda: (-5, -3, 0, 3, 5),
        mistakes=(
            (lambda: (5, 3, 0, -3, -5), "In increasing order: the smallest comes first."),
            (lambda: (0, 0, 0, 3, 5), "The trace is zero, so the eigenvalues have to add up to zero."),
            (lambda: (0, 3, 3, 5, 5), "The trace is zero, so the eigenvalues have to add up to zero."),
            (lambda: (-25, -9, 0, 9, 25), "The singular values themselves, not their squares: nothing was squared here."),
        ),
        hints=(
            "Where does the matrix send (u1, v1)? And (u1, -v1)?",
            "np.linalg.eigvalsh(np.block([[np.zeros((2, 2)), A], [A.T, np.zeros((3, 3))]]))",
        ),
        probe=lambda values: np.asarray(values) + LIFT,
    ),
    "polar": Exercise(
        solution=lambda: lambda M: turn_and_stretch(*svd(M)),
        mistakes=(
            (
                lambda: lambda M: (svd(M).U @ svd(M).Vt, svd(M).U @ np.diag(svd(M).s) @ svd(M).U.T),
                "That H belongs on the other side: your A is HQ.",
            ),
            (lambda: lambda M: (svd(M).U, np.diag(svd(M).s) @ svd(M).Vt), "Your product is A, but your H is not symmetric."),
            (
                lambda: lambda M: (svd(M).Vt @ svd(M).U, turn_and_stretch(*svd(M))[1]),
                "Your H is right; the factors of Q are in the wrong order.",
            ),
            (lambda: lambda M: turn_and_stretch(*svd(M))[::-1], "First Q, then H."),
            (lambda: lambda M: tuple(-part for part in turn_and_stretch(*svd(M))), "H is to be positive semidefinite."),
        ),
        hints=(
            "Q is to be orthogonal, H symmetric and positive semidefinite, and Q @ H equal to A.",
            "U Σ V^T = (U V^T)(V Σ V^T).",
        ),
        probe=factors,
    ),
}


def turn_and_stretch(U, s, Vt):
    """The polar factors Q and H of A = QH."""
    return U @ Vt, (Vt.T * s) @ Vt
