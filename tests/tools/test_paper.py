"""How the book on paper is put together, printed and finished: each step on a page or a file made for it."""

import importlib.util
import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import html

from tools.paper import __main__ as paper
from tools.paper import exercises, finishing, front, general_index, pages, printing
from tools.paper.assembly import running_head, tell_pages
from tools.paper.chapters import Chapter, begun, chapter
from tools.paper.letters import truetype

PAGE = """<!doctype html><script>window.MathJax = {}</script><h1>Site</h1><article>
<section id="rank"><h1><span class="section-number">1. </span>Rank<a class="headerlink" href="#rank">#</a></h1>
<div class="cell tag_hide-cell tag_nbval-ignore-output">set-up</div>
<div class="cell tag_hide-input"><details><summary>Show</summary>draws</details><p>shown</p></div>
<section id="one"><h2>1.1. One</h2><p>See <a class="internal" href="../data/pca.html#thm-a">there</a>,
<a class="internal" href="#one">here</a>, <a href="../../search.html">search</a>, <a href="https://example.org/x">out</a>.</p>
<img src="../../_images/a.png"><pre><span class="line">a<b>b</b>
</span><span class="line">
</span><span class="line">
</span><span class="line">c</span></pre></section>
<details class="proof"><summary>Proof.</summary><p>Clear. <i>Done.</i></p></details>
<section id="exercises"><h2>Exercises</h2>
<p>The solution is hidden below.</p>
<div class="exercise" id="ex-a"><p class="admonition-title"><span>Exercise 1.1 </span> (★ First)</p>
<section><p>Do it.</p><details><summary>Hint</summary><p>Think.</p></details></section></div>
<div class="cell tag_exercise-stub"><div class="cell_input"><pre>a = ...</pre></div>
<div class="cell_output"><div class="output"><pre>rank.a: not answered yet
</pre></div></div></div>
<div class="cell tag_exercise-solution"><details><summary>Show</summary>
<div class="cell_input"><pre><span>a = 1</span></pre></div><div class="cell_output"><div class="output"><pre>so
rank.a: right
</pre></div></div></details></div>
<p>Afterwards.</p></section></section></article>"""


@pytest.fixture
def site(tmp_path):
    """A site of one page."""
    (tmp_path / "book" / "part").mkdir(parents=True)
    (tmp_path / "book" / "part" / "rank.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rank(site):
    """The page as a chapter."""
    return chapter(site, "book/part/rank", "Part I, all")


def said(element):
    return " ".join(" ".join(element.itertext()).split())


def test_a_chapter_knows_its_number_its_title_and_its_sections(rank):
    assert (rank.number, rank.title, rank.head) == ("1", "Rank", "1. Rank")
    assert [label for label, _ in rank.sections()] == ["book/part/rank:one"]


def test_labels_and_links_are_those_of_one_book(rank):
    links = [link.get("href") for link in rank.body.iter("a")]
    assert links == ["#book/data/pca:thm-a", "#book/part/rank:one", "#search", "https://example.org/x"]
    assert "book/part/rank:ex-a" in rank.body.xpath("//@id")
    assert rank.body.xpath("//img/@src") == ["../html/_images/a.png"]


def test_links_to_what_is_not_on_paper_become_text(rank):
    pages.unlink_others(rank.body, {"book/part/rank"})
    assert [link.text for link in rank.body.iter("a")] == ["here", "out"]
    assert "See there," in said(rank.body)


def test_links_to_other_chapters_tell_the_page(rank):
    tell_pages(rank)
    assert rank.body.xpath(".//span[@class='page']/@data-of") == ["book/data/pca:thm-a"]


def test_what_only_a_screen_can_use_is_gone_and_proofs_begin_with_their_name(rank):
    text = said(rank.body)
    assert "set-up" not in text
    assert "draws" not in text
    assert "shown" in text
    assert "Proof. Clear. Done." in text


def test_two_empty_lines_of_code_become_one(rank):
    assert rank.body.find(".//pre").text_content() == "ab\n\nc"


def test_hints_and_solutions_are_moved_and_linked_both_ways(rank):
    answers, (hint,), (solution,) = exercises.divide(rank.body)
    assert answers == []
    assert said(hint) == "Exercise 1.1 (★ First) Think."
    assert said(solution) == "Exercise 1.1 (★ First) a = 1 so"
    assert "hidden" not in said(rank.body)
    assert said(rank.body).endswith("Exercise 1.1 (★ First) Do it. Hint Solution a = ... Afterwards.")
    assert [solution.get("id"), hint.get("id")] == [f"book/part/rank:ex-a:{name}" for name in ("solution", "hint")]
    assert {link.get("href") for link in hint.iter("a")} == {"#book/part/rank:ex-a"}
    assert [link.get("href") for link in pages.find(rank.body, ".//p[.answers]/a")] == [
        f"#{hint.get('id')}",
        f"#{solution.get('id')}",
    ]


def test_the_index_has_pages_for_chapters(tmp_path):
    text = '<article><h1>Index</h1><p class="letters"><a href="#A">A</a></p><h2 id="A">A</h2><ul class="general-index">'
    (tmp_path / "genindex.html").write_text(f'{text}<li>all, <a href="book/part/rank.html#x">chapter 1</a></li></ul></article>')
    index = general_index.general_index(tmp_path)
    assert said(index) == "Index A all,"
    assert index.xpath(".//a/span/@data-of") == ["book/part/rank:x"]


def test_heads_say_the_part_on_the_left_and_the_chapter_on_the_right(rank):
    left, right = running_head(7, rank).splitlines()
    assert left == '@page p7:left { @top-left { content: "Part I, all" } }'
    assert right == '@page p7:right { @top-right { content: "1. Rank" } }'


def test_an_imprint_says_when_it_was_released(project):
    facts = front.particulars(project)
    assert facts["version"] == "0.1.0"
    (project / "CITATION.cff").write_text((project / "CITATION.cff").read_text() + 'date-released: "2026-03-01"\n')
    assert front.particulars(project)["day"] == "1 March 2026"
    assert "https://someone.github.io/a-book/" in html.tostring(front.opening(facts)[1], encoding="unicode")


FONTS = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static/mathjax/output/chtml/fonts/woff-v2"


@pytest.mark.parametrize("name", ["MathJax_Math-Italic", "MathJax_Size4-Regular"])
def test_letters_have_other_outlines_and_are_the_same(name):
    before, after = TTFont(FONTS / f"{name}.woff"), TTFont(io.BytesIO(truetype(FONTS / f"{name}.woff")))
    assert "CFF " in before
    assert "glyf" in after
    assert "CFF " not in after
    names = [font.getBestCmap() for font in (before, after)]
    assert names[0].keys() == names[1].keys()
    for letter in names[0]:
        assert before["hmtx"][names[0][letter]][0] == after["hmtx"][names[1][letter]][0]
    assert after["glyf"][names[1][max(names[1])]].numberOfContours > 0


def pdf(*labels_of_pages, written=b""):
    """Return a PDF with these labels on its pages."""
    document = pikepdf.new()
    places = {}
    for labels in labels_of_pages:
        page = document.add_blank_page()
        page.Contents = document.make_stream(written)
        places |= {f"/{label}": pikepdf.Array([page.obj, pikepdf.Name.XYZ, 0, 0, 0]) for label in labels}
    document.Root.Dests = document.make_indirect(pikepdf.Dictionary(places))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class Tab:
    """A browser's tab that prints these, one after the other."""

    def __init__(self, *prints):
        self.prints, self.told = list(prints), []

    def pdf(self, **options):
        return self.prints.pop(0)

    def evaluate(self, script, pages):
        self.told.append(pages)


def test_pages_are_told_until_they_are_right():
    tab = Tab(pdf(["a"], ["b"]), pdf(["a"], [], ["b"]), pdf(["a"], [], ["b"]))
    _, found = printing.with_pages(tab)
    assert tab.told == [{"a": 1, "b": 2}, {"a": 1, "b": 3}]
    assert found == {"a": 1, "b": 3}


def test_pages_that_never_are_right_are_an_error():
    with pytest.raises(RuntimeError, match="moved some labels"):
        printing.with_pages(Tab(*[pdf(["a"], ["b"]), pdf(["a", "b"], [])] * 2))


def test_a_finished_file_has_an_outline_titles_and_labels_and_no_head_where_a_chapter_begins(tmp_path, rank):
    preface, index = (
        begun(name.lower(), "", "", name, html.fromstring("<section></section>")) for name in ("Preface", "Index")
    )
    parts = {"": [preface], "All": [rank, index]}
    labels = [["contents"], ["preface"], ["part:1", "book/part/rank", "book/part/rank:one"], ["index"]]
    facts = {"title": "A book", "author": "Somebody", "version": "1", "day": "today", "pages": "there"}
    written = pdf(*labels, written=b"q BT (head) Tj ET BT (7) Tj ET Q BT (text) Tj ET")
    finishing.finish(written, printing.pages_of(written), parts, facts, tmp_path / "book.pdf")
    with pikepdf.open(tmp_path / "book.pdf") as document:
        assert [page.label for page in document.pages] == ["i", "2", "3", "4"]
        assert str(document.docinfo.Title) == "A book"
        with document.open_outline() as outline:
            preface, part = outline.root
            assert [item.title for item in (preface, part, *part.children)] == ["Preface", "All", "1. Rank", "Index"]
            assert [item.title for item in part.children[0].children] == ["1.1. One"]
        texts = [page.Contents.read_bytes() for page in document.pages]
    assert [b"head" in text for text in texts] == [True, False, False, False]
    assert all(b"7" in text and b"text" in text for text in texts)


def test_formulas_in_the_outline_are_letters():
    assert finishing.text(html.fromstring(r"<h2>Who returns <b>\(V\)</b>, and who \(V^\mathsf{T}\), \(V^\hugs{T}\)</h2>")) == (
        "Who returns V, and who VT, VT"
    )


def test_without_a_chromium_one_sentence_says_so(monkeypatch):
    monkeypatch.setattr(paper, "chromium", lambda: None)
    with pytest.raises(FileNotFoundError, match="no Chromium found, which prints the book: install Debian's chromium"):
        paper.main()


def test_a_chapter_without_a_number_has_its_title_as_its_head():
    assert Chapter("index", "Appendix", "", "Index", None).head == "Index"
