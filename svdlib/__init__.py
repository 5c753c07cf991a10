"""svdlib: the singular value decomposition, as the book *SVD, from proof to compression* builds it.

Names and call forms follow ``numpy.linalg``; everything public can be imported from here.
"""

from svdlib.datasets import load_photo
from svdlib.decompositions import SVD, matrix_rank, svd
from svdlib.exercises import check, expect_error
from svdlib.images import CompressedImage, compress_image, psnr, ssim
from svdlib.low_rank import break_even_rank, low_rank, storage

__version__ = "0.1.0"

__all__ = [
    "SVD",
    "CompressedImage",
    "break_even_rank",
    "check",
    "compress_image",
    "expect_error",
    "load_photo",
    "low_rank",
    "matrix_rank",
    "plot_singular_values",
    "psnr",
    "show_image",
    "ssim",
    "storage",
    "svd",
]


def __getattr__(name):
    """Import the plotting functions when they are first asked for, so that ``import svdlib`` stays without matplotlib."""
    if name in ("plot_singular_values", "show_image"):
        from svdlib import plotting

        return getattr(plotting, name)
    raise AttributeError(f"module 'svdlib' has no attribute {name!r}")
