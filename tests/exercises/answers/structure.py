"""Other right answers than the book's own for the chapter on structure in data, and what certain answers have to meet."""

import numpy as np

from svdlib import correlation, pca


def by_eigenvalues_of_the_correlation(X, rng):
    def values(Z):
        return np.linalg.eigvalsh(correlation(Z))[::-1]

    draws = [values(np.column_stack([rng.permutation(column) for column in X.T])) for _ in range(100)]
    return next(i for i, above in enumerate([*(values(X) > np.quantile(draws, 0.95, axis=0)), False]) if not above)


def by_pca_in_another_order_of_draws(X, rng):
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    k = min(Z.shape)
    draws = [pca(rng.permuted(Z, axis=0), k).explained_variance for _ in range(100)]
    count = 0
    while count < k and pca(Z, k).explained_variance[count] > np.percentile([draw[count] for draw in draws], 95):
        count += 1
    return count


RIGHT = {"above_chance": [by_eigenvalues_of_the_correlation, by_pca_in_another_order_of_draws]}
MET = [("share", 75, "in per cent"), ("without_market", "IBM", "One number is asked for")]
