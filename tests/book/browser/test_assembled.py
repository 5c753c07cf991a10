"""The assembled book in Chromium, just before it is printed: nothing is wider than the page, and formulas are whole."""

import base64
import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from tests.book.browser.pages import maths
from tests.book.browser.paper import objects
from tools.book import ROOT
from tools.paper import assembly
from tools.paper.printing import PAPER, opened

SITE = ROOT / "_build" / "html"
PIXEL = 0.75 * 120 / 624 * 96 / 25.4  # points: as the style sheet sets one of a picture
BEYOND = """() => {
  const edge = document.body.getBoundingClientRect().right + 1;
  const blocks = [...document.querySelectorAll("p, pre, td, dd, dt, li, div, figcaption, table, img, mjx-container")];
  const beyond = blocks.filter(node => node.getBoundingClientRect().right > edge || node.scrollWidth > node.clientWidth + 1);
  return beyond.filter(node => node.clientWidth).map(node => node.textContent.slice(0, 60));
}"""
# Columns as high as a page break where pages will (paper.js): which are two things that belong together parted by?
PARTED = """() => [...document.querySelectorAll(".chapter:not(#genindex)")].flatMap(chapter => {
  chapter.classList.add("filled");
  const { left } = chapter.getBoundingClientRect();
  const step = 120 * 96 / 25.4 + parseFloat(getComputedStyle(chapter).fontSize);
  const column = box => Math.floor((box.left - left + 1) / step);
  const pairs = [...chapter.querySelectorAll("h2, h3, dt, .cell_input:has(+ .cell_output > .output)")].map(node =>
    [node, node.nextElementSibling.querySelector(":scope > .output") ?? node.nextElementSibling]);
  const parted = pairs.filter(([before, after]) => after.getClientRects().length &&
    column([...before.getClientRects()].at(-1)) !== column(after.getClientRects()[0]));
  chapter.classList.remove("filled");
  return parted.map(([before]) => before.textContent.slice(0, 60));
})"""
WRAPPED = """() => [...document.querySelectorAll(".cell .line")]
  .filter(line => /^[\\x20-\\x7e]{60,76}$/.test(line.textContent.trimEnd()) && line.clientHeight > 20)
  .map(line => line.textContent)"""
COLOURS = {".exercise": "rgb(184, 122, 0)", ".trap": "rgb(179, 38, 30)", ".definition": "rgb(153, 153, 153)"}
PICTURE = """<!doctype html><link rel="stylesheet" href="{css}"><script src="{js}"></script><script src="{mathjax}"></script>
<section class="chapter"><p>Words.</p><p style="height: {before}mm"><p>Words.</p>
<figure><img width="500" height="400" src="data:image/png;base64,{data}"><figcaption>Fig. 1</figcaption></figure>
<p>Words after it.</p></section>"""
BRACKET = r"""<!doctype html><link rel="stylesheet" href="{css}"><script src="{js}"></script><script src="{mathjax}"></script>
<p>\[\left{bracket} \begin{{matrix}} 1 \\ 2 \\ 3 \\ 4 \\ 5 \\ 6 \\ 7 \\ 8 \end{{matrix}} \right.\]</p>"""


@pytest.fixture(scope="module")
def tab(browser):
    """The assembled book, with paper for its medium."""
    document, _ = assembly.assemble(SITE)
    tab = opened(browser, assembly.write(document, ROOT / "_build" / "paper" / "tested.html"))
    tab.emulate_media(media="print")
    yield tab
    tab.close()


def test_nothing_is_wider_than_the_text(tab):
    assert tab.evaluate(BEYOND) == []


def test_what_is_wider_is_found(tab):
    tab.evaluate("() => document.body.insertAdjacentHTML('beforeend', `<pre id=wide>${'wide '.repeat(40)}</pre>`)")
    assert tab.evaluate(BEYOND) == []  # it wraps
    tab.evaluate("() => { document.querySelector('#wide').style = 'white-space: pre; width: max-content' }")
    assert tab.evaluate(BEYOND) == ["wide " * 12]
    tab.evaluate("() => document.querySelector('#wide').remove()")


def test_every_formula_is_set_and_says_what_it_is(tab):
    assert maths(tab) == []
    silent = "nodes => nodes.filter(node => !node.getAttribute('aria-label')).map(node => node.textContent)"
    assert tab.eval_on_selector_all("mjx-container", silent) == []
    added = "nodes => nodes.map(node => node.ariaLabel).filter(label => /\\\\(class|hugs)/.test(label))"
    assert tab.eval_on_selector_all("mjx-container", added) == []


def test_a_heading_stands_over_its_text_and_an_output_under_its_code(tab):
    assert tab.evaluate(PARTED) == []


def test_what_is_parted_is_found(tab):
    style = tab.add_style_tag(content="h2, .cell_input:has(+ .cell_output > .output) { break-after: column !important }")
    assert len(tab.evaluate(PARTED)) > 500
    style.evaluate("node => node.remove()")


def test_the_76_columns_of_a_notebook_fit(tab):
    assert tab.evaluate(WRAPPED) == []


def test_a_column_too_narrow_is_found(tab):
    style = tab.add_style_tag(content="pre { font-size: 9pt !important }")
    assert len(tab.evaluate(WRAPPED)) > 20
    style.evaluate("node => node.remove()")


@pytest.mark.parametrize("box", COLOURS)
def test_a_box_has_the_colour_of_its_kind(tab, box):
    rules = "nodes => nodes.map(node => getComputedStyle(node).borderLeftColor)"
    assert set(tab.eval_on_selector_all(f"{box}.admonition", rules)) == {COLOURS[box]}


@pytest.mark.parametrize(("before", "number", "set_smaller"), [(60, 1, False), (110, 1, True), (150, 2, False)])
def test_a_picture_for_which_a_page_has_nearly_room_is_set_smaller(browser, tmp_path, before, number, set_smaller):
    picture = io.BytesIO()
    Image.new("RGB", (500, 400), "navy").save(picture, "PNG")
    data = base64.b64encode(picture.getvalue()).decode()
    printed = sheets(browser, tmp_path, PICTURE, before=before, data=data)
    ((left, _, right, _),) = objects(printed[number - 1], pdfium.FPDF_PAGEOBJ_IMAGE)
    assert (right - left < 0.95 * 500 * PIXEL) == set_smaller


def sheets(browser, folder, template, **parts):
    """Return the sheets of a page with the book's styles, printed."""
    files = {
        "css": assembly.HERE / "paper.css",
        "js": assembly.HERE / "paper.js",
        "mathjax": SITE / "_static/mathjax/tex-chtml.js",
    }
    page = folder / "page.html"
    page.write_text(template.format(**parts, **{name: file.as_uri() for name, file in files.items()}))
    return pypdfium2.PdfDocument(opened(browser, page).pdf(**PAPER))


@pytest.mark.parametrize("bracket", ["(", "[", "|", r"\|", r"\{"])
def test_a_tall_bracket_is_whole(browser, tmp_path, bracket):
    (sheet,) = sheets(browser, tmp_path, BRACKET, bracket=bracket)
    ink = sheet.render(scale=2, grayscale=True).to_numpy()[: int(sheet.get_height())] < 128  # above the page's number
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    bracket = ink[rows[0] : rows[-1] + 1, columns[0] : columns[0] + 20]
    assert bracket.any(axis=1).all()
