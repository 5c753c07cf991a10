"""Answers and hints for the chapter on covariance."""

import numpy as np

from svdbook.datasets import load_people
from svdbook.exercises.grading import Exercise, arrays
from svdlib.statistics import correlation, covariance

PEOPLE = load_people()
RNG = np.random.default_rng(6)
BYTES = RNG.integers(0, 256, (30, 3)).astype(np.uint8)
S = covariance(PEOPLE)
TRANSFORMS = (
    (S, np.array([[-0.4, 1.0]])),
    (S, np.array([[0.01, 0.0], [0.0, 2.2046], [1.0, 1.0]])),
    (np.eye(2), np.ones((1, 2))),
)


def parts(X, at):
    """What is known of the two parts of a table."""
    return tuple(value for part in (X[:at], X[at:]) for value in (len(part), part.mean(axis=0), covariance(part)))


PARTS = (parts(PEOPLE, 4), parts(PEOPLE, 9), parts(RNG.standard_normal((20, 3)) + np.arange(20)[:, None], 7))


def merged(between=lambda n1, n2: n1 * n2 / (n1 + n2), divisor=lambda n1, n2: n1 + n2 - 1, less=1):
    """A function that merges two parts, right or wrong in one place."""

    def function(n1, mean1, S1, n2, mean2, S2):
        d = mean1 - mean2
        return ((n1 - less) * S1 + (n2 - less) * S2 + between(n1, n2) * np.outer(d, d)) / divisor(n1, n2)

    return function


def uncentred(X):
    """Cosines of the columns as they are."""
    Z = X / np.linalg.norm(X.astype(float), axis=0)
    return Z.T @ Z


def mixed(X):
    """Covariances with n - 1, deviations with n."""
    return np.cov(X, rowvar=False) / np.outer(X.std(axis=0), X.std(axis=0))


EXERCISES = {
    "by_hand": Exercise(
        solution=lambda: 75,
        mistakes=(
            (lambda: 150, "That is the sum of the products; divide by n - 1."),
            (lambda: 50, "You divided by n; divide by n - 1 = 2."),
            (lambda: 75 / (100 * 63) ** 0.5, "That is the correlation."),
            (lambda: 100, "That is the variance of the heights."),
            (lambda: 63, "That is the variance of the weights."),
        ),
        hints=("The deviations are -10, 0, 10 and -6, -3, 9.", "((-10)(-6) + 0 + 10 · 9) / 2"),
    ),
    "difference": Exercise(
        solution=lambda: 5,
        mistakes=(
            (lambda: 45, "That is the variance of the sum."),
            (lambda: 25, "That would be right if they were uncorrelated."),
            (lambda: 15, "The covariance enters twice: 9 + 16 - 2 · 10."),
            (lambda: -7, "Variances do not subtract, and are never negative."),
            (lambda: 5**0.5, "That is the standard deviation."),
        ),
        hints=("(1, -1) S (1, -1)^T has four terms.", "9 + 16 - 2 · 10"),
    ),
    "largest": Exercise(
        solution=lambda: 12,
        mistakes=(
            (lambda: 144, "Its square is at most 9 · 16."),
            (lambda: 12.5, "The mean of the variances is too large: the determinant would be negative."),
            (lambda: 9, "It may be larger than the smaller variance; try 10."),
            (lambda: 1, "That is the largest correlation."),
        ),
        hints=("9 · 16 - c² must not be negative.", "The root of 9 · 16."),
    ),
    "transformed": Exercise(
        solution=lambda: lambda C, A: A @ C @ A.T,
        mistakes=(
            (lambda: lambda C, A: np.diag(np.diag(A @ C @ A.T)), "Those are the variances; the covariances are missing."),
            (lambda: lambda C, A: A @ A.T, "The covariance matrix S has to stand in between."),
            (lambda: lambda C, A: A @ C @ A.T * (11 / 12), "S is divided by n - 1 already."),
        ),
        hints=("The samples are multiplied by A on the left, and S from both sides.", "A @ S @ A.T"),
        probe=arrays(TRANSFORMS, "the matrix"),
    ),
    "my_correlation": Exercise(
        solution=lambda: correlation,
        mistakes=(
            (lambda: uncentred, "Subtract the mean of each column first."),
            (lambda: covariance, "Those are covariances: divide by the standard deviations."),
            (lambda: mixed, "The diagonal is not 1: once n and once n - 1 was divided by."),
            (lambda: lambda X: np.corrcoef(X.T) ** 2, "Those are the squares of the correlations."),
        ),
        hints=(
            "Centre the columns, divide each by its norm, and multiply the transpose by the table.",
            "Xc = X - X.mean(axis=0); Xc /= np.linalg.norm(Xc, axis=0); Xc.T @ Xc",
        ),
        probe=arrays(((PEOPLE,), (BYTES,)), "the matrix"),
    ),
    "merged": Exercise(
        solution=merged,
        mistakes=(
            (lambda: merged(between=lambda n1, n2: 0), "The two means differ, and that is variation, too."),
            (
                lambda: merged(between=lambda n1, n2: 1),
                "The outer product of the difference of means has a factor: n1 n2 / (n1 + n2).",
            ),
            (lambda: merged(divisor=lambda n1, n2: n1 + n2), "Divide by one less than the number of all rows."),
            (
                lambda: merged(divisor=lambda n1, n2: n1 + n2 - 2),
                "Divide by n1 + n2 - 1; two less is for the means of the parts.",
            ),
            (lambda: merged(less=0), "Multiply S1 by n1 - 1 to undo its division."),
        ),
        hints=(
            "(n1 - 1) S1 + (n2 - 1) S2, and what comes from the means being apart.",
            "With d = mean1 - mean2: add n1 n2 / (n1 + n2) times np.outer(d, d), and divide by n1 + n2 - 1.",
        ),
        probe=arrays(PARTS, "the matrix"),
    ),
}
