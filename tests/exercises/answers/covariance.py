"""Other right answers than the book's own for the chapter on covariance, and what certain answers have to meet."""

import numpy as np


def entry_by_entry(S, A):
    return [[sum(a[i] * S[i, j] * b[j] for i in range(len(S)) for j in range(len(S))) for b in A] for a in A]


def by_a_root(S, A):
    values, Q = np.linalg.eigh(S)
    half = A @ Q * np.sqrt(np.maximum(values, 0))
    return half @ half.T


def by_standardised_columns(X):
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    return np.einsum("ij,ik->jk", Z, Z) / len(X)


def from_the_gram_matrix(X):
    X = np.asarray(X, dtype=float)
    C = X.T @ X - len(X) * np.outer(X.mean(axis=0), X.mean(axis=0))
    deviations = np.sqrt(np.diag(C))
    return C / deviations[:, None] / deviations


def by_deviations_from_the_common_mean(n1, mean1, S1, n2, mean2, S2):
    mean = (n1 * mean1 + n2 * mean2) / (n1 + n2)
    total = sum((n - 1) * S + n * np.outer(m - mean, m - mean) for n, m, S in ((n1, mean1, S1), (n2, mean2, S2)))
    return total / (n1 + n2 - 1)


def by_second_moments(n1, mean1, S1, n2, mean2, S2):
    n, mean = n1 + n2, (n1 * mean1 + n2 * mean2) / (n1 + n2)
    moments = sum((k - 1) * S + k * np.outer(m, m) for k, m, S in ((n1, mean1, S1), (n2, mean2, S2)))
    return (moments - n * np.outer(mean, mean)) / (n - 1)


RIGHT = {
    "transformed": [entry_by_entry, by_a_root],
    "my_correlation": [by_standardised_columns, from_the_gram_matrix, lambda X: np.corrcoef(X, rowvar=False)],
    "merged": [by_deviations_from_the_common_mean, by_second_moments],
}
MET = [
    ("difference", [5, 5], "One number is asked for, and this is list [5, 5]"),
    ("transformed", lambda S, A: np.linalg.cholesky(S - 1e9 * np.eye(len(S))), "raised LinAlgError"),
]
