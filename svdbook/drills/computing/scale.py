"""Problems for the chapter on more rows than memory."""

import functools
import itertools
import math
from fractions import Fraction

from svdbook.drills._eigen import eigenvalue_steps, whole_eigenvalues
from svdbook.drills._exact import exact, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, less, name, root, term, tex

chapter = Chapter("scale")


@functools.cache
def _triangles():
    """Return 2 × 2 triangles of small whole numbers as (a, b, d), each with the entries of its Gram matrix."""
    small = [(a, b, d) for a in range(1, 6) for b in range(-4, 5) for d in range(1, 6) if b]
    return [((a, b, d), (a * a, a * b, b * b + d * d)) for a, b, d in small]


@functools.cache
def _stacks(level):
    """Return pairs of triangles: of their stack the σ² are whole, or the first row of the triangle, or at level 3 both."""
    found = []
    for stack in itertools.combinations(_triangles(), 2):
        a, b, d = (x + y for x, y in zip(*(gram for _, gram in stack), strict=True))
        values, top = whole_eigenvalues(a, b, d), math.isqrt(a)
        whole, large = top * top == a and b % top == 0, a * d - b * b > 400
        if b and (level == 2 or (values and not large)) and (level == 1 or whole):
            found.append(([triangle for triangle, _ in stack], (a, b, d), values))
    return found


@chapter.kind("Two triangles stacked")
def stacked_triangles(rng, level):
    """Return the triangles of two blocks, and ask for singular values of all rows, for their triangle, or for both."""
    stack, (a, b, d), values = rng.choice(_stacks(level))
    R = [exact([[x, y], [0, z]]) for x, y, z in rng.sample(stack, 2)]
    G = exact([[a, b], [b, d]])
    merged, s = _merged(G), [sqrt(x) for x in values] if level != 2 else []
    found = [*_gram_steps(R, G)] + (_triangle_steps(G, merged) if level > 1 else []) + (_value_steps(G, values, s) if s else [])
    return Problem(
        f"The rows of $A$ come in two blocks, of which only the triangles $R_1 = {tex(R[0])}$ and $R_2 = {tex(R[1])}$ "
        "were kept. "
        f"Find {ASKED[level]}.",
        answers=_stack_answers(R, G, merged, s, level),
        hint=r"What is $A^{\mathsf T}A$, if $A$ is made of blocks $Q_1R_1$ and $Q_2R_2$ whose $Q$ have orthonormal columns?",
        steps=tuple(found),
        facts={"R": R, "G": G, "s": s, "merged": merged},
    )


ASKED = {
    1: r"$A^{\mathsf T}A$, and both singular values of $A$",
    2: r"$A^{\mathsf T}A$, and the triangle $R$ of all rows, with positive entries on its diagonal",
    3: "the triangle $R$ of all rows, with positive entries on its diagonal, and both singular values of $A$",
}


def _stack_answers(R, G, merged, s, level):
    added = R[0] + R[1]
    gram = Answer(r"$A^{\mathsf T}A$", G, ((added.T @ added, "Add the products, not the triangles."),))
    triangle = Answer("$R$", merged, ((added, "Triangles cannot be added."), (merged.T, "That is the lower triangle.")))
    singular = (Answer(rf"$\sigma_{i + 1}$", each, ((each**2, "That is its square."),)) for i, each in enumerate(s))
    return (*([gram] if level < 3 else []), *([triangle] if level > 1 else []), *singular)


def _merged(G):
    top = sqrt(G[0, 0])
    return exact([[top, G[0, 1] / top], [0, sqrt(G[1, 1] - G[0, 1] ** 2 / G[0, 0])]])


def _gram_steps(R, G):
    products = [each.T @ each for each in R]
    shown = (equal(term(each.T) @ each, product) for each, product in zip(R, products, strict=True))
    return [
        step("Each block has the Gram matrix of its triangle.", *shown),
        step("Those of the blocks add.", equal(name(r"A^{\mathsf T}A", G), term(products[0]) + products[1], G)),
    ]


def _triangle_steps(G, R):
    return [
        step(
            "The first entry of the triangle is a root, and the one beside it a quotient.",
            equal(name("r_{11}", R[0, 0]), root(G[0, 0]), R[0, 0]),
            equal(name("r_{12}", R[0, 1]), term(G[0, 1]) / R[0, 0], R[0, 1]),
        ),
        step("Pythagoras gives the last.", equal(name("r_{22}", R[1, 1]), root(term(G[1, 1]) - term(R[0, 1]) ** 2), R[1, 1])),
        step("Check.", equal(term(R.T) @ R, G)),
    ]


def _value_steps(G, values, s):
    roots = (equal(name(rf"\sigma_{i + 1}", s[i]), root(values[i]), s[i]) for i in range(2))
    return [
        *eigenvalue_steps(name(r"A^{\mathsf T}A", G), values),
        step("The roots of the eigenvalues are the singular values.", *roots),
    ]


@chapter.kind("What a worker sends")
def passes_counted(rng, level):
    """Return blocks whose bytes and those of their triangles are counted; packed and centred; the widest that may be sent."""
    n = rng.randrange(4, 51, 2)
    if level == 3:
        return _widest(rng.randrange(2, 13), rng.randrange(5, 100))
    rows = rng.randrange(n + 2, 100)
    return _sent(rows, n) if level == 1 else _packed(rows, n, rng.randrange(3, 21))


DOUBLE = "in double precision (8 bytes a number)"
BYTES = "These are numbers: eight bytes each."


def _sent(rows, n):
    held, sent = 8000 * rows * n, 8 * n * n
    times = Fraction(held, sent)
    return Problem(
        f"A worker has a block of ${rows}$ thousand rows and ${n}$ columns {DOUBLE}. It sends the triangle $R$ of its QR "
        "decomposition "
        f"as an array of ${n} \\times {n}$. How many bytes does it hold, how many does it send, and what is their quotient?",
        answers=(
            Answer("held", held, ((held // 8, BYTES), (held // 1000, "The rows are counted in thousands."))),
            Answer("sent", sent, ((n * n, BYTES), (4 * n * (n + 1), "The array holds the zeros, too."))),
            Answer("quotient", times, ((1 / times, "Turn it over."),)),
        ),
        hint="The triangle has as many rows as the block has columns.",
        steps=(
            step("Count the bytes of the block.", equal(term(8) * (rows * 1000) * n, held)),
            step("Count the bytes of the triangle.", equal(term(8) * n * n, sent)),
            step("Divide the first number by the second.", equal(name(r"\text{quotient}", times), term(held) / sent, times)),
        ),
        facts={"shape": (1000 * rows, n), "answers": [held, sent, times]},
    )


def _packed(rows, n, workers):
    triangle = n * (n + 1) // 2
    each = triangle + n + 1
    packed = (n * n + n + 1, "The zeros are not sent."), (each - n, "The diagonal is sent, too.")
    return Problem(
        f"Each of ${workers}$ workers has ${rows}$ thousand rows and ${n}$ columns. It centres its block. Then it sends the "
        "mean of each column, the number of its rows, and the triangle $R$ of the QR decomposition of the centred block, "
        "without the zeros below the diagonal. "
        f"How many numbers does one worker send, and how many bytes do all send together, {DOUBLE}?",
        answers=(
            Answer("numbers", each, (*packed, (triangle, "Means and the number of rows are sent, too."))),
            Answer("bytes", 8 * workers * each, ((8 * each, "That is one worker."), (workers * each, BYTES))),
        ),
        hint="How many entries does the first row of a triangle have, how many the second, and what do they add to?",
        steps=(
            step("Count the triangle: the numbers from 1 to its width.", equal(term(n) * (term(n) + 1) / 2, triangle)),
            step("Add the means and the number of rows.", equal(term(triangle) + n + 1, each)),
            step("Count the bytes of all workers.", equal(term(workers) * each * 8, 8 * workers * each)),
        ),
        facts={"shape": (1000 * rows, n), "workers": workers, "answers": [each, 8 * workers * each]},
    )


def _widest(workers, budget):
    limit = Fraction(1000 * budget, 8)
    n = math.isqrt(int(limit))
    together = 8 * workers * n * n
    return Problem(
        f"A worker may send at most ${budget}$ thousand bytes. It sends the triangle of its block as an array of "
        f"$n \\times n$, {DOUBLE}. How many columns can the table have at most? "
        f"How many bytes do ${workers}$ such workers then send together?",
        answers=(
            Answer("columns", n, ((n + 1, "That is too much."), (math.isqrt(1000 * budget), "A number takes eight bytes."))),
            Answer("bytes", together, ((8 * n * n, "That is one worker."), (workers * n * n, BYTES))),
        ),
        hint="How many numbers may be sent? The triangle is stored as a square.",
        steps=_widest_steps(workers, budget, n, limit),
        facts={"budget": budget, "workers": workers, "n": n},
    )


def _widest_steps(workers, budget, n, limit):
    squares = equal(term(n) ** 2, n * n), less(limit, term(n + 1) ** 2)
    return (
        step("A number takes eight bytes, so that so many may be sent.", equal(term(1000 * budget) / 8, limit)),
        step("Find the largest square that is not above.", equal(name("n", n), n), *squares),
        step("Count the bytes of all workers.", equal(term(workers) * 8 * (n * n), 8 * workers * n * n)),
    )
