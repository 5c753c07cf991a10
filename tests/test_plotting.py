"""Axes in, axes out; what is drawn is what was given."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from svdlib import load_photo, plot_singular_values, show_image


def test_show_image_does_not_stretch_the_contrast():
    ax = Figure().subplots()
    grey = np.full((4, 4), 100, np.uint8)
    assert show_image(ax, grey, "even") is ax
    assert ax.images[0].get_clim() == (0, 255)
    assert np.array_equal(ax.images[0].get_array(), grey)


def test_show_image_in_colour():
    ax = show_image(Figure().subplots(), load_photo("chelsea"))
    assert ax.images[0].get_array().shape == (300, 451, 3)


def test_singular_values_are_counted_from_one_and_zeros_left_out():
    ax = plot_singular_values(Figure().subplots(), [4.0, 2.0, 0.0], label="A")
    (line,) = ax.lines
    assert line.get_xdata().tolist() == [1, 2]
    assert line.get_ydata().tolist() == [4.0, 2.0]
    assert ax.get_xlabel()
    assert "singular value" in ax.get_ylabel()


def test_the_style_can_be_used():
    with plt.style.context("svdlib.book"):
        assert plt.rcParams["figure.constrained_layout.use"]
