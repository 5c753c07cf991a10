"""Other right answers than the book's own for the chapter on symmetric matrices, and what certain answers have to meet."""

import numpy as np
import scipy.linalg


def of_the_negative(S):
    values, Q = np.linalg.eigh(-S)
    return -values, Q


def shifted_and_decomposed(S):
    shift = np.linalg.norm(S)
    U, s, _ = np.linalg.svd(S + shift * np.eye(len(S)))
    return s - shift, U


def pair_by_pair(S):
    values, Q = np.linalg.eigh(S)
    pairs = sorted(zip(values, Q.T, strict=True), key=lambda pair: -pair[0])
    return [value for value, _ in pairs], np.column_stack([v for _, v in pairs])


def by_schur(S):
    T, Q = scipy.linalg.schur(S)
    order = np.argsort(np.diag(T))[::-1]
    return np.diag(T)[order], Q[:, order]


def as_a_polynomial(S, mu):
    others = [value for value in np.unique(np.linalg.eigvalsh(S).round(6)) if abs(value - mu) > 1e-3]
    P = np.eye(len(S))
    for value in others:
        P = P @ (S - value * np.eye(len(S))) / (mu - value)
    return P


def by_the_null_space(S, mu):
    basis = scipy.linalg.null_space(S - mu * np.eye(len(S)), rcond=1e-9)
    return basis @ np.linalg.pinv(basis)


def by_scipy(S, p):
    return scipy.linalg.fractional_matrix_power(S, p)


def as_a_sum(S, p):
    values, Q = np.linalg.eigh(S)
    return sum(value**p * np.outer(q, q) for value, q in zip(values, Q.T, strict=True))


RIGHT = {
    "sorted_eigh": [of_the_negative, shifted_and_decomposed, pair_by_pair, by_schur],
    "eigenprojection": [as_a_polynomial, by_the_null_space],
    "power": [by_scipy, as_a_sum],
}
MET = [
    ("largest", -6, "the largest is asked for"),
    ("largest", 3, "has gone as far as it may"),
    ("longer", 2, "That is the shorter one"),
    ("smallest_left", 10, "the largest value it can have"),
    ("sorted_eigh", lambda S: np.linalg.eigh(S)[0][::-1], "is to return 2 things"),
    ("power", lambda S, p: S**p, "raises each entry"),
]
