"""The assembled book in Chromium, just before it is printed: nothing is wider than the page, and formulas are whole."""

import pypdfium2
import pytest

from tests.book.browser.pages import maths
from tools.book import ROOT
from tools.paper import assembly
from tools.paper.printing import PAPER, opened

SITE = ROOT / "_build" / "html"
BEYOND = """() => {
  const edge = document.body.getBoundingClientRect().right + 1;
  const blocks = [...document.querySelectorAll("p, pre, td, dd, dt, li, div, figcaption, table, img, mjx-container")];
  const beyond = blocks.filter(node => node.getBoundingClientRect().right > edge || node.scrollWidth > node.clientWidth + 1);
  return beyond.filter(node => node.clientWidth).map(node => node.textContent.slice(0, 60));
}"""
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


@pytest.mark.parametrize("bracket", ["(", "[", "|", r"\|", r"\{"])
def test_a_tall_bracket_is_whole(browser, tmp_path, bracket):
    files = {
        "css": assembly.HERE / "paper.css",
        "js": assembly.HERE / "paper.js",
        "mathjax": SITE / "_static/mathjax/tex-chtml.js",
    }
    page = tmp_path / "bracket.html"
    page.write_text(BRACKET.format(bracket=bracket, **{name: file.as_uri() for name, file in files.items()}))
    (sheet,) = pypdfium2.PdfDocument(opened(browser, page).pdf(**PAPER))
    ink = sheet.render(scale=2, grayscale=True).to_numpy()[: int(sheet.get_height())] < 128  # above the page's number
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    bracket = ink[rows[0] : rows[-1] + 1, columns[0] : columns[0] + 20]
    assert bracket.any(axis=1).all()
