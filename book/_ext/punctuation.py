"""Keep a comma with the formula before it: browsers break a line between the two, and a line must not begin with a comma."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

CLOSING = re.compile(r"^[,.;:!?)\]\u2019\u201d]+")


def setup(app):
    """Join formulas and the punctuation after them before a page is written."""
    app.add_post_transform(JoinPunctuation)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class JoinPunctuation(SphinxPostTransform):
    """Wrap each inline formula and the punctuation right after it, so that the style sheet can hold them on one line."""

    default_priority = 900

    def run(self, **_):
        """Wrap what ``CLOSING`` finds after an inline formula."""
        for formula in list(self.document.findall(nodes.math)):
            text = formula.next_node(descend=False, siblings=True)
            if isinstance(text, nodes.Text) and (closing := CLOSING.match(text)):
                together = nodes.inline("", "", classes=["together"])
                formula.replace_self(together)
                together += [formula, nodes.Text(closing.group())]
                text.parent.replace(text, nodes.Text(text[closing.end() :]))
