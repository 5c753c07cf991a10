"""What holds for every live figure: no error, no request, no barrier, every control does something, and paper has a picture."""

from functools import partial

import pytest

from svdbook.live import FIGURES, draw_digit
from tests.book.browser.live.figures import crowded, opened, rest, said
from tests.book.browser.pages import axe, sideways

MAKE = {make.__name__: make for make in FIGURES} | {"draw_digit of a network": partial(draw_digit, "network")}
BEYOND = "nodes => nodes.filter(node => node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML)"
LETTERS = """nodes => nodes.filter(node => node.textContent).map(node => [node, node.ownerSVGElement]).map(([node, svg]) =>
    parseFloat(getComputedStyle(node).fontSize) * svg.clientWidth / svg.viewBox.baseVal.width)"""
HELD = "() => document.querySelector('.live').innerHTML"


@pytest.fixture(params=MAKE)
def file(request, saved):
    """Each figure in turn."""
    return saved(MAKE[request.param]())


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_a_terminal_has_room_for_it(make):
    assert len(repr(make())) < 500


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_and_raises_no_barrier(browser, file, scheme):
    with opened(browser, file, scheme=scheme) as (tab, heard):
        assert heard == []
        assert tab.locator(".live").get_attribute("data-shade") == scheme
        assert [(rule["id"], node["html"][:200]) for rule in axe(tab) for node in rule["nodes"]] == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_it_fits(browser, file, width):
    with opened(browser, file, width) as (tab, _):
        for spacing in ("0", "0.12em"):  # fonts of other machines are wider, and readers may space letters so (WCAG 1.4.12)
            tab.add_style_tag(content=f".live * {{ letter-spacing: {spacing} }}")
            assert sideways(tab) == []
            assert tab.eval_on_selector_all(".live *", BEYOND) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_letters_of_drawings_are_of_one_size(browser, file, width):
    with opened(browser, file, width) as (tab, _):
        sizes = tab.eval_on_selector_all(".live svg text", LETTERS)
        assert [size for size in sizes if not 11 <= size <= 17.5] == []


def test_numbers_stand_below_all_controls(browser, file):
    with opened(browser, file) as (tab, _):
        reset, shown = (tab.locator(part).last for part in (".live-panel > button", ".live-numbers"))
        if shown.count():
            assert reset.bounding_box()["y"] + reset.bounding_box()["height"] <= shown.bounding_box()["y"]


def test_no_word_of_a_drawing_is_cut_or_lies_on_another(browser, file):
    with opened(browser, file) as (tab, _):
        assert crowded(tab) == []


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


def test_it_tells_what_it_shows(browser, file):
    with opened(browser, file) as (tab, _):
        assert len(said(tab)) > 20
        tab.wait_for_function("() => document.querySelector('.live-status').textContent.length > 20")


def test_paper_has_the_picture(browser, file):
    with opened(browser, file) as (tab, _):
        still, live = tab.locator(".live-still"), tab.locator(".live")
        assert (still.is_visible(), live.is_visible()) == (False, True)
        tab.emulate_media(media="print")
        assert (still.is_visible(), live.is_visible()) == (True, False)


def test_it_runs_in_a_frame_that_may_only_run_scripts(browser, file, tmp_path):
    page = tmp_path / "frame.html"
    page.write_text(f'<!doctype html><title>A frame</title><iframe sandbox="allow-scripts" src="{file.as_uri()}"></iframe>')
    tab = browser.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(page.as_uri())
    tab.frame_locator("iframe").get_by_role("button", name="Reset").wait_for(timeout=10_000)
    assert wrong == []
    tab.close()
