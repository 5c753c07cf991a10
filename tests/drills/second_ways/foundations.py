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
