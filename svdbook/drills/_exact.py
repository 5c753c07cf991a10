"""Exact numbers: fractions, sums of square roots, and arrays of them.

NumPy's arrays of objects multiply, add and transpose exactly where their entries do. No float comes in.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np


def _simplest(parts):
    """Return the sum of ``parts[n]`` times the root of n: a fraction where no root is left."""
    parts = {n: q for n, q in parts.items() if q}
    return parts.get(1, Fraction(0)) if parts.keys() <= {1} else Root(parts)


def fraction(x) -> Fraction:
    """Return a whole number as a fraction, and a fraction as it is: a copy of each would take a third of all time."""
    return x if type(x) is Fraction else Fraction(x)


def _parts(x):
    return x.parts if isinstance(x, Root) else {1: fraction(x)}


def _combined(step):
    """Let an operation of `Root` take fractions, too, and refuse what is not exact."""

    @functools.wraps(step)
    def operation(self, other):
        return step(self, other) if isinstance(other, (Root, Fraction, int)) else NotImplemented

    return operation


@functools.total_ordering
class Root:
    """A sum of fractions times square roots: ``Root({1: 1, 5: 2})`` is 1 + 2√5.

    Every number under a root has no square factor, so that equal numbers have equal parts. `sqrt` makes such numbers.
    """

    __slots__ = ("parts",)

    def __init__(self, parts):
        self.parts = parts

    def __repr__(self):
        return f"Root({self.parts})"

    def __float__(self):
        return math.fsum(q * math.sqrt(n) for n, q in self.parts.items())

    def __hash__(self):
        return hash(frozenset(self.parts.items()))

    @_combined
    def __eq__(self, other):
        return self.parts == _parts(other)

    @_combined
    def __lt__(self, other):
        return float(self) < float(other)

    @_combined
    def __add__(self, other):
        mine, theirs = self.parts, _parts(other)
        return _simplest({n: mine.get(n, 0) + theirs.get(n, 0) for n in mine.keys() | theirs.keys()})

    @_combined
    def __mul__(self, other):
        product = {}
        for m, p in self.parts.items():
            for n, q in _parts(other).items():
                common = math.gcd(m, n)
                inside = m * n // common**2  # no square factor, since m and n have none
                product[inside] = product.get(inside, 0) + p * q * common
        return _simplest(product)

    @_combined
    def __truediv__(self, other):
        return self * _inverse(other)

    @_combined
    def __rtruediv__(self, other):
        return _inverse(self) * other

    @_combined
    def __sub__(self, other):
        return self + -other

    @_combined
    def __rsub__(self, other):
        return -self + other

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return Root({n: -q for n, q in self.parts.items()})

    def __abs__(self):
        return self if float(self) > 0 else -self

    def __pow__(self, exponent):
        return functools.reduce(lambda power, _: power * self, range(exponent), Fraction(1))


def _inverse(x):
    """Return 1/x: with one root after the other, (a + b√n)⁻¹ = (a - b√n) / (a² - n b²)."""
    if not isinstance(x, Root):
        return 1 / fraction(x)
    if len(x.parts) == 1:
        ((n, q),) = x.parts.items()
        return Root({n: 1 / (q * n)})
    prime = min(p for p in range(2, max(x.parts) + 1) if any(n % p == 0 for n in x.parts))
    conjugate = _simplest({n: -q if n % prime == 0 else q for n, q in x.parts.items()})
    return conjugate * _inverse(x * conjugate)


@functools.cache
def _square_factor(n):
    """Return the largest d of which d² divides n."""
    return max(d for d in range(1, math.isqrt(n) + 1) if n % d**2 == 0)


def sqrt(x: Fraction | int):
    """Return the square root of a fraction that is not negative, exactly.

    Examples
    --------
    >>> sqrt(Fraction(9, 4)), sqrt(20), sqrt(Fraction(1, 2)) * sqrt(2)
    (Fraction(3, 2), Root({5: Fraction(2, 1)}), Fraction(1, 1))
    """
    x = fraction(x)
    if x < 0:
        raise ValueError(f"x must not be negative, got {x}")
    if x == 0:
        return x
    inside = x.numerator * x.denominator
    outside = _square_factor(inside)
    return _simplest({inside // outside**2: Fraction(outside, x.denominator)})


def exact(entries: Iterable) -> np.ndarray:
    """Return a matrix of exact numbers.

    Examples
    --------
    >>> A = exact([[3, 2], [2, 3]])
    >>> A @ A.T == exact([[13, 12], [12, 13]])
    array([[ True,  True],
           [ True,  True]])
    """
    array = np.array(entries, dtype=object)
    return np.vectorize(lambda x: x if isinstance(x, Root) else fraction(x), otypes=[object])(array)


def column(entries: Iterable) -> np.ndarray:
    """Return a vector of exact numbers: a matrix of one column, as all vectors of the drills are."""
    return exact([[x] for x in entries])


def identity(n: int) -> np.ndarray:
    """Return the unit matrix."""
    return exact(np.eye(n, dtype=int).tolist())


def norm(v: np.ndarray):
    """Return the length of a vector, or the Frobenius norm of a matrix, of fractions."""
    return sqrt(sum(x * x for x in v.flat))


def unit(direction: Iterable) -> np.ndarray:
    """Return the vector of length 1 in a direction of fractions."""
    v = column(direction)
    return v / norm(v)


def echelon(A: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Return the reduced row echelon form of a matrix, and the numbers of its pivot columns, from 0."""
    R, pivots = exact(A), []
    for j in range(R.shape[1]):
        row = len(pivots)
        below = next((i for i in range(row, len(R)) if R[i, j] != 0), None)
        if below is None:
            continue
        R[[row, below]] = R[[below, row]]
        R[row] = R[row] / R[row, j]
        for i in range(len(R)):
            if i != row:
                R[i] = R[i] - R[i, j] * R[row]
        pivots.append(j)
    return R, pivots


def inverse(A: np.ndarray) -> np.ndarray:
    """Return the inverse of a square matrix that has one."""
    R, pivots = echelon(np.hstack([A, identity(len(A))]))
    if pivots != list(range(len(A))):
        raise ValueError(f"A must have an inverse, got {A.tolist()}")
    return R[:, len(A) :]
