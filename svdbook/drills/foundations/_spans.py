"""Problems for the refresher: combinations, dimensions, and eigenvectors."""

import itertools
import math
from fractions import Fraction

from svdbook.drills._eigen import around_the_half
from svdbook.drills._exact import exact, identity, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import combination, combined, equal, factored, name, polynomial, term, tex, total
from svdbook.drills.foundations._vectors import (
    SMALL,
    drawn,
    vector,
)

chapter = Chapter("refresher")

EXCHANGED = "The two numbers are exchanged."


@chapter.kind("A vector as a combination of others")
def as_combination(rng, level):
    """Return a vector that is a combination of two: with an easy equation at level 1 and 2, fractions at level 3."""
    n = 2 if level == 1 else 3
    while True:
        v, w = drawn(rng, n, range(-4, 5)), drawn(rng, n, range(-4, 5))
        if level < 3:
            w[rng.randrange(n)] = 0
        a, b = (Fraction(rng.choice(SMALL), 1 if level < 3 else rng.choice((1, 2))) for _ in range(2))
        b_vector = [a * p + b * q for p, q in zip(v, w, strict=True)]
        pairs = [pair for pair in itertools.permutations(range(n), 2) if _fits(v, w, *pair, level)]
        if pairs and a != b and all(x.denominator == 1 and abs(x) <= 30 for x in b_vector):
            return _combination_problem(v, w, (a, b), b_vector, pairs[0])


def _fits(v, w, i, j, level):
    """Whether equations i and j can be solved, and at level 1 and 2 the first of them for one unknown alone."""
    return v[i] * w[j] != v[j] * w[i] and w[j] != 0 and ((w[i] == 0) == (level < 3)) and v[i] != 0


def _combination_problem(v, w, numbers, b, pair):
    (a, c), (i, j) = numbers, pair
    first, second = name("c_1", a), name("c_2", c)
    return Problem(
        f"Let $v_1 = {vector(v).tex}$ and $v_2 = {vector(w).tex}$. "
        f"Write $b = {vector(b).tex}$ as $c_1v_1 + c_2v_2$. What are $c_1$ and $c_2$?",
        answers=(Answer("$c_1$", a, ((c, EXCHANGED),)), Answer("$c_2$", c, ((a, EXCHANGED),))),
        hint="Each entry gives an equation."
        + (" One of them has a single unknown." if w[i] == 0 else " Two of them are enough to find both numbers."),
        steps=(
            *(_one_unknown if w[i] == 0 else _two_unknowns)(v, w, b, (first, second), pair),
            step(
                f"Now the equation of entry {j + 1} has one unknown.",
                equal(combined((v[j], w[j]), (first, second)), b[j]),
                equal(second, (term(b[j]) - term(v[j]) * a) / w[j], c),
            ),
            step("Check with all entries.", equal(combined((a, c), (vector(v), vector(w))), vector(b))),
        ),
        facts={"v": [v, w], "b": b},
    )


def _one_unknown(v, w, b, unknowns, pair):
    """Return the step that solves an equation of one unknown."""
    i, first = pair[0], unknowns[0]
    return (
        step(
            f"The equation of entry {i + 1} has one unknown.",
            equal(combined((v[i],), (first,)), b[i]),
            *([] if v[i] == 1 else [equal(first, term(b[i]) / v[i], first.value)]),
        ),
    )


def _two_unknowns(v, w, b, unknowns, pair):
    """Return the steps that take one unknown away from two equations."""
    (i, j), (first, second) = pair, unknowns
    left, right = v[i] * w[j] - v[j] * w[i], b[i] * w[j] - b[j] * w[i]
    return (
        step(
            f"Take the equations of the entries {i + 1} and {j + 1}.",
            *(equal(combined((v[k], w[k]), (first, second)), b[k]) for k in pair),
        ),
        step(
            f"Multiply the first by the number {w[j]} and the second by {w[i]}, and subtract: the second unknown is gone.",
            equal((term(v[i]) * w[j] - term(v[j]) * w[i]) * first, term(b[i]) * w[j] - term(b[j]) * w[i]),
            equal(combined((left,), (first,)), right),
            equal(first, term(right) / left, first.value),
        ),
    )


@chapter.kind("The dimension of a span")
def dimension(rng, level):
    """Return three vectors with three entries, or at level 3 four with four; each may depend on those before."""
    n = 3 if level < 3 else 4
    while True:
        kept = {0, *rng.sample(range(1, n), rng.randrange(level > 1, n))}
        stairs = [_stair(rng, n, k) if k in kept else [0] * n for k in range(n)]
        numbers = [[_number(rng, k, stairs[q]) for q in range(k)] for k in range(n)]
        rows = [[sum(column) for column in zip(*_scaled([*numbers[k], 1], stairs), strict=True)] for k in range(n)]
        if len(set(map(tuple, rows))) == n:
            return _dimension_problem(rows, stairs, numbers)


def _number(rng, k, stair):
    """Return how often a vector contains one of those before it; one that is zero is not needed."""
    return rng.choice((1, 2, -1, -2, 3) if stair and k == 1 else (1, 2, -1, 0)) if any(stair) else 0


def _scaled(numbers, vectors):
    return [[c * x for x in v] for c, v in zip(numbers, vectors, strict=False)]


def _stair(rng, n, k):
    """Return a vector whose first entries are zero, but not that of number k."""
    return [0] * k + [rng.choice((1, 2, 3, -1))] + [rng.randint(-2, 3) for _ in range(n - k - 1)]


def _dimension_problem(rows, stairs, numbers):
    n, found = len(rows), sum(map(any, stairs))
    v, w = ([name(f"{letter}_{k + 1}", vector(x)) for k, x in enumerate(xs)] for letter, xs in (("v", rows), ("w", stairs)))
    left = [
        equal(w[k], combined((1, *(-c for c in numbers[k])), (v[k], v[0], *w[1:k])), vector(stairs[k])) for k in range(1, n)
    ]
    listed = ", ".join(f"$v_{k + 1} = {vector(row).tex}$" for k, row in enumerate(rows))
    said = "Those that are not zero begin further and further to the right, so none depends on the others. Count them."
    return Problem(
        f"Find the dimension of the space of all combinations of {listed}.",
        answers=(Answer("Dimension", found, ((n, f"There are {n} vectors. Does one of them depend on the others?"),)),),
        hint="Subtract multiples of the first vector from the others, to make their first entries zero. Go on in the same way.",
        steps=(
            step("From each vector subtract multiples of those before, so that zeros come to its front.", *left),
            step(said, equal(name(r"\text{dimension}", found), total([1] * found), found)),
        ),
        facts={"rows": rows},
    )


@chapter.kind("Eigenvalues by trace and determinant")
def eigenvalues_by_trace(rng, level):
    """Return a 2 × 2 matrix with two positive eigenvalues, with any two whole ones, or at level 3 with a root."""
    while True:
        a, b, c, d = drawn(rng, 4, range(-6, 10))
        square = (a - d) ** 2 + 4 * b * c
        whole = square > 0 and math.isqrt(square) ** 2 == square
        if b * c and (whole if level < 3 else square > 0 and not whole and (a + d) % 2 == 0):
            low, high = (Fraction(a + d, 2) + sign * sqrt(Fraction(square, 4)) for sign in (-1, 1))
            if level > 1 or low > 0:
                return _eigenvalue_problem(exact([[a, b], [c, d]]), (high, low))


def _eigenvalue_problem(A, values):
    (a, b), (c, d) = A
    trace, determinant, whole = term(a) + d, term(a) * d - term(b) * c, isinstance(values[0], Fraction)
    return Problem(
        f"Find the eigenvalues of $A = {tex(A)}$, the larger one first.",
        answers=_two_eigenvalues(*values),
        hint="Their sum is the trace, and their product is the determinant."
        if whole
        else "Half the trace is the middle of the two. How far from it must they be, for their product to be the determinant?",
        steps=(
            step(
                "Find the trace and the determinant.",
                equal(name(r"\operatorname{tr}(A)", trace), trace, trace.value),
                equal(name(r"\det(A)", determinant), determinant, determinant.value),
            ),
            (_guessed if whole else _by_the_root)(values, trace.value, determinant.value),
            step(
                "Check: the sum is the trace, and the product is the determinant.",
                equal(term(values[0]) + values[1], trace.value),
                equal(term(values[0]) * values[1], determinant.value),
            ),
        ),
        facts={"A": A},
    )


def _two_eigenvalues(high, low):
    """Return the answers for two eigenvalues, the larger one first."""
    order, sign = "The larger one comes first.", "Look at the signs: the sum is the trace."
    return (
        Answer(r"$\lambda_1$", high, ((low, order), (-high, sign))),
        Answer(r"$\lambda_2$", low, ((high, order), (-low, sign))),
    )


def _guessed(values, trace, determinant):
    """Return the step that finds whole eigenvalues."""
    factors = equal(polynomial((1, -trace, determinant)), factored(values))
    shown = (equal(name(rf"\lambda_{i}", value), value) for i, value in enumerate(values, start=1))
    return step("Which two numbers have this sum and this product? They are the zeros of a polynomial.", factors, *shown)


def _by_the_root(values, trace, determinant):
    """Return the step that finds eigenvalues with a root."""
    says = "Both eigenvalues are equally far from half the trace. The root says how far."
    return step(says, *around_the_half(values, trace, determinant))


@chapter.kind("The second entry of an eigenvector")
def eigenvector_entry(rng, level):
    """Return a 2 × 2 matrix, one of its eigenvalues, and the first entry of an eigenvector; at level 3 a fraction."""
    while True:
        value, first = rng.choice((-4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 7, 8)), rng.choice((1, 1, 2)) if level == 2 else 1
        second = Fraction(rng.choice(SMALL), rng.choice((2, 3)) if level == 3 else 1)
        b, d = drawn(rng, 2, range(-6, 7))
        a, c = ((value * v - entry * second) / first for v, entry in ((first, b), (second, d)))
        small = all(x.denominator == 1 and abs(x) <= 12 for x in (a, c)) and abs(b) > 1 and c and a + d != 2 * value
        if small and (second.denominator > 1) == (level == 3):
            return _entry_problem(exact([[a, b], [c, d]]), value, Fraction(first), second)


def _entry_problem(A, value, first, second):
    a, b = A[0]
    shifted, t, image = A - value * identity(2), name("t", second), exact([[first], [second]])
    equation = equal(combined((1, b), (term(a - value) * first, t)), 0)
    return Problem(
        f"The matrix $A = {tex(A)}$ has the eigenvalue ${value}$. "
        f"For which $t$ is $({tex(first)}, t)$ an eigenvector that belongs to it?",
        answers=(Answer("$t$", second, ((-second, "Look at the sign."), (first / second, "The quotient is upside down."))),),
        hint="Subtract the eigenvalue from both numbers on the diagonal. The vector must be sent to zero.",
        steps=(
            step(
                "Subtract the eigenvalue from the diagonal.",
                equal(name(combination((1, -value), "AI"), exact(shifted)), exact(shifted)),
            ),
            step("The first row times the vector has to be zero.", equation),
            step("Solve.", equal(t, term(-(a - value) * first) / b, second)),
            step("Check: the image is a multiple of the vector.", equal(term(A) @ image, combined((value,), (image,)))),
        ),
        facts={"A": A, "value": value, "first": first},
    )
