"""Other right answers than the book's own for the chapter on principal components, and what certain answers have to meet."""

import numpy as np
from scipy.optimize import minimize
from sklearn.decomposition import PCA

from svdlib import pca


def scores_by_their_definition(X, k):
    Xc = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(Xc, full_matrices=False)
    return Xc @ Vt[:k].T, Vt[:k], s[:k] ** 2 / (len(X) - 1)


def eigenvectors_of_the_covariance(X, k):
    values, V = np.linalg.eigh(np.atleast_2d(np.cov(X, rowvar=False)))
    V = V[:, ::-1][:, :k]
    return (X - X.mean(axis=0)) @ V, V.T, values[::-1][:k]


def of_the_transpose(X, k):
    V, s, Ut = np.linalg.svd((X - X.mean(axis=0)).T, full_matrices=False)
    return Ut[:k].T * s[:k], V[:, :k].T, s[:k] ** 2 / (len(X) - 1)


def by_scikit_learn(X, k):
    model = PCA(k, svd_solver="full")
    return model.fit_transform(X), model.components_, model.explained_variance_


def slope_by_formula(x, y):
    (a, b), (_, c) = np.cov(x, y)
    slope = (c - a + np.hypot(c - a, 2 * b)) / (2 * b)
    return slope, y.mean() - slope * x.mean()


def slope_from_svd(x, y):
    v = np.linalg.svd(np.column_stack([x - x.mean(), y - y.mean()]))[2][0]
    return [v[1] / v[0], y.mean() - v[1] / v[0] * x.mean()]


def slope_by_search(x, y):
    def squares(angle):
        return np.sum((np.cos(angle[0]) * (y - y.mean()) - np.sin(angle[0]) * (x - x.mean())) ** 2)

    starts = [minimize(squares, [start], method="Nelder-Mead", options={"xatol": 1e-7}) for start in (0.3, -0.3, 1.5)]
    slope = np.tan(min(starts, key=lambda found: found.fun).x[0])
    return slope, y.mean() - slope * x.mean()


def only_rising(x, y):
    slope = abs(slope_by_formula(x, y)[0])
    return slope, y.mean() - slope * x.mean()


def project_by_the_package(X, new, k):
    model = pca(X, k)
    return model.inverse_transform(model.transform(new))


def project_along_each(X, new, k):
    mean, V = X.mean(axis=0), np.linalg.eigh(np.cov(X.T)).eigenvectors[:, ::-1]
    return mean + sum(np.outer((new - mean) @ v, v) for v in V.T[:k])


def not_centred_and_over_n(X, k):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / len(X)


def not_centred_deviations(X, k):
    _, s, Vt = np.linalg.svd(X)
    return X @ Vt[:k].T, -Vt[:k], s[:k]


def centred_too_late(X, k):
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return (X - X.mean(axis=0)) @ Vt[:k].T, Vt[:k], s[:k] ** 2 / (len(X) - 1)


RIGHT = {
    "my_pca": [scores_by_their_definition, eigenvectors_of_the_covariance, of_the_transpose, by_scikit_learn],
    "perpendicular_line": [slope_by_formula, slope_from_svd],
    "project": [project_by_the_package, project_along_each],
}
IMPRECISE = {"perpendicular_line": [slope_by_search]}
MET = [
    ("lost", 0.33, "nearly. Rounded too much"),
    ("lost", 33.3, "in per cent"),
    ("perpendicular_line", only_rising, "not yet"),
    ("my_pca", not_centred_and_over_n, "Subtract the mean of each column"),
    ("my_pca", not_centred_deviations, "Subtract the mean of each column"),
    ("my_pca", centred_too_late, "Subtract the mean of each column"),
    ("my_pca", lambda X, k: X, "is to return 3 things, the scores, the directions, the variances, and returned"),
]
