"""What problems that count numbers share."""

from fractions import Fraction

from svdbook.drills._problem import step
from svdbook.drills._terms import about, equal, less, name, term


def for_paper(part, whole):
    """Whether a part is less than the whole, and their quotient a fraction that one can write down and compare."""
    return part < whole and Fraction(part, whole).denominator <= 200


def largest_below(unit, limit, letter="k"):
    """Return the largest number k of units that are less than a limit, and the step that finds it, under its letter."""
    k = -(-limit // unit) - 1
    enough, quotient = term(k + 1) * unit, term(limit) / unit
    return k, step(
        "How often does one fit? Divide, and take the largest whole number below.",
        about(quotient, 2) if limit < enough.value else equal(quotient, k + 1),
        equal(name(letter, k), k),
        less(term(k) * unit, limit),
        less(limit, enough) if limit < enough.value else equal(enough, limit),
    )


def share_of(part, whole):
    """Return the step that divides a part by the whole."""
    share = term(part) / whole
    return step("Divide by the whole.", equal(name(r"\text{share}", share), share, share.value))
