"""The live figures of Part IV show what svdlib computes."""

import base64
import io
import re
import statistics

import numpy as np
import pytest
import scipy.special
from PIL import Image

from svdbook import Layer, live, load_mnist, load_photo, network_scores
from svdbook.datasets import DATA
from svdbook.live import _compression
from svdlib import break_even_rank, low_rank, psnr, svd
from tests.book.browser.live.figures import choose, numbers, opened, rest, run, said, slide

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
def photo(saved):
    """The figure's file."""
    return saved(live.compress_photo())


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
    own = load_photo("coffee")[100:220, 200:381]  # 120 x 181, for which mn/(m + n) would be one more
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
        slide(tab, "k", break_even_rank(120, 181))
        assert f"Up to rank {break_even_rank(120, 181)} " in said(tab)
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


DROP = """(root, text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)), dropped = new DataTransfer();
    dropped.items.add(new File([bytes], "own.png", { type: "image/png" }));
    const event = (name) => new DragEvent(name, { dataTransfer: dropped, bubbles: true, cancelable: true });
    return ["dragover", "drop"].map((name) => root.querySelector("canvas").dispatchEvent(event(name)));
}"""


def test_compress_photo_takes_a_picture_that_is_dropped(browser, photo):
    own, file = load_photo("coffee")[100:164, 200:280, 0], io.BytesIO()
    Image.fromarray(own).save(file, "png")
    with opened(browser, photo) as (tab, heard):
        assert tab.locator(".live").evaluate(DROP, base64.b64encode(file.getvalue()).decode()) == [False, False]  # taken
        tab.get_by_text(re.compile("Decomposed at 80 . 64 pixels")).wait_for(timeout=60_000)
        rest(tab)
        assert numbers(tab)["sigma"] == pytest.approx(svd(own.astype(float)).s[15], rel=1e-10)
        assert np.abs(painted(tab, 16)[..., 0] - low_rank(own.astype(float), 16).clip(0, 255)).max() <= 1
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


WEIGHTS = {name: array.astype(float) for name, array in np.load(DATA / "digits.npz").items()}
JUDGED = """(([data, pictures], parts = unpackedDigits(data)) => pictures.map((pixels) => judged(parts, pixels))
    .map(({ distances, chances, missed }) => [distances, chances, missed]))(given)"""
STROKES = {  # in hundredths of the canvas
    0: [[(50, 15), (30, 30), (28, 60), (45, 85), (65, 75), (72, 45), (62, 20), (50, 15)]],
    1: [[(52, 15), (48, 85)]],
    4: [[(35, 15), (28, 55), (70, 52)], [(65, 20), (60, 88)]],
    7: [[(25, 20), (72, 20), (45, 85)]],
}


def weights(name):
    """Return a matrix that is stored in bytes."""
    return WEIGHTS[name] * WEIGHTS[f"{name}_step"]


def nearest(x):
    """Return the distances from the ten subspaces, as per cent of the length."""
    along = (x @ weights("subspaces")).reshape(len(x), 10, -1)
    square = np.sum(x**2, axis=1, keepdims=True)
    return 100 * np.sqrt(np.maximum(0, 1 - np.sum(along**2, axis=2) / square))


def answered(x):
    """Return what the network answers, in per cent."""
    layers = [
        Layer(weights("left"), np.zeros(16)),
        Layer(weights("right"), WEIGHTS["bias"], "relu"),
        Layer(weights("last"), WEIGHTS["last_bias"]),
    ]
    return 100 * scipy.special.softmax(network_scores(layers, x), axis=1)


@pytest.fixture(scope="module", params=["subspaces", "network"])
def digit(request, saved):
    """Each of the two figures: what it shows, and its file."""
    return request.param, saved(live.draw_digit(request.param))


def scribble(tab, strokes, size=1.0, right=0.0):
    """Draw strokes on the canvas with the mouse."""
    box = tab.locator(".live-pad").bounding_box()
    for stroke in strokes:
        for i, (x, y) in enumerate(stroke):
            x, y = 50 + size * (x - 50) + right, 50 + size * (y - 50)
            tab.mouse.move(box["x"] + x / 100 * box["width"], box["y"] + y / 100 * box["height"], steps=3)
            if i == 0:
                tab.mouse.down()
        tab.mouse.up()
    rest(tab)


def test_draw_digit_answers_as_svdlib_does(browser):
    X, y = load_mnist()[2:]
    x = X[:500] / 255
    page = browser.new_page()
    data = live.draw_digit("network").data
    found = run(page, ["live", "draw_digit"], JUDGED, [data, X[:500].tolist()])
    page.close()
    distances, chances, missed = (np.array(part) for part in zip(*found, strict=True))
    assert distances == pytest.approx(nearest(x), abs=1e-6)
    assert chances == pytest.approx(answered(x), abs=1e-3)
    assert (distances.argmin(axis=1) == nearest(x).argmin(axis=1)).all()
    assert (chances.argmax(axis=1) == answered(x).argmax(axis=1)).all()
    assert missed == pytest.approx(100 * kept_out(x, weights("left")), abs=1e-6)
    assert (chances.argmax(axis=1) == y[:500]).mean() > 0.95
    assert (distances.argmin(axis=1) == y[:500]).mean() > 0.92


def kept_out(x, basis):
    """Return how much of each picture its coordinates miss."""
    return np.linalg.norm(x - x @ basis @ basis.T, axis=1) / np.linalg.norm(x, axis=1)


def test_draw_digit_shows_the_numbers_of_a_stored_picture(browser, digit):
    show, file = digit
    basis = weights("basis" if show == "subspaces" else "left")
    with opened(browser, file) as (tab, heard):
        for name in range(10):
            choose(tab, "sample", str(name))
            x, found = WEIGHTS["samples"][[name]] / 255, numbers(tab)
            assert [found[f"coordinate{i}"] for i in range(1, 17)] == pytest.approx((x @ basis)[0], abs=1e-9)
            assert [found[f"distance{i}"] for i in range(10)] == pytest.approx(nearest(x)[0], abs=1e-6)
            assert f"Nearest is the subspace of {nearest(x).argmin()}" in said(tab)
            if show == "network":
                assert [found[f"chance{i}"] for i in range(10)] == pytest.approx(answered(x)[0], abs=1e-3)
                digit = answered(x).argmax()
                assert said(tab).startswith(f"The network reads {'an' if digit == 8 else 'a'} {digit}, ")
        assert heard == []


@pytest.mark.parametrize("name", STROKES)
@pytest.mark.parametrize(("size", "right"), [(1, 0), (0.5, -20)])
def test_draw_digit_reads_what_is_drawn_anywhere(browser, digit, name, size, right):
    show, file = digit
    with opened(browser, file) as (tab, heard):
        scribble(tab, STROKES[name], size, right)
        assert f"{'The network reads a' if show == 'network' else 'Nearest is the subspace of'} {name}," in said(tab)
        assert heard == []


def test_draw_digit_is_cleared(browser, digit):
    with opened(browser, digit[1]) as (tab, _):
        scribble(tab, STROKES[1])
        tab.get_by_role("button", name="Clear").click()
        rest(tab)
        assert said(tab).startswith("The paper is empty. Draw a digit")
        assert tab.get_by_text("Draw a digit", exact=True).is_visible()
        assert set(numbers(tab).values()) == {0.0}
        assert tab.locator(".live .chosen").count() == 0  # no guess
        words = [text for text in tab.locator(".live-charts .live-tick").all_text_contents() if text]
        assert len(words) == {"subspaces": 16, "network": 26}[digit[0]]  # names of bars, and no number at any
        scribble(tab, STROKES[1])
        assert tab.get_by_text("Draw a digit", exact=True).is_hidden()


def test_draw_digit_is_drawn_by_keys(browser, digit):
    show, file = digit
    with opened(browser, file) as (tab, heard):
        pen = tab.get_by_role("slider", name="Pen")
        pen.focus()
        for key in ["Shift+ArrowUp"] * 3 + ["Shift+ArrowLeft", "Space"] + ["Shift+ArrowRight"] * 3:
            tab.keyboard.press(key)
        for key in ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft"] * 6 + ["Space"]:  # a seven
            tab.keyboard.press(key)
        for key in ["Shift+ArrowRight"] * 3:  # lifted, the pen leaves no line
            tab.keyboard.press(key)
        rest(tab)
        assert f"{'The network reads a' if show == 'network' else 'Nearest is the subspace of'} 7," in said(tab)
        assert pen.get_attribute("aria-valuetext").startswith("pen up, at ")
        assert tab.get_by_role("img", name="Your drawing, 1 stroke").is_visible()
        assert heard == []


def test_the_weights_of_the_digits_are_whole(monkeypatch):
    assert {name: array.shape for name, array in WEIGHTS.items() if array.ndim == 2} == {
        "basis": (784, 16),
        "subspaces": (784, 100),
        "left": (784, 16),
        "right": (16, 500),
        "last": (500, 10),
        "samples": (10, 784),
    }
    monkeypatch.setattr(_compression, "DIGITS", "0" * 64)
    _compression._digits.cache_clear()
    with pytest.raises(ValueError, match=r"svdbook/data/digits\.npz is damaged"):
        live.draw_digit()
    _compression._digits.cache_clear()


def test_on_a_phone_the_slider_stands_right_below_the_picture(browser, saved):
    with opened(browser, saved(live.compress_photo()), 390) as (tab, _):
        picture, slider, chart = (tab.locator(f".live {part}").first.bounding_box() for part in ("canvas", "input", "svg"))
        assert picture["y"] + picture["height"] <= slider["y"] < picture["y"] + picture["height"] + 40
        assert slider["y"] < chart["y"]
