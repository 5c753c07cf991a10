"""Drills in the page: the first problem as any text, and others as data, which ``_static/drill.js`` shows one after the other.

``:::{drill} KIND`` makes the box of a kind of problem (svdbook.drills). Its text, with a hint and the solution in folds, is
what search and paper have, and what stands there without the script.
"""

import itertools
import json

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from svdbook.drills import drill, drill_kinds
from svdbook.drills._answers import SAYS, numbers
from svdbook.drills._problem import LEVELS

from formulas import coloured, hugged

LOGGER = logging.getLogger(__name__)
EACH = 4  # problems of a level
SEEDS = range(1, 200)  # in which they are found
TEXT = """\
**{title}.** {question}

<details><summary>Hint for “{title}”</summary>

{hint}

</details>

<details><summary>Solution of “{title}”</summary>

{steps}

</details>
"""


def setup(app):
    """Add the directive."""
    app.add_directive("drill", DrillBox)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class DrillBox(SphinxDirective):
    """The box of a kind of problem, which its argument names."""

    required_arguments = 1

    def run(self):
        """Return the first problem, and the data of all."""
        name = self.arguments[0]
        if name not in drill_kinds():
            LOGGER.warning("no such kind of drill: %s", name, location=self.get_location())
            return []
        box = nodes.container(classes=["drill"], ids=[f"drill-{name.replace('_', '-')}"])
        found = drills(name)
        self.state.nested_parse(StringList(text(found[0]).splitlines(), self.env.docname), self.content_offset, box)
        box += nodes.raw("", script(found), format="html")
        return [box]


def drills(name):
    """Return drills of a kind, no two alike: the first of each level."""
    return [one for level in LEVELS for one in itertools.islice(_different(name, level), EACH)]


def _different(name, level):
    seen = set()
    for one in (drill(name, level=level, seed=seed) for seed in SEEDS):
        if one.problem.question not in seen:
            seen.add(one.problem.question)
            yield one


def text(one):
    """Return a drill with its hint and its solution as Markdown."""
    steps = "\n".join(map(_step, one.problem.steps))
    return TEXT.format(title=one.kind.title, question=one.problem.question, hint=one.problem.hint, steps=steps)


def _step(step):
    lines = [step.text, *(f"$$\n{formula}\n$$" for formula in step.formulas)]
    return "1. " + "\n\n".join(lines).replace("\n", "\n   ") + "\n"


def script(found):
    """Return drills of a kind as data within a page."""
    data = {"title": found[0].kind.title, "says": SAYS, "problems": [_data(one) for one in found]}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json">{written}</script>'


def _data(one):
    problem = one.problem
    return {
        "level": one.level,
        "call": repr(one).replace("'", '"'),
        "question": hugged(problem.question),
        "answers": [
            {
                "label": hugged(answer.label),
                "value": _value(answer.value),
                "choices": answer.choices,
                "slips": [(_value(slip), hugged(remark)) for slip, remark in answer.slips],
            }
            for answer in problem.answers
        ],
        "hint": hugged(problem.hint),
        "steps": [{"text": hugged(s.text), "formulas": [coloured(hugged(str(f))) for f in s.formulas]} for s in problem.steps],
    }


def _value(value):
    return value if isinstance(value, str) else numbers(value).tolist()
