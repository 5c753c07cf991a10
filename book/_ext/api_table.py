"""A table of all that a page documents: ``.. api-table::`` lists each section's functions and classes, by their first lines.

It is made from the entries themselves, so it cannot name more or less than there is, and links to each.
"""

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes


class TablePlace(nodes.General, nodes.Element):
    """Where the table will stand."""


class ApiTable(Directive):
    """Keep the place until the whole page is read."""

    def run(self):
        """Return the place."""
        return [TablePlace()]


def setup(app):
    """Fill each page's places when it has been read."""
    app.add_node(TablePlace)
    app.add_directive("api-table", ApiTable)
    app.connect("doctree-read", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def line(entry):
    """Return one function or class: its name, which links to it, and what its docstring says first."""
    signature = entry.next_node(addnodes.desc_signature)
    name = nodes.literal("", signature["fullname"])
    first = entry.next_node(addnodes.desc_content).next_node(nodes.paragraph)
    return nodes.definition_list_item(
        "", nodes.term("", "", link(name, signature)), nodes.definition("", first.deepcopy() if first else nodes.paragraph())
    )


def link(text, target):
    """Return a link to something on the same page."""
    return nodes.reference("", "", text, refid=target["ids"][0], internal=True)


def lines(section):
    """Return the part of the table for one section, under the section's name."""
    entries = [node for node in section.children if isinstance(node, addnodes.desc)]
    name = nodes.paragraph("", "", link(nodes.strong("", section[0].astext()), section))
    return [name, nodes.definition_list("", *map(line, entries))] if entries else []


def _fill(app, doctree):
    parts = [part for section in doctree.findall(nodes.section) for part in lines(section)]
    for place in list(doctree.findall(TablePlace)):
        place.replace_self(nodes.container("", *parts, classes=["api"]))
