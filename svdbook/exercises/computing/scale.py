"""Answers and hints for the chapter on more rows than memory."""

import numpy as np
from scipy.sparse.linalg import aslinearoperator

from svdbook.exercises.grading import Exercise, Unfit, arrays

RNG = np.random.default_rng(14)
TRIANGLES = tuple(tuple(np.linalg.qr(RNG.standard_normal((9, n)) * size).R for size in (1, 10)) for n in (2, 4))
TALL = RNG.standard_normal((30, 4)) * [9, 5, 2, 1]
STREAMS = (([TALL[:12] + 7, TALL[12:20], TALL[20:]],), ([5 * TALL[:7], 5 * TALL[7:] - 100],))
PRODUCTS = tuple(
    (aslinearoperator(RNG.standard_normal((m, n))), RNG.standard_normal(n), RNG.standard_normal(m)) for m, n in ((5, 3), (2, 6))
)


def thin(A, k):
    """The block of first rows, the leading values and vectors of a matrix."""
    s, Vt = np.linalg.svd(A, full_matrices=False)[1:]
    return A[:11], s[:k], Vt[:k]


BLOCKS = (thin(TALL, 2), thin(TALL, 4), thin(3 - TALL, 1))


def gram(R):
    """What of a triangle does not depend on the signs of its rows, and whether it is one."""
    if R.ndim != 2:
        raise Unfit(f"A matrix is asked for, and this has the shape {R.shape}.")
    return R.T @ R, np.array([np.allclose(R, np.triu(R)), len(R) <= R.shape[1]])


def variances(blocks, centred=True, by_rows=True, squared=True):
    """Explained variances of the stacked blocks, perhaps wrong in one place."""
    A = np.vstack(blocks)
    s = np.linalg.svd(A - A.mean(axis=0) * centred, compute_uv=False)
    return (s**2 if squared else s) / ((len(A) - 1) if by_rows else 1)


def right_part(A):
    """The product of the singular values and the right singular vectors."""
    s, Vt = np.linalg.svd(A, full_matrices=False)[1:]
    return s[:, None] * Vt


def with_ones(blocks):
    """All rows, with a column of ones before the others."""
    A = np.vstack(blocks)
    return np.column_stack([np.ones(len(A)), A])


def sketched(blocks, k, scaled=True, first=True):
    """Singular values of what is left of each block after another."""
    kept = blocks[0][:0]
    for block in blocks:
        s, Vt = np.linalg.svd(np.vstack([kept, block]), full_matrices=False)[1:]
        kept = (s[:k, None] if scaled else 1) * Vt[:k]
    return s[:k] if first else s


EXERCISES = {
    "sent": Exercise(
        solution=lambda: 80_000,
        mistakes=(
            (lambda: 10**7 * 100 * 8, "That is the block; the triangle has as many rows as columns."),
            (lambda: 10_000, "That many numbers, of eight bytes each."),
            (lambda: 40_400, "That is the triangle alone; a square array has its zeros, too."),
        ),
        hints=("100 rows of 100 numbers.", "100 * 100 * 8"),
    ),
    "merged": Exercise(
        solution=lambda: lambda R1, R2: np.linalg.qr(np.vstack([R1, R2]), mode="r"),
        mistakes=(
            (lambda: lambda R1, R2: np.vstack([R1, R2]), "That is the stack; make a triangle of it."),
            (lambda: lambda R1, R2: R1 + R2, "Triangles cannot be added: stack their rows."),
            (lambda: lambda R1, R2: np.linalg.qr(np.vstack([R1, R2])).Q, "That is Q; the triangle is R."),
            (
                lambda: lambda R1, R2: np.linalg.qr(np.vstack([R1, R2]), mode="complete").R,
                "The rows of zeros are not needed: leave them out.",
            ),
            (
                lambda: lambda R1, R2: right_part(np.vstack([R1, R2])),
                "That has the right values and vectors, but is no triangle.",
            ),
            (
                lambda: lambda R1, R2: np.linalg.cholesky(R1.T @ R1 + R2.T @ R2),
                "Its transpose would be right, if the Gram matrices did not lose half the digits.",
            ),
        ),
        hints=("np.vstack([R1, R2])", "np.linalg.qr(np.vstack([R1, R2]), mode='r')"),
        probe=arrays(TRIANGLES, "the triangle", by=gram),
    ),
    "left": Exercise(
        solution=lambda: lambda block, s, Vt: block @ Vt.T / s,
        mistakes=(
            (lambda: lambda block, s, Vt: block @ Vt.T, "Those are the coordinates: divide by the singular values."),
            (lambda: lambda block, s, Vt: block @ Vt.T * s, "Divide by the singular values."),
            (lambda: lambda block, s, Vt: block @ Vt.T / s**2, "Divide by s once, not twice."),
            (lambda: lambda block, s, Vt: (block @ Vt.T / s).T, "Transposed: a row of the block gives a row of U."),
            (
                lambda: lambda block, s, Vt: block @ Vt.T / np.linalg.norm(block @ Vt.T, axis=0),
                "Divide by the singular values of the whole matrix, not by what this block has of them.",
            ),
            (
                lambda: lambda block, s, Vt: np.linalg.svd(block, full_matrices=False)[0][:, : len(s)],
                "That is the block's own U; these rows belong to the U of the whole matrix.",
            ),
        ),
        hints=("Multiply the block with V, the transpose of Vt.", "block @ Vt.T / s"),
        probe=arrays(BLOCKS, "the rows"),
        tolerance=1e-8,
    ),
    "variances": Exercise(
        solution=lambda: variances,
        mistakes=(
            (lambda: lambda blocks: variances(blocks, centred=False), "That is uncentred: put a column of ones first."),
            (lambda: lambda blocks: variances(blocks, by_rows=False), "Divide by the number of rows less one."),
            (lambda: lambda blocks: variances(blocks, squared=False), "Square the singular values first."),
            (
                lambda: lambda blocks: variances(blocks) * (1 - 1 / sum(map(len, blocks))),
                "Divide by the number of rows less one, not by the number of rows.",
            ),
            (lambda: lambda blocks: np.sqrt(variances(blocks)), "Those are standard deviations: square them."),
            (lambda: lambda blocks: variances(blocks)[::-1], "The largest first."),
            (
                lambda: lambda blocks: np.var(np.vstack(blocks), axis=0, ddof=1),
                "Those are the variances of the columns, not of the components.",
            ),
            (
                lambda: lambda blocks: np.linalg.svd(with_ones(blocks), compute_uv=False) ** 2 / (sum(map(len, blocks)) - 1),
                "Leave out the first row and the first column of the triangle.",
            ),
            (
                lambda: lambda blocks: variances([block - block.mean(axis=0) for block in blocks]),
                "The mean of all rows is to be taken off, not each block's own.",
            ),
        ),
        hints=(
            "np.column_stack([np.ones(len(block)), block]) is what goes under the triangle.",
            "In the end np.linalg.svd(R[1:, 1:], compute_uv=False) ** 2 / (rows - 1).",
        ),
        probe=arrays(STREAMS, "the variances"),
        tolerance=1e-7,
    ),
    "back": Exercise(
        solution=lambda: lambda A, mean, u: A.T @ u - mean * u.sum(),
        mistakes=(
            (lambda: lambda A, mean, u: A.T @ u, "That is uncentred."),
            (lambda: lambda A, mean, u: A.T @ u - mean, "How often is the mean taken off? Once for each entry of u, times it."),
            (lambda: lambda A, mean, u: A.T @ u + mean * u.sum(), "Taken off, not put on."),
        ),
        hints=("The second part is the mean times the sum of u.", "A.T @ u - mean * u.sum()"),
        probe=arrays(PRODUCTS, "the product"),
    ),
    "sketched": Exercise(
        solution=lambda: sketched,
        mistakes=(
            (
                lambda: lambda blocks, k: np.linalg.svd(np.vstack(blocks), compute_uv=False)[:k],
                "Those are the exact values; this way gives others. Keep only k rows after each block.",
            ),
            (lambda: lambda blocks, k: sketched(blocks, k, scaled=False), "Keep the rows of Vt times their singular values."),
            (lambda: lambda blocks, k: sketched(blocks, k, first=False), "Only the k leading ones."),
        ),
        hints=(
            "kept = s[:k, None] * Vt[:k], from the decomposition of np.vstack([kept, block]).",
            "Begin with kept = blocks[0][:0], which has no rows, and go through all blocks.",
        ),
        probe=arrays([(*blocks, 2) for blocks in STREAMS], "the values"),
        tolerance=1e-7,
    ),
}
