"""What a reader calls: a problem by its kind, level and seed, or a new one; its hint, steps and judge."""

import numpy as np
import pytest

from svdbook import drill, drill_kinds
from svdbook.drills import _drill


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"kind": "svd"}, ValueError, r"kind must be one of drill_kinds\(\), such as 'svd_.*', got 'svd'"),
        ({"kind": None}, ValueError, "kind must be one of .*, got None"),
        ({"kind": "svd_2x2", "level": 4}, ValueError, r"level must be in 1\.\.3, got 4"),
        ({"kind": "svd_2x2", "level": True}, TypeError, "level must be an integer .*got True"),
        ({"kind": "svd_2x2", "level": 1.0}, TypeError, r"level must be an integer .*got 1\.0"),
        ({"kind": "svd_2x2", "seed": "7"}, TypeError, "seed must be an integer .*got '7'"),
        ({"kind": "svd_2x2", "seed": -1}, ValueError, "seed must be at least 0, got -1"),
        ({"kind": "svd_2x2", "seed": False}, TypeError, "seed must be an integer .*got False"),
    ],
)
def test_bad_input_is_told(arguments, error, words):
    with pytest.raises(error, match=words):
        drill(**arguments)


def test_an_unknown_chapter_is_told():
    with pytest.raises(ValueError, match=r"chapter must be one of .*, got 'tensors'"):
        drill_kinds("tensors")
    assert drill_kinds("svd").items() < drill_kinds().items()


def test_a_seed_repeats_a_problem_and_its_call_stands_below():
    first, again = drill("svd_2x2", level=2, seed=18), drill("svd_2x2", level=np.int64(2), seed=np.int64(18))
    assert str(first) == str(again)
    assert str(first).endswith(f"`{first!r}`")
    assert eval(repr(first), {"drill": drill}).problem.question == first.problem.question
    assert drill("svd_2x2", level=2, seed=19).problem.question != first.problem.question


def test_without_a_seed_no_two_are_alike(monkeypatch):
    monkeypatch.setattr(_drill, "_seen", set())
    seeds = iter([1, 1, 1, 2, 2, 3])
    monkeypatch.setattr(_drill.secrets, "randbelow", lambda n: next(seeds))
    assert [drill("svd_2x2").seed for _ in range(3)] == [1, 2, 3]


def test_steps_come_one_by_one_and_begin_again():
    problem = drill("svd_2x2", seed=1)
    shown = [str(problem.step()) for _ in problem.problem.steps]
    assert "\n\n".join(shown) == problem.solution()
    assert problem.step() == shown[0]


def test_a_check_says_something_of_each_answer():
    problem = drill("svd_2x2", seed=1)
    right = [answer.value for answer in problem.problem.answers]
    assert problem.check(*right).count("Right.") == len(right)
    assert problem.check(0, *right[1:]).count("Right.") == len(right) - 1
    with pytest.raises(ValueError, match=f"answers must be {len(right)}, for .*; got 1"):
        problem.check(3)
