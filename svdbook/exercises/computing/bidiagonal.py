"""Answers and hints for the chapter on the SVD in LAPACK."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

X, Y = np.random.default_rng(12).standard_normal((2, 5))
STEPS = 500

chapter.value(
    "bound",
    199e-12,
    mistakes=[
        (1e-12, "That is the error of one entry. How many factors can meet in a singular value?"),
        (100e-12, "There are two diagonals: count the entries on both."),
        (200e-12, "The second diagonal is one entry shorter."),
        (10000e-12, "Only the entries on the two diagonals have errors."),
    ],
    hints=[
        "How many entries are on the two diagonals?",
        "Each of the 2n - 1 entries can add its relative error.",
        "199 * 1e-12",
    ],
    rtol=1e-6,
)

chapter.value(
    "operations",
    4 * 1000**2 * (3000 - 1000 / 3),
    mistakes=[
        (8 / 3 * 1000**3, "That is for a square matrix of 1000 columns."),
        (8 / 3 * 3000**3, "That is for a square matrix of 3000 columns."),
        (4 * 3000**2 * (1000 - 3000 / 3), "Rows and columns are exchanged: n is the smaller number."),
        (4 * 1000**2 * 3000, "The rest that is left to work on gets smaller from step to step."),
    ],
    hints=[
        "Which is m, and which is n, in the formula of the section on cost?",
        "4 n² (m - n/3) with m = 3000 and n = 1000.",
        "4 * 1000**2 * (3000 - 1000 / 3)",
    ],
    rtol=1e-3,
)


def mirror(direction, factor=2):
    """Return I - factor vvᵀ with v the unit vector along a direction."""
    v = direction / (np.linalg.norm(direction) or 1)
    return np.eye(len(v)) - factor * np.outer(v, v)


@chapter.function(
    inputs=[
        (X, Y / np.linalg.norm(Y) * np.linalg.norm(X)),
        (np.array([3.0, 4.0]), np.array([5.0, 0.0])),
        (X, -X),
    ],
    returns=("the matrix",),
    rtol=1e-8,
    hints=[
        "To which vector must the mirror be perpendicular, if it takes x to y?",
        "v = (x - y) over its length.",
        "np.eye(len(x)) - 2 * np.outer(v, v)",
    ],
)
def reflect(x, y):
    """Reflect in the mirror perpendicular to x - y."""
    return mirror(x - y)


@reflect.mistake("That takes x to -y: the mirror is perpendicular to another vector.")
def perpendicular_to_the_sum(x, y):
    """Reflect in the mirror perpendicular to x + y."""
    return mirror(x + y)


@reflect.mistake("That projects onto the mirror: subtract twice as much.")
def projection(x, y):
    """Project onto the mirror."""
    return mirror(x - y, factor=1)


@reflect.mistake("v has to be of length 1.")
def not_a_unit_vector(x, y):
    """Forget to divide by the length."""
    return np.eye(len(x)) - 2 * np.outer(x - y, x - y)


@reflect.mistake("Divide by the squared length of x - y, if you do not make it a unit vector first.")
def divided_once(x, y):
    """Divide by the length once in place of twice."""
    return np.eye(len(x)) - 2 * np.outer(x - y, x - y) / np.linalg.norm(x - y)


@reflect.mistake("It takes x to y, but is not orthogonal.")
def of_rank_one(x, y):
    """Return a matrix of rank 1."""
    return np.outer(y, x) / (x @ x)


@reflect.mistake("The sign is wrong: it takes x to -y.")
def with_another_sign(x, y):
    """Return the negative."""
    return -mirror(x - y)


@reflect.mistake("It takes x to y, but is no reflection of the form I - 2vvᵀ.")
def turned(x, y):
    """Return the negative of the other reflection."""
    return -mirror(x + y)


def squares(a, b):
    """Return the squared diagonal after many steps without subtraction."""
    p, f = np.array(a) ** 2, np.array(b) ** 2
    for _ in range(STEPS):
        d = p[0]
        for i in range(len(f)):
            ratio = p[i + 1] / (d + f[i])
            p[i], f[i], d = d + f[i], f[i] * ratio, d * ratio
        p[-1] = d
    return p


def two_diagonals(a, b):
    """Return the matrix."""
    return np.diag(a) + np.diag(b, 1)


@chapter.function(
    inputs=[
        (np.full(12, 0.1), np.ones(11)),
        (np.array([5.0, 6.0, 4.0, 1e-3]), np.array([2.0, 3.0, 1.0])),
        (np.array([5.0, 6.0]), np.array([2.0])),
    ],
    returns=("the smallest singular value",),
    view=lambda a, b, s: [s / smallest.solution(a, b)],
    rtol=1e-9,
    loose=1e-3,
    hints=[
        "Which step multiplies, divides and adds only?",
        "Take many steps of dqd with the squares of a and of b. To what does the last p tend?",
        "The root of p[-1], after 500 steps.",
    ],
)
def smallest(a, b):
    """Take steps without subtraction; the last square tends to that of the smallest singular value."""
    return squares(a, b)[-1] ** 0.5


@smallest.mistake("That is its square.")
def squared(a, b):
    """Forget the root."""
    return squares(a, b)[-1]


@smallest.mistake("That is the largest.")
def first(a, b):
    """Return the first of the diagonal."""
    return squares(a, b)[0] ** 0.5


@smallest.mistake("Begin with the squares of the entries.")
def not_squared(a, b):
    """Begin with the entries themselves."""
    return squares(a**0.5, b**0.5)[-1] ** 0.5


@smallest.mistake("The product with the transpose has lost the digits: form no such product.")
def by_the_gram_matrix(a, b):
    """Ask for the eigenvalues of the Gram matrix."""
    B = two_diagonals(a, b)
    return abs(np.linalg.eigvalsh(B.T @ B)[0]) ** 0.5


@smallest.mistake("That is an entry of the matrix. Its singular values are others.")
def smallest_entry(a, b):
    """Return the smallest entry of the diagonal."""
    return min(a)


chapter.value(
    "cubed",
    2.0**-27,
    mistakes=[
        (2.0**-9, "That is after two steps."),
        (2.0**-7, "Each step takes the third power of the tangent, not a quarter of it."),
        (2.0**-8, "Each step cubes; it does not square."),
        (2.0**-81, "That is after four steps."),
    ],
    hints=[
        "With the tangent t at the beginning, what is it after one step?",
        "It is t³ after one step, and the third power of that after two.",
        "0.5 ** 27",
    ],
)
