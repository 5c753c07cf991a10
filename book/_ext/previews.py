"""What a link shows before it is followed: for each page a script with previews of all that others, or it itself, link to.

``_static/previews.js`` loads such a script when a reader first rests on a link to that page, so a page is no heavier for it.
"""

import json
import posixpath
import re
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote

from lxml import html

import trees

ROOT = "%root%"  # what the script puts the way to the book's root in place of


def setup(app):
    """Write the previews once all pages are."""
    trees.when_written(app, _write)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _write(app, pages):
    for page, labels in targets(pages).items():
        places = by_label(pages[page])
        shown = {label: text for label in sorted(labels) if (text := preview(places.get(label), page))}
        file = Path(app.outdir) / "_static" / "previews" / f"{page}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"previews[{json.dumps(page)}] = {json.dumps(shown, ensure_ascii=False)};\n", encoding="utf-8")


def targets(pages):
    """Return for each page the labels that links within the book lead to; the page itself is the label ""."""
    found = {page: {""} for page in pages}
    for page, tree in pages.items():
        for link in tree.xpath(".//a[@href and not(contains(@class, 'headerlink'))]"):
            path, _, label = link.get("href").partition("#")
            target = posixpath.normpath(posixpath.join(page, "..", path)).removesuffix(".html") if path else page
            if target in found:
                found[target].add(unquote(label))
    return found


def by_label(tree):
    """Return what each label of a page leads to; to look them up one by one is to walk through the page as often."""
    return {"": tree} | {element.get("id"): element for element in tree.iter() if element.get("id")}


def preview(target, page):
    """Return the HTML that tells what an element is, without links, labels and buttons; "" if there is nothing to show."""
    parts = [] if target is None else [_bare(part, page) for part in shown(target)]
    return re.sub(r"\s+", " ", "".join(html.tostring(part, encoding="unicode", with_tail=False) for part in parts))


def shown(element):
    """Return what tells what an element is: a box or figure whole, a term and its meaning, a heading and how it goes on."""
    if element.tag == "dt":
        meaning = element.getnext().findall("p")
        return [element, *(meaning[:1] if "sig" in element.get("class", "") else meaning)]
    if element.tag == "span" and not len(element):  # a second label of what it stands in
        return shown(element.getparent())
    if (heading := element.find(".//h1")) is None and element.tag == "section":
        heading = next(child for child in element if re.fullmatch(r"h\d", str(child.tag)))
    if heading is not None:
        text = next((after for after in heading.itersiblings() if after.tag == "p"), None)
        return [heading, *([] if text is None else [text])]
    return [element] if element.tag in ("figure", "div") else []


def _bare(element, page):
    copy = deepcopy(element)
    for part in list(copy.iter()):
        part.attrib.pop("id", None)
        if part.tag in ("a", "button", "details", "script"):
            part.drop_tag() if part.tag == "a" and "headerlink" not in part.get("class", "") else part.drop_tree()
        elif part.tag == "img":
            part.set("src", ROOT + posixpath.normpath(posixpath.join(page, "..", part.get("src"))))
    return copy
