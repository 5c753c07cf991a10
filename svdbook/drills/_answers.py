"""How an answer is read and judged: by the same few rules that the script of the page follows (``_static/answers.js``).

An answer is a number such as ``3/2``, ``2 sqrt(5)``, ``2√5`` or ``1.5``, or rows of such: ``1, 2; 3, 4``.
"""

from __future__ import annotations

import math
import re

import numpy as np

RIGHT = 1e-9  # relative: what a pocket calculator shows of a root is right, too
NEARLY = 0.02  # relative: rounded to two or three digits
LONGEST = 100  # letters of a number
# a list in brackets, and perhaps a factor in front
BRACKETS = re.compile(r"([^,;\[\]]*)(?:\[([^\[\]]*)\]|\(((?:[^()]|\([^()]*\))*[,;](?:[^()]|\([^()]*\))*)\))")
TOKEN = re.compile(r"\s*(?:(\d+\.?\d*|\.\d+)|(sqrt|√)|(\*\*|[-+*/^()]))")
SAYS = {
    "right": "Right.",
    "nearly": "Nearly: give it exactly, as a fraction or with a root.",
    "wrong": "Not yet.",
    "unreadable": "I cannot read this. Write 3/2, 2 sqrt(5) or 1.5, with a point for decimals.",
    "number": "One number is asked for.",
    "rows": "Give {m} by {n} numbers: commas between entries, semicolons between rows, such as 1, 2; 3, 4.",
}


def read(text: str) -> np.ndarray:
    """Return the numbers that a text writes, by rows; it is a ValueError if there is no number to be read.

    Examples
    --------
    >>> read("2 sqrt(9)/4, -1; 2^2, (1+3)√4")
    array([[ 1.5, -1. ],
           [ 4. ,  8. ]])
    """
    factor, entries = _factor_and_entries(text.replace("\N{MINUS SIGN}", "-").replace("°", "").replace("%", "/100"))
    rows = [[factor * _number(entry) for entry in row.split(",")] for row in entries.split(";")]
    if len({len(row) for row in rows}) > 1:
        raise ValueError(f"text must have rows of one length, got {text!r}")
    return np.array(rows)


def _factor_and_entries(text):
    """Return the number in front of the brackets round a vector or a matrix, or 1, and what stands within them."""
    text = re.sub(r"\]\s*[,;]?\s*\[", ";", text).replace("[[", "[").replace("]]", "]").strip()
    found = BRACKETS.fullmatch(text)
    if not found:
        return 1.0, text
    return _number(found[1]) if found[1].strip() else 1.0, found[2] or found[3]


def _number(text):
    reader = _Reader(_tokens(text))
    try:
        number = reader.sum()
    except ArithmeticError:  # divided by zero, or beyond all bounds
        number = math.nan
    if reader.tokens or not math.isfinite(number):
        raise ValueError(f"text must be a number, got {text!r}")
    return number


def _tokens(text):
    """Return the numbers, roots and signs of a text, last first."""
    if len(text) > LONGEST:
        raise ValueError(f"text must have at most {LONGEST} letters, got {len(text)}")
    tokens, position = [], 0
    while text[position:].strip():
        found = TOKEN.match(text, position)
        if not found:
            raise ValueError(f"text must be a number, got {text!r}")
        number, is_root, sign = found.groups()
        tokens.append(float(number) if number else "sqrt" if is_root else "^" if sign == "**" else sign)
        position = found.end()
    return tokens[::-1]


class _Reader:
    """Reads sums of products of powers from tokens; what stands side by side is multiplied."""

    def __init__(self, tokens):
        self.tokens = tokens

    def next(self):
        return self.tokens[-1] if self.tokens else None

    def sum(self):
        total = self.product()
        while self.next() in ("+", "-"):
            total += self.product() if self.tokens.pop() == "+" else -self.product()
        return total

    def product(self):
        total = self.factor()
        while self.next() not in (None, "+", "-", ")"):
            operator = self.tokens.pop() if self.next() in ("*", "/") else "*"
            factor = self.factor()
            total = total / factor if operator == "/" else total * factor
        return total

    def factor(self):
        if self.next() in ("+", "-"):
            return self.factor() if self.tokens.pop() == "+" else -self.factor()
        base = self.atom()
        if self.next() == "^":
            self.tokens.pop()
            exponent = self.factor()
            power = base**exponent
            if isinstance(power, complex):
                raise ValueError("text must be a real number")
            return power
        return base

    def atom(self):
        token = self.tokens.pop() if self.tokens else None
        if isinstance(token, float):
            return token
        if token == "sqrt":
            inside = self.atom()
            if inside < 0:
                raise ValueError("text must have no root of a negative number")
            return math.sqrt(inside)
        if token == "(":
            inside = self.sum()
            if self.next() == ")":
                self.tokens.pop()
                return inside
        raise ValueError("text must be a number")


def judge(answer, given) -> str:
    """Return what there is to say about what was given for an answer: a text, a number or an array."""
    if isinstance(answer.value, str):
        said = str(given).strip().lower()
        known = {answer.value: SAYS["right"], **dict(answer.slips)}
        return known.get(said, SAYS["wrong"] if said in answer.choices else "Choose one of: " + ", ".join(answer.choices) + ".")
    wanted = numbers(answer.value)
    form = SAYS["rows"].format(m=wanted.shape[0], n=wanted.shape[1])
    try:
        found = read(given) if isinstance(given, str) else numbers(given)
    except (TypeError, ValueError):
        return SAYS["unreadable"] if wanted.size == 1 else form
    if 1 in wanted.shape and found.shape == wanted.T.shape:  # a vector may be written in a row
        found = found.T
    if found.shape != wanted.shape:
        return SAYS["number"] if wanted.size == 1 else form
    if _off(found, wanted) <= RIGHT:
        return SAYS["right"]
    for slip, remark in answer.slips:
        if numbers(slip).shape == found.shape and _off(found, numbers(slip)) <= RIGHT:
            return remark
    return SAYS["nearly"] if _rounded(found, wanted) else SAYS["wrong"]


def numbers(value) -> np.ndarray:
    """Return the value of an answer as a table of floats; a single number is one of one row and one column."""
    array = np.array(value, dtype=float)
    if not np.isfinite(array).all():
        raise ValueError(f"value must be finite, got {value}")
    return np.atleast_2d(array)


def _rounded(found, wanted):
    """Whether each number is what is asked for, rounded; a whole number in place of another is no rounding."""
    near = np.abs(found - wanted) <= np.where(_whole(found) & _whole(wanted), RIGHT, NEARLY) * np.abs(wanted)
    return bool(near.all())


def _whole(numbers):
    return numbers == np.round(numbers)


def _off(found, wanted):
    """Return how far an answer is off, relative to the largest number that is asked for."""
    return np.abs(found - wanted).max() / (np.abs(wanted).max() or 1)
