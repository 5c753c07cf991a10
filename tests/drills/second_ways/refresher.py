"""The problems of the refresher, tested from their definitions, and solved a second way."""

import numpy as np


def answers(problem):
    """Return the answers as NumPy's numbers and arrays, words as they are."""
    values = (answer.value for answer in problem.answers)
    return [value if isinstance(value, str) else np.array(value, dtype=float) for value in values]


def facts(problem, *names):
    """Return some facts of a problem as NumPy's arrays."""
    return [np.array(problem.facts[name], dtype=float) for name in names]


def angle_between(problem):
    """The cosine is that of NumPy's norms; the angle, where it is asked for, has it."""
    x, y = facts(problem, "x", "y")
    cosine = x @ y / np.linalg.norm(x) / np.linalg.norm(y)
    first, *lengths, last = answers(problem)
    if lengths:
        assert np.allclose([first, *lengths, last], [np.linalg.norm(x), np.linalg.norm(y), cosine])
    else:
        assert first == x @ y
        assert np.isclose(last, np.degrees(np.arccos(cosine)))


def right_angle(problem):
    """The scalar product is zero, exactly, and with another number it is not."""
    x, y = problem.facts["x"], problem.facts["y"]
    hole = problem.facts["hole"]
    assert problem.answers[0].value == x[hole]
    assert sum(a * b for a, b in zip(x, y, strict=True)) == 0
    assert y[hole] != 0


def column_and_row(problem):
    """Column and row are those of NumPy's product."""
    A, B = facts(problem, "A", "B")
    (i, j), (column, row) = problem.facts["asked"], answers(problem)
    assert (column == (A @ B)[:, [j]]).all()
    assert (row == (A @ B)[[i]]).all()


def number_or_matrix(problem):
    """NumPy's inner and outer product, and at level 3 the outer one times the third vector."""
    x, y = (v.ravel() for v in facts(problem, "x", "y"))
    if "z" in problem.facts:
        outer, product = answers(problem)
        assert (product.ravel() == np.outer(x, y) @ facts(problem, "z")[0].ravel()).all()
    else:
        inner, outer = answers(problem)
        assert inner == np.inner(x, y)
    assert (outer == np.outer(x, y)).all()


def transposed_product(problem):
    """Entry by entry: row j of the first and column i of the second give entry (i, j)."""
    assert (answers(problem)[0] == np.einsum("jk,ki->ij", *facts(problem, "A", "B"))).all()


def gram_by_hand(problem):
    """All scalar products of columns."""
    (A,) = facts(problem, "A")
    assert (answers(problem)[0] == np.einsum("ki,kj->ij", A, A)).all()


def as_combination(problem):
    """The combination is the vector, exactly, and no other is: the two are independent."""
    v, b = facts(problem, "v", "b")
    numbers, _, rank, _ = np.linalg.lstsq(v.T, b, rcond=None)
    assert rank == 2
    assert np.allclose(answers(problem), numbers)
    exact = [answer.value for answer in problem.answers]
    columns = zip(*problem.facts["v"], problem.facts["b"], strict=True)
    assert all(exact[0] * p + exact[1] * q == whole for p, q, whole in columns)


def dimension(problem):
    """The dimension is NumPy's rank."""
    assert answers(problem) == [np.linalg.matrix_rank(*facts(problem, "rows"))]


def orthonormal_or_not(problem):
    """The word fits the scalar products, exactly, and the first of these is asked for."""
    Q = problem.facts["Q"]
    gram = Q.T @ Q
    orthogonal = (gram == np.diag(np.diag(gram))).all()
    word = "not orthogonal" if not orthogonal else "orthonormal" if (np.diag(gram) == 1).all() else "only orthogonal"
    assert [answer.value for answer in problem.answers] == [gram[0, 0], word]


def coordinates(problem):
    """The basis is orthonormal, exactly, and the coordinates solve the equations."""
    basis = problem.facts["basis"]
    assert (basis @ basis.T == np.eye(len(basis), dtype=int)).all()
    assert np.allclose(answers(problem), np.linalg.solve(basis.T.astype(float), problem.facts["b"]))


def _is_nearest(problem):
    """What is left is perpendicular, exactly; the point is that of least squares, and the distance is right."""
    point, distance = (answer.value for answer in problem.answers)
    rest = [b - p for b, p in zip(problem.facts["b"], point.flat, strict=True)]
    assert all(sum(a * r for a, r in zip(row, rest, strict=True)) == 0 for row in problem.facts["A"])
    assert distance * distance == sum(r * r for r in rest)
    A, b = facts(problem, "A", "b")
    assert np.allclose(A.T @ np.linalg.lstsq(A.T, b, rcond=None)[0], point.astype(float))


def nearest_on_line(problem):
    """The nearest point, of all multiples of one vector."""
    _is_nearest(problem)


def nearest_in_plane(problem):
    """The nearest point, of all combinations of two vectors."""
    _is_nearest(problem)


def gram_schmidt_of_two(problem):
    """QQᵀ = I and A = LQ with a triangle L of positive diagonal, exactly, for vectors in rows; NumPy's QR up to signs."""
    A, Q = problem.facts["A"], problem.facts["Q"]
    L = A @ Q.T
    assert (np.eye(2, dtype=int) == Q @ Q.T).all()
    assert (L @ Q == A).all()
    assert L[0, 1] == 0 < min(L[0, 0], L[1, 1])
    assert np.allclose(abs(np.linalg.qr(A.T.astype(float)).Q.T), abs(Q.astype(float)))
    assert all((answer.value == row).all() for answer, row in zip(problem.answers, Q, strict=True))


def triangle(problem):
    """A = QR with a triangle R and orthonormal columns, exactly."""
    A, Q, R = problem.facts["A"], problem.facts["Q"], problem.answers[0].value
    assert (np.eye(len(R), dtype=int) == Q.T @ Q).all()
    assert (Q @ R == A).all()
    assert (np.tril(R, -1) == 0).all()
    assert min(np.diag(R)) > 0


def eigenvalues_by_trace(problem):
    """NumPy's eigenvalues, the larger one first."""
    found = np.linalg.eigvals(*facts(problem, "A"))
    assert np.allclose(answers(problem), sorted(found, reverse=True))


def eigenvector_entry(problem):
    """Sv = λv, exactly; the eigenvalue is simple, so that no other entry would do."""
    A, value, v = problem.facts["A"], problem.facts["value"], [problem.facts["first"], problem.answers[0].value]
    assert [A[i, 0] * v[0] + A[i, 1] * v[1] for i in (0, 1)] == [value * x for x in v]
    assert A[0, 0] + A[1, 1] != 2 * value


def _run(problem, **arrays):
    """Return what NumPy makes of the line of code."""
    return eval(problem.facts["code"], arrays)


def shape_of_slice(problem):
    """NumPy's own shape."""
    assert problem.answers[0].value == str(_run(problem, A=np.zeros(problem.facts["shape"])).shape)


def entries_of_slice(problem):
    """NumPy's own numbers."""
    assert (answers(problem)[0] == _run(problem, A=facts(problem, "A")[0])).all()


def broadcast_shapes(problem):
    """NumPy's own shape, or its error."""
    try:
        expected = str(np.broadcast_shapes(*map(tuple, problem.facts["shapes"])))
    except ValueError:
        expected = "an error"
    assert problem.answers[0].value == expected


def broadcast_values(problem):
    """NumPy's own numbers."""
    arrays = {letter: array.astype(float) for letter, array in problem.facts["arrays"].items()}
    assert (answers(problem)[0] == _run(problem, **arrays)).all()
