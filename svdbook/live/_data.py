"""The live figures of Part III."""

from __future__ import annotations

import numpy as np

from svdbook.datasets import load_people
from svdbook.live._figure import LiveFigure
from svdlib import pca


def drag_points() -> LiveFigure:
    r"""Show twelve people as points to be dragged, with the principal line, both regression lines, and a line to turn.

    Along a unit vector :math:`a` the centred points have the variance :math:`\lVert X_c a \rVert^2 / (n - 1)`, which is at most
    :math:`\sigma_1^2 / (n - 1)`.

    Returns
    -------
    LiveFigure
        A handle at each person, a slider that turns a line, and choices of what is drawn, centred and scaled.

    See Also
    --------
    svdbook.load_people : The heights and weights.
    svdlib.pca : The principal line.

    Examples
    --------
    >>> from svdbook.live import drag_points
    >>> drag_points().title
    'Lines through twelve points'
    """
    X = load_people()

    def draw():
        import matplotlib.pyplot as plt

        fig, ax = plt.subplots(figsize=(3.6, 3.6))
        mean, direction = X.mean(axis=0), np.array([np.cos(np.radians(20)), np.sin(np.radians(20))])
        feet = mean + np.outer((X - mean) @ direction, direction)
        ax.plot(*np.stack([X, feet], 1).T, color="0.7", lw=1)
        ax.axline(mean, mean + direction, color="C3")
        ax.axline(mean, mean + pca(X, 1).components[0], color="svd:v")
        ax.plot(*X.T, "o", color="0.2")
        ax.set(xlim=(145, 195), ylim=(42, 96), aspect="equal", xlabel="height, cm", ylabel="weight, kg")
        return fig

    return LiveFigure(
        name="drag_points",
        title="Lines through twelve points",
        alt="Twelve points, height against weight, with the principal line through them and a flatter line through their mean, "
        "to which each point has its perpendicular.",
        data={"points": X.tolist()},
        draw=draw,
        scripts=("svd",),
    )
