"""Link the names of our functions, in prose and in code, to the page that describes them.

A name is ours where the page's code imports it from ``svdlib`` or ``svdbook``, or where it is written in full. In prose
it is a link once a section; in code once a cell, and then out of the Tab key's way, since the same link stands elsewhere.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

IMPORT = re.compile(r"^\s*from (svd(?:lib|book)\b[\w.]*) import (?:\(([\w,\s]+)\)|([\w, ]+))", re.MULTILINE)
NAME = re.compile(r"[A-Za-z_][\w.]*")
OF_OTHERS = re.compile(r"\b(NumPy|SciPy|scikit-learn|Dask)[\u2019']s [^.]*$")  # "SciPy's `svd`"


def setup(app):
    """Link literals before a page is written, and names in highlighted code as it is."""
    app.add_post_transform(LinkLiterals)
    app.connect("html-page-context", _link_code)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def ours(doctree, env):
    """Return what a page's code imports from our packages, each name with what the domain of Python knows of it."""
    imports = [found for block in doctree.findall(nodes.literal_block) for found in IMPORT.findall(block.astext())]
    names = {name: f"{module}.{name}" for module, *lists in imports for name in re.findall(r"\w+", " ".join(lists))}
    known = env.get_domain("py").objects
    return {name: known[full] for name, full in names.items() if full in known}


class LinkLiterals(SphinxPostTransform):
    """Make ``svd``, ``svd(A)`` and ``svdlib.svd`` links."""

    default_priority = 20  # when the other references are resolved

    def run(self, **_):
        """Link each name once a section, outside of headings and of other links."""
        imported, linked = ours(self.document, self.env), set()
        for literal in list(self.document.findall(nodes.literal)):
            name = NAME.match(literal.astext())
            place = name and (imported.get(name[0].split(".")[0]) or self.env.get_domain("py").objects.get(name[0]))
            key = (_ancestor(literal, nodes.section), name and name[0])
            if place and key not in linked and not _ancestor(literal, nodes.title, nodes.reference) and not _of_others(literal):
                linked.add(key)
                self._link(literal, place)

    def _link(self, literal, place):
        link = make_refnode(self.app.builder, self.env.docname, place.docname, place.node_id, literal.deepcopy())
        literal.replace_self(link)


def _ancestor(node, *kinds):
    while node := node.parent:
        if isinstance(node, kinds):
            return node
    return None


def _of_others(literal):
    before = literal.parent[: literal.parent.index(literal)]
    return OF_OTHERS.search("".join(node.astext() for node in before))


def _link_code(app, pagename, templatename, context, doctree):
    if doctree and (names := ours(doctree, app.env)):
        uris = {
            name: f"{app.builder.get_relative_uri(pagename, place.docname)}#{place.node_id}" for name, place in names.items()
        }
        context["body"] = re.sub(r"<pre>.*?</pre>", lambda cell: in_code(cell[0], uris), context["body"], flags=re.DOTALL)


def in_code(cell, uris):
    """Return a cell of highlighted code in which names of ours are links where they first stand, arguments of that name not."""
    for name, uri in uris.items():
        if name not in cell:  # in most it is not, and to know so is cheap
            continue
        span = rf'(?<!<span class="o">\.</span>)<span class="n">{name}</span>(?!<span class="o">=</span>)'
        cell = re.sub(span, f'<a class="n internal" href="{uri}" tabindex="-1">{name}</a>', cell, count=1)
    return cell
