"""Problems for the chapter on sixty thousand digits."""

import functools
import itertools
from fractions import Fraction

import numpy as np

from svdbook.drills._exact import column, sqrt, unit
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, less, term, tex, total
from svdbook.drills.compression._counting import for_paper, largest_below, share_of

chapter = Chapter("mnist")

# directions of lines, and pairs of perpendicular directions
LINES = {
    1: ((3, 4), (4, 3), (1, 0), (0, 1), (1, 1)),
    2: ((1, 2, 2), (2, 1, 2), (2, 2, 1), (1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 3, 4)),
}
PLANES = (
    ((1, 1, 1, 1), (1, 1, -1, -1)), ((1, 1, 1, 1), (1, -1, 1, -1)), ((1, 1, 1, 1), (1, -1, -1, 1)),
    ((1, 0, 0, 0), (0, 1, 0, 0)), ((1, 0, 0, 0), (0, 0, 0, 1)), ((0, 1, 0, 0), (0, 0, 1, 0)), ((0, 0, 1, 0), (0, 0, 0, 1)),
    ((1, 1, 0, 0), (0, 0, 1, 1)), ((1, 0, 1, 0), (0, 1, 0, 1)), ((1, 0, 0, 1), (0, 1, 1, 0)),
)  # fmt: skip
PROJECTED = "That is the squared length of the projection: by Pythagoras, what is left?"


@functools.cache
def _bases(level):
    directions = PLANES if level == 3 else [(d,) for d in LINES[level]]
    return [np.hstack([unit(d) for d in basis]) for basis in directions]


@chapter.kind("The nearest subspace")
def nearest_subspace(rng, level):
    """Return a picture and two subspaces with orthonormal bases: lines of two or three dimensions, planes of four."""
    while True:
        bases = rng.sample(_bases(level), 2)
        x = column([rng.randrange(10) for _ in range(len(bases[0]))])
        inside, squared = [sum(c * c for c in (B.T @ x).flat) for B in bases], sum(c * c for c in x.flat)
        away = [squared - each for each in inside]
        if min(inside) > 0 < min(away) and away[0] != away[1]:
            return _nearest(x, bases, inside, away)


def _nearest(x, bases, inside, away):
    says, other = ("first", "second") if away[0] < away[1] else ("second", "first")
    what = "lines" if bases[0].shape[1] == 1 else "planes"
    pixels = {2: "two", 3: "three", 4: "four"}[len(x)]
    B = " and ".join(f"$V_{i + 1} = {tex(bases[i])}$" for i in range(2))
    return Problem(
        f"Pictures of {pixels} pixels show one of two digits. Their {what} through the origin have the orthonormal bases {B}. "
        f"Find the squared distances of the picture $x = {tex(x)}$ from both, and which is nearer.",
        answers=(
            *(_distance_answer(("first", "second")[i], inside[i], away[i], away[1 - i]) for i in range(2)),
            Answer("nearer", says, ((other, "Nearer is the one with the smaller distance."),), ("first", "second")),
        ),
        hint="Find the coordinates in both bases. Which part of the squared length of $x$ do they explain?",
        steps=_nearest_steps(x, bases, inside, away, says),
        facts={"x": x, "bases": bases, "says": says},
    )


def _distance_answer(which, inside, away, other):
    slips = (
        (inside, PROJECTED),
        (sqrt(away), "That is the distance: its square is asked for."),
        (other, "That is the squared distance from the other."),
    )
    return Answer(f"squared distance from the {which}", away, slips)


def _nearest_steps(x, bases, inside, away, says):
    squared = sum(c * c for c in x.flat)
    coordinates = [B.T @ x for B in bases]
    shown = [equal(term(B).T @ x, c if c.size > 1 else c.item()) for B, c in zip(bases, coordinates, strict=True)]
    return (
        step("Square the length of the picture.", equal(total(term(a) ** 2 for a in x.flat), squared)),
        step("Find its coordinates in both bases.", *shown),
        step("Add their squares.", *(equal(total(term(a) ** 2 for a in c.flat), inside[i]) for i, c in enumerate(coordinates))),
        step("Subtract these from the squared length.", *(equal(term(squared) - inside[i], away[i]) for i in range(2))),
        step(f"Compare: the {says} is nearer.", less(*sorted(away))),
    )


NUMBERS = "These are numbers: count their bytes."
NO_BASIS = "The basis is kept, too."


@functools.cache
def _stacks():
    """Return thousands of pictures, the side of one and a rank whose share of numbers has a denominator for paper."""
    sizes = itertools.product(range(2, 71), (8, 10, 12, 15, 16, 20, 24, 25, 28, 30, 32, 40), range(4, 41))
    fits = ((p, side, k) for p, side, k in sizes if 4 * k <= side * side)
    return [(p, side, k) for p, side, k in fits if for_paper(k * (1000 * p + side * side), 1000 * p * side * side)]


@chapter.kind("A stack of pictures counted")
def stack_counted(rng, level):
    """Return thousands of pictures kept as coordinates and a basis: the numbers, the bytes, or the most coordinates."""
    kind = rng.choice((("float32", 4), ("float16", 2)))
    if level == 3:
        return _most_coordinates(rng.choice(range(5, 71, 5)), rng.choice((8, 12, 16, 20, 24, 28, 32)), *kind)
    pictures, side, k = rng.choice(_stacks())
    return _stack_numbers(pictures, side, k) if level == 1 else _stack_bytes(pictures, side, k, *kind)


def _told(pictures, side, k):
    what = f"${pictures}$ thousand pictures of ${side} \\times {side}$ pixels"
    return f"{what} are kept as ${k}$ coordinates each, and a basis of ${k}$ pictures"


def _stack_steps(pictures, side, k):
    many, pixels = 1000 * pictures, side * side
    return (
        step("Count the coordinates.", equal(term(many) * k, many * k)),
        step("Count the entries of the basis.", equal(term(k) * term(side) ** 2, k * pixels)),
        step("Add.", equal(term(many * k) + k * pixels, k * (many + pixels))),
    )


def _stack_numbers(pictures, side, k):
    many, pixels = 1000 * pictures, side * side
    count = k * (many + pixels)
    share = Fraction(count, many * pixels)
    return Problem(
        f"{_told(pictures, side, k)}. How many numbers are these, and which share of the number of all pixels?",
        answers=(
            Answer(
                "numbers",
                count,
                ((many * k, NO_BASIS), (k * (many + side), f"A picture of the basis has ${side}$ times ${side}$ pixels.")),
            ),
            Answer("share", share, ((Fraction(k, pixels), NO_BASIS), (1 / share, "Turn it over."))),
        ),
        hint="Without the basis the coordinates say nothing. How many numbers is one picture of the basis?",
        steps=(*_stack_steps(pictures, side, k), share_of(count, many * pixels)),
        facts={"shape": (many, pixels), "k": k, "each": 1},
    )


def _stack_bytes(pictures, side, k, kind, each):
    many, pixels = 1000 * pictures, side * side
    weight = each * k * (many + pixels)
    share = Fraction(weight, many * pixels)
    return Problem(
        f"{_told(pictures, side, k)}, all as {kind} ({each} bytes a number). A pixel takes one byte. "
        "How many bytes are kept, and which share of the bytes of all pixels?",
        answers=(
            Answer("bytes", weight, ((weight // each, NUMBERS), (each * k * many, NO_BASIS))),
            Answer("share", share, ((share / each, "That is the share of the numbers."), (1 / share, "Turn it over."))),
        ),
        hint="Count the numbers first, of the coordinates and of the basis, then their bytes.",
        steps=(
            *_stack_steps(pictures, side, k),
            step("Count the bytes of these numbers.", equal(term(each) * (k * (many + pixels)), weight)),
            share_of(weight, many * pixels),
        ),
        facts={"shape": (many, pixels), "k": k, "each": each},
    )


def _most_coordinates(pictures, side, kind, each):
    many, pixels = 1000 * pictures, side * side
    unit = each * (many + pixels)
    k, found = largest_below(unit, many * pixels)
    once = "Count the bytes of one coordinate of all pictures, and of one picture of the basis."
    return Problem(
        f"{_told(pictures, side, 'k')}, all as {kind} ({each} bytes a number). A pixel takes one byte. "
        "Find the largest $k$ for which this takes fewer bytes than all pixels, and how many bytes it takes then.",
        answers=(
            Answer("largest $k$", k, ((k + 1, "These are too many bytes."), (-(-pixels // each) - 1, NO_BASIS))),
            Answer("bytes", k * unit, ((k * unit // each, NUMBERS),)),
        ),
        hint="How many bytes does one more coordinate take, for all pictures and in the basis?",
        steps=(
            step(once, equal(term(each) * (term(many) + pixels), unit)),
            step("Count the bytes of the pixels: this is the limit.", equal(term(many) * pixels, many * pixels)),
            found,
            step("Count the bytes of what is kept.", equal(term(k) * unit, k * unit)),
        ),
        facts={"shape": (many, pixels), "k": k, "each": each, "most": True},
    )
