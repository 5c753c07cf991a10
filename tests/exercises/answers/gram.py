"""Other right answers than the book's own for the chapter on Gram matrices, and what certain answers have to meet."""

import numpy as np


def by_the_eigenvalue(A, v):
    return A @ v / np.sqrt(v @ A.T @ A @ v)


def by_the_largest_entry(A, v):
    i = np.argmax(abs(v))
    return A @ v * np.sqrt(v[i] / (A.T @ (A @ v))[i])


def symmetric_root(S):
    values, Q = np.linalg.eigh(S)
    return Q @ np.diag(np.sqrt(np.clip(values, 0, None))) @ Q.T


def from_svd(S):
    _, s, Vt = np.linalg.svd(S)
    return np.diag(np.sqrt(s)) @ Vt


def only_what_is_positive(S):
    values, Q = np.linalg.eigh(S)
    kept = values > 1e-12 * values[-1]
    return (Q[:, kept] * values[kept] ** 0.5).T


def pivoted_elimination(S):
    rows, rest = [], S.copy()
    while (diagonal := np.diag(rest)).max() > 1e-12 * np.trace(S):
        j = np.argmax(diagonal)
        rows.append(rest[j] / np.sqrt(rest[j, j]))
        rest = rest - np.outer(rows[-1], rows[-1])
    return np.array(rows)


RIGHT = {
    "carry": [by_the_eigenvalue, by_the_largest_entry],
    "gram_root": [symmetric_root, from_svd, only_what_is_positive, pivoted_elimination],
}
MET = [
    ("carry", lambda A, v: A.T @ v, "A^T goes back the other way"),
    ("gram_root", lambda S: np.linalg.cholesky(S), "only for positive definite matrices"),
]
