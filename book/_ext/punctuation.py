"""Keep a comma with its formula, a unit with its number, the words of a short command in one line: browsers part them."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

OPENING = re.compile(r"[(\[\u2018\u201c]*$")
CLOSING = re.compile(r"^[,.;:!?)\]\u2019\u201d]*")
UNIT = re.compile(r"(?<=\d) (?=(?:%|dB|[cm]?m|[kM]?B|k?g|m?s)(?!\w)|\u00d7 \d)|(?<=\d \u00d7) (?=\d)")
SHORT = 20  # letters of code that a phone's line has room for


def setup(app):
    """Join what belongs together before a page is written."""
    app.add_post_transform(JoinPunctuation)
    app.add_post_transform(JoinUnits)
    app.add_post_transform(JoinCode)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class JoinPunctuation(SphinxPostTransform):
    """Wrap each inline formula and the punctuation right at it, so that the style sheet can hold them on one line."""

    default_priority = 900

    def run(self, **_):
        """Wrap what ``OPENING`` finds before an inline formula, and ``CLOSING`` after it."""
        for formula in list(self.document.findall(nodes.math)):
            at, parent = formula.parent.index(formula), formula.parent
            before, after = (parent[side] if 0 <= side < len(parent) else None for side in (at - 1, at + 1))
            opening = OPENING.search(before).group() if isinstance(before, nodes.Text) else ""
            closing = CLOSING.match(after).group() if isinstance(after, nodes.Text) else ""
            if not opening + closing:
                continue
            together = nodes.inline("", "", classes=["together"])
            parent[at] = together
            together += [nodes.Text(opening), formula, nodes.Text(closing)]
            if opening:  # by place: `replace` would take the first text that reads the same
                parent[at - 1] = nodes.Text(before[: -len(opening)])
            if closing:
                parent[at + 1] = nodes.Text(after[len(closing) :])


class JoinUnits(SphinxPostTransform):
    """Put a space that does not break between a number and its unit, and on either side of a sign of multiplication."""

    default_priority = 900

    def run(self, **_):
        """Replace what ``UNIT`` finds, but not in code."""
        for text in list(self.document.findall(nodes.Text)):
            if UNIT.search(text) and not isinstance(text.parent, nodes.literal | nodes.literal_block | nodes.math):
                text.parent.replace(text, nodes.Text(UNIT.sub("\u00a0", text)))


class JoinCode(SphinxPostTransform):
    """Hold short code in a sentence, as ``make lab``, on one line."""

    default_priority = 900

    def run(self, **_):
        """Mark it for the style sheet."""
        for code in self.document.findall(nodes.literal):
            if len(code.astext()) <= SHORT:
                code["classes"].append("together")
