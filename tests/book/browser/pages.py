"""What a reader's browser finds wrong with a page: one small function for each kind of finding, and how to visit."""

import itertools
import re
import statistics
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from axe_playwright_python.sync_playwright import Axe

SETTINGS = {"light-1280": ("light", 1280), "dark-390": ("dark", 390)}
DESK, PHONE, SMALL_PHONE = 1280, 390, 360
OF_COLOURS = ["color-contrast", "link-in-text-block"]
OTHER_HOSTS = re.compile(r"^(?!http://127\.0\.0\.1[:/]|data:|blob:)")
FRAMES = "for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);"  # scripts have seen what is wide
RESIZED = f"async () => {{ {FRAMES} }}"
SETTLED = f"""async () => {{
  await window.MathJax?.startup?.promise;
  await window.MathJax?.typesetPromise?.();
  await document.fonts.ready;
  {FRAMES}
}}"""

# axe-core's time grows with the elements of a page, and most are tokens of code and letters of formulas. Colours hang on the
# tags, classes and styles from an element up to the body (and on the row of a table): one of each kind is enough.
KIND = """
  const hash = text => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt()) | 0, 7);
  const kinds = new Map([[document.body, 0]]);
  const kind = node => {
    if (!kinds.has(node)) {
      const names = node.getAttribute("class")?.replaceAll(/tag_trap-\\S+/g, ""); // which trap a cell is of is no colour
      const own = [node.tagName, names, node.getAttribute("style")];
      kinds.set(node, hash([kind(node.parentElement), ...own].join()));
    }
    return kinds.get(node);
  };
  const again = (seen, its) => seen.size === seen.add(its).size;
"""
# All formulas become the text that they are read as: their own letters are drawn by styles, where axe-core sees none. So each
# colour that a formula gives to its letters is tried on a word, once in each kind of place.
AS_TEXT = (
    f"() => {{ {KIND}"
    + """
  const seen = new Set();
  const word = name => Object.assign(document.createElement("span"), { className: name, textContent: "word" });
  for (const formula of document.querySelectorAll("mjx-container:has(mjx-assistive-mml)")) {
    const colours = ["u", "sigma", "v"].filter(name => formula.querySelector("." + name));
    const place = kind(formula), words = document.createElement("mjx-container");
    words.append(...colours.filter(name => !again(seen, place + name)).map(word));
    formula.replaceWith(formula.querySelector("mjx-assistive-mml").textContent, words.hasChildNodes() ? words : "");
  }
  for (const token of document.querySelectorAll("pre .line :not(:has(*))"))
    if (again(seen, kind(token))) token.replaceWith(token.textContent);
}"""
)
# all others go, innermost elements first; and what an earlier page has shown goes, too
ONE_OF_A_KIND = (
    f"known => {{ {KIND}"
    + """
  for (let depth = 0; depth < 8; depth++) {
    const seen = new Set(known[depth]);
    for (const leaf of document.querySelectorAll("body *:not(:has(*)):not(table *)"))
      if (again(seen, kind(leaf))) leaf.remove();
    known[depth] = [...seen];
  }
  return known;
}"""
)


def pages(folder):
    """Return the addresses of a built book's pages, relative to its folder.

    ``_static`` holds the theme's templates, ``live`` the figures that stand alone (they have tests of their own), and the page
    for what is not found works only where the book is published.
    """
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    ours = (path for path in found if not {"_static", "live"} & set(path.parts) and path.name != "404.html")
    return sorted(path.as_posix() for path in ours)


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many files

    def log_message(self, *args):
        """Log nothing: a request that failed is a finding already."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Print nothing: a tab that closes breaks off what it was loading, and what is missing is a finding already."""


@contextmanager
def served(folder):
    """Serve a folder on a free port of this machine; yields its address."""
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def visit(browser, url, setting="light-1280", **device):
    """Open a page as a first-time reader does; yields its tab, and the findings heard while it loaded."""
    scheme, width = SETTINGS[setting]
    # reduced motion: a colour half-way through a transition has a contrast of its own
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(**look, **device)
    tab = context.new_page()
    heard = listen(tab)
    tab.goto(url)
    settle(tab)
    yield tab, heard
    context.close()


def settle(tab):
    """Wait until a redirect has led on, and the fonts and all formulas are there, as if one had scrolled through the page."""
    tab.wait_for_function("() => !document.querySelector('meta[http-equiv=refresh i]')")
    tab.wait_for_load_state()
    tab.evaluate(SETTLED)


def listen(tab):
    """Return a list that grows by what goes wrong from now on: other hosts asked, files missing, scripts failing."""
    heard = []
    tab.route(OTHER_HOSTS, lambda route: (heard.append(f"another host: {route.request.url}"), route.abort()))
    tab.on("response", lambda answer: answer.status < 400 or heard.append(f"missing: {answer.status} {answer.url}"))
    tab.on("requestfailed", lambda request: OTHER_HOSTS.match(request.url) or heard.append(f"missing: {request.url}"))
    tab.on("pageerror", lambda error: heard.append(f"script: {error}"))
    tab.on("console", lambda message: _is_error(message) and heard.append(f"console: {message.text}"))
    return heard


def _is_error(message):
    # what failed to load is heard by its address already
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def unfold(tab):
    """Open hints, proofs and hidden cells."""
    tab.eval_on_selector_all("summary, .toggle-hidden .toggle-button", "nodes => nodes.forEach(node => node.click())")
    tab.evaluate(SETTLED)


def maths(tab):
    """Find formulas that MathJax has left as they were, or has failed at."""
    raw = "nodes => nodes.filter(node => !node.querySelector('mjx-container')).map(node => node.textContent)"
    failed = "nodes => nodes.map(node => node.dataset.mjxError || node.textContent)"
    return [f"maths not set: {text}" for text in tab.eval_on_selector_all(".math", raw)] + [
        f"maths wrong: {text}" for text in tab.eval_on_selector_all("mjx-merror, [data-mjx-error]", failed)
    ]


def sideways(tab):
    """Find a page wider than its screen; wide tables, formulas and code scroll within themselves."""
    beyond = tab.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return [f"sideways: {beyond} px beyond the screen"] if beyond > 0 else []


def headings(tab):
    """Find headings that shout over the ones above them: as large as these, or heavier."""
    looks = """nodes => nodes.map(node => [node.localName, getComputedStyle(node)])
        .map(([name, style]) => [name, parseFloat(style.fontSize), Number(style.fontWeight)])"""
    seen = sorted(map(tuple, tab.eval_on_selector_all("article :is(h1, h2, h3)", looks)))
    pairs = [(high, low) for high, low in itertools.combinations(seen, 2) if high[0] < low[0]]
    loud = {(high[0], low[0]) for high, low in pairs if low[1] >= high[1] or low[2] > high[2]}
    return [f"headings: {low} shouts over {high}" for high, low in sorted(loud)]


# the lines of paragraphs that are plain text, the last one of each left out, as it may be short
LINES = """nodes => nodes.filter(node => node.childNodes.length === 1 && !node.firstElementChild).slice(0, 12).flatMap(node => {
  const range = document.createRange(), tops = [];
  for (let at = 0; at < node.textContent.length; at++) {
    range.setStart(node.firstChild, at);
    range.setEnd(node.firstChild, at + 1);
    tops.push(Math.round(range.getBoundingClientRect().bottom / 5));
  }
  const lines = Object.values(Object.groupBy(tops, top => top)).map(line => line.length);
  return lines.slice(0, -1);
})"""
LONGEST = 75


def line_lengths(tab):
    """Return the number of characters of each full line of plain text."""
    return tab.eval_on_selector_all("article p", LINES)


def long_lines(tab):
    """Find text whose lines are longer than an eye follows easily."""
    lengths = line_lengths(tab)
    usual = statistics.median(lengths) if lengths else 0
    return [f"long lines: {usual:.0f} characters, at most {LONGEST}"] * (usual > LONGEST)


def cut_off(tab):
    """Find formulas wider than their box that do not scroll, so that no one sees their end."""
    # the box of an accent reaches a little beyond its letter, its ink does not
    hidden = """nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 4
        && getComputedStyle(node).overflowX === "hidden").map(node => node.textContent.trim())"""
    return [f"cut off: {text}" for text in tab.eval_on_selector_all(".math mjx-container", hidden)]


def unmarked(tab):
    """Find what scrolls sideways and does not say so."""
    silent = """nodes => nodes.filter(node => node.scrollWidth > node.clientWidth + 1 && !node.dataset.more
        && ["auto", "scroll"].includes(getComputedStyle(node).overflowX)).map(node => node.textContent.trim().slice(0, 60))"""
    return [f"unmarked: {text}" for text in tab.eval_on_selector_all("article :is(div, pre, mjx-container)", silent)]


def too_wide(tab):
    """Find what need not scroll but does: a formula is written in several lines, code wraps, a table's rows become cards."""
    texts = "nodes => nodes.map(node => node.textContent.trim().slice(0, 60))"
    scrolling = ".math mjx-container[data-more], .cell_input pre[data-more], .pst-scrollable-table-container[data-more]"
    return [f"too wide: {text}" for text in tab.eval_on_selector_all(scrolling, texts)]


def torn(tab):
    """Find short formulas in tables that stand in two lines: the column should have been wider."""
    halves = """nodes => nodes.map(node => [node, [...node.getClientRects()]]).filter(([node, lines]) =>
        new Set(lines.map(line => Math.round(line.bottom))).size > 1 &&
        lines.reduce((sum, line) => sum + line.width, 0) < 6 * parseFloat(getComputedStyle(node).fontSize)
        ).map(([node]) => node.parentElement.textContent.trim())"""
    return [f"torn: {text}" for text in tab.eval_on_selector_all("table .math mjx-math", halves)]


def hidden_underscores(tab):
    """Find links whose line covers the underscores of a name."""
    covered = """nodes => nodes.filter(node => node.textContent.includes("_") && [node, node.closest("a")].some(part =>
        getComputedStyle(part).textDecorationLine === "underline" && getComputedStyle(part).textUnderlineOffset === "auto"))
        .map(node => node.textContent.trim())"""
    return [f"hidden underscores: {text}" for text in tab.eval_on_selector_all("a > code, .highlight a", covered)]


def pictures(tab):
    """Find pictures whose alternative text is missing, or a file's name, or too short to tell anything."""
    texts = "nodes => nodes.map(node => [node.getAttribute('src'), node.getAttribute('alt')])"
    return [f"picture: {src!r} has alt {alt!r}" for src, alt in tab.eval_on_selector_all("img", texts) if not _tells(alt)]


def _tells(alt):
    # myst-nb's default is the path of the file
    return alt is not None and len(alt.strip()) >= 8 and not re.search(r"\.(png|svg|jpe?g|gif)$", alt, re.I)


def stretched(tab):
    """Find pictures that are shown in another shape than their own."""
    shapes = """nodes => nodes.filter(
        node => node.naturalWidth && node.width && getComputedStyle(node).objectFit === "fill").map(
        node => [node.getAttribute("src"), (node.width / node.height) / (node.naturalWidth / node.naturalHeight)])"""
    found = tab.eval_on_selector_all("img", shapes)
    return [f"stretched: {src} to {shape:.2f} of its shape" for src, shape in found if abs(shape - 1) > 0.03]


def barriers(tab):
    """Find what axe-core does: all its default rules, of any impact, but for colours; and what no finger hits (WCAG 2.2)."""
    violations = axe(tab, rules={"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in OF_COLOURS}})
    return [finding for rule in violations for finding in nodes_of(rule)]


def nodes_of(rule):
    """Return what axe-core found by one rule, in words."""
    return [f"axe {rule['id']}: {node['html'][:200]}" for node in rule["nodes"]]


def axe(tab, within=None, **options):
    """Return the rules of axe-core that a page, or what a selector finds in it, breaks."""
    return run_axe(tab, within, {"resultTypes": ["violations"], **options})["violations"]


def run_axe(tab, within, options):
    """Return all that axe-core answers."""
    if not tab.evaluate("() => !!window.axe"):
        tab.evaluate(Axe().axe_script)
    options = {**options, "preload": False}  # else it asks for style sheets once more, at wrong addresses
    return tab.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])


# a picture to axe-core, which then measures no contrast in front of it
RULE_OF_A_LONG_LINE = ".highlight .line { background: none !important }"


def contrasts(tab):
    """Find what is too pale: single letters too, which axe-core leaves to us, and what stands where it cannot measure."""
    answer = run_axe(tab, None, {"resultTypes": ["violations", "incomplete"], "runOnly": OF_COLOURS})
    return [finding for rule in answer["violations"] + doubts(answer) for finding in nodes_of(rule)]


def doubts(answer):
    """Return the doubts of axe-core that are about colours, not about what lies over another."""
    asked = ("shortTextContent", "bgGradient", "bgImage")
    of_colours = [[node for node in rule["nodes"] if _reason(node) in asked] for rule in answer["incomplete"]]
    return [{**rule, "nodes": nodes} for rule, nodes in zip(answer["incomplete"], of_colours, strict=True)]


def _reason(node):
    data = (node["any"] and node["any"][0]["data"]) or {}
    judged = data.get("messageKey") != "shortTextContent" or data["contrastRatio"]  # letters in a drawing may lie on a line
    return data.get("messageKey") if judged else None


STOPS = 120
# whose entries are what the reader has come for, or acts on
LISTS = (
    ".general-index, .api, .citation-list, dl.py, .live, .quiz, .drill, .exercise, .tag_exercise-solution, "
    ":is(h2, h3) > a.internal"
)


def many_stops(tab):
    """Find a page on which the Tab key stops too often."""
    # of radio buttons in a group one is a stop
    count = """lists => [...document.querySelectorAll("a[href], :is(button, input):enabled, summary, [tabindex]")].filter(
        node => node.type !== "radio" || node === node.form.elements[node.name][0]).filter(
        node => node.tabIndex >= 0 && !node.closest(lists) && node.checkVisibility({ visibilityProperty: true })).length"""
    stops = tab.evaluate(count, LISTS)
    return [f"many stops: {stops}, at most {STOPS}"] * (stops > STOPS)


SEEN = (maths, sideways, headings, long_lines, cut_off, unmarked, too_wide, torn, hidden_underscores, pictures, stretched)


def findings(browser, url, setting="light-1280", known=None):
    """Return all that is wrong with a page, in words: on a desk and on two phones, light and dark.

    A list ``known`` gathers the kinds of elements whose colours are sound, and saves judging them again on the next page.
    """
    with visit(browser, url, setting) as (tab, heard):
        stops = many_stops(tab)
        unfold(tab)
        found = stops + at(tab, (DESK, SMALL_PHONE, PHONE), *SEEN)
        loading = list(heard)  # what follows takes things away that the page's scripts may look for
        tab.evaluate(AS_TEXT)
        found += at(tab, (PHONE, DESK), barriers)
        kinds = tab.evaluate(ONE_OF_A_KIND, known or [[]] * 8)
        tab.add_style_tag(content=RULE_OF_A_LONG_LINE)
        for scheme, widths in {"light": (DESK, PHONE), "dark": (PHONE, DESK)}.items():
            turn(tab, scheme)
            found += at(tab, widths, contrasts)
        if known is not None and not found:
            known[:] = kinds
        return loading + found


def at(tab, widths, *finders):
    """Return what is found on screens of some widths."""
    found = []
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate(RESIZED)
        found += [f"{finding}, at {width} px" for find in finders for finding in find(tab)]
    return found


def turn(tab, scheme):
    """Turn the reader's system, and so the page, light or dark."""
    tab.emulate_media(color_scheme=scheme)
    themed = "() => document.documentElement.dataset.theme"  # not a page that is broken on purpose
    tab.wait_for_function(f"scheme => [undefined, scheme].includes(({themed})())", arg=scheme)
