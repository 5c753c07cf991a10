"""The stored results are those of the experiments: one run of each is repeated."""

import json

import numpy as np
import pytest

from experiments.__main__ import write
from experiments.all import EXPERIMENTS
from svdbook import ExperimentResults, load_experiment
from svdbook.results import RESULTS


def test_each_experiment_is_stored_and_each_stored_one_can_be_run():
    assert sorted(file.stem for file in RESULTS.iterdir()) == sorted(EXPERIMENTS)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_all_settings_were_run_with_all_seeds(name):
    experiment, stored = EXPERIMENTS[name], load_experiment(name)
    wanted = [{**setting, "seed": seed} for setting in experiment.settings for seed in experiment.seeds]
    assert stored.about == experiment.about
    assert [{key: run[key] for key in setting} for run, setting in zip(stored.runs, wanted, strict=True)] == wanted
    assert len(list(experiment.seeds)) >= 5, "a comparison of trained networks needs its spread"


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_first_run_comes_out_again(name):
    experiment, stored = EXPERIMENTS[name], load_experiment(name).runs[0]
    again = experiment.repeat(experiment.settings[0], next(iter(experiment.seeds)))
    assert again.keys() == stored.keys()
    assert all(again[key] == pytest.approx(stored[key], abs=experiment.margin) for key in stored)


RUNS = ExperimentResults("", {}, ({"k": 1, "seed": 0, "error": 3.0}, {"k": 2, "seed": 0, "error": 2.0}))


def test_a_column_is_chosen_by_settings():
    assert np.array_equal(RUNS.column("error"), [3, 2])
    assert np.array_equal(RUNS.column("error", k=2), [2])


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: RUNS.column("error", k=3), r"settings must be those of a run, such as .*, got \{'k': 3\}"),
        (lambda: RUNS.column("loss"), "name must be one of k, seed, error, got 'loss'"),
        (lambda: load_experiment("luck"), "name must be one of .*last_batch.*, got 'luck'"),
    ],
)
def test_what_is_not_there_is_named(ask, message):
    with pytest.raises(ValueError, match=message):
        ask()


def test_results_are_written_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.__main__.RESULTS", tmp_path)
    results = {"about": "A test.", "versions": {"numpy": "2"}, "runs": [{"seed": 0, "x": 0.5}, {"seed": 1, "x": 0.25}]}
    write("mine", results)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.json"]
    assert json.loads((tmp_path / "mine.json").read_text()) == results
