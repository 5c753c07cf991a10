"""The printed book, read back: what is on its pages, where its links lead, what its outline lists, which letters it carries."""

import re
from collections import Counter

import pikepdf
import pypdfium2
import pytest

from tests.book.browser.paper import empty_frames, over_the_edge, text
from tests.book.paper.test_assembled import NUMBERED, SITE, words
from tools.book import ROOT
from tools.paper.assembly import assemble
from tools.paper.pages import find

PDF = ROOT / "_build" / "book.pdf"
FACES = {"STIXTwoText", "Inconsolata"}  # of the text and of the code


@pytest.fixture(scope="module")
def assembled():
    """The assembled book, and its parts."""
    return assemble(SITE)


@pytest.fixture(scope="module")
def parts(assembled):
    """The parts of the book, and their chapters."""
    return assembled[1]


@pytest.fixture(scope="module")
def pdf():
    """The printed book, as a file."""
    with pikepdf.open(PDF) as document:
        yield document


@pytest.fixture(scope="module")
def sheets():
    """The pages of the printed book."""
    return list(pypdfium2.PdfDocument(PDF))


@pytest.fixture(scope="module")
def pages(pdf):
    """The page of each label that a link leads to."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return {str(name)[1:]: numbers[place[0].objgen] for name, place in pdf.Root.Dests.items()}


@pytest.fixture(scope="module")
def said(sheets):
    """The text of each page."""
    return [text(sheet) for sheet in sheets]


def test_nothing_is_cut_and_no_frame_is_empty(sheets):
    found = [(number, over_the_edge(sheet) + empty_frames(sheet)) for number, sheet in enumerate(sheets, start=1)]
    assert [(number, faults) for number, faults in found if faults] == []


def test_every_page_says_something(said):
    assert [number for number, words in enumerate(said, start=1) if len(words) < 20] == []


def test_no_chapter_ends_with_two_lines_on_a_page_of_their_own(sheets, parts, pages):
    chapters = [chapter.label for part in parts.values() for chapter in part]
    opening = {page for label, page in pages.items() if label.startswith("part:")}  # its title and its chapters, few or many
    last = [page - 1 for label, page in pages.items() if label in chapters or label.startswith("part:")]
    last = [page for page in last if page not in opening]
    lines = {page: sheets[page - 1].get_textpage().get_text_bounded().splitlines() for page in [*last, len(sheets)]}
    assert [(page, text) for page, text in lines.items() if len(text) < 5] == []  # two of them are head and foot


def test_every_number_of_the_site_is_printed(assembled, said):
    printed = " ".join(said)
    for kind in ("boxes", "exercises", "figures"):
        missing = [number for number in words(NUMBERED[kind], assembled[0]) if number not in printed]
        assert missing == []


def test_every_link_leads_to_a_page(pdf, pages):
    links = [str(link.Dest)[1:] for page in pdf.pages for link in page.get("/Annots", []) if "/Dest" in link]
    assert len(links) > 1000
    assert set(links) - set(pages) == set()


def test_the_outline_lists_parts_chapters_and_sections_in_order(pdf, parts, pages):
    with pdf.open_outline() as outline:
        listed = [item for top in outline.root for item in [top, *top.children]]
    heads = [chapter.head for chapters in parts.values() for chapter in chapters]
    assert [item.title for item in listed if item.title in heads] == heads
    assert [part for part, chapters in parts.items() if len(chapters) > 1] == [i.title for i in listed if i.title in parts]
    assert all(str(item.destination)[1:] in pages for item in listed)


def test_the_contents_say_on_which_page_a_chapter_begins(parts, pages, said):
    contents = " ".join(said[: min(pages[chapter.label] for chapters in parts.values() for chapter in chapters) - 1])
    for chapter in (chapter for chapters in parts.values() for chapter in chapters):
        letters = re.sub(r"\s", "", f"{chapter.head}{pages[chapter.label]}")  # readers of PDF guess where a space is
        assert re.search(r"\s*".join(map(re.escape, letters)) + r"(?!\d)", contents), chapter.head


def test_a_head_says_where_one_is_but_where_a_chapter_begins(parts, pages, said):
    chapters = [chapter for part in parts.values() for chapter in part]
    for chapter in chapters:
        opening, *after = said[pages[chapter.label] - 1 : pages[chapter.label] + 1]
        assert re.match(rf"(\d+ )?({re.escape(chapter.head)}|{chapter.part})", after[0])
        assert re.match(rf"(\d+ )?({chapter.number} )?{re.escape(chapter.title)}", opening)


def test_letters_are_embedded_and_those_of_the_text_are_no_pictures(pdf):
    fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    named = Counter(re.sub(r"^/[A-Z]{6}\+|-.*", "", str(font.BaseFont)) for font in fonts if "/BaseFont" in font)
    assert set(named) >= FACES
    for font in fonts:
        if font.Subtype != "/Type3":
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_every_picture_and_formula_says_what_it_is(assembled, pdf):
    elements = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"]
    said = [element for element in elements if "/Alt" in element]
    assert len(said) >= len(find(assembled[0], ".//*[.math]")) + len(assembled[0].findall(".//img"))
    assert [element for element in elements if element.get("/S") == "/Figure" and "/Alt" not in element] == []


def test_the_file_says_what_it_is(pdf):
    assert str(pdf.docinfo.Title) == "SVD, from proof to compression"
    assert "/StructTreeRoot" in pdf.Root
    assert pdf.Root.Lang == "en"
    assert pdf.pages[0].label == "i"
    assert pdf.pages[-1].label == str(len(pdf.pages))
