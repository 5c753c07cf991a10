"""Axes in, axes out; what is drawn is what was given."""

import sys
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from svdbook import (
    label_lines,
    load_photo,
    plot_arrows,
    plot_circle,
    plot_singular_values,
    show_image,
    show_matrix,
    use_book_style,
)


def test_show_image_does_not_stretch_the_contrast():
    ax = Figure().subplots()
    grey = np.full((4, 4), 100, np.uint8)
    assert show_image(ax, grey, "even") is ax
    assert ax.images[0].get_clim() == (0, 255)
    assert np.array_equal(ax.images[0].get_array(), grey)


def test_show_image_in_colour():
    ax = show_image(Figure().subplots(), load_photo("chelsea"))
    assert ax.images[0].get_array().shape == (300, 451, 3)
    assert ax.figure.get_facecolor()[3] == 0  # no white card on a dark page


def test_singular_values_are_counted_from_one_and_zeros_left_out():
    ax = plot_singular_values(Figure().subplots(), [4.0, 2.0, 0.0], label="A")
    (line,) = ax.lines
    assert line.get_xdata().tolist() == [1, 2]
    assert line.get_ydata().tolist() == [4.0, 2.0]
    assert ax.get_xlabel()
    assert "singular value" in ax.get_ylabel()
    assert line.get_color() == "#009E73"
    assert plot_singular_values(Figure().subplots(), [4.0], color="black").lines[0].get_color() == "black"


def test_show_matrix_has_no_colour_at_zero():
    ax = show_matrix(Figure().subplots(), [[1, -4], [-0.0, 2]], "A", numbers=True)
    assert ax.images[0].get_clim() == (-4, 4)
    assert [text.get_text() for text in ax.texts] == ["1", "\N{MINUS SIGN}4", "0", "2"]
    assert np.ptp(ax.images[0].to_rgba(np.zeros((1, 1)))[0, 0, :3]) < 0.02
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


@pytest.mark.parametrize(("color", "different"), [(None, 2), ("#D55E00", 1)])
def test_arrows_have_a_colour_each_or_one_for_all(color, different):
    ax = plot_arrows(Figure().subplots(), np.eye(2), color=color)
    assert len({arrow.arrow_patch.get_edgecolor() for arrow in ax.texts}) == different


def test_labels_stand_behind_the_ends_and_apart():
    ax = Figure().subplots()
    for height, name in ((1.0, "low"), (1.001, "middle"), (5.0, "high"), (2.0, "_unnamed")):
        ax.plot([0, 1], [0, height], label=name)
    assert label_lines(ax) is ax
    assert [text.get_text() for text in ax.texts] == ["low", "middle", "high"]
    assert [tuple(text.xy) for text in ax.texts] == [(1, 1), (1, 1.001), (1, 5)]
    low, middle, high = (ax.transData.transform(text.xy)[1] * 0.72 + text.xyann[1] for text in ax.texts)
    assert middle - low > 11
    assert high - middle > 11
    assert ax.texts[2].xyann[1] == pytest.approx(0)  # it stands alone


def test_a_label_of_two_rows_has_room_for_them():
    ax = Figure().subplots()
    for name in ("one", "two\nrows"):
        ax.plot([0, 1], [0, 1], label=name)
    below, above = (text.xyann[1] for text in label_lines(ax).texts)
    assert above - below > 1.5 * 11


def test_labels_above_lines_where_they_are_told():
    ax = Figure().subplots()
    ax.plot([0, 2], [0, 4], label="rising")
    ax.plot([0, 2], [4, 0], label="falling")
    rising, falling = label_lines(ax, at=[1, 0.5]).texts
    assert [tuple(text.xy) for text in (rising, falling)] == [(1, 2), (0.5, 3)]
    assert [text.get_ha() for text in (rising, falling)] == ["right", "left"]
    with pytest.raises(ValueError, match=r"as many as at has numbers, got 2"):
        label_lines(ax, at=[1])


def test_labels_are_dark_enough_to_be_read():
    ax = Figure().subplots()
    ax.plot([0, 1], color="#ff8800", label="orange")
    assert to_hex(label_lines(ax).texts[0].get_color()) == "#bf6600"


@pytest.fixture
def shell(monkeypatch):
    """What a notebook's IPython was told."""
    told = []
    ours = SimpleNamespace(run_line_magic=lambda *magic: told.append(magic))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: ours))
    return told


def test_the_style_in_a_notebook_is_sharp(shell):
    with plt.style.context("default"):
        use_book_style()
        assert plt.rcParams["figure.constrained_layout.use"]
    assert shell == [("config", "InlineBackend.figure_format = 'retina'")]


@pytest.mark.parametrize("module", [None, SimpleNamespace(get_ipython=lambda: None)])
def test_the_style_elsewhere_needs_no_notebook(module, monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", module)
    with plt.style.context("default"):
        use_book_style()
        assert to_hex("svd:v") == "#d55e00"
