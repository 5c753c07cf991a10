"""Live figures in the book: in their chapters, in a gallery, and each as a page of its own.

A cell with a live figure has two outputs, a picture and a script (svdbook.live). What the notebook says of its figure holds
for every output of a cell, so the script would be a second figure of the same name: it gets a cell of its own. The gallery,
``.. live-gallery::``, is made from the chapters' stored outputs, and so are the pages.
"""

import base64
import html
import json
import re
from functools import cache
from pathlib import Path
from string import Template

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from svdbook.live._figure import SCRIPTS

from stored import chapters

FOLDER = "live"  # of the pages, beside the gallery
PICTURE = """<figure class="align-default"><a class="{classes}"><img src="{folder}/{name}.png" alt="{alt}" width="{width}" \
height="{height}"></a><figcaption><p><a href="{folder}/{name}.html">Open it alone</a></p></figcaption></figure>"""


def setup(app):
    """Take the outputs apart as each notebook is read, and write the pages when all are."""
    app.add_directive("live-gallery", Gallery)
    app.connect("source-read", _rewrite)
    app.connect("build-finished", _write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def is_live(output):
    """Return whether an output is the script of a live figure."""
    return 'class="live"' in "".join(output.get("data", {}).get("text/html", ""))


def apart(cell):
    """Return a cell as one or two: what it says and draws, and the script."""
    scripts = [output for output in cell.get("outputs", ()) if is_live(output)]
    if not scripts:
        return [cell]
    rest = [output for output in cell["outputs"] if output not in scripts]
    silent = {"metadata": {"tags": ["remove-input"]}, "source": "# the script", "outputs": scripts, "id": f"{cell['id']}-live"}
    return [{**cell, "outputs": rest}, {**cell, **silent}]


def _rewrite(app, docname, source):
    if app.env.doc2path(docname).endswith(".ipynb"):
        notebook = json.loads(source[0])
        notebook["cells"] = [part for cell in notebook["cells"] for part in apart(cell)]
        source[0] = json.dumps(notebook)


@cache
def figures(root):
    """Return what the chapters of a book have stored of their live figures, one of each name, in the order of the book."""
    found = {}
    for chapter, notebook in chapters(root).items():
        for cell in notebook.cells:
            if any(map(is_live, cell.get("outputs", ()))):
                figure = _stored(cell, chapter)
                found.setdefault(figure["name"], figure)
    return list(found.values())


def _stored(cell, chapter):
    picture = next(output for output in cell["outputs"] if "image/png" in output["data"])
    script = "".join(next(output for output in cell["outputs"] if is_live(output))["data"]["text/html"])
    return {
        "name": re.search(r'data-figure="(\w+)"', script)[1],
        "title": "".join(picture["data"]["text/plain"]).partition(": ")[2],
        "chapter": chapter,
        "label": cell["metadata"]["mystnb"]["figure"]["name"],
        **{key: html.escape(text) for key, text in cell["metadata"]["mystnb"]["image"].items()},
        **picture["metadata"]["image/png"],
        "picture": "".join(picture["data"]["image/png"]).strip(),
        "figure": script,
    }


class Gallery(Directive):
    """All live figures, a section each: its chapter, its picture, itself."""

    def run(self):
        """Return the sections."""
        root = Path(self.state.document.settings.env.srcdir)
        return [self.section(figure) for figure in figures(root)]

    def section(self, figure):
        """Return one figure under its title."""
        section = nodes.section("", nodes.title("", figure["title"]), ids=[figure["name"].replace("_", "-")])
        chapter = addnodes.pending_xref(
            "", nodes.inline("", ""), refdomain="std", reftype="doc", reftarget=f"/{figure['chapter']}", refexplicit=False
        )
        chapter["refdoc"] = self.state.document.settings.env.docname
        section += nodes.paragraph("", "From the chapter ", chapter, nodes.Text("."))
        section += nodes.raw("", PICTURE.format(**figure, folder=FOLDER) + "\n" + figure["figure"], format="html")
        return section


def _write_pages(app, error):
    if error or app.builder.format != "html":
        return
    gallery = Path(app.outdir, "book", "appendix", FOLDER)
    gallery.mkdir(parents=True, exist_ok=True)
    page = Template((SCRIPTS / "page.html").read_text(encoding="utf-8"))
    for figure in figures(Path(app.srcdir)):
        (gallery / f"{figure['name']}.png").write_bytes(base64.b64decode(figure["picture"]))
        (gallery / f"{figure['name']}.html").write_text(page.substitute(figure), encoding="utf-8")
