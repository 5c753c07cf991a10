"""Problems for the refresher: scalar products and angles, matrix products, transposes."""

import itertools
from fractions import Fraction

from svdbook.drills._exact import exact, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, step
from svdbook.drills._terms import combined, equal, name, term, tex, times
from svdbook.drills.foundations._vectors import (
    dot,
    drawn,
    lengthened,
    multiplied,
    product_step,
    turned,
    vector,
)

chapter = Chapter("refresher")

SQUARES = {0: 90, Fraction(1, 4): 60, Fraction(1, 2): 45, Fraction(3, 4): 30}  # of the cosine, and the angle in degrees
WHOLE = ((1, 2, 2), (2, 3, 6), (1, 4, 8), (4, 4, 7), (2, 6, 3), (3, 0, 4), (2, 1, 2), (6, 2, 3))  # of whole length


@chapter.kind("The angle between two vectors")
def angle_between(rng, level):
    """Return two vectors in the plane or in space with an angle that has a name; at level 3 the cosine is a fraction."""
    if level == 3:
        return _cosine(rng)
    while True:
        x, y = drawn(rng, level + 1, range(-4, 5)), drawn(rng, level + 1, range(-4, 5))
        both = dot(x, x) * dot(y, y)
        square = Fraction(dot(x, y) ** 2, both) if both else None
        if square in SQUARES and (square or rng.random() < 0.2):
            return _angle_problem(x, y, square)


def _angle_problem(x, y, square):
    acute, sign = SQUARES[square], 1 if dot(x, y) >= 0 else -1
    angle, cosine = acute if sign > 0 else 180 - acute, sign * sqrt(square)
    side = "below" if sign > 0 else "above"
    slips = (
        (180 - angle, f"The scalar product is {'positive' if sign > 0 else 'negative'}, so the angle is {side} 90 degrees."),
        (90 - acute if sign > 0 else 90 + acute, "That is the angle with this sine."),
    )
    return Problem(
        f"Find the scalar product of $x = {vector(x).tex}$ and $y = {vector(y).tex}$, and the angle between them in degrees.",
        answers=(Answer(r"$x \cdot y$", dot(x, y)), Answer("Angle (in degrees)", angle, slips)),
        hint="Divide the scalar product by both lengths: that is the cosine of the angle.",
        steps=(
            *_cosine_steps(x, y),
            step(
                "Which angle has this cosine?",
                equal(name(r"\cos\theta", cosine), name(rf"\cos {angle}°", cosine)),
            ),
        ),
        facts={"x": x, "y": y},
    )


def _cosine_steps(x, y):
    """Return the steps to the cosine of the angle between two vectors."""
    a, b = (name(rf"\lVert {letter} \rVert", sqrt(dot(v, v))) for letter, v in (("x", x), ("y", y)))
    cosine = name(r"x \cdot y", dot(x, y)) / (a * b)
    formulas = [name(r"\cos\theta", cosine), cosine, term(dot(x, y)) / (times(1, a.value) * b.value), cosine.value]
    return (
        product_step("xy", x, y),
        step("Find both lengths.", lengthened("x", x), lengthened("y", y)),
        step("Divide by both.", equal(*formulas)),
    )


def _cosine(rng):
    x, y = (turned(rng, v)[0] for v in rng.sample(WHOLE, 2))
    lengths = [sqrt(dot(v, v)) for v in (x, y)]
    cosine = Fraction(dot(x, y)) / (lengths[0] * lengths[1])
    return Problem(
        f"Find the lengths of $x = {vector(x).tex}$ and $y = {vector(y).tex}$, and the cosine of the angle between them.",
        answers=(
            Answer(r"$\lVert x \rVert$", lengths[0], ((lengths[0] ** 2, "That is its square: take the root."),)),
            Answer(r"$\lVert y \rVert$", lengths[1], ((lengths[1] ** 2, "That is its square: take the root."),)),
            Answer(
                r"$\cos\theta$",
                cosine,
                ((Fraction(dot(x, y)), "Divide by both lengths."), (-cosine, "Look at the signs of the products.")),
            ),
        ),
        hint="A length is the root of the sum of the squares. The cosine is the scalar product, divided by both lengths.",
        steps=_cosine_steps(x, y),
        facts={"x": x, "y": y},
    )


@chapter.kind("An entry that makes a right angle")
def right_angle(rng, level):
    """Return two vectors with a hole in one: two, three or four entries; at level 3 a fraction."""
    while True:
        x, y, i = drawn(rng, level + 1), drawn(rng, level + 1), rng.randrange(level + 1)
        rest = dot(x, y) - x[i] * y[i]
        t = Fraction(-rest, y[i])
        if rest and abs(t) <= 12 and (t.denominator == 1) == (level < 3):
            break
    letters = [tex(a) if k != i else "t" for k, a in enumerate(x)]
    known = multiplied(x[:i] + x[i + 1 :], y[:i] + y[i + 1 :])
    unknown = combined((y[i],), (name("t", t),))
    whole = unknown + known.value
    return Problem(
        f"For which $t$ is $x = ({', '.join(letters)})$ perpendicular to $y = {vector(y).tex}$?",
        answers=(
            Answer("$t$", t, ((-t, "Look at the sign."), (Fraction(-rest), "Divide by the entry of $y$ that meets $t$."))),
        ),
        hint="Write down the scalar product. It has to be zero.",
        steps=(
            step("The products without the unknown one.", equal(known, known.value)),
            step("The whole scalar product has to be zero.", equal(whole, 0)),
            step("Solve.", equal(name("t", t), term(-known.value) / y[i], t)),
        ),
        facts={"x": [t if k == i else a for k, a in enumerate(x)], "y": y, "hole": i},
    )


def matrix(rng, m, n, entries=(-3, -2, -1, 1, 2, 3, 4, 5)):
    """Return a matrix of small whole numbers, none of them zero unless zero is among the entries."""
    return exact([drawn(rng, n, entries) for _ in range(m)])


@chapter.kind("One column and one row of a product")
def column_and_row(rng, level):
    """Return two matrices, 2 × 2 to 3 × 3, of whose product a column and a row are asked for."""
    m, k, n = {1: (2, 2, 2), 2: (3, 2, 3), 3: (3, 3, 3)}[level]
    A, B = matrix(rng, m, k), matrix(rng, k, n)
    i, j = rng.randrange(m), rng.randrange(n)
    by_columns = combined(B[:, j], [A[:, [q]] for q in range(k)])
    by_rows = combined(A[i], [B[[q]] for q in range(k)])
    other = B @ A if m == k == n else A @ B  # a slip that is right is none
    return Problem(
        f"Let $A = {tex(A)}$ and $B = {tex(B)}$. Find column {j + 1} and row {i + 1} of $AB$, and nothing else of it.",
        answers=(
            Answer(f"Column {j + 1}", by_columns.value, ((other[:, [j]], "This is a column of $BA$."),)),
            Answer(f"Row {i + 1}", by_rows.value, ((other[[i]], "This is a row of $BA$."),)),
        ),
        hint="A column of the product is a combination of the columns of $A$. A row of it is a combination of the rows of $B$.",
        steps=(
            step(f"The numbers in column {j + 1} of $B$ combine the columns of $A$.", equal(by_columns, by_columns.value)),
            step(f"The numbers in row {i + 1} of $A$ combine the rows of $B$.", equal(by_rows, by_rows.value)),
            step(
                f"Check: both have the same entry in row {i + 1} and column {j + 1}.",
                equal(multiplied(A[i], B[:, j]), by_columns.value[i, 0], by_rows.value[0, j]),
            ),
        ),
        facts={"A": A, "B": B, "asked": (i, j)},
    )


@chapter.kind("A row times a column, and a column times a row")
def number_or_matrix(rng, level):
    """Return two columns of two or three entries; at level 3 their outer product meets a third one."""
    n = 2 if level == 1 else 3
    x, y, z = (exact([[a] for a in drawn(rng, n)]) for _ in range(3))
    outer, inner = x @ y.T, (x.T @ y).item()
    letters = f"$x = {tex(x)}$ and $y = {tex(y)}$"
    first = Answer(r"$xy^{\mathsf T}$", outer, ((outer.T, r"That is its transpose, $yx^{\mathsf T}$."),))
    column_row = step(
        "The column stands first: each entry of it multiplies the whole row.",
        equal(name(r"xy^{\mathsf T}", outer), term(x) @ y.T, outer),
    )
    if level == 3:
        return _applied(x, y, z, first, column_row)
    return Problem(
        f"Let {letters}. Find $x^{{\\mathsf T}}y$ and $xy^{{\\mathsf T}}$.",
        answers=(Answer(r"$x^{\mathsf T}y$", inner), first),
        hint=f"The shapes say it: 1 × {n} times {n} × 1 is a number, and {n} × 1 times 1 × {n} is a matrix.",
        steps=(
            step(
                "The row stands first: multiply entry by entry, and add.",
                equal(name(r"x^{\mathsf T}y", inner), term(x.T) @ y, multiplied(x[:, 0], y[:, 0]), inner),
            ),
            column_row,
        ),
        facts={"x": x, "y": y},
    )


def _applied(x, y, z, first, column_row):
    """Return the problem of an outer product that is applied to a vector: the brackets save work."""
    inner, product = (y.T @ z).item(), x @ y.T @ z
    return Problem(
        f"Let $x = {tex(x)}$, $y = {tex(y)}$ and $z = {tex(z)}$. "
        r"Find the matrix $xy^{\mathsf T}$, and its product with $z$.",
        answers=(first, Answer(r"$xy^{\mathsf T}z$", product, ((y * (x.T @ z).item(), "Here $x$ and $y$ were exchanged."),))),
        hint=r"For the product set the brackets otherwise: $x(y^{\mathsf T}z)$ needs a number only.",
        steps=(
            column_row,
            step(
                "Row times column is a number.",
                equal(name(r"y^{\mathsf T}z", inner), multiplied(y[:, 0], z[:, 0]), inner),
            ),
            step(
                "This number times the column is the product.",
                equal(name(r"xy^{\mathsf T}z", product), inner * term(x), product),
            ),
            step("Check: the matrix gives the same.", equal(term(x @ y.T) @ z, product)),
        ),
        facts={"x": x, "y": y, "z": z},
    )


@chapter.kind("The transpose of a product")
def transposed_product(rng, level):
    """Return two matrices, of which the transpose of the product is asked for: square ones at level 1."""
    m, k, n = {1: (2, 2, 2), 2: (2, 3, 2), 3: (3, 2, 3)}[level]
    A, B = matrix(rng, m, k), matrix(rng, k, n)
    wanted, kept_order = (A @ B).T, r"That is $A^{\mathsf T}B^{\mathsf T}$. The order is reversed."
    product, factors = name(r"(AB)^{\mathsf T}", wanted), name(r"B^{\mathsf T}A^{\mathsf T}", wanted)
    slips = fitting(wanted, (A @ B, "That is $AB$ itself: transpose it."), (A.T @ B.T, kept_order))
    return Problem(
        f"Let $A = {tex(A)}$ and $B = {tex(B)}$. Find $(AB)^{{\\mathsf T}}$.",
        answers=(Answer(r"$(AB)^{\mathsf T}$", wanted, slips),),
        hint=r"The order is reversed: $B^{\mathsf T}$ stands first. Or find $AB$, and make its rows the columns.",
        steps=(
            step(
                "Make the rows of each factor the columns of another matrix, and reverse the order.",
                equal(product, factors, term(B.T) @ A.T, wanted),
            ),
            step("Check: the product itself has these columns as its rows.", equal(term(A) @ B, A @ B)),
        ),
        facts={"A": A, "B": B},
    )


@chapter.kind("All scalar products of the columns")
def gram_by_hand(rng, level):
    """Return a matrix A, 2 × 2, 3 × 2 or 3 × 3, of which the product AᵀA is asked for."""
    m, n = {1: (2, 2), 2: (3, 2), 3: (3, 3)}[level]
    A = matrix(rng, m, n, range(-4, 5))
    gram = A.T @ A
    columns = [A[:, j] for j in range(n)]
    diagonal = [equal(multiplied(c, c), gram[j, j]) for j, c in enumerate(columns)]
    others = [equal(multiplied(columns[i], columns[j]), gram[i, j]) for i, j in itertools.combinations(range(n), 2)]
    slips = fitting(gram, (A @ A.T, r"That is $AA^{\mathsf T}$, with the scalar products of the rows."))
    slips += ((A @ A, "That is $AA$: transpose the first factor."),) if m == n else ()
    return Problem(
        f"Find $A^{{\\mathsf T}}A$ for $A = {tex(A)}$.",
        answers=(Answer(r"$A^{\mathsf T}A$", gram, slips),),
        hint="Its entries are the scalar products of the columns. It is symmetric, so you need only one half of it.",
        steps=(
            step("On the diagonal stands each column times itself.", *diagonal),
            step("Beside it stand the products of two columns.", *others),
            step("Both halves are equal.", equal(name(r"A^{\mathsf T}A", gram), term(A.T) @ A, gram)),
        ),
        facts={"A": A},
    )
