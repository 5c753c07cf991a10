"""The first code cell of each chapter: it fetches the book's package in Colab, and does nothing elsewhere.

One text for all chapters, made of the repository's address and the version. The cell takes that one package and changes
none of Colab's. `%pip` never raises, so the cell looks again; IPython shows a UsageError in one line, and runs no further.
"""

import json

from tools import address, book

CELL = """\
# @title Set-up: fetches the book's package in Colab, does nothing elsewhere
from importlib.util import find_spec

if not find_spec("svdbook"):
    %pip install -qqq --no-deps "git+{url}@v{version}"
    if not find_spec("svdbook"):
        from IPython.core.error import UsageError

        raise UsageError(
            "The book's package could not be installed: either "
            "{url} "
            "has no tag v{version}, or it cannot be reached from here."
        )"""
METADATA = {
    "cellView": "form",
    "jupyter": {"source_hidden": True},
    "mystnb": {"code_prompt_hide": "Hide the set-up for Colab", "code_prompt_show": "Show the set-up for Colab"},
    "tags": ["hide-cell", "nbval-ignore-output"],
}


def source(version, root=book.ROOT):
    """Return the text of the cell that fetches a version from the repository's address."""
    owner, name = address.current(root)
    return CELL.format(url=f"https://github.com/{owner}/{name}", version=version)


def rewritten(notebook, version, root=book.ROOT):
    """Return the text of a notebook's file with the set-up cell of a version in place of its first code cell."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    cell.update(source=source(version, root).splitlines(keepends=True), metadata=METADATA)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
