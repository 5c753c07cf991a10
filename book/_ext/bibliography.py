"""The list of references as the text cites it: by author and year, "Stewart, G. W. (1993). On the early history ..."."""

import unicodedata
from functools import partial

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.database import Entry
from pybtex.style.formatting import unsrt
from pybtex.style.sorting import author_year_title
from pybtex.style.template import field, join, names, sentence
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle


def setup(app):
    """Name the styles, for ``bibtex_default_style`` and ``bibtex_reference_style``."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "author_year", AuthorYear)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", "author_year_round", in_round)
    app.add_post_transform(WithoutLabels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


ROUND = BracketStyle("(", ")")
# as the stand-ins in the notebooks have it: "Stewart (1993)", "(Stewart, 1993)"
in_round = partial(AuthorYearReferenceStyle, bracket_textual=ROUND, bracket_parenthetical=ROUND)


class WithoutAccents(author_year_title.SortingStyle):
    """By author and year; Läuchli stands before Lee."""

    def person_key(self, person):
        """Return the name in plain letters."""
        return unicodedata.normalize("NFKD", super().person_key(person)).encode("ascii", "ignore").decode()


class AuthorYear(unsrt.Style):
    """BibTeX's style "unsrt", the year moved from the end to the authors."""

    default_name_style = "lastfirst"
    default_sorting_style = WithoutAccents

    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "abbreviate_names": True})

    def format_names(self, role, as_sentence=True):
        """Return "Eckart, C. and Young, G. (1936)."; editors, who stand within a sentence, without the year."""
        people = names(role, sep=", ", sep2=" and ", last_sep=" and ")
        return sentence(sep=" ")[people, join["(", field("published"), ")"]] if as_sentence else people

    def format_entry(self, label, entry, bib_data=None):
        """Return an entry whose year is found by `format_names`, and empty elsewhere."""
        fields = {**entry.fields, "year": "", "published": entry.fields["year"]}
        dated = Entry(entry.type, fields, entry.persons)
        dated.key = entry.key
        return super().format_entry(label, dated, bib_data)


class WithoutLabels(SphinxPostTransform):
    """Drop labels such as [Ste93], which no text uses; without them the entry is found by its author."""

    default_priority = 6  # just after the entries have been written

    def run(self, **_):
        """Take the label off each entry."""
        for label in list(self.document.findall(nodes.label)):
            if isinstance(label.parent, nodes.citation):
                label.parent.remove(label)
