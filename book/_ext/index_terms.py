"""Fill the general index by itself: named theorems, and the places where a term of the glossary is set in bold.

Sphinx adds the glossary and the functions; what else a reader may look up stands in ``{index}`` entries. Each entry says
where it leads, to a chapter or the glossary, chapters first.
"""

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx_proof.nodes import NODE_TYPES

SENTENCE = re.compile(r"(What|When|How) ")  # nobody looks up a theorem under such a word; it stands under "theorem" alone
REFERENCE = "book/appendix/api"
BOXES = tuple(NODE_TYPES.values())


def setup(app):
    """Collect entries as pages are read, and say at each where it leads as the index is written."""
    app.connect("env-before-read-docs", _glossary_first)
    app.add_transform(IndexFacts)
    app.connect("doctree-read", _last_in_the_contents, priority=400)
    app.connect("html-page-context", _name_places)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


def _glossary_first(app, env, docnames):
    # its terms are known then when the chapters are read
    docnames.sort(key=lambda name: not name.endswith("glossary"))


class IndexFacts(SphinxTransform):
    """Add entries to a chapter before the index is told what is on it, at 850."""

    default_priority = 840

    def apply(self, **_):
        """Index the named boxes, then the terms in bold."""
        if not self.env.doc2path(self.env.docname).endswith(".ipynb"):
            return
        terms = {name.casefold(): name for kind, name in self.env.get_domain("std").objects if kind == "term"}
        for box in list(self.document.findall(lambda node: isinstance(node, BOXES))):
            if box["title"]:
                name = box["title"].replace(";", ",").strip()[1:-1]  # without its brackets
                _add(box, box["ids"][0], *entries(name, box["realtype"], terms))
        for strong in list(self.document.findall(nodes.strong)):
            if term := _term(strong.astext(), terms):
                strong["ids"] = ["index-" + nodes.make_id(term)]
                _add(strong, strong["ids"][0], term)


def entries(name, kind, terms):
    """Return the entries of a named box: "Spectral theorem" and, under it, "theorem; Spectral theorem"."""
    if kind == "definition":
        return [_term(name, terms) or name[0].lower() + name[1:]]
    return [_term(name, terms) or name] * (not SENTENCE.match(name)) + [f"{kind}; {name}"]


def _term(text, terms):
    text = text.casefold().removeprefix("the ")
    return terms.get(text) or terms.get(text.removesuffix("s"))


def _add(node, label, *names):
    entry = addnodes.index(entries=[("single", name, label, "main", None) for name in names])
    node.parent.insert(node.parent.index(node), entry)


def _last_in_the_contents(app, doctree):
    # _toc.yml takes files only, and Sphinx writes this page
    if app.env.docname == app.config.root_doc:
        *_, appendix = doctree.findall(addnodes.toctree)
        appendix["entries"].append(("Index", "genindex"))


def _name_places(app, pagename, templatename, context, doctree):
    if pagename == "genindex":
        context["places"] = lambda links: places(links, app.env)


def places(links, env):
    """Return for each link of an entry the name of the place it leads to, and the link; one link a place."""
    named = {}
    for _, link in links:
        page = link.split(".html")[0]
        number = env.toc_secnumbers.get(page, {}).get("", ())
        name = f"chapter {number[0]}" if number else "reference" if page == REFERENCE else env.titles[page].astext().lower()
        named.setdefault((number or (99,), name), link)
    return [(name, link) for (_, name), link in sorted(named.items())]
