"""Run the long experiments, and store what they found: ``python -m experiments``.

Some of them alone: ``python -m experiments last_batch``.
"""

import json
import platform
import sys
from importlib.metadata import version

from threadpoolctl import threadpool_limits

from experiments.all import EXPERIMENTS
from svdbook.results import RESULTS

PACKAGES = ("numpy", "scipy", "scikit-learn")


def main():
    """Run what was asked for, or everything."""
    names = sys.argv[1:] or list(EXPERIMENTS)
    if unknown := set(names) - set(EXPERIMENTS):
        sys.exit(f"experiments are {', '.join(EXPERIMENTS)}, got {', '.join(sorted(unknown))}")
    versions = {"python": platform.python_version(), **{package: version(package) for package in PACKAGES}}
    for name in names:
        experiment = EXPERIMENTS[name]
        runs = []
        for setting in experiment.settings:
            for seed in experiment.seeds:
                with threadpool_limits(limits=1):
                    runs.append(experiment.repeat(setting, seed))
                print(name, runs[-1], flush=True)
        write(name, {"about": experiment.about, "versions": versions, "runs": runs})


def write(name, results):
    """Write the results whole or not at all, one run a line."""
    *head, last = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in results.items() if key != "runs")
    runs = ",\n".join(json.dumps(run) for run in results["runs"])
    target = RESULTS / f"{name}.json"
    draft = target.with_suffix(".draft")
    draft.write_text("{" + ",\n".join([*head, last, f'"runs": [\n{runs}\n]']) + "}\n", encoding="utf-8")
    draft.replace(target)


if __name__ == "__main__":
    main()
