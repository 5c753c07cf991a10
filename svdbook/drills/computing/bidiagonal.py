"""Problems for the chapter on the SVD in LAPACK: reflections, rotations, and steps on two diagonals."""

import functools
import itertools
import math
import operator
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, norm, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, length, name, root, term, tex, total

chapter = Chapter("bidiagonal")

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


ONCE = "That is before the step."
KEPT = r"The number $d$ changes on the way: multiply it by $p_{i+1}/\hat p_i$."
FIRST = "That is after one step: take another."


@chapter.kind("A step without subtraction")
def dqd_step(rng, level):
    """Return two diagonals for a step without subtraction: two by two, the same for two steps, or three by three."""
    size, count = {1: (2, 1), 2: (2, 2), 3: (3, 1)}[level]
    while True:
        a, b = ([rng.randrange(1, 8 if size == 2 else 5) for _ in range(many)] for many in (size, size - 1))
        steps = list(itertools.accumulate(range(count), lambda x, _: _dqd(*x), initial=(_squared(a), _squared(b))))
        if _denominator(steps[-1]) <= 99:
            return _dqd_problem(exact(np.diag(a) + np.diag(b, 1)), steps)


def _squared(entries):
    return [Fraction(x * x) for x in entries]


def _dqd(p, f):
    """Return the squares after a step."""
    p, f, d = [*p], [*f], p[0]
    for i in range(len(f)):
        ratio = p[i + 1] / (d + f[i])
        p[i], f[i], d = d + f[i], f[i] * ratio, d * ratio
    return [*p[:-1], d], f


def _denominator(squares):
    return max(x.denominator for x in itertools.chain(*squares))


def _beside(f):
    """Return the squares beside the diagonal as what is asked for: a number, or a column."""
    return f[0] if len(f) == 1 else column(f)


def _dqd_problem(B, steps):
    (p, f), (last_p, last_f), several = steps[0], steps[-1], len(steps) > 2
    earlier = [(p, f, ONCE), *[(*squares, FIRST) for squares in steps[1:-1]]]
    beside = "$f_1$ beside it" if len(f) == 1 else "$f$ beside it, both as columns"
    return Problem(
        f"Let $B = {tex(B)}$. Take {'two steps' if several else 'a step'} without subtraction (dqd). "
        f"Find the new squares $p$ of the diagonal{', as a column,' * (len(f) == 1)} and {beside}.",
        answers=(
            Answer("$p$", column(last_p), (*((column(x), says) for x, _, says in earlier), (column(_first_only(p, f)), KEPT))),
            Answer("$f_1$" if len(f) == 1 else "$f$", _beside(last_f), tuple((_beside(y), says) for _, y, says in earlier)),
        ),
        hint="Begin with the squares of the entries. The first new one is the sum of the first of both kinds.",
        steps=(
            step("Square the entries of the diagonal, and those beside it.", *_squares(p, f)),
            *(each for i, (x, y) in enumerate(steps[:-1]) for each in _steps_of_one(x, y, i)),
            step("Check: the sum of all squares is kept.", equal(total(itertools.chain(p, f)), sum(last_p) + sum(last_f))),
        ),
        facts={"B": B, "steps": len(steps) - 1, "p": last_p, "f": last_f},
    )


def _first_only(p, f):
    """Return what comes of forgetting to change d on the way."""
    return [p[0] + f[0], *p[1:]]


def _squares(p, f):
    return equal(name("p", column(p)), column(p)), equal(name("f", column(f)), column(f))


def _steps_of_one(p, f, count):
    """Return a step as a step of the solution for each of its rounds, with the last square in the last of them."""
    d = p[0]
    for i, (square, beside) in enumerate(zip(p[1:], f, strict=True), 1):
        new, last = d + beside, i == len(f)
        yield step(
            f"The {('first', 'second')[count]} step." if len(p) == 2 else f"Round {i}.",
            equal(name(rf"\hat p_{i}", new), term(d) + beside, new),
            equal(name(rf"\hat f_{i}", beside * square / new), term(beside) * square / new, beside * square / new),
            equal(name(rf"\hat p_{i + 1}" if last else "d", d * square / new), term(d) * square / new, d * square / new),
        )
        d = d * square / new
