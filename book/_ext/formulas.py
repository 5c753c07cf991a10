r"""Set formulas as a printed book does: a transpose that hugs its letter, and a colour each for u, sigma and v.

Notebooks write what every reader of Markdown understands, ``A^\mathsf{T}`` and ``\sigma_i u_i v_i^\mathsf{T}``. As the book
reads them, the first becomes a macro of its MathJax. Displayed formulas in which at least two of the three families occur,
left singular vectors, singular values and right singular vectors, get classes that ``_static/page.css`` colours: there the
colours tell the sides apart, and elsewhere they would be noise. Classes stand on single letters, so no space changes.

A displayed formula says how many lines it will take, and its room is kept until it is set: nothing below it jumps.
"""

import re

from docutils import nodes
from sphinx.transforms import SphinxTransform

MACROS = {"hugs": [r"{\mkern-2mu\small\mathsf{#1}}", 1]}
SCALE = 1.08  # small letters of MathJax's face as high as those of the text's

FAMILIES = {"u": "u", "U": "u", r"\sigma": "sigma", r"\Sigma": "sigma", "v": "v", "V": "v"}
# first what only looks like a letter of ours: words, and letters under an accent
TOKEN = re.compile(
    r"\\(?:text|operatorname\*?|math[a-z]+|begin|end|hat|bar|tilde|wide[a-z]+)\s*(?:\{[^{}]*\}|\\?[A-Za-z])"
    r"|(\\[sS]igma(?![A-Za-z])|[uUvV])(?:_(\{[^{}]*\}|\\[A-Za-z]+|\w))?"
    r"|\\[A-Za-z]+"
)
DISPLAYED = re.compile(r'<div class="math notranslate nohighlight"([^>]*)>(.*?)</div>', re.DOTALL)
PART = re.compile(r"\\(?:begin|end)\{\w+\*?\}")
TALL = re.compile(r"\\(?:sum|prod|int|frac)(?![A-Za-z])")


def setup(app):
    """Rewrite formulas as each page is read, and tell MathJax what they need."""
    app.add_transform(SetFormulas)
    app.connect("config-inited", _configure)
    app.connect("html-page-context", _keep_room)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def hugged(tex):
    """Return a formula whose transposes, and conjugate transposes, keep close to their letter."""
    return re.sub(r"\^(\{?)\\mathsf", r"^\1\\hugs", tex)


def coloured(tex):
    """Return a formula with a class for each letter of the three families, if at least two of them occur."""
    found = {FAMILIES[match[1]] for match in TOKEN.finditer(tex) if match[1]}
    return TOKEN.sub(_classed, tex) if len(found) > 1 else tex


def _classed(match):
    letter, index = match.groups()
    if not letter:
        return match.group()
    family = FAMILIES[letter]
    index = index and rf"_{{\class{{{family}}}{{{index.removeprefix('{').removesuffix('}')}}}}}"
    return rf"\class{{{family}}}{{{letter}}}{index or ''}"


class SetFormulas(SphinxTransform):
    """Rewrite the formulas of one page."""

    default_priority = 700

    def apply(self, **_):
        """Rewrite each, the displayed ones in colour."""
        for formula in self.document.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)):
            tex = hugged(formula.astext())
            formula[:] = [nodes.Text(coloured(tex) if isinstance(formula, nodes.math_block) else tex)]


def lines(tex):
    """Return about how many lines a displayed formula takes: those of its tallest part, one more for a sum or a fraction."""
    return max(part.count(r"\\") for part in PART.split(tex)) + 1 + bool(TALL.search(tex))


def _keep_room(app, pagename, templatename, context, doctree):
    if doctree:
        context["body"] = DISPLAYED.sub(
            lambda found: found[0].replace("<div", f'<div style="--lines: {lines(found[2])}"', 1), context["body"]
        )


def _configure(app, config):
    settings = config.mathjax3_config = config.mathjax3_config or {}
    settings.setdefault("tex", {}).update(macros=MACROS, packages={"[+]": ["html"]})
    # measured, the scale would hang on which face has arrived when MathJax looks
    settings.setdefault("chtml", {}).update(matchFontHeight=False, scale=SCALE)
