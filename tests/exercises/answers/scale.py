"""Other right answers than the book's own for the chapter on more rows than memory, and what certain answers have to meet."""

import numpy as np
import scipy.linalg


def by_scipy_the_other_way_round(R1, R2):
    return scipy.linalg.qr(np.vstack([R2, R1]), mode="economic")[1]


def row_by_row(R1, R2):
    R = R1.copy()
    for row in R2:
        R = np.linalg.qr(np.vstack([R, row]), mode="r")
    return R


def with_positive_diagonal(R1, R2):
    R = np.linalg.qr(np.vstack([R1, R2]), mode="r")
    return np.sign(np.diag(R))[:, None] * R


def by_a_diagonal(block, s, Vt):
    return block @ np.linalg.pinv(np.diag(s) @ Vt)


def by_solving(block, s, Vt):
    return np.linalg.lstsq((s[:, None] * Vt).T, block.T, rcond=None)[0].T


def by_triangles(blocks):
    R, rows = np.zeros((0, blocks[0].shape[1] + 1)), 0
    for block in blocks:
        R = np.linalg.qr(np.vstack([R, np.column_stack([np.ones(len(block)), block])]), mode="r")
        rows += len(block)
    return np.linalg.svd(R[1:, 1:], compute_uv=False) ** 2 / (rows - 1)


def by_merged_moments(blocks):
    n, mean, M = 0, 0, 0
    for block in blocks:
        m, d = len(block), block.mean(axis=0) - mean
        M = M + (block - block.mean(axis=0)).T @ (block - block.mean(axis=0)) + np.outer(d, d) * n * m / (n + m)
        mean = mean + d * m / (n + m)
        n += m
    return np.linalg.eigvalsh(M)[::-1] / (n - 1)


def by_a_centred_vector(A, mean, u):
    return A.T @ u - np.outer(mean, np.ones(len(u))) @ u


def term_by_term(A, mean, u):
    return sum(A.T @ (u[i] * e) - u[i] * mean for i, e in enumerate(np.eye(len(u))))


def by_the_package(blocks, k):
    from svdlib import svd

    kept = blocks[0][:0]
    for block in blocks:
        F = svd(np.vstack([kept, block]), full_matrices=False).truncate(min(k, len(kept) + len(block)))
        kept = np.diag(F.s) @ F.Vt
    return F.s


def by_gram_matrices(blocks, k):
    G = 0
    for block in blocks:
        values, Q = np.linalg.eigh(G + block.T @ block)
        G = (Q[:, -k:] * values[-k:]) @ Q[:, -k:].T
    return np.sqrt(values[::-1][:k])


RIGHT = {
    "merged": [by_scipy_the_other_way_round, row_by_row, with_positive_diagonal],
    "left": [by_a_diagonal, by_solving],
    "variances": [by_triangles, by_merged_moments],
    "back": [by_a_centred_vector, term_by_term],
    "sketched": [by_the_package, by_gram_matrices],
}
# the twins need double precision to be told apart: what is handed on may be single
SINGLE = {"merged": lambda R1, R2: np.float32(np.linalg.qr(np.vstack([R1, R2]), mode="r"))}
MET = [
    ("merged", lambda R1, R2: np.linalg.cholesky(R1.T @ R1 + R2.T @ R2), "no upper triangle"),
    ("back", lambda A, mean, u: (A - mean).T @ u, "not yet"),
    ("sent", 80, "not yet"),
]
