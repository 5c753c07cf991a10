"""Which edition this is, how to cite it, and where its files are: told from CITATION.cff and pyproject.toml.

In a page, ``{{ version }}``, ``{{ released }}``, ``{{ pdf }}``, ``{{ zip }}`` and ``{{ changes }}``; ``.. bibtex::`` is an
entry for those who cite the book.
"""

import tomllib
from datetime import date
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

ENTRY = """\
@book{{svd,
  title     = {{{title}}},
  author    = {{{{{authors}}}}},
  year      = {{{year}}},
  version   = {{{version}}},
  url       = {{{address}}}
}}"""


class BibTeX(SphinxDirective):
    """The entry, to be copied."""

    def run(self):
        """Return it as code."""
        entry = bibtex(Path(self.env.srcdir), self.config.copyright)
        return [nodes.literal_block(entry, entry, language="bibtex")]


def setup(app):
    """Tell MyST the words before it reads a page."""
    app.add_directive("bibtex", BibTeX)
    app.connect("config-inited", _tell)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def citation(root):
    """Return what CITATION.cff says."""
    return yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))


def addresses(root):
    """Return the addresses of pyproject.toml, by name."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]


def authors(told):
    """Return the authors' names."""
    return " and ".join(author.get("name") or "{given-names} {family-names}".format(**author) for author in told["authors"])


def bibtex(root, year):
    """Return an entry for BibTeX; the year is that of the release, or the book's."""
    told, address = citation(root), addresses(root)["Documentation"]
    year = str(told.get("date-released", year))[:4]
    return ENTRY.format(title=told["title"], authors=authors(told), year=year, version=told["version"], address=address)


def words(root):
    """Return what the front page says of this edition, as Markdown."""
    told, urls = citation(root), addresses(root)
    files = f"{urls['Repository']}/releases/latest/download"
    day = "date-released" in told and date.fromisoformat(str(told["date-released"]))
    return {
        "version": told["version"],
        "released": f"of {day.day} {day:%B %Y}" if day else "(not yet released)",
        "pdf": f"[PDF]({files}/book.pdf)",
        "zip": f"[web pages (ZIP)]({files}/book.zip)",
        "authors": authors(told),
        "changes": f"[what has changed]({urls['Changelog']})",
    }


def _tell(app, config):
    config.myst_substitutions = {**config.myst_substitutions, **words(Path(app.srcdir))}
