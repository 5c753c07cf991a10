"""The box of a drill: which problems a page has, and what becomes of a kind that there is not."""

import io
import json

import drills
import pytest
import search
from bs4 import BeautifulSoup
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from svdbook import drill, drill_kinds

KIND = next(iter(drill_kinds("svd")))


def data(found):
    """Return what a page holds as data of drills."""
    written = drills.script(found)
    assert written.count("<") == 2  # nothing in it ends the script
    return json.loads(written.removeprefix('<script type="application/json">').removesuffix("</script>"))


@pytest.mark.parametrize("kind", drill_kinds())
def test_a_page_has_twelve_problems_of_a_kind_and_no_two_alike(kind):
    found = data(drills.drills(kind))["problems"]
    assert [problem["level"] for problem in found] == [1] * 4 + [2] * 4 + [3] * 4
    assert len({problem["question"] for problem in found}) == 12


def test_the_first_stands_there_as_text():
    text = drills.text(drill(KIND, seed=1))
    problem = drill(KIND, seed=1).problem
    assert text.startswith(f"**{drill_kinds()[KIND]}.** {problem.question}\n")
    assert problem.hint in text
    assert text.count("\n1. ") == len(problem.steps)
    assert text.count("\n   $$\n") == 2 * sum(len(step.formulas) for step in problem.steps)


def test_a_box_is_built_and_a_kind_that_there_is_not_is_warned_of(tmp_path):
    (tmp_path / "index.md").write_text(f"# Drills\n\n:::{{drill}} {KIND}\n:::\n\n:::{{drill}} sdv\n:::\n")
    settings = {"extensions": ["myst_parser", "drills"], "myst_enable_extensions": ["colon_fence", "dollarmath"]}
    settings["source_suffix"] = {".md": "markdown"}  # Sphinx keeps what it adds to its default for the next build
    build, heard = tmp_path / "build", io.StringIO()
    with docutils_namespace():  # other tests build, too
        Sphinx(tmp_path, None, build, build, "html", {**settings, "html_theme": "basic"}, status=None, warning=heard).build()
    assert "index.md:6: WARNING: no such kind of drill: sdv" in heard.getvalue()
    assert heard.getvalue().count("WARNING") == 1
    (box,) = BeautifulSoup((build / "index.html").read_text(), "html.parser").select("div.drill")
    steps = len(drill(KIND, seed=1).problem.steps)
    assert (len(box.select(":scope > details")), len(box.select(":scope > details > ol > li"))) == (2, steps)
    assert box["id"] == "drill-" + KIND.replace("_", "-")
    found = search.text(html.fromstring(str(box)))
    assert drill(KIND, seed=1).problem.steps[0].text in found
    assert '"level"' not in found  # the data are no text
