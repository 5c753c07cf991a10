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


def new_row(problem):
    """V has orthonormal columns; the row is the nearest in their span, by least squares."""
    V, a = problem.facts["V"], problem.facts["a"]
    z, near, distance = (answer.value for answer in problem.answers)
    assert (np.eye(V.shape[1]) == V.T @ V).all()
    coordinates, squares, *_ = np.linalg.lstsq(V.astype(float), a[0].astype(float), rcond=None)
    assert np.allclose(coordinates, np.array(z, dtype=float))
    assert np.allclose(V.astype(float) @ coordinates, near.astype(float))
    assert np.isclose(squares.item(), float(distance) ** 2)


def truncated_distances(problem):
    """V has orthonormal columns; both distances are those of NumPy, from the coordinates of each row."""
    V, a, b = (problem.facts[name] for name in ("V", "a", "b"))
    before, after = (float(answer.value) for answer in problem.answers)
    assert (np.eye(V.shape[1]) == V.T @ V).all()
    V, a, b = V.astype(float), a.astype(float), b.astype(float)
    assert np.isclose(np.linalg.norm(a - b), before)
    assert np.isclose(np.linalg.norm(a @ V - b @ V), after)


def rebuild_entry(problem):
    """The entry is that of UΣVᵀ, and as many numbers are stored as the three parts have."""
    u, s, v, m, n = (problem.facts[name] for name in ("u", "s", "v", "m", "n"))
    entry, count = (answer.value for answer in problem.answers)
    assert ((u * s) @ v.T).item() == entry
    assert np.ones((m, len(s))).size + len(s) + np.ones((n, len(s))).size == count
    assert s == sorted(s, reverse=True)
