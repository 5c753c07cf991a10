"""Other right answers than the book's own for the chapter on how many terms to keep, and what certain answers have to meet."""

import numpy as np

from svdbook.exercises.approximation.choosing_k import NOISY
from svdlib import low_rank, optimal_threshold


def by_a_loop(s, bound):
    k = 0
    while np.linalg.norm(s[k:]) > bound:
        k += 1
    return k


def by_sums_of_squares(s, bound):
    left = np.append(np.cumsum(s[::-1] ** 2)[::-1], 0)
    return np.searchsorted(-left, -(bound**2) * (1 + 1e-12))


def from_the_smaller_gram_matrix(Y):
    G = Y.T @ Y if Y.shape[0] >= Y.shape[1] else Y @ Y.T
    s = np.sqrt(np.linalg.eigvalsh(G)[::-1])
    return optimal_threshold(*Y.shape, s=s) / optimal_threshold(*Y.shape, noise=1)


def by_the_share_of_the_median(Y):
    s = np.linalg.svd(Y, compute_uv=False)
    unit = np.full(len(s), 1.0)
    median_of_noise = optimal_threshold(*Y.shape, noise=1) / optimal_threshold(*Y.shape, s=unit)
    return np.median(s) / median_of_noise


def by_low_rank(Y, omega):
    k = int(np.sum(np.linalg.svd(Y, compute_uv=False) > optimal_threshold(*Y.shape, noise=omega)))
    return low_rank(Y, k) if k else np.zeros_like(Y)


def by_subtracting_terms(Y, omega):
    U, s, Vt = np.linalg.svd(Y)
    left = Y.copy()
    for i in np.flatnonzero(s <= optimal_threshold(*Y.shape, noise=omega)):
        left -= s[i] * np.outer(U[:, i], Vt[i])
    return np.where(abs(left) < 1e-12, 0, left)


RIGHT = {
    "rank_for_error": [by_a_loop, by_sums_of_squares],
    "noise_of": [from_the_smaller_gram_matrix, by_the_share_of_the_median],
    "denoise": [by_low_rank, by_subtracting_terms],
}
MET = [
    ("relative_error", 0.0707, "nearly"),
    ("relative_error", 7.07, "in per cent"),
    ("noise_of", lambda Y: 0.5, "not yet"),
    ("denoise", lambda Y, omega: low_rank(NOISY[0], 2), "not yet"),
]
