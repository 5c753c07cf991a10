"""The problems of Part V, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}


def floats(array):
    return np.asarray(array, dtype=float)


def values(problem):
    return [answer.value for answer in problem.answers]


def power_step(problem):
    """The power of S at once; the estimate lies between the eigenvalues, and is better than at the start."""
    S, x, steps = (problem.facts[name] for name in ("S", "x", "steps"))
    last, estimate = values(problem)
    assert (last == problem.facts["last"]).all()
    assert estimate == problem.facts["estimate"]
    assert np.allclose(np.linalg.matrix_power(floats(S), steps) @ floats(x), floats(last))
    y = floats(last) / np.linalg.norm(floats(last))
    assert np.isclose(float(estimate), (y.T @ floats(S) @ y).item())
    assert np.linalg.eigvalsh(floats(S))[-1] >= float(estimate) - 1e-9
    assert estimate > (x.T @ S @ x).item() / (x.T @ x).item()


def householder(problem):
    """H is orthogonal and symmetric, exactly, and takes x to the first axis."""
    x, v, w, image = (problem.facts[name] for name in ("x", "v", "w", "image"))
    H = np.eye(len(x), dtype=int) - 2 * (v @ v.T) / (v.T @ v).item()
    assert (np.eye(len(x)) == H @ H).all()
    assert not (H @ x)[1:].any()
    assert (H @ w == image).all()
    assert all((value == known).all() for value, known in zip(values(problem), (v, image), strict=True))
    assert (v == x - H @ x).all()


def givens(problem):
    """G is orthogonal, exactly; NumPy's triangle is the same up to signs of rows."""
    A, G, T = (problem.facts[name] for name in ("A", "G", "T"))
    assert (np.eye(2) == G @ G.T).all()
    assert (G @ A == T).all()
    assert T[1, 0] == 0
    assert T[0, 0] > 0
    assert np.allclose(abs(np.linalg.qr(floats(A))[1]), abs(floats(T)))
    c, s, found = values(problem)
    assert (found == T).all()
    assert [c, s] == list(G[0])


def oversampling_bound(problem):
    """The bound with floats, and the least p by trying all."""
    found, k = floats(values(problem)), problem.facts["k"]
    if "ratio" in problem.facts:
        p = next(p for p in range(2, 1000) if 1 + k / (p - 1) <= float(problem.facts["ratio"]) + 1e-12)
        assert np.allclose(found, [p, (1 + k / (p - 1)) * problem.facts["best"]])
    else:
        s, p = floats(problem.facts["s"]), problem.facts["p"]
        assert k + p <= len(s)
        assert (np.diff(s) <= 0).all()
        bound = (1 + k / (p - 1)) * np.sum(s[k:] ** 2)
        assert np.allclose(found, [np.sum(s[k:] ** 2), bound, bound**0.5][: len(found)])


def sketch_rank(problem):
    """The error of NumPy's basis; it is not below the best."""
    A, w, y = (floats(problem.facts[name]) for name in ("A", "w", "y"))
    q = np.linalg.qr(y)[0]
    missed = np.linalg.norm(A - q @ (q.T @ A)) ** 2
    assert np.isclose(float(values(problem)[1]), missed)
    assert (values(problem)[0] == problem.facts["y"]).all()
    assert np.allclose(y, A @ w) or np.allclose(y, A @ A.T @ A @ w)
    assert missed >= np.linalg.svd(A, compute_uv=False)[1] ** 2 - 1e-9


def stacked_triangles(problem):
    """NumPy's SVD and QR of the stack."""
    R, G, s, merged = (problem.facts[name] for name in ("R", "G", "s", "merged"))
    stack = np.vstack(R)
    assert (stack.T @ stack == G).all()
    assert (merged.T @ merged == G).all()
    assert merged[0, 0] > 0 < merged[1, 1]
    singular, triangle = np.linalg.svd(floats(stack), compute_uv=False), abs(np.linalg.qr(floats(stack))[1])
    assert np.allclose(triangle, abs(floats(merged)))
    found = values(problem)
    expected = {3: [G, *s], 2: [G, merged]}[len(found)] if (found[0] == G).all() else [merged, *s]
    assert all(np.all(one == other) for one, other in zip(found, expected, strict=True))
    assert np.allclose(floats(s), singular[: len(s)])


def passes_counted(problem):
    """Sizes of NumPy's arrays."""
    found = values(problem)
    if "budget" in problem.facts:
        n, workers, limit = problem.facts["n"], problem.facts["workers"], 1000 * problem.facts["budget"]
        assert found == [n, workers * np.empty((n, n)).nbytes]
        assert np.empty((n, n)).nbytes <= limit < np.empty((n + 1, n + 1)).nbytes
        return
    (rows, n), answers = problem.facts["shape"], problem.facts["answers"]
    assert found == answers
    if "workers" in problem.facts:
        sent = np.triu_indices(n)[0].size + n + 1
        assert found == [sent, problem.facts["workers"] * sent * np.dtype(float).itemsize]
    else:
        triangle = np.empty((n, n)).nbytes
        assert found[:2] == [rows * n * 8, triangle]
        assert found[2] * triangle == rows * n * 8


def jacobi_turn(problem):
    """A rotation by the tangent, tried both ways, makes the product zero; a Cholesky factor gives columns to turn."""
    G, (one, other) = floats(problem.facts["G"]), floats(problem.facts["values"])
    columns = np.linalg.cholesky(G).T
    t = float(problem.facts["t"]) if "t" in problem.facts else np.tan(0.5 * np.arctan2(2 * G[0, 1], G[1, 1] - G[0, 0]))
    turned = []
    for sign in (1, -1):
        J = np.eye(len(G))
        J[:2, :2] = np.array([[1, sign * t], [-sign * t, 1]]) / np.hypot(1, t)
        turned.append((columns @ J).T @ (columns @ J))
    after = min(turned, key=lambda T: abs(T[0, 1]))
    assert abs(after[0, 1]) < 1e-9
    assert np.allclose(sorted(after.diagonal()[:2]), [other, one])
    left = [np.sum(T**2) - np.sum(T.diagonal() ** 2) for T in (G, after)]
    found = floats(values(problem))
    if "t" in problem.facts:
        assert np.allclose(found, [one, other, t])
        assert 0 < t <= 1
    else:
        assert np.allclose(found, [*left, one, other][: len(found)])


def inverse_step(problem):
    """NumPy's solutions, and the Rayleigh quotient of these; the estimate lies between the eigenvalues."""
    S, mu, x, steps = (problem.facts[name] for name in ("S", "mu", "x", "steps"))
    inverse, found = np.linalg.inv(floats(S) - mu * np.eye(2)), values(problem)
    y = np.linalg.matrix_power(inverse, steps) @ floats(x)
    assert np.allclose(floats(found[0]), y)
    assert (found[0] == problem.facts["last"]).all()
    for estimate in found[1:]:
        assert np.isclose(float(estimate), (y.T @ floats(S) @ y).item() / (y.T @ y).item())
        low, high = np.linalg.eigvalsh(floats(S))
        assert low - 1e-9 <= float(estimate) <= high + 1e-9


def dqd_step(problem):
    """Each step is a QR decomposition of the transpose; singular values are kept."""
    B, steps = floats(problem.facts["B"]), problem.facts["steps"]
    R = B
    for _ in range(steps):
        R = np.linalg.qr(R.T).R
    p, f = values(problem)
    assert np.allclose(floats(p)[:, 0], R.diagonal() ** 2)
    assert np.allclose(np.ravel(floats(f)), R.diagonal(1) ** 2)
    assert np.sum(p) + np.sum(f) == sum(x * x for x in problem.facts["B"].flat)
    assert np.prod(p) == np.prod(problem.facts["B"].diagonal() ** 2)
    assert np.allclose(np.linalg.svd(R, compute_uv=False), np.linalg.svd(B, compute_uv=False))
