"""svdlib: the singular value decomposition, as the book *SVD, from proof to compression* builds it.

Names and call forms follow ``numpy.linalg``; everything public can be imported from here.
"""

from svdlib.algorithms import (
    Bidiagonal,
    bidiagonalize,
    randomized_svd,
    svd_by_jacobi,
    svd_by_power,
    svd_of_blocks,
    truncated_svd,
)
from svdlib.clusters import dask_client
from svdlib.datasets import MNIST, MonthlyReturns, load_mnist, load_people, load_photo, load_returns
from svdlib.decompositions import SVD, FourSubspaces, four_subspaces, matrix_rank, svd, svd_by_eigh
from svdlib.exercises import check, expect_error
from svdlib.images import CompressedImage, compress_image, psnr, ssim
from svdlib.low_rank import (
    ApproximationErrors,
    approximation_errors,
    break_even_rank,
    energy,
    low_rank,
    optimal_threshold,
    rank_for_energy,
    storage,
)
from svdlib.networks import (
    FactoredLayer,
    SeparatedFilter,
    break_even_width,
    count_macs,
    count_parameters,
    factor_layer,
    separate_filter,
)
from svdlib.regression import LeastSquares, filter_factors, lstsq, pinv, ridge
from svdlib.statistics import PCA, correlation, covariance, pca
from svdlib.training import Layer, TrainedNetwork, draw_layer, network_scores, train_network

__version__ = "0.1.0"

__all__ = [
    "MNIST",
    "PCA",
    "SVD",
    "ApproximationErrors",
    "Bidiagonal",
    "CompressedImage",
    "FactoredLayer",
    "FourSubspaces",
    "Layer",
    "LeastSquares",
    "MonthlyReturns",
    "SeparatedFilter",
    "TrainedNetwork",
    "approximation_errors",
    "bidiagonalize",
    "break_even_rank",
    "break_even_width",
    "check",
    "compress_image",
    "correlation",
    "count_macs",
    "count_parameters",
    "covariance",
    "dask_client",
    "draw_layer",
    "energy",
    "expect_error",
    "factor_layer",
    "filter_factors",
    "four_subspaces",
    "load_mnist",
    "load_people",
    "load_photo",
    "load_returns",
    "low_rank",
    "lstsq",
    "matrix_rank",
    "network_scores",
    "optimal_threshold",
    "pca",
    "pinv",
    "plot_arrows",
    "plot_circle",
    "plot_singular_values",
    "psnr",
    "randomized_svd",
    "rank_for_energy",
    "ridge",
    "separate_filter",
    "show_image",
    "show_matrix",
    "ssim",
    "storage",
    "svd",
    "svd_by_eigh",
    "svd_by_jacobi",
    "svd_by_power",
    "svd_of_blocks",
    "train_network",
    "truncated_svd",
]


def __dir__():
    """List the plotting functions, too."""
    return sorted({*globals(), *__all__})


def __getattr__(name):
    """Import the plotting functions when they are first asked for, so that ``import svdlib`` stays without matplotlib."""
    if name in ("plot_arrows", "plot_circle", "plot_singular_values", "show_image", "show_matrix"):
        from svdlib import plotting

        return getattr(plotting, name)
    raise AttributeError(f"module 'svdlib' has no attribute {name!r}")
