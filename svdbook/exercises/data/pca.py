"""Answers and hints for the chapter on principal components."""

import numpy as np

from svdbook.datasets import load_people
from svdbook.exercises.grading import LIFT, Exercise, arrays, results
from svdlib.statistics import pca

PEOPLE = load_people()
RNG = np.random.default_rng(7)
TABLE = RNG.standard_normal((30, 4)) * [4.0, 2.0, 1.0, 0.5] + [10.0, 0.0, -3.0, 5.0]
TABLES = ((PEOPLE, 1), (PEOPLE, 2), (TABLE, 3), (TABLE[:3], 2))
LINES = (
    (PEOPLE[:, 0], PEOPLE[:, 1]),
    (np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0, 5.0])),
    (TABLE[:, 1], -TABLE[:, 0]),
)
NEW = ((PEOPLE, np.array([[180.0, 70.0], [150.0, 90.0]]), 1), (TABLE, TABLE[:2] + 1, 2))


def analysed(my_pca):
    """What does not depend on signs in the parts that a reader's function returns."""
    found = results(my_pca, TABLES, "the scores", "the directions", "the variances")
    if found is ...:
        return ...
    shapes = [(*scores.shape, *components.shape, *variances.shape) for scores, components, variances in found]
    fit = all(scores.shape[1:] == components.shape[:1] == variances.shape for scores, components, variances in found)
    values = []
    for (X, _), (Z, W, v) in zip(TABLES, found, strict=True):
        values += [abs(W), v, Z @ W + LIFT, Z - (X - X.mean(axis=0)) @ W.T + LIFT] if fit else []
    return np.concatenate([np.ravel(shapes)] + [np.ravel(part) for part in values])


def by(change):
    """An analysis that is wrong in one place: given the table, it returns the three parts."""

    def my_pca(X, k):
        Xc = X - X.mean(axis=0)
        U, s, Vt = np.linalg.svd(Xc, full_matrices=False)
        return change(X, U, s, Vt, int(k))

    return my_pca


def lines(function):
    """Slopes and intercepts."""
    found = results(function, LINES, "the slope", "the intercept")
    return ... if found is ... else np.ravel(found)


def line(slope_of):
    """A line through the mean with some slope."""

    def function(x, y):
        slope = slope_of(np.cov(x, y))
        return slope, y.mean() - slope * x.mean()

    return function


def principal_slope(S):
    """The slope of the eigenvector for the larger eigenvalue."""
    v = np.linalg.eigh(S).eigenvectors[:, 1]
    return v[1] / v[0]


def through_zero(x, y):
    """The best line through the origin, without centring."""
    v = np.linalg.svd(np.column_stack([x, y]))[2][0]
    return v[1] / v[0], 0.0


EXERCISES = {
    "lost": Exercise(
        solution=lambda: 1 / 3,
        mistakes=(
            (lambda: 0.5, "You added up the singular values; variances are their squares."),
            (lambda: 2 / 3, "That is the share that is kept."),
            (lambda: 1 / 6, "Two of the others are not zero."),
            (lambda: 2.0, "That is the variance lost; which share of the total is it?"),
        ),
        hints=("The squares are 400, 100, 100 and 0.", "(100 + 100) / 600"),
    ),
    "variance": Exercise(
        solution=lambda: 4,
        mistakes=(
            (lambda: 400 / 101, "Divide by n - 1."),
            (lambda: 400, "That is the sum of the squares; divide by n - 1."),
            (lambda: 0.2, "Square the singular value."),
            (lambda: 2, "That is the standard deviation."),
        ),
        hints=("The squared singular value over n - 1.", "400 / 100"),
    ),
    "my_pca": Exercise(
        solution=lambda: by(lambda X, U, s, Vt, k: (U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1))),
        mistakes=(
            (
                lambda: by(lambda X, U, s, Vt, k: (U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / len(X))),
                "The variances are divided by n - 1, not by n.",
            ),
            (
                lambda: by(lambda X, U, s, Vt, k: (U[:, :k] * s[:k], Vt[:k], s[:k] ** 2)),
                "The variances are squares divided by n - 1.",
            ),
            (
                lambda: by(lambda X, U, s, Vt, k: (U[:, :k], Vt[:k], s[:k] ** 2 / (len(X) - 1))),
                "Those are scores of length one: multiply by the singular values.",
            ),
            (
                lambda: by(lambda X, U, s, Vt, k: (X @ Vt[:k].T, Vt[:k], s[:k] ** 2 / (len(X) - 1))),
                "The directions are right; the scores are those of the table before it was centred.",
            ),
            (
                lambda: lambda X, k: uncentred(X, int(k)),
                "Subtract the mean of each column before you decompose.",
            ),
            (
                lambda: by(lambda X, U, s, Vt, k: (U[:, :k] * s[:k], -Vt[:k], s[:k] ** 2 / (len(X) - 1))),
                "A direction and its scores may change their sign only together.",
            ),
            (
                lambda: by(lambda X, U, s, Vt, k: (U[:, :k] * s[:k], Vt[:k].T, s[:k] ** 2 / (len(X) - 1))),
                "Directions one a row: Vt[:k], not its transpose.",
            ),
        ),
        hints=(
            "Xc = X - X.mean(axis=0), then its thin decomposition.",
            "U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)",
        ),
        probe=analysed,
    ),
    "perpendicular_line": Exercise(
        solution=lambda: line(principal_slope),
        mistakes=(
            (lambda: line(lambda S: S[0, 1] / S[0, 0]), "Those are the vertical distances: the regression of y on x."),
            (lambda: line(lambda S: S[1, 1] / S[0, 1]), "Those are the horizontal distances: the regression of x on y."),
            (lambda: through_zero, "That line goes through the origin; the best one goes through the mean."),
            (lambda: line(lambda S: (S[1, 1] / S[0, 0]) ** 0.5), "That is the ratio of the standard deviations."),
            (
                lambda: line(lambda S: -1 / principal_slope(S)),
                "That line is perpendicular to the best: take the first direction.",
            ),
        ),
        hints=(
            "The first principal direction of the table with columns x and y has a slope.",
            "v = pca(np.column_stack([x, y]), 1).components[0]; slope v[1] / v[0], and through the mean.",
        ),
        probe=lines,
    ),
    "project": Exercise(
        solution=lambda: lambda X, new, k: pca(X, int(k)).inverse_transform(pca(X, int(k)).transform(new)),
        mistakes=(
            (
                lambda: lambda X, new, k: new @ pca(X, int(k)).components.T @ pca(X, int(k)).components,
                "The plane goes through the mean.",
            ),
            (
                lambda: lambda X, new, k: (new - X.mean(axis=0)) @ pca(X, int(k)).components.T @ pca(X, int(k)).components,
                "Add the mean again.",
            ),
            (lambda: lambda X, new, k: pca(X, int(k)).transform(new), "Those are the scores; the samples are asked for."),
            (
                lambda: (
                    lambda X, new, k: (
                        (new - new.mean(axis=0)) @ pca(X, int(k)).components.T @ pca(X, int(k)).components + X.mean(axis=0)
                    )
                ),
                "Subtract the mean of X, not that of the new samples.",
            ),
        ),
        hints=(
            "Subtract the mean of X, multiply by the directions and by their transpose, add the mean.",
            "model = pca(X, k); model.inverse_transform(model.transform(new))",
        ),
        probe=arrays(NEW, "the samples"),
    ),
    "positive": Exercise(
        solution=lambda: 4,
        mistakes=(
            (lambda: 5, "One is lost by centring: the rows of the centred table add up to zero."),
            (lambda: 1000, "The rank is at most the number of samples, too."),
            (lambda: 999, "It is the number of samples, not of columns, that limits the rank."),
        ),
        hints=("What is the rank of a table with five rows that add up to zero?", "At most 5 - 1."),
    ),
}


def uncentred(X, k):
    """The decomposition of the table as it is."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)
