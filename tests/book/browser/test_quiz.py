"""Questions in the page: chosen and checked by mouse and keyboard, each choice with an answer of its own."""

import pytest

from tests.book.browser.pages import axe, visit

PAGE = "book/foundations/rank.html"


@pytest.fixture(params=["light-1280", "dark-390"])
def quiz(request, browser, book):
    """The first question of a chapter, and its tab."""
    with visit(browser, f"{book}/{PAGE}", request.param) as (tab, heard):
        assert heard == []
        yield tab.locator("div.quiz").first, tab


def test_each_choice_is_answered(quiz):
    question, _ = quiz
    choices, said = question.locator("input").all(), []
    for choice in choices:
        choice.check()
        assert question.get_by_role("status").inner_text() == ""
        question.get_by_role("button", name="Check").click()
        said.append(question.get_by_role("status").inner_text())
    assert len(set(said)) == len(choices) >= 3
    assert sum(text.startswith("Right.") for text in said) == 1
    assert sum(text.startswith("Not this one. ") for text in said) == len(choices) - 1


def test_the_keyboard_chooses_and_checks(quiz):
    question, tab = quiz
    assert question.get_by_role("button", name="Check").is_disabled()
    question.locator("input").first.focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    assert question.get_by_role("status").inner_text() == ""  # nothing is said before it is asked for
    tab.keyboard.press("Enter")
    assert question.get_by_role("status").inner_text() != ""
    assert question.locator("input").nth(1).is_checked()


def test_the_formulas_of_an_answer_are_set(browser, book):
    tab = browser.new_page()  # which no one has scrolled through
    tab.goto(f"{book}/{PAGE}")
    with_formula = "answers => answers.findIndex((answer) => answer.querySelector('.math'))"
    question = tab.locator("div.quiz").nth(tab.eval_on_selector_all(".quiz-answers details", with_formula))
    for choice in question.locator("input").all():
        choice.check()
        question.get_by_role("button", name="Check").click()
        tab.wait_for_function("() => !document.querySelector('.quiz-says .math:not(:has(mjx-container))')")
    tab.close()


def test_an_answered_question_raises_no_barrier(quiz):
    question, tab = quiz
    question.locator("input").first.check()
    question.get_by_role("button", name="Check").click()
    assert axe(tab, "div.quiz") == []


def test_paper_shows_the_answers_after_the_last_question(quiz):
    question, tab = quiz
    answers = tab.locator(".quiz-answers details")
    assert not answers.first.is_visible()
    tab.emulate_media(media="print")
    assert answers.count() == tab.locator("div.quiz").count()
    assert answers.first.locator("li").count() == question.locator("label").count()
    last = tab.locator("div.quiz").last.bounding_box()
    assert answers.first.bounding_box()["y"] >= last["y"] + last["height"]
