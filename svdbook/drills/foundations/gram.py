"""Problems for paper for the chapter gram."""

from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import equal, term

chapter = Chapter("gram")


@chapter.kind("A sum")
def gram_sum(rng, level):
    """Return a problem of two numbers."""
    a, b = (rng.randint(1, 33 * level) for _ in range(2))
    return Problem(
        f"How much is {show(a)} and {show(b)}?",
        (Answer("Sum", a + b, ((abs(a - b), "That is the difference."),)),),
        "Begin with the larger one.",
        (step("Add.", equal(term(a) + b, a + b)), step("Check.", equal(term(a + b) - b, a))),
        {"numbers": (a, b)},
    )
