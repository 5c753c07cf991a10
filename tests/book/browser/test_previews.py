"""Where links lead, shown before they are followed: for the mouse and the keyboard, and in nobody's way."""

import pytest

from tests.book.browser.conftest import BOOK
from tests.book.browser.pages import axe, settle, visit

THEOREM = ".bd-article a.internal[href*='.html#thm-']"
PREVIEW = ".preview:popover-open"


@pytest.fixture(params=["light-1280", "dark-390"])
def chapter(request, browser, book, notebook):
    """A chapter with a link to a theorem of another, scrolled to that link; and what was heard."""
    with visit(browser, f"{book}/{notebook}", request.param) as (tab, heard):
        tab.locator(THEOREM).first.scroll_into_view_if_needed()
        tab.wait_for_function("() => document.querySelectorAll('mjx-container').length")
        yield tab, heard


def test_a_link_shows_the_theorem_it_leads_to_and_asks_for_it_only_then(chapter):
    tab, heard = chapter
    asked = []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    link = tab.locator(THEOREM).first
    link.hover()
    tab.wait_for_selector(f"{PREVIEW} mjx-container")
    assert tab.locator(PREVIEW).inner_text().startswith("Theorem")
    assert asked[0] == link.get_attribute("href").partition(".html")[0].rpartition("/")[2] + ".js"
    box, width = tab.locator(PREVIEW).bounding_box(), tab.viewport_size["width"]
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert heard == []


def test_a_preview_stays_under_the_pointer_and_goes_with_it(chapter):
    tab, _ = chapter
    tab.locator(THEOREM).first.hover()
    tab.locator(PREVIEW).hover()
    tab.wait_for_timeout(300)  # longer than it stays when the pointer has left
    assert tab.locator(PREVIEW).count() == 1
    tab.mouse.move(0, 0)
    tab.locator(PREVIEW).wait_for(state="hidden")


def test_a_preview_comes_with_the_focus_and_goes_by_escape(chapter):
    tab, _ = chapter
    tab.locator(THEOREM).first.evaluate("link => link.focus({ focusVisible: true })")
    tab.wait_for_selector(PREVIEW)
    tab.keyboard.press("Escape")
    assert tab.locator(PREVIEW).count() == 0
    assert tab.locator(THEOREM).first.evaluate("link => link === document.activeElement")


def test_a_preview_raises_no_barrier(chapter):
    tab, _ = chapter
    tab.locator(THEOREM).first.hover()
    tab.wait_for_selector(f"{PREVIEW} mjx-container")
    assert axe(tab, PREVIEW) == []


def test_a_finger_follows_the_link_at_once(browser, book, notebook):
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 900})
    tab = context.new_page()
    asked = []
    tab.on("request", lambda request: "/previews/" in request.url and asked.append(request.url))
    tab.goto(f"{book}/{notebook}")
    link = tab.locator(THEOREM).first
    link.evaluate("link => link.addEventListener('click', event => event.preventDefault(), { once: true })")
    link.tap()
    tab.wait_for_timeout(500)  # longer than the mouse has to rest
    assert asked == []
    link.tap()
    tab.wait_for_url("**#thm-*")
    context.close()


def test_previews_need_no_server(browser, notebook):
    tab = browser.new_page()
    wrong = []
    tab.on("request", lambda request: request.url.startswith(("file:", "data:")) or wrong.append(request.url))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto((BOOK / notebook).as_uri())
    settle(tab)  # a link that moves away under the pointer shows nothing
    tab.locator(THEOREM).first.hover()
    tab.wait_for_selector(f"{PREVIEW} mjx-container")
    assert wrong == []
    tab.close()
