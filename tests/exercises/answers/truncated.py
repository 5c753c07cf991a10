"""Other right answers than the book's own for the chapter on coordinates, and what certain answers have to meet."""

import numpy as np

from svdbook.exercises.approximation.truncated import A
from svdlib import svd, truncated_svd


def by_truncated_svd(M, B, k):
    return np.einsum("ij,kj->ik", B, truncated_svd(M, k).Vt)


def row_by_row(M, B, k):
    Vt = svd(M).truncate(k).Vt
    return [[float(v @ row) for v in Vt] for row in B]


def two_products(G, mean, m):
    column_sums = m * mean
    return G - np.outer(column_sums, mean) - np.outer(mean, column_sums) + m * mean[:, None] * mean


def entry_by_entry(G, mean, m):
    return [[G[i, j] - m * mean[i] * mean[j] for j in range(len(G))] for i in range(len(G))]


RIGHT = {"coordinates": [by_truncated_svd, row_by_row], "centred_gram": [two_products, entry_by_entry]}
MET = [
    ("scalar_products", np.linalg.norm(np.linalg.svd(A @ A.T)[1][1:]), "right"),
    ("scalar_products", 26.5, "not yet. Which singular values"),
    ("coordinates", lambda M, B, k: np.eye(len(M)) @ B, "raised ValueError"),
]
