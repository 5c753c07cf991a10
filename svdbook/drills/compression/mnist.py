"""Problems for the chapter on sixty thousand digits."""

import functools

import numpy as np

from svdbook.drills._exact import column, unit
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, less, term, tex, total

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
MEMBERS = "That is the squared length of the projection: by Pythagoras, what is left?"


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
        inside = [sum(c * c for c in (B.T @ x).flat) for B in bases]
        away = [sum(c * c for c in x.flat) - each for each in inside]
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
            *(Answer(f"from the {('first', 'second')[i]}", away[i], ((inside[i], MEMBERS),)) for i in range(2)),
            Answer("nearer", says, ((other, "The smaller distance is the nearer."),), ("first", "second")),
        ),
        hint="Find the coordinates in both bases. Which part of the length of $x$ do they explain?",
        steps=_nearest_steps(x, bases, inside, away),
        facts={"x": x, "bases": bases, "says": says},
    )


def _nearest_steps(x, bases, inside, away):
    squared = sum(c * c for c in x.flat)
    coordinates = [B.T @ x for B in bases]
    shown = [equal(term(B).T @ x, c if c.size > 1 else c.item()) for B, c in zip(bases, coordinates, strict=True)]
    return (
        step("Square the length of the picture.", equal(total(term(a) ** 2 for a in x.flat), squared)),
        step("Find its coordinates in both bases.", *shown),
        step("Add their squares.", *(equal(total(term(a) ** 2 for a in c.flat), inside[i]) for i, c in enumerate(coordinates))),
        step("Subtract these from the squared length.", *(equal(term(squared) - inside[i], away[i]) for i in range(2))),
        step("Compare.", less(*sorted(away))),
    )
