"""Let a plain Markdown link name any label of another page: ``[always](../foundations/svd.ipynb#thm-svd-unique)``.

Jupyter, Colab and GitHub open the page; the book leads to the theorem, equation, figure or section. MyST itself knows
only headings there, and warns of what it does not find: with the ids of a page added, it warns of dead labels alone.
"""

from docutils import nodes


def setup(app):
    """Tell MyST the labels of each page as it is read."""
    app.connect("doctree-read", _add_labels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_labels(app, doctree):
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for element in doctree.findall(nodes.Element):
        for label in element.get("ids", ()):
            slugs.setdefault(label, (element.line or 0, label, label))
