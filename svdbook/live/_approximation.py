"""The live figures of Part II."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.datasets import load_photo
from svdbook.live._figure import LiveFigure, halved, packed
from svdbook.plotting import plot_singular_values, show_image
from svdlib import _check, svd


def add_terms(picture: ArrayLike | None = None) -> LiveFigure:
    r"""Show a picture as the sum :math:`\sum_{i \le k} \sigma_i u_i v_i^\mathsf{T}`, what comes next, and what is left.

    Parameters
    ----------
    picture : array_like or PIL image of uint8, shape (m, n), optional
        Grey levels, at most 128 rows and columns; by custom a part of the photographer.

    Returns
    -------
    LiveFigure
        Three pictures, the singular values as bars, and a slider for the number of terms.

    Raises
    ------
    TypeError
        If `picture` does not hold uint8 pixels.
    ValueError
        If `picture` is not grey, empty, or has more than 128 rows or columns.

    See Also
    --------
    svdlib.SVD.truncate : The sum of the first terms.
    svdlib.approximation_errors : Its errors.

    Examples
    --------
    >>> from svdbook.live import add_terms
    >>> from svdbook import load_photo
    >>> add_terms(load_photo("coffee")[100:200, 250:350, 0]).title
    'A picture as a sum of terms'
    """
    pixels = _as_small_picture(halved(load_photo("camera")[66:258, 130:322]) if picture is None else picture)

    def draw():
        import matplotlib.pyplot as plt

        A, F = pixels.astype(float), svd(pixels.astype(float), full_matrices=False)
        k = min(5, len(F.s))
        fig, axes = plt.subplots(1, 3, figsize=(5.5, 2.1), width_ratios=(1, 1, 1.2), layout="constrained")
        kept = F.truncate(k).to_matrix()
        show_image(axes[0], kept.clip(0, 255).astype(np.uint8), f"the sum of {k} terms")
        reach = abs(A - kept).max() or 1
        axes[1].imshow(A - kept, cmap="gray", vmin=-reach, vmax=reach)
        axes[1].set(title="what is left", xticks=(), yticks=())
        plot_singular_values(axes[2], F.s)
        return fig

    return LiveFigure(
        name="add_terms",
        title="A picture as a sum of terms",
        alt="A small picture of rank five, the difference to the true one, and the singular values on a logarithmic scale.",
        data={"pixels": packed(pixels), "m": pixels.shape[0], "n": pixels.shape[1]},
        draw=draw,
        scripts=("svd",),
    )


def _as_small_picture(picture):
    pixels = _check.as_image(picture, "picture")
    if pixels.ndim != 2 or max(pixels.shape) > 128:
        raise ValueError(f"picture must be grey, with at most 128 rows and columns, got shape {pixels.shape}")
    return pixels
