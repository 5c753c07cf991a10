"""Make a well-behaved file of what Chromium printed: outline, page labels, title and author, and half the size."""

import io
import re

import pikepdf
from pikepdf import Name, OutlineItem


def finish(pdf, pages, parts, facts, target):
    """Write the printed book to a file; `pages` says on which page each label is, `parts` which chapters there are."""
    openings = [pages[chapter.label] for chapters in parts.values() for chapter in chapters]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = [0, {"/S": Name.r}, openings[0] - 1, {"/S": Name.D, "/St": openings[0]}]
        document.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)
        document.Root.PageMode = Name.UseOutlines
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        with document.open_outline() as outline:
            outline.root[:] = entries(parts)
        with document.open_metadata() as metadata:
            metadata["dc:title"] = facts["title"]
            metadata["dc:creator"] = [facts["author"]]
            metadata["dc:description"] = f"Version {facts['version']}, {facts['day']}, {facts['pages']}"
        for opening in openings:
            drop_head(document, document.pages[opening - 1])
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)


def entries(parts):
    """Return the outline: the chapters of each part, under its name where there are several, and their sections."""
    found = []
    for number, (part, chapters) in enumerate(parts.items()):
        items = [entry(one.head, one.label, [entry(text(name), label) for label, name in one.sections()]) for one in chapters]
        found += [entry(part, f"part:{number}", items)] if len(items) > 1 else items
    return found


def entry(name, label, within=()):
    """Return a line of the outline that leads to a label, and those that are folded under it."""
    item = OutlineItem(name, Name(f"/{label}"))
    item.is_closed = True
    item.children[:] = within
    return item


def text(heading):
    """Return a heading in letters alone: of a formula what one would say."""
    return re.sub(r"\\[()]|\\[a-z]+(?=\{)|[\\{}^]", "", heading.text_content()).strip()


def drop_head(document, page):
    """Take the running head from a page that begins a chapter: it is the first text Chromium writes, before all others."""
    written = pikepdf.parse_content_stream(page)
    operators = [str(instruction.operator) for instruction in written]
    del written[operators.index("BT") : operators.index("ET") + 1]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(written))
