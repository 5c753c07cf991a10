"""Mend pages once all are written, where neither an option nor a template of the theme could: each repair maps HTML to HTML.

The build warns of a repair that has become superfluous, or no longer fits the HTML it was made for.
"""

from pathlib import Path

from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def when_built(app, repairs):
    """Have every page mended by these repairs."""
    from_nothing = not any(Path(app.outdir).rglob("*.html"))  # else pages may be there that are mended already
    app.connect("build-finished", lambda app, error: _mend_pages(app, error, repairs, from_nothing))


def mend(html, repairs):
    """Return a page with every mend made, and the repairs that were needed.

    Mending twice changes nothing, so a second build may meet a mended page.
    """
    used = set()
    for repair in repairs:
        before, html = html, repair(html)
        used |= {repair} if html != before else set()
    return html, used


def _mend_pages(app, error, repairs, from_nothing):
    if error or app.builder.format != "html":
        return
    used = set()
    for page in Path(app.outdir).rglob("*.html"):
        html, needed = mend(page.read_text(encoding="utf-8"), repairs)
        page.write_text(html, encoding="utf-8")
        used |= needed
    for repair in repairs:
        if from_nothing and repair not in used:
            name = f"{repair.__module__}.{repair.__name__}"
            LOGGER.warning("%s mends no page: is it superfluous, or has the HTML changed?", name)
