"""Other right answers than the book's own for the chapter on algorithms, and what certain answers have to meet."""

import numpy as np


def by_a_formula_without_roots(x, y):
    d = x - y
    return np.eye(len(x)) - np.outer(d, d) / (x @ x - x @ y)


def by_columns(x, y):
    d = (x - y) / np.linalg.norm(x - y)
    return np.column_stack([e - 2 * (d @ e) * d for e in np.eye(len(x))])


def by_a_block_of_two(A):
    Q = np.linalg.qr(np.random.default_rng(1).standard_normal((A.shape[1], 2))).Q
    for _ in range(500):
        Q = np.linalg.qr(A.T @ (A @ Q)).Q
    return np.linalg.norm(A @ Q, axis=0)


def by_projecting_the_vector(A):
    found, vectors = [], []
    for _ in range(2):
        v = np.arange(1.0, A.shape[1] + 1)
        for _ in range(2000):
            v = A.T @ (A @ v)
            for w in vectors:
                v = v - w * (w @ v)
            v = v / np.linalg.norm(v)
        vectors.append(v)
        found.append(np.linalg.norm(A @ v))
    return found


RIGHT = {
    "reflect": [by_a_formula_without_roots, by_columns],
    "two_values": [by_a_block_of_two, by_projecting_the_vector],
}
MET = [
    ("share", 1e-8, "right"),
    ("share", 2e-16, "does not square"),
    ("reflect", lambda x, y: np.linalg.inv(np.outer(x, y)), "raised LinAlgError"),
]
