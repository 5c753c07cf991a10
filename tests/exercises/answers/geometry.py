"""Other right answers than the book's own for the chapter on geometry, and what certain answers have to meet."""

import numpy as np
import scipy.linalg

from svdlib import pinv, svd


def from_the_gram_matrix(A):
    values, V = np.linalg.eigh(A.T @ A)
    s, V = np.sqrt(values[::-1]), V[:, ::-1]
    V[:, 1] *= np.linalg.det(V)
    return A @ V / s, s, V.T


def first_vectors_changed(A):
    U, s, Vt = np.linalg.svd(A)
    if np.linalg.det(Vt) < 0:
        U[:, 0], Vt[0] = -U[:, 0], -Vt[0]
    return U, s, Vt


def by_two_angles(A):
    (a, b), (c, d) = A
    half_sum, half_difference = np.arctan2(c - b, a + d) / 2, np.arctan2(c + b, a - d) / 2
    left, right = half_difference + half_sum, half_sum - half_difference
    long, short = np.hypot(a + d, c - b) / 2, np.hypot(a - d, c + b) / 2
    return rotation(left), [long + short, long - short], rotation(right)


def rotation(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def by_least_squares(A, b):
    return A @ np.linalg.lstsq(A, b, rcond=None)[0]


def by_the_pseudoinverse(A, b):
    return A @ pinv(A) @ b


def what_is_not_perpendicular(A, b):
    N = scipy.linalg.null_space(A.T)
    return b - N @ (N.T @ b)


def by_orth(A, b):
    return sum(((q @ b) * q for q in scipy.linalg.orth(A).T), start=np.zeros(len(b)))


def from_the_inverse(A):
    V = np.linalg.svd(np.linalg.inv(A)).Vh
    return V[-1], -V[0]


def eigenvectors(A):
    Q = np.linalg.eigh(A @ A.T).eigenvectors
    return Q[:, -1], Q[:, 0]


def images_brought_to_length_one(A):
    V = svd(A).Vt
    b, error = A @ V[0], A @ V[-1]
    return b / np.linalg.norm(b), error / np.linalg.norm(error)


RIGHT = {
    "turns": [from_the_gram_matrix, first_vectors_changed, by_two_angles],
    "reach": [by_least_squares, by_the_pseudoinverse, what_is_not_perpendicular, by_orth],
    "worst_case": [from_the_inverse, eigenvectors, images_brought_to_length_one],
}
MET = [
    ("condition", 1.33, "nearly. Rounded too much"),
    ("by_four", (0.6614, 0.75), "nearly. Rounded too much"),
    ("turns", lambda A: (-np.linalg.svd(A)[0], np.linalg.svd(A)[1], -np.linalg.svd(A)[2]), "Some factor still mirrors"),
    ("reach", lambda A, b: np.linalg.lstsq(A, b, rcond=None), "several things"),
    ("reach", lambda A, b: np.linalg.lstsq(A, b, rcond=None)[0], "That is x"),
    ("reach", lambda A, b: np.linalg.solve(A, b), "Your answer raised LinAlgError"),
    ("nearest", [1.5, 1.5, 4.5, 4.5], "A 2 by 2 matrix is asked for"),
]
