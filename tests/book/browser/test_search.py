"""Search as one types: what a reader finds, by mouse, by keyboard, and without a server."""

import pytest

from tests.book.browser.conftest import BOOK
from tests.book.browser.pages import axe, visit

FIELD = "#pst-search-dialog input"
FOUND = "#pst-search-dialog .found li"


@pytest.fixture(params=["light-1280", "dark-390"])
def searching(request, browser, book, notebook):
    """A page whose search was opened by its key; and what was heard."""
    with visit(browser, f"{book}/{notebook}", request.param) as (tab, heard):
        assert tab.evaluate("() => performance.getEntriesByName(new URL('../../_static/facts.js', location)).length") == 0
        tab.keyboard.press("Control+k")
        yield tab, heard


def found(tab, query):
    """Return the texts of what a query finds."""
    tab.fill(FIELD, query)
    tab.locator(".found-count").first.wait_for()
    return [text.split("\n")[0] for text in tab.locator(FOUND).all_inner_texts()]


def test_facts_are_found_by_their_kind_and_spelling(searching):
    tab, heard = searching
    assert found(tab, "frobenius norm")[0].startswith("Frobenius norm")
    assert "Glossary" in found(tab, "frobenius norm")[0]
    assert found(tab, "low_rank")[0] == "low_rank Function of svdlib"
    assert any(text.startswith("Theorem") for text in found(tab, "eckart young"))
    assert found(tab, "lauchli") == found(tab, "Läuchli") != []
    assert found(tab, "randomized") == found(tab, "randomised") != []
    assert heard == []


def test_what_is_found_is_counted(searching):
    tab, _ = searching
    said = []
    for query in ("matrix", "economy", "Karhunen", "qwertz"):
        said.append((found(tab, query), tab.locator(".found-count").first.inner_text())[1])
    assert [text.lstrip("0123456789") for text in said] == [" results, the first 40:", " results", "1 result"[1:], "No results"]
    tab.fill(FIELD, " ")
    assert tab.locator(f"{FOUND}, .found-count:visible").count() == 0


def test_the_keyboard_leads_through_the_results(searching):
    tab, _ = searching
    found(tab, "condition number")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    address = tab.locator(f"{FOUND} a").first.get_attribute("href")
    assert tab.evaluate("() => document.activeElement.href") == address
    tab.keyboard.press("Enter")
    tab.wait_for_url(address)


def test_escape_leaves_the_search(searching):
    tab, _ = searching
    found(tab, "rank")
    tab.keyboard.press("Escape")
    assert not tab.locator(FIELD).is_visible()


def test_what_is_found_raises_no_barrier(searching):
    tab, _ = searching
    found(tab, "condition number")
    assert axe(tab, "#pst-search-dialog") == []


def test_the_search_page_finds_without_a_server(browser):
    tab = browser.new_page()
    wrong = []
    tab.on("request", lambda request: request.url.startswith(("file:", "data:")) or wrong.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto((BOOK / "search.html").as_uri() + "?q=singular")
    tab.locator("#search-results .found li p").first.wait_for()
    assert "singular" in tab.locator("#search-results .found-text").all_inner_texts()[0].lower()
    assert wrong == []
    tab.close()
