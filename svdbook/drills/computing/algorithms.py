"""Problems for the chapter on algorithms."""

import functools
import itertools
import math
import operator
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import around_the_half, slope_steps, whole_eigenvalues
from svdbook.drills._exact import column, exact, norm, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, length, modulus, name, root, term, tex, total

chapter = Chapter("algorithms")

STARTS = {2: [(1, 0), (0, 1), (1, 1)], 3: [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)]}


@chapter.kind("Steps of the power method")
def power_step(rng, level):
    """Return a Gram matrix and a start for one step, a 2 × 2 matrix for two steps, or a Gram matrix of three columns."""
    size, steps = {1: (2, 1), 2: (2, 2), 3: (3, 2)}[level]
    while True:
        A = np.array([[rng.randrange(-2, 4) for _ in range(size)] for _ in range(size)])
        S, x = A.T @ A, np.array(rng.choice(STARTS[size]))
        vectors = list(itertools.accumulate(range(steps), lambda y, _, S=S: S @ y, initial=x))
        last, turned = vectors[-1], (vectors[1] * (x @ x) != (x @ vectors[1]) * x).any()
        if turned and np.count_nonzero(A) > size and _small(S, last):
            chosen = [column(v.tolist()) for v in vectors]
            return _power_problem(exact(A.tolist()), exact(S.tolist()), chosen, given=level == 2)


def _small(S, x):
    """Whether the entries of a vector are small, and the denominator of its Rayleigh quotient."""
    return abs(x).max() <= 60 and Fraction(int(x @ S @ x), int(x @ x)).denominator <= 100


def _quotient(S, x):
    return term((x.T @ S @ x).item()) / (x.T @ x).item()


def _power_problem(A, S, vectors, *, given):
    x, steps, quotient = vectors[0], len(vectors) - 1, _quotient(S, vectors[-1])
    known = f"Let $A = {tex(A)}$" if given else f"A matrix $A$ has the Gram matrix $A^{{\\mathsf T}}A = {tex(S)}$"
    last = f"$x_{steps}$"
    return Problem(
        f"{known}. Begin the power method with $x_0 = {tex(x)}$, and take {('one step', 'two steps')[steps - 1]} "
        f"of it without scaling. Find {last} as a column, and the estimate "
        f"$\\lVert Ax_{steps} \\rVert^2/\\lVert x_{steps} \\rVert^2$ of $\\sigma_1^2$.",
        answers=(
            Answer(last, vectors[-1], tuple(_other_vectors(A, vectors, given=given))),
            Answer("estimate", quotient.value, tuple(_other_estimates(S, vectors))),
        ),
        hint=r"A step multiplies by $A^{\mathsf T}A$. Once more serves the estimate: "
        r"$\lVert Ax \rVert^2$ is the product of $x$ and $A^{\mathsf T}Ax$.",
        steps=_power_steps(A, S, vectors, quotient, given=given),
        facts={"S": S, "x": x, "steps": steps, "last": vectors[-1], "estimate": quotient.value},
    )


def _other_vectors(A, vectors, *, given):
    yield vectors[-2], "One step more."
    if given:
        yield A @ vectors[0], r"Multiply by $A^{\mathsf T}A$."
        yield A @ A @ vectors[0], r"Multiply by $A^{\mathsf T}A$, not by $A$."


def _other_estimates(S, vectors):
    x = vectors[-1]
    product = (x.T @ S @ x).item()
    yield _quotient(S, vectors[-2]).value, "That is the estimate of the step before."
    yield product, "Divide by the squared length."
    yield product / norm(x), "Divide by the squared length, not by the length."


def _power_steps(A, S, vectors, quotient, *, given):
    gram = name(r"A^{\mathsf T}A", S)
    pairs = enumerate(itertools.pairwise(vectors))
    x, image, last = vectors[-1], S @ vectors[-1], f"x_{len(vectors) - 1}"
    return (
        *([step("Multiply out.", equal(gram, term(A.T) @ A, S))] if given else []),
        *(step("Multiply for a step.", equal(name(f"x_{i + 1}", new), term(S) @ old, new)) for i, (old, new) in pairs),
        step("For the estimate, multiply once more.", equal(term(S) @ x, image)),
        step(
            "Take the products with the vector: these are both squared lengths.",
            equal(name(rf"\lVert A{last} \rVert^2", (x.T @ image).item()), term(x).T @ image, (x.T @ image).item()),
            equal(name(rf"\lVert {last} \rVert^2", (x.T @ x).item()), term(x).T @ x, (x.T @ x).item()),
        ),
        step("Their quotient is the estimate.", equal(quotient, quotient.value)),
    )


# vectors of whole length; with signs and in other orders below
WHOLE = {
    2: [(3, 4), (5, 12), (8, 15)],
    3: [(1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 6, 9), (6, 6, 7)],
    4: [(1, 1, 1, 1), (1, 1, 3, 5), (1, 2, 2, 4)],
}


@functools.cache
def _whole_lengths(size):
    """Return vectors of whole length that are no multiples of the first unit vector."""
    found = set()
    for vector in WHOLE[size]:
        for order in itertools.permutations(vector):
            found |= {tuple(a * b for a, b in zip(order, s, strict=True)) for s in itertools.product((1, -1), repeat=size)}
    return sorted(found)


@chapter.kind("A Householder reflection")
def householder(rng, level):
    """Return a vector of whole length that is reflected to the first axis, and another: in two, three or four dimensions."""
    while True:
        x = rng.choice(_whole_lengths(rng.choice({1: (2,), 2: (3,), 3: (3, 4)}[level])))
        size = math.isqrt(sum(a * a for a in x)) * (1 if level < 3 or x[0] < 0 else -1)
        v, w = (x[0] - size, *x[1:]), [rng.randrange(-4, 6) for _ in x]
        factor = Fraction(2 * sum(map(operator.mul, v, w)), sum(a * a for a in v))
        if factor and factor.denominator <= 3 and any(w[1:]):
            return _reflection(column(x), Fraction(size), column(v), column(w), factor, level)


OTHER_SIGN = "That takes $x$ to the other multiple: look at the sign of the first entry of $Hx$."


def _reflection(x, size, v, w, factor, level):
    image = "with a positive first entry" if level < 3 else "whose first entry and that of $x$ have opposite signs"
    along, short = factor * v, x - size / norm(x) * column([1, *[0] * (len(x) - 1)])
    return Problem(
        f"The reflection $H = I - 2vv^{{\\mathsf T}}/v^{{\\mathsf T}}v$ with $v = x - Hx$ takes $x = {tex(x)}$ to $Hx$, "
        f"a multiple of $e_1$ {image}. Find $v$, and where $H$ takes $w = {tex(w)}$, both as columns.",
        answers=(
            Answer("$v$", v, ((short, "The multiple has the length of $x$."), (2 * x - v, OTHER_SIGN))),
            Answer(
                "$Hw$",
                w - along,
                ((w - along / 2, "That is the projection: go as far again."), (along, "Subtract it from $w$.")),
            ),
        ),
        hint="A reflection keeps lengths. So how long is $Hx$, and which vector is it?",
        steps=_reflection_steps(x, size, v, w, factor),
        facts={"x": x, "v": v, "w": w, "image": w - along},
    )


def _reflection_steps(x, size, v, w, factor):
    e = size * column([1, *[0] * (len(x) - 1)])
    return (
        step("Find the length.", equal(length(name("x", x)), root(_product(x, x)), norm(x))),
        step(
            "The reflected vector has the same length, along the first axis and with the sign that is asked for. Subtract it.",
            equal(name("Hx", e), e),
            equal(name("v", v), name("x", x) - name("Hx", e), term(x) - e, v),
        ),
        *_image_steps(v, w, factor),
    )


def _image_steps(v, w, factor):
    vw, vv, image = (v.T @ w).item(), (v.T @ v).item(), w - factor * v
    return (
        step(
            "Find two products.",
            equal(name(r"v^{\mathsf T}w", vw), _product(v, w), vw),
            equal(name(r"v^{\mathsf T}v", vv), _product(v, v), vv),
        ),
        step(
            "Subtract twice the projection.",
            equal(2 * term(vw) / vv, factor),
            equal(name("Hw", image), term(w) - factor * term(v), image),
        ),
        step("Check: the length is kept.", equal(_product(w, w), _product(image, image))),
    )


def _product(a, b):
    return total(term(x) ** 2 if a is b else term(x) * y for x, y in zip(a.flat, b.flat, strict=True))


# first columns, by level
LEGS = {
    1: [(3, 4), (4, 3), (6, 8), (8, 6)],
    2: [(3, 4), (4, 3), (5, 12), (12, 5), (-3, 4), (4, -3), (3, -4)],
    3: [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 4), (1, -1), (1, -2), (-1, 2), (2, -1)],
}


@chapter.kind("A rotation that makes a zero")
def givens(rng, level):
    """Return a 2 × 2 matrix whose lower left entry a rotation makes zero: whole, with fifths, with roots."""
    a, b = rng.choice(LEGS[level])
    r = sqrt(a * a + b * b)
    G = exact([[a / r, b / r], [-b / r, a / r]])
    while True:
        A = exact([[a, rng.randrange(-9, 13)], [b, rng.randrange(-9, 13)]])
        T = G @ A
        whole = level == 2 or all((x * r / (r * r if level == 3 else 1)).denominator == 1 for x in T[:, 1])
        if whole and all(A[:, 1]) and T[1, 1]:
            return _rotation(A, G, T, r)


UPPER = "The upper left entry of $GA$ is to be positive."
SIGNS = "Look at the signs of both entries of the new first column."


def _rotation(A, G, T, r):
    c, s = G[0]
    return Problem(
        r"The rotation $G = \begin{bmatrix} c & s \\ -s & c \end{bmatrix}$ makes the lower left entry "
        f"of $A = {tex(A)}$ zero, and the upper left one positive. Find $c$, $s$, and $GA$.",
        answers=(
            Answer("$c$", c, ((-c, UPPER), (s, "That is $s$."), (A[0, 0], "Divide by the length."))),
            Answer("$s$", s, ((-s, SIGNS), (c, "That is $c$."), (A[1, 0], "Divide by the length."))),
            Answer("$GA$", T, ((-T, UPPER), (G.T @ A, "You turned the other way."))),
        ),
        hint="The first column keeps its length. Which vector is it turned to?",
        steps=_rotation_steps(A, G, T, r),
        facts={"A": A, "G": G, "T": T},
    )


def _rotation_steps(A, G, T, r):
    (a, p), (b, q) = A
    c, s = G[0]
    return (
        step("Find the length of the first column.", equal(name("r", r), root(term(a) ** 2 + term(b) ** 2), r)),
        step(
            "The new first column has this length and a zero below, so $c$ and $s$ are the entries of the old one over it.",
            equal(name("c", c), term(a) / r, c),
            equal(name("s", s), term(b) / r, s),
        ),
        step("Check the entry that is to be zero.", equal(term(-s) * a + term(c) * b, 0)),
        step(
            "Turn the second column, too.",
            equal(term(c) * p + term(s) * q, T[0, 1]),
            equal(term(-s) * p + term(c) * q, T[1, 1]),
        ),
        step("Both new columns together.", equal(name("G", G) @ name("A", A), term(G) @ A, T)),
    )


@functools.cache
def _blocks():
    """Return squared lengths and product of two columns, as (a, g, d), with a whole square root in the eigenvalues."""
    found = []
    for a, d, g in itertools.product(range(2, 19), range(2, 19), range(-9, 10)):
        values = whole_eigenvalues(a, g, d)
        if g and values and values[1] > 0:
            found.append((a, g, d, values))
    return found


@chapter.kind("A turn of two columns")
def jacobi_turn(rng, level):
    """Return the Gram matrix of three columns, two of which a turn makes perpendicular, or of two: then the turn, too."""
    while True:
        a, g, d, values = rng.choice(_blocks())
        if level == 2:
            return _turn_of_two(exact([[a, g], [g, d]]), values)
        e, f, c = rng.randrange(-4, 5), rng.randrange(-4, 5), rng.randrange(3, 31)
        positive = c * (a * d - g * g) + 2 * e * f * g > a * f * f + d * e * e
        if positive and 0 < abs(e) < abs(g) > abs(f) > 0:
            return _turn_of_three(exact([[a, g, e], [g, d, f], [e, f, c]]), values, level)


def _tangent(G, values):
    """Return the modulus of the tangent of the smaller angle: an eigenvector has this or the other slope."""
    slope = abs((values[0] - G[0, 0]) / G[0, 1])
    return min(slope, 1 / slope)


def _turn_of_two(G, values):
    t = _tangent(G, values)
    return Problem(
        f"Two columns have the Gram matrix $G = {tex(G)}$. A turn by at most 45° makes them perpendicular. "
        "Find the squared lengths that they have then, and the modulus of the tangent of the angle.",
        answers=(*_lengths(G, values), Answer("tangent", t, ((1 / t, "That is the tangent of the larger angle."),))),
        hint="A turn keeps trace and determinant of the Gram matrix. Afterwards it is diagonal: what are its eigenvectors?",
        steps=(*_length_steps(G, values), *_tangent_steps(G, values, t)),
        facts={"G": G, "values": values, "t": t},
    )


def _lengths(G, values):
    for i, which in enumerate(("larger", "smaller")):
        slips = ((G[i, i], "That is before the turn."), (sqrt(values[i]), "Its square is asked for."))
        yield Answer(f"{which} squared length", values[i], slips)


def _length_steps(G, values):
    (a, g), (_, d) = G[:2, :2]
    trace, determinant = sum(values), math.prod(values)
    return (
        step("The squared lengths of these two add up to the trace of their block.", equal(term(a) + d, trace)),
        step("Their product is its determinant.", equal(term(a) * d - term(g) ** 2, determinant)),
        step(
            "So these are the eigenvalues: both are equally far from half the trace, and the root says how far.",
            *around_the_half(values, trace, determinant, (r"\ell_1^2", r"\ell_2^2")),
        ),
    )


def _tangent_steps(G, values, t):
    slope = (values[0] - G[0, 0]) / G[0, 1]
    return (
        *slope_steps(G, values[0]),
        step(
            "The axes are turned to the eigenvectors. The tangent is the modulus of this slope or, beyond 45°, one over it.",
            equal(name("t", t), modulus(slope) if abs(slope) == t else 1 / modulus(slope), t),
        ),
    )


def _off(G):
    return total(term(G[i, j]) ** 2 for i, j in ((0, 1), (0, 2), (1, 2)))


def _turn_of_three(G, values, level):
    before = 2 * _off(G).value
    after = before - 2 * G[0, 1] ** 2
    twice = "Each entry stands there twice."
    asked = "" if level == 1 else " Find the squared lengths that the first two columns have then."
    return Problem(
        f"Three columns have the Gram matrix $G = {tex(G)}$. A turn makes the first two perpendicular. Find the sum of "
        "squares of "
        f"the entries off the diagonal, $\\operatorname{{off}}(G)^2$, before and after the turn.{asked}",
        answers=(
            Answer("before", before, ((before / 2, twice),)),
            Answer("after", after, ((before - G[0, 1] ** 2, "Two entries become zero."), (after / 2, twice))),
            *(_lengths(G, values) if level == 3 else ()),
        ),
        hint="The turn makes two entries zero, and others change in pairs. What of the first two columns does it keep?",
        steps=(*_off_steps(G, before, after), *(_length_steps(G, values) if level == 3 else ())),
        facts={"G": G, "values": values, "off": [before, after]},
    )


def _off_steps(G, before, after):
    return (
        step("Before the turn: each entry off the diagonal stands there twice.", equal(2 * _off(G), before)),
        step("The turn makes two entries zero.", equal(2 * term(G[0, 1]) ** 2, 2 * G[0, 1] ** 2)),
        step(
            "The others are turned in pairs and keep their sum of squares. After the turn:",
            equal(term(before) - 2 * G[0, 1] ** 2, after),
        ),
    )
