"""Run notebooks from top to bottom and store their outputs: pictures small, metadata the same on every machine.

python -m tools.run_notebooks [chapter ...]    a chapter's file name, "images"; all chapters if none is named
"""

import base64
import os
import sys

import nbclient
import nbformat
import oxipng

from tools import book
from tools.derived import renew_stand_ins

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def chapters(names):
    """Return the notebooks of those names, or all."""
    found = {path.stem: path for path in book.chapters()}
    if unknown := set(names) - set(found):
        raise SystemExit(f"no chapter {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    return [found[name] for name in names or found]


def normalise(notebook):
    """Drop what differs from run to run: kernel versions, times of execution."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("data", output.get("text")) or "ename" in output]
    return notebook


def shrink(notebook):
    """Make the files of the pictures as small as they can be without a pixel changed, a grey photograph to less than half."""
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        if png := output.get("data", {}).get("image/png"):
            output.data["image/png"] = base64.b64encode(oxipng.optimize_from_memory(base64.b64decode(png), level=4)).decode()
    return notebook


def run(path):
    """Execute one notebook and replace its file, once all of it has run."""
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": path.parent}}
    nbclient.NotebookClient(notebook, timeout=600, coalesce_streams=True, resources=folder).execute()
    scratch = path.with_suffix(".part")
    nbformat.write(renew_stand_ins(shrink(normalise(notebook))), scratch)
    os.replace(scratch, path)


if __name__ == "__main__":
    paths = chapters(sys.argv[1:])
    for number, path in enumerate(paths, start=1):
        print(f"[{number}/{len(paths)}] {path.relative_to(book.BOOK)}", flush=True)
        run(path)
