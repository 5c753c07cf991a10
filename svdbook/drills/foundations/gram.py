"""Problems for the chapter on Gram matrices."""

import itertools
import math
from collections import Counter
from fractions import Fraction

import numpy as np

from svdbook.drills import _eigen
from svdbook.drills._eigen import ORDER
from svdbook.drills._exact import column, exact, norm, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, show, step
from svdbook.drills._terms import equal, length, name, polynomial, root, term, tex, times, total
from svdbook.drills.foundations._vectors import dot, drawn, whole

chapter = Chapter("gram")

ENTRIES = {2: range(-5, 6), 3: range(-3, 5)}  # of a table with so many columns
INSIDE = 60  # a root
SHORT = 18  # squared, of a whole direction
PRODUCTS = (r"A^{\mathsf T}A", r"AA^{\mathsf T}")
SQUARED = "That is its square: take the root."
LENGTHENED = "Divide by the length of $x$, which is not 1."
REPEATED = "An eigenvalue that is repeated counts as often as it is repeated."
ALONE = "That is the root of their sum: take the largest eigenvalue alone."
SQUARES = "The eigenvalues are squares already: add them as they are."


def _table(rng, n, eigenvalues):
    """Return a table of two rows, and the eigenvalues of the Gram matrix of its rows: positive ones, of the wanted kind."""
    while True:
        rows = [drawn(rng, n, ENTRIES[n]) for _ in range(2)]
        a, b, d = (dot(x, y) for x, y in itertools.combinations_with_replacement(rows, 2))
        values = eigenvalues(a, b, d) if (a + d) % 2 == 0 and [*rows[0], *rows[1]].count(0) <= 1 else ()
        if values and values[1] > 0 and _is_mixed(rows):
            return exact(rows), values


def _is_mixed(rows):
    """Whether a table has two different products, and neither is diagonal."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return columns != rows and all(any(dot(x, y) for x, y in itertools.combinations(side, 2)) for side in (rows, columns))


def _with_roots(a, b, d):
    """Return the eigenvalues of a symmetric 2 × 2 matrix, the larger one first, if they have a small root."""
    small = ((a - d) // 2) ** 2 + b * b <= INSIDE
    return _eigen.extremes(exact([[a, b], [b, d]])) if small and not _eigen.whole_eigenvalues(a, b, d) else ()


@chapter.kind("Two products of a table")
def gram_products(rng, level):
    """Return a 2 × 2 table, or one with a row or a column more; at level 3 the eigenvalues have roots."""
    table, values = _table(rng, 2 if level == 1 else 3, _with_roots if level == 3 else _eigen.whole_eigenvalues)
    A = rng.choice((table, table.T))
    return {1: _both_products, 2: _smaller_product, 3: _both_spectra}[level](A, values)


def _spectrum_answer(label, values, gram):
    """Return the answer for all eigenvalues of a Gram matrix, in a row."""
    value, diagonal = exact([values]), exact([sorted(gram.diagonal(), reverse=True)])
    slips = (
        (value[:, ::-1], ORDER),
        (diagonal, "The numbers on the diagonal are the eigenvalues only if all others are zero."),
        (2 * value, r"Both are equally far from half the trace: a factor $\tfrac{1}{2}$ was forgotten."),
    )
    return Answer(label, value, slips)


def _product_answer(A, left, label):
    """Return the answer for one of the two products, with what comes out if the factors are others."""
    wanted, other = (_eigen.gram(A, side)[0].value for side in (left, not left))
    slips = [
        (other, f"That is the other product, with the scalar products of the {'columns' if left else 'rows'}."),
        (2 * np.diag(wanted.diagonal()) - wanted, "Look at the sign of the number beside the diagonal."),
    ]
    if A.shape[0] == A.shape[1]:
        slips.append((A @ A, "That is $AA$: transpose one of the factors."))
    return Answer(label, wanted, fitting(wanted, *slips))


def _both_products(A, values):
    """Return the problem of a square table, whose products have the same eigenvalues."""
    (columns, first), (rows, second) = (_eigen.gram(A, left) for left in (False, True))
    return Problem(
        f"Multiply $A = {tex(A)}$ by its transpose on either side: find ${columns.tex}$ and ${rows.tex}$. Then find the "
        "eigenvalues that both have, in one row, the larger one first.",
        answers=(
            *(_product_answer(A, left, f"${PRODUCTS[left]}$") for left in (False, True)),
            _spectrum_answer("Eigenvalues", values, columns.value),
        ),
        hint=f"In ${columns.tex}$ stand the scalar products of the columns, in ${rows.tex}$ those of the rows. The trace and "
        "the determinant of either give the eigenvalues.",
        steps=(
            step("Multiply columns with columns.", equal(columns, first, columns.value)),
            step("Multiply rows with rows.", equal(rows, second, rows.value)),
            *_eigen.eigenvalue_steps(columns, values),
            _coefficients_again(rows.value, values),
        ),
        facts={"A": A, "values": values},
    )


def _coefficients_again(S, values):
    """Return the step that compares the trace and the determinant of the other product."""
    (a, b), (_, d) = S
    return step(
        "Check: the other product has the same trace and the same determinant, and so the same eigenvalues.",
        equal(term(a) + d, total(values)),
        equal(term(a) * d - term(b) ** 2, term(values[0]) * values[1]),
    )


def _smaller(A):
    """Return whether the smaller product is that of the rows, the product, and the step that multiplies it out."""
    left = A.shape[0] < A.shape[1]
    gram, product = _eigen.gram(A, left)
    few = f"There are fewer {'rows' if left else 'columns'}: their scalar products are the smaller one."
    return left, gram, step(few, equal(gram, product, gram.value))


def _smaller_product(A, values):
    """Return the problem of the smaller product and its eigenvalues."""
    left, gram, multiplied = _smaller(A)
    return Problem(
        f"Let $A = {tex(A)}$. Find the smaller one of its products ${PRODUCTS[0]}$ and ${PRODUCTS[1]}$. Then find the "
        "eigenvalues of this one, in one row, the larger one first.",
        answers=(
            _product_answer(A, left, "Smaller product"),
            _spectrum_answer("Its eigenvalues", values, gram.value),
        ),
        hint="The entries of the one are the scalar products of the columns, those of the other of the rows. Are there fewer "
        "rows or fewer columns?",
        steps=(multiplied, *_eigen.eigenvalue_steps(gram, values), _energy_step(A, values)),
        facts={"A": A, "values": values},
    )


def _energy_step(A, values):
    """Return the step that adds all squared entries of a table, and the eigenvalues."""
    energy = total(term(x) ** 2 for x in A.flat)
    return step("Check: they add up to the sum of all squared entries.", equal(total(values), energy, energy.value))


def _both_spectra(A, values):
    """Return the problem of the eigenvalues of both products, with the zeros of the larger one."""
    left, gram, multiplied = _smaller(A)
    other, rank, size = _eigen.gram(A, not left)[0], len(values), max(A.shape)
    return Problem(
        f"The table $A = {tex(A)}$ has two products, ${PRODUCTS[0]}$ and ${PRODUCTS[1]}$. Find all eigenvalues of the smaller "
        "one, and all of the larger one, each in one row from the largest down.",
        answers=(
            _spectrum_answer("Eigenvalues of the smaller product", values, gram.value),
            _spectrum_answer("Eigenvalues of the larger product", [*values, *[Fraction(0)] * (size - rank)], other.value),
        ),
        hint="Multiply out the smaller one only. What do the two have in common, and how many eigenvalues has the larger one?",
        steps=(
            multiplied,
            *_eigen.eigenvalue_steps(gram, values),
            _zeros_step(other.tex, size, rank),
            _energy_step(A, values),
        ),
        facts={"A": A, "values": values},
    )


def _zeros_step(product, size, rank):
    """Return the step that counts the zeros of a product by its positive eigenvalues, which the other one has, too."""
    return step(
        f"The product ${product}$ has ${size}$ rows, and so ${size}$ eigenvalues. The positive ones are those of the other "
        "product. Count the rest: they are zero.",
        equal(term(size) - rank, size - rank),
    )


@chapter.kind("Carry it across")
def carry_across(rng, level):
    """Return a 2 × 2 table or a larger one, and an eigenvector of one of its products; at level 3 the stretch has a root."""
    while True:
        table, values = _table(rng, 2 if level == 1 else 3, _eigen.whole_eigenvalues)
        value = rng.choice(values)
        if value == 1 or (math.isqrt(int(value)) ** 2 == value) != (level < 3):
            continue
        (a, b), _ = table @ table.T
        near = whole([b, value - a])
        far = whole((table.T @ column(near))[:, 0])
        if max(dot(near, near), dot(far, far)) <= SHORT:
            break
    A, x = rng.choice([(table.T, near), (table, far)])
    back = level == 3 and rng.random() < 0.5
    return _carry_problem(A.T if back else A, column(x) * (1 if next(filter(None, x)) > 0 else -1), value, back)


def _carry_problem(A, x, value, back):
    """Return the problem of an eigenvector x of the product of the columns or, if it goes back, of that of the rows."""
    B, letter, (other, own) = (A.T, "v", PRODUCTS) if back else (A, "u", PRODUCTS[::-1])
    carries, stretch, image = name(r"A^{\mathsf T}" if back else "A", B), sqrt(value), B @ x
    wanted = image / (stretch * norm(x))
    return Problem(
        f"Let $A = {tex(A)}$. The vector $x = {tex(x)}$ is an eigenvector of ${own}$. Find its eigenvalue $\\lambda$, and its "
        rf"stretch $\sqrt{{\lambda}}$. Then carry it across: find "
        rf"${letter} = {carries.tex}x / (\sqrt{{\lambda}}\,\lVert x \rVert)$. "
        f"It is an eigenvector of ${other}$, and has length 1.",
        answers=(*_stretch_answers(x, image, value), Answer(f"${letter}$", wanted, _carried_slips(x, image, wanted, stretch))),
        hint=f"You need not multiply out ${own}$: multiply $x$ by its last factor, then by its first. Which multiple of $x$ "
        "comes out?",
        steps=_carry_steps(carries, x, value, letter),
        facts={"A": A, "B": B, "x": x},
    )


def _stretch_answers(x, image, value):
    """Return the answers for an eigenvalue and its root; the lengths of the image alone are slips."""
    squared = LENGTHENED.replace("length", "squared length")
    return (
        Answer(r"$\lambda$", value, ((sqrt(value), "That is the stretch."), ((image.T @ image).item(), squared))),
        Answer(r"$\sqrt{\lambda}$", sqrt(value), ((value, SQUARED), (norm(image), LENGTHENED))),
    )


def _carried_slips(x, image, wanted, stretch):
    """Return what comes out if a length is forgotten, or a sign, or the way across."""
    return fitting(
        wanted,
        (image, "Give it length 1."),
        (image / stretch, "It would have length 1 only if $x$ had."),
        (image / norm(x), "It would have length 1 only if nothing was stretched."),
        (-wanted, "It has the opposite sign."),
        (x / norm(x), "That is $x$ itself, with length 1: it was not carried across."),
    )


def _carry_steps(carries, x, value, letter):
    """Return the steps from an eigenvector x of BᵀB, where B is a term, to the one of BBᵀ that B makes of it."""
    B, image, stretch = carries.value, carries.value @ x, sqrt(value)
    back, carried, unit = B.T @ image, carries @ name("x", x), name(letter, image / (stretch * norm(x)))
    return (
        step("Multiply.", equal(carried, term(B) @ x, image)),
        step(
            "Multiply by the transpose. A multiple of $x$ comes out, and the number is the eigenvalue.",
            equal(term(B.T) @ image, back, times(value, term(x))),
            equal(name(r"\lambda", value), value),
        ),
        step("Its root is the stretch.", equal(root(name(r"\lambda", value)), root(value), stretch)),
        step("The lengths say the same.", equal(length(carried) / length(name("x", x)), *_written(image, x), stretch)),
        step("Divide by the stretch and by the length.", equal(unit, term(image) / (term(stretch) * norm(x)), unit.value)),
        step(
            "Check: multiply once more. The other product takes the image to the same multiple of itself.",
            equal(term(B) @ back, B @ back, times(value, term(image))),
        ),
    )


def _written(image, x):
    """Return the quotient of two lengths: with the squares of all entries, and with their sums."""
    above, below = (total(term(entry) ** 2 for entry in v.flat) for v in (image, x))
    return root(above) / root(below), root(above.value) / root(below.value)


@chapter.kind("What two products share")
def shared_spectrum(rng, level):
    """Return all eigenvalues of one product, the positive ones, or their polynomial; from level 2 on some are repeated."""
    shape = rng.sample(range(3, {1: 6, 2: 10, 3: 8}[level]), 2)
    rank = rng.randint(2, min(*shape, 5))
    pool, different = ([k * k for k in range(1, 10)], rank) if level == 1 else (range(2, 51), (rank + 2) // 2)
    distinct = rng.sample(pool, different)
    values = distinct + rng.choices(distinct, k=rank - len(distinct))
    return _shared_problem(level, shape, sorted(values, reverse=True), rng.random() < 0.5)


def _shared_problem(level, shape, values, left):
    """Return the problem of the positive eigenvalues of the product of the rows, or of the columns."""
    own, other = PRODUCTS[left], PRODUCTS[not left]
    return Problem(
        f"A table $A$ has {_given(level, shape, values, left)} Find the rank of $A$. How many eigenvalues of ${other}$ are "
        "zero? Find the sum of the squares of all entries of $A$, and its longest stretch, the largest value of "
        r"$\lVert Ax \rVert / \lVert x \rVert$.",
        answers=_shared_answers(shape, values, left),
        hint=f"The positive eigenvalues of ${own}$ and ${other}$ are the same. How many zeros each of them has "
        "depends on its size.",
        steps=_shared_steps(level, shape, values, left),
        facts={"shape": shape, "values": values, "left": left},
    )


def _given(level, shape, values, left):
    """Return the size of a table, and what is known of the product of its rows, or of its columns."""
    sides, own = (f"${shape[0]}$ rows", f"${shape[1]}$ columns"), PRODUCTS[left]
    zeros = [0] * (shape[not left] - len(values))
    if level == 3:  # the degree of the polynomial says the other size
        return f"{sides[left]}. The characteristic polynomial of ${own}$ is ${_factors([*zeros, *values])}$."
    known = f"eigenvalues of ${own}$ are" if level == 1 else f"positive eigenvalues of ${own}$, listed with repetitions, are"
    listed = ", ".join(map(show, [*values, *zeros] if level == 1 else values))
    return f"{sides[0]} and {sides[1]}. The {known} {listed}."


def _factors(values):
    """Return the polynomial with these zeros in TeX, as a product of powers."""
    bases = {value: f"({polynomial((1, -value)).tex})" if value else r"\lambda" for value in values}
    powers = {value: f"^{{{count}}}" if count > 1 else "" for value, count in Counter(values).items()}
    return "".join(bases[value] + powers[value] for value in bases)


def _shared_answers(shape, values, left):
    """Return the answers for the rank, the zeros of the other product, the sum of squares, and the longest stretch."""
    rank, energy, (other, size) = len(values), sum(values), shape[::-1] if left else shape
    counts = ((size, "Zeros do not count."), (len(set(values)), REPEATED), (min(shape), "That would be full rank."))
    zeros = (
        (size - rank, "That is their number for the product that is given."),
        (abs(size - other), "The smaller product may have zeros, too: begin with the rank."),
        (rank, "That is the number of the positive ones."),
    )
    sums = (
        (sqrt(energy), "That is its root."),
        (sum(map(sqrt, values)), SQUARES),
        (sum(x * x for x in values), SQUARES),
        (sum(set(values)), REPEATED),
    )
    return (
        Answer("Rank", rank, counts),
        Answer(f"Zeros of ${PRODUCTS[not left]}$", other - rank, zeros),
        Answer("Sum of squares", energy, sums),
        Answer("Longest stretch", sqrt(values[0]), ((values[0], SQUARED), (sqrt(energy), ALONE))),
    )


def _shared_steps(level, shape, values, left):
    """Return the steps from the positive eigenvalues to all that both products, and the table, have of them."""
    rank, counted = len(values), [total(Counter(values).values())] if level == 3 else []
    return (
        step(
            "The rank is the number of the positive eigenvalues, repeated ones counted as often as they are repeated.",
            equal(name(r"\operatorname{rank} A", rank), *counted, rank),
        ),
        _zeros_step(PRODUCTS[not left], shape[left], rank),
        step(
            "The sum of all squared entries is the trace of either product, which is the sum of the eigenvalues.",
            equal(name(r"\sum_{i,j} a_{ij}^{2}", sum(values)), total(values), sum(values)),
        ),
        step(
            "Each eigenvalue is the square of a stretch. The largest one gives the longest.",
            equal(root(name(r"\lambda_1", values[0])), root(values[0]), sqrt(values[0])),
        ),
    )
