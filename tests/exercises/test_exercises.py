"""Each exercise: the solution and other right answers are right, each typical mistake meets its own hint, hints get plainer."""

import importlib

import numpy as np
import pytest

from svdbook import check, expect_error
from svdbook.exercises import checking
from svdbook.exercises.checking import CHAPTERS, exercises_of, find
from svdbook.exercises.grading import Chapter, FunctionExercise
from tools import book

EXERCISES = {f"{chapter}.{key}": e for chapter in CHAPTERS for key, e in exercises_of(chapter).items()}
FUNCTIONS = {name: e for name, e in EXERCISES.items() if isinstance(e, FunctionExercise)}
ANSWERS = {chapter: importlib.import_module(f"tests.exercises.answers.{chapter}") for chapter in CHAPTERS}


def answers(kind):
    """Return the answers of a kind that the modules beside this one hold: exercise, answer, and a name for each."""
    found = [
        (f"{chapter}.{key}", answer)
        for chapter, module in ANSWERS.items()
        for key, several in getattr(module, kind, {}).items()
        for answer in several
    ]
    return pytest.mark.parametrize(("name", "answer"), found, ids=[f"{n}: {getattr(a, '__name__', a)}" for n, a in found])


def test_every_chapter_has_its_module_where_the_book_has_it():
    assert {path.stem: path.parent.name for path in book.chapters()} == CHAPTERS


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_solution_is_right_and_a_stub_is_not(exercise):
    assert exercise.grade(exercise.answer_of(exercise.solution)) == ("right", "")
    for stub in (..., None, (..., ...)):
        assert exercise.grade(stub).kind == "unanswered"


@pytest.mark.parametrize("exercise", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_stub_that_returns_the_ellipsis_is_not_answered(exercise):
    assert exercise.grade(lambda *arguments: ...).kind == "unanswered"
    assert exercise.grade(lambda *arguments: (..., ...)).kind == "unanswered"


def test_a_stub_is_answered_before_anything_is_computed():
    def never(*arguments):
        raise AssertionError("computed")

    chapter = Chapter()
    chapter.value("number", never, mistakes=[(never, "")], hints=["a", "b", "c"])
    chapter.function(inputs=[1.0], hints=["a", "b", "c"])(never)
    assert chapter["number"].grade(...).kind == chapter["never"].grade(...).kind == "unanswered"
    assert chapter["never"].grade(lambda x: ...).kind == "unanswered"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_each_mistake_meets_its_own_hint(exercise):
    assert len(exercise.mistakes) >= 2
    for mistake, hint in exercise.mistakes:
        verdict = exercise.grade(exercise.answer_of(mistake))
        assert (verdict.text, verdict.kind in ("mistake", "unfit")) == (hint, True)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_between_the_nudge_and_the_answer_there_is_a_step(exercise):
    assert len(exercise.hints) >= 3
    assert len(set(exercise.hints)) == len(exercise.hints)


@answers("RIGHT")
def test_other_right_answers_are_right(name, answer):
    assert find(name).grade(answer) == ("right", "")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_two_other_right_answers(name):
    chapter, _, key = name.partition(".")
    assert len(ANSWERS[chapter].RIGHT[key]) >= 2


def single(function):
    """Return a function that computes the same in single precision, where NumPy lets it, and returns it in that."""

    def cast(part, before, after):
        return part.astype(after) if isinstance(part, np.ndarray) and part.dtype == before else part

    def computed(*arguments):
        answer = function(*(cast(argument, np.float64, np.float32) for argument in arguments))
        if isinstance(answer, (tuple, list)):
            return [np.float32(part) if np.ndim(part) == 0 else np.asarray(part).astype(np.float32) for part in answer]
        return np.asarray(answer).astype(np.float32) if np.asarray(answer).dtype.kind == "f" else answer

    return computed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_single_precision_is_told_apart_from_a_mistake(name):
    chapter, _, key = name.partition(".")
    answer = getattr(ANSWERS[chapter], "SINGLE", {}).get(key, single(FUNCTIONS[name].solution))
    assert FUNCTIONS[name].grade(answer).kind in ("right", "imprecise")


@answers("IMPRECISE")
def test_what_is_right_but_imprecise_is_told_so(name, answer):
    assert find(name).grade(answer).kind == "imprecise"


MET = [(f"{chapter}.{key}", answer, words) for chapter, module in ANSWERS.items() for key, answer, words in module.MET]


@pytest.mark.parametrize(("name", "answer", "words"), MET, ids=[f"{name}: {words}" for name, _, words in MET])
def test_certain_answers_meet_certain_words(name, answer, words):
    assert words in str(find(name).grade(answer))


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_no_odd_answer_is_right_or_breaks_the_check(exercise):
    for answer in ("many", [], [1, 2, 3], [[1, 2], [3]], {}, -1, 10**400, np.nan, 1j, lambda x: x, lambda: 1, print):
        assert exercise.grade(answer).kind in ("unfit", "error", "wrong", "mistake")


SUM = Chapter()
SUM.value("sum", 4, mistakes=[(22, "Add, do not join.")], hints=["First hint.", "Second hint.", "Third hint."])


def test_hints_grow_plainer_from_try_to_try(capsys, monkeypatch):
    monkeypatch.setattr(checking, "find", lambda name: SUM["sum"])
    monkeypatch.setattr(checking, "_tries", type(checking._tries)())
    for answer in (..., 5, 6, 22, 7, 8, 4):
        check("any.sum", answer)
    said = [line.removeprefix("any.sum: ") for line in capsys.readouterr().out.splitlines()]
    hints = ["First hint.", "Second hint.", "Add, do not join.", "Third hint.", "Third hint."]
    assert said == ["not answered yet", *(f"not yet. {hint}" for hint in hints), "right"]


def test_a_mistake_made_again_meets_a_plainer_hint(capsys, monkeypatch):
    monkeypatch.setattr(checking, "find", lambda name: SUM["sum"])
    monkeypatch.setattr(checking, "_met", type(checking._met)())
    for answer in (22, 22, 4, 22, 22, 22):
        check("again.sum", answer)
    said = [line.removeprefix("again.sum: ") for line in capsys.readouterr().out.splitlines()]
    plainer = ["", " First hint.", " Second hint.", " Third hint.", " Third hint."]
    first, second, *rest = (f"not yet. Add, do not join.{hint}" for hint in plainer)
    assert said == [first, second, "right", *rest]


def test_an_error_is_told_in_one_line_and_gets_plainer():
    raised = [str(find("images.to_rgb").grade(lambda bgr: bgr[9], tries)) for tries in range(5)]
    assert all(words.startswith("not yet. Your answer raised IndexError: index 9") for words in raised)
    hints = find("images.to_rgb").hints
    assert [words.endswith(hint) for words, hint in zip(raised[1:], [*hints, hints[-1]], strict=True)] == [True] * 4
    assert not any(hint in raised[0] for hint in hints)


def test_a_mistake_that_raises_meets_its_hint():
    chapter = Chapter()
    exercise = chapter.function(inputs=[np.zeros((2, 2))], hints=["a", "b", "c"])(lambda S: S)
    exercise.mistake("Only for definite matrices.")(np.linalg.cholesky)
    assert exercise.grade(lambda S: np.linalg.cholesky(S)) == ("mistake", "Only for definite matrices.")


def test_brackets_and_columns_do_not_matter():
    assert find("images.numbers_kept").grade([[15040]]).kind == "right"
    assert find("images.numbers_kept").grade(np.array(15040)).kind == "right"
    assert find("regression.shortest").grade([[1], [2], [2]]).kind == "right"


def test_the_form_of_an_answer_is_told():
    def words(name, answer):
        return str(find(name).grade(answer))

    returned = np.linalg.lstsq([[1, 2, 2]], [9], rcond=None)
    assert "One number is asked for, and this is list [15040, 1]" in words("images.numbers_kept", [15040, 1])
    assert "A 2 by 2 matrix is asked for, and this is list [0, 0, 0, -5]" in words("low_rank.symmetric", [0, 0, 0, -5])
    assert "One number is asked for, and this is a function" in words("images.numbers_kept", lambda: 15040)
    assert "several things" in words("regression.shortest", returned)
    assert "several things" in words("damping.my_ridge", lambda A, b, alpha: returned)
    assert "`return` missing" in words("pca.project", lambda X, new, k: None)
    assert "by its name alone" in words("pca.project", np.eye(2))
    assert "should have the shape (2, 2), and yours has (1, 2)" in words("pca.project", lambda X, new, k: new[:1])


def test_an_entry_that_should_be_zero_may_be_rounding():
    chapter = Chapter()
    exercise = chapter.function(inputs=[np.array([3.0, 1.0])], hints=["a", "b", "c"])(lambda x: np.array([x[0], 0.0]))
    assert exercise.grade(lambda x: np.array([3.0, 1e-15])).kind == "right"
    assert exercise.grade(lambda x: np.array([3.0, 1e-7])).kind == "imprecise"
    assert exercise.grade(lambda x: np.array([3.0, 1e-3])).kind == "wrong"
    assert exercise.grade(lambda x: np.array([3.0, np.nan])).kind == "wrong"


def test_an_unknown_exercise_is_told():
    with pytest.raises(ValueError, match=r"such as 'pca\.my_pca', got 'pca\.mypca'"):
        find("pca.mypca")
    with pytest.raises(ValueError, match="got 7"):
        find(7)


def test_expect_error(capsys):
    with expect_error():
        raise ValueError("k must be in\n  1..3, got 4")
    assert capsys.readouterr().out == "ValueError: k must be in 1..3, got 4\n"
    with pytest.raises(AssertionError, match="did not"), expect_error():
        pass
    with pytest.raises(KeyError), expect_error(ValueError):
        raise KeyError("x")
