"""The reader's exercises: an answer in, a graded hint out; one module of answers and hints for each chapter."""

import contextlib
import copy
import difflib
import importlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

# the folders and modules beside this one; a test holds them against the book's table of contents
CHAPTERS = {path.stem: path.parent.name for path in sorted(Path(__file__).parent.glob("*/[a-z]*.py"))}
LIFT = 10  # added to entries that are compared relatively, so that rounding errors of zeros are small beside it
_tries: Counter[str] = Counter()  # how often a general hint was given


class Exercise(NamedTuple):
    """What `check` knows of an exercise.

    Parameters
    ----------
    solution : callable
        Computes a right answer; called only when the exercise is tried.
    mistakes : tuple of (callable, str)
        Each computes a typical wrong answer, and comes with the hint that meets it.
    hints : tuple of str
        For any other wrong answer: the first try is met by the first hint, the next by the next.
    probe : callable, optional
        Turns an answer into what is compared; for a function it calls the function.
    tolerance : float, optional
        How far, relatively, an answer may be from the solution.

    Examples
    --------
    >>> Exercise(lambda: 4, ((lambda: 22, "Add the numbers, not their digits."),), ("Count on your fingers.",)).solution()
    4
    """

    solution: Callable[[], Any]
    mistakes: tuple[tuple[Callable[[], Any], str], ...]
    hints: tuple[str, ...]
    probe: Callable[[Any], Any] = lambda answer: answer
    tolerance: float = 1e-9


def check(name: str, answer) -> None:
    """Print in one line whether an answer is right; if not, a hint that gets plainer from try to try.

    Parameters
    ----------
    name : str
        Chapter and exercise, such as ``"images.numbers_kept"``.
    answer : object
        What the exercise asks for: a number, an array or a function. ``...`` or ``None`` is no answer yet.

    Raises
    ------
    ValueError
        If there is no exercise of that name.

    Examples
    --------
    >>> from svdbook import check
    >>> check("images.numbers_kept", ...)
    images.numbers_kept: not answered yet
    >>> check("images.numbers_kept", 20 * (300 + 451))
    images.numbers_kept: not yet. The singular values are numbers too, and have to be kept.
    >>> check("images.numbers_kept", 15_040)
    images.numbers_kept: right
    """
    exercise = find(name)
    verdict = grade(exercise, answer, _tries[name])
    _tries[name] += verdict.removeprefix("not yet. ") in exercise.hints
    print(f"{name}: {_one_line(verdict)}")


class Unfit(Exception):
    """What a reader's function returned cannot be compared; the message says what was asked for."""


def results(function: Callable, inputs: Iterable[tuple], *names: str):
    """Call a reader's function on copies of each input, and return a list of what came, one array for each name.

    Returns ``...`` if the function still holds one.
    """
    found = []
    for arguments in inputs:
        answer = function(*copy.deepcopy(arguments))
        if answer is None:
            raise Unfit("Your function returned nothing: is `return` missing?")
        several = isinstance(answer, Iterable) and len(names) > 1
        parts = tuple(answer) if several else (answer,)
        if any(part is ... for part in parts):
            return ...
        if len(parts) != len(names):
            raise Unfit(f"Your function is to return {len(names)} things, {', '.join(names)}, and returned {len(parts)}.")
        try:
            found.append([np.asarray(part) for part in parts])
        except ValueError:  # rows of unequal length, such as the four things that `lstsq` returns
            raise Unfit(f"One array is asked for, {names[0]}, and your function returned several things.") from None
    return found


def arrays(inputs: Iterable[tuple], *names: str, by: Callable = lambda *parts: parts) -> Callable:
    """Return a probe for functions: the shape and the entries of each array that comes, or of each that `by` makes of them."""

    def probe(function):
        found = results(function, inputs, *names)
        if found is ...:
            return ...
        parts = [np.asarray(part) for returned in found for part in by(*returned)]
        return np.concatenate([np.append(part.shape, np.ravel(part) + LIFT) for part in parts])

    return probe


def find(name: str) -> Exercise:
    """Return the exercise of that name, ``"chapter.exercise"``."""
    modules = {chapter: importlib.import_module(f"svdbook.exercises.{part}.{chapter}") for chapter, part in CHAPTERS.items()}
    exercises = {f"{chapter}.{key}": e for chapter, module in modules.items() for key, e in module.EXERCISES.items()}
    if name not in exercises:
        nearest = difflib.get_close_matches(str(name), exercises, n=1, cutoff=0)[0]
        raise ValueError(f"name must be that of an exercise, such as {nearest!r}, got {name!r}")
    return exercises[name]


def grade(exercise: Exercise, answer, tries: int = 0) -> str:
    """Return "right", "not answered yet", or "not yet" with the hint that fits the answer and the tries before it."""
    asked = exercise.solution()
    if answer is None or answer is ... or (isinstance(answer, (tuple, list)) and any(part is ... for part in answer)):
        return "not answered yet"
    if callable(asked) and not callable(answer):
        return f"not yet. A function is asked for, by its name alone, and this is {_named(answer)}"
    try:
        found = exercise.probe(answer)
    except Unfit as error:
        return f"not yet. {error}"
    except Exception as error:  # whatever the reader's function raises is the reader's to see, in one line
        return f"not yet. Your answer raised {type(error).__name__}: {error}"
    if found is None or found is ...:
        return "not answered yet"
    expected = exercise.probe(asked)
    if _agree(found, expected, exercise.tolerance):
        return "right"
    for mistake, hint in exercise.mistakes:
        if _agree(found, exercise.probe(mistake()), exercise.tolerance):
            return f"not yet. {hint}"
    return f"not yet. {_misfit(answer, asked) or exercise.hints[min(tries, len(exercise.hints) - 1)]}"


def _misfit(answer, asked):
    """Return what is wrong with the form of an answer that is no function, if anything is."""
    if callable(asked):
        return None
    if np.isscalar(asked) and not _is_number(answer):
        return f"One number is asked for, and this is {_named(answer)}"
    if not np.isscalar(asked) and np.size(asked) != _size(answer):
        return f"{np.size(asked)} numbers are asked for, and this is {_named(answer)}"
    if any(_agree(answer, np.round(asked, digits), 1e-12) for digits in range(2, 9)):
        return "Rounded too much: give more digits, or the expression itself."
    return None


def _size(answer):
    """Return how many numbers an answer is, or none if it is no array of numbers, as what `lstsq` returns."""
    try:
        return np.size(answer)
    except ValueError:
        return None


def _named(answer):
    """Return the type of an answer and its beginning."""
    return f"{type(answer).__name__} {str(answer)[:40]}"


def _is_number(answer):
    """Whether an answer is one number; an array of one number is."""
    return isinstance(answer, (int, float, np.number)) or (isinstance(answer, np.ndarray) and answer.size == 1)


def _agree(found, expected, tolerance):
    """Whether two numbers or arrays are equal in shape and, to the tolerance, in value; text and the like never are."""
    try:
        found, expected = np.asarray(found), np.asarray(expected)
        if expected.ndim <= 1 and found.size == expected.size:
            found = found.reshape(expected.shape)  # a vector may come as a row or a column, a number in brackets
        return found.shape == expected.shape and bool(np.allclose(found, expected, rtol=tolerance, atol=0))
    except (TypeError, ValueError, OverflowError):
        return False


def _one_line(text):
    """Return text without its line breaks and runs of blanks."""
    return " ".join(str(text).split())


@contextlib.contextmanager
def expect_error(*kinds: type[Exception]) -> Iterator[None]:
    """Run the block, which must fail, and print the error in one line instead of a traceback.

    Parameters
    ----------
    *kinds : exception types, optional
        The errors that may come; ``ValueError`` and ``TypeError`` if none is named. Any other passes through.

    Raises
    ------
    AssertionError
        If the block does not fail.

    Examples
    --------
    >>> from svdbook import expect_error
    >>> from svdlib import storage
    >>> with expect_error(ValueError):
    ...     storage(400, 300, 301)
    ValueError: k must be in 1..300, got 301
    """
    kinds = kinds or (ValueError, TypeError)
    try:
        yield
    except kinds as error:
        print(f"{type(error).__name__}: {_one_line(error)}")
    else:
        raise AssertionError("the block was expected to fail, and did not")
