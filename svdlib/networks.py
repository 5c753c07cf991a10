"""Layers and filters split in two: fewer parameters, fewer multiplications, nearly the same result."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib.decompositions import svd


class FactoredLayer(NamedTuple):
    r"""Two layers in place of one: :math:`W \approx \text{left} \times \text{right}`.

    Parameters
    ----------
    left : ndarray, shape (m, k)
        The first of the two where samples are rows, ``x @ left @ right``.
    right : ndarray, shape (k, n)
        The second.

    Examples
    --------
    >>> from svdlib import factor_layer
    >>> left, right = factor_layer([[4.0, 0.0], [0.0, 1.0]], 1)
    >>> (left @ right).tolist()
    [[4.0, 0.0], [0.0, 0.0]]
    """

    left: np.ndarray
    right: np.ndarray


def factor_layer(W: ArrayLike, k: int) -> FactoredLayer:
    r"""Best split of a weight matrix into two thin ones: :math:`U_k\Sigma_k^{1/2}` and :math:`\Sigma_k^{1/2}V_k^\mathsf{T}`.

    Parameters
    ----------
    W : array_like, shape (m, n)
        The weights of a dense layer, m inputs to n outputs or the other way round. The bias is not touched: it stays
        with the second layer.
    k : int
        The width of the new layer between, 1 to min(m, n).

    Returns
    -------
    FactoredLayer
        The named tuple ``(left, right)``, of shapes (m, k) and (k, n); no product of such shapes is nearer to `W` in
        the Frobenius norm or the 2-norm.

    Raises
    ------
    TypeError
        If `W` does not hold plain numbers or `k` is no integer.
    ValueError
        If `W` is empty, not finite or does not have two dimensions, `k` is out of range, or a singular value
        overflows.

    References
    ----------
    Denton, Zaremba, Bruna, LeCun & Fergus, "Exploiting linear structure within convolutional networks for efficient
    evaluation", *NeurIPS* (2014).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import factor_layer
    >>> left, right = factor_layer(np.ones((784, 500)), 16)
    >>> left.shape, right.shape, bool(np.allclose(left @ right, 1))
    ((784, 16), (16, 500), True)
    """
    W = _check.as_matrix(W, "W")
    k = _check.as_rank(k, W.shape, matrix="W")
    return FactoredLayer(*svd(W, full_matrices=False).truncate(k).split())


def count_parameters(m: int, n: int, k: int | None = None, *, bias: bool = True) -> int:
    r"""Count the parameters of a dense layer: :math:`mn`, or :math:`k(m + n)` once it is split in two, and n for the bias.

    Parameters
    ----------
    m, n : int
        Inputs and outputs, at least 1.
    k : int, optional
        The width between, 1 to min(m, n); None for the layer as it was.
    bias : bool, optional
        Whether to count the n numbers of the bias.

    Returns
    -------
    int
        How many numbers are stored.

    Raises
    ------
    TypeError
        If `m`, `n` or `k` is no integer.
    ValueError
        If `m`, `n` or `k` is out of range.

    Examples
    --------
    >>> from svdlib import count_parameters
    >>> count_parameters(784, 500), count_parameters(784, 500, 16)
    (392500, 21044)
    """
    return count_macs(m, n, k) + (n if bias else 0)


def count_macs(m: int, n: int, k: int | None = None) -> int:
    r"""Count the multiply-accumulates of a dense layer for one sample: :math:`mn`, or :math:`k(m + n)` once it is split in two.

    Those of a filter of m by n weights for one pixel are as many: :math:`k(m + n)` once it is separated into k pairs.

    Parameters
    ----------
    m, n : int
        Inputs and outputs (or the height and width of a filter), at least 1.
    k : int, optional
        The width between (or the number of pairs), 1 to min(m, n); None for the layer as it was.

    Returns
    -------
    int
        How many products are formed and added.

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is out of range.

    Examples
    --------
    >>> from svdlib import count_macs
    >>> count_macs(784, 500), count_macs(784, 500, 16)
    (392000, 20544)
    >>> count_macs(15, 15), count_macs(15, 15, 1)
    (225, 30)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return m * n if k is None else _check.as_integer(k, "k", 1, min(m, n)) * (m + n)


def break_even_width(m: int, n: int) -> int:
    r"""Find the largest k at which a layer split in two is smaller than it was: the largest whole :math:`k < mn / (m + n)`.

    Parameters
    ----------
    m, n : int
        Inputs and outputs (or the height and width of a filter), at least 1.

    Returns
    -------
    int
        The width; 0 where none saves anything.

    Raises
    ------
    TypeError
        If an argument is no integer.
    ValueError
        If an argument is below 1.

    Notes
    -----
    `break_even_rank` counts the singular values as numbers of their own; here they are shared between the factors.

    Examples
    --------
    >>> from svdlib import break_even_width, count_macs
    >>> break_even_width(784, 500)
    305
    >>> count_macs(784, 500, 305) < count_macs(784, 500) < count_macs(784, 500, 306)
    True
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    return (m * n - 1) // (m + n)


class SeparatedFilter(NamedTuple):
    r"""A filter as a sum of k pairs: :math:`K \approx \sum_i \text{column}_i\,\text{row}_i^\mathsf{T}`.

    Parameters
    ----------
    columns : ndarray, shape (k, m)
        The vertical parts, one a row.
    rows : ndarray, shape (k, n)
        The horizontal parts, one a row.

    Examples
    --------
    >>> from svdlib import separate_filter
    >>> columns, rows = separate_filter([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]], 1)
    >>> (columns.T @ rows).round(12).tolist()
    [[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]]
    """

    columns: np.ndarray
    rows: np.ndarray


def separate_filter(K: ArrayLike, k: int) -> SeparatedFilter:
    r"""Best sum of k separable filters: convolve with each column, then with its row, and add up.

    Parameters
    ----------
    K : array_like, shape (m, n)
        The weights of a two-dimensional filter.
    k : int
        How many pairs, 1 to min(m, n); as many as the rank of `K` give it exactly.

    Returns
    -------
    SeparatedFilter
        The named tuple ``(columns, rows)``, of shapes (k, m) and (k, n), the strongest pair first; each pair shares its
        singular value evenly.

    Raises
    ------
    TypeError
        If `K` does not hold plain numbers or `k` is no integer.
    ValueError
        If `K` is empty, not finite or does not have two dimensions, `k` is out of range, or a singular value
        overflows.

    References
    ----------
    Treitel & Shanks, "The design of multistage separable planar filters", *IEEE Transactions on Geoscience
    Electronics* 9 (1971).

    Examples
    --------
    >>> import numpy as np
    >>> from scipy.ndimage import convolve, convolve1d
    >>> from svdlib import separate_filter
    >>> image, sobel = np.eye(9), np.outer([1, 2, 1], [1, 0, -1])
    >>> (column,), (row,) = separate_filter(sobel, 1)
    >>> bool(np.allclose(convolve1d(convolve1d(image, column, axis=0), row, axis=1), convolve(image, sobel)))
    True
    """
    K = _check.as_matrix(K, "K")
    k = _check.as_rank(k, K.shape, matrix="K")
    left, right = factor_layer(K, k)
    return SeparatedFilter(left.T, right)
