"""Answers and hints for the chapter on convolutions."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from svdbook.exercises.grading import Chapter

chapter = Chapter()

RNG = np.random.default_rng(11)

chapter.value(
    "saved",
    135,
    mistakes=[
        (90, "That is what is left; how many are saved?"),
        (195, "Three pairs, not one."),
        (2.5, "That is the ratio; the difference is asked for."),
        (-450, "A pair takes the sum of the two lengths, not their product."),
    ],
    hints=[
        "How many multiply-accumulates does one pair take for a pixel?",
        "A column of 15 and a row of 15, three times; 225 before.",
        "15 * 15 - 3 * (15 + 15)",
    ],
)

chapter.value(
    "laplace",
    2,
    mistakes=[
        (3, "Two of its rows are equal."),
        (1, "The middle row is no multiple of the first."),
        (0, "Its entries add up to zero, but it is not zero."),
    ],
    hints=[
        "How many of its rows are independent?",
        "The third row is the first. Is the second a multiple of it?",
        "Two: the first and the second.",
    ],
)


def first_pair(K, limit=1e-10):
    """Return the parts of a kernel of rank 1, judged relative to the largest singular value."""
    U, s, Vt = np.linalg.svd(K, full_matrices=False)
    if np.any(s[1:] > limit * s[0]):
        raise ValueError("the kernel has rank above 1")
    return U[:, 0] * s[0], Vt[0]


@chapter.function(
    inputs=[
        np.outer([1.0, 2, 1], [1, 0, -1]),
        np.outer([0, 1.5, -2, 0.1], [3.0, 1.0]),
        np.outer(RNG.standard_normal(5), RNG.standard_normal(5)),
        1e-12 * np.outer([1.0, 2, 3], [0.1, 0.7, -0.3]),
    ],
    returns=("the column", "the row"),
    view=lambda K, c, r: [np.outer(c, r)],  # a factor may stand on either side
    refuses=[1e-10 * np.eye(3), np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]]), np.diag([1, 1e-4])],
    hints=[
        "Which term of the decomposition is the whole kernel, if its rank is 1?",
        "The first singular vectors, one of them times the singular value; refuse if the second value is not small.",
        "if np.any(s[1:] > 1e-10 * s[0]): raise ValueError(...); return U[:, 0] * s[0], Vt[0]",
    ],
)
def separate(K):
    """Return the first pair, and refuse a kernel that has more."""
    return first_pair(K)


@separate.mistake("A kernel of higher rank must be refused with a ValueError.")
def nothing_refused(K):
    """Return the first pair of any kernel."""
    return first_pair(K, limit=np.inf)


@separate.mistake("The singular value is missing.")
def without_the_singular_value(K):
    """Return the singular vectors alone."""
    c, r = first_pair(K)
    return c / np.linalg.norm(c), r


@separate.mistake("The singular value belongs to the product once, not on both sides.")
def singular_value_twice(K):
    """Multiply both vectors by the singular value."""
    c, r = first_pair(K)
    return c, r * np.linalg.norm(c)


@separate.mistake("A kernel that is only nearly of rank 1 must be refused, too.")
def nearly_separable_accepted(K):
    """Accept a second singular value of a thousandth."""
    return first_pair(K, limit=1e-3)


@separate.mistake("Judge the rank relative to the largest singular value: a faint kernel may have rank 2, too.")
def judged_absolutely(K):
    """Compare the second singular value with a fixed number."""
    U, s, Vt = np.linalg.svd(K, full_matrices=False)
    if np.any(s[1:] > 1e-8):
        raise ValueError("the kernel has rank above 1")
    return U[:, 0] * s[0], Vt[0]


@separate.mistake("The row of the kernel itself counts the entry where row and column cross twice: divide by it once.")
def row_and_column(K):
    """Return a column and a row of the kernel as they are."""
    first_pair(K)
    i, j = np.unravel_index(np.argmax(abs(K)), K.shape)
    return K[:, j], K[i]


@chapter.function(
    inputs=[(RNG.integers(0, 256, (6, 8)), 3), (RNG.standard_normal((5, 4)), 2)],
    returns=("the patches",),
    hints=[
        "How many places are there for a window, and how many pixels in one?",
        "sliding_window_view(image, (m, m)) has the places in its first two axes, the pixels in the others.",
        "sliding_window_view(image, (m, m)).reshape(-1, m * m)",
    ],
)
def unfold(image, m):
    """Return the windows as rows, from left to right, then downwards."""
    return sliding_window_view(image, (m, m)).reshape(-1, m * m)


@unfold.mistake("From left to right first, then downwards.")
def downwards_first(image, m):
    """Go down each column of places first."""
    return sliding_window_view(image, (m, m)).transpose(1, 0, 2, 3).reshape(-1, m * m)


@unfold.mistake("The pixels of a window, too, go from left to right first.")
def pixels_downwards(image, m):
    """List the pixels of each window column by column."""
    return sliding_window_view(image, (m, m)).transpose(0, 1, 3, 2).reshape(-1, m * m)


@unfold.mistake("At every pixel where the window fits: they overlap.")
def side_by_side(image, m):
    """Take windows that do not overlap."""
    return sliding_window_view(image, (m, m))[::m, ::m].reshape(-1, m * m)


@unfold.mistake("One window in each row, not in each column.")
def as_columns(image, m):
    """Return the windows as columns."""
    return unfold(image, m).T


@unfold.mistake("Four axes: make rows of them by reshape.")
def not_reshaped(image, m):
    """Return the view itself."""
    return sliding_window_view(image, (m, m))


def truncated(K, k):
    """Return the truncation of a kernel."""
    U, s, Vt = np.linalg.svd(K, full_matrices=False)
    return (U[:, :k] * s[:k]) @ Vt[:k]


@chapter.function(
    inputs=[(RNG.standard_normal((5, 5)), 2), (RNG.standard_normal((4, 6)), 1)],
    returns=("the kernel",),
    hints=[
        "Among all matrices with a given sum of their entries, which is the shortest?",
        "Add one number to every entry of the truncation. Which number puts the sum right?",
        "truncated + (K.sum() - truncated.sum()) / K.size",
    ],
)
def right_on_grey(K, k):
    """Add to each entry its share of the missing sum."""
    T = truncated(K, k)
    return T + (K.sum() - T.sum()) / K.size


@right_on_grey.mistake("That is the truncation alone; its entries add up to something else.")
def only_truncated(K, k):
    """Return the truncation."""
    return truncated(K, k)


@right_on_grey.mistake("What is missing is shared among all entries: yours gives all of it to each.")
def all_to_each(K, k):
    """Add the whole missing sum to each entry."""
    T = truncated(K, k)
    return T + K.sum() - T.sum()


@right_on_grey.mistake("Add what is missing; you took it away once more.")
def taken_away(K, k):
    """Subtract where one has to add."""
    return 2 * truncated(K, k) - right_on_grey(K, k)


@right_on_grey.mistake("Multiplying puts the sum right, but that is not the smallest change.")
def multiplied(K, k):
    """Scale the truncation to the right sum."""
    T = truncated(K, k)
    return T * K.sum() / T.sum()


@right_on_grey.mistake("One entry alone takes it all: the change is smallest when all share it.")
def in_the_middle(K, k):
    """Give the missing sum to the entry in the middle."""
    T = truncated(K, k)
    T[len(T) // 2, T.shape[1] // 2] += K.sum() - T.sum()
    return T


@right_on_grey.mistake("That has full rank.")
def the_kernel_itself(K, k):
    """Return the kernel."""
    return K
