"""Exact numbers, and formulas that know their value."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from svdbook.drills._exact import Root, column, echelon, exact, identity, inverse, norm, sqrt, unit
from svdbook.drills._problem import step
from svdbook.drills._terms import (
    about,
    cofactor,
    equal,
    factored,
    length,
    less,
    modulus,
    name,
    polynomial,
    root,
    term,
    tex,
    times,
    total,
)

fractions = st.fractions(-20, 20, max_denominator=12)
numbers = st.builds(
    lambda a, b, m, c, n: a + b * sqrt(m) + c * sqrt(n),
    *[fractions, fractions, st.integers(0, 60)] * 1,
    fractions,
    st.integers(0, 60),
)


@given(numbers, numbers, numbers)
def test_they_are_a_field(x, y, z):
    assert x * (y + z) == x * y + x * z
    assert (x + y) - y == x
    assert x * y == y * x
    assert hash(x * y) == hash(y * x)
    assume(y != 0)
    assert x / y * y == x


@given(numbers, numbers)
def test_they_agree_with_floats(x, y):
    assert math.isclose(float(x * y + 1), float(x) * float(y) + 1, abs_tol=1e-8)
    assert abs(x) == (x if float(x) > 0 else -x)
    assert (x < y) == (float(x) < float(y))


@given(st.fractions(0, 1000, max_denominator=30))
def test_a_root_squared_is_its_number(x):
    assert sqrt(x) * sqrt(x) == sqrt(x) ** 2 == x


def test_a_rational_result_is_a_fraction():
    assert isinstance(sqrt(Fraction(9, 4)), Fraction)
    assert isinstance(sqrt(8) * sqrt(2), Fraction)
    assert isinstance(sqrt(5) - sqrt(5), Fraction)
    assert isinstance(sqrt(5), Root)


def test_no_float_gets_in():
    with pytest.raises(TypeError):
        sqrt(2) + 0.5
    with pytest.raises(TypeError):
        sqrt(2) * 1.0
    with pytest.raises(ValueError, match="-1"):
        sqrt(-1)


def test_matrices():
    A = exact([[2, 4, 1], [1, 2, 0], [3, 6, 1]])
    R, pivots = echelon(A)
    assert pivots == [0, 2]
    assert (exact([[1, 2, 0], [0, 0, 1], [0, 0, 0]]) == R).all()
    assert (A[:, pivots] @ R[: len(pivots)] == A).all()
    B = exact([[2, 1], [7, 4]])
    assert (B @ inverse(B) == identity(2)).all()
    with pytest.raises(ValueError, match="inverse"):
        inverse(exact([[1, 2], [2, 4]]))
    assert norm(column([1, 2, 2])) == 3
    assert (unit([1, 2]).T @ unit([1, 2])).item() == 1


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (lambda: equal(term(3) * 3 + term(4) * -4, -7), r"3 \cdot 3 + 4 \cdot \left(-4\right) = -7"),
        (lambda: equal(term(3) + term(-4) * 2 + -term(1), -6), r"3 - 4 \cdot 2 - 1 = -6"),
        (lambda: equal(term(-3) ** 2, 9), r"\left(-3\right)^{2} = 9"),
        (lambda: equal(term(Fraction(1, 2)) ** 2, Fraction(1, 4)), r"\left(\tfrac{1}{2}\right)^{2} = \tfrac{1}{4}"),
        (lambda: equal((term(1) + 2) * 3, 9), r"\left(1 + 2\right) \cdot 3 = 9"),
        (lambda: equal(term(1) - (term(2) - 3), 2), r"1 - \left(2 - 3\right) = 2"),
        (lambda: equal(-term(2), -2), "-2"),
        (lambda: equal(-term(-2), 2), r"-\left(-2\right) = 2"),
        (lambda: equal(name("c", Fraction(3, 4)), term(3) / 4, Fraction(3, 4)), r"c = \frac{3}{4}"),
        (lambda: equal(times(1, name("x", 2)) + times(3, name("x", 2)), 8), r"x + 3\,x = 8"),
        (lambda: equal(name("x", 2) / 4, Fraction(1, 2)), r"\frac{x}{4} = \tfrac{1}{2}"),
        (lambda: equal(root(20), 2 * sqrt(5)), r"\sqrt{20} = 2\sqrt{5}"),
        (lambda: equal(length(name("v", column([3, 4]))), 5), r"\lVert v \rVert = 5"),
        (lambda: equal(length(exact([[3, 4]])), 5), r"\left\lVert \begin{bmatrix} 3 & 4 \end{bmatrix} \right\rVert = 5"),
        (lambda: equal(modulus(-2), 2), r"\lvert -2 \rvert = 2"),
        (
            lambda: equal(term(column([1, 2])).T @ column([3, 4]), 11),
            r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}^{\mathsf T}\,\begin{bmatrix} 3 \\ 4 \end{bmatrix} = 11",
        ),
        (lambda: equal(polynomial((1, -5, 6)), factored((2, 3))), r"\lambda^{2} - 5\lambda + 6 = (\lambda - 2)(\lambda - 3)"),
        (lambda: equal(polynomial((1, -1, 0)), factored((1, 0))), r"\lambda^{2} - \lambda = \lambda(\lambda - 1)"),
        (lambda: equal(polynomial((-1, 0, 2)), polynomial((-1, 0, 2))), r"-\lambda^{2} + 2"),
        (lambda: equal(cofactor(exact([[2, 0, 0], [0, 3, 0], [0, 1, 4]]), 0, 0), 12), r"3 \cdot 4 - 0 \cdot 1 = 12"),
        (lambda: less(1, sqrt(2), 2), r"1 < \sqrt{2} < 2"),
        (
            lambda: equal(total([2, -3, term(4) * 5]) / 3, Fraction(19, 3)),
            r"\frac{2 - 3 + 4 \cdot 5}{3} = \tfrac{19}{3}",
        ),
        (lambda: about(2 * sqrt(5), 2), r"2\sqrt{5} \approx 4.47"),
    ],
)
def test_formulas(formula, expected):
    assert formula() == expected


@pytest.mark.parametrize(
    "formula",
    [
        lambda: equal(term(3) * 3, 8),
        lambda: equal(name("A", exact([[1, 2]])), exact([[1, 3]])),
        lambda: equal(exact([[1, 2]]), exact([[1], [2]])),
        lambda: equal(polynomial((1, -5, 6)), factored((1, 6))),
        lambda: equal(1, 1, 2),
        lambda: less(1, 1),
        lambda: less(2, 3, 3),
    ],
)
def test_what_is_false_cannot_be_written(formula):
    with pytest.raises(ArithmeticError):
        formula()


def test_a_float_is_not_exact():
    with pytest.raises(TypeError, match=r"0\.5"):
        equal(Fraction(1, 2), 0.5)


def test_a_step_claims_only_what_was_checked():
    assert step("Take $A$.", equal(1, 1)).formulas == ("1",)
    with pytest.raises(ValueError, match="x = 1"):
        step("So $x = 1$.")
    with pytest.raises(TypeError, match="1 = 2"):
        step("So it is.", "1 = 2")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, "7"), (-1, "-1"), (0, "0"), (Fraction(-7, 3), r"-\tfrac{7}{3}"), (sqrt(2), r"\sqrt{2}"), (-sqrt(2), r"-\sqrt{2}"),
        (3 * sqrt(2) / 4, r"\tfrac{3\sqrt{2}}{4}"), (1 / sqrt(2), r"\tfrac{1}{\sqrt{2}}"),
        (3 / sqrt(10), r"\tfrac{3}{\sqrt{10}}"), (1 / sqrt(18), r"\tfrac{1}{3\sqrt{2}}"),
        (1 - sqrt(5), r"1 - \sqrt{5}"), (-1 - sqrt(5), r"-1 - \sqrt{5}"), (sqrt(2) / 2 + 1, r"1 + \tfrac{1}{\sqrt{2}}"),
        (exact([[1, Fraction(1, 2)]]), r"\tfrac{1}{2}\begin{bmatrix} 2 & 1 \end{bmatrix}"),
        (exact([[2, 4], [0, 6]]), r"\begin{bmatrix} 2 & 4 \\ 0 & 6 \end{bmatrix}"),
        (exact([[0, 0]]), r"\begin{bmatrix} 0 & 0 \end{bmatrix}"),
        (exact([[1, sqrt(2)]]), r"\begin{bmatrix} 1 & \sqrt{2} \end{bmatrix}"),
        (exact([[1 + sqrt(2), 1]]), r"\begin{bmatrix} 1 + \sqrt{2} & 1 \end{bmatrix}"),
    ],
)  # fmt: skip
def test_tex(value, expected):
    assert tex(value) == expected


def test_the_array_that_is_shown_is_the_array():
    for A in (unit([1, 2, 2]), np.hstack([unit([1, 1]), unit([1, -1])]), exact([[sqrt(2), 3 * sqrt(2)]]) / 4):
        assert tex(A).count("&") + tex(A).count(r"\\") + 1 == A.size
