"""What is wrong with a page on paper: it is printed, and the PDF is read back."""

import ctypes
import re

import pypdfium2
import pypdfium2.raw as pdfium

from tests.book.browser.pages import settle

MARGIN = 36  # points: no printer is asked to go nearer to the edge, and no style sheet here does
FRAME = 60, 6  # points: a tinted box is at least so wide and high; rules and underlines are lower
WHITE = 250  # of 255, or more
FOOT = 62  # points: below, there is the number of the page
FULL = 0.45  # of a sheet, or more: a picture that goes to the next one leaves less than the rest of it


def printed(browser, url, scheme="light", settled=False):
    """Return a page as the reader's print dialogue makes it a PDF, from the light or from the dark."""
    context = browser.new_context(color_scheme=scheme)
    tab = context.new_page()
    tab.goto(url, wait_until="networkidle")  # no more: who prints at once has not scrolled through the page
    tab.evaluate("async () => { await window.MathJax?.startup?.promise }")
    if settled:
        settle(tab)
    pdf = tab.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    context.close()
    return pypdfium2.PdfDocument(pdf)


def objects(page, kind, condition=lambda thing: True):
    """Return the boxes (left, bottom, right, top) of all texts, paths or images of a page, or of some."""
    return [thing.get_bounds() for thing in page.get_objects(filter=[kind]) if condition(thing)]


def tinted(path):
    """Return whether a path is filled, and with another colour than that of the paper."""
    rgba, how, line = [ctypes.c_uint() for _ in range(4)], ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPageObj_GetFillColor(path, *rgba)
    pdfium.FPDFPath_GetDrawMode(path, how, line)
    return how.value != pdfium.FPDF_FILLMODE_NONE and any(channel.value < WHITE for channel in rgba[:3])


def over_the_edge(page):
    """Find text that runs into the margin: a line of code, a formula or a table that is cut, or would be."""
    width, words = page.get_width(), page.get_textpage()
    boxes = [box for box in objects(page, pdfium.FPDF_PAGEOBJ_TEXT) if box[0] < MARGIN or box[2] > width - MARGIN]
    return [f"over the edge: {text}" for text in (said(words, box) for box in boxes) if text]  # blanks may be anywhere


def empty_frames(page):
    """Find tinted boxes with nothing in them: what they framed went to the next page without them."""
    full = [*objects(page, pdfium.FPDF_PAGEOBJ_TEXT), *objects(page, pdfium.FPDF_PAGEOBJ_IMAGE)]
    boxes = {tuple(map(round, box)) for box in objects(page, pdfium.FPDF_PAGEOBJ_PATH, tinted)}
    frames = [box for box in boxes if box[2] - box[0] > FRAME[0] and box[3] - box[1] > FRAME[1]]
    return [f"empty frame: {frame}" for frame in frames if not any(within(box, frame) for box in full)]


def mostly_empty(page):
    """Find a page that ends far above its foot: what goes on in the next one could have begun here."""
    words = page.get_textpage()
    above = [box for box in objects(page, pdfium.FPDF_PAGEOBJ_TEXT) if box[1] > FOOT]
    lowest = next(box[1] for box in sorted(above, key=lambda box: box[1]) if said(words, box))
    pictures = [box[1] for box in objects(page, pdfium.FPDF_PAGEOBJ_IMAGE)]
    full = 1 - (min([lowest, *pictures]) - FOOT) / (page.get_height() - FOOT)
    return [f"mostly empty: {full:.0%}"] * (full < FULL)


def within(box, frame):
    """Return whether the middle of a box lies in a frame."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3]


def said(words, box):
    """Return the text in a box."""
    return words.get_text_bounded(*box).strip()


def without_head(page, number, pages, title):
    """Find a page that does not say at its head what it is part of, or not at its foot how far that goes."""
    words = text(page)
    found = [f"no running head: {words[:60]}"] * (number > 1 and title not in words)
    return found + [f"no page number {number} / {pages}"] * (f"{number} / {pages}" not in words)


def findings(pdf, title):
    """Return all that is wrong with a printed page, in words."""
    found = [f"formula as TeX: {words}" for page in pdf for words in re.findall(r"\\\(.*?\\\)", text(page))]
    found += answered_at_once(" ".join(map(text, pdf)))
    for number, page in enumerate(pdf, start=1):
        found += over_the_edge(page) + empty_frames(page) + without_head(page, number, len(pdf), title)
        found += mostly_empty(page) if number < len(pdf) else []
    return found


def answered_at_once(words):
    """Find questions whose answers stand between them and the next one, so that no one can think first."""
    asked = words.partition(" With pencil and paper ")[0]  # whose parts are (a), (b), too
    questions = re.split(r"\b(?=Question \d+\.)", asked)[1:]
    return [f"answered at once: {question[:60]}" for question in questions if question.count("(a)") > 1]


def pictures(pdf):
    """Return what a printer would put on each sheet, coarsely."""
    return [page.render(scale=0.3, grayscale=True).to_numpy().tobytes() for page in pdf]


def text(page):
    """Return all text of a page, in one line."""
    return " ".join(page.get_textpage().get_text_bounded().split())
