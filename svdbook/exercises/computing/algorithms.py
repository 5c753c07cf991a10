"""Answers and hints for the chapter on algorithms."""

import numpy as np

from svdbook.exercises.grading import Chapter

chapter = Chapter()

RNG = np.random.default_rng(12)
U, V = (np.linalg.qr(RNG.standard_normal((size, 4))).Q for size in (9, 4))
STEPS = 2000

chapter.value(
    "factor",
    0.9**20,
    mistakes=[
        (0.9**10, "Each step multiplies it by the square of the ratio."),
        (0.81, "That is one step."),
        (1 - 0.9**20, "By this factor it is multiplied; one less it is not."),
        (0.9**100, "Ten steps of 0.9 squared each: the exponents add up."),
    ],
    hints=["By which factor is it multiplied in one step?", "0.81 in each of ten steps.", "0.9 ** 20"],
)

chapter.value(
    "share",
    np.finfo(float).eps ** 0.5,
    mistakes=[
        (np.finfo(float).eps, "That is what a method keeps that does not square."),
        (np.finfo(float).eps ** 2, "The root, not the square."),
        (np.finfo(np.float32).eps ** 0.5, "That is for single precision."),
    ],
    hints=[
        "Which eigenvalues of the Gram matrix drown in its rounding errors?",
        "An eigenvalue below ε σ₁² is lost; its root is the singular value.",
        "np.finfo(float).eps ** 0.5",
    ],
    rtol=0.5,
)


def first_term(A):
    """Return singular value and vectors by the power method."""
    v = np.ones(A.shape[1])
    for _ in range(STEPS):
        v = A.T @ (A @ v)
        v = v / np.linalg.norm(v)
    sigma = np.linalg.norm(A @ v)
    return A @ v / sigma, sigma, v


@chapter.function(
    inputs=[(U * values) @ V.T for values in ([5.0, 4.0, 1.0, 0.5], [1e-3, 9e-4, 1e-4, 0.0])],
    returns=("the first value", "the second"),
    view=lambda A, first, second: [np.hstack([first, second])],
    rtol=1e-6,
    loose=1e-4,
    hints=[
        "Multiply a vector by A and by its transpose, again and again; then take the term away, and begin anew.",
        "v = A.T @ (A @ v), scaled, again and again; then sigma is the length of A @ v.",
        "Then A = A - np.outer(A @ v, v), and the same once more.",
    ],
)
def two_values(A):
    """Find the first value, take its term away, and find the next."""
    u, first, v = first_term(A)
    return first, first_term(A - first * np.outer(u, v))[1]


@two_values.mistake("Take the first term away before you begin again.")
def not_deflated(A):
    """Find the first value twice."""
    return first_term(A)[1], first_term(A)[1]


@two_values.mistake("Those are the squares.")
def squares(A):
    """Return the eigenvalues of the Gram matrix."""
    first, second = two_values(A)
    return first**2, second**2


@two_values.mistake("The larger one first.")
def smaller_first(A):
    """Return the two in the other order."""
    return two_values(A)[::-1]


@two_values.mistake("The term has the factor sigma: sigma times u times v.")
def term_without_sigma(A):
    """Take away a term without its singular value."""
    u, first, v = first_term(A)
    return first, first_term(A - np.outer(u, v))[1]


@two_values.mistake("The vector overflows, or dies out: scale it to length 1 in each step.")
def never_scaled(A):
    """Forget to scale."""
    v = np.ones(A.shape[1])
    for _ in range(STEPS):
        v = A.T @ (A @ v)
    sigma = np.linalg.norm(A @ v) / np.linalg.norm(v)
    return sigma, sigma


TURN = np.linalg.qr(RNG.standard_normal((6, 6))).Q
S = (TURN * [9.0, 6.0, 4.0, 2.0, 0.5, -3.0]) @ TURN.T


def solved(S, mu):
    """Return the estimate after many steps of inverse iteration."""
    x = np.ones(len(S))
    for _ in range(STEPS):
        x = np.linalg.solve(S - mu * np.eye(len(S)), x)
        x = x / np.linalg.norm(x)
    return x @ S @ x


@chapter.function(
    inputs=[(S, 3.7), (S, 0.0), (np.array([[25.0, 10.0], [10.0, 40.0]]), 40.0)],
    returns=("the eigenvalue",),
    rtol=1e-8,
    hints=[
        "The power method finds the largest eigenvalue. Of which matrix is the one nearest to mu the largest?",
        "In each step solve a system with S - mu I, and scale the solution to length 1.",
        "At the end x @ S @ x is the eigenvalue.",
    ],
)
def nearest(S, mu):
    """Solve in place of multiplying, and take the quadratic form at the end."""
    return solved(S, mu)


@nearest.mistake("That is the largest eigenvalue in modulus: solve a system in each step, do not multiply.")
def multiplied(S, mu):
    """Take the power method for S."""
    values = np.linalg.eigvalsh(S)
    return values[np.argmax(abs(values))]


@nearest.mistake("That is the eigenvalue of S - mu I: mu is missing.")
def shifted(S, mu):
    """Forget to add the shift."""
    return solved(S, mu) - mu


@nearest.mistake("That is the eigenvalue of the inverse. Take x @ S @ x, or undo the inverse and the shift.")
def of_the_inverse(S, mu):
    """Return the eigenvalue that the iteration itself finds."""
    return 1 / (solved(S, mu) - mu)


@nearest.mistake("That is the one nearest to 0: the shift is missing.")
def without_shift(S, mu):
    """Solve with S alone."""
    return solved(S, 0.0)


@nearest.mistake("That is the one nearest to -mu: look at the sign of the shift.")
def other_sign(S, mu):
    """Solve with S + mu I."""
    return solved(S, -mu)


chapter.value(
    "tangent",
    1 / 3,
    mistakes=[
        (-3, "That is the larger in modulus."),
        (-1 / 3, "Put it into the equation: 1/9 - 8/9 - 1 is not 0."),
        (3, "Put it into the equation: 9 + 8 - 1 is not 0."),
        (np.arctan(1 / 3), "That is the angle; its tangent is asked for."),
    ],
    hints=[
        "Put ζ into the equation, and solve it.",
        "3t² + 8t - 3 = 0. Of the two roots the smaller one in modulus.",
        "1 / (4/3 + 5/3)",
    ],
)
