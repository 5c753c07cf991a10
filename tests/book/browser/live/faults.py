"""What is wrong with a live figure, in words: one small function for each kind of fault, and two visits that ask them all."""

import gzip
import re

from playwright.sync_api import TimeoutError

from tests.book.browser.live.figures import PATIENCE, crowded, opened, said
from tests.book.browser.pages import at, axe, nodes_of, sideways

# a figure that opens on a phone and grows, and one that opens on a desk and shrinks
VISITS = {"light": (320, 390, 900, 1280), "dark": (1280, 900, 390, 320)}
LETTERS = """nodes => nodes.filter(node => node.textContent).map(node => [node, node.ownerSVGElement]).map(([node, svg]) =>
    parseFloat(getComputedStyle(node).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width)"""
BEYOND = (
    "nodes => nodes.filter(node => node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML.slice(0, 90))"
)
WRITTEN = re.compile(r"<script>(.*^begin\(.*?, \w+, )([^\n]*)(\);$.*)</script>", re.DOTALL | re.MULTILINE)
MOST = {"script": 30_000, "data": 400_000}  # bytes; those of a script once it is compressed
SPACED = "spacing => document.querySelectorAll('.live, .live *').forEach(node => node.style.letterSpacing = spacing)"


def barriers(tab):
    """Find what axe-core does."""
    return [finding for rule in axe(tab) for finding in nodes_of(rule)]


def too_wide(tab):
    """Find what has no room; fonts of other machines are wider, and readers may space letters so (WCAG 1.4.12)."""
    found = []
    for spacing in ("0.12em", ""):
        tab.evaluate(SPACED, spacing)
        found += [f"too wide: {what}" for what in sideways(tab) + tab.eval_on_selector_all(".live *", BEYOND)]
    return found


def letters(tab):
    """Find letters of drawings that are hard to read, or loud."""
    sizes = tab.eval_on_selector_all(".live svg text", LETTERS)
    return [f"letters: {size:.1f} px" for size in sizes if not 11 <= size <= 17.5]


def crowded_words(tab):
    """Find words in drawings that lie on others, under handles, or are cut."""
    return [f"crowded: {what}" for what in crowded(tab)]


def numbers_above(tab):
    """Find numbers that stand above a control."""
    reset, shown = (tab.locator(part).last for part in (".live-panel > button", ".live-numbers"))
    if not shown.count():
        return []
    end, start = reset.bounding_box(), shown.bounding_box()
    return ["numbers above a control"] * (end["y"] + end["height"] > start["y"])


def silent(tab):
    """Find a figure that does not say what it shows, to those who see it or to those who listen once it rests."""
    try:
        tab.wait_for_function("() => document.querySelector('.live-status').textContent.length > 20", timeout=PATIENCE)
        return [f"silent: {said(tab)!r}"] * (len(said(tab)) <= 20)
    except TimeoutError:
        return ["silent: nothing is read out"]


def on_paper(tab):
    """Find a figure that shows its controls on paper, or its picture on a screen."""
    still, live = tab.locator(".live-still"), tab.locator(".live")
    shown = [(still.is_visible(), live.is_visible())]
    tab.emulate_media(media="print")
    shown.append((still.is_visible(), live.is_visible()))
    tab.emulate_media(media="screen")
    return [] if shown == [(False, True), (True, False)] else [f"on paper: {shown}"]


def heavy(file):
    """Find a script or data that take long to load."""
    ((before, data, after),) = WRITTEN.findall(file.read_text(encoding="utf-8"))
    sizes = {"script": len(gzip.compress((before + after).encode())), "data": len(data.encode())}
    return [f"heavy: {what} of {size:,} bytes" for what, size in sizes.items() if size > MOST[what]]


AT = {
    320: (too_wide,),
    390: (too_wide, letters),
    900: (barriers, crowded_words, numbers_above, on_paper),
    1280: (too_wide, letters),
}


def faults(browser, file, schemes=tuple(VISITS)):
    """Return all that is wrong with a figure that nobody has touched yet."""
    return heavy(file) + [f"{fault}, {scheme}" for scheme in schemes for fault in _seen(browser, file, scheme)]


def _seen(browser, file, scheme):
    widths = VISITS[scheme]
    with opened(browser, file, widths[0], scheme=scheme) as (tab, heard):
        shade = tab.locator(".live").get_attribute("data-shade")
        found = [f"shade: {shade}"] * (shade != scheme)
        for width in widths:
            found += at(tab, [width], *AT[width])
        found += silent(tab)
        return [f"error: {what}" for what in heard] + found
