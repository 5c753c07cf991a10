"""The live figures of Part V."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from svdbook.live._figure import LiveFigure
from svdbook.plotting import show_matrix
from svdlib import _check

FIVE_BY_FOUR = ((3, 1, 0, 2), (1, 2, 1, 0), (0, 1, 3, 1), (2, 0, 1, 3), (1, 1, 0, 1))


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
