"""What a page tells those who come from elsewhere: its address, a description, and a card for where links are shown.

The book's address stands in pyproject.toml, the one place; here it becomes the canonical address of each page, that of the
card, and the prefix without which the page for what is not found, shown at any depth, would find no style sheet.
"""

import html
import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes

CARD = "_static/card.png", 1200, 630, "The unit circle, turned, stretched and turned again by a matrix."  # make pictures
LONGEST = 200  # what search engines show of a description
NOT_FOUND = """\
<h1>There is no such page</h1>
<p>It may have moved: chapters are renamed now and then. The <a href="{front}">front page</a> lists all of them,
and the search looks through every page.</p>
"""


def setup(app):
    """Look at each page before it is written; tell search engines of all once they are."""
    app.connect("config-inited", _set_addresses)
    app.connect("html-page-context", _describe)
    app.connect("build-finished", _list_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _set_addresses(app, config):
    project = tomllib.loads((Path(app.srcdir) / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    config.html_baseurl = project["urls"]["Documentation"]
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path
    front = f"{config.notfound_urls_prefix}{config.root_doc}.html"
    config.notfound_context = {"title": "There is no such page", "body": NOT_FOUND.format(front=front)}


def sentences(doctree):
    """Yield the sentences of a page's own paragraphs, None for one with a formula in it."""
    paragraphs = [node for node in doctree.findall(nodes.paragraph) if isinstance(node.parent, nodes.section)]
    for paragraph in paragraphs:
        words = ["\0" if isinstance(text.parent, nodes.math) else text for text in paragraph.findall(nodes.Text)]
        found = re.split(r"(?<=[.?!])\s+", " ".join("".join(words).split()))
        yield from (None if "\0" in sentence else sentence for sentence in found if sentence.endswith((".", "?", "!")))


def description(doctree, otherwise):
    """Return the first sentences of a page that have no formula in them, as many as are shown."""
    told = ""
    for sentence in sentences(doctree):
        if sentence and len(told) + len(sentence) < LONGEST:
            told = f"{told} {sentence}".strip()
        elif told:
            break
    return told or otherwise


def tags(name, title, text, config):
    """Return what stands in the head of a page, by the names that search engines and previews of links know."""
    source, width, height, alt = CARD
    return {
        "description": text,
        "og:title": title,
        "og:description": text,
        "og:type": "website" if name == config.root_doc else "article",
        "og:url": f"{config.html_baseurl}{name}.html",
        "og:site_name": config.html_title,
        "og:image": f"{config.html_baseurl}{source}",
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
    }


def _describe(app, pagename, templatename, context, doctree):
    if doctree:
        title = app.env.titles[pagename].astext()
        text = description(doctree, f"{title} of the book {app.config.html_title}.")
        lines = [_tag(*pair) for pair in tags(pagename, title, text, app.config).items()]
        context["metatags"] = "\n".join([context.get("metatags", ""), *lines, ""])


def _tag(name, content):
    kind = "property" if name.startswith("og:") else "name"
    return f'<meta {kind}="{name}" content="{html.escape(str(content))}" />'


def _list_pages(app, error):
    if error or app.builder.format != "html":
        return
    base, out = app.config.html_baseurl, Path(app.outdir)
    places = "".join(f"  <url><loc>{base}{name}.html</loc></url>\n" for name in sorted(app.env.found_docs))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    (out / "sitemap.xml").write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="{space}">\n{places}</urlset>\n')
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
