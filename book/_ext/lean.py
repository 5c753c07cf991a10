"""Leave out what a page does not use: extensions load their style sheets and scripts on every page, and the theme its own.

Which classes of a page's text a file is made for stands in `MADE_FOR`; ``tests/book/browser/test_weight.py`` counts
the requests and bytes that are left.
"""

import fnmatch
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
}


def setup(app):
    """Look at each page just before it is written, and once all are."""
    app.connect("html-page-context", _leave_out, priority=900)  # when all have added what they load
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


def _icons_script(html):
    # 1.5 MB that draw the icons a second time, in SVG; as letters of a font they are there already (icons.py)
    return re.sub(r"\s*<!-- So that users can add custom icons -->\s*<script [^>]*fontawesome\.js[^>]*></script>", "", html)


def _viewport(html):
    # Sphinx, docutils and the theme say it in turn
    return re.sub(r'(<meta name="viewport"[^>]*>)(.*?)</head>', _only_the_first, html, count=1, flags=re.DOTALL)


def _only_the_first(match):
    return match[1] + re.sub(r'\s*<meta name="viewport"[^>]*>', "", match[2]) + "</head>"


REPAIRS = (_icons_script, _viewport)
