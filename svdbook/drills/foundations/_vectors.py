"""Vectors as the refresher writes them, (3, 1), and the formulas that multiply them."""

import math
from fractions import Fraction

from svdbook.drills._exact import Root, exact
from svdbook.drills._problem import step
from svdbook.drills._terms import ATOM, PRODUCT, Term, _common, equal, name, root, term, tex, times, total

SMALL = tuple(n for n in range(-5, 6) if n)
THIRDS = ((1, 2, 2), (2, 1, -2), (2, -2, 1))
FIFTHS = ((3, 4), (-4, 3))


def vector(entries) -> Term:
    """Return a vector, written in a line: a matrix of one row."""
    row = exact([list(entries)])
    factor, whole = _common(row)
    return Term(f"{factor}({', '.join(map(tex, whole.flat))})", row, PRODUCT if factor else ATOM)


def drawn(rng, n, entries=SMALL):
    """Return n numbers."""
    return [rng.choice(entries) for _ in range(n)]


def turned(rng, *vectors):
    """Return vectors with their entries in another order, and with other signs, all in the same way."""
    n = len(vectors[0])
    order, signs = rng.sample(range(n), n), rng.choices((1, -1), k=n)
    return [[sign * v[i] for i, sign in zip(order, signs, strict=True)] for v in vectors]


def dot(x, y):
    """Return the scalar product of two lists of numbers."""
    return sum(a * b for a, b in zip(x, y, strict=True))


def multiplied(x, y, divisor: Fraction | Root | int = 1) -> Term:
    """Return the scalar product, entry times entry; what both are divided by stands in front."""
    products = [term(x[0]) * y[0], *(_bracketed(a) * b for a, b in zip(x[1:], y[1:], strict=True))]
    return total(products) if divisor == 1 else 1 / term(divisor) * total(products)


def _bracketed(a):
    return Term(rf"\left({tex(a)}\right)", a) if a < 0 else term(a)


def lengthened(letter, x):
    """Return the formula that finds the length of a vector of that name; its common denominator stands in front."""
    below = math.lcm(*(Fraction(a).denominator for a in x))
    factor = Fraction(math.gcd(*(int(a * below) for a in x)), below) if below > 1 else Fraction(1)
    squares = root(total(term(a / factor) ** 2 for a in x))
    inside = root(sum((a / factor) ** 2 for a in x))
    found = factor * squares.value
    return equal(name(rf"\lVert {letter} \rVert", found), times(factor, squares), times(factor, inside), found)


def whole(x):
    """Return the whole numbers that are a multiple of some numbers, as small as can be."""
    below = math.lcm(*(Fraction(a).denominator for a in x))
    common = math.gcd(*(int(a * below) for a in x)) or 1
    return [int(a * below) // common for a in x]


def product_step(letters, x, y, text="Multiply entry by entry, and add.", divisor: Fraction | Root | int = 1):
    """Return the step that finds a scalar product; `letters` are the names of the two vectors."""
    product = multiplied(x, y, divisor)
    return step(text, equal(name(r" \cdot ".join(letters), product), product, product.value))
