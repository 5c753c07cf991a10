"""The live figures of Part III show what svdlib and NumPy compute."""

import numpy as np
import pytest

from svdbook import live, load_people
from svdbook.live._data import MARGIN, MIDDLE, SPRING, _blur, _blurred, _scene
from svdlib import filter_factors, pca, psnr, svd
from tests.book.browser.live.figures import choose, crowded, drag, numbers, opened, press, rest, said, shown, slide

FACTORS = {"kilograms": lambda X: [1, 1], "grams": lambda X: [1, 1000], "standardised": lambda X: 1 / X.std(axis=0, ddof=1)}


@pytest.fixture(scope="module")
def points(saved):
    """The figure's file."""
    return saved(live.drag_points())


def where(tab):
    """Return the points, as their handles say."""
    texts = "nodes => nodes.map(node => node.getAttribute('aria-valuetext'))"
    return np.array([text.split(", ") for text in tab.get_by_role("slider", name="Person").evaluate_all(texts)], dtype=float)


@pytest.fixture(scope="module")
def spring(saved):
    """The figure's file."""
    return saved(live.fit_line())


@pytest.mark.parametrize(("start", "slope"), [(200, 100), (190, 100), (150, 150), (231, 57)])
def test_fit_line_has_the_residual_of_the_line(browser, spring, start, slope):
    load, length = np.array(SPRING).T
    A = np.column_stack([np.ones(4), load])
    e = length - A @ [start / 10, slope / 10]
    with opened(browser, spring) as (tab, _):
        slide(tab, "start", start)
        slide(tab, "slope", slope)
        found = numbers(tab)
        assert [found["squares"], found["first"], found["second"]] == pytest.approx([e @ e, *(A.T @ e)])
        assert said(tab).startswith(f"The line starts at {start / 10:.1f} mm and rises by {slope / 10:.1f} mm a kilogram.")


def test_fit_line_begins_away_from_the_best_line_and_shows_it(browser, spring):
    with opened(browser, spring) as (tab, _):
        assert numbers(tab)["squares"] > 18
        slide(tab, "start", 200)
        slide(tab, "slope", 100)
        assert shown(tab) == {"squares": "14.00", "first": "0.0", "second": "0.0"}


def test_fit_line_is_shifted_and_turned_and_no_further_than_it_goes(browser, spring):
    with opened(browser, spring) as (tab, _):
        drag(tab, "Turn the line", 0, 400)
        assert "rises by 5.0 mm" in said(tab)
        drag(tab, "Shift the line", 0, -400)
        assert said(tab).startswith("The line starts at 25.0 mm and rises by 5.0 mm")


def test_fit_line_keeps_its_handles_in_the_picture(browser, spring):
    with opened(browser, spring) as (tab, _):
        slide(tab, "start", 250)
        slide(tab, "slope", 150)
        picture = tab.locator(".live svg").bounding_box()
        for label in ("Turn the line", "Shift the line"):
            handle = tab.get_by_role("slider", name=label).locator("circle").last.bounding_box()
            assert picture["y"] < handle["y"]
            assert handle["x"] + handle["width"] < picture["x"] + picture["width"]
        drag(tab, "Turn the line", 0, 60)
        assert "rises by 15.0 mm" not in said(tab)


def test_fit_line_draws_no_line_for_loads_below_zero(browser, spring):
    with opened(browser, spring) as (tab, _):
        for start in (150, 190, 235, 250):
            slide(tab, "start", start)
            line = tab.locator(".live .live-line.v:not(.live-trail)").bounding_box()
            zero, twenty = [tab.locator(".live svg text").filter(has_text=text).first.bounding_box() for text in ("0", "20")]
            assert line["x"] == pytest.approx(zero["x"] + zero["width"] / 2, abs=2)
            assert line["x"] > twenty["x"] + twenty["width"]


def test_fit_line_keeps_the_lines_whose_residuals_add_up_to_zero(browser, spring):
    with opened(browser, spring) as (tab, _):
        traces = tab.locator(".live .live-trail")
        for start, slope in ((190, 100), (200, 100), (220, 80), (200, 90), (180, 120)):
            slide(tab, "start", start)
            slide(tab, "slope", slope)
        drawn = [path for path in traces.evaluate_all("nodes => nodes.map(node => node.getAttribute('d'))") if path]
        assert len(drawn) == 3  # through the mean point; the two others are not
        press(tab, "Reset")
        assert not any(traces.evaluate_all("nodes => nodes.map(node => node.getAttribute('d'))"))


@pytest.mark.parametrize("unit", FACTORS)
def test_drag_points_has_the_lines_of_pca_and_polyfit(browser, points, unit):
    with opened(browser, points) as (tab, _):
        drag(tab, "Person 10 of 12", -60, 80)
        choose(tab, "unit", unit)
        X, found = where(tab), numbers(tab)
        factors = np.asarray(FACTORS[unit](X), dtype=float)
        model = pca(X * factors, 1)
        x, y = model.components[0] / factors
        assert abs(X - load_people()).max() > 5
        assert found["largest"] == pytest.approx(model.explained_variance[0], rel=1e-10)
        assert [found["slope"], found["angle"]] == pytest.approx([y / x, np.degrees(np.arctan2(y, x))])
        a = np.array([np.cos(np.radians(20)), np.sin(np.radians(20))]) * factors
        assert found["variance"] == pytest.approx(np.var(X * factors @ a, ddof=1) / (a @ a))
        assert found["down"] == pytest.approx(np.polyfit(*X.T, 1)[0])
        assert found["across"] == pytest.approx(1 / np.polyfit(*X.T[::-1], 1)[0])
        assert shown(tab)["largest"] == f"{model.explained_variance[0]:.1f}"


def test_drag_points_turns_a_line_to_the_most_variance(browser, points):
    Xc = load_people() - load_people().mean(axis=0)
    with opened(browser, points) as (tab, _):
        for degrees in (0, 49, 130):
            slide(tab, "degrees", degrees)
            a = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
            assert numbers(tab)["variance"] == pytest.approx(np.var(Xc @ a, ddof=1))
            assert numbers(tab)["squares"] == pytest.approx(np.sum(Xc**2) - np.sum((Xc @ a) ** 2))
        slide(tab, "degrees", 49)
        assert "100.0 % of the largest, 232.4" in said(tab)


@pytest.mark.parametrize("name", ["principal line", "weight from height", "height from weight"])
def test_drag_points_no_other_line_has_smaller_distances_of_its_kind(browser, points, name):
    (x, y), s = (load_people() - load_people().mean(axis=0)).T, svd(load_people() - load_people().mean(axis=0)).s
    least = {
        "principal line": s[1] ** 2,
        "weight from height": np.polyfit(x, y, 1, full=True)[1][0],
        "height from weight": np.polyfit(y, x, 1, full=True)[1][0],
    }
    with opened(browser, points) as (tab, _):
        choose(tab, "distances", name)
        assert numbers(tab)["squares"] == pytest.approx(least[name])


def test_drag_points_need_not_be_centred(browser, points):
    with opened(browser, points) as (tab, _):
        tab.get_by_label("Centred", exact=True).uncheck()
        rest(tab)
        F = svd(load_people())
        assert numbers(tab)["largest"] == pytest.approx(F.s[0] ** 2 / 11)
        assert numbers(tab)["slope"] == pytest.approx(F.Vt[0, 1] / F.Vt[0, 0])


def test_drag_points_has_room_for_the_numbers_of_grams(browser, points):
    with opened(browser, points) as (tab, _):
        choose(tab, "unit", "grams")
        assert crowded(tab) == []
        written = tab.locator(".live [data-name=largest]").inner_text()
        assert written == f"{numbers(tab)['largest']:,.1f}"
        assert written in said(tab)


def test_drag_points_is_one_stop_for_tab(browser, points):
    with opened(browser, points) as (tab, _):
        handles = tab.get_by_role("slider", name="Person")
        handles.first.focus()
        tab.keyboard.press("PageUp")
        tab.keyboard.press("ArrowUp")
        rest(tab)
        assert where(tab)[11].tolist() == [188, 89]
        assert handles.evaluate_all("nodes => nodes.filter(node => node.tabIndex === 0).length") == 1


STEPS = 1000
FILTERS = {  # the way, and the amount on its slider, for a filter
    ("cut", 46): lambda s: filter_factors(s, k=80),
    ("damp", 60): lambda s: filter_factors(s, alpha=1e-3),
    ("damp", 0): lambda s: filter_factors(s, alpha=1e-6),
    ("stop early", 60): lambda s: 1 - (1 - (s / s[0]) ** 2) ** STEPS,
}


@pytest.mark.parametrize(("way", "amount"), FILTERS)
def test_damp_or_cut_restores_what_the_filter_does(browser, saved, way, amount):
    F, Y = svd(_blur(), full_matrices=False), _blurred(_scene()) / 100
    f, coordinates = FILTERS[way, amount](F.s), F.U.T @ (Y - MIDDLE)
    scene = MIDDLE + F.Vt.T @ ((f / F.s)[:, None] * coordinates)
    photo, restored = (picture[MARGIN:-MARGIN] for picture in (_scene(), scene))
    with opened(browser, saved(live.damp_or_cut())) as (tab, _):
        choose(tab, "way", way)
        slide(tab, "amount", amount)
        found = numbers(tab)
        assert found["psnr"] == pytest.approx(psnr(photo, restored.round().clip(0, 255).astype(np.uint8)), abs=1e-3)
        assert found["missed"] == pytest.approx(np.sqrt(np.mean((Y - _blur() @ scene) ** 2)))
        assert found["kept"] == pytest.approx(f.sum())
        heights = tab.locator(".live .live-dot").evaluate_all("nodes => nodes.map(node => Number(node.getAttribute('cy')))")
        assert abs(np.interp(heights, sorted([heights_of(0), heights_of(1)]), [1, 0]) - f).max() < 1e-3


def heights_of(factor, low=-0.36, high=1.25, height=240):
    """Return how far down in the svg a factor is drawn."""
    return (high - factor) / (high - low) * height
