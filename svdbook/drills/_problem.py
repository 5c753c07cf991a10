"""A problem as data, and the list of the kinds that there are."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from svdbook.drills._terms import Formula, tex

LEVELS = (1, 2, 3)
MATHS = re.compile(r"\$([^$]+)\$")
RELATION = re.compile(r"[=<>]|\\(approx|le|ge|neq)\b")


@dataclass(frozen=True)
class Answer:
    """What a problem asks for: a number, a matrix, or one of some words.

    A slip is a wrong answer with the thought that leads to it; one that happens to be right is left out.
    """

    label: str
    value: Any
    slips: tuple[tuple[object, str], ...] = ()
    choices: tuple[str, ...] = ()

    def __post_init__(self):
        wrong = tuple((slip, remark) for slip, remark in self.slips if not _same(slip, self.value))
        object.__setattr__(self, "slips", wrong)


def fitting(value: Any, *slips: tuple[Any, str]) -> tuple[tuple[Any, str], ...]:
    """Return the slips that have the shape of the right answer: the remark on another would never be seen."""
    return tuple(slip for slip in slips if np.shape(slip[0]) == np.shape(value))


def _same(x, y):
    return np.shape(x) == np.shape(y) and bool(np.all(x == y))


@dataclass(frozen=True)
class Step:
    """A sentence, and the formulas that follow it, each on its own line."""

    text: str
    formulas: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Problem:
    """A problem for paper: a question, what it asks for, a hint, and a solution in steps.

    ``facts`` are the exact values that the question and its solution speak of, for whoever wants to check them.
    """

    question: str
    answers: tuple[Answer, ...]
    hint: str
    steps: tuple[Step, ...]
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)


def step(text: str, *formulas: Formula) -> Step:
    """Return a step. Whatever it claims stands in formulas that were found true; its sentence may only name things."""
    if not all(isinstance(formula, Formula) for formula in formulas):
        raise TypeError(f"formulas must be made by equal, less or about, got {formulas}")
    if any(RELATION.search(maths) for maths in MATHS.findall(text)):
        raise ValueError(f"text must not claim a relation that nobody has checked, got {text!r}")
    return Step(text, formulas)


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its name, its title, its chapter, and how a problem of a level is made."""

    name: str
    title: str
    chapter: str
    make: Callable[[random.Random, int], Problem]

    def problem(self, level: int, seed: int) -> Problem:
        """Return the problem that a seed stands for."""
        return self.make(random.Random(f"{self.name} {level} {seed}"), level)


class Chapter(dict[str, Kind]):
    """The kinds of a chapter by their names; each is a function that is decorated with its title."""

    def __init__(self, chapter: str):
        super().__init__()
        self.chapter = chapter

    def kind(self, title: str) -> Callable:
        """Return a decorator that adds the function below it, whose name is that of the kind."""

        def add(make):
            self[make.__name__] = Kind(make.__name__, title, self.chapter, make)
            return make

        return add


def show(x) -> str:
    """Return an exact number, a matrix or a term as a formula inside a sentence."""
    return f"${tex(x)}$"
