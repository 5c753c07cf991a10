"""Give each picture on a page its width and height, so that nothing jumps when it arrives, and none is stretched.

A PNG holds two pixels for one, to be sharp on dense screens (svdbook.use_book_style); an SVG says its size itself.
"""

import re
from pathlib import Path

import imagesize

IMAGE = re.compile(r"<img\b[^>]*>")
STYLE = re.compile(r' style="(?:width|height): [^"]*"')  # myst-nb's, which no style sheet could make narrower
PIXELS = {".png": 2}


def setup(app):
    """Size the pictures once all pages are written and all files are in their places."""
    app.connect("build-finished", _size_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def sized(tag, folder):
    """Return an <img> tag with the size of its picture, a file of the book; `folder` is the page's."""
    file = folder / re.search(r'\bsrc="([^"?#]*)', tag)[1]
    if re.search(r"\b(?:width|height)=", tag) or not file.is_file():
        return tag
    width, height = (int(side) // PIXELS.get(file.suffix, 1) for side in imagesize.get(file))
    return STYLE.sub("", tag).replace("<img", f'<img width="{width}" height="{height}"', 1)


def _size_pictures(app, error):
    if error or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        page.write_text(IMAGE.sub(lambda found, folder=page.parent: sized(found[0], folder), html), encoding="utf-8")
