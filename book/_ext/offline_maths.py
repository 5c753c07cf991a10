"""Serve MathJax from the book itself: what typesets TeX, out of the 24 MB that sphinx-mathjax-offline ships.

Its own bundle for TeX carries a menu, two fifths of it, that we do not show; so its parts are put together here, without.
"""

import importlib.util
import shutil
from pathlib import Path

from sphinx.errors import ExtensionError

PACKAGE = "sphinx-mathjax-offline"
# each part's file, and the name under which MathJax's loader knows it
PARTS = {
    "startup": "startup",
    "core": "core",
    "input/tex": "input/tex",
    "input/tex/extensions/html": "[tex]/html",  # \class, for formulas.py
    "output/chtml": "output/chtml",
    "output/chtml/fonts/tex": "output/chtml/fonts/tex.js",
    "a11y/assistive-mml": "a11y/assistive-mml",
}
BUNDLE = "mathjax/tex-chtml.js"
FOLDERS = ("output/chtml/fonts/woff-v2", "input/tex/extensions")


def setup(app):
    """Point Sphinx at the local copy, and make it when the pages are written."""
    if not importlib.util.find_spec(PACKAGE):
        raise ExtensionError(f"formulas need the package {PACKAGE}: pip install {PACKAGE}")
    app.config.mathjax_path = BUNDLE
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def bundle(source):
    """Return MathJax's parts as one script; its loader is told that they are there, before it looks for what it needs."""
    parts = [(source / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    return ";\n".join([*parts, f"MathJax.loader.preLoad(...{list(PARTS.values())})"])


def _copy(app, error):
    if error or app.builder.format != "html":
        return
    source = Path(importlib.util.find_spec(PACKAGE).origin).parent / "static" / "mathjax"
    script = Path(app.outdir) / "_static" / BUNDLE
    for folder in FOLDERS:
        shutil.copytree(source / folder, script.parent / folder, dirs_exist_ok=True)
    script.write_text(bundle(source), encoding="utf-8")
