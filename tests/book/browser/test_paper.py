"""Pages on paper: light from the dark too, nothing cut, no frame left empty, each sheet with a head and a number."""

from pathlib import Path

import pytest

from tests.book.browser.pages import served
from tests.book.browser.paper import findings, pictures, printed, text
from tools import book as listing

BROKEN = Path(__file__).parents[1] / "broken"
PAGES = ("book/foundations/svd", "book/compression/images", "book/notation")  # long code, wide tables, figures, boxes
SCREEN_ONLY = (
    "Show the",
    "Hide the",
    "Hint",
    "Back to top",
    "Previous",
    "Open in Colab",
    "not answered yet #",
    "is hidden below",
)


def heading(page):
    """Return what stands at the head of a page: its title, and a chapter's number (the first of the list has none)."""
    numbers = {listing.name(path): f"{number}. " for number, path in enumerate(listing.chapters())}
    [path] = [path for path in listing.pages() if listing.name(path) == page]
    return numbers.get(page, "") + listing.title(path)


@pytest.fixture(scope="module", params=PAGES)
def sheets(request, browser, book):
    """A page printed at once, and what stands at its head."""
    return printed(browser, f"{book}/{request.param}.html"), heading(request.param)


def test_nothing_is_wrong_on_paper(sheets):
    assert findings(*sheets) == []


@pytest.mark.parametrize("address", PAGES)
def test_paper_is_light_whatever_the_mode(browser, book, address):
    light, dark = (printed(browser, f"{book}/{address}.html", scheme, settled=True) for scheme in ("light", "dark"))
    assert pictures(light) == pictures(dark)


def test_the_chapter_has_its_number_and_no_label_of_what_only_a_screen_can_do(sheets):
    pdf, title = sheets
    words = [text(sheet) for sheet in pdf]
    assert words[0].count(title) == 1  # as a heading: the head begins on the second sheet
    assert [label for label in SCREEN_ONLY if any(label in sheet for sheet in words)] == []


@pytest.fixture(scope="module")
def broken(browser):
    """The broken page, printed from the light and from the dark."""
    with served(BROKEN) as address:
        return [printed(browser, f"{address}/paper.html", scheme) for scheme in ("light", "dark")]


@pytest.mark.parametrize(
    "fault",
    [
        "over the edge: ",
        "empty frame: ",
        "formula as TeX: ",
        "no running head: ",
        "no page number 1 / 2",
        "mostly empty: ",
        "answered at once: ",
    ],
)
def test_each_fault_of_a_printed_page_is_found(broken, fault):
    assert any(finding.startswith(fault) for finding in findings(broken[0], "A page"))


def test_dark_paper_is_found(broken):
    assert pictures(broken[0]) != pictures(broken[1])
