"""The book as it goes to the printer holds what the site holds, under the same numbers, and every link leads somewhere."""

import re
from collections import Counter

import pytest
import yaml
from lxml import html

from tools.book import ROOT
from tools.paper.assembly import assemble
from tools.paper.pages import article, find

SITE = ROOT / "_build" / "html"
NUMBERED = {  # what has a number, and where it stands
    "boxes": "//div[.proof]/p[.admonition-title]/span[.caption-number]",
    "exercises": "//div[.exercise]/p[.admonition-title]/span[.caption-number]",
    "figures": "//figcaption//span[.caption-number]",
    "equations": "//span[.eqno]/text()",
    "sections": "//h2/span[.section-number] | //h3/span[.section-number]",
}
COUNTED = {
    "proofs": "//*[.proof]",
    "pictures": "//figure//img",
    "tables": "//table",
    "displayed formulas": "//div[.math]",
    "functions": "//dt[.sig]",
    "works": "//div[.citation]",
    "terms": "//dl[.glossary]/dt",
}


@pytest.fixture(scope="module")
def toc():
    """The names of the pages, in order."""
    listed = yaml.safe_load((ROOT / "_toc.yml").read_text())
    return [listed["root"], *(chapter["file"] for part in listed["parts"] for chapter in part["chapters"])]


@pytest.fixture(scope="module")
def site(toc):
    """The articles of the built pages, but for the front page, which the preface stands for."""
    parser = html.HTMLParser(encoding="utf-8")
    return [next(html.parse(SITE / f"{name}.html", parser).getroot().iter("article")) for name in toc[1:]]


@pytest.fixture(scope="module")
def chapters(paper, toc):
    """The chapters of the assembled book, but for the preface."""
    return [chapter for chapter in find(paper, ".//section[.chapter]") if chapter.get("id") != toc[0]]


@pytest.fixture(scope="module")
def paper():
    """The assembled book."""
    return assemble(SITE)[0]


def words(path, *trees):
    """Return what stands at an XPath, in all trees."""
    nodes = [node for tree in trees for node in find(tree, f".{path.replace(' | //', ' | .//')}")]
    return Counter((node if isinstance(node, str) else node.text_content()).strip() for node in nodes)


@pytest.mark.parametrize("kind", NUMBERED)
def test_each_number_of_the_site_is_there_once(site, chapters, kind):
    found = words(NUMBERED[kind], *site)
    assert len(found) > 20
    assert words(NUMBERED[kind], *chapters) == found


@pytest.mark.parametrize("kind", COUNTED)
def test_as_much_is_there_as_on_the_site(site, chapters, kind):
    of_site = sum(len(find(tree, f".{COUNTED[kind]}")) for tree in site)
    assert sum(len(find(chapter, f".{COUNTED[kind]}")) for chapter in chapters) == of_site > 0


def test_every_proof_is_open_and_run_in(paper):
    proofs = [proof for proof in find(paper, ".//*[.proof]") if "admonition" not in proof.get("class")]
    assert {(proof.tag, proof.text_content().split()[0]) for proof in proofs} == {("div", "Proof.")}


def test_every_exercise_has_its_hint_and_its_solution_at_the_end_and_links_to_them(site, paper):
    exercises, drills = find(paper, "//div[.exercise]"), find(paper, "//div[.drill]")
    hints = sum(len(find(tree, ".//div[.exercise]//details")) for tree in site)
    solutions = sum(len(find(tree, ".//div[.tag_exercise-solution]")) for tree in site)
    assert len(find(paper, "//section[@id='hints']//div[.answer]")) == hints + len(drills)
    assert len(find(paper, "//section[@id='solutions']//div[.answer]")) == solutions + len(drills)
    assert len(exercises) == solutions
    answers = {answer.get("id"): answer for answer in find(paper, "//div[.answer]")}
    for exercise in exercises:
        for link in find(exercise, ".//p[.answers]/a"):
            answer = answers[link.get("href")[1:]]
            assert answer.find("h3/a").get("href") == f"#{exercise.get('id')}"
            assert re.match(r"Exercise \d+(\.\d+)?", answer.find("h3").text_content())


def test_every_drill_links_to_its_hint_and_its_solution_and_they_to_it(site, paper):
    drills = find(paper, "//div[.drill]")
    assert len(drills) == sum(len(find(tree, ".//div[.drill]")) for tree in site) > 0
    answers = {answer.get("id"): answer for answer in find(paper, "//div[.answer]")}
    for drill in drills:
        assert [answers[link.get("href")[1:]].find("h3/a").get("href") for link in find(drill, "./p[.answers]/a")] == [
            f"#{drill.get('id')}"
        ] * 2


def test_every_question_has_its_answers_at_the_end_and_links_to_them(site, paper):
    questions = find(paper, "//div[.quiz]")
    assert len(questions) == sum(len(find(tree, ".//div[.quiz]")) for tree in site) > 0
    answers = {answer.get("id"): answer for answer in find(paper, "//section[@id='answers']//div[.answer]")}
    for question in questions:
        assert "Right." not in question.text_content()
        (link,) = find(question, "./p[.answers]/a")
        answer = answers[link.get("href")[1:]]
        assert answer.find("h3/a").get("href") == f"#{question.get('id')}"
        assert len(answer.findall("div/ol/li")) == len(question.findall("ol/li")) >= 3


def test_the_chapters_are_there_in_order(toc, paper):
    labels = [section.get("id") for section in find(paper, "//section[.chapter]")]
    assert [label for label in labels if label in toc] == toc
    assert set(labels) - set(toc) == {"answers", "hints", "solutions", "genindex"}


def test_the_preface_says_what_the_book_is_and_how_to_use_it(paper, toc):
    preface = paper.get_element_by_id(toc[0])
    assert [heading.text for heading in preface.iter("h1", "h2")] == ["Preface", "Who it is for", "How to use it on paper"]
    assert len(preface.findall("figure")) == 1
    assert len(preface.findall("p")) > 0


def test_the_index_names_a_page_for_each_place_of_the_site(paper):
    places = find(html.parse(SITE / "genindex.html").getroot(), ".//ul[.general-index]//a")
    assert len(find(paper, "//section[@id='genindex']//a/span[.page]")) == len(places) > 200


def test_no_label_is_there_twice(paper):
    labels = paper.xpath("//@id")
    assert [label for label, times in Counter(labels).items() if times > 1] == []


def test_every_link_within_the_book_leads_to_a_label_and_so_does_every_page_number(paper):
    labels = set(paper.xpath("//@id"))
    targets = [target[1:] for target in paper.xpath("//a/@href") if target.startswith("#")] + paper.xpath("//@data-of")
    assert len(targets) > 1000
    assert sorted(set(targets) - labels) == []


def test_what_only_a_screen_can_use_is_gone(paper):
    text = paper.text_content()
    assert text.count("not answered yet") == 1  # in a docstring's example
    gone = ("Show the", "Hide the", "Set-up: fetches", "# @title", "is hidden below")
    assert [words for words in gone if words in text] == []
    assert find(paper, "//details | //summary | //button") == []


SCREEN = """<article><div class="cell_output">
  <div class="output"><progress max="3" value="3"></progress></div>
  <div class="output"><div class="live"><p>Touch it.</p><img src="data:image/png;base64,AAAA" alt="still">
    <div class="live-controls"><label>rank <input type="range"></label></div></div><script>begin()</script></div>
  <div class="output"><div class="live"><p>Its picture stands beside it.</p></div><script>begin()</script></div>
  <div class="output"><figure><img src="still.png" alt="beside"></figure></div>
</div></article>"""


def test_of_what_moves_on_a_screen_the_picture_is_left(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "page.html").write_text(SCREEN)
    body = article(tmp_path, "book/page")
    assert [(image.get("alt"), image.get("src")[:10]) for image in body.iter("img")] == [
        ("still", "data:image"),
        ("beside", "../html/bo"),
    ]
    assert body.text_content().split() == []
    assert len(find(body, ".//div[.output]")) == 2
    assert find(body, ".//script | .//input | .//progress") == []


def test_one_empty_line_is_enough_on_paper(site, paper):
    twice = "//pre/span[.line][not(normalize-space())][following-sibling::*[1][.line][not(normalize-space())]]"
    assert sum(len(find(tree, f".{twice}")) for tree in site) > 20
    assert find(paper, twice) == []


def test_a_long_name_of_the_index_can_break_after_its_dots(paper):
    entries = [item.text for item in find(paper, "//section[@id='genindex']//li") if "." in (item.text or "")]
    assert len(entries) > 10
    assert [entry for entry in entries if re.search(r"\.(?!\u200b)", entry)] == []


def test_all_files_are_there_and_no_other_host_is_asked(paper):
    build = ROOT / "_build" / "paper"
    files = paper.xpath("//img/@src[not(starts-with(., 'data:'))] | //script/@src | //link/@href")
    assert [file for file in files if not (build / file.removeprefix("file://")).resolve().exists()] == []
