"""How an answer is graded, on exercises of one line: the order of the verdicts, and where each of them begins and ends."""

import numpy as np
import pytest

from svdbook import check, expect_error
from svdbook.exercises import checking
from svdbook.exercises.grading import Chapter

HINTS = ["First hint.", "Second hint.", "Third hint."]


def value(solution, mistakes=(), **settings):
    """Return an exercise that asks for a value."""
    chapter = Chapter()
    chapter.value("asked", solution, mistakes=mistakes, hints=HINTS, **settings)
    return chapter["asked"]


def function(solution, inputs, **settings):
    """Return an exercise that asks for a function."""
    return Chapter().function(inputs=inputs, hints=HINTS, **settings)(solution)


def off_by(share):
    """Return a function that is off by a share of the right answer, which is twice the number."""
    return lambda x: 2 * x * (1 + share)


@pytest.mark.parametrize(("share", "kind"), [(0.9e-9, "right"), (3e-9, "imprecise"), (0.9e-5, "imprecise"), (3e-5, "wrong")])
def test_a_function_may_lose_digits_but_not_too_many(share, kind):
    assert function(off_by(0), [1.0, 1e6]).grade(off_by(share)).kind == kind


def test_a_wider_tolerance_holds_for_mistakes_too():
    exercise = function(off_by(0), [1.0], rtol=1e-3)
    exercise.mistake("Twice, not once.")(lambda x: x)
    assert exercise.grade(off_by(9e-4)).kind == "right"
    assert exercise.grade(lambda x: x * (1 + 9e-4)).text == "Twice, not once."


def test_the_right_digits_are_counted():
    assert "only to 6 digits" in str(function(off_by(0), [1.0]).grade(off_by(2e-7)))


@pytest.mark.parametrize("decimals", range(2, 9))
def test_a_number_rounded_to_some_decimals_is_nearly_right(decimals):
    assert value(0.1234567849).grade(round(0.1234567849, decimals)).kind == "imprecise"


@pytest.mark.parametrize(("right", "rounded"), [(0.1234567849, 0.1), (0.001, 0.0), ((1.2345678, 0.001), (1.23, 0.0))])
def test_a_number_of_which_rounding_leaves_too_little_is_wrong(right, rounded):
    assert value(right).grade(rounded).kind == "wrong"


@pytest.mark.parametrize("share", [0.25, -0.25])
def test_a_share_in_per_cent_is_told(share):
    assert "in per cent" in str(value(share).grade(100 * share))


def test_what_is_right_is_right_however_near_a_mistake_is():
    exercise = function(off_by(0), [1.0])
    exercise.mistake("A little too much.")(off_by(1e-6))
    assert exercise.grade(off_by(0)).kind == "right"
    assert exercise.grade(off_by(1e-6)) == ("mistake", "A little too much.")


def test_a_mistake_in_the_shape_is_known_whatever_its_signs():
    assert value((1, 2), [((1, -2, 3), "One too many.")]).grade([-1, 2, -3]) == ("mistake", "One too many.")


def test_the_sides_of_a_matrix_are_told_in_their_order():
    assert "A 2 by 3 matrix is asked for" in str(value(np.eye(2, 3)).grade(np.eye(3, 2)))


def test_only_a_function_whose_shape_is_free_may_return_another():
    def shape_of(free):
        exercise = function(lambda x: x, [np.arange(3.0)], free=free, view=lambda x, found: [found.sum()])
        return exercise.grade(lambda x: 2 * x[:2])

    assert shape_of(False).kind == "unfit"
    assert shape_of(True) == ("wrong", HINTS[0])


def test_an_answer_that_is_not_whole_is_no_answer():
    assert value((1, 2)).grade((1, ...)).kind == "unanswered"
    both = function(lambda x: (x, -x), [1.0], returns=("one", "the other"))
    assert both.grade(lambda x: (x, ...)).kind == "unanswered"


def test_several_things_may_come_in_any_row():
    both = function(lambda x: (x, -x), [1.0], returns=("one", "the other"))
    for row in (list, np.array, iter):
        assert both.grade(lambda x, row=row: row([x, -x])).kind == "right"


def test_truth_is_a_number():
    assert value(True).grade(True).kind == "right"
    assert value(True).grade(False).kind == "wrong"


def test_a_mistake_is_known_by_where_it_has_no_number():
    exercise = function(lambda x: np.array([1.0, x, 2.0]), [0.5])
    exercise.mistake("Nothing is divided by zero.")(lambda x: np.array([1.0, np.nan, np.inf]))
    assert exercise.grade(lambda x: [1.0, np.nan, np.inf]).text == "Nothing is divided by zero."
    assert exercise.grade(lambda x: [1.0, np.inf, np.nan]).kind == "wrong"
    assert exercise.grade(lambda x: [1.0, x, np.inf]).kind == "wrong"


def test_what_should_be_zero_may_be_off_by_the_absolute_tolerance():
    exercise = value(0.0, atol=1e-6)
    assert exercise.grade(0.9e-6).kind == "right"
    assert exercise.grade(2e-6).kind == "wrong"


def test_a_view_meets_finite_numbers_and_may_divide_by_zero():
    exercise = function(lambda x: x, [np.eye(2)], view=lambda x, found: (np.linalg.eigvalsh(found), 1 / found[0, 0]))
    assert exercise.grade(lambda x: x * np.nan).kind == "wrong"
    assert exercise.grade(lambda x: 0 * x).kind == "wrong"


def test_a_function_may_change_what_it_is_given():
    def in_place(x):
        x *= 2
        return x

    exercise = function(lambda x: 2 * x, [np.array([1.0, 2.0])])
    assert [exercise.grade(in_place).kind for _ in range(2)] == ["right", "right"]


def test_only_a_value_error_refuses():
    def refusing(kind):
        def answer(x):
            if x < 0:
                raise kind("x is negative")
            return x

        return answer

    exercise = function(refusing(ValueError), [1.0], refuses=[-1.0])
    assert exercise.grade(refusing(ValueError)).kind == "right"
    assert exercise.grade(refusing(TypeError)).kind == "error"
    assert exercise.grade(lambda x: x).kind == "wrong"


def raising(error):
    """Return a function that raises an error."""

    def answer(x):
        raise error

    return answer


def test_only_the_same_error_is_the_same_mistake():
    exercise = function(lambda x: x, [1.0])
    exercise.mistake("Look before you divide.")(raising(ZeroDivisionError("division by zero")))
    assert exercise.grade(raising(ZeroDivisionError("division by zero"))).text == "Look before you divide."
    assert exercise.grade(raising(ValueError("division by zero"))).kind == "error"
    assert exercise.grade(raising(ZeroDivisionError("of another kind"))).kind == "error"


def test_a_verdict_is_one_short_line():
    many = str(value(1.0).grade(list(range(1000))))
    error = str(function(lambda x: x, [1.0]).grade(raising(ValueError("first\n  second"))))
    assert len(many) < 100
    assert error == "not yet. Your answer raised ValueError: first second"


def test_only_what_meets_no_hint_of_its_own_is_a_try(capsys, monkeypatch):
    exercises = {"any.sum": value(4, [(22, "Add, do not join.")]), "any.same": function(lambda x: x, [1.0])}
    monkeypatch.setattr(checking, "find", exercises.get)
    monkeypatch.setattr(checking, "_tries", type(checking._tries)())
    for answer in ([1, 2], 22, 4, ..., len, 5, 6):
        check("any.sum", answer)
    for _ in range(2):
        check("any.same", raising(KeyError("x")))
    *_, first, second, error, error_again = capsys.readouterr().out.splitlines()
    assert (first, second) == ("any.sum: not yet. First hint.", "any.sum: not yet. Second hint.")
    assert HINTS[0] not in error
    assert error_again.endswith(HINTS[0])


@pytest.mark.parametrize("kind", [ValueError, TypeError])
def test_bad_input_is_what_is_expected_unless_another_error_is_named(kind, capsys):
    with expect_error():
        raise kind("no")
    assert capsys.readouterr().out == f"{kind.__name__}: no\n"
    with pytest.raises(KeyError), expect_error():
        raise KeyError("x")
