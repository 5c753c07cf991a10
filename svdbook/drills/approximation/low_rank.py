"""Problems for the chapter on best approximation."""

import numpy as np

from svdbook.drills import _eigen
from svdbook.drills._eigen import DIAGONALS, HALVES, PLANE, ROOTS, THIRDS, frame, projection, spectra, symmetric
from svdbook.drills._exact import column, exact, norm, sqrt, unit
from svdbook.drills._problem import Answer, Chapter, Problem, fitting, step
from svdbook.drills._terms import equal, length, modulus, name, root, term, tex, times, total
from svdbook.drills.foundations.svd import gram_steps, pairs_in_space, squared_length, two_by_two

chapter = Chapter("low_rank")

TURNED = "That is its transpose: the column comes first."
LENGTHS = "Multiply by the lengths of the two vectors, too."
ROOT = "That is its square: take the root."
SQUARED = "That is the square of the error: take the root."
TWO, FROBENIUS = r"\lVert A - A_1 \rVert_2", r"\lVert A - A_1 \rVert_F"
RIGHT_ANGLES = [(4, 3), (8, 6), (12, 9), (12, 5), (15, 8)]


def _error_answers(others):
    """Return the answers for both errors of A₁, given the other singular values."""
    F = norm(column(others))
    slips = ((sum(others), "Add the squares, and take the root."), (F**2, SQUARED), (max(others), "That is the 2-norm."))
    return (
        Answer(f"${TWO}$", max(others), ((F, "That is the Frobenius norm."), (max(others) ** 2, SQUARED))),
        Answer(f"${FROBENIUS}$", F, slips),
    )


def _frobenius(others):
    """Return the formula for the error in the Frobenius norm, given the singular values that are left out."""
    F = norm(column(others))
    summed = [root(total(term(x) ** 2 for x in others))] if len(others) > 1 else []
    return equal(name(FROBENIUS, F), *summed, F)


@chapter.kind("The best approximation of rank one")
def best_rank_one(rng, level):
    """Return a decomposition that is given: 3 × 3 with whole errors, 3 × 3 with roots, or 4 × 3."""
    u, v = frame(rng, HALVES if level == 3 else THIRDS)[:3], frame(rng, THIRDS)
    second, third = rng.choice(RIGHT_ANGLES) if level == 1 else sorted(rng.sample(range(1, 12), 2), reverse=True)
    multiple = {1: 9, 2: 3, 3: 6}[level]  # of it A₁ is simple
    first = multiple * (second // multiple + rng.randint(1, 2))
    U, V = (np.hstack([unit(d) for d in directions]) for directions in (u, v))
    return _best_problem(U, (first, second, third), V)


def _best_problem(U, s, V):
    """Return the problem of a decomposition that is given."""
    A1, Sigma = s[0] * U[:, [0]] @ V[:, [0]].T, exact(np.diag(s))
    slips = fitting(
        A1,
        (A1.T, "That is its transpose: $u_1$ makes the column, $v_1$ the row."),
        (A1 / s[0], r"Multiply by $\sigma_1$."),
        (s[0] * U[:, [0]] @ V[[0]], "The right singular vectors are the columns of $V$, not its rows."),
    )
    form = "singular value decomposition" if len(U) == len(V) else "thin form of the singular value decomposition,"
    taken = equal(name("A_1", A1), s[0] * term(U[:, [0]]) @ term(V[:, [0]]).T, A1)
    return Problem(
        rf"Let $A = U\Sigma V^{{\mathsf T}}$ be the {form} with $U = {tex(U)}$, $\Sigma = {tex(Sigma)}$ "
        f"and $V = {tex(V)}$. Find the best approximation $A_1$ of rank one. How large is its error in the 2-norm, and in the "
        "Frobenius norm?",
        answers=(Answer("$A_1$", A1, slips), *_error_answers(s[1:])),
        hint="The first term is the best approximation, and the errors need only the singular values that are left out.",
        steps=(
            step("Take the first column on each side, and the first singular value.", taken),
            step(
                "What is left out has the other singular values. The largest is its 2-norm, all make its Frobenius norm.",
                equal(name(TWO, s[1]), s[1]),
                _frobenius(s[1:]),
            ),
        ),
        facts={"A": U @ Sigma @ V.T, "A1": A1, "s": s},
    )


@chapter.kind("A sum of terms of rank one")
def sum_of_terms(rng, level):
    """Return two terms of a 2 × 2 or 2 × 3 matrix, or three of a 3 × 3 matrix, whose vectors have other lengths than 1."""
    while True:
        if level == 3:
            columns, rows = frame(rng, ROOTS), frame(rng, ROOTS)
        else:
            columns = frame(rng, rng.choice([DIAGONALS, *PLANE[:4]]))
            rows = frame(rng, rng.choice([DIAGONALS, *PLANE[:2]])) if level == 1 else rng.choice(pairs_in_space())
        factors = [rng.randint(2, 6) for _ in columns]
        terms = [f * column(d) @ column(e).T for f, d, e in zip(factors, columns, rows, strict=True)]
        squares = [f * f * squared_length(d) * squared_length(e) for f, d, e in zip(factors, columns, rows, strict=True)]
        largest = [max(range(len(x)), key=x.__getitem__) for x in (factors, squares)]
        trap = level < 3 or largest[0] != largest[1]  # the largest factor does not make the largest term
        if len(set(squares)) == len(squares) and len(set(factors)) > 1 and trap and max(abs(t).max() for t in terms) <= 20:
            return _terms_problem(list(zip(factors, columns, rows, strict=True)), terms, squares)


def _terms_problem(parts, terms, squares):
    """Return the problem of a sum of terms f d eᵀ, whose σ are the products of f and both lengths."""
    order = sorted(range(len(squares)), key=lambda i: -squares[i])
    s, A1, factors = [sqrt(squares[i]) for i in order], terms[order[0]], [part[0] for part in parts]
    given = total(times(f, term(column(d)) @ term(column(e)).T) for f, d, e in parts)
    return Problem(
        f"Let $A = {given.tex}$. In this sum the columns are perpendicular to each other, and so are the rows, but none has "
        "length 1. Find the largest singular value of $A$, its best approximation $A_1$ of rank one, and the error of $A_1$ in "
        "the Frobenius norm.",
        answers=_terms_answers(s, A1, terms[factors.index(max(factors))], [factors[i] for i in order]),
        hint="How long are the vectors? Divide each by its length, and multiply the factor in front by it.",
        steps=(
            step("Each singular value is the factor in front, times the lengths of both vectors.", *map(_weight, parts)),
            step(
                "The term with the largest is the best approximation. Multiply it out.",
                equal(name(r"\sigma_1", s[0]), s[0]),
                equal(name("A_1", A1), A1),
            ),
            step("What is left out makes the error.", _frobenius(s[1:])),
        ),
        facts={"A": given.value, "A1": A1, "s": s},
    )


def _terms_answers(s, A1, tempting, factors):
    """Return the answers for the largest term of a sum and for what is left; the factors alone do not give them."""
    error = _error_answers(s[1:])[1]
    return (
        Answer(r"$\sigma_1$", s[0], ((factors[0], LENGTHS), (s[0] ** 2, ROOT))),
        Answer("$A_1$", A1, fitting(A1, (tempting, "The largest factor need not make the largest term."), (A1.T, TURNED))),
        Answer(error.label, error.value, (*error.slips, (norm(column(factors[1:])), LENGTHS))),
    )


def _weight(part):
    """Return the formula for the singular value of a term f d eᵀ."""
    f, d, e = part[0], column(part[1]), column(part[2])
    written = f * length(d) * length(e)
    return equal(written, term(f) * norm(d) * norm(e), written.value)


@chapter.kind("The nearest singular matrix")
def nearest_singular(rng, level):
    """Return a symmetric 2 × 2 matrix, one with whole σ, or one with roots."""
    if level == 1:
        return _nearest_by_eigenvalues(rng)
    rows, directions, squares = rng.choice(two_by_two(level))
    A, v = exact(rows), unit(directions[0])
    P, gram, s = projection(directions[0]), name(r"A^{\mathsf T}A", A.T @ A), [sqrt(square) for square in squares]
    steps = (
        *gram_steps(A, squares),
        _eigen.eigenvector_step(gram, squares[:1], directions[:1], "v", "the largest eigenvalue"),
        step("Find the projection on this direction.", equal(name(r"v_1v_1^{\mathsf T}", P), term(v) @ term(v).T, P)),
        step(
            r"Since $A$ sends $v_1$ to $\sigma_1u_1$, the matrix times the projection is the first term "
            r"$\sigma_1u_1v_1^{\mathsf T}$: the best approximation of rank one.",
            equal(name("B", A @ P), term(A) @ P, A @ P),
        ),
    )
    return _nearest_problem(A, A @ P, s, steps)


def _nearest_problem(A, B, s, steps):
    """Return the problem of a 2 × 2 matrix with the nearest singular matrix B."""
    distance = name(r"\lVert A - B \rVert_F", s[1])
    return Problem(
        rf"Which singular matrix $B$ is nearest to $A = {tex(A)}$, that is, which one makes $\lVert A - B \rVert_F$ smallest? "
        "How far away is it?",
        answers=(
            Answer("$B$", B, ((A - B, "That is what has to be taken away."), (B.T, TURNED))),
            Answer("Distance", s[1], ((s[0], "That is the larger singular value: it stays."), (s[1] ** 2, ROOT))),
        ),
        hint="A singular matrix of two rows has rank one or zero. Which matrix of rank one is nearest?",
        steps=(
            *steps,
            step("The distance is the singular value that is gone.", equal(distance, length(term(A - B), "F"), s[1])),
        ),
        facts={"A": A, "A1": B, "s": s},
    )


def _nearest_by_eigenvalues(rng):
    """Return the problem of a symmetric matrix, whose singular values are the moduli of its eigenvalues."""
    directions = rng.choice([DIAGONALS, *PLANE[:4]])
    values = rng.choice([v for v in spectra(directions) if abs(v[0]) != abs(v[1]) and all(v)])
    kept, lost = sorted(values, key=abs, reverse=True)
    direction = directions[values.index(kept)]
    A, B, q, s = symmetric(directions, values), kept * projection(direction), unit(direction), [abs(kept), abs(lost)]
    moduli = (equal(name(rf"\sigma_{i}", abs(x)), modulus(x), abs(x)) for i, x in enumerate((kept, lost), start=1))
    steps = (
        *_eigen.eigenvalue_steps(name("A", A), sorted(values, reverse=True)),
        step("The matrix is symmetric, so the absolute values of these are its singular values. Keep the largest.", *moduli),
        _eigen.eigenvector_step(name("A", A), [kept], [direction], which="the eigenvalue that is kept"),
        step(
            "The term that is kept is the best approximation of rank one, and so the nearest singular matrix.",
            equal(name("B", B), times(kept, term(q) @ term(q).T), B),
        ),
    )
    return _nearest_problem(A, B, s, steps)
