"""Pages load what they use: requests and bytes are counted, never timed. Formulas wait until they come near the screen."""

import random

import pytest

from tests.book.browser.pages import served, settle
from tests.book.browser.weight import BYTES, REQUESTS, loaded, too_much, twice

LIVE = {"book/compression/images.html": 270_000}  # a photograph
JUMPS = """window.jumps = 0;
  const add = (list) => list.getEntries().forEach((entry) => { window.jumps += entry.value; });
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });"""
RAW = "() => [...document.querySelectorAll('main .math')].filter(node => !node.querySelector('mjx-container')).length"
LONG = "book/foundations/svd.html"  # hundreds of formulas
PAGES = ["book/index.html", LONG, "book/compression/images.html", "book/appendix/api.html", "genindex.html"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_for_little(browser, book, address):
    sizes = loaded(browser, f"{book}/{address}")
    assert too_much(sizes, LIVE.get(address, 0)) + twice(sizes) == []


def test_a_heavy_page_is_found(browser, tmp_path):
    for number in range(REQUESTS):
        (tmp_path / f"{number}.js").touch()
    (tmp_path / "icon.svg").touch()
    (tmp_path / "large.js").write_text("//" + random.Random(18).randbytes(BYTES).hex())
    scripts = "".join(
        f'<script src="{name}"></script>' for name in (*map("{}.js".format, range(REQUESTS)), "large.js?a", "large.js?b")
    )
    (tmp_path / "page.html").write_text(f"<!doctype html><link rel=icon href=icon.svg><title>Heavy</title>{scripts}")
    with served(tmp_path) as host:
        sizes = loaded(browser, f"{host}/page.html")
        requests, weight = too_much(sizes)
        assert requests == f"{REQUESTS + 3} requests, at most {REQUESTS}"
        assert weight.endswith(f" bytes, at most {BYTES:,}")
        assert twice(sizes) == [f"asked for twice: {host}/large.js"]


@pytest.fixture
def tab(browser):
    """A tab in which a page is opened without scrolling through it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_formulas_are_set_when_they_come_near(tab, book):
    tab.goto(f"{book}/{LONG}", wait_until="networkidle")
    formulas = tab.locator("main .math")
    assert tab.evaluate(RAW) > formulas.count() / 2
    formulas.last.scroll_into_view_if_needed()
    formulas.last.locator("mjx-container").wait_for()


def test_paper_has_all_formulas(tab, book):
    tab.goto(f"{book}/{LONG}")
    tab.evaluate("async () => { await MathJax.startup.promise }")
    tab.pdf()
    assert tab.evaluate(RAW) == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_link_lands_where_it_leads_and_stays_there(tab, book, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{book}/{LONG}#exercises", wait_until="networkidle")
    landed = tab.evaluate("() => document.querySelector('#exercises').getBoundingClientRect().top")
    assert 0 < landed < 100  # below the header
    settle(tab)  # every formula above it is set now
    tab.evaluate("() => new Promise(requestAnimationFrame)")
    assert abs(tab.evaluate("() => document.querySelector('#exercises').getBoundingClientRect().top") - landed) < 2


def test_a_formula_in_a_fold_is_set_when_it_is_opened(tab, book):
    tab.goto(f"{book}/{LONG}", wait_until="networkidle")
    fold = tab.locator("main details:not([open])", has=tab.locator(".math")).first.element_handle()
    assert fold.query_selector("mjx-container") is None
    fold.evaluate("fold => { fold.scrollIntoView(); fold.open = true; }")  # a click might miss what is still moving
    fold.wait_for_selector("mjx-container")


@pytest.mark.parametrize(
    ("address", "width"),
    [(LONG, 1280), ("book/index.html", 1280), ("book/appendix/api.html", 1280), ("book/foundations/rank.html", 390)],
)
def test_nothing_jumps_while_a_page_loads(tab, book, address, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.add_init_script(JUMPS)
    jumps = []
    for _ in range(3):  # a busy machine may add to them, and takes nothing away
        tab.goto(f"{book}/{address}", wait_until="networkidle")
        jumps.append(tab.evaluate("() => jumps"))
    assert min(jumps) < 0.1  # what browsers call good; the first edition's page of functions had 0.18


def held_back(tab):
    """Let MathJax come only when it is asked for; returns the list of those requests."""
    held = []
    tab.route("**/tex-chtml.js", lambda route: held.append(route))  # Playwright marks what it is given
    return held


FACES = "() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('MathJax_')).length >= 4"


def test_formulas_that_come_late_find_their_faces_and_do_not_jump(tab, book):
    tab.add_init_script(JUMPS)
    held = held_back(tab)
    tab.goto(f"{book}/book/foundations/rank.html", wait_until="commit")  # a matrix stands at its top
    tab.wait_for_function(FACES)  # before MathJax can ask for them
    held.pop().continue_()
    tab.locator("main div.math mjx-container").first.wait_for()
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("() => jumps") < 0.005  # 0.01 to 0.3 in the face that stood in for them


def test_tex_is_unseen_until_it_is_set_and_seen_if_it_never_is(tab, book):
    held = held_back(tab)
    tab.goto(f"{book}/{LONG}", wait_until="commit")
    formula = tab.locator("main .math").first
    colour = "node => getComputedStyle(node).color"
    formula.wait_for(state="attached")
    tab.wait_for_function("() => document.styleSheets.length > 3")
    unseen = formula.evaluate(colour)
    held.pop().abort()
    tab.wait_for_function("() => document.documentElement.dataset.maths === 'missing'")
    assert (unseen, formula.evaluate(colour)) == ("rgba(0, 0, 0, 0)", tab.locator("main p").first.evaluate(colour))
