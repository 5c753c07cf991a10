"""The live figures of Part III."""

from __future__ import annotations

import numpy as np

from svdbook.datasets import load_people, load_photo
from svdbook.live._figure import LiveFigure, halved, packed
from svdbook.plotting import show_image
from svdlib import filter_factors, pca, svd

SPRING = ((0, 20), (0, 18), (1, 33), (3, 49))  # loads in kilograms, and lengths in millimetres
SIDE, WIDTH = 126, 7  # of the photograph, and of its blur
MARGIN = WIDTH // 2  # rows at either end of the scene that the frame does not show, but the moving camera takes in
MIDDLE, NOISE = 128, 2  # grey levels: from where they are counted, and the noise


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


def fit_line() -> LiveFigure:
    r"""Show a spring measured under four loads, and a line that the reader fits to the lengths by hand.

    The best line :math:`x_1 + x_2 t` leaves a residual :math:`e = b - Ax` with :math:`A^\mathsf{T}e = 0`.

    Returns
    -------
    LiveFigure
        Two handles on the line, a slider for its start and one for its slope, the sum of the squared residuals, and the scalar
        products of the residual with the two columns of the design matrix.

    See Also
    --------
    svdlib.lstsq : The best line.

    Examples
    --------
    >>> from svdbook.live import fit_line
    >>> fit_line().title
    'A line, fitted by hand'
    """

    def draw():
        import matplotlib.pyplot as plt

        load, length = np.array(SPRING).T
        fig, ax = plt.subplots(figsize=(4.2, 3))
        ax.axline((0, 19), slope=12, color="svd:v")
        ax.vlines(load, length, 19 + 12 * load, color="0.6", lw=1)
        ax.plot(load, length, "o", color="0.2")
        ax.set(xlim=(-0.35, 3.6), ylim=(8, 62), xlabel="load, kg", ylabel="length, mm")
        return fig

    return LiveFigure(
        name="fit_line",
        title="A line, fitted by hand",
        alt="Four points, length against load, and a rising line that ends above the last; a stick joins each to the line.",
        data={"points": [list(point) for point in SPRING]},
        draw=draw,
    )


def damp_or_cut() -> LiveFigure:
    r"""Show a blurred photograph restored by a filter, :math:`\sum_i f_i\, (u_i^\mathsf{T}Y / \sigma_i)\, v_i`, of three kinds.

    The photograph is blurred as if the camera had moved, with noise of two grey levels: each column has more unknowns than
    equations, since the camera took in what is beyond the edge. Grey levels are counted from the middle one. A filter cuts the
    sum off, damps its terms as ridge regression does, or stops gradient descent early.

    Returns
    -------
    LiveFigure
        Two pictures, the filter factors, a choice of the filter, and a slider for how much it holds back.

    See Also
    --------
    svdlib.filter_factors : The factors that cut or damp.

    Examples
    --------
    >>> from svdbook.live import damp_or_cut
    >>> damp_or_cut().title
    'Damp, cut, or stop early'
    """
    scene = _scene()
    blurred = _blurred(scene)

    def draw():
        import matplotlib.pyplot as plt

        F = svd(_blur(), full_matrices=False)
        fig, axes = plt.subplots(1, 3, figsize=(5.8, 2.2), layout="constrained")
        f = filter_factors(F.s, alpha=1e-5)
        restored = MIDDLE + F.Vt.T @ ((f / F.s)[:, None] * (F.U.T @ (blurred / 100 - MIDDLE)))
        pictures = (blurred / 100, restored[MARGIN:-MARGIN])
        for ax, picture, title in zip(axes, pictures, ("blurred", "restored"), strict=False):
            show_image(ax, picture.round().clip(0, 255).astype(np.uint8), title)
        axes[2].plot(np.arange(1, SIDE + 1), f, ".", color="svd:sigma")
        axes[2].set(ylim=(-0.05, 1.05), xlabel="term $i$", title="filter factor")
        return fig

    return LiveFigure(
        name="damp_or_cut",
        title="Damp, cut, or stop early",
        alt="A photograph blurred upwards and downwards, the same restored and full of streaks, and filter factors near 1.",
        data={
            "photo": packed(scene[MARGIN:-MARGIN]),
            "blurred": packed(blurred.astype("<i2")),
            "n": SIDE,
            "width": WIDTH,
            "middle": MIDDLE,
        },
        draw=draw,
        scripts=("svd",),
    )


def _scene():
    return halved(load_photo("camera")[60 - 2 * MARGIN : 60 + 2 * (SIDE + MARGIN), 150 : 150 + 2 * SIDE])


def _blur():
    """Return the matrix that takes each run of rows of the scene to its mean: fewer rows than columns."""
    return sum(np.eye(SIDE, SIDE + WIDTH - 1, k=j) for j in range(WIDTH)) / WIDTH


def _blurred(scene):
    """Return the scene blurred and with noise, in hundredths of a grey level: whole numbers are the same everywhere."""
    sums = np.sum([scene[j : j + SIDE] for j in range(WIDTH)], axis=0, dtype=np.int64)
    noise = NOISE * np.random.default_rng(18).standard_normal(sums.shape)
    return np.round(100 * (sums / WIDTH + noise)).astype(np.int64)
