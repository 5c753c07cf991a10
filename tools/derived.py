"""Write anew what follows from something else: stand-ins, drills and live figures in notebooks, tables of chapters.

``make format`` and the hook of pre-commit run it; tests say when it was forgotten.
"""

import itertools
import re

import nbformat
import yaml

from book._ext.plain_markdown import caption, captioned, with_stand_ins
from svdbook.drills import drill, drill_kinds
from svdbook.live._figure import renewed
from tools import address, book

TABLE = re.compile(
    r"(?<=<!-- chapters, written by `make format` from _toc.yml -->\n).*?(?=<!-- end of chapters -->)", re.DOTALL
)
DRILL = re.compile(r'drill\("(\w+)", seed=1\)')
OFFERS = re.compile(r"(?<=<!-- offers, written by `make format` -->\n).*?(?=<!-- end of offers -->)", re.DOTALL)


def table(root=book.ROOT):
    """Return the README's table of chapters: a link to the page of each, and one that opens it in Colab."""
    owner, name = address.current(root)
    branch = yaml.safe_load((root / "_config.yml").read_text())["repository"]["branch"]
    rows = ["| part | chapter | run it |", "|---|---|---|"]
    for part, chapters in book.parts(root).items():
        for chapter in chapters:
            path = book.name(chapter, root)
            page = f"[{book.title(chapter)}](https://{owner}.github.io/{name}/{path}.html)"
            colab = f"[Colab](https://colab.research.google.com/github/{owner}/{name}/blob/{branch}/{path}.ipynb)"
            rows.append(f"| {part.removeprefix('Part ') if chapter == chapters[0] else ''} | {page} | {colab} |")
    return "\n".join(rows)


def readme(root=book.ROOT):
    """Return the README with its table of chapters as it should be."""
    return TABLE.sub(lambda _: f"\n{table(root)}\n\n", (root / "README.md").read_text(encoding="utf-8"))


def offers(root=book.ROOT):
    """Return the table of what each chapter offers a teacher: minutes, kinds of drills, questions, exercises by difficulty."""
    rows = ["| chapter | minutes | drills | questions | exercises ★ | ★★ | ★★★ |", "|---|--:|--:|--:|--:|--:|--:|"]
    for path in book.chapters(root):
        text = book.markdown(path)
        minutes = re.search(r"\*\*Minutes\*\* (\d+)", text)
        stars = [len(re.findall(rf":::\{{exercise\}} {'★' * n} ", text)) for n in (1, 2, 3)]
        counts = (text.count(":::{drill}"), text.count(":::{container} quiz"), *stars)
        rows.append(f"| {book.title(path)} | {minutes[1] if minutes else ''} | {' | '.join(map(str, counts))} |")
    return "\n".join(rows)


def teachers(root=book.ROOT):
    """Return the page for teachers with its table of chapters as it should be."""
    page = root / "book" / "appendix" / "teachers.md"
    return OFFERS.sub(lambda _: f"\n{offers(root)}\n\n", page.read_text(encoding="utf-8"))


def renew_stand_ins(notebook):
    """Give each numbered box, each term and each caption of a notebook its stand-in; return the notebook."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell, text in zip(prose, with_stand_ins([cell.source for cell in prose]), strict=True):
        cell.source = text
    for before, cell in itertools.pairwise(notebook.cells):
        if cell.cell_type == "markdown":
            cell.source = captioned(cell.source, caption(before))
    return notebook


def renew_live_figures(notebook):
    """Give each stored live figure the scripts of today; return the notebook."""
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        stored = output.get("data", {}).get("text/html", "")
        if stored.startswith('<div class="live"'):
            output.data["text/html"] = renewed(stored)
    return notebook


def renew_drills(notebook):
    """Give each stored drill the problem that its seed stands for today; return the notebook."""
    for cell in notebook.cells:
        if (found := DRILL.fullmatch(cell.source)) and cell.outputs and found[1] in drill_kinds():
            one = drill(found[1], seed=1)
            cell.outputs[0].data.update({"text/markdown": str(one), "text/plain": repr(one)})
    return notebook


def renewed_text(path):
    """Return the text of a notebook as it should be."""
    notebook = nbformat.read(path, as_version=4)
    for renew in (renew_stand_ins, renew_live_figures, renew_drills):
        renew(notebook)
    return nbformat.writes(notebook) + "\n"


def main(root=book.ROOT):
    """Write what is not as it should be, and say so."""
    texts = {path: renewed_text(path) for path in book.chapters(root)}
    pages = {root / "README.md": readme(root), root / "book" / "appendix" / "teachers.md": teachers(root)}
    for path, text in {**pages, **texts}.items():
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8")
            print(f"renewed {path.relative_to(root)}")


if __name__ == "__main__":
    main()
