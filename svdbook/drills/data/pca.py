"""Problems for the chapter on principal components."""

import functools
import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import eigenvalue_steps, slope_steps, whole_eigenvalues
from svdbook.drills._exact import column, norm, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import equal, length, less, name, term, tex, total
from svdbook.drills.data._tables import centring, columns, covariance, dot, lifted, told

chapter = Chapter("pca")

LEAST = "That is in the direction of the smaller variance."
DIVISOR = "Divide by $n - 1$."
NOT_SQUARED = "That is a share of the singular values: a share of variance is made of their squares."


@functools.cache
def _clouds(level):
    """Return pairs of columns, by the steepness of the first direction, whose S is whole and has whole, small variances.

    No direction is (1, 1) or (1, -1): with these there is nothing to solve. Level 1 has four rows and slopes of 2 and a
    half, up to the sign, level 2 slopes of 3, of 3/2, and one over these, level 3 these and a fifth row.
    """
    rows, largest, steep = {1: (4, 6, [2]), 2: (4, 6, [3, Fraction(3, 2)]), 3: (5, 4, [3, Fraction(3, 2)])}[level]
    found = {slope: [] for slope in steep}
    ordered = [x for x in columns(rows, largest) if list(x) == sorted(x)]  # rows are shuffled later
    for x, y in itertools.product(ordered, columns(rows, largest)):
        if dot(x, y) % (rows - 1) or not dot(x, y):
            continue
        a, b, d = (dot(*pair) // (rows - 1) for pair in ((x, x), (x, y), (y, y)))
        values = whole_eigenvalues(a, b, d)
        if values and 0 < values[0] * values[1] < 200:
            slope = abs(values[0] - a) / abs(b)
            found.get(max(slope, 1 / slope), []).append((x, y))
    return found


@chapter.kind("The principal direction of a few points")
def principal_direction(rng, level):
    """Return points whose S has whole eigenvalues, and eigenvectors of small whole numbers."""
    rows = list(zip(*rng.sample(rng.choice(rng.choice(list(_clouds(level).values()))), 2), strict=True))
    X = lifted(rng, np.array(rng.sample(rows, len(rows))))
    Xc, first = centring(X)
    S, then = covariance(Xc)
    values = whole_eigenvalues(S[0, 0], S[0, 1], S[1, 1])
    slope = (values[0] - S[0, 0]) / S[0, 1]
    return Problem(
        f"{told(rng, X)} Find the variance along the first principal direction (with the divisor $n - 1$), its share of the "
        "total variance, and the slope of the line in this direction (the first column to the right, the second upwards).",
        answers=(
            Answer("variance", values[0], ((values[1], LEAST), *_divided_otherwise(values[0], len(X)))),
            Answer("share", values[0] / sum(values), ((values[0] / values[1], "Divide by the sum of both variances."),)),
            Answer("slope", slope, ((1 / slope, "Turn it over: the slope is upwards over to the right."), (-1 / slope, LEAST))),
        ),
        hint="Principal directions are eigenvectors of the covariance matrix, and the variances along them its eigenvalues.",
        steps=(*first, *then, *_principal_steps(S, values)),
        facts={"X": X, "S": S, "values": values, "direction": column([slope.denominator, slope.numerator])},
    )


def _divided_otherwise(variance, n):
    yield variance * (n - 1), "That is a sum of squares: divide by $n - 1$."
    yield variance * (n - 1) / n, "You divided by the number of rows: take one less."


def _principal_steps(S, values):
    share = term(values[0]) / (term(values[0]) + values[1])
    return (
        *eigenvalue_steps(name("S", S), values),
        step("The larger one is the variance, and this is its share.", equal(share, share.value)),
        *slope_steps(S, values[0]),
    )


@chapter.kind("The variance that is lost")
def lost_variance(rng, level):
    """Return singular values of a centred table: two, three with k = 2, and roots with the least k for a share."""
    n, s = rng.choice(_spectra(level))
    return _least_k(rng, n, s) if level == 3 else _kept(n, s, level)


@functools.cache
def _spectra(level):
    """Return a number of rows with singular values that make whole variances; roots at level 3."""
    if level == 3:
        chosen = itertools.combinations(range(1, 25), 4)
        return [
            (n, [n * v - v for v in reversed(c)]) for n in (5, 6, 7, 8, 11) for c in chosen if 30 < sum(c) <= 50 and c[0] < 4
        ]
    divisors = ((4, 2), (9, 3), (16, 4), (25, 5), (36, 6))
    return [
        (divisor + 1, [(step * t) ** 2 for t in reversed(c)])
        for divisor, step in divisors
        for c in itertools.combinations(range(1, 10), level + 1)
        if step * c[-1] <= 40
    ]


def _kept(n, squares, k):
    s, variances = [sqrt(x) for x in squares], [Fraction(x, n - 1) for x in squares]
    share, lost = sum(variances[:k]) / sum(variances), sum(variances[k:])
    said = ("the first principal component keeps", "the first two principal components keep")[k - 1]
    slips, undivided = (((Fraction(x, n), DIVISOR), (x, DIVISOR)) for x in (squares[0], sum(squares[k:])))
    return Problem(
        f"A centred table of {n} rows has the singular values {_listed(s)}. "
        "Find the variance along the first principal direction (with the divisor $n - 1$), the share of the total variance "
        f"that {said}, and the variance that is lost.",
        answers=(
            Answer("variance", variances[0], slips),
            Answer("share", share, ((sum(s[:k]) / sum(s), NOT_SQUARED), (1 - share, "That is the share that is lost."))),
            Answer("variance lost", lost, (*undivided, (1 - share, "The variance is asked for, not its share."))),
        ),
        hint=r"The covariance matrix of a centred table is $X_c^{\mathsf T}X_c/(n - 1)$. What are its eigenvalues?",
        steps=_kept_steps(n, s, variances, k),
        facts={"n": n, "squares": squares, "answers": [variances[0], share, lost]},
    )


def _variances(n, s, variances):
    pairs = enumerate(zip(s, variances, strict=True))
    return step(
        "Square the singular values, and divide by one less than the number of rows.",
        *(equal(name(rf"\lambda_{i + 1}", v), term(x) ** 2 / (n - 1), v) for i, (x, v) in pairs),
    )


def _kept_steps(n, s, variances, k):
    share = total(variances[:k]) / total(variances)
    return (
        _variances(n, s, variances),
        step("The total variance is their sum.", equal(total(variances), sum(variances))),
        step("Divide what is kept by the total.", equal(share, share.value)),
        step("The rest is lost.", equal(sum(variances) - total(variances[:k]), sum(variances[k:]))),
    )


def _listed(s):
    return ", ".join(map(show, s[:-1])) + " and " + show(s[-1])


def _least_k(rng, n, squares):
    s, variances = [sqrt(x) for x in squares], [Fraction(x, n - 1) for x in squares]
    sums = list(itertools.accumulate(variances))
    percent = rng.choice([p for p in (75, 80, 85, 90, 95) if all(100 * x != p * sums[-1] for x in sums)])
    k = next(i for i, x in enumerate(sums, 1) if 100 * x > percent * sums[-1])
    wrong = next(i for i in range(1, 5) if 100 * float(sum(s[:i])) > percent * float(sum(s)))
    return Problem(
        f"A centred table of {n} rows has the singular values {_listed(s)}. "
        rf"How many principal components does it take to keep at least ${percent}\,\%$ of the total variance? "
        "Which share do they keep?",
        answers=(
            Answer("number", k, ((wrong, NOT_SQUARED),)),
            Answer("share", sums[k - 1] / sums[-1], ((1 - sums[k - 1] / sums[-1], "That is the share that is lost."),)),
        ),
        hint="A variance is the square of a singular value, over $n - 1$. Does this divisor matter for a share?",
        steps=_least_k_steps(s, squares, k, percent),
        facts={"n": n, "squares": squares, "answers": [k, sums[k - 1] / sums[-1]], "percent": percent},
    )


def _least_k_steps(s, squares, k, percent):
    wanted, everything = term(Fraction(percent, 100)), sum(squares)
    share = total(squares[:k]) / everything
    fewer = ("One component fewer", "The first alone")[k == 2]
    before = [step(f"{fewer} would keep too little.", less(total(squares[: k - 1]) / everything, wanted))] if k > 1 else []
    enough = ("The first component is", "Two components are", "Three components are", "All four components are")[k - 1]
    return (
        step(
            "Square the singular values. The divisor $n - 1$ of the variances cancels in a share, so leave it out.",
            *(equal(term(x) ** 2, square) for x, square in zip(s, squares, strict=True)),
        ),
        step("Add them.", equal(total(squares), everything)),
        *before,
        step(f"{enough} enough, with this share.", less(wanted, share), equal(share, share.value)),
    )


# directions of whole length, and others; with signs and orders below
LONG = {1: [(3, 4)], 2: [(1, 2, 2), (2, 3, 6)], 3: [(1, 1), (1, 2), (1, 1, 1), (1, 1, 2), (1, 3)]}


@functools.cache
def _directions(level):
    found = set()
    for d in LONG[level]:
        for order in itertools.permutations(d):
            found |= {tuple(x * y for x, y in zip(order, s, strict=True)) for s in itertools.product((1, -1), repeat=len(d))}
    return sorted(d for d in found if d[0] > 0)


@chapter.kind("The score of a new row")
def scores(rng, level):
    """Return a row whose score along a given direction comes out, and its distance from the line."""
    direction = rng.choice(_directions(level))
    d, t = column(direction), rng.choice((-2, -1, 1, 2))
    off = t * d + column(rng.choice(_perpendicular(direction)))
    mean = column([max(2, *(-each for each in row)) + rng.randrange(5) for row in np.hstack([off, t * d])])
    x, v = mean + off, d / norm(d)
    return Problem(
        rf"A table has the mean row $\bar x$ and the first principal direction $v$, here as columns: $\bar x = {tex(mean)}$ "
        f"and $v = {tex(v)}$. A new row, as a column, is $x = {tex(x)}$. Find its score, its squared distance "
        "from the principal line (through the mean, in the direction $v$), and the nearest point of that line, as a column.",
        answers=_score_answers(x, mean, v),
        hint="Scores are measured from the mean. Draw the triangle of the new point, the mean and the nearest point.",
        steps=_score_steps(x, mean, v, t * norm(d)),
        facts={"x": x, "mean": mean, "v": v},
    )


@functools.cache
def _perpendicular(direction):
    """Return small whole vectors perpendicular to a direction."""
    small = itertools.product(range(-4, 5), repeat=len(direction))
    return [w for w in small if any(w) and not sum(a * b for a, b in zip(w, direction, strict=True))]


def _score_answers(x, mean, v):
    score, off = (v.T @ (x - mean)).item(), x - mean
    squared = (off.T @ off).item() - score**2
    return (
        Answer("score", score, (((v.T @ x).item(), "Subtract the mean first."), (-score, "Take the new row less the mean."))),
        Answer(
            "squared distance",
            squared,
            ((sqrt(squared), "The square is asked for."), ((off.T @ off).item(), "That is from the mean.")),
        ),
        Answer(
            "nearest point",
            mean + score * v,
            ((score * v, "Add the mean again."), (mean - score * v, "Go in the direction of the score's sign.")),
        ),
    )


def _score_steps(x, mean, v, score):
    off = x - mean
    squared = (off.T @ off).item()
    return (
        step("Subtract the mean.", equal(name("x", x) - name(r"\bar x", mean), term(x) - mean, off)),
        step("The product with the direction is the score.", equal(name("t", score), term(v).T @ off, score)),
        step(
            "Square the distance from the mean.",
            equal(length(name(r"x - \bar x", off)) ** 2, total(term(a) ** 2 for a in off.flat), squared),
        ),
        step(
            "By Pythagoras, subtract the square of the score: the squared distance from the line is left.",
            equal(term(squared) - term(score) ** 2, squared - score**2),
        ),
        step(
            "From the mean, go the score in the direction: this is the nearest point.",
            equal(term(mean) + term(score) * v, mean + score * v),
        ),
    )
