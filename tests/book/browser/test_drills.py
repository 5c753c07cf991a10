"""Drills in the page: answers are judged as in a notebook; a hint, steps and other problems come by mouse and keyboard.

One page does for most tests, each of which takes a drill of its own.
"""

import pytest
from drills import _value, drills

from svdbook.drills._answers import SAYS
from tests.book.browser.conftest import BOOK
from tests.book.browser.pages import SETTINGS, axe, cut_off, listen, sideways, turn, unmarked
from tests.drills.answers import READABLE, UNREADABLE, VERDICTS

PAGE = "book/foundations/svd.html"
ALL_SET = "box => !box.querySelector('.math:not(:has(mjx-container))')"


@pytest.fixture(scope="module")
def context(browser):
    """What all tabs share."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="module")
def tab(context, book):
    """The tab of a page with drills, as a reader opens it."""
    tab = context.new_page()
    heard = listen(tab)
    tab.goto(f"{book}/{PAGE}")
    yield tab
    assert heard == []
    tab.close()


def box_of(tab, kind):
    """Return the box of a kind."""
    return tab.locator(f"#drill-{kind.replace('_', '-')}")


def press(box, name):
    """Press a button of a drill."""
    box.get_by_role("button", name=name, exact=True).click()


def said(box):
    """Return the verdicts on all answers, as far as formulas are none."""
    return box.locator(".drill-says").all_inner_texts()


def typed(value):
    """Return an exact value as a reader may type it."""
    return "; ".join(", ".join(map(repr, row)) for row in _value(value))


def test_answers_are_read_and_judged_as_in_a_notebook(tab):
    read = tab.evaluate("texts => texts.map(readAnswer)", [text for text, _ in READABLE])
    for (text, wanted), found in zip(READABLE, read, strict=True):
        assert found == [[pytest.approx(number, rel=1e-14) for number in row] for row in _value(wanted)], text
    answers = [
        {"value": _value(a.value), "choices": a.choices, "slips": [(_value(slip), remark) for slip, remark in a.slips]}
        for a, _, _ in VERDICTS
    ]
    two = {"value": [[2]], "choices": (), "slips": ()}
    given = [(answer, text) for answer, (_, text, _) in zip(answers, VERDICTS, strict=True)] + [(two, t) for t in UNREADABLE]
    says = "([given, says]) => given.map(([answer, text]) => judgeAnswer(answer, text, says))"
    wanted = [SAYS.get(verdict, verdict).format(m=2, n=3) for *_, verdict in VERDICTS] + [SAYS["unreadable"]] * len(UNREADABLE)
    assert tab.evaluate(says, [given, SAYS]) == wanted


def test_right_nearly_slip_wrong_and_unreadable(tab):
    box, answers = box_of(tab, "svd_2x2"), drills("svd_2x2")[0].problem.answers
    values = [answer.value for answer in answers]
    (slip, remark), *_ = answers[1].slips
    sigma_1, sigma_2, A_1 = box.locator("input").all()
    for field, text in zip((sigma_1, sigma_2, A_1), (typed(values[0]), typed(slip), "1, 2; 3"), strict=True):
        field.fill(text)
    press(box, "Check")
    assert said(box) == [SAYS["right"], remark, SAYS["rows"].format(m=2, n=2)]
    assert box.locator(".drill-answer[data-right=true]").count() == 1
    for field, text in zip((sigma_1, sigma_2, A_1), (f"{1.001 * float(values[0])}", "", "1, 2; 3, 4"), strict=True):
        field.fill(text)
    assert said(box) == ["", "", ""]  # nothing is said of a new thought before it is asked for
    press(box, "Check")
    assert said(box) == [SAYS["nearly"], "", SAYS["wrong"]]
    sigma_1.fill("three")
    A_1.fill(typed(values[2]))
    press(box, "Check")
    assert said(box) == [SAYS["unreadable"], "", SAYS["right"]]


def test_all_of_it_by_keyboard(tab):
    box, problem = box_of(tab, "svd_2x3"), drills("svd_2x3")[0].problem
    box.locator("input").first.focus()
    tab.keyboard.type(typed(problem.answers[0].value))
    tab.keyboard.press("Enter")
    assert said(box)[0] == SAYS["right"]
    for _ in range(len(problem.answers) + 1):  # past the other fields and "Check"
        tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert box.get_by_role("button", name="Hint", expanded=True).count() == 1
    tab.keyboard.press("Tab")
    for number in range(1, len(problem.steps) + 1):
        tab.keyboard.press("Enter")
        assert box.locator("ol > li").count() == number
    assert box.get_by_role("button", name="Next step").is_disabled()
    tab.keyboard.press("Enter")  # "Another one" has the focus, since there is no step left
    assert box.locator("ol > li").count() == 0
    tab.keyboard.press("Tab")
    assert box.locator("input").first.evaluate("field => field === document.activeElement")


def test_no_problem_comes_twice_before_all_were_there(tab):
    box, calls = box_of(tab, "svd_3x2"), []
    for _ in drills("svd_3x2"):
        calls.append(box.locator("code").inner_text())
        press(box, "Another one")
    assert sorted(calls) == sorted(repr(one).replace("'", '"') for one in drills("svd_3x2"))
    assert box.locator("code").inner_text() in calls[:-1]


def test_a_level_is_chosen(tab):
    box = box_of(tab, "svd_rank_one")
    for level in ("3", *("1", "2") * 5):  # more often than it has problems
        box.get_by_label("Level").select_option(level)
        assert f"level={level}" in box.locator("code").inner_text()
    press(box, "Another one")
    assert "level=3" in box.locator("code").inner_text()  # the others have all been there


def test_one_of_some_words_is_chosen(context, book):
    tab = context.new_page()
    tab.goto(f"{book}/book/foundations/eigen.html")
    box, problem = box_of(tab, "definite"), drills("definite")[0].problem
    (answer,) = (answer for answer in problem.answers if answer.choices)
    for choice in answer.choices:
        box.locator(".drill-answer select").select_option(choice)
        press(box, "Check")
        right = box.locator(".drill-answer:has(select)").get_attribute("data-right")
        assert right == str(choice == answer.value).lower()
    tab.close()


@pytest.mark.parametrize(("scheme", "width"), SETTINGS.values())
def test_formulas_are_set_and_nothing_bars_the_way(tab, scheme, width):
    box = box_of(tab, "svd_completed")
    tab.set_viewport_size({"width": width, "height": 900})
    turn(tab, scheme)
    box.get_by_label("Level").select_option("3")
    box.locator("input").first.fill("77")
    for name in ("Check", "Hint", "Whole solution"):
        press(box, name)
    for part in (box.locator("p").first, *box.locator("li").all()):
        part.scroll_into_view_if_needed()
    tab.wait_for_function(ALL_SET, arg=box.element_handle())
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert "$" not in box.inner_text()
    assert axe(tab, "#drill-svd-completed") == []
    assert [finding for find in (sideways, cut_off, unmarked) for finding in find(tab)] == []


def test_a_drill_works_from_a_folder_of_the_reader(context):
    tab = context.new_page()
    tab.goto((BOOK / PAGE).as_uri())
    box = tab.locator("div.drill").first
    press(box, "Another one")
    box.locator("mjx-container").first.wait_for()
    tab.close()


def test_without_the_script_a_drill_has_its_folds(browser, book):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{book}/{PAGE}")
    assert tab.locator("div.drill").first.locator("summary").count() == 2
    context.close()
