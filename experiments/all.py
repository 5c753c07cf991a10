"""All experiments by name."""

from experiments import training

EXPERIMENTS = {**training.EXPERIMENTS}
