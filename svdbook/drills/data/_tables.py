"""What problems on small tables of data share: stories, columns that come out, and the steps from a table to its S."""

import functools
import itertools
import math

import numpy as np

from svdbook.drills._exact import exact
from svdbook.drills._problem import step
from svdbook.drills._terms import equal, name, term, tex, total

WORDS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}
# who the rows are, and what three columns may be
STORIES = (
    ("seedlings", "height in cm", "number of leaves", "age in weeks"),
    ("students", "hours of practice", "points in the test", "hours of sleep"),
    ("parcels", "weight in kg", "price in euros", "days on the way"),
    ("days", "hours of sunshine", "boats on the lake", "umbrellas sold"),
    ("flats", "number of rooms", "rent in hundreds of euros", "minutes to the station"),
)


@functools.cache
def columns(n, largest):
    """Return the columns of n whole numbers with the sum 0 and three values or more whose squares add to multiples of n - 1."""
    entries = range(-largest, largest + 1)
    found = ((*others, -sum(others)) for others in itertools.product(entries, repeat=n - 1) if abs(sum(others)) <= largest)
    return [c for c in found if len(set(c)) > 2 and dot(c, c) % (n - 1) == 0]


def dot(x, y):
    """Return the sum of products of two columns of whole numbers."""
    return sum(a * b for a, b in zip(x, y, strict=True))


def centred(rng, n, d, largest):
    """Return d centred columns whose covariances are whole, none a multiple of another."""
    chosen = []
    while len(chosen) < d:
        new = rng.choice(columns(n, largest))
        products = [(dot(new, c), dot(new, new) * dot(c, c)) for c in chosen]
        if all(product % (n - 1) == 0 and product**2 < bound for product, bound in products):
            chosen.append(new)
    return np.array(chosen).T


def lifted(rng, deviations, spread=4):
    """Return a table of positive numbers with these deviations from whole means."""
    least = 1 - deviations.min(axis=0)
    return exact((deviations + [int(low) + rng.randrange(spread) for low in least]).tolist())


def told(rng, X, verb="are"):
    """Return the sentence that says what the rows and columns of a table are."""
    who, *what = rng.choice(STORIES)
    names = what[: X.shape[1]]
    listed = ", ".join(names[:-1]) + " and " + names[-1]
    return f"{WORDS[len(X)]} {who}: the columns of $X = {tex(X)}$ {verb} {listed}."


def centring(X):
    """Return the centred table, and the steps that lead to it."""
    n, letters = len(X), [rf"\bar x_{j + 1}" for j in range(X.shape[1])]
    means = X.sum(axis=0) / n
    taken = [equal(name(letters[j], means[j]), total(X[:, j]) / n, means[j]) for j in range(X.shape[1])]
    Xc = X - means
    return Xc, (
        step("Take the mean of each column.", *taken),
        step("Subtract each mean from its column.", equal(name("X_c", Xc), Xc)),
    )


def products(Xc, letter, divisor=1):
    """Return a formula for each pair of columns: the sum of their products, over a divisor."""
    formulas = []
    for j, k in itertools.combinations_with_replacement(range(Xc.shape[1]), 2):
        pairs = zip(Xc[:, j], Xc[:, k], strict=True)
        added = total(term(x) ** 2 if j == k else term(x) * y for x, y in pairs)
        quotient = added if divisor == 1 else added / divisor
        formulas.append(equal(name(f"{letter}_{{{j + 1}{k + 1}}}", quotient.value), quotient, quotient.value))
    return formulas


def covariance(Xc):
    """Return the covariance matrix of a centred table, and the steps that lead to it."""
    divisor = len(Xc) - 1
    S = Xc.T @ Xc / divisor
    twice = "the covariance" if len(S) == 2 else "each covariance"
    return S, (
        step(
            "Add the products of the deviations, and divide by one less than the number of rows.", *products(Xc, "s", divisor)
        ),
        step(f"Put them into the matrix, {twice} twice.", equal(name("S", S), S)),
    )


def is_square(x):
    """Whether a whole number is a square."""
    return x >= 0 and math.isqrt(int(x)) ** 2 == x
