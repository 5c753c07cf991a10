"""Other right answers than the book's own for the chapter on sixty thousand digits, and what certain answers have to meet."""

import numpy as np


def in_whole_numbers(X):
    return sum(block.T @ block for block in np.array_split(X.astype(np.int64), 3))


def row_by_row(X):
    G = np.zeros((X.shape[1], X.shape[1]))
    for row in X:
        G += np.outer(row.astype(float), row)
    return G


def in_single_precision_by_short_blocks(X):
    G = np.zeros((X.shape[1], X.shape[1]))
    for i in range(0, len(X), 250):  # 250 · 255² is below 2²⁴: exact
        block = X[i : i + 250].astype(np.float32)
        G += block.T @ block
    return G


def by_distance(x, bases):
    x = x.astype(float)
    return int(np.argmin([np.linalg.norm(x - V.T @ (V @ x)) for V in bases]))


def by_projectors(x, bases):
    return max(range(len(bases)), key=lambda i: x.astype(float) @ bases[i].T @ bases[i] @ x)


RIGHT = {
    "gram": [in_whole_numbers, row_by_row, in_single_precision_by_short_blocks],
    "nearest": [by_distance, by_projectors, lambda x, bases: np.argmax([np.linalg.norm(V @ x) for V in bases])],
}
SINGLE = {"gram": in_single_precision_by_short_blocks}
MET = [
    ("error", 30, "in per cent"),
    ("gram", lambda X: X.T.astype(np.float32) @ X.astype(np.float32), "not yet"),  # sums above 2²⁴: not exact
    ("terms", [12] * 9, "10 numbers are asked for"),
    ("first_value", 30.0, "2 numbers are asked for"),
]
