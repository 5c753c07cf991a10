"""Every kind of problem, over a thousand seeds: the solution is right, in a second way too, and the numbers are fit for paper.

What a solution claims step by step was found true, exactly, when the problem was made: a formula that is false cannot be.
"""

import importlib
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from svdbook.drills._answers import SAYS, judge, numbers
from svdbook.drills._drill import CHAPTERS, kinds_of
from svdbook.drills._exact import Root, exact
from svdbook.drills._problem import LEVELS, Answer, Problem, step
from tools import book

SEEDS = 1000
KINDS = {name: kind for chapter in CHAPTERS for name, kind in kinds_of(chapter).items()}
# how a solution is tested from its definition, and found a second way; how many problems there are, where mathematics has few
SECOND_WAYS, FEWER = {}, {}
for path in sorted(Path(__file__).parent.glob("second_ways/[a-z]*.py")):
    module = importlib.import_module(f"tests.drills.second_ways.{path.stem}")
    SECOND_WAYS |= {name: function for name, function in vars(module).items() if name in KINDS}
    FEWER |= getattr(module, "FEWER", {})
LARGEST = 99  # number in a question


@pytest.mark.parametrize("name", KINDS)
def test_a_thousand_problems(name):
    questions = defaultdict(set)
    for seed in range(SEEDS):
        level = LEVELS[seed % len(LEVELS)]
        problem = KINDS[name].problem(level, seed)
        SECOND_WAYS[name](problem)
        assert faults(problem) == [], (level, seed)
        questions[level].add(problem.question)
    assert len(set().union(*questions.values())) >= FEWER.get(name, 200)
    assert len(questions) == len(LEVELS)


def faults(problem):
    """Return what makes a problem unfit for paper, or what its judge says wrongly."""
    found = [f"large: {number}" for number in re.findall(r"\d+", problem.question) if int(number) > LARGEST]
    found += [f"not right: {answer.label}" for answer in problem.answers if judge(answer, answer.value) != SAYS["right"]]
    found += [f"no choice: {a.value}" for a in problem.answers if a.choices and a.value not in a.choices]
    found += [f"never typed: {slip}" for a in problem.answers for slip, _ in a.slips if not can_be_typed(slip, a)]
    found += [f"{part} without words" for part in ("question", "hint") if not vars(problem)[part].strip()]
    return found + ([] if 2 <= len(problem.steps) <= 9 else [f"{len(problem.steps)} steps"])


def can_be_typed(slip, answer):
    """Whether a wrong answer is a choice or has the shape of the right one, so that its remark can be seen at all."""
    return slip in answer.choices if answer.choices else numbers(slip).shape == numbers(answer.value).shape


def test_every_kind_has_a_second_way():
    assert set(SECOND_WAYS) == set(KINDS)


def test_a_slip_that_is_right_is_left_out():
    assert Answer("$x$", 2, ((2, "None."), (3, "Too many."))).slips == ((3, "Too many."),)
    assert Answer("$A$", exact([[1, 2]]), ((exact([[1, 2]]), "None."), (exact([[1], [2]]), "Turned."))).slips[0][1] == "Turned."


def test_names_are_unique():
    assert len(KINDS) == sum(len(kinds_of(chapter)) for chapter in CHAPTERS)


@pytest.mark.parametrize("name", KINDS)
def test_a_seed_repeats_a_problem(name):
    for level in LEVELS:
        assert str(KINDS[name].problem(level, 7)) == str(KINDS[name].problem(level, 7))


def test_the_chapters_are_those_of_the_book():
    assert CHAPTERS.items() <= {path.stem: path.parent.name for path in book.chapters()}.items()


def told(chapter):
    """Return what the reader of a chapter is told of the numbers in its drills (in the refresher, nothing)."""
    [path] = [path for path in book.chapters() if path.stem == chapter]
    return re.search(r'Solve these with pencil and paper\.[^"]*|$', path.read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize("chapter", [chapter for chapter in CHAPTERS if told(chapter)])
def test_a_chapter_says_whether_answers_have_roots(chapter):
    problems = (kind.problem(LEVELS[seed % len(LEVELS)], seed) for kind in kinds_of(chapter).values() for seed in range(60))
    numbers = (number for problem in problems for answer in problem.answers for number in np.ravel(answer.value))
    assert ("some answers have roots" in told(chapter)) == any(isinstance(number, Root) for number in numbers)


PROBLEM = Problem("What is 1 + 1?", (Answer("$x$", 2, ((11, "Add."),)),), "Count.", (step("One."), step("Two.")))


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, []),
        ({"question": "What is 100 - 98?"}, ["large: 100"]),
        ({"answers": (Answer("word", "yes", (), ("no", "perhaps")),)}, ["no choice: yes"]),
        ({"answers": (Answer("word", "no", (("never", "Think."),), ("no", "yes")),)}, ["never typed: never"]),
        (
            {"answers": (Answer("$v$", exact([[1], [2]]), ((exact([[1, 2]]), "Turned."),)),)},
            [f"never typed: {exact([[1, 2]])}"],
        ),
        ({"hint": " "}, ["hint without words"]),
        ({"steps": (step("One."),)}, ["1 steps"]),
    ],
)
def test_faults_are_seen(changed, fault):
    assert faults(Problem(**{**vars(PROBLEM), **changed})) == fault
