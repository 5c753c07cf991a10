"""Problems for the chapter on rank."""

import numpy as np

from svdbook.drills._exact import echelon, exact
from svdbook.drills._problem import Answer, Chapter, Problem, show, step
from svdbook.drills._terms import cofactor, combined, equal, name, term, tex, times, total

chapter = Chapter("rank")

SHAPES = {1: [(2, 3, 1), (3, 3, 2), (2, 3, 2)], 2: [(3, 3, 2), (3, 4, 2), (4, 3, 2)], 3: [(4, 4, 2), (4, 4, 3), (3, 5, 2)]}
LARGEST = 12  # entry of a matrix
NULL_SPACE = "That is the dimension of the null space: count the pivots."
UPPER = "Go on: each pivot has to be 1, with zeros above it."
ENTRIES = (-3, -2, -1, 1, 2, 3, 4, 5)


@chapter.kind("Rank, and a matrix as columns times rows")
def column_times_row(rng, level):
    """Return a problem in which elimination needs whole multiples only."""
    A, pivots = _to_eliminate(rng, level)
    C, R = A[:, pivots], echelon(A)[0][: len(pivots)]
    steps, upper = _elimination(A)
    return Problem(
        f"Find the rank of $A = {tex(A)}$ and the dimension of its null space. Then write $A = CR$: the columns of $C$ are "
        "those columns of $A$ that are no combinations of the columns before them. What is $R$?",
        answers=_rank_answers(A, R, upper),
        hint="Subtract multiples of the first row from the others, until its first entry has only zeros below it. When there "
        "are steps, go back up: $R$ has pivots 1 with zeros above them.",
        steps=(*steps, *_reading(A, C, R)),
        facts={"A": A, "C": C, "R": R},
    )


def _rank_answers(A, R, upper):
    """Return the answers for the rank, the null space and R; ``upper`` are its rows before they were reduced."""
    (m, n), r = A.shape, len(R)
    ones = exact([row / next(x for x in row if x) for row in upper])  # pivots 1, and nothing done above them
    rank_slips = (
        (min(m, n), "That would be full rank: count the pivots."),
        (n - r, NULL_SPACE),
    )
    null_slips = ((m - r, "Count from the columns of $A$, not from its rows."), (r, "That is the rank."))
    return (
        Answer("Rank", r, rank_slips),
        Answer("Dimension of the null space", n - r, null_slips),
        Answer("$R$", R, ((ones, "Go on: make zeros above each pivot, too."), (upper, UPPER))),
    )


def _to_eliminate(rng, level):
    """Return a matrix, and the numbers of its pivot columns: lower triangle times upper rows, all of whole numbers."""
    while True:
        m, n, r = rng.choice(SHAPES[level])
        pivots = [0, *sorted(rng.sample(range(1, n), r - 1))]
        L = np.array([[int(i == j) if i <= j else rng.randint(-2, 3) for j in range(r)] for i in range(m)])
        upper = np.array([[rng.randint(-3, 3) if j > pivots[i] else int(j == pivots[i]) for j in range(n)] for i in range(r)])
        A = L @ (upper * [[rng.choice((1, 1, 2, -1, 3))] for _ in range(r)])
        if np.abs(A).max() <= LARGEST and A.any(axis=0).all() and A.any(axis=1).all() and (A == 0).sum() <= A.size // 3:
            return exact(A.tolist()), pivots


def _elimination(A):
    """Return the steps from a matrix to its reduced rows, and the rows before they were reduced."""
    rows, steps, pivots = A.copy(), [], echelon(A)[1]
    for i, j in enumerate(pivots):
        formulas = _cleared(rows, i, j, range(i + 1, len(A)))
        if formulas:
            steps.append(
                step(f"Subtract multiples of row {i + 1}, to make zeros below its entry {show(rows[i, j])}.", *formulas)
            )
    upper = rows[: len(pivots)].copy()
    formulas = []
    for i, j in reversed(list(enumerate(pivots))):
        if rows[i, j] != 1:
            formulas.append(equal(term(rows[[i]]) / rows[i, j], rows[[i]] / rows[i, j]))
            rows[i] = rows[i] / rows[i, j]
        formulas += _cleared(rows, i, j, range(i))
    if formulas:
        steps.append(step("From the last pivot up: make each pivot 1, and make zeros above it.", *formulas))
    return steps, upper


def _cleared(rows, i, j, others):
    """Subtract multiples of row i, so that column j is zero in the other rows; return what was done, row by row."""
    formulas = []
    for other in others:
        multiple = rows[other, j] / rows[i, j]
        if multiple:
            before, part = term(rows[[other]]), times(abs(multiple), rows[[i]])
            rows[other] = rows[other] - multiple * rows[i]
            formulas.append(equal(before - part if multiple > 0 else before + part, rows[[other]]))
    return formulas


def _reading(A, C, R):
    """Return the steps that read rank, null space and factors off the reduced rows."""
    r, n = R.shape
    rank = name(r"\operatorname{rank} A", r)
    return (
        step(
            "Each row that is left has a pivot. Their number is the rank, and the null space has the other dimensions.",
            equal(rank, r),
            equal(n - rank, term(n) - r, n - r),
        ),
        step(
            "The rows that are left are $R$, and the columns of $A$ in which the pivots stand are $C$.",
            equal(name("R", R), R),
            equal(name("C", C), C),
        ),
        step("Check: each column of $R$ says how a column of $A$ comes from $C$.", equal(term(C) @ R, A)),
    )


@chapter.kind("A product as a sum of columns times rows")
def outer_products(rng, level):
    """Return a problem of two factors: of one of two terms, at level 3 of two of three."""
    m, r, n = {1: (2, 2, 2), 2: (3, 2, 3), 3: (3, 3, 3)}[level]
    A, B = (exact([[rng.choice(ENTRIES) for _ in range(q)] for _ in range(p)]) for p, q in ((m, r), (r, n)))
    asked, row, column = sorted(rng.sample(range(r), r - 1)), rng.randrange(m), rng.randrange(n)
    terms = [A[:, [k]] @ B[[k]] for k in range(r)]
    label, every = f"${_symbols(asked)}$", _symbols(range(r))
    return Problem(
        f"Let $a_1, a_2, \\dots$ be the columns of $A = {tex(A)}$, and $b_1^{{\\mathsf T}}, b_2^{{\\mathsf T}}, \\dots$ "
        f"the rows of $B = {tex(B)}$. Then $AB = {every}$. Find the matrix {label}. Which number stands in row {row + 1} and "
        f"column {column + 1} of the whole sum $AB$?",
        answers=_product_answers(label, A @ B, sum(terms[i] for i in asked), row, column),
        hint="Write the column of $A$ upright and the row of $B$ beside it. Each entry of the matrix is one number of the "
        "column times one number of the row.",
        steps=_summing(A, B, terms, (asked, row, column)),
        facts={"A": A, "B": B, "terms": terms, "asked": (asked, row, column)},
    )


def _symbols(asked):
    """Return the letters for the sum of these columns times rows."""
    return " + ".join(rf"a_{i + 1}b_{i + 1}^{{\mathsf T}}" for i in asked)


def _product_answers(label, product, one, row, column):
    """Return the answers for one term of a product, or for two, and for an entry of the product."""
    m, n = product.shape
    one_slips = ((one.T, "That is its transpose: $a_i$ makes the columns."), (product, "That is the sum of all terms."))
    entry_slips = (
        (one[row, column], "That is the entry of the first matrix only: add those of the other terms."),
        (product[min(column, m - 1), min(row, n - 1)], "Row and column are exchanged."),
    )
    return Answer(label, one, one_slips), Answer("Entry of $AB$", product[row, column], entry_slips)


def _summing(A, B, terms, asked):
    """Return the steps from the factors to the term, the entry, and the whole product."""
    chosen, row, column = asked
    parts = [term(A[:, [i]]) @ B[[i]] for i in chosen]
    found = [equal(name(_symbols([i]), terms[i]), part, terms[i]) for i, part in zip(chosen, parts, strict=True)]
    both = sum(terms[i] for i in chosen)
    added = [equal(name(_symbols(chosen), both), total(terms[i] for i in chosen), both)] if len(chosen) > 1 else []
    entry = total(term(A[row, k]) * B[k, column] for k in range(len(terms)))
    return (
        step("A column of $A$ times the row of $B$ with the same number is a term.", *found, *added),
        step(
            f"The entry of the sum in row {row + 1} and column {column + 1} is the sum of the entries of the terms.",
            equal(entry, entry.value),
        ),
        step("All terms together are the product, row by column.", equal(total(terms), A @ B)),
    )


@chapter.kind("The entry that lowers the rank")
def missing_entry(rng, level):
    """Return a matrix with a hole: 2 × 2 and 3 × 3 for rank one, and at level 3 a 3 × 3 matrix for rank two."""
    return _singular(rng) if level == 3 else _proportional(rng, level + 1)


def _proportional(rng, n):
    """Return the problem of an n × n matrix of rank one: one hole for n = 2, two for n = 3."""
    while True:
        column, row = ([rng.choice((-1, 1)) * x for x in rng.sample(range(1, 6), n)] for _ in range(2))
        A = exact(np.outer(column, row).tolist())
        if np.abs(A).max() <= LARGEST:
            break
    holes = dict(zip(zip(rng.sample(range(n), n - 1), rng.sample(range(n), n - 1), strict=True), "xy", strict=False))
    letters = " and ".join(f"${letter}$" for letter in holes.values())
    return Problem(
        f"For which {letters} does the matrix ${_with_letters(A, holes)}$ have rank one?",
        answers=tuple(_answer(A, hole, letter, holes) for hole, letter in holes.items()),
        hint="In a matrix of rank one each row is a multiple of every other row.",
        steps=(
            *(_proportion(A, hole, letter, holes) for hole, letter in holes.items()),
            step("Check: the matrix is a column times a row.", equal(A, term(A[:, [0]]) @ (A[[0]] / A[0, 0]))),
        ),
        facts={"A": A, "holes": holes, "rank": 1},
    )


def _with_letters(A, letters):
    """Return a matrix in TeX with letters in some places."""
    m, n = A.shape
    rows = (" & ".join(letters.get((i, j), tex(A[i, j])) for j in range(n)) for i in range(m))
    return r"\begin{bmatrix} " + r" \\ ".join(rows) + r" \end{bmatrix}"


def _partner(A, hole, holes):
    """Return row and column of a number that makes, with a hole, a square of two rows and two columns without another hole."""
    (i, j), (m, n) = hole, A.shape
    others = ((k, q) for k in range(m) for q in range(n) if k != i and q != j)
    return next((k, q) for k, q in others if not {(i, q), (k, j), (k, q)} & holes.keys())


def _answer(A, hole, letter, holes):
    """Return the answer for a hole of a matrix of rank one."""
    (i, j), (k, q) = hole, _partner(A, hole, holes)
    by_differences = A[i, q] + A[k, j] - A[k, q]
    slips = ((-A[hole], "Look at the sign."), (by_differences, "The rows have equal ratios, not equal differences."))
    return Answer(f"${letter}$", A[hole], slips)


def _proportion(A, hole, letter, holes):
    """Return the step that finds one number of a matrix of rank one from three others in two rows and two columns."""
    (i, j), (k, q) = hole, _partner(A, hole, holes)
    x, product = name(letter, A[hole]), A[i, q] * A[k, j]
    return step(
        f"Rows {i + 1} and {k + 1} are proportional: compare their columns {j + 1} and {q + 1}.",
        equal(x * A[k, q], term(A[i, q]) * A[k, j], product),
        equal(x, term(product) / A[k, q], A[hole]),
    )


def _singular(rng):
    """Return the problem of a 3 × 3 matrix with one hole, whose rows are to be dependent."""
    while True:
        first, second = (np.array([rng.choice((-3, -2, -1, 0, 1, 2, 3, 4, 5)) for _ in range(3)]) for _ in range(2))
        rows = [first, second, rng.choice((-2, -1, 1, 2, 3)) * first + rng.choice((-2, -1, 1, 2)) * second]
        A, i, j = exact([row.tolist() for row in rng.sample(rows, 3)]), rng.randrange(3), rng.randrange(3)
        cofactors = np.array([cofactor(A, i, column).value for column in range(3)])
        if np.abs(A).max() <= LARGEST and all(cofactors) and A[i, j] != 0 and (A == 0).sum() <= 1:
            return _determinant_problem(A, i, j, cofactors)


def _determinant_problem(A, i, j, cofactors):
    """Return the problem of the entry that makes a determinant zero, solved by the cofactors of its row."""
    x = name("x", A[i, j])
    K = [name(f"K_{column + 1}", cofactor) for column, cofactor in enumerate(cofactors)]
    rest = total(term(A[i, column]) * cofactors[column] for column in range(3) if column != j)
    multiple = combined((cofactors[j],), (x,))
    linear = multiple + rest.value if rest.value else multiple
    return Problem(
        f"For which $x$ does the matrix ${_with_letters(A, {(i, j): 'x'})}$ have rank two?",
        answers=(Answer("$x$", A[i, j], ((-A[i, j], "Look at the signs of the cofactors."),)),),
        hint="The rank falls below three where the determinant is zero. Expand it along the row in which the letter stands.",
        steps=(
            step(
                f"The cofactors of row {i + 1}, each a determinant of two rows and two columns with its sign.",
                *(equal(K[column], cofactor(A, i, column), cofactors[column]) for column in range(3)),
            ),
            step("The determinant has to be zero.", *(equal(each, 0) for each in (rest + x * cofactors[j], linear))),
            step("Solve for the letter.", equal(x, term(-rest.value) / cofactors[j], A[i, j])),
        ),
        facts={"A": A, "holes": {(i, j): "x"}, "rank": 2},
    )
