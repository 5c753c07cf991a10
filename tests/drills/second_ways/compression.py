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


def stack_counted(problem):
    """Arrays of these shapes are counted, without making them."""
    (many, pixels), k, each = (problem.facts[name] for name in ("shape", "k", "each"))

    def weight(k):
        return each * sum(rows * columns for rows, columns in ((many, k), (k, pixels)))

    found = values(problem)
    assert found[0] == (k if "most" in problem.facts else weight(k))
    if "most" in problem.facts:
        assert weight(k) < many * pixels <= weight(k + 1)
        assert found[1] == weight(k)
    else:
        assert found[1] * many * pixels == weight(k)


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


def multiplications(m, n, k=None):
    """Count the entries of the matrices that an input passes."""
    return sum(np.empty(shape).size for shape in ([(m, n)] if k is None else [(m, k), (k, n)]))


def layer_factored(problem):
    """Matrices of these shapes are counted; with one unit more too much is left."""
    (m, n), k, found = problem.facts["shape"], problem.facts["k"], values(problem)
    if "share" in problem.facts:
        limit = problem.facts["share"] * m * n
        assert found == [k, multiplications(m, n, k)]
        assert multiplications(m, n, k) < limit <= multiplications(m, n, k + 1)
    else:
        biases = n if problem.facts["biases"] else 0
        before, after = multiplications(m, n) + biases, multiplications(m, n, k) + biases
        assert found[:2] == [before, after]
        assert found[2] * before == (before - after if biases else after)


def adapter_counted(problem):
    """Factors of these shapes are counted, layer by layer."""
    (m, n), r, layers = (problem.facts[name] for name in ("shape", "r", "layers"))
    trained = sum(multiplications(m, n, r) for _ in range(layers))
    frozen = sum(multiplications(m, n) for _ in range(layers))
    if "share" in problem.facts:
        assert values(problem) == [r, trained]
        assert trained < problem.facts["share"] * frozen <= multiplications(m, n, r + 1)
    else:
        assert values(problem) == [trained, values(problem)[1]]
        assert values(problem)[1] * frozen == trained


def separable(problem):
    """NumPy's rank; separable is rank one."""
    rank = np.linalg.matrix_rank(floats(problem.facts["K"]))
    assert values(problem) == ["yes" if rank == 1 else "no", rank, 6 * rank]
    assert rank == problem.facts["rank"]


def filter_in_two_passes(problem):
    """All nine products; the filter has rank one, and with another entry it has not."""
    K, P = problem.facts["K"], problem.facts["P"]
    pixel = (K * P).sum()
    assert np.linalg.matrix_rank(floats(K)) == 1
    if "place" in problem.facts:
        changed = floats(K)
        changed[problem.facts["place"]] += 1
        assert np.linalg.matrix_rank(changed) == 2
        assert values(problem) == [K[problem.facts["place"]], pixel]
    else:
        row, new = values(problem)
        assert (row == problem.facts["first"]).all()
        assert new == pixel


def convolution_factored(problem):
    """Arrays of these shapes are counted; one channel more between the two layers is too many."""
    n, c, h, w = problem.facts["shape"]

    def weights(k):
        channel, spatial = ((k, c, h, w), (n, k, 1, 1)), ((k, c, h, 1), (n, k, 1, w))
        return [sum(np.empty(shape).size for shape in scheme) for scheme in (channel, spatial)]

    if "k" in problem.facts:
        assert values(problem) == [n * c * h * w, *weights(problem.facts["k"])]
    else:
        for i, k in enumerate(values(problem)):
            assert weights(k)[i] < n * c * h * w <= weights(k + 1)[i]
