"""Load a page of two built books in turn, on a processor slowed down four times: when its formulas are there, what blocks.

python -m benchmarks.pages OLD/_build/html _build/html
python -m benchmarks.pages OLD/_build/html _build/html book/data/regression.html
"""

import statistics
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.book.browser.pages import served
from tools.chromium import FLAGS, chromium

PAGE = "book/foundations/svd.html"
SLOWER, RUNS = 4, 5
FIGURES = ("maths_ms", "blocked_ms", "shift")
# Formulas are there once none on the screen waits any longer; blocked is what tasks take beyond 50 ms each.
WATCH = """(() => {
  const seen = (window.seen = { maths_ms: 0, blocked_ms: 0, shift: 0, last: 0 });
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("longtask", (task) => { seen.blocked_ms += task.duration - 50; seen.last = performance.now(); });
  watch("layout-shift", (shift) => { if (!shift.hadRecentInput) seen.shift += shift.value; });
  const waits = (formula) => {
    const { top, bottom } = formula.getBoundingClientRect();
    return bottom > 0 && top < innerHeight && !formula.querySelector("mjx-container");
  };
  const look = () => {
    const all = [...document.querySelectorAll("main .math")];
    if (all.some(waits)) requestAnimationFrame(look);
    else seen.maths_ms = seen.last = performance.now();
  };
  document.addEventListener("readystatechange", look, { once: true }); // when the page is parsed
})()"""
QUIET = "() => seen.maths_ms && performance.now() - seen.last > 2000"


def load(browser, url):
    """Load a page as a first-time reader does; return its figures."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    tab.add_init_script(WATCH)
    tab.goto(url)
    tab.wait_for_function(QUIET, timeout=120_000)
    figures = tab.evaluate("() => seen")
    context.close()
    return figures


def compare(books, page):
    """Return the figures of each of two books, one set a run, loaded in turn so that a drifting machine drifts for both."""
    with ExitStack() as stack:
        hosts = [stack.enter_context(served(book)) for book in books]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        runs = [[load(browser, f"{host}/{page}") for host in hosts] for _ in range(RUNS)]
    return zip(*runs, strict=True)


def main(first, second, page=PAGE):
    """Print the medians of both books."""
    print(page, *FIGURES, sep="\t")
    for book, runs in zip((first, second), compare((Path(first), Path(second)), page), strict=True):
        print(book, *(f"{statistics.median(run[figure] for run in runs):.4g}" for figure in FIGURES), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
