"""Answers and hints for the chapter on structure in data."""

from functools import cache

import numpy as np

from svdbook.datasets import load_returns
from svdbook.exercises.grading import Chapter
from svdlib import pca

chapter = Chapter()

RNG = np.random.default_rng(4)
COMMON = RNG.standard_normal((120, 2))
NOISE = RNG.standard_normal((120, 8))
TWO_CAUSES = COMMON @ np.kron(np.eye(2), np.ones((1, 4))) + 0.5 * NOISE
ONE_CAUSE = COMMON[:, :1] + NOISE[:, :5] + 100
ONE_COLUMN = np.tile([[1.0], [-1]], (18, 1))  # of one modulus, so that no shuffling changes the rounding
SHUFFLES, LEVEL = 100, 0.95

chapter.value(
    "share",
    0.75,
    mistakes=[
        (0.25, "That is the second component: the sign of r does not matter."),
        (0.5, "That would be uncorrelated columns."),
        (1.5, "That is the variance; its share of the total is asked for."),
    ],
    hints=[
        "What are the eigenvalues of the correlation matrix, and what do they add up to?",
        "The eigenvalues are 1.5 and 0.5.",
        "1.5 / 2",
    ],
)


@cache
def standardised_returns():
    """Return the monthly returns, each company with mean 0 and variance 1."""
    R = load_returns().returns
    return (R - R.mean(axis=0)) / R.std(axis=0, ddof=1)


def correlations_without(terms):
    """Return the correlations between different companies once so many terms are taken away."""
    Z = standardised_returns()
    model = pca(Z, max(terms, 1))
    left = Z - model.scores[:, :terms] @ model.components[:terms]
    return np.corrcoef(left.T)[~np.eye(7, dtype=bool)]


chapter.value(
    "without_market",
    lambda: correlations_without(1).max(),
    mistakes=[
        (lambda: correlations_without(0).max(), "That is with the market: nothing was subtracted."),
        (lambda: correlations_without(2).max(), "You took two terms away."),
        (lambda: correlations_without(1).min(), "That is the smallest; the largest is asked for."),
        (lambda: -correlations_without(1).min(), "That is the largest in modulus, and negative; leave the modulus out."),
        (1, "Each company has the correlation 1 with itself: leave the diagonal out."),
    ],
    hints=[
        "Take the first term away, and look at the correlations of what is left.",
        "One term is the outer product of the first scores and the first direction.",
        "left = Z - np.outer(scores[:, 0], model.components[0]); np.corrcoef(left.T)[~np.eye(7, dtype=bool)].max()",
    ],
    rtol=1e-6,
)


def variances(Z):
    """Return the variances along the principal directions of a centred table."""
    return np.linalg.svd(Z, compute_uv=False) ** 2 / (len(Z) - 1)


def standardised(X):
    """Return the table, each column with mean 0 and variance 1."""
    return (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)


def shuffled_variances(Z, rng):
    """Return the variances of many shufflings, each column by itself, one shuffling a row."""
    return [variances(np.column_stack([rng.permutation(column) for column in Z.T])) for _ in range(SHUFFLES)]


def count_leading(above):
    """Return how many truths there are before the first that is false."""
    return int(np.argmin(np.append(above, False)))


@chapter.function(
    inputs=lambda: [
        (X, np.random.default_rng(seed))
        for seed, X in enumerate((TWO_CAUSES, TWO_CAUSES * np.arange(1, 9), NOISE, ONE_CAUSE, ONE_COLUMN), start=11)
    ],
    returns=("the number",),
    hints=[
        "Standardise, find the variances, and find those of a hundred tables whose columns were shuffled.",
        "Compare the variances with the 95 % quantile of the shuffled ones, position by position (axis=0).",
        "above = variances > np.quantile(shuffled, 0.95, axis=0); int(np.argmin(above))",
    ],
)
def above_chance(X, rng):
    """Count the leading variances above what shuffled columns give."""
    Z = standardised(X)
    return count_leading(variances(Z) > np.quantile(shuffled_variances(Z, rng), LEVEL, axis=0))


@above_chance.mistake("Standardise the columns first: in other units the count should be the same.")
def only_centred(X, rng):
    """Centre the columns, and leave their units."""
    Z = X - X.mean(axis=0)
    return count_leading(variances(Z) > np.quantile(shuffled_variances(Z, rng), LEVEL, axis=0))


@above_chance.mistake("A variance above 1 is no evidence: chance gives that, too.")
def above_one(X, rng):
    """Count the variances above 1."""
    return count_leading(variances(standardised(X)) > 1)


@above_chance.mistake("Compare with the 95 % quantile: the mean of the shufflings is passed by chance half of the time.")
def above_the_mean(X, rng):
    """Compare with the mean of the shufflings."""
    Z = standardised(X)
    return count_leading(variances(Z) > np.mean(shuffled_variances(Z, rng), axis=0))


@above_chance.mistake("Each position has its own quantile: take it along axis 0.")
def one_quantile_for_all(X, rng):
    """Take one quantile of all variances."""
    Z = standardised(X)
    return count_leading(variances(Z) > np.quantile(shuffled_variances(Z, rng), LEVEL))


@above_chance.mistake("Shuffle each column by itself: whole rows in another order change nothing.")
def rows_shuffled(X, rng):
    """Shuffle whole rows."""
    Z = standardised(X)
    draws = [variances(rng.permutation(Z)) for _ in range(SHUFFLES)]
    return count_leading(variances(Z) > np.quantile(draws, LEVEL, axis=0) * (1 + 1e-9))


@above_chance.mistake("For a single column `np.corrcoef` gives a number, not a matrix: return 0 there.")
def by_corrcoef(X, rng):
    """Take the eigenvalues of what need not be a matrix."""
    draws = [np.column_stack([rng.permutation(column) for column in X.T]) for _ in range(SHUFFLES)]
    found, *chance = (np.linalg.eigvalsh(np.corrcoef(table.T))[::-1] for table in (X, *draws))
    return count_leading(found > np.quantile(chance, LEVEL, axis=0))


@above_chance.mistake("A single column cannot be above chance, since shuffling leaves its variance as it is: return 0 there.")
def a_single_column_counts(X, rng):
    """Return one for a table of one column."""
    return 1 if X.shape[1] == 1 else above_chance(X, rng)


@above_chance.mistake("Those are all components.")
def all_of_them(X, rng):
    """Return the number of columns."""
    return X.shape[1]


@above_chance.mistake("Not every table has exactly one.")
def always_one(X, rng):
    """Return one."""
    return 1


chapter.value(
    "equal_correlations",
    1 + 6 * 0.4,
    mistakes=[
        (7 * 0.4, "The diagonal of the correlation matrix is 1, not r."),
        (1 + 7 * 0.4, "Each column has d - 1 others."),
        ((1 + 6 * 0.4) / 7, "That is its share; the variance is asked for."),
        (1 - 0.4, "That is each of the other variances."),
    ],
    hints=[
        "To which multiple of itself does the correlation matrix take the vector of ones?",
        "Each row of the matrix holds one 1 and six times 0.4: what is its sum?",
        "1 + 6 · 0.4",
    ],
)
