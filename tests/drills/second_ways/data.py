"""The problems of Part III, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}


def floats(array):
    return np.asarray(array, dtype=float)


def covariance_table(problem):
    """Each entry from its definition, with pairs of samples instead of means; NumPy's, too."""
    X, S = problem.facts["X"], problem.facts["S"]
    n = len(X)
    pairs = sum(np.outer(x - y, x - y) for x in X for y in X)
    assert (pairs / (2 * n * (n - 1)) == S).all()
    assert np.allclose(np.cov(floats(X).T), floats(S))
    assert (problem.answers[0].value == S).all()
    assert (X >= 0).all()
    assert all(x.denominator == 1 for x in [*X.flat, *S.flat, *(X.sum(axis=0) / n)])


def correlation(problem):
    """The squares of r from S exactly; the signs, and that R is not singular, from NumPy."""
    S, R = problem.facts["S"], problem.facts["R"]
    assert (R * R * np.outer(np.diag(S), np.diag(S)) == S * S).all()
    assert (floats(R) * floats(S) >= 0).all()
    assert np.linalg.eigvalsh(floats(R)).min() > 0
    assert np.all(problem.answers[0].value == (R if len(S) == 3 else R[0, 1]))


def transformed_covariance(problem):
    """The covariance of made-up samples with the covariance S, transformed one by one."""
    S, A, T = (floats(problem.facts[name]) for name in ("S", "A", "T"))
    half = np.linalg.cholesky(S)
    X = np.vstack([half.T, -half.T, np.zeros((1, 2))]) * 2**0.5  # five samples of mean 0, with XᵀX / 4 = S
    assert np.allclose(np.cov(X.T), S)
    assert np.allclose(np.cov((X @ A.T + 7).T), T)
    answers = [answer.value for answer in problem.answers]
    assert np.all(answers == np.array([problem.facts["T"]] if len(answers) == 1 else [T[0, 0], T[1, 1], T[0, 1]]))
