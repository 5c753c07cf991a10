"""Answers and hints for the chapter on symmetric matrices."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

A = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])

chapter.value(
    "longer",
    3,
    mistakes=[
        (2, "That is the shorter one: it belongs to the larger eigenvalue."),
        (9, "That is its square."),
        (4, "That is the square of the shorter one."),
        (6, "From end to end; a half-axis begins in the centre."),
        ((72 / 23) ** 0.5, "The mixed term is shared between the two entries beside the diagonal: 5 and 5."),
    ],
    hints=[
        "The eigenvalues are 13 + 5 and 13 - 5. Which of them has the longer axis?",
        "Along an eigenvector the equation is λ c² = 72.",
        "8 c² = 72",
    ],
)

chapter.value(
    "largest",
    6,
    mistakes=[
        (36, "That is what c² may be at most; c itself is asked for."),
        (6.5, "The mean of 4 and 9 is too large: the determinant would be negative."),
        (4, "The smaller diagonal entry is no bound for c; try a c a little larger."),
        (5, "Not the largest: 4 · 9 - 25 is still positive."),
        (9, "The larger diagonal entry is too large: the determinant would be negative."),
        (-6, "The matrix is semidefinite there, too. But that is the smallest such c; the largest is asked for."),
    ],
    hints=[
        "While c grows from 0, the smaller eigenvalue falls. Where it reaches zero, c has gone as far as it may.",
        "The determinant is the product of the eigenvalues. At the largest c it is zero.",
        "4 · 9 - c² = 0, and c is to be positive.",
    ],
)


def put_together(S, values, Q):
    """The values; what they make of S; and whether the columns are orthonormal. None of it depends on a choice."""
    return values, (Q * values) @ Q.T, Q.T @ Q


@chapter.function(
    inputs=[
        A.T @ A,
        A @ A.T,
        np.diag([-7.0, 2.0, 5.0]),
        np.array([[0.0, 3.0], [3.0, -1.0]]),
        np.ones((3, 3)) + np.eye(3),
        np.array([[1.0, 2.0], [2.0, 1.0]]),
    ],
    returns=("the eigenvalues", "Q"),
    view=put_together,
    hints=[
        "For each i, S @ Q[:, i] should be values[i] * Q[:, i], with unit columns, and the largest value first.",
        "np.linalg.eigh(S) returns both in increasing order. Reverse the values, and the columns of Q with them.",
        "values, Q = np.linalg.eigh(S); return values[::-1], Q[:, ::-1]",
    ],
)
def sorted_eigh(S):
    """The eigenvalues in decreasing order, and eigenvectors as columns in the same order."""
    values, Q = np.linalg.eigh(S)
    return values[::-1], Q[:, ::-1]


@sorted_eigh.mistake("Those are in increasing order still.")
def increasing(S):
    """Return what eigh returns."""
    return np.linalg.eigh(S)


@sorted_eigh.mistake("You turned the values around, but not the vectors.")
def vectors_left(S):
    """Reverse the values alone."""
    values, Q = np.linalg.eigh(S)
    return values[::-1], Q


@sorted_eigh.mistake("You turned the vectors around, but not the values.")
def values_left(S):
    """Reverse the vectors alone."""
    values, Q = np.linalg.eigh(S)
    return values, Q[:, ::-1]


@sorted_eigh.mistake("Eigenvectors are columns: you turned the rows around.")
def rows_turned_around(S):
    """Reverse the rows of Q."""
    values, Q = np.linalg.eigh(S)
    return values[::-1], Q[::-1]


@sorted_eigh.mistake("You returned the transpose of Q: eigenvectors are its columns.")
def transposed(S):
    """Return the eigenvectors as rows."""
    values, Q = sorted_eigh(S)
    return values, Q.T


@sorted_eigh.mistake("For repeated eigenvalues eig returns vectors that are not orthonormal: use eigh.")
def by_eig(S):
    """Sort what eig returns."""
    values, Q = np.linalg.eig(S)
    order = np.argsort(-values)
    return values[order], Q[:, order]


@sorted_eigh.mistake("eig has no order, and its vectors need not be orthonormal: use eigh.")
def by_eig_as_it_comes(S):
    """Return what eig returns."""
    return np.linalg.eig(S)


@sorted_eigh.mistake("That is the order of the moduli; negative eigenvalues come last.")
def by_modulus(S):
    """Sort by modulus."""
    values, Q = np.linalg.eigh(S)
    order = np.argsort(-abs(values), stable=True)
    return values[order], Q[:, order]


@sorted_eigh.mistake("Singular values are never negative: for symmetric matrices they are the moduli of the eigenvalues.")
def by_svd(S):
    """Return left singular vectors and singular values."""
    U, s, _ = np.linalg.svd(S)
    return s, U


@sorted_eigh.mistake("First the eigenvalues, then Q.")
def vectors_first(S):
    """Return the two in the other order."""
    return sorted_eigh(S)[::-1]


def repeated_and_simple():
    """Return symmetric matrices, each with one of its eigenvalues, some of them repeated, negative or zero."""
    N = 4 * np.eye(3) - np.ones((3, 3))
    Q = np.linalg.qr(np.random.default_rng(5).standard_normal((4, 4))).Q
    four = (Q * [3.0, 3.0, -2.0, -2.0]) @ Q.T
    return [(N, 4.0), (N, 1.0), (np.array([[1.0, 2.0], [2.0, -2.0]]), -3.0), (np.ones((3, 3)), 0.0), (four, 3.0), (four, -2.0)]


def eigenspace(S, mu):
    """Orthonormal eigenvectors for one eigenvalue, as columns."""
    values, Q = np.linalg.eigh(S)
    return Q[:, abs(values - mu) < 1e-9 * (1 + abs(values).max())]


@chapter.function(
    inputs=repeated_and_simple,
    returns=("the projection",),
    hints=[
        "If the columns of Q are orthonormal, which matrix projects onto their span?",
        "Take only the columns of Q whose eigenvalue is mu, up to rounding. There may be several.",
        "its = Q[:, abs(values - mu) < 1e-9]; its @ its.T",
    ],
)
def eigenprojection(S, mu):
    """The sum of q q^T over an orthonormal basis of the eigenspace."""
    its = eigenspace(S, mu)
    return its @ its.T


@eigenprojection.mistake("Times mu that is a term of S; the projection itself has the eigenvalues 1 and 0.")
def whole_term(S, mu):
    """Return the term of the spectral decomposition."""
    return mu * eigenprojection(S, mu)


@eigenprojection.mistake("That is the projection onto the other eigenvectors.")
def the_others(S, mu):
    """Project onto what is perpendicular."""
    return np.eye(len(S)) - eigenprojection(S, mu)


@eigenprojection.mistake("The eigenvalue may be repeated: take all of its eigenvectors, not one.")
def one_vector(S, mu):
    """Take one eigenvector only."""
    q = eigenspace(S, mu)[:, 0]
    return np.outer(q, q)


@eigenprojection.mistake("The other way round: its.T @ its is a small identity.")
def scalar_products(S, mu):
    """Multiply the basis by itself the wrong way."""
    its = eigenspace(S, mu)
    return its.T @ its


@eigenprojection.mistake("That is a basis of the eigenspace; the projection is a square matrix made of it.")
def basis(S, mu):
    """Return the eigenvectors."""
    return eigenspace(S, mu)


@eigenprojection.mistake("A computed eigenvalue is seldom equal to mu; compare up to rounding.")
def exactly_equal(S, mu):
    """Compare the eigenvalues exactly."""
    values, Q = np.linalg.eigh(S)
    its = Q[:, values == mu + 1e-15]
    return its @ its.T


POSITIVE = (np.array([[17.0, 8.0], [8.0, 17.0]]), 4 * np.eye(3) - np.ones((3, 3)), np.diag([0.5, 2.0]))


@chapter.function(
    inputs=[(S, p) for S, p in zip(POSITIVE * 2, (0.5, -1.0, 2.0, -0.5, 3.0, 0.0), strict=True)],
    returns=("the power",),
    hints=[
        "S is Q Λ Q^T. What has to be raised to the power p?",
        "Raise the eigenvalues to the power p, one by one, and put the matrix together again.",
        "(Q * values**p) @ Q.T",
    ],
)
def power(S, p):
    """The eigenvectors of S with the powers of its eigenvalues."""
    values, Q = np.linalg.eigh(S)
    return (Q * values**p) @ Q.T


@power.mistake("That raises each entry to the power p, and a power of S is something else.")
def entry_by_entry(S, p):
    """Raise the entries."""
    return S**p


@power.mistake("Multiplied by p; the eigenvalues are to be raised to the power p.")
def times(S, p):
    """Multiply."""
    return S * p


@power.mistake("The columns of Q are the eigenvectors: Q Λ Q^T, not Q^T Λ Q.")
def the_wrong_way_round(S, p):
    """Put the factors together in the other order."""
    values, Q = np.linalg.eigh(S)
    return (Q.T * values**p) @ Q


@power.mistake("That is Λ to the power p: the eigenvectors are missing.")
def diagonal(S, p):
    """Return the diagonal matrix alone."""
    return np.diag(np.linalg.eigvalsh(S) ** p)


@power.mistake("Q Λ^p alone is not enough: multiply by Q^T from the right.")
def half_way(S, p):
    """Leave out the last factor."""
    values, Q = np.linalg.eigh(S)
    return Q * values**p


chapter.value(
    "smallest_left",
    6,
    mistakes=[
        (10, "That is the largest value it can have: if (1, 0, 0) is perpendicular to the eigenvector for 10."),
        (1, "Among the vectors perpendicular to one direction there is always one with a larger quadratic form."),
        (3.5, "No mean: the second eigenvalue can be reached."),
        (8, "No mean: the second eigenvalue can be reached."),
        (7, "That is the trace of what is left at its smallest."),
    ],
    hints=[
        "How low can one forbidden direction force the largest value?",
        "By Courant and Fischer the largest value on a plane is never below the second eigenvalue.",
        "diag(10, 6, 1), without its first row and column.",
    ],
)
