"""What the long experiments of the book found: computed once by ``make experiments``, and read from here."""

import json
from typing import Any, NamedTuple

import numpy as np

from svdbook.datasets import DATA

RESULTS = DATA / "experiments"


class ExperimentResults(NamedTuple):
    """The runs of one experiment, and what they were run with.

    Parameters
    ----------
    about : str
        What was run, in one sentence.
    versions : dict of str
        The versions of Python and of the packages that computed the numbers.
    runs : tuple of dict
        One dictionary a run: its settings, its seed, and what was measured.

    See Also
    --------
    load_experiment : What returns it.

    Examples
    --------
    >>> from svdbook import ExperimentResults
    >>> runs = ({"k": 16, "seed": 0, "accuracy": 0.95}, {"k": 16, "seed": 1, "accuracy": 0.96})
    >>> ExperimentResults("An example.", {}, runs).column("accuracy", k=16).tolist()
    [0.95, 0.96]
    """

    about: str
    versions: dict[str, str]
    runs: tuple[dict[str, Any], ...]

    def column(self, name: str, **settings) -> np.ndarray:
        """Return one number of each run that had these settings, in the order of the runs.

        Parameters
        ----------
        name : str
            What was measured, or a setting.
        **settings
            The runs that are wanted, such as ``k=16``; without any, all of them.

        Returns
        -------
        ndarray
            One entry a run.

        Raises
        ------
        ValueError
            If no run had these settings, or the runs have no such number.

        See Also
        --------
        load_experiment : What returns the results.

        Examples
        --------
        >>> from svdbook import load_experiment
        >>> accuracies = load_experiment("last_batch").column("accuracy", weighted=True)
        >>> accuracies.shape, bool(accuracies.min() > 0.96)
        ((30,), True)
        """
        chosen = [run for run in self.runs if settings.items() <= run.items()]
        if not chosen:
            raise ValueError(f"settings must be those of a run, such as {self.runs[0]}, got {settings}")
        if any(name not in run for run in chosen):
            raise ValueError(f"name must be one of {', '.join(chosen[0])}, got {name!r}")
        return np.array([run[name] for run in chosen])


def load_experiment(name: str) -> ExperimentResults:
    """Load the results of one of the book's long experiments.

    Parameters
    ----------
    name : str
        The experiment, by the name that it has in the folder ``experiments`` of the repository.

    Returns
    -------
    ExperimentResults
        The named tuple ``(about, versions, runs)``.

    Raises
    ------
    ValueError
        If there is no experiment of that name.

    See Also
    --------
    train_network : What most of them run.

    Notes
    -----
    ``make experiments`` computes all of them anew. A test of the repository repeats one run of each.

    Examples
    --------
    >>> from svdbook import load_experiment
    >>> batches = load_experiment("last_batch")
    >>> batches.column("seed", weighted=True).size
    30
    """
    names = sorted(file.stem for file in RESULTS.glob("*.json"))
    if not isinstance(name, str) or name not in names:
        raise ValueError(f"name must be one of {', '.join(names)}, got {name!r}")
    stored = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return ExperimentResults(stored["about"], stored["versions"], tuple(stored["runs"]))
