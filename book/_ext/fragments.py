"""Let a plain Markdown link name any label of another page: ``[always](../foundations/svd.ipynb#thm-svd-unique)``.

Jupyter, Colab and GitHub open the page; the book leads to the theorem, equation, figure or section. MyST itself knows
only headings there, and warns of what it does not find: with the ids of a page added, it warns of dead labels alone.

Within a page a link may name a heading as Jupyter does, by its words with hyphens between: ``[there](#Shapes-and-slices)``.
"""

from docutils import nodes
from sphinx.transforms import SphinxTransform


def setup(app):
    """Tell MyST the labels of each page as it is read."""
    app.add_transform(KnowHeadings)
    app.connect("doctree-read", _add_labels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class KnowHeadings(SphinxTransform):
    """Let links within the page name its headings as Jupyter does."""

    default_priority = 878  # MyST resolves these links at 879

    def apply(self, **_):
        """Add the names to those that MyST knows."""
        for section in self.document.findall(nodes.section):
            heading = section[0].astext()
            self.document.myst_slugs.setdefault(heading.replace(" ", "-"), (section.line or 0, section["ids"][0], heading))


def _add_labels(app, doctree):
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for element in doctree.findall(nodes.Element):
        for label in element.get("ids", ()):
            slugs.setdefault(label, (element.line or 0, label, label))
