"""svdbook: what *SVD, from proof to compression* needs besides ``svdlib``: data, figures, exercises, drills, training.

Everything public can be imported from here. Matplotlib, Pillow, scikit-learn and Dask are imported where they are used.
"""

from svdbook.clusters import dask_client
from svdbook.datasets import (
    MNIST,
    LifeExpectancy,
    MonthlyReturns,
    Speeches,
    load_life_expectancy,
    load_mnist,
    load_people,
    load_photo,
    load_returns,
    load_speeches,
)
from svdbook.drills import Drill, drill, drill_kinds
from svdbook.exercises import check
from svdbook.failures import expect_error
from svdbook.plotting import (
    label_lines,
    plot_arrows,
    plot_circle,
    plot_singular_values,
    show_image,
    show_matrix,
    use_book_style,
)
from svdbook.results import ExperimentResults, load_experiment
from svdbook.training import Layer, TrainedNetwork, draw_layer, network_scores, train_network

__all__ = [
    "MNIST",
    "Drill",
    "ExperimentResults",
    "Layer",
    "LifeExpectancy",
    "MonthlyReturns",
    "Speeches",
    "TrainedNetwork",
    "check",
    "dask_client",
    "draw_layer",
    "drill",
    "drill_kinds",
    "expect_error",
    "label_lines",
    "load_experiment",
    "load_life_expectancy",
    "load_mnist",
    "load_people",
    "load_photo",
    "load_returns",
    "load_speeches",
    "network_scores",
    "plot_arrows",
    "plot_circle",
    "plot_singular_values",
    "show_image",
    "show_matrix",
    "train_network",
    "use_book_style",
]
