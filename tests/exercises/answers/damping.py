"""Other right answers than the book's own for the chapter on cutting and damping, and what certain answers have to meet."""

import numpy as np
from sklearn.linear_model import Ridge


def by_filter_factors(A, b, alpha):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt.T @ (s / (s**2 + alpha) * (U.T @ b))


def by_scikit_learns_ridge(A, b, alpha):
    return Ridge(alpha, fit_intercept=False, solver="svd").fit(A, b).coef_


def by_a_larger_system(A, b, alpha):
    n = A.shape[1]
    return np.linalg.lstsq(np.vstack([np.sqrt(alpha) * np.eye(n), A]), np.append(np.zeros(n), b), rcond=None)[0]


def by_many_fits(A, b):
    errors = []
    for i in range(len(b)):
        others = np.delete(np.arange(len(b)), i)
        errors.append(b[i] - A[i] @ np.linalg.lstsq(A[others], b[others], rcond=None)[0])
    return errors


def by_qr(A, b):
    Q = np.linalg.qr(A).Q
    return (b - Q @ (Q.T @ b)) / (1 - np.sum(Q**2, axis=1))


RIGHT = {
    "my_ridge": [by_filter_factors, by_scikit_learns_ridge, by_a_larger_system],
    "left_out_errors": [by_many_fits, by_qr],
}


def rounded_to_single(function):
    """A reader who computes in double and hands on in single precision."""
    return lambda *arguments: np.asarray(function(*arguments), np.float32)


SINGLE = {"my_ridge": rounded_to_single(by_filter_factors), "left_out_errors": rounded_to_single(by_qr)}
MET = [
    ("steps", 69074.2, "not yet"),
    ("effective", 6.6, "Rounded too much"),
    ("nine_tenths", 0.9, "not yet"),
]
