"""Problems for the chapter on convolutions."""

import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, echelon, exact
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, name, term, tex, total

chapter = Chapter("convolutions")

# factors that filters are made of: smoothing, differences, and others
SMALL = [v for v in itertools.product(range(-2, 4), repeat=3) if any(v) and v.count(0) < 2 and v[0] > 0]
NOT_NINE = "A pair multiplies by its column and its row, not by their product."
NOT_THREE = "A pair is a column and a row."
GREATEST = 9  # entry of a filter


@chapter.kind("Separable or not")
def separable(rng, level):
    """Return a 3 × 3 filter of rank one or two; at level 3 of one, two or three."""
    rank = rng.choice((1, 2) if level < 3 else (1, 2, 3))
    while True:
        K = np.sum([np.outer(rng.choice(SMALL), rng.choice(SMALL)) for _ in range(rank)], axis=0)
        if level == 1 and rank == 2:  # one entry of a separable filter is another number
            K = np.outer(rng.choice(SMALL), rng.choice(SMALL))
            K[rng.randrange(3), rng.randrange(3)] += rng.choice((-1, 1))
        if abs(K).max() <= GREATEST and K.any(axis=0).all() and K.any(axis=1).all():
            R, pivots = echelon(exact(K.tolist()))
            if len(pivots) == rank:
                return _separable_problem(exact(K.tolist()), R, pivots)


def _separable_problem(K, R, pivots):
    rank = len(pivots)
    says, other = ("yes", "no") if rank == 1 else ("no", "yes")
    return Problem(
        f"Is the filter $K = {tex(K)}$ separable? Find its rank, and how many multiplications a pixel takes "
        "if $K$ is applied as a sum of as few separable filters as possible, each by its column and its row.",
        answers=(
            Answer("separable", says, ((other, "Compare the rows: are all multiples of one?"),), ("yes", "no")),
            Answer("rank", rank, ((3, "Are the rows independent?"), (1, "Are all rows multiples of one?"))),
            Answer(
                "multiplications", 6 * rank, ((9, "That is the filter as it is."), (9 * rank, NOT_NINE), (3 * rank, NOT_THREE))
            ),
        ),
        hint="A filter is separable if all its rows are multiples of one row. Which rows can be made from the others?",
        steps=_separable_steps(K, R, pivots),
        facts={"K": K, "rank": rank},
    )


def _separable_steps(K, R, pivots):
    rank = len(pivots)
    reasons = {1: _one_pair, 2: _two_pairs, 3: _three_pairs}[rank](K, R, pivots)
    return (
        *reasons,
        step(
            "A pair takes three multiplications for its column and three for its row.",
            equal(term(rank) * (term(3) + 3), 6 * rank),
        ),
        step("The filter as it is takes one for each entry.", equal(term(3) * 3, 9)),
    )


def _one_pair(K, R, pivots):
    return [step("All rows are multiples of one: a column times a row.", equal(name("K", K), term(K[:, pivots]) @ R[:1]))]


def _minor(K, rows, columns):
    (a, b), (c, d) = K[np.ix_(rows, columns)]
    return term(a) * d - term(b) * c


def _two_pairs(K, R, pivots):
    minors = (_minor(K, rows, pivots) for rows in ((0, 1), (0, 2), (1, 2)))
    minor = next(each for each in minors if each.value)
    return [
        step("This minor is not zero, so the rank is at least two.", equal(minor, minor.value)),
        step("The columns are combinations of two: two pairs.", equal(name("K", K), term(K[:, pivots]) @ R[:2])),
    ]


def _three_pairs(K, R, pivots):
    minors = [_minor(K, (1, 2), columns) for columns in ((1, 2), (0, 2), (0, 1))]
    expanded = term(K[0, 0]) * minors[0] - term(K[0, 1]) * minors[1] + term(K[0, 2]) * minors[2]
    return [
        step(
            "The determinant is not zero, so that no row is a combination of the others: three pairs.",
            equal(expanded, expanded.value),
        )
    ]


SMOOTH = [(1, 1, 1), (1, 2, 1), (1, 0, -1), (1, 3, 1), (1, -2, 1), (2, 1, 2), (1, 4, 1), (2, 3, 1)]
SAME_PLACE = "The new pixel is the sum of the pixels of $P$, each times the entry of $K$ in the same place"


@chapter.kind("A filter in two passes")
def filter_in_two_passes(rng, level):
    """Return a separable filter and a patch around a pixel; at level 3 an entry of the filter is to be found first."""
    choice = {1: SMOOTH, 2: SMALL, 3: [v for v in SMALL if 0 not in v]}[level]
    c, r = (column(rng.choice(choice)) for _ in range(2))
    P = exact([[rng.randrange(10) for _ in range(3)] for _ in range(3)])
    places = [place for place in np.ndindex(3, 3) if (c @ r.T)[place]]
    return _missing(c, r, P, rng.choice(places)) if level == 3 else _passes(c, r, P)


def _passes(c, r, P):
    first, pixel = c.T @ P, (c.T @ P @ r).item()
    began, sideways = ((P @ r).T, "You began with the row of the filter."), ((P @ c).T, "The column of the filter goes down.")
    exchanged = ((r.T @ P @ c).item(), "Column and row are exchanged.")
    return Problem(
        f"A pixel and its neighbours are the patch $P = {tex(P)}$. {SAME_PLACE}, for the separable filter "
        f"$K = cr^{{\\mathsf T}}$ with $c = {tex(c)}$ and $r = {tex(r)}$. "
        "Apply $c$ to each column of the patch, which gives a row, and then $r$. Find this row, and the new pixel.",
        answers=(
            Answer("row", first, (began, sideways)),
            Answer("new pixel", pixel, ((sum(first.flat), "Weigh them with $r$, too."), exchanged)),
        ),
        hint="Each column of the patch becomes one number.",
        steps=_passes_steps(c, r, P, first, pixel),
        facts={"K": c @ r.T, "P": P, "first": first, "pixel": pixel},
    )


def _passes_steps(c, r, P, first, pixel):
    K = c @ r.T
    return (
        step("Apply the column.", equal(term(c).T @ P, first)),
        step("Apply the row.", equal(term(first) @ r, _weighted(first, r), pixel)),
        step("Check with the whole filter.", equal(name("K", K), term(c) @ term(r).T, K)),
        step("Add the nine products.", _all_nine(K, P)),
    )


def _weighted(numbers, weights):
    return total(term(a) * b for a, b in zip(numbers.flat, weights.flat, strict=True))


def _all_nine(K, P):
    added = total(k * p for k, p in zip(K.flat, P.flat, strict=True))
    return equal(added, added.value)


def _missing(c, r, P, place):
    K = c @ r.T
    i, j = place
    k, m = (next(t for t in range(3) if t != at and v[t]) for at, v in ((i, c.flat), (j, r.flat)))
    pixel = (c.T @ P @ r).item()
    known = exact(K)
    known[place] = Fraction(0)
    return Problem(
        f"A pixel and its neighbours are the patch $P = {tex(P)}$. {SAME_PLACE}, for the filter $K = {_with_gap(K, place)}$. "
        "Find the $x$ that makes it separable, and the new pixel.",
        answers=(
            Answer("$x$", K[place], ((-K[place], "Look at the signs of its row and its column."),)),
            Answer("new pixel", pixel, (((known * P).sum(), "The entry $x$ has a pixel, too."),)),
        ),
        hint="In a matrix of rank one every minor of two rows and two columns is zero.",
        steps=_missing_steps(K, P, (i, j), (k, m), pixel),
        facts={"K": K, "P": P, "first": None, "pixel": pixel, "place": place},
    )


def _missing_steps(K, P, place, other, pixel):
    (i, j), (k, m) = place, other
    x = name("x", K[place])
    c, r = K[:, [m]], K[[k], :] / K[k, m]
    first = c.T @ P
    return (
        step("Take a minor with three known entries.", equal(x * K[k, m] - term(K[i, m]) * K[k, j], 0)),
        step("Solve.", equal(x, term(K[i, m]) * K[k, j] / K[k, m], K[place])),
        step("Write the filter as a column times a row.", equal(name("K", K), term(c) @ r, K)),
        step("Apply the column to the patch.", equal(term(c).T @ P, first)),
        step("Apply the row.", equal(term(first) @ r.T, pixel)),
    )


def _with_gap(K, place):
    rows = (" & ".join("x" if (i, j) == place else tex(K[i, j]) for j in range(3)) for i in range(3))
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"
