"""The small network: gradients, agreement with a peer, what it learns."""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from svdbook import Layer, draw_layer, network_scores, train_network

X = np.random.default_rng(18).standard_normal((60, 6))
Y = np.random.default_rng(18).integers(0, 3, 60)


def network(*activations, sizes=(6, 5, 4, 3), dtype=np.float64):
    """A network in double precision, so that gradients can be compared with differences."""
    rng = np.random.default_rng(4)
    drawn = [draw_layer(m, n, a, random_state=rng) for m, n, a in zip(sizes, sizes[1:], activations, strict=False)]
    return [Layer(W.astype(dtype), b.astype(dtype), activation) for W, b, activation in drawn]


def loss(layers, X, y):
    scores = network_scores(layers, X)
    return -np.mean(scores[np.arange(len(y)), y] - np.log(np.exp(scores).sum(axis=1)))


def moved(layers, i, part, place, step):
    """The network with one weight or bias moved a little."""
    arrays = [[layer.W.copy(), layer.b.copy()] for layer in layers]
    arrays[i][part][place] += step
    return [Layer(W, b, layer.activation) for (W, b), layer in zip(arrays, layers, strict=True)]


@pytest.mark.parametrize("activations", [("sigmoid", "relu", "identity"), ("identity", "sigmoid", "identity")])
def test_a_step_follows_the_gradient(activations):
    layers = network(*activations)
    after = train_network(layers, X, Y, rate=1.0, batch_size=60, random_state=0).layers
    for i, places in enumerate([((2, 3), 1), ((0, 2), 3), ((3, 1), 0)]):
        for part, place in enumerate(places):
            up, down = (loss(moved(layers, i, part, place, step), X, Y) for step in (1e-6, -1e-6))
            assert np.isclose(layers[i][part][place] - after[i][part][place], (up - down) / 2e-6, rtol=1e-5, atol=1e-9)


def test_layers_on_patches_have_the_same_gradient_as_one_large_layer(rng):
    """A layer that acts on each of four patches is a large layer with four equal blocks."""
    small = Layer(rng.standard_normal((3, 2)), rng.standard_normal(2), "sigmoid")
    large = Layer(np.kron(np.eye(4), small.W), np.tile(small.b, 4), "sigmoid")
    last = Layer(rng.standard_normal((8, 3)), np.zeros(3))
    patches = rng.standard_normal((60, 4, 3))
    flat = patches.reshape(60, 12)
    options = {"rate": 0.5, "batch_size": 60, "random_state": 0}
    assert np.allclose(network_scores([small, last], patches), network_scores([large, last], flat))
    by_patches = train_network([small, last], patches, Y, **options).layers
    by_blocks = train_network([large, last], flat, Y, **options).layers
    blocks = [by_blocks[0].W[3 * i : 3 * i + 3, 2 * i : 2 * i + 2] - small.W for i in range(4)]
    assert np.allclose(by_patches[0].W - small.W, sum(blocks))
    assert np.allclose(by_patches[1].W, by_blocks[1].W)


def test_an_incomplete_batch_makes_a_smaller_step():
    """Of 60 samples in batches of 45 the last 15 move the weights by a third of what they would as a batch of their own."""
    layers = network("sigmoid", "relu", "identity")
    last = np.random.default_rng(0).permutation(60)[45:]
    options = {"rate": 0.6, "random_state": 0}
    whole = train_network(layers, X, Y, batch_size=45, **options).layers
    first = train_network(layers, np.delete(X, last, 0), np.delete(Y, last), batch_size=45, **options).layers
    both = train_network(first, X[last], Y[last], rate=0.2, batch_size=15, random_state=0).layers
    assert all(np.allclose(a.W, b.W) for a, b in zip(whole, both, strict=True))


def test_losses_are_those_of_scikit_learn():
    """From the same weights, in the same order, the same steps."""
    peer = MLPClassifier(
        (5,), "logistic", solver="sgd", alpha=0, momentum=0, batch_size=60, learning_rate_init=0.5, shuffle=False
    )
    peer.partial_fit(X, Y, classes=[0, 1, 2])
    layers = [
        Layer(W.copy(), b.copy(), a) for W, b, a in zip(peer.coefs_, peer.intercepts_, ("sigmoid", "identity"), strict=True)
    ]
    mine = train_network(layers, X, Y, rate=0.5, epochs=3, batch_size=60, random_state=0)
    for _ in range(3):
        peer.partial_fit(X, Y)
    assert np.allclose(mine.losses, peer.loss_curve_[1:])
    assert np.allclose(mine.layers[0].W, peer.coefs_[0])


def test_input_is_not_changed_and_a_seed_repeats():
    layers, before = network("sigmoid", "relu", "identity"), network("sigmoid", "relu", "identity")
    first = train_network(layers, X, Y, epochs=2, random_state=7)
    again = train_network(layers, X, Y, epochs=2, random_state=7)
    assert np.array_equal(first.losses, again.losses)
    assert all(np.array_equal(a.W, b.W) and np.array_equal(a.b, b.b) for a, b in zip(layers, before, strict=True))


def test_bytes_are_prepared_a_block_at_a_time(rng):
    pictures = rng.integers(0, 256, (2500, 4), dtype=np.uint8)
    shapes = []

    def scaled(block):
        shapes.append(block.shape)
        return block.astype(np.float32) / 255

    scores = network_scores([draw_layer(4, 3, random_state=0)], pictures, prepare=scaled)
    assert scores.dtype == np.float32
    assert shapes == [(1000, 4), (1000, 4), (500, 4)]


def test_large_scores_overflow_nowhere():
    far = Layer(1e4 * np.eye(6, 3), np.zeros(3))
    assert np.isfinite(train_network([far], X, Y, rate=1e-3, random_state=0).losses).all()
    sigmoid = Layer(1e4 * np.eye(6, 3), np.zeros(3), "sigmoid")
    assert np.isin(network_scores([sigmoid], np.sign(X)), (0, 1)).all()


@pytest.mark.parametrize(("samples", "batch_size", "expected"), [(60, 64, 1), (60, 7, 9), (60, 60, 1), (60, 1, 60)])
def test_a_loss_is_the_sum_over_batches(samples, batch_size, expected):
    layers = [Layer(np.zeros((6, 3)), np.zeros(3))]
    losses = train_network(layers, X[:samples], Y[:samples], rate=0, batch_size=batch_size, random_state=0).losses
    assert np.allclose(losses, expected * np.log(3))


def test_the_limits_of_what_is_drawn():
    layer = draw_layer(400, 300, "relu", random_state=1)
    assert (layer.W.dtype, layer.b.shape, layer.activation) == (np.float32, (300,), "relu")
    assert 0.0499 < abs(layer.W).max() <= 0.05
    assert np.isclose(layer.W.std(), 0.05 / 3**0.5, rtol=0.01)


def test_a_progress_bar_on_request(capsys):
    train_network([draw_layer(6, 3, random_state=0)], X, Y, random_state=0, progress=True)
    assert "batches: 100%" in capsys.readouterr().err
