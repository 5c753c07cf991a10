"""Print the assembled book by Chromium, twice: first to see on which page each label comes, then with the pages told."""

import io
import re
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pikepdf
from playwright.sync_api import sync_playwright

from tools.chromium import FLAGS
from tools.paper.letters import truetype

# but for those of which brackets are made: their straight piece is stretched 500 times and clipped, and only as a drawing
# does a PDF have it then
LETTERS = re.compile(r"MathJax_(?!Size[14]).*\.woff$")
PAPER = {"prefer_css_page_size": True, "print_background": True}


def printed(file, chromium):
    """Return the PDF of an HTML file, and the page of each label that a link leads to."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        result = with_pages(opened(browser, file))
        browser.close()
    return result


def opened(browser, file):
    """Return a tab with an HTML file, its formulas set in letters that a PDF can carry."""
    tab = browser.new_page()
    tab.set_default_timeout(0)  # a busy machine is slow, and right
    tab.route(LETTERS, lambda route: route.fulfill(body=truetype(url2pathname(urlsplit(route.request.url).path))))
    tab.goto(file.as_uri())
    tab.evaluate("() => MathJax.startup.promise")
    return tab


def with_pages(tab, tries=3):
    """Print a book that tells pages until it tells those on which things are: numbers take room, and may move a label."""
    pages = pages_of(tab.pdf(**PAPER))
    for _ in range(tries):
        tab.evaluate("pages => tellPages(pages)", pages)
        pdf, told = tab.pdf(**PAPER, tagged=True), pages
        pages = pages_of(pdf)
        if pages == told:
            return pdf, pages
    raise RuntimeError(f"the pages told have moved some labels to other pages, {tries} times over")


def pages_of(pdf):
    """Return the page of each label that a link of a PDF leads to."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        return {str(name)[1:]: numbers[place[0].objgen] for name, place in document.Root.Dests.items()}
