"""Each kind of finding is found on a page that is broken on purpose, or a silent check would pass for a clean book."""

from pathlib import Path

import pytest

from tests.book.browser.pages import findings, served

BROKEN = Path(__file__).parents[1] / "broken"
KINDS = {
    "another host": "https://example.invalid/x.js",
    "missing": "404 http",
    "script": "thrown on purpose",
    "console": "said on purpose",
    "maths not set": r"\(x^2\)",
    "maths wrong": "Undefined control sequence",
    "many stops": "at most 120",
    "sideways": "410 px beyond the screen",
    "headings": "h2 shouts over h1",
    "long lines": "at most 75",
    "cut off": "much too long",
    "unmarked": "goes on, and no one knows",
    "too wide": "on and on",
    "torn": "m \N{MULTIPLICATION SIGN} n",
    "hidden underscores": "full_matrices",
    "picture": "'page.svg' has alt None",
    "stretched": "page.svg to 5.00",
    "axe color-contrast": "grey on grey",
    "axe image-alt": "page.svg",
    "axe target-size": "less",
    "axe empty-table-header": "<th></th>",
}


@pytest.fixture(scope="module")
def found(browser):
    """What is found on the broken page."""
    with served(BROKEN) as address:
        return findings(browser, f"{address}/page.html")


@pytest.mark.parametrize(("kind", "detail"), KINDS.items())
def test_each_kind_of_fault_is_found(found, kind, detail):
    assert any(finding.startswith(kind) and detail in finding for finding in found)


@pytest.mark.parametrize("pale", ["grey on grey<", ">g<", "on what<", 'class="u"'])
def test_a_colour_is_found_in_letters_and_formulas_too_and_where_it_cannot_be_measured(found, pale):
    assert any(finding.startswith("axe color-contrast") and pale in finding for finding in found)


def test_nothing_else_is_found(found):
    assert [finding for finding in found if not finding.startswith(tuple(KINDS))] == []


def test_a_picture_named_by_its_file_is_found(found):
    assert "picture: 'page.svg' has alt '../_images/page.svg', at 390 px" in found
