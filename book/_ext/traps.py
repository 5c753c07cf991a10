"""Traps, each with a cell that shows it failing, and the gallery that is made of them all.

A trap says in three lines what people write, what it gives, and what is right. The cells that run the first and the last carry
its label as a tag: a tag is what JupyterLab lets an author see and edit, and what every tool keeps. The gallery,
``book/appendix/mistakes.md``, is read as a notebook: its own words, then the lines and the cells of the chapters with what
they have stored. So all is set there as it is in its chapter.
"""

import posixpath
import re
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from nbformat.v4 import new_markdown_cell, new_notebook
from sphinx.util import logging

from plain_markdown import for_the_book
from stored import chapters

GALLERY = "book/appendix/mistakes.md"
TRAP = re.compile(r"^:::\{trap\} *([^\n]*)\n(?::label: *(\S+)\n)?(.*?)^:::$", re.MULTILINE | re.DOTALL)
SENTENCE = re.compile(r"(?!.*[.?!]\s).*[.?!]", re.DOTALL)
CODE = re.compile(r"(?<!\})`([^`]+)`")  # and no role
LINK = re.compile(r"\]\((?!\w+:)([^)#]*)(#[^)]*)?\)")
ENTRY = """### [{title}]({chapter}#{label})

:::{{container}} proof trap admonition

{lines}

:::"""


class Trap(NamedTuple):
    """A trap: its title, its label, its lines, and the cells that have its label for a tag."""

    title: str
    label: str
    lines: list
    cells: list

    def code(self):
        """Return what the cells run, spaces left out."""
        return "".join("".join(cell.source for cell in self.cells).split())


def setup(app):
    """Have the gallery read as a notebook, once MyST-NB has taken what else is one."""
    app.connect("config-inited", _read_as_notebook, priority=900)  # its own handler takes each format for a suffix of pages
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read_as_notebook(app, config):
    config.nb_custom_formats = {**config.nb_custom_formats, GALLERY: ["traps.gallery", {"root": app.srcdir}, False]}


def traps(notebook):
    """Return the traps of a chapter."""
    prose = "\n\n".join(for_the_book(cell.source) for cell in notebook.cells if cell.cell_type == "markdown")
    return [
        Trap(title, label, body.strip().removeprefix("- ").split("\n- "), _tagged(notebook, label))
        for title, label, body in TRAP.findall(prose)
    ]


def _tagged(notebook, label):
    return [cell for cell in notebook.cells if label in cell.metadata.get("tags", ())]


def faults(notebook):
    """Return what is wrong with the traps of a chapter."""
    found, titles = traps(notebook), [trap.title for trap in traps(notebook)]
    said = [f"{fault}: trap {trap.title!r}" for trap in found for fault in _faults(trap, titles)]
    tags = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", ()) if tag.startswith("trap-")}
    return said + [f"a tag of no trap: {tag}" for tag in sorted(tags - {trap.label for trap in found})]


def _faults(trap, titles):
    kept = {
        "no label trap-...": trap.label.startswith("trap-"),
        "the title of another": titles.count(trap.title) == 1,
        "not three lines of one sentence each": len(trap.lines) == 3 and all(map(_is_sentence, trap.lines)),
        "no cell has its label for a tag": trap.cells,
        "its cells show nothing": any(cell.get("outputs") for cell in trap.cells),
    }
    unrun = [code for line in trap.lines[::2] for code in CODE.findall(line) if "".join(code.split()) not in trap.code()]
    return [fault for fault, well in kept.items() if not well] + [f"its cells do not run `{code}`" for code in unrun]


def _is_sentence(line):
    return SENTENCE.fullmatch(CODE.sub("", line))


def gallery(text, root):
    """Return the gallery, a notebook that begins with its own text."""
    cells = [new_markdown_cell(text)]
    for name, notebook in chapters(Path(root)).items():
        for fault in faults(notebook):
            logging.getLogger(__name__).warning(fault, location=name)
        chapter = posixpath.relpath(f"{name}.ipynb", posixpath.dirname(GALLERY))
        found = traps(notebook)
        cells += [new_markdown_cell(f"## [{_title(notebook)}]({chapter})")] * bool(found)
        cells += [cell for trap in found for cell in entry(trap, chapter)]
    return new_notebook(cells=cells, metadata={"language_info": {"name": "python"}})


def _title(notebook):
    return notebook.cells[0].source.splitlines()[0].removeprefix("# ")


def entry(trap, chapter):
    """Return a trap as the gallery shows it: its title leads to it, and no label is there twice."""
    lines = "\n".join(f"- {line}" for line in trap.lines)
    folder = posixpath.dirname(chapter)
    lines = LINK.sub(lambda link: f"]({posixpath.join(folder, link[1]) if link[1] else chapter}{link[2] or ''})", lines)
    yield new_markdown_cell(ENTRY.format(title=trap.title, chapter=chapter, label=trap.label, lines=lines))
    for cell in trap.cells:
        shown = deepcopy(cell)
        shown.metadata.get("mystnb", {}).pop("figure", None)
        yield shown
