r"""Formulas that know their value: what is written and what is computed come from one expression.

``equal(term(3) * 3 + term(4) * 4, 25)`` is the formula :math:`3 \cdot 3 + 4 \cdot 4 = 25`; with 24 it is an error.
"""

from __future__ import annotations

import functools
import itertools
import math
import operator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from svdbook.drills._exact import Root, fraction, norm, sqrt

SUM, PRODUCT, FRACTION, ATOM = range(4)  # how strongly a formula holds together


class Formula(str):
    """A relation in TeX that was found true when it was made."""


@dataclass(frozen=True, eq=False)
class Term:
    """A formula in TeX and its exact value: a fraction, a sum of roots, a matrix of them, or a polynomial's coefficients."""

    tex: str
    value: Any
    binds: int = ATOM

    def __post_init__(self):
        if isinstance(self.value, int):  # two whole numbers would be divided as floats
            object.__setattr__(self, "value", Fraction(self.value))

    def within(self, binds: int) -> str:
        """Return the formula as a part of another, in brackets where these are needed."""
        return self.tex if self.binds >= binds else rf"\left({self.tex}\right)"

    def after(self, binds: int) -> str:
        """Return the formula as a later part of another: a sign in front needs brackets, too."""
        return rf"\left({self.tex}\right)" if self.tex.startswith("-") else self.within(binds)

    def __add__(self, other):
        other = term(other)
        joined = f"- {other.tex[1:]}" if other.tex.startswith("-") else f"+ {other.tex}"  # a + (-b) is a - b
        return Term(f"{self.tex} {joined}", self.value + other.value, SUM)

    def __sub__(self, other):
        other = term(other)
        return Term(f"{self.tex} - {other.after(PRODUCT)}", self.value - other.value, SUM)

    def __mul__(self, other):
        other = term(other)
        dot = r" \cdot " if other.tex.lstrip("-")[0].isdigit() or other.tex.startswith(r"\tfrac") else r"\,"
        return Term(f"{self.within(PRODUCT)}{dot}{other.after(PRODUCT)}", self.value * other.value, PRODUCT)

    def __matmul__(self, other):
        other = term(other)
        product = self.value @ other.value
        value = product.item() if product.shape == (1, 1) else product  # a row times a column is a number
        return Term(rf"{self.within(PRODUCT)}\,{other.after(PRODUCT)}", value, PRODUCT)

    def __truediv__(self, other):
        other = term(other)
        return Term(rf"\frac{{{self.tex}}}{{{other.tex}}}", self.value / other.value, FRACTION)

    def __radd__(self, other):
        return term(other) + self

    def __rsub__(self, other):
        return term(other) - self

    def __rmul__(self, other):
        return term(other) * self

    def __rmatmul__(self, other):
        return term(other) @ self

    def __rtruediv__(self, other):
        return term(other) / self

    def __neg__(self):
        return Term(f"-{self.after(PRODUCT)}", -self.value, SUM)

    def __pow__(self, exponent):
        return Term(f"{self.after(ATOM)}^{{{exponent}}}", self.value**exponent)

    @property
    def T(self):
        """The transpose."""
        return Term(rf"{self.after(ATOM)}^{{\mathsf T}}", self.value.T)


def term(x) -> Term:
    """Return a number or an array as a term that shows it; a term as it is."""
    if isinstance(x, Term):
        return x
    shown = tex(x)
    sum_of_roots = isinstance(x, Root) and len(x.parts) > 1
    fraction = shown.startswith(r"\tfrac")
    whole = isinstance(x, (int, Fraction)) and not fraction
    return Term(shown, x, SUM if sum_of_roots else FRACTION if fraction else ATOM if whole or _is_array(x) else PRODUCT)


def name(letter: str, x) -> Term:
    r"""Return a value under a name, such as ``name(r"\sigma_1", s[0])``."""
    return Term(letter, x.value if isinstance(x, Term) else x)


def times(number, x) -> Term:
    """Return a multiple of a term; of the factors 1 and -1 only the sign is written."""
    return term(x) if number == 1 else -term(x) if number == -1 else number * term(x)


def combined(numbers, terms) -> Term:
    """Return the combination of terms with these numbers, written out without those that are zero."""
    (first, *others) = ((c, x) for c, x in zip(numbers, terms, strict=True) if c)
    shown = times(*first)
    for c, x in others:
        shown = shown + times(c, x) if c > 0 else shown - times(-c, x)
    return shown


def total(terms) -> Term:
    """Return the sum of terms, written out."""
    return functools.reduce(operator.add, map(term, terms))


def root(x) -> Term:
    """Return the square root of a term, with the root sign."""
    x = term(x)
    return Term(rf"\sqrt{{{x.tex}}}", sqrt(x.value))


def length(x, kind: str = "") -> Term:
    """Return the length of a vector, or the Frobenius norm of a matrix with ``kind="F"``."""
    x = term(x)
    left, right = (r"\left", r"\right") if _is_array(x.value) and "matrix" in x.tex else ("", "")  # bars as high as a matrix
    return Term(rf"{left}\lVert {x.tex} {right}\rVert" + (f"_{{{kind}}}" if kind else ""), norm(x.value))


def modulus(x) -> Term:
    """Return the modulus of a number."""
    x = term(x)
    return Term(rf"\lvert {x.tex} \rvert", abs(x.value))


def polynomial(coefficients, letter: str = r"\lambda") -> Term:
    """Return a polynomial by its coefficients, that of the highest power first."""
    degree = len(coefficients) - 1
    powers = [f"{letter}^{{{degree - i}}}" for i in range(degree - 1)] + [letter, ""][-degree - 1 :]
    return Term(combination(coefficients, powers), tuple(map(Fraction, coefficients)), SUM)


def combination(coefficients, symbols) -> str:
    """Return a sum of numbers times symbols in TeX, without those that are zero."""
    shown = ""
    for c, symbol in zip(coefficients, symbols, strict=True):
        number = "" if abs(c) == 1 and symbol else tex(abs(c))
        shown += f" {'-' if c < 0 else '+'} {number}{symbol}" if c else ""
    return shown.removeprefix(" + ") if shown.startswith(" + ") else shown.replace(" - ", "-", 1)


def cofactor(A, i, j) -> Term:
    """Return a cofactor of a 3 × 3 matrix, written out; the order of its columns gives it its sign."""
    (a, b), (c, d) = (A[k, [(j + 1) % 3, (j + 2) % 3]] for k in ((i + 1) % 3, (i + 2) % 3))
    return term(a) * d - term(b) * c


def factored(roots, letter: str = r"\lambda") -> Term:
    """Return the polynomial with these roots, as the product of its factors."""
    coefficients = [Fraction(1)]
    for zero in roots:
        coefficients = [a - zero * b for a, b in zip([*coefficients, 0], [0, *coefficients], strict=True)]
    factors = (f"({polynomial((1, -zero), letter).tex})" if zero else letter for zero in sorted(roots, key=bool))
    return Term("".join(factors), tuple(coefficients), PRODUCT)


def equal(*terms) -> Formula:
    """Return the formula that says that terms are equal; it is an error if they are not."""
    terms = [term(x) for x in terms]
    for one, other in itertools.pairwise(terms):
        if not _same(one.value, other.value):
            raise ArithmeticError(f"{one.tex} is not {other.tex}")
    shown = (next(same) for _, same in itertools.groupby((x.tex for x in terms), lambda tex: tex.replace(r"\tfrac", r"\frac")))
    return Formula(" = ".join(shown))


def less(*terms) -> Formula:
    """Return the formula that says that numbers grow from term to term; it is an error if they do not."""
    terms = [term(x) for x in terms]
    if not all(one.value < other.value for one, other in itertools.pairwise(terms)):
        raise ArithmeticError(" < ".join(x.tex for x in terms) + " is not so")
    return Formula(" < ".join(x.tex for x in terms))


def about(x, decimals: int) -> Formula:
    """Return the formula that says what a number is nearly, rounded to some decimals."""
    x = term(x)
    return Formula(rf"{x.tex} \approx {float(x.value):.{decimals}f}")


def _is_array(x):
    return isinstance(x, np.ndarray)


def _same(x, y):
    """Whether two values are the same, exactly; a float is none."""
    if _is_array(x) or _is_array(y):
        return np.shape(x) == np.shape(y) and all(map(_same, np.ravel(x), np.ravel(y)))
    if any(isinstance(each, float) for each in (x, y)):
        raise TypeError(f"values must be exact, got {x!r} and {y!r}")
    return bool(x == y)


def tex(x) -> str:
    r"""Return an exact number or array in TeX; what all entries have in common stands in front.

    Examples
    --------
    >>> from svdbook.drills._exact import exact, unit
    >>> print(tex(Fraction(-3, 2)), tex(2 * sqrt(5)), tex(1 / sqrt(5)), tex(1 + sqrt(2)))
    -\tfrac{3}{2} 2\sqrt{5} \tfrac{1}{\sqrt{5}} 1 + \sqrt{2}
    >>> print(tex(unit([2, 1])))
    \tfrac{1}{\sqrt{5}}\begin{bmatrix} 2 \\ 1 \end{bmatrix}
    """
    if isinstance(x, Term):
        return x.tex
    if _is_array(x):
        return _array(x)
    if isinstance(x, Root):
        shown = "".join(f" {'-' if q < 0 else '+'} {_monomial(abs(q), n)}" for n, q in sorted(x.parts.items()))
        return shown.removeprefix(" + ").replace(" - ", "-", 1) if shown.startswith(" - ") else shown.removeprefix(" + ")
    return ("-" if x < 0 else "") + _monomial(abs(fraction(x)), 1)


def _monomial(q, n):
    """Return a positive fraction times the root of n: the root below the line where it divides the denominator."""
    above, below, root_of_n = q.numerator, q.denominator, rf"\sqrt{{{n}}}" if n > 1 else ""
    if below == 1:
        return root_of_n if n > 1 and above == 1 else f"{above}{root_of_n}"
    if n > 1 and below % n == 0 and (above == 1 or below == n):
        return rf"\tfrac{{{above}}}{{{below // n if below > n else ''}{root_of_n}}}"
    return rf"\tfrac{{{root_of_n if n > 1 and above == 1 else f'{above}{root_of_n}'}}}{{{below}}}"


def _array(x):
    """Return a matrix whose common factor stands in front where it makes the entries whole."""
    factor, whole = _common(x)
    body = r" \\ ".join(" & ".join(map(tex, row)) for row in whole)
    return f"{factor}\\begin{{bmatrix}} {body} \\end{{bmatrix}}"


def _common(x):
    """Return what all entries have in common, in TeX, and what is left of them."""
    roots = {n for entry in x.flat for n in (entry.parts if isinstance(entry, Root) else {1} if entry else ())}
    several = any(isinstance(entry, Root) and len(entry.parts) > 1 for entry in x.flat)
    fractions = not several and roots == {1} and all(fraction(entry).denominator == 1 for entry in x.flat)
    if several or len(roots) != 1 or fractions:
        return "", x
    (n,) = roots
    parts = [fraction(entry / sqrt(n)) for entry in x.flat if entry]
    below = math.lcm(*(part.denominator for part in parts))
    factor = Fraction(math.gcd(*(int(part * below) for part in parts)), below) * sqrt(n)
    return tex(factor), x / factor
