"""Answers and hints for the chapter on the singular value decomposition."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

chapter.value(
    "by_hand",
    (32, 18),
    mistakes=[
        ((18, 32), "The larger one comes first."),
        ((32**0.5, 18**0.5), "Those are the singular values; their squares are asked for."),
        ((25, 25), "Those are the diagonal entries of A.T @ A; it is not diagonal. What about A @ A.T?"),
        ((5, 5), "Those are the lengths of the columns, which are not perpendicular."),
        ((32**2, 18**2), "Squared once too often: the eigenvalues of A @ A.T are the squares already."),
    ],
    hints=[
        "The rows of the matrix are perpendicular to one another.",
        "A @ A.T is diagonal: read its eigenvalues off.",
        "4² + 4² and (-3)² + 3².",
    ],
)


@chapter.function(
    inputs=[
        (np.array([1.0, 2.0, 2.0]), np.array([3.0, 4.0])),
        (np.array([2.0]), np.array([1.0, -1.0, 1.0])),
        (np.array([5.0, 0.0]), np.array([0.0, 3.0])),
        (np.array([1.0, -2.0]), np.array([2.0, 6.0])),
    ],
    returns=("the singular value",),
    hints=[
        "u is its length times a unit vector, and so is v.",
        "Then u v^T is a number times a unit column times a unit row: which number?",
        "The product of the two lengths: np.linalg.norm(u) * np.linalg.norm(v)",
    ],
)
def outer(u, v):
    """The product of the lengths."""
    return np.linalg.norm(u) * np.linalg.norm(v)


@outer.mistake("That is its square: no squares of the lengths.")
def product_of_the_squares(u, v):
    """Multiply the squared lengths."""
    return np.sum(u**2) * np.sum(v**2)


@outer.mistake("The lengths multiply; they do not add.")
def sum_of_the_lengths(u, v):
    """Add the lengths."""
    return np.linalg.norm(u) + np.linalg.norm(v)


@outer.mistake("u and v need not be unit vectors.")
def one(u, v):
    """Return 1."""
    return 1.0


@outer.mistake("That is only the length of u: v need not be a unit vector.")
def length_of_the_first(u, v):
    """Forget the second vector."""
    return np.linalg.norm(u)


@outer.mistake("A length is the root of the sum of the squares, not the sum of the moduli.")
def sums_of_the_moduli(u, v):
    """Add up moduli."""
    return np.sum(abs(u)) * np.sum(abs(v))


@outer.mistake("That is the largest entry of the product; it stretches some vectors by more.")
def largest_entry(u, v):
    """Multiply the largest entries."""
    return np.max(abs(u)) * np.max(abs(v))


INNER = "That is an inner product, a row times a column. It needs two vectors of one size; here u and v may differ in size."


@outer.mistake(INNER)
def inner_product(u, v):
    """Multiply the vectors as a row and a column, which need not fit."""
    return abs(u @ v)


@outer.mistake(INNER)
def inner_product_turned_round(u, v):
    """Multiply them in the other order."""
    return abs(v @ u)


FIVE = [-5, -3, 0, 3, 5]
TRACE = "The trace is zero, so the eigenvalues have to add up to zero."

chapter.value(
    "five_eigenvalues",
    FIVE,
    mistakes=[
        (FIVE[::-1], "In increasing order: the smallest comes first."),
        ([0, 0, 0, 3, 5], TRACE),
        ([0, 3, 3, 5, 5], TRACE),
        ([0, 9, 9, 25, 25], "Those are the eigenvalues of the square of the matrix."),
        ([-25, -9, 0, 9, 25], "The singular values themselves, not their squares: nothing was squared here."),
        ([-5, -5, 0, 5, 5], "The squares of the eigenvalues have to add up to the sum of all squared entries, twice 34."),
    ],
    hints=[
        "Where does the matrix send (u1, v1)? And (u1, -v1)?",
        "Each singular value of A gives two eigenvalues, one of either sign. And what of (0, v3), with A v3 = 0?",
        "np.linalg.eigvalsh(np.block([[np.zeros((2, 2)), A], [A.T, np.zeros((3, 3))]]))",
    ],
)


def turn_stretch_and_product(A, Q, H):
    """Whether Q is orthogonal; the stretch; and the product. Q itself is a choice if A is singular."""
    return Q.T @ Q, H, Q @ H


@chapter.function(
    inputs=[
        np.array([[1.0, 1.0], [0.0, 1.0]]),
        np.array([[0.0, -2.0], [1.0, 0.0]]),
        np.array([[4.0, 4.0], [-3.0, 3.0]]),
        np.array([[1.0, 2.0], [2.0, 4.0]]),
        np.array([[2.0, 0.0, 1.0], [-1.0, 1.0, 3.0], [0.0, 5.0, 1.0]]),
    ],
    returns=("Q", "H"),
    view=turn_stretch_and_product,
    hints=[
        "Q is to be orthogonal, H symmetric and positive semidefinite, and Q @ H equal to A.",
        "Put V^T V between U and Σ: which two factors make an orthogonal matrix, and which three a symmetric one?",
        "U Σ V^T = (U V^T)(V Σ V^T).",
    ],
)
def polar(A):
    """The turn U V^T and the stretch V Σ V^T."""
    U, s, Vt = np.linalg.svd(A)
    return U @ Vt, (Vt.T * s) @ Vt


@polar.mistake("That H belongs on the other side: your A is HQ.")
def stretch_on_the_other_side(A):
    """Return the stretch that comes after the turn."""
    U, s, Vt = np.linalg.svd(A)
    return U @ Vt, (U * s) @ U.T


@polar.mistake("Your product is A, but your H is not symmetric.")
def cut_in_two(A):
    """Cut the decomposition in two."""
    U, s, Vt = np.linalg.svd(A)
    return U, s[:, None] * Vt


@polar.mistake("Your H is right; the factors of Q are in the wrong order.")
def factors_of_the_turn_exchanged(A):
    """Multiply in the other order."""
    U, _, Vt = np.linalg.svd(A)
    return Vt @ U, polar(A)[1]


@polar.mistake("Your H is right; your Q turns back: take its transpose.")
def turned_back(A):
    """Return the transpose of the turn."""
    Q, H = polar(A)
    return Q.T, H


@polar.mistake("Your Q is right. V has the right singular vectors as columns, Vt has them as rows.")
def transposes_exchanged(A):
    """Take Vt for V in the stretch."""
    U, s, Vt = np.linalg.svd(A)
    return U @ Vt, (Vt * s) @ Vt.T


@polar.mistake("Your Q is right, and your H is A.T @ A: take the singular values, not their squares.")
def stretch_squared(A):
    """Return the Gram matrix."""
    return polar(A)[0], A.T @ A


@polar.mistake("First Q, then H.")
def stretch_first(A):
    """Return the two in the other order."""
    return polar(A)[::-1]


@polar.mistake("H is to be positive semidefinite.")
def both_negative(A):
    """Change both signs."""
    Q, H = polar(A)
    return -Q, -H
