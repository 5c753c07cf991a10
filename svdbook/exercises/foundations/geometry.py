"""Answers and hints for the chapter on what a matrix does to space."""

import numpy as np

from svdbook.exercises.grading import Chapter
from svdlib import four_subspaces, pinv, svd

chapter = Chapter()

M = np.array([[3.0, 0.0], [4.0, 5.0]])  # singular values: the roots of 45 and 5

chapter.value(
    "area",
    15,
    mistakes=[
        (5**0.5, "That is one of the singular values; multiply it by the other."),
        (45**0.5, "That is one of the singular values; multiply it by the other."),
        (5**0.5 + 45**0.5, "The singular values multiply; they do not add."),
        (3, "That is the ratio of the two singular values; multiply them."),
        (-15, "Areas are not negative: take the modulus."),
        (225, "That is the determinant of A.T @ A; take its root."),
        (8, "The diagonal entries multiply; they do not add."),
        (1 / 15, "That is the factor of the inverse."),
    ],
    hints=[
        "Areas are multiplied by the product of the singular values. Which other number is that, up to its sign?",
        "It is the modulus of the determinant.",
        "3 · 5 - 0 · 4",
    ],
)

chapter.value(
    "condition",
    4 / 3,
    mistakes=[
        (16 / 9, "That is the ratio of the eigenvalues 32 and 18; take the root."),
        (3 / 4, "The larger one over the smaller: a condition number is at least 1."),
        (1, "That would be a matrix that stretches all directions alike; the columns here are not perpendicular."),
        (24, "That is the product of the singular values; divide them."),
        (32**0.5, "That is the longest stretch; divide it by the shortest."),
    ],
    hints=[
        "The condition number is the ratio of the longest stretch to the shortest.",
        "A @ A.T is diagonal. Its entries are the squares of the singular values.",
        "The squares are 32 and 18: the root of 32/18.",
    ],
)

chapter.value(
    "reachable",
    3,
    mistakes=[
        (7, "That is the sum of the other two. Which rule do the rows of the matrix obey?"),
        (-3, "Look at the signs: the second row is the sum of the first and the third."),
        (-7, "The second row is the sum of the first and the third. The right-hand side must obey the same rule."),
    ],
    hints=[
        "The right-hand side must be perpendicular to every vector that is perpendicular to both columns.",
        "The second row is the sum of the first and the third. So the same must hold for the right-hand side.",
        "5 = 2 + t",
    ],
)

SIGNS = "That is stretched by 4, too; but both entries are to be positive."

chapter.value(
    "by_four",
    [7**0.5 / 4, 3 / 4],
    mistakes=[
        (
            [3 / 4, 7**0.5 / 4],
            "The other way round: the first direction is stretched more, and needs the smaller part.",
        ),
        ([0.5**0.5, 0.5**0.5], "Halfway in angle is stretched by the root of 17, a little more than 4."),
        ([0.5, 0.5], "The mean of the two unit vectors is not of length 1."),
        ([7 / 16, 9 / 16], "Those are the squares of the entries."),
        ([-(7**0.5) / 4, 3 / 4], SIGNS),
        ([7**0.5 / 4, -3 / 4], SIGNS),
        ([-(7**0.5) / 4, -3 / 4], SIGNS),
    ],
    hints=[
        "Two equations for the two squares: one says that the vector has length 1, one that it is stretched by 4.",
        "Write y² = 1 - x² into 25 x² + 9 y² = 16, and solve for x².",
        "9 + 16 x² = 16, so x² = 7/16 and y² = 9/16.",
    ],
)


def what_turns(A, U, s, Vt):
    """The values and the product; whether both factors are orthogonal; and their determinants."""
    return s, (U * s) @ Vt, U.T @ U, Vt @ Vt.T, np.linalg.det(U), np.linalg.det(Vt)


def sign_of(U):
    """Return 1 and the sign of the determinant."""
    return np.array([1.0, np.sign(np.linalg.det(U))])


@chapter.function(
    inputs=[
        np.array([[0.6, 1.0], [-0.4, 1.2]]),
        np.array([[1.0, 1.0], [0.0, 1.0]]),
        np.array([[0.5, 1.0], [-0.8, 1.3]]),
        M,
        np.diag([2.0, 1.0]),
        np.array([[0.0, -3.0], [1.0, 0.0]]),
        np.array([[2.0, 0.0], [4.0, 2.0]]),  # here the factors of the package turn, and those of NumPy mirror
    ],
    returns=("U", "s", "Vt"),
    view=what_turns,
    hints=[
        "What does a change of sign of u2 do to the determinant of U? And what must go with it, so that the product stays?",
        "Change the signs of u2 and of v2 together, and only if the determinant of U is negative.",
        "sign = np.array([1, np.sign(np.linalg.det(U))]); then U * sign, s, sign[:, None] * Vt.",
    ],
)
def turns(A):
    """The decomposition, with u2 and v2 turned round where the factors mirror."""
    U, s, Vt = svd(A)
    sign = sign_of(U)
    return U * sign, s, sign[:, None] * Vt


MIRROR = "Some factor still mirrors: look at the determinant of U. (To change all signs of a 2 by 2 matrix does not help.)"


@turns.mistake(MIRROR)
def as_it_comes(A):
    """Return the decomposition of the package."""
    return svd(A)


@turns.mistake(MIRROR)
def as_numpy_has_it(A):
    """Return the decomposition of NumPy."""
    return np.linalg.svd(A)


ALWAYS = "Change the signs only if the factors mirror; some do not."


@turns.mistake(ALWAYS)
def always_changed(A):
    """Change the signs in any case."""
    U, s, Vt = svd(A)
    return U * [1, -1], s, [[1], [-1]] * Vt


@turns.mistake(ALWAYS)
def always_changed_from_numpy(A):
    """Change the signs that NumPy gives in any case."""
    U, s, Vt = np.linalg.svd(A)
    return U * [1, -1], s, [[1], [-1]] * Vt


@turns.mistake("You changed u2 and not v2: that is another matrix.")
def left_alone_changed(A):
    """Change the left vector alone."""
    U, s, Vt = svd(A)
    return U * sign_of(U), s, Vt


@turns.mistake("The left singular vectors are the columns of U, and the right ones the rows of Vt.")
def rows_of_U_changed(A):
    """Change a row of U, and a row of Vt."""
    U, s, Vt = svd(A)
    return sign_of(U)[:, None] * U, s, sign_of(U)[:, None] * Vt


@turns.mistake("The right singular vectors are the rows of Vt.")
def columns_of_Vt_changed(A):
    """Change a column of Vt."""
    U, s, Vt = svd(A)
    return U * sign_of(U), s, Vt * sign_of(U)


@turns.mistake("Singular values are not negative: the sign belongs to v2.")
def negative_value(A):
    """Give the sign to the singular value."""
    U, s, Vt = svd(A)
    return U * sign_of(U), s * sign_of(U), Vt


@turns.mistake("That third part is V; its transpose is asked for.")
def not_transposed(A):
    """Return V."""
    U, s, Vt = turns(A)
    return U, s, Vt.T


DEFICIENT = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [1.0, 0.0, 1.0], [0.0, 2.0, 2.0]])


def onto(basis, b):
    """Project onto the span of orthonormal columns."""
    return basis @ (basis.T @ b)


@chapter.function(
    inputs=[
        (DEFICIENT, np.array([1.0, 2.0, 0.0, 4.0])),
        (DEFICIENT.T, np.ones(3)),
        (M, np.ones(2)),
        (M[:, :1], np.array([1.0, 0.0])),
    ],
    returns=("the vector",),
    hints=[
        "The nearest vector is b projected onto the range. Which columns are an orthonormal basis of the range?",
        "The first r columns of U, where r is the rank. Project b onto their span.",
        "Q = four_subspaces(A).column_space; then Q @ (Q.T @ b).",
    ],
)
def reach(A, b):
    """The projection of b onto the range."""
    return onto(four_subspaces(A).column_space, b)


@reach.mistake("The thin U has columns for singular values that are zero: keep as many as the rank.")
def onto_the_thin_factor(A, b):
    """Project onto all columns of the thin U."""
    return onto(np.linalg.svd(A, full_matrices=False).U, b)


@reach.mistake("If the columns of A depend on one another, QR makes more columns than the range has dimensions.")
def onto_the_factor_of_qr(A, b):
    """Project onto the first factor of QR."""
    return onto(np.linalg.qr(A).Q, b)


@reach.mistake("b itself need not be in the range.")
def itself(A, b):
    """Return b."""
    return b


@reach.mistake("That is x; the vector asked for is A x.")
def solution_for_image(A, b):
    """Return the least squares solution."""
    return pinv(A) @ b


@reach.mistake("That is what cannot be reached: subtract it from b.")
def rest(A, b):
    """Return what is perpendicular to the range."""
    return b - reach(A, b)


@reach.mistake("Those are the coordinates in the basis: make the vector of them.")
def coordinates(A, b):
    """Stop after the products with the basis."""
    return four_subspaces(A).column_space.T @ b


@reach.mistake("The columns of A are not orthonormal: A A^T b lies in the range, but is not the nearest.")
def columns_taken_for_orthonormal(A, b):
    """Project as if the columns were orthonormal."""
    return onto(A, b)


@reach.mistake("A^T A has an inverse only if the columns are independent, and A may be of any rank.")
def by_normal_equations(A, b):
    """Solve the normal equations, which may be singular."""
    return A @ np.linalg.solve(A.T @ A, A.T @ b)


@reach.mistake("A^T A has an inverse only if the columns are independent, and A may be of any rank.")
def by_the_inverse(A, b):
    """Invert the Gram matrix, which may be singular."""
    return A @ np.linalg.inv(A.T @ A) @ A.T @ b


def growth(A, b, error):
    """The two lengths, and how much larger the relative error of the solution is than that of b."""
    lengths = np.linalg.norm(b), np.linalg.norm(error)
    solved = np.linalg.norm(np.linalg.solve(A, b)), np.linalg.norm(np.linalg.solve(A, error))
    return *lengths, solved[1] / solved[0] * lengths[0] / lengths[1]


@chapter.function(
    inputs=[
        M,
        np.array([[1.0, 1.0], [1.0, 1.01]]),
        np.array([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0], [1.0, 0.0, 1.0]]),
    ],
    returns=("b", "the error"),
    view=growth,
    hints=[
        "Two unit vectors: b is to be the image of a short x, the error the image of a long one.",
        "b goes where the stretch of A is largest, the error where it is smallest. Both are images, so look among the u's.",
        "U[:, 0] and U[:, -1]",
    ],
)
def worst_case(A):
    """The first and the last left singular vector."""
    U = np.linalg.svd(A).U
    return U[:, 0], U[:, -1]


@worst_case.mistake("The other way round: that is the best case.")
def best_case(A):
    """Exchange the two."""
    return worst_case(A)[::-1]


@worst_case.mistake("b is on the side of U: those are right singular vectors.")
def right_vectors(A):
    """Take right singular vectors."""
    Vt = np.linalg.svd(A).Vh
    return Vt[0], Vt[-1]


@worst_case.mistake("The error is added to b, so it is on the side of U, too: yours is a right singular vector.")
def right_vector_for_the_error(A):
    """Take the error from the other side."""
    return worst_case(A)[0], np.linalg.svd(A).Vh[-1]


@worst_case.mistake("The left singular vectors are the columns of U, not its rows.")
def rows_of_U(A):
    """Take rows of U."""
    U = np.linalg.svd(A).U
    return U[0], U[-1]


@worst_case.mistake("The smallest stretch is that of the last vector; you took the second.")
def second_for_last(A):
    """Take the second vector, which is the last only for 2 by 2."""
    U = np.linalg.svd(A).U
    return U[:, 0], U[:, 1]


@worst_case.mistake("The directions are right; both vectors are to have length 1.")
def images_of_unit_vectors(A):
    """Leave the singular values in."""
    U, s, _ = np.linalg.svd(A)
    return s[0] * U[:, 0], s[-1] * U[:, -1]


@worst_case.mistake("If the error points where b does, nothing grows.")
def error_along_b(A):
    """Take the same vector twice."""
    return worst_case(A)[0], worst_case(A)[0]


def term(i):
    """Return a term of the decomposition of M."""
    U, s, Vt = np.linalg.svd(M)
    return s[i] * np.outer(U[:, i], Vt[i])


chapter.value(
    "nearest",
    np.array([[1.5, 1.5], [4.5, 4.5]]),
    mistakes=[
        (lambda: term(1), "That is the term with the smaller singular value: subtract it from A."),
        (lambda: term(0) / 45**0.5, "That is u1 v1^T alone: its singular value is missing."),
        (lambda: M - 5**0.5 * np.eye(2), "Subtract a rank-one matrix, not a multiple of the identity."),
        (lambda: M + term(1), "You added the term; it has to be subtracted."),
        ([[3, 0], [4, 0]], "That is singular, but at distance 5; there is one at distance 2.24."),
        ([[0, 0], [4, 5]], "That is singular, but at distance 3; there is one at distance 2.24."),
        ([[3, 3.75], [4, 5]], "That is singular, but at distance 3.75; there is one at distance 2.24."),
        ([[1.5, 4.5], [1.5, 4.5]], "That is the transpose of the right one."),
    ],
    hints=[
        "Only the first term of the decomposition is left.",
        "So subtract the second term, A v2 v2^T. By A^T A, which direction is v2?",
        "A v2 = (3, -1)/√2 with v2 = (1, -1)/√2: subtract A v2 v2^T.",
    ],
)
