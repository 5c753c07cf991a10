"""Answers and hints for the chapter on coordinates."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import svd

chapter = Chapter()

A = np.array([[6.0, 6.0, 2.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0], [0.0, 6.0, 2.0]])
S = svd(A).s
TALL = np.vander(np.linspace(0.1, 1, 6), 4)


def thin(M):
    """Return the thin decomposition."""
    return svd(M, full_matrices=False)


chapter.value(
    "numbers",
    50_250,
    mistakes=[
        (50_000, "Those are the coordinates; new rows need the five directions, too."),
        (50_255, "The singular values are in the coordinates already; to place a new row they are not needed."),
        (500_000, "That is the whole table."),
        (250, "Those are the directions; and the coordinates?"),
    ],
    hints=[
        "What has to be kept of the old rows, and what does it take to place a new one?",
        "Five numbers for each of 10,000 rows, and five directions of 50 numbers each.",
        "10,000 · 5 + 50 · 5",
    ],
)


@chapter.function(
    inputs=[(A, A[::-1], 2), (A, np.array([[1.0, 2.0, 3.0]]), 1), (TALL, TALL[:3] + 1, 3)],
    returns=("the coordinates",),
    hints=[
        "A coordinate is the scalar product of a row with a right singular vector. Whose vectors are they?",
        "The scalar products of the rows of B with the first k rows of Vt, where Vt belongs to A.",
        "B @ svd(A, full_matrices=False).Vt[:k].T",
    ],
)
def coordinates(M, B, k):
    """Multiply the rows of B by the first k right singular vectors of the other matrix."""
    return B @ thin(M).Vt[:k].T


@coordinates.mistake("The right singular vectors are the rows of Vt.")
def along_columns_of_vt(M, B, k):
    """Take columns of the transposed matrix."""
    return B @ thin(M).Vt[:, :k]


@coordinates.mistake("Those are the coordinates of the rows of A.")
def of_the_old_rows(M, B, k):
    """Leave the new rows out."""
    return M @ thin(M).Vt[:k].T


@coordinates.mistake("You decomposed B: old and new rows would have different axes.")
def along_axes_of_the_new(M, B, k):
    """Decompose the new rows."""
    return B @ thin(B).Vt[:k].T


@coordinates.mistake("The scalar products have the singular values in them already.")
def times_singular_values(M, B, k):
    """Multiply by the singular values once more."""
    return coordinates(M, B, k) * thin(M).s[:k]


@coordinates.mistake("Divided by the singular values they would be rows of U.")
def over_singular_values(M, B, k):
    """Divide by the singular values."""
    return coordinates(M, B, k) / thin(M).s[:k]


@coordinates.mistake("One row of coordinates for each row of B: yours stand in columns.")
def coordinates_as_columns(M, B, k):
    """Return the transpose."""
    return coordinates(M, B, k).T


@coordinates.mistake("Leave the mean in: these directions are those of the table as it is, not centred.")
def centred_coordinates(M, B, k):
    """Subtract the mean of the old rows."""
    return coordinates(M, B - M.mean(axis=0), k)


@coordinates.mistake("The right axes with other signs: take Vt from svdlib's svd, which fixes them.")
def with_other_signs(M, B, k):
    """Turn every direction."""
    return -coordinates(M, B, k)


chapter.value(
    "storm",
    8,
    mistakes=[
        (0, "The word occurs in that text."),
        (1, "The word occurs in that text."),
        (
            2,
            "In three coordinates its cosine is 0.87, and one text comes nearer. In two coordinates all ship texts tie.",
        ),
        (3, "In three coordinates its cosine is only 0.65. Print all nine cosines, and look for the largest without the word."),
        (9, "Texts are numbered from 0 to 8."),
    ],
    hints=[
        "Do with this word what the chapter did with another, in three coordinates in place of two.",
        "The query has the row counter.transform(['storm']); multiply it, and the counts, by the three directions.",
        "cosines(counts @ Vt[:3].T, query @ Vt[:3].T), and then the largest, without texts 0 and 1.",
    ],
)

chapter.value(
    "scalar_products",
    (S[1] ** 4 + S[2] ** 4) ** 0.5,
    mistakes=[
        (S[1] ** 2 + S[2] ** 2, "The singular values of A A^T are squares; in the Frobenius norm they are squared once more."),
        ((S[1] ** 2 + S[2] ** 2) ** 0.5, "That is the error of A itself; the singular values of A A^T are squares."),
        (S[1] ** 4 + S[2] ** 4, "That is the square of the norm."),
        (S[1] ** 2, "That is the 2-norm of the error."),
        (S[2] ** 2, "That is for two columns."),
        (S[0] ** 2, "That is the part that is kept."),
    ],
    hints=[
        "Which singular values does A A^T have, and how many of them can one column keep?",
        "They are s**2, and the first is kept. The Frobenius norm of the rest is the root of a sum of squares.",
        "(s[1]**4 + s[2]**4) ** 0.5",
    ],
)


@chapter.function(
    inputs=[(X.T @ X, X.mean(axis=0), len(X)) for X in (A, TALL, A.T)],
    returns=("the matrix",),
    hints=[
        "Multiply (X - 1 μ^T)^T (X - 1 μ^T) out: four products.",
        "Two of the products are -m μ μ^T, and the last one is m μ μ^T.",
        "G - m * np.outer(mean, mean)",
    ],
)
def centred_gram(G, mean, m):
    """Take m outer products of the mean from the Gram matrix."""
    return G - m * np.outer(mean, mean)


@centred_gram.mistake("The mean is subtracted in each of m rows.")
def once_for_all_rows(G, mean, m):
    """Forget the factor m."""
    return G - np.outer(mean, mean)


@centred_gram.mistake("The last of the four products has the other sign.")
def only_two_products(G, mean, m):
    """Forget the last product."""
    return G - 2 * m * np.outer(mean, mean)


@centred_gram.mistake("All four products are subtracted here; look at their signs.")
def with_a_plus(G, mean, m):
    """Add where one has to subtract."""
    return G + m * np.outer(mean, mean)


@centred_gram.mistake("A matrix is to be subtracted: the outer product of the mean with itself.")
def a_number_subtracted(G, mean, m):
    """Subtract the scalar product."""
    return G - m * mean @ mean


@centred_gram.mistake("mean * mean multiplies entry by entry, to a vector. The matrix μ μ^T is the outer product.")
def entry_by_entry(G, mean, m):
    """Multiply the mean by itself entry by entry."""
    return G - m * mean * mean


@centred_gram.mistake("Multiply out: X is centred, not X.T @ X.")
def mean_from_the_gram_matrix(G, mean, m):
    """Subtract the mean from each row of the Gram matrix."""
    return G - mean


@centred_gram.mistake("That is the covariance matrix; do not divide.")
def divided(G, mean, m):
    """Divide as for covariances."""
    return centred_gram(G, mean, m) / (m - 1)
