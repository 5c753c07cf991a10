"""Problems for the chapter on symmetric matrices."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills import _eigen
from svdbook.drills._eigen import DIAGONALS, ORDER, PLANE, ROOTS, THIRDS, projection, spectra, symmetric
from svdbook.drills._exact import column, exact, identity, unit
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import (
    PRODUCT,
    SUM,
    Term,
    cofactor,
    combination,
    equal,
    factored,
    less,
    name,
    polynomial,
    term,
    tex,
    times,
    total,
)

chapter = Chapter("eigen")

BLOCKS = [((1, 1, 0), (-1, 1, 0), (0, 0, 1)), ((2, 1, 0), (-1, 2, 0), (0, 0, 1))]
POSITIVE, SEMIDEFINITE, INDEFINITE, NEGATIVE = "positive definite", "positive semidefinite", "indefinite", "negative definite"
SIGNS = (POSITIVE, SEMIDEFINITE, INDEFINITE, NEGATIVE)
WORDS = "positive definite, positive semidefinite (but not definite), indefinite, or negative definite"


def _sorted_pairs(values, directions):
    """Return the eigenvalues, the largest first, and their directions."""
    pairs = sorted(zip(values, directions, strict=True), reverse=True)
    return [value for value, _ in pairs], [direction for _, direction in pairs]


def _eigenvalue_answers(values):
    """Return an answer for each eigenvalue; in the wrong order they are a slip."""
    order = "The larger one comes first." if len(values) == 2 else ORDER
    turned = zip(values, reversed(values), strict=True)
    return (Answer(rf"$\lambda_{i}$", value, ((other, order),)) for i, (value, other) in enumerate(turned, start=1))


@chapter.kind("Eigenvalues of a symmetric 2 × 2 matrix")
def eigen_2x2(rng, level):
    """Return a problem with eigenvectors on the diagonals, or less simple ones; at level 1 it asks for the projection."""
    directions = DIAGONALS if level == 1 else rng.choice(PLANE[:2] if level == 2 else PLANE[2:])
    values = rng.choice([v for v in spectra(directions) if v[0] != v[1] and max(v) != 0])
    values, directions = _sorted_pairs(values, directions)
    S, d = symmetric(directions, values), exact([directions[0]]).T
    P = projection(directions[0])
    label, wanted, whole = r"q_1q_1^{\mathsf T}", P, d @ d.T
    if level > 1:
        label, wanted, whole = rf"\lambda_1{label}", values[0] * P, values[0] * whole
    slips = ((whole, "Give the eigenvector length 1 first."), (P, "Now multiply by the eigenvalue."))
    return Problem(
        f"Find the eigenvalues of $S = {tex(S)}$, the larger one first. Let $q_1$ be an eigenvector of length 1 that belongs "
        f"to $\\lambda_1$. Find the matrix ${label}$.",
        answers=(*_eigenvalue_answers(values), Answer(f"${label}$", wanted, slips)),
        hint="The sum of the eigenvalues is the trace, and their product is the determinant.",
        steps=_eigen_2x2_steps(S, values, directions, name(label, wanted)),
        facts={"S": S, "values": values, "Q": np.hstack([unit(each) for each in directions]), "wanted": wanted},
    )


def _eigen_2x2_steps(S, values, directions, wanted):
    """Return the steps from a symmetric matrix to its first term, or to the projection that belongs to it."""
    q, s = unit(directions[0]), name("S", S)
    dyad = term(q) @ term(q).T
    terms = [value * projection(d) for value, d in zip(values, directions, strict=True)]
    return (
        *_eigen.eigenvalue_steps(s, values),
        _eigen.eigenvector_step(s, values, directions),
        step(
            f"Multiply column by row to find ${wanted.tex}$.",
            equal(wanted, dyad if wanted.tex.startswith("q") else times(values[0], dyad), wanted.value),
        ),
        step("Check: the terms of both eigenvalues add up to the matrix.", equal(total(terms), S)),
    )


@functools.cache
def _spectra_3x3(base, double):
    """Return the eigenvalues with which a 3 × 3 matrix is whole: three of them, or two if one is to be double."""
    return [v for v in spectra(base) if len(set(v)) == (2 if double else 3) and 0 not in (v[-1], max(v))]


def _whole_3x3(rng, level):
    """Return a symmetric matrix, with zeros at level 1 only, and its eigenvalues and directions."""
    while True:
        base = rng.choice(BLOCKS if level == 1 else [THIRDS, ROOTS])
        values = rng.choice(_spectra_3x3(base, level == 3))
        values, directions = _sorted_pairs(values, _eigen.shuffled(rng, base))
        S = symmetric(directions, values)
        if level == 1 or (S == 0).sum() <= 2:
            return S, values, directions


@chapter.kind("Eigenvalues of a symmetric 3 × 3 matrix")
def eigen_3x3(rng, level):
    """Return a problem with a block, with three eigenvalues, and at level 3 with a double one."""
    S, values, directions = _whole_3x3(rng, level)
    if level == 3:
        return _double(S, values, directions)
    q, d = unit(directions[0]), exact([directions[0]]).T
    P, label = projection(directions[0]), r"q_1q_1^{\mathsf T}"
    return Problem(
        f"Find the eigenvalues of $S = {tex(S)}$, the largest one first. Let $q_1$ be an eigenvector of length 1 that belongs "
        f"to $\\lambda_1$. Find the matrix ${label}$.",
        answers=(*_eigenvalue_answers(values), Answer(f"${label}$", P, ((d @ d.T, "Give the eigenvector length 1 first."),))),
        hint=_cubic_hint(values),
        steps=(
            *_cubic_steps(S, values),
            _eigen.eigenvector_step(name("S", S), values[:1], directions[:1], which="the largest eigenvalue"),
            step("Multiply column by row.", equal(name(label, P), term(q) @ term(q).T, P)),
        ),
        facts={"S": S, "values": values, "Q": np.hstack([unit(each) for each in directions]), "wanted": P},
    )


def _cubic_hint(values):
    """Return where to look for the first zero of a polynomial."""
    if 0 in values:
        return (
            r"The determinant is zero, and so is one eigenvalue. Divide the characteristic polynomial by $\lambda$: "
            "a quadratic equation is left."
        )
    return (
        "The zeros of the characteristic polynomial are whole numbers, so they divide the determinant. Try small ones, and "
        "divide by the factor that you have found."
    )


def _cubic_steps(S, values):
    """Return the steps from a symmetric 3 × 3 matrix to its characteristic polynomial and the zeros of that."""
    trace, pairs = total(S.diagonal()), list(itertools.combinations(range(3), 2))
    minors = [term(S[i, i]) * S[j, j] - term(S[i, j]) ** 2 for i, j in pairs]
    added, cofactors = total(minor.value for minor in minors), [cofactor(S, 0, j) for j in range(3)]
    determinant = total(term(S[0, j]) * cofactors[j].value for j in range(3))
    return (
        step("Add up the diagonal: that is the trace.", equal(trace, trace.value)),
        step(
            "Each two numbers of the diagonal make a 2 × 2 matrix. Add the three determinants.",
            *(equal(minor, minor.value) for minor in minors),
            equal(added, added.value),
        ),
        step(
            "Expand the determinant along the first row: first the cofactors, then the sum.",
            *(equal(each, each.value) for each in cofactors),
            equal(name(r"\det S", determinant), determinant, determinant.value),
        ),
        _zeros_step(polynomial((1, -trace.value, added.value, -determinant.value)), values),
    )


def _zeros_step(cubic, values):
    """Return the step that finds a small zero of a polynomial, divides by its factor, and solves a quadratic equation."""
    zero = min(values, key=abs)
    places = [i for i in range(3) if i != values.index(zero)]
    rest = [values[i] for i in places]
    quadratic = polynomial((1, -sum(rest), math.prod(rest)))
    divided = Term(rf"{factored([zero]).tex}\left({quadratic.tex}\right)", factored(values).value, PRODUCT)
    which = "The last one is zero, so $0$ is a zero" if zero == 0 else f"Try small divisors of the last one: ${zero}$ is a zero"
    return step(
        "The three sums are the coefficients of the characteristic polynomial, with signs that alternate. "
        f"{which}. Divide by its factor, and solve the quadratic equation that is left.",
        equal(cubic, divided),
        *_eigen.around_the_half(rest, sum(rest), math.prod(rest), [rf"\lambda_{i + 1}" for i in places]),
        equal(cubic, factored(values)),
    )


def _double(S, values, directions):
    """Return the problem of a matrix with a double eigenvalue, which asks for the projection on its plane."""
    i = 0 if values[1] == values[2] else 2
    single, double, q = values[i], values[1], unit(directions[i])
    P, n = projection(directions[i]), identity(3)
    return Problem(
        f"The matrix $S = {tex(S)}$ has an eigenvalue that is a double zero of its characteristic polynomial. Find it, and the "
        "other eigenvalue. Then find the projection on the plane of all eigenvectors that belong to the double eigenvalue.",
        answers=(
            Answer("Double eigenvalue", double, ((single, "That is the simple one."),)),
            Answer("Other eigenvalue", single, ((double, "That is the double one."),)),
            Answer("Projection", n - P, ((P, "That is the projection on the line that is perpendicular to the plane."),)),
        ),
        hint="If you subtract the double eigenvalue from the diagonal, a matrix of rank one is left: its rows are multiples of "
        "each other.",
        steps=(*_cubic_steps(S, values), *_double_steps(S, double, q)),
        facts={"S": S, "values": values, "Q": np.hstack([unit(each) for each in directions]), "wanted": n - P},
    )


def _double_steps(S, double, q):
    """Return the steps from a double eigenvalue to the eigenvector of the other one, and to the plane of its own."""
    unit_matrix, plane = name("I", identity(3)), identity(3) - q @ q.T
    return (
        step(
            "Subtract the double eigenvalue from the diagonal. What is left has rank one: the other eigenvector "
            "gives its column and its row.",
            equal(name("S", S) - times(double, unit_matrix), S - double * unit_matrix.value),
            equal(name("q", q), q),
        ),
        step("The plane is perpendicular to this vector.", equal(unit_matrix - term(q) @ term(q).T, plane)),
    )


def _form(S):
    """Return the quadratic form of a symmetric matrix as a term whose value is the matrix."""
    letters = "xyz"[: len(S)]
    places = list(itertools.combinations_with_replacement(range(len(S)), 2))
    symbols = [f"{letters[i]}^{{2}}" if i == j else letters[i] + letters[j] for i, j in places]
    return Term(combination([S[i, j] if i == j else 2 * S[i, j] for i, j in places], symbols), S, SUM)


def _squares(pivots, rows):
    """Return a sum of numbers times squares of combinations of the variables, a term whose value is the matrix of the form."""
    symbols = []
    for row in rows:
        inside = combination(row.flat, "xyz"[: row.size])
        symbols.append(f"{inside}^{{2}}" if len(inside) == 1 else rf"\left({inside}\right)^{{2}}")
    value = sum(pivot * row.T @ row for pivot, row in zip(pivots, rows, strict=True))
    return Term(combination(pivots, symbols), value, SUM)


def _sign(pivots):
    """Return what the numbers in front of squares say about a form."""
    least, largest = min(pivots), max(pivots)
    if least > 0 or largest < 0:
        return POSITIVE if least > 0 else NEGATIVE
    return SEMIDEFINITE if least == 0 else INDEFINITE if largest > 0 else None


@functools.cache
def _forms():
    """Return the small symmetric 2 × 2 matrices (a, b, d) with b and a not 0, by what they are."""
    found = {sign: [] for sign in SIGNS}
    for a, b, d in itertools.product(range(-9, 10), repeat=3):
        second = Fraction(a * d - b * b, a) if a else None
        if b and second is not None and second.denominator <= 4 and (sign := _sign((a, second))):
            found[sign].append((a, b, d))
    return found


@chapter.kind("Definite or not")
def definite(rng, level):
    """Return a problem for trace and determinant, for one square to be completed, or for two."""
    sign = rng.choice(SIGNS)
    if level == 3:
        return _three_squares(rng, sign)
    a, b, d = rng.choice(_forms()[sign])
    return (_by_determinant if level == 1 else _by_a_square)(exact([[a, b], [b, d]]), sign)


def _sign_answer(S, sign):
    """Return the answer that says what a form is, with what leads to another one."""
    slips = {POSITIVE: [(SEMIDEFINITE, "It is, but more is true: only the zero vector gives zero.")]}.get(sign, [])
    if sign in (INDEFINITE, SEMIDEFINITE) and min(S.diagonal()) > 0:
        slips.append((POSITIVE, "A positive diagonal is not enough: try a vector with numbers of different signs."))
    elif sign == INDEFINITE and len(S) == 3:
        slips.append((POSITIVE, "Look at all three numbers in front of the squares, $d_1$ and $d_2$ too."))
    if sign == POSITIVE and S.min() < 0:
        slips.append((INDEFINITE, "A negative number beside the diagonal does not decide."))
    return Answer("$S$", sign, tuple(slips), SIGNS)


def _by_determinant(S, sign):
    """Return the problem of a 2 × 2 matrix that trace and determinant decide."""
    (a, b), (_, d) = S
    trace, determinant = name(r"\operatorname{tr}(S)", a + d), name(r"\det(S)", a * d - b * b)
    product = {INDEFINITE: lambda x: less(x, 0), SEMIDEFINITE: lambda x: equal(x, 0)}.get(sign, lambda x: less(0, x))
    says = {
        POSITIVE: "The product of the eigenvalues is positive, so they have the same sign. Their sum is positive: both are.",
        SEMIDEFINITE: "The product of the eigenvalues is zero, so one of them is. Their sum is positive, as is the other.",
        INDEFINITE: "The product of the eigenvalues is negative: they have different signs.",
        NEGATIVE: "The product of the eigenvalues is positive, so they have the same sign. Their sum is negative: both are.",
    }[sign]
    summed = () if sign == INDEFINITE else (less(trace, 0) if sign == NEGATIVE else less(0, trace),)
    return Problem(
        f"Find the determinant of $S = {tex(S)}$. Is $S$ {WORDS}?",
        answers=(
            Answer(r"$\det S$", determinant.value, ((a * d + b * b, "Subtract the second product."),)),
            _sign_answer(S, sign),
        ),
        hint="The determinant is the product of the eigenvalues, and the trace is their sum.",
        steps=(_eigen.coefficient_step(name("S", S)), step(f"{says} So $S$ is {sign}.", product(determinant), *summed)),
        facts={"S": S, "sign": sign},
    )


def _conclusion(pivots, sign):
    """Return the step that reads the signs of the numbers in front of the squares."""
    says = {
        POSITIVE: "All numbers in front of squares are positive: the form is positive for every vector but zero.",
        SEMIDEFINITE: "No number in front of a square is negative, but one is zero: the form is never negative, and zero for a "
        "vector that is not.",
        INDEFINITE: "One number in front of a square is positive and one negative: the form takes values of both signs.",
        NEGATIVE: "All numbers in front of squares are negative: the form is negative for every vector but zero.",
    }[sign]
    last = name("c" if len(pivots) == 2 else "d_3", pivots[-1])
    signs = (less(0, pivot) if pivot > 0 else less(pivot, 0) if pivot else equal(last, 0) for pivot in pivots)
    return step(f"{says} So $S$ is {sign}.", *signs)


def _by_a_square(S, sign):
    """Return the problem of a form of two variables."""
    (a, b), (_, d) = S
    left, bracket = d - b * b / a, combination([a], ["(x + ty)^2"])
    rows = exact([[1, b / a], [0, 1]])
    slips = (
        (d, "That is its coefficient before the square was completed."),
        (d - b * b, "Divide by the number in front of the bracket."),
        (d - 4 * b * b / a, "Only half of the mixed coefficient goes into the bracket."),
    )
    return Problem(
        f"Complete the square: write $q(x, y) = {tex(_form(S))}$ as ${bracket} + cy^2$. What is $c$? "
        f"Is the matrix $S$ of $q$ {WORDS}?",
        answers=(Answer("$c$", left, slips), _sign_answer(S, sign)),
        hint="Choose $t$ such that the mixed terms agree. Then compare the terms with $y^2$.",
        steps=(*_square_steps(S, left, rows), _conclusion((a, left), sign)),
        facts={"S": S, "sign": sign, "last": left},
    )


def _square_steps(S, left, rows):
    """Return the steps that complete a square."""
    (a, b), (_, d) = S
    return (
        step(
            "The bracket must give the terms with $x$. Multiply it out.",
            equal(_squares([a], [rows[:1]]), _form(a * rows[:1].T @ rows[:1])),
        ),
        step("What is missing of the last coefficient?", equal(name("c", left), term(d) - term(b * b / a), left)),
        step("So this is the form.", equal(_form(S), _squares([a, left], [rows[:1], rows[1:]]))),
    )


def _three_squares(rng, sign):
    """Return the problem of a form of three variables, made of whole squares."""
    signs = {SEMIDEFINITE: (1, 1, 0), NEGATIVE: (-1, -1, -1), INDEFINITE: rng.choice([(1, 1, -1), (1, -1, 1), (-1, 1, 1)])}
    while True:
        pivots = [each * rng.choice((1, 2, 3, 4)) for each in signs.get(sign, (1, 1, 1))]
        p, q, r = (rng.choice((-3, -2, -1, 1, 2, 3)) for _ in range(3))
        rows = exact([[1, p, q], [0, 1, r], [0, 0, 1]])
        S = rows.T @ (exact([[each] for each in pivots]) * rows)
        if np.abs(S).max() <= _eigen.LARGEST and (S == 0).sum() <= 2:
            return _squares_problem(S, sign, pivots, [rows[[i]] for i in range(3)])


def _squares_problem(S, sign, pivots, rows):
    """Return the problem of a form of three variables whose squares are known."""
    rest = S - pivots[0] * rows[0].T @ rows[0]
    slips = (
        (S[2, 2], "That is the coefficient before anything was subtracted."),
        (rest[2, 2], "There is another square to be subtracted."),
    )
    return Problem(
        rf"Write the quadratic form $x^{{\mathsf T}}Sx$ of $S = {tex(S)}$ as $d_1(x + \alpha y + \beta z)^2 "
        rf"+ d_2(y + \gamma z)^2 + d_3z^2$. What is $d_3$? Is $S$ {WORDS}?",
        answers=(Answer("$d_3$", pivots[2], slips), _sign_answer(S, sign)),
        hint="The first row of the matrix is the first coefficient times the numbers in the first bracket.",
        steps=(*_elimination(S, pivots, rows), _conclusion(pivots, sign)),
        facts={"S": S, "sign": sign, "last": Fraction(pivots[2])},
    )


def _over(row, number):
    """Return a row divided by a number, as a term; the number 1 is not written."""
    return term(row) if number == 1 else term(row) / number


def _elimination(S, pivots, rows):
    """Return the steps that subtract one square after the other."""
    squares = [times(pivot, term(row).T @ row) for pivot, row in zip(pivots, rows, strict=True)]
    rest = S - squares[0].value
    return (
        step(
            "Divide the first row by its first entry to find the first bracket, and subtract the square.",
            equal(_over(S[[0]], S[0, 0]), rows[0]),
            equal(term(S) - squares[0], rest),
        ),
        step(
            "Do the same with the second row of what is left.",
            equal(_over(rest[[1]], rest[1, 1]), rows[1]),
            equal(term(rest) - squares[1], rest - squares[1].value),
        ),
        step("So these are the squares.", equal(_form(S), _squares(pivots, rows))),
    )


@functools.cache
def _with_roots():
    """Return small symmetric 2 × 2 matrices whose eigenvalues are a whole number plus and minus a root."""
    entries = itertools.product(range(-9, 10), range(1, 8), range(-9, 10), (1, -1))
    return [
        [[a, sign * b], [sign * b, d]]
        for a, b, d, sign in entries
        if (a - d) % 2 == 0 and math.isqrt(n := ((a - d) // 2) ** 2 + b * b) ** 2 != n and n <= 60
    ]


@chapter.kind("The largest value of a quadratic form")
def quadratic_form(rng, level):
    """Return a problem whose eigenvalues are whole, or at level 3 have roots; its value in a direction is a fraction."""
    if level == 3:
        S = exact(rng.choice(_with_roots()))
    else:
        directions = DIAGONALS if level == 1 else rng.choice(PLANE)
        S = symmetric(directions, rng.choice([v for v in spectra(directions) if v[0] != v[1]]))
    values, v = _eigen.extremes(S), _direction(rng, S)
    whole, square = (v.T @ S @ v).item(), (v.T @ v).item()
    full = _eigen.extremes(S + S - exact(np.diag(S.diagonal())))
    slips = [(each, "Only half of the mixed coefficient stands on each side of the diagonal.") for each in full]
    words = ("Largest value", "Smallest value")
    return Problem(
        f"What are the largest and the smallest value of $q(x, y) = {tex(_form(S))}$ on the circle $x^2 + y^2 = 1$? And what "
        f"is its value at the point of the circle in the direction of {show(v)}?",
        answers=(
            *(Answer(word, value, (slip,)) for word, value, slip in zip(words, values, slips, strict=True)),
            Answer("Value in the direction", whole / square, ((whole, "Divide by the squared length of the vector."),)),
        ),
        hint="Write the form as a symmetric matrix between two vectors, with half of the mixed coefficient on each side of the "
        "diagonal. The eigenvalues of the matrix are the two values.",
        steps=_form_steps(S, values, v),
        facts={"S": S, "values": values, "v": v},
    )


def _direction(rng, S):
    """Return a direction that is no eigenvector."""
    directions = [column(d) for d in ((1, 1), (1, -1), (2, 1), (1, 2), (-1, 2), (2, -1), (3, 1), (1, 3))]
    return rng.choice([v for v in directions if (S @ v)[0, 0] * v[1, 0] != (S @ v)[1, 0] * v[0, 0]])


def _form_steps(S, values, v):
    """Return the steps from a form to its extreme values, and to that in a direction."""
    quotient, whole, square = (term(v).T @ S @ v) / (term(v).T @ v), (v.T @ S @ v).item(), (v.T @ v).item()
    between = Term(rf"\begin{{bmatrix}} x & y \end{{bmatrix}}\,{tex(S)}\,\begin{{bmatrix}} x \\ y \end{{bmatrix}}", S)
    return (
        step("Write it as a matrix: the mixed coefficient goes half to each side of the diagonal.", equal(_form(S), between)),
        *_eigen.eigenvalue_steps(name("S", S), values),
        step("The larger eigenvalue is the largest value on the circle, the smaller one the smallest."),
        step("In the direction, divide by the squared length.", equal(quotient, term(whole) / square, quotient.value)),
        step("It lies between the extremes.", less(values[1], quotient.value, values[0])),
    )
