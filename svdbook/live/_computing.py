"""The live figures of Part V."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.live._figure import LiveFigure, as_small_matrix
from svdbook.plotting import plot_arrows, show_matrix
from svdlib import _check, svd

FIVE_BY_FOUR = ((3, 1, 0, 2), (1, 2, 1, 0), (0, 1, 3, 1), (2, 0, 1, 3), (1, 1, 0, 1))
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
        scripts=("svd", "random", "log_plot"),
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
