"""Every page of the built book, light and dark, on a desk and on phones: nothing wrong with it, in any way we know."""

import pytest

from tests.book.browser.conftest import BOOK
from tests.book.browser.pages import findings, served, visit
from tests.book.rules import BASE


@pytest.fixture(scope="module")
def known():
    """The kinds of elements whose colours earlier pages have shown to be sound."""
    return []


def test_a_reader_finds_nothing_wrong(browser, book, page, known):
    assert findings(browser, f"{book}/{page}", known=known) == []


@pytest.mark.parametrize("address", ["book/index.html", "book/foundations/gram.html"])
def test_who_begins_on_a_dark_phone_finds_nothing_wrong(browser, book, address):
    assert findings(browser, f"{book}/{address}", "dark-390") == []


@pytest.fixture
def missing(tmp_path):
    """The address of a page that is not there, on a host that has the book in a folder and answers as GitHub Pages does."""
    (tmp_path / BASE.rstrip("/").rpartition("/")[2]).symlink_to(BOOK)
    (tmp_path / "no" / "such").mkdir(parents=True)
    (tmp_path / "no" / "such" / "page.html").symlink_to(BOOK / "404.html")
    with served(tmp_path) as host:
        yield f"{host}/no/such/page.html"


def test_what_is_not_found_is_told_on_a_sound_page(browser, missing):
    assert findings(browser, missing) == []


def test_from_what_is_not_found_a_link_leads_to_the_front_page(browser, missing):
    with visit(browser, missing) as (tab, heard):
        tab.locator("main").get_by_role("link", name="front page").click()
        tab.wait_for_url("**/book/index.html")
        assert heard == []
