"""The long experiments of the book: each trains networks with several seeds, and stores what it measured.

An experiment is a function of a seed and of settings that returns what was measured, as numbers. To add one, write the function
in the module of its chapter and enter an `Experiment` in that module's ``EXPERIMENTS``; ``make experiments`` runs it and writes
``svdbook/data/experiments/NAME.json``; the notebook reads that by ``svdbook.load_experiment(NAME)``.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class Experiment(NamedTuple):
    """What is run, with which settings and seeds, and how closely a second run must agree.

    Parameters
    ----------
    about : str
        What is run, in one sentence.
    run : callable
        From a setting and a seed, as keywords, to a dictionary of what was measured.
    settings : list of dict
        The settings, the one that takes the least time first: that one is what the test repeats.
    seeds : iterable of int
        Each setting is run with each of them.
    margin : float
        How far a number may lie from the stored one when a run is repeated. Other machines round otherwise, and training
        carries the difference on.
    """

    about: str
    run: Callable[..., dict[str, float]]
    settings: list[dict[str, Any]]
    seeds: Iterable[int]
    margin: float

    def repeat(self, setting: dict[str, Any], seed: int) -> dict[str, Any]:
        """Run one setting with one seed, and return both together with what was measured."""
        return {**setting, "seed": seed, **self.run(**setting, seed=seed)}
