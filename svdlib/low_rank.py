"""The best approximation of rank k, and the numbers it takes to store it."""

import numpy as np

from svdlib import _check
from svdlib.decompositions import rescale, svd


def low_rank(A, k: int) -> np.ndarray:
    r"""Best approximation of rank at most k: :math:`A_k = \sum_{i=1}^{k} \sigma_i u_i v_i^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (..., m, n)
        One matrix or a stack, not empty; a colour image with its channels first is a stack of three.
    k : int
        The rank to keep, 1 to min(m, n).

    Returns
    -------
    ndarray, shape (..., m, n)
        :math:`A_k`: no matrix of rank k or less is nearer to `A` in the 2-norm or the Frobenius norm.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or `k` is no integer.
    ValueError
        If `A` is empty, not finite or has fewer than two dimensions, or `k` is out of range.

    References
    ----------
    Eckart & Young, "The approximation of one matrix by another of lower rank", *Psychometrika* 1 (1936).

    Examples
    --------
    >>> from svdlib import low_rank
    >>> low_rank([[6, 6, 2], [0, 1, 3], [4, 0, 1], [0, 6, 2]], 2).round(2).tolist()
    [[5.97, 5.8, 2.51], [0.12, 1.87, 0.72], [4.04, 0.26, 0.31], [-0.01, 5.91, 2.25]]
    """
    A, power = rescale(_check.as_stack(A))
    if 0 in A.shape[-2:]:
        raise ValueError(f"A must not be empty: an empty matrix has no rank to keep, got shape {A.shape}")
    k = _check.as_integer(k, "k", 1, min(A.shape[-2:]))
    return svd(A, full_matrices=False).truncate(k).to_matrix() * power


def storage(m: int, n: int, k: int) -> int:
    r"""Count the numbers in k columns of `U`, k rows of `Vt` and k singular values: :math:`k\,(m + n + 1)`.

    Parameters
    ----------
    m, n : int
        Rows and columns, at least 1.
    k : int
        The rank kept, 1 to min(m, n).

    Returns
    -------
    int
        How many numbers store a rank-k matrix in this way; the matrix itself holds m n.

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> from svdlib import storage
    >>> storage(400, 400, 100), storage(400, 400, 100) / (400 * 400)
    (80100, 0.500625)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return _check.as_integer(k, "k", 1, min(m, n)) * (m + n + 1)


def break_even_rank(m: int, n: int) -> int:
    r"""Find the largest rank at which ``storage(m, n, k)`` is below m n: the largest whole :math:`k < mn / (m + n + 1)`.

    Parameters
    ----------
    m, n : int
        Rows and columns, at least 1.

    Returns
    -------
    int
        The rank; 0 where no rank saves anything (a single row or column, for instance).

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is below 1.

    Examples
    --------
    >>> from svdlib import break_even_rank, storage
    >>> break_even_rank(400, 400)
    199
    >>> storage(400, 400, 199), storage(400, 400, 200)
    (159399, 160200)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return (m * n - 1) // (m + n + 1)  # - 1, since k (m + n + 1) = m n saves nothing
