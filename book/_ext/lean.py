"""Leave out what a page does not use, and ask early for what it waits for.

Extensions load their style sheets and scripts on every page, and so does the theme.
Which classes of a page's text a file is made for stands in `MADE_FOR`; ``tests/book/browser/test_weight.py`` counts
the requests and bytes that are left.
"""

import fnmatch
import json
import re

import mending

# words in a file's name, or in a script that stands in the page, and the classes without which it has nothing to do
MADE_FOR = {
    "toggle": ("toggle", "dropdown"),
    "copybutton": ("highlight",),
    "clipboard": ("highlight",),
    "design": ("sd-*",),
    "design-tabs": ("sd-tab-set",),
    "mystnb": ("cell",),
    "proof.css": ("proof",),
    "exercise.css": ("exercise",),
    "api.css": ("api",),
    "front.css": ("cards",),
    "answers": ("drill",),
    "drill": ("drill",),
}

FACES = ("400-normal", "400-italic", "600-normal")
OF_FORMULAS = ("Main-Regular", "Math-Italic", "Size1-Regular", "Size4-Regular")  # those of matrices, too
# Text set in another face first would jump when its own arrives. From a folder browsers refuse such early requests, aloud.
EARLY = """\
<script>
  if (location.protocol !== "file:") for (const href of %s)
    document.head.append(Object.assign(document.createElement("link"),
      { rel: "preload", as: "font", crossOrigin: "", href }));
</script>
"""


def setup(app):
    """Look at each page just before it is written, and once all are."""
    app.connect("html-page-context", _leave_out, priority=900)  # when all have added what they load
    app.connect("html-page-context", _ask_early)
    mending.when_built(app, REPAIRS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def classes(html):
    """Return all classes that occur in a piece of HTML."""
    return {name for value in re.findall(r'\bclass="([^"]*)"', html) for name in value.split()}


def is_used(file, found):
    """Return whether a style sheet or script has anything to do on a page where these classes are found."""
    name = str(file.filename or file.attributes.get("body"))
    wanted = [patterns for word, patterns in MADE_FOR.items() if word in name]
    return all(any(fnmatch.filter(found, pattern) for pattern in patterns) for patterns in wanted)


def _leave_out(app, pagename, templatename, context, doctree):
    found = classes(context.get("body", ""))
    for kind in ("css_files", "script_files"):
        context[kind][:] = [file for file in context[kind] if is_used(file, found)]


def _ask_early(app, pagename, templatename, context, doctree):
    fonts = [f"fonts/stix-two-text-latin-{face}.woff2" for face in FACES]
    if 'class="math' in context.get("body", ""):
        fonts += [f"mathjax/output/chtml/fonts/woff-v2/MathJax_{face}.woff" for face in OF_FORMULAS]
    # before the style sheets, for which scripts after them wait
    early = EARLY % json.dumps([context["pathto"](f"_static/{font}", 1) for font in fonts])
    context["metatags"] = context.get("metatags", "") + early


def _icons_script(html):
    # 1.5 MB that draw the icons a second time, in SVG; as letters of a font they are there already (icons.py)
    return re.sub(r"\s*<!-- So that users can add custom icons -->\s*<script [^>]*fontawesome\.js[^>]*></script>", "", html)


def _viewport(html):
    # Sphinx, docutils and the theme say it in turn
    return re.sub(r'(<meta name="viewport"[^>]*>)(.*?)</head>', _only_the_first, html, count=1, flags=re.DOTALL)


def _only_the_first(match):
    return match[1] + re.sub(r'\s*<meta name="viewport"[^>]*>', "", match[2]) + "</head>"


def _first_colours(html):
    # "auto" is no mode that a style sheet knows: until the theme's script runs, the page would be light, and have two logos
    dark = 'matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"'
    return html.replace('localStorage.getItem("theme") || "auto"', f'localStorage.getItem("theme") || ({dark})')


REPAIRS = (_icons_script, _viewport, _first_colours)
