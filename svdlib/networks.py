"""Layers and filters split in two: fewer parameters, fewer multiplications, nearly the same result."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._scaling import scaled
from svdlib.approximation import _saving
from svdlib.decompositions import svd


class FactoredLayer(NamedTuple):
    r"""Two layers in place of one: :math:`W \approx \text{left} \times \text{right}`.

    Parameters
    ----------
    left : ndarray, shape (m, k)
        The first of the two where samples are rows, ``x @ left @ right``.
    right : ndarray, shape (k, n)
        The second.

    See Also
    --------
    factor_layer : What returns it.

    Examples
    --------
    >>> from svdlib import factor_layer
    >>> left, right = factor_layer([[4.0, 0.0], [0.0, 1.0]], 1)
    >>> (left @ right).tolist()
    [[4.0, 0.0], [0.0, 0.0]]
    >>> factor_layer([[4.0, 0.0], [0.0, 1.0]], 1)
    FactoredLayer(2 x 1 x 2, 4 weights in place of 4: nothing is saved)
    """

    left: np.ndarray
    right: np.ndarray

    def __repr__(self):
        """Say sizes and weights, and aloud where nothing is saved."""
        (m, k), (_, n) = self.left.shape, self.right.shape
        return f"FactoredLayer({m} x {k} x {n}, {_saving(k * (m + n), m * n, 'weights')})"


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
        If `W` is empty, not finite or does not have two dimensions, or `k` is out of range.

    See Also
    --------
    break_even_width : The largest k that makes the layer smaller; the printed form of the result says so, too.
    factor_convolution : The same for a layer of convolutions, whose weights have four dimensions.
    low_rank : The product of the two.

    References
    ----------
    Denton, Zaremba, Bruna, LeCun & Fergus, "Exploiting linear structure within convolutional networks for efficient
    evaluation", *Advances in Neural Information Processing Systems* 27 (2014).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import factor_layer
    >>> left, right = factor_layer(np.ones((784, 500)), 16)
    >>> left.shape, right.shape, bool(np.allclose(left @ right, 1))
    ((784, 16), (16, 500), True)
    """
    return FactoredLayer(*_factors(_check.as_matrix(W, "W"), k))


class FactoredConvolution(NamedTuple):
    r"""Two layers of convolutions in place of one, k channels between them.

    Parameters
    ----------
    first : ndarray, shape (k, c, h, 1) or (k, c, h, w)
        Weights of the layer that sees the input: k filters on its c channels.
    second : ndarray, shape (n, k, 1, w) or (n, k, 1, 1)
        Weights of the layer that sees those k channels, and has the n outputs.

    See Also
    --------
    factor_convolution : What returns it.

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import factor_convolution
    >>> factor_convolution(np.ones((64, 32, 3, 3)), 16, scheme="spatial")
    FactoredConvolution(3 x 3, 32 -> 16 -> 64 channels, 4,608 weights in place of 18,432)
    """

    first: np.ndarray
    second: np.ndarray

    def __repr__(self):
        """Say sizes and weights, and aloud where nothing is saved."""
        n, c, h, w = self._shape()
        weights = _saving(self.first.size + self.second.size, n * c * h * w, "weights")
        return f"FactoredConvolution({h} x {w}, {c} -> {len(self.first)} -> {n} channels, {weights})"

    def to_weights(self) -> np.ndarray:
        """Return the weights of the one layer that does the same as the two.

        Returns
        -------
        ndarray, shape (n, c, h, w)
            The weights that were factored, or what k keeps of them.

        See Also
        --------
        factor_convolution : What gives the two parts.

        Examples
        --------
        >>> import numpy as np
        >>> from svdlib import factor_convolution
        >>> W = np.ones((2, 3, 5, 5))
        >>> bool(np.allclose(factor_convolution(W, 1).to_weights(), W))
        True
        """
        return np.einsum("nkab,kcij->ncaibj", self.second, self.first, optimize=True).reshape(self._shape())

    def _shape(self):
        """Return (n, c, h, w); of the heights one is 1, and of the widths."""
        (_, c, *first), (n, _, *second) = self.first.shape, self.second.shape
        return n, c, first[0] * second[0], first[1] * second[1]


def factor_convolution(W: ArrayLike, k: int, scheme: Literal["channel", "spatial"] = "channel") -> FactoredConvolution:
    r"""Best split of a layer of convolutions into two, by the matrix that its weights become when unfolded.

    Parameters
    ----------
    W : array_like, shape (n, c, h, w)
        Weights of n outputs from c input channels, filters of height h and width w; PyTorch's order. Of TensorFlow's
        (h, w, c, n) give ``W.transpose(3, 2, 0, 1)``. The bias is not touched: it stays with the second layer.
    k : int
        The channels between, 1 to the smaller side of the unfolded matrix.
    scheme : {"channel", "spatial"}, optional
        "channel" unfolds to n by chw: k filters of full size, which a layer of 1 by 1 filters then combines.
        "spatial" unfolds to ch by nw: k upright filters (h by 1), then lying ones (1 by w).

    Returns
    -------
    FactoredConvolution
        The named tuple ``(first, second)``, of shapes (k, c, h, w) and (n, k, 1, 1), or (k, c, h, 1) and (n, k, 1, w);
        ``to_weights()`` is nearest to `W` in the Frobenius norm among all that two such layers can do.

    Raises
    ------
    TypeError
        If `W` does not hold plain numbers or `k` is no integer.
    ValueError
        If `W` is empty, not finite or does not have four dimensions, `k` is out of range, or `scheme` is none of the two.

    See Also
    --------
    factor_layer : The same for a dense layer, whose weights are a matrix.
    separate_filter : The spatial scheme for one filter.
    count_macs, break_even_width : Of the unfolded matrix, as below.

    Notes
    -----
    Stride, padding and dilation: with "channel" the first layer takes them all; with "spatial" the first takes those
    down the image, the second those across. Where a layer has groups, factor each.

    For each pixel of the output (at stride 1) the two cost ``count_macs(n, c * h * w, k)`` or
    ``count_macs(c * h, n * w, k)`` multiply-accumulates, and as many weights.

    References
    ----------
    "channel": Zhang, Zou, He & Sun, "Accelerating very deep convolutional networks for classification and detection",
    *IEEE Transactions on Pattern Analysis and Machine Intelligence* 38 (2016). "spatial": Jaderberg, Vedaldi &
    Zisserman, "Speeding up convolutional neural networks with low rank expansions", *Proceedings of the British
    Machine Vision Conference* (2014), their second scheme; solved by the SVD in Tai, Xiao, Zhang, Wang & E,
    "Convolutional neural networks with low-rank regularization", *International Conference on Learning
    Representations* (2016).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import count_macs, factor_convolution
    >>> W = np.random.default_rng(18).standard_normal((64, 32, 3, 3))
    >>> first, second = factor_convolution(W, 16)
    >>> first.shape, second.shape, first.size + second.size == count_macs(64, 32 * 3 * 3, 16)
    ((16, 32, 3, 3), (64, 16, 1, 1), True)
    """
    W = _check.as_floats(W, "W")
    if W.ndim != 4:
        raise ValueError(f"W must have 4 dimensions (n, c, h, w), got shape {W.shape}")
    n, c, h, w = W.shape
    if _check.as_choice(scheme, "scheme", ("channel", "spatial")) == "channel":
        left, right = _factors(W.reshape(n, c * h * w), k)  # (n, k) @ (k, chw)
        return FactoredConvolution(right.reshape(-1, c, h, w), left[:, :, None, None])
    left, right = _factors(W.transpose(1, 2, 0, 3).reshape(c * h, n * w), k)  # (ch, k) @ (k, nw)
    return FactoredConvolution(left.T.reshape(-1, c, h, 1), right.reshape(-1, n, 1, w).swapaxes(0, 1))


def _factors(W, k, name="W"):
    """Return the two factors of the best approximation of rank k of W, a matrix made of the argument called `name`."""
    k = _check.as_rank(k, W.shape, matrix=name)
    W, power = scaled(W)  # so that no singular value overflows: only their roots are asked for
    left, right = svd(W, full_matrices=False).truncate(k).split()
    return left * np.sqrt(power), right * np.sqrt(power)


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

    See Also
    --------
    count_macs : The work for one sample.

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

    See Also
    --------
    count_parameters : The numbers that are stored.
    break_even_width : The largest k that saves some.

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

    See Also
    --------
    break_even_rank : The same with the singular values counted as numbers of their own.
    count_macs : What is compared.

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

    See Also
    --------
    separate_filter : What returns it.

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
        If `K` is empty, not finite or does not have two dimensions, or `k` is out of range.

    See Also
    --------
    matrix_rank : How many pairs are enough.
    break_even_width : How many still save multiplications.
    factor_convolution : The same for all the filters of a layer at once.

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
    left, right = _factors(_check.as_matrix(K, "K"), k, "K")
    return SeparatedFilter(left.T, right)
