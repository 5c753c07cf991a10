"""Problems for the chapter on a few coordinates for each row."""

import math
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import HALVES, SEVENTHS, THIRDS, frame
from svdbook.drills._exact import exact, norm, unit
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, length, less, name, root, term, tex, times, total

chapter = Chapter("truncated")

SQUARED = "That is its square: take the root."
# what one row of a table stands for, and what one column says
STORIES = (
    ("reader", "holds the marks for one book"),
    ("garden", "counts one kind of birds"),
    ("letter", "counts one word"),
    ("flat", "says how often one room is used a day"),
    ("baker", "counts the rolls, in hundreds, that one shop sells"),
)
COUNTED = {2: "two", 3: "three", 4: "four"}
ADDED = "Add the squares of the differences, and take the root."
KEPT = ("That is the coordinate.", "That is the length of the coordinates.")
FRONT = "The number in front of the singular vectors was left out."


def _plane(rng, level):
    """Return orthonormal columns, the first of them positive, as it is for a table of positive numbers."""
    base = rng.choice((THIRDS, SEVENTHS)) if level == 1 else THIRDS if level == 2 else HALVES
    V = np.hstack([unit(d) for d in frame(rng, base)[:level]])
    return V * exact([[1 if x > 0 else -1] for x in V[:, 0]])


def _story(rng, V):
    """Return what table the columns of V come from, and what a row of it is called."""
    one, column = rng.choice(STORIES)
    n, k = V.shape
    said = f"Each row of a table stands for a {one}, and each of its {COUNTED[n]} columns {column}."
    vectors = "first right singular vector is" if k == 1 else f"first {COUNTED[k]} right singular vectors are the columns of"
    return f"{said} Its {vectors} $V_{k} = {tex(V)}$.", one


def _row(rng, n):
    """Return a row of whole numbers that are not negative."""
    return exact([[rng.randrange(10) for _ in range(n)]])


def _is_whole(row):
    return all(isinstance(x, Fraction) and x.denominator == 1 for x in row.flat)


@chapter.kind("Coordinates of a new row")
def new_row(rng, level):
    """Return a new row for one coordinate of three numbers, for two of three, or for three of four."""
    V = _plane(rng, level)
    while True:
        a = _row(rng, len(V))
        z = a @ V
        near, lost = z @ V.T, norm(a - z @ V.T)
        if z.any() and lost and _is_whole(z):
            break
    story, one = _story(rng, V)
    k = V.shape[1]
    v, label, stands = f"V_{k}", *(("Coordinate", "it stands") if k == 1 else ("Coordinates", "they stand"))
    return Problem(
        f"{story} A new {one} has the row $a = {tex(a)}$. Find the {label.lower()} $a{v}$, and the row "
        f"$a{v}{v}^{{\\mathsf T}}$ that {stands} for. How far is that row from $a$?",
        answers=(
            _coordinate_answer(f"{label} $a{v}$", z, _divisor(V)),
            Answer(f"Row $a{v}{v}^{{\\mathsf T}}$", near, ((a - near, "That is what is left of the row."),)),
            Answer("Distance", lost, ((lost * lost, SQUARED), (norm(z), KEPT[k > 1]))),
        ),
        hint="A coordinate of the row is its scalar product with one singular vector. It says how often this vector is taken "
        "on the way back.",
        steps=_coordinate_steps(V, a, z),
        facts={"V": V, "a": a},
    )


def _divisor(V):
    """Return what all entries of the singular vectors are divided by."""
    return math.lcm(*(x.denominator for x in V.flat))


def _coordinate_answer(label, z, divisor):
    """Return the answer for one coordinate, or for several."""
    x = z.item() if z.size == 1 else z
    return Answer(label, x, ((divisor * x, FRONT),))


def _coordinate_steps(V, a, z):
    """Return the steps from a row to its coordinates, back, and to what was lost."""
    v, near, which = f"V_{V.shape[1]}", z @ V.T, "the" if V.shape[1] == 1 else "each"
    products = [equal(term(a) @ V[:, [j]], z[0, j]) for j in range(V.shape[1])]
    rest = term(a - near)
    inside = root(total(term(x) ** 2 for x in a.flat) - total(term(x) ** 2 for x in z.flat))
    return (
        step(f"Multiply the row by {which} singular vector.", *products),
        step(
            f"Multiply {which} singular vector by its coordinate{', and add' if V.shape[1] > 1 else ''}.",
            equal(name(rf"a{v}{v}^{{\mathsf T}}", near), total(times(z[0, j], V[:, [j]].T) for j in range(V.shape[1])), near),
        ),
        step(
            "Subtract, and take the length.",
            equal(name("a", a) - name(rf"a{v}{v}^{{\mathsf T}}", near), rest),
            equal(length(rest), norm(rest.value)),
        ),
        step("Check by Pythagoras: the squares of the row less those of the coordinates.", equal(inside, norm(rest.value))),
    )


@chapter.kind("Distances in a few coordinates")
def truncated_distances(rng, level):
    """Return two rows, apart by whole coordinates, for one coordinate of three numbers, two of three, or three of four."""
    V = _plane(rng, level)
    while True:
        a, b = _row(rng, len(V)), _row(rng, len(V))
        z = (a - b) @ V
        before, after = norm(a - b), norm(z) if _is_whole(z) else None
        if after and after < before:
            break
    (story, one), v = _story(rng, V), f"V_{V.shape[1]}"
    return Problem(
        f"{story} One {one} has the row $a = {tex(a)}$, another the row $b = {tex(b)}$. How far apart are these rows? And how "
        f"far apart are their coordinates $a{v}$ and $b{v}$?",
        answers=(
            Answer("Distance of the rows", before, _distance_slips(a - b)),
            Answer("Distance of the coordinates", after, (*_distance_slips(z), (_divisor(V) * after, FRONT))),
        ),
        hint="Subtract the rows first. The coordinates of the difference are the difference of the coordinates.",
        steps=_distance_steps(a, b, V),
        facts={"V": V, "a": a, "b": b},
    )


def _distance_slips(difference):
    """Return what comes out instead of a length if the root is forgotten, or if nothing is squared."""
    return (norm(difference) ** 2, SQUARED), (sum(map(abs, difference.flat)), ADDED)


def _distance_steps(a, b, V):
    """Return the steps from two rows to both distances."""
    d, z = a - b, (a - b) @ V
    before, after = (root(total(term(x) ** 2 for x in row.flat)) for row in (d, z))
    return (
        step("Subtract.", equal(term(a) - term(b), d)),
        step("Its length is the distance of the rows.", equal(before, before.value)),
        step(
            f"Multiply the difference by {'the' if V.shape[1] == 1 else 'each'} singular vector.",
            *(equal(term(d) @ V[:, [j]], z[0, j]) for j in range(V.shape[1])),
        ),
        step("These are the differences of the coordinates.", equal(after, after.value)),
        step("Coordinates never lie farther apart than the rows do.", less(after.value, before.value)),
    )


@chapter.kind("One entry of an approximation")
def rebuild_entry(rng, level):
    """Return a row of U, the σ and a row of V for two or three terms of a large table, and count what is stored."""
    k, m, n = 3 if level == 3 else 2, rng.randint(30, 99), rng.randint(12, 29)
    i, j = rng.randint(2, m), rng.randint(2, n)
    s = sorted(rng.sample(range(10, 91, 10), k), reverse=True)
    tenths = (1, 2, 3, 4, 5, 6) if level == 1 else (-4, -3, -2, -1, 1, 2, 3, 4, 5)
    u, v = (exact([[Fraction(rng.choice(tenths), 10) for _ in range(k)]]) for _ in range(2))
    terms = [sigma * term(x) * y for sigma, x, y in zip(s, u.flat, v.flat, strict=True)]
    entry, count = total(each.value for each in terms), term(k) * (term(m) + n + 1)
    entry_slips = (((u @ v.T).item(), "Each product takes its singular value, too."), (terms[0].value, "Add the other terms."))
    count_slips = ((k * (m + n), "Count the singular values, too."), (m * n, "That is the size of the table."))
    return Problem(
        f"A table $A$ has {m} rows and {n} columns, and its first singular values are ${', '.join(map(str, s))}$. Row {i} of "
        f"$U_{k}$ is ${tex(u)}$, and row {j} of $V_{k}$ is ${tex(v)}$. Find the entry of $A_{k}$ in row {i} and column {j}. "
        f"How many numbers do $U_{k}$, $V_{k}$ and the {k} singular values hold together?",
        answers=(Answer(f"Entry of $A_{k}$", entry.value, entry_slips), Answer("Numbers", count.value, count_slips)),
        hint=r"Each term gives the entry a product of three numbers: $\sigma_i$, one number of $u_i$ and one of $v_i$.",
        steps=(
            step("Multiply what belongs together.", *(equal(each, each.value) for each in terms)),
            step("The entry is the sum of these products.", equal(entry, entry.value)),
            step("Each term needs a column of each, and its singular value.", equal(count, count.value)),
        ),
        facts={"u": u, "s": s, "v": v, "m": m, "n": n},
    )
