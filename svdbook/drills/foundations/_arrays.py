"""Problems on NumPy's arrays for the refresher: what shape something has, and which numbers are in it."""

import operator

import numpy as np

from svdbook.drills._exact import exact
from svdbook.drills._problem import Answer, Chapter, Problem, step
from svdbook.drills._terms import Term, equal, name, term, tex, total
from svdbook.drills.foundations._vectors import drawn

chapter = Chapter("refresher")

ERROR = "an error"
SIDES = range(2, 10)
OPERATORS = {"*": operator.mul, "+": operator.add, "-": operator.sub}
COUNTED = "Rows and columns are counted from 0."


def code(text):
    """Return Python as a formula of typewriter letters."""
    return rf"\texttt{{{text}}}"


def python(shape):
    """Return a shape as Python writes it."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"


@chapter.kind("The shape of a slice")
def shape_of_slice(rng, level):
    """Return an array of two or three axes, and an expression with an index or a slice for each, whose shape is asked for."""
    shape = rng.sample(SIDES, 3 if level == 3 else 2)
    while True:
        parts = [_part(rng, n, level) for n in shape]
        left = [length for _, length, _ in parts if length]
        if left and [shown for shown, _, _ in parts if shown != ":"]:
            break
    text = f"A[{', '.join(shown for shown, _, _ in parts)}]"
    words = (f"Axis {axis} has {said}." for axis, (_, _, said) in enumerate(parts))
    slips = _shape_slips(shape, parts, left)
    return Problem(
        f"The array ${code('A')}$ has the shape ${code(python(shape))}$. What is the shape of ${code(text)}$?",
        answers=(_choice(python(left), dict(slips), slips),),
        hint="Go from axis to axis: an index takes its axis away, and a slice keeps it, with as many places as it has.",
        steps=(step(" ".join(words)), step("What stays is the shape.", _is_shape(left))),
        facts={"shape": shape, "code": text},
    )


def _shape_slips(shape, parts, left):
    """Return up to four shapes that are not right, and the thoughts that lead to them: the most likely ones first."""
    with_stop = [length + (shown != ":") for shown, length, _ in parts if length]
    slips = {
        python(left[::-1]): "The axes keep their order.",
        python(shape): "A slice shortens its axis, and an index takes it away.",
        python([1, *left][-2:]): "An index takes its axis away: no 1 is left.",
        python([length or 1 for _, length, _ in parts]): "An index takes its axis away: no 1 is left.",
        python(with_stop): "The stop itself is not taken.",
    }
    slips.pop(python(left), None)
    return tuple(reversed(slips.items()))[:4]


def _choice(answer, wrong, slips):
    """Return the answer that is one of several words."""
    said = tuple((word, remark) for word, remark in slips if word != answer and word in wrong)
    return Answer("Shape", answer, said, tuple(sorted({answer, *wrong})))


def _is_shape(shape):
    return equal(name(r"\text{shape}", exact([shape])), Term(code(python(shape)), exact([shape])))


def _part(rng, n, level):
    """Return what stands in the brackets for an axis of n places: the text, the length that is left, and what is said of it."""
    start = rng.randrange(n - 1)
    stop = rng.randint(start + 1, n - 1)
    parts = [
        (str(start), 0, "an index, and goes away"),
        (":", n, "a colon alone, and stays as it is"),
        (f":{stop}", stop, f"a slice, and stays, with {stop} of its {n} places"),
    ]
    if level > 1:
        parts.append((f"{start}:{stop}", stop - start, f"a slice, and stays, with {stop - start} of its {n} places"))
    return rng.choice(parts)


@chapter.kind("The numbers in a slice or a sum")
def entries_of_slice(rng, level):
    """Return a table, and an expression whose numbers are asked for: a row or column, a sum, and both together."""
    A = exact([drawn(rng, 4, range(10)) for _ in range(3)])
    i, j, axis = rng.randrange(3), rng.randrange(4), rng.randrange(2)
    if level == 1:
        return _taken(A, i, j, rng.choice(("row", "column", "part")))
    if level == 2:
        return _entries(A, f"A.sum(axis={axis})", A.sum(axis=axis), _sums(A, axis))
    rows, columns = rng.choice(("1:", ":2", "[0, 2]")), rng.choice(("1:", "2:", ":2", ":3", "1:3"))
    kept = A[[0, 2] if rows == "[0, 2]" else _slice(rows)][:, _slice(columns)]
    text = f"A[{rows}, {columns}]"
    first = step("First the slice.", equal(name(code(text), kept), kept))
    return _entries(A, f"{text}.sum(axis={axis})", kept.sum(axis=axis), (first, _sums(kept, axis)[0]))


def _slice(text):
    return slice(*(int(n) if n else None for n in text.split(":")))


def _taken(A, i, j, kind):
    """Return the problem of a row, of a column, or of the last entries of a row."""
    text, part, words = {
        "row": (f"A[{i}]", A[i], f"A single index takes a row: that with the number {i}."),
        "column": (f"A[:, {j}]", A[:, j], f"The colon takes all rows. Of each take the entry with the number {j}."),
        "part": (f"A[{i}, 1:]", A[i, 1:], f"Take the row with the number {i}, and of it all entries from number 1 on."),
    }[kind]
    return _entries(A, text, part, (step(words),))


def _sums(A, axis):
    """Return the step that adds along an axis, which goes away."""
    lines, words = (A.T, "down each column") if axis == 0 else (A, "along each row")
    return (step(f"Axis {axis} goes away: add {words}.", *(equal(total(line), sum(line)) for line in lines)),)


def _entries(A, text, part, steps):
    found = Term(f"[{', '.join(map(tex, part))}]", exact([list(part)]))
    hint = "What stands before the comma says which rows, what stands after it which columns. A colon alone takes all."
    return Problem(
        f"Let ${code('A')}$ be the array ${tex(A)}$. {COUNTED} Which numbers are in ${code(text)}$?",
        answers=(Answer("Numbers", found.value),),
        hint="The axis that is named in the sum goes away." if "sum" in text else hint,
        steps=(*steps, step("Read off.", equal(name(code(text), found), found))),
        facts={"A": A, "code": text},
    )


@chapter.kind("Two shapes, and whether they fit")
def broadcast_shapes(rng, level):
    """Return two shapes, of at most two or three axes, that fit together or do not."""
    full = rng.sample(SIDES, 3 if level == 3 else 2)
    one, other = list(full), list(full)
    if level == 1:
        other = [rng.choice(full)]
    else:
        for shape in (one, other):
            shape[rng.randrange(len(shape))] = 1
        other = other[rng.randrange(len(other)) :]
        if rng.random() < 0.4:
            other[-1] = rng.choice([n for n in SIDES if n not in full])
    if rng.random() < 0.5:
        one, other = other, one
    return _shapes(rng, one, other)


def _shapes(rng, one, other):
    count = max(len(one), len(other))
    pairs = list(zip(*([1] * (count - len(shape)) + shape for shape in (one, other)), strict=True))[::-1]
    fits = [a == b or 1 in (a, b) for a, b in pairs]
    largest = [max(pair) for pair in pairs][::-1]
    answer = python(largest) if all(fits) else ERROR
    wrong = {python(largest), python(largest[::-1]), python(one), python(other)} - {answer}
    remark = "Compare the shapes from the right: in one place two numbers differ, and neither is 1."
    slips = [(ERROR, "They fit: a place that is 1 or empty fits every other."), *((w, remark) for w in wrong if not all(fits))]
    compared = pairs[: fits.index(False) + 1] if not all(fits) else pairs
    return Problem(
        f"The arrays ${code('A')}$ and ${code('B')}$ have the shapes ${code(python(one))}$ and ${code(python(other))}$. "
        f"What is the shape of ${code('A * B')}$, or is it an error?",
        answers=(_choice(answer, {*rng.sample(sorted(wrong), min(2, len(wrong))), ERROR}, slips),),
        hint="Write one shape under the other, aligned at the right. A place that is 1 or empty fits every other.",
        steps=(*(_compared(k, *pair) for k, pair in enumerate(compared)), step(f"So it is {answer}.")),
        facts={"shapes": (one, other)},
    )


def _compared(k, a, b):
    """Return the step that compares the numbers in one place of two shapes."""
    place = ("last place", "place before it", "first place")[k]
    if a == b:
        return step(f"The {place} has {a} twice: that fits.")
    if 1 in (a, b):
        return step(f"The {place} has {max(a, b)}, and 1 or nothing: that is repeated {max(a, b)} times.")
    return step(f"The {place} has {a} and {b}: that does not fit.")


@chapter.kind("Entry by entry")
def broadcast_values(rng, level):
    """Return small arrays that are combined entry by entry: a matrix with a row or a column, at level 3 its columns' means."""
    A, row = exact([drawn(rng, 3, range(-4, 8)) for _ in range(2)]), exact(drawn(rng, 3, range(-3, 5)))
    column = exact(drawn(rng, 2, range(-3, 5)))
    if level == 1:
        sign = rng.choice("*+-")
        return _values({"A": A, "s": row}, f"A {sign} s", "Repeat it under each row of the matrix.", np.array([row, row]), sign)
    if level == 2:
        sign, repeated = rng.choice("*+-"), np.array([column] * 3).T
        return _values({"A": A, "r": column}, f"A {sign} r[:, None]", "Make a column of it, and repeat that.", repeated, sign)
    A[1] = A[1] + (A[0] + A[1]) % 2  # whole means
    means = A.mean(axis=0)
    text, words = "A - A.mean(axis=0)", "Find the mean of each column, and repeat the row of means."
    return _values({"A": A}, text, words, np.array([means, means]), "-")


def _values(arrays, text, words, repeated, sign):
    A = arrays["A"]
    value = OPERATORS[sign](A, repeated)
    listed = " and ".join(f"${code(letter)}$ be the array ${_shown(array)}$" for letter, array in arrays.items())
    entry = OPERATORS[sign](term(A[0, 0]), repeated[0, 0])
    return Problem(
        f"Let {listed}. What is ${code(text)}$?",
        answers=(Answer("Numbers", value),),
        hint="The smaller array is repeated until both have one shape. Then the two meet entry by entry.",
        steps=(
            step(words, equal(name(r"\text{repeated}", repeated), repeated)),
            step("Now entry by entry. The first one:", equal(entry, value[0, 0])),
            step("All of them.", equal(name(code(text), value), value)),
        ),
        facts={"arrays": arrays, "code": text},
    )


def _shown(array):
    return tex(array) if array.ndim == 2 else f"[{', '.join(map(tex, array))}]"
