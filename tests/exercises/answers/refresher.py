"""Other right answers than the book's own for the refresher, and what certain answers have to meet."""

import numpy as np


def from_the_gram_matrix(A):
    return np.sqrt(np.diag(A.T @ A))


def by_a_loop(A):
    return [np.sqrt(column @ column) for column in A.T]


def from_the_left(A, r):
    return np.diag(r) @ A


def transposed_twice(A, r):
    return (A.T * r).T


def reshaped(A, r):
    return r.reshape(-1, 1) * A


def line_by_line(Q, b):
    return sum((q @ b) * q for q in Q.T)


def by_least_squares(Q, b):
    return Q @ np.linalg.lstsq(Q, b, rcond=None)[0]


def one_projection_after_the_other(A):
    found = []
    for a in A.T:
        w = a.copy()
        for q in found:
            w -= (q @ w) * q
        found.append(w / np.sqrt(w @ w))
    return np.column_stack(found)


def with_the_signs_set(A):
    Q, R = np.linalg.qr(A)
    return Q * np.sign(np.diag(R))


def with_a_wrong_axis_kept(A, r):
    return A * r[None, :]


RIGHT = {
    "column_lengths": [from_the_gram_matrix, by_a_loop],
    "scale_rows": [from_the_left, transposed_twice, reshaped],
    "nearest": [line_by_line, by_least_squares],
    "gram_schmidt": [one_projection_after_the_other, with_the_signs_set],
}
MET = [
    ("scale_rows", with_a_wrong_axis_kept, "Your numbers met the columns"),
    ("nearest", lambda Q, b: Q.T @ b @ Q, "raised ValueError"),
]
