"""Other right answers than the book's own for the chapter on the decomposition, and what certain answers have to meet."""

import numpy as np
import scipy.linalg


def root_of_the_sums_of_squares(u, v):
    return (np.sum(u**2) * (v @ v)) ** 0.5


def frobenius_norm(u, v):
    return np.sqrt(sum((a * b) ** 2 for a in u for b in v))


def stretch_of_its_own_direction(u, v):
    return np.linalg.norm(u * (v @ v)) / np.linalg.norm(v)


def from_the_turn(A):
    Q = scipy.linalg.orthogonal_procrustes(np.eye(len(A)), A)[0]
    return Q, Q.T @ A


RIGHT = {
    "outer": [root_of_the_sums_of_squares, frobenius_norm, stretch_of_its_own_direction],
    "polar": [scipy.linalg.polar, from_the_turn],
}
MET = [
    ("outer", lambda u, v: abs(v @ u), "an inner product"),
]
