"""What becomes of code cells in the book: no form line, and named hints and solutions."""

from types import SimpleNamespace

import pytest
from cells import DropFormLines, FoldImports, NameWhatFolds
from docutils import nodes
from docutils.utils import new_document


def page(*children):
    """Return a page of these nodes."""
    document = new_document("page")
    document.settings.env = SimpleNamespace(
        docname="page", toc_fignumbers={"page": {"exercise": {"ex-a": (3, 1), "ex-b": (3, 2)}}}
    )
    document += children
    return document


@pytest.mark.parametrize(
    ("code", "shown"),
    [("# @title Solution of exercise 1\nx = 1\ny = 2", "x = 1\ny = 2"), ("x = 1\n# @title", "x = 1\n# @title")],
)
def test_the_line_that_only_colab_reads_is_dropped(code, shown):
    document = page(nodes.literal_block(code, code))
    DropFormLines(document).run()
    assert document[0].astext() == document[0].rawsource == shown  # else it is not highlighted


def exercise(label):
    """Return an exercise's box, with a hint, and its solution."""
    box = nodes.admonition("", classes=["exercise"], ids=[label])
    box += nodes.raw("", "<details><summary>Hint</summary>", format="html")
    prompts = {"prompt_show": "Show the solution", "prompt_hide": "Hide the solution"}
    return box, nodes.container("", classes=["cell", "tag_exercise-solution"], **prompts)


def test_what_folds_is_named_after_the_exercise_before_it():
    document = page(*exercise("ex-a"), *exercise("ex-b"))
    NameWhatFolds(document).run()
    for number, box, solution in (("3.1", *document[:2]), ("3.2", *document[2:])):
        assert box.astext() == f"<details><summary>Hint for Exercise {number}</summary>"
        assert solution["prompt_show"] == f"Show the solution of Exercise {number}"
        assert solution["prompt_hide"] == f"Hide the solution of Exercise {number}"


def test_what_belongs_to_no_exercise_keeps_its_name():
    document = page(nodes.container("", classes=["cell"], prompt_show="Show the set-up"), nodes.raw("", "<b>", format="html"))
    NameWhatFolds(document).run()
    assert document[0]["prompt_show"] == "Show the set-up"
    assert document[1].astext() == "<b>"


def cell(code, **settings):
    """Return a cell of code as myst-nb makes it."""
    return nodes.container("", nodes.literal_block(code, code), nb_element="cell_code", **settings)


IMPORTS = "import numpy as np\nfrom svdbook import (\n    use_book_style,\n)\n\nuse_book_style()"


def test_first_imports_are_folded_into_the_set_up():
    document = page(cell("%pip install x", hide_mode="all"), cell(IMPORTS), cell("import math"))
    FoldImports(document).run()
    setup, rest = document
    assert [code.astext() for code in setup] == ["%pip install x", IMPORTS]
    assert setup["prompt_show"] == "Show the set-up"
    assert rest.astext() == "import math"


@pytest.mark.parametrize("code", ["import numpy as np\nx = 1", "use_book_style()", "x = 1"])
def test_code_that_does_more_than_import_is_shown(code):
    document = page(cell("%pip install x", hide_mode="all"), cell(code))
    FoldImports(document).run()
    assert len(document) == 2


def test_what_follows_no_set_up_is_shown():
    document = page(cell("x = 1"), cell(IMPORTS))
    FoldImports(document).run()
    assert len(document) == 2
