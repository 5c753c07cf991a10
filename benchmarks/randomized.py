"""A random projection of a dense matrix whose singular values decay, against scikit-learn's."""

import numpy as np
from sklearn.utils.extmath import randomized_svd as sklearn_randomized_svd

from benchmarks.timing import in_turn, row
from svdlib import randomized_svd

N = 4000


def decaying(n):
    """Build a matrix with the singular values 1, 1/2, 1/3, ... and a little noise."""
    rng = np.random.default_rng(18)
    U, V = (np.linalg.qr(rng.standard_normal((n, 400))).Q for _ in range(2))
    return (U / np.arange(1, 401)) @ V.T + 1e-6 * rng.standard_normal((n, n))


def rows():
    """Yield one row for each number of components."""
    A = decaying(N)
    norm = np.linalg.norm(A)

    def error(U, s, Vt):
        return np.linalg.norm(A - (U * s) @ Vt) / norm

    for k in (16, 50):
        ours, theirs = in_turn(
            lambda k=k: randomized_svd(A, k, random_state=0), lambda k=k: sklearn_randomized_svd(A, k, random_state=0), 7
        )
        errors = [error(*method(A, k, random_state=0)) for method in (randomized_svd, sklearn_randomized_svd)]
        quality = "relative error {:.6f}, theirs {:.6f}".format(*errors)
        yield row(f"randomized_svd {N}x{N}, k={k}", ours, "sklearn randomized_svd", theirs, 1, quality)
