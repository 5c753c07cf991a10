"""Problems for the chapter on photographs."""

import functools
from fractions import Fraction

from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import about, equal, less, name, term, tex
from svdbook.drills.compression._counting import for_paper, largest_below, share_of

chapter = Chapter("images")

NUMBERS = "These are numbers: count their bytes."
NO_SIGMA = r"Each term has a $\sigma$, too."


SIZES = [(m, n) for m in range(30, 97, 6) for n in range(30, 100, 5) if m != n]


@functools.cache
def _terms_kept():
    """Return heights, widths and ranks whose share of numbers has a denominator for paper."""
    return [(m, n, k) for m, n in SIZES for k in range(2, 16) if for_paper(k * (m + n + 1), m * n)]


def _whole_share(rng, pixels, parts):
    """Return one over a number that divides the pixels."""
    return Fraction(1, rng.choice([part for part in parts if pixels % part == 0]))


def _counted(m, n, k):
    return step(
        "A term is a column, a row and a singular value.",
        equal(name("N", k * (m + n + 1)), term(k) * (term(m) + n + 1), term(k) * (m + n + 1), k * (m + n + 1)),
    )


@chapter.kind("The numbers in a picture of rank k")
def storage_count(rng, level):
    """Return a picture whose numbers are counted; at level 2 the break-even is asked for, at level 3 the rank for a share."""
    if level == 3:
        m, n = rng.choice(SIZES)
        return _rank_for_a_share(m, n, _whole_share(rng, m * n, (2, 3, 4, 5)))
    m, n, k = rng.choice(_terms_kept())
    count, share = k * (m + n + 1), Fraction(k * (m + n + 1), m * n)
    asked, more, last = (_break_even if level == 2 else _saved)(m, n, k)
    return Problem(
        f"{_kept(m, n, k)}. Find how many numbers these are, their share of the number of pixels, and {asked}.",
        answers=(
            Answer("numbers", count, ((k * (m + n), NO_SIGMA), (k * m * n, "A term is stored as a column and a row."))),
            Answer("share", share, ((1 / share, "Turn it over."), (Fraction(k * (m + n), m * n), NO_SIGMA))),
            more,
        ),
        hint="How many entries does one column have, and how many does one row have?",
        steps=(step("Count the pixels.", equal(term(m) * n, m * n)), _counted(m, n, k), share_of(count, m * n), last),
        facts={"shape": (m, n), "k": k},
    )


def _kept(m, n, k):
    return f"A picture of ${m} \\times {n}$ pixels is kept as its first ${k}$ terms, each as its $\\sigma_i$, $u_i$ and $v_i$"


def _break_even(m, n, _):
    k, found = largest_below(m + n + 1, m * n)
    slips = ((k + 1, "Then there are as many, or more."), (min(m, n), "That many terms are the whole picture."))
    return "the largest $k$ for which $k$ terms are fewer numbers than the pixels", Answer("largest $k$", k, slips), found


def _saved(m, n, k):
    count = k * (m + n + 1)
    saved = m * n - count
    slips = ((m * n - k * (m + n), NO_SIGMA), (count, "That is what is kept: subtract it from the pixels."))
    last = step("Subtract what is kept from the pixels.", equal(name(r"\text{saved}", saved), term(m * n) - count, saved))
    return "how many are saved", Answer("saved", saved, slips), last


def _rank_for_a_share(m, n, share):
    limit, unit = share * m * n, m + n + 1
    k = int(limit / unit)
    proportional = (int(min(m, n) * share), "That is a share of the rows. A term has more numbers than a row: count them.")
    return Problem(
        f"{_kept(m, n, 'k')}. They may be at most ${tex(share)}$ as many numbers as there are pixels. "
        "Find the largest $k$, and how many numbers these terms are.",
        answers=(
            Answer("largest $k$", k, ((k + 1, "These are too many numbers."), proportional)),
            Answer("numbers", k * unit, ((k * (m + n), NO_SIGMA),)),
        ),
        hint="How many numbers is one term? How often does that fit?",
        steps=_share_steps(m, n, k, share),
        facts={"shape": (m, n), "k": k, "share": share},
    )


def _share_steps(m, n, k, share):
    limit, unit = share * m * n, m + n + 1
    return (
        step("So many numbers are allowed.", equal(term(share) * (term(m) * n), limit)),
        step("A term is a column, a row and a singular value.", equal(term(m) + n + 1, unit)),
        step("How often does a term fit? Divide.", about(term(limit) / unit, 2)),
        step("Take the whole number below.", equal(name("k", k), k), less(limit, term(k + 1) * unit)),
        step("Count the numbers of so many terms.", equal(term(k) * unit, k * unit)),
    )


TYPES = (("float64", 8), ("float32", 4), ("float16", 2), ("int8", 1))


@chapter.kind("Bytes, and not numbers")
def bytes_count(rng, level):
    """Return a picture whose bytes are counted; at level 2 the largest rank that saves, at level 3 beside another file."""
    m, n = rng.choice(SIZES)
    kind, each = rng.choice(TYPES[1:] if level > 1 else TYPES)
    if level == 1:
        return _smaller(m, n, rng.randrange(4, 20), kind, each)
    share = Fraction(1) if level == 2 else 1 - _whole_share(rng, m * n, (2, 3, 4, 5))
    return _rank_for_bytes(m, n, kind, each, share)


def _stored(m, n, k, kind, each):
    weight = "one byte" if each == 1 else f"{each} bytes"
    return (
        f"A grey picture has ${m} \\times {n}$ pixels of one byte. Its first ${k}$ terms $\\sigma_i$, $u_i$, $v_i$ "
        f"are stored as {kind}, which takes {weight} a number."
    )


def _smaller(m, n, k, kind, each):
    weight = each * k * (m + n + 1)
    says, other = ("yes", "no") if weight < m * n else ("no", "yes")
    found = "they are fewer" if weight < m * n else "they are not fewer"
    compare = equal(weight, m * n) if weight == m * n else less(*sorted((weight, m * n)))
    return Problem(
        f"{_stored(m, n, k, kind, each)} How many bytes are they, and are they fewer than those of the pixels?",
        answers=(
            Answer("bytes", weight, ((k * (m + n + 1), NUMBERS), (each * k * (m + n), NO_SIGMA))),
            Answer("fewer", says, ((other, "Compare bytes with bytes."),), ("yes", "no")),
        ),
        hint="Count the numbers first. How many bytes does each take?",
        steps=(
            _counted(m, n, k),
            step("Count the bytes of these numbers.", equal(term(each) * (k * (m + n + 1)), weight)),
            step(f"Compare with the bytes of the pixels: {found}.", equal(term(m) * n, m * n), compare),
        ),
        facts={"shape": (m, n), "k": k, "each": each, "says": says},
    )


def _rank_for_bytes(m, n, kind, each, share):
    limit, unit = share * m * n, each * (m + n + 1)
    k, found = largest_below(unit, limit)
    beside = "the pixels" if share == 1 else f"another file, which takes ${tex(share)}$ of the bytes of the pixels"
    naive, pixels = largest_below(m + n + 1, limit)[0], term(m) * n
    return Problem(
        f"{_stored(m, n, 'k', kind, each)} Find the largest $k$ for which they are fewer bytes than {beside}, "
        "and how many bytes they are then.",
        answers=(
            Answer("largest $k$", k, ((naive, "That compares numbers with bytes."), (k + 1, "These are too many bytes."))),
            Answer("bytes", k * unit, ((k * (m + n + 1), NUMBERS), (each * k * (m + n), NO_SIGMA))),
        ),
        hint="How many bytes is one term? How often does that fit?",
        steps=(
            step("Count the bytes of one term.", equal(term(each) * (term(m) + n + 1), unit)),
            step("Those to compare with are the limit.", equal(pixels if share == 1 else term(share) * pixels, limit)),
            found,
            step("Count the bytes of the terms.", equal(term(k) * unit, k * unit)),
        ),
        facts={"shape": (m, n), "k": k, "each": each, "share": share},
    )
