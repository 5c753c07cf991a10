"""The questions of the chapters as data, for Moodle (GIFT) and for a spreadsheet (CSV)."""

import csv
import io
import re
from dataclasses import dataclass
from functools import partial
from urllib.parse import urljoin

from docutils.nodes import make_id

from tools import address, book
from tools.teaching.markdown import to_html

QUESTION = re.compile(
    r":::\{container\} quiz\n-->\n\n\*\*Question (?P<number>\d+)\.\*\* (?P<text>.*?)\n\n"
    r"(?P<choices>1\. .*?)\n\n<details><summary>What each answer says</summary>\n\n(?P<remarks>.*?)\n\n</details>",
    re.DOTALL,
)
LINK = re.compile(r"\]\((?P<file>[\w./-]+\.(?:ipynb|md)|)(?P<place>#[^)\s]+|)\)")
ITEM = re.compile(r"^\d\. (.*?)(?=\n\d\. |\Z)", re.DOTALL | re.MULTILINE)
RIGHT = "**Right.** "
MOST = 6  # choices of a question


@dataclass(frozen=True)
class Question:
    """A question of a chapter: its choices, a remark for each, and which one is right, from 0."""

    chapter: str
    number: int
    text: str
    choices: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def right(self):
        """The number of the right choice, from 0."""
        return next(i for i, remark in enumerate(self.remarks) if remark.startswith(RIGHT))


def questions(root=book.ROOT):
    """Return all questions, in the order of the book; their links lead to its published pages."""
    owner, name = address.current(root)
    pages = f"https://{owner}.github.io/{name}/"
    found = []
    for path in book.chapters(root):
        text = LINK.sub(partial(_to_page, pages + book.name(path, root)), book.markdown(path))
        found += questions_of(path.stem, text)
    return found


def _to_page(page, link):
    """Return a link of a page with the address it has outside of the book; a heading may be named as Jupyter names it."""
    target = f"{link['file'].rpartition('.')[0]}.html" if link["file"] else ""
    place = f"#{make_id(link['place'])}" if link["place"] else ""
    return f"]({urljoin(f'{page}.html', target + place)})"


def questions_of(chapter, text):
    """Return the questions that stand in the Markdown of a chapter."""
    return [
        Question(chapter, int(found["number"]), found["text"], *(tuple(ITEM.findall(found[p])) for p in ("choices", "remarks")))
        for found in QUESTION.finditer(text)
    ]


def gift(found):
    """Return questions in the format GIFT, which Moodle and others import; each chapter is a category."""
    blocks, category = [], None
    for question in found:
        if question.chapter != category:
            category = question.chapter
            blocks.append(f"$CATEGORY: SVD/{category}")
        blocks.append(_gift(question))
    return "\n\n".join(blocks) + "\n"


def _gift(question):
    signs = ("=" if i == question.right else "~" for i in range(len(question.choices)))
    lines = (
        f"\t{sign}{_escaped(choice)}#{_escaped(remark)}"
        for sign, choice, remark in zip(signs, question.choices, question.remarks, strict=True)
    )
    body = "\n".join(lines)
    return f"::{question.chapter} {question.number}::[html]{_escaped(question.text)} {{\n{body}\n}}"


def _escaped(text):
    """Return a text as HTML on one line, its signs that mean something in GIFT with a backslash before them."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", " ".join(to_html(text).split()))


def table(found):
    """Return questions as CSV: a row for each, its choices and remarks in columns of their own."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    pairs = [f"{column} {letter}" for letter in "abcdef"[:MOST] for column in ("choice", "remark")]
    writer.writerow(["chapter", "number", "question", "right", *pairs])
    for question in found:
        cells = [cell for pair in zip(question.choices, question.remarks, strict=True) for cell in pair]
        right = "abcdef"[question.right]
        writer.writerow([question.chapter, question.number, question.text, right, *cells, *[""] * (2 * MOST - len(cells))])
    return file.getvalue()
