"""Answers and hints for the refresher, "What you need"."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

TALL = np.array([[3.0, 1.0], [4.0, -2.0], [0.0, 2.0]])
SQUARE = np.array([[2.0, -1.0, 0.5], [2.0, 3.0, 1.0], [-1.0, 5.0, 7.0]])
WIDE = np.array([[1.0, -2.0, 2.0], [0.5, 0.0, 4.0]])


@chapter.function(
    inputs=[TALL, SQUARE, WIDE],
    returns=("the lengths",),
    hints=[
        "A column has an entry in each row. So which axis goes away?",
        "Square all entries, add down the rows, which is axis 0, and take the roots.",
        "np.sqrt((A**2).sum(axis=0)), or np.linalg.norm(A, axis=0)",
    ],
)
def column_lengths(A):
    """The roots of the sums of squares, down the rows."""
    return np.linalg.norm(A, axis=0)


@column_lengths.mistake("Those are the lengths of the rows: the axis that you name goes away, so name that of the rows, 0.")
def row_lengths(A):
    """Add along the rows."""
    return np.linalg.norm(A, axis=1)


@column_lengths.mistake("That is one length for the whole matrix. Name an axis.")
def one_length(A):
    """Add everything."""
    return np.linalg.norm(A)


@column_lengths.mistake("Those are the squares of the lengths: take the roots.")
def squares(A):
    """Forget the roots."""
    return (A**2).sum(axis=0)


@column_lengths.mistake("Those are sums of the entries. A length adds their squares, and takes the root.")
def sums(A):
    """Forget the squares, too."""
    return A.sum(axis=0)


@column_lengths.mistake("Those are sums of moduli. A length adds squares, and takes the root.")
def sums_of_moduli(A):
    """Add moduli."""
    return abs(A).sum(axis=0)


@column_lengths.mistake("Those are means: add the squares, and do not divide by their number.")
def means(A):
    """Take the mean of the squares."""
    return np.sqrt((A**2).mean(axis=0))


@chapter.function(
    inputs=[
        (SQUARE, np.array([2.0, -3.0, 5.0])),  # all are square, or the typical mistakes would be errors, and say less
        (np.array([[1.0, 4.0], [-2.0, 0.5]]), np.array([4.0, 10.0])),
    ],
    returns=("the matrix",),
    hints=[
        "The numbers must stand in a column, so that each meets the row beside it.",
        "A new axis of length 1 makes a column of r: its shape is then (m, 1).",
        "A * r[:, None]",
    ],
)
def scale_rows(A, r):
    """The numbers as a column, repeated along the rows."""
    return A * r[:, None]


@scale_rows.mistake("Your numbers met the columns, which for a square matrix is no error. Make a column of r.")
def scaled_columns(A, r):
    """Let the numbers meet the columns, as a diagonal matrix on the right does."""
    return A * r


@scale_rows.mistake("r @ A adds the scaled rows up to one. Multiply by * instead.")
def added_up(A, r):
    """Multiply the row by the matrix."""
    return r @ A


@scale_rows.mistake("Those are the scaled rows as columns: transpose once more.")
def left_transposed(A, r):
    """Scale the columns of the transpose, and leave it there."""
    return A.T * r


def bases():
    """Return matrices with orthonormal columns, each with a vector."""
    line = np.array([[3.0], [4.0]]) / 5
    plane = np.array([[1.0, 2.0], [2.0, 1.0], [2.0, -2.0]]) / 3
    turn = np.array([[3.0, -4.0], [4.0, 3.0]]) / 5
    return [(plane, np.array([4.0, 1.0, 3.0])), (line, np.array([1.0, 7.0])), (turn, np.array([2.0, -1.0]))]


@chapter.function(
    inputs=bases,
    returns=("the point",),
    atol=1e-12,
    hints=[
        "Each coordinate is the scalar product of a column with b. All at once, that is a product of Q transposed and b.",
        "The point is Q times its coordinates, a combination of the columns.",
        "Q @ (Q.T @ b)",
    ],
)
def nearest(Q, b):
    """The coordinates, and the combination that they belong to."""
    return Q @ (Q.T @ b)


@nearest.mistake("Those are the coordinates. The point itself is the combination of the columns with these.")
def coordinates(Q, b):
    """Stop at the coordinates."""
    return Q.T @ b


@nearest.mistake("That is what is left of b, which is perpendicular to the columns. The point is b less that.")
def what_is_left(Q, b):
    """Return the rest."""
    return b - Q @ (Q.T @ b)


@nearest.mistake("That is b itself, which need not be a combination of the columns.")
def not_projected(Q, b):
    """Do nothing."""
    return b


def independent():
    """Return matrices with independent columns."""
    return [
        np.array([[1.0, 3.0], [2.0, 4.0], [2.0, 2.0]]),
        SQUARE,
        np.array([[0.0, -5.0], [2.0, 1.0]]),
        np.array([[-6.0], [8.0]]),
    ]


@chapter.function(
    inputs=independent,
    returns=("Q",),
    atol=1e-12,
    hints=[
        "Go through the columns with `for k, a in enumerate(A.T)`. What do you subtract from a?",
        "The projection of a on the finished columns is Q[:, :k] @ (Q[:, :k].T @ a). Subtract it, and divide by the length.",
        "Begin with Q = np.zeros(A.shape); in the loop w = a - Q[:, :k] @ (Q[:, :k].T @ a), then Q[:, k] = w / norm(w).",
    ],
)
def gram_schmidt(A):
    """Column by column: subtract the projection on the finished ones, divide by the length."""
    Q = np.zeros(A.shape)
    for k, a in enumerate(A.T):
        w = a - Q[:, :k] @ (Q[:, :k].T @ a)
        Q[:, k] = w / np.linalg.norm(w)
    return Q


@gram_schmidt.mistake("Those have the length 1, but are not perpendicular: subtract the projections first.")
def only_divided(A):
    """Divide each column by its length."""
    return A / np.linalg.norm(A, axis=0)


@gram_schmidt.mistake("Those are perpendicular, but not of length 1: divide each by its length.")
def only_subtracted(A):
    """Leave the lengths as they come."""
    Q = gram_schmidt(A)
    return Q * np.diag(Q.T @ A)


@gram_schmidt.mistake("That is what np.linalg.qr returns, whose signs may be others. Take the steps of the procedure.")
def from_the_library(A):
    """Let NumPy do it."""
    return np.linalg.qr(A)[0]


@gram_schmidt.mistake("You subtract projections on the columns of A. Subtract those on the finished columns of Q.")
def on_the_given_columns(A):
    """Project on what is not yet perpendicular."""
    Q = np.zeros(A.shape)
    for k, a in enumerate(A.T):
        w = a - sum(b * (b @ a) / (b @ b) for b in A.T[:k])
        Q[:, k] = w / np.linalg.norm(w)
    return Q


@gram_schmidt.mistake("Those are the rows: the finished vectors belong into columns.")
def as_rows(A):
    """Return the transpose."""
    return gram_schmidt(A).T
