"""All experiments by name."""

from experiments import convolutions, training

EXPERIMENTS = {**training.EXPERIMENTS, **convolutions.EXPERIMENTS}
