"""Serve MathJax from the book itself: the 2 MB that typeset TeX, out of the 24 that sphinx-mathjax-offline ships."""

import importlib.util
import shutil
from pathlib import Path

from sphinx.errors import ExtensionError

PACKAGE = "sphinx-mathjax-offline"
NEEDED = ("tex-chtml.js", "output/chtml/fonts", "input/tex/extensions")


def setup(app):
    """Point Sphinx at the local copy, and make it when the pages are written."""
    if not importlib.util.find_spec(PACKAGE):
        raise ExtensionError(f"formulas need the package {PACKAGE}: pip install {PACKAGE}")
    app.config.mathjax_path = "mathjax/tex-chtml.js"
    app.connect("config-inited", _no_menu)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _no_menu(app, config):
    # its entries ask for files that are left out (speech, SVG), and it makes each formula a stop of the Tab key
    config.mathjax3_config = {"options": {"enableMenu": False}, **(config.mathjax3_config or {})}


def _copy(app, error):
    if error or app.builder.format != "html":
        return
    source = Path(importlib.util.find_spec(PACKAGE).origin).parent / "static" / "mathjax"
    target = Path(app.outdir) / "_static" / "mathjax"
    for name in NEEDED:
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        copy(source / name, target / name, **({"dirs_exist_ok": True} if copy is shutil.copytree else {}))
