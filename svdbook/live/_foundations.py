"""The live figures of Part I."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.live._figure import LiveFigure, as_small_matrix
from svdbook.plotting import plot_arrows, plot_circle, show_matrix
from svdlib import _check, matrix_rank, svd

STAIRCASE = np.tri(8)


def paint_matrix(A: ArrayLike = STAIRCASE) -> LiveFigure:
    r"""Let the reader paint a picture of 8 x 8 cells, and show its rank and its terms :math:`\sigma_i u_i v_i^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (8, 8)
        The picture that the figure begins with, and that its reset brings back: 0 is paper and 1 is full ink, in quarters.

    Returns
    -------
    LiveFigure
        A grid to paint on, its singular values and terms, and a slider for the number of terms that are added up.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers.
    ValueError
        If `A` has another shape, or an entry is none of 0, 1/4, 1/2, 3/4 and 1.

    See Also
    --------
    svdlib.matrix_rank : The rank, counted by the same rule.

    Examples
    --------
    >>> import numpy as np
    >>> from svdbook.live import paint_matrix
    >>> paint_matrix(np.eye(8)).title
    'A picture, its rank and its terms'
    """
    picture = _check.as_samples(A, "A").astype(float)
    if picture.shape != (8, 8):
        raise ValueError(f"A must be 8 x 8, got shape {picture.shape}")
    odd = picture[~np.isin(picture, (0, 1 / 4, 1 / 2, 3 / 4, 1))]
    if odd.size:
        raise ValueError(f"A must hold 0, 1/4, 1/2, 3/4 and 1, got {odd[0]}")

    def draw():
        import matplotlib.pyplot as plt

        fig, (left, right) = plt.subplots(1, 2, figsize=(5.2, 2.6))
        show_matrix(left, picture, f"rank {matrix_rank(picture)}")
        right.bar(range(1, 9), svd(picture).s, color="svd:sigma")
        right.set(xticks=range(1, 9), xlabel="number $i$ of the singular value", ylabel=r"singular value $\sigma_i$")
        return fig

    return LiveFigure(
        name="paint_matrix",
        title="A picture, its rank and its terms",
        alt="A picture of eight by eight cells, and its singular values.",
        data={"A": picture.tolist()},
        draw=draw,
        scripts=("svd",),
    )


def turn_pair(A: ArrayLike = ((1.0, 1.0), (0.0, 1.0)), angle: int = 20) -> LiveFigure:
    r"""Let the reader turn a perpendicular pair x, y, and draw :math:`(Ax) \cdot (Ay)`: where it is 0, the pair is v₁, v₂.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        The matrix that the figure begins with, and that its reset brings back.
    angle : int, optional
        The angle of x at which it begins, in degrees.

    Returns
    -------
    LiveFigure
        A handle and a slider for the angle, four numbers to type, and the scalar product as a curve over the angle.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers, or `angle` is no whole number.
    ValueError
        If `A` has another shape, or an entry that is not finite, or `angle` is not in 0..359.

    See Also
    --------
    svdbook.live.move_circle : What the decomposition makes of the circle.

    Examples
    --------
    >>> from svdbook.live import turn_pair
    >>> turn_pair([[2, 1], [1, 2]], angle=45).title
    'A pair that stays perpendicular'
    """
    entries, angle = as_small_matrix(A), _check.as_integer(angle, "angle", 0, 359)

    def draw():
        import matplotlib.pyplot as plt

        fig, axes = plt.subplot_mosaic([["pair", "images"], ["curve", "curve"]], figsize=(5, 4.2), height_ratios=(3, 2))
        pair, images = _pair(angle), np.array(entries) @ _pair(angle)
        plot_arrows(plot_circle(axes["pair"]), pair, ["$x$", "$y$"])
        plot_arrows(plot_circle(axes["images"], entries), images, ["$Ax$", "$Ay$"])
        reach = 1.4 * max(1, svd(entries).s[0])
        for name in ("pair", "images"):
            axes[name].set(xlim=(-reach, reach), ylim=(-reach, reach))
        degrees = np.arange(361)
        axes["curve"].plot(degrees, [_product(entries, each) for each in degrees])
        axes["curve"].plot(angle, _product(entries, angle), "o", color="C1")
        axes["curve"].set(xticks=range(0, 361, 90), xlabel="angle of $x$, in degrees", ylabel="$(Ax) \\cdot (Ay)$")
        return fig

    return LiveFigure(
        name="turn_pair",
        title="A pair that stays perpendicular",
        alt="A perpendicular pair on the unit circle, its images, and their scalar product over the angle.",
        data={"A": entries, "angle": angle},
        draw=draw,
    )


def _pair(degrees):
    """Return x at this angle, and y a quarter turn further, as columns."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def _product(A, degrees):
    x, y = (np.array(A) @ _pair(degrees)).T
    return x @ y


def move_circle(A: ArrayLike = ((1.0, 1.0), (0.0, 1.0))) -> LiveFigure:
    r"""Show what :math:`A = U \Sigma V^\mathsf{T}` makes of the unit circle, step by step, for any 2 x 2 matrix.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        The matrix that the figure begins with, and that its reset brings back.

    Returns
    -------
    LiveFigure
        Handles at both columns, four numbers to type, and a slider for the three steps.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers.
    ValueError
        If `A` has another shape, or an entry that is not finite.

    See Also
    --------
    svdbook.plot_circle : The same, at rest.

    Examples
    --------
    >>> from svdbook.live import move_circle
    >>> move_circle([[0, 2], [1, 0]]).name
    'move_circle'
    """
    entries = as_small_matrix(A)

    def draw():
        import matplotlib.pyplot as plt

        M = np.array(entries)
        U, s, _ = svd(M)
        fig, ax = plt.subplots(figsize=(3.4, 3.4))
        plot_arrows(plot_circle(ax, M), U * s, [r"$\sigma_1u_1$", r"$\sigma_2u_2$"], "svd:u")
        return fig

    return LiveFigure(
        name="move_circle",
        title="What a matrix makes of the circle",
        alt="The image of the unit circle under a matrix, an ellipse, with the arrows σ₁u₁ and σ₂u₂ along its half-axes.",
        data={"A": entries},
        draw=draw,
        scripts=("svd",),
    )


def cross_lines(angle: int = 60) -> LiveFigure:
    r"""Show two equations as two lines that meet at an angle, and how far their solution moves when one of them does.

    Parameters
    ----------
    angle : int, optional
        The angle at which the lines meet at first, in degrees.

    Returns
    -------
    LiveFigure
        A handle that turns the second line, a slider that shifts it, and the condition number of the two equations.

    Raises
    ------
    TypeError
        If `angle` is no whole number.
    ValueError
        If `angle` is not in 4..90.

    See Also
    --------
    svdbook.live.move_circle : A nearly singular matrix from the other side: its ellipse is a needle.

    Examples
    --------
    >>> from svdbook.live import cross_lines
    >>> cross_lines(angle=5).title
    'Two equations, two lines'
    """
    angle = _check.as_integer(angle, "angle", 4, 90)

    def draw():
        import matplotlib.pyplot as plt

        c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        fig, ax = plt.subplots(figsize=(4.6, 2.9))
        for shift, width in ((-0.1, 0.8), (0, 2), (0.1, 0.8)):
            ax.axline((0, shift), slope=0, color="C3", lw=width)
            ax.axline((-shift / s, 0), (c - shift / s, s), color="svd:v", lw=width)
        corners = np.linalg.solve([[0, 1], [-s, c]], np.array([[-1, -1, 1, 1], [-1, 1, 1, -1]]) / 10)
        ax.fill(*corners, color="svd:u", alpha=0.3)
        ax.plot(0, 0, "o", color="svd:u")
        ax.set(xlim=(-3, 3), ylim=(-1.8, 1.8), aspect="equal")
        return fig

    return LiveFigure(
        name="cross_lines",
        title="Two equations, two lines",
        alt="Two lines that cross, each with a strip about it; the strips have a parallelogram in common.",
        data={"angle": angle},
        draw=draw,
    )
