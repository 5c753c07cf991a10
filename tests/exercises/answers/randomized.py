"""Other right answers than the book's own for the chapter on randomised methods, and what certain answers have to meet."""

import numpy as np


def from_the_difference(A, Q):
    return np.linalg.norm(A - Q @ (Q.T @ A)) / np.linalg.norm(A)


def column_by_column(A, Q):
    left = sum(max(a @ a - np.sum((Q.T @ a) ** 2), 0) for a in A.T)
    return [np.sqrt(left / np.sum(A**2))]


def by_pythagoras(A, tolerance):
    rng, most = np.random.default_rng(9), min(A.shape)
    Q, left = np.zeros((len(A), 0)), np.linalg.norm(A) ** 2
    enough = tolerance**2 * left
    while left > enough and Q.shape[1] < most:
        Y = A @ rng.standard_normal((A.shape[1], min(5, most - Q.shape[1])))
        for _ in range(2):
            Y = np.linalg.qr(Y - Q @ (Q.T @ Y)).Q
        left -= np.linalg.norm(Y.T @ A) ** 2
        Q = np.hstack([Q, Y])
    return Q


def with_a_power_iteration(A, tolerance):
    rng, Q = np.random.default_rng(2), np.zeros((len(A), 0))
    while np.linalg.norm(A - Q @ Q.T @ A) > tolerance * np.linalg.norm(A) and Q.shape[1] < min(A.shape):
        Y = A @ (A.T @ (A @ rng.standard_normal((A.shape[1], min(5, min(A.shape) - Q.shape[1])))))
        Y -= Q @ (Q.T @ Y)
        Q = np.hstack([Q, np.linalg.qr(np.linalg.qr(Y).Q - Q @ (Q.T @ np.linalg.qr(Y).Q)).Q])
    return Q


def rounded_otherwise(sign):
    """Return a root that is not saved from rounding, as another machine may round: here up, there down."""

    def answer(A, Q):
        return np.sqrt(1 - np.sum((Q.T @ A) ** 2) / np.sum(A**2) + sign * np.sign(A[0, 0]) * 4e-15)

    return answer


def one_column_short(A, tolerance):
    U, s, _ = np.linalg.svd(A, full_matrices=False)
    left = np.sqrt(np.append(np.cumsum(s[::-1] ** 2)[::-1], 0))
    k = np.argmax(left <= tolerance * left[0])
    return U[:, : k - 1 if k < len(s) else k]


RIGHT = {"relative_error": [from_the_difference, column_by_column], "basis": [by_pythagoras, with_a_power_iteration]}
NEGATIVE = "rounding may make the difference negative"
MET = [
    ("relative_error", lambda A, Q: np.sqrt(1 - np.linalg.norm(Q.T @ A) ** 2 / np.linalg.norm(A) ** 2), "not yet"),
    ("relative_error", lambda A, Q: np.sqrt((np.sum(A**2) - np.sum((Q.T @ A) ** 2)) / np.sum(A**2)), "not yet"),
    ("relative_error", lambda A, Q: np.sqrt(1 - np.sum((Q.T @ A) ** 2) / np.sum(A**2)), NEGATIVE),
    ("relative_error", lambda A, Q: np.sqrt(np.trace(A.T @ A - A.T @ Q @ Q.T @ A) / np.sum(A**2)), "not yet"),
    ("relative_error", rounded_otherwise(1), "not yet"),
    ("relative_error", rounded_otherwise(-1), "not yet"),
    ("basis", one_column_short, "Not good enough"),
    ("basis", lambda A, tolerance: (1 + 1e-9) * by_pythagoras(A, tolerance), "Orthonormal to a few digits only"),
    ("basis", lambda A, tolerance: np.linalg.qr(A[:, :10]).Q, "Not good enough"),
    ("basis", lambda A, tolerance: np.zeros((len(A), 0)), "Not good enough"),
    ("iterations", 9.82, "not yet"),
]
