"""The live figures of Part IV show what svdlib computes."""

import base64
import io
import statistics

import numpy as np
import pytest
from PIL import Image

from svdbook import live, load_photo
from svdlib import low_rank, psnr, svd
from tests.book.browser.live.figures import numbers, opened, rest, said, slide

ASTRONAUT = load_photo("astronaut")
STACK = np.moveaxis(ASTRONAUT, 2, 0)
TIMED = """() => {
    const ask = requestAnimationFrame, times = window.times = [];
    window.requestAnimationFrame = (draw) => ask((now) => {
        const began = performance.now();
        draw(now);
        times.push(performance.now() - began);
    });
}"""


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """The figure's file."""
    file = tmp_path_factory.mktemp("live") / "compress_photo.html"
    live.compress_photo().save(file)
    return file


@pytest.fixture(scope="module")
def together():
    """Singular values of the astronaut's channels, together."""
    return np.sqrt((svd(STACK).s ** 2).sum(axis=0))


def painted(tab, k):
    """Return the pixels of the canvas, once it shows so many terms."""
    tab.locator(f'canvas[data-terms="{k}"]').wait_for()
    rest(tab)
    address = tab.evaluate("() => document.querySelector('.live canvas').toDataURL()")
    return np.array(Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGB"))


def give(tab, image):
    """Hand the figure a picture as a file, and wait until it is decomposed."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "png")
    tab.get_by_label("Your own photograph").set_input_files(
        {"name": "own.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    tab.get_by_text("it never left your browser").wait_for(timeout=60_000)
    rest(tab)


def foretold(s, k, size):
    """Return the PSNR that singular values foretell."""
    missed = np.sum(s[k:] ** 2)
    return 10 * np.log10(255**2 * size / missed) if missed else np.inf


@pytest.mark.parametrize("k", [1, 9, 64])
def test_compress_photo_is_the_best_of_its_rank(browser, photo, together, k):
    with opened(browser, photo) as (tab, _):
        slide(tab, "k", k)
        shown = painted(tab, k)
        best = np.moveaxis(np.clip(np.rint(low_rank(STACK, k)), 0, 255).astype(np.uint8), 0, 2)
        assert psnr(ASTRONAUT, shown) == pytest.approx(psnr(ASTRONAUT, best), abs=0.1)
        found = numbers(tab)
        assert found["sigma"] == pytest.approx(together[k - 1], abs=0.01)
        assert found["psnr"] == pytest.approx(foretold(together, k, ASTRONAUT.size), abs=1e-3)
        assert found["bytes"] == 3 * k * (512 + 512 + 1)
        assert found["share"] == pytest.approx(100 * found["bytes"] / ASTRONAUT.size)


def test_compress_photo_adds_and_takes_away(browser, photo):
    with opened(browser, photo) as (tab, _):
        before = painted(tab, 16)
        for k in (64, 3, 40, 41, 1, 17, 16):
            slide(tab, "k", k)
        assert np.abs(painted(tab, 16).astype(int) - before).max() <= 1


@pytest.mark.parametrize("worker", [True, False])
def test_compress_photo_decomposes_a_picture_of_the_readers(browser, photo, worker):
    own = load_photo("coffee")[100:220, 200:380]
    s = np.sqrt((svd(np.moveaxis(own, 2, 0)).s ** 2).sum(axis=0))
    with opened(browser, photo) as (tab, heard):
        if not worker:
            tab.evaluate("() => { window.Worker = undefined; }")
        give(tab, own)
        for k in (1, 7, 120):
            slide(tab, "k", k)
            assert numbers(tab)["sigma"] == pytest.approx(s[k - 1], abs=1e-10 * s[0])
        assert np.abs(painted(tab, 120).astype(int) - own).max() <= 1
        assert "more than the pixels take" in said(tab)
        slide(tab, "k", 71)
        assert "Up to rank 71 " in said(tab)
        tab.get_by_role("button", name="Back to the astronaut").click()
        assert painted(tab, 64).shape == ASTRONAUT.shape
        assert heard == []


PLAIN = {
    "black": (np.zeros((40, 30), np.uint8), 0),
    "flat": (np.full((40, 30, 3), 90, np.uint8), 1),
    "stripes": (np.tile(np.uint8([0, 0, 255, 255]), (40, 9)), 1),
    "a cross of stripes": (np.add.outer(np.arange(40) % 3 * 40, np.arange(30) % 2 * 90).astype(np.uint8), 2),
    "a row": (np.arange(20, dtype=np.uint8)[None], 1),
}


@pytest.mark.parametrize("name", PLAIN)
def test_compress_photo_takes_plain_pictures(browser, photo, name):
    image, rank = PLAIN[name]
    with opened(browser, photo) as (tab, heard):
        give(tab, image)
        for k in sorted({1, min(2, *image.shape[:2])}):
            slide(tab, "k", k)
            assert (numbers(tab)["psnr"] == np.inf) == (k >= rank)
        assert np.abs(painted(tab, k)[..., 0].astype(int) - np.atleast_3d(image)[..., 0]).max() <= (1 if k >= rank else 255)
        assert heard == []


def test_compress_photo_makes_large_pictures_smaller(browser, photo):
    with opened(browser, photo) as (tab, _):
        give(tab, np.random.default_rng(18).integers(0, 256, (40, 1024), np.uint8))
        assert tab.locator(".live canvas").evaluate("node => [node.width, node.height]") == [512, 20]


def test_compress_photo_says_what_is_no_picture(browser, photo):
    with opened(browser, photo) as (tab, heard):
        file = {"name": "own.png", "mimeType": "image/png", "buffer": b"not a picture"}
        tab.get_by_label("Your own photograph").set_input_files(file)
        tab.get_by_text("no picture that the browser can read").wait_for()
        assert painted(tab, 16).shape == ASTRONAUT.shape
        assert heard == []


def test_compress_photo_is_half_as_fine_while_it_is_dragged(browser, photo, record_property):
    with opened(browser, photo) as (tab, _):
        slider = tab.locator(".live input[data-key=k]")
        whole = painted(tab, 16)
        slider.dispatch_event("pointerdown")
        rest(tab)
        coarse = painted(tab, 16)
        assert 20 < psnr(whole, coarse) < 40
        tab.evaluate(TIMED)
        ranks = 16 + np.cumsum(np.random.default_rng(18).integers(-6, 7, 100))
        for k in np.clip(ranks, 1, 64):
            slide(tab, "k", k)
        times = tab.evaluate("() => times.filter((time) => time > 0.2)")
        record_property("milliseconds a frame", statistics.median(times))  # told, not asserted: machines are busy
        print(f"a frame: median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms")
        slide(tab, "k", 16)
        slider.dispatch_event("pointerup")
        rest(tab)
        assert np.abs(painted(tab, 16).astype(int) - whole).max() <= 1
