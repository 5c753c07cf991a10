"""Other right answers than the book's own for the chapter on the SVD in LAPACK, and what certain answers have to meet."""

import numpy as np


def by_a_formula_without_roots(x, y):
    d = x - y
    return np.eye(len(x)) - np.outer(d, d) / (x @ x - x @ y)


def by_columns(x, y):
    d = (x - y) / np.linalg.norm(x - y)
    return np.column_stack([e - 2 * (d @ e) * d for e in np.eye(len(x))])


def by_lapack(a, b):
    return np.linalg.svd(np.diag(a) + np.diag(b, 1), compute_uv=False)[-1]


def by_inverse_iteration(a, b):
    B, x = np.diag(a) + np.diag(b, 1), np.ones(len(a))
    for _ in range(500):
        x = np.linalg.solve(B, np.linalg.solve(B.T, x / np.linalg.norm(x)))
    return np.linalg.norm(x) ** -0.5


def by_the_inverse(a, b):
    return 1 / np.linalg.norm(np.linalg.inv(np.diag(a) + np.diag(b, 1)), 2)


RIGHT = {
    "reflect": [by_a_formula_without_roots, by_columns],
    "smallest": [by_lapack, by_inverse_iteration, by_the_inverse],
}
MET = [
    ("reflect", lambda x, y: np.linalg.inv(np.outer(x, y)), "raised LinAlgError"),
    ("smallest", lambda a, b: np.linalg.eigvalsh(np.diag(a) ** 2)[0], "Which step"),
    ("cubed", 2**-27, "right"),
]
