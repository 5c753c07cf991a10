"""Begin a chapter: a notebook, exercises and a drill that keep the rules, and their places in the lists.

python -m tools.chapter NAME PART    the file's name, "tensors", and a folder of book/, "computing"

What it writes is there to be replaced. `make notebooks CHAPTER=NAME` then stores the outputs, and every rule passes.
"""

import re
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools import book, derived, run_notebooks, set_up

OPENING = """\
# {title}

A question that the reader would like to have answered, and what the answer is good for.

<!--myst
:::{{container}} goals
-->

- **You will** prove it, and check the proof by lines that run.
- **On paper** you do it once with small numbers.
- **You need** what earlier chapters gave, each with a link.
- **Minutes** 30, and as many again for the exercises.

<!--myst
:::
-->"""
DRILLS = """\
## Drills

Solve these with pencil and paper. You need no calculator.

<!--plain-->

To go on with one, give it a name, as in `d = drill("{kind}")`. Then `d.hint()`, `d.step()` and `d.solution()` help, and \
`d.check("3/2", "2 sqrt(5)")` judges your answers, one for each that is asked for. Without a seed, `drill("{kind}")` is \
another problem each time.

<!--/plain-->

<!--myst
:::{{drill}} {kind}
:::
-->"""
EXERCISES = """\
## Exercises

Each exercise has a cell to fill in: replace the `...` and run it. The last line checks your \
answer. If it is not right yet, you get a hint, and the next time a plainer one. The solution is hidden below it."""
BOX = """\
<!--myst
:::{{exercise}} ★ The {key} one
:label: ex-{name}-{key}
-->

How much is two and two?

<!--myst
:::
-->"""
CLOSING = """\
## What you have seen

- The answer to the question of the first lines.

## What was left out

- Where to go on, with a reference."""
HIDDEN = {
    "cellView": "form",
    "collapsed": True,
    "jupyter": {"outputs_hidden": True, "source_hidden": True},
    "mystnb": {"code_prompt_hide": "Hide the solution", "code_prompt_show": "Show the solution"},
    "tags": ["exercise-solution", "hide-cell"],
}
KEYS = ("first", "second", "third", "fourth")  # a chapter has four exercises at least
GRADING = '''\
"""Answers and hints for the chapter {name}."""

from svdbook.exercises.grading import Chapter

chapter = Chapter()
'''
GRADED = """
chapter.value(
    "{key}",
    2 + 2,
    mistakes=[(22, "Add the numbers, not their digits."), (0, "That is the difference.")],
    hints=["Count on your fingers.", "Two fingers, and two more.", "2 + 2"],
)
"""
DRILLED = '''\
"""Problems for paper for the chapter {name}."""

from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import equal, term

chapter = Chapter("{name}")


@chapter.kind("A sum")
def {kind}(rng, level):
    """Return a problem of two numbers."""
    a, b = (rng.randint(1, 33 * level) for _ in range(2))
    return Problem(
        f"How much is {{show(a)}} and {{show(b)}}?",
        (Answer("Sum", a + b, ((abs(a - b), "That is the difference."),)),),
        "Begin with the larger one.",
        (step("Add.", equal(term(a) + b, a + b)), step("Check.", equal(term(a + b) - b, a))),
        {{"numbers": (a, b)}},
    )
'''
SECOND_WAY = """

def {kind}(problem):
    assert problem.answers[0].value == sum(problem.facts["numbers"])
"""
ANSWERS = '''\
"""Other right answers than the book's own for the chapter {name}, and what certain answers have to meet."""

RIGHT = {{}}  # for each function at least two
MET = [("{key}", 5, "not yet. Count on your fingers.")]
'''


def exercise(name, number, key):
    """Return the three cells of an exercise: what is asked, the stub, and the hidden solution."""
    answer = f'check("{name}.{key}", {key})'
    return [
        new_markdown_cell(BOX.format(name=name.replace("_", "-"), key=key)),
        new_code_cell(f"{key} = ...\n{answer}", metadata={"tags": ["exercise-stub"]}),
        new_code_cell(f"# @title Solution of exercise {number}\n{key} = 2 + 2\n{answer}", metadata=HIDDEN),
    ]


def notebook(name, root=book.ROOT):
    """Return a chapter's notebook, not yet run."""
    cells = [
        new_markdown_cell(OPENING.format(title=heading(name))),
        new_code_cell(set_up.source(book.version(root), root), metadata=set_up.METADATA),
        new_code_cell("from svdbook import drill"),
        new_markdown_cell("## The first thing to see\n\nA sentence, then the code that says the same."),
        new_code_cell("2 + 2"),
        new_markdown_cell(DRILLS.format(kind=kind(name))),
        new_code_cell(f'drill("{kind(name)}", seed=1)', metadata={"tags": ["remove-cell"]}),
        new_markdown_cell(EXERCISES),
        new_code_cell("from svdbook import check"),
        *(cell for number, key in enumerate(KEYS, start=1) for cell in exercise(name, number, key)),
        new_markdown_cell(CLOSING),
    ]
    return derived.renew_stand_ins(new_notebook(cells=cells, metadata=run_notebooks.METADATA))


def kind(name):
    """Return the name of the kind of drill that a chapter begins with."""
    return f"{name}_sum"


def heading(name):
    """Return a chapter's first heading, from its file's name."""
    return name.replace("_", " ").capitalize()


def after_the_last(pattern, line, text):
    """Return a text with something put behind the last line that a pattern matches."""
    last = re.compile(f"(.*)(^[^\n]*{pattern}[^\n]*)", re.DOTALL | re.MULTILINE)
    return last.sub(lambda found: found.group() + line, text, count=1)


def listed(name, part, root):
    """Return the new text of each file that lists the chapters: the table of contents and the front page."""
    toc, front = root / "_toc.yml", root / "book" / "index.md"
    card = f"\n- [{heading(name)}]({part}/{name}.ipynb)\n\n  A sentence that says what the chapter shows."
    return {
        toc: after_the_last(f"- file: book/{part}/", f"\n      - file: book/{part}/{name}", toc.read_text()),
        front: after_the_last(rf"\]\({part}/[^\n]*\n\n", card, front.read_text(encoding="utf-8")),
    }


def begin(name, part, root=book.ROOT):
    """Write all that a new chapter needs; return the files."""
    parts = {path.parent.name for path in book.chapters(root)}
    if part not in parts:
        raise ValueError(f"PART must be one of {', '.join(sorted(parts))}, got {part!r}")
    if not re.fullmatch(r"[a-z]\w*", name) or name in {path.stem for path in book.pages(root)}:
        raise ValueError(f"NAME must be a new name in small letters, such as tensors, got {name!r}")
    graded = GRADING.format(name=name) + "".join(GRADED.format(key=key) for key in KEYS)
    second_ways = root / "tests" / "drills" / "second_ways" / f"{part}.py"
    texts = listed(name, part, root) | {
        root / "book" / part / f"{name}.ipynb": nbformat.writes(notebook(name, root)) + "\n",
        root / "svdbook" / "exercises" / part / f"{name}.py": graded,
        root / "tests" / "exercises" / "answers" / f"{name}.py": ANSWERS.format(name=name, key=KEYS[0]),
        root / "svdbook" / "drills" / part / f"{name}.py": DRILLED.format(name=name, kind=kind(name)),
        second_ways: second_ways.read_text(encoding="utf-8") + SECOND_WAY.format(kind=kind(name)),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    (root / "README.md").write_text(derived.readme(root), encoding="utf-8")
    return [*texts, root / "README.md"]


if __name__ == "__main__":
    try:
        files = begin(*sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
    print(
        *(f"written: {file.relative_to(book.ROOT)}" for file in files), f"now: make notebooks CHAPTER={sys.argv[1]}", sep="\n"
    )
