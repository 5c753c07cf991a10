"""Symmetric matrices whose eigenvalues come out, and the steps that find these."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, identity, unit
from svdbook.drills._problem import step
from svdbook.drills._terms import equal, factored, name, polynomial, term

LARGEST = 12  # entry of a matrix
# whole directions at right angles to each other
DIAGONALS = ((1, 1), (-1, 1))
PLANE = [((2, 1), (-1, 2)), ((1, 2), (-2, 1)), ((3, 1), (-1, 3)), ((1, 3), (-3, 1)), ((3, 2), (-2, 3)), ((2, 3), (-3, 2))]
THIRDS = ((1, 2, 2), (2, 1, -2), (2, -2, 1))
SEVENTHS = ((2, 3, 6), (3, -6, 2), (6, 2, -3))
ROOTS = ((1, 1, 1), (1, -1, 0), (1, 1, -2))
HALVES = ((1, 1, 1, 1), (1, 1, -1, -1), (1, -1, 1, -1), (1, -1, -1, 1))


@functools.cache
def spectra(directions, values=range(-9, 13)):
    """Return the eigenvalues, in the order of the directions, with which a symmetric matrix is whole and small."""
    vectors = np.array(directions)
    squares = (vectors**2).sum(axis=1)
    common = math.lcm(*map(int, squares))
    projections = np.stack([common // q * np.outer(v, v) for v, q in zip(vectors, squares, strict=True)])
    chosen = np.array(list(itertools.product(values, repeat=len(vectors))))
    S = np.einsum("ni,ijk->njk", chosen, projections)
    fits = ((S % common == 0) & (abs(S) <= LARGEST * common)).all(axis=(1, 2))
    return [tuple(map(int, each)) for each in chosen[fits]]


def symmetric(directions, values) -> np.ndarray:
    """Return the symmetric matrix with these eigenvalues in these directions."""
    return np.sum([value * projection(d) for value, d in zip(values, directions, strict=True)], axis=0)


def projection(direction):
    """Return the projection on the line in a direction."""
    return exact(np.outer(direction, direction).tolist()) / sum(x * x for x in direction)


def shuffled(rng, directions):
    """Return directions with their coordinates in another order, and with other signs."""
    n = len(directions[0])
    order, signs = rng.sample(range(n), n), rng.choices((1, -1), k=n)
    return tuple(tuple(sign * d[i] for i, sign in zip(order, signs, strict=True)) for d in directions)


def whole_eigenvalues(a, b, d) -> tuple[Fraction, ...]:
    """Return the eigenvalues of a symmetric 2 × 2 matrix of whole numbers, the larger first; none if they are not whole."""
    square = int((a - d) ** 2 + 4 * b**2)
    gap = math.isqrt(square)
    return (Fraction(a + d + gap, 2), Fraction(a + d - gap, 2)) if gap * gap == square and (a + d + gap) % 2 == 0 else ()


def coefficient_step(S):
    """Return the step that finds trace and determinant of a symmetric 2 × 2 matrix, a term with a name."""
    (a, b), (_, d) = S.value
    trace, determinant = term(a) + d, term(a) * d - term(b) ** 2
    return step(
        "Find the trace and the determinant.",
        equal(name(rf"\operatorname{{tr}}({S.tex})", trace), trace, trace.value),
        equal(name(rf"\det({S.tex})", determinant), determinant, determinant.value),
    )


def frame(rng, directions):
    """Return directions at right angles, in another order too, and some turned around."""
    chosen = rng.sample(shuffled(rng, directions), len(directions))
    return tuple(tuple(sign * x for x in d) for d, sign in zip(chosen, rng.choices((1, -1), k=len(chosen)), strict=True))


def eigenvalue_steps(S, values):
    """Return the steps from a symmetric 2 × 2 matrix, a term with a name, to its eigenvalues."""
    coefficients = (1, -S.value.trace(), S.value[0, 0] * S.value[1, 1] - S.value[0, 1] ** 2)
    return (
        coefficient_step(S),
        step(
            "They are the coefficients of the characteristic polynomial. Its zeros are the eigenvalues.",
            equal(polynomial(coefficients), factored(values)),
        ),
    )


def eigenvector_step(S, values, directions, letter="q"):
    """Return the step that says for each eigenvalue which vector solves its equations, and gives it length 1."""
    formulas = []
    for i, (value, direction) in enumerate(zip(values, directions, strict=True)):
        shifted = S.value - value * identity(len(S.value))
        formulas += [equal(term(exact(shifted)) @ column(direction), column([0] * len(direction)))]
        formulas += [equal(name(f"{letter}_{i + 1}", unit(direction)), unit(direction))]
    which = "each eigenvalue" if len(values) > 1 else "this eigenvalue"
    says = f"Subtract {which} from the diagonal. A vector that is sent to zero is an eigenvector: give it length 1."
    return step(says, *formulas)
