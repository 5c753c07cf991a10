"""Other right answers than the book's own for the chapter on best approximation, and what certain answers have to meet."""

import numpy as np

from svdlib import low_rank


def term_by_term(A, k):
    U, s, Vt = np.linalg.svd(A)
    return sum(s[i] * np.outer(U[:, i], Vt[i]) for i in range(k))


def onto_the_right_vectors(A, k):
    V = np.linalg.eigh(A.T @ A).eigenvectors[:, ::-1][:, :k]
    return A @ V @ V.T


def less_the_last_terms(A, k):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return A - U[:, k:] @ np.diag(s[k:]) @ Vt[k:]


def zeros_on_the_diagonal(A, k):
    U, s, Vt = np.linalg.svd(A)
    Sigma = np.zeros(A.shape)
    np.fill_diagonal(Sigma, np.where(np.arange(len(s)) < k, s, 0))
    return U @ Sigma @ Vt


def by_diagonal_matrices(A, k, r, c):
    B = low_rank(np.diag(r) @ A @ np.diag(c), k)
    return np.linalg.solve(np.diag(r), B) @ np.linalg.inv(np.diag(c))


def by_a_weighted_projection(A, k, r, c):
    U = np.linalg.svd(r[:, None] * A * c)[0][:, :k]
    return (U / r[:, None]) @ (U.T * r) @ A


def by_double_angles(t):
    a, b = np.cos(2 * t), np.sin(2 * t)
    return [[1 + a, b, 0], [b, 1 - a, 0], [0, 0, 0]]


def turned_and_truncated(t):
    turn = np.array([[np.cos(t), -np.sin(t), 0], [np.sin(t), np.cos(t), 0], [0, 0, 1]])
    return turn @ low_rank(np.diag([2, 1, 0]), 1) @ turn.T


def projected(t):
    q = np.array([[np.cos(t)], [np.sin(t)], [0]])
    return q @ (q.T @ np.diag([2, 2, 1]))


RIGHT = {
    "truncation": [term_by_term, onto_the_right_vectors, less_the_last_terms, zeros_on_the_diagonal, low_rank],
    "weighted": [by_diagonal_matrices, by_a_weighted_projection],
    "nearest": [by_double_angles, turned_and_truncated, projected],
}
MET = [
    ("smallest_rank", 28, "That is the rank for the 2-norm"),
    ("symmetric", [0, -5], "A 2 by 2 matrix is asked for"),
    ("symmetric", [0, 0, 0, -5], "A 2 by 2 matrix is asked for"),
    ("truncation", lambda A, k: np.float32(low_rank(A, k)), "right, but only to 7 digits"),
    ("truncation", lambda A, k: np.round(low_rank(A, k), 3), "Which columns of U"),
]
