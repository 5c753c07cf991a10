"""The live figures of Part I."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.live._figure import LiveFigure, as_small_matrix
from svdbook.plotting import plot_arrows, plot_circle
from svdlib import svd


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
