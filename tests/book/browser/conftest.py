"""One Chromium and one server a worker; without a Chromium the folder is skipped, without a built book it fails."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.book.browser.pages import pages, served
from tools.chromium import FLAGS, chromium

ROOT = Path(__file__).parents[3]
BOOK = Path(os.environ.get("BOOK", ROOT / "_build" / "html"))
NO_CHROMIUM = "no Chromium found: browser checks skipped; install Debian's chromium, or any on the PATH, to run them"


def pytest_configure(config):
    """Stop at once, with one line, where checks that must run cannot."""
    if not chromium() and os.environ.get("BROWSER") == "required":
        raise pytest.UsageError("no Chromium found, and BROWSER=required: install Debian's chromium, or put one on the PATH")
    if chromium() and not pages(BOOK):
        raise pytest.UsageError(f"no built book in {BOOK}: run `make book` first, or set BOOK to where it was built")


def pytest_collection_modifyitems(items):
    """Without a Chromium leave one test, skipped, to tell the reason once rather than for every page."""
    ours = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    if ours and not chromium():
        ours[0].add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        items[:] = [item for item in items if item not in ours[1:]]


def pytest_generate_tests(metafunc):
    """Give a test that takes a `page` each page of the book in turn."""
    if "page" in metafunc.fixturenames:
        metafunc.parametrize("page", pages(BOOK) or ["none"])


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def book():
    """The address at which the built book is served."""
    with served(BOOK) as address:
        yield address


@pytest.fixture(scope="session")
def notebook():
    """One page that was a notebook, relative to the book's address."""
    return next(page for page in pages(BOOK) if (BOOK / "_sources" / page).with_suffix(".ipynb").exists())
