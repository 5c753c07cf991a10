"""Other right answers than the book's own for the chapter on algorithms, and what certain answers have to meet."""

import numpy as np


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


def by_all_eigenvalues(S, mu):
    return min(np.linalg.eigvalsh(S), key=lambda value: abs(value - mu))


def by_the_inverse(S, mu):
    inverse, x = np.linalg.inv(S - mu * np.eye(len(S))), np.arange(1.0, len(S) + 1)
    for _ in range(1000):
        x = inverse @ x / np.linalg.norm(inverse @ x)
    return mu + 1 / (x @ inverse @ x)


RIGHT = {
    "two_values": [by_a_block_of_two, by_projecting_the_vector],
    "nearest": [by_all_eigenvalues, by_the_inverse],
}
MET = [
    ("share", 1e-8, "right"),
    ("share", 2e-16, "does not square"),
    ("nearest", lambda S, mu: np.linalg.eigvalsh(S)[0], "The power method finds"),
    ("nearest", lambda S, mu: np.linalg.inv(np.outer(S[0], S[0])), "raised LinAlgError"),
]
