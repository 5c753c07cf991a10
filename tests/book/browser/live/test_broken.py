"""Each check of a live figure notices a figure that is broken in its way."""

import random

import pytest
from playwright.sync_api import Error

from svdbook.live import move_circle
from tests.book.browser.live import faults as finders
from tests.book.browser.live import test_every_figure as checks
from tests.book.browser.live.faults import faults

STARTS = "const STEPS"  # a line of the figure's own script
SEEN = [
    ("error: oops is not defined", STARTS, "setTimeout(() => oops()); const STEPS"),
    ("error: https://example.invalid/", STARTS, "fetch('https://example.invalid/'); const STEPS"),
    ("shade: light", "blue > 127 ?", "blue > 300 ?"),
    ("axe label", '"aria-label": label });', "});"),
    ("axe color-contrast", "--sigma: #3fcf9f", "--sigma: #223322"),
    ("too wide: sideways", ".live-panel { ", ".live-panel { min-width: 30rem; "),
    ("too wide: <", "live-value { ", "live-numbers { min-width: 25rem; } .live-value { "),
    ("letters", "font: 400 calc(14px", "font: 400 calc(8px"),
    ("crowded: 2 lies on", "tick(unit, [0, 5]", "tick(columns[0], [24, 0]"),
    ("crowded: 2 is cut", "tick(unit, [0, 5]", "tick(unit, [400, 5]"),
    ("numbers above a control", "order: 2; }", "}"),
    ("silent: ''", ".live-panel { ", ".live-sentence { visibility: hidden; } .live-panel { "),
    ("silent: nothing is read out", "this.sentence.textContent = this.draw(", "this.draw("),
    ("heavy: script", STARTS, f"// {random.Random(18).randbytes(40_000).hex()}\nconst STEPS"),
    ("heavy: data", "buildMoveCircle, {", f'buildMoveCircle, {{"more": "{400_000 * "a"}", '),
    ("on paper", "@media print", "@media speech"),
]
ONLY_DARK = ("shade: light", "axe color-contrast")
TOUCHED = {
    "dead slider": (checks.test_every_control_does_something_by_keyboard, "this.change({ [key]: Number(input.value) })", "{}"),
    "dead handle": (checks.test_every_control_does_something_by_keyboard, "if (!way) return;", "return;"),
    "dead reset": (checks.test_reset_brings_back_what_was_there, "this.change(structuredClone(this.initial))", "{}"),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Wait a short time for what will never come."""
    for waits in (finders, checks):
        monkeypatch.setattr(waits, "PATIENCE", 5_000)


@pytest.fixture
def changed(tmp_path):
    """Return what gives the file of a figure in which something stands in place of what is sound."""

    def file_of(sound, broken):
        file = tmp_path / "move_circle.html"
        move_circle().save(file)
        text = file.read_text(encoding="utf-8")
        assert sound in text
        file.write_text(text.replace(sound, broken), encoding="utf-8")
        return file

    return file_of


@pytest.mark.parametrize(("fault", "sound", "broken"), SEEN, ids=[fault for fault, *_ in SEEN])
def test_each_kind_of_fault_is_found(browser, changed, fault, sound, broken):
    scheme = "dark" if fault in ONLY_DARK else "light"
    assert [found for found in faults(browser, changed(sound, broken), [scheme]) if found.startswith(fault)] != []


@pytest.mark.parametrize(("check", "sound", "broken"), TOUCHED.values(), ids=TOUCHED)
def test_what_does_nothing_is_noticed(browser, changed, check, sound, broken):
    with pytest.raises((AssertionError, Error)):
        check(browser, changed(sound, broken))


def test_what_wants_more_than_to_run_scripts_is_noticed(browser, changed, tmp_path):
    with pytest.raises(Error):
        checks.test_it_runs_in_a_frame_that_may_only_run_scripts(
            browser, changed(STARTS, "localStorage.length; const STEPS"), tmp_path
        )
