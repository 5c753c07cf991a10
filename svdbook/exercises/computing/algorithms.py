"""Answers and hints for the chapter on algorithms."""

import numpy as np

from svdbook.exercises.grading import Exercise, arrays, results

RNG = np.random.default_rng(12)
X, Y = RNG.standard_normal((2, 5))
PAIRS = ((X, Y / np.linalg.norm(Y) * np.linalg.norm(X)), (np.array([3.0, 4.0]), np.array([5.0, 0.0])), (X, -X))
U, V = (np.linalg.qr(RNG.standard_normal((size, 4))).Q for size in (9, 4))
PLANTED = tuple(((U * values) @ V.T,) for values in ([5.0, 4.0, 1.0, 0.5], [1e-3, 9e-4, 1e-4, 0.0]))
TURNS = 2000


def values(function):
    """The singular values that a reader's function finds, over the first that there is."""
    found = results(function, PLANTED, "the first value", "the second")
    if found is ...:
        return ...
    first = [np.linalg.norm(A, 2) for (A,) in PLANTED]
    return np.concatenate([np.ravel(pair) / scale for pair, scale in zip(found, first, strict=True)])


def two_values(deflate=lambda A, u, sigma, v: A - sigma * np.outer(u, v), value=lambda sigma: sigma):
    """The power method with deflation, perhaps wrong in one place."""

    def function(A):
        found = []
        for _ in range(2):
            v = np.ones(A.shape[1])
            for _ in range(TURNS):
                v = A.T @ (A @ v)
                v /= np.linalg.norm(v)
            sigma = np.linalg.norm(A @ v)
            found.append(value(sigma))
            A = deflate(A, A @ v / sigma, sigma, v)
        return found

    return function


def reflection(direction, factor=2):
    """I - factor vvᵀ with a unit vector along some combination of x and y."""

    def function(x, y):
        v = direction(x, y)
        v = v / (np.linalg.norm(v) or 1)
        return np.eye(len(x)) - factor * np.outer(v, v)

    return function


EXERCISES = {
    "factor": Exercise(
        solution=lambda: 0.9**20,
        mistakes=(
            (lambda: 0.9**10, "Each step multiplies it by the square of the ratio."),
            (lambda: 0.81, "That is one step."),
            (lambda: 1 - 0.9**20, "By this factor it is multiplied; one less it is not."),
        ),
        hints=("0.81 in each of ten steps.", "0.9 ** 20"),
    ),
    "share": Exercise(
        solution=lambda: np.finfo(float).eps ** 0.5,
        mistakes=(
            (lambda: np.finfo(float).eps, "That is what a method keeps that does not square."),
            (lambda: np.finfo(float).eps ** 2, "The root, not the square."),
        ),
        hints=("An eigenvalue below ε σ₁² is lost; its root is the singular value.", "np.finfo(float).eps ** 0.5"),
        tolerance=0.5,
    ),
    "reflect": Exercise(
        solution=lambda: reflection(lambda x, y: x - y),
        mistakes=(
            (lambda: reflection(lambda x, y: x + y), "That takes x to -y: the mirror is perpendicular to x - y."),
            (lambda: reflection(lambda x, y: x - y, factor=1), "That projects onto the mirror: subtract twice as much."),
            (lambda: lambda x, y: np.outer(y, x) / (x @ x), "It takes x to y, but is not orthogonal."),
            (lambda: lambda x, y: -reflection(lambda x, y: x - y)(x, y), "The sign is wrong: it takes x to -y."),
            (
                lambda: lambda x, y: reflection(lambda x, y: x + y)(x, y) * -1,
                "It takes x to y, but is no reflection: its v is not x - y.",
            ),
        ),
        hints=("v = (x - y) over its length.", "np.eye(len(x)) - 2 * np.outer(v, v)"),
        probe=arrays(PAIRS, "the matrix"),
        tolerance=1e-8,
    ),
    "two_values": Exercise(
        solution=two_values,
        mistakes=(
            (lambda: two_values(deflate=lambda A, u, sigma, v: A), "Take the first term away before you begin again."),
            (lambda: two_values(value=lambda sigma: sigma**2), "Those are the squares."),
            (lambda: lambda A: two_values()(A)[::-1], "The larger one first."),
            (
                lambda: two_values(deflate=lambda A, u, sigma, v: A - np.outer(u, v)),
                "The term has the factor sigma: sigma times u times v.",
            ),
        ),
        hints=(
            "v = A.T @ (A @ v), scaled, again and again; then sigma is the length of A @ v.",
            "Then A = A - np.outer(A @ v, v), and the same once more.",
        ),
        probe=values,
        tolerance=1e-6,
    ),
    "tangent": Exercise(
        solution=lambda: 0.5,
        mistakes=(
            (lambda: -2, "That is the larger in modulus."),
            (lambda: -0.5, "Put it into the equation: 0.25 - 0.75 - 1 is not 0."),
            (lambda: 2, "Put it into the equation: 4 + 3 - 1 is not 0."),
        ),
        hints=("t² + 1.5 t - 1 = 0.", "1 / (0.75 + 1.25)"),
    ),
}
