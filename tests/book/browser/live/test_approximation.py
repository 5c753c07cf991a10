"""The live figures of Part II show what svdlib computes."""

import numpy as np
import pytest

from svdbook import live, load_photo
from svdbook.live._approximation import AMPLITUDES, SIDE, _signs
from svdlib import approximation_errors, energy, optimal_threshold, svd
from tests.book.browser.live.figures import numbers, opened, press, run, said, shown, slide

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
            assert float(shown(tab)["frobenius"]) == pytest.approx(frobenius[k], abs=0.0051)
            kept = tab.locator(".live canvas").evaluate_all(GREYS)[0]
            expected = F.truncate(k).to_matrix() if k else np.zeros(A.shape)
            assert abs(np.reshape(kept, A.shape) - expected.clip(0, 255)).max() <= 0.5 + 1e-6
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
