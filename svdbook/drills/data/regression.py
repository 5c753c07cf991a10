"""Problems for the chapter on regression."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, identity, inverse, norm
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, show, step
from svdbook.drills._terms import equal, length, modulus, name, root, term, tex, times, total

chapter = Chapter("regression")

NOT_SQUARED = "That is the length of the residual: its square is asked for."
MEAN = "That is the mean, which lies above the mean of the times."
ENDS = "That is the rise from the first point to the last: use all points."
STORIES = (
    ("On the days", "a boat caught {} boxes of fish", "the day of a fair"),
    ("In the weeks", "a shop sold {} bicycles", "the week of a fair"),
    ("In the months", "a farm had {} guests", "the month of a fair"),
    ("In the years", "a tree bore {} kg of plums", "the year of a flood"),
)


@functools.cache
def _points(places, below):
    """Return ordinates from 0 to 9 above four places whose line of least squares has coefficients with these denominators."""
    s, q = sum(places), sum(t * t for t in places)
    determinant, found = 4 * q - s * s, []
    for y in itertools.product(range(10), repeat=4):
        b, c = sum(y), sum(t * z for t, z in zip(places, y, strict=True))
        tops = (q * b - s * c, 4 * c - s * b)
        errors = (determinant * z - tops[0] - tops[1] * t for t, z in zip(places, y, strict=True))
        if tops[1] and math.lcm(*(determinant // math.gcd(determinant, top) for top in tops)) in below and any(errors):
            found.append(y)
    return found


def _told(rng, times, values):
    """Return the sentence that gives the points."""
    when, what, origin = rng.choice(STORIES)
    listed = ", ".join(map(show, values[:-1])) + " and " + show(values[-1])
    since = f" ($t = 0$ is {origin})" if times[0] < 0 else ""
    return f"{when} $t = {', '.join(map(tex, times))}${since}, {what.format(listed)}."


@chapter.kind("A line through four points")
def line(rng, level):
    """Return four points whose line of least squares comes out: whole, with halves, with fifths and tenths."""
    places = {1: ((-2, -1, 1, 2), (-3, -1, 1, 3)), 2: ((0, 1, 2, 3),), 3: ((0, 1, 2, 3), (1, 2, 3, 4), (-1, 0, 1, 2))}[level]
    t = rng.choice(places)
    y = rng.choice(_points(t, {1: (1,), 2: (1, 2), 3: (5, 10)}[level]))
    A, b = exact([[1, each] for each in t]), column(y)
    x = inverse(A.T @ A) @ A.T @ b
    ends = Fraction(y[-1] - y[0], t[-1] - t[0])
    swapped = [(each, "The two numbers are exchanged: $x_2$ is the slope.") for each in x.flat]
    return Problem(
        f"{_told(rng, t, y)} Find the line $x_1 + x_2t$ of least squares, and the sum of its squared errors.",
        answers=(
            Answer("$x_1$", x[0, 0], ((sum(b.flat) / 4, MEAN), swapped[1])),
            Answer("$x_2$", x[1, 0], ((ends, ENDS), swapped[0])),
            _squared_errors(A, b, x),
        ),
        hint="Each point is an equation for the two unknowns: write them as $Ax$ and $b$, then form the normal equations.",
        steps=(*_normal_equations(A, b, x), *_residual_steps(A, b, x)),
        facts={"A": A, "b": b, "x": x},
    )


def _squared_errors(A, b, x):
    squared = sum(e * e for e in (b - A @ x).flat)
    return Answer("sum of squares", squared, ((norm(b - A @ x), NOT_SQUARED),))


def _rows_and_products(A, b):
    """Yield the steps from the points to AᵀA and Aᵀb."""
    gram, right = A.T @ A, A.T @ b
    yield step("Write a row for each point.", equal(name("A", A), A), equal(name("b", b), b))
    yield step(
        "Multiply both sides by the transpose.",
        equal(name(r"A^{\mathsf T}A", gram), term(A.T) @ A, gram),
        equal(name(r"A^{\mathsf T}b", right), term(A.T) @ b, right),
    )


def _normal_equations(A, b, x):
    gram, right = A.T @ A, A.T @ b
    return (
        *_rows_and_products(A, b),
        step("Solve these equations with the inverse.", equal(name("x", x), term(inverse(gram)) @ right, x)),
    )


def _residual_steps(A, b, x):
    e = b - A @ x
    squares = total(term(each) ** 2 for each in e.flat)
    return (
        step(
            "Subtract the fitted values.", equal(name("e", e), name("b", b) - name("A", A) @ name("x", x), term(b) - A @ x, e)
        ),
        step(
            "Check: the errors are perpendicular to the columns.",
            equal(term(A.T) @ e, A.T @ e),
        ),
        step("Square the errors and add: the sum of squares.", equal(squares, squares.value)),
    )


@functools.cache
def _curved(places, below):
    """Return ordinates above symmetric places whose parabola has coefficients with these denominators."""
    n, q, f = len(places), sum(t**2 for t in places), sum(t**4 for t in places)
    determinant, found = n * f - q * q, []
    for y in itertools.product(range(10 if n == 4 else 6), repeat=n):
        b, c, d = (sum(t**k * z for t, z in zip(places, y, strict=True)) for k in range(3))
        tops = ((f * b - q * d, determinant), (c, q), (n * d - q * b, determinant))
        if all(top for top, _ in tops) and math.lcm(*(down // math.gcd(down, top) for top, down in tops)) in below:
            found.append(y)
    return found


@chapter.kind("A parabola through symmetric points")
def parabola(rng, level):
    """Return points whose parabola of least squares comes out: whole, with halves, above five places."""
    t = {1: (-2, -1, 1, 2), 2: (-3, -1, 1, 3), 3: (-2, -1, 0, 1, 2)}[level]
    A = exact([[1, each, each**2] for each in t])
    while True:
        b = column(rng.choice(_curved(t, {1: (1, 2), 2: (1, 2, 4), 3: (1, 2, 5, 10)}[level])))
        x = inverse(A.T @ A) @ A.T @ b
        if (A @ x != b).any():
            break
    return Problem(
        f"{_told(rng, t, [int(each) for each in b.flat])} Find the parabola $x_1 + x_2t + x_3t^2$ of least squares, "
        "and the sum of its squared errors.",
        answers=(*_parabola_answers(A, b, x), _squared_errors(A, b, x)),
        hint="The times are symmetric, so that odd powers add to 0. Which of the normal equations has only one unknown?",
        steps=_parabola_steps(A, b, x),
        facts={"A": A, "b": b, "x": x},
    )


def _parabola_answers(A, b, x):
    gram, right = A.T @ A, (A.T @ b)[:, 0]
    swapped = "The numbers are exchanged: $x_3$ belongs to the square."
    yield Answer("$x_1$", x[0, 0], ((right[0] / len(b), "That is the mean of all values."), (x[2, 0], swapped)))
    ends = (b[-1, 0] - b[0, 0]) / (A[-1, 1] - A[0, 1])
    yield Answer("$x_2$", x[1, 0], ((ends, ENDS),))
    alone = (right[2] / gram[2, 2], "$x_1$ stands in the same equation: solve for both.")
    yield Answer("$x_3$", x[2, 0], (alone, (x[0, 0], swapped)))


def _parabola_steps(A, b, x):
    gram, right = A.T @ A, A.T @ b
    even, unknown = np.ix_([0, 2], [0, 2]), name(r"\begin{bmatrix} x_1 \\ x_3 \end{bmatrix}", x[[0, 2]])
    return (
        *_rows_and_products(A, b),
        step("The second equation has one unknown.", equal(name("x_2", x[1, 0]), term(right[1, 0]) / gram[1, 1], x[1, 0])),
        step(
            "Solve the other two.",
            equal(term(gram[even]) @ unknown, right[[0, 2]]),
            equal(unknown, term(inverse(gram[even])) @ right[[0, 2]], unknown.value),
        ),
        *_residual_steps(A, b, x),
    )


@functools.cache
def _full_rank():
    """Return the rows of small 3 × 2 matrices whose Gram matrix has a determinant of at most 12, but not 11."""
    found = []
    for p in itertools.product(range(-3, 4), repeat=6):
        a, b, d = p[0] ** 2 + p[2] ** 2 + p[4] ** 2, p[0] * p[1] + p[2] * p[3] + p[4] * p[5], p[1] ** 2 + p[3] ** 2 + p[5] ** 2
        if 2 <= a * d - b * b <= 12 and a * d - b * b != 11 and b and p.count(0) < 2:
            found.append((p[:2], p[2:4], p[4:]))
    return found


@chapter.kind("A pseudoinverse")
def pseudoinverse(rng, level):
    """Return a matrix of rank one, of independent columns, or of independent rows."""
    if level == 1:
        return _of_rank_one(rng)
    A = exact(rng.choice(_full_rank()))
    return _of_full_rank(A if level == 2 else A.T)


@functools.cache
def _outer():
    """Return pairs of vectors without zeros whose outer product has at most an energy of 50."""
    pairs = itertools.product(*(itertools.product(range(-3, 4), repeat=n) for n in (2, 2)))
    longer = itertools.product(itertools.product(range(-3, 4), repeat=2), itertools.product((-2, -1, 1, 2), repeat=3))
    return [(u, v) for u, v in (*pairs, *longer) if 0 not in u + v and sum(a * a for a in u) * sum(b * b for b in v) <= 50]


def _of_rank_one(rng):
    u, v = rng.choice(_outer())
    A = column(u) @ column(v).T
    energy = sum(a * a for a in A.flat)
    plus = A.T / energy
    over_the_norm = (A.T / norm(A), "That is over the norm: divide by its square.")
    slips = fitting(plus, (A.T, "Divide it by the energy."), (A / energy, "Transpose it."), over_the_norm)
    return Problem(
        f"The matrix $A = {tex(A)}$ has rank one. Find its pseudoinverse $A^+$.",
        answers=(Answer("$A^+$", plus, slips),),
        hint=r"Write $A = \sigma uv^{\mathsf T}$. By which number must $A^{\mathsf T}$ be divided?",
        steps=_rank_one_steps(A, energy, plus),
        facts={"A": A, "plus": plus},
    )


def _rank_one_steps(A, energy, plus):
    a, p = name("A", A), name("A^+", plus)
    return (
        step(
            "The square of the only singular value is the energy.",
            equal(name(r"\sigma^2", energy), length(a, "F") ** 2, total(term(x) ** 2 for x in A.flat), energy),
        ),
        step(
            r"From $\sigma vu^{\mathsf T}$ to $\tfrac{1}{\sigma}vu^{\mathsf T}$, divide by it.",
            equal(p, a.T / name(r"\sigma^2", energy), plus),
        ),
        step("Check the first of its four identities.", equal(a @ p @ a, term(A) @ (plus @ A), A)),
    )


def _of_full_rank(A):
    tall = len(A) > len(A.T)
    small = A.T @ A if tall else A @ A.T
    plus = inverse(small) @ A.T if tall else A.T @ inverse(small)
    determinant = small[0, 0] * small[1, 1] - small[0, 1] ** 2
    which = "columns" if tall else "rows"
    slips = (
        (plus * determinant, "Divide by the determinant."),
        (A.T, f"That would do for orthonormal {which} only."),
    )
    return Problem(
        f"The {which} of $A = {tex(A)}$ are independent. Find its pseudoinverse $A^+$.",
        answers=(Answer("$A^+$", plus, slips),),
        hint=r"Only one of the matrices $A^{\mathsf T}A$ and $AA^{\mathsf T}$ has an inverse here. Which of them?",
        steps=_full_rank_steps(A, small, plus, determinant, tall),
        facts={"A": A, "plus": plus},
    )


def _full_rank_steps(A, small, plus, determinant, tall):
    a = name("A", A)
    gram = a.T @ a if tall else a @ a.T
    product = term(inverse(small)) @ A.T if tall else term(A.T) @ inverse(small)
    whole = a @ name("A^+", plus) if not tall else name("A^+", plus) @ a
    return (
        step("Multiply out.", equal(gram, term(A.T) @ A if tall else term(A) @ A.T, small)),
        step("Find its determinant.", equal(term(small[0, 0]) * small[1, 1] - term(small[0, 1]) ** 2, determinant)),
        step("Invert it.", equal(term(small) @ inverse(small), identity(2))),
        step("Multiply by the transpose.", equal(name("A^+", plus), product, plus)),
        step("Check.", equal(whole, identity(2))),
    )


COMBINED = r"That is $A^{\mathsf T}b$, a combination of the rows; find the one that is a solution."


@chapter.kind("The shortest solution")
def shortest_solution(rng, level):
    """Return one equation, or two in three or four unknowns, with a whole shortest solution."""
    rows, wide = {1: (1, rng.choice((2, 3))), 2: (2, 3), 3: (2, 4)}[level]
    while True:
        A = np.array([[rng.randrange(-2, 4) for _ in range(wide)] for _ in range(rows)])
        z = [rng.choice((-2, -1, 1, 2)) for _ in range(rows)]
        small, x = A @ A.T, A.T @ z
        independent = rows == 1 or (small[0, 0] * small[1, 1] != small[0, 1] ** 2 and small[0, 1])
        if independent and np.count_nonzero(x) > 1 and A.any(axis=0).all() and abs(A @ x).max() < 40:
            return _shortest_problem(exact(A.tolist()), column((A @ x).tolist()), column(x.tolist()), column(z))


def _shortest_problem(A, b, x, z):
    system = f"A = {tex(A)}$ and $b = {tex(b)}$"
    what = f"the system $Ax = b$ with ${system}" if len(A) > 1 else f"the equation ${_written(A[0])} = {b[0, 0]}$"
    return Problem(
        f"Of all solutions of {what}, find the shortest, as a column, and its length.",
        answers=(
            Answer("$x$", x, _of_an_equation(A, b, x) if len(A) == 1 else _of_a_system(A, b)),
            Answer("length", norm(x), ((norm(x) ** 2, "Take the root."),)),
        ),
        hint="The shortest solution is perpendicular to all directions in which one can move and remain a solution. "
        "What has that to do with the coefficients of an equation?",
        steps=(_shortest_steps if len(A) > 1 else _multiple_steps)(A, b, x, z),
        facts={"A": A, "b": b, "x": x},
    )


def _of_an_equation(A, b, x):
    """Return what is often written for one equation: another solution, or another multiple of the row."""
    found = [(column([b[0, 0] / A[0, 0], *[0] * (len(x) - 1)]), "That is a solution, but not the shortest.")] if A[0, 0] else []
    put = "Put it into the equation: by which number must the row be multiplied?"
    return (*found, (A.T @ b, "In this direction, but how far?"), (A.T, put), (-x, put))


def _of_a_system(A, b):
    """Return what is often written for two equations: a wrong combination, or a solution without the last unknowns."""
    first = A[:, :2]
    solved = first[0, 0] * first[1, 1] != first[0, 1] * first[1, 0]
    short = [np.vstack([inverse(first) @ b, column([0] * (len(A.T) - 2))])] if solved else []
    return ((A.T @ b, COMBINED), *((each, "That is a solution, but not the shortest.") for each in short))


def _written(row):
    shown = ("" if abs(a) == 1 else tex(abs(a)) for a in row)
    parts = (f"{'-' if a < 0 else '+'} {number}x_{i + 1}" for i, (a, number) in enumerate(zip(row, shown, strict=True)))
    return " ".join(parts).removeprefix("+ ").replace("- ", "-", row[0] < 0)


def _shortest_steps(A, b, x, z):
    small, a, letter = A @ A.T, name("A", A), name("z", z)
    return (
        step(
            "It is a combination of the rows; put this into the equations.",
            equal(name("x", x), a.T @ letter),
            equal(a @ a.T @ letter, name("b", b)),
        ),
        step("Multiply out.", equal(a @ a.T, term(A) @ A.T, small)),
        step("Solve for the coefficients.", equal(letter, term(inverse(small)) @ b, z)),
        step("Combine the rows.", equal(name("x", x), term(A.T) @ z, x)),
        step("Check, and take the length.", equal(term(A) @ x, b), equal(length(name("x", x)), root(norm(x) ** 2), norm(x))),
    )


def _multiple_steps(A, b, x, z):
    a, t = column(A[0]), z[0, 0]
    squared = (A @ A.T).item()
    return (
        step("It is a multiple of the row.", equal(name("x", x), name("t", t) * term(a))),
        step("Put it into the equation.", equal(name("t", t) * total(term(each) ** 2 for each in A[0]), b[0, 0])),
        step("Solve for the factor.", equal(name("t", t), term(b[0, 0]) / squared, t)),
        step("Multiply, and check.", equal(name("x", x), times(t, a), x), equal(term(A) @ x, b[0, 0])),
        step("Take the length.", equal(length(name("x", x)), modulus(t) * root(squared), norm(x))),
    )
