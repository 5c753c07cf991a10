"""The live figures of Part I show what svdlib computes."""

import numpy as np
import pytest

from svdbook import live
from svdlib import svd
from tests.book.browser.live.figures import choose, drag, numbers, opened, said, shown, slide, type_in

MATRICES = [
    [[3, 2], [0, 1]],
    [[1, 2], [3, -4]],
    [[0, 0], [0, 0]],
    [[1, 1], [1, 1 + 1e-9]],
    [[1e-8, 0], [0, 2]],
    [[-2, 0.5], [1, 1]],
]


@pytest.fixture(scope="module")
def circle(tmp_path_factory):
    """The figure's file."""
    file = tmp_path_factory.mktemp("live") / "move_circle.html"
    live.move_circle().save(file)
    return file


@pytest.mark.parametrize("A", MATRICES)
def test_move_circle_has_the_singular_values(browser, circle, A):
    with opened(browser, circle) as (tab, _):
        for i, j in np.ndindex(2, 2):
            type_in(tab, f"Entry in row {i + 1}, column {j + 1}", A[i][j])
        found, s = numbers(tab), svd(A)[1]
        assert [found["sigma1"], found["sigma2"]] == pytest.approx(s, abs=1e-10 * max(s[0], 1e-300))
        assert found["determinant"] == pytest.approx(np.linalg.det(A))
        assert shown(tab)["sigma1"] == f"{s[0]:.3f}"


def test_move_circle_is_turned_by_hand(browser, circle):
    with opened(browser, circle) as (tab, _):
        drag(tab, "Column 1, the image of e", 40, -80)
        column = [float(tab.get_by_label(f"Entry in row {row}, column 1", exact=True).input_value()) for row in (1, 2)]
        scale = 5.2 / tab.locator(".live svg").bounding_box()["width"]
        assert column == pytest.approx([1 + 40 * scale, 80 * scale], abs=0.02)
        assert numbers(tab)["sigma1"] == pytest.approx(svd([[column[0], 1], [column[1], 1]])[1][0], abs=2e-3)


def test_move_circle_walks_from_the_circle_to_its_image(browser, circle):
    outline = "() => document.querySelector('.live-outline').getAttribute('d')"
    with opened(browser, circle) as (tab, _):
        choose(tab, "example", "mirror")
        assert said(tab).endswith("the circle becomes a circle, mirrored.")
        end = tab.evaluate(outline)
        for step, name in enumerate(["before", "Vᵀ turns", "Σ stretches", "U turns"]):
            slide(tab, "t", step)
            assert tab.locator(".live-control output").inner_text() == name
        assert tab.evaluate(outline) == end
