"""Problems for the chapter on the singular value decomposition."""

import functools
import itertools
import math

import numpy as np

from svdbook.drills._exact import exact, sqrt, unit
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, factored, name, polynomial, root, term, tex

chapter = Chapter("svd")

TRANSPOSED = "That is its transpose: $u_1$ makes the column, $v_1$ the row."
DIRECTIONS = [(1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2), (1, 3), (3, 1)]


@functools.cache
def _two_by_two(level):
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
    rows, directions, squares = rng.choice(_two_by_two(level))
    return _svd_problem(exact(rows), directions, squares)


def _svd_problem(A, directions, squares):
    """Return the problem of a matrix whose right singular directions and σ² are known, solved by AᵀA."""
    s = [sqrt(square) for square in squares]
    v = [unit(direction) for direction in directions]
    u = [A @ each / sigma for each, sigma in zip(v, s, strict=True)]
    terms = [sigma * left @ right.T for sigma, left, right in zip(s, u, v, strict=True)]
    return Problem(
        f"Find the singular values of $A = {tex(A)}$, and its best approximation of rank one, "
        r"$A_1 = \sigma_1 u_1 v_1^{\mathsf T}$.",
        answers=(
            Answer(r"$\sigma_1$", s[0], ((squares[0], "That is its square: take the root."),)),
            Answer(r"$\sigma_2$", s[1], ((squares[1], "That is its square: take the root."),)),
            Answer("$A_1$", terms[0], ((terms[0].T, TRANSPOSED), (A - terms[0], "That is what $A_1$ leaves out."))),
        ),
        hint=r"The squares of the singular values are the eigenvalues of $A^{\mathsf T}A$: find its trace and its determinant.",
        steps=_svd_steps(A, squares, u, v),
        facts={"A": A, "U": np.hstack(u), "s": s, "V": np.hstack(v), "A1": terms[0]},
    )


def _svd_steps(A, squares, u, v):
    """Return the steps of an SVD by the eigenvectors of AᵀA."""
    n = len(squares)
    a, U, V = name("A", A), [name(f"u_{i + 1}", u[i]) for i in range(n)], [name(f"v_{i + 1}", v[i]) for i in range(n)]
    gram = name(r"A^{\mathsf T}A", A.T @ A)
    s = [name(rf"\sigma_{i + 1}", sqrt(square)) for i, square in enumerate(squares)]
    diagonal = exact([[s[i].value if i == j else 0 for j in range(n)] for i in range(n)])
    first = s[0].value * u[0] @ v[0].T
    return (
        step("Multiply out.", equal(gram, term(A.T) @ A, gram.value)),
        step(
            "Trace and determinant are the coefficients of its characteristic polynomial.",
            equal(polynomial((1, -sum(squares), math.prod(squares))), factored(squares)),
        ),
        step("The roots of its zeros are the singular values.", *(equal(s[i], root(squares[i]), s[i].value) for i in range(n))),
        step(
            "Solve for eigenvectors, and give them length 1.", *(equal(gram @ V[i], squares[i] * term(v[i])) for i in range(n))
        ),
        step("Divide their images by the singular values.", *(equal(U[i], (a @ V[i]) / s[i], u[i]) for i in range(n))),
        step("The first term is the best approximation.", equal(name("A_1", first), s[0] * U[0] @ V[0].T, first)),
        step("Check the whole.", equal(a, term(np.hstack(u)) @ diagonal @ np.hstack(v).T)),
    )
