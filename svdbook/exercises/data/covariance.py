"""Answers and hints for the chapter on covariance."""

import numpy as np

from svdbook.datasets import load_people
from svdbook.exercises.grading import Chapter
from svdlib import covariance

chapter = Chapter()

PEOPLE = load_people()
RNG = np.random.default_rng(6)
BYTES = RNG.integers(0, 256, (30, 3)).astype(np.uint8)
RISING = RNG.standard_normal((20, 3)) + np.arange(20)[:, None]
S = covariance(PEOPLE)

chapter.value(
    "by_hand",
    75,
    mistakes=[
        (150, "That is the sum of the products; divide by n - 1."),
        (50, "You divided by n; divide by one less."),
        (75 / (100 * 63) ** 0.5, "That is the correlation."),
        (100, "That is the variance of the heights."),
        (63, "That is the variance of the weights."),
        (-75, "Two people are small and light or tall and heavy: are the products positive?"),
    ],
    hints=[
        "How far is each height from 170, and each weight from 66?",
        "The deviations are -10, 0, 10 and -6, -3, 9: multiply in pairs, add up, divide by two.",
        "((-10)(-6) + 0 + 10 · 9) / 2",
    ],
)

chapter.value(
    "difference",
    5,
    mistakes=[
        (45, "That is the variance of the sum."),
        (25, "That would be right if they were uncorrelated."),
        (15, "The quadratic form has the covariance twice."),
        (-7, "Variances do not subtract, and are never negative."),
        (5**0.5, "That is the standard deviation."),
    ],
    hints=[
        "Write the difference as (1, -1) times the pair.",
        "(1, -1) S (1, -1)^T has four terms: two variances with a plus, the covariance twice with a minus.",
        "9 + 16 - 2 · 10",
    ],
)

chapter.value(
    "largest",
    12,
    mistakes=[
        (144, "That is its square."),
        (12.5, "The mean of the variances is too large: the determinant would be negative."),
        (9, "It may be larger than the smaller variance; try 10."),
        (1, "That is the largest correlation."),
        (-12, "That is the smallest covariance that they can have."),
    ],
    hints=["Which 2 by 2 matrices are covariance matrices?", "9 · 16 - c² must not be negative.", "The root of 9 · 16."],
)


@chapter.function(
    inputs=[
        (S, np.array([[-0.4, 1.0]])),
        (S, np.array([[0.01, 0.0], [0.0, 2.2046], [1.0, 1.0]])),
        (np.eye(2), np.ones((1, 2))),
        (covariance(RISING), np.array([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]])),
    ],
    returns=("the matrix",),
    hints=[
        "What is (A x)(A x)^T?",
        "Each row, as a column x, is multiplied by A on the left, so S is multiplied from both sides.",
        "A @ S @ A.T",
    ],
)
def transformed(C, A):
    """Multiply the covariance matrix from both sides."""
    return A @ C @ A.T


@transformed.mistake("Those are the variances; the covariances are missing.")
def only_variances(C, A):
    """Keep the diagonal alone."""
    return np.diag(np.diag(A @ C @ A.T))


@transformed.mistake("The covariance matrix S has to stand in between.")
def without_covariances(C, A):
    """Leave the covariance matrix out."""
    return A @ A.T


@transformed.mistake("S is divided by n - 1 already.")
def divided_once_more(C, A):
    """Divide by the number of people."""
    return A @ C @ A.T * (11 / 12)


@transformed.mistake("Both sides, please: A on the left and its transpose on the right.")
def from_one_side(C, A):
    """Multiply on the left only."""
    return A @ C


@transformed.mistake("The shapes do not fit: A.T stands on the right, A on the left.")
def sides_exchanged(C, A):
    """Multiply by the transpose on the left."""
    return A.T @ C @ A


def centred(X):
    """Return the table less its means, as floats."""
    return X - X.mean(axis=0)


@chapter.function(
    inputs=[PEOPLE, BYTES, RISING * [1.0, -2.0, 100.0]],
    returns=("the matrix",),
    hints=[
        "Which columns have the correlation as their scalar product?",
        "Centre the columns, divide each by its norm, and multiply the transpose by the table.",
        "Xc = X - X.mean(axis=0); Xc /= np.linalg.norm(Xc, axis=0); Xc.T @ Xc",
    ],
)
def my_correlation(X):
    """Return the scalar products of the centred columns of length one."""
    Z = centred(X) / np.linalg.norm(centred(X), axis=0)
    return Z.T @ Z


@my_correlation.mistake("Subtract the mean of each column first.")
def cosines_of_columns(X):
    """Leave the mean in."""
    Z = X / np.linalg.norm(X.astype(float), axis=0)
    return Z.T @ Z


@my_correlation.mistake("Those are covariances: divide by the standard deviations.")
def covariances(X):
    """Return the covariance matrix."""
    return covariance(X)


@my_correlation.mistake("The diagonal is not 1: once n and once n - 1 was divided by.")
def mixed_divisors(X):
    """Take covariances with n - 1 and deviations with n."""
    return np.cov(X, rowvar=False) / np.outer(X.std(axis=0), X.std(axis=0))


@my_correlation.mistake("Divide by n - 1, or by n, but by something: the diagonal has to be 1.")
def not_divided(X):
    """Forget to divide the products of standardised columns."""
    Z = centred(X) / X.std(axis=0, ddof=1)
    return Z.T @ Z


@my_correlation.mistake("Those are the squares of the correlations.")
def squared_correlations(X):
    """Square each entry."""
    return my_correlation(X) ** 2


@my_correlation.mistake("Divide by the deviations, not by the variances.")
def over_variances(X):
    """Divide by the product of the variances."""
    return np.cov(X, rowvar=False) / np.outer(X.var(axis=0, ddof=1), X.var(axis=0, ddof=1))


@my_correlation.mistake("Right for floats; products of bytes wrap around. Make the table a float first.")
def bytes_multiplied(X):
    """Multiply as the table came, and subtract the means afterwards."""
    n, mean = len(X), X.mean(axis=0)
    C = (X.T @ X) / n - np.outer(mean, mean)
    return C / np.sqrt(np.outer(np.diag(C), np.diag(C)))


def parts(X, at):
    """Return what is known of the two parts of a table."""
    return tuple(value for part in (X[:at], X[at:]) for value in (len(part), part.mean(axis=0), covariance(part)))


def of_sums(within, between, n1, mean1, S1, n2, mean2, S2):
    """Return a combination of the covariances within the parts and of the outer product of the means' difference."""
    d = mean1 - mean2
    return within(n1) * S1 + within(n2) * S2 + between * np.outer(d, d)


@chapter.function(
    inputs=[parts(PEOPLE, 4), parts(PEOPLE, 9), parts(RISING, 7)],
    returns=("the matrix",),
    hints=[
        "Undo the divisions, add up, and mind that the two means are apart.",
        "(n1 - 1) S1 + (n2 - 1) S2 + n1 n2 / (n1 + n2) d d^T, with d = mean1 - mean2; and then?",
        "Divide that by n1 + n2 - 1.",
    ],
)
def merged(n1, mean1, S1, n2, mean2, S2):
    """Add up the sums of squares within and between, and divide by one less than all rows."""
    total = of_sums(lambda n: n - 1, n1 * n2 / (n1 + n2), n1, mean1, S1, n2, mean2, S2)
    return total / (n1 + n2 - 1)


@merged.mistake("The two means differ, and that is variation, too.")
def means_forgotten(n1, mean1, S1, n2, mean2, S2):
    """Leave out what is between the means."""
    return merged(n1, mean1, S1, n2, mean1, S2)


@merged.mistake("The outer product of the difference of means has a factor; which one?")
def without_a_factor(n1, mean1, S1, n2, mean2, S2):
    """Add the outer product with factor 1."""
    return of_sums(lambda n: n - 1, 1, n1, mean1, S1, n2, mean2, S2) / (n1 + n2 - 1)


@merged.mistake("Divide by one less than the number of all rows.")
def over_all_rows(n1, mean1, S1, n2, mean2, S2):
    """Divide by the number of rows."""
    return merged(n1, mean1, S1, n2, mean2, S2) * (n1 + n2 - 1) / (n1 + n2)


@merged.mistake("Two less is for the means of the parts; here there is one mean.")
def over_two_less(n1, mean1, S1, n2, mean2, S2):
    """Divide by two less than the number of rows."""
    return merged(n1, mean1, S1, n2, mean2, S2) * (n1 + n2 - 1) / (n1 + n2 - 2)


@merged.mistake("S1 was divided by n1 - 1: multiply it by that, not by n1.")
def divisions_undone_wrongly(n1, mean1, S1, n2, mean2, S2):
    """Multiply by the numbers of rows."""
    total = of_sums(lambda n: n, n1 * n2 / (n1 + n2), n1, mean1, S1, n2, mean2, S2)
    return total / (n1 + n2 - 1)


@merged.mistake("The larger part counts more: weight the two matrices, and mind the means.")
def mean_of_the_two(n1, mean1, S1, n2, mean2, S2):
    """Average the two matrices."""
    return (S1 + S2) / 2
