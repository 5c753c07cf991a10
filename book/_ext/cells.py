"""Code cells as a reader of the book needs them: no line that only Colab reads, and what folds says whose it is.

A solution begins with ``# @title``, by which Colab folds it, and is hidden under the same words as every other one. Here
the line goes, and the words name the exercise; so do those of its hint. And what a chapter imports first is folded into
its set-up, so that the first code in sight is about its subject.
"""

import ast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

FORM_LINE = "# @title"
HINT = "<summary>Hint</summary>"
STYLE = "use_book_style()"


def setup(app):
    """Mend the cells before a page is written."""
    app.add_post_transform(DropFormLines)
    app.add_post_transform(NameWhatFolds)
    app.add_post_transform(FoldImports)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class DropFormLines(SphinxPostTransform):
    """Take Colab's form line from the code that is shown, and copied."""

    default_priority = 150

    def run(self, **_):
        """Drop the first line of the code that has one."""
        for code in self.document.findall(nodes.literal_block):
            if code.astext().startswith(FORM_LINE):
                code.rawsource = code.astext().partition("\n")[2]
                code[:] = [nodes.Text(code.rawsource)]


class NameWhatFolds(SphinxPostTransform):
    """Say of each hint and each solution to which exercise it belongs."""

    default_priority = 150  # myst-nb folds the cells at 199
    formats = ("html",)

    def run(self, **_):
        """Walk through the page: what folds belongs to the exercise before it."""
        numbers = self.env.toc_fignumbers.get(self.env.docname, {}).get("exercise", {})
        exercise = None
        for node in self.document.findall(nodes.Element):
            classes = node.get("classes", ())
            if "exercise" in classes and node["ids"]:
                exercise = "Exercise " + ".".join(map(str, numbers[node["ids"][0]]))
            elif "tag_exercise-solution" in classes:
                node["prompt_show"] += f" of {exercise}"
                node["prompt_hide"] += f" of {exercise}"
            elif isinstance(node, nodes.raw) and HINT in node.astext():
                node[:] = [nodes.Text(node.astext().replace(HINT, f"<summary>Hint for {exercise}</summary>"))]


class FoldImports(SphinxPostTransform):
    """Move the imports that a chapter begins with into the folded cell before them, its set-up for Colab."""

    default_priority = 150
    formats = ("html",)

    def run(self, **_):
        """Look at the cells that follow a folded one."""
        folded = [node for node in self.document.findall(nodes.container) if node.get("hide_mode") == "all"]
        for setup in folded:
            cell = setup.next_node(descend=False, siblings=True)
            if cell and cell.get("nb_element") == "cell_code" and only_imports(cell.astext()):
                setup += cell.children
                cell.parent.remove(cell)
                setup["prompt_show"], setup["prompt_hide"] = "Show the set-up", "Hide the set-up"


def only_imports(code):
    """Return whether code does nothing but import and choose the style of the figures."""
    code = code.replace(STYLE, "pass")
    return "import" in code and all(isinstance(step, ast.Import | ast.ImportFrom | ast.Pass) for step in ast.parse(code).body)
