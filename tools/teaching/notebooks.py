"""Copies of the chapters for a class: without the solutions of the exercises, and ready to be handed out."""

import nbformat

from tools import book

SOLUTION = "exercise-solution"


def for_class(path):
    """Return the text of a chapter's notebook without solutions; all else is as it was, its outputs too."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if SOLUTION not in cell.metadata.get("tags", ())]
    for cell in notebook.cells:
        cell.source = cell.source.replace("The solution is hidden below.", "").rstrip()
    return nbformat.writes(notebook) + "\n"


def write(folder, root=book.ROOT):
    """Write the notebooks of all chapters below a folder, in the book's own folders: links between chapters work."""
    for path in book.chapters(root):
        copy = folder / path.relative_to(root / "book")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(for_class(path), encoding="utf-8")
