"""Problems for the chapter on algorithms."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._eigen import around_the_half, slope_steps, whole_eigenvalues
from svdbook.drills._exact import column, exact, identity, inverse, norm, sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, modulus, name, term, tex, total

chapter = Chapter("algorithms")

STARTS = {2: [(1, 0), (0, 1), (1, 1)], 3: [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)]}


@chapter.kind("Steps of the power method")
def power_step(rng, level):
    """Return a Gram matrix and a start for one step, a 2 × 2 matrix for two steps, or a Gram matrix of three columns."""
    size, steps = {1: (2, 1), 2: (2, 2), 3: (3, 2)}[level]
    while True:
        A = np.array([[rng.randrange(-2, 4) for _ in range(size)] for _ in range(size)])
        S, x = A.T @ A, np.array(rng.choice(STARTS[size]))
        vectors = list(itertools.accumulate(range(steps), lambda y, _, S=S: S @ y, initial=x))
        last, turned = vectors[-1], (vectors[1] * (x @ x) != (x @ vectors[1]) * x).any()
        if turned and np.count_nonzero(A) > size and _small(S, last):
            chosen = [column(v.tolist()) for v in vectors]
            return _power_problem(exact(A.tolist()), exact(S.tolist()), chosen, given=level == 2)


def _small(S, x):
    """Whether the entries of a vector are small, and the denominator of its Rayleigh quotient."""
    return abs(x).max() <= 60 and Fraction(int(x @ S @ x), int(x @ x)).denominator <= 100


def _quotient(S, x):
    return term((x.T @ S @ x).item()) / (x.T @ x).item()


def _power_problem(A, S, vectors, *, given):
    x, steps, quotient = vectors[0], len(vectors) - 1, _quotient(S, vectors[-1])
    known = f"Let $A = {tex(A)}$" if given else f"A matrix $A$ has the Gram matrix $A^{{\\mathsf T}}A = {tex(S)}$"
    last = f"$x_{steps}$"
    return Problem(
        f"{known}. Begin the power method with $x_0 = {tex(x)}$, and take {('one step', 'two steps')[steps - 1]} "
        f"of it without scaling. Find {last} as a column, and the estimate "
        f"$\\lVert Ax_{steps} \\rVert^2/\\lVert x_{steps} \\rVert^2$ of $\\sigma_1^2$.",
        answers=(
            Answer(last, vectors[-1], tuple(_other_vectors(A, vectors, given=given))),
            Answer("estimate", quotient.value, tuple(_other_estimates(S, vectors))),
        ),
        hint=r"A step multiplies by $A^{\mathsf T}A$. Once more serves the estimate: "
        r"$\lVert Ax \rVert^2$ is the product of $x$ and $A^{\mathsf T}Ax$.",
        steps=_power_steps(A, S, vectors, quotient, given=given),
        facts={"S": S, "x": x, "steps": steps, "last": vectors[-1], "estimate": quotient.value},
    )


def _other_vectors(A, vectors, *, given):
    yield vectors[-2], "One step more."
    if given:
        yield A @ vectors[0], r"Multiply by $A^{\mathsf T}A$."
        yield A @ A @ vectors[0], r"Multiply by $A^{\mathsf T}A$, not by $A$."


def _other_estimates(S, vectors):
    x = vectors[-1]
    product = (x.T @ S @ x).item()
    yield _quotient(S, vectors[-2]).value, "That is the estimate of the step before."
    yield product, "Divide by the squared length."
    yield product / norm(x), "Divide by the squared length, not by the length."


def _power_steps(A, S, vectors, quotient, *, given):
    gram = name(r"A^{\mathsf T}A", S)
    pairs = enumerate(itertools.pairwise(vectors))
    x, image, last = vectors[-1], S @ vectors[-1], f"x_{len(vectors) - 1}"
    return (
        *([step("Multiply out.", equal(gram, term(A.T) @ A, S))] if given else []),
        *(step("Multiply for a step.", equal(name(f"x_{i + 1}", new), term(S) @ old, new)) for i, (old, new) in pairs),
        step("For the estimate, multiply once more.", equal(term(S) @ x, image)),
        step(
            "Take the products with the vector: these are both squared lengths.",
            equal(name(rf"\lVert A{last} \rVert^2", (x.T @ image).item()), term(x).T @ image, (x.T @ image).item()),
            equal(name(rf"\lVert {last} \rVert^2", (x.T @ x).item()), term(x).T @ x, (x.T @ x).item()),
        ),
        step("Their quotient is the estimate.", equal(quotient, quotient.value)),
    )


UNSHIFTED = r"Subtract $\mu$ from the diagonal first."
MULTIPLIED = "Solve in place of multiplying."


@chapter.kind("A step of inverse iteration")
def inverse_step(rng, level):
    """Return a Gram matrix, a shift and a start: solve; find the estimate of the eigenvalue, too; or take two steps."""
    while True:
        a, d, g = rng.randrange(1, 13), rng.randrange(1, 13), rng.choice([-4, -3, -2, -1, 1, 2, 3, 4])
        mu, x = rng.randrange(1, 13), column(rng.choice(STARTS[2]))
        S = exact([[a, g], [g, d]])
        T = S - mu * identity(2)
        if a * d > g * g and T[0, 0] * T[1, 1] != g * g:
            vectors = list(itertools.accumulate(range(level // 3 + 1), lambda y, _, T=T: inverse(T) @ y, initial=x))
            if _is_fit(S, vectors):
                return _inverse_problem(S, T, mu, vectors, estimated=level > 1)


def _is_fit(S, vectors):
    """Whether no vector has a zero, and fractions are small."""
    parts = [Fraction(entry) for entry in itertools.chain(*(v.flat for v in vectors[1:]))]
    small = all(part.denominator <= 40 and abs(part.numerator) <= 40 for part in parts)
    return all(parts) and small and Fraction(_quotient(S, vectors[-1]).value).denominator <= 100


def _inverse_problem(S, T, mu, vectors, *, estimated):
    steps, last = len(vectors) - 1, vectors[-1]
    known = f"Let $S = {tex(S)}$. Begin inverse iteration with the shift $\\mu = {mu}$ at $x_0 = {tex(vectors[0])}$"
    asked = f" and the estimate $x_{steps}^{{\\mathsf T}}Sx_{steps}/x_{steps}^{{\\mathsf T}}x_{steps}$ of an eigenvalue"
    quotient = _quotient(S, last)
    estimate = Answer("estimate", quotient.value, tuple(_other_quotients(S, T, vectors)))
    return Problem(
        f"{known}, and take {('one step', 'two steps')[steps - 1]} of it without scaling. "
        f"Find $x_{steps}$ as a column{',' * estimated}{asked * estimated}.",
        answers=(Answer(f"$x_{steps}$", last, tuple(_other_solutions(S, T, vectors))), *([estimate] if estimated else [])),
        hint=r"A step solves $(S - \mu I)x_1 = x_0$: two equations for two numbers.",
        steps=(
            step("Subtract the shift from the diagonal.", equal(name(r"S - \mu I", T), T)),
            *_solving_steps(T, vectors),
            *(_quotient_steps(S, last, quotient, f"x_{steps}") if estimated else ()),
        ),
        facts={"S": S, "mu": mu, "x": vectors[0], "steps": steps, "last": last, "estimate": quotient.value},
    )


def _other_solutions(S, T, vectors):
    yield inverse(S) @ vectors[-2], UNSHIFTED
    yield T @ vectors[-2], MULTIPLIED
    yield vectors[-2], "One step more."


def _other_quotients(S, T, vectors):
    yield _quotient(T, vectors[-1]).value, r"That is the quotient with $S - \mu I$: take $S$."
    yield _quotient(S, vectors[-2]).value, "That is the estimate of the step before."


def _solving_steps(T, vectors):
    for i, (old, new) in enumerate(itertools.pairwise(vectors)):
        (a, g), (_, d) = T
        determinant = term(a) * d - term(g) ** 2
        yield step(
            "Solve the two equations for the entries by Cramer's rule: divide by the determinant.",
            equal(name(r"\det", determinant), determinant, determinant.value),
            equal(name("x", new[0, 0]), (term(d) * old[0, 0] - term(g) * old[1, 0]) / determinant, new[0, 0]),
            equal(name("y", new[1, 0]), (term(a) * old[1, 0] - term(g) * old[0, 0]) / determinant, new[1, 0]),
        )
        yield step(
            "Check: the matrix takes this vector to what was given.",
            equal(name(f"x_{i + 1}", new), new),
            equal(term(T) @ new, old),
        )


def _quotient_steps(S, x, quotient, letter):
    product, square = (x.T @ S @ x).item(), (x.T @ x).item()
    return (
        step(
            "For the estimate, take two products.",
            equal(name(rf"{letter}^{{\mathsf T}}S{letter}", product), term(x.T) @ S @ x, product),
            equal(name(rf"{letter}^{{\mathsf T}}{letter}", square), term(x.T) @ x, square),
        ),
        step("Their quotient is the estimate.", equal(quotient, quotient.value)),
    )


@functools.cache
def _blocks():
    """Return squared lengths and product of two columns, as (a, g, d), with a whole square root in the eigenvalues."""
    found = []
    for a, d, g in itertools.product(range(2, 19), range(2, 19), range(-9, 10)):
        values = whole_eigenvalues(a, g, d)
        if g and values and values[1] > 0:
            found.append((a, g, d, values))
    return found


@chapter.kind("A turn of two columns")
def jacobi_turn(rng, level):
    """Return the Gram matrix of three columns, two of which a turn makes perpendicular, or of two: then the turn, too."""
    while True:
        a, g, d, values = rng.choice(_blocks())
        if level == 2:
            return _turn_of_two(exact([[a, g], [g, d]]), values)
        e, f, c = rng.randrange(-4, 5), rng.randrange(-4, 5), rng.randrange(3, 31)
        positive = c * (a * d - g * g) + 2 * e * f * g > a * f * f + d * e * e
        if positive and 0 < abs(e) < abs(g) > abs(f) > 0:
            return _turn_of_three(exact([[a, g, e], [g, d, f], [e, f, c]]), values, level)


def _tangent(G, values):
    """Return the modulus of the tangent of the smaller angle: an eigenvector has this or the other slope."""
    slope = abs((values[0] - G[0, 0]) / G[0, 1])
    return min(slope, 1 / slope)


def _turn_of_two(G, values):
    t = _tangent(G, values)
    return Problem(
        f"Two columns have the Gram matrix $G = {tex(G)}$. A turn by at most 45° makes them perpendicular. "
        "Find the squared lengths that they have then, and the modulus of the tangent of the angle.",
        answers=(*_lengths(G, values), Answer("tangent", t, ((1 / t, "That is the tangent of the larger angle."),))),
        hint="A turn keeps trace and determinant of the Gram matrix. Afterwards it is diagonal: what are its eigenvectors?",
        steps=(*_length_steps(G, values), *_tangent_steps(G, values, t)),
        facts={"G": G, "values": values, "t": t},
    )


def _lengths(G, values):
    for i, which in enumerate(("larger", "smaller")):
        slips = ((G[i, i], "That is before the turn."), (sqrt(values[i]), "Its square is asked for."))
        yield Answer(f"{which} squared length", values[i], slips)


def _length_steps(G, values):
    (a, g), (_, d) = G[:2, :2]
    trace, determinant = sum(values), math.prod(values)
    return (
        step("The squared lengths of these two add up to the trace of their block.", equal(term(a) + d, trace)),
        step("Their product is its determinant.", equal(term(a) * d - term(g) ** 2, determinant)),
        step(
            "So these are the eigenvalues: both are equally far from half the trace, and the root says how far.",
            *around_the_half(values, trace, determinant, (r"\ell_1^2", r"\ell_2^2")),
        ),
    )


def _tangent_steps(G, values, t):
    slope = (values[0] - G[0, 0]) / G[0, 1]
    return (
        *slope_steps(G, values[0]),
        step(
            "The axes are turned to the eigenvectors. The tangent is the modulus of this slope or, beyond 45°, one over it.",
            equal(name("t", t), modulus(slope) if abs(slope) == t else 1 / modulus(slope), t),
        ),
    )


def _off(G):
    return total(term(G[i, j]) ** 2 for i, j in ((0, 1), (0, 2), (1, 2)))


def _turn_of_three(G, values, level):
    before = 2 * _off(G).value
    after = before - 2 * G[0, 1] ** 2
    twice = "Each entry stands there twice."
    asked = "" if level == 1 else " Find the squared lengths that the first two columns have then."
    return Problem(
        f"Three columns have the Gram matrix $G = {tex(G)}$. A turn makes the first two perpendicular. Find the sum of "
        "squares of "
        f"the entries off the diagonal, $\\operatorname{{off}}(G)^2$, before and after the turn.{asked}",
        answers=(
            Answer("before", before, ((before / 2, twice),)),
            Answer("after", after, ((before - G[0, 1] ** 2, "Two entries become zero."), (after / 2, twice))),
            *(_lengths(G, values) if level == 3 else ()),
        ),
        hint="The turn makes two entries zero, and others change in pairs. What of the first two columns does it keep?",
        steps=(*_off_steps(G, before, after), *(_length_steps(G, values) if level == 3 else ())),
        facts={"G": G, "values": values, "off": [before, after]},
    )


def _off_steps(G, before, after):
    return (
        step("Before the turn: each entry off the diagonal stands there twice.", equal(2 * _off(G), before)),
        step("The turn makes two entries zero.", equal(2 * term(G[0, 1]) ** 2, 2 * G[0, 1] ** 2)),
        step(
            "The others are turned in pairs and keep their sum of squares. After the turn:",
            equal(term(before) - 2 * G[0, 1] ** 2, after),
        ),
    )
