"""Problems for the chapter on covariance."""

import functools
import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, name, root, term, tex, total
from svdbook.drills.data._tables import centred, centring, columns, covariance, dot, is_square, lifted, products, told

chapter = Chapter("covariance")

ROOTED = "That is over the product of the variances: take that of the standard deviations."
PAIRS = [(0, 1), (0, 2), (1, 2)]
SQUARED = "That is its square: take the root of both variances."
COVARIANCE = "That is the covariance: divide by both standard deviations."


@chapter.kind("The covariance matrix of a small table")
def covariance_table(rng, level):
    """Return a table whose means and covariances are whole: four rows, five rows, three columns."""
    rows, wide, largest = {1: (4, 2, 4), 2: (5, 2, 5), 3: (4, 3, 4)}[level]
    X = lifted(rng, centred(rng, rows, wide, largest))
    Xc, first = centring(X)
    S, then = covariance(Xc)
    slips = (
        (S * (rows - 1) / rows, "You divided by the number of rows: take one less."),
        (S * (rows - 1), r"These are the sums $X_c^{\mathsf T}X_c$: divide them."),
        (X.T @ X / (rows - 1), "Subtract the mean of each column first."),
    )
    return Problem(
        f"{told(rng, X)} Find the sample covariance matrix $S$, with the divisor $n - 1$.",
        answers=(Answer("$S$", S, slips),),
        hint="Find the mean of each column, and write down the deviations from it. Everything is made of their products.",
        steps=(*first, *then),
        facts={"X": X, "S": S},
    )


@chapter.kind("A correlation")
def correlation(rng, level):
    """Return a problem that asks for r: from S, for all of three columns, or from a table."""
    return {1: _correlation_of_two, 2: _correlation_of_three, 3: _correlation_of_a_table}[level](rng)


def _standard_deviations(S, s):
    roots = (equal(name(f"s_{i + 1}", s[i]), root(S[i, i]), s[i]) for i in range(len(S)))
    return step("Take the standard deviations from the diagonal.", *roots)


def _of_two(S):
    """Return the answer that asks for the correlation of two columns."""
    r, product = S[0, 1] / sqrt(S[0, 0] * S[1, 1]), S[0, 0] * S[1, 1]
    slips = ((S[0, 1] / product, ROOTED), (r**2, SQUARED), (S[0, 1], COVARIANCE), (-r, "Look at the sign."))
    return Answer("$r$", r, slips)


def _correlation_of_two(rng):
    S = exact(rng.choice(_covariances(81, squares=True)))
    s = [sqrt(S[0, 0]), sqrt(S[1, 1])]
    r = S[0, 1] / (s[0] * s[1])
    return Problem(
        f"The covariance matrix of heights and weights is $S = {tex(S)}$. Find the correlation $r$ of the two.",
        answers=(_of_two(S),),
        hint="The standard deviations are the roots of the entries on the diagonal.",
        steps=(
            _standard_deviations(S, s),
            step(
                "Divide the covariance by both.",
                equal(name("r", r), name("s_{12}", S[0, 1]) / (name("s_1", s[0]) * name("s_2", s[1]))),
                equal(name("r", r), term(S[0, 1]) / (term(s[0]) * s[1]), r),
            ),
        ),
        facts={"S": S, "R": exact([[1, r], [r, 1]])},
    )


@functools.cache
def _correlated(largest=4):
    """Return pairs of columns of four deviations whose correlation is a fraction between -1 and 1, not 0."""
    found = columns(4, largest)
    ordered = [x for x in found if list(x) == sorted(x)]
    pairs = [(x, y, dot(x, y), dot(x, x) * dot(y, y)) for x, y in itertools.product(ordered, found)]
    return [(x, y) for x, y, product, bound in pairs if 0 < product**2 < bound and is_square(bound)]


def _correlation_of_a_table(rng):
    rows = list(zip(*rng.choice(_correlated()), strict=True))
    X = lifted(rng, np.array(rng.sample(rows, 4)))
    Xc, first = centring(X)
    G = Xc.T @ Xc
    r = G[0, 1] / sqrt(G[0, 0] * G[1, 1])
    return Problem(
        f"{told(rng, X)} Find the correlation $r$ of the two columns.",
        answers=(_of_two(G / 3),),
        hint="Centre both columns. Every sum is divided by the same $n - 1$, so that it may be left out.",
        steps=(*first, step("Add squares and products of the deviations.", *products(Xc, "g")), _divided(G, r)),
        facts={"S": G / 3, "R": exact([[1, r], [r, 1]])},
    )


def _divided(G, r):
    bottom = term(G[0, 0]) * G[1, 1]
    return step(
        "Divide; the divisor of the covariances would cancel.",
        equal(name("r", r), name("g_{12}", G[0, 1]) / root(name("g_{11}", G[0, 0]) * name("g_{22}", G[1, 1]))),
        equal(name("r", r), term(G[0, 1]) / root(bottom), term(G[0, 1]) / root(bottom).value, r),
    )


@functools.cache
def _three():
    """Return three correlations in halves and thirds with three standard deviations that make all covariances whole."""
    values = [Fraction(p, q) for q in (2, 3) for p in range(-q + 1, q) if p]
    triples = [r for r in itertools.product(values, repeat=3) if 1 + 2 * r[0] * r[1] * r[2] > sum(x * x for x in r)]
    deviations = list(itertools.product((2, 3, 4, 6), repeat=3))
    return [
        (r, s)
        for r in triples
        for s in deviations
        if all(s[i] * s[j] % x.denominator == 0 for x, (i, j) in zip(r, PAIRS, strict=True))
    ]


def _one_of_three(S, s, i, j):
    r = term(S[i, j]) / (term(s[i]) * s[j])
    return equal(name(f"r_{{{i + 1}{j + 1}}}", r), r, r.value)


def _correlation_of_three(rng):
    (a, b, c), s = rng.choice(_three())
    R = exact([[1, a, b], [a, 1, c], [b, c, 1]])
    S = R * np.outer(s, s)
    return Problem(
        f"Heights, weights and ages have the covariance matrix $S = {tex(S)}$. Find the matrix $R$ of their correlations.",
        answers=(Answer("$R$", R, ((S / np.outer(s, s) ** 2, ROOTED), (S, "Divide each by two standard deviations."))),),
        hint="The roots of the entries on the diagonal are the standard deviations. Each covariance is divided by two of them.",
        steps=(
            _standard_deviations(S, s),
            step("Divide each covariance by its two standard deviations.", *(_one_of_three(S, s, i, j) for i, j in PAIRS)),
            step("A column has the correlation 1 with itself.", equal(name("R", R), R)),
        ),
        facts={"S": S, "R": R},
    )


@functools.cache
def _covariances(largest, *, squares=False):
    """Return the rows of positive definite 2 × 2 matrices, not diagonal; with squares, these on the diagonal."""
    diagonal = [a for a in range(1, largest + 1) if is_square(a) or not squares]
    return [
        ((a, b), (b, d))
        for a, d in itertools.product(diagonal, repeat=2)
        for b in range(-largest, largest + 1)
        if 0 < b * b < a * d
    ]


@chapter.kind("The covariance of transformed data")
def transformed_covariance(rng, level):
    """Return a problem on sums and differences, on other units, or on A S Aᵀ."""
    return {1: _sums, 2: _units, 3: _transformed}[level](rng, exact(rng.choice(_covariances(16))))


def _sums(rng, S):
    (a, b), (_, d) = S
    who = rng.choice(("the marks in two tests", "the prices of two shares", "the times of two laps", "the rents of two rooms"))
    values = [a + d + 2 * b, a + d - 2 * b, a - d]
    forgotten = (a + d, "That forgets the covariance.")
    return Problem(
        f"Let $x$ and $y$ be {who}, with the covariance matrix $S = {tex(S)}$. "
        "Find the variances of $x + y$ and of $x - y$, and the covariance of these two.",
        answers=(
            Answer("variance of $x + y$", values[0], (forgotten, (a + d + b, "The covariance counts twice."))),
            Answer("variance of $x - y$", values[1], ((a - d, "Variances never subtract."), forgotten)),
            Answer("covariance", values[2], ((a + d, "Look at the signs of the second combination."),)),
        ),
        hint=r"Two combinations with coefficients $a$ and $b$ have the covariance $a^{\mathsf T}Sb$. Which are they?",
        steps=_sums_steps(S, column([1, 1]), column([1, -1]), values),
        facts={"S": S, "A": exact([[1, 1], [1, -1]]), "T": exact([[values[0], values[2]], [values[2], values[1]]])},
    )


def _sums_steps(S, plus, minus, values):
    a, b, d = (term(x) for x in (S[0, 0], S[0, 1], S[1, 1]))
    both, left = S @ plus, S @ minus
    return (
        step(
            "Multiply $S$ by the coefficients of the sum and of the difference.",
            equal(term(S) @ plus, both),
            equal(term(S) @ minus, left),
        ),
        step("The variance of the sum counts the covariance twice.", equal(term(plus).T @ both, total(S.flat), values[0])),
        step("In that of the difference it is subtracted.", equal(term(minus).T @ left, a - 2 * b + d, values[1])),
        step("In the covariance it cancels.", equal(term(plus).T @ left, a - d, values[2])),
    )


# a column, its new form as it is said and as a formula, and the factor in it
UNITS = (
    ("A temperature $x$ in degrees Celsius", "In degrees Fahrenheit", r"\tfrac{9}{5}x + 32", Fraction(9, 5)),
    ("An age $x$ in weeks", "In days", "7x", Fraction(7)),
    ("A distance $x$ in kilometres", "In miles of 1.6 km", r"\tfrac{5}{8}x", Fraction(5, 8)),
    ("A working time $x$ in minutes", "In quarters of an hour", r"\tfrac{1}{15}x", Fraction(1, 15)),
    ("A price $x$ with a tax of one fifth", "Without the tax", r"\tfrac{5}{6}x", Fraction(5, 6)),
    ("A length $x$ in metres", "In decimetres", "10x", Fraction(10)),
    ("A depth $x$ in metres", "In feet of 0.3 m", r"\tfrac{10}{3}x", Fraction(10, 3)),
    ("The points $x$ that a player has lost, of 20,", "In points that are left", "20 - x", Fraction(-1)),
)


def _units(rng, S):
    what, new, formula, factor = rng.choice(UNITS)
    (a, b), (_, d) = S
    return _under(
        S,
        exact([[factor, 0], [0, 1]]),
        f"{what} and another column $y$ have the covariance matrix $S = {tex(S)}$. "
        f"{new}, $x$ becomes ${formula}$. Find the new covariance matrix $T$.",
        (exact([[factor * a, factor * b], [factor * b, d]]), "The variance is made of squares: its factor is a square, too."),
        beside=" What is added to all values is no part of a deviation." if any(sign in formula for sign in "+-") else "",
    )


def _transformed(rng, S):
    A = exact(rng.choice(_MATRICES))
    return _under(
        S,
        A,
        f"The rows $x$ of a table, as columns, have the covariance matrix $S = {tex(S)}$. Each $x$ is replaced "
        f"by $Ax$ with $A = {tex(A)}$. Find the new covariance matrix $T$.",
    )


# none symmetric: for these it would not matter which factor is transposed
_MATRICES = [
    ((a, b), (c, d))
    for a, b, c, d in itertools.product(range(-2, 4), repeat=4)
    if a * d - b * c and a > 0 and b != c and [a, b, c, d].count(0) < 2
]


def _under(S, A, question, *slips, beside=""):
    """Return the problem of A S Aᵀ."""
    half = A @ S
    T = half @ A.T
    slips += (
        (half, r"That is $AS$: multiply by $A^{\mathsf T}$ from the right, too."),
        (A @ S @ A, "Transpose the last factor."),
        (A.T @ S @ A, "The transposed factor comes last."),
    )
    return Problem(
        question,
        answers=(Answer("$T$", T, slips),),
        hint="Look at one deviation from the mean: how does it change? $S$ is made of its products with itself.",
        steps=_under_steps(S, A, half, T, beside),
        facts={"S": S, "A": A, "T": T},
    )


def _under_steps(S, A, half, T, beside):
    a, s, t = name("A", A), name("S", S), name("T", T)
    return (
        step(
            r"A deviation $d$ from the mean becomes $Ad$, and its product $dd^{\mathsf T}$ becomes "
            rf"$A\,dd^{{\mathsf T}}A^{{\mathsf T}}$: $A$ on the left, its transpose on the right.{beside}",
            equal(a, A),
            equal(t, a @ s @ a.T),
        ),
        step("Multiply from the left.", equal(a @ s, term(A) @ S, half)),
        step("Multiply by the transpose from the right.", equal(t, term(half) @ A.T, T)),
    )
