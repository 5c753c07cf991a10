"""The problems of Part III, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}


def floats(array):
    return np.asarray(array, dtype=float)


def covariance_table(problem):
    """Each entry from its definition, with pairs of rows instead of means; NumPy's, too."""
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
    """The covariance of made-up rows with the covariance S, transformed one by one."""
    S, A, T = (floats(problem.facts[name]) for name in ("S", "A", "T"))
    half = np.linalg.cholesky(S)
    X = np.vstack([half.T, -half.T, np.zeros((1, 2))]) * 2**0.5  # five rows of mean 0, with XᵀX / 4 = S
    assert np.allclose(np.cov(X.T), S)
    assert np.allclose(np.cov((X @ A.T + 7).T), T)
    answers = [answer.value for answer in problem.answers]
    assert np.all(answers == np.array([problem.facts["T"]] if len(answers) == 1 else [T[0, 0], T[1, 1], T[0, 1]]))


def principal_direction(problem):
    """Sv = λv exactly; variance and share by the singular values of the centred table."""
    X, S, values, v = (problem.facts[name] for name in ("X", "S", "values", "direction"))
    assert (S @ v == values[0] * v).all()
    assert values[0] > values[1] > 0
    assert abs(v[0, 0]) != abs(v[1, 0]) != 0  # there is something to solve
    assert sum(values) == S[0, 0] + S[1, 1]
    X = floats(X)
    _, s, Vt = np.linalg.svd(X - X.mean(axis=0))
    answers = floats([answer.value for answer in problem.answers])
    assert np.allclose(answers, [s[0] ** 2 / (len(X) - 1), s[0] ** 2 / (s @ s), Vt[0, 1] / Vt[0, 0]])


def lost_variance(problem):
    """The variances of a table that is made with these singular values."""
    n, squares = problem.facts["n"], floats(problem.facts["squares"])
    assert [answer.value for answer in problem.answers] == problem.facts["answers"]
    variances, answers = squares / (n - 1), floats(problem.facts["answers"])
    assert (np.diff(squares) < 0).all()
    shares = np.cumsum(variances) / variances.sum()
    if "percent" in problem.facts:
        k = int((100 * shares < problem.facts["percent"]).sum()) + 1
        assert np.allclose(answers, [k, shares[k - 1]])
    else:
        k = len(squares) - 1
        assert np.allclose(answers, [variances[0], shares[k - 1], variances[k]])


def scores(problem):
    """The foot is in the line and its residual perpendicular to it, exactly; NumPy's least squares finds the score."""
    x, mean, v = (problem.facts[name] for name in ("x", "mean", "v"))
    score, squared, foot = (answer.value for answer in problem.answers)
    assert (v.T @ v).item() == 1
    assert (v.T @ (x - foot)).item() == 0
    assert ((x - foot).T @ (x - foot)).item() == squared > 0
    assert (foot - mean == score * v).all()
    (found,), (residual,), *_ = np.linalg.lstsq(floats(v), floats(x - mean)[:, 0], rcond=None)
    assert np.allclose([found, residual], floats([score, squared]))


def one_factor(problem):
    """R has the eigenvector of ones, exactly, and NumPy's eigenvalues."""
    R, r, share = (problem.facts[name] for name in ("R", "r", "share"))
    n = len(R)
    assert all(row.sum() == share * n for row in R)
    values = np.linalg.eigvalsh(floats(R))
    assert np.allclose([values[-1] / n, values[0]], floats([share, 1 - r]))
    answers = [answer.value for answer in problem.answers]
    assert answers == ([r, 1 - r] if len(answers) == 2 else [share * n, 1 - r, share])


def not_centred(problem):
    """NumPy's singular values of both tables."""
    X = floats(problem.facts["X"])
    singular = [np.linalg.svd(table, compute_uv=False) for table in (X, X - X.mean(axis=0))]
    answers = [answer.value for answer in problem.answers]
    assert answers == problem.facts["shares"]
    assert np.allclose(floats(answers), [s[0] ** 2 / (s @ s) for s in singular])
    assert (X >= 0).all()


def rank_one_table(problem):
    """E has the sums of N and no minor that is not zero, exactly; NumPy finds rank one."""
    N, E = problem.facts["N"], problem.facts["E"]
    assert (N.sum(axis=0) == E.sum(axis=0)).all()
    assert (N.sum(axis=1) == E.sum(axis=1)).all()
    assert (E[:1] * E[:, :1] == E[0, 0] * E).all()
    assert np.linalg.matrix_rank(floats(E)) == 1
    assert (problem.answers[0].value == E).all()
    assert problem.answers[1].value == (N - E).max() > 0
    assert (N >= 0).all()


def double_centring(problem):
    """Rows and columns of Z add to zero, and what was subtracted is a sum of effects; the projections give it, too."""
    X, Z, mean = (problem.facts[name] for name in ("X", "Z", "mean"))
    assert not Z.sum(axis=0).any()
    assert not Z.sum(axis=1).any()
    left, right = (np.eye(size) - 1 / size for size in X.shape)
    assert np.allclose(left @ floats(X) @ right, floats(Z))
    assert problem.answers[0].value == mean == sum(X.flat) / X.size
    assert (problem.answers[1].value == Z).all()
    assert Z.any()


def fitted(problem, unknowns):
    """The residual is perpendicular to the columns, exactly; NumPy's least squares finds the same."""
    A, b, x = (problem.facts[name] for name in ("A", "b", "x"))
    assert not (A.T @ (b - A @ x)).any()
    found, (squared,), *_ = np.linalg.lstsq(floats(A), floats(b)[:, 0], rcond=None)
    answers = floats([answer.value for answer in problem.answers])
    assert np.allclose(answers, [*found, squared])
    assert len(found) == unknowns
    assert squared > 1e-9


def line(problem):
    """As every fit; the slope is covariance over variance, too."""
    fitted(problem, 2)
    S = np.cov(floats(problem.facts["A"])[:, 1], floats(problem.facts["b"])[:, 0])
    assert np.isclose(float(problem.answers[1].value), S[0, 1] / S[0, 0])


def parabola(problem):
    """As every fit."""
    fitted(problem, 3)


def pseudoinverse(problem):
    """Penrose's four identities, exactly, and NumPy's pseudoinverse."""
    A, plus = problem.facts["A"], problem.facts["plus"]
    assert (A @ plus @ A == A).all()
    assert (plus @ A @ plus == plus).all()
    assert (A @ plus == (A @ plus).T).all()
    assert (plus @ A == (plus @ A).T).all()
    assert np.allclose(np.linalg.pinv(floats(A)), floats(plus))
    assert (problem.answers[0].value == plus).all()


def shortest_solution(problem):
    """It is a solution, exactly, and that of NumPy's least squares."""
    A, b, x = (problem.facts[name] for name in ("A", "b", "x"))
    assert (A @ x == b).all()
    assert np.allclose(np.linalg.lstsq(floats(A), floats(b), rcond=None)[0], floats(x))
    assert (problem.answers[0].value == x).all()
    assert problem.answers[1].value ** 2 == sum(a * a for a in x.flat)


def ridge(problem):
    """Least squares with rows √α I below A; factors from the singular values."""
    A, b, alpha = floats(problem.facts["A"]), floats(problem.facts["b"]), problem.facts["alpha"]
    below = np.vstack([A, alpha**0.5 * np.eye(2)])
    x = np.linalg.lstsq(below, np.vstack([b, np.zeros((2, 1))]), rcond=None)[0]
    squares = np.linalg.svd(A, compute_uv=False) ** 2
    found = {4: [*squares / (squares + alpha), *x.flat], 2: [np.linalg.pinv(A) @ b, x], 1: [x]}[len(problem.answers)]
    answers = [answer.value for answer in problem.answers]
    assert all(np.all(value == known) for value, known in zip(answers, problem.facts["values"], strict=True))
    assert all(np.allclose(floats(value), other) for value, other in zip(answers, found, strict=True))


def truncation(problem):
    """A from its eigenvectors, exactly; the cut by NumPy's pseudoinverse of the nearest matrix of one rank less."""
    A, b, x, cut = (problem.facts[name] for name in ("A", "b", "x", "cut"))
    for v, s in zip(problem.facts["v"], problem.facts["s"], strict=True):
        assert (A @ v == s * v).all()
    assert (A @ x == b).all()
    U, s, Vt = np.linalg.svd(floats(A))
    k = len(s) - 1
    assert np.allclose(Vt[:k].T @ ((U[:, :k].T @ floats(b)) / s[:k, None]), floats(cut))
    assert all((answer.value == known).all() for answer, known in zip(problem.answers, (x, cut), strict=True))


def descent(problem):
    """By the filter factors after one step and after two."""
    A, b, eta = floats(problem.facts["A"]), floats(problem.facts["b"]), float(problem.facts["eta"])
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    for t, answer in enumerate(problem.answers, start=1):
        f = 1 - (1 - eta * s**2) ** t
        assert np.allclose(Vt.T @ ((f / s)[:, None] * (U.T @ b)), floats(answer.value))
    assert eta * s[0] ** 2 < 2


def leave_one_out(problem):
    """By a fit without the last point."""
    A, b = floats(problem.facts["A"]), floats(problem.facts["b"])
    residual, leverage, left_out = (float(answer.value) for answer in problem.answers)
    whole, part = (np.linalg.lstsq(A[:m], b[:m], rcond=None)[0] for m in (len(A), len(A) - 1))
    assert np.isclose(residual, (b - A @ whole)[-1, 0])
    assert np.isclose(left_out, (b - A @ part)[-1, 0])
    assert np.isclose(leverage, (A @ np.linalg.pinv(A))[-1, -1])
