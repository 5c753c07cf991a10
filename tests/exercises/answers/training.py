"""Other right answers than the book's own for the chapter on training, and what certain answers have to meet."""

import numpy as np
from scipy.special import logsumexp, softmax


def by_scipy(z):
    return softmax(z, axis=1)


def by_logarithms(z):
    return np.exp(z - logsumexp(z, axis=1, keepdims=True))


def by_mean_then_project(X_train, X_new, V):
    return ((X_new - X_train.mean(axis=0)) @ V) / np.sqrt(np.diag(V.T @ np.cov(X_train.T, bias=True) @ V))


def coordinate_by_coordinate(X_train, X_new, V):
    columns = []
    for v in V.T:
        old = X_train @ v
        columns.append((X_new @ v - old.mean()) / np.sqrt(np.mean((old - old.mean()) ** 2)))
    return np.column_stack(columns)


def by_where(t, g):
    return np.where(t <= 0, 0, g)


def by_heaviside(t, g):
    return g * np.heaviside(t, 0)


def by_scaled_directions(W, b, V, m, s):
    return (V / s) @ W, b - (m / s) @ W


def by_trying_pictures(W, b, V, m, s):
    def scores(x):
        return ((x @ V - m) / s) @ W + b

    zero = scores(np.zeros(len(V)))
    return np.array([scores(pixel) - zero for pixel in np.eye(len(V))]), zero


RIGHT = {
    "probabilities": [by_scipy, by_logarithms],
    "prepare": [by_mean_then_project, coordinate_by_coordinate],
    "hidden_gradient": [by_where, by_heaviside],
    "fold": [by_scaled_directions, by_trying_pictures],
}
MET = [
    ("no_idea", 2159.8, "not yet"),
    ("no_idea", 2159.82, "nearly"),
    ("fold", lambda W, b, V, m, s: V @ W, "is to return 2 things"),
]
