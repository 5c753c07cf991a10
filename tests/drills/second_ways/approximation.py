"""The problems of Part II, tested from their definitions, and solved a second way."""

import numpy as np

from svdlib import approximation_errors, optimal_threshold, rank_for_energy

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


def energy_kept(problem):
    """Share and error are those of a diagonal matrix and its truncation; no smaller rank keeps as much."""
    s, k, percent = (problem.facts[name] for name in ("s", "k", "percent"))
    share, error, enough = (answer.value for answer in problem.answers)
    A = np.diag(s).astype(float)
    A_k = np.diag([*s[:k], *[0] * (len(s) - k)]).astype(float)
    assert np.isclose(float(share), np.sum(A_k**2) / np.sum(A**2))
    assert np.isclose(float(error), np.linalg.norm(A - A_k) / np.linalg.norm(A))
    assert error**2 == 1 - share
    assert enough == rank_for_energy(np.array(s, dtype=float), percent / 100)


def threshold(problem):
    """The threshold is that of svdlib, which computes it in floating point for any shape."""
    m, n, noise, s = (problem.facts[name] for name in ("m", "n", "noise", "s"))
    tau, kept = (answer.value for answer in problem.answers)
    by_library = optimal_threshold(m, n, noise=float(noise))
    assert np.isclose(float(tau), by_library)
    assert kept == np.sum(np.array(s) > by_library)


def error_for_k(problem):
    """The errors are those of svdlib, for every rank."""
    s, k, bound = (problem.facts[name] for name in ("s", "k", "bound"))
    two, frobenius, enough = (answer.value for answer in problem.answers)
    by_frobenius, by_two = approximation_errors(np.array(s, dtype=float))
    assert np.isclose(float(two), by_two[k])
    assert np.isclose(float(frobenius), by_frobenius[k])
    assert enough == np.argmax(by_frobenius <= float(bound))


def term_helps(problem):
    """Among all truncations of a diagonal matrix none is nearer to the truth, also a diagonal one."""
    y, a, j = (problem.facts[name] for name in ("y", "a", "j"))
    best, change = (answer.value for answer in problem.answers)
    errors = [sum((z - (x if i < k else 0)) ** 2 for i, (x, z) in enumerate(zip(y, a, strict=True))) for k in range(len(y) + 1)]
    assert min(errors) == errors[best]
    assert errors.count(min(errors)) == 1
    assert errors[j + 1] - errors[j] == change
