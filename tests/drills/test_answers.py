"""How answers are read and judged; the script of the page is held against the same tables."""

from fractions import Fraction

import numpy as np
import pytest

from svdbook.drills._answers import SAYS, judge, read
from svdbook.drills._exact import exact, sqrt
from svdbook.drills._problem import Answer
from tests.drills.answers import READABLE, UNREADABLE, VERDICTS


@pytest.mark.parametrize(("text", "numbers"), READABLE)
def test_what_can_be_read(text, numbers):
    assert np.allclose(read(text), np.atleast_2d(numbers), rtol=1e-14)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read(text):
    with pytest.raises(ValueError, match="text must"):
        read(text)
    assert judge(Answer("x", 2), text) == SAYS["unreadable"]


@pytest.mark.parametrize(("answer", "text", "says"), VERDICTS)
def test_verdicts(answer, text, says):
    assert judge(answer, text) == SAYS.get(says, says).format(m=2, n=3)


def test_numbers_and_arrays_are_answers_too():
    A = exact([[1, 2], [Fraction(1, 2), 0]])
    for given in (A, A.astype(float), [[1, 2], [0.5, 0]], "1, 2; 1/2, 0"):
        assert judge(Answer("A", A), given) == SAYS["right"]
    for given in (2 * sqrt(5), 2 * 5**0.5, np.float64(20) ** 0.5):
        assert judge(Answer("x", 2 * sqrt(5)), given) == SAYS["right"]
    for given in (None, float("nan"), [1, [2, 3]], {}, "", ...):
        assert judge(Answer("x", 2), given) == SAYS["unreadable"]
