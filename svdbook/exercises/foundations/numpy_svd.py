"""Answers and hints for the chapter on the arrays that NumPy returns."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import matrix_rank

chapter = Chapter()

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])
DEFICIENT = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0], [0.0, 2.0, 2.0]])
# in small and in large units, where an absolute tolerance for the rank fails
TABLES = [A, DEFICIENT, DEFICIENT.T, np.outer([1.0, 2.0, 2.0], [3.0, 0.0, 4.0]), 1e-13 * A, 1e12 * DEFICIENT]

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


TALL = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]])
STACK = np.array([TALL, TALL[::-1] + 1, 2 * TALL - 3])


@chapter.function(
    inputs=[
        tuple(np.linalg.svd(each, full_matrices=full))
        for each in (TALL, A, DEFICIENT, STACK, STACK.swapaxes(1, 2))
        for full in (False, True)
    ],
    returns=("the matrix",),
    hints=[
        "Cut U and Vt to as many vectors as there are values, multiply the columns of U by the values, then by Vt.",
        "Count the values by p = s.shape[-1], and slice only the last axes: U[..., :p] and Vt[..., :p, :].",
        "(U[..., :p] * s[..., None, :]) @ Vt[..., :p, :]",
    ],
)
def rebuild(U, s, Vt):
    """The columns of U times the values, times the rows of Vt."""
    p = s.shape[-1]
    return (U[..., :p] * s[..., None, :]) @ Vt[..., :p, :]


@rebuild.mistake("That is right in the thin form of one matrix. In the full form cut U and Vt to as many vectors as values.")
def of_the_thin_form_only(U, s, Vt):
    """Forget the full form."""
    return U * s @ Vt


@rebuild.mistake(
    "That is right for one matrix. For a stack count the values by s.shape[-1], and slice the last axes: U[..., :p]."
)
def of_one_matrix_only(U, s, Vt):
    """Forget stacks."""
    p = len(s)
    return U[:, :p] * s @ Vt[:p]


@rebuild.mistake("For a stack s has two axes: give it one more in the middle, s[..., None, :], to meet the columns of U.")
def without_a_new_axis(U, s, Vt):
    """Forget the axis of the rows."""
    p = s.shape[-1]
    return U[..., :p] * s @ Vt[..., :p, :]


@rebuild.mistake("The values multiply the columns of U: the new axis belongs before the last one, s[..., None, :].")
def rows_of_U_scaled(U, s, Vt):
    """Put the new axis last."""
    p = s.shape[-1]
    return (U[..., :p] * s[..., :, None]) @ Vt[..., :p, :]


@rebuild.mistake("What comes as Vt is transposed already: do not transpose it again.")
def transposed_once_too_often(U, s, Vt):
    """Transpose Vt."""
    p = s.shape[-1]
    return (U[..., :p] * s[..., None, :]) @ Vt.swapaxes(-1, -2)[..., :p, :]
