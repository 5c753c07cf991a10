"""Other right answers than the book's own for the chapter on rank, and what certain answers have to meet."""

import numpy as np

from svdbook.exercises.foundations.rank import noisy_rank
from svdlib import matrix_rank


def from_its_singular_vectors(A):
    U, s, Vt = np.linalg.svd(A)
    return U[:, :1] * s[0], Vt[:1]


def longest_row_and_its_multiples(A):
    v = A[np.argmax(np.linalg.norm(A, axis=1))]
    return A @ v / (v @ v), v


def divide_the_row(A):
    j = np.argmax(np.sum(A**2, axis=0))
    u = A[:, j] / np.linalg.norm(A[:, j])
    return u, u @ A


def smaller_of_two_ranks(A, omega):
    return min(matrix_rank(A), matrix_rank(A, tol=omega * (np.sqrt(A.shape[0]) + np.sqrt(A.shape[1]) + 3)))


def above_each(A, omega):
    s = np.linalg.svd(A.T, compute_uv=False)
    reach = omega * (3 + sum(np.sqrt(A.shape)))
    return [np.count_nonzero((s > reach) & (s > s.max() * max(A.shape) * 2.0**-52))]


def by_a_loop(A, omega):
    rank, s = 0, np.linalg.svd(A)[1]
    while rank < len(s) and s[rank] > max(s[0] * max(A.shape) * np.finfo(float).eps, omega * (3 + sum(np.sqrt(A.shape)))):
        rank += 1
    return rank


def half_as_far(A, omega):
    return np.linalg.matrix_rank(A, tol=omega * (3 + sum(np.sqrt(A.shape))) / 2 + 1e-300)


RIGHT = {
    "take_apart": [from_its_singular_vectors, longest_row_and_its_multiples, divide_the_row],
    "noisy_rank": [smaller_of_two_ranks, above_each, by_a_loop],
}
SINGLE = {"noisy_rank": lambda A, omega: np.float32(noisy_rank(A, omega))}  # rounding errors of single precision are larger
MET = [
    ("take_apart", lambda A: A, "is to return 2 things, the column, the row, and returned 3"),
    ("take_apart", lambda A: (A[:, 0], A[0] / A[0, 0]), "A[0, 0] may be zero"),
    ("noisy_rank", half_as_far, "How large is each of the two tolerances?"),
    ("noisy_rank", lambda A, omega: A, "the rank should have the shape ()"),
]
