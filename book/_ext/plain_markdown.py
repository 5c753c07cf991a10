"""One notebook, two readers: numbered theorems in the book, clean Markdown in Jupyter, Colab and on GitHub.

What only the book understands stands in an HTML comment, which everyone else leaves out; what only the others need
stands between two comments, and the book leaves it out::

    <!--myst {numref}`fig-ranks` --><!--plain-->the figure below<!--/plain-->

The stand-in of a numbered box, or of a term, repeats what the box or the term says, so it is derived, not written:
`with_stand_ins`. So is the caption of a figure, which only the book shows under it: `captioned`.
"""

import itertools
import json
import re

MYST = re.compile(r"<!--myst\s?(.*?)\s*-->", re.DOTALL)
PLAIN = re.compile(r"<!--plain-->.*?<!--/plain-->", re.DOTALL)

STAND_IN = r"(?:\s*<!--plain-->.*?<!--/plain-->)?"
BOX = re.compile(r"(<!--myst\n:::+\{(?:prf:(\w+)|(trap|procedure)|exercise)\} *([^\n]*)\n.*?-->)" + STAND_IN, re.DOTALL)
TERM = re.compile(r"(<!--myst \{term\}`([^`<]*?)(?: <[^`]*)?` -->)" + STAND_IN, re.DOTALL)
CAPTION = re.compile(r"\A<!--plain-->\n\n\*\*Figure\.\*\* .*?<!--/plain-->\n*", re.DOTALL)
ROLE = re.compile(r"\{[\w:]+\}`([^`<]*?)(?: <[^`]*)?`")


def for_the_book(text):
    """Return Markdown with the book's directives unwrapped and the plain stand-ins dropped."""
    return MYST.sub(r"\1", PLAIN.sub("", text))


def for_everyone_else(text):
    """Return Markdown as Jupyter, Colab and GitHub show it: without the comments."""
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


def with_stand_ins(cells):
    """Return a notebook's Markdown cells, each numbered box and each term followed by its plain stand-in."""
    numbers = itertools.count(1)

    def of_a_box(match):
        box, *kinds, title = match.groups()
        kind = next(filter(None, kinds), None)
        name = kind.capitalize() if kind else f"Exercise {next(numbers)}"
        return f"{box}\n\n<!--plain-->\n\n**{name}{title and f' ({title})'}.**\n\n<!--/plain-->"

    return [TERM.sub(r"\1<!--plain-->\2<!--/plain-->", BOX.sub(of_a_box, cell)) for cell in cells]


def caption(cell):
    """Return the caption of the figure that a cell draws, or none."""
    return cell["metadata"].get("mystnb", {}).get("figure", {}).get("caption", "")


def captioned(text, words):
    """Return Markdown that follows a figure, the figure's caption at its head in words that need no book."""
    plain = ROLE.sub(r"\1", words)
    head = plain and f"<!--plain-->\n\n**Figure.** {plain}\n\n<!--/plain-->\n\n"
    return head + CAPTION.sub("", text)


def setup(app):
    """Rewrite each source as Sphinx reads it."""
    app.connect("source-read", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _rewrite(app, docname, source):
    if not app.env.doc2path(docname).endswith(".ipynb"):
        source[0] = for_the_book(source[0])
        return
    notebook = json.loads(source[0])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = for_the_book("".join(cell["source"]))
    source[0] = json.dumps(notebook)
