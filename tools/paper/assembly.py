"""Put the book together: one HTML of the built pages, in the order of the table of contents, with what frames them."""

import json
from pathlib import Path

import yaml
from lxml import html
from lxml.html import builder as E

from tools import book
from tools.paper import front
from tools.paper.chapters import begun, chapter
from tools.paper.exercises import divide
from tools.paper.general_index import general_index
from tools.paper.pages import find, mathjax_settings, page_number, unlink_others

HERE = Path(__file__).parent
HEADS = """\
@page p{n}:left {{ @top-left {{ content: {left} }} }}
@page p{n}:right {{ @top-right {{ content: {right} }} }}
"""
# found without a page number: by the alphabet, or by the index
ALPHABETICAL = ("book/appendix/references", "book/appendix/glossary", "book/appendix/api", "genindex")


def assemble(site, root=book.ROOT):
    """Return the whole book as an HTML document, and its parts with their chapters."""
    toc = yaml.safe_load((root / "_toc.yml").read_text())
    facts = front.particulars(root)
    *opening, how_to_use = front.opening(facts)
    parts = {"": [front.preface(site, toc["root"], how_to_use)], **parts_of(site, toc)}
    chapters = [one for part in parts.values() for one in part]
    for number, one in enumerate(chapters):
        unlink_others(one.body, {one.label for one in chapters})
        tell_pages(one)
        one.body.set("style", f"page: p{number}")
    numbered = next(one.label for one in chapters if one.number)
    head = E.HEAD(
        E.META(charset="utf-8"),
        E.TITLE(facts["title"]),
        *(E.LINK(rel="stylesheet", href=f"../html/_static/{name}.css") for name in ("pygments", "fonts")),
        E.LINK(rel="stylesheet", href=(HERE / "paper.css").as_uri()),
        E.STYLE("".join(running_head(*chapter) for chapter in enumerate(chapters))),
        E.SCRIPT(mathjax_settings(site, numbered)),
        E.SCRIPT(src=(HERE / "paper.js").as_uri()),
        E.SCRIPT(src="../html/_static/mathjax/tex-chtml.js"),
    )
    body = E.BODY(*opening, front.contents(parts), *in_order(parts))
    document = E.HTML(head, body, {"lang": "en", "data-theme": "light"})
    return document, parts


def write(document, file):
    """Write the assembled book to a file beside the built pages; return the file."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(html.tostring(document, doctype="<!DOCTYPE html>", encoding="utf-8"))
    return file


def parts_of(site, toc):
    """Return the chapters of each part; answers, hints, solutions and the index join the last."""
    parts = {p["caption"]: [chapter(site, page["file"], p["caption"]) for page in p["chapters"]] for p in toc["parts"]}
    last = list(parts)[-1]
    answers, hints, solutions = folded(parts)
    parts[last] = [
        begun("answers", last, "", "Answers to the questions", answers),
        begun("hints", last, "", "Hints", hints),
        begun("solutions", last, "", "Solutions", solutions),
        *parts[last],
        begun("genindex", last, "", "Index", general_index(site)),
    ]
    return parts


def folded(parts):
    """Take the answers, hints and solutions out of all chapters; return a text of each, with a section for each chapter."""
    texts = {kind: E.SECTION() for kind in ("answers", "hints", "solutions")}
    for one in (one for chapters in parts.values() for one in chapters):
        for (kind, text), found in zip(texts.items(), divide(one.body), strict=True):
            if found:
                text.append(E.DIV(E.H2(one.head), *found, id=f"{kind}:{one.label}"))
    return texts.values()


def tell_pages(chapter):
    """Put the page after each link that leads from a chapter to another."""
    for link in find(chapter.body, ".//a[.internal]"):
        target = link.get("href").removeprefix("#")
        page = target.split(":")[0]
        if page not in (chapter.label, *ALPHABETICAL) and not find(link, "ancestor::h2"):
            link.append(page_number(target))


def running_head(number, chapter):
    """Return the style of the pages of a chapter: at their heads its part, on the left, and its number and title."""
    left, right = (json.dumps(text, ensure_ascii=False) for text in (chapter.part or chapter.head, chapter.head))
    return HEADS.format(n=number, left=left, right=right)


def in_order(parts):
    """Yield the chapters, and before the first of each part that has several a page with its name."""
    for number, (part, chapters) in enumerate(parts.items()):
        if len(chapters) > 1:
            *name, title = part.split(", ")  # "Part I", "foundations"
            lines = [front.line(one.label, one.head) for one in chapters]
            heading = E.H1(*map(E.SPAN, name), title[:1].upper() + title[1:])
            yield E.SECTION(E.CLASS("part"), heading, E.NAV(*lines), id=f"part:{number}")
        yield from (one.body for one in chapters)
