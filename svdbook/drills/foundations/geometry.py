"""Problems for the chapter on what a matrix does to space."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import DIAGONALS, HALVES, PLANE, SEVENTHS, THIRDS, around_the_half, frame, projection
from svdbook.drills._exact import column, exact, identity, norm, sqrt, unit
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import (
    cofactor,
    combination,
    equal,
    factored,
    length,
    modulus,
    name,
    polynomial,
    root,
    term,
    tex,
    times,
    total,
)
from svdbook.drills.foundations.svd import gram_steps, sigma_answers, two_by_three, two_by_two

chapter = Chapter("geometry")

SPACES = ("range of $A$", "null space of $A$", r"range of $A^{\mathsf T}$", r"null space of $A^{\mathsf T}$")
MOTIONS = ("turns", "mirrors", "neither")
RATIONAL = [(3, 4), (5, 12), (8, 15)]
SIMPLE = [(2, 1), (1, 2), (3, 1), (1, 3), (1, 1), (2, -1), (1, -2), (3, -1), (1, -3), (1, -1)]  # directions of lines
LINES = [*SIMPLE, (3, 2), (2, 3), (3, -2), (2, -3)]
SHORT = [(1, 1), (1, 2), (1, 3), (3, 4)]
IRRATIONAL = [(1, 2), (1, 1), (1, 3), (2, 3), (1, 4)]
ORTHOGONAL = "Multiply the columns with each other again: they are orthonormal."
SKEW = "Multiply the columns with each other: they are not orthonormal."
ROWS = (3, 4, 5, 6)
NORMS = "Two of the three need only the largest singular value, or the largest and the smallest. The third needs all squares."
RANK = "That is the rank: count what is left."
FACTOR = "Divide by the common factor once for each row."
SQUARED = "That is its square: take the root."


@functools.cache
def _whole_lengths():
    """Return three whole numbers, the largest first, whose squares add up to a square."""
    triples = itertools.combinations_with_replacement(range(1, 41), 3)
    return [(c, b, a) for a, b, c in triples if a < c and math.isqrt(n := a * a + b * b + c * c) ** 2 == n]


def matrix_with_values(rng, level):
    """Return a 2 × 2 matrix with whole σ, or at level 3 one of three rows with roots, and its σ²."""
    if level < 3:
        rows, _, squares = rng.choice(two_by_two(level))
        return exact(rows), squares
    wide, _, squares = two_by_three(rng, rng.choice((2, 3)))
    return wide.T, squares


@chapter.kind("Norms and the condition number")
def norms(rng, level):
    """Return a problem of given σ, of a 2 × 2 matrix with whole σ, or of a 3 × 2 matrix."""
    if level == 1:
        s = list(map(Fraction, rng.choice(_whole_lengths())))
        given = rf"A ${rng.choice(ROWS)} \times 3$ matrix $A$ has the singular values ${', '.join(map(tex, s))}$."
        hint, first, facts = NORMS, (), {}
    else:
        A, squares = matrix_with_values(rng, level)
        s, given, facts = [sqrt(square) for square in squares], f"Let $A = {tex(A)}$.", {"A": A}
        hint, first = "Find the singular values first. Each of the three numbers can be read off them.", gram_steps(A, squares)
    F = norm(column(s))
    return Problem(
        rf"{given} Find $\lVert A \rVert_2$, $\lVert A \rVert_F$ and the condition number $\kappa$ of $A$.",
        answers=(
            Answer(r"$\lVert A \rVert_2$", s[0], ((F, "That is the Frobenius norm."), (s[0] ** 2, SQUARED))),
            Answer(r"$\lVert A \rVert_F$", F, ((sum(s), "Add the squares, and take the root."), (F**2, SQUARED))),
            Answer(r"$\kappa$", s[0] / s[-1], ((s[-1] / s[0], "The largest goes on top."), ((s[0] / s[-1]) ** 2, SQUARED))),
        ),
        hint=hint,
        steps=(*first, *_norm_steps(s, F)),
        facts={"s": s, **facts},
    )


def _norm_steps(s, F):
    """Return the steps from the singular values to the norms."""
    first, last = name(r"\sigma_1", s[0]), name(rf"\sigma_{len(s)}", s[-1])
    kappa = name(r"\kappa", s[0] / s[-1])
    return (
        step("The 2-norm is the largest singular value.", equal(name(r"\lVert A \rVert_2", s[0]), first, s[0])),
        step(
            "The Frobenius norm takes all of them.",
            equal(name(r"\lVert A \rVert_F", F), root(total(term(x) ** 2 for x in s)), F),
        ),
        step("The condition number is the largest over the smallest.", equal(kappa, first / last, kappa.value)),
    )


@chapter.kind("The image of the unit circle")
def half_axes(rng, level):
    """Return a 2 × 2 matrix with whole half-axes, or at level 3 with roots; the steps need no Gram matrix."""
    rows, _, squares = rng.choice(two_by_two(level))
    A, s = exact(rows), [sqrt(square) for square in squares]
    (a, b), (c, d) = A
    determinant = a * d - b * c
    slips = ((determinant, "An area is not negative."), (s[0] ** 2, "Each half-axis counts once: multiply the two."))
    return Problem(
        f"The matrix $A = {tex(A)}$ maps the circle $x^2 + y^2 = 1$ to an ellipse. How long are its half-axes, the longer one "
        r"first? What is the area of the ellipse, divided by $\pi$?",
        answers=(
            *sigma_answers(s),
            Answer(r"Area divided by $\pi$", abs(determinant), slips),
        ),
        hint="The half-axes are the singular values. The squares of all four entries add up to the sum of their squares, and "
        "the absolute value of the determinant is their product.",
        steps=_half_axes_steps(A, squares, determinant),
        facts={"A": A, "s": s},
    )


def _half_axes_steps(A, squares, determinant):
    """Return the steps that find σ from the sum of squared entries and the determinant."""
    (a, b), (c, d) = A
    energy = total(term(x) ** 2 for x in A.flat)
    s = [name(rf"\sigma_{i + 1}", sqrt(square)) for i, square in enumerate(squares)]
    product = term(a) * d - term(b) * c
    return (
        step(
            "Add the squares of all entries: that is the sum of the squared singular values.",
            equal(s[0] ** 2 + s[1] ** 2, energy, energy.value),
        ),
        step(
            "The area is multiplied by the absolute value of the determinant, which is the product of the singular values.",
            equal(name(r"\det A", determinant), product, determinant),
            equal(s[0] * s[1], modulus(determinant), abs(determinant)),
        ),
        step(
            "So their squares have this sum, and the square of the determinant as their product. They are equally far from "
            "half the sum, and they are the zeros of a polynomial.",
            *around_the_half(squares, energy.value, determinant**2, (r"\sigma_1^{2}", r"\sigma_2^{2}")),
            equal(polynomial((1, -energy.value, determinant**2)), factored(squares)),
        ),
        step("The half-axes are the roots of the zeros.", *(equal(s[i], root(squares[i]), s[i].value) for i in range(2))),
    )


@chapter.kind("Turn, mirror, or neither")
def turn_or_mirror(rng, level):
    """Return a 2 × 2 matrix of fractions, of roots, or a 3 × 3 matrix; a third of them are not orthogonal."""
    kind = rng.choice(MOTIONS)
    D, n = _motion_3x3(rng, kind) if level == 3 else _motion_2x2(rng, kind, RATIONAL if level == 1 else IRRATIONAL)
    Q, x = D / n, column([rng.choice((-3, -2, -1, 1, 2, 3, 4)) for _ in range(len(D))])
    whole, image = _determinant(D).value, norm(Q @ x)
    determinant, said = whole / n ** len(D), " (in space it may turn besides)" if level == 3 else ""
    slips = {
        "turns": (("mirrors", "Look at the sign of the determinant."), ("neither", ORTHOGONAL)),
        "mirrors": (("turns", "Look at the sign of the determinant."), ("neither", ORTHOGONAL)),
        "neither": (("turns", SKEW), ("mirrors", SKEW)),
    }
    return Problem(
        f"An orthogonal matrix turns if it keeps the orientation, and mirrors if it reverses it{said}. Does $Q = {tex(Q)}$ do "
        "one of the two, or neither, because it is not orthogonal? Find its determinant, and the length of $Qx$ for "
        f"$x = {tex(x)}$.",
        answers=(
            Answer("$Q$", kind, slips[kind], MOTIONS),
            Answer(r"$\det Q$", determinant, _determinant_slips(determinant, whole, n)),
            Answer(r"$\lVert Qx \rVert$", image, ((norm(x), "Not every matrix keeps lengths."), (image**2, SQUARED))),
        ),
        hint=r"Find $Q^{\mathsf T}Q$ first: it says whether the columns are perpendicular and of length 1.",
        steps=_motion_steps(D, n, kind, x),
        facts={"Q": Q, "kind": kind, "x": x},
    )


def _determinant_slips(determinant, whole, n):
    """Return the wrong sign, and what comes out if the common factor is forgotten, or taken once."""
    return (-determinant, "Look at the sign."), *((x, FACTOR) for x in (whole, whole / n, -whole, -whole / n))


def _motion_2x2(rng, kind, lengths):
    """Return a whole matrix and the number that divides it, so that its columns are orthonormal, or not quite."""
    stretched = kind == "neither" and rng.random() < 0.5
    usual = lengths if kind != "neither" else SHORT if stretched else lengths[:1]  # what is not orthogonal has simple lengths
    pair = rng.choice(usual)
    a, b = (rng.choice((1, -1)) * entry for entry in rng.sample(pair, 2))
    skew = rng.choice(((b, a), (-b, -a)))
    second = {"turns": (-b, a), "mirrors": (b, -a), "neither": (-b, a) if stretched else skew}[kind]
    return exact([[a, second[0]], [b, second[1]]]), Fraction(abs(a) + abs(b)) if stretched else sqrt(a * a + b * b)


def _motion_3x3(rng, kind):
    """Return a matrix of thirds or of sevenths and the number that divides it; if it is neither, one sign is wrong."""
    D = exact(frame(rng, THIRDS if kind == "neither" else rng.choice((THIRDS, SEVENTHS))))
    n = norm(D[:1])
    if kind == "neither":
        D[rng.randrange(3), rng.randrange(3)] *= -1
    elif (_determinant(D).value > 0) != (kind == "turns"):
        D = -D
    return D, n


def _determinant(D):
    """Return a determinant written out, that of three rows by the cofactors of the first."""
    if len(D) == 2:
        return term(D[0, 0]) * D[1, 1] - term(D[0, 1]) * D[1, 0]
    return total(term(D[0, j]) * cofactor(D, 0, j).value for j in range(3))


def _motion_steps(D, n, kind, x):
    """Return the steps that say what a matrix does, and what becomes of the length of x."""
    Q, written, size = D / n, _determinant(D), len(D)
    product, determinant = name(r"Q^{\mathsf T}Q", Q.T @ Q), name(r"\det Q", written.value / n**size)
    cofactors = [equal(cofactor(D, 0, j), cofactor(D, 0, j).value) for j in range(3)] if size == 3 else []
    if kind == "neither":
        says, so = "That is not the unit matrix, so $Q$ is not orthogonal.", ()
    else:
        says = "That is the unit matrix, so $Q$ is orthogonal. Its determinant says the rest."
        kept = "positive, so $Q$ keeps" if kind == "turns" else "negative, so $Q$ reverses"
        so = (step(f"The determinant is {kept} the orientation: it {kind}."),)
    return (
        step("Multiply the columns with each other.", equal(product, term(Q).T @ Q, product.value)),
        step(
            f"{says} Find the determinant without the common factor, then divide by that factor once for each row.",
            *cofactors,
            equal(written, written.value),
            equal(determinant, written.value / term(n) ** size, determinant.value),
        ),
        *so,
        _length_step(Q, x, kind == "neither"),
    )


def _length_step(Q, x, changed):
    """Return the step that finds the length of an image."""
    image, own = length(name("Q", Q) @ name("x", x)), root(total(term(entry) ** 2 for entry in x.flat))
    if changed:
        return step("Find the image, and its length.", equal(image, length(term(Q @ x)), image.value))
    return step("An orthogonal matrix keeps the length.", equal(image, length(name("x", x)), own, own.value))


@chapter.kind("The line of a mirror")
def mirror_line(rng, level):
    """Return a line whose mirror is wanted, a mirror whose line is wanted, or two mirrors one after the other."""
    d, e = rng.sample(SIMPLE if level == 3 else LINES, 2)
    x = column([rng.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)) for _ in range(2)])
    return {1: _mirror_of_line, 2: _line_of_mirror, 3: _two_mirrors}[level](d, e, x)


def mirror(d):
    """Return the reflection in the line through 0 in a direction."""
    return 2 * projection(d) - identity(2)


def _line(d):
    """Return the equation of a line through 0, as a formula inside a sentence."""
    return rf"$y = {combination([Fraction(d[1], d[0])], ['x'])}$"


def _mirror_steps(d, letter="Q"):
    """Return the steps from the direction of a line to its mirror."""
    Q, P, q = name(letter, mirror(d)), projection(d), name("q", unit(d))
    return (
        step("Take a vector of length 1 on the line.", equal(q, unit(d))),
        step("Project on the line: column by row.", equal(q @ q.T, P)),
        step("The mirror goes as far again beyond the projection.", equal(Q, 2 * term(P) - name("I", identity(2)), Q.value)),
    )


def _mirror_of_line(d, _, b):
    """Return the problem of the mirror of a line."""
    Q, P = mirror(d), projection(d)
    slips = ((P, "That is the projection on the line."), (-Q, "That is the mirror in the line perpendicular to it."))
    return Problem(
        f"The matrix $Q$ mirrors the plane in the line {_line(d)}. Find $Q$, and the image of $b = {tex(b)}$.",
        answers=(Answer("$Q$", Q, slips), Answer("$Qb$", Q @ b, ((P @ b, "That is the projection: go as far again."),))),
        hint="The projection on the line stands halfway between a vector and its image.",
        steps=(*_mirror_steps(d), step("Multiply.", equal(name("Q", Q) @ name("b", b), term(Q) @ b, Q @ b))),
        facts={"Q": Q, "lines": [d], "x": b},
    )


def _line_of_mirror(d, _, b):
    """Return the problem of the line in which a matrix mirrors."""
    Q, slope = mirror(d), Fraction(d[1], d[0])
    shifted, across = name("Q", Q) - name("I", identity(2)), -1 / slope
    return Problem(
        f"The matrix $Q = {tex(Q)}$ mirrors the plane in a line $y = mx$. What is $m$? What is the image of $b = {tex(b)}$?",
        answers=(
            Answer("$m$", slope, ((across, "The vectors on that line change their sign."), (1 / slope, "The slope is $y/x$."))),
            Answer("$Qb$", Q @ b, ((-Q @ b, "Look at the signs."),)),
        ),
        hint="A vector on the line is its own image.",
        steps=(
            step("What is left in place is sent to zero by this matrix.", equal(shifted, Q - identity(2))),
            step("Solve its equations.", equal(term(Q - identity(2)) @ column(d), column([0, 0]))),
            step("Divide the second number of the solution by the first.", equal(name("m", slope), term(d[1]) / d[0], slope)),
            step("Multiply.", equal(name("Q", Q) @ name("b", b), term(Q) @ b, Q @ b)),
        ),
        facts={"Q": Q, "lines": [d], "x": b},
    )


def _two_mirrors(d, e, x):
    """Return the problem of two mirrors: together they turn."""
    first, second = mirror(d), mirror(e)
    turn = second @ first
    cosine = name(r"\cos t", turn[0, 0])
    return Problem(
        f"First $Q_1$ mirrors the plane in the line {_line(d)}, then $Q_2$ mirrors it in the line {_line(e)}. Find the matrix "
        "of both together. It turns the plane by an angle $t$: what is the cosine of $t$?",
        answers=(
            Answer("$Q_2Q_1$", turn, ((turn.T, "The mirror that comes first stands on the right."),)),
            Answer(r"$\cos t$", turn[0, 0], ((_cosine(d, e), "The turn is by twice the angle between the lines."),)),
        ),
        hint="Find both mirrors first. The one that is applied first stands on the right of the product.",
        steps=(
            *_mirror_steps(d, "Q_1"),
            step("Do the same for the other line.", equal(name("Q_2", second), 2 * term(projection(e)) - identity(2), second)),
            step("Multiply.", equal(name("Q_2", second) @ name("Q_1", first), term(second) @ first, turn)),
            step("The first entry of a turn is the cosine of its angle.", equal(cosine, turn[0, 0])),
        ),
        facts={"Q": turn, "lines": [d, e], "x": x},
    )


def _cosine(d, e):
    """Return the cosine of the angle between two lines."""
    return abs((unit(d).T @ unit(e)).item())


SIZES = {1: ((2, 2), (2, 3), (3, 2)), 2: ((3, 3),), 3: ((4, 3), (3, 4), (4, 4))}
BASES = {2: [DIAGONALS, *PLANE[:4]], 3: [THIRDS], 4: [HALVES]}


@chapter.kind("The four subspaces of a matrix")
def four_subspaces(rng, level):
    """Return a decomposition of matrices of two, three or four rows and columns, and a vector to be projected."""
    m, n = rng.choice(SIZES[level])
    rank = rng.randint(1, min(m, n) - (m == n))
    U, V = (frame(rng, rng.choice(BASES[size])) for size in (m, n))
    spaces = (U[:rank], U), (V[rank:], V), (V[:rank], V), (U[rank:], U)
    which = rng.choice([i for i, (basis, whole) in enumerate(spaces) if 0 < len(basis) < len(whole)])
    while True:
        multiples = [rng.choice((-3, -2, -1, 1, 2, 3)) for _ in spaces[which][1]]
        b = exact([multiples]) @ exact(spaces[which][1])
        if abs(b).max() <= 15:
            return _subspace_problem(U, V, rng.sample(range(1, 10), rank), (which, *spaces[which]), b.T)


def _subspace_problem(U, V, values, space, b):
    """Return the problem of the projection of b on one of the four subspaces."""
    m, n, rank = len(U), len(V), len(values)
    which, basis, _ = space
    Sigma = exact(np.diag([*sorted(values, reverse=True), *[0] * max(m, n)][: max(m, n)])[:m, :n])
    U, V = (np.hstack([unit(d) for d in directions]) for directions in (U, V))
    W = np.hstack([unit(d) for d in basis])
    p = W @ (W.T @ b)
    return Problem(
        rf"A singular value decomposition $A = U\Sigma V^{{\mathsf T}}$ has $U = {tex(U)}$, $\Sigma = {tex(Sigma)}$ and "
        f"$V = {tex(V)}$. Find the dimensions of the {SPACES[1]} and of the {SPACES[3]}. What is the projection of "
        f"$b = {tex(b)}$ on the {SPACES[which]}?",
        answers=(
            Answer(f"Dimension of the {SPACES[1]}", n - rank, ((rank, RANK), (m - rank, "Count the columns of $V$."))),
            Answer(f"Dimension of the {SPACES[3]}", m - rank, ((rank, RANK), (n - rank, "Count the columns of $U$."))),
            Answer("Projection", p, ((b - p, "That is the rest, $b$ minus the projection."),)),
        ),
        hint="The positive singular values belong to the first columns on both sides. Which columns are left on each?",
        steps=_subspace_steps((m, n, rank), which, W, b),
        facts={"A": U @ Sigma @ V.T, "rank": rank, "which": which, "b": b},
    )


def _subspace_steps(sizes, which, W, b):
    """Return the steps from the shape of Σ to a basis of a subspace and the projection on it."""
    m, n, rank = sizes
    letter, first = "uvvu"[which], 1 if which in (0, 2) else rank + 1
    names = [name(f"{letter}_{i}", W[:, [j]]) for j, i in enumerate(range(first, first + W.shape[1]))]
    shares, p = [(W[:, [j]].T @ b).item() for j in range(len(names))], W @ (W.T @ b)
    return (
        step(
            "The number of positive singular values is the rank. The columns that are left on each side give the dimensions of "
            f"the null spaces: those of $V$ for the {SPACES[1]}, those of $U$ for the {SPACES[3]}.",
            equal(name("r", rank), rank),
            equal(n - name("r", rank), n - rank),
            equal(m - name("r", rank), m - rank),
        ),
        step(f"These columns are an orthonormal basis of the {SPACES[which]}.", *(equal(each, each.value) for each in names)),
        step(
            "Multiply each of them by the vector.",
            *(equal(w.T @ term(b), x) for w, x in zip(names, shares, strict=True)),
        ),
        step(
            "The projection is the sum of these multiples of the basis.",
            equal(total(times(x, w) for x, w in zip(shares, names, strict=True)), p),
        ),
        step("Check: what is left is perpendicular to the basis.", *(equal(w.T @ term(b - p), 0) for w in names)),
    )
