"""Answers and hints for the chapter on rank."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import matrix_rank

chapter = Chapter()

EPS = np.finfo(float).eps


def sensors():
    """Return a thousand reports of sixty sensors: a few causes, and errors of standard deviation 0.02.

    The exercise "Sixty sensors" asks for the number of causes, so the notebook imports this table from here.

    Returns
    -------
    numpy.ndarray of shape (1000, 60)
        A row for each report, a column for each sensor.
    """
    rng = np.random.default_rng(8)
    signal = rng.standard_normal((1000, 9)) @ rng.standard_normal((9, 60))
    return signal + 0.02 * rng.standard_normal((1000, 60))


chapter.value(
    "missing_entry",
    15,
    mistakes=[
        (9, "The second column is to be a multiple of the first; you added the same number to both entries."),
        (-15, "With -15 the determinant is -60; it has to be 0."),
        (5 / 3, "The other way round: the second column is three times the first, not a third of it."),
        (2.4, "You made x to 6 what 2 is to 5. But 2 stands above 5, and 6 above x."),
    ],
    hints=["6 is three times 2.", "The second column has to be three times the first.", "x = 3 · 5"],
)

chapter.value(
    "nine_numbers",
    2,
    mistakes=[
        (3, "The differences of successive rows are equal, so the rows are not independent."),
        (1, "The second row is no multiple of the first."),
        (0, "Only the zero matrix has rank 0. The determinant is 0, but that is another number."),
        (9, "That is how many entries there are. How many of the three rows are independent?"),
    ],
    hints=[
        "Row 2 less row 1, and row 3 less row 2: what do you notice?",
        "Row 1 and row 3 add up to twice row 2. Does any of the three depend on one other alone?",
        "Row 1 - 2 · row 2 + row 3 = 0, and rows 1 and 2 are independent: two.",
    ],
)

chapter.value(
    "season",
    32,
    mistakes=[
        (2, "That is how many rows you keep. How many of the 34 can be left out?"),
        (30, "Four columns, but are they independent? Two of them come from the other two."),
        (33, "Keep one match only, and every other would be a multiple of it. Is 0 to 1 a multiple of 2 to 1?"),
        (0, "As columns depend on each other, so do rows: there are as many independent rows as columns."),
    ],
    hints=[
        "Two of the four columns are computed from the other two. So what is the rank?",
        "The rank is 2, and so is the number of independent rows. The first two rows are independent.",
        "All but two: 34 - 2",
    ],
)

chapter.value(
    "mirror",
    100,
    mistakes=[
        (200, "The first column equals the last, so the columns cannot all be independent."),
        (300, "The rank is at most the number of columns, too, and there are 200."),
        (150, "Left to right: the columns are mirrored, not the rows."),
        (1, "That is the smallest rank of a picture that is not black; the largest is asked for."),
    ],
    hints=[
        "Which columns are equal to one another?",
        "Count the pairs of equal columns: each pair adds at most 1 to the rank.",
        "The 200 columns come in 200 / 2 equal pairs.",
    ],
)


SHARED = np.outer([1.0, 2.0, -3.0], [4.0, 0.0, 5.0, 1.0])


def multiplied_out(A, u, v):
    """What comes of column and row: they may share a factor as they like."""
    return [np.outer(u, v)]


@chapter.function(
    inputs=[
        SHARED,
        1e-20 * SHARED,
        np.outer([0.0, 2.0], [0.0, -3.0, 7.0]),
        np.outer([2.0, 0.0, 1.0], [5.0]),
        np.outer([-1.0, 0.0], [1.0, 2.0]),
        np.outer(np.sqrt([2.0, 3.0, 5.0]), np.sqrt([7.0, 11.0])),
    ],
    returns=("the column", "the row"),
    view=multiplied_out,
    free=True,  # what divides by zero is recognised by what became of the product
    hints=[
        "Take the row and the column through one entry that is not zero. What is their product at that entry?",
        "The product counts that entry twice: divide the column by it. The entry of largest modulus is a safe choice.",
        "i, j = np.unravel_index(np.argmax(abs(A)), A.shape); then A[:, j] / A[i, j] and A[i].",
    ],
)
def take_apart(A):
    """The column and the row through the largest entry, the column divided by it."""
    i, j = np.unravel_index(np.argmax(abs(A)), A.shape)
    return A[:, j] / A[i, j], A[i]


@take_apart.mistake("A[0, 0] may be zero: look for an entry that is not.")
def through_the_corner(A):
    """Divide the first column by the first entry."""
    return A[:, 0] / A[0, 0], A[0]


@take_apart.mistake("Your product is A[0, 0] times the matrix; and A[0, 0] may be zero.")
def through_the_corner_not_divided(A):
    """Take the first column and the first row."""
    return A[:, 0], A[0]


@take_apart.mistake("All entries may be negative or zero: compare moduli.")
def through_the_largest_with_its_sign(A):
    """Look for the largest entry, which is zero if none is positive."""
    i, j = np.unravel_index(np.argmax(A), A.shape)
    return A[:, j] / A[i, j], A[i]


@take_apart.mistake("No entry may be positive: look for one that is not zero.")
def through_a_positive_entry(A):
    """Look for the first positive entry, which there may not be."""
    i, j = np.argwhere(A > 0)[0]
    return A[:, j] / A[i, j], A[i]


@take_apart.mistake("The entry where your row and column cross is counted twice: divide by it once.")
def not_divided(A):
    """Forget to divide."""
    u, v = take_apart(A)
    return u * abs(A).max() * np.sign(v[np.argmax(abs(v))]), v


@take_apart.mistake("The entry where your row and column cross is counted twice: divide one of the two by it, not both.")
def divided_twice(A):
    """Divide the row as well."""
    u, v = take_apart(A)
    return u, v / v[np.argmax(abs(v))]


@take_apart.mistake("Up to signs: the entry you divide by may be negative.")
def divided_by_the_modulus(A):
    """Divide by the modulus."""
    u, v = take_apart(A)
    return u * np.sign(v[np.argmax(abs(v))]), v


@take_apart.mistake("Those are two vectors of length one: their product is the matrix divided by its singular value.")
def of_length_one(A):
    """Return the first singular vectors alone."""
    U, _, Vt = np.linalg.svd(A)
    return U[:, 0], Vt[0]


@take_apart.mistake("First the column, then the row: your product is the transpose.")
def row_first(A):
    """Return the two in the other order."""
    return take_apart(A)[::-1]


chapter.value(
    "cubes",
    4,
    mistakes=[
        (3, "That is the rank of the table of squares: do for cubes what the hint on the page does for squares."),
        (1, "(i + j)³ is no product of a function of i and a function of j. Of how many is it the sum?"),
        (2, "That is i³ + j³; the binomial formula has terms between."),
        (8, "Multiplied out there are eight products, but some have the same powers of i and j: put them together."),
        (100, "Many different entries do not make a high rank: multiply (i + j)³ out."),
        (199, "The rank is at most 100, the number of rows."),
    ],
    hints=[
        "Multiply (i + j)³ out, and count the terms.",
        "i³, i²·j, i·j² and j³ occur. Each is a function of i times a function of j, so each has rank 1.",
        "i³·1 + 3i²·j + 3i·j² + 1·j³: each is a column times a row, and the columns are independent.",
    ],
)


def rank_of_sensors(limit):
    """Count the singular values of the reports above a limit."""
    return matrix_rank(sensors(), tol=limit)


chapter.value(
    "sensors",
    lambda: rank_of_sensors(0.02 * (1000**0.5 + 60**0.5 + 3)),
    mistakes=[
        (60, "Your tolerance lets all noise through. One entry has an error of 0.02: what can a thousand times sixty do?"),
        (lambda: rank_of_sensors(0.02 * 1060**0.5), "The sum of the roots is not the root of the sum."),
        (
            lambda: rank_of_sensors(0.02 * 1000**0.5),
            "That is the length of one column of noise: some mixture of sixty is longer.",
        ),
        (8, "Some causes lie below your tolerance: it should only be above the noise."),
        (10, "Some noise lies above your tolerance: is the last value that you count above the cliff, or at its foot?"),
        (0, "Your tolerance is above all singular values."),
    ],
    hints=[
        "Look at np.linalg.svd(sensors(), compute_uv=False): where is the cliff?",
        "Noise of standard deviation omega stays below omega times (sqrt(m) + sqrt(n) + 3), nearly always.",
        "matrix_rank(sensors(), tol=0.02 * (1000**0.5 + 60**0.5 + 3))",
    ],
)


def cases():
    """Return matrices of known rank, without noise and with it, each with the standard deviation of its noise."""
    rng = np.random.default_rng(18)
    low = rng.integers(-9, 10, (12, 3)) @ rng.integers(-9, 10, (3, 7)) * 1.0
    noisy = low + 1e-3 * rng.standard_normal(low.shape)
    long = np.eye(2, 900) * [[1.0], [1e-13]]  # the second row is below the tolerance for 900 columns
    exact = [low, low.T, 1e-13 * low, 1e13 * low, np.zeros((4, 3)), np.eye(5), long, long.T]
    exact += [np.diag([1.0] + [small] * 9) for small in (1e-15, 3e-15)]  # below and above the tolerance for 10 columns
    exact += [np.diag([1.0, small]) for small in (1e-11, 5e-13, 5e-14, 5e-15)]
    with_noise = [(noisy, 1e-3), (noisy.T, 1e-3), (np.eye(5), 0.13), (np.eye(5), 1.0)]
    with_noise += [(np.eye(2, 100), omega) for omega in (0.06, 0.068, 0.072, 0.08)]  # the tolerance reaches 1 at 0.0694
    both = np.diag([1.0, 6e-16]), 0.7e-16  # above either tolerance, below their sum
    return [*((A, 0.0) for A in exact), *with_noise, both]


def spectrum(A, omega):
    """Return the singular values, and the tolerances for rounding errors and for noise."""
    (m, n), s = A.shape, np.linalg.svd(A, compute_uv=False)
    return s, max(m, n) * EPS * s[0], omega * (m**0.5 + n**0.5 + 3)


@chapter.function(
    inputs=cases,
    returns=("the rank",),
    hints=[
        "How large is each of the two tolerances? A singular value has to be above both.",
        "Compute max(m, n) * eps * s[0] and omega * (sqrt(m) + sqrt(n) + 3), take the larger one, and compare strictly.",
        "int(np.sum(s > max(rounding, omega * (m**0.5 + n**0.5 + 3))))",
    ],
)
def noisy_rank(A, omega):
    """The number of singular values above both tolerances."""
    s, rounding, noise = spectrum(A, omega)
    return int(np.sum(s > max(rounding, noise)))


@noisy_rank.mistake("Without noise a tolerance for rounding errors is needed.")
def noise_alone(A, omega):
    """Leave the tolerance for rounding errors out."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > noise)


@noisy_rank.mistake("That is the rule for rounding errors alone; what of omega?")
def rounding_alone(A, omega):
    """Leave the tolerance for noise out."""
    s, rounding, _ = spectrum(A, omega)
    return np.sum(s > rounding)


@noisy_rank.mistake("That is the smaller of the two tolerances.")
def above_one_of_them(A, omega):
    """Count what is above one of the tolerances."""
    s, rounding, noise = spectrum(A, omega)
    return np.sum((s > rounding) | (s > noise))


@noisy_rank.mistake("Two tolerances are not added: what is above the one and above the other counts.")
def above_their_sum(A, omega):
    """Add the tolerances."""
    s, rounding, noise = spectrum(A, omega)
    return np.sum(s > rounding + noise)


@noisy_rank.mistake("The zero matrix has rank 0: its tolerance is 0, so the comparison has to be strict.")
def not_strict(A, omega):
    """Count what is equal to the tolerance, too."""
    s, rounding, noise = spectrum(A, omega)
    return np.sum(s >= max(rounding, noise))


@noisy_rank.mistake("An absolute tolerance fails in small and in large units: make it a share of s[0].")
def absolute(A, omega):
    """Take the same number for every matrix."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > max(1e-10, noise))


@noisy_rank.mistake("1e-10 is far above rounding errors: diag(1, 1e-11) has rank 2.")
def too_large_a_share(A, omega):
    """Take a share of the largest value that does not depend on the precision."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > max(1e-10 * s[0], noise))


@noisy_rank.mistake("Rounding errors grow with the size of the matrix: a factor is missing.")
def without_the_size(A, omega):
    """Leave the size out."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > max(EPS * s[0], noise))


@noisy_rank.mistake("The rule for rounding errors has the longer side of the matrix, not the shorter.")
def shorter_side(A, omega):
    """Take the shorter side."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > max(min(A.shape) * EPS * s[0], noise))


@noisy_rank.mistake("The rule for rounding errors has the longer side of the matrix, not both.")
def both_sides(A, omega):
    """Add the sides."""
    s, _, noise = spectrum(A, omega)
    return np.sum(s > max(sum(A.shape) * EPS * s[0], noise))


@noisy_rank.mistake("Noise reaches further than omega: its singular values grow with the number of rows and of columns.")
def one_omega(A, omega):
    """Take the size of one error."""
    s, rounding, _ = spectrum(A, omega)
    return np.sum(s > max(rounding, omega))


@noisy_rank.mistake("The sum of the roots is not the root of the sum.")
def root_of_the_sum(A, omega):
    """Take the root of the sum."""
    s, rounding, _ = spectrum(A, omega)
    return np.sum(s > max(rounding, omega * (sum(A.shape) ** 0.5 + 3)))


@noisy_rank.mistake("The roots are added, not multiplied: that is the Frobenius norm of the noise, not its longest stretch.")
def product_of_the_roots(A, omega):
    """Multiply the roots."""
    s, rounding, _ = spectrum(A, omega)
    return np.sum(s > max(rounding, omega * (A.size**0.5 + 3)))


@noisy_rank.mistake("About one matrix of noise in eight reaches further than that: add three to the roots.")
def on_average(A, omega):
    """Leave out the three standard deviations."""
    (m, n), (s, rounding, _) = A.shape, spectrum(A, omega)
    return np.sum(s > max(rounding, omega * (m**0.5 + n**0.5)))


@noisy_rank.mistake("That is right for square matrices: each side has a root of its own.")
def longer_side_twice(A, omega):
    """Take the root of the longer side twice."""
    s, rounding, _ = spectrum(A, omega)
    return np.sum(s > max(rounding, omega * (2 * max(A.shape) ** 0.5 + 3)))
