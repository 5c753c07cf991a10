"""The live figures of Part V show what svdlib computes."""

from itertools import combinations, product

import numpy as np
import pytest
from scipy.stats import kstest

from svdbook import live
from svdbook.live._computing import FIVE_AND_SIX, FIVE_BY_FOUR
from svdlib import randomized_svd, svd, svd_by_jacobi
from svdlib.textbook import _rotate
from tests.book.browser.live.figures import choose, crowded, drag, numbers, opened, press, rest, run, said, shown, slide

MATRICES = [FIVE_BY_FOUR, [[1, 1], [0, 1]], np.vander([1.0, 2, 3, 4, 5, 6], 5), [[2, 0, 0], [0, 1, 0], [0, 0, 1]]]


STEPS = ("Next rotation", "Whole sweep", "Back")


def columns(tab):
    """Return the matrix that the cells show, exactly."""
    cells = tab.locator(".live .live-cell[data-value]")
    count = tab.locator(".live svg").first.locator(".live-tick.sigma").count()
    return np.array(cells.evaluate_all("nodes => nodes.map(node => node.dataset.value)"), float).reshape(-1, count)


def lengths(tab):
    """Return the lengths of the columns as a reader reads them."""
    return tab.locator(".live svg").first.locator(".live-tick.sigma").all_text_contents()


@pytest.mark.parametrize("A", MATRICES)
def test_step_jacobi_ends_at_the_singular_values(browser, saved, A):
    with opened(browser, saved(live.step_jacobi(A))) as (tab, _):
        for _ in range(12):
            if tab.get_by_role("button", name="Whole sweep").is_enabled():
                press(tab, "Whole sweep")
        s = svd_by_jacobi(A).s
        turned = columns(tab)
        assert sorted(np.linalg.norm(turned, axis=0))[::-1] == pytest.approx(s, rel=1e-12)
        unit = turned / np.linalg.norm(turned, axis=0)
        assert abs(unit.T @ unit - np.eye(len(s))).max() < 1e-14
        assert said(tab).endswith(f"the singular values, {', '.join(f'{value:,.3f}' for value in s)}.")
        assert [tab.get_by_role("button", name=name).is_enabled() for name in STEPS] == [
            False,
            False,
            numbers(tab)["turns"] > 0,
        ]
        assert sorted(lengths(tab)) == sorted(f"{value:,.3f}" for value in s)


@pytest.mark.parametrize("example", ["given", "random", "two nearly equal", "dependent columns"])
def test_step_jacobi_turns_each_pair_as_svdlib_does(browser, saved, example):
    with opened(browser, saved(live.step_jacobi())) as (tab, _):
        choose(tab, "example", example)
        A, off = columns(tab), numbers(tab)["off"]
        for p, q in [*combinations(range(4), 2)] * 2:
            press(tab, "Next rotation")
            turned, found = columns(tab), numbers(tab)
            W = A.T.copy()
            _rotate(W, len(A), np.array([p]), np.array([q]))
            signs = np.sign(np.sum(W.T * turned, axis=0))  # svdlib may turn a column around
            assert W.T * signs == pytest.approx(turned, abs=1e-11)  # of two nearly equal columns the angle magnifies rounding
            assert found["off"] == pytest.approx(off - found["cleared"], abs=1e-12 * off)  # the theorem
            assert abs(found["angle"]) <= 45
            A, off = turned, found["off"]
        assert shown(tab)["turns"] == "12"


def test_step_jacobi_goes_back(browser, saved):
    with opened(browser, saved(live.step_jacobi())) as (tab, _):
        assert [tab.get_by_role("button", name=name).is_enabled() for name in STEPS] == [True, True, False]
        press(tab, "Next rotation", 2)
        before = columns(tab)
        press(tab, "Whole sweep")
        assert numbers(tab)["turns"] == 6
        press(tab, "Back", 4)
        assert (columns(tab) == before).all()


@pytest.mark.parametrize("A", [[[1, 0.5], [0, 1]], [[2, -1], [1, 3]], [[1, 0], [0, 0.9]], [[1, 2], [2, 4]]])
def test_step_power_multiplies_and_scales(browser, saved, A):
    with opened(browser, saved(live.step_power(A))) as (tab, _):
        _, s, Vt = svd(A)
        x = np.array([np.cos(1.9), np.sin(1.9)])
        for step in range(1, 6):
            press(tab, "Next step")
            x = np.transpose(A) @ (A @ x)
            x /= np.linalg.norm(x)
            tangent, found = abs(Vt[1] @ x) / abs(Vt[0] @ x), numbers(tab)
            assert [found["sigma1"], found["sigma2"]] == pytest.approx(s, abs=1e-10 * s[0])
            assert found["tangent"] == pytest.approx(tangent, rel=1e-9, abs=1e-15)
            assert found["angle"] == pytest.approx(np.degrees(np.arctan(tangent)), rel=1e-9, abs=1e-13)
            assert found["factor"] == pytest.approx((s[1] / s[0]) ** 2, abs=1e-10)
            assert found["steps"] == step
        assert shown(tab)["sigma1"] == f"{s[0]:.3f}"


@pytest.mark.parametrize("mu", [0.3, 1.2, 1.6, 2.5])
def test_step_power_solves_with_a_shift(browser, saved, mu):
    A = np.array([[1, 0.5], [0, 1]])
    with opened(browser, saved(live.step_power(A))) as (tab, _):
        choose(tab, "way", "solve, μ fixed")
        slide(tab, "mu", mu)
        _, s, Vt = svd(A)
        x = np.array([np.cos(1.9), np.sin(1.9)])
        for _ in range(4):
            press(tab, "Next step")
            x = np.linalg.solve(A.T @ A - mu * np.eye(2), x)
            x /= np.linalg.norm(x)
            assert numbers(tab)["tangent"] == pytest.approx(abs(Vt[1] @ x) / abs(Vt[0] @ x), rel=1e-7)
        assert numbers(tab)["took"] == pytest.approx(abs((s[0] ** 2 - mu) / (s[1] ** 2 - mu)), rel=1e-6)


def test_step_power_with_a_shift_that_follows(browser, saved):
    with opened(browser, saved(live.step_power())) as (tab, _):
        drag(tab, "The first vector x₀", 120, 20)  # nearer to v1 than to v2
        before = numbers(tab)["tangent"]
        choose(tab, "way", "solve, μ follows x")
        press(tab, "Next step")
        assert numbers(tab)["tangent"] == pytest.approx(before**3, rel=1e-6)  # in the plane it is cubed exactly
        assert "turns to v₁" in said(tab)


def test_step_power_leaves_the_perpendicular_by_rounding(browser, saved):
    with opened(browser, saved(live.step_power())) as (tab, _):
        press(tab, "Start perpendicular to v₁")
        assert numbers(tab)["tangent"] > 1e14
        press(tab, "Ten steps", 10)
        assert numbers(tab)["tangent"] < 1e-14


BANDS = [FIVE_AND_SIX, [[3, 1, 0], [0, 2, 1], [0, 0, 1]], np.diag([3.0, -1, 2, 5]) + np.diag([1, 1, -2], 1)]
CHASE = "To the end of the chase"


def entries(tab):
    """Return the matrix that the cells show, exactly."""
    values = tab.locator(".live .live-cell[data-value]").evaluate_all("nodes => nodes.map(node => node.dataset.value)")
    return np.array(values, float).reshape(round(len(values) ** 0.5), -1)


@pytest.mark.parametrize("shift", ["Wilkinson's", "none"])
@pytest.mark.parametrize("B", BANDS)
def test_chase_bulge_ends_at_the_singular_values(browser, saved, B, shift):
    with opened(browser, saved(live.chase_bulge(B))) as (tab, _):
        choose(tab, "shift", shift)
        while tab.get_by_role("button", name=CHASE).is_enabled():
            press(tab, CHASE)
        s, last = svd(B).s, entries(tab)
        assert np.sort(abs(last.diagonal()))[::-1] == pytest.approx(s, rel=1e-13)
        assert (last == np.diag(last.diagonal())).all()
        assert said(tab).endswith(f"the singular values {', '.join(f'{value:.3f}' for value in s)}.")
        assert numbers(tab)["left"] == 1


@pytest.mark.parametrize("shift", ["Wilkinson's", "none"])
@pytest.mark.parametrize("B", BANDS)
def test_chase_bulge_takes_a_step_of_the_shifted_iteration(browser, saved, B, shift):
    with opened(browser, saved(live.chase_bulge(B))) as (tab, _):
        choose(tab, "shift", shift)
        press(tab, CHASE)
        S, mu, chased = np.transpose(B) @ B, numbers(tab)["mu"], entries(tab)
        assert (mu == 0) == (shift == "none")
        assert abs(np.linalg.eigvalsh(S[-2:, -2:]) - mu).min() < 1e-12 or mu == 0
        Q = np.linalg.qr(S - mu * np.eye(len(S))).Q  # formed, as the chase never does
        assert abs(chased.T @ chased) == pytest.approx(abs(Q.T @ S @ Q), abs=1e-12)


def test_chase_bulge_keeps_the_singular_values_and_shows_one_bulge(browser, saved):
    with opened(browser, saved(live.chase_bulge())) as (tab, _):
        s, slider = svd(FIVE_AND_SIX).s, tab.get_by_role("slider", name="Turn")
        for turn in range(1, 9):
            slider.press("ArrowRight")  # by key
            rest(tab)
            turned, i = entries(tab), turn // 2
            assert svd(turned).s == pytest.approx(s, rel=1e-13)
            bulge = (i + 1, i) if turn % 2 else (i - 1, i + 1)
            outside = {(p, q) for p, q in zip(*turned.nonzero(), strict=True) if q not in (p, p + 1)}
            assert outside == ({bulge} if turn < 8 else set())
            assert tab.locator(".live .live-cell.marked").count() == len(outside)
        before = entries(tab)
        press(tab, "Next turn")
        press(tab, "Back")
        assert (entries(tab) == before).all()


def test_chase_bulge_breaks_its_curve_where_an_entry_drops_off(browser, saved):
    with opened(browser, saved(live.chase_bulge())) as (tab, _):
        drawn, left = tab.locator(".live svg").last.locator(".live-thin"), [5]
        while tab.get_by_role("button", name=CHASE).is_enabled():
            press(tab, CHASE)
            left.append(numbers(tab)["left"])
            assert said(tab).count("The last entry was negligible") == (left[-1] < left[-2])
        curves = [path for path in drawn.evaluate_all("nodes => nodes.map(node => node.getAttribute('d'))") if path]
        assert sum(path.count(" ") for path in curves) == len(left)  # a space in each point
        assert len(curves) == len({size for size in left if size > 1})
        for curve in curves:
            heights = [float(point.split(" ")[1]) for point in curve[1:].split("L")]
            assert heights == sorted(heights)  # downwards: no leap to the next size


SPECTRA = {
    "fast: 1, 0.8, 0.64, ...": 0.8 ** np.arange(100),
    "slow: 1, 1/2, 1/3, ...": 1 / np.arange(1, 101),
    "flat: from 1 to 0.5": np.linspace(1, 0.5, 100),
    "ten above a floor of noise": np.r_[1 - np.arange(10) / 20, np.full(90, 0.1)],
}


@pytest.fixture(scope="module")
def sketch(saved):
    """The figure's file."""
    return saved(live.sketch_matrix())


def set_sketch(tab, name, k, p, q):
    """Choose the singular values, how many are wanted, and how."""
    choose(tab, "spectrum", name)
    for key, value in (("k", k), ("p", p), ("q", q)):
        slide(tab, key, value)


def error_of(s, Q):
    """Return what a basis misses of a diagonal matrix."""
    return np.linalg.norm(np.diag(s) - Q @ (Q.T * s), 2)


@pytest.mark.parametrize("name", SPECTRA)
@pytest.mark.parametrize(("k", "p", "q"), [(10, 5, 0), (10, 5, 2), (30, 20, 0), (1, 0, 0)])
def test_sketch_matrix_misses_what_numpy_finds_for_the_same_numbers(browser, sketch, name, k, p, q):
    with opened(browser, sketch) as (tab, _):
        set_sketch(tab, name, k, p, q)
        press(tab, "Next draw", 2)
        s, found = SPECTRA[name], numbers(tab)
        omega = np.reshape(run(tab, ["random"], f"Array.from(normals(3, {100 * (k + p)}))"), (100, k + p))
        Q = np.linalg.qr(s[:, None] * omega).Q
        for _ in range(2 * q):
            Q = np.linalg.qr(s[:, None] * Q).Q
        assert found["error"] == pytest.approx(error_of(s, Q), rel=1e-8)
        worst = max(1 - np.linalg.svd(Q.T * s, compute_uv=False)[:k] / s[:k])
        assert said(tab).endswith(f"the worst is {100 * worst + 0:.1f} % too small.".replace("-0.0", "0.0"))
        assert [found["best"], found["least"]] == pytest.approx([s[k], s[k + p]])


@pytest.mark.parametrize(("name", "q"), [*product(SPECTRA, [0, 2])])
def test_sketch_matrix_misses_as_much_as_svdlib_on_average(browser, sketch, name, q):
    s = SPECTRA[name]
    sketches = (randomized_svd(np.diag(s), 15, n_oversamples=0, n_iter=q, random_state=seed).U for seed in range(200))
    errors = [error_of(s, U) for U in sketches]
    with opened(browser, sketch) as (tab, _):
        set_sketch(tab, name, 10, 5, q)
        tab.wait_for_function("() => document.querySelector('[data-name=draws]').textContent === '40'")
        found = numbers(tab)
    assert abs(found["mean"] - np.mean(errors)) < 4 * np.std(errors) * np.hypot(1 / np.sqrt(40), 1 / np.sqrt(200)) + 1e-12
    power = 2 * q + 1
    bound = (1 + np.sqrt(10 / 4)) * s[10] ** power + np.e * np.sqrt(15) / 5 * np.sqrt(np.sum(s[10:] ** (2 * power)))
    assert found["bound"] == pytest.approx(bound ** (1 / power))
    assert found["mean"] < found["bound"]


@pytest.mark.parametrize("name", SPECTRA)
def test_sketch_matrix_names_its_lines(browser, sketch, name):
    with opened(browser, sketch) as (tab, _):
        for k, p, q in [(10, 5, 0), (10, 0, 0), (1, 1, 0), (30, 20, 4), (10, 2, 1), (29, 20, 0)]:
            set_sketch(tab, name, k, p, q)
            assert crowded(tab) == []
            plot = tab.locator(".live svg").last
            names = plot.locator(".live-name").evaluate_all("nodes => nodes.map(node => Number(node.getAttribute('x')))")
            dots = plot.locator(".live-spots").evaluate_all(
                "nodes => nodes.map(node => { const { x, width } = node.getBBox(); return { x, width }; })"
            )
            assert min(names) > max(box["x"] + box["width"] for box in dots) + 3.5  # their radius: no name lies on a dot


def test_sketch_matrix_draws_normal_numbers(browser, sketch):
    with opened(browser, sketch) as (tab, _):
        drawn = np.array([run(tab, ["random"], f"Array.from(normals({seed}, 2000))") for seed in range(1, 11)])
    assert kstest(drawn.ravel(), "norm").pvalue > 1e-3
    correlations = np.corrcoef(drawn) - np.eye(10)  # of one seed with another
    assert abs(correlations).max() < 5 / np.sqrt(2000)
