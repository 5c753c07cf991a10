"""svdlib: the singular value decomposition, as the book *SVD, from proof to compression* builds it.

Names and call forms follow ``numpy.linalg``; everything public can be imported from here. What the book needs besides,
data, figures, exercises, is in the package ``svdbook``.
"""

from svdlib.approximation import (
    ApproximationErrors,
    approximation_errors,
    break_even_rank,
    energy,
    low_rank,
    optimal_threshold,
    rank_for_energy,
    storage,
)
from svdlib.decompositions import SVD, FourSubspaces, four_subspaces, matrix_rank, svd
from svdlib.images import CompressedImage, compress_image, psnr, ssim
from svdlib.large import randomized_svd, truncated_svd
from svdlib.networks import (
    FactoredConvolution,
    FactoredLayer,
    SeparatedFilter,
    break_even_width,
    count_macs,
    count_parameters,
    factor_convolution,
    factor_layer,
    separate_filter,
)
from svdlib.regression import LeastSquares, filter_factors, lstsq, pinv, ridge
from svdlib.statistics import PCA, correlation, covariance, pca, pca_of_blocks
from svdlib.tall import TallSVD, svd_of_blocks
from svdlib.textbook import Bidiagonal, bidiagonalize, svd_by_eigh, svd_by_jacobi, svd_by_power

__version__ = "0.1.0"

__all__ = [
    "PCA",
    "SVD",
    "ApproximationErrors",
    "Bidiagonal",
    "CompressedImage",
    "FactoredConvolution",
    "FactoredLayer",
    "FourSubspaces",
    "LeastSquares",
    "SeparatedFilter",
    "TallSVD",
    "approximation_errors",
    "bidiagonalize",
    "break_even_rank",
    "break_even_width",
    "compress_image",
    "correlation",
    "count_macs",
    "count_parameters",
    "covariance",
    "energy",
    "factor_convolution",
    "factor_layer",
    "filter_factors",
    "four_subspaces",
    "low_rank",
    "lstsq",
    "matrix_rank",
    "optimal_threshold",
    "pca",
    "pca_of_blocks",
    "pinv",
    "psnr",
    "randomized_svd",
    "rank_for_energy",
    "ridge",
    "separate_filter",
    "ssim",
    "storage",
    "svd",
    "svd_by_eigh",
    "svd_by_jacobi",
    "svd_by_power",
    "svd_of_blocks",
    "truncated_svd",
]
