"""The live figures of Part IV."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.datasets import load_photo
from svdbook.live._figure import LiveFigure, packed
from svdbook.plotting import plot_singular_values, show_image
from svdlib import _check, svd
from svdlib.images import _to_pixels

TERMS = 64  # of a photograph: 264 kB for 512 x 512 pixels in colour
FIRST = 16  # shown first, and on paper


def compress_photo(photo: ArrayLike | None = None) -> LiveFigure:
    r"""Rebuild a photograph from its k largest terms, :math:`A_k = \sum_{i \le k} \sigma_i u_i v_i^\mathsf{T}` a channel.

    Parameters
    ----------
    photo : array_like of uint8, shape (m, n) or (m, n, 3), or PIL image, optional
        The photograph that the figure begins with, at least 16 pixels a side; the astronaut if there is none.

    Returns
    -------
    LiveFigure
        A slider for the rank beside the spectrum, PSNR and bytes; the reader can take a photograph of their own.

    Raises
    ------
    TypeError
        If `photo` does not hold uint8.
    ValueError
        If `photo` has another shape, or a side below 16.

    See Also
    --------
    svdlib.compress_image : The same, at rest.

    Examples
    --------
    >>> from svdbook import load_photo
    >>> from svdbook.live import compress_photo
    >>> compress_photo(load_photo("camera")).name
    'compress_photo'
    """
    name = "The photograph" if photo is not None else "The astronaut"
    photo = _check.as_image(load_photo("astronaut") if photo is None else photo, "photo")
    if min(photo.shape[:2]) < FIRST:
        raise ValueError(f"photo must have at least {FIRST} pixels a side, got shape {photo.shape}")
    channels = np.moveaxis(np.atleast_3d(photo), 2, 0).astype(float)
    U, s, Vt = svd(channels, full_matrices=False)
    together = np.sqrt(np.sum(s**2, axis=0))

    def draw():
        import matplotlib.pyplot as plt

        fig, axes = plt.subplots(1, 2, figsize=(4.6, 2.1))
        kept = (U[..., :FIRST] * s[:, None, :FIRST]) @ Vt[:, :FIRST]
        show_image(axes[0], _to_pixels(kept), f"rank {FIRST}")
        plot_singular_values(axes[1], together).plot(FIRST, together[FIRST - 1], "o", color="svd:sigma")
        return fig

    return LiveFigure(
        name="compress_photo",
        title="A photograph at any rank",
        alt=f"{name} rebuilt from {FIRST} terms, blurred and streaked, beside all its singular values, which fall steeply.",
        data={"name": name, "m": photo.shape[0], "n": photo.shape[1], "s": together.round(2).tolist(), **_stored(U, s, Vt)},
        draw=draw,
        scripts=("svd",),
    )


def _stored(U, s, Vt):
    """Return the first terms in bytes: each vector divided by its largest entry, and the root of the scale of a term."""
    k = min(TERMS, s.shape[1])
    left, right = np.swapaxes(U[..., :k], 1, 2), Vt[:, :k]  # (c, k, m), (c, k, n)
    tops = [abs(part).max(axis=2, keepdims=True) for part in (left, right)]
    left, right = (np.rint(127 * part / top).astype(np.int8) for part, top in zip((left, right), tops, strict=True))
    scales = np.sqrt(s[:, :k] * tops[0][..., 0] * tops[1][..., 0]) / 127
    return {
        "terms": k,
        "left": packed(left),
        "right": packed(right),
        "scales": [[float(f"{x:.6g}") for x in row] for row in scales],
    }
