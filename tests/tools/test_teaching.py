"""What a teacher takes from the book: nothing is lost on the way, and no solution is left where it should not be."""

import csv
import io
import re

import nbformat
import pytest

from svdbook.drills._drill import kinds_of
from svdbook.drills._problem import LEVELS
from tools import book
from tools.teaching import notebooks, sheets
from tools.teaching.markdown import to_html
from tools.teaching.questions import gift, questions, questions_of, table

QUESTIONS = questions()
UNESCAPED = {r"\\": "\\", **{rf"\{sign}": sign for sign in "~=#{}:"}}


def test_every_question_is_in_the_bank():
    quizzes = sum(book.markdown(path).count(":::{container} quiz") for path in book.chapters())
    assert len(QUESTIONS) == quizzes > 100
    assert all(len(question.choices) == len(question.remarks) >= 3 for question in QUESTIONS)


def test_gift_says_what_the_book_says():
    # Moodle reads a backslash before a sign as that sign, = before a right choice, ~ before a wrong one, # before a remark
    blocks = [block for block in gift(QUESTIONS).strip().split("\n\n") if not block.startswith("$CATEGORY")]
    assert len(blocks) == len(QUESTIONS)
    for block, question in zip(blocks, QUESTIONS, strict=True):
        ask, answers = re.fullmatch(r"::[^:]+::\[html\](.*?) (?<!\\)\{\n(.*)\n\}", block, re.DOTALL).groups()
        assert unescaped(ask) == on_one_line(question.text)
        read = re.findall(r"^\t([=~])(.*?)(?<!\\)#(.*)$", answers, re.MULTILINE)
        assert [unescaped(choice) for _, choice, _ in read] == [on_one_line(choice) for choice in question.choices]
        assert [unescaped(remark) for *_, remark in read] == [on_one_line(remark) for remark in question.remarks]
        assert [sign for sign, *_ in read].index("=") == question.right


def unescaped(text):
    return re.sub(r"\\[\\~=#{}:]", lambda found: UNESCAPED[found[0]], text)


def on_one_line(text):
    return " ".join(to_html(text).split())


def test_csv_says_what_the_book_says():
    rows = list(csv.DictReader(io.StringIO(table(QUESTIONS))))
    assert [row["question"] for row in rows] == [question.text for question in QUESTIONS]
    for row, question in zip(rows, QUESTIONS, strict=True):
        assert row[f"choice {row['right']}"] == question.choices[question.right]
        assert row[f"remark {row['right']}"].startswith("**Right.** ")


def test_links_lead_to_the_published_pages():
    text = "\n\n".join(question.text for question in QUESTIONS) + "\n\n".join(sum((q.remarks for q in QUESTIONS), ()))
    assert not re.findall(r"\]\((?!https://)[^)]*\)", text)
    assert "refresher.html#shapes-and-slices)" in text  # which Jupyter calls Shapes-and-slices
    assert "refresher.html#gramschmidt)" in text


def test_formulas_and_signs_become_html():
    assert to_html("If $a < b$, **so** it is.") == r"If \(a &lt; b\), <strong>so</strong> it is."
    assert to_html("One.\n\n$$x$$") == "<p>One.</p>\n\\[x\\]"
    assert questions_of("none", "no question here") == []


@pytest.mark.parametrize("path", book.chapters(), ids=lambda path: path.stem)
def test_the_copy_for_a_class_has_all_but_solutions(path):
    whole = nbformat.read(path, as_version=4).cells
    copy = nbformat.reads(notebooks.for_class(path), as_version=4).cells
    kept = [cell for cell in whole if "exercise-solution" not in cell.metadata.get("tags", ())]
    assert 0 < len(whole) - len(copy) == len(whole) - len(kept)
    assert [cell.id for cell in copy] == [cell.id for cell in kept]
    assert "# @title Solution" not in notebooks.for_class(path)


def test_copies_keep_the_folders_of_the_book(tmp_path):
    notebooks.write(tmp_path)
    assert {p.relative_to(tmp_path) for p in tmp_path.rglob("*.ipynb")} == {p.relative_to(book.BOOK) for p in book.chapters()}


@pytest.mark.parametrize("path", sheets.with_drills(), ids=lambda path: path.stem)
def test_a_sheet_asks_each_kind_at_each_level(path):
    asked, solved = (sheets.sheet(path, 1, solved, "static") for solved in (False, True))
    for kind in kinds_of(path.stem).values():
        for level in LEVELS:
            problem = kind.problem(level, 1)
            assert to_html(problem.question) in asked
            assert to_html(problem.question) in solved
            assert to_html(problem.steps[-1].text) in solved
    assert "<ol>" not in asked
    assert "Hint" not in asked
    assert sheets.sheet(path, 2, False, "static") != asked
