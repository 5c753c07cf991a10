"""What the front page is made of: cards with pictures, the map of what needs what, and the edition."""

from types import SimpleNamespace

import cards
import chapter_map
import edition
import pytest
from docutils import nodes
from docutils.utils import new_document
from PIL import Image
from sphinx import addnodes

NEEDS = {"rank": [], "svd": ["rank"], "images": ["svd", "rank"], "pca": ["svd"], "large": ["images", "pca"]}


@pytest.fixture
def warnings(monkeypatch):
    """Return a list in which warnings are collected."""
    said = []
    for module in (cards, chapter_map):
        monkeypatch.setattr(module.LOGGER, "warning", lambda text, *parts: said.append(text % parts))
    return said


@pytest.mark.parametrize("size", [(1200, 400), (300, 900), (640, 360)])
def test_a_picture_on_a_card_has_the_middle_of_the_figure_on_white(tmp_path, size):
    figure = Image.new("RGBA", size, (0, 0, 0, 0))
    figure.paste("red", (size[0] // 2 - 20, size[1] // 2 - 20, size[0] // 2 + 20, size[1] // 2 + 20))
    figure.save(tmp_path / "figure.png")
    cards.small(tmp_path / "figure.png", tmp_path / "cards" / "small.webp")
    with Image.open(tmp_path / "cards" / "small.webp") as small:
        assert small.size == (2 * cards.WIDTH, 2 * cards.HEIGHT)
        red, green, _ = small.convert("RGB").getpixel((cards.WIDTH, cards.HEIGHT))
        assert red > 200 > 100 > green
        assert min(small.convert("RGB").getpixel((5, 5))) > 240


@pytest.mark.parametrize(
    ("chosen", "picture", "said"),
    [
        ({}, "fig-a", []),
        ({"svd": "fig-b"}, "fig-b", []),
        ({"svd": "fig-c"}, None, ["book/x/svd has no figure fig-c to show on its card"]),
    ],
)
def test_a_card_shows_the_first_figure_or_the_one_that_is_named(tmp_path, warnings, chosen, picture, said):
    for name in ("a", "b"):
        Image.new("RGB", (20, 20)).save(tmp_path / f"{name}.png")
    figures = {f"fig-{name}": (f"{name}.png", f'What "fig-{name}" shows', ["plot"]) for name in ("a", "b")}
    document = new_document("page")
    card = nodes.list_item("", nodes.paragraph("", "", nodes.reference("", "The SVD", refuri="x/svd.html")))
    document += nodes.container("", nodes.bullet_list("", card), classes=["cards"])
    builder = SimpleNamespace(get_relative_uri=lambda page, other: f"../{other}.html")
    document.settings.env = SimpleNamespace(
        docname="book/index",
        metadata={"book/x/svd": {"figures": figures}},
        config=SimpleNamespace(card_figures=chosen),
        app=SimpleNamespace(srcdir=tmp_path, outdir=tmp_path, builder=builder),
    )
    cards.MakeCards(document).run()
    assert warnings == said
    shown = [node.astext() for node in card.findall(nodes.raw)]
    assert shown == [cards.picture("../_images/cards/svd.webp", f'What "{picture}" shows', ["plot"])] * bool(picture)
    assert (tmp_path / "_images" / "cards" / "svd.webp").exists() is bool(picture)


def test_a_chapter_needs_what_it_links_to_where_it_says_so():
    links = [addnodes.pending_xref("", nodes.Text(name), reftarget=name) for name in ("book/svd", "book/notation", "book/pca")]
    document = new_document("page")
    document += nodes.bullet_list(
        "",
        nodes.list_item("", nodes.paragraph("", "", nodes.strong("", "You need"), *links[:2])),
        nodes.list_item("", nodes.paragraph("", "", nodes.strong("", "You will"), links[2])),
    )
    app = SimpleNamespace(env=SimpleNamespace(docname="book/rank", metadata={"book/rank": {}}))
    chapter_map._learn_needs(app, document)
    assert app.env.metadata["book/rank"]["needs"] == ["book/svd", "book/notation"]


def test_what_is_no_chapter_is_left_out_and_what_comes_later_is_told(warnings):
    metadata = {"rank": {"needs": ["notation", "svd"]}, "svd": {"needs": ["rank", "rank"]}}
    assert chapter_map.known(["rank", "svd"], metadata) == {"rank": [], "svd": ["rank"]}
    assert warnings == ["rank needs svd, which comes later"]


def test_the_map_leaves_out_what_others_imply():
    assert chapter_map.direct(NEEDS) == NEEDS | {"images": ["svd"]}


def test_a_chapter_stands_below_all_that_it_needs_and_no_two_share_a_place():
    places = chapter_map.places(chapter_map.direct(NEEDS))
    assert all(places[need][0] < places[chapter][0] for chapter, needs in NEEDS.items() for need in needs)
    assert len(set(places.values())) == len(NEEDS)
    assert {row for row, _ in places.values()} == {0, 1, 2, 3}


def test_a_row_has_no_more_boxes_than_a_phone_can_show():
    many = {"rank": [], **{f"chapter {n}": ["rank"] for n in range(7)}}
    rows = [row for row, _ in chapter_map.places(many).values()]
    assert [rows.count(row) for row in range(4)] == [1, 3, 3, 1]


def test_the_map_has_a_link_for_each_chapter_and_a_line_for_each_need():
    chapters = {name: (f"{number}. {name.title()} & co", f"{name}.html") for number, name in enumerate(NEEDS, start=1)}
    drawing = chapter_map.drawing(NEEDS, chapters)
    assert drawing.count("<a href=") == len(NEEDS)
    assert drawing.count("<path d=") - 1 == 5  # and the head of the arrows
    assert "3. Images &amp; co" in drawing
    assert list(chapter_map.sentences(NEEDS, chapters))[::2] == [
        "1. Rank & co builds on no other chapter.",
        "3. Images & co builds on 2. Svd & co and 1. Rank & co.",
        "5. Large & co builds on 3. Images & co and 4. Pca & co.",
    ]


@pytest.fixture
def told(tmp_path):
    """Return a folder with what the edition is told from, and a function that changes it."""
    urls = {
        "Repository": "https://github.com/a/b",
        "Documentation": "https://a.github.io/b/",
        "Changelog": "https://github.com/a/b/c",
    }
    lines = "".join(f'{name} = "{url}"\n' for name, url in urls.items())
    (tmp_path / "pyproject.toml").write_text(f"[project.urls]\n{lines}")

    def tell(more=""):
        authors = "authors:\n- name: the authors\n- given-names: Ada\n  family-names: Bee\n"
        (tmp_path / "CITATION.cff").write_text(f"title: A book\nversion: 1.2.0\n{authors}{more}")
        return tmp_path

    return tell


def test_an_edition_that_is_not_released_says_so(told):
    words = edition.words(told())
    assert words["released"] == "(not yet released)"
    assert words["authors"] == "the authors and Ada Bee"
    assert words["pdf"] == "[PDF](https://github.com/a/b/releases/latest/download/book.pdf)"


def test_a_released_edition_says_when(told):
    root = told('date-released: "2026-12-01"\n')
    assert edition.words(root)["released"] == "of 1 December 2026"
    assert edition.bibtex(root, "2020") == edition.ENTRY.format(
        title="A book", authors="the authors and Ada Bee", year="2026", version="1.2.0", address="https://a.github.io/b/"
    )
