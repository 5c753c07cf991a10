"""The book keeps its rules; that each rule finds what breaks it, test_faults.py says."""

import inspect
import json
import subprocess

import nbformat
import pytest

import svdbook
import svdlib
from svdbook.drills import drill_kinds
from svdbook.drills._drill import CHAPTERS as DRILLED
from tests.book import rules
from tools.book import ROOT, chapters
from tools.book import name as name_of

HTML = ROOT / "_build" / "html"
CHAPTERS = chapters()
PUBLIC = {name: getattr(package, name) for package in (svdlib, svdbook) for name in package.__all__}
# neither the theme's templates nor figures that stand alone
PAGES = sorted(page for page in HTML.rglob("*.html") if not {"_static", "live"} & set(page.relative_to(HTML).parts))


def name(thing):
    return getattr(thing, "__name__", None) or thing.stem


@pytest.mark.parametrize("rule", rules.OF_A_NOTEBOOK, ids=name)
@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_chapter(chapter, rule):
    assert rule(nbformat.read(chapter, as_version=4)) == []


def test_the_self_test_says_what_to_read():
    refresher = ROOT / "book" / "foundations" / "refresher.ipynb"
    assert rules.unguided_answer(nbformat.read(refresher, as_version=4)) == []


def test_a_self_test_that_leaves_a_reader_alone_is_found():
    quiz = ":::{container} quiz\n<details>\n1. **Right.** Yes.\n2. No. Read [Length](#Length).\n3. No.\n</details>"
    texts = "# A\n\n## Questions", quiz, "## Length\n\n## Angle\n\n## Exercises"
    cells = [nbformat.v4.new_markdown_cell(text) for text in texts]
    found = rules.unguided_answer(nbformat.v4.new_notebook(cells=cells))
    assert found == ["no half page to read: No.", "no answer leads to: Angle"]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_every_kind_of_drill_stands_in_its_chapter(chapter):
    kinds = drill_kinds(chapter.stem) if chapter.stem in DRILLED else {}
    assert rules.unplaced_drill(nbformat.read(chapter, as_version=4), kinds) == []


def test_a_kind_that_stands_nowhere_is_found():
    text = "## Drills\n\n<!--myst\n:::{drill} one\n:::\n\n:::{drill} two\n:::\n-->"
    cells = [nbformat.v4.new_code_cell(f'drill("{kind}", seed=1)') for kind in ("one", "two")]
    for cell in cells:
        cell.metadata["tags"] = ["remove-cell"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text), *cells])
    assert rules.unplaced_drill(notebook, ["one", "two"]) == []
    assert rules.unplaced_drill(notebook, ["one", "two", "three"]) == ["no box: three", "no cell: three"]
    assert rules.unplaced_drill(notebook, []) == ["no kind of drill"]
    assert rules.unplaced_drill(notebook, ["one"]) == ["boxes and cells are not those of the chapter"]
    notebook.cells[1:] = cells[::-1]
    assert rules.unplaced_drill(notebook, ["one", "two"]) == ["boxes and cells are not those of the chapter"]
    cells[0].metadata.clear()
    assert rules.unplaced_drill(notebook, ["one", "two"]) == ["no cell: one"]


def test_table_of_contents():
    assert rules.toc_mismatch(ROOT) == []


def test_table_of_contents_finds_the_breach(tmp_path):
    (tmp_path / "book").mkdir()
    for page in ("index.md", "forgotten.ipynb"):
        (tmp_path / "book" / page).touch()
    toc = "root: book/index\nparts: [{chapters: [{file: book/gone}, {file: book/gone}]}]"
    (tmp_path / "_toc.yml").write_text(toc)
    found = rules.toc_mismatch(tmp_path)
    expected = ["not in the table of contents: book/forgotten", "in the table of contents, but no page: book/gone"]
    assert found == [*expected, "listed twice: book/gone"]


def test_the_front_page_names_the_chapters():
    assert rules.unlisted_chapter(ROOT) == []


def test_the_front_page_is_found_wanting(tmp_path):
    (tmp_path / "book" / "part").mkdir(parents=True)
    for chapter in ("first", "second"):
        (tmp_path / "book" / "part" / f"{chapter}.ipynb").touch()
    (tmp_path / "_toc.yml").write_text("parts: [{caption: A, chapters: [{file: book/part/first}, {file: book/part/second}]}]")
    front = tmp_path / "book" / "index.md"
    front.write_text("[First](part/first.ipynb)")
    assert rules.unlisted_chapter(tmp_path) == ["not on the front page: part/second"]
    front.write_text("[Second](part/second.ipynb), [first](part/first.ipynb)")
    assert rules.unlisted_chapter(tmp_path) == ["the front page has another order of chapters"]


def test_the_front_page_shows_the_chapters():
    names = [name_of(chapter).removeprefix("book/") for chapter in CHAPTERS]
    assert rules.unshown_chapter(HTML / "book" / "index.html", names) == []


def test_a_chapter_that_is_not_shown_is_found(tmp_path):
    page = tmp_path / "index.html"
    shown = '<svg class="chapter-map"><a href="a/first.html"></a></svg>'
    page.write_text(
        f'<ul class="cards"><li><img><a href="a/first.html"></a></li><li><a href="a/bare.html"></a></li></ul>{shown}'
    )
    found = rules.unshown_chapter(page, ["a/first", "a/bare", "a/gone"])
    assert found == ["no picture: a/bare", "not on the map: a/bare", "no card: a/gone", "not on the map: a/gone"]


def test_the_pages_cite_the_bibliography():
    assert rules.uncited_work(ROOT) == []


def test_a_work_that_is_not_cited_is_found(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "references.bib").write_text("@book{strang1993,\n}\n@book{rudin1976,\n}\n@book{weyl1912,\n}\n")
    (tmp_path / "book" / "page.md").write_text("As {cite:t}`rudin1976,weyl1912` and {cite:p}`nobody1900` have it.")
    assert rules.uncited_work(tmp_path) == ["nowhere cited: strang1993", "not in the bibliography: nobody1900"]


def test_links_lead_to_what_they_name():
    assert rules.vague_link(ROOT) == []


@pytest.mark.parametrize(
    ("link", "vague"),
    [
        ("[always](rank.ipynb)", True),
        ("[the next theorem](rank.ipynb)", True),
        ("[frank](rank.ipynb)", True),
        ("[always](rank.ipynb#thm-rank)", False),
        ("[Rank](rank.ipynb)", False),
        ("[*The rank*](rank.ipynb)", False),
        ("[the next chapter](rank.ipynb)", False),
        ("[the chapter on rows\nand columns](rank.ipynb)", False),
        ("<!--plain-->[always](rank.ipynb)<!--/plain-->", False),
        ("[always](https://example.invalid)", False),
    ],
)
def test_a_link_that_names_a_fact_and_leads_elsewhere_is_found(link, vague, tmp_path):
    (tmp_path / "book").mkdir()
    rank = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# The rank of a matrix")])
    nbformat.write(rank, tmp_path / "book" / "rank.ipynb")
    (tmp_path / "book" / "page.md").write_text(f"# A page\n\nThat is {link}.")
    found = rules.vague_link(tmp_path)
    assert found == ["page: " + link.replace("](", "] names a fact, and leads to the top of ").removesuffix(")")] * vague


def test_docstrings_and_the_bibliography_name_works_alike():
    found = {name: rules.unknown_source(inspect.getdoc(thing), ROOT) for name, thing in PUBLIC.items()}
    assert {name: findings for name, findings in found.items() if findings} == {}


def test_a_docstring_that_names_a_work_otherwise_is_found():
    docstring = (
        'References\n----------\nStrang, "The fundamental theorem of\nlinear programming", *Amer. Math. Monthly* (1993).\n\n'
    )
    words = ["The fundamental theorem of linear programming", "Amer. Math. Monthly"]
    assert rules.unknown_source(docstring, ROOT) == [f"not in the bibliography: {name}" for name in words]


def test_the_book_is_built():
    assert len(PAGES) > len(CHAPTERS), "no built book: run `make book` first"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HTML)))
def test_page(page):
    assert rules.page_findings(page, HTML) == []


def test_search_finds_what_is_there():
    assert rules.faulty_search(HTML) == []


def test_a_faulty_search_is_found(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "page.html").write_text('<p id="there"></p>')
    texts = {
        "page.html": "Fine, even if_it is.",
        "page.html#there": r"so \(x_{1} \sigma",
        "page.html#gone": "activation.What",
        "no.html": "",
    }
    facts = [["", "name", address, "place", text, 1] for address, text in [*texts.items(), ("page.html", "")]]
    (tmp_path / "_static" / "facts.js").write_text(f"searchIn({json.dumps(facts)});\n")
    assert rules.faulty_search(tmp_path) == [
        "found twice: page.html",
        r"TeX: \(x",
        r"TeX: _{",
        r"TeX: \sigma",
        "leads nowhere: page.html#gone",
        "two words in one: activation.What",
        "leads nowhere: no.html",
    ]


def test_the_gallery_has_every_trap():
    assert rules.unlisted_trap(HTML) == []


def test_a_trap_that_the_gallery_has_not_is_found(tmp_path):
    pages = {
        "data/part": "".join(f'<div class="proof trap admonition" id="{label}"></div>' for label in ("trap-a", "trap-b")),
        "appendix/mistakes": '<section><h3><a href="../data/part.html#trap-a">A</a></h3></section>',
    }
    for name, text in pages.items():
        (tmp_path / "book" / name).parent.mkdir(parents=True)
        (tmp_path / "book" / f"{name}.html").write_text(text)
    assert rules.unlisted_trap(tmp_path) == ["not in the gallery: ../data/part.html#trap-b"]


def test_no_path_of_a_machine_in_any_file():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for file in (ROOT / path for path in tracked.split("\0") if path and not path.startswith("tests/")):
        if file.exists() and b"\0" not in (content := file.read_bytes())[:8000]:
            lines = content.decode().splitlines()
            found += [
                f"{file.name}: {line[:80]}" for line in lines if '"image/png"' not in line and rules.MACHINE_PATH.search(line)
            ]
    assert found == []


def test_the_rules_read_what_git_holds():
    # the notebooks parse as JSON and hold what nbformat says they should
    for chapter in CHAPTERS:
        nbformat.validate(json.loads(chapter.read_text(encoding="utf-8")))
