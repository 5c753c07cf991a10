"""Traps, procedures and proofs, from what an author writes to what a reader gets."""

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

PAGE = """\
# A page

:::{trap} A title
:label: trap-x

What people write.
:::

:::{procedure} Another
:label: proc-x

1. First
:::

See {prf:ref}`trap-x` and {prf:ref}`proc-x`.

:::{prf:proof}

Like *this*.

And this.
:::

:::{prf:proof}
$$x = y$$
:::

:::{prf:proof}
:folded:

Too long.
:::
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The page as HTML."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "index.md").write_text(PAGE)
    settings = {"extensions": ["myst_parser", "sphinx_proof", "boxes"], "myst_enable_extensions": ["colon_fence", "dollarmath"]}
    settings["source_suffix"] = {".md": "markdown"}  # Sphinx keeps what it adds to its default for the next build
    build = folder / "build"
    with docutils_namespace():  # other tests build, too
        Sphinx(
            folder, None, build, build, "html", {**settings, "html_theme": "basic"}, status=None, warningiserror=True
        ).build()
    return BeautifulSoup((build / "index.html").read_text(), "html.parser")


def text(node):
    """Return the text of a node, spaces evened out."""
    return " ".join(node.get_text().split())


@pytest.mark.parametrize(("label", "title"), [("trap-x", "Trap 1 (A title)"), ("proc-x", "Procedure 1 (Another)")])
def test_a_box_is_numbered_and_referred_to(page, label, title):
    box = page.find(id=label)
    assert "proof" in box["class"]
    assert text(box.find("p", class_="admonition-title")) == title
    assert text(page.find("a", href=f"#{label}")) == title.partition(" (")[0]


def test_a_proof_is_run_in(page):
    proof, formula = page.select("div.proof:not(.admonition)")
    assert [text(paragraph) for paragraph in proof.find_all("p")] == ["Proof. Like this.", "And this."]
    assert proof.em.get_text() == "Proof."
    assert text(formula.p) == "Proof."  # what begins with a displayed formula has a line before it


def test_a_folded_proof_says_so_once(page):
    (fold,) = page.select("details.proof:not([open])")
    assert text(fold) == "Proof. Too long."
    assert fold.summary.get_text() == "Proof."
