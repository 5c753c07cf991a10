"""Problems for the chapter on photographs."""

from fractions import Fraction

from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import about, equal, less, name, term, tex
from svdbook.drills.compression._counting import largest_below, share_of

chapter = Chapter("images")

NO_SIGMA = r"Each term has a $\sigma$, too."


def _size(rng):
    """Return the height and the width of a small picture."""
    return rng.choice([(m, n) for m in range(30, 97, 6) for n in range(30, 100, 5) if m != n])


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
    m, n = _size(rng)
    if level == 3:
        return _rank_for_a_share(m, n, _whole_share(rng, m * n, (2, 3, 4, 5)))
    k = rng.randrange(2, 16)
    count, share = k * (m + n + 1), Fraction(k * (m + n + 1), m * n)
    asked, more, last = (_break_even if level == 2 else _saved)(m, n, count)
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


def _break_even(m, n, count):
    k, found = largest_below(m + n + 1, m * n)
    slips = ((k + 1, "Then there are as many, or more."), (min(m, n), "That many terms are the whole picture."))
    return "the largest $k$ for which $k$ terms are fewer numbers than the pixels", Answer("largest $k$", k, slips), found


def _saved(m, n, count):
    saved = m * n - count
    return "how many are saved", Answer("saved", saved), step("Subtract.", equal(term(m * n) - count, saved))


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
        steps=(
            step("So many numbers are allowed.", equal(term(share) * (term(m) * n), limit)),
            step("A term is a column, a row and a singular value.", equal(term(m) + n + 1, unit)),
            step("Divide.", about(term(limit) / unit, 2)),
            step("Take the whole number below.", equal(term(k) * unit, k * unit), less(limit, term(k + 1) * unit)),
        ),
        facts={"shape": (m, n), "k": k, "share": share},
    )


TYPES = (("float64", 8), ("float32", 4), ("float16", 2), ("int8", 1))


@chapter.kind("Bytes, and not numbers")
def bytes_count(rng, level):
    """Return a picture whose factors are weighed; at level 2 the largest rank that saves, at level 3 beside another file."""
    m, n = _size(rng)
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
    compare = equal(weight, m * n) if weight == m * n else less(*sorted((weight, m * n)))
    return Problem(
        f"{_stored(m, n, k, kind, each)} How many bytes are they, and are they fewer than those of the pixels?",
        answers=(
            Answer("bytes", weight, ((k * (m + n + 1), "These are numbers: weigh them."), (each * k * (m + n), NO_SIGMA))),
            Answer("fewer", says, ((other, "Compare bytes with bytes."),), ("yes", "no")),
        ),
        hint="Count the numbers first. What does each weigh?",
        steps=(
            _counted(m, n, k),
            step("Weigh them.", equal(term(each) * (k * (m + n + 1)), weight)),
            step("Compare with the pixels.", equal(term(m) * n, m * n), compare),
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
            Answer("bytes", k * unit, ((k * (m + n + 1), "These are numbers: weigh them."),)),
        ),
        hint="How many bytes is one term? How often does that fit?",
        steps=(
            step("Weigh one term.", equal(term(each) * (term(m) + n + 1), unit)),
            step("So many bytes are the limit.", equal(pixels if share == 1 else term(share) * pixels, limit)),
            found,
            step("Weigh the terms.", equal(term(k) * unit, k * unit)),
        ),
        facts={"shape": (m, n), "k": k, "each": each, "share": share},
    )
