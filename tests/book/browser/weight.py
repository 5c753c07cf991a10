"""What a first-time reader's browser loads for a page: how many requests, and how many bytes as a server would send them."""

import gzip
import re

REQUESTS = 56  # a handful are letters of formulas further down, for the printer (print.js)
BYTES = 650_000  # the first edition's pages weighed 1.3 MB


def loaded(browser, url):
    """Return the address of everything that a page asks for until it is settled, and its size, compressed where that helps."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    answers = []
    tab.on("requestfinished", lambda request: answers.append(request.response()))
    tab.goto(url, wait_until="networkidle")
    # a Chromium without a window has no tab to show an icon in, and asks for none
    sizes = [(answer.url, compressed(answer.body())) for answer in answers if not answer.url.endswith("icon.svg")]
    context.close()
    return sizes


def compressed(body):
    """Return how many bytes a server sends: pictures and fonts are compressed already."""
    return min(len(body), len(gzip.compress(body)))


def too_much(sizes, live=0):
    """Find a page that asks too often, or for too much, in words; figures may be as many and as large as they must.

    A page with a live figure may weigh so many bytes more as its data do.
    """
    rest = [size for url, size in sizes if "/_images/" not in url]
    found = [f"{len(rest)} requests, at most {REQUESTS}"] * (len(rest) > REQUESTS)
    most = BYTES + live
    return found + [f"{sum(rest):,} bytes, at most {most:,}"] * (sum(rest) > most)


def twice(sizes):
    """Find what a page asks for a second time under another address."""
    files = [re.sub(r"[?#].*", "", url) for url, _ in sizes]
    return [f"asked for twice: {file}" for file in sorted(set(files)) if files.count(file) > 1]
