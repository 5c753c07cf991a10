"""What problems that count numbers share."""

from svdbook.drills._problem import step
from svdbook.drills._terms import equal, less, name, term


def largest_below(unit, limit):
    """Return the largest k for which k times a unit is less than a limit, and the step that finds it."""
    k = -(-limit // unit) - 1
    enough = term(k + 1) * unit
    return k, step(
        "Find the largest multiple below it.",
        less(term(k) * unit, limit),
        less(limit, enough) if limit < enough.value else equal(enough, limit),
    )


def share_of(part, whole, letter="share"):
    """Return the step that divides a part by the whole."""
    share = term(part) / whole
    return step("Divide by the whole.", equal(name(rf"\text{{{letter}}}", share), share, share.value))
