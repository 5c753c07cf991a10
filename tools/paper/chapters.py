"""What begins on a page of its own: a chapter, the hints, the index."""

import copy
from typing import NamedTuple

from lxml.html import HtmlElement
from lxml.html import builder as E

from tools.paper.pages import article, find, unfold

OF_ANSWERS = "ancestor::*[.quiz] or ancestor::*[.exercise] or ancestor::*[.drill] or ancestor::*[.tag_exercise-solution]"
RECURRING = ("exercises", "what-you-have-seen", "what-was-left-out")  # in every chapter, so not in the contents


class Chapter(NamedTuple):
    """A chapter: its label, the part of the book it is in, its number (none outside the parts), its title, its text."""

    label: str
    part: str
    number: str
    title: str
    body: HtmlElement

    @property
    def head(self):
        """What stands at the head of its pages."""
        return f"{self.number}. {self.title}" if self.number else self.title

    def sections(self):
        """Return the label and the heading of each section of a numbered chapter, but for those that all have."""
        found = [(section.get("id"), copy.deepcopy(section.find("h2"))) for section in self.body.xpath(".//section[h2]")]
        return [(label, heading) for label, heading in found if self.number and label.split(":")[-1] not in RECURRING]


def chapter(site, name, part):
    """Return a page of the site as a chapter: open, without code that only draws, the number apart from the title."""
    body = article(site, name)
    for code in find(body, ".//div[.tag_hide-input]/details"):
        code.drop_tree()  # it only draws the figure that follows
    for details in find(body, f".//details[not({OF_ANSWERS})]"):
        unfold(details)
    heading = body.find(".//h1")
    number = "".join(span.text_content() for span in find(heading, "./span[.section-number]")).strip(" .")
    title = heading.text_content().removeprefix(f"{number}. ")
    return begun(name, part, number, title, body)


def begun(label, part, number, title, body):
    """Return a chapter with its number and title at its beginning."""
    for heading in list(body.iter("h1")):
        heading.drop_tree()
    body.insert(0, E.H1(*[E.SPAN(E.CLASS("number"), number)] * bool(number), title))
    body.set("id", label)
    body.set("class", "chapter")
    return Chapter(label, part, number, title, body)
