"""A tall matrix, a block of rows at a time, against what holds it whole and against scikit-learn's way by blocks."""

import numpy as np
from sklearn.decomposition import IncrementalPCA

from benchmarks.timing import in_turn, row
from svdlib import svd_of_blocks

BLOCKS, ROWS, COLUMNS = 100, 5000, 50


def rows():
    """Yield one row for each rival."""
    rng = np.random.default_rng(18)
    blocks = [rng.standard_normal((ROWS, COLUMNS)) / np.arange(1, COLUMNS + 1) for _ in range(BLOCKS)]
    for block in blocks:
        block -= block.mean(axis=0)  # so that it makes no difference that IncrementalPCA centres
    A = np.vstack(blocks)
    true = np.linalg.svd(A, compute_uv=False)

    def ours():
        return svd_of_blocks(blocks, COLUMNS)[0]

    def incremental():
        model = IncrementalPCA(COLUMNS)
        for block in blocks:
            model.partial_fit(block)
        return model.singular_values_

    def whole():
        return np.linalg.svd(A, full_matrices=False).S

    def by_gram():
        return np.sqrt(np.linalg.eigh(sum(block.T @ block for block in blocks)).eigenvalues[::-1])

    for name, theirs in (
        ("numpy.linalg.svd, whole", whole),
        ("sklearn IncrementalPCA", incremental),
        ("sum of Gram matrices", by_gram),
    ):
        times = in_turn(ours, theirs, 5)
        errors = [abs(s - true).max() / true[0] for s in (ours(), theirs())]
        task = f"svd_of_blocks {BLOCKS} x {ROWS}x{COLUMNS}"
        yield row(task, times[0], name, times[1], "", "singular values off by {:.0e}, theirs {:.0e}".format(*errors))
