"""Print the assembled book by Chromium, twice: first to see on which page each label comes, then with the pages told."""

import io

import pikepdf
from playwright.sync_api import sync_playwright

from tools.chromium import FLAGS

PAPER = {"prefer_css_page_size": True, "print_background": True}


def printed(file, chromium):
    """Return the PDF of an HTML file, with the page of each label that a link leads to."""
    with sync_playwright() as playwright:
        # hinted letters would stand unevenly: their widths are rounded to the pixels of a screen
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, "--font-render-hinting=none"])
        tab = browser.new_page()
        tab.set_default_timeout(0)  # a busy machine is slow, and right
        tab.goto(file.as_uri())
        tab.evaluate("() => MathJax.startup.promise")
        pages = pages_of(tab.pdf(**PAPER))
        tab.evaluate("pages => tellPages(pages)", pages)
        pdf = tab.pdf(**PAPER, tagged=True)
        browser.close()
    if pages_of(pdf) != pages:
        raise RuntimeError("the numbers of the pages, once told, have moved a label to another page")
    return pdf, pages


def pages_of(pdf):
    """Return the page of each label that a link of a PDF leads to."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: number for number, page in enumerate(document.pages, start=1)}
        return {str(name)[1:]: numbers[place[0].objgen] for name, place in document.Root.Dests.items()}
