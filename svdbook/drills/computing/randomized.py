"""Problems for the chapter on randomised methods."""

import functools
import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, less, name, root, term, tex, total

chapter = Chapter("randomized")


@functools.cache
def _falling():
    """Return whole singular values, k and p with a root that comes out in the bound."""
    found = []
    for k, p in itertools.product((1, 2, 3, 4), (2, 3, 4, 5)):
        for tail in itertools.combinations_with_replacement(range(1, 6), 4 if k + p < 7 else 5):
            square = (1 + Fraction(k, p - 1)) * sum(x * x for x in tail)
            if square.denominator == 1 and len(set(tail)) > 2:
                found.append((k, p, tuple(sorted(tail, reverse=True)), sqrt(square)))
    return found


RATIOS = ((6, 5), (5, 4), (4, 3), (3, 2), (7, 5), (8, 5), (5, 3), (11, 10), (2, 1))


@chapter.kind("The bound for additional columns")
def oversampling_bound(rng, level):
    """Return singular values, k and p: the bound for the square, its root, or the least p for a factor."""
    if level == 3:
        return _least_p(rng.randrange(2, 31), Fraction(*rng.choice(RATIOS)), rng.randrange(2, 10))
    found = [each for each in _falling() if isinstance(each[3], Fraction) == (level == 2) and each[1] < len(each[2])]
    k, p, tail, _ = rng.choice(found)
    first = sorted(rng.sample(range(6, 30), k), reverse=True)
    return _bound(k, p, [*first, *tail], rooted=level == 2)


FACTOR = (
    "The bound is the least squared error times a factor. This is one plus a fraction: above it has $k$, and below it one "
    "less than the number of additional columns."
)


def _bound(k, p, s, *, rooted):
    best, factor = sum(x * x for x in s[k:]), 1 + Fraction(k, p - 1)
    asked = ", and its root, which bounds the expected error" if rooted else ""
    return Problem(
        f"A matrix has the singular values ${', '.join(map(str, s))}$. Find the least squared Frobenius error of rank $k "
        f"= {k}$. Find the "
        f"bound of Halko, Martinsson and Tropp for the expected squared error with $p = {p}$ additional columns{asked}.",
        answers=_bound_answers(k, p, s, best, factor)[: 3 if rooted else 2],
        hint=FACTOR,
        steps=_bound_steps(k, p, s[k:], best, factor, rooted=rooted),
        facts={"s": s, "k": k, "p": p},
    )


def _bound_answers(k, p, s, best, factor):
    plain = (best, "That is the best with $k$ columns, and no bound for a random basis.")
    squares, later = sum(x * x for x in s), sum(x * x for x in s[k + p :])
    several = [(later, "The least error is that of rank $k$: leave out the first $k$ squares, not the first $k + p$.")]
    slips = ((sum(s[k:]), "Square them before you add."), (squares, "Leave out the first $k$."), *several[: later != 0])
    return (
        Answer("least", best, slips),
        Answer("bound", best * factor, (plain, (best * (1 + Fraction(k, p)), "Below stands one less than $p$."))),
        Answer("root", sqrt(best * factor), ((best * factor, "Take the root."),)),
    )


def _bound_steps(k, p, tail, best, factor, *, rooted):
    return (
        step("Square the singular values after the first $k$, and add.", equal(total(term(x) ** 2 for x in tail), best)),
        step("The factor is $1 + k/(p - 1)$.", equal(_factor(k, p), factor)),
        step("Multiply: this is the bound.", equal(term(factor) * best, factor * best)),
        *([step("Take its root.", equal(root(factor * best), sqrt(factor * best)))] if rooted else []),
    )


def _factor(k, p):
    return term(1) + term(k) / (term(p) - 1)


def _least_p(k, ratio, best):
    p = -(-k // (ratio - 1)) + 1
    bound = _factor(k, p).value
    return Problem(
        f"The least squared Frobenius error of rank $k = {k}$ is ${best}$. By the bound of Halko, Martinsson and Tropp "
        "the expected "
        f"squared error should be at most ${tex(ratio)}$ times that. How many additional columns does it take at least? "
        "What is the bound then?",
        answers=(
            Answer(
                "columns",
                p,
                ((p - 1, "Below stands one less than the number of columns."), (p + k, "Only the additional ones.")),
            ),
            Answer("bound", bound * best, ((bound, "That is the factor."),)),
        ),
        hint=f"{FACTOR} When is the factor at most what you want?",
        steps=_least_p_steps(k, ratio, best, p, bound),
        facts={"k": k, "ratio": ratio, "best": best},
    )


def _least_p_steps(k, ratio, best, p, bound):
    over = ratio - 1
    small = [equal(_factor(k, p), bound)] + ([less(bound, ratio)] if bound < ratio else [])
    return (
        step("The factor is $1 + k/(p - 1)$. The fraction in it must not be more than this.", equal(term(ratio) - 1, over)),
        step(
            "Divide, and round up for the least denominator.",
            equal(term(k) / over, k / over),
            equal(name("p", p) - 1, p - 1),
            equal(name("p", p), p),
        ),
        step("This is the factor then.", *small),
        *([step("With one column less it is too large.", less(ratio, _factor(k, p - 1)))] if p > 2 else []),
        step("Multiply by the least error: this is the bound.", equal(term(bound) * best, bound * best)),
    )


@chapter.kind("What one random vector finds")
def sketch_rank(rng, level):
    """Return a matrix and a vector that stands for a random one: 2 × 2, 3 × 2, and with a power iteration."""
    rows = 3 if level == 2 else 2
    while True:
        A = np.array([[rng.randrange(-2, 5) for _ in range(2)] for _ in range(rows)])
        w = np.array(rng.choice([(1, 1), (1, -1), (2, 1), (1, 2), (1, 0), (0, 1), (2, -1), (1, -2)]))
        y = A @ (w if level < 3 else A.T @ A @ w)
        squared, row, first = int(y @ y), y @ A, A @ w
        turned = level < 3 or first[0] * y[1] != first[1] * y[0]
        if turned and 0 < squared <= 2000 and A.all() and A[0, 0] * A[1, 1] != A[0, 1] * A[1, 0]:
            missed = int((A * A).sum()) - Fraction(int(row @ row), squared)
            if missed > 0 and missed.denominator <= 15:
                A, w, y = exact(A.tolist()), column(w.tolist()), column(y.tolist())
                return _sketch(A, w, y, missed, powered=level == 3)


def _sketch(A, w, y, missed, *, powered):
    how = r"$y = AA^{\mathsf T}A\omega$, with one power iteration" if powered else r"$y = A\omega$"
    energy = sum(a * a for a in A.flat)
    return Problem(
        f"Let $A = {tex(A)}$ and let $\\omega = {tex(w)}$ stand for a random vector. Find {how}, as a column. With the unit "
        "vector $q$ along $y$, "
        r"find the squared error $\lVert A - qq^{\mathsf T}A \rVert_F^2$.",
        answers=(
            Answer("$y$", y, tuple(_other_images(A, w, powered=powered))),
            Answer(
                "squared error",
                missed,
                ((energy - missed, "That is the energy that is found."), (sqrt(missed), "Its square is asked for.")),
            ),
        ),
        hint=r"By Pythagoras the squared error is $\lVert A \rVert_F^2 - \lVert q^{\mathsf T}A \rVert^2$.",
        steps=_sketch_steps(A, w, y, energy, missed, powered=powered),
        facts={"A": A, "w": w, "y": y, "missed": missed},
    )


def _other_images(A, w, *, powered):
    if len(A) == len(w):  # else there is no such product
        yield A.T @ w, "Multiply by $A$, not by its transpose."
    if powered:
        yield A @ w, "That is without the power iteration."
        yield A.T @ A @ w, "Multiply by $A$ once more."


def _sketch_steps(A, w, y, energy, missed, *, powered):
    squared, row = (y.T @ y).item(), y.T @ A
    shown = total(term(a) ** 2 for a in row.flat) / squared
    return (
        *(_power_iteration(A, w, y) if powered else [step("Multiply by the matrix.", equal(name("y", y), term(A) @ w, y))]),
        step("Square its length.", equal(total(term(a) ** 2 for a in y.flat), squared)),
        step("Multiply its transpose by the matrix.", equal(term(y).T @ A, row)),
        step(
            "With $q$ the vector $y$ over its length, divide by the squared length: this is the energy that is found.",
            equal(name(r"\lVert q^{\mathsf T}A \rVert^2", shown), shown, shown.value),
        ),
        step(
            "Subtract it from the whole: the squared error is left.",
            equal(total(term(a) ** 2 for a in A.flat), energy),
            equal(term(energy) - shown.value, missed),
        ),
    )


def _power_iteration(A, w, y):
    first, back = A @ w, A.T @ (A @ w)
    return [
        step("Multiply by the matrix.", equal(name(r"A\omega", first), term(A) @ w, first)),
        step(
            "Multiply by the transpose, and again by the matrix.",
            equal(term(A.T) @ first, back),
            equal(name("y", y), term(A) @ back, y),
        ),
    ]
