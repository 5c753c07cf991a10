"""All experiments by name."""

from experiments import convolutions, dense_layers, training

EXPERIMENTS = {**training.EXPERIMENTS, **dense_layers.EXPERIMENTS, **convolutions.EXPERIMENTS}
