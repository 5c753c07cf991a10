"""Answers and hints for the chapter on principal components."""

import numpy as np

from svdbook.datasets import load_people
from svdbook.exercises.grading import LOOSE, Chapter, Unfit
from svdlib import pca

chapter = Chapter()

PEOPLE = load_people()
TABLE = np.random.default_rng(7).standard_normal((30, 4)) * [4.0, 2.0, 1.0, 0.5] + [10.0, 0.0, -3.0, 5.0]


def centred_svd(X):
    """Decompose a table less its mean."""
    return np.linalg.svd(X - X.mean(axis=0), full_matrices=False)


chapter.value(
    "lost",
    1 / 3,
    mistakes=[
        (0.5, "You added up the singular values; variances are their squares."),
        (2 / 3, "That is the share that is kept."),
        (1 / 6, "Two of the others are not zero."),
        (2.0, "That is the variance lost; which share of the total is it?"),
    ],
    hints=[
        "Variances are proportional to the squared singular values.",
        "The squares are 400, 100, 100 and 0: which of them are lost?",
        "(100 + 100) / 600",
    ],
)

chapter.value(
    "variance",
    4,
    mistakes=[
        (400 / 101, "By which number is the sum of the squares divided?"),
        (400, "That is the sum of the squares: a variance is a mean of them."),
        (0.2, "Square the singular value first."),
        (2, "That is the standard deviation."),
    ],
    hints=["How does a variance follow from a singular value?", "The squared singular value over n - 1.", "400 / 100"],
)


UNCENTRED = "Subtract the mean of each column before you decompose."


def without_signs(X, k, scores, directions, variances):
    """What stays the same if a direction and its scores change their sign together; whoever forgot to centre is told so."""
    as_it_came, centred = np.linalg.svd(X).Vh[:k], centred_svd(X).Vh[:k]
    if _along(directions, as_it_came) and not _along(directions, centred):
        raise Unfit(UNCENTRED)  # whatever else is wrong with the scores or the variances
    return abs(directions), variances, scores @ directions


def _along(directions, others):
    return np.allclose(abs(directions), abs(others), atol=LOOSE)


@chapter.function(
    inputs=[(PEOPLE, 1), (PEOPLE, 2), (TABLE, 3), (TABLE[:3], 2)],
    returns=("the scores", "the directions", "the variances"),
    view=without_signs,
    hints=[
        "Three steps: centre the table, decompose it, read the three parts off the factors.",
        "Xc = X - X.mean(axis=0), then U, s, Vt of its thin form. Scores are U times s, or Xc times the directions.",
        "U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)",
    ],
)
def my_pca(X, k):
    """Scores, directions and variances from the decomposition of the centred table."""
    U, s, Vt = centred_svd(X)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)


@my_pca.mistake("The variances are divided by n - 1, not by n.")
def variances_over_n(X, k):
    """Divide by the number of rows."""
    scores, directions, variances = my_pca(X, k)
    return scores, directions, variances * (len(X) - 1) / len(X)


@my_pca.mistake("The third part holds squares that are not yet divided.")
def variances_not_divided(X, k):
    """Return the squared singular values."""
    scores, directions, variances = my_pca(X, k)
    return scores, directions, variances * (len(X) - 1)


@my_pca.mistake("The third part holds standard deviations; their squares are the variances.")
def deviations_for_variances(X, k):
    """Return the roots."""
    scores, directions, variances = my_pca(X, k)
    return scores, directions, variances**0.5


@my_pca.mistake("The third part holds shares of the total variance; the variances themselves are asked for.")
def shares_for_variances(X, k):
    """Divide by the total variance."""
    scores, directions, variances = my_pca(X, k)
    return scores, directions, variances / X.var(axis=0, ddof=1).sum()


@my_pca.mistake("Those are scores of length one: multiply by the singular values.")
def scores_of_length_one(X, k):
    """Return the left singular vectors."""
    return centred_svd(X).U[:, :k], *my_pca(X, k)[1:]


@my_pca.mistake("Your scores have variance 1 each: those are whitened. Leave the division out.")
def whitened_scores(X, k):
    """Divide the scores by their standard deviations."""
    scores, directions, variances = my_pca(X, k)
    return scores / variances**0.5, directions, variances


@my_pca.mistake("The directions are right; the scores are those of the table before it was centred.")
def scores_not_centred(X, k):
    """Multiply the table as it came."""
    _, directions, variances = my_pca(X, k)
    return X @ directions.T, directions, variances


@my_pca.mistake(UNCENTRED)
def not_centred(X, k):
    """Decompose the table as it is."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)


@my_pca.mistake("X.mean() is one number for the whole table: each column has a mean of its own, X.mean(axis=0).")
def one_mean_for_all(X, k):
    """Subtract the mean of all entries."""
    U, s, Vt = np.linalg.svd(X - X.mean(), full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)


@my_pca.mistake("Those are the means of the rows: axis=0 takes that of each column.")
def means_of_the_rows(X, k):
    """Subtract from each row its own mean."""
    U, s, Vt = np.linalg.svd(X - X.mean(axis=1, keepdims=True), full_matrices=False)
    return U[:, :k] * s[:k], Vt[:k], s[:k] ** 2 / (len(X) - 1)


@my_pca.mistake("Centre the columns, but do not divide them by their deviations: that is another table.")
def standardised(X, k):
    """Analyse the standardised table."""
    return my_pca((X - X.mean(axis=0)) / X.std(axis=0, ddof=1), k)


@my_pca.mistake("A direction and its scores may change their sign only together.")
def only_directions_turned(X, k):
    """Turn the directions, and not the scores."""
    scores, directions, variances = my_pca(X, k)
    return scores, -directions, variances


@my_pca.mistake("Directions one a row: Vt[:k], not its transpose.")
def directions_as_columns(X, k):
    """Return the first columns of V."""
    scores, directions, variances = my_pca(X, k)
    return scores, directions.T, variances


@my_pca.mistake("Those are all components; keep the first k.")
def all_components(X, k):
    """Return as many as there are."""
    return my_pca(X, min(X.shape))


@my_pca.mistake("The three parts are right, in another order: scores, directions, variances.")
def another_order(X, k):
    """Return the directions first."""
    scores, directions, variances = my_pca(X, k)
    return directions, scores, variances


def through_the_mean(x, y, slope):
    """Return slope and intercept of the line of some slope through the mean."""
    return slope, y.mean() - slope * x.mean()


def principal_direction(x, y):
    """Return the direction of largest variance."""
    return np.linalg.eigh(np.cov(x, y)).eigenvectors[:, 1]


@chapter.function(
    inputs=[
        (PEOPLE[:, 0], PEOPLE[:, 1]),
        (np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0, 5.0])),
        (TABLE[:, 1], TABLE[:, 0]),  # the line falls
    ],
    returns=("the slope", "the intercept"),
    view=lambda x, y, slope, intercept: (slope, intercept),
    loose=1e-4,  # a search stops earlier than a formula
    hints=[
        "The line of least perpendicular distances goes along the first principal direction, through the mean.",
        "A direction (a, b) has the slope b / a. The intercept is what makes the line go through the mean.",
        "v = pca(np.column_stack([x, y]), 1).components[0]; slope = v[1] / v[0]; slope, y.mean() - slope * x.mean()",
    ],
)
def perpendicular_line(x, y):
    """Slope and intercept of the line of least squared perpendicular distances."""
    a, b = principal_direction(x, y)
    return through_the_mean(x, y, b / a)


@perpendicular_line.mistake("Those are the vertical distances: the regression of y on x.")
def regression_of_y(x, y):
    """Least vertical distances."""
    return through_the_mean(x, y, np.cov(x, y)[0, 1] / np.var(x, ddof=1))


@perpendicular_line.mistake("Those are the horizontal distances: the regression of x on y.")
def regression_of_x(x, y):
    """Least horizontal distances."""
    return through_the_mean(x, y, np.var(y, ddof=1) / np.cov(x, y)[0, 1])


@perpendicular_line.mistake("That line goes through the origin; the best one goes through the mean.")
def through_the_origin(x, y):
    """Decompose the points without centring."""
    a, b = np.linalg.svd(np.column_stack([x, y]))[2][0]
    return b / a, 0.0


@perpendicular_line.mistake("That is the ratio of the standard deviations.")
def ratio_of_deviations(x, y):
    """Divide the deviations."""
    return through_the_mean(x, y, np.std(y) / np.std(x))


@perpendicular_line.mistake("That line is perpendicular to the best: take the first direction.")
def second_direction(x, y):
    """Take the direction of least variance."""
    return through_the_mean(x, y, -1 / perpendicular_line(x, y)[0])


@perpendicular_line.mistake("A slope is the step in y over the step in x: yours is turned over.")
def slope_turned_over(x, y):
    """Divide the other way round."""
    return through_the_mean(x, y, 1 / perpendicular_line(x, y)[0])


@perpendicular_line.mistake("The slope is right. Without an intercept the line misses the mean.")
def no_intercept(x, y):
    """Leave the intercept out."""
    return perpendicular_line(x, y)[0], 0.0


@perpendicular_line.mistake("The slope is right. The intercept is the height at x = 0, not at the mean.")
def height_at_the_mean(x, y):
    """Return the mean of y."""
    return perpendicular_line(x, y)[0], y.mean()


@perpendicular_line.mistake("The slope is right. The intercept has the wrong sign before slope times mean.")
def intercept_with_plus(x, y):
    """Add where one has to subtract."""
    slope = perpendicular_line(x, y)[0]
    return slope, y.mean() + slope * x.mean()


@perpendicular_line.mistake("First the slope, then the intercept.")
def intercept_first(x, y):
    """Return the two in the other order."""
    return perpendicular_line(x, y)[::-1]


@chapter.function(
    inputs=[(PEOPLE, np.array([[180.0, 70.0], [150.0, 90.0]]), 1), (TABLE, TABLE[:2] + 1, 2)],
    returns=("the points",),
    hints=[
        "The plane goes through the mean of X, along the first k directions.",
        "Subtract the mean of X, multiply by the directions and by their transpose, and add the mean again.",
        "V = Vt[:k].T with Vt of X - X.mean(axis=0); then X.mean(axis=0) + (new - X.mean(axis=0)) @ V @ V.T",
    ],
)
def project(X, new, k):
    """The nearest points of the plane through the mean that the first k directions span."""
    Vt = centred_svd(X).Vh[:k]
    return X.mean(axis=0) + (new - X.mean(axis=0)) @ Vt.T @ Vt


@project.mistake("Your plane goes through the origin; the best one goes through the mean.")
def plane_through_the_origin(X, new, k):
    """Leave the mean out altogether."""
    Vt = centred_svd(X).Vh[:k]
    return new @ Vt.T @ Vt


@project.mistake("The mean was taken off, and not put back.")
def mean_not_added(X, new, k):
    """Forget to add the mean."""
    return project(X, new, k) - X.mean(axis=0)


@project.mistake("Those are the scores; the points themselves are asked for.")
def scores_for_points(X, new, k):
    """Return the coordinates."""
    return pca(X, k).transform(new)


@project.mistake("The plane belongs to X: subtract the mean of X, not that of the new rows.")
def mean_of_the_new(X, new, k):
    """Subtract the mean of the new rows."""
    Vt = centred_svd(X).Vh[:k]
    return X.mean(axis=0) + (new - new.mean(axis=0)) @ Vt.T @ Vt


@project.mistake("The plane belongs to X: the mean of the new rows has no part in it.")
def mean_of_the_new_twice(X, new, k):
    """Subtract and add the mean of the new rows."""
    Vt = centred_svd(X).Vh[:k]
    return new.mean(axis=0) + (new - new.mean(axis=0)) @ Vt.T @ Vt


chapter.value(
    "positive",
    4,
    mistakes=[
        (5, "Five rows, and one dimension is lost: what did centring do to the sum of the rows?"),
        (1000, "The rank is at most the number of rows, too."),
        (999, "It is the number of rows, not of columns, that limits the rank here."),
    ],
    hints=[
        "How many independent rows can a table of five have, once its mean is taken off?",
        "The rows of a centred table add up to the zero row, so each of them depends on the others.",
        "5 - 1",
    ],
)
