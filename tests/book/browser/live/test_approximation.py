"""The live figures of Part II show what svdlib computes."""

import numpy as np
import pytest

from svdbook import live, load_photo
from svdlib import approximation_errors, energy, svd
from tests.book.browser.live.figures import numbers, opened, said, shown, slide

PICTURES = {
    "coffee": load_photo("coffee")[100:190, 250:370, 0],
    "flat": np.full((40, 30), 7, np.uint8),
    "stripes": np.tile(np.array([0, 255], np.uint8), (32, 16)),
    "noise": np.random.default_rng(18).integers(0, 256, (20, 50)).astype(np.uint8),
}
GREYS = """nodes => nodes.map(node => Array.from(
    node.getContext('2d').getImageData(0, 0, node.width, node.height).data.filter((_, i) => i % 4 === 0)))"""


@pytest.mark.parametrize("name", PICTURES)
def test_add_terms_has_the_errors_of_every_rank(browser, tmp_path, name):
    A = PICTURES[name]
    live.add_terms(A).save(tmp_path / "terms.html")
    F = svd(A.astype(float), full_matrices=False)
    frobenius, spectral = approximation_errors(F.s)
    with opened(browser, tmp_path / "terms.html") as (tab, heard):
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
