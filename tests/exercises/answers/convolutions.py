"""Other right answers than the book's own for the chapter on convolutions, and what certain answers have to meet."""

import numpy as np
from sklearn.feature_extraction.image import extract_patches_2d

from svdlib import low_rank, matrix_rank, separate_filter


def by_the_package(K):
    if matrix_rank(K, rtol=1e-10) > 1:
        raise ValueError("not separable")
    (c,), (r,) = separate_filter(K, 1)
    return c, r


def by_row_and_column(K):
    i, j = np.unravel_index(np.argmax(abs(K)), K.shape)
    c, r = K[:, j] / K[i, j], K[i]
    if not np.allclose(np.outer(c, r), K, rtol=0, atol=1e-10 * abs(K).max()):
        raise ValueError("not separable")
    return c, r


def by_loops(image, m):
    rows, columns = image.shape
    return [image[i : i + m, j : j + m].ravel() for i in range(rows - m + 1) for j in range(columns - m + 1)]


def by_scikit_learn(image, m):
    return extract_patches_2d(image, (m, m)).reshape(-1, m * m)


def by_indices(image, m):
    i, j = np.indices((image.shape[0] - m + 1, image.shape[1] - m + 1)).reshape(2, -1)
    down, right = np.indices((m, m)).reshape(2, -1)
    return image[i[:, None] + down, j[:, None] + right]


def by_means(K, k):
    T = low_rank(K, k)
    return T - T.mean() + K.mean()


def by_the_shortest_change(K, k):
    T = low_rank(K, k)
    ones = np.ones((1, K.size))
    change = np.linalg.pinv(ones) @ [K.sum() - T.sum()]
    return T + change.reshape(K.shape)


RIGHT = {
    "separate": [by_the_package, by_row_and_column],
    "unfold": [by_loops, by_scikit_learn, by_indices],
    "right_on_grey": [by_means, by_the_shortest_change],
}
SINGLE = {"separate": lambda K: [part.astype(np.float32) for part in by_row_and_column(K)]}


def always_refusing(K):
    raise ValueError("rank above 1")


MET = [
    ("separate", always_refusing, "raised ValueError: rank above 1"),
    ("separate", lambda K: np.linalg.svd(K), "is to return 2 things"),
]
