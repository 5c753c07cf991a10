"""Cards for the chapters: in a ``{container} cards`` each item of a list shows a picture of the chapter that it links to.

The picture is the chapter's first figure, or the one that ``card_figures`` names, made small; its text is the sentence
behind the link, as the page has it.
"""

import html
from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
FOLDER = "_images/cards"
WIDTH, HEIGHT = 320, 180  # as shown; twice as many pixels are stored, for dense screens


def setup(app):
    """Learn each chapter's figures as it is read, and make the cards before the front page is written."""
    app.add_config_value("card_figures", {}, "env")
    app.connect("doctree-read", _learn_figures)
    app.add_post_transform(MakeCards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _learn_figures(app, doctree):
    figures = [(figure, figure.next_node(nodes.image)) for figure in doctree.findall(nodes.figure) if figure["ids"]]
    app.env.metadata[app.env.docname]["figures"] = {
        figure["ids"][0]: (image["uri"], image["alt"], image["classes"]) for figure, image in figures if image
    }


def small(source, target):
    """Write a picture as it stands on a card: cut to its shape, the middle kept, on white, and no larger than need be."""
    picture = Image.open(source).convert("RGBA")
    shape = WIDTH / HEIGHT
    width, height = min(picture.width, picture.height * shape), min(picture.height, picture.width / shape)
    left, top = (picture.width - width) / 2, (picture.height - height) / 2
    size = (2 * WIDTH, 2 * HEIGHT)
    cut = picture.resize(size, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.alpha_composite(Image.new("RGBA", size, "white"), cut).convert("RGB").save(target, quality=80, method=2)


class MakeCards(SphinxPostTransform):
    """Put a picture into each card."""

    default_priority = 400  # links lead to their pages by now
    formats = ("html",)

    def run(self, **_):
        """Find the cards of the page."""
        for box in self.document.findall(nodes.container):
            if "cards" in box["classes"]:
                for card in box.findall(nodes.list_item):
                    self.show(card)

    def show(self, card):
        """Put the picture of the chapter that a card links to before its text."""
        link = card.next_node(nodes.reference)
        page = (Path("/") / self.env.docname).parent.joinpath(link["refuri"]).resolve().with_suffix("").as_posix()[1:]
        name = page.rpartition("/")[2]
        figures = self.env.metadata[page].get("figures", {})
        chosen = self.config.card_figures.get(name) or next(iter(figures), None)
        if chosen and chosen not in figures:
            LOGGER.warning("%s has no figure %s to show on its card", page, chosen)
        if chosen not in figures:
            return
        uri, alt, kinds = figures[chosen]
        small(Path(self.app.srcdir) / uri, Path(self.app.outdir) / FOLDER / f"{name}.webp")
        place = self.app.builder.get_relative_uri(self.env.docname, "index").removesuffix("index.html")
        card.insert(0, nodes.raw("", picture(f"{place}{FOLDER}/{name}.webp", alt, kinds), format="html"))


def picture(address, alt, kinds):
    """Return the HTML of a picture; `kinds` say how it looks in the dark."""
    size = f'width="{WIDTH}" height="{HEIGHT}" loading="lazy"'
    return f'<img src="{address}" alt="{html.escape(alt)}" class="{" ".join(kinds)}" {size}>'
