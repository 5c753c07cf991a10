"""Every page of the built book, light and dark, on a desk and on a phone: nothing wrong with it, in any way we know."""

import pytest

from tests.book.browser.pages import SETTINGS, findings


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_reader_finds_nothing_wrong(browser, book, page, setting):
    assert findings(browser, f"{book}/{page}", setting) == []
