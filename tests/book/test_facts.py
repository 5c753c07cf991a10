"""The numbers that the book set out to explain are told by it: in its words, or by what its cells print."""

import re

import nbformat
import pytest

from tests.book.rules import code_cells, prose
from tools.book import chapters

FACTS = {
    "gram": ("9208.31", "3.55"),
    "geometry": ("1015", "276"),
    "low_rank": ("10.51", "5.06", "2.63", "6.904768216", "32.46492643682"),
    "truncated": ("8.58", "1.43", "0.98"),
    "structure": ("99.8 %", "87 %"),
    "images": (
        *("80,100", "40,050", "24,030", "8,010", "50.06", "25.03", "15.02", "5.01", "492,000", "786,432", "62.56"),
        *("34.06", "29.29", "26.48", "21.90", "13.75", "37.96", "75,227"),
    ),
    "mnist": ("0.494234", "75.57"),
    "training": ("497.66", "302.82"),
}
TOLD = {chapter.stem: chapter for chapter in chapters()}


def printed(cell):
    """Return what a cell prints: no pictures, and not the numbers that a live figure carries."""
    return "\n".join(output.get("text", output.get("data", {}).get("text/plain", "")) for output in cell["outputs"])


def untold(notebook, facts):
    """Return the facts that a chapter tells neither in its words nor by an output; a part of a longer number is none."""
    told = "\n".join([prose(notebook), *map(printed, code_cells(notebook))])
    return [fact for fact in facts if not re.search(rf"(?<![\d.,]){re.escape(fact)}(?!\d)", told)]


@pytest.mark.parametrize("chapter", FACTS)
def test_a_chapter_tells_its_facts(chapter):
    assert untold(nbformat.read(TOLD[chapter], as_version=4), FACTS[chapter]) == []


def test_a_fact_that_is_gone_is_missed():
    outputs = [
        nbformat.v4.new_output("stream", text="10.51 12.63\n"),
        nbformat.v4.new_output("display_data", data={"text/html": "[7.25]"}),
    ]
    cells = [nbformat.v4.new_markdown_cell("5.06"), nbformat.v4.new_code_cell("print(s)", outputs=outputs)]
    assert untold(nbformat.v4.new_notebook(cells=cells), ["10.51", "5.06", "2.63", "7.25"]) == ["2.63", "7.25"]
