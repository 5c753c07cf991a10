"""A small network of dense layers, and its training by stochastic gradient descent: as much as the book needs, in sight."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdbook._extras import extras
from svdlib import _check

ACTIVATIONS = {  # each with its derivative, as a function of what comes out
    "identity": (lambda z: z, np.ones_like),
    "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0).astype(a.dtype)),
    "sigmoid": (lambda z: (1 + np.tanh(z / 2)) / 2, lambda a: a * (1 - a)),  # no exponential that may overflow
}
ROWS = 1000  # samples that are scored at a time


class Layer(NamedTuple):
    r"""A dense layer, :math:`x \mapsto f(xW + b)` for a sample x as a row.

    Parameters
    ----------
    W : ndarray, shape (m, n)
        Weights, from m inputs to n outputs.
    b : ndarray, shape (n,)
        Bias.
    activation : {"identity", "relu", "sigmoid"}
        The function f, taken of each number.

    See Also
    --------
    train_network : What trains a stack of them.
    draw_layer : What draws the starting weights.

    Examples
    --------
    >>> import numpy as np
    >>> from svdbook import Layer, network_scores
    >>> layer = Layer(np.array([[1.0, -1.0]]), np.array([0.0, 2.0]), "relu")
    >>> network_scores([layer], np.array([[3.0]])).tolist()
    [[3.0, 0.0]]
    """

    W: np.ndarray
    b: np.ndarray
    activation: str = "identity"


class TrainedNetwork(NamedTuple):
    """What ``train_network`` returns.

    Parameters
    ----------
    layers : list of Layer
        The layers after the last step.
    losses : ndarray, shape (epochs,)
        For each epoch the sum, over its batches, of the mean cross-entropy of a batch before its step.

    See Also
    --------
    train_network : What returns it.

    Examples
    --------
    >>> import numpy as np
    >>> from svdbook import draw_layer, train_network
    >>> X, y = np.array([[0.0], [1.0]]), np.array([0, 1])
    >>> layers, losses = train_network([draw_layer(1, 2, random_state=0)], X, y, rate=1.0, epochs=3, random_state=0)
    >>> bool(losses[2] < losses[0])
    True
    """

    layers: list[Layer]
    losses: np.ndarray


def draw_layer(m: int, n: int, activation: str = "identity", *, random_state=None) -> Layer:
    r"""Draw a layer as PyTorch does: weights and bias uniform in :math:`\pm 1/\sqrt{m}`, in single precision.

    Parameters
    ----------
    m, n : int
        Inputs and outputs, at least 1.
    activation : {"identity", "relu", "sigmoid"}, optional
        What comes after the product.
    random_state : int, numpy.random.Generator or numpy.random.RandomState, optional
        The source of the random numbers, or its seed.

    Returns
    -------
    Layer
        The named tuple ``(W, b, activation)`` with W of shape (m, n) and b of shape (n,).

    Raises
    ------
    TypeError
        If `m`, `n` or the seed is no integer.
    ValueError
        If `m` or `n` is below 1, the seed is negative, or there is no such activation.

    See Also
    --------
    train_network : What trains from there.

    References
    ----------
    PyTorch's documentation of ``torch.nn.Linear``.

    Examples
    --------
    >>> from svdbook import draw_layer
    >>> layer = draw_layer(100, 5, "sigmoid", random_state=0)
    >>> layer.W.shape, layer.b.shape, bool(abs(layer.W).max() <= 0.1)
    ((100, 5), (5,), True)
    """
    m, n = _check.as_integer(m, "m"), _check.as_integer(n, "n")
    activation = _check.as_choice(activation, "activation", tuple(ACTIVATIONS))
    source = _check.as_generator(random_state, "random_state")
    limit = m**-0.5
    W, b = source.uniform(-limit, limit, (m, n)), source.uniform(-limit, limit, n)
    return Layer(W.astype(np.float32), b.astype(np.float32), activation)


def network_scores(layers: list[Layer] | tuple[Layer, ...], X: ArrayLike, *, prepare: Callable | None = None) -> np.ndarray:
    """Outputs of the last layer for each sample; the largest one says which class the network would choose.

    Parameters
    ----------
    layers : list of Layer
        The output of each is the input of the next. A layer with as many inputs as a whole sample has numbers takes them
        all; otherwise it acts on the last axis.
    X : array_like, shape (samples, ...)
        A sample is what stands at one first index; of any real type.
    prepare : callable, optional
        What is done to a block of samples before the first layer, such as scaling; it may change the shape of a sample.

    Returns
    -------
    ndarray, shape (samples, n)
        The scores, n numbers for each sample.

    Raises
    ------
    TypeError
        If `layers` does not hold layers, `X` does not hold real numbers, or `prepare` cannot be called.
    ValueError
        If there are no layers, one does not fit what comes before it, or `X` holds no sample.

    See Also
    --------
    train_network : What gives the layers.

    Examples
    --------
    >>> import numpy as np
    >>> from svdbook import Layer, network_scores
    >>> double = Layer(np.diag([2.0, 2.0]), np.zeros(2))
    >>> network_scores([double, double], [[1, 3]]).tolist()
    [[4.0, 12.0]]
    """
    layers, X, prepare = _checked(layers, X, prepare)
    blocks = [prepare(X[start : start + ROWS]) for start in range(0, len(X), ROWS)]
    return np.concatenate([_outputs(layers, block)[-1] for block in blocks])


def train_network(
    layers: list[Layer] | tuple[Layer, ...],
    X: ArrayLike,
    y: ArrayLike,
    *,
    rate: float = 0.01,
    epochs: int = 1,
    batch_size: int = 64,
    prepare: Callable | None = None,
    random_state=None,
    progress: bool = False,
) -> TrainedNetwork:
    """Train a network to name the class of each sample, by stochastic gradient descent on the cross-entropy.

    Each step moves all weights and biases by `rate` times the negative gradient of the mean loss of one batch. The last batch
    of an epoch may be smaller; its step is smaller in proportion, so that every sample weighs the same.

    Parameters
    ----------
    layers : list of Layer
        The network to start from; it is not changed. The last layer has as many outputs as there are classes.
    X : array_like, shape (samples, ...)
        The samples, of any real type: bytes need no copy in floats.
    y : array_like of int, shape (samples,)
        Their classes, 0 to n - 1.
    rate : float, optional
        The size of a step, at least 0.
    epochs : int, optional
        How many times all samples are visited, each time in a new order.
    batch_size : int, optional
        Samples in a step, or all of them if there are fewer.
    prepare : callable, optional
        What is done to a batch before the first layer, as for `network_scores`.
    random_state : int, numpy.random.Generator or numpy.random.RandomState, optional
        The source of the random order, or its seed.
    progress : bool, optional
        True to show a progress bar.

    Returns
    -------
    TrainedNetwork
        The named tuple ``(layers, losses)``.

    Raises
    ------
    TypeError
        If `layers` does not hold layers, `X` or `y` holds no plain numbers, or an option has the wrong type.
    ValueError
        If a layer does not fit what comes before it, `y` does not hold one class for each sample, or an option is out of
        range.

    See Also
    --------
    network_scores : What the trained layers make of data.
    draw_layer : The starting weights.

    References
    ----------
    Rumelhart, Hinton & Williams, "Learning representations by back-propagating errors", *Nature* 323 (1986).

    Examples
    --------
    >>> import numpy as np
    >>> from svdbook import draw_layer, network_scores, train_network
    >>> X = np.random.default_rng(0).standard_normal((500, 2))
    >>> y = (X[:, 0] > X[:, 1]).astype(int)
    >>> layers, losses = train_network([draw_layer(2, 2, random_state=0)], X, y, rate=0.5, epochs=5, random_state=0)
    >>> bool((network_scores(layers, X).argmax(axis=1) == y).mean() > 0.95)
    True
    """
    layers, X, prepare = _checked(layers, X, prepare)
    y = _classes(y, len(X), layers[-1].W.shape[1])
    rate, epochs = _check.as_number(rate, "rate"), _check.as_integer(epochs, "epochs")
    batch_size = min(_check.as_integer(batch_size, "batch_size"), len(X))
    source = _check.as_generator(random_state, "random_state")
    layers = [Layer(np.array(W), np.array(b), activation) for W, b, activation in layers]  # our own: they change in place
    losses = np.zeros(epochs)
    for epoch, rows in _batches(len(X), epochs, batch_size, source, progress):
        losses[epoch] += _step(layers, prepare(X[rows]), y[rows], rate * len(rows) / batch_size)
    return TrainedNetwork(layers, losses)


def _batches(samples, epochs, batch_size, source, progress):
    """Yield the epoch and the samples of each batch; with a progress bar on request."""
    order = ((epoch, start) for epoch in range(epochs) for start in range(0, samples, batch_size))
    if progress:
        with extras():
            from tqdm.auto import tqdm

        order = tqdm(order, desc="batches", unit="batch", total=epochs * -(-samples // batch_size))
    for epoch, start in order:
        if start == 0:
            permutation = source.permutation(samples)
        yield epoch, permutation[start : start + batch_size]


def _outputs(layers, x):
    """Return the input and what comes out of each layer."""
    outputs = [x]
    for W, b, activation in layers:
        outputs.append(ACTIVATIONS[activation][0](_as_input(outputs[-1], W) @ W + b))
    return outputs


def _as_input(x, W):
    """Return x with the inputs of a layer along its last axis: those of a whole sample, if so many are wanted."""
    if x.shape[-1] != len(W):
        x = x.reshape(len(x), -1)
    if x.shape[-1] != len(W):
        raise ValueError(f"layers must fit: a layer with {len(W)} inputs got {x.shape[-1]} numbers for each sample")
    return x


def _step(layers, x, y, rate):
    """Change the layers in place by one step, and return the mean loss of the batch before it."""
    outputs = _outputs(layers, x)
    loss, gradient = _cross_entropy(outputs[-1], y)
    for (W, b, activation), before, after in zip(reversed(layers), outputs[-2::-1], outputs[:0:-1], strict=True):
        gradient = gradient * ACTIVATIONS[activation][1](after)
        inputs = _as_input(before, W).reshape(-1, len(W))
        flat = gradient.reshape(-1, len(b))
        gradient = (gradient @ W.T).reshape(before.shape)
        W -= rate * (inputs.T @ flat)
        b -= rate * flat.sum(axis=0)
    return loss


def _cross_entropy(scores, y):
    """Return the mean of -log(softmax) at the right classes, and its gradient."""
    scores = scores - scores.max(axis=1, keepdims=True)  # so that no exponential overflows
    logarithms = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    gradient = np.exp(logarithms)
    gradient[np.arange(len(y)), y] -= 1
    return -logarithms[np.arange(len(y)), y].mean(), gradient / len(y)


def _checked(layers, X, prepare):
    """Return the layers as a list, X as an array, and a function that prepares a block of it."""
    several = isinstance(layers, (list, tuple)) and not isinstance(layers, Layer)  # a layer is a tuple, too
    if not (several and all(isinstance(layer, Layer) for layer in layers)):
        raise TypeError(f"layers must be a list of svdbook.Layer, got {layers!r:.80}")
    if not layers:
        raise ValueError("layers must hold at least one layer, got none")
    layers = [_checked_layer(layer, f"layers[{i}]") for i, layer in enumerate(layers)]
    X = _check.as_real(X, "X")
    if X.ndim < 2 or 0 in X.shape:
        raise ValueError(f"X must hold samples along its first axis, and not be empty, got shape {X.shape}")
    if prepare is not None and not callable(prepare):
        raise TypeError(f"prepare must be a function of a block of samples, got {prepare!r}")
    dtype = layers[0].W.dtype
    return layers, X, prepare or (lambda block: block.astype(dtype))


def _checked_layer(layer, name):
    """Return a layer of floats whose bias and weights fit."""
    W, b = _check.as_matrix(layer.W, f"{name}.W"), _check.as_floats(layer.b, f"{name}.b")
    if 0 in W.shape or b.shape != W.shape[1:] or "c" in (W.dtype.kind, b.dtype.kind):
        raise ValueError(f"{name} must have real W of shape (m, n) and b of shape (n,), got {W.shape} and {b.shape}")
    return Layer(W, b, _check.as_choice(layer.activation, f"{name}.activation", tuple(ACTIVATIONS)))


def _classes(y, samples, n):
    """Return y as whole numbers, one for each sample."""
    y = _check.as_real(y, "y")
    if y.dtype.kind not in "iu":
        raise TypeError(f"y must hold integers, the classes, got dtype {y.dtype}")
    if y.shape != (samples,):
        raise ValueError(f"y must hold one class for each of the {samples} samples of X, got shape {y.shape}")
    if y.min() < 0 or y.max() >= n:
        raise ValueError(f"y must hold classes in 0..{n - 1}, got {y.min()}..{y.max()}")
    return y.astype(np.intp)
