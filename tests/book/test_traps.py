"""The gallery of traps, from two chapters to a page; what is wrong with a trap, and that a build says so."""

import nbformat
import pytest
import traps
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sphinx.application import Sphinx
from sphinx.errors import SphinxWarning
from sphinx.util.docutils import docutils_namespace

TRAP = """<!--myst
:::{trap} $V$ as `Vt`
:label: trap-vt
-->

<!--plain-->

**Trap ($V$ as `Vt`).**

<!--/plain-->

- People write `V[0]`.
- It gives 1, a [row](part.ipynb#a-chapter), see [there](#a-chapter).
- Right: `V[:, 0]`, which <!--myst {prf:ref}`trap-vt` --><!--plain-->the trap<!--/plain--> says.

<!--myst
:::
-->"""
RUN = {"metadata": {"tags": ["trap-vt"]}, "execution_count": 1}


def chapter(text=TRAP, code="V[0], V[:,\n0]", outputs=("(1, 2)",), **cell):
    """Return a chapter with a trap and a cell that shows it."""
    shown = [new_output("execute_result", {"text/plain": output}, execution_count=1) for output in outputs]
    cells = [new_markdown_cell("# A chapter"), new_markdown_cell(text), new_code_cell(code, outputs=shown, **{**RUN, **cell})]
    return new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


def built(folder, **changes):
    """Return the gallery of a book with one chapter, as HTML."""
    files = {
        "_toc.yml": "parts: [{chapters: [{file: book/part/part}, {file: book/part/gone}]}]",
        "index.md": "# A book\n\n:::{toctree}\nbook/part/part\nbook/appendix/mistakes\n:::",
        "book/appendix/mistakes.md": "# All of them\n\nRead <!--myst this -->.",
        "book/part/part.ipynb": nbformat.writes(chapter(**changes)),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    ours = ["boxes", "plain_markdown", "fragments", "traps"]
    settings = {"extensions": ["myst_nb", "sphinx_proof", *ours], "myst_enable_extensions": ["colon_fence", "dollarmath"]}
    settings["source_suffix"] = dict.fromkeys((".md", ".ipynb"), "myst-nb")  # Sphinx keeps what it adds to its default
    settings |= {"nb_execution_mode": "off", "numfig": True, "html_theme": "basic", "myst_heading_anchors": 1}
    places = folder, None, folder / "html", folder / "trees"
    with docutils_namespace():
        Sphinx(*places, "html", settings, status=None, warning=None, warningiserror=True).build()
    return BeautifulSoup((folder / "html/book/appendix/mistakes.html").read_text(), "html.parser")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """The gallery."""
    return built(tmp_path_factory.mktemp("book"))


def text(node):
    """Return the text of a node, spaces evened out."""
    return " ".join(node.get_text().split())


def test_the_gallery_begins_with_its_own_text(gallery):
    assert text(gallery.h1).startswith("All of them")
    assert text(gallery.section.p) == "Read this."


def test_a_trap_stands_under_its_chapter_and_leads_to_its_place(gallery):
    assert text(gallery.select_one("section h2")).startswith("A chapter")
    assert gallery.select_one("section h2 a")["href"] == "../part/part.html"
    assert text(gallery.select_one("section h3 a")) == r"\(V\) as Vt"
    assert gallery.select_one("section h3 a")["href"] == "../part/part.html#trap-vt"


def test_its_lines_are_set_as_in_the_chapter_and_their_links_lead_there(gallery):
    box = gallery.select_one("div.proof.trap.admonition")
    assert [text(line) for line in box.select("li")][0::2] == ["People write V[0].", "Right: V[:, 0], which Trap 1 says."]
    assert [link["href"] for link in box.select("a")] == [
        "../part/part.html#a-chapter",
        "../part/part.html#a-chapter",
        "../part/part.html#trap-vt",
    ]


def test_its_cell_is_shown_with_its_output(gallery):
    assert [text(part) for part in gallery.select("div.cell div.highlight")] == ["V[0], V[:, 0]", "(1, 2)"]


def test_no_label_is_there_twice(gallery):
    assert not gallery.find(id="trap-vt")


def test_a_build_says_what_is_wrong(tmp_path):
    with pytest.raises(SphinxWarning, match="its cells show nothing"):
        built(tmp_path, outputs=())


FAULTS = {
    "no label trap-...": {"text": TRAP.replace(":label: trap-vt\n", "")},
    "no cell has its label for a tag": {"metadata": {"tags": ["hide-input"]}, "text": TRAP.replace("`", "")},
    "its cells show nothing": {"outputs": ()},
    "its cells do not run `V[0]`": {"code": "V[1], V[:, 0]"},
    "its cells do not run `V[:, 0]`": {"code": "V[0], V[:, 1]"},
    "the title of another": {"text": f"{TRAP}\n\n{TRAP.replace('trap-vt', 'trap-other')}"},
    **{
        f"not three lines of one sentence each: {fault}": {"text": TRAP.replace(*change)}
        for fault, change in {
            "a sentence more": ("see [", "and more. See ["),
            "no end": (" says.", " says"),
            "two lines": ("- It gives", "It gives"),
            "four": ("- It gives", "- It can be.\n- It gives"),
            "words before": ("- People", "All people.\n\n- People"),
            "words after": (" says.", " says.\n\nAnd more."),
        }.items()
    },
}


@pytest.mark.parametrize(("fault", "changes"), FAULTS.items(), ids=FAULTS)
def test_what_is_wrong_with_a_trap_is_found(fault, changes):
    found = {finding.partition(": ")[0] for finding in traps.faults(chapter(**changes))}
    assert fault.partition(": ")[0] in found


def test_nothing_is_wrong_with_ours():
    assert traps.faults(chapter()) == []
    assert traps.faults(chapter(text="")) == ["a tag of no trap: trap-vt"]
