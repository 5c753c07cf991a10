"""The live figures of Part II."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.datasets import load_photo
from svdbook.live._figure import LiveFigure, halved, packed
from svdbook.plotting import plot_singular_values, show_image
from svdlib import _check, optimal_threshold, svd

SIDE, AMPLITUDES = 48, (40, 30, 20, 15, 10, 5)  # of the hidden picture: its singular values are 48 times these
ORDER = (2, 0, 3, 1)  # the spectra of match_spectra at first, by number of the picture


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


def match_spectra() -> LiveFigure:
    r"""Show four pictures, and their singular values :math:`\sigma_i / \sigma_1` out of order, for the reader to pair.

    Returns
    -------
    LiveFigure
        A photograph, noise, blocks of rank three, and such blocks under noise, with a choice of the spectrum for each.

    See Also
    --------
    svdbook.plot_singular_values : Such a plot, at rest.

    Examples
    --------
    >>> from svdbook.live import match_spectra
    >>> match_spectra().title
    'Which spectrum belongs to which picture?'
    """
    pictures = _four_pictures()

    def draw():
        import matplotlib.pyplot as plt

        fig, axes = plt.subplots(2, 4, figsize=(5.8, 3.2), height_ratios=(1.2, 1), layout="constrained")
        for ax, name, levels in zip(axes[0], "ABCD", pictures.values(), strict=True):
            show_image(ax, (levels + np.int16(128)).astype(np.uint8), name)
        spectra = [svd(levels.astype(float)).s for levels in pictures.values()]
        for ax, number, which in zip(axes[1], range(1, 5), ORDER, strict=True):
            s = spectra[which] / spectra[which][0]
            ax.plot(range(1, SIDE + 1), s.clip(10**-4.7, None), ".", markersize=2, color="svd:sigma")
            ax.set(yscale="log", ylim=(10**-4.9, 1.6), yticks=(10**-4.7, 1e-4, 1e-2, 1), title=str(number))
            ax.set_yticklabels(("0", "0.0001", "0.01", "1") if number == 1 else [""] * 4)
            ax.minorticks_off()
        return fig

    return LiveFigure(
        name="match_spectra",
        title="Which spectrum belongs to which picture?",
        alt="Four small pictures: A a man with a camera, B noise, C blocks, D blocks under noise. Below them four spectra: "
        "1 has three values and then zeros, 2 falls steadily, 3 falls off a cliff after three values, 4 begins flat.",
        data={"pictures": {name: packed(levels) for name, levels in pictures.items()}, "n": SIDE, "order": ORDER},
        draw=draw,
        scripts=("svd", "log_plot"),
    )


def find_signal() -> LiveFigure:
    r"""Show a picture of low rank under noise, what is left of it with :math:`k` terms, and which :math:`k` comes nearest.

    Returns
    -------
    LiveFigure
        Three pictures, the singular values with the threshold :math:`4\sqrt{n}\,\omega/\sqrt3` and the edge
        :math:`2\sqrt{n}\,\omega` of noise :math:`\omega`, and sliders for the noise, the rank and the number of terms.

    See Also
    --------
    svdlib.optimal_threshold : The threshold, for matrices of every shape.

    Examples
    --------
    >>> from svdbook.live import find_signal
    >>> find_signal().title
    'A signal under noise'
    """
    left, right = _signs()

    def draw():
        import matplotlib.pyplot as plt

        A, noise = (left.T * AMPLITUDES) @ right, 30
        Y = A + noise * np.random.default_rng(18).standard_normal(A.shape)
        F = svd(Y)
        fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.1), width_ratios=(1, 1, 1.2), layout="constrained")
        kept = F.truncate(len(AMPLITUDES)).to_matrix()
        for ax, picture, title in zip(axes, (Y, kept), ("seen", f"{len(AMPLITUDES)} terms of it"), strict=False):
            show_image(ax, (127.5 + picture).round().clip(0, 255).astype(np.uint8), title)
        plot_singular_values(axes[2], F.s)
        axes[2].axhline(optimal_threshold(SIDE, SIDE, noise=noise), color="svd:sigma", linewidth=1)
        axes[2].axhline(2 * SIDE**0.5 * noise, color="0.4", linewidth=1, linestyle="--")
        return fig

    return LiveFigure(
        name="find_signal",
        title="A signal under noise",
        alt="A noisy picture of blocks, the sum of its first six terms, and its singular values with two levels drawn across.",
        data={"amplitudes": AMPLITUDES, "left": packed(left), "right": packed(right), "n": SIDE},
        draw=draw,
        scripts=("svd", "random", "log_plot"),
    )


def _four_pictures():
    """Return the pictures to be paired with their spectra, in grey levels above or below the middle."""
    rng, (left, right) = np.random.default_rng(18), _signs()
    photo = halved(halved(load_photo("camera")[66:258, 130:322])).astype(int) - 128
    blocks = (left[:3].T.astype(int) * (40, 28, 20)) @ right[:3]
    noise, grains = (np.rint(size * rng.standard_normal(blocks.shape)).astype(int) for size in (40, 12))
    levels = {"photograph": photo, "noise": noise, "blocks": blocks, "spoilt": blocks + grains}
    return {name: picture.clip(-128, 127).astype(np.int8) for name, picture in levels.items()}


def _signs():
    """Return the factors of the hidden terms, as rows of signs: rows of Hadamard's matrix, so they are perpendicular."""
    hadamard = np.array([[1]], np.int8)
    for _ in range(4):
        hadamard = np.kron(np.array([[1, 1], [1, -1]], np.int8), hadamard)
    rows = hadamard.repeat(SIDE // 16, axis=1)
    return rows[[12, 8, 4, 6, 10, 3]], rows[[12, 6, 8, 4, 2, 9]]


def _as_small_picture(picture):
    pixels = _check.as_image(picture, "picture")
    if pixels.ndim != 2 or max(pixels.shape) > 128:
        raise ValueError(f"picture must be grey, with at most 128 rows and columns, got shape {pixels.shape}")
    return pixels
