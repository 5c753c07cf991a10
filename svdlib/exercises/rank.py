"""Answers and hints for the chapter on rank."""

import numpy as np

from svdlib.decompositions import matrix_rank
from svdlib.exercises import Exercise


def sensors():
    """A thousand reports of sixty sensors: a few causes, and errors of standard deviation 0.02."""
    rng = np.random.default_rng(8)
    signal = rng.standard_normal((1000, 9)) @ rng.standard_normal((9, 60))
    return signal + 0.02 * rng.standard_normal((1000, 60))


OF_RANK_ONE = (
    np.outer([1.0, 2.0, -3.0], [4.0, 0.0, 5.0, 1.0]),
    np.outer([0.0, 2.0], [0.0, -3.0, 7.0]),
    np.outer([2.0, 0.0, 1.0], [5.0]),
)


def cross(A, divisor):
    """The column and the row through the largest entry, the column divided."""
    i, j = np.unravel_index(np.argmax(abs(A)), A.shape)
    return A[:, j] / divisor, A[i]


def put_together(take_apart):
    """What a reader's function makes of matrices of rank one, multiplied out again; a mistake may divide by zero."""
    with np.errstate(all="ignore"):
        parts = [take_apart(A.copy()) for A in OF_RANK_ONE]
        if any(part is ... for pair in parts for part in pair):
            return ...
        product = np.concatenate([np.outer(u, v).ravel() for u, v in parts])
    return np.nan_to_num(product, nan=np.finfo(float).max)  # so that one division by zero agrees with another


RNG = np.random.default_rng(18)
LOW = RNG.integers(-9, 10, (12, 3)) @ RNG.integers(-9, 10, (3, 7)) * 1.0
SQUARE = np.diag([1.0] + [1e-15] * 9)  # below the tolerance for 10 columns
LONG = np.eye(2, 900) * [[1.0], [1e-13]]  # the second row is below the tolerance for 900 columns
OF_ANY_RANK = (LOW, LOW.T, 1e-13 * LOW, 1e13 * LOW, np.zeros((4, 3)), np.eye(5), np.diag([1.0, 1e-11]), SQUARE, LONG, LONG.T)


def ranks(function):
    """What a reader's function makes of matrices of known rank."""
    found = [function(A.copy()) for A in OF_ANY_RANK]
    return ... if found[0] is ... else np.array(found)


def by(tolerance, strict=True):
    """A rank function with that tolerance, given the shape and the singular values."""

    def rank(A):
        s = np.linalg.svd(A, compute_uv=False)
        limit = tolerance(A.shape, s)
        return int(np.sum(s > limit if strict else s >= limit))

    return rank


EPS = np.finfo(float).eps

EXERCISES = {
    "missing_entry": Exercise(
        solution=lambda: 15,
        mistakes=(
            (lambda: 9, "The second column is to be a multiple of the first; you added the same number to both entries."),
            (lambda: -15, "With -15 the determinant is -60; it has to be 0."),
            (lambda: 5 / 3, "The other way round: the second column is three times the first, not a third of it."),
        ),
        hints=("6 is three times 2.", "The second column has to be three times the first: x = 3 · 5."),
    ),
    "nine_numbers": Exercise(
        solution=lambda: 2,
        mistakes=(
            (lambda: 3, "The differences of successive rows are equal, so the rows are not independent."),
            (lambda: 1, "The second row is no multiple of the first."),
            (lambda: 0, "Only the zero matrix has rank 0. The determinant is 0, but that is another number."),
        ),
        hints=("Row 2 less row 1, and row 1 less row 0: what do you notice?", "Row 0 less twice row 1 plus row 2 is zero."),
    ),
    "mirror": Exercise(
        solution=lambda: 100,
        mistakes=(
            (lambda: 200, "Column 0 equals column 199, so the columns cannot all be independent."),
            (lambda: 300, "The rank is at most the number of columns, too, and there are 200."),
            (lambda: 150, "Left to right: the columns are mirrored, not the rows."),
            (lambda: 1, "That is the smallest rank of a picture that is not black; the largest is asked for."),
        ),
        hints=("How many pairs of equal columns are there?", "The 200 columns come in 100 equal pairs."),
    ),
    "take_apart": Exercise(
        solution=lambda: lambda A: cross(A, A.ravel()[np.argmax(abs(A))]),
        mistakes=(
            (lambda: lambda A: (A[:, 0] / A[0, 0], A[0]), "A[0, 0] may be zero: divide by an entry that is not."),
            (lambda: lambda A: (A[:, 0], A[0]), "Your product is right up to a factor, in the first row and column twice."),
            (lambda: lambda A: cross(A, 1), "The entry where your row and column cross is counted twice: divide by it once."),
            (lambda: lambda A: cross(A, abs(A).max()), "Up to signs: the entry you divide by may be negative."),
        ),
        hints=(
            "Take the row and the column through one entry that is not zero. What is their product at that entry?",
            "i, j = np.unravel_index(np.argmax(abs(A)), A.shape); then A[:, j] / A[i, j] and A[i].",
        ),
        probe=put_together,
    ),
    "cubes": Exercise(
        solution=lambda: 4,
        mistakes=(
            (lambda: 3, "That is the rank of the table of squares; cubes have one term more."),
            (lambda: 1, "(i + j)³ is no product of a function of i and a function of j. Of how many is it the sum?"),
            (lambda: 2, "That is i³ + j³; the binomial formula has terms between."),
            (lambda: 100, "Many different entries do not make a high rank: multiply (i + j)³ out."),
            (lambda: 199, "The rank is at most 100, the number of rows."),
        ),
        hints=("Multiply (i + j)³ out, and count the terms.", "i³·1 + 3i²·j + 3i·j² + 1·j³: each is a column times a row."),
    ),
    "sensors": Exercise(
        solution=lambda: matrix_rank(sensors(), tol=0.02 * (1000**0.5 + 60**0.5)),
        mistakes=(
            (lambda: 60, "That is the rank with the tolerance for rounding errors; the errors here are of size 0.02."),
            (lambda: 8, "One too few."),
            (lambda: 10, "One too many."),
            (lambda: 0, "Your tolerance is above all singular values."),
        ),
        hints=(
            "Look at np.linalg.svd(sensors(), compute_uv=False): where is the cliff?",
            "matrix_rank(sensors(), tol=0.02 * (1000**0.5 + 60**0.5))",
        ),
    ),
    "careful_rank": Exercise(
        solution=lambda: by(lambda shape, s: max(shape) * EPS * s[0]),
        mistakes=(
            (lambda: by(lambda shape, s: 1e-10), "An absolute tolerance fails in small and in large units: multiply by s[0]."),
            (lambda: by(lambda shape, s: 1e-10 * s[0]), "1e-10 is far above rounding errors: diag(1, 1e-11) has rank 2."),
            (
                lambda: by(lambda shape, s: max(shape) * EPS * s[0], strict=False),
                "The zero matrix has rank 0: its tolerance is 0, so the comparison has to be strict.",
            ),
            (lambda: by(lambda shape, s: 0), "Rounding errors are hardly ever exactly zero: a tolerance is needed."),
            (
                lambda: by(lambda shape, s: EPS * s[0]),
                "Rounding errors grow with the size: the factor max(A.shape) is missing.",
            ),
            (
                lambda: by(lambda shape, s: min(shape) * EPS * s[0]),
                "The rule has the longer side of the matrix, not the shorter.",
            ),
        ),
        hints=(
            "Count the singular values above max(m, n) * eps * s[0].",
            "int(np.sum(s > max(A.shape) * np.finfo(float).eps * s[0]))",
        ),
        probe=ranks,
    ),
}
