"""The problems of Part II, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}


def _is_best(A, A1, s):
    """A₁ has rank one and is A projected on the line of one row, so that A - A₁ is perpendicular to it; σ are NumPy's."""
    i, j = np.argwhere(A1)[0]
    assert (A1 * A1[i, j] == A1[:, [j]] @ A1[[i]]).all()
    assert not ((A - A1) @ A1.T).any()
    assert not ((A - A1).T @ A1).any()
    assert np.allclose(np.linalg.svd(A.astype(float), compute_uv=False), np.array(s, dtype=float))
    assert (A1**2).sum() == s[0] ** 2


def best_rank_one(problem):
    """A₁ is the best, and the errors are the norms of what is left."""
    A, A1, s = (problem.facts[name] for name in ("A", "A1", "s"))
    best, two, frobenius = (answer.value for answer in problem.answers)
    _is_best(A, A1, s)
    assert (best == A1).all()
    rest = (A - A1).astype(float)
    assert np.isclose(np.linalg.norm(rest, 2), float(two))
    assert np.isclose(np.linalg.norm(rest), float(frobenius))


def sum_of_terms(problem):
    """A₁ is the best, and the error is the norm of what is left."""
    A, A1, s = (problem.facts[name] for name in ("A", "A1", "s"))
    sigma, best, error = (answer.value for answer in problem.answers)
    _is_best(A, A1, s)
    assert (best == A1).all()
    assert sigma == s[0]
    assert np.isclose(np.linalg.norm((A - A1).astype(float)), float(error))


def nearest_singular(problem):
    """B is the best approximation of rank one, singular exactly, and the distance is |det A| / σ₁."""
    A, B, s = (problem.facts[name] for name in ("A", "A1", "s"))
    nearest, distance = (answer.value for answer in problem.answers)
    _is_best(A, B, s)
    assert (nearest == B).all()
    assert B[0, 0] * B[1, 1] == B[0, 1] * B[1, 0]
    assert distance * s[0] == abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])
