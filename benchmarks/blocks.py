"""A tall matrix, a block of rows at a time, against what holds it whole and against what others do by blocks."""

import numpy as np
from sklearn.decomposition import IncrementalPCA

from benchmarks.timing import in_turn, row
from svdlib import svd_of_blocks

BLOCKS, ROWS, COLUMNS = 100, 5000, 50


def rows():
    """Yield one row for each rival, and one for columns that are nearly equal, where squares lose digits."""
    rng = np.random.default_rng(18)
    blocks = [rng.standard_normal((ROWS, COLUMNS)) / np.arange(1, COLUMNS + 1) for _ in range(BLOCKS)]
    for block in blocks:
        block -= block.mean(axis=0)  # so that it makes no difference that IncrementalPCA centres
    task = f"svd_of_blocks {BLOCKS} x {ROWS}x{COLUMNS}"
    yield compared(task, blocks, "numpy.linalg.svd, whole", whole, "")
    yield compared(task, blocks, "sklearn IncrementalPCA", incremental, "")
    yield compared(task, blocks, "sum of Gram matrices", by_gram, 0.4)
    for block in blocks:
        block[:, -1] = block[:, 0] + 1e-9 * block[:, -1]
    yield compared(f"{task}, twins", blocks, "sum of Gram matrices", by_gram, "")


def compared(task, blocks, name, theirs, wanted):
    """Return the row of one rival."""
    true = np.linalg.svd(np.vstack(blocks), compute_uv=False)

    times = in_turn(lambda: ours(blocks), lambda: theirs(blocks), 5)
    off = [_off(function(blocks), true) for function in (ours, theirs)]
    return row(task, times[0], name, times[1], wanted, f"singular values off {off[0]}; theirs {off[1]}")


def _off(s, true):
    return f"by {abs(s - true).max() / true[0]:.0e}, the last by {abs(s[-1] / true[-1] - 1):.0e} of itself"


def ours(blocks):
    """Return the singular values as svdlib finds them."""
    return svd_of_blocks(blocks, COLUMNS)[0]


def incremental(blocks):
    """Return the singular values as scikit-learn updates them."""
    model = IncrementalPCA(COLUMNS)
    for block in blocks:
        model.partial_fit(block)
    return model.singular_values_


def whole(blocks):
    """Return the singular values of the matrix in one piece."""
    return np.linalg.svd(np.vstack(blocks), full_matrices=False).S


def by_gram(blocks):
    """Return the roots of the eigenvalues of the sum of Gram matrices, of which rounding may have made some negative."""
    return np.sqrt(np.linalg.eigvalsh(sum(block.T @ block for block in blocks))[::-1].clip(0))
