"""What a reader calls at the end of an exercise."""

import difflib
import importlib
from collections import Counter
from pathlib import Path

from svdbook.exercises.grading import Exercise

# the modules in the folders beside this one; a test holds them against the book's table of contents
CHAPTERS = {path.stem: path.parent.name for path in sorted(Path(__file__).parent.glob("*/[a-z]*.py"))}
_tries: Counter[str] = Counter()  # how often only a general hint could be given
_met: Counter[tuple[str, str]] = Counter()  # how often the hint of a mistake was given


def check(name: str, answer) -> None:
    """Print in one line whether an answer is right; if not, a hint that gets plainer from try to try.

    The same mistake made again meets its own hint again, and with it the general ones, one after the other.

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

    See Also
    --------
    expect_error : Where an error is what you expect.

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
    verdict = exercise.grade(answer, _tries[name])
    _tries[name] += verdict.kind in ("wrong", "error")
    print(f"{name}: {verdict}", *_more(name, verdict, exercise.hints))


def _more(name, verdict, hints):
    """Return the general hint that goes with that of a mistake when this has been given before."""
    before = _met[name, verdict.text]
    _met[name, verdict.text] += verdict.kind == "mistake"
    return hints[min(before, len(hints)) - 1 :][:1] if before else ()


def find(name: str) -> Exercise:
    """Return the exercise of that name, ``"chapter.exercise"``."""
    chapter, _, key = str(name).partition(".")
    if chapter in CHAPTERS and key in (exercises := exercises_of(chapter)):
        return exercises[key]
    known = [f"{chapter}.{key}" for chapter in CHAPTERS for key in exercises_of(chapter)]
    (nearest,) = difflib.get_close_matches(str(name), known, n=1, cutoff=0)
    raise ValueError(f"name must be that of an exercise, such as {nearest!r}, got {name!r}")


def exercises_of(chapter: str) -> dict[str, Exercise]:
    """Return the exercises of a chapter by their names."""
    return importlib.import_module(f"svdbook.exercises.{CHAPTERS[chapter]}.{chapter}").chapter
