"""Where the book is, its version, its pages, and its chapters: ``_toc.yml`` is the one list of them."""

import json
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "book"


def version(root=ROOT):
    """Return the version: ``svdlib.__version__`` is its one place, read here without importing anything."""
    return re.search(r'^__version__ = "(.*)"$', (root / "svdlib" / "__init__.py").read_text(), re.MULTILINE)[1]


def parts(root=ROOT):
    """Return for each part of the book its caption and the notebooks in it, in the order of the table of contents."""
    toc = yaml.safe_load((root / "_toc.yml").read_text())
    files = {part["caption"]: [root / f"{chapter['file']}.ipynb" for chapter in part["chapters"]] for part in toc["parts"]}
    return {caption: [path for path in paths if path.exists()] for caption, paths in files.items()}


def chapters(root=ROOT):
    """Return the chapters' notebooks in the order of the table of contents."""
    return [path for paths in parts(root).values() for path in paths]


def pages(root=ROOT):
    """Return every page there is a file for, in the table of contents or not; Jupyter's checkpoints are none."""
    found = [path for path in sorted((root / "book").rglob("*.*")) if path.suffix in (".ipynb", ".md")]
    return [path for path in found if ".ipynb_checkpoints" not in path.parts]


def name(path, root=ROOT):
    """Return a page's name, as the table of contents has it: "book/foundations/rank"."""
    return path.relative_to(root).with_suffix("").as_posix()


def markdown(page):
    """Return what is written on a page, the code of a notebook left out."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        return text
    return "\n\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "markdown")


def title(page):
    """Return the heading of a page."""
    return markdown(page).splitlines()[0].removeprefix("# ")
