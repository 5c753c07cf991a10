"""The live figures of Part II show what svdlib computes."""

import numpy as np
import pytest

from svdbook import live, load_photo
from svdbook.live._approximation import AMPLITUDES, SIDE, _four_pictures, _signs
from svdlib import approximation_errors, energy, optimal_threshold, svd
from tests.book.browser.live.figures import choose, numbers, opened, press, rest, run, said, shown, slide

PICTURES = {
    "coffee": load_photo("coffee")[100:190, 250:370, 0],
    "flat": np.full((40, 30), 7, np.uint8),
    "stripes": np.tile(np.array([0, 255], np.uint8), (32, 16)),
    "noise": np.random.default_rng(18).integers(0, 256, (20, 50)).astype(np.uint8),
}
GREYS = """nodes => nodes.map(node => Array.from(
    node.getContext('2d').getImageData(0, 0, node.width, node.height).data.filter((_, i) => i % 4 === 0)))"""


@pytest.mark.parametrize("name", PICTURES)
def test_add_terms_has_the_errors_of_every_rank(browser, saved, name):
    A = PICTURES[name]
    F = svd(A.astype(float), full_matrices=False)
    frobenius, spectral = approximation_errors(F.s)
    with opened(browser, saved(live.add_terms(A))) as (tab, heard):
        for k in (0, 1, 2, len(F.s) - 1, len(F.s)):
            slide(tab, "k", k)
            found, zero = numbers(tab), 1e-10 * F.s[0]
            assert [found["next"], found["frobenius"]] == pytest.approx([spectral[k], frobenius[k]], abs=zero)
            assert found["share"] == pytest.approx(energy(F.s)[k], abs=1e-10)
            kept = F.truncate(k).to_matrix() if k else np.zeros(A.shape)
            assert found["rms"] == pytest.approx(np.sqrt(np.mean((A - kept) ** 2)), abs=1e-10 * F.s[0])
            assert found["worst"] == pytest.approx(abs(A - kept).max(), abs=1e-10 * F.s[0])
            assert float(shown(tab)["frobenius"]) == pytest.approx(frobenius[k], abs=0.0051)
            grey = tab.locator(".live canvas").evaluate_all(GREYS)[0]
            assert abs(np.reshape(grey, A.shape) - kept.clip(0, 255)).max() <= 0.5 + 1e-6
        assert said(tab) == f"All {len(F.s)} terms add up to the picture."
        assert heard == []


@pytest.mark.parametrize(
    ("picture", "error"),
    [(np.zeros((3, 3)), TypeError), (np.zeros((3, 129), np.uint8), ValueError), (load_photo("coffee"), ValueError)],
)
def test_add_terms_takes_small_grey_pictures(picture, error):
    with pytest.raises(error, match="picture must"):
        live.add_terms(picture)


@pytest.mark.parametrize(("noise", "rank", "again"), [(30, 6, 0), (70, 6, 1), (5, 1, 2), (100, 3, 0)])
def test_find_signal_has_the_errors_and_the_threshold_of_the_book(browser, saved, noise, rank, again):
    left, right = _signs()
    A = (left[:rank].T * AMPLITUDES[:rank]) @ right[:rank]
    with opened(browser, saved(live.find_signal())) as (tab, heard):
        slide(tab, "noise", noise)
        slide(tab, "rank", rank)
        press(tab, "New noise", again)
        drawn = run(tab, ("random",), f"Array.from(normals({1 + again}, {A.size}))")
        Y = A + noise * np.reshape(drawn, A.shape)
        F = svd(Y)
        errors = [np.linalg.norm((F.U[:, :k] * F.s[:k]) @ F.Vt[:k] - A) / SIDE for k in range(SIDE + 1)]
        chosen = np.sum(F.s > optimal_threshold(SIDE, SIDE, noise=noise))
        for k in (0, 1, rank, SIDE):
            slide(tab, "k", k)
            found = numbers(tab)
            assert (found["chosen"], found["best"]) == (chosen, np.argmin(errors))
            assert [found["kept"], found["seen"]] == pytest.approx([errors[k], errors[-1]], rel=1e-9)
        assert said(tab).startswith(f"{np.sum(F.s > 2 * SIDE**0.5 * noise)} of 48 singular values are above the edge")
        grey = tab.locator(".live canvas").evaluate_all(GREYS)
        assert abs(np.reshape(grey[0], A.shape) - (127.5 + Y).clip(0, 255)).max() <= 0.5 + 1e-6
        assert grey[0] == grey[1]  # all terms are kept
        assert heard == []


def test_find_signal_tells_the_truth_when_asked(browser, saved):
    left, right = _signs()
    A = (left.T * AMPLITUDES) @ right
    assert svd(A).s[:6] == pytest.approx(SIDE * np.array(AMPLITUDES))
    with opened(browser, saved(live.find_signal())) as (tab, _):
        assert len(set(tab.locator(".live canvas").evaluate_all(GREYS)[2])) == 1
        tab.get_by_label("Show the truth").check()
        tab.get_by_text("The truth", exact=True).wait_for()
        told = tab.locator(".live canvas").evaluate_all(GREYS)[2]
        assert abs(np.reshape(told, A.shape) - (127.5 + A)).max() <= 0.5


def test_find_signal_keeps_the_best_k_to_itself_until_the_truth_is_shown(browser, saved):
    with opened(browser, saved(live.find_signal())) as (tab, _):
        assert shown(tab)["best"] == "hidden"
        assert "least error" not in said(tab)
        tab.get_by_label("Show the truth").check()
        rest(tab)
        best = shown(tab)["best"]
        assert best == f"{numbers(tab)['best']:.0f}"
        assert said(tab).endswith(f"with k = {best}.")


@pytest.mark.parametrize("noise", [5, 30])
def test_find_signal_draws_small_values_where_they_are(browser, saved, noise):
    left, right = _signs()
    A = (left.T * AMPLITUDES) @ right
    with opened(browser, saved(live.find_signal())) as (tab, _):
        slide(tab, "noise", noise)
        drawn = run(tab, ("random",), f"Array.from(normals(1, {A.size}))")
        levels = np.log10(svd(A + noise * np.reshape(drawn, A.shape)).s)
        spots = np.array(tab.locator(".live .live-spots.sigma").evaluate_all(SPOTS)[0])
        top, floor = 28, 270 - 44
        assert np.interp(-spots[:, 1], [-floor, -top], [-0.4, 3.6]) == pytest.approx(levels.clip(-0.4), abs=1e-3)
        assert levels[-1] < 1  # below ten, where the axis once ended


SPOTS = """nodes => nodes.map(node => node.getAttribute('d').match(/[\\d.]+ [\\d.]+(?=h0)/g)
    .map(spot => spot.split(' ').map(Number)))"""
HEIGHTS = [136 - 108 * (exponent + 4.7) / 4.9 for exponent in (-4.7, 0.2)]  # of the floor and the top of a small plot


def spectra_drawn(tab):
    """Return the four spectra as they are drawn, by exponents of ten; the floor stands for zero."""
    spots = np.array(tab.locator(".live .live-spots").evaluate_all(SPOTS))
    return np.interp(-spots[..., 1], [-HEIGHTS[0], -HEIGHTS[1]], [-4.7, 0.2])


def partners(tab):
    """Return which spectrum, from 1 on, svdlib computes for each picture."""
    spectra = [svd(picture.astype(float)).s for picture in _four_pictures().values()]
    drawn = spectra_drawn(tab)
    levels = [np.log10(np.maximum(s / s[0], 10**-4.7)) for s in spectra]
    return [1 + next(i for i, spots in enumerate(drawn) if abs(spots - level).max() < 1e-3) for level in levels]


def test_match_spectra_knows_the_right_pairs_however_they_are_shuffled(browser, saved):
    with opened(browser, saved(live.match_spectra())) as (tab, heard):
        before = [0, 0, 0, 0]
        for _ in range(3):
            right = partners(tab)
            assert sorted(right) == [1, 2, 3, 4]
            assert not np.equal(right, before).any()  # no spectrum stays where it was
            before = right
            for i, name in enumerate("ABCD"):
                assert numbers(tab)["right"] == i
                choose(tab, name, str(right[i] % 4 + 1))
                assert said(tab).startswith(f"{name} cannot have spectrum {right[i] % 4 + 1}, which ")
                assert tab.get_by_text(f"Picture {name}: ✗ wrong").is_visible()
                choose(tab, name, str(right[i]))
                assert tab.get_by_text(f"Picture {name}: ✓ right").is_visible()
            assert said(tab).startswith("All four pairs are right.")
            press(tab, "Shuffle the spectra")
            assert said(tab).startswith("Give each picture")
        assert heard == []


def test_match_spectra_tells_screen_readers_the_values(browser, saved):
    with opened(browser, saved(live.match_spectra())) as (tab, _):
        labels = [tab.get_by_role("img", name=f"Spectrum {number}").get_attribute("aria-label") for number in (1, 2, 3, 4)]
        s = [svd(picture.astype(float)).s for picture in _four_pictures().values()]
        for which, number in enumerate(partners(tab)):
            assert f" 2: {s[which][1] / s[which][0]:.2f}, " in labels[number - 1]
        assert sum("48: zero" in label for label in labels) == 1
