"""Each exercise: the solution is right, each typical mistake gets its own hint, and hints grow plainer."""

import importlib

import numpy as np
import pytest

from svdbook import check, expect_error
from svdbook.exercises import grading
from svdbook.exercises.compression import images
from svdbook.exercises.grading import Exercise, find, grade
from tools.book import chapters

CHAPTERS = [importlib.import_module(f"svdbook.exercises.{part}.{name}") for name, part in grading.CHAPTERS.items()]
EXERCISES = {f"{module.__name__.rpartition('.')[2]}.{key}": e for module in CHAPTERS for key, e in module.EXERCISES.items()}
SUM = Exercise(lambda: 4, ((lambda: 22, "Add, do not join."),), ("First hint.", "Second hint."))


def test_every_chapter_of_the_book_has_its_module_and_no_other_has():
    assert {path.stem: path.parent.name for path in chapters()} == grading.CHAPTERS


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_solution_is_right_and_a_stub_is_not(exercise):
    assert grade(exercise, exercise.solution()) == "right"
    for stub in (..., None):
        assert grade(exercise, stub) == "not answered yet"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_each_mistake_meets_its_own_hint(exercise):
    assert len(exercise.mistakes) >= 2
    for mistake, hint in exercise.mistakes:
        assert grade(exercise, mistake()) == f"not yet. {hint}"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_no_odd_answer_is_right_or_breaks_the_check(exercise):
    for answer in ("many", [], [1, 2, 3], {}, -1, 10**400, np.nan, lambda x: x, lambda: 1, print):
        verdict = grade(exercise, answer)
        assert verdict.startswith("not ")


def test_a_list_where_a_number_is_asked_for():
    assert "One number is asked for, and this is list [15040, 1]" in grade(find("images.numbers_kept"), [15040, 1])


def test_a_number_may_come_in_brackets():
    assert grade(find("images.numbers_kept"), np.array([15040])) == "right"


def test_all_that_lstsq_returns_is_no_array_of_numbers():
    returned = np.linalg.lstsq([[1, 2, 2]], [9], rcond=None)
    assert "3 numbers are asked for, and this is tuple" in grade(find("regression.shortest"), returned)
    assert "returned several things" in grade(find("regression.my_ridge"), lambda A, b, alpha: returned)


def test_hints_grow_plainer_from_try_to_try(capsys, monkeypatch):
    monkeypatch.setitem(images.EXERCISES, "sum", SUM)
    for answer in (..., 5, 6, 22, 7, 4):
        check("images.sum", answer)
    said = [line.removeprefix("images.sum: ") for line in capsys.readouterr().out.splitlines()]
    hints = ["not yet. First hint.", "not yet. Second hint.", "not yet. Add, do not join.", "not yet. Second hint."]
    assert said == ["not answered yet", *hints, "right"]
    del grading._tries["images.sum"]


def test_an_error_in_the_readers_function_is_told_in_one_line():
    assert grade(find("images.to_rgb"), lambda bgr: bgr[9]).startswith("not yet. Your answer raised IndexError: index 9")


def test_expect_error(capsys):
    with expect_error():
        raise ValueError("k must be in\n  1..3, got 4")
    assert capsys.readouterr().out == "ValueError: k must be in 1..3, got 4\n"
    with pytest.raises(AssertionError, match="did not"), expect_error():
        pass
    with pytest.raises(KeyError), expect_error(ValueError):
        raise KeyError("x")
