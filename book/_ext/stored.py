"""The chapters as they are stored, in the order of the book."""

from functools import cache

import nbformat
import yaml


@cache
def chapters(root):
    """Return the notebooks of a book, each by its chapter's name."""
    parts = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    paths = {entry["file"]: root / f"{entry['file']}.ipynb" for part in parts for entry in part["chapters"]}
    return {name: nbformat.read(path, as_version=4) for name, path in paths.items() if path.exists()}
