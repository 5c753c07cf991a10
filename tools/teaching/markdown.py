r"""Markdown with formulas as HTML whose formulas stand in ``\( \)``, as MathJax and Moodle read them."""

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

BRACKETS = {False: r"\({}\)", True: r"\[{}\]"}


def to_html(text: str) -> str:
    """Return the HTML of a text; that of one paragraph has no tags around it."""
    html = _READER.render(text).strip()
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 and html.endswith("</p>") else html


def _formula(content, settings):
    escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return BRACKETS[settings["display_mode"]].format(escaped)


_READER = MarkdownIt("commonmark", {"html": False}).use(dollarmath_plugin, renderer=_formula, allow_labels=False)
_READER.add_render_rule("math_inline", lambda self, tokens, i, *_: _formula(tokens[i].content, {"display_mode": False}))
_READER.add_render_rule("math_block", lambda self, tokens, i, *_: _formula(tokens[i].content, {"display_mode": True}))
