"""The sixteen leading singular triplets of all MNIST, 60,000 by 784 pixels, against the libraries a reader would call.

All start from the pixels as they are stored, uint8; the others need a copy in double precision, and that is counted.
"""

import tracemalloc

import fbpca
import numpy as np
from scipy.sparse.linalg import svds
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.utils.extmath import randomized_svd

from benchmarks.timing import in_turn, row
from svdbook import load_mnist
from svdlib import pca, truncated_svd

K = 16
TASK = f"truncated_svd MNIST 60000x784 uint8, k={K}"


def full_svd(X):
    """Decompose the whole, as NumPy does."""
    U, s, Vt = np.linalg.svd(X.astype(float), full_matrices=False)
    return U[:, :K], s[:K], Vt[:K]


def fitted(X):
    """Fit scikit-learn's TruncatedSVD by ARPACK; the left vectors follow from the rest."""
    model = TruncatedSVD(K, algorithm="arpack", tol=0)
    scores = model.fit_transform(X.astype(float))
    return scores / model.singular_values_, model.singular_values_, model.components_


def arpack(X):
    """Find them as SciPy does, which sorts upwards."""
    U, s, Vt = svds(X.astype(float), K)
    return U[:, ::-1], s[::-1], Vt[::-1]


RIVALS = {
    "numpy.linalg.svd": (full_svd, 12, 3),
    "sklearn randomized_svd": (lambda X: randomized_svd(X.astype(float), K, random_state=0), 1, 3),
    "sklearn randomized_svd, 30 iterations": (lambda X: randomized_svd(X.astype(float), K, n_iter=30, random_state=0), 1, 3),
    "sklearn TruncatedSVD, ARPACK": (fitted, 1, 3),
    "scipy svds": (arpack, 1, 3),
    "fbpca": (lambda X: fbpca.pca(X.astype(float), K, raw=True), 1, 3),
    "fbpca, 30 iterations": (lambda X: fbpca.pca(X.astype(float), K, raw=True, n_iter=30), 1, 3),
}


def principal_components(X):
    """Return the row of `pca`, against scikit-learn's quickest way to the same."""
    exact = np.linalg.eigvalsh(np.cov(X.astype(float), rowvar=False))[: -K - 1 : -1]

    def theirs():
        model = PCA(K, svd_solver="covariance_eigh")
        return model.fit_transform(X.astype(float)), model

    times = in_turn(lambda: pca(X, K), theirs, 9)
    found = pca(X, K).explained_variance, theirs()[1].explained_variance_
    errors = [abs(variances / exact - 1).max() for variances in found]
    quality = "variances off by {:.0e}, theirs {:.0e}".format(*errors)
    return row(f"pca MNIST 60000x784 uint8, k={K}", times[0], "sklearn PCA by covariance", times[1], "1.5", quality)


def rows():
    """Yield one row for each rival."""
    X = load_mnist().X_train
    exact = np.sqrt(np.linalg.eigvalsh(X.astype(float).T @ X)[: -K - 1 : -1])  # the products are exact: whole numbers
    norm = np.linalg.norm(X.astype(np.float32).astype(float))

    def quality(U, s, Vt):
        error = np.linalg.norm(X.astype(float) - (U * s) @ Vt) / norm
        return f"singular values off by {abs(s - exact).max() / exact[0]:.0e}, relative error {error:.9f}"

    X32, V32 = X.astype(np.float32), np.ones((X.shape[1], K), np.float32)
    ours, theirs = in_turn(lambda: truncated_svd(X, K), lambda: (X32.T @ X32, X32 @ V32), 15)
    yield row(TASK, ours, "the products X'X and XV alone, float32", theirs, "0.67", "no decomposition")

    ours_quality = quality(*truncated_svd(X, K))
    for name, (rival, wanted, runs) in RIVALS.items():
        ours, theirs = in_turn(lambda: truncated_svd(X, K), lambda rival=rival: rival(X), runs)
        yield row(TASK, ours, name, theirs, wanted, f"ours: {ours_quality}; theirs: {quality(*rival(X))}")

    yield principal_components(X)

    tracemalloc.start()
    truncated_svd(X, K)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield row(
        TASK, None, "half of a float64 copy of X", None, "", f"peak extra memory {peak:.0f} MB of {X.size * 4 / 1e6:.0f} MB"
    )
