"""A large sparse matrix, tall and wide, against what SciPy and scikit-learn offer for it: counts of words in documents."""

import numpy as np
import scipy.sparse
from scipy.sparse.linalg import svds
from sklearn.utils.extmath import randomized_svd as sklearn_randomized_svd

from benchmarks.timing import in_turn, row
from svdlib import randomized_svd, truncated_svd

DOCUMENTS, WORDS, LENGTH = 100_000, 20_000, 61
K = 100


def word_counts(documents=DOCUMENTS, words=WORDS, length=LENGTH):
    """Build documents of so many words on average, each drawn by Zipf's law: word r as often as 1 / r."""
    rng = np.random.default_rng(18)
    frequencies = 1 / np.arange(1, words + 1)
    lengths = rng.poisson(length, documents)
    drawn = rng.choice(words, lengths.sum(), p=frequencies / frequencies.sum())
    places = np.repeat(np.arange(documents), lengths), drawn
    return scipy.sparse.csr_array((np.ones(len(drawn)), places), shape=(documents, words))


def arpack(A):
    """Find them as SciPy does, which sorts upwards."""
    U, s, Vt = svds(A, K)
    return U[:, ::-1], s[::-1], Vt[::-1]


RIVALS = {
    "scipy svds": (arpack, truncated_svd, 1),
    "sklearn randomized_svd": (
        lambda A: sklearn_randomized_svd(A, K, random_state=0),
        lambda A, k: randomized_svd(A, k, random_state=0),
        1,
    ),
}


def rows():
    """Yield one row for each shape and rival."""
    tall = word_counts()
    for A in (tall, tall.T.tocsr()):
        exact = truncated_svd(A, K + 20).s[:K]  # converged beyond what is compared

        def quality(U, s, Vt, A=A, exact=exact):
            residual = np.linalg.norm(A.T @ U - Vt.T * s, axis=0).max() / exact[0]
            return f"singular values off by {abs(s - exact).max() / exact[0]:.0e}, residual {residual:.0e}"

        for name, (rival, method, wanted) in RIVALS.items():
            ours, theirs = in_turn(lambda A=A, method=method: method(A, K), lambda A=A, rival=rival: rival(A), 3)
            task = f"{'truncated' if method is truncated_svd else 'randomized'}_svd {'x'.join(map(str, A.shape))} CSR, k={K}"
            yield row(task, ours, name, theirs, wanted, f"ours: {quality(*method(A, K))}; theirs: {quality(*rival(A))}")
