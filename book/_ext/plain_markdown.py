"""One notebook, two readers: numbered theorems in the book, clean Markdown in Jupyter, Colab and on GitHub.

What only the book understands stands in an HTML comment, which everyone else leaves out; what only the others need
stands between two comments, and the book leaves it out::

    <!--myst {numref}`fig-ranks` --><!--plain-->the figure below<!--/plain-->
"""

import json
import re

MYST = re.compile(r"<!--myst\s?(.*?)\s*-->", re.DOTALL)
PLAIN = re.compile(r"<!--plain-->.*?<!--/plain-->", re.DOTALL)


def for_the_book(text):
    """Return Markdown with the book's directives unwrapped and the plain stand-ins dropped."""
    return MYST.sub(r"\1", PLAIN.sub("", text))


def for_everyone_else(text):
    """Return Markdown as Jupyter, Colab and GitHub show it: without the comments."""
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)


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
