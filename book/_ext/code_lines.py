"""Code that wraps as an editor wraps it: each line knows how far it is indented, and the style sheet hangs its rest from there.

Python's indentation is meaning, so what a narrow screen breaks off must not begin where a line of code could begin.
"""

import re

from pygments.formatters import HtmlFormatter
from sphinx.highlighting import PygmentsBridge

PAGE = 80  # letters; no page is wider, and what is printed in columns is narrower
WORD = re.compile(r"\S{25,}")  # too long to be kept whole on a phone
PIECE = re.compile(r"<[^>]*>|.", re.DOTALL)


def setup(app):
    """Let Sphinx write code by lines."""
    PygmentsBridge.html_formatter = LinesFormatter
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class LinesFormatter(HtmlFormatter):
    """Sphinx's formatter, with an element around each line of code."""

    def wrap(self, source):
        """Return the pieces of HTML of a block of code."""
        return super().wrap((is_code, _line(html)) for is_code, html in source)


def _line(html):
    text = re.sub(r"<[^>]*>", "", html).rstrip("\n")
    indent = len(text) - len(text.lstrip(" "))
    kind = "long line" if len(text) > PAGE else "line"
    style = f' style="--indent: {indent}ch"' if indent else ""
    return f'<span class="{kind}"{style}>{_breakable(html, text)}</span>'


def _breakable(html, text):
    # a line breaks at its spaces, and, where these are far apart, after an opening bracket
    places = {word.start() + end.end() for word in WORD.finditer(text) for end in re.finditer(r"[(\[{]+", word.group())}
    if not places:
        return html
    pieces, place = [], 0
    for piece in PIECE.findall(html):
        place += len(piece) == 1
        pieces += [piece, "<wbr>"] if len(piece) == 1 and place in places else [piece]
    return "".join(pieces)
