"""One source, two readings: the book's and everyone else's."""

import json
from types import SimpleNamespace

from plain_markdown import _rewrite, for_everyone_else, for_the_book

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
