"""The live figures of Part IV."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from svdbook.datasets import DATA, _intact, load_photo
from svdbook.live._figure import LiveFigure, packed
from svdbook.plotting import plot_singular_values, show_image
from svdlib import _check, svd
from svdlib.images import _to_pixels

TERMS = 64  # of a photograph: 264 kB for 512 x 512 pixels in colour
FIRST = 16  # shown first, and on paper
DIGITS = "b31a64bdb877b89712f5280d7dc02d030ccde88ed0daad4bd4aa76ad65398132"  # SHA-256 of digits.npz


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
        axes[1].locator_params(axis="x", nbins=4)  # half a figure's width has room for no more
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


def draw_digit(show: str = "subspaces") -> LiveFigure:
    r"""Draw a digit, and see its sixteen coordinates :math:`V_{16}^\mathsf{T}x`, what they keep, and what it is taken for.

    Parameters
    ----------
    show : {"subspaces", "network"}, optional
        "subspaces" for the sixteen leading directions of all digits, and the distance from ten subspaces, one a digit.
        "network" for the sixteen numbers between the two factors of a compressed network, and its answer before these.

    Returns
    -------
    LiveFigure
        A canvas to draw on, ten stored pictures to choose from, and bars.

    Raises
    ------
    ValueError
        If `show` is neither, or the file of the weights is damaged.

    See Also
    --------
    svdlib.factor_layer : What compressed the network.
    svdbook.train_network : What trained it.

    Notes
    -----
    The weights are in ``svdbook/data/digits.npz``, a byte each; ``tools/digits.py`` made them. The network, 784-16-500-10,
    reads 97.6 % of the test pictures.

    Examples
    --------
    >>> from svdbook.live import draw_digit
    >>> draw_digit("network").title
    'A digit, and what a small network makes of it'
    """
    show = _check.as_choice(show, "show", ("subspaces", "network"))
    parts = _digits()
    factor, first = {"subspaces": ("basis", 3), "network": ("left", 4)}[show]
    data = {
        "first": first,
        "samples": packed(parts["samples"]),
        "basis": _matrix(parts, factor),
        "subspaces": _matrix(parts, "subspaces"),
    }
    if show == "network":
        biases = {name: packed(parts[name]) for name in ("bias", "last_bias")}
        data["network"] = {"right": _matrix(parts, "right"), "last": _matrix(parts, "last"), **biases}
    title = {"subspaces": "A digit in sixteen numbers", "network": "A digit, and what a small network makes of it"}[show]
    return LiveFigure(
        name="draw_digit",
        title=title,
        alt=f"A handwritten {first}, the blurred picture that sixteen numbers keep of it, and these numbers as bars.",
        data=data,
        draw=lambda: _draw_three(parts["samples"][first] / 255, parts[factor] * parts[f"{factor}_step"]),
    )


@cache
def _digits():
    """Return the arrays of the weights by name."""
    content = _intact((DATA / "digits.npz").read_bytes(), DIGITS, "digits.npz")
    with np.load(io.BytesIO(content)) as file:
        return dict(file)


def _matrix(parts, name):
    return [packed(parts[name]), packed(parts[f"{name}_step"])]


def _draw_three(x, basis):
    import matplotlib.pyplot as plt

    coordinates = x @ basis
    fig, axes = plt.subplots(1, 3, figsize=(5.8, 1.9), width_ratios=(1, 1, 1.6))
    for ax, picture, title in ((axes[0], x, "the picture"), (axes[1], basis @ coordinates, "from 16 numbers")):
        show_image(ax, np.rint(255 * (1 - np.clip(picture, 0, 1))).astype(np.uint8).reshape(28, 28), title)
    axes[2].bar(range(1, len(coordinates) + 1), coordinates, color="svd:u")
    axes[2].set(title="the 16 numbers", xticks=(1, 8, 16))
    return fig
