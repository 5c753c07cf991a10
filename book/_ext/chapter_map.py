"""A map of which chapter needs which: ``.. chapter-map::`` draws it, and says the same in a list.

What a chapter needs are the chapters to which it links behind "You need". On the map a chapter stands below all that it
needs, and a line that others imply is left out.
"""

import html
import textwrap
from itertools import permutations

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)

SLOTS = 3  # boxes side by side, as many as a phone can show
WIDTH, HEIGHT, BOX = 390, 72, (116, 46)  # of the map, of one of its rows, and of a box, in units a phone's pixels wide
LINE, LETTERS = 13, 18


class MapPlace(nodes.General, nodes.Element):
    """Where the map will stand."""


class ChapterMap(Directive):
    """Keep the place until all chapters are read."""

    def run(self):
        """Return the place."""
        return [MapPlace()]


def setup(app):
    """Learn what each chapter needs as it is read, and draw when all are."""
    app.add_node(MapPlace)
    app.add_directive("chapter-map", ChapterMap)
    app.connect("doctree-read", _learn_needs)
    app.connect("doctree-resolved", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _learn_needs(app, doctree):
    heads = [item for item in doctree.findall(nodes.list_item) if item.astext().strip().startswith("You need")]
    links = [link for head in heads for link in head.findall(addnodes.pending_xref)]
    app.env.metadata[app.env.docname]["needs"] = [link["reftarget"] for link in links]


def behind(chapter, needs):
    """Return all that a chapter needs, and that these need in turn."""
    return {chapter, *(other for need in needs[chapter] for other in behind(need, needs))}


def direct(needs):
    """Return for each chapter what it needs, without what is needed by another of these already."""
    implied = {
        chapter: {other for need in found for further in needs[need] for other in behind(further, needs)}
        for chapter, found in needs.items()
    }
    return {chapter: [need for need in found if need not in implied[chapter]] for chapter, found in needs.items()}


def rows(needs):
    """Return the chapters row by row, each below all that it needs."""
    depth = {}
    for chapter in needs:  # in the order of the book, in which nothing is needed before it has come
        depth[chapter] = 1 + max((depth[need] for need in needs[chapter]), default=-1)
    levels = [[chapter for chapter in needs if depth[chapter] == level] for level in range(max(depth.values()) + 1)]
    return [level[first : first + SLOTS] for level in levels for first in range(0, len(level), SLOTS)]


def places(needs):
    """Return for each chapter its row and its slot, which is as nearly as may be below what it needs."""
    found = {}
    for number, row in enumerate(rows(needs)):
        above = [[found[need][1] for need in needs[chapter]] or [SLOTS // 2] for chapter in row]
        slots = nearest([sum(slots) / len(slots) for slots in above])
        found |= {chapter: (number, slot) for chapter, slot in zip(row, slots, strict=True)}
    return found


def nearest(wanted):
    """Return a slot for each place that is wanted in a row, no slot twice."""
    ways = permutations(range(SLOTS), len(wanted))
    return min(ways, key=lambda slots: sum((slot - want) ** 2 for slot, want in zip(slots, wanted, strict=True)))


def line(start, end, lane):
    """Return the path from below one box to above another; one that passes other rows does so between their boxes."""
    (x, y), (to_x, to_y) = start, end
    gap = HEIGHT - BOX[1]
    if to_y - y <= gap:
        return f"M{x},{y}C{x},{y + gap / 2} {to_x},{to_y - gap / 2} {to_x},{to_y}"
    leave = f"C{x},{y + gap / 2} {lane},{y + gap / 4} {lane},{y + gap}"
    arrive = f"C{lane},{to_y - gap / 4} {to_x},{to_y - gap / 2} {to_x},{to_y}"
    return f"M{x},{y}{leave}V{to_y - gap}{arrive}"


def lines(needs, found):
    """Yield the path of each line; lines in one gutter keep apart."""
    taken = {}
    for chapter, before in needs.items():
        for need in before:
            (row, slot), (to_row, to_slot) = found[need], found[chapter]
            gutter = min(range(1, SLOTS), key=lambda gutter: abs(2 * gutter - slot - to_slot - 1))
            if to_row - row > 1:
                taken[gutter] = taken.get(gutter, -1) + 1
            lane = WIDTH / SLOTS * gutter + 4 * (taken.get(gutter, 0) % 3 - 1)
            yield line((middle(slot), below(row)), (middle(to_slot), below(to_row) - BOX[1] - 3), lane)


def middle(slot):
    """Return the middle of a slot, from the left."""
    return WIDTH / SLOTS * (slot + 0.5)


def below(row):
    """Return the lower edge of the boxes in a row, from above."""
    return HEIGHT * row + BOX[1] + 1


def box(name, address, row, slot):
    """Return the SVG of one chapter."""
    words = textwrap.wrap(name, LETTERS)
    first = below(row) - BOX[1] / 2 - LINE * (len(words) - 1) / 2
    text = "".join(f'<tspan x="{middle(slot)}" y="{first + LINE * n}">{html.escape(w)}</tspan>' for n, w in enumerate(words))
    frame = f'<rect x="{middle(slot) - BOX[0] / 2}" y="{below(row) - BOX[1]}" width="{BOX[0]}" height="{BOX[1]}" rx="6"/>'
    return f'<a href="{html.escape(address)}">{frame}<text>{text}</text></a>'


def drawing(needs, chapters):
    """Return the map as SVG; `chapters` maps each to its name and address."""
    needs, found = direct(needs), places(needs)
    height = below(max(row for row, _ in found.values())) + 1
    paths = "".join(f'<path d="{path}"/>' for path in lines(needs, found))
    boxes = "".join(box(*chapters[chapter], *place) for chapter, place in found.items())
    arrow = '<marker id="needed" viewBox="0 0 6 6" refX="3" refY="3" orient="auto"><path d="M0,0L6,3L0,6z"/></marker>'
    return (
        f'<svg class="chapter-map" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="Map of the chapters">'
        f'<defs>{arrow}</defs><g class="lines" aria-hidden="true">{paths}</g>{boxes}</svg>'
    )


def sentences(needs, chapters):
    """Yield what the map says, a sentence a chapter."""
    for chapter, before in needs.items():
        names = [chapters[need][0] for need in before]
        what = ", ".join(names[:-1]) + " and " * (len(names) > 1) + names[-1] if names else "no other chapter"
        yield f"{chapters[chapter][0]} builds on {what}."


def known(chapters, metadata):
    """Return what each chapter needs, as far as it is a chapter; warn of one that comes later in the book."""
    needs = {}
    for chapter in chapters:
        found = [need for need in dict.fromkeys(metadata[chapter].get("needs", ())) if need in chapters]
        for late in [need for need in found if need not in needs]:
            LOGGER.warning("%s needs %s, which comes later", chapter, late)
        needs[chapter] = [need for need in found if need in needs]
    return needs


def _fill(app, doctree, docname):
    env = app.env
    listed = [str(page) for part in env.external_site_map.root.subtrees for page in part.items]
    found = [name for name in listed if env.doc2path(name).endswith(".ipynb")]
    for place in list(doctree.findall(MapPlace)):
        chapters = {name: (_title(env, name), app.builder.get_relative_uri(docname, name)) for name in found}
        needs = known(found, env.metadata)
        said = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences(needs, chapters))
        words = f"<details><summary>The map in words</summary><ul>{said}</ul></details>"
        place.replace_self(nodes.raw("", drawing(needs, chapters) + words, format="html"))


def _title(env, name):
    number = env.toc_secnumbers.get(name, {}).get("")  # none before the first part
    return f"{number[0]}. {env.titles[name].astext()}" if number else env.titles[name].astext()
