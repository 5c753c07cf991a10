"""The problems of Part IV, tested from their definitions, and solved a second way."""

import itertools

import numpy as np

FEWER = {}


def floats(array):
    return np.asarray(array, dtype=float)


def values(problem):
    return [answer.value for answer in problem.answers]


def stored(m, n, k):
    """Count the entries of the arrays that hold k terms."""
    return sum(array.size for array in (np.empty((m, k)), np.empty(k), np.empty((k, n))))


def storage_count(problem):
    """Arrays of these shapes are counted; k + 1 terms are too many."""
    (m, n), k, found = problem.facts["shape"], problem.facts["k"], values(problem)
    if "share" in problem.facts:
        limit = problem.facts["share"] * m * n
        assert found == [k, stored(m, n, k)]
        assert stored(m, n, k) <= limit < stored(m, n, k + 1)
    else:
        assert found[0] == stored(m, n, k)
        assert found[1] * m * n == stored(m, n, k)
        last = found[2]
        assert last == m * n - stored(m, n, k) or stored(m, n, last) < m * n <= stored(m, n, last + 1)


def bytes_count(problem):
    """As above, in bytes of NumPy's types."""
    (m, n), k, each = (problem.facts[name] for name in ("shape", "k", "each"))
    kind = {8: np.float64, 4: np.float32, 2: np.float16, 1: np.int8}[each]
    weight = stored(m, n, k) * np.dtype(kind).itemsize
    if "says" in problem.facts:
        assert values(problem) == [weight, "yes" if weight < m * n else "no"]
    else:
        assert values(problem) == [k, weight]
        assert weight < problem.facts["share"] * m * n <= stored(m, n, k + 1) * each


def nearest_subspace(problem):
    """The bases are orthonormal, exactly; NumPy's least squares leaves the same residuals."""
    x, bases = problem.facts["x"], problem.facts["bases"]
    for B in bases:
        assert (np.eye(B.shape[1]) == B.T @ B).all()
    left = [np.linalg.lstsq(floats(B), floats(x)[:, 0], rcond=None)[1].item() for B in bases]
    *away, says = values(problem)
    assert np.allclose(floats(away), left)
    assert says == problem.facts["says"] == ("first", "second")[int(np.argmin(left))]


def parameters(sizes):
    """Count the entries of weights and biases as arrays."""
    return sum(np.empty((a + 1, b)).size for a, b in itertools.pairwise(sizes))


def network_counted(problem):
    """Arrays of these shapes are counted, and batches cut by NumPy."""
    sizes, pictures, batch = (problem.facts[name] for name in ("sizes", "pictures", "batch"))
    found = values(problem)
    assert found[0] == parameters(sizes)
    if batch:
        cut = np.split(np.arange(pictures), np.arange(batch, pictures, batch))
        assert found[1:] == [len(cut), len(cut[-1])]
        assert 0 < len(cut[-1]) < batch
    elif "k" in problem.facts:
        few = parameters((problem.facts["k"], *sizes[1:]))
        assert found[1] == few
        assert found[2] * found[0] == few
    else:
        assert found[1] == parameters(sizes) - sum(sizes[1:])


def softmax_gradient(problem):
    """Differences of the loss at scores that are moved a little."""
    odds, right = floats(problem.facts["odds"]), problem.facts["right"]
    z, h = np.log(odds), 1e-6

    def loss(z):
        return np.mean(np.log(np.exp(z).sum(axis=1)) - z[range(len(z)), right])

    gradient = np.zeros_like(z)
    for i in np.ndindex(z.shape):
        moved = np.zeros_like(z)
        moved[i] = h
        gradient[i] = (loss(z + moved) - loss(z - moved)) / (2 * h)
    found = values(problem)
    if len(odds) == 1:
        assert np.allclose(floats(found[0]), odds / odds.sum())
        found = found[1:]
    assert np.allclose(floats(np.vstack(found)), gradient, atol=1e-8)
