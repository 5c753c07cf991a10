"""Problems for the chapter on cutting and damping."""

import functools
import itertools
import math
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, exact, identity, inverse
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import equal, name, term, tex, times, total

chapter = Chapter("damping")


@chapter.kind("Ridge regression")
def ridge(rng, level):
    """Return a problem in the coordinates of the SVD, with perpendicular columns, or with any two columns."""
    return {1: _ridge_in_coordinates, 2: _ridge_of_perpendicular, 3: _ridge_of_two}[level](rng)


@functools.cache
def _damped():
    """Return two singular values and α whose filter factors have denominators of at most 10."""
    found = []
    for s, t, alpha in itertools.product(range(1, 10), range(1, 10), range(1, 31)):
        factors = [Fraction(x * x, x * x + alpha) for x in (s, t)]
        if s > t and max(f.denominator for f in factors) <= 10:
            found.append(((s, t), alpha, factors))
    return found


def _weight(alpha):
    return "" if alpha == 1 else alpha


def _ridge_in_coordinates(rng):
    s, alpha, f = rng.choice(_damped())
    beta = [x * rng.choice((-2, -1, 1, 2, 3)) for x in s]
    xi = [g * Fraction(b, x) for g, b, x in zip(f, beta, s, strict=True)]
    plain = [Fraction(b, x) for b, x in zip(beta, s, strict=True)]
    return Problem(
        rf"A matrix $A$ has the singular values ${s[0]}$ and ${s[1]}$, and a right-hand side $b$ has the coordinates "
        rf"${beta[0]}$ along $u_1$ and ${beta[1]}$ along $u_2$. Ridge regression minimises "
        rf"$\lVert b - Ax \rVert^2 + {_weight(alpha)}\lVert x \rVert^2$. "
        "Find both filter factors, and the coordinates of its $x$ along $v_1$ and $v_2$.",
        answers=(
            *(_factor_answer(i, s[i], alpha, f[i]) for i in range(2)),
            *(_coordinate_answer(i, beta[i], plain[i], f[i]) for i in range(2)),
        ),
        hint=r"In these coordinates there is one unknown at a time: minimise $(\beta_i - \sigma_i\xi_i)^2 + \alpha\xi_i^2$.",
        steps=_coordinate_steps(s, beta, alpha, f),
        facts={"A": exact(np.diag(s).tolist()), "b": column(beta), "alpha": alpha, "values": [*f, *xi]},
    )


def _coordinate_steps(s, beta, alpha, f):
    plain = [Fraction(b, x) for b, x in zip(beta, s, strict=True)]
    xi = [g * x for g, x in zip(f, plain, strict=True)]
    return (
        step(
            "Filter factors compare the squared singular value with the sum.",
            *(_factor(i, s[i], alpha, f[i]) for i in range(2)),
        ),
        step("Without damping, divide by the singular values.", *(equal(term(beta[i]) / s[i], plain[i]) for i in range(2))),
        step(
            "Multiply by the factors.",
            *(equal(name(rf"\xi_{i + 1}", xi[i]), term(f[i]) * plain[i], xi[i]) for i in range(2)),
        ),
    )


def _factor_answer(i, s, alpha, f):
    slips = ((Fraction(s, s + alpha), "Square the singular values."), (1 - f, "That is what is taken away."))
    return Answer(f"$f_{i + 1}$", f, slips)


def _coordinate_answer(i, beta, plain, f):
    slips = ((plain, "That is without damping."), (f * beta, r"Divide by $\sigma_i$, too."))
    return Answer(f"along $v_{i + 1}$", f * plain, slips)


def _factor(i, s, alpha, f):
    return equal(name(f"f_{i + 1}", f), term(s) ** 2 / (term(s) ** 2 + alpha), f)


@functools.cache
def _perpendicular():
    """Return the rows of 3 × 2 matrices with perpendicular columns of small whole numbers."""
    columns = [c for c in itertools.product(range(-2, 3), repeat=3) if c.count(0) < 2 and next(filter(None, c)) > 0]
    return [
        tuple(zip(x, y, strict=True))
        for x, y in itertools.product(columns, repeat=2)
        if not sum(a * b for a, b in zip(x, y, strict=True)) and all(map(any, zip(x, y, strict=True)))
    ]


def _ridge_of_perpendicular(rng):
    A = exact(rng.choice(_perpendicular()))
    lengths = (A.T @ A).diagonal()
    while True:
        b, alpha = column([rng.randrange(-3, 10) for _ in range(3)]), rng.randrange(1, 10)
        right = (A.T @ b)[:, 0]
        plain, x = column(right / lengths), column(right / (lengths + alpha))
        if all(right) and max(each.denominator for each in (*plain.flat, *x.flat)) <= 6:
            return _two_fits(A, b, alpha, plain, x)


def _two_fits(A, b, alpha, plain, x):
    common = (plain / (1 + alpha), "Each coefficient has a factor of its own.")
    return Problem(
        rf"The columns of $A = {tex(A)}$ are perpendicular, and $b = {tex(b)}$. Find the least squares solution $x^+$ "
        rf"of $Ax = b$, and the $x$ that minimises $\lVert b - Ax \rVert^2 + {_weight(alpha)}\lVert x \rVert^2$, both "
        "as columns.",
        answers=(
            Answer("$x^+$", plain, ((A.T @ b, "Divide by the squared lengths of the columns."),)),
            Answer("$x$", x, ((plain, "That is without damping."), common)),
        ),
        hint=r"The matrix $A^{\mathsf T}A$ is diagonal here, so that each coefficient can be found by itself.",
        steps=_perpendicular_steps(A, b, alpha, plain, x),
        facts={"A": A, "b": b, "alpha": alpha, "values": [plain, x]},
    )


def _perpendicular_steps(A, b, alpha, plain, x):
    right, lengths, damping = A.T @ b, (A.T @ A).diagonal(), f"{_weight(alpha)}I"
    return (
        *_ridge_equations(A, b, alpha),
        step(
            r"Without damping, divide by the diagonal of $A^{\mathsf T}A$.",
            *(equal(name(f"x^+_{i + 1}", plain[i, 0]), term(right[i, 0]) / lengths[i], plain[i, 0]) for i in range(2)),
        ),
        step(
            rf"With damping, by that of $A^{{\mathsf T}}A + {damping}$.",
            *(equal(name(f"x_{i + 1}", x[i, 0]), term(right[i, 0]) / (term(lengths[i]) + alpha), x[i, 0]) for i in range(2)),
        ),
    )


def _ridge_equations(A, b, alpha):
    a, gram, right = name("A", A), A.T @ A, A.T @ b
    damped = gram + alpha * identity(2)
    return (
        step("Multiply out.", equal(a.T @ a, term(A.T) @ A, gram), equal(a.T @ name("b", b), term(A.T) @ b, right)),
        step(
            "Damping adds to the diagonal.",
            equal(a.T @ a + (name("I", identity(2)) if alpha == 1 else alpha * name("I", identity(2))), damped),
        ),
    )


@functools.cache
def _any_two():
    """Return the rows of 3 × 2 matrices and α for which the determinant of AᵀA + αI is small."""
    found = []
    for p in itertools.product((-1, 0, 1, 2), repeat=6):
        a, b, d = p[0] ** 2 + p[2] ** 2 + p[4] ** 2, p[0] * p[1] + p[2] * p[3] + p[4] * p[5], p[1] ** 2 + p[3] ** 2 + p[5] ** 2
        small = [x for x in (1, 2, 3, 4) if (a + x) * (d + x) - b * b in (4, 5, 6, 8, 9, 10, 12, 15, 16, 18, 20)]
        found += [((p[:2], p[2:4], p[4:]), x) for x in small if b and a * d - b * b and p.count(0) < 3]
    return found


def _ridge_of_two(rng):
    rows, alpha = rng.choice(_any_two())
    A, b = exact(rows), column([rng.randrange(1, 10) for _ in range(3)])
    damped, right = A.T @ A + alpha * identity(2), A.T @ b
    x, plain = inverse(damped) @ right, inverse(A.T @ A) @ right
    return Problem(
        rf"Let $A = {tex(A)}$ and $b = {tex(b)}$. Find the $x$, as a column, "
        rf"that minimises $\lVert b - Ax \rVert^2 + {_weight(alpha)}\lVert x \rVert^2$.",
        answers=(Answer("$x$", x, ((plain, "That is without damping."), (right, "That is the right-hand side: solve."))),),
        hint=r"What are the normal equations of this problem? Damping changes the matrix $A^{\mathsf T}A$ on its diagonal.",
        steps=(
            *_ridge_equations(A, b, alpha),
            step("Solve with the inverse.", equal(name("x", x), term(inverse(damped)) @ right, x)),
            step("Check.", equal(term(damped) @ x, right)),
        ),
        facts={"A": A, "b": b, "alpha": alpha, "values": [x]},
    )


# What follows cuts: the first terms of the solution only.

AXES = {
    2: (((1, 1), (1, -1)), ((2, 1), (1, -2)), ((1, 2), (2, -1)), ((3, 4), (4, -3)), ((4, 3), (3, -4))),
    3: (((1, 2, 2), (2, 1, -2), (2, -2, 1)), ((2, 2, 1), (1, -2, 2), (2, -1, -2))),
}
WITHOUT_A_CUT = "That is without a cut."
NOT_DIVIDED = "Divide each coordinate by its singular value."


def _whole(v, s):
    """Return the symmetric matrix with these eigenvectors and eigenvalues."""
    terms = [x * column(a) @ column(a).T for a, x in zip(v, s, strict=True)]
    return np.sum(terms, axis=0) / Fraction(sum(a * a for a in v[0]))


@functools.cache
def _symmetric(n):
    """Return eigenvectors and falling eigenvalues whose symmetric matrix is whole and has no zero off the diagonal."""
    found = []
    for v in AXES[n]:
        squares = [np.outer(a, a) for a in v]
        for s in itertools.combinations(range(20, 0, -1), n):
            A = np.sum([x * square for square, x in zip(squares, s, strict=True)], axis=0)
            if s[0] >= 2 * s[-1] and A.all() and not (A % (squares[0].trace())).any():
                found.append((v, s))
    return found


@chapter.kind("Cut off the last term")
def truncation(rng, level):
    """Return a symmetric matrix with known eigenvectors, two by two, or three by three at the third level."""
    n = 3 if level == 3 else 2
    v, s = rng.choice([each for each in _symmetric(n) if level > 1 or each[0] == AXES[2][0]])
    while True:
        parts = [rng.choice((-3, -2, -1, 1, 2, 3, 4)) for _ in range(n)]
        x = sum(g * column(a) for a, g in zip(v, parts, strict=True))
        A, cut = _whole(v, s), x - parts[-1] * column(v[-1])
        b = A @ x
        if abs(b).max() <= 99:
            return _of_symmetric(A, b, v, s, (x, cut))


def _of_symmetric(A, b, v, s, found):
    x, cut = found
    listed = ", ".join(f"${tex(column(a))}$" for a in v)
    last = x - cut
    return Problem(
        rf"The symmetric matrix $A = {tex(A)}$ has the eigenvectors {listed}, with positive eigenvalues. Let $b = {tex(b)}$. "
        r"Find the solution $x^+$ of $Ax = b$, and what is left of it if the term with the smallest singular value is cut "
        "off, both as columns.",
        answers=(
            Answer("$x^+$", x, ((b, NOT_DIVIDED), (cut, "That is with the last term cut off."))),
            Answer("after the cut", cut, ((x, WITHOUT_A_CUT), (last, "That is the term to be cut off."))),
        ),
        hint=r"Write $b$ as a combination of the eigenvectors. What does $A$ do to each of them?",
        steps=_truncation_steps(A, b, v, s, found),
        facts={"A": A, "b": b, "v": [column(a) for a in v], "s": s, "x": x, "cut": cut},
    )


def _truncation_steps(A, b, v, s, found):
    x, cut = found
    squared = sum(a * a for a in v[0])
    shares = [(column(a).T @ b).item() / squared for a in v]
    kept = [times(Fraction(g, y), column(a)) for a, g, y in zip(v, shares, s, strict=True)]
    return (
        step(
            "Multiply each eigenvector: the factor is its singular value.",
            *(equal(term(A) @ column(a), times(y, column(a))) for a, y in zip(v, s, strict=True)),
        ),
        step(
            "Find the coefficients of the right-hand side.",
            *(
                equal(name(f"c_{i}", g), (term(column(a).T) @ b) / squared, g)
                for i, (a, g) in enumerate(zip(v, shares, strict=True), start=1)
            ),
        ),
        step("Divide each by its singular value, and add up.", equal(name("x^+", x), total(kept), x)),
        step("Leave the last term out.", equal(total(kept[:-1]), cut)),
    )


# What follows stops early: gradient descent.


@chapter.kind("Two steps of gradient descent")
def descent(rng, level):
    """Return a diagonal matrix, a symmetric one, or one with three rows, and a step size for which two steps come out."""
    while True:
        rows, eta = rng.choice(_walked(level))
        A = exact(rows)
        b = column([rng.randrange(-4, 10) for _ in range(len(A))])
        first = eta * A.T @ b
        second = first + eta * A.T @ (b - A @ first)
        if first.all() and max(x.denominator for x in (*first.flat, *second.flat)) <= 16 and (first != second).any():
            return _two_steps(A, b, eta, (first, second))


@functools.cache
def _walked(level):
    """Return matrices and step sizes, one over a whole number, below twice one over the largest squared singular value."""
    if level == 1:
        pairs = [((s, 0), (0, t)) for s, t in itertools.permutations(range(1, 5), 2)]
    elif level == 2:
        pairs = [((a, c), (c, a)) for a, c in itertools.product(range(1, 4), (-2, -1, 1, 2)) if abs(c) < a]
    else:
        rows = itertools.product(range(-1, 3), repeat=6)
        pairs = [(p[:2], p[2:4], p[4:]) for p in rows if p.count(0) < 3 and 2 <= _gram_determinant(p) <= 20]
    return [(p, Fraction(1, d)) for p in pairs for d in (2, 4, 5, 8, 10, 16) if _converges(p, d)]


def _gram_determinant(p):
    return (
        sum(a * a for a in p[::2]) * sum(a * a for a in p[1::2]) - sum(a * b for a, b in zip(p[::2], p[1::2], strict=True)) ** 2
    )


def _converges(rows, d):
    """Say whether the trace of the Gram matrix, which the largest squared singular value does not exceed, is below 2d."""
    return d <= sum(a * a for row in rows for a in row) < 2 * d


def _two_steps(A, b, eta, found):
    first, second = found
    undivided = (first / eta, r"Multiply by $\eta$.")
    doubled = (2 * first, "The second step begins with a new residual.")
    return Problem(
        rf"Let $A = {tex(A)}$ and $b = {tex(b)}$. Begin at $x_0 = 0$, and walk two steps of gradient descent, "
        rf"$x_{{t+1}} = x_t + \eta A^{{\mathsf T}}(b - Ax_t)$ with $\eta = {tex(eta)}$. Find $x_1$ and $x_2$, both as columns.",
        answers=(Answer("$x_1$", first, (undivided,)), Answer("$x_2$", second, (doubled, (first, "That is after one step.")))),
        hint="In the first step the residual is $b$ itself. What is it in the second?",
        steps=_walk_steps(A, b, eta, found),
        facts={"A": A, "b": b, "eta": eta, "first": first, "second": second},
    )


def _walk_steps(A, b, eta, found):
    first, second = found
    left = b - A @ first
    x = name("x_1", first)
    return (
        step(
            "The first residual is the right-hand side.",
            equal(term(A.T) @ b, A.T @ b),
            equal(x, term(eta) * term(A.T @ b), first),
        ),
        step("Form the new residual.", equal(name("b", b) - name("A", A) @ x, term(b) - A @ first, left)),
        step("Multiply it by the transpose.", equal(term(A.T) @ left, A.T @ left)),
        step("Take the second step.", equal(name("x_2", second), term(first) + term(eta) * term(A.T @ left), second)),
    )


# What follows leaves one point out.

PLACES = {
    1: ((0, 0, 0), (0, 0, 0, 0)),
    2: ((-1, 0, 1), (-2, -1, 1, 2), (-3, -1, 1, 3)),
    3: ((0, 0, 1, 3), (0, 1, 2, 3), (-1, 1, 2, 2), (0, 1, 1, 2)),
}


@functools.cache
def _left_out(t):
    """Return ordinates from 0 to 9 whose last residual, and the same left out, have small denominators."""
    A = _design(t)
    last = (identity(len(t)) - A @ inverse(A.T @ A) @ A.T)[-1]
    scale = math.lcm(*(each.denominator for each in last))
    row, found = [int(scale * each) for each in last], []
    for y in itertools.product(range(10), repeat=len(t)):
        e = sum(a * b for a, b in zip(row, y, strict=True))
        if e and scale // math.gcd(e, scale) <= 4 and row[-1] // math.gcd(e, row[-1]) <= 4:
            found.append(y)
    return found


def _design(t):
    return exact([[1, each] for each in t]) if any(t) else exact([[1]] * len(t))


@chapter.kind("Leave one out")
def leave_one_out(rng, level):
    """Return a mean, or a line, and its last point, to be left out without a second fit."""
    t = rng.choice(PLACES[level])
    y = rng.choice(_left_out(t))
    A, b = _design(t), column(y)
    plus = inverse(A.T @ A) @ A.T
    x, h = plus @ b, (A @ plus)[-1, -1]
    e = (b - A @ x)[-1, 0]
    values = ", ".join(map(show, y))
    told = (
        f"At $t = {', '.join(map(tex, t))}$ the values {values} were measured. A line $x_1 + x_2t$ is fitted"
        if any(t)
        else f"The values {values} were measured. A constant is fitted"
    )
    slips = ((e, "That is the residual of the fit to all."), (e * (1 - h), r"Divide by $1 - h$."))
    return Problem(
        f"{told} by least squares. Find the residual and the leverage $h$ of the last measurement, and by how much a fit "
        "without it misses it (measured less predicted).",
        answers=(
            Answer("residual", e, ((-e, "Measured less fitted."),)),
            Answer("$h$", h, ((1 - h, "That is $1 - h$."),)),
            Answer("left out", e / (1 - h), slips),
        ),
        hint=r"The leverage is the last diagonal entry of $A(A^{\mathsf T}A)^{-1}A^{\mathsf T}$. Only its last row is needed.",
        steps=_left_out_steps(A, b, x, h),
        facts={"A": A, "b": b, "h": h},
    )


def _left_out_steps(A, b, x, h):
    e = (b - A @ x)[-1, 0]
    row = term(A[-1:])
    fit = _fit_of_a_line(A, b, x, row @ (inverse(A.T @ A) @ A[-1:].T), h) if A.shape[1] == 2 else _fit_of_a_constant(b, x, h)
    fitted = row @ x if A.shape[1] == 2 else x[0, 0]
    return (
        *fit,
        step("Find the residual of the last one.", equal(name("e", e), term(b[-1, 0]) - fitted, e)),
        step("Divide.", equal(name("e", e) / (term(1) - name("h", h)), term(e) / (term(1) - term(h)), e / (1 - h))),
    )


def _fit_of_a_line(A, b, x, leverage, h):
    gram = A.T @ A
    return (
        step(
            "Write a row for each measurement.",
            equal(name("A", A), A),
            equal(name(r"A^{\mathsf T}A", gram), term(A.T) @ A, gram),
        ),
        step("Solve the normal equations.", equal(name("x", x), term(inverse(gram)) @ (A.T @ b), x)),
        step("Find the leverage from the last row.", equal(name("h", h), leverage, h)),
    )


def _fit_of_a_constant(b, x, h):
    mean = x[0, 0]
    return (
        step("The constant is the mean.", equal(name("x", mean), total(term(each) for each in b.flat) / len(b), mean)),
        step("Each measurement has the same share in it.", equal(name("h", h), term(1) / len(b), h)),
    )
