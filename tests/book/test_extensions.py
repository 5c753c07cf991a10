"""What the book's Sphinx extensions do to a page, without building one: before, and after."""

import importlib.util
from types import SimpleNamespace

import accessibility
import icons
import lean
import mending
import offline_maths
import picture_sizes
import pytest
from docutils import nodes
from docutils.utils import new_document
from PIL import Image
from punctuation import JoinCode, JoinPunctuation, JoinUnits
from sphinx.errors import ExtensionError

REPAIRS = {
    "the sidebar becomes a landmark": (
        '<div id="pst-primary-sidebar" class="bd-sidebar-primary bd-sidebar">',
        '<div id="pst-primary-sidebar" class="bd-sidebar-primary bd-sidebar" role="complementary" '
        'aria-label="Contents of the book">',
    ),
    "a reference becomes an item of its list": (
        '<div class="citation" id="id1" role="doc-biblioentry">',
        '<div class="citation" id="id1" role="listitem">',
    ),
    "the body of a box has no id of its own": ('<section class="x" id="proof-content">', '<section class="x">'),
    "nor has that of an exercise": ('<section id="exercise-content">', "<section>"),
    "nor has that of a solution": ('<section id="solution-content">', "<section>"),
    "a theorem keeps its label": (
        '<div class="proof theorem admonition" id="thm-x">',
        '<div class="proof theorem admonition" id="thm-x">',
    ),
    "a hidden cell is named by its text": ('<summary aria-label="Toggle hidden content">', "<summary>"),
    "a table drawn as cards is one": (
        '<table class="table"><thead><tr class="a"><th class="head">x</th></tr></thead>\n'
        "<tbody><tr><td>a <b>sentence</b> of thirty letters or so</td></tr></tbody></table>",
        '<table role="table" class="table"><thead role="rowgroup"><tr role="row" class="a">'
        '<th role="columnheader" class="head">x</th></tr></thead>\n'
        '<tbody role="rowgroup"><tr role="row"><td role="cell">a <b>sentence</b> of thirty letters or so</td>'
        "</tr></tbody></table>",
    ),
    "so is one of five columns": (
        '<table class="table"><tr><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th></tr></table>',
        '<table role="table" class="table"><tr role="row">'
        + "".join(f'<th role="columnheader">{number}</th>' for number in range(1, 6))
        + "</tr></table>",
    ),
    "a table that ends in short cells stays a table": (
        '<table class="table"><tr><th>x</th><th>last</th></tr>'
        "<tr><td>a sentence of thirty letters or so</td><td>2</td></tr></table>",
        '<table class="table"><tr><th>x</th><th>last</th></tr>'
        "<tr><td>a sentence of thirty letters or so</td><td>2</td></tr></table>",
    ),
    "icons are drawn once": (
        '<b></b>\n  <!-- So that users can add custom icons -->\n  <script defer src="scripts/fontawesome.js?5"></script>',
        "<b></b>",
    ),
    "a page is dark from the start": (
        '<script>theme = localStorage.getItem("theme") || "auto";</script>',
        '<script>theme = localStorage.getItem("theme") || '
        '(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");</script>',
    ),
    "a page has one viewport": (
        '<head><meta name="viewport" content="a" /><i>\n</i>\n<meta name="viewport" content="b" /></head>',
        '<head><meta name="viewport" content="a" /><i>\n</i></head>',
    ),
}
ALL = (*accessibility.REPAIRS, *lean.REPAIRS)


@pytest.mark.parametrize(("before", "after"), REPAIRS.values(), ids=REPAIRS)
def test_repair(before, after):
    pages = ("<p>a</p>{}<p>b</p>", "{0}<p>a</p>{0}")  # wherever it stands, and as often as it does
    for page in pages[: 1 if "<head>" in before else 2]:
        assert mending.mend(page.format(before), ALL)[0] == page.format(after)
    assert mending.mend(after, ALL) == (after, set())


def test_each_repair_is_tested():
    assert [repair for repair in ALL if any(repair(before) != before for before, _ in REPAIRS.values())] == list(ALL)


def app(folder, form="html", **more):
    """Stand for Sphinx where an extension asks it for little."""
    return SimpleNamespace(builder=SimpleNamespace(format=form), outdir=str(folder), **more)


@pytest.fixture
def warnings(monkeypatch):
    """Return a list in which the warnings of the repairs are collected."""
    said = []
    monkeypatch.setattr(mending.LOGGER, "warning", lambda text, *parts: said.append(text % parts))
    return said


def test_every_page_is_mended_and_each_repair_used(tmp_path, warnings):
    pages = [tmp_path / "part" / f"{number}.html" for number in range(len(REPAIRS))]
    pages[0].parent.mkdir()
    for page, (before, _) in zip(pages, REPAIRS.values(), strict=True):
        page.write_text(before)
    mending._mend_pages(app(tmp_path), None, ALL, from_nothing=True)
    assert [page.read_text() for page in pages] == [after for _, after in REPAIRS.values()]
    assert warnings == []


@pytest.mark.parametrize("from_nothing", [True, False])
def test_a_repair_that_mends_nothing_is_told(tmp_path, warnings, from_nothing):
    for name, (before, after) in REPAIRS.items():
        (tmp_path / f"{name}.html").write_text(after if "sidebar" in name else before)
    mending._mend_pages(app(tmp_path), None, ALL, from_nothing)
    told = ["accessibility._sidebar mends no page: is it superfluous, or has the HTML changed?"]
    assert warnings == (told if from_nothing else [])


class Sphinx(SimpleNamespace):
    """Stands for Sphinx where an extension sets itself up: it keeps what is to be called at which event."""

    def __init__(self, folder):
        super().__init__(**vars(app(folder)), config=SimpleNamespace(), called=[])

    def connect(self, event, handler):
        """Keep a handler."""
        self.called.append((event, handler))

    def at(self, event):
        """Return what is called at an event."""
        return [handler for each, handler in self.called if each == event]


def test_the_theme_is_quietened_before_a_page_is_written(tmp_path):
    sphinx = Sphinx(tmp_path)
    accessibility.setup(sphinx)
    assert sphinx.at("config-inited") == [accessibility._known_colour_mode, accessibility._no_thebe]


@pytest.mark.parametrize("pages_before", [True, False])
def test_only_a_build_from_nothing_tells_what_is_superfluous(tmp_path, warnings, pages_before):
    page = tmp_path / "page.html"
    if pages_before:
        page.touch()
    sphinx = Sphinx(tmp_path)
    accessibility.setup(sphinx)
    page.write_text("nothing to mend")
    (finish,) = sphinx.at("build-finished")
    finish(sphinx, None)
    assert len(warnings) == (0 if pages_before else len(accessibility.REPAIRS))


def test_the_page_loads_a_mathjax_that_is_copied(tmp_path):
    sphinx = Sphinx(tmp_path)
    offline_maths.setup(sphinx)
    for handler in sphinx.at("build-finished"):
        handler(sphinx, None)
    assert (tmp_path / "_static" / sphinx.config.mathjax_path).is_file()


@pytest.mark.parametrize(("error", "form"), [(ValueError("no"), "html"), (None, "latex")])
def test_what_is_no_whole_site_is_left_alone(tmp_path, error, form):
    page = tmp_path / "page.html"
    page.write_text(before := '<section id="proof-content"><img src="page.html">')
    mending._mend_pages(app(tmp_path, form), error, ALL, from_nothing=True)
    icons._leave_out(app(tmp_path, form), error)
    offline_maths._copy(app(tmp_path, form), error)
    picture_sizes._size_pictures(app(tmp_path, form), error)
    assert page.read_text() == before
    assert list(tmp_path.iterdir()) == [page]


def test_the_colour_mode_is_one_the_theme_knows():
    for given, kept in ({}, "auto"), ({"default_mode": "dark"}, "dark"):
        config = SimpleNamespace(html_context=given)
        accessibility._known_colour_mode(None, config)
        assert config.html_context == {"default_mode": kept}


def test_thebe_is_taken_away_and_nothing_else():
    def handler(module):
        function = lambda: None  # noqa: E731
        function.__module__ = module
        return function

    gone = []
    listeners = {"event": [SimpleNamespace(id=i, handler=handler(m)) for i, m in enumerate(("sphinx_thebe", "myst_nb"))]}
    files = [("sphinx-thebe.css", {}), ("page.css", {})]
    sphinx = SimpleNamespace(
        events=SimpleNamespace(listeners=listeners), disconnect=gone.append, registry=SimpleNamespace(css_files=files)
    )
    accessibility._no_thebe(sphinx, None)
    assert gone == [0]
    assert files == [("page.css", {})]


def test_mathjax_is_copied_as_far_as_tex_needs_it(tmp_path):
    for _ in range(2):  # a second build meets the first one's copy
        offline_maths._copy(app(tmp_path), None)
    copy = tmp_path / "_static" / "mathjax"
    script = (copy / "tex-chtml.js").read_text()
    assert "typesetPromise" in script
    assert "contextMenu" not in script
    assert list((copy / "output" / "chtml" / "fonts").rglob("*.woff"))
    assert (copy / "input" / "tex" / "extensions" / "boldsymbol.js").is_file()
    assert sum(file.stat().st_size for file in copy.rglob("*") if file.is_file()) < 2e6


def test_a_missing_mathjax_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ExtensionError, match="formulas need the package sphinx-mathjax-offline: pip install"):
        offline_maths.setup(SimpleNamespace())


def joined(*children):
    """Return a paragraph after the transform, as text that shows its structure."""
    document = new_document("page")
    document += nodes.paragraph("", "", *children)
    JoinPunctuation(document).run()
    return document[0].pformat().split("\n", 1)[1]


@pytest.mark.parametrize("mark", [",", ".", ";", ":", "?", "!", ")", "]", "\u2019", "\u201d", "),", ")."])
def test_a_formula_and_the_mark_after_it_are_held_together(mark):
    text = joined(nodes.Text("if "), nodes.math("", "x"), nodes.Text(f"{mark} then"))
    parts = ["if ", '<inline classes="together">', "<math>", "x", mark, "then"]
    assert [line.strip() for line in text.splitlines()] == [part.strip() for part in parts]


def test_a_formula_before_a_word_is_left_alone():
    text = joined(nodes.math("", "x"), nodes.Text(" and, later, "), nodes.math("", "y"))
    assert "together" not in text


def test_the_same_mark_elsewhere_stays_where_it_is():
    text = joined(nodes.emphasis("", "a"), nodes.Text(". "), nodes.emphasis("", "b"), nodes.math("", "x"), nodes.Text(". "))
    assert " ".join(text.split()) == '<emphasis> a . <emphasis> b <inline classes="together"> <math> x .'


@pytest.mark.parametrize("mark", ["(", "[", "\u201c"])
def test_a_formula_and_the_bracket_before_it_are_held_together(mark):
    text = joined(nodes.Text(f"else {mark}"), nodes.math("", "x"), nodes.Text(" is one)"))
    assert [line.strip() for line in text.splitlines() if line.strip()][:3] == ["else", '<inline classes="together">', mark]


def test_each_formula_of_a_list_is_held_to_its_comma():
    text = joined(nodes.math("", "x"), nodes.Text(", "), nodes.math("", "y"), nodes.Text("."))
    assert text.count("together") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<img alt="a" src="sharp.png">', '<img width="30" height="20" alt="a" src="sharp.png">'),
        (
            '<img src="part/../sharp.png?v=1" style="width: 30px; height: 21px;" />',
            '<img width="30" height="20" src="part/../sharp.png?v=1" />',
        ),
        ('<img src="/book/drawn.svg">', '<img width="96" height="48" src="/book/drawn.svg">'),
        ('<img src="drawn.svg" style="width: 100%;">', '<img width="96" height="48" src="drawn.svg">'),
        *[
            (as_it_is, as_it_is)
            for as_it_is in ('<img src="gone.png">', '<img src="data:x">', '<img src="drawn.svg" width="9">')
        ],
    ],
)
def test_pictures_have_a_size(before, after, tmp_path):
    (tmp_path / "part").mkdir()
    Image.new("RGB", (61, 40)).save(tmp_path / "sharp.png")
    (tmp_path / "drawn.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36pt"></svg>')
    (tmp_path / "page.html").write_text(f"<p>{before}</p>")
    sphinx = app(tmp_path)
    sphinx.config = SimpleNamespace(html_baseurl="https://example.invalid/book/")
    picture_sizes._size_pictures(sphinx, None)
    assert (tmp_path / "page.html").read_text() == f"<p>{after}</p>"


@pytest.mark.parametrize("pair", ["12 kg", "0.5 %", "3.1 dB", "60 MB", "28 \u00d7 28 pixels", "90 ms", "1.7 m tall"])
def test_a_unit_keeps_to_its_number(pair):
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.Text(f"about {pair}"), nodes.literal("", f"x = {pair}"))
    JoinUnits(document).run()
    number, unit = pair.split(" ")[:2]
    assert f"about {number}\u00a0{unit}" in document.astext()
    assert f"x = {pair}" in document.astext()


def test_a_word_is_no_unit():
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.Text("3 more, 12 made, 5 people, 2 monkeys"))
    JoinUnits(document).run()
    assert "\u00a0" not in document.astext()


@pytest.mark.parametrize(("code", "classes"), [("make lab", ["together"]), ("np.linalg.svd(A, full_matrices=False)", [])])
def test_short_code_stays_on_one_line(code, classes):
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.literal(code, code))
    JoinCode(document).run()
    assert document[0][0]["classes"] == classes
