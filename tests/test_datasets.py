"""The photographs are there without a network, and the caller's own."""

import socket

import numpy as np
import pytest

from svdlib import load_photo

SHAPES = {"camera": (512, 512), "astronaut": (512, 512, 3), "coffee": (400, 600, 3), "chelsea": (300, 451, 3)}


@pytest.mark.parametrize(("name", "shape"), SHAPES.items())
def test_photo(name, shape, monkeypatch):
    def no_network(*_):
        raise AssertionError("asked the network")

    monkeypatch.setattr(socket, "socket", no_network)
    photo = load_photo(name)
    assert photo.shape == shape
    assert photo.dtype == np.uint8
    assert photo.min() < 20
    assert photo.max() > 200


def test_a_photo_is_the_callers_own():
    photo = load_photo()
    photo[:] = 0
    assert load_photo().any()


def test_red_comes_first():
    suit = load_photo("astronaut")[300:400, 60:120].reshape(-1, 3).mean(axis=0)  # orange
    assert suit[0] > suit[1] > suit[2]
