"""Answers and hints for the chapter on structure in data."""

from functools import cache

import numpy as np

from svdbook.datasets import load_returns
from svdbook.exercises.grading import Exercise, results
from svdlib.statistics import pca

RNG = np.random.default_rng(4)
COMMON = RNG.standard_normal((120, 2))
NOISE = RNG.standard_normal((120, 8))
TWO = COMMON @ np.kron(np.eye(2), np.ones((1, 4))) + 0.5 * NOISE
CASES = ((TWO, 11), (TWO * np.arange(1, 9), 12), (NOISE, 13), (COMMON[:, :1] + NOISE[:, :5] + 100, 14))


@cache
def standardised():
    """The monthly returns, each company with mean 0 and variance 1."""
    R = load_returns().returns
    return (R - R.mean(axis=0)) / R.std(axis=0, ddof=1)


def largest_correlation(terms, by=np.max):
    """The largest correlation of two companies when so many terms are taken away."""
    Z = standardised()
    model = pca(Z, max(terms, 1))
    left = Z - model.scores[:, :terms] @ model.components[:terms]
    return float(by((np.corrcoef(left.T) - np.eye(7))[~np.eye(7, dtype=bool)]))


def counted(function):
    """How many components a reader's function finds; each case has a source of chance of its own."""
    found = results(lambda X, seed: function(X, np.random.default_rng(int(seed))), CASES, "the number")
    return ... if found is ... else np.ravel(found)


def above(standardise=True, level=0.95, single=False):
    """A parallel analysis that may be wrong in one place."""

    def function(X, rng):
        Z = X - X.mean(axis=0)
        Z = Z / Z.std(axis=0, ddof=1) if standardise else X
        k = Z.shape[1]
        draws = [values(np.column_stack([rng.permutation(c) for c in Z.T]), standardise) for _ in range(100)]
        chance = np.quantile(draws, level, axis=0)
        found = values(Z, standardise) > (1.0 if single else chance)
        return int(np.argmin(np.append(found, False))) if k else 0

    return function


def values(Z, centre):
    """The variances along the components, or (a mistake) about zero."""
    return np.linalg.svd(Z - Z.mean(axis=0) if centre else Z, compute_uv=False) ** 2 / (len(Z) - 1)


EXERCISES = {
    "share": Exercise(
        solution=lambda: 0.75,
        mistakes=(
            (lambda: 0.25, "That is the second component: the sign of r does not matter."),
            (lambda: 0.5, "That would be uncorrelated columns."),
            (lambda: 1.5, "That is the variance; its share of 2 is asked for."),
        ),
        hints=("The eigenvalues are 1.5 and 0.5.", "1.5 / 2"),
    ),
    "without_market": Exercise(
        solution=lambda: largest_correlation(1),
        mistakes=(
            (lambda: largest_correlation(0), "That is with the market: nothing was subtracted."),
            (lambda: largest_correlation(2), "You took two terms away."),
            (lambda: largest_correlation(1, np.min), "That is the smallest; the largest is asked for."),
            (lambda: -largest_correlation(1, np.min), "That is the largest in modulus, and negative; leave the modulus out."),
            (lambda: 1, "Each company has the correlation 1 with itself: leave the diagonal out."),
        ),
        hints=(
            "One term is the outer product of the first scores and the first direction.",
            "left = Z - np.outer(scores[:, 0], model.components[0]); (np.corrcoef(left.T) - np.eye(7)).max()",
        ),
        tolerance=1e-6,
    ),
    "above_chance": Exercise(
        solution=above,
        mistakes=(
            (lambda: above(standardise=False), "Centre and standardise the columns first."),
            (lambda: above(single=True), "A variance above 1 is no evidence: chance gives that, too."),
            (lambda: lambda X, rng: X.shape[1], "Those are all components."),
            (lambda: lambda X, rng: 1, "Not every table has exactly one."),
        ),
        hints=(
            "Compare the variances with the 95 % quantile of those of shuffled columns, position by position.",
            "np.quantile([...], 0.95, axis=0), and then count until the first that is not above.",
        ),
        probe=counted,
    ),
    "equal_correlations": Exercise(
        solution=lambda: 1 + 6 * 0.4,
        mistakes=(
            (lambda: 7 * 0.4, "The diagonal is 1, not r: 1 + 6 r."),
            (lambda: 1 + 7 * 0.4, "The sum of a row is 1 + (d - 1) r."),
            (lambda: (1 + 6 * 0.4) / 7, "That is its share; the variance is asked for."),
            (lambda: 1 - 0.4, "That is each of the other variances."),
        ),
        hints=("What is the sum of each row of the correlation matrix?", "1 + 6 · 0.4"),
    ),
}
