"""The rules of figures: sharp, of a kind that says how a dark page shows them, readable on a phone, and never stretched."""

import base64
import re
from io import BytesIO
from urllib.parse import unquote

import imagesize
import matplotlib

from tools.book import ROOT

KINDS = ("plot", "photo")  # on a dark page a plot turns light on dark, a photograph stays as it is
STYLE = matplotlib.rc_params_from_file(ROOT / "svdbook" / "book.mplstyle", use_default_template=False)
LETTERING = STYLE["font.size"]
PHONE, LEAST = 382, 10.4  # the pixels across that a phone has for a figure, and those up that a letter needs
WIDEST = PHONE * LETTERING * STYLE["figure.dpi"] / 72 / LEAST
LETTERS = re.compile(r"\b(?:fontsize|labelsize|titlesize|size|font\.size)\W{1,4}(\d+(?:\.\d+)?)")
GRID = re.compile(r"subplots\((?:\d+, (\d+), )?figsize=\((\d+(?:\.\d+)?)")
ACROSS = 1.8  # inches that a photograph needs for a difference in it to be seen; a digit of 28 pixels does with less
SHARP = (".png", ".webp")  # of pixels, which a drawing has none of


def figures(notebook):
    """Return each cell that draws, by the name of its figure, with what it stored."""
    drawn = [(cell, output) for cell in notebook["cells"] for output in cell.get("outputs", []) if _pictures(output)]
    return [(cell["metadata"].get("mystnb", {}).get("figure", {}).get("name"), cell, output) for cell, output in drawn]


def _pictures(output):
    return [kind for kind in output.get("data", {}) if kind.startswith("image/")]


def unkind_figure(notebook):
    """Each figure says which kind it is, and nothing of the size that is its own."""
    found = []
    for name, cell, _ in figures(notebook):
        settings = cell["metadata"].get("mystnb", {}).get("image", {})
        found += [f"neither plot nor photo: {name}"] * (settings.get("classes") not in KINDS)
        found += [f"sized by hand: {name}"] * bool({"width", "height", "scale"} & set(settings))
    return found


def blurred_figure(notebook):
    """Each figure is stored with two pixels for each one that it shows."""
    found = []
    for name, _, output in figures(notebook):
        for kind in _pictures(output):
            shown = output["metadata"].get(kind, {})
            stored = imagesize.get(BytesIO(base64.b64decode(output["data"][kind]))) if kind == "image/png" else (0, 0)
            sharp = kind == "image/svg+xml" or [side // 2 for side in stored] == [shown.get("width"), shown.get("height")]
            found += [f"blurred, is use_book_style() there? {name}"] * (not sharp)
    return found


def small_lettering(notebook):
    """No figure is so wide, and no letter in it so small, that a phone makes it unreadable."""
    found = []
    for name, cell, output in figures(notebook):
        widths = [output["metadata"].get(kind, {}).get("width", 0) for kind in _pictures(output)]
        found += [f"{width} pixels wide, at most {WIDEST:.0f}: {name}" for width in widths if width > WIDEST]
        small = [size for size in LETTERS.findall(cell["source"]) if float(size) < LETTERING]
        found += [f"letters of {size} points, at least {LETTERING:.0f}: {name}" for size in small]
    return found


def thumbnail(notebook):
    """Photographs are large enough for what is said of them."""
    found = []
    for name, cell, _ in figures(notebook):
        photo = cell["metadata"].get("mystnb", {}).get("image", {}).get("classes") == "photo" and "28" not in cell["source"]
        widths = [float(width) / int(columns or 1) for columns, width in GRID.findall(cell["source"] * photo)]
        found += [f"a photograph {width:.1f} inches wide, at least {ACROSS}: {name}" for width in widths if width < ACROSS]
    return found


def loose_picture(page, tree):
    """Each picture on a built page says its size, which has the shape of its file and at most half of its pixels."""
    found = []
    for image in tree.find_all("img"):
        source, sides = image.get("src") or "", [image.get("width") or "", image.get("height") or ""]
        found += [f"no size: {source}"] * (not all(side.isdigit() for side in sides) or "width" in image.get("style", ""))
        file = page.parent / unquote(source).split("?")[0]
        stored = imagesize.get(file) if file.is_file() else (-1, -1)
        if not found and min(stored) > 0:
            scales = [pixels / int(side) for pixels, side in zip(stored, sides, strict=True)]
            found += [f"stretched: {source}"] * (abs(scales[0] / scales[1] - 1) > 0.03)
            found += [f"blurred: {source}"] * (file.suffix in SHARP and min(scales) < 2)
    return found
