"""Mend what the theme and the extensions leave inaccessible, for axe-core to find nothing on any page.

Colours, focus and scrolling are mended in ``_static/*.css`` and ``_static/*.js``; here the HTML, as it is built.
``tests/book/browser`` runs axe-core over every page and tells which mend has become insufficient.
"""

import re

import mending


def setup(app):
    """Quieten the theme before a page is written, and mend every page once all are."""
    app.connect("config-inited", _known_colour_mode)
    app.connect("config-inited", _no_thebe)
    mending.when_built(app, REPAIRS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _sidebar(html):
    # axe "region": the theme puts the logo and the search button outside every landmark
    landmark = r'\1 role="complementary" aria-label="Contents of the book">'
    return re.sub(r'(<div id="pst-primary-sidebar" class="[^"]*")>', landmark, html)


def _references(html):
    # axe "aria-deprecated-role", "aria-allowed-role", "aria-required-children": docutils gives each entry of its
    # role="list" the role doc-biblioentry, which ARIA 1.2 has withdrawn
    return html.replace('role="doc-biblioentry"', 'role="listitem"')


def _repeated_ids(html):
    # one id, one element: sphinx-proof and sphinx-exercise give every box's body the same one, which nothing links to
    return re.sub(r'(<section\b[^>]*?) id="(?:proof|exercise|solution)-content"', r"\1", html)


def _summaries(html):
    # WCAG 2.5.3, label in name: myst-nb names every hidden cell "Toggle hidden content", whatever its text says
    return html.replace('<summary aria-label="Toggle hidden content">', "<summary>")


ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
TABLE = re.compile(r'<table class="table">.*?</table>', re.DOTALL)
PART = re.compile(rf"<({'|'.join(ROLES)})(?=[ >])")
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
UNSEEN = re.compile(r"<[^>]+>|\\[a-z]+|[\\(){}\s]")
SHORT = 22  # letters: a last column of cells like this stands beside three others on a phone


def _tables(html):
    # on a phone the rows of wide ones are drawn as cards (_static/phone.css), and then not every browser tells that they are a
    # table
    return TABLE.sub(lambda table: _with_roles(table[0]) if _is_wide(table[0]) else table[0], html)


def _is_wide(table):
    rows = [CELL.findall(row) for row in ROW.findall(table)]
    return len(rows[0]) > 4 or max(len(UNSEEN.sub("", row[-1])) for row in rows) > SHORT


def _with_roles(table):
    return PART.sub(lambda tag: f'{tag[0]} role="{ROLES[tag[1]]}"', table)


REPAIRS = (_sidebar, _references, _repeated_ids, _summaries, _tables)


def _known_colour_mode(app, config):
    # the theme starts in mode "", then complains on the console that this is none of its modes
    config.html_context.setdefault("default_mode", "auto")


def _no_thebe(app, config):
    # jupyter-book always loads sphinx-thebe, whose script declares one constant twice, an error on every page
    for listener in [one for event in app.events.listeners.values() for one in event]:
        if listener.handler.__module__ == "sphinx_thebe":
            app.disconnect(listener.id)
    app.registry.css_files[:] = [file for file in app.registry.css_files if file[0] != "sphinx-thebe.css"]
