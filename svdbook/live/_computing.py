"""The live figures of Part V."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.live._figure import LiveFigure, as_small_matrix
from svdbook.plotting import plot_arrows, show_matrix
from svdlib import _check, svd

FIVE_BY_FOUR = ((3, 1, 0, 2), (1, 2, 1, 0), (0, 1, 3, 1), (2, 0, 1, 3), (1, 1, 0, 1))
FIVE_AND_SIX = ((5, 2, 0, 0, 0), (0, 6, 3, 0, 0), (0, 0, 4, 1, 0), (0, 0, 0, 3, 2), (0, 0, 0, 0, 2))
START = 1.9  # the angle of the first vector, as in step_power.js


def step_jacobi(A: ArrayLike = FIVE_BY_FOUR) -> LiveFigure:
    r"""Show one-sided Jacobi at work, a rotation a press, until all :math:`g_{ij} = a_i^\mathsf{T}a_j` with i ≠ j are zero.

    Parameters
    ----------
    A : array_like, shape (m, n)
        The matrix that the figure begins with, with 2 to 5 columns and no fewer rows, at most 6.

    Returns
    -------
    LiveFigure
        The columns, the cosines of their angles, and the sum of squares off the diagonal of the Gram matrix.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers.
    ValueError
        If `A` has another shape, an entry that is not finite, or a column of zeros.

    See Also
    --------
    svdlib.svd_by_jacobi : The same for any matrix, many pairs at a time.

    Examples
    --------
    >>> from svdbook.live import step_jacobi
    >>> step_jacobi([[1, 1], [0, 1], [1, 0]]).name
    'step_jacobi'
    """
    A = _check.as_samples(A, "A")
    if not (2 <= A.shape[1] <= 5 and A.shape[1] <= A.shape[0] <= 6):
        raise ValueError(f"A must have 2 to 5 columns, and no fewer rows, at most 6, got shape {A.shape}")
    if not A.any(axis=0).all():
        raise ValueError("A must have no column of zeros")

    def draw():
        import matplotlib.pyplot as plt

        unit = A / np.linalg.norm(A, axis=0)
        fig, axes = plt.subplots(1, 2, figsize=(5.8, 3), width_ratios=A.shape[1:] * 2)
        show_matrix(axes[0], A, "the columns", numbers=True)
        show_matrix(axes[1], (unit.T @ unit - np.eye(A.shape[1])).round(2), "cosines of their angles", numbers=True)
        return fig

    return LiveFigure(
        name="step_jacobi",
        title="Jacobi's method, a turn at a time",
        alt="A matrix as coloured cells, and beside it the cosines of the angles between its columns.",
        data={"A": A.tolist()},
        draw=draw,
        scripts=("svd", "random", "log_plot", "table"),
    )


def step_power(A: ArrayLike = ((1.0, 0.5), (0.0, 1.0))) -> LiveFigure:
    r"""Show how :math:`x \mapsto A^\mathsf{T}Ax/\|A^\mathsf{T}Ax\|` turns a vector towards :math:`v_1`, a step a press.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        The matrix that the figure begins with, and that its reset brings back.

    Returns
    -------
    LiveFigure
        The unit circle with the vector of each step, and the tangent of its angle to :math:`v_1` beside the theory's line.

    Raises
    ------
    TypeError
        If `A` does not hold real numbers.
    ValueError
        If `A` has another shape, or an entry that is not finite.

    See Also
    --------
    svdlib.svd_by_power : The same for any matrix, and for more than one vector.

    Examples
    --------
    >>> from svdbook.live import step_power
    >>> step_power([[2, 1], [1, 2]]).name
    'step_power'
    """
    entries = as_small_matrix(A)

    def draw():
        import matplotlib.pyplot as plt

        M, steps = np.array(entries), [np.array([np.cos(START), np.sin(START)])]
        for _ in range(4):
            x = M.T @ (M @ steps[-1])
            steps.append(x / (np.linalg.norm(x) or 1))
        circle = np.linspace(0, 2 * np.pi, 200)
        fig, ax = plt.subplots(figsize=(3.4, 3.4))
        ax.plot(np.cos(circle), np.sin(circle), color="0.7", linewidth=1)
        plot_arrows(ax, np.transpose(steps), [f"$x_{i}$" for i in range(3)], "svd:u")
        plot_arrows(ax, svd(M).Vt[:1].T, ["$v_1$"], "svd:v")
        return fig

    return LiveFigure(
        name="step_power",
        title="The power method in the plane",
        alt="The unit circle with five arrows, each nearer than the one before to the arrow of the first singular vector.",
        data={"A": entries},
        draw=draw,
        scripts=("svd", "log_plot"),
    )


def chase_bulge(B: ArrayLike = FIVE_AND_SIX) -> LiveFigure:
    r"""Show how turns of columns and rows chase the bulge out of :math:`U^\mathsf{T}BV`, until one diagonal is left.

    Parameters
    ----------
    B : array_like, shape (n, n)
        The matrix that the figure begins with, with 3 to 6 columns, and zero but for the diagonal and the one above it.

    Returns
    -------
    LiveFigure
        The entries with the bulge, and the last entry beside the diagonal after each chase.

    Raises
    ------
    TypeError
        If `B` does not hold real numbers.
    ValueError
        If `B` has another shape, an entry that is not finite, a zero on one of the two diagonals, or another entry elsewhere.

    See Also
    --------
    svdlib.bidiagonalize : How two diagonals are reached.

    Examples
    --------
    >>> from svdbook.live import chase_bulge
    >>> chase_bulge([[3, 1, 0], [0, 2, 1], [0, 0, 1]]).name
    'chase_bulge'
    """
    B = _check.as_samples(B, "B")
    if not (len(B) == len(B.T) and 3 <= len(B) <= 6):
        raise ValueError(f"B must be square, with 3 to 6 columns, got shape {B.shape}")
    if not (B.astype(bool) == np.triu(np.tri(len(B), k=1, dtype=bool))).all():
        raise ValueError("B must have zeros exactly where it is not on the diagonal or right above it")

    def draw():
        import matplotlib.pyplot as plt
        from matplotlib.patches import Rectangle

        fig, axes = plt.subplots(1, 3, figsize=(5.8, 2.3))
        titles = ("columns 1 and 2 turned", "rows 1 and 2 turned", "columns 2 and 3 turned")
        bulges = ((1, 0), (0, 2), (2, 1))
        for ax, turned, title, (i, j) in zip(axes, _first_turns(B), titles, bulges, strict=True):
            show_matrix(ax, turned.round(9), title, reach=abs(B).max())
            ax.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, linewidth=1.5, clip_on=False))
        return fig

    return LiveFigure(
        name="chase_bulge",
        title="Chasing the bulge",
        alt="A matrix of two diagonals three times: with a bulge below them, right of them, and below them again.",
        data={"B": B.tolist()},
        draw=draw,
        scripts=("log_plot", "table"),
    )


def _first_turns(B):
    """Yield a matrix of two diagonals after the first three turns of a chase without a shift."""
    B, (a, b) = B.astype(float), B[0, :2]
    for k, rows in ((0, False), (0, True), (1, False)):
        turned = B.T if not rows else B  # of which two rows are turned
        turned[k : k + 2] = np.array([[a, b], [-b, a]]) @ turned[k : k + 2] / np.hypot(a, b)
        yield B.copy()
        a, b = B[k, k + 1 :][:2] if rows else B[k : k + 2, k]


def sketch_matrix() -> LiveFigure:
    r"""Show what :math:`QQ^\mathsf{T}A` misses, with Q a basis of :math:`(AA^\mathsf{T})^qA\,\Omega` for forty random matrices.

    The matrix is diagonal, 100 by 100. That stands for every matrix with its singular values: :math:`V^\mathsf{T}\Omega` has
    independent standard normal entries, as :math:`\Omega` has, and U changes no norm.

    Returns
    -------
    LiveFigure
        The singular values that are found, and the errors beside the least possible and the bound of their mean.

    See Also
    --------
    svdlib.randomized_svd : The same for any matrix.

    Examples
    --------
    >>> from svdbook.live import sketch_matrix
    >>> sketch_matrix().name
    'sketch_matrix'
    """

    def draw():
        import matplotlib.pyplot as plt

        s, rng = 0.8 ** np.arange(100), np.random.default_rng(1)
        sketches = [np.linalg.qr(s[:, None] * rng.standard_normal((100, 15))).Q for _ in range(40)]
        errors = [np.linalg.norm(np.diag(s) - Q @ (Q.T * s), 2) for Q in sketches]
        fig, ax = plt.subplots(figsize=(5.8, 3))
        ax.semilogy(range(1, 41), errors, "o")
        ax.axhline(s[10], color="svd:sigma")
        ax.text(40, s[10] * 1.05, r"$\sigma_{11}$", color="svd:sigma", ha="right", va="bottom")
        ax.set(xlabel="draw", ylabel="error of the sketch")
        return fig

    return LiveFigure(
        name="sketch_matrix",
        title="What a random sketch misses",
        alt="Forty dots, the errors of forty sketches on a logarithmic axis, around a line at the eleventh singular value.",
        data={},
        draw=draw,
        scripts=("svd", "random", "log_plot"),
    )
