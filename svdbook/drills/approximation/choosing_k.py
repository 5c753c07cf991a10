"""Problems for the chapter on how many terms."""

import functools
import itertools
from fractions import Fraction

from svdbook.drills._exact import sqrt
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import about, equal, less, name, root, term, tex, total

chapter = Chapter("choosing_k")

VALUES = "Add the squares, not the values."
BEFORE = "A truncation takes all terms before the last one, too."
EDGE = r"That is $(\sqrt m + \sqrt n)\,\omega$, where the noise alone ends. The threshold lies above it."
NORM = "That percentage is of the norm: square it, too."
SQUARED = "That is its square: take the root."
STORIES = ("a photograph", "a table of prices", "the marks of a class", "a map of rainfall", "a year of temperatures")


COUNTS = ("no", "one", "two", "three", "four", "five")


def _listed(numbers):
    """Return numbers with commas between them, as a formula."""
    return f"${', '.join(map(tex, numbers))}$"


def _energy(s):
    """Return the sum of squares as a term that shows it."""
    return total(term(x) ** 2 for x in s)


@functools.cache
def _shares(n, largest, percent):
    """Return σ and a rank of which the share of energy is a simple fraction, and the rank that keeps some percent."""
    found = []
    for s in itertools.combinations_with_replacement(range(largest, 0, -1), n):
        energies = list(itertools.accumulate(x * x for x in s))
        enough = 1 + next(i for i, x in enumerate(energies) if 100 * x > percent * energies[-1])
        if s[0] > s[1] and 1 < enough < n and 100 * energies[enough - 2] < percent * energies[-1]:
            found += [(s, k, enough) for k in range(1, n) if _is_simple(Fraction(energies[-1] - energies[k - 1], energies[-1]))]
    return found


@functools.cache
def _is_simple(lost):
    """Whether a share and its root are written with small numbers."""
    return lost.denominator <= 50 and max(getattr(sqrt(lost), "parts", {1})) <= 15


@chapter.kind("The share of energy that is kept")
def energy_kept(rng, level):
    """Return three, four or five σ, and ask for the share of some rank, its error, and the rank for a share."""
    n, largest, percents = {1: (3, 20, (90,)), 2: (4, 16, (90, 80)), 3: (5, 12, (90, 95))}[level]
    percent = rng.choice(percents)
    s, k, enough = rng.choice(_shares(n, largest, percent))
    share, error = Fraction(_energy(s[:k]).value, _energy(s).value), sqrt(Fraction(_energy(s[k:]).value, _energy(s).value))
    by_values = Fraction(sum(s[:k]), sum(s))
    return Problem(
        f"The singular values of {rng.choice(STORIES)} are {_listed(s)}. Which share of the energy does $A_{k}$ keep? What is "
        rf"its relative error $\lVert A - A_{k} \rVert_F / \lVert A \rVert_F$? Which is the smallest rank that keeps "
        f"{percent} % of the energy?",
        answers=(
            Answer("Share (as a fraction)", share, ((by_values, VALUES), (1 - share, "That is the share that is lost."))),
            Answer("Relative error", error, ((1 - share, SQUARED),)),
            Answer(f"Rank for {percent} %", enough, ((_by_values(s, percent), VALUES),)),
        ),
        hint="The energy is the sum of all squares. Write down the sums of the first one, two, three squares.",
        steps=_share_steps(s, k, percent, enough),
        facts={"s": s, "k": k, "percent": percent},
    )


def _by_values(s, percent):
    """Return the rank that somebody finds who forgets the squares."""
    return 1 + next(i for i, x in enumerate(itertools.accumulate(s)) if 100 * x >= percent * sum(s))


def _share_steps(s, k, percent, enough):
    """Return the steps from σ to a share, an error, and a rank."""
    energy, kept, lost = _energy(s), _energy(s[:k]), _energy(s[k:])
    share, wanted = kept.value / energy.value, Fraction(percent, 100) * energy.value
    before, after = _energy(s[: enough - 1]), _energy(s[:enough])
    return (
        step("Add the squares: that is the whole energy.", equal(energy, energy.value)),
        step("Divide what the first terms keep by it.", equal(kept / energy.value, share)),
        step("What is lost is the squared relative error.", equal(root(lost / energy.value), sqrt(lost.value / energy.value))),
        step(f"Find {percent} % of the energy.", equal(term(Fraction(percent, 100)) * energy.value, wanted)),
        step(_enough(enough), less(before, wanted, after)),
    )


def _enough(k):
    """Return the sentence that k terms keep enough, and one less does not."""
    verb = "does" if k == 2 else "do"
    return f"{COUNTS[k].capitalize()} terms keep enough, {COUNTS[k - 1]} {verb} not: rank {k} is the smallest."


# shapes for which the threshold is a whole number or one root
SQUARES = {1: (12, 27, 48, 75), 2: (16, 25, 36, 49, 64)}
OBLONG = ((6, 36), (16, 40), (18, 60), (8, 20), (12, 30), (20, 50), (9, 30), (12, 72))


@chapter.kind("The threshold for known noise")
def threshold(rng, level):
    """Return σ of a square matrix with a whole threshold, with a root, or of an oblong matrix."""
    while True:
        m, n = rng.choice(OBLONG) if level == 3 else (rng.choice(SQUARES[level]),) * 2
        noise = rng.choice((Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3)))
        squared = _squared_lambda(Fraction(m, n)) * n * noise**2
        edge = (sqrt(m) + sqrt(n)) * noise
        if 6 < edge < 60:
            return _threshold_problem((m, n, noise), sqrt(squared), edge, _around(rng, squared, edge))


def _squared_lambda(beta):
    """Return the square of the factor λ(β) of the threshold, for shapes whose root comes out."""
    inner = sqrt(beta**2 + 14 * beta + 1)
    return 2 * (beta + 1) + 8 * beta / (beta + 1 + inner)


def _around(rng, squared, edge):
    """Return whole numbers: some above a threshold, given squared, some between it and the edge of noise, some below."""
    numbers = range(2, 100)
    above, between = [x for x in numbers if x * x > squared], [x for x in numbers if x > edge and x * x < squared]
    below = [x for x in numbers if x < edge]
    chosen = rng.sample(above[:30], rng.randint(1, 3)) + rng.sample(between, min(len(between), rng.randint(0, 2)))
    return sorted(chosen + rng.sample(below[-6:], 3), reverse=True)


def _threshold_problem(shape, tau, edge, s):
    """Return the problem of σ of a matrix with m rows and n columns and noise of a known size."""
    m, n, noise = shape
    kept, seen = sum(x > tau for x in s), sum(x > edge for x in s)
    slips = ((tau / noise, r"Multiply by $\omega$."), (tau**2, SQUARED), (edge, EDGE))
    rule = r"$\tau = \tfrac{4}{\sqrt 3}\sqrt n\,\omega$"
    if m != n:
        inner = r"\bigl(\beta + 1 + \sqrt{\beta^2 + 14\beta + 1}\bigr)"
        rule = rf"$\tau = \lambda\sqrt n\,\omega$ with $\beta = m/n$ and $\lambda^2 = 2(\beta + 1) + 8\beta / {inner}$"
    return Problem(
        rf"A matrix with $m = {m}$ rows and $n = {n}$ columns is one of low rank plus noise: independent normal errors of "
        rf"standard deviation $\omega = {tex(noise)}$. Its largest singular values are {_listed(s)}. The threshold of Gavish "
        f"and Donoho is {rule}. Find it. How many singular values are above it?",
        answers=(
            Answer(r"$\tau$", tau, slips),
            Answer("Number above", kept, ((seen, "So many stand above the noise, but not all are worth keeping."),)),
        ),
        hint="Square the threshold. Then compare it with the squares of the singular values, without any rounding.",
        steps=(*_threshold_steps(shape, tau), *_counting_steps(s, tau, kept, shape)),
        facts={"m": m, "n": n, "noise": noise, "s": s},
    )


def _threshold_steps(shape, tau):
    """Return the steps to the threshold, from the shape and the size of the noise."""
    m, n, noise = shape
    if m == n:
        return (step("Put in the numbers.", equal(name(r"\tau", tau), term(4) / root(3) * root(n) * noise, tau)),)
    beta = Fraction(m, n)
    inside = term(beta) ** 2 + 14 * term(beta) + 1
    squared = name(r"\lambda^{2}", _squared_lambda(beta))
    below = term(beta + 1) + sqrt(inside.value)
    return (
        step("Divide the smaller number by the larger.", equal(name(r"\beta", beta), term(m) / n, beta)),
        step("The root comes out.", equal(root(inside), sqrt(inside.value))),
        step("Put it in.", equal(squared, 2 * term(beta + 1) + 8 * term(beta) / below, squared.value)),
        step("Multiply by the size of the noise.", equal(name(r"\tau", tau), root(squared.value) * root(n) * noise, tau)),
    )


def _counting_steps(s, tau, kept, shape):
    """Return the steps that count σ above the threshold, and say where the noise ends."""
    m, n, noise = shape
    square, edge = name(r"\tau^{2}", tau**2), (root(m) + root(n)) * noise
    counted = f"Compare the squares: {COUNTS[kept]} of the singular values {'is' if kept == 1 else 'are'} above the threshold."
    reach = equal(edge, edge.value) if isinstance(edge.value, Fraction) else about(edge, 1)
    return (
        step(counted, equal(square, tau**2), less(term(s[kept]) ** 2, square, term(s[kept - 1]) ** 2)),
        step(
            r"For comparison: the largest singular value of the noise alone is near $(\sqrt m + \sqrt n)\,\omega$, which is "
            "below the threshold.",
            reach,
            less(edge, name(r"\tau", tau)),
        ),
    )


@chapter.kind("The error after some terms")
def error_for_k(rng, level):
    """Return three to five σ, and ask for both errors of a rank, and for the rank that an error allows."""
    n = level + 2
    while True:
        s = sorted(rng.sample(range(1, 21), n), reverse=True)
        errors = [sqrt(_energy(s[k:]).value) for k in range(n)]
        k, bound = rng.randint(1, max(1, n - 2)), _bound(rng, level, errors)
        if bound in errors or bound >= errors[1]:
            continue
        enough = next(k for k, error in enumerate([*errors, 0]) if error <= bound)
        if enough < n:
            return _error_problem(s, k, enough, bound, level)


def _bound(rng, level, errors):
    """Return what the error must not exceed: a number, or at level 3 a tenth or a fifth of the norm."""
    return errors[0] / rng.choice((4, 5, 10)) if level == 3 else Fraction(rng.randint(2, 15))


def _error_problem(s, k, enough, bound, level):
    """Return the problem of the errors of a rank, and of the smallest rank for a bound."""
    F, whole = sqrt(_energy(s[k:]).value), sqrt(_energy(s).value)
    allowed = rf"{tex(bound / whole * 100)} % of $\lVert A \rVert_F$" if level == 3 else show(bound)
    two_slips = ((F, "That is the Frobenius norm."), (s[k - 1], "That one is kept."))
    slips = ((sum(s[k:]), "Add the squares, and take the root."), (F**2, SQUARED), (s[k], "That is the 2-norm."))
    return Problem(
        rf"The singular values of $A$ are {_listed(s)}. Find $\lVert A - A_{k} \rVert_2$ and $\lVert A - A_{k} \rVert_F$. "
        f"Which is the smallest rank whose error in the Frobenius norm is at most {allowed}?",
        answers=(
            Answer(rf"$\lVert A - A_{k} \rVert_2$", s[k], two_slips),
            Answer(rf"$\lVert A - A_{k} \rVert_F$", F, slips),
            Answer("Smallest rank", enough, _rank_slips(s, bound, level)),
        ),
        hint=f"Square the bound{', and the percentage' if level == 3 else ''}. Then add squares from the last one up, until "
        "their sum is too large.",
        steps=_error_steps(s, k, enough, bound, level),
        facts={"s": s, "k": k, "bound": bound},
    )


def _rank_slips(s, bound, level):
    """Return the ranks that are enough for the 2-norm, and at level 3 for the same percentage of the energy."""
    by_two = next(i for i, x in enumerate([*s, 0]) if x <= bound)
    energy = _energy(s).value
    share = bound / sqrt(energy) if level == 3 else 0
    by_energy = next(i for i in range(len(s) + 1) if sum(x * x for x in s[i:]) <= share * energy)
    return (by_two, "That is enough for the 2-norm only."), *([(by_energy, NORM)] if level == 3 else [])


def _error_steps(s, k, enough, bound, level):
    """Return the steps that read off both errors, and add squares from the last."""
    lost, before, after = _energy(s[k:]), _energy(s[enough - 1 :]), _energy(s[enough:])
    energy, first, allowed, whole = _energy(s), name(rf"\sigma_{k + 1}", s[k]), term(bound) ** 2, ()
    if level == 3:
        allowed = name(r"\lVert A \rVert_F^{2}", energy.value) * term(bound / sqrt(energy.value)) ** 2
        whole = (step("The squared norm is the sum of all squares.", equal(energy, energy.value)),)
    return (
        step("The first singular value that is left out is the error in the 2-norm.", equal(first, s[k])),
        step("All that are left out make the error in the Frobenius norm.", equal(root(lost), sqrt(lost.value))),
        *whole,
        step("Square what is allowed.", equal(allowed, allowed.value)),
        step(
            f"Leave out as many as this allows, from the last one up: rank {enough} is the smallest that is allowed.",
            less(after, allowed.value, before),
        ),
    )


@chapter.kind("Which terms help")
def term_helps(rng, level):
    """Return a signal in noise whose truth is known: three terms, five, or five of which a later one may help again."""
    n = 3 if level == 1 else 5
    while True:
        best = rng.randint(1, n - 1)
        helps = [i < best for i in range(n)] if level < 3 else rng.choices((True, False), k=n)
        y = sorted(rng.sample(range(3, 8 + 4 * level), n), reverse=True)
        a = [_signal(rng, x, each, 1 if level == 1 else 2) for x, each in zip(y, helps, strict=True)]
        gains = [2 * x * z - x * x for x, z in zip(y, a, strict=True)]
        sums = [0, *itertools.accumulate(gains)]
        mixed = helps != sorted(helps, reverse=True)
        if sums.count(max(sums)) == 1 and 0 < sums.index(max(sums)) < n and mixed == (level == 3):
            return _signal_problem(y, a, gains, sums, rng.randrange(n))


def _signal(rng, y, helps, parts):
    """Return how much of a term of size y is signal, in whole numbers or halves: more than half of it, or less."""
    middle = Fraction(y, 2)
    candidates = [Fraction(i, parts) for i in range(parts * y + 1)]
    return rng.choice([each for each in candidates if (each > middle if helps else each < middle)])


def _signal_problem(y, a, gains, sums, j):
    """Return the problem of the rank that comes nearest to the truth."""
    best, once = sums.index(max(sums)), y[j] ** 2 - y[j] * a[j]
    best_slips = ((sum(x > 0 for x in gains), BEFORE), (len(y), "Not every term helps: add up the changes."))
    change_slips = ((gains[j], "Look at the sign: does the error fall?"), (once, "Take away twice $y_ia_i$, not once."))
    return Problem(
        f"A noisy matrix $Y$ has the singular values $y_i$: {_listed(y)}. The true matrix $A$ is known, and the numbers "
        rf"$a_i = u_i^{{\mathsf T}}Av_i$ are, in the same order, {_listed(a)}. Which truncation $Y_k$ is nearest to $A$ in the "
        rf"Frobenius norm? By how much does the squared error $\lVert A - Y_k \rVert_F^2$ change when term {j + 1} is added "
        "(negative if it falls)?",
        answers=(
            Answer("$k$", best, best_slips),
            Answer("Change", -gains[j], change_slips),
        ),
        hint="A term helps if more than half of it is signal. Then add up the changes of the first terms: for which number of "
        "terms is the sum least?",
        steps=_signal_steps(y, a, gains, best, j),
        facts={"y": y, "a": a, "j": j},
    )


def _signal_steps(y, a, gains, best, j):
    """Return the steps from the terms to their changes, and to the number of those that are worth taking."""
    return (
        step(
            r"By the theorem on terms that help, term $i$ changes the squared error by $y_i^2 - 2y_ia_i$. "
            f"That of term {j + 1} is asked for.",
            *(equal(term(x) ** 2 - 2 * term(x) * z, -g) for x, z, g in zip(y, a, gains, strict=True)),
        ),
        step(
            f"Add up the changes of the first terms. The least sum is that of {COUNTS[best]} term{'s' if best > 1 else ''}.",
            *_sums(gains, best),
        ),
    )


def _sums(gains, best):
    """Return the formulas for the sums of the changes, and that no other is as small as the best."""
    least = -sum(gains[:best])
    others = [(-sum(gains[:k]), k) for k in range(len(gains) + 1) if k != best]
    return (
        equal(total(-gain for gain in gains[:best]), least),
        *(less(least, total(-gain for gain in gains[:k]) if k else term(0)) for _, k in others),
    )
