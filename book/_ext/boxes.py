"""Boxes that sphinx-proof lacks: traps and procedures, numbered and referred to as its theorems are; proofs as in print.

``:::{trap} Title`` shows a mistake in three lines: what people write, what it gives, what is right. ``:::{procedure} Title``
holds numbered steps. Both take ``:label:``, and ``{prf:ref}`` refers to them.

A proof begins with a run-in "Proof." instead of a line of its own. With ``:folded:`` it is closed on the screen: a
``<details>``, whose summary is that word. So the sentence before it says the idea, and the chapter goes on without it.
"""

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx_proof.directive import DEFAULT_REALTYP_TO_COUNTERTYP, ElementDirective
from sphinx_proof.nodes import NODE_TYPES, depart_enumerable_node, visit_enumerable_node


class trap_node(nodes.Admonition, nodes.Element):
    """A mistake, and what is right."""


class procedure_node(nodes.Admonition, nodes.Element):
    """Numbered steps."""


class run_in_proof(nodes.General, nodes.Element):
    """The text of a proof."""


class Box(ElementDirective):
    """A numbered box whose directive is named by its kind alone."""

    def run(self):
        """Return the box, made as sphinx-proof makes its own."""
        self.name = f"prf:{self.name}"
        return super().run()


class Proof(SphinxDirective):
    """A proof, run in, and folded where the author says so."""

    has_content = True
    option_spec: ClassVar = {"folded": directives.flag}

    def run(self):
        """Return the proof's text."""
        proof = run_in_proof(folded="folded" in self.options)
        self.state.nested_parse(self.content, self.content_offset, proof)
        if not isinstance(proof[0], nodes.paragraph):
            proof.insert(0, nodes.paragraph())
        if not proof["folded"]:
            proof[0][:0] = [nodes.emphasis("", "Proof."), nodes.Text(" ")]
        return [proof]


def setup(app):
    """Enter the kinds where sphinx-proof keeps its own."""
    app.setup_extension("sphinx_proof")
    for kind, node in {"trap": trap_node, "procedure": procedure_node}.items():
        NODE_TYPES[kind] = node
        DEFAULT_REALTYP_TO_COUNTERTYP[kind] = kind
        app.add_enumerable_node(node, kind, None, html=(visit_enumerable_node, depart_enumerable_node))
        app.add_directive(kind, Box)
    app.add_node(run_in_proof, html=(_open, _close))
    app.add_directive_to_domain("prf", "proof", Proof, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _open(self, node):
    start = '<details class="proof"><summary>Proof.</summary>' if node["folded"] else '<div class="proof">'
    self.body.append(start + "\n")


def _close(self, node):
    self.body.append("</details>\n" if node["folded"] else "</div>\n")
