"""Problems for the chapter on the singular value decomposition."""

import functools
import itertools
import math
import operator

import numpy as np

from svdbook.drills import _eigen
from svdbook.drills._exact import column, exact, identity, norm, sqrt, unit
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, step
from svdbook.drills._terms import equal, name, root, term, tex, total

chapter = Chapter("svd")

SQUARED = "That is its square: take the root."
NEGATIVE = "A singular value is never negative, even where an eigenvalue is."
ADDED = "Multiply the two lengths, do not add them."
DIRECTIONS = [(1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2), (1, 3), (3, 1)]
LENGTHS = {2, 3, 5, 6, 9, 10, 14, 18}  # squared, of directions in space


@functools.cache
def two_by_two(level):
    """Return whole 2 × 2 matrices of different σ, each with its directions v₁ and v₂ and its two σ².

    The sum a d eᵀ + b d' e'ᵀ, in which a prime turns a vector by a right angle, has the singular values |a| |d| |e| and
    |b| |d| |e|, and so has any multiple theirs. Level 1 has whole σ and u along v, level 2 whole σ, level 3 roots.
    """
    found = []
    for d, e, a, b in itertools.product(DIRECTIONS, DIRECTIONS, range(1, 13), range(-12, 13)):
        if not 0 < abs(b) < a or math.gcd(a, b) > 1:
            continue
        whole = a * np.outer(d, e) + b * np.outer((-d[1], d[0]), (-e[1], e[0]))
        least = whole // np.gcd.reduce(whole, axis=None)
        for A in (k * least for k in range(1, 12 // np.abs(least).max() + 1)):
            squares = [int((A @ v) @ (A @ v) // (v @ v)) for v in (np.array(e), np.array((-e[1], e[0])))]
            roots = [math.isqrt(square) ** 2 == square for square in squares]
            if level == (1 if all(roots) and d == e else 2 if all(roots) else 3) and squares[0] <= 200:
                found.append((A.tolist(), (e, (-e[1], e[0])), squares))
    return found


@chapter.kind("The SVD of a 2 × 2 matrix")
def svd_2x2(rng, level):
    """Return a problem whose σ² are whole; at level 1 and 2 its σ are, too."""
    rows, directions, squares = rng.choice(two_by_two(level))
    return _svd_problem(exact(rows), directions, squares)


@functools.cache
def pairs_in_space():
    """Return pairs of whole directions in space at right angles, with their squared lengths."""
    vectors = [v for v in itertools.product(range(-4, 6), repeat=3) if squared_length(v) in LENGTHS and math.gcd(*v) == 1]
    up = [v for v in vectors if next(x for x in v if x) > 0]
    return [(e, f) for e, f in itertools.permutations(up, 2) if sum(map(operator.mul, e, f)) == 0]


def squared_length(v):
    """Return the sum of the squares of whole numbers."""
    return sum(x * x for x in v)


def two_by_three(rng, level):
    """Return a whole 2 × 3 matrix of different σ, with the directions of its u and its two σ².

    As for the 2 × 2 matrices: a d eᵀ + b d' fᵀ with e and f at right angles. Level 1 has whole σ and u on the diagonals,
    level 2 whole σ², level 3 other u.
    """
    while True:
        d, (e, f) = rng.choice(DIRECTIONS[2:] if level == 3 else DIRECTIONS[:2]), rng.choice(pairs_in_space())
        a, b, turned = rng.randint(1, 6), rng.choice((-1, 1)) * rng.randint(1, 6), (-d[1], d[0])
        rows = [[a * d[i] * e[j] + b * turned[i] * f[j] for j in range(3)] for i in range(2)]
        common = math.gcd(*rows[0], *rows[1])
        rows, entries = [[x // common for x in row] for row in rows], [x // common for row in rows for x in row]
        squares = [
            a * a * squared_length(d) * squared_length(e) // common**2,
            b * b * squared_length(d) * squared_length(f) // common**2,
        ]
        roots = all(math.isqrt(square) ** 2 == square for square in squares) == (level == 1)
        fit = 0 not in entries and max(map(abs, entries)) <= 9 and sum(squares) <= 150
        if roots and fit and squares[0] > squares[1]:
            return exact(rows), (d, turned), squares


@chapter.kind("The SVD of a 2 × 3 matrix")
def svd_2x3(rng, level):
    """Return a problem whose σ² are whole, solved by the smaller of the two Gram matrices."""
    return _svd_problem(*two_by_three(rng, level), left=True)


@chapter.kind("The SVD of a 3 × 2 matrix")
def svd_3x2(rng, level):
    """Return a problem whose σ² are whole, solved by the smaller of the two Gram matrices."""
    A, directions, squares = two_by_three(rng, level)
    return _svd_problem(A.T, directions, squares)


def _svd_problem(A, directions, squares, left=False):
    """Return the problem of a matrix whose σ² are known and the directions of its v, or of its u."""
    s = [sqrt(square) for square in squares]
    near = [unit(direction) for direction in directions]
    far = [(A.T if left else A) @ each / sigma for each, sigma in zip(near, s, strict=True)]
    u, v = (near, far) if left else (far, near)
    first = s[0] * u[0] @ v[0].T
    gram = r"AA^{\mathsf T}" if left else r"A^{\mathsf T}A"
    return Problem(
        f"Find the singular values of $A = {tex(A)}$, and its best approximation of rank one, "
        r"$A_1 = \sigma_1 u_1 v_1^{\mathsf T}$.",
        answers=(
            *sigma_answers(s),
            Answer("$A_1$", first, ((A - first, "That is what $A_1$ leaves out."),)),
        ),
        hint=f"The squares of the singular values are the eigenvalues of ${gram}$: find its trace and its determinant.",
        steps=(*gram_steps(A, squares, left), *_vector_steps(A, squares, directions, u, v, left)),
        facts={"A": A, "U": np.hstack(u), "s": s, "V": np.hstack(v), "A1": first},
    )


def sigma_answers(s):
    """Return an answer for each singular value; its square is a slip, and so is an eigenvalue that is negative."""
    return (Answer(rf"$\sigma_{i}$", each, ((each * each, SQUARED), (-each, NEGATIVE))) for i, each in enumerate(s, start=1))


def gram_steps(A, squares, left=False):
    """Return the steps from a matrix with two columns, or two rows, to its singular values."""
    gram, product = _eigen.gram(A, left)
    roots = (equal(name(rf"\sigma_{i}", sqrt(each)), root(each), sqrt(each)) for i, each in enumerate(squares, start=1))
    return (
        step("Multiply out.", equal(gram, product, gram.value)),
        *_eigen.eigenvalue_steps(gram, squares),
        step("Their roots are the singular values.", *roots),
    )


def _vector_steps(A, squares, directions, u, v, left):
    """Return the steps that find the singular vectors on both sides, the first term, and the matrix again."""
    gram, _ = _eigen.gram(A, left)
    a, letters, near = name(r"A^{\mathsf T}" if left else "A", A.T if left else A), "uv" if left else "vu", u if left else v
    formulas, s = [], [name(rf"\sigma_{i + 1}", sqrt(square)) for i, square in enumerate(squares)]
    for i, each in enumerate(near):
        image = a.value @ each
        one, other = name(f"{letters[0]}_{i + 1}", each), name(f"{letters[1]}_{i + 1}", image / s[i].value)
        formulas += [equal(a @ one, term(a.value) @ each, image), equal(other, (a @ one) / s[i], other.value)]
    terms = [s[i].value * u[i] @ v[i].T for i in range(2)]
    first, U, V = name("A_1", terms[0]), name("u_1", u[0]), name("v_1", v[0])
    return (
        _eigen.eigenvector_step(gram, squares, directions, letters[0]),
        step("Take their images, and divide by the singular values.", *formulas),
        step("The first term is the best approximation.", equal(first, s[0] * U @ V.T, first.value)),
        step("Check: the two terms add up to the matrix.", equal(total(terms), A)),
    )


@chapter.kind("The SVD of a matrix of rank one")
def svd_rank_one(rng, level):
    """Return a 2 × 2 matrix, one of 2 × 3 or 3 × 2, or of 3 × 3; up to level 2 its σ is whole."""
    m, n = {1: (2, 2), 2: rng.choice([(2, 3), (3, 2)]), 3: (3, 3)}[level]
    while True:
        p, q = ([rng.choice((-4, -3, -2, -1, 1, 2, 3, 4)) for _ in range(size)] for size in (m, n))
        A, square = exact(np.outer(p, q).tolist()), squared_length(p) * squared_length(q)
        is_whole = math.isqrt(square) ** 2 == square
        if q[0] > 0 and math.gcd(*p) == math.gcd(*q) == 1 and np.abs(A).max() <= 9 and is_whole == (level < 3) and square < 400:
            return _rank_one_problem(A, column(p), column(q))


def _rank_one_problem(A, p, q):
    """Return the problem of a column times a row."""
    sigma, v, dyad = norm(p) * norm(q), unit(q.flat), r"v_1v_1^{\mathsf T}"
    P = q @ q.T / (q.T @ q).item()
    column_taken = (p @ p.T / (p.T @ p).item(), "That is the same for the column.")
    slips = fitting(P, (q @ q.T, "Give the vector length 1 first."), column_taken)
    return Problem(
        f"The matrix $A = {tex(A)}$ has rank one. Find its positive singular value $\\sigma_1$, and the matrix "
        f"${dyad}$ of its first right singular vector.",
        answers=(
            Answer(r"$\sigma_1$", sigma, ((sigma**2, SQUARED), (norm(p) + norm(q), ADDED))),
            Answer(f"${dyad}$", P, slips),
        ),
        hint="Write the matrix as a column times a row. What are their lengths?",
        steps=(
            *_dyad_steps(A, p, q),
            step("The first right singular vector is the row, with length 1.", equal(name("v_1", v), v)),
            step("Multiply it by its transpose, column by row.", equal(name(dyad, P), term(v) @ term(v).T, P)),
        ),
        facts={"A": A, "U": unit(p.flat), "s": [sigma], "V": v, "P": P},
    )


def _dyad_steps(A, p, q):
    """Return the steps from a matrix p qᵀ to its singular value."""
    lengths = [root(total(term(x) ** 2 for x in vector.flat)) for vector in (p, q)]
    sigma = name(r"\sigma_1", norm(p) * norm(q))
    return (
        step("All rows are multiples of one row: write the matrix as a column times this row.", equal(A, term(p) @ term(q).T)),
        step(
            "The singular value is the product of their lengths.",
            equal(sigma, lengths[0] * lengths[1], term(norm(p)) * norm(q), sigma.value),
        ),
    )


@chapter.kind("Completing U")
def svd_completed(rng, level):
    """Return a square matrix of rank one, a tall one of rank one, or a tall one of full rank: U has to be completed."""
    if level == 3:
        return _tall_problem(*_tall(rng))
    m, n = {1: (2, 2), 2: (3, 2)}[level]
    while True:
        p, q = ([rng.choice((-4, -3, -2, -1, 1, 2, 3, 4)) for _ in range(size)] for size in (m, n))
        A, square = exact(np.outer(p, q).tolist()), squared_length(p) * squared_length(q)
        if q[0] > 0 and math.gcd(*p) == math.gcd(*q) == 1 and np.abs(A).max() <= 9 and square <= 200:
            return _rest_problem(A, column(p), column(q))


def _tall(rng):
    """Return a 3 × 2 matrix, the directions of its v, its σ², and a short whole vector perpendicular to both columns."""
    while True:
        wide, directions, squares = two_by_three(rng, rng.choice((1, 2)))
        x = [int(entry) for entry in _eigen.solution(wide[[0, 1, 0]])]
        x = [entry // math.gcd(*x) for entry in x]
        if squared_length(x) <= 30:
            return wide.T, directions, squares, column(x)


def _tall_problem(A, directions, squares, x):
    """Return the problem of a matrix of rank two whose third left singular vector has the direction of x."""
    s = [sqrt(square) for square in squares]
    v, P = [unit(direction) for direction in directions], x @ x.T / (x.T @ x).item()
    u = [A @ each / sigma for each, sigma in zip(v, s, strict=True)]
    return Problem(
        f"Find the singular values of $A = {tex(A)}$. In its full decomposition $U$ has a third column $u_3$. Find the matrix "
        r"$u_3u_3^{\mathsf T}$.",
        answers=(*sigma_answers(s), _completing_answer(P, x)),
        hint="The new column is perpendicular to the others, and so to both columns of the matrix: that makes two equations "
        "for its three entries.",
        steps=(*gram_steps(A, squares), *_perpendicular_steps(A, x, P)),
        facts={"A": A, "U": np.hstack(u), "s": s, "V": np.hstack(v), "P": P},
    )


def _completing_answer(P, x):
    """Return the answer for the projection on the direction of the whole vector x."""
    slips = ((x @ x.T, "Give the vector length 1 first."), (identity(len(P)) - P, "That is the projection on the range."))
    return Answer(r"$u_3u_3^{\mathsf T}$", P, slips)


def _perpendicular_steps(A, x, P):
    """Return the steps to a direction perpendicular to the columns of a matrix, and to its projection."""
    u = unit(x.flat)
    return (
        step(
            "A vector perpendicular to both columns solves two equations for three unknowns. The cofactors of the two columns "
            "solve them; take out what they have in common.",
            *_eigen.perpendicular(A.T[[0, 1, 0]], x[:, 0]),
        ),
        step("Check: it is perpendicular to each column.", equal(term(A).T @ x, A.T @ x)),
        step("Give it length 1.", equal(name("u_3", u), u)),
        step("Multiply it by its transpose, column by row.", equal(name(r"u_3u_3^{\mathsf T}", P), term(u) @ term(u).T, P)),
    )


def _rest_problem(A, p, q):
    """Return the problem of a matrix p qᵀ with two rows, or with three, where two columns of U are new."""
    sigma, R, m = norm(p) * norm(q), p @ p.T / (p.T @ p).item(), len(A)
    P, new = identity(m) - R, r"u_2u_2^{\mathsf T}" + (r" + u_3u_3^{\mathsf T}" if m == 3 else "")
    slips = (
        (R, r"That is $u_1u_1^{\mathsf T}$: take what is left of the unit matrix."),
        (P * (p.T @ p).item(), "Divide by the squared length."),
    )
    return Problem(
        f"The matrix $A = {tex(A)}$ has rank one. Find its positive singular value $\\sigma_1$. In a full decomposition $U$ is "
        f"completed to ${m}$ orthonormal columns. Find ${new}$.",
        answers=(Answer(r"$\sigma_1$", sigma, ((sigma**2, SQUARED),)), Answer(f"${new}$", P, slips)),
        hint="The first column of $U$ has the direction of the columns of the matrix. The products of all columns of $U$ with "
        "their transposes add up to the unit matrix.",
        steps=(*_dyad_steps(A, p, q), *_rest_steps(name(new, P), unit(p.flat), R)),
        facts={"A": A, "U": unit(p.flat), "s": [sigma], "V": unit(q.flat), "P": P},
    )


def _rest_steps(new, u, R):
    """Return the steps from the first column of U to what the others have together."""
    one = name("u_1", u)
    return (
        step("The first left singular vector is the column, with length 1.", equal(one, u), equal(one @ one.T, R)),
        step("The others have what is left of the unit matrix.", equal(new, name("I", identity(len(u))) - R, new.value)),
    )
