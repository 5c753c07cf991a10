"""How a test holds a live figure: it stands alone on a page, is touched, and its numbers are read."""

from contextlib import contextmanager

from svdbook.live._figure import SCRIPTS

PATIENCE = 30_000  # milliseconds, as Playwright waits by itself: long, since nothing may fail because a machine is busy
RESTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@contextmanager
def opened(browser, path, width=900, scheme="light", height=900, **device):
    """Open a file in a tab of its own; yields the tab, and what goes wrong in it: other addresses are asked for, too."""
    look = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(**look, **device)
    tab = context.new_page()
    heard = []
    tab.on("pageerror", lambda error: heard.append(str(error)))
    tab.on("console", lambda message: message.type == "error" and heard.append(message.text))
    tab.on("request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or heard.append(request.url))
    tab.goto(path.as_uri())
    tab.locator(".live[data-on]").first.wait_for()
    rest(tab)
    yield tab, heard
    context.close()


def rest(tab):
    """Wait until what was asked for is drawn."""
    tab.evaluate(RESTED)


def numbers(tab):
    """Return the exact numbers behind those that are shown, by name."""
    cells = tab.locator(".live [data-name]").evaluate_all("nodes => nodes.map(node => [node.dataset.name, node.dataset.value])")
    return {name: float(value) for name, value in cells}


def shown(tab):
    """Return the numbers as a reader reads them, by name."""
    cells = tab.locator(".live [data-name]").evaluate_all("nodes => nodes.map(node => [node.dataset.name, node.textContent])")
    return {name: text.replace("\N{MINUS SIGN}", "-").replace(",", "") for name, text in cells}


def said(tab):
    """Return the sentence under the figure."""
    return tab.locator(".live-sentence").inner_text()


def type_in(tab, label, value):
    """Type a number into the field of that name."""
    tab.get_by_label(label, exact=True).fill(repr(float(value)))
    rest(tab)


def slide(tab, key, value):
    """Move the slider of a part of the state."""
    tab.locator(f".live input[data-key={key}]").fill(str(value))
    rest(tab)


def choose(tab, key, name):
    """Choose by name from the list of a part of the state."""
    tab.locator(f".live select[data-key={key}]").select_option(name)
    rest(tab)


def drag(tab, label, right, down):
    """Drag a handle by so many pixels."""
    box = tab.get_by_role("slider", name=label).locator("circle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + right, y + down, steps=4)
    tab.mouse.up()
    rest(tab)


def run(tab, scripts, expression, given=None):
    """Return the value of a JavaScript expression of `given`, with what some of the figures' scripts define."""
    text = "\n".join((SCRIPTS / f"{name}.js").read_text() for name in scripts)
    return tab.evaluate(f"(given) => {{\n{text}\nreturn {expression};\n}}", given)


CROWDED = """() => [...document.querySelectorAll('.live svg')].flatMap((svg) => {
    const sheet = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll('text')].filter((node) => node.textContent).map((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const ink = (bottom - top) / 4; // letters are lower than lines
        return { node, text: node.textContent, left: left + 1, right: right - 1, top: top + ink, bottom: bottom - ink };
    });
    const handles = [...svg.querySelectorAll('.live-handle circle:last-child')].map((node) => node.getBoundingClientRect());
    const named = words.filter(({ node }) => node.classList.contains('live-name'));
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const cut = (a) => a.left < sheet.left - 1 || a.right > sheet.right + 1 || a.top < sheet.top || a.bottom > sheet.bottom;
    return [...named.filter((a) => handles.some((b) => meet(a, b))).map(({ text }) => `${text} lies under a handle`),
        ...words.filter(cut).map(({ text }) => `${text} is cut`),
        ...words.flatMap((a, i) => words.slice(i + 1).filter((b) => meet(a, b)).map((b) => `${a.text} lies on ${b.text}`))];
})"""


def crowded(tab):
    """Return what is wrong with the words in drawings: on others, cut, or under handles."""
    return tab.evaluate(CROWDED)


def press(tab, name, times=1):
    """Press a button, by its words."""
    for _ in range(times):
        tab.get_by_role("button", name=name, exact=True).click()
        rest(tab)


def swipe(tab, label, right, down):
    """Drag a handle by so many pixels with a finger, which might scroll the page instead."""
    box = tab.get_by_role("slider", name=label).locator("circle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = tab.context.new_cdp_session(tab)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x + right * step / 10, "y": y + down * step / 10}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    rest(tab)
