"""Answers and hints for the chapter on the singular value decomposition."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import matrix_rank

chapter = Chapter()

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
DEFICIENT = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0], [0.0, 2.0, 2.0]])
# in small and in large units, where an absolute tolerance for the rank fails
TABLES = [A, DEFICIENT, DEFICIENT.T, np.outer([1.0, 2.0, 2.0], [3.0, 0.0, 4.0]), 1e-13 * A, 1e12 * DEFICIENT]

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

chapter.value(
    "saved",
    980_000,
    mistakes=[
        (20_420, "That is what the thin form holds; how many fewer than the full one?"),
        (1_000_420, "That is what the full form holds; how many does the thin one save?"),
        (20_000, "That is the size of the thin U; the full U has 1,000 by 1,000."),
        (980, "So many columns of U are saved; each holds 1,000 numbers."),
        (-980_000, "Fewer, not more: the number saved is positive."),
        (400, "V^T is 20 by 20 in both forms: it is U that changes."),
    ],
    hints=[
        "U is 1,000 by 1,000 in the full form.",
        "In the thin form U is 1,000 by 20; s and V^T stay as they are.",
        "1000 · 1000 - 1000 · 20",
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


def sizes_and_products(A, U, s, Vt):
    """Sizes and values, and the products that do not depend on a choice, where the parts fit together."""
    sizes = [*U.shape, *s.shape, *Vt.shape]
    if not U.shape[1:] == s.shape == Vt.shape[:1]:
        return [sizes]
    return sizes, s, (U * s) @ Vt, U.T @ U, Vt @ Vt.T


def cut(A, r):
    """Return the first r columns of U, numbers, and rows of Vt."""
    U, s, Vt = np.linalg.svd(A)
    return U[:, :r], s[:r], Vt[:r]


def absolute_rank(A):
    """Count the singular values above a number that is the same for all matrices."""
    return np.sum(np.linalg.svd(A, compute_uv=False) > 1e-10)


def rank_without_tolerance(A):
    """Count the singular values that are not exactly zero."""
    return np.count_nonzero(np.linalg.svd(A, compute_uv=False))


@chapter.function(
    inputs=TABLES,
    returns=("U", "s", "Vt"),
    view=sizes_and_products,
    free=True,
    hints=[
        "How many singular values are positive? So many terms remain.",
        "Keep r columns of U, r numbers of s and r rows of Vt, where r is the rank.",
        "U[:, :r], s[:r], Vt[:r] with r = matrix_rank(A).",
    ],
)
def compact(A):
    """The parts that belong to positive singular values."""
    return cut(A, matrix_rank(A))


@compact.mistake("That is the thin form, which keeps zeros among the singular values.")
def thin(A):
    """Return the thin form."""
    return np.linalg.svd(A, full_matrices=False)


@compact.mistake("That is the full form.")
def full(A):
    """Return the full form."""
    return np.linalg.svd(A)


@compact.mistake("Zeros come out as rounding errors, so count with a tolerance, as matrix_rank does.")
def without_tolerance(A):
    """Keep all that is not exactly zero."""
    return cut(A, rank_without_tolerance(A))


@compact.mistake("Is your tolerance relative? Try 1e-13 * A, and 1e12 * A.")
def with_absolute_tolerance(A):
    """Keep what is above a fixed number."""
    return cut(A, absolute_rank(A))


@compact.mistake("Those are the squares of the singular values, the eigenvalues of A.T @ A.")
def squared_values(A):
    """Square the values."""
    U, s, Vt = compact(A)
    return U, s**2, Vt


ROWS = "The right singular vectors are the rows of Vt: choose r rows, and leave them rows."


@compact.mistake(ROWS)
def columns_of_Vt(A):
    """Choose columns of Vt."""
    U, s, _ = compact(A)
    return U, s, np.linalg.svd(A).Vh[:, : len(s)]


@compact.mistake("The left singular vectors are columns of U: columns must be chosen.")
def rows_of_U(A):
    """Choose rows of U."""
    _, s, Vt = compact(A)
    return np.linalg.svd(A).U[: len(s)], s, Vt


@compact.mistake(ROWS)
def not_transposed(A):
    """Return V."""
    U, s, Vt = compact(A)
    return U, s, Vt.T


@compact.mistake("The values are asked for as numpy gives them, in a vector, and not on the diagonal of a matrix.")
def values_in_a_matrix(A):
    """Return a diagonal matrix."""
    U, s, Vt = compact(A)
    return U, np.diag(s), Vt


@compact.mistake("You kept one term; keep as many as the rank.")
def one_term(A):
    """Keep the first term."""
    return cut(A, 1)


@compact.mistake("One term is missing: a slice ends before its last number.")
def one_too_few(A):
    """Keep one term too few."""
    return cut(A, matrix_rank(A) - 1)


def projector_and_size(A, N):
    """The projector onto the span, and the size: both are the same for every orthonormal basis."""
    return [N @ N.T, N.shape] if N.ndim == 2 else [abs(N)]


@chapter.function(
    inputs=TABLES,
    returns=("the basis",),
    view=projector_and_size,
    free=True,
    hints=[
        "A sends the right singular vectors beyond the rank to zero.",
        "In the full form Vt has n rows. Which of them belong to the value 0, or to none? They are to be columns.",
        "svd(A).Vt[r:].T with r = matrix_rank(A).",
    ],
)
def null_basis(A):
    """The right singular vectors beyond the rank, as columns."""
    return np.linalg.svd(A).Vh[matrix_rank(A) :].T


@null_basis.mistake("Those are columns of Vt; the singular vectors are its rows.")
def columns_beyond_the_rank(A):
    """Choose columns of Vt."""
    return np.linalg.svd(A).Vh[:, matrix_rank(A) :]


@null_basis.mistake("Right, but as rows; columns are asked for.")
def as_rows(A):
    """Forget to transpose."""
    return null_basis(A).T


@null_basis.mistake("Is your tolerance relative? Try 1e-13 * A, and 1e12 * A.")
def null_basis_by_absolute_tolerance(A):
    """Take what is not above a fixed number."""
    return np.linalg.svd(A).Vh[absolute_rank(A) :].T


@null_basis.mistake("Zeros come out as rounding errors, so count with a tolerance, as matrix_rank does.")
def null_basis_without_tolerance(A):
    """Take what is exactly zero."""
    return np.linalg.svd(A).Vh[rank_without_tolerance(A) :].T


@null_basis.mistake("Those are the first r vectors, which A does not send to zero.")
def row_space(A):
    """Take the vectors before the rank."""
    return np.linalg.svd(A).Vh[: matrix_rank(A)].T


@null_basis.mistake("For a wide matrix the thin form lacks vectors of the null space: take the full one.")
def of_the_thin_form(A):
    """Take what the thin form has beyond the rank."""
    return thin(A)[2][matrix_rank(A) :].T


@null_basis.mistake("Some singular values may be zero: begin at the rank, not at the number of singular values.")
def beyond_the_singular_values(A):
    """Take the vectors that have no singular value."""
    return np.linalg.svd(A).Vh[min(A.shape) :].T


@null_basis.mistake("Those are left vectors: they span the null space of the transposed matrix.")
def of_the_transpose(A):
    """Take left vectors."""
    return np.linalg.svd(A).U[:, matrix_rank(A) :]


@null_basis.mistake("Those columns span the null space, but there are too many of them: they are not a basis.")
def projector(A):
    """Return the projector."""
    N = null_basis(A)
    return N @ N.T


@null_basis.mistake("One vector is not enough: count those beyond the rank.")
def last_vector(A):
    """Take the last one alone."""
    return np.linalg.svd(A).Vh[-1:].T


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
