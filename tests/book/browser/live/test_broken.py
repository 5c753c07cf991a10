"""Each check of a live figure notices a figure that is broken in its way."""

import pytest
from playwright.sync_api import Error

from svdbook.live import move_circle
from tests.book.browser.live import test_every_figure as checks

STARTS = "const STEPS"  # a line of the figure's own script
FAULTS = {
    "an error": (checks.test_it_opens_and_raises_no_barrier, {"scheme": "light"}, STARTS, "setTimeout(oops); const STEPS"),
    "a request": (
        checks.test_it_opens_and_raises_no_barrier,
        {"scheme": "light"},
        STARTS,
        "fetch('https://example.invalid/'); const STEPS",
    ),
    "no name": (checks.test_it_opens_and_raises_no_barrier, {"scheme": "dark"}, '"aria-label": label });', "});"),
    "too pale": (checks.test_it_opens_and_raises_no_barrier, {"scheme": "dark"}, "--sigma: #3fcf9f", "--sigma: #223322"),
    "too wide": (checks.test_it_fits, {"width": 320}, ".live-panel { ", ".live-panel { min-width: 30rem; "),
    "long words": (checks.test_it_fits, {"width": 320}, "live-value { ", "live-numbers { min-width: 25rem; } .live-value { "),
    "words on words": (
        checks.test_no_word_of_a_drawing_is_cut_or_lies_on_another,
        {},
        "tick(unit, [0, 5]",
        "tick(columns[0], [24, 0]",
    ),
    "cut words": (checks.test_no_word_of_a_drawing_is_cut_or_lies_on_another, {}, "tick(unit, [0, 5]", "tick(unit, [400, 5]"),
    "dead slider": (
        checks.test_every_control_does_something_by_keyboard,
        {},
        "this.change({ [key]: Number(input.value) })",
        "{}",
    ),
    "dead handle": (checks.test_every_control_does_something_by_keyboard, {}, "if (!way) return;", "return;"),
    "dead reset": (checks.test_reset_brings_back_what_was_there, {}, "this.change(structuredClone(this.initial))", "{}"),
    "silent": (checks.test_it_tells_what_it_shows, {}, "this.sentence.textContent = this.draw(", "this.draw("),
    "on paper": (checks.test_paper_has_the_picture, {}, "@media print", "@media speech"),
    "storage": (checks.test_it_runs_in_a_frame_that_may_only_run_scripts, {}, STARTS, "localStorage.length; const STEPS"),
}


@pytest.mark.parametrize(("check", "given", "sound", "broken"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_noticed(browser, tmp_path, check, given, sound, broken):
    file = tmp_path / "move_circle.html"
    move_circle().save(file)
    text = file.read_text(encoding="utf-8")
    assert sound in text
    file.write_text(text.replace(sound, broken), encoding="utf-8")
    if "tmp_path" in check.__code__.co_varnames:
        given = {**given, "tmp_path": tmp_path}
    with pytest.raises((AssertionError, Error)):
        check(browser, file, **given)
