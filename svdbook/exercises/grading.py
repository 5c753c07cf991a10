"""How an answer is graded: two kinds of exercise, a verdict as data, and the comparison behind it.

A chapter's module makes one `Chapter` and adds its exercises to it. Nothing is computed before an answer is there.
"""

import copy
import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

RTOL = 1e-9  # how far from the solution a right answer may be, relative to the largest entry
LOOSE = 1e-5  # how far where digits were lost: single precision, or rounding on the way


class Verdict(NamedTuple):
    """What became of an answer: of what kind it is, and what to tell the reader.

    The kinds: ``unanswered``, ``right``, ``imprecise`` (right, with digits lost), ``mistake`` (a typical one, met by a
    hint of its own), ``unfit`` (not of the form asked for), ``error`` (the reader's function raised one) and ``wrong``.
    """

    kind: str
    text: str = ""

    def __str__(self):
        """Return the verdict in words, on one line."""
        words = {"unanswered": "not answered yet", "right": "right", "imprecise": self.text}
        return " ".join(words.get(self.kind, f"not yet. {self.text}").split())


class Unfit(Exception):
    """An answer that cannot be compared; the message says what was asked for."""


class NotAnswered(Exception):
    """A stub that its reader has not filled in yet."""


class Exercise:
    """What two kinds of exercise share: mistakes with a hint each, hints that get plainer, and the grading.

    `measure` turns an answer into the arrays that are compared; each may be off by `rtol` times its largest entry plus
    `atol`. What is only `near` is told so, and a mistake is recognised where it is near, since it may have lost digits, too.
    """

    def __init__(self, solution, hints, rtol, atol):
        self.solution, self.hints, self.rtol, self.atol = solution, tuple(hints), rtol, atol
        self.mistakes = []  # pairs of an answer, or what computes it, and its hint

    @cached_property
    def expected(self):
        """What is measured of the solution."""
        return self.measure(self.answer_of(self.solution))

    def grade(self, answer, tries: int = 0) -> Verdict:
        """Return the verdict on an answer, after so many tries that only a general hint could meet."""
        if _is_stub(answer):
            return Verdict("unanswered")
        try:
            found = self.measure(answer)
        except NotAnswered:
            return Verdict("unanswered")
        except Unfit as unfit:
            return Verdict("unfit", str(unfit))
        except Exception as error:  # whatever the reader's function raises is the reader's to see, in one line
            found = error
        return self._verdict(answer, found, tries)

    def _verdict(self, answer, found, tries):
        """Return the verdict on what was measured, or on the error that came instead."""
        off = _deviation(found, self.expected, self.atol)
        if off <= self.rtol:
            return Verdict("right")
        for mistake, hint in self.mistakes:
            if self._is(found, mistake):
                return Verdict("mistake", hint)
        if isinstance(found, Exception):
            plainer = self.hints[min(tries, len(self.hints)) - 1 :][:1] if tries else ()
            return Verdict("error", " ".join([f"Your answer raised {type(found).__name__}: {found}", *plainer]))
        if self.near(found, self.expected):
            return Verdict("imprecise", self.imprecise(off))
        if unfit := self.misfit(answer):
            return Verdict("unfit", unfit)
        return Verdict("wrong", self.hints[min(tries, len(self.hints) - 1)])

    def _is(self, found, mistake):
        """Whether what was measured, or the error that was raised, is that of a mistake."""
        try:
            known = self.measure(self.answer_of(mistake))
        except Exception as error:
            return type(found) is type(error) and str(found) == str(error)
        return not isinstance(found, Exception) and self.near(found, known)


class ValueExercise(Exercise):
    """A number or an array is asked for; the solution and the mistakes are such, or functions that compute one when needed."""

    def __init__(self, solution, hints, view, rtol, atol):
        super().__init__(solution, hints, rtol, atol)
        self.view = view

    def answer_of(self, value):
        """Return a value, computed if need be."""
        return value() if callable(value) else value

    @cached_property
    def asked(self):
        """The solution as an array."""
        return np.asarray(self.answer_of(self.solution))

    def measure(self, answer):
        """Return what is compared of an answer; of an array in another shape the moduli."""
        if callable(answer):
            raise Unfit(f"{self.wanted()} asked for, and this is a function.")
        value = _in_shape(_numbers(answer, f"{self.wanted()} asked for, and this is {_named(answer)}"), self.asked)
        measured = self.view(value) if value.shape == self.asked.shape else [abs(value)]
        return [np.asarray(part, dtype=float) for part in measured]

    def near(self, found, expected):
        """Whether an answer is one that was expected, or that one rounded to between two and eight decimals."""
        rounded = ([np.round(part, decimals) for part in expected] for decimals in range(2, 9))
        # where rounding leaves nothing of a number, it says nothing
        telling = [parts for parts in rounded if all(map(np.array_equal, map(np.sign, parts), map(np.sign, expected)))]
        return any(_deviation(found, each, self.atol) <= self.rtol for each in [expected, *telling])

    def imprecise(self, off):
        """Say that more digits are needed."""
        return "nearly. Rounded too much: give more digits, or the expression itself."

    def misfit(self, answer):
        """Say that the number or the shape of what is asked for is another, or that a share came in per cent."""
        if _in_shape(np.asarray(answer), self.asked).shape != self.asked.shape:
            return f"{self.wanted()} asked for, and this is {_named(answer)}"
        if self.asked.ndim == 0 and 0 < abs(self.asked) < 1 and self.near(self.measure(np.divide(answer, 100)), self.expected):
            return "That is in per cent: give the number itself, which is below 1."
        return None

    def wanted(self):
        """Say what is asked for."""
        shape = self.asked.shape
        return {0: "One number is", 1: f"{self.asked.size} numbers are"}.get(
            len(shape)
        ) or f"A {shape[0]} by {shape[1]} matrix is"


class FunctionExercise(Exercise):
    """A function is asked for: it is called with copies of each of `inputs`, and returns the things named in `returns`.

    `view` takes the arguments and what came, and returns what is compared: that which does not depend on a free choice,
    such as a sign. It is called where each thing has the shape that the solution's has, and is finite; with ``free`` it
    is always called. Otherwise the moduli of what came are compared, so that a mistake in the shape is recognised, too. A
    view may raise `Unfit` with the hint that fits. Each of `refuses` are arguments that have to be met by a ValueError.
    """

    def __init__(self, solution, inputs, returns, hints, view, free, refuses, rtol, atol, loose):
        super().__init__(solution, hints, rtol, atol)
        self.returns, self.free, self.refuses, self.loose = returns, free, [_tuple(each) for each in refuses], max(loose, rtol)
        self.view = view or (lambda *everything: everything[-len(returns) :])
        self._inputs = inputs
        self.__name__, self.__doc__ = solution.__name__, solution.__doc__

    def __call__(self, *arguments):
        """Return what the solution returns."""
        return self.solution(*arguments)

    def mistake(self, hint: str) -> Callable:
        """Return a decorator that adds a typical wrong answer, and the hint that meets it."""

        def add(function):
            self.mistakes.append((function, hint))
            return function

        return add

    def answer_of(self, function):
        """Return the function itself."""
        return function

    @cached_property
    def inputs(self):
        """The arguments of each call."""
        inputs = self._inputs() if callable(self._inputs) else self._inputs
        return [_tuple(arguments) for arguments in inputs]

    @cached_property
    def asked(self):
        """What the solution returns for each input."""
        return [self.call(self.solution, arguments) for arguments in self.inputs]

    def call(self, function, arguments):
        """Return the things that a function returns for some arguments, one array for each."""
        with np.errstate(all="ignore"):  # a mistake may divide by zero
            answer = function(*copy.deepcopy(arguments))
        if answer is None:
            raise Unfit("Your function returned nothing: is `return` missing?")
        if _is_stub(answer):
            raise NotAnswered
        parts = _parts(answer, self.returns)
        return [
            _numbers(part, f"Real numbers are asked for, and {name} is {_named(part)}")
            for part, name in zip(parts, self.returns, strict=True)
        ]

    def measure(self, function):
        """Return what is compared of a function, over all inputs."""
        if not callable(function):
            raise Unfit(f"A function is asked for, by its name alone, and this is {_named(function)}")
        returned = [self.call(function, arguments) for arguments in self.inputs]  # before the solution is: a stub ends here
        measured = []
        for arguments, found, asked in zip(self.inputs, returned, self.asked, strict=True):
            found = [_in_shape(part, wanted) for part, wanted in zip(found, asked, strict=True)]
            usable = self.free or all(map(_fits, found, asked))
            with np.errstate(all="ignore"):
                measured += self.view(*arguments, *found) if usable else map(abs, found)
        measured.append([self.refused(function, arguments) for arguments in self.refuses])
        return [np.asarray(part, dtype=float) for part in measured]

    def refused(self, function, arguments):
        """Whether a function answers some arguments by a ValueError."""
        try:
            function(*copy.deepcopy(arguments))
        except ValueError:
            return True
        return False

    def near(self, found, expected):
        """Whether what was measured is what was expected, but for digits lost in single precision."""
        return _deviation(found, expected, self.atol) <= self.loose

    def imprecise(self, off):
        """Say how many digits are right."""
        return f"right, but only to {int(-math.log10(off))} digits. Is something rounded, or in single precision?"

    def misfit(self, function):
        """Say that something has another shape than is asked for."""
        for arguments, asked in zip(self.inputs, self.asked, strict=True):
            for part, wanted, name in zip(self.call(function, arguments), asked, self.returns, strict=True):
                if not self.free and _in_shape(part, wanted).shape != wanted.shape:
                    return f"For one of the inputs, {name} should have the shape {wanted.shape}, and yours has {part.shape}."
        return None


class Chapter(dict):
    """The exercises of a chapter, by name.

    Examples
    --------
    >>> chapter = Chapter()
    >>> chapter.value("sum", 4, mistakes=[(22, "Add the numbers, not their digits.")], hints=["Count on your fingers."])
    >>> print(chapter["sum"].grade(22))
    not yet. Add the numbers, not their digits.
    >>> @chapter.function(inputs=[2.0, -3.0], hints=["Multiply the number by itself."])
    ... def square(x):
    ...     return x**2
    >>> @square.mistake("That is twice the number.")
    ... def doubled(x):
    ...     return 2 * x
    >>> print(chapter["square"].grade(lambda x: x * x), chapter["square"].grade(lambda x: x + x), sep="; ")
    right; not yet. That is twice the number.
    """

    def value(
        self,
        name: str,
        solution: Any,
        *,
        mistakes: Iterable[tuple[Any, str]],
        hints: Sequence[str],
        view: Callable = lambda value: [value],
        rtol: float = RTOL,
        atol: float = 0,
    ) -> None:
        """Add an exercise that asks for a number or an array; `solution` and mistakes may be functions that compute one."""
        self[name] = ValueExercise(solution, hints, view, rtol, atol)
        self[name].mistakes += mistakes

    def function(
        self,
        *,
        inputs: Iterable | Callable[[], Iterable],
        hints: Sequence[str],
        returns: Sequence[str] = ("the result",),
        view: Callable | None = None,
        free: bool = False,
        refuses: Iterable = (),
        rtol: float = RTOL,
        atol: float = 0,
        loose: float = LOOSE,
    ) -> Callable[[Callable], FunctionExercise]:
        """Return a decorator that adds an exercise under the name of its solution, a function."""

        def add(solution):
            self[solution.__name__] = FunctionExercise(solution, inputs, returns, hints, view, free, refuses, rtol, atol, loose)
            return self[solution.__name__]

        return add


def _tuple(arguments):
    """Return arguments as a tuple; a single one need not stand in one."""
    return arguments if isinstance(arguments, tuple) else (arguments,)


def _is_stub(answer):
    """Whether an answer, or a part of it, still is the ellipsis of the stub."""
    return answer is None or answer is ... or (isinstance(answer, (tuple, list)) and any(part is ... for part in answer))


def _parts(answer, names):
    """Return the things that a function returned as a tuple; refuse another number of them."""
    parts = tuple(answer) if len(names) > 1 and isinstance(answer, Iterable) else (answer,)
    if len(parts) != len(names):
        raise Unfit(f"Your function is to return {len(names)} things, {', '.join(names)}, and returned {len(parts)}.")
    return parts


def _numbers(value, complaint):
    """Return a value as an array of real numbers, or refuse it with a complaint."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of unequal length, such as the four things that `lstsq` returns
        raise Unfit("One array is asked for, and your answer holds several things.") from None
    if array.dtype.kind not in "biuf":
        raise Unfit(complaint or f"Real numbers are asked for, and this is {_named(value)}")
    return array


def _fits(part, wanted):
    """Whether an array has the shape that is wanted, and holds numbers throughout."""
    return part.shape == wanted.shape and bool(np.isfinite(part).all())


def _in_shape(found, wanted):
    """Return an array in the shape of another if that is a vector or a number and the sizes agree: brackets do not matter."""
    return found.reshape(wanted.shape) if wanted.ndim <= 1 and found.size == wanted.size else found


def _deviation(found, expected, atol):
    """Return how far arrays are from those expected, relative to the largest entry of each; infinite if they do not fit."""
    if isinstance(found, Exception) or [part.shape for part in found] != [part.shape for part in expected]:
        return math.inf
    return max(_off(part, wanted, atol) for part, wanted in zip(found, expected, strict=True))


def _off(part, wanted, atol):
    """Return the deviation of one array beyond `atol`, relative to its largest entry; infinities and NaN must agree."""
    strange = ~np.isfinite(wanted) | ~np.isfinite(part)
    if not np.array_equal(part[strange], wanted[strange], equal_nan=True):
        return math.inf
    part, wanted = part[~strange], wanted[~strange]
    off = max(abs(part - wanted).max(initial=0) - atol, 0)
    return off / (abs(wanted).max(initial=0) or 1)


def _named(answer):
    """Return the type of an answer and its beginning."""
    return f"{type(answer).__name__} {str(answer)[:40]}"
