"""Answers to questions, hints and solutions, which the site folds: they stand at the end of the book, linked both ways.

Those of the drills, which have no number, come before those of the exercises.
"""

import re

from lxml.html import builder as E

from tools.paper.pages import find, page_number, unfold

VERDICT = re.compile(r"^\w+\.\w+: (right|not answered yet)\n", re.MULTILINE)


def divide(chapter):
    """Take answers, hints and solutions out of a chapter; return a list of sections of each."""
    answers, hints, solutions = [], [], []
    for number, box in enumerate(find(chapter, ".//div[.quiz]"), start=1):
        box.set("id", f"{chapter.get('id')}:question-{number}")
        (answer,) = box.iter("details")
        answer.set("class", "lettered")
        answers.append(moved(box, "Answer", answer))
    for box in find(chapter, ".//div[.drill]"):
        hint, solution = box.iter("details")
        hints.append(moved(box, "Hint", hint))
        solutions.append(moved(box, "Solution", solution))
    for box in find(chapter, ".//div[.exercise]"):
        tell_about_paper(box)
        for hint in list(box.iter("details")):
            hints.append(moved(box, "Hint", hint))
        for cell in list(cells_of(box)):
            without_verdict(cell)
            if find(cell, "self::div[.tag_exercise-solution]"):
                solutions.append(moved(box, "Solution", cell))
    return answers, hints, solutions


def tell_about_paper(box):
    """Take away what stands before the first exercise and tells how to answer on a screen."""
    for paragraph in box.xpath("./preceding-sibling::p[not(preceding-sibling::div[contains(@class, 'exercise')])]"):
        paragraph.drop_tree()


def cells_of(box):
    """Yield the cells after an exercise's box that belong to it: one to fill in, and its solution."""
    for cell in box.itersiblings():
        if "tag_exercise-" not in cell.get("class", ""):
            return
        yield cell


def moved(box, name, content):
    """Take something out of a question, an exercise or a drill; return a section with it, whose heading leads back."""
    label = f"{box.get('id')}:{name.lower()}"
    (title,) = find(box, "./p[.admonition-title]") or [box.find("p/strong")]
    back = E.A(title.text_content().strip(" ."), page_number(box.get("id")), href=f"#{box.get('id')}")
    links = find(box, "./p[.answers]") or [E.P(E.CLASS("answers"))]
    links[0].append(E.A(name, page_number(label), href=f"#{label}"))
    box.append(links[0])
    content.drop_tree()
    content.tail = None
    for details in list(content.iter("details")):
        unfold(details)
    return E.DIV(E.CLASS("answer"), E.H3(back), content, id=label)


def without_verdict(cell):
    """Take from the outputs of a cell what only says that it was checked."""
    for output in find(cell, ".//div[.cell_output]//pre"):
        text = VERDICT.sub("", output.text_content())
        if text.strip():
            output[:], output.text = [], text
        else:
            (shown,) = find(output, "ancestor::div[.output]")
            shown.drop_tree()
    for shown in find(cell, ".//div[.cell_output]"):
        if not len(shown):
            shown.drop_tree()
