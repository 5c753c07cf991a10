"""MathJax's letters as a PDF can carry them.

They are OpenType fonts with cubic outlines, of which Chromium makes drawings (Type 3), that viewers show bolder and coarser
than letters. With quadratic outlines, TrueType, they stay letters.
"""

import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

ERROR = 0.0005  # of the letters' size: how far a curve may stray


def truetype(file):
    """Return a font file with quadratic outlines instead of cubic ones."""
    font = TTFont(file)
    letters = font.getGlyphSet()
    outlines = {name: quadratic(letters[name], ERROR * font["head"].unitsPerEm) for name in font.getGlyphOrder()}
    del font["CFF "]
    font["glyf"] = newTable("glyf")
    font.sfntVersion, font.flavor = "\x00\x01\x00\x00", None
    builder = FontBuilder(font=font)
    builder.setupGlyf(outlines)
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def quadratic(letter, error):
    """Return the outline of a letter, which goes the other way round, as TrueType has it."""
    pen = TTGlyphPen(None)
    letter.draw(Cu2QuPen(pen, error, reverse_direction=True))
    return pen.glyph()
