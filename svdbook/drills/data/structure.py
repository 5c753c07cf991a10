"""Problems for the chapter on structure in data."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import around_the_half, whole_eigenvalues
from svdbook.drills._exact import column, exact
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import equal, name, term, tex, total
from svdbook.drills.data._tables import WORDS, centring, dot, told

chapter = Chapter("structure")

TWICE = "The mean of all is subtracted twice: take the means of the columns of what remains."
ONE_TOO = "There is a 1 in each row, too."
FACTORS = ("marks in {} subjects", "returns of {} shares", "answers to {} questions", "prices of {} kinds of fruit")


@chapter.kind("One factor in common")
def one_factor(rng, level):
    """Return columns of which any two have the same correlation: r is given, or at level 3 the share of the first component."""
    n = rng.choice({1: (3, 4), 2: (4, 5, 6), 3: (3, 4, 5, 6)}[level])
    below = rng.choice(range(3, 13) if level < 3 else (7, 8, 9, 10, 11, 12, 14, 15, 16, 20))
    r = Fraction(rng.randrange(1, below), below)
    return _correlation_from_share(rng, n, r) if level == 3 else _variances_from_correlation(rng, n, r)


def _common(n, r):
    return exact([[1 if i == j else r for j in range(n)] for i in range(n)])


def _who(rng, n):
    return rng.choice(FACTORS).format(WORDS[n].lower())


def _factor_steps(n, r):
    R, ones, apart = _common(n, r), column([1] * n), column([1, -1, *[0] * (n - 2)])
    first, last = 1 + (n - 1) * r, 1 - r
    share = term(first) / n
    others = (
        f"So is every vector whose entries add to 0, and {('two', 'three', 'four', 'five')[n - 3]} of these are independent."
    )
    return (
        step(
            "The vector of ones is an eigenvector.",
            equal(term(R) @ ones, first * term(ones)),
            equal(term(1) + term(n - 1) * r, first),
        ),
        step(others, equal(term(R) @ apart, last * term(apart)), equal(term(1) - r, last)),
        step("Check: the eigenvalues add up to the trace.", equal(term(first) + term(n - 1) * last, n)),
        step("The share of the first is its part of the trace.", equal(share, share.value)),
    )


def _variances_from_correlation(rng, n, r):
    first, last = 1 + (n - 1) * r, 1 - r
    itself = (1 + n * r, "A column has no pair with itself: count the others.")
    two = (first / (first + last), "There are more components than two.")
    return Problem(
        f"The {_who(rng, n)} are standardised, and any two of the ${n}$ columns have the correlation {show(r)}. Find the "
        "variance of the first principal component, that of each other one, and the share of the first in the total.",
        answers=(
            Answer("first", first, (itself, (n * r, ONE_TOO), ((n - 1) * r, ONE_TOO))),
            Answer("each other", last, ((r, r"Multiply the matrix by $(1, -1, 0, \dots)$."),)),
            Answer("share", first / n, (two, (r, "That is the correlation."))),
        ),
        hint="What does the correlation matrix do to the vector of ones? And to a vector whose entries add to 0?",
        steps=_factor_steps(n, r),
        facts={"R": _common(n, r), "r": r, "share": first / n},
    )


def _correlation_from_share(rng, n, r):
    share = (1 + (n - 1) * r) / n
    return Problem(
        f"The {_who(rng, n)} are standardised, and any two of the ${n}$ columns have the same positive correlation $r$. "
        f"The first principal component has {show(share)} of the total variance. "
        "Find $r$, and the variance of each other component.",
        answers=(
            Answer(
                "$r$",
                r,
                (
                    (share, "The share counts the variances of the columns, too."),
                    ((share * n - 1) / n, "Divide by the number of the other columns."),
                ),
            ),
            Answer("each other", 1 - r, ((1 - share, "That is the share of all others together."),)),
        ),
        hint="What does the correlation matrix do to the vector of ones? How large is the total variance?",
        steps=_share_steps(n, r, share),
        facts={"R": _common(n, r), "r": r, "share": share},
    )


def _share_steps(n, r, share):
    first = name(r"\lambda_1", share * n)
    return (
        step(
            "The total variance is the number of columns, so the share gives the first variance.",
            equal(first, term(share) * n),
        ),
        step("It is one, and a correlation for each other column.", equal(first, term(1) + term(n - 1) * name("r", r))),
        step("Solve for the correlation.", equal(name("r", r), (first - 1) / (n - 1), (term(share * n) - 1) / (n - 1), r)),
        step("The others share the rest.", equal((term(n) - share * n) / (n - 1), term(1) - r, 1 - r)),
    )


@functools.cache
def _shifted(level):
    """Return pairs of columns with means that make whole σ² of the table and of the centred table.

    Level 1 has three rows and level 2 four, both with equal means; level 3 has different means.
    """
    rows, largest = {1: (3, 4), 2: (4, 3), 3: (4, 3)}[level]
    found = []
    every = [c for c in itertools.product(range(-largest, largest + 1), repeat=rows) if sum(c) == 0 and any(c)]
    for x, y in itertools.product([x for x in every if list(x) == sorted(x)], every):
        a, b, d = dot(x, x), dot(x, y), dot(y, y)
        values = whole_eigenvalues(a, b, d)
        if not values or values[1] == 0 or b == 0:
            continue
        for p, q in itertools.product(range(3, 8), repeat=2):
            whole = whole_eigenvalues(a + rows * p * p, b + rows * p * q, d + rows * q * q)
            if whole and (p == q) == (level < 3) and p + min(x) > 0 < q + min(y):
                found.append((x, y, p, q))
    return found


@chapter.kind("With and without centring")
def not_centred(rng, level):
    """Return a table whose first term has a share of the energy that comes out, centred and not."""
    x, y, p, q = rng.choice(_shifted(level))
    rows = [(a + p, b + q) for a, b in zip(x, y, strict=True)]
    X = exact(rng.sample(rows, len(rows)))
    Xc, first = centring(X)
    shares = [values[0] / sum(values) for values in map(_energies, (X, Xc))]
    return Problem(
        f"{told(rng, X)} Which share of the energy does the first term of the SVD of $X$ hold, "
        "and which share that of the centred table $X_c$?",
        answers=(
            Answer("share in $X$", shares[0], ((shares[1], "That is the share after centring."), *_not_this(shares[0]))),
            Answer("share in $X_c$", shares[1], ((shares[0], "That is the share before centring."), *_not_this(shares[1]))),
        ),
        hint=r"The energy is the sum of the $\sigma^2$, which are the eigenvalues of $X^{\mathsf T}X$.",
        steps=(*_energy_steps(X, "X", shares[0]), *first, *_energy_steps(Xc, "X_c", shares[1])),
        facts={"X": X, "shares": shares},
    )


def _not_this(share):
    yield 1 - share, "That is the share of the second term."
    yield share / (1 - share), "That is over the second term: divide by the whole energy."


def _energies(X):
    G = X.T @ X
    return whole_eigenvalues(G[0, 0], G[0, 1], G[1, 1])


def _energy_steps(X, letter, share):
    G, values = X.T @ X, _energies(X)
    trace, determinant = sum(values), math.prod(values)
    gram = name(rf"{letter}^{{\mathsf T}}{letter}", G)
    letters = (r"\sigma_1^2", r"\sigma_2^2")
    return (
        step(f"Multiply out for ${letter}$.", equal(gram, term(X.T) @ X, G)),
        step(
            "Its eigenvalues are the squared singular values. With the trace and the determinant: both are equally far "
            "from half the trace, and the root says how far.",
            equal(term(G[0, 0]) + G[1, 1], trace),
            equal(term(G[0, 0]) * G[1, 1] - term(G[0, 1]) ** 2, determinant),
            *around_the_half(values, trace, determinant, letters),
        ),
        step(f"Divide the larger one by the sum: the share in ${letter}$.", equal(term(values[0]) / trace, share)),
    )


COUNTS = (
    ("trips", ("by bus", "by bicycle", "on foot"), ("to the market", "to the school", "to the lake")),
    ("books lent", ("novels", "comics", "travel guides"), ("to children", "to adults", "to schools")),
    ("cups sold", ("coffee", "tea", "cocoa"), ("in the morning", "at noon", "in the evening")),
)


@functools.cache
def _margins(m, n):
    """Return sums of rows and of columns of counts whose products are multiples of the number of all."""
    few = range(2, 31) if (m, n) == (2, 2) else range(4, 31, 2)
    tops = [c for c in itertools.combinations_with_replacement(few, n) if sum(c) <= 60]
    sides = [r for r in itertools.combinations_with_replacement(few, m) if sum(r) <= 60]
    by_total = {}
    for c in tops:
        by_total.setdefault(sum(c), []).append(c)
    pairs = ((r, c) for r in sides for c in by_total.get(sum(r), ()) if r[0] < r[-1] and c[0] < c[-1])
    return [(r, c) for r, c in pairs if all(x * y % sum(r) == 0 for x in r for y in c)]


@chapter.kind("The table that the margins expect")
def rank_one_table(rng, level):
    """Return a table of counts; the expected one, with the same sums and rank one, is whole."""
    m, n = {1: (2, 2), 2: (2, 3), 3: (3, 3)}[level]
    r, c = rng.choice(_margins(m, n))
    E = np.outer(rng.sample(r, m), rng.sample(c, n)) // sum(r)
    N = exact((E + _unexpected(rng, E)).tolist())
    return _expected_problem(rng, N, exact(E.tolist()))


def _unexpected(rng, E):
    """Return whole numbers with sums zero, small enough that no count is negative."""
    while True:
        m, n = E.shape
        extra = np.zeros((m, n), dtype=int)
        for i, j in itertools.product(range(m - 1), range(n - 1)):
            extra[i : i + 2, j : j + 2] += rng.randrange(-4, 5) * np.array([[1, -1], [-1, 1]])
        if extra.any() and (E + extra >= 0).all():
            return extra


def _expected_problem(rng, N, E):
    m, n = N.shape
    what, rows, columns_ = rng.choice(COUNTS)
    r, c = N.sum(axis=1), N.sum(axis=0)
    return Problem(
        f"The entries of $N = {tex(N)}$ count {what}: rows ({', '.join(rows[:m])}), columns ({', '.join(columns_[:n])}). "
        "If the two had nothing to do with each other, we should expect the table $E$ of rank one with the same sums of rows "
        "and of columns. Find $E$, and the largest (positive) entry of $N - E$.",
        answers=(
            Answer("$E$", E, ((N - E, "That is what is left."),)),
            _largest_answer(N, E),
        ),
        hint="In a table of rank one all rows are multiples of the row of column sums. Which multiples have the right sums?",
        steps=_expected_steps(N, E, r, c),
        facts={"N": N, "E": E},
    )


def _largest_answer(N, E):
    left = list((N - E).flat)
    slips = (
        (max(E.flat), "That is the largest entry of $E$."),
        (min(left), "That one is negative."),
        (-min(left), "That is the largest modulus, of a negative entry."),
    )
    return Answer("largest entry", max(left), slips)


def _expected_steps(N, E, r, c):
    entry = term(r[0]) * c[0] / N.sum()
    return (
        step("Add the rows and the columns.", equal(name("r", column(r)), column(r)), equal(name("c", column(c)), column(c))),
        step("Add all.", equal(total(r), total(c), N.sum())),
        step(
            "Each entry is its row sum times its column sum, over the sum of all.",
            equal(name("e_{11}", entry), entry, E[0, 0]),
        ),
        step("Together this is a column times a row.", equal(name("E", E), term(column(r)) @ term(column(c)).T / N.sum(), E)),
        step(
            "Subtract, and take the largest entry.",
            equal(name("N", N) - name("E", E), N - E),
            equal(name(r"\max_{i,j}\,(N - E)_{ij}", max((N - E).flat)), max((N - E).flat)),
        ),
    )


EFFECTS = (
    ("litres of milk on a farm", "cows", "days"),
    ("points", "players", "rounds"),
    ("minutes", "runners", "courses"),
    ("marks", "dishes", "judges"),
)


@chapter.kind("A table centred twice")
def double_centring(rng, level):
    """Return a table whose means of rows, of columns and of all are whole; what is left without them is asked for."""
    m, n = {1: (2, 2), 2: (2, 3), 3: (3, 3)}[level]
    a, b = _effects(rng, m), _effects(rng, n)
    rest = _unexpected(rng, np.full((m, n), 99))
    low = (a[:, None] + b + rest).min()
    return _centred_twice(rng, exact((a[:, None] + b + rest - low + rng.randrange(1, 7)).tolist()))


def _effects(rng, n):
    while True:
        some = [rng.randrange(-5, 6) for _ in range(n - 1)]
        if any(some):
            return np.array([*some, -sum(some)])


def _centred_twice(rng, X):
    m, n = X.shape
    rows, cols, mean = X.sum(axis=1) / n, X.sum(axis=0) / m, X.sum() / (m * n)
    half = X - column(rows)
    Z = half - (cols - mean)
    what, who, when = rng.choice(EFFECTS)
    return Problem(
        f"The entries of $X = {tex(X)}$ are {what}; the rows are {WORDS[m].lower()} {who}, the columns "
        f"{WORDS[n].lower()} {when}. Find the mean of all entries, and the table $Z$ that is left "
        "when first the mean of each row is subtracted, and then the mean of each column of what remains.",
        answers=(
            Answer("mean", mean, ((X.sum(), "Divide by the number of entries."),)),
            Answer("$Z$", Z, ((half - cols, TWICE), (half, "Now the columns."), (X - cols, "Now the rows."))),
        ),
        hint="Write the mean of each row beside it. When the rows are centred, the means of the columns add to zero.",
        steps=_centred_twice_steps(X, rows, cols, mean),
        facts={"X": X, "Z": Z, "mean": mean},
    )


def _centred_twice_steps(X, rows, cols, mean):
    m, n = X.shape
    half = X - column(rows)
    Z = half - (cols - mean)
    return (
        step("Take the mean of all.", equal(name("m", mean), term(X.sum()) / (m * n), mean)),
        step("Take the mean of each row.", *(equal(total(X[i]) / n, rows[i]) for i in range(m))),
        step("Subtract it from its row.", equal(name("Y", half), half)),
        step("Take the mean of each column of that.", *(equal(total(half[:, j]) / m, (cols - mean)[j]) for j in range(n))),
        step("Subtract it from its column.", equal(name("Z", Z), Z)),
    )
