"""The live figures of Part I show what svdlib computes."""

import numpy as np
import pytest

from svdbook import live
from svdlib import low_rank, matrix_rank, svd
from tests.book.browser.live.figures import choose, crowded, drag, numbers, opened, rest, said, shown, slide, swipe, type_in

MATRICES = [
    [[3, 2], [0, 1]],
    [[1, 2], [3, -4]],
    [[0, 0], [0, 0]],
    [[1, 1], [1, 1 + 1e-9]],
    [[1e-8, 0], [0, 2]],
    [[-2, 0.5], [1, 1]],
]

HALVES = np.repeat([[0, 1 / 2, 1 / 4, 1, 1, 0, 3 / 4, 1 / 2], [1, 1 / 4, 1, 0, 1, 3 / 4, 0, 1 / 4]], 4, axis=0)
PICTURES = {
    "staircase": np.tri(8),
    "two kinds of rows": HALVES,
    "a change of one cell": HALVES + np.outer(np.eye(8)[0], np.eye(8)[0] / 4),
    "one cell": np.outer(np.eye(8)[2], np.eye(8)[5] / 4),
    "a frame": np.pad(np.zeros((6, 6)), 1, constant_values=1),
    "at random": np.random.default_rng(18).integers(0, 5, (8, 8)) / 4,
    "empty": np.zeros((8, 8)),
}
INKS = ["no ink", "a quarter", "a half", "three quarters", "full"]


@pytest.fixture
def paper(saved):
    """Return the file of the figure that begins with a picture."""
    return lambda A: saved(live.paint_matrix(A))


def painted(tab):
    """Return the picture that a screen reader is told."""
    labels = tab.get_by_role("gridcell").evaluate_all("cells => cells.map(cell => cell.getAttribute('aria-label'))")
    return np.reshape([INKS.index(label.split(": ")[1]) / 4 for label in labels], (8, 8))


@pytest.mark.parametrize("A", PICTURES.values(), ids=PICTURES)
def test_paint_matrix_has_rank_singular_values_and_sums(browser, paper, A):
    s, rank = svd(A)[1], matrix_rank(A)
    with opened(browser, paper(A)) as (tab, _):
        assert np.array_equal(painted(tab), A)
        assert numbers(tab)["rank"] == rank
        assert [numbers(tab)[f"sigma{i}"] for i in range(1, 9)] == pytest.approx(s, abs=1e-10 * max(s[0], 1e-300))
        assert shown(tab)["sigma1"] == f"{s[0]:.2f}"
        for k in (k for k in range(1, 8) if s[k - 1] > s[k] + 0.01):  # else the sum is not determined
            slide(tab, "k", k)
            assert numbers(tab)["off"] == pytest.approx(abs(A - low_rank(A, k)).max(), abs=1e-10)


def test_paint_matrix_is_painted_by_mouse(browser, paper):
    with opened(browser, paper(np.zeros((8, 8)))) as (tab, _):
        slide(tab, "ink", 2)
        cells = tab.get_by_role("gridcell")
        for start, end in [(9, 13), (17, 17), (11, 11)]:  # a stroke, a cell, and one that is taken away again
            cells.nth(start).hover()
            tab.mouse.down()
            box = cells.nth(end).bounding_box()
            tab.mouse.move(box["x"] + 9, box["y"] + 9, steps=12)
            tab.mouse.up()
            rest(tab)
        expected = np.zeros((8, 8))
        expected[1, [1, 2, 4, 5]] = expected[2, 1] = 1 / 2
        assert np.array_equal(painted(tab), expected)
        assert numbers(tab)["rank"] == matrix_rank(expected) == 2


def test_paint_matrix_is_painted_by_keys(browser, paper):
    with opened(browser, paper(np.zeros((8, 8)))) as (tab, _):
        tab.get_by_role("gridcell").first.focus()
        for key in ["Space", "ArrowRight", "ArrowDown", "3", "ArrowUp", "ArrowUp", "Enter", "ArrowLeft", "Space"]:
            tab.keyboard.press(key)
        rest(tab)
        assert np.array_equal(painted(tab), np.outer(np.eye(8)[1], 3 / 4 * np.eye(8)[1]) + np.outer(np.eye(8)[0], np.eye(8)[1]))
        assert said(tab).startswith("Rank 1: one singular value is not zero (1.25).")


def test_paint_matrix_has_pictures_to_begin_with(browser, paper):
    with opened(browser, paper(np.zeros((8, 8)))) as (tab, _):
        ranks = {"stripes": 1, "chess board": 2, "cross": 2, "staircase": 8, "two ramps": 2, "letter A": 3, "empty": 0}
        for name, rank in ranks.items():
            choose(tab, "example", name)
            assert (name, numbers(tab)["rank"], matrix_rank(painted(tab))) == (name, rank, rank)
        tab.get_by_role("button", name="Random picture").click()
        rest(tab)
        assert numbers(tab)["rank"] == matrix_rank(painted(tab)) > 0


def test_paint_matrix_says_which_terms_are_zero(browser, paper):
    with opened(browser, paper(np.eye(8)[[0, 1, 1, 1, 1, 1, 1, 1]])) as (tab, _):
        assert tab.get_by_text("Terms 3 to 8 are zero.").is_visible()
        for k, words in [(2, "makes the picture."), (3, "Term 3 is zero."), (5, "Terms 3 to 5 are zero.")]:
            slide(tab, "k", k)
            assert said(tab).endswith(words)


@pytest.mark.parametrize(("A", "words"), [(np.eye(7), "8 x 8"), (np.eye(8) / 3, "got 0.333")])
def test_paint_matrix_refuses_other_pictures(A, words):
    with pytest.raises(ValueError, match=words):
        live.paint_matrix(A)


def enter(tab, A):
    """Type a matrix in."""
    for i, j in np.ndindex(2, 2):
        type_in(tab, f"Entry in row {i + 1}, column {j + 1}", A[i][j])


@pytest.fixture
def circle(saved):
    """The figure's file."""
    return saved(live.move_circle())


@pytest.mark.parametrize("A", MATRICES)
def test_move_circle_has_the_singular_values(browser, circle, A):
    with opened(browser, circle) as (tab, _):
        enter(tab, A)
        found, s = numbers(tab), svd(A)[1]
        assert [found["sigma1"], found["sigma2"]] == pytest.approx(s, abs=1e-10 * max(s[0], 1e-300))
        assert found["determinant"] == pytest.approx(np.linalg.det(A))
        assert shown(tab)["sigma1"] == f"{s[0]:.3f}"


@pytest.mark.parametrize("figure", ["circle", "pair"])
def test_what_was_typed_in_can_be_chosen_again(browser, request, figure):
    with opened(browser, request.getfixturevalue(figure)) as (tab, _):
        type_in(tab, "Entry in row 1, column 2", -0.75)
        choose(tab, "example", "shear")
        choose(tab, "example", "own")
        assert tab.get_by_label("Entry in row 1, column 2").input_value() == "-0.75"


def test_move_circle_is_turned_by_hand(browser, circle):
    with opened(browser, circle) as (tab, _):
        drag(tab, "Column 1, the image of e", 40, -80)
        column = [float(tab.get_by_label(f"Entry in row {row}, column 1", exact=True).input_value()) for row in (1, 2)]
        scale = 5.2 / tab.locator(".live svg").bounding_box()["width"]
        assert column == pytest.approx([1 + 40 * scale, 80 * scale], abs=0.02)
        assert numbers(tab)["sigma1"] == pytest.approx(svd([[column[0], 1], [column[1], 1]])[1][0], abs=2e-3)


LARGE = [
    [[9, -9], [0.01, 100]],
    [[100, 0], [0, 0.01]],
    [[0.01, 0], [0, -0.01]],
    [[9, 9], [9, 9]],
    [[0, 0], [0, 0]],
    [[-9, 0.01], [0, 0]],
]


@pytest.mark.parametrize("A", LARGE)
@pytest.mark.parametrize("t", [3, 0, 1.3, 2.5])
def test_move_circle_shows_matrices_of_every_size(browser, circle, A, t):
    with opened(browser, circle) as (tab, _):
        enter(tab, A)
        slide(tab, "t", t)
        assert crowded(tab) == []


@pytest.mark.parametrize("A", LARGE)
def test_turn_pair_shows_matrices_of_every_size(browser, pair, A):
    with opened(browser, pair) as (tab, _):
        enter(tab, A)
        for angle in (0, 45, 100, 359):
            slide(tab, "angle", angle)
            assert crowded(tab) == []


def test_move_circle_keeps_its_scale_while_a_handle_is_held(browser, circle):
    handle = "Column 1, the image of e"
    with opened(browser, circle) as (tab, _):
        box = tab.locator(".live svg").bounding_box()
        drag(tab, handle, 0, -2 * box["height"])  # far beyond the edge
        assert float(tab.get_by_label("Entry in row 2, column 1", exact=True).input_value()) == pytest.approx(2.6, abs=0.01)
        assert tab.locator(".live svg .live-tick").text_content() == "4"  # where 2 was, once it is let go
        assert crowded(tab) == []


def test_a_finger_drags_a_handle_up_and_down(browser, circle):
    with opened(browser, circle, 390, height=500, has_touch=True) as (tab, _):
        tab.locator(".live svg").scroll_into_view_if_needed()
        before = tab.evaluate("() => scrollY")
        swipe(tab, "Column 1, the image of e", 0, -60)
        scale = 5.2 / tab.locator(".live svg").bounding_box()["width"]
        assert float(tab.get_by_label("Entry in row 2, column 1", exact=True).input_value()) == pytest.approx(
            60 * scale, abs=0.05
        )
        assert tab.evaluate("() => scrollY") == before
        assert tab.evaluate("() => document.documentElement.scrollHeight > innerHeight + 60")  # it could have scrolled


def test_move_circle_walks_from_the_circle_to_its_image(browser, circle):
    outline = "() => document.querySelector('.live-outline').getAttribute('d')"
    with opened(browser, circle) as (tab, _):
        choose(tab, "example", "mirror")
        assert said(tab).endswith("the circle becomes a circle, mirrored.")
        end = tab.evaluate(outline)
        for step, name in enumerate(["circle", "Vᵀ turns", "Σ stretches", "U turns"]):
            slide(tab, "t", step)
            assert tab.locator(".live-control output").inner_text() == name
        assert tab.evaluate(outline) == end


@pytest.fixture
def pair(saved):
    """Return the figure's file."""
    return saved(live.turn_pair())


@pytest.mark.parametrize("A", MATRICES)
def test_turn_pair_shows_lengths_and_the_scalar_product(browser, pair, A):
    with opened(browser, pair) as (tab, _):
        enter(tab, A)
        slide(tab, "angle", 100)
        found = numbers(tab)
        c, s = np.cos(np.radians(found["angle"])), np.sin(np.radians(found["angle"]))
        x, y = (np.array(A) @ [[c, -s], [s, c]]).T
        assert [found["lengthX"], found["lengthY"]] == pytest.approx([np.linalg.norm(x), np.linalg.norm(y)])
        assert found["product"] == pytest.approx(x @ y, abs=1e-14)


@pytest.mark.parametrize("A", [A for A in MATRICES if np.any(A)])
def test_turn_pair_has_the_singular_vectors_where_the_product_is_zero(browser, pair, A):
    s, Vt = svd(A)[1:]
    with opened(browser, pair) as (tab, _heard):
        enter(tab, A)
        for _ in range(2):  # a quarter turn on, x and y change places
            tab.get_by_role("button", name="Go on to the next zero").click()
            rest(tab)
            found = numbers(tab)
            longer = int(found["lengthX"] < found["lengthY"])  # whether it is the second one
            assert sorted([found["lengthX"], found["lengthY"]], reverse=True) == pytest.approx(s, abs=1e-10 * s[0])
            assert abs(found["product"]) < 1e-10 * s[0] ** 2
            v1 = np.radians(found["angle"] + 90 * longer)
            assert abs(Vt[0] @ [np.cos(v1), np.sin(v1)]) == pytest.approx(1, abs=1e-12)
            assert f"{'xy'[longer]} is v₁" in said(tab)
            assert f"σ₁ = {s[0]:.3f}" in said(tab)


def test_turn_pair_meets_the_zero_by_keys_and_goes_on(browser, pair):
    with opened(browser, pair) as (tab, _heard):
        handle = tab.get_by_role("slider", name="The angle of x")
        slide(tab, "angle", 55)
        met = []
        for _ in range(6):
            handle.press("ArrowRight")
            rest(tab)
            met.append(numbers(tab)["angle"])
        assert met == pytest.approx([56, 57, 58.2825, 59, 60, 61], abs=1e-4)
        handle.press("Shift+ArrowLeft")
        rest(tab)
        assert numbers(tab)["angle"] == 51


def test_turn_pair_is_turned_by_hand(browser, pair):
    with opened(browser, pair) as (tab, _):
        slide(tab, "angle", 0)
        radius = tab.locator(".live svg").first.bounding_box()["width"] / 3.3
        drag(tab, "The angle of x", -radius * (1 - np.cos(np.radians(40))), -radius * np.sin(np.radians(40)))
        assert numbers(tab)["angle"] == pytest.approx(40, abs=1)


def test_turn_pair_knows_matrices_that_keep_every_right_angle(browser, pair):
    with opened(browser, pair) as (tab, _):
        enter(tab, [[3, 4], [-4, 3]])
        assert said(tab).startswith("The images are perpendicular at every angle")
        assert "σ₁ = σ₂ = 5.000" in said(tab)
        assert numbers(tab)["product"] == pytest.approx(0, abs=1e-14)


@pytest.fixture
def lines(saved):
    """Return the figure's file."""
    return saved(live.cross_lines())


@pytest.mark.parametrize(("angle", "shift"), [(4, 10), (4, -3), (30, 7), (60, 0), (90, -10)])
def test_cross_lines_has_the_condition_number_and_the_solution(browser, lines, angle, shift):
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    rows = [[0, 1], [-s, c]]
    with opened(browser, lines) as (tab, _):
        slide(tab, "angle", angle)
        slide(tab, "shift", shift)
        found = numbers(tab)
        assert found["condition"] == pytest.approx(np.linalg.cond(rows))
        assert found["moved"] == pytest.approx(np.linalg.norm(np.linalg.solve(rows, [0, shift / 100])))
        assert f"The lines meet at {angle}\N{DEGREE SIGN}." in said(tab)
        assert crowded(tab) == []


def test_cross_lines_is_turned_by_hand_and_no_further_than_it_goes(browser, lines):
    with opened(browser, lines) as (tab, _):
        for across, down, angle in [(200, 400, 4), (-400, -400, 90)]:
            drag(tab, "Angle of the second line", across, down)
            assert said(tab).startswith(f"The lines meet at {angle}\N{DEGREE SIGN}.")


@pytest.mark.parametrize("angle", [3, 91])
def test_cross_lines_refuses_other_angles(angle):
    with pytest.raises(ValueError, match=r"angle must be in 4\.\.90"):
        live.cross_lines(angle)
