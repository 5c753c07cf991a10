"""svdbook: what the chapters of *SVD, from proof to compression* need besides ``svdlib``: data, figures, exercises, training.

Everything public can be imported from here. Matplotlib, Pillow, scikit-learn and Dask are imported where they are used.
"""

from svdbook.clusters import dask_client
from svdbook.datasets import MNIST, MonthlyReturns, load_mnist, load_people, load_photo, load_returns
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
from svdbook.training import Layer, TrainedNetwork, draw_layer, network_scores, train_network

__all__ = [
    "MNIST",
    "Layer",
    "MonthlyReturns",
    "TrainedNetwork",
    "check",
    "dask_client",
    "draw_layer",
    "expect_error",
    "label_lines",
    "load_mnist",
    "load_people",
    "load_photo",
    "load_returns",
    "network_scores",
    "plot_arrows",
    "plot_circle",
    "plot_singular_values",
    "show_image",
    "show_matrix",
    "train_network",
    "use_book_style",
]
