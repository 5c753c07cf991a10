"""Live figures in the book: the picture gets the caption and the number, and the script stands after it, in a cell of its own.

A cell with a live figure has two outputs, a picture and a script (svdbook.live). What the notebook says of its figure holds
for every output of a cell, so the script would be a second figure of the same name.
"""

import json


def setup(app):
    """Take the outputs apart as each notebook is read."""
    app.connect("source-read", _rewrite)
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
