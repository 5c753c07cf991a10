"""Axes in, axes out; what is drawn is what was given."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from svdbook import load_photo, plot_arrows, plot_circle, plot_singular_values, show_image, show_matrix


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


def test_show_matrix_is_white_at_zero():
    ax = show_matrix(Figure().subplots(), [[1, -4], [0, 2]], "A", numbers=True)
    assert ax.images[0].get_clim() == (-4, 4)
    assert [text.get_text() for text in ax.texts] == ["1", "-4", "0", "2"]
    assert [text.get_color() for text in ax.texts] == ["black", "white", "black", "black"]
    assert ax.get_title() == "A"
    assert not show_matrix(Figure().subplots(), np.zeros((2, 2))).texts
    assert show_matrix(Figure().subplots(), [[1, 2]], reach=9).images[0].get_clim() == (-9, 9)


def test_arrows_end_where_the_columns_say():
    ax = plot_arrows(Figure().subplots(), [[3, 0], [1, -2]], labels=["$a$"])
    assert np.allclose([arrow.xy for arrow in ax.texts[:2]], [[3, 1], [0, -2]])
    assert [text.get_text() for text in ax.texts] == ["", "", "$a$"]
    low, high = ax.get_xlim(), ax.get_ylim()
    assert low[0] <= 0 <= 3 <= low[1]
    assert high[0] <= -2 <= 1 <= high[1]


def test_the_circle_becomes_an_ellipse():
    ax = plot_circle(Figure().subplots(), [[3, 0], [0, 2]], "stretched")
    x, y = ax.lines[0].get_data()
    assert np.allclose((x / 3) ** 2 + (y / 2) ** 2, 1)
    assert len(ax.collections[0].get_offsets()) == 24
    assert ax.get_aspect() == 1


def test_the_style_can_be_used():
    with plt.style.context("svdbook.book"):
        assert plt.rcParams["figure.constrained_layout.use"]
