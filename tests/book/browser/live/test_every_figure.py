"""What holds for every live figure: no error, no request, no barrier, every control does something, and paper has a picture."""

from functools import partial

import pytest

from svdbook.live import FIGURES, draw_digit
from tests.book.browser.live.faults import faults
from tests.book.browser.live.figures import PATIENCE, opened, rest, said

MAKE = {make.__name__: make for make in FIGURES} | {"draw_digit of a network": partial(draw_digit, "network")}
HELD = "() => document.querySelector('.live').innerHTML"


@pytest.fixture(params=MAKE)
def file(request, saved):
    """Each figure in turn."""
    return saved(MAKE[request.param]())


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_a_terminal_has_room_for_it(make):
    assert len(repr(make())) < 500


def test_a_reader_finds_nothing_wrong(browser, file):
    assert faults(browser, file) == []


def test_every_control_does_something_by_keyboard(browser, file):
    with opened(browser, file) as (tab, heard):
        controls = tab.locator(".live :is(input:not([type=file]), select, [role=slider])")
        assert controls.count() > 0
        for control in controls.all():
            if control.is_disabled():
                continue
            before = tab.evaluate(HELD)
            move(control)
            rest(tab)
            assert tab.evaluate(HELD) != before, control.evaluate("node => node.outerHTML")
        assert heard == []


def move(control):
    """Move a control by a key, to and fro if it stands at an end."""
    control.focus()
    kind = control.evaluate("node => node.type || node.getAttribute('role')")
    keys = {"checkbox": ["Space"], "number": ["ArrowUp"], "select-one": ["ArrowDown"]}.get(kind, ["ArrowLeft", "ArrowRight"])
    before = control.evaluate("node => node.value ?? node.getAttribute('aria-valuetext') ?? node.checked")
    for key in keys:
        control.press(key)
        control.page.evaluate("() => new Promise(requestAnimationFrame)")
        if control.evaluate("node => node.value ?? node.getAttribute('aria-valuetext')") != before:
            return


def test_reset_brings_back_what_was_there(browser, file):
    with opened(browser, file) as (tab, _):
        before = said(tab)
        for control in tab.locator(".live :is(input[type=range], [role=slider])").all():
            if control.is_enabled():
                move(control)
        tab.get_by_role("button", name="Reset").click()
        rest(tab)
        assert said(tab) == before


def test_it_runs_in_a_frame_that_may_only_run_scripts(browser, file, tmp_path):
    page = tmp_path / "frame.html"
    page.write_text(f'<!doctype html><title>A frame</title><iframe sandbox="allow-scripts" src="{file.as_uri()}"></iframe>')
    tab = browser.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(page.as_uri())
    tab.frame_locator("iframe").get_by_role("button", name="Reset").wait_for(timeout=PATIENCE)
    assert wrong == []
    tab.close()
