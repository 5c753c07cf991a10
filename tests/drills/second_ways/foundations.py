"""The problems of Part I, tested from their definitions, and solved a second way."""

import numpy as np

FEWER = {}
ANGLES = np.linspace(0, np.pi, 200)


def _is_svd(A, U, s, V):
    """UᵀU = VᵀV = I and A = UΣVᵀ exactly, and the σ are those of NumPy."""
    assert (np.eye(len(s)) == U.T @ U).all()
    assert (np.eye(len(s)) == V.T @ V).all()
    assert (U * s @ V.T == A).all()
    sigma = np.linalg.svd(A.astype(float), compute_uv=False)
    assert np.allclose(sigma[: len(s)], np.array(s, dtype=float))
    assert np.allclose(sigma[len(s) :], 0)


def svd_2x2(problem):
    """U, Σ and V are a decomposition, and A₁ is that of NumPy."""
    A, U, s, V, A1 = (problem.facts[name] for name in ("A", "U", "s", "V", "A1"))
    _is_svd(A, U, s, V)
    assert s[0] > s[1] > 0
    left, sigma, right = np.linalg.svd(A.astype(float))
    assert np.allclose(sigma[0] * np.outer(left[:, 0], right[0]), A1.astype(float))
    assert [answer.value for answer in problem.answers[:2]] == s
    assert (problem.answers[2].value == A1).all()


svd_2x3 = svd_3x2 = svd_2x2


def svd_rank_one(problem):
    """σ, u and v are a decomposition, and the projection is A⁺A."""
    A, U, s, V, P = (problem.facts[name] for name in ("A", "U", "s", "V", "P"))
    _is_svd(A, U, s, V)
    sigma, projection = (answer.value for answer in problem.answers)
    assert [sigma] == s
    assert (projection == P).all()
    assert np.allclose(np.linalg.pinv(A.astype(float)) @ A.astype(float), P.astype(float))


def svd_completed(problem):
    """The projection on the new columns of U is I - AA⁺, and a projection indeed."""
    A, U, s, V, P = (problem.facts[name] for name in ("A", "U", "s", "V", "P"))
    _is_svd(A, U, s, V)
    *sigma, projection = (answer.value for answer in problem.answers)
    assert sigma == s
    assert (projection == P).all()
    assert (P @ P == P).all()
    assert not (P @ A).any()
    assert P.trace() == len(A) - len(s)


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
    """The terms add up to the product, and those that are asked for are NumPy's product of their columns and rows."""
    A, B, terms, (asked, row, column) = (problem.facts[name] for name in ("A", "B", "terms", "asked"))
    one, entry = (answer.value for answer in problem.answers)
    assert (sum(terms) == A @ B).all()
    assert (one == A[:, asked].astype(float) @ B[asked].astype(float)).all()
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


def _is_spectral(S, values, Q):
    """QᵀQ = I and SQ = QΛ exactly, and the values are NumPy's, from the largest."""
    assert (np.eye(len(S)) == Q.T @ Q).all()
    assert (Q * values == S @ Q).all()
    assert np.allclose(np.linalg.eigvalsh(S.astype(float))[::-1], np.array(values, dtype=float))


def eigen_2x2(problem):
    """The eigenvectors are some; the matrix that is asked for is (S - λ₂I) / (λ₁ - λ₂), times λ₁ or not."""
    S, values, Q, wanted = (problem.facts[name] for name in ("S", "values", "Q", "wanted"))
    first, second, matrix = (answer.value for answer in problem.answers)
    _is_spectral(S, values, Q)
    assert [first, second] == values
    projection = (S - second * np.eye(2, dtype=int)) / (first - second)
    assert (matrix == wanted).all()
    assert (matrix == projection).all() or (matrix == first * projection).all()


def eigen_3x3(problem):
    """The projection leaves the eigenvectors that belong to it, and sends the others to zero."""
    S, values, Q, wanted = (problem.facts[name] for name in ("S", "values", "Q", "wanted"))
    *asked, projection = (answer.value for answer in problem.answers)
    _is_spectral(S, values, Q)
    assert (projection == wanted).all()
    double = asked[0] if len(asked) == 2 else None
    assert sorted(asked if double is None else [double, *asked]) == sorted(values)
    kept = np.array([value == (values[0] if double is None else double) for value in values], dtype=int)
    assert (projection @ Q == Q * kept).all()


def definite(problem):
    """The word is that for the signs of NumPy's eigenvalues; the number is one quotient of determinants."""
    S, sign = problem.facts["S"].astype(float), problem.facts["sign"]
    number, word = (answer.value for answer in problem.answers)
    least, *_, largest = np.linalg.eigvalsh(S).round(9)
    words = {
        "positive definite": least > 0,
        "positive semidefinite": least == 0 < largest,
        "indefinite": least < 0 < largest,
        "negative definite": largest < 0,
    }
    assert words[word]
    assert word == sign
    last = problem.facts.get("last")
    expected = np.linalg.det(S) if last is None else np.linalg.det(S) / np.linalg.det(S[:-1, :-1])
    assert np.isclose(float(number), expected)


def quadratic_form(problem):
    """On many points of the circle the form takes no value outside, and nearly both."""
    S, v = problem.facts["S"].astype(float), problem.facts["v"].astype(float)
    largest, smallest, value = (float(answer.value) for answer in problem.answers)
    circle = np.stack([np.cos(ANGLES), np.sin(ANGLES)])
    seen = np.sum(circle * (S @ circle), axis=0)
    assert np.isclose(seen.max(), largest, atol=1e-2)
    assert np.isclose(seen.min(), smallest, atol=1e-2)
    assert seen.max() < largest + 1e-9
    assert np.isclose(value, ((v.T @ S @ v) / (v.T @ v)).item())
    trace, determinant = problem.facts["S"].trace(), np.linalg.det(S)
    assert sum(answer.value for answer in problem.answers[:2]) == trace
    assert np.isclose(largest * smallest, determinant)


def norms(problem):
    """The norms are those of NumPy, of the matrix or of a diagonal one."""
    s = np.array(problem.facts["s"], dtype=float)
    A = problem.facts["A"].astype(float) if "A" in problem.facts else np.diag(s)
    two, frobenius, condition = (float(answer.value) for answer in problem.answers)
    assert np.allclose(np.linalg.svd(A, compute_uv=False), s)
    assert np.isclose(two, np.linalg.norm(A, 2))
    assert np.isclose(frobenius, np.linalg.norm(A))
    assert np.isclose(condition, np.linalg.cond(A))


def half_axes(problem):
    """On many points of the circle the image is never farther than one half-axis, nor nearer than the other."""
    A = problem.facts["A"].astype(float)
    longest, shortest, area = (float(answer.value) for answer in problem.answers)
    lengths = np.linalg.norm(A @ np.stack([np.cos(ANGLES), np.sin(ANGLES)]), axis=0)
    assert np.isclose(lengths.max(), longest, rtol=1e-3)
    assert lengths.max() < longest + 1e-9
    assert lengths.min() > shortest - 1e-9
    assert np.isclose(longest * shortest, area)
    assert np.isclose(abs(np.linalg.det(A)), area)
    assert sum(answer.value**2 for answer in problem.answers[:2]) == (problem.facts["A"] ** 2).sum()


def turn_or_mirror(problem):
    """QᵀQ = I exactly or not, and determinant and length are those of NumPy."""
    Q, x = problem.facts["Q"], problem.facts["x"].astype(float)
    kind, determinant, image = (answer.value for answer in problem.answers)
    orthogonal = (np.eye(len(Q)) == Q.T @ Q).all()
    assert kind == ("neither" if not orthogonal else "turns" if determinant == 1 else "mirrors")
    assert kind == problem.facts["kind"]
    assert np.isclose(np.linalg.det(Q.astype(float)), float(determinant))
    assert np.isclose(np.linalg.norm(Q.astype(float) @ x), float(image))


def four_subspaces(problem):
    """The projection is that by the pseudoinverse: AA⁺ on the range, I - A⁺A on the null space, and so on."""
    A, b, rank = problem.facts["A"].astype(float), problem.facts["b"].astype(float), problem.facts["rank"]
    null, left, p = (answer.value for answer in problem.answers)
    inverse = np.linalg.pinv(A, rcond=1e-9)
    onto = (A @ inverse, np.eye(A.shape[1]) - inverse @ A, inverse @ A, np.eye(A.shape[0]) - A @ inverse)
    assert np.linalg.matrix_rank(A) == rank == A.shape[1] - null == A.shape[0] - left
    assert np.allclose(onto[problem.facts["which"]] @ b, p.astype(float))


def mirror_line(problem):
    """The mirror has the line's angle twice; two of them turn by twice the angle between their lines."""
    Q, lines, x = (problem.facts[name] for name in ("Q", "lines", "x"))
    one, other = (answer.value for answer in problem.answers)
    angles = [2 * np.arctan2(d[1], d[0]) for d in lines]
    if len(lines) == 2:
        t = angles[1] - angles[0]
        expected = [[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]
        assert np.isclose(float(other), np.cos(t))
        assert (one == Q).all()
    else:
        (t,) = angles
        expected = [[np.cos(t), np.sin(t)], [np.sin(t), -np.cos(t)]]
        assert (other == Q @ x).all()
        assert np.array_equal(one, Q) if np.ndim(one) else np.isclose(float(one), np.tan(t / 2))
    assert np.allclose(expected, Q.astype(float))


def gram_products(problem):
    """The eigenvalues add up to the squared entries; their product is that of the squared minors; NumPy finds the same."""
    A, values = problem.facts["A"], problem.facts["values"]
    wide = A if len(A) == 2 else A.T
    minors = [wide[0, i] * wide[1, j] - wide[0, j] * wide[1, i] for i in range(wide.shape[1]) for j in range(i)]
    assert sum(values) == (A**2).sum()
    assert values[0] * values[1] == sum(minor * minor for minor in minors)
    products = [P.astype(float) for P in (A.T @ A, A @ A.T)]
    spectra = {len(P): np.linalg.eigvalsh(P)[::-1] for P in products}
    found = [answer.value.astype(float) for answer in problem.answers]
    matrices, rows = [M for M in found if len(M) == 2], [M for M in found if len(M) == 1]
    assert all((M == P).all() for M, P in zip(matrices, [P for P in products if len(P) == 2], strict=False))
    assert all(np.allclose(row[0], spectra[row.size]) for row in rows)


def carry_across(problem):
    """The carried vector has length 1 and is carried back to x; the stretch is one of NumPy's singular values."""
    A, B, x = (problem.facts[name] for name in ("A", "B", "x"))
    value, stretch, u = (answer.value for answer in problem.answers)
    assert (u.T @ u).item() == 1
    assert (B @ B.T @ u == value * u).all()
    assert np.allclose((B.T @ u).astype(float), float(stretch) * (x / np.linalg.norm(x.astype(float))).astype(float))
    assert np.isclose(np.linalg.svd(A.astype(float), compute_uv=False), float(stretch)).any()


def shared_spectrum(problem):
    """A table of that shape with these eigenvalues, made by two mirrors, has what is asked for."""
    (m, n), values = problem.facts["shape"], np.array(problem.facts["values"], dtype=float)
    rank, zeros, energy, stretch = (float(answer.value) for answer in problem.answers)
    A = np.zeros((m, n))
    np.fill_diagonal(A, [*np.sqrt(values), *np.zeros(min(m, n) - len(values))])
    A = (np.eye(m) - 2 / m) @ A @ (np.eye(n) - 2 / n)
    other = A.T @ A if problem.facts["left"] else A @ A.T
    assert np.linalg.matrix_rank(A) == rank
    assert np.sum(np.linalg.eigvalsh(other) < 1e-9) == zeros
    assert np.isclose(np.sum(A**2), energy)
    assert np.isclose(np.linalg.norm(A, 2), stretch)


def svd_shapes(problem):
    """The shapes are those of NumPy, and so is the number of numbers."""
    *stack, m, n = problem.facts["shape"]
    U, s, Vt = np.linalg.svd(np.ones((*stack, m, n)), full_matrices=problem.facts["full"])
    shape_of_U, shape_of_Vt, count = (answer.value for answer in problem.answers)
    assert shape_of_U.tolist() == [list(U.shape)]
    assert shape_of_Vt.tolist() == [list(Vt.shape)]
    of_one = s.shape[-1] if problem.facts["full"] else sum(part[tuple(0 for _ in stack)].size for part in (U, s, Vt))
    assert count == of_one


def read_arrays(problem):
    """The arrays are a decomposition, and NumPy gives what is asked for."""
    U, s, Vt = (part.astype(float) for part in problem.facts["arrays"])
    A = U * s @ Vt[:2]
    assert np.allclose(U.T @ U, np.eye(2))
    assert np.allclose(Vt @ Vt.T, np.eye(len(Vt)))
    assert np.allclose(np.linalg.svd(A, compute_uv=False), s)
    values = [answer.value.astype(float) for answer in problem.answers]
    if len(values) == 2:
        assert np.allclose(A @ values[0].T, values[1].T)
        assert np.isclose(values[0] @ values[0].T, 1)
        assert np.linalg.norm(values[1]) in s.round(12)
    elif "outer" in problem.question:
        i = int("Vt[1]" in problem.question)
        assert np.allclose(values[0], s[i] * np.outer(U[:, i], Vt[i]))
    else:
        assert np.allclose(values[0], A)
