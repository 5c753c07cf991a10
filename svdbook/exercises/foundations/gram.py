"""Answers and hints for the chapter on Gram matrices."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])

chapter.value(
    "eigenvalue_sum",
    91,
    mistakes=[
        (21, "That is the sum of the entries; the diagonal of A.T @ A holds squares."),
        (91**0.5, "No root: the sum itself."),
        (441, "Square each entry, then add; not the other way round."),
        (lambda: np.linalg.norm([[1, 2, 3], [4, 5, 6]], "nuc"), "You added up the square roots of the eigenvalues."),
        (261, "Of A.T @ A only the diagonal counts."),
    ],
    hints=[
        "The trace of A.T @ A is the sum of its eigenvalues.",
        "Each diagonal entry of A.T @ A is the sum of the squares of one column of A.",
        "Add the squares of all six entries: 1 + 4 + 9 + 16 + 25 + 36.",
    ],
)

chapter.value(
    "zeros",
    5,
    mistakes=[
        (1, "That is the number for A.T @ A, which is 3 by 3."),
        (4, "You left out three eigenvalues that are positive; but the rank is smaller than the number of columns."),
        (2, "So many are positive; the others are zero."),
        (0, "A rank below the size leaves eigenvalues that are zero: how large is A @ A.T?"),
    ],
    hints=[
        "A A^T has as many positive eigenvalues as A has rank.",
        "A A^T is 7 by 7, so it has seven eigenvalues, counted with their multiplicities. How many of them are positive?",
        "7 eigenvalues, 2 of them positive: 7 - 2.",
    ],
)


@chapter.function(
    inputs=[
        (A, np.array([1.0, 1.0, 0.0]) / 2**0.5),
        (A, np.array([1.0, -1.0, 4.0]) / 18**0.5),
        (A.T, np.array([1.0, -1.0]) / 2**0.5),
        (np.diag([3.0, 2.0]), np.array([0.0, 1.0])),
        (np.array([[0.0, -2.0], [2.0, 0.0]]), np.array([0.6, 0.8])),
    ],
    returns=("the eigenvector",),
    hints=[
        "A v is an eigenvector of A A^T; how long is it?",
        "Its length is the square root of the eigenvalue. You need not know that: measure the vector, and divide.",
        "A @ v / np.linalg.norm(A @ v)",
    ],
)
def carry(A, v):
    """The image of v, brought to length one."""
    return A @ v / np.linalg.norm(A @ v)


@carry.mistake("The direction is right; the length has to be 1.")
def not_of_length_one(A, v):
    """Multiply, and leave it there."""
    return A @ v


@carry.mistake("Divide by the length of A v, not by its square.")
def divided_by_the_square(A, v):
    """Divide by the eigenvalue."""
    return A @ v / np.linalg.norm(A @ v) ** 2


@carry.mistake("Divide by the length of this one vector A v; you took the norm of the whole matrix A.")
def divided_by_the_norm_of_the_matrix(A, v):
    """Divide by the Frobenius norm."""
    return A @ v / np.linalg.norm(A)


@carry.mistake("That is the length of A v only for the largest eigenvalue; v may belong to another.")
def divided_by_the_longest_stretch(A, v):
    """Divide by the 2-norm."""
    return A @ v / np.linalg.norm(A, 2)


@carry.mistake("v[0] may be zero. The length of A v needs no eigenvalue.")
def eigenvalue_from_the_first_entry(A, v):
    """Find the eigenvalue from the first entry, which may be zero."""
    return A @ v / np.sqrt((A.T @ A @ v)[0] / v[0])


@carry.mistake("It is to point where A v points, and yours points back.")
def pointing_back(A, v):
    """Change the sign."""
    return -carry(A, v)


@carry.mistake("Multiply by A first, then divide.")
def divided_before(A, v):
    """Divide v in place of its image."""
    return v / np.linalg.norm(A @ v)


@carry.mistake("A^T goes back the other way: v has as many entries as A has columns.")
def by_the_transpose(A, v):
    """Multiply by the transpose, which does not fit."""
    return A.T @ v / np.linalg.norm(A.T @ v)


@carry.mistake("A^T A v is a multiple of v itself. One step is enough.")
def there_and_back(A, v):
    """Multiply by both."""
    return A.T @ A @ v / np.linalg.norm(A.T @ A @ v)


def semidefinite():
    """Return positive semidefinite matrices, most of them singular, so that rounding makes some eigenvalue negative."""
    rng = np.random.default_rng(26)
    tables = [rng.standard_normal((2, n)) for n in range(3, 9)]
    return [A.T @ A, A @ A.T, np.diag([4.0, 0.0, 1.0]), np.ones((3, 3)), *(P.T @ P for P in tables)]


def gram(S, B):
    """B^T B, for what can be multiplied; it is the same for every root."""
    return [B.T @ B] if B.ndim == 2 else [abs(B)]


def clipped_eigh(S):
    """Return eigenvalues, none of them negative, and eigenvectors."""
    values, Q = np.linalg.eigh(S)
    return np.maximum(values, 0), Q


@chapter.function(
    inputs=semidefinite,
    returns=("B",),
    view=gram,
    free=True,
    hints=[
        "Write S = Q Λ Q^T. What would have to stand in place of Λ on each side of B^T B?",
        "Λ is the square of the diagonal matrix of the roots: give Q^T one of the two, from the left. Rounding may make "
        "an eigenvalue a little negative, so put 0 there first.",
        "np.sqrt(np.maximum(values, 0))[:, None] * Q.T",
    ],
)
def gram_root(S):
    """The roots of the eigenvalues, each times its eigenvector, as rows."""
    values, Q = clipped_eigh(S)
    return np.sqrt(values)[:, None] * Q.T


LAMBDA_ALONE = "Your B^T B is Λ alone. Is S your B B^T? Or did you scale the columns of Q^T, where the eigenvectors are rows?"


@gram_root.mistake(
    "Right on paper. But rounding makes eigenvalues that should be 0 a little negative, and those have no roots."
)
def roots_of_negative_numbers(S):
    """Take the roots of what eigh returns."""
    values, Q = np.linalg.eigh(S)
    return np.sqrt(values)[:, None] * Q.T


@gram_root.mistake(LAMBDA_ALONE)
def other_side(S):
    """Return the transpose of a root."""
    return gram_root(S).T


@gram_root.mistake("Your B^T B is S times S: take the square roots of the eigenvalues.")
def without_roots(S):
    """Leave the roots out."""
    values, Q = clipped_eigh(S)
    return values[:, None] * Q.T


@gram_root.mistake(LAMBDA_ALONE)
def columns_scaled(S):
    """Give the roots to the columns of the transpose."""
    values, Q = clipped_eigh(S)
    return Q.T * np.sqrt(values)


@gram_root.mistake("Your B^T B is Q^T Λ Q, and S is Q Λ Q^T: the eigenvectors are the columns of Q.")
def rows_of_the_eigenvectors_scaled(S):
    """Give the roots to the rows of Q."""
    values, Q = clipped_eigh(S)
    return np.sqrt(values)[:, None] * Q


@gram_root.mistake("The roots of the entries are not enough: multiply out B^T B.")
def roots_of_the_moduli_of_the_entries(S):
    """Take the roots of the moduli of the entries."""
    return np.sqrt(abs(S))


@gram_root.mistake("Entries may be negative, and the roots of the entries are not enough: multiply out B^T B.")
def roots_of_the_entries(S):
    """Take the roots of the entries."""
    return np.sqrt(S)


@gram_root.mistake("Cholesky's factor is only for positive definite matrices; yours may have the eigenvalue 0.")
def cholesky(S):
    """Ask for a triangular factor."""
    return np.linalg.cholesky(S).T


def stretches(w):
    """Return the lengths of the half-axes of the image of the unit vectors perpendicular to w, in increasing order."""
    B = np.linalg.qr(np.array(w)[:, None], mode="complete").Q[:, 1:]
    return np.sqrt(np.linalg.eigvalsh(B.T @ A.T @ A @ B))


chapter.value(
    "second_best",
    lambda: stretches([1.0, 2.0, 2.0])[-1],
    rtol=1e-6,  # the root of what was squared
    mistakes=[
        (5, "That is the largest of all; x has to be perpendicular to (1, 2, 2)."),
        (3, "That would be right if x had to be perpendicular to the first eigenvector."),
        (lambda: stretches([1.0, 2.0, 2.0])[0], "That is the smallest one; eigvalsh sorts from small to large."),
        (lambda: stretches([1.0, 2.0, 2.0])[-1] ** 2, "That is the square of the length: take its root."),
        (lambda: np.linalg.norm(A @ [1, 2, 2]) / 3, "That is how far (1, 2, 2) itself is stretched, the direction forbidden."),
        (lambda: np.linalg.norm(A @ [1, 2, 2]), "That is the length of the image of (1, 2, 2), the direction forbidden."),
    ],
    hints=[
        "The unit vectors perpendicular to (1, 2, 2) are the B y with unit y, for which B?",
        "The columns of B are an orthonormal basis of what is perpendicular to (1, 2, 2), and the square of the length is "
        "an eigenvalue of B.T @ A.T @ A @ B.",
        'B = np.linalg.qr([[1], [2], [2]], mode="complete").Q[:, 1:]; the root of the last of eigvalsh(B.T @ A.T @ A @ B).',
    ],
)
