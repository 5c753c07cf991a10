"""The problems of Part I, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}


def svd_2x2(problem):
    """UᵀU = VᵀV = I and A = UΣVᵀ exactly; σ and A₁ are those of NumPy."""
    A, U, s, V, A1 = (problem.facts[name] for name in ("A", "U", "s", "V", "A1"))
    assert (np.eye(len(s)) == U.T @ U).all()
    assert (np.eye(len(s)) == V.T @ V).all()
    assert (U * s @ V.T == A).all()
    assert s[0] > s[1] > 0
    left, sigma, right = np.linalg.svd(A.astype(float))
    assert np.allclose(sigma, np.array(s, dtype=float))
    assert np.allclose(sigma[0] * np.outer(left[:, 0], right[0]), A1.astype(float))
    assert [answer.value for answer in problem.answers[:2]] == s
    assert (problem.answers[2].value == A1).all()


def column_times_row(problem):
    """A = CR with C from the columns of A and R reduced; the rank is NumPy's."""
    A, C, R = (problem.facts[name] for name in ("A", "C", "R"))
    rank, nullity, factor = (answer.value for answer in problem.answers)
    pivots = [next(j for j, x in enumerate(row) if x) for row in R]
    assert (C @ R == A).all()
    assert (R[:, pivots] == np.eye(rank)).all()
    assert (A[:, pivots] == C).all()
    assert np.linalg.matrix_rank(A.astype(float)) == rank == len(R) == A.shape[1] - nullity
    assert (factor == R).all()


def outer_products(problem):
    """The terms add up to the product, and the one that is asked for is NumPy's outer product."""
    A, B, terms, (i, row, column) = (problem.facts[name] for name in ("A", "B", "terms", "asked"))
    one, entry = (answer.value for answer in problem.answers)
    assert (sum(terms) == A @ B).all()
    assert (one == np.outer(A[:, i].astype(float), B[i].astype(float))).all()
    assert entry == A[row].astype(float) @ B[:, column].astype(float)


def missing_entry(problem):
    """The rank is the one that is asked for, and with another number in the hole it is higher."""
    A, holes, rank = (problem.facts[name] for name in ("A", "holes", "rank"))
    assert np.linalg.matrix_rank(A.astype(float)) == rank
    for hole, answer in zip(holes, problem.answers, strict=True):
        other = A.astype(float)
        other[hole] += 1
        assert answer.value == A[hole]
        assert np.linalg.matrix_rank(other) == rank + 1
