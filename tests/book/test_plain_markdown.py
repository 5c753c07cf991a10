"""One source, two readings: the book's and everyone else's."""

import json
import re
from types import SimpleNamespace

import pytest
from plain_markdown import _rewrite, caption, captioned, for_everyone_else, for_the_book, with_stand_ins

THEOREM = """<!--myst
:::{prf:theorem} Break-even
:label: thm-x
-->

<!--plain-->

**Theorem (break-even).**

<!--/plain-->

$k < n$ <!--myst (eq-x)-->

<!--myst
:::
-->
"""


def test_the_book_sees_the_directive():
    lines = [line for line in for_the_book(THEOREM).splitlines() if line]
    assert lines == [":::{prf:theorem} Break-even", ":label: thm-x", "$k < n$ (eq-x)", ":::"]


def test_everyone_else_sees_clean_markdown():
    lines = [line for line in for_everyone_else(THEOREM).splitlines() if line.strip()]
    assert lines == ["**Theorem (break-even).**", "$k < n$ "]


def test_a_reference_within_a_sentence():
    text = "See <!--myst {numref}`fig` --><!--plain-->the figure<!--/plain-->: it falls."
    assert for_the_book(text) == "See {numref}`fig`: it falls."
    assert for_everyone_else(text) == "See the figure: it falls."


def test_in_a_notebook_only_the_prose_is_rewritten():
    cells = [{"cell_type": kind, "source": ["a <!--myst b-->\n", "c"]} for kind in ("markdown", "code")]
    source = [json.dumps({"cells": cells})]
    _rewrite(SimpleNamespace(env=SimpleNamespace(doc2path=lambda _: "chapter.ipynb")), "chapter", source)
    assert [cell["source"] for cell in json.loads(source[0])["cells"]] == ["a b\nc", ["a <!--myst b-->\n", "c"]]


def test_a_page_of_markdown_is_rewritten_whole():
    source = [f"# A page\n\n{THEOREM}"]
    _rewrite(SimpleNamespace(env=SimpleNamespace(doc2path=lambda _: "page.md")), "page", source)
    assert source == [for_the_book(f"# A page\n\n{THEOREM}")]


def box(first_line, stand_in="", fence=":::"):
    return f"<!--myst\n{fence}{first_line}\n:label: x\n-->{stand_in}\n\nThe rest, *as it is*."


@pytest.mark.parametrize(
    ("first_line", "derived"),
    [
        ("{prf:theorem} Rank $r$ (and less)", "**Theorem (Rank $r$ (and less)).**"),
        ("{prf:proof}", "**Proof.**"),
        ("{prf:proof}\n:folded:", "**Proof.**"),
        ("{trap} `Vt` for $V$", "**Trap (`Vt` for $V$).**"),
        ("{procedure} By hand", "**Procedure (By hand).**"),
        ("{exercise} ★★ Count", "**Exercise 1 (★★ Count).**"),
    ],
)
@pytest.mark.parametrize("old", ["", "\n\n<!--plain-->\n\n**Another.**\n\n<!--/plain-->"])
def test_the_stand_in_of_a_box_is_derived(first_line, derived, old):
    expected = box(first_line, f"\n\n<!--plain-->\n\n{derived}\n\n<!--/plain-->")
    assert with_stand_ins([box(first_line, old)]) == [expected]
    assert with_stand_ins([expected]) == [expected]


def test_a_box_that_holds_another_has_a_stand_in_too():
    (derived,) = with_stand_ins([box("{prf:theorem} Outer", fence="::::")])
    assert "**Theorem (Outer).**" in for_everyone_else(derived)


def test_exercises_are_numbered_through_the_notebook():
    cells = with_stand_ins([box("{exercise} A") + "\n\n" + box("{exercise} B"), "no box", box("{exercise} C")])
    assert re.findall(r"\*\*(.*)\.\*\*", "\n".join(cells)) == ["Exercise 1 (A)", "Exercise 2 (B)", "Exercise 3 (C)"]
    assert "**Exercise 1 (A).**" in with_stand_ins([box("{exercise} A")])[0]  # and in the next notebook anew


def test_a_term_stands_for_itself():
    terms = "<!--myst {term}`energy` --> and <!--myst {term}`clipped <clipping>` --><!--plain-->cut<!--/plain-->"
    (derived,) = with_stand_ins([terms])
    assert for_everyone_else(derived) == "energy and clipped"


def test_no_other_stand_in_is_touched():
    text = "<!--myst {numref}`fig` --><!--plain-->the figure<!--/plain-->\n\n<!--myst\n:::{tip} Title\n-->\n\nText"
    assert with_stand_ins([text]) == [text]


@pytest.mark.parametrize("old", ["", "<!--plain-->\n\n**Figure.** Another.\n\n<!--/plain-->\n\n"])
def test_a_caption_stands_at_the_head_of_the_prose_after_its_figure(old):
    prose = "It falls. <!--plain-->So it does.<!--/plain-->"
    derived = captioned(old + prose, "The {term}`energies <energy>` of $A_k$, see {prf:ref}`above`.")
    assert for_everyone_else(derived).strip() == "**Figure.** The energies of $A_k$, see above.\n\n\n\nIt falls. So it does."
    assert for_the_book(derived).strip() == "It falls."
    assert captioned(derived, "") == prose


def test_the_caption_of_a_cell():
    assert caption({"metadata": {"mystnb": {"figure": {"caption": "A circle."}}}}) == "A circle."
    assert caption({"metadata": {}}) == ""
