"""Problems for the refresher: orthonormal vectors, projections, Gram and Schmidt."""

import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import exact, identity, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import combined, equal, name, term, tex, times
from svdbook.drills.foundations._vectors import (
    FIFTHS,
    SMALL,
    THIRDS,
    dot,
    drawn,
    lengthened,
    multiplied,
    product_step,
    turned,
    vector,
    whole,
)

chapter = Chapter("refresher")

ORTHONORMAL, ORTHOGONAL, NEITHER = "orthonormal", "only orthogonal", "not orthogonal"
SLIPS = {
    ORTHONORMAL: ((ORTHOGONAL, "They are, but look at their lengths, too."),),
    ORTHOGONAL: ((ORTHONORMAL, "They are perpendicular. But their lengths are not 1."),),
    NEITHER: ((ORTHOGONAL, "Multiply the columns once more: one product is not zero."),),
}
FRONT = "The number in front of the vector was left out."


@chapter.kind("Orthonormal, orthogonal, or neither")
def orthonormal_or_not(rng, level):
    """Return two columns in the plane or in space, at level 3 three of them: with a number in front, right or wrong."""
    family, divisor = {1: (FIFTHS, 5), 2: (THIRDS[:2], 3), 3: (THIRDS, 3)}[level]
    signs = rng.choices((1, -1), k=len(family))
    columns = [[sign * x for x in column] for sign, column in zip(signs, turned(rng, *family), strict=True)]
    word = rng.choice((ORTHONORMAL, ORTHOGONAL, NEITHER))
    if word == NEITHER:
        columns[-1][rng.randrange(len(family[0]))] += rng.choice((-1, 1, 2))
    if word == ORTHOGONAL or (word == NEITHER and rng.random() < 0.5):
        divisor = rng.choice([d for d in (1, 2, 4, 6, 7) if d != divisor])
    return _orthonormal_problem(columns, divisor)


def _word(products):
    """Return the word for columns with these scalar products."""
    if any(value for (i, j), value in products.items() if i != j):
        return NEITHER
    return ORTHONORMAL if all(value == 1 for (i, j), value in products.items() if i == j) else ORTHOGONAL


def _orthonormal_problem(columns, divisor):
    """Return the problem of columns that are divided by a number."""
    pairs = list(itertools.combinations_with_replacement(range(len(columns)), 2))
    products = {pair: Fraction(dot(columns[pair[0]], columns[pair[1]]), divisor**2) for pair in pairs}
    formulas = {(i, j): equal(multiplied(columns[i], columns[j], divisor**2), products[i, j]) for i, j in pairs}
    Q, first, word = exact(list(zip(*columns, strict=True))) / divisor, products[0, 0], _word(products)
    return Problem(
        f"Let $q_1, q_2, \\dots$ be the columns of $Q = {tex(Q)}$. Find $q_1 \\cdot q_1$. "
        f"Are the columns {ORTHONORMAL}, {ORTHOGONAL}, or {NEITHER}?",
        answers=(
            Answer(r"$q_1 \cdot q_1$", first, ((sqrt(first), "That is the length, its root."),)),
            Answer("Columns", word, SLIPS[word], (ORTHONORMAL, ORTHOGONAL, NEITHER)),
        ),
        hint="Orthogonal means that columns of different numbers have the product 0. "
        "Orthonormal means besides that each has the product 1 with itself.",
        steps=(
            step("Each column times itself: are all of these 1?", *(formulas[i, j] for i, j in pairs if i == j)),
            step("Two different columns: are all of these 0?", *(formulas[i, j] for i, j in pairs if i < j)),
            step(f"Together they are a matrix. So the columns are {word}.", equal(name(r"Q^{\mathsf T}Q", Q.T @ Q), Q.T @ Q)),
        ),
        facts={"Q": Q, "word": word},
    )


@chapter.kind("Coordinates in an orthonormal basis")
def coordinates(rng, level):
    """Return a vector and an orthonormal basis: of the plane, of space, and at level 3 with roots."""
    if level == 3:
        d = rng.choice(((1, 1), (1, 2), (2, 1), (1, 3), (3, 1)))
        family, length = turned(rng, d, (-d[1], d[0])), sqrt(dot(d, d))
    else:
        family, length = turned(rng, *(FIFTHS if level == 1 else THIRDS)), Fraction(5 if level == 1 else 3)
    while True:
        b = drawn(rng, len(family), range(-9, 10))
        found = [Fraction(dot(q, b)) / length for q in family]
        if len({abs(float(c)) for c in found}) == len(found) and (level == 3 or all(c.denominator == 1 for c in found)):
            return _coordinate_problem(family, length, b, found)


def _coordinate_problem(family, length, b, found):
    units = [[Fraction(a) / length for a in q] for q in family]
    listed = ", ".join(f"$q_{i + 1} = {vector(q).tex}$" for i, q in enumerate(units))
    formulas = [
        equal(name(f"c_{i + 1}", c), name(rf"q_{i + 1} \cdot b", c), multiplied(q, b, length), c)
        for i, (q, c) in enumerate(zip(family, found, strict=True))
    ]
    return Problem(
        f"The vectors {listed} are orthonormal. Find the coordinates of $b = {vector(b).tex}$ in this basis.",
        answers=tuple(
            Answer(f"$c_{i + 1}$", c, ((Fraction(dot(q, b)), FRONT),))
            for i, (q, c) in enumerate(zip(family, found, strict=True))
        ),
        hint="There is no equation to solve: each coordinate is a scalar product.",
        steps=(
            step("Multiply $b$ by each vector of the basis.", *formulas),
            step("Check: the combination is the vector itself.", equal(combined(found, map(vector, units)), vector(b))),
        ),
        facts={"basis": exact(units), "b": b},
    )


@chapter.kind("The nearest point of a line")
def nearest_on_line(rng, level):
    """Return a line and a vector, in the plane or in space; at level 3 the projection has fractions."""
    n = 2 if level == 1 else 3
    while True:
        a, b = drawn(rng, n, (-3, -2, -1, 1, 2, 3, 4)), drawn(rng, n, range(-9, 10))
        if dot(a, a) > 1 and dot(a, b):
            t = Fraction(dot(a, b), dot(a, a))
            p = [t * x for x in a]
            rest = [x - y for x, y in zip(b, p, strict=True)]
            if any(rest) and (t.denominator == 1) == (level < 3) and t != 1 and t.denominator < 12:
                return _line_problem(a, b, t, p, rest)


def _line_problem(a, b, t, p, rest):
    undivided = exact([[dot(a, b) * x for x in a]])
    return Problem(
        f"Which point $p$ of the line through the origin and $a = {vector(a).tex}$ is nearest to $b = {vector(b).tex}$? "
        "How far away is it?",
        answers=_point_and_distance(p, rest, (undivided, r"Divide by $a \cdot a$, since $a$ does not have the length 1.")),
        hint="The point is a multiple of $a$. The rest, from the point to $b$, is perpendicular to $a$.",
        steps=(
            product_step("ab", a, b),
            product_step("aa", a, a, "Multiply $a$ with itself, too: that is the divisor."),
            step(
                "The multiple, and the point.",
                equal(name("t", t), term(dot(a, b)) / dot(a, a), t),
                equal(name("p", vector(p)), times(t, vector(a)), vector(p)),
            ),
            _rest_step(b, p, rest),
            step("Check: its direction is perpendicular to the line.", equal(multiplied(a, whole(rest)), 0)),
        ),
        facts={"A": [a], "b": b},
    )


def _point_and_distance(p, rest, *slips):
    """Return what is asked for: the nearest point, and how far it is away."""
    square = dot(rest, rest)
    return (
        Answer("$p$", exact([p]), (*slips, (exact([rest]), "That is the rest, $b - p$."))),
        Answer("Distance", sqrt(square), ((square, "That is its square: take the root."),)),
    )


def _rest_step(b, p, rest):
    """Return the step from the nearest point to the distance."""
    left = equal(name("b - p", vector(rest)), vector(b) - vector(p), vector(rest))
    return step("What is left, and its length.", left, lengthened("b - p", rest))


@chapter.kind("The nearest point of a plane")
def nearest_in_plane(rng, level):
    """Return an orthonormal basis of a plane, and a vector: fifths, thirds, and at level 3 vectors of other lengths."""
    family = {1: [((3, 4, 0), (0, 0, 1))], 2: [THIRDS[:2]], 3: [((1, 1, 0), (1, -1, 2)), ((1, 0, 1), (1, 2, -1))]}
    a, c = turned(rng, *rng.choice(family[level]))
    p, q = dot(a, a), dot(c, c)
    while True:
        b = drawn(rng, 3, range(-9, 10))
        first, second = dot(a, b), dot(c, b)
        point = [q * first * x + p * second * y for x, y in zip(a, c, strict=True)]
        rest = [p * q * z - x for x, z in zip(point, b, strict=True)]
        if first and second and any(rest) and (level == 3 or all(x % (p * q) == 0 for x in point)):
            return _plane_problem((a, c), b, [Fraction(x, p * q) for x in rest], level)


def _plane_problem(plane, b, rest, level):
    """Return the problem of the plane of two perpendicular vectors, which are made of length 1 but at level 3."""
    letter, said = ("a", "perpendicular") if level == 3 else ("q", "orthonormal")
    lengths = [1 if level == 3 else sqrt(dot(v, v)) for v in plane]
    basis = [[Fraction(x) / length for x in v] for v, length in zip(plane, lengths, strict=True)]
    numbers = [Fraction(dot(v, b)) / dot(v, v) for v in basis]
    p = [x - y for x, y in zip(b, rest, strict=True)]
    return Problem(
        f"The vectors ${letter}_1 = {vector(basis[0]).tex}$ and ${letter}_2 = {vector(basis[1]).tex}$ are {said}. Which "
        f"combination $p$ of them is nearest to $b = {vector(b).tex}$? How far away is it?",
        answers=_point_and_distance(p, rest),
        hint="Project on the line of each vector, and add. That is allowed because they are perpendicular.",
        steps=(
            step("Find how much of each vector there is.", *_shares(plane, lengths, b, numbers)),
            step("Add the two projections.", equal(name("p", vector(p)), combined(numbers, map(vector, basis)), vector(p))),
            _rest_step(b, p, rest),
            step("Check: its direction is perpendicular to both.", *(equal(multiplied(v, whole(rest)), 0) for v in plane)),
        ),
        facts={"A": basis, "b": b},
    )


def _shares(plane, lengths, b, numbers):
    """Return the formulas for the projections' multiples; the vectors of length 1 need no division."""
    for i, (v, length, number) in enumerate(zip(plane, lengths, numbers, strict=True), start=1):
        if dot(v, v) == length**2:
            yield equal(name(rf"q_{i} \cdot b", number), multiplied(v, b, length), number)
        else:
            shown = name(rf"a_{i} \cdot b", dot(v, b)) / name(rf"a_{i} \cdot a_{i}", dot(v, v))
            yield equal(shown, multiplied(v, b) / multiplied(v, v), number)


@chapter.kind("Gram–Schmidt with two vectors")
def gram_schmidt_of_two(rng, level):
    """Return two vectors to be made orthonormal: of whole lengths in the plane, then in space, at level 3 with roots."""
    families = {
        1: [FIFTHS],
        2: [THIRDS[:2], THIRDS[1:]],
        3: [((1, 1, 0), (1, -1, 1)), ((1, 1, 0), (1, -1, 2)), ((1, 1, 1), (1, -1, 0))],
    }
    d, e = turned(rng, *rng.choice(families[level]))
    while True:
        r, s, t = rng.randint(1, 3), rng.choice(SMALL), rng.randint(1, 6)
        below = 1 if level == 3 else math.isqrt(dot(d, d))
        a1, a2 = [r * x for x in d], [Fraction(s * x + t * y, below) for x, y in zip(d, e, strict=True)]
        if all(x.denominator == 1 for x in a2) and (t > 1 or level == 3):
            return _gram_schmidt_problem(a1, a2)


def _gram_schmidt_problem(a1, a2):
    first = sqrt(dot(a1, a1))
    q1 = [Fraction(x) / first for x in a1]
    share = Fraction(dot(a1, a2)) / first
    w = [x - share * y for x, y in zip(a2, q1, strict=True)]
    q2 = [x / sqrt(dot(w, w)) for x in w]
    slips = (
        (exact([w]), "It is perpendicular to $q_1$, but its length is not 1."),
        (-exact([q2]), "It has the opposite sign."),
    )
    return Problem(
        f"Apply Gram–Schmidt to $a_1 = {vector(a1).tex}$ and $a_2 = {vector(a2).tex}$. Find $q_1$ and $q_2$.",
        answers=(
            Answer("$q_1$", exact([q1]), ((exact([a1]), "Divide it by its length."),)),
            Answer("$q_2$", exact([q2]), slips),
        ),
        hint="Divide the first vector by its length. Take away from the second what points along it. Divide again.",
        steps=_gram_schmidt_steps(a1, a2, share, w),
        facts={"A": exact([a1, a2]), "Q": exact([q1, q2])},
    )


def _gram_schmidt_steps(a1, a2, share, w):
    first, second = (sqrt(dot(v, v)) for v in (a1, w))
    q1, q2 = (vector(Fraction(x) / length for x in v) for v, length in ((a1, first), (w, second)))
    rest, along = name("w", vector(w)), name(r"(q_1 \cdot a_2)\,q_1", share * q1.value)
    return (
        step("Divide the first vector by its length.", lengthened("a_1", a1), equal(name("q_1", q1), vector(a1) / first, q1)),
        product_step(("q_1", "a_2"), a1, a2, "How much of it is in the second vector?", first),
        step(
            "Take that away.", equal(rest, name("a_2", vector(a2)) - along, combined((1, -share), (vector(a2), q1)), rest.value)
        ),
        step("Divide by the length.", lengthened("w", w), equal(name("q_2", q2), rest / second, q2)),
        step("Check: the two directions are perpendicular.", equal(multiplied(a1, whole(w)), 0)),
    )


@chapter.kind("The triangle of a QR factorisation")
def triangle(rng, level):
    """Return A and Q with orthonormal columns, of which the triangle R = QᵀA is asked for: 2 × 2, 3 × 2, 3 × 3."""
    family, divisor = {1: (FIFTHS, 5), 2: (THIRDS[:2], 3), 3: (THIRDS, 3)}[level]
    directions, n = np.array(turned(rng, *family)).T, len(family)
    while True:
        R = np.array([[rng.randint(1, 9) if i == j else (j > i) * rng.randint(-9, 9) for j in range(n)] for i in range(n)])
        A = directions @ R
        if (A % divisor == 0).all() and abs(A).max() <= 12 * divisor and R[0, 1]:
            return _triangle_problem(exact(directions.tolist()) / divisor, exact(R.tolist()), divisor)


def _triangle_problem(Q, R, divisor):
    A, transposed = Q @ R, "That is its transpose: the triangle has its zeros below the diagonal."
    pairs = itertools.combinations_with_replacement(range(len(R)), 2)
    entries = [equal(name(f"r_{{{i + 1}{j + 1}}}", R[i, j]), _entry(Q, A, i, j, divisor), R[i, j]) for i, j in pairs]
    return Problem(
        f"The matrix $A = {tex(A)}$ is $QR$, where $Q = {tex(Q)}$ has orthonormal columns. Find $R$.",
        answers=(Answer("$R$", R, ((R.T, transposed), (divisor * R, "The number in front of $Q$ was left out."))),),
        hint=r"Multiply both sides by $Q^{\mathsf T}$ from the left: then $Q$ is gone.",
        steps=(
            step(
                "Multiply by the transpose: it takes the first factor away.",
                equal(term(Q.T) @ Q, identity(len(R))),
                equal(name(r"Q^{\mathsf T}A", R), name("R", R)),
            ),
            step("Each entry of $R$ is a column of $Q$ times a column of $A$. Below the diagonal it is zero.", *entries),
            step("Check.", equal(term(Q) @ R, A)),
        ),
        facts={"A": A, "Q": Q},
    )


def _entry(Q, A, i, j, divisor):
    """Return a column of Q times a column of A, written out with whole numbers."""
    return multiplied(divisor * Q[:, i], A[:, j], divisor)
