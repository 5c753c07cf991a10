"""The book's figures: axes in, axes out, one style.

The style is the file ``svdlib/book.mplstyle``; a notebook turns it on with ``plt.style.use("svdlib.book")``.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from svdlib import _check


def show_image(ax: Axes, image: ArrayLike, title: str = "") -> Axes:
    """Draw a photograph, every pixel as it is: 0 black, 255 white, no stretching of the contrast.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; its ticks and grid are taken away.
    image : array_like of uint8, shape (m, n) or (m, n, 3)
        Grey or colour.
    title : str, optional
        What stands above it.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.

    Raises
    ------
    TypeError
        If `image` does not hold uint8.
    ValueError
        If `image` has another shape.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdlib import load_photo, show_image
    >>> fig, ax = plt.subplots()
    >>> show_image(ax, load_photo("camera"), "camera").get_title()
    'camera'
    >>> plt.close(fig)
    """
    ax.imshow(_check.as_image(image), cmap="gray", vmin=0, vmax=255)
    ax.set_title(title)
    ax.set_axis_off()
    return ax


def plot_singular_values(ax: Axes, s: ArrayLike, label: str | None = None) -> Axes:
    r"""Draw singular values against their number, :math:`\sigma_i` for i = 1, 2, ..., on a logarithmic scale.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    s : array_like, shape (r,)
        Singular values, non-increasing, not negative; zeros cannot be drawn on a logarithmic scale and are left out.
    label : str, optional
        The name of this line in the legend.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, with both axes labelled.

    Raises
    ------
    TypeError
        If `s` does not hold real numbers.
    ValueError
        If `s` is not one-dimensional, not sorted, or holds a negative or infinite value.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdlib import plot_singular_values
    >>> fig, ax = plt.subplots()
    >>> plot_singular_values(ax, [5.0, 3.0]).get_yscale()
    'log'
    >>> plt.close(fig)
    """
    s = _check.as_spectrum(s)
    if s.ndim != 1:
        raise ValueError(f"s must have one dimension, got shape {s.shape}")
    number = 1 + np.flatnonzero(s)
    ax.semilogy(number, s[s > 0], label=label)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlabel="number $i$ of the singular value", ylabel=r"singular value $\sigma_i$")
    return ax
