"""Answers and hints for the chapter on randomised methods."""

import numpy as np

from svdbook.exercises.grading import Chapter, Unfit

chapter = Chapter()

RNG = np.random.default_rng(13)
SLOW, FAST = (
    (np.linalg.qr(RNG.standard_normal((60, 40))).Q * s) @ np.linalg.qr(RNG.standard_normal((40, 40))).Q.T
    for s in (1 / np.arange(1, 41), 0.6 ** np.arange(40))
)

chapter.value(
    "readings",
    8,
    mistakes=[
        (7, "One more: the last product gives the small matrix."),
        (5, "An iteration multiplies twice: by the transpose, and by A."),
        (6, "And the two at the ends: the first product and the last."),
        (4, "An iteration multiplies twice, and there is one more product at the end."),
    ],
    hints=[
        "Go through the code of `my_randomized_svd` and count.",
        "One for the range, two for each of three iterations, one at the end.",
        "1 + 2 * 3 + 1",
    ],
)

chapter.value(
    "oversamples",
    41,
    mistakes=[
        (40, "One too few: look at the denominator once more."),
        (21, "That is enough for twice the best."),
        (61, "That is k + p; the question is about p."),
        (42, "One too many: at most 1.5 times, and equality will do."),
    ],
    hints=["Which p makes the factor of the theorem 1.5?", "1 + 20/(p - 1) is to be 1.5.", "p - 1 = 40"],
)

chapter.value(
    "iterations",
    10,
    mistakes=[
        (9, "Not yet a hundredth: try the next."),
        ((np.log(0.01) / np.log(0.8) - 1) / 2, "A number of iterations is whole: round up."),
        (21, "That is 2q + 1."),
        (11, "One less is enough."),
        (20, "That is 2q."),
    ],
    hints=[
        "Which power of 0.8 is at most a hundredth?",
        "0.8 ** (2 * q + 1) is to be at most 0.01, with a whole q.",
        "The power 21 is the first odd one that will do.",
    ],
)


def some_bases():
    """Return matrices with a basis each: some that miss something, and many that miss nothing, but for rounding."""
    rng = np.random.default_rng(31)
    missing = [(A, np.linalg.qr(A @ rng.standard_normal((40, k))).Q) for A, k in ((SLOW, 5), (1e3 * FAST, 3))]
    whole = [(A, np.linalg.qr(A).Q) for A in rng.standard_normal((40, 7, 4))]
    return [*missing, *whole]


@chapter.function(
    inputs=some_bases,
    returns=("the error",),
    view=lambda A, Q, error: [1 + error],  # beside the error of no basis at all, which is 1
    rtol=1e-7,
    loose=1e-3,
    hints=[
        "By Pythagoras: what is the squared norm of what was missed?",
        "The squared norm of A, less that of Q.T @ A; divide by the squared norm of A, and take the root.",
        "np.sqrt(max(1 - (np.linalg.norm(Q.T @ A) / np.linalg.norm(A)) ** 2, 0))",
    ],
)
def relative_error(A, Q):
    """Subtract squared norms, and let rounding not make the difference negative."""
    return np.sqrt(max(1 - (np.linalg.norm(Q.T @ A) / np.linalg.norm(A)) ** 2, 0))


ROUNDED_BELOW_ZERO = "Where nothing is missed, rounding may make the difference negative, and its root is not a number."


@relative_error.mistake(ROUNDED_BELOW_ZERO)
def root_of_a_ratio(A, Q):
    """Take the root of what may be negative."""
    return np.sqrt(1 - (np.linalg.norm(Q.T @ A) / np.linalg.norm(A)) ** 2)


@relative_error.mistake(ROUNDED_BELOW_ZERO)
def root_of_a_ratio_of_sums(A, Q):
    """Take the root of what may be negative, from sums of squares."""
    return np.sqrt(1 - np.sum((Q.T @ A) ** 2) / np.sum(A**2))


@relative_error.mistake("That is its square.")
def squared(A, Q):
    """Forget the root."""
    return relative_error(A, Q) ** 2


@relative_error.mistake("Squares subtract, not norms.")
def norms_subtracted(A, Q):
    """Subtract the norms."""
    return max(1 - np.linalg.norm(Q.T @ A) / np.linalg.norm(A), 0)


@relative_error.mistake("That is what was kept.")
def share_kept(A, Q):
    """Return the share that was caught."""
    return np.linalg.norm(Q.T @ A) / np.linalg.norm(A)


@relative_error.mistake("Relative to the norm of A: divide by it.")
def not_relative(A, Q):
    """Return the error in the units of A."""
    return relative_error(A, Q) * np.linalg.norm(A)


def check_basis(A, tolerance, Q):
    """Say what is wrong with a basis: not orthonormal, not good enough, or larger than it need be."""
    if Q.ndim != 2 or len(Q) != len(A):
        raise Unfit(f"A matrix with {len(A)} rows is asked for here, and this has the shape {Q.shape}.")
    eps = np.finfo(np.result_type(Q, np.float32)).eps  # a basis in single precision is orthonormal to that
    skew = abs(Q.T @ Q - np.eye(Q.shape[1])).max(initial=0)
    if Q.shape[1] > min(A.shape):
        raise Unfit("More columns than A has rows or columns: stop there.")
    if skew > 1e-2:
        raise Unfit("The columns are to be orthonormal, the new ones to the old ones, too.")
    if skew > 1e5 * eps:
        raise Unfit("Orthonormal to a few digits only: subtract twice.")
    if np.linalg.norm(A - Q @ (Q.T @ A)) > 1.0001 * tolerance * np.linalg.norm(A):
        raise Unfit("Not good enough for one of the matrices: what is missed is more than the tolerance times the norm of A.")
    s = np.linalg.svd(A, compute_uv=False)
    left = np.sqrt(np.append(np.cumsum(s[::-1] ** 2)[::-1], 0))  # what the best basis of 0, 1, 2, ... columns misses
    if Q.shape[1] > np.argmax(left <= tolerance * left[0]) + 14:
        raise Unfit("More columns than are needed: is the tolerance multiplied by the norm of A?")
    return []


@chapter.function(
    inputs=[(SLOW, 0.3), (1e4 * FAST, 1e-3), (FAST, 1e-5), (RNG.standard_normal((12, 17)), 1e-6)],
    returns=("the basis",),
    view=check_basis,
    free=True,
    hints=[
        "Begin with no column at all, and add five as long as the error is too large.",
        "Five new columns: A times random vectors, less their part along Q, twice, then made orthonormal.",
        "Y = A @ (five random vectors); twice Y = np.linalg.qr(Y - Q @ (Q.T @ Y)).Q; then np.hstack([Q, Y]).",
    ],
)
def basis(A, tolerance):
    """Grow a basis, five columns at a time."""
    return grown(A, tolerance * np.linalg.norm(A))


def grown(A, enough, times=2, most=None):
    """Grow a basis until it misses no more than is enough; new columns are freed of the old ones so many times."""
    rng, Q = np.random.default_rng(5), np.zeros((len(A), 0))
    most = most or min(A.shape)
    while np.linalg.norm(A - Q @ (np.linalg.pinv(Q) @ A)) > enough and Q.shape[1] < most:
        Y = A @ rng.standard_normal((A.shape[1], min(5, most - Q.shape[1])))
        for _ in range(times):
            Y = Y - Q @ (Q.T @ Y)
            Y = Y / np.linalg.norm(Y, axis=0)
        Q = np.hstack([Q, np.linalg.qr(Y).Q])
    return Q


@basis.mistake("The columns are to be orthonormal, the new ones to the old ones, too.")
def old_columns_forgotten(A, tolerance):
    """Make the new columns orthonormal among themselves only."""
    return grown(A, tolerance * np.linalg.norm(A), times=0)


@basis.mistake("Orthonormal to a few digits only: subtract twice.")
def subtracted_once(A, tolerance):
    """Subtract the old part once."""
    return grown(A, tolerance * np.linalg.norm(A), times=1)


@basis.mistake("More columns than are needed: is the tolerance multiplied by the norm of A?")
def absolute_tolerance(A, tolerance):
    """Compare the error with the tolerance itself."""
    return grown(A, tolerance)


@basis.mistake("Not good enough for one of the matrices: what is missed is more than the tolerance times the norm of A.")
def squares_compared(A, tolerance):
    """Compare the squared error with the bound."""
    return grown(A, (tolerance * np.linalg.norm(A)) ** 0.5)


@basis.mistake("More columns than A has rows or columns: stop there.")
def more_than_there_are(A, tolerance):
    """Go on when there is nothing left."""
    return grown(A, tolerance * np.linalg.norm(A), most=5 * -(-min(A.shape) // 5))
