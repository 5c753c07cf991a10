"""Answers and hints for the chapter on more rows than memory."""

import numpy as np
from scipy.sparse.linalg import aslinearoperator

from svdbook.exercises.grading import Chapter, Unfit

chapter = Chapter()

RNG = np.random.default_rng(14)
TALL = RNG.standard_normal((30, 4)) * [9, 5, 2, 1]
TWINS = RNG.standard_normal((30, 3))
TWINS[:, 2] = TWINS[:, 0] + 1e-7 * TWINS[:, 2]  # columns whose difference half of the digits cannot show
STREAMS = ([TALL[:12] + 7, TALL[12:20], TALL[20:]], [5 * TALL[:7], 5 * TALL[7:] - 100])

chapter.value(
    "sent",
    80_000,
    mistakes=[
        (10**7 * 100 * 8, "That is the block; the triangle has as many rows as columns."),
        (10_000, "That many numbers, of eight bytes each."),
        (40_400, "That is the triangle alone; a square array has its zeros, too."),
        (5_050, "So many numbers are in the triangle; count the square, and in bytes."),
        (40_000, "Double precision takes eight bytes a number, not four."),
    ],
    hints=[
        "How many rows and columns has the triangle, whatever the number of rows of the block?",
        "100 rows of 100 numbers, eight bytes each.",
        "100 * 100 * 8",
    ],
)


def triangle_of(M):
    """Return the triangle of a matrix."""
    return np.linalg.qr(M, mode="r")


def small_and_large(R1, R2, R):
    """Return the triangle without the signs of its rows, and each diagonal entry for itself, since some are small."""
    if not np.allclose(R, np.triu(R)):
        raise Unfit("That is no upper triangle: below the diagonal there is something else than zero.")
    return [abs(R), *abs(np.diag(R))]


@chapter.function(
    inputs=[
        *(tuple(triangle_of(RNG.standard_normal((9, n)) * size) for size in (1, 10)) for n in (2, 4)),
        (triangle_of(TWINS[:13]), triangle_of(TWINS[13:])),
    ],
    returns=("the triangle",),
    view=small_and_large,
    rtol=1e-6,
    hints=[
        "Which small matrix has the same triangle as all the rows together?",
        "Stack the two, and make a triangle of the stack.",
        "np.linalg.qr(np.vstack([R1, R2]), mode='r')",
    ],
)
def merged(R1, R2):
    """Make a triangle of the two stacked."""
    return triangle_of(np.vstack([R1, R2]))


@merged.mistake("That is the stack; make a triangle of it.")
def only_stacked(R1, R2):
    """Return the stack."""
    return np.vstack([R1, R2])


@merged.mistake("Triangles cannot be added: stack their rows.")
def added(R1, R2):
    """Add the two."""
    return R1 + R2


@merged.mistake("That is Q; the triangle is R.")
def the_other_factor(R1, R2):
    """Return the orthonormal factor."""
    return np.linalg.qr(np.vstack([R1, R2])).Q


@merged.mistake("The rows of zeros are not needed: leave them out.")
def with_rows_of_zeros(R1, R2):
    """Return the full form."""
    return np.linalg.qr(np.vstack([R1, R2]), mode="complete").R


@merged.mistake("That is no upper triangle: below the diagonal there is something else than zero.")
def values_times_vectors(R1, R2):
    """Return the singular values times the right vectors: the same Gram matrix, and no triangle."""
    s, Vt = np.linalg.svd(np.vstack([R1, R2]), full_matrices=False)[1:]
    return s[:, None] * Vt


SQUARED = "Right for well-conditioned triangles. Gram matrices lose half of the digits: stack, and use qr."


@merged.mistake(SQUARED)
def by_cholesky(R1, R2):
    """Add up the Gram matrices, and take the Cholesky factor."""
    return np.linalg.cholesky(R1.T @ R1 + R2.T @ R2).T


@merged.mistake("Stack the rows, one triangle under the other: yours stand side by side.")
def side_by_side(R1, R2):
    """Make a triangle of the two side by side."""
    return triangle_of(np.hstack([R1, R2]))


def leading(A, k):
    """Return the first rows of a matrix, and its leading values and vectors."""
    s, Vt = np.linalg.svd(A, full_matrices=False)[1:]
    return A[:11], s[:k], Vt[:k]


@chapter.function(
    inputs=[leading(TALL, 2), leading(TALL, 4), leading(3 - TALL, 1)],
    returns=("the rows",),
    rtol=1e-8,
    hints=[
        "Solve A = U Σ Vᵀ for U, and look at a few rows of it.",
        "Multiply the block with V, the transpose of Vt, and then divide by something.",
        "block @ Vt.T / s",
    ],
)
def left(block, s, Vt):
    """Multiply by V, and divide by the singular values."""
    return block @ Vt.T / s


@left.mistake("Those are the coordinates: divide by the singular values.")
def only_coordinates(block, s, Vt):
    """Forget the singular values."""
    return block @ Vt.T


@left.mistake("Those are the coordinates times the singular values; what is to be undone?")
def multiplied(block, s, Vt):
    """Multiply by the singular values."""
    return block @ Vt.T * s


@left.mistake("Divide by s once, not twice.")
def divided_twice(block, s, Vt):
    """Divide by the squares."""
    return block @ Vt.T / s**2


@left.mistake("Transposed: a row of the block gives a row of U.")
def rows_as_columns(block, s, Vt):
    """Return the transpose."""
    return left(block, s, Vt).T


@left.mistake("Divide by the singular values of the whole matrix, not by what this block has of them.")
def made_unit_vectors(block, s, Vt):
    """Make the columns of this block unit vectors."""
    return block @ Vt.T / np.linalg.norm(block @ Vt.T, axis=0)


@left.mistake("That is the block's own U; these rows belong to the U of the whole matrix.")
def of_the_block(block, s, Vt):
    """Decompose the block."""
    return np.linalg.svd(block, full_matrices=False)[0][:, : len(s)]


def component_variances(A):
    """Return the variances along the principal directions of rows."""
    return np.linalg.svd(A - A.mean(axis=0), compute_uv=False) ** 2 / (len(A) - 1)


def with_ones(A):
    """Return rows with a column of ones in front."""
    return np.column_stack([np.ones(len(A)), A])


@chapter.function(
    inputs=[(blocks,) for blocks in STREAMS],
    returns=("the variances",),
    rtol=1e-7,
    hints=[
        "What did the column of ones do to the triangle?",
        "np.column_stack([np.ones(len(block)), block]) is what goes under the triangle, block by block.",
        "In the end np.linalg.svd(R[1:, 1:], compute_uv=False) ** 2 / (rows - 1).",
    ],
)
def variances(blocks):
    """Return the variances of the components of all rows."""
    return component_variances(np.vstack(blocks))


@variances.mistake("That is uncentred: put a column of ones first.")
def uncentred(blocks):
    """Leave the mean in."""
    A = np.vstack(blocks)
    return np.linalg.svd(A, compute_uv=False) ** 2 / (len(A) - 1)


@variances.mistake("Divide by the number of rows less one.")
def not_divided(blocks):
    """Return the squared singular values."""
    return variances(blocks) * (len(np.vstack(blocks)) - 1)


@variances.mistake("Divide by the number of rows less one, not by the number of rows.")
def over_all_rows(blocks):
    """Divide by the number of rows."""
    rows = len(np.vstack(blocks))
    return variances(blocks) * (rows - 1) / rows


@variances.mistake("Square the singular values first.")
def not_squared(blocks):
    """Divide the singular values themselves."""
    A = np.vstack(blocks)
    return np.linalg.svd(A - A.mean(axis=0), compute_uv=False) / (len(A) - 1)


@variances.mistake("Those are standard deviations: square them.")
def deviations(blocks):
    """Return the roots."""
    return np.sqrt(variances(blocks))


@variances.mistake("The largest first.")
def smallest_first(blocks):
    """Return them in increasing order."""
    return variances(blocks)[::-1]


@variances.mistake("Those are the variances of the columns, not of the components.")
def of_the_columns(blocks):
    """Return the variances of the columns."""
    return np.var(np.vstack(blocks), axis=0, ddof=1)


@variances.mistake("Leave out the first row and the first column of the triangle.")
def ones_not_removed(blocks):
    """Keep the column of ones to the end."""
    A = np.vstack(blocks)
    return np.linalg.svd(with_ones(A), compute_uv=False) ** 2 / (len(A) - 1)


@variances.mistake("The mean of all rows is to be taken off, not each block's own.")
def each_block_centred(blocks):
    """Centre each block for itself."""
    return variances([block - block.mean(axis=0) for block in blocks])


@variances.mistake("Use all blocks.")
def of_the_last_block(blocks):
    """Forget all blocks but the last."""
    return component_variances(blocks[-1])


@chapter.function(
    inputs=[
        (aslinearoperator(RNG.standard_normal((m, n))), RNG.standard_normal(n), RNG.standard_normal(m))
        for m, n in ((5, 3), (2, 6))
    ],
    returns=("the product",),
    hints=[
        "Transpose the difference: (A - 1 μᵀ)ᵀ u has two parts.",
        "The second part is the mean times the sum of u.",
        "A.T @ u - mean * u.sum()",
    ],
)
def back(A, mean, u):
    """Subtract the mean times the sum."""
    return A.T @ u - mean * u.sum()


@back.mistake("That is uncentred.")
def mean_forgotten(A, mean, u):
    """Leave the mean out."""
    return A.T @ u


@back.mistake("How often is the mean taken off? Once for each entry of u, times it.")
def mean_once(A, mean, u):
    """Subtract the mean once."""
    return A.T @ u - mean


@back.mistake("Each entry of u takes part with its value, not with 1.")
def mean_for_each_row(A, mean, u):
    """Subtract the mean once for each entry of u."""
    return A.T @ u - len(u) * mean


@back.mistake("Taken off, not put on.")
def mean_added(A, mean, u):
    """Add where one has to subtract."""
    return A.T @ u + mean * u.sum()


def keep_after_each(blocks, k, kept_rows):
    """Return the singular values of the last stack, when after each block some rows are kept for the next."""
    kept = blocks[0][:0]
    for block in blocks:
        s, Vt = np.linalg.svd(np.vstack([kept, block]), full_matrices=False)[1:]
        kept = kept_rows(s, Vt)
    return s


@chapter.function(
    inputs=[(blocks, 2) for blocks in STREAMS],
    returns=("the values",),
    rtol=1e-7,
    hints=[
        "What is kept after a block, and what is it stacked with next?",
        "kept = s[:k, None] * Vt[:k], from the decomposition of np.vstack([kept, block]).",
        "Begin with kept = blocks[0][:0], which has no rows, go through all blocks, and return s[:k] of the last stack.",
    ],
)
def sketched(blocks, k):
    """Keep the k leading rows after each block."""
    return keep_after_each(blocks, k, lambda s, Vt: s[:k, None] * Vt[:k])[:k]


@sketched.mistake("Those are the exact values; this way gives others. Keep only k rows after each block.")
def exact_values(blocks, k):
    """Decompose all rows at once."""
    return np.linalg.svd(np.vstack(blocks), compute_uv=False)[:k]


@sketched.mistake("Keep the rows of Vt times their singular values.")
def directions_alone(blocks, k):
    """Keep the directions without their lengths."""
    return keep_after_each(blocks, k, lambda s, Vt: Vt[:k])[:k]


@sketched.mistake("Only the k leading ones.")
def all_values(blocks, k):
    """Return every singular value of the last stack."""
    return keep_after_each(blocks, k, lambda s, Vt: s[:k, None] * Vt[:k])


@sketched.mistake("What is kept of one block goes on top of the next: yours begins anew each time.")
def of_the_last_alone(blocks, k):
    """Decompose the last block."""
    return np.linalg.svd(blocks[-1], compute_uv=False)[:k]
