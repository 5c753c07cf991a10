"""What the book's extensions make of links: labels, citations, the index, previews; without building a page."""

import json
from types import SimpleNamespace

import api_links
import bibliography
import fragments
import index_terms
import previews
import pybtex.database
import pytest
import search
from docutils import nodes
from docutils.utils import new_document
from lxml import html


def test_myst_knows_every_label_of_a_page():
    document = new_document("page")
    document += [nodes.section(ids=["heading"]), nodes.target(ids=["thm-x", "eq-x"]), nodes.paragraph()]
    known = {"heading": (1, "heading", "The heading")}
    environment = SimpleNamespace(docname="page", metadata={"page": {"myst_slugs": dict(known)}})
    fragments._add_labels(SimpleNamespace(env=environment), document)
    assert environment.metadata["page"]["myst_slugs"] == {**known, "thm-x": (0, "thm-x", "thm-x"), "eq-x": (0, "eq-x", "eq-x")}


def test_a_heading_is_known_by_the_name_that_jupyter_gives_it():
    document = new_document("page")
    document += nodes.section("", nodes.title("", "Shapes and slices"), ids=["shapes-and-slices"])
    document.myst_slugs = {}
    fragments.KnowHeadings(document).apply()
    assert document.myst_slugs == {"Shapes-and-slices": (0, "shapes-and-slices", "Shapes and slices")}


ENTRIES = {
    "@article{a, author={Eckart, Carl and Young, Gale}, title={On ranks}, journal={Psych}, volume=1, number=3, pages=211, "
    "year=1936}": "Eckart, C. and Young, G. (1936). On ranks. Psych, 1(3):211.",
    "@book{b, author={Veselić, Krešimir and van der Walt, S. and Rao, K. R.}, title={Much}, edition={4th}, "
    "publisher={SIAM}, year=2013}": "Veselić, K., van der Walt, S. and Rao, K. R. (2013). Much. SIAM, 4th edition.",
    "@incollection{c, author={Wu, Kesheng}, title={Part}, booktitle={Whole}, editor={Tou, J. T.}, "
    "publisher={AMS}, year=1967}": "Wu, K. (1967). Part. In Tou, J. T., editor, Whole. AMS.",
}


@pytest.mark.parametrize(("entry", "text"), ENTRIES.items(), ids=["article", "book", "collection"])
def test_a_reference_begins_with_author_and_year(entry, text):
    data = pybtex.database.parse_string(entry, "bibtex")
    (formatted,) = bibliography.AuthorYear().format_entries(data.entries.values())
    assert str(formatted.text.render_as("text")) == text


def test_names_are_sorted_without_their_accents():
    names = ["Lee, D.", "Läuchli, P.", "Lanczos, C."]
    key = bibliography.WithoutAccents().person_key
    assert sorted((pybtex.database.Person(name) for name in names), key=key)[1].last_names == ["Läuchli"]


def test_references_lose_their_labels_and_footnotes_keep_theirs():
    document = new_document("page")
    document += [kind("", nodes.label("", "1"), nodes.paragraph()) for kind in (nodes.citation, nodes.footnote)]
    bibliography.WithoutLabels(document).run()
    assert [[type(child) for child in note] for note in document] == [[nodes.paragraph], [nodes.label, nodes.paragraph]]


TERMS = {"singular value": "singular value", "gram matrix": "Gram matrix"}


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("Weyl", "theorem", ["Weyl", "theorem; Weyl"]),
        ("What it costs", "lemma", ["lemma; What it costs"]),
        ("The Gram matrix", "definition", ["Gram matrix"]),
        ("Norms", "definition", ["norms"]),
        ("Singular values", "theorem", ["singular value", "theorem; Singular values"]),
    ],
)
def test_a_named_box_is_found_in_the_index(name, kind, found):
    assert index_terms.entries(name, kind, TERMS) == found


def test_each_entry_of_the_index_says_once_where_it_leads():
    pages = {"glossary": "Glossary", index_terms.REFERENCE: "svdlib", "low": "Low", "svd": "SVD"}
    environment = SimpleNamespace(
        titles={page: nodes.title("", title) for page, title in pages.items()},
        toc_secnumbers={"low": {"": (12,)}, "svd": {"": (3,)}, "glossary": {}},
    )
    links = [("main", f"{page}.html#{label}") for page in pages for label in "ab"]
    assert index_terms.places(links, environment) == [
        ("chapter 3", "svd.html#a"),
        ("chapter 12", "low.html#a"),
        ("glossary", "glossary.html#a"),
        ("reference", f"{index_terms.REFERENCE}.html#a"),
    ]


def test_terms_are_known_before_the_chapters_are_read():
    names = ["book/a", "book/glossary", "book/z"]
    index_terms._glossary_first(None, None, names)
    assert names == ["book/glossary", "book/a", "book/z"]


PAGE = """<div><h1>A page<a class="headerlink" href="#top">#</a></h1><p>How it <a href="#b">begins</a>.</p><p>More.</p>
<section id="part"><span id="sec-x"></span><h2>A part</h2><div>1</div><p>Its text.</p></section>
<div class="math" id="eq">\\(x\\)</div><div class="exercise" id="ex"><p>Why?</p><details>A hint</details></div>
<figure id="fig"><img src="../../_images/a.png"/></figure>
<dl><dt id="term">word</dt><dd><p>Its meaning,</p><p>and more.</p></dd>
<dt class="sig" id="f">f(x)</dt><dd><p>What it does.</p><p>And how.</p></dd></dl><p id="other">text</p></div>"""
SHOWN = {
    "": "<h1>A page</h1><p>How it begins.</p>",
    "part": "<h2>A part</h2><p>Its text.</p>",
    "sec-x": "<h2>A part</h2><p>Its text.</p>",
    "eq": '<div class="math">\\(x\\)</div>',
    "ex": '<div class="exercise"><p>Why?</p></div>',
    "fig": '<figure><img src="%root%_images/a.png"></figure>',
    "term": "<dt>word</dt><p>Its meaning,</p><p>and more.</p>",
    "f": '<dt class="sig">f(x)</dt><p>What it does.</p>',
    "other": "",
    "nowhere": "",
}


@pytest.mark.parametrize(("label", "text"), SHOWN.items())
def test_a_preview_tells_what_is_behind_a_label(label, text):
    assert previews.preview(previews.by_label(html.fromstring(PAGE)).get(label), "book/part/page") == text


def test_only_what_is_linked_is_previewed():
    links = (
        '<p><a class="headerlink" href="#own">#</a><a href="other.html#there"></a><a href="../c.html"></a><a href="#d"></a></p>'
    )
    pages = {name: html.fromstring(links if name == "book/a" else "<p></p>") for name in ("book/a", "book/other", "c", "e")}
    wanted = {"book/a": {"", "d"}, "book/other": {"", "there"}, "c": {""}, "e": {""}}
    assert previews.targets(pages) == wanted


def test_each_page_has_a_script_of_its_previews(tmp_path):
    previews._write(SimpleNamespace(outdir=str(tmp_path)), {"book/a": html.fromstring("<div><h1>Ä</h1></div>")})
    script = (tmp_path / "_static" / "previews" / "book" / "a.js").read_text(encoding="utf-8")
    assert script.startswith('previews["book/a"] = ')
    assert json.loads(script.partition(" = ")[2].rstrip(";\n")) == {"": "<h1>Ä</h1>"}


FORMULAS = {
    r"\(\kappa = \sigma_1/\sigma_n \ge 1\)": "κ = σ₁/σₙ ≥ 1",
    r"\(A = U\Sigma V^\hugs{T}\)": "A = U\N{GREEK CAPITAL LETTER SIGMA} Vᵀ",
    r"\(\class{u}{u}_{\class{u}{i}}^{k+1}\)": "uᵢ^k+1",
    r"\[\begin{split}\tfrac{1}{n-1}\,x^2\end{split}\]": "1/n-1x²",
    r"\(\operatorname{rank} A \le \min(m, n)\)": "rank A ≤ min(m, n)",
    r"\(\cos 45^{\circ} + x^{\unknown}\)": "cos 45° + x",
    r"\(" + "x + " * 20 + r"x\)": "…",
}


@pytest.mark.parametrize(("tex", "text"), FORMULAS.items(), ids=["κ", "ᵀ", "class", "display", "operator", "angle", "long"])
def test_a_formula_is_found_as_it_would_be_typed(tex, text):
    assert search.plain(tex) == text


FOUND_IN = """<section id="rank"><h1><span class="section-number">1. </span>Rank<a class="headerlink" href="#rank">#</a></h1>
<p>What</p><p>is <span class="math"><span class="eqno">(1)</span>\\(\\sigma_1\\)</span>?</p><div class="cell"><p>code</p></div>
<section id="rows"><h2><span class="section-number">1.1. </span>Rows</h2><p>As many.</p>
<div class="proof theorem" id="thm-row"><p><span class="caption-number">Theorem 1.1 </span> (Row rank)</p>
<section class="theorem-content" id="c"><p>Equal.</p></section></div><div class="proof"><p>Proof. Count.</p></div></section>
<div class="exercise" id="ex"><p><span class="caption-number">Exercise 1.1 </span> (★ One)</p><section><p>Why?</p>
<details><summary>Hint</summary><p>Look.</p></details></section></div>
<figure id="fig"><img alt="A line."/><figcaption>
<p><span class="caption-number">Fig. 1.1 </span>Lines. Two.</p></figcaption></figure>
<dl class="glossary"><dt id="term-rank">Rank</dt><dd><p>A number.</p></dd></dl>
<dl class="py function"><dt class="sig" id="svdlib.svd">svd(A)</dt><dd><p>All.</p><dl><dt>A</dt></dl></dd></dl>
<div class="citation" id="id1"><p>Weyl, H. (1912). On it. Math.</p></div>
<section id="trap"><h2><a class="reference internal" href="svd.html#trap">Vt</a></h2><p>Told there.</p></section></section>"""
FACTS = [
    ["1.", "Rank", "rank.html", "Chapter", "What is σ₁? Vt Told there."],
    ["1.1.", "Rows", "rank.html#rows", "1. Rank", "As many. Proof. Count."],
    ["Theorem 1.1", "Row rank", "rank.html#thm-row", "1. Rank", "Equal."],
    ["Exercise 1.1", "★ One", "rank.html#ex", "1. Rank", "Why? Look."],
    ["Fig. 1.1", "Lines", "rank.html#fig", "1. Rank", "Two A line."],
    ["", "Rank", "rank.html#term-rank", "1. Rank", "A number. Also: dimension, size."],
    ["", "svd", "rank.html#svdlib.svd", "Function of svdlib", "All."],
    ["", "Weyl, H. (1912)", "rank.html#id1", "1. Rank", "On it. Math."],
]


def test_each_thing_is_found_by_itself():
    entries = [("see", "dimension; Rank", "", "", None), ("see", "size; Rank", "", "", None), ("single", "size", "", "", None)]
    environment = SimpleNamespace(get_domain=lambda name: SimpleNamespace(entries={"page": entries}))
    found = search.facts("rank", html.fromstring(f"<div>{FOUND_IN}</div>"), search.synonyms(environment))
    assert [fact[:5] for fact in found] == FACTS


KNOWN = {f"svdlib.{name}": SimpleNamespace(docname="api", node_id=f"svdlib.{name}") for name in ("svd", "SVD.split", "pca")}
BUILDER = SimpleNamespace(get_relative_uri=lambda here, there: f"{there}.html")
ENVIRONMENT = SimpleNamespace(
    app=SimpleNamespace(builder=BUILDER), docname="page", get_domain=lambda name: SimpleNamespace(objects=KNOWN)
)


def linked(*children, imports="from svdlib import svd"):
    """Return the names that are links in a section with these in a paragraph, and in a second section."""
    document = new_document("page")
    document.settings.env = ENVIRONMENT
    code = nodes.literal_block(imports, imports)
    document += [code] + [nodes.section("", nodes.paragraph("", "", *(child.deepcopy() for child in children))) for _ in "ab"]
    api_links.LinkLiterals(document).run()
    return [(link.astext(), link["refuri"]) for link in document.findall(nodes.reference) if "refuri" in link]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("svd", "svd"),
        ("svd(A)", "svd"),
        ("svd(A).s", "svd"),
        ("svdlib.pca", "pca"),
        ("svdlib.SVD.split", "SVD.split"),
        ("pca", None),  # not imported: it may be another's
        ("np.linalg.svd", None),
        ("s", None),
        ("...", None),
    ],
)
def test_a_name_of_ours_is_a_link_once_a_section(text, target):
    literal = nodes.literal("", text)
    found = linked(nodes.Text("The function "), literal, nodes.Text(" and "), literal)
    assert found == [(text, f"api.html#svdlib.{target}")] * 2 if target else found == []


@pytest.mark.parametrize("library", ["NumPy", "SciPy", "scikit-learn"])
def test_a_name_of_others_is_none_of_ours(library):
    assert linked(nodes.Text(f"It is sorted. So is {library}'s own "), nodes.literal("", "svd")) == []
    assert linked(nodes.Text(f"That is {library}'s. Ours is "), nodes.literal("", "svd")) != []


def test_names_in_headings_and_links_are_left_alone():
    literal = nodes.literal("", "svd")
    assert linked(nodes.title("", "", literal), nodes.reference("", "", literal, refid="there")) == []


@pytest.mark.parametrize(
    "code",
    [
        "from svdlib import svd",
        "from svdlib import (\n    pca,\n    svd,\n)",
        "import numpy\n    from svdlib import pca, svd\nx = 1",
    ],
)
def test_what_a_page_imports_from_us_is_known(code):
    document = new_document("page")
    document += nodes.literal_block(code, code)
    assert "svd" in api_links.ours(document, ENVIRONMENT)


def test_in_code_a_name_is_a_link_where_it_first_stands():
    name, other = '<span class="n">svd</span>', '<span class="n">svds</span>'
    attribute, argument = f'<span class="o">.</span>{name}', f'{name}<span class="o">=</span>'
    link = '<a class="n internal" href="api.html" tabindex="-1">svd</a>'
    cell = api_links.in_code(f"{other} {attribute} {argument} {name} {name}", {"svd": "api.html"})
    assert cell == f"{other} {attribute} {argument} {link} {name}"
