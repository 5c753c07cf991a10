"""Answers and hints for the chapter on rank."""

import numpy as np

from svdbook.exercises.grading import Exercise, results
from svdlib.decompositions import matrix_rank


def sensors():
    """A thousand reports of sixty sensors: a few causes, and errors of standard deviation 0.02."""
    rng = np.random.default_rng(8)
    signal = rng.standard_normal((1000, 9)) @ rng.standard_normal((9, 60))
    return signal + 0.02 * rng.standard_normal((1000, 60))


OF_RANK_ONE = (
    np.outer([1.0, 2.0, -3.0], [4.0, 0.0, 5.0, 1.0]),
    np.outer([0.0, 2.0], [0.0, -3.0, 7.0]),
    np.outer([2.0, 0.0, 1.0], [5.0]),
    np.outer([-1.0, 0.0], [1.0, 2.0]),
    np.outer(np.sqrt([2.0, 3.0, 5.0]), np.sqrt([7.0, 11.0])),
)


def cross(A, divisor):
    """The column and the row through the largest entry, the column divided."""
    i, j = np.unravel_index(np.argmax(abs(A)), A.shape)
    return A[:, j] / divisor, A[i]


def positive(A):
    """The column through the largest entry, divided by it; which is zero if none is positive."""
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return A[:, j] / A[i, j]


def put_together(take_apart):
    """What a reader's function makes of matrices of rank one, multiplied out again; a mistake may divide by zero."""
    with np.errstate(all="ignore"):
        found = results(take_apart, [(A,) for A in OF_RANK_ONE], "the column", "the row")
        if found is ...:
            return ...
        product = np.concatenate([np.outer(u, v).ravel() for u, v in found])
    return np.nan_to_num(product, nan=np.finfo(float).max)  # so that one division by zero agrees with another


RNG = np.random.default_rng(18)
LOW = RNG.integers(-9, 10, (12, 3)) @ RNG.integers(-9, 10, (3, 7)) * 1.0
TEN = np.diag([1.0] + [1e-15] * 9)  # below the tolerance for 10 columns
LONG = np.eye(2, 900) * [[1.0], [1e-13]]  # the second row is below the tolerance for 900 columns
NOISE = RNG.standard_normal(LOW.shape)
EXACT = (LOW, LOW.T, 1e-13 * LOW, 1e13 * LOW, np.zeros((4, 3)), np.eye(5), TEN, LONG, LONG.T)
EXACT += tuple(np.diag([1.0, small]) for small in (1e-11, 5e-13, 5e-14, 5e-15))
CASES = [(A, 0.0) for A in EXACT]
CASES += [(LOW + 1e-3 * NOISE, 1e-3), ((LOW + 1e-3 * NOISE).T, 1e-3), (np.eye(5), 1.0), (np.eye(2, 100), 0.09)]


def ranks(function):
    """What a reader's function makes of matrices of known rank, with noise and without."""
    found = results(function, CASES, "the rank")
    return ... if found is ... else np.concatenate([np.ravel(rank) for (rank,) in found])


def by(rounding=lambda shape, s: max(shape) * EPS * s[0], noise=lambda m, n: m**0.5 + n**0.5, both=max, strict=True):
    """A rank function with these two tolerances."""

    def rank(A, omega):
        s = np.linalg.svd(A, compute_uv=False)
        limit = both(rounding(A.shape, s), omega * noise(*A.shape))
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
        hints=(
            "Row 2 less row 1, and row 1 less row 0: what do you notice?",
            "Row 0 - 2 · row 1 + row 2 = 0; and rows 0 and 1 are independent.",
        ),
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
            (lambda: lambda A: (A[:, 0] / A[0, 0], A[0]), "A[0, 0] may be zero: look for an entry that is not."),
            (lambda: lambda A: (A[:, 0], A[0]), "Your product is A[0, 0] times the matrix; and A[0, 0] may be zero."),
            (
                lambda: lambda A: (positive(A), A[np.argmax(A.max(axis=1))]),
                "All entries may be negative or zero: compare moduli.",
            ),
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
    "noisy_rank": Exercise(
        solution=by,
        mistakes=(
            (lambda: by(lambda shape, s: 0), "Without noise a tolerance for rounding errors is needed."),
            (lambda: by(lambda shape, s: 1e-10), "An absolute tolerance fails in small and in large units: multiply by s[0]."),
            (lambda: by(lambda shape, s: 1e-10 * s[0]), "1e-10 is far above rounding errors: diag(1, 1e-11) has rank 2."),
            (
                lambda: by(lambda shape, s: EPS * s[0]),
                "Rounding errors grow with the size: the factor max(A.shape) is missing.",
            ),
            (
                lambda: by(lambda shape, s: min(shape) * EPS * s[0]),
                "The rule has the longer side of the matrix, not the shorter.",
            ),
            (lambda: by(noise=lambda m, n: 0), "That is the rule for rounding errors alone; what of omega?"),
            (lambda: by(noise=lambda m, n: 1), "Noise reaches further than omega: multiply by the sum of two square roots."),
            (lambda: by(noise=lambda m, n: (m + n) ** 0.5), "The sum of the roots is not the root of the sum."),
            (lambda: by(both=min), "That is the smaller of the two tolerances."),
            (lambda: by(strict=False), "The zero matrix has rank 0: its tolerance is 0, so the comparison has to be strict."),
        ),
        hints=(
            "Compute both tolerances, max(m, n) * eps * s[0] and omega * (sqrt(m) + sqrt(n)), and take the larger one.",
            "int(np.sum(s > max(rounding, omega * (m**0.5 + n**0.5))))",
        ),
        probe=ranks,
    ),
}
