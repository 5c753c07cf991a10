"""What comes before the first chapter: title, imprint, contents, preface."""

import datetime
import string
from pathlib import Path

import yaml
from lxml import html
from lxml.html import builder as E

from tools import address, book
from tools.paper.chapters import begun
from tools.paper.pages import article, page_number

TEMPLATE = Path(__file__).parent / "front.html"
FOR_PAPER = ("who-it-is-for",)  # of the front page's sections; imprint and contents say what the others do


def particulars(root=book.ROOT):
    """Return what a title page and an imprint say of the book."""
    settings = yaml.safe_load((root / "_config.yml").read_text())
    citation = yaml.safe_load((root / "CITATION.cff").read_text())
    owner, name = address.current(root)
    day = datetime.date.fromisoformat(citation.get("date-released", datetime.date.today().isoformat()))
    return {
        "title": settings["title"],
        "author": settings["author"],
        "abstract": citation["abstract"],
        "version": book.version(root),
        "day": f"{day.day} {day:%B %Y}",
        "year": day.year,
        "repository": f"https://github.com/{owner}/{name}",
        "picture": (root / "book" / "_images" / "decomposition.svg").as_uri(),
        "pages": f"https://{owner}.github.io/{name}/",
    }


def opening(facts):
    """Return the title page, the imprint, and how to use this edition."""
    text = string.Template(TEMPLATE.read_text(encoding="utf-8")).substitute(facts)
    return html.fragments_fromstring(text)


def preface(site, name, how_to_use):
    """Return what the front page of the site says that holds on paper too, and how to use the paper."""
    page = article(site, name).find(".//section")
    kept = [part for part in page if part.tag in ("p", "figure") or part.get("id", "").split(":")[-1] in FOR_PAPER]
    return begun(name, "", "", "Preface", E.SECTION(*kept, how_to_use))


def contents(parts):
    """Return the table of contents: parts, chapters and their sections, each with its page."""
    table = E.NAV(E.CLASS("contents"), E.H1("Contents"), id="contents")
    for number, (part, chapters) in enumerate(parts.items()):
        if len(chapters) > 1:
            table.append(E.H2(line(f"part:{number}", part)))
        table.extend(E.DIV(line(one.label, one.head), *(line(*section) for section in one.sections())) for one in chapters)
    return table


def line(label, heading):
    """Return a line of the contents."""
    name = [heading.text or "", *heading] if isinstance(heading, html.HtmlElement) else [heading]
    return E.A(E.SPAN(*name), E.I(), page_number(label), href=f"#{label}")
