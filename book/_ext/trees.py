"""Hand the pages, as trees of HTML, to what is made of all of them once they are written: previews, and what search finds."""

from lxml import html


def when_written(app, use):
    """Have ``use(app, pages)`` called with the body of each page that was written, by name."""
    if not hasattr(app, "pages_as_trees"):
        app.pages_as_trees = {}
        app.connect("html-page-context", _keep)
    app.connect("build-finished", lambda app, error: _is_site(app, error) and use(app, app.pages_as_trees))


def _is_site(app, error):
    return not error and app.builder.format == "html"


def _keep(app, name, template, context, doctree):
    if doctree:
        app.pages_as_trees[name] = html.fromstring(context["body"])
