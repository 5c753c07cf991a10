"""The table of functions, made from the entries of a page."""

from api_table import TablePlace, _fill
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes


def entry(name, *said):
    """Return what autodoc makes of a function."""
    signature = addnodes.desc_signature("", name, fullname=name, ids=[f"lib.{name}"])
    paragraphs = [nodes.paragraph("", text) for text in said]
    return addnodes.desc("", signature, addnodes.desc_content("", *paragraphs))


def test_the_table_has_each_entry_by_its_first_line_under_its_section():
    document = new_document("page")
    empty = nodes.section("", nodes.title("", "Rules"), nodes.paragraph("", "None."), ids=["rules"])
    full = nodes.section("", nodes.title("", "Norms"), entry("norm", "Length.", "More."), entry("unit"), ids=["norms"])
    document += [TablePlace(), empty, full]
    _fill(None, document)
    table = document[0]
    assert table["classes"] == ["api"]
    links = [(link.astext(), link["refid"]) for link in table.findall(nodes.reference)]
    assert links == [("Norms", "norms"), ("norm", "lib.norm"), ("unit", "lib.unit")]
    assert [line.astext() for line in table.findall(nodes.definition)] == ["Length.", ""]
