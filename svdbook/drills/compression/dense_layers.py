"""Problems for the chapter on dense layers."""

import functools
from fractions import Fraction

from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import equal, name, term, tex
from svdbook.drills.compression._counting import for_paper, largest_below, share_of

chapter = Chapter("dense_layers")

BIAS = "The split layer has a bias for each output only."


SHAPES = [(m, n) for m in (24, 30, 36, 48, 60, 64, 72, 96) for n in (10, 16, 20, 25, 32, 40, 50) if m != n]


@functools.cache
def _splits(biases):
    """Return shapes and numbers of units between two factors that save, with a share for paper."""
    every = ((m, n, k, n if biases else 0) for m, n in SHAPES for k in range(2, 13))
    return [(m, n, k) for m, n, k, b in every if for_paper(k * (m + n) + b, m * n + b)]


@chapter.kind("A layer split in two")
def layer_factored(rng, level):
    """Return a layer that is split: its multiplications, its parameters with biases, the largest k that saves."""
    if level == 3:
        m, n = rng.choice(SHAPES)
        return _saving(m, n, Fraction(*rng.choice(((1, 1), (1, 2), (1, 3), (1, 4)))))
    m, n, k = rng.choice(_splits(level == 2))
    return _split_with_biases(m, n, k) if level == 2 else _split(m, n, k)


def _told(m, n):
    return f"A dense layer has ${m}$ inputs and ${n}$ outputs"


def _weights(m, n, k):
    return (
        step("The matrix has a weight for each input and output.", equal(term(m) * n, m * n)),
        step(
            "The first factor has a column for each of the new units, the second a row.",
            equal(term(m) * k + term(k) * n, k * (m + n)),
        ),
    )


LINES = "Draw the layer as lines from every input to every output, and then with the new units between."


def _split(m, n, k):
    before, after = m * n, k * (m + n)
    share = Fraction(after, before)
    multiplied = (m * k * n, "The two layers come one after the other: add.")
    return Problem(
        f"{_told(m, n)}, without biases. Its matrix is replaced by two factors with ${k}$ units between them. "
        "How many multiplications does one input vector take before and after, and which share of them is left?",
        answers=(
            Answer("before", before, ((m + n, "Multiply, do not add: each input is joined to each output."),)),
            Answer("after", after, (multiplied, (after + k, r"The $\sigma$ are inside the factors."))),
            Answer("share", share, ((1 - share, "That is what is saved."), (1 / share, "Turn it over."))),
        ),
        hint=LINES,
        steps=(*_weights(m, n, k), share_of(after, before)),
        facts={"shape": (m, n), "k": k, "biases": False},
    )


def _split_with_biases(m, n, k):
    before, after = m * n + n, k * (m + n) + n
    share = Fraction(after, before)
    saved = name(r"\text{saved}", 1 - share)
    return Problem(
        f"{_told(m, n)}, with a bias for each output. Its matrix is replaced by two factors with ${k}$ units between them, "
        "which have no biases. How many parameters are there before and after, and which share of the first number is saved?",
        answers=(
            Answer("before", before, ((m * n, "Count the biases, too."), (m * n + m + n, "Inputs have no bias."))),
            Answer("after", after, ((k * (m + n), "Count the biases, too."), (after + k, BIAS))),
            Answer("saved", 1 - share, ((share, "That is what remains."), (before - after, "Divide by the first number."))),
        ),
        hint=LINES,
        steps=(
            *_weights(m, n, k),
            step("Add a bias for each output.", equal(term(m * n) + n, before), equal(term(k * (m + n)) + n, after)),
            step("Divide what is saved by the first number.", equal(saved, (term(before) - after) / before, saved.value)),
        ),
        facts={"shape": (m, n), "k": k, "biases": True},
    )


def _saving(m, n, share):
    k, found = largest_below(m + n, share * m * n)
    part = f"${tex(share)}$ of the " if share != 1 else "the "
    limit = term(m) * n if share == 1 else term(share) * (term(m) * n)
    forgotten = ((k * m, "There is a second factor, too."), (m * n, "These are those before."))
    return Problem(
        f"{_told(m, n)}. Its matrix is replaced by two factors with $k$ units between them. Find the largest $k$ for which one "
        f"input vector takes fewer than {part}${m} \\cdot {n}$ multiplications of before, and how many it takes then.",
        answers=(
            Answer("largest $k$", k, _too_many(m, n, k, share)),
            Answer("multiplications", k * (m + n), forgotten),
        ),
        hint="How many multiplications does one unit between the factors cost?",
        steps=(
            step("Those of before give the limit.", equal(limit, share * m * n)),
            step("Each new unit is joined to all inputs and all outputs.", equal(term(m) + n, m + n)),
            found,
            _multiplied(k, m + n),
        ),
        facts={"shape": (m, n), "k": k, "share": share},
    )


def _too_many(m, n, k, share):
    return (k + 1, "These are too many."), (int(min(m, n) * share), "That is a share of the largest rank.")


def _multiplied(k, unit):
    return step("So many are these.", equal(term(k) * unit, k * unit))


@chapter.kind("An adapter counted")
def adapter_counted(rng, level):
    """Return layers to which products of thin factors are added: one, several, or with the largest rank for a share."""
    m, n, r = (rng.choice(sizes) for sizes in ((32, 40, 48, 64, 80, 96), (24, 32, 48, 50, 60, 90), (1, 2, 3, 4, 6, 8)))
    if level == 3:
        return _adapter_rank(m, n, Fraction(1, rng.choice((4, 5, 6, 8, 10))))
    return _adapter(m, n, r, 1 if level == 1 else rng.randrange(3, 13))


def _adapter(m, n, r, layers):
    frozen, trained = layers * m * n, layers * r * (m + n)
    told = "A layer has" if layers == 1 else f"A network has ${layers}$ layers, each with"
    return Problem(
        f"{told} a weight matrix of ${m} \\times {n}$, which is frozen. To {'it' if layers == 1 else 'each'} a product "
        "$AB$ is added, "
        f"with $A$ of ${m} \\times {r}$ and $B$ of ${r} \\times {n}$, and only these are trained. "
        "How many numbers are trained, and what is their number divided by that of the frozen ones?",
        answers=(
            Answer(
                "trained", trained, ((layers * r * m, "Both factors are trained."), (r * (m + n), "There are more layers."))
            ),
            _quotient_answer(trained, frozen),
        ),
        hint="Count the entries of both factors: only these are trained, and not those of their product.",
        steps=_adapter_steps(m, n, r, layers, trained, frozen),
        facts={"shape": (m, n), "r": r, "layers": layers},
    )


def _quotient_answer(trained, frozen):
    slips = (
        (Fraction(trained, frozen + trained), "Divide by the frozen ones alone, not by all together."),
        (Fraction(frozen, trained), "Turn it over."),
    )
    return Answer("quotient", Fraction(trained, frozen), slips)


def _adapter_steps(m, n, r, layers, trained, frozen):
    once = (
        step("Count the entries of the two factors.", equal(term(m) * r + term(r) * n, r * (m + n))),
        step("Count those of the frozen matrix.", equal(term(m) * n, m * n)),
    )
    quotient = term(trained) / frozen
    often = step(
        "Multiply by the number of layers.", equal(term(layers) * (r * (m + n)), trained), equal(term(layers) * (m * n), frozen)
    )
    return (
        *once,
        *([often] if layers > 1 else []),
        step("Divide by the number of the frozen ones.", equal(name(r"\text{quotient}", quotient), quotient, quotient.value)),
    )


def _adapter_rank(m, n, share):
    r, found = largest_below(m + n, share * m * n, "r")
    return Problem(
        f"The ${m} \\times {n}$ weights of a layer are frozen, and a product $AB$ of two trained factors of rank $r$ is added "
        f"to them. Find the largest $r$ for which fewer than ${tex(share)}$ as many numbers are trained as are frozen, "
        "and how many these are.",
        answers=(
            Answer("largest $r$", r, _too_many(m, n, r, share)),
            Answer("trained", r * (m + n), ((r * m, "Both factors are trained."),)),
        ),
        hint="How many numbers does one more column of $A$ and one more row of $B$ add?",
        steps=(
            step("The frozen numbers give the limit.", equal(term(share) * (term(m) * n), share * m * n)),
            step("A column of the one and a row of the other factor have so many.", equal(term(m) + n, m + n)),
            found,
            _multiplied(r, m + n),
        ),
        facts={"shape": (m, n), "r": r, "layers": 1, "share": share},
    )
