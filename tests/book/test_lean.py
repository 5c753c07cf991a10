"""Pages keep what they use of what extensions and the theme load, and of the icons."""

from types import SimpleNamespace

import icons
import lean
import pytest


def asset(filename, **attributes):
    """Stand for a style sheet or a script, which may stand in the page itself."""
    return SimpleNamespace(filename=filename, attributes=attributes)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>text</p>", ["page.css"]),
        ('<div class="proof theorem admonition">', ["page.css", "proof.css"]),
        ('<div class="sd-row other">', ["page.css", "design.min.css"]),
        ('<div class="sd-tab-set">', ["page.css", "design.min.css", "design-tabs.js"]),
        ('<div class="admonition dropdown">', ["page.css", "togglebutton.js", "inline"]),
        ('<div class="toggled">', ["page.css"]),
        ('<div class="drill docutils">', ["page.css", "drill.js"]),
    ],
)
def test_a_page_keeps_what_it_uses(html, kept):
    names = ["page.css", "proof.css", "design.min.css", "design-tabs.js", "togglebutton.js", "drill.js"]
    files = [*map(asset, names), asset(None, body="let toggleHintShow")]
    context = {"body": html, "css_files": files, "script_files": list(files)}
    lean._leave_out(None, "page", None, context, None)
    for kind in ("css_files", "script_files"):
        assert [file.filename or "inline" for file in context[kind]] == kept


def test_a_style_sheet_keeps_the_rules_of_icons_that_are_used():
    moon, sun, other = '.fa-moon:before{content:"\\f186"}', '.fa-sun:before,.fa-sol:before{content:"\\f185"}', ".a{b:c}"
    assert icons.without_unused(moon + other + sun, {"fa-sol"}) == other + sun
    assert icons.codes(sun + '--pst-icon: "\uf0f3"; color: #f00') == {0xF185, 0xF0F3}


def test_text_asks_for_its_faces_before_the_style_sheets_do():
    context = {"pathto": lambda name, resource: f"../{name}", "metatags": "<meta>"}
    lean._ask_early(None, "page", None, context, None)
    assert context["metatags"].startswith("<meta><script>")
    assert "mathjax" not in context["metatags"]
    for face in lean.FACES:
        assert f'"../_static/fonts/stix-two-text-latin-{face}.woff2"' in context["metatags"]


def test_formulas_find_their_faces_when_they_are_set():
    context = {"pathto": lambda name, resource: f"../{name}", "body": '<span class="math notranslate">'}
    lean._ask_early(None, "page", None, context, None)
    for face in lean.OF_FORMULAS:
        assert f'"../_static/mathjax/output/chtml/fonts/woff-v2/MathJax_{face}.woff"' in context["metatags"]
