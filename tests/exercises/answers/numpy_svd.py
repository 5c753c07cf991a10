"""Other right answers than the book's own for the chapter on NumPy's arrays, and what certain answers have to meet."""

import numpy as np
import scipy.linalg

from svdlib import SVD, four_subspaces, matrix_rank, pinv, svd


def by_the_package(A):
    U, s, Vt = svd(A)
    kept = s > max(A.shape) * np.finfo(float).eps * s[0]
    return U[:, : kept.sum()], s[kept], Vt[: kept.sum()]


def by_the_gram_matrix(A):
    values, V = np.linalg.eigh(A.T @ A)
    r = matrix_rank(A)
    values, V = values[::-1][:r], V[:, ::-1][:, :r]
    return A @ V / np.sqrt(values), np.sqrt(values), V.T


def of_the_transpose(A):
    V, s, Ut = np.linalg.svd(A.T, full_matrices=False)
    r = matrix_rank(A.T)
    return [Ut.T[:, :r], s[:r], V.T[:r]]


def completed(A):
    r = matrix_rank(A)
    return np.linalg.qr(np.linalg.svd(A)[2][:r].T, mode="complete").Q[:, r:]


def of_the_projector(A):
    values, Q = np.linalg.eigh(np.eye(A.shape[1]) - pinv(A) @ A)
    return Q[:, values > 0.5]


def subspace_of_the_package(A):
    return -four_subspaces(A).null_space


def summed_by_indices(U, s, Vt):
    p = s.shape[-1]
    return np.einsum("...ik,...k,...kj->...ij", U[..., :p], s, Vt[..., :p, :])


def by_the_method(U, s, Vt):
    return SVD(U, s, Vt).to_matrix()


RIGHT = {
    "compact": [by_the_package, by_the_gram_matrix, of_the_transpose],
    "null_basis": [scipy.linalg.null_space, completed, of_the_projector, subspace_of_the_package],
    "rebuild": [summed_by_indices, by_the_method],
}
MET = [
    ("saved", "980,000", "One number is asked for"),
    ("compact", lambda A: svd(A, full_matrices=False), "That is the thin form"),
    ("compact", lambda A: (2 * by_the_package(A)[0], by_the_package(A)[1] / 2, by_the_package(A)[2]), "How many singular"),
    ("null_basis", lambda A: svd(A).Vt[matrix_rank(A) :], "Right, but as rows"),
    ("null_basis", lambda A: scipy.linalg.null_space(A, rcond=1e-3) * 2, "A sends the right singular vectors"),
    ("rebuild", lambda U, s, Vt: U @ np.diag(s) @ Vt, "Your answer raised"),
]
