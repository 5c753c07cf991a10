"""Symmetric matrices whose eigenvalues come out, and the steps that find these."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import Root, column, exact, identity, sqrt, unit
from svdbook.drills._problem import step
from svdbook.drills._terms import cofactor, combination, combined, equal, factored, name, polynomial, root, term, times

LARGEST = 12  # entry of a matrix
ORDER = "Look at the order: from the largest down."
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


def extremes(S):
    """Return the eigenvalues of a symmetric 2 × 2 matrix, the larger one first; they may have roots."""
    (a, b), (_, d) = S
    middle, reach = (a + d) / 2, sqrt((a - d) ** 2 / 4 + b * b)
    return middle + reach, middle - reach


def gram(A, left):
    """Return the Gram matrix of the columns, or of the rows, under its name, and the product that it is."""
    if left:
        return name(r"AA^{\mathsf T}", A @ A.T), term(A) @ A.T
    return name(r"A^{\mathsf T}A", A.T @ A), term(A.T) @ A


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
    """Return the steps from a symmetric 2 × 2 matrix, a term with a name, to its eigenvalues, the larger one first."""
    trace, determinant = S.value.trace(), S.value[0, 0] * S.value[1, 1] - S.value[0, 1] ** 2
    solved = around_the_half(values, trace, determinant)
    if any(isinstance(value, Root) for value in values):
        return coefficient_step(S), step("The eigenvalues are half the trace, plus and minus a root.", *solved)
    return (
        coefficient_step(S),
        step(
            "They are the coefficients of the characteristic polynomial, the trace with a minus sign. Its zeros are the "
            "eigenvalues: both are equally far from half the trace, and the root says how far.",
            *solved,
            equal(polynomial((1, -trace, determinant)), factored(values)),
        ),
    )


def around_the_half(values, trace, determinant, letters=(r"\lambda_1", r"\lambda_2")):
    """Return the formulas that find two numbers, the larger one first, by their sum and their product."""
    half = term(Fraction(trace) / 2)
    beside = root(half**2 + -determinant)
    found = (half + beside, half + beside.value), (half - beside, half - beside.value)
    return (equal(name(letter, x), *each, x) for letter, x, each in zip(letters, values, found, strict=True))


def slope_steps(S, value):
    """Return the steps from the larger eigenvalue of a symmetric 2 × 2 matrix to the slope of its eigenvectors."""
    (a, b), _ = S
    m, v = (value - a) / b, name("m", (value - a) / b)
    vector = column([m.denominator, m.numerator])
    return (
        step(
            "With the larger eigenvalue subtracted from the diagonal, the matrix takes $(1, m)$ to zero, where $m$ is the "
            "slope of the eigenvectors. The first row is an equation for it.",
            equal(term(a) - value + times(b, v), 0),
            equal(v, (term(value) - a) / b, m),
        ),
        step("Check with a whole vector of this slope.", equal(term(S) @ vector, times(value, term(vector)))),
    )


def eigenvector_step(S, values, directions, letter="q", which="each eigenvalue"):
    """Return the step that solves for each eigenvalue the equations of its eigenvectors, and gives one of these length 1."""
    formulas = []
    for i, (value, direction) in enumerate(zip(values, directions, strict=True)):
        shifted, q = exact(S.value - value * identity(len(S.value))), unit(direction)
        formulas += [equal(name(combination((1, -value), (S.tex, "I")), shifted), shifted)]
        formulas += [*(_one_equation if len(q) == 2 else _two_equations)(shifted, direction)]
        formulas += [equal(name(f"{letter}_{i + 1}", q), q)]
    solved = "A row gives an equation" if len(directions[0]) == 2 else "The cofactors of two rows solve their equations"
    says = f"Subtract {which} from the diagonal. What is left sends an eigenvector to zero. {solved}."
    return step(f"{says} Give the solution length 1.", *formulas)


def _one_equation(shifted, direction):
    """Return the formulas that solve the equation of one row: how one unknown follows from the other."""
    (a, b), *_ = (row for row in shifted if any(row))
    x, y = (name(letter, value) for letter, value in zip("xy", direction, strict=True))
    ratio = Fraction(x.value / y.value)
    solved = equal(x, combined((ratio,), (y,))) if ratio.denominator == 1 else equal(y, combined((1 / ratio,), (x,)))
    return (equal(combined((a, b), (x, y)), 0), solved)


def _two_equations(shifted, direction):
    """Return the formulas that solve the equations of two rows of three by cofactors."""
    rows = (shifted[[i, j, i]] for i, j in itertools.combinations(range(3), 2))
    return perpendicular(next(each for each in rows if any(solution(each))), direction)


def solution(rows):
    """Return the cofactors of two rows, which solve both equations; the third row is not used."""
    return [cofactor(rows, 2, j).value for j in range(3)]


def perpendicular(rows, direction):
    """Return the formulas that find a vector perpendicular to two rows, and take out what its entries have in common."""
    found = solution(rows)
    common = next(x / d for x, d in zip(found, direction, strict=True) if d)
    entries = (equal(name(letter, x), cofactor(rows, 2, j), x) for j, (letter, x) in enumerate(zip("xyz", found, strict=True)))
    return (*entries, equal(column(found), times(common, column(direction))))
