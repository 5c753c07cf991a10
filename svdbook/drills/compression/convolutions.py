"""Problems for the chapter on convolutions."""

import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, echelon, exact
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, less, name, term, tex, total
from svdbook.drills.compression._counting import largest_below

chapter = Chapter("convolutions")

# factors that filters are made of: smoothing, differences, and others
SMALL = [v for v in itertools.product(range(-2, 4), repeat=3) if any(v) and v.count(0) < 2 and v[0] > 0]
NOT_NINE = "A pair multiplies by its column and its row, not by their product."
GREATEST = 9  # entry of a filter


@chapter.kind("Separable or not")
def separable(rng, level):
    """Return a 3 × 3 filter of rank one or two; at level 3 of one, two or three, seldom of one."""
    rank = rng.choice((1, 2) if level < 3 else (1, 2, 2, 2, 3, 3, 3))
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
            Answer("rank", rank, ((3, "Are the rows independent?"), (1, "Are all rows multiples of one?"), (2, _third(rank)))),
            Answer("multiplications", 6 * rank, _miscounted(rank)),
        ),
        hint="A filter is separable if all its rows are multiples of one row. Its rank is the number of rows, and of columns, "
        "that no combination of the others makes.",
        steps=_separable_steps(K, R, pivots),
        facts={"K": K, "rank": rank},
    )


def _third(rank):
    return "Is the second row a multiple of the first?" if rank == 1 else "Is the third row a combination of the others?"


def _miscounted(rank):
    each = "A pair is a column and a row." if rank == 1 else "Take three for the column and three for the row of each pair."
    one = "That is one pair: take three and three for each of them."
    return (6, one), (9, "That is the filter as it is."), (3 * rank, each), *([(9 * rank, NOT_NINE)] if rank > 1 else [])


def _separable_steps(K, R, pivots):
    rank = len(pivots)
    fewer = ": more than one pair" if rank == 1 else f": fewer than {('two', 'three')[rank - 2]} pairs"
    reasons = {1: _one_pair, 2: _two_pairs, 3: _three_pairs}[rank](K, R, pivots)
    return (
        *reasons,
        step(
            "A pair takes three multiplications for its column and three for its row.",
            equal(term(rank) * (term(3) + 3), 6 * rank),
        ),
        step(f"The filter as it is takes one for each entry{fewer}.", equal(term(3) * 3, 9), less(*sorted((6 * rank, 9)))),
    )


def _one_pair(K, R, pivots):
    return [
        step(
            "All rows are multiples of one. So the filter is separable, and its rank is one.",
            equal(name("K", K), term(K[:, pivots]) @ R[:1]),
        )
    ]


def _minor(K, rows, columns):
    (a, b), (c, d) = K[np.ix_(rows, columns)]
    return term(a) * d - term(b) * c


def _two_pairs(K, R, pivots):
    minors = (_minor(K, rows, pivots) for rows in ((0, 1), (0, 2), (1, 2)))
    minor = next(each for each in minors if each.value)
    return [
        step(
            "This determinant of two rows and two columns is not zero: their rows are no multiples of one.",
            equal(minor, minor.value),
        ),
        step(
            "All columns are combinations of two, so the rank is two. The second factor says how: it is made of the nonzero "
            "rows of the reduced form.",
            equal(name("K", K), term(K[:, pivots]) @ R[:2]),
        ),
    ]


def _three_pairs(K, R, pivots):
    minors = [_minor(K, (1, 2), columns) for columns in ((1, 2), (0, 2), (0, 1))]
    expanded = term(K[0, 0]) * minors[0] - term(K[0, 1]) * minors[1] + term(K[0, 2]) * minors[2]
    return [
        step(
            "The determinant is not zero, so that no row is a combination of the others: the rank is three.",
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
    began = ((P @ r).T, "You began with the row of the filter. The new pixel comes out the same, but $c$ comes first here.")
    sideways = ((P @ c).T, "The column of the filter goes down.")
    exchanged = ((r.T @ P @ c).item(), "Column and row are exchanged.")
    return Problem(
        f"A pixel and its neighbours are the patch $P = {tex(P)}$. {SAME_PLACE}, for the separable filter "
        f"$K = cr^{{\\mathsf T}}$ with $c = {tex(c)}$ and $r = {tex(r)}$. "
        "Apply $c$ to each column of the patch, which gives a row, and then $r$. Find this row, and the new pixel.",
        answers=(
            Answer("row", first, (began, sideways)),
            Answer("new pixel", pixel, ((sum(first.flat), "Apply $r$, too."), exchanged)),
        ),
        hint="Each column of the patch becomes one number: its three pixels, each times the entry of $c$ in the same row.",
        steps=_passes_steps(c, r, P, first, pixel),
        facts={"K": c @ r.T, "P": P, "first": first, "pixel": pixel},
    )


def _passes_steps(c, r, P, first, pixel):
    K = c @ r.T
    return (
        step("Apply the column to each column of the patch.", equal(term(c).T @ P, first)),
        step("Apply the row: the new pixel.", equal(term(first) @ r, _weighted(first, r), pixel)),
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
        hint="In a matrix of rank one all rows are multiples of each other. Which multiple of another row is the row of $x$?",
        steps=_missing_steps(K, P, (i, j), (k, m), pixel),
        facts={"K": K, "P": P, "first": None, "pixel": pixel, "place": place},
    )


def _missing_steps(K, P, place, other, pixel):
    (i, j), (k, m) = place, other
    x = name("x", K[place])
    c, r = K[:, [m]], K[[k], :] / K[k, m]
    first = c.T @ P
    return (
        step(
            "Any two rows are multiples of each other, so a determinant of two rows and two columns is zero. Take three known "
            "entries with $x$.",
            equal(x * K[k, m] - term(K[i, m]) * K[k, j], 0),
        ),
        step("Solve.", equal(x, term(K[i, m]) * K[k, j] / K[k, m], K[place])),
        step("Write the filter as a column times a row.", equal(name("K", K), term(c) @ r, K)),
        step("Apply the column to the patch.", equal(term(c).T @ P, first)),
        step("Apply the row: the new pixel.", equal(term(first) @ r.T, _weighted(first, r), pixel)),
    )


def _with_gap(K, place):
    rows = (" & ".join("x" if (i, j) == place else tex(K[i, j]) for j in range(3)) for i in range(3))
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


FILTERS = (8, 10, 12, 16, 20, 24, 32, 40, 48, 64)
ADDED = "The second layer has weights, too."


@chapter.kind("Two layers for one")
def convolution_factored(rng, level):
    """Return a layer with many channels: its weights and those of two schemes; from level 2 the largest k that saves."""
    n, c = rng.choice(FILTERS), rng.choice(FILTERS)
    h, w = rng.choice(((3, 3), (5, 5), (7, 7)) if level < 3 else ((3, 5), (5, 3), (3, 7), (7, 3), (5, 7), (7, 5)))
    return _counted(n, c, h, w, rng.randrange(2, 9)) if level == 1 else _largest(n, c, h, w)


def _layer(n, c, h, w):
    return (
        f"A layer has ${n}$ filters on ${c}$ channels, each ${h}$ high and ${w}$ wide. In the channel scheme two layers take "
        "its place, $k$ filters of the same size and then combinations of their answers; in the spatial scheme, $k$ upright "
        "filters and then lying ones."
    )


def _units(n, c, h, w):
    return (
        step("One channel between costs so many weights in the channel scheme.", equal(term(c) * h * w + n, c * h * w + n)),
        step("And so many in the spatial scheme.", equal(term(c) * h + term(n) * w, c * h + n * w)),
    )


UNFOLD = "The weights become a matrix, and one channel between costs one of its columns and one of its rows."


def _counted(n, c, h, w, k):
    whole, channel, spatial = n * c * h * w, k * (c * h * w + n), k * (c * h + n * w)
    return Problem(
        f"{_layer(n, c, h, w)} How many weights has the layer, and how many have the two schemes with ${k}$ for $k$?",
        answers=(
            Answer("layer", whole, ((n * h * w, "Each filter has weights for all channels."),)),
            Answer("channel scheme", channel, ((k * c * h * w, ADDED), (k * (h * w + n), "They see all channels."))),
            Answer("spatial scheme", spatial, ((k * c * h, ADDED), (k * (h + w), "Count the channels and the filters, too."))),
        ),
        hint=UNFOLD,
        steps=(
            step("Each filter has weights for all channels.", equal(term(n) * c * h * w, whole)),
            *_units(n, c, h, w),
            step("Take them so often.", *(equal(term(k) * (each // k), each) for each in (channel, spatial))),
        ),
        facts={"shape": (n, c, h, w), "k": k},
    )


def _largest(n, c, h, w):
    whole = n * c * h * w
    (channel, first), (spatial, second) = (largest_below(unit, whole) for unit in (c * h * w + n, c * h + n * w))
    return Problem(
        f"{_layer(n, c, h, w)} Find the largest $k$ with fewer weights than the layer has, for the channel scheme and for the "
        "spatial scheme.",
        answers=(
            Answer("channel scheme", channel, ((channel + 1, "These are too many."), (n, "That is the largest rank."))),
            Answer("spatial scheme", spatial, ((spatial + 1, "These are too many."), (channel, "That is the other scheme's."))),
        ),
        hint=UNFOLD,
        steps=(
            step("The weights of the layer are the limit.", equal(term(n) * c * h * w, whole)),
            *_units(n, c, h, w),
            first,
            second,
        ),
        facts={"shape": (n, c, h, w), "largest": (channel, spatial)},
    )
