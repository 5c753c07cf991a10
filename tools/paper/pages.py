"""The pages of the built site, read as parts of one book: every label is its page's own, every link leads within the book."""

import posixpath
import re
from urllib.parse import unquote, urldefrag

from lxml import html
from lxml.html import builder as E

SCREEN = (  # what only a screen can use
    ".//a[.headerlink]",
    ".//div[.toctree-wrapper]",
    ".//div[.tag_hide-cell][.tag_nbval-ignore-output]",
    ".//div[.output][.//progress]",
    ".//script",
    ".//div[.live]//*[not(self::img)][not(.//img)]",  # what is drawn and moved there, and words about it
    ".//div[.output][.//div[.live]][not(.//img)]",  # the picture is another output
)
SECOND_EMPTY_LINE = ".//pre/span[.line][not(normalize-space())][preceding-sibling::*[1][.line][not(normalize-space())]]"


def find(element, path):
    """Return what lies at an XPath, in which a class in brackets, ``div[.cell]``, is one of those that an element has."""
    condition = r"[contains(concat(' ', normalize-space(@class), ' '), ' \1 ')]"
    return element.xpath(re.sub(r"\[\.([\w-]+)\]", condition, path))


def article(site, name):
    """Return what a page of the site says: a section with the page's name for its label."""
    page = html.parse(site / f"{name}.html", html.HTMLParser(encoding="utf-8"))
    (body,) = page.getroot().iter("article")
    for path in SCREEN:
        for element in find(body, path):
            element.drop_tree()
    for element in body.xpath(".//*[@id]"):
        element.set("id", label(name, element.get("id")))
    for link in body.iter("a"):
        link.set("href", address(name, link.get("href", "")))
    for line in find(body, SECOND_EMPTY_LINE):
        line.drop_tree()  # two empty lines are one on paper
    for image in body.xpath(".//img[not(starts-with(@src, 'data:'))]"):
        image.set("src", posixpath.normpath(posixpath.join("..", "html", posixpath.dirname(name), image.get("src"))))
    for figure in body.iter("figure"):
        figure.set("role", "group")  # its picture is the figure of a tagged PDF, and has the words
    body.tag, body.attrib["id"], body.tail = "section", name, None
    return body


def label(name, fragment):
    """Return the label that an element of a page has in the book."""
    return f"{name}:{fragment}" if fragment else name


def address(name, link):
    """Return where a link of a page leads: to a label of the book, or out of it."""
    if re.match(r"[a-z]+:|//", link):
        return link
    target, fragment = urldefrag(unquote(link))
    page = posixpath.join(posixpath.dirname(name), target.removesuffix(".html")) if target else name
    return f"#{label(posixpath.normpath(page), fragment)}"


def page_number(of):
    """Return the place where the printer writes on which page a label is."""
    return E.SPAN(E.CLASS("page"), {"data-of": of})


def unfold(details):
    """Make an open box of one that folds, without its button; that of a proof is the word with which its text begins."""
    for summary in details.findall("summary"):
        if details.get("class") == "proof":
            first = details.find("p")
            first.insert(0, E.EM(summary.text_content()))
            first[0].tail, first.text = f" {first.text or ''}", None
        summary.drop_tree()
    details.tag = "div"


def unlink_others(book, chapters):
    """Make plain text of the links to pages that paper has not, such as the search."""
    for link in list(book.iter("a")):
        target = link.get("href", "")
        if target.startswith("#") and target[1:].split(":")[0] not in chapters:
            link.drop_tag()


def mathjax_settings(site, name):
    """Return the script by which a page of the site tells MathJax of its macros and the like."""
    scripts = html.parse(site / f"{name}.html").xpath("//script/text()")
    return next(script for script in scripts if script.startswith("window.MathJax"))
