"""The book's figures: axes in, axes out, one style.

The style is the file ``svdbook/book.mplstyle``; a notebook turns it on with `use_book_style`. Left singular vectors are
blue in every figure, singular values green, right singular vectors orange.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check

if TYPE_CHECKING:  # drawing needs Matplotlib, importing this module does not
    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

# Okabe and Ito's: distinct to colour-blind readers, and recognisable when a dark page turns light and dark around
COLOURS = {"svd:u": "#0072B2", "svd:sigma": "#009E73", "svd:v": "#D55E00"}
WARM_AND_COOL = ("#4F86B8", "#A9C6DF", "#F4F4F4", "#EDB79A", "#CF6F4C")  # calm: black numbers can be read on all of them
PURPLE_TO_GOLD = ("#7A4FA3", "#1F8A8C", "#C08000")  # neither light nor dark, so that a dark page does not turn it around
# no grey is easy to read on a white page and on a black one, so a title brings its ground along
PLATE = {"boxstyle": "round,pad=0.25", "facecolor": "#666666", "edgecolor": "none"}


def use_book_style() -> None:
    """Draw in the book's style from here on, and in a notebook with two pixels for one, sharp on any screen.

    Three colours have names from then on: "svd:u" for left singular vectors, "svd:sigma" for singular values and "svd:v"
    for right singular vectors.

    See Also
    --------
    matplotlib.style.use : The same for any style.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import use_book_style
    >>> with plt.style.context("default"):
    ...     use_book_style()
    ...     plt.rcParams["figure.constrained_layout.use"]
    True
    """
    import matplotlib.style

    matplotlib.style.use("svdbook.book")
    _name_colours()
    ipython = sys.modules.get("IPython")  # loaded wherever there is a notebook
    if shell := ipython and ipython.get_ipython():
        # the output then says at which size it is to be shown, to Jupyter, Colab and GitHub alike
        shell.run_line_magic("config", "InlineBackend.figure_format = 'retina'")


@contextmanager
def book_style() -> Iterator[None]:
    """Draw in the book's style for a while, whatever the reader's own."""
    import matplotlib.style

    with matplotlib.style.context("svdbook.book", after_reset=True):
        _name_colours()
        yield


def _name_colours() -> None:
    import matplotlib.colors

    matplotlib.colors.get_named_colors_mapping().update(COLOURS)


def show_image(ax: Axes, image: ArrayLike, title: str = "") -> Axes:
    """Draw a photograph, every pixel as it is: 0 black, 255 white, no stretching of the contrast.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; its ticks and grid are taken away, and its figure's ground: the title stands on a plate,
        to be read on white and on black.
    image : array_like of uint8, shape (m, n) or (m, n, 3), or PIL image
        Grey or colour, as `svdlib.compress_image` takes it.
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
        If `image` has another shape or mode.

    See Also
    --------
    show_matrix : A matrix of either sign.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import load_photo, show_image
    >>> fig, ax = plt.subplots()
    >>> show_image(ax, load_photo("camera"), "camera").get_title()
    'camera'
    >>> plt.close(fig)
    """
    ax.imshow(_check.as_image(image), cmap="gray", vmin=0, vmax=255)
    if title:
        ax.set_title(title, color="white", bbox=PLATE, pad=8)
    ax.figure.patch.set_alpha(0)
    ax.set_axis_off()
    return ax


def plot_singular_values(ax: Axes, s: ArrayLike, label: str | None = None, color: ColorType = COLOURS["svd:sigma"]) -> Axes:
    r"""Draw singular values against their number, :math:`\sigma_i` for i = 1, 2, ..., on a logarithmic scale.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    s : array_like, shape (r,)
        Singular values, non-increasing, not negative; zeros cannot be drawn on a logarithmic scale and are left out.
    label : str, optional
        The name of this line.
    color : Matplotlib color, optional
        Its colour; by default the one of singular values.

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

    See Also
    --------
    label_lines : Writes the names of several lines.
    svdlib.svd : What gives them.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import plot_singular_values
    >>> fig, ax = plt.subplots()
    >>> plot_singular_values(ax, [5.0, 3.0]).get_yscale()
    'log'
    >>> plt.close(fig)
    """
    from matplotlib.ticker import MaxNLocator

    s = _check.as_spectrum(s)
    if s.ndim != 1:
        raise ValueError(f"s must have one dimension, got shape {s.shape}")
    number = 1 + np.flatnonzero(s)
    ax.semilogy(number, s[s > 0], label=label, color=color)
    ax.xaxis.set_major_locator(MaxNLocator("auto", integer=True))  # fewer in a narrow panel
    ax.set(xlabel="number $i$ of the singular value", ylabel=r"singular value $\sigma_i$")
    return ax


def label_lines(ax: Axes, at: Sequence[float] | None = None) -> Axes:
    """Write the label of each line beside it, in its colour: no legend to look up.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where the lines are, within their final limits.
    at : sequence of float, optional
        For each line with a label the x where to write it, above the line; by default behind its end, clear of the others.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.

    Raises
    ------
    ValueError
        If no line has a label, or `at` has another length than there are lines with one.

    See Also
    --------
    plot_singular_values : Draws lines that may have labels.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import label_lines
    >>> fig, ax = plt.subplots()
    >>> lines = ax.plot([3, 2, 1], label="falling") + ax.plot([1, 2, 3], label="rising")
    >>> [text.get_text() for text in label_lines(ax).texts]
    ['falling', 'rising']
    >>> plt.close(fig)
    """
    lines = [line for line in ax.lines if not str(line.get_label()).startswith("_")]
    if not lines or (at is not None and len(at) != len(lines)):
        raise ValueError(f"ax must hold lines with labels, as many as at has numbers, got {len(lines)}")
    for line, place in zip(lines, _behind(ax, lines) if at is None else map(_above, lines, at), strict=True):
        ax.annotate(
            str(line.get_label()), **place, textcoords="offset points", color=_ink(line.get_color()), annotation_clip=False
        )
    return ax


def show_matrix(ax: Axes, A: ArrayLike, title: str = "", numbers: bool = False, reach: float | None = None) -> Axes:
    """Draw a matrix, a cell an entry: blue below zero, white at zero, red above.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; its ticks and grid are taken away.
    A : array_like, shape (m, n)
        Real numbers, not empty.
    title : str, optional
        What stands above it.
    numbers : bool, optional
        True to write each entry into its cell, to three digits.
    reach : float, optional
        The modulus of the darkest colours, to draw several matrices to one scale; by default the largest of `A`.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers, or `reach` is no real number.
    ValueError
        If `A` does not have two dimensions, is empty, or an entry is not finite, or `reach` is negative.

    See Also
    --------
    show_image : A picture.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import show_matrix
    >>> fig, ax = plt.subplots()
    >>> [text.get_text() for text in show_matrix(ax, [[1, -2]], numbers=True).texts]
    ['1', '−2']
    >>> plt.close(fig)
    """
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    A = _check.as_samples(A, "A")
    largest = max(abs(float(A.max())), abs(float(A.min())))  # of integers, too, whose modulus may wrap around
    reach = (largest if reach is None else _check.as_number(reach, "reach")) or 1.0
    ax.imshow(A, cmap=LinearSegmentedColormap.from_list("calm", WARM_AND_COOL), vmin=-reach, vmax=reach)
    for (row, column), value in np.ndenumerate(A if numbers else A[:0]):
        ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor="white", linewidth=1.5))
        ax.text(column, row, f"{value + 0:.3g}".replace("-", "\N{MINUS SIGN}"), ha="center", va="center", color="black")
    ax.set_title(title)
    ax.set_axis_off()
    return ax


def plot_arrows(ax: Axes, vectors: ArrayLike, labels: Sequence[str] = (), color: ColorType | None = None) -> Axes:
    """Draw the columns of a matrix with two rows as arrows from the origin, both axes to one scale.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    vectors : array_like, shape (2, p)
        One arrow a column.
    labels : sequence of str, optional
        What stands at the tips of the first arrows.
    color : Matplotlib color, optional
        The colour of all; by default the first has the second colour of the style, and so on.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`.

    Raises
    ------
    TypeError
        If `vectors` does not hold real numbers.
    ValueError
        If `vectors` does not have two rows, or an entry is not finite.

    See Also
    --------
    plot_circle : What a matrix makes of the unit circle.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import plot_arrows
    >>> fig, ax = plt.subplots()
    >>> len(plot_arrows(ax, [[1, 0], [2, 1]], labels=["$a$", "$b$"]).texts)
    4
    >>> plt.close(fig)
    """
    vectors = _in_the_plane(vectors, "vectors").astype(float)
    lengths = np.linalg.norm(vectors, axis=0)
    colors = [color or f"C{i}" for i in range(1, 1 + len(lengths))]
    for tip, length, own in zip(vectors.T, lengths, colors, strict=True):
        style = {"arrowstyle": "-|>", "color": own, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}
        above = 4 - length / lengths.max(initial=1)  # a shorter one is not covered
        ax.annotate("", tip, (0, 0), arrowprops=style, zorder=above)
    for tip, length, own, label in zip(vectors.T, lengths, colors, labels, strict=False):
        x, y = tip / (length or 1)
        ha, va = _side(x, "right", "left"), _side(y, "top", "bottom")
        box = {"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.7}
        place = {"xytext": (6 * x, 6 * y), "textcoords": "offset points", "ha": ha, "va": va}
        ax.annotate(label, tip, **place, color=_ink(own), bbox=box, zorder=5)
    ax.update_datalim(np.vstack([vectors.T, np.zeros((1, 2))]))
    ax.autoscale_view()
    ax.set_aspect("equal")
    return ax


def plot_circle(ax: Axes, M: ArrayLike = ((1, 0), (0, 1)), title: str = "") -> Axes:
    """Draw what a 2 by 2 matrix makes of the unit circle; colours from purple to gold show where each point went.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    M : array_like, shape (2, 2), optional
        The matrix; by default the identity, which leaves the circle as it is.
    title : str, optional
        What stands above it.

    Returns
    -------
    matplotlib.axes.Axes
        `ax`, both axes to one scale.

    Raises
    ------
    TypeError
        If `M` does not hold real numbers.
    ValueError
        If `M` is not 2 by 2, or an entry is not finite.

    See Also
    --------
    plot_arrows : Vectors, as arrows from the origin.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from svdbook import plot_circle
    >>> fig, ax = plt.subplots()
    >>> plot_circle(ax, [[2, 0], [0, 1]]).lines[0].get_xdata().max().round(12).tolist()
    2.0
    >>> plt.close(fig)
    """
    from matplotlib.colors import LinearSegmentedColormap

    M = _in_the_plane(M, "M", columns=2)
    t = np.linspace(0, 2 * np.pi, 241)
    image = M @ np.stack([np.cos(t), np.sin(t)])
    ax.plot(*image, color="C3", linewidth=1.2)
    colors = LinearSegmentedColormap.from_list("around", PURPLE_TO_GOLD)
    ax.scatter(*image[:, :-1:10], c=np.arange(24), cmap=colors, s=18, zorder=3)
    ax.set(aspect="equal", title=title)
    return ax


def _above(line, x):
    """Return where a label stands above a line: to its right where it falls, to its left where it rises."""
    across, up = np.asarray(line.get_xydata(), dtype=float).T
    y = np.interp(x, across, up)
    rises = np.interp(x, across, np.gradient(up)) > 0
    return {"xy": (x, y), "xytext": (-4 if rises else 4, 4), "ha": "right" if rises else "left", "va": "bottom"}


def _behind(ax, lines):
    """Return where labels stand behind the ends of lines, moved apart as little as may be."""
    import matplotlib
    from scipy.optimize import isotonic_regression

    ends = np.array([np.asarray(line.get_xydata())[-1] for line in lines])
    heights = ax.transData.transform(ends)[:, 1] * 72 / ax.figure.dpi  # in points, as the size of the lettering is
    order = np.argsort(heights)
    rows = np.array([1 + str(lines[i].get_label()).count("\n") for i in order])
    steps = 1.3 * matplotlib.rcParams["font.size"] * (np.cumsum(rows) - rows / 2)
    shifts = np.empty(len(lines))
    shifts[order] = isotonic_regression(heights[order] - steps).x + steps - heights[order]
    return [{"xy": end, "xytext": (7, shift), "va": "center"} for end, shift in zip(ends, shifts, strict=True)]


def _ink(color):
    """Return a colour dark enough to be read as text."""
    from matplotlib.colors import to_rgb

    return tuple(0.75 * np.array(to_rgb(color)))


def _side(coordinate, low, high):
    """Return how to align a label beyond the tip of an arrow that points this way."""
    return low if coordinate < -0.4 else high if coordinate > 0.4 else "center"


def _in_the_plane(vectors, name, columns=None):
    """Return real vectors, checked to be columns of length two, and if `columns` is given to be so many."""
    vectors = _check.as_samples(vectors, name, columns)
    if len(vectors) != 2:
        raise ValueError(f"{name} must have two rows, the coordinates in the plane, got shape {vectors.shape}")
    return vectors
