"""Sheets of drills, a chapter each, as PDF: one without solutions, one with them."""

import html
from pathlib import Path

from playwright.sync_api import sync_playwright

from svdbook.drills._drill import CHAPTERS, kinds_of
from svdbook.drills._problem import LEVELS
from tools import book
from tools.chromium import FLAGS, chromium
from tools.teaching.markdown import to_html

TEMPLATE = Path(__file__).with_name("sheet.html").read_text(encoding="utf-8")
PAPER = {"prefer_css_page_size": True, "print_background": True}


def problems(chapter, seed):
    """Return the problems of a chapter's sheet: one of each kind and level."""
    return [(kind, level, kind.problem(level, seed)) for kind in kinds_of(chapter).values() for level in LEVELS]


def sheet(path, seed, solved, static):
    """Return the HTML of a chapter's sheet; letters and MathJax are those of the built book, at that address."""
    items = "\n".join(_problem(*each, solved) for each in problems(path.stem, seed))
    title = html.escape(book.title(path))
    return TEMPLATE.format(title=title, seed=seed, solved=" with solutions" if solved else "", items=items, static=static)


def _problem(kind, level, problem, solved):
    question = f"<h2>{html.escape(kind.title)} <small>{'★' * level}</small></h2>\n<p>{to_html(problem.question)}</p>"
    if not solved:
        return f'<section class="ask">{question}</section>'
    steps = "\n".join(f"<li>{to_html(step.text)}{''.join(map(_display, step.formulas))}</li>" for step in problem.steps)
    return f"<section>{question}\n<p><b>Hint.</b> {to_html(problem.hint)}</p>\n<ol>{steps}</ol></section>"


def _display(formula):
    return rf"\[{html.escape(formula, quote=False)}\]"


def write(folder, seed, root=book.ROOT):
    """Print the sheets of all chapters that have drills into a folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for path in with_drills(root):
            printed(browser, path, folder, seed, root)
        browser.close()


def printed(browser, path, folder, seed, root=book.ROOT):
    """Print the two sheets of a chapter into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    static, tab = (root / "_build" / "html" / "_static").as_uri(), browser.new_page()
    tab.set_default_timeout(0)  # a busy machine is slow, and right
    for solved in (False, True):
        file = folder / f"{path.stem}{'_solutions' if solved else ''}.html"
        file.write_text(sheet(path, seed, solved, static), encoding="utf-8")
        tab.goto(file.as_uri())
        tab.evaluate("() => MathJax.startup.promise")
        tab.pdf(path=file.with_suffix(".pdf"), **PAPER, tagged=True)
        file.unlink()
    tab.close()


def with_drills(root=book.ROOT):
    """Return the chapters that have drills."""
    return [path for path in book.chapters(root) if path.stem in CHAPTERS]
