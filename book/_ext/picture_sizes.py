"""Give each picture on a page its width and height, so that nothing jumps when it arrives, and none is stretched.

A PNG holds two pixels for one, to be sharp on dense screens (svdbook.use_book_style); an SVG says its size itself.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import imagesize

IMAGE = re.compile(r"<img\b[^>]*>")
STYLE = re.compile(r' style="(?:width|height): [^"]*"')  # myst-nb's, which no style sheet could make narrower
PIXELS = {".png": 2}


def setup(app):
    """Size the pictures once all pages are written and all files are in their places."""
    app.connect("build-finished", _size_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def sized(tag, find):
    """Return an <img> tag with the size of its picture, a file of the book that `find` returns for an address."""
    file = find(re.search(r'\bsrc="([^"?#]*)', tag)[1])
    if re.search(r"\b(?:width|height)=", tag) or not file.is_file():
        return tag
    width, height = (int(side) // PIXELS.get(file.suffix, 1) for side in imagesize.get(file))
    return STYLE.sub("", tag).replace("<img", f'<img width="{width}" height="{height}"', 1)


def _size_pictures(app, error):
    if error or app.builder.format != "html":
        return
    site, at = Path(app.outdir), urlsplit(app.config.html_baseurl).path

    def file(source, page):  # the page for what is not found names files from the host's root
        return site / source.removeprefix(at) if source.startswith("/") else page.parent / source

    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        html = IMAGE.sub(lambda found, page=page: sized(found[0], lambda source: file(source, page)), html)
        page.write_text(html, encoding="utf-8")
