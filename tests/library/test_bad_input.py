"""Every public function refuses bad input by the name of its argument, and takes good input in any form.

What each check refuses, and in which words, stands in test_check.py; here one or two kinds a function show that it asks.
"""

import inspect
import re
from typing import NamedTuple

import matplotlib.figure
import numpy as np
import pytest
import scipy.sparse

import svdbook
import svdlib
from svdbook import (
    Layer,
    check,
    dask_client,
    draw_layer,
    label_lines,
    load_experiment,
    load_photo,
    network_scores,
    plot_arrows,
    plot_circle,
    plot_singular_values,
    show_image,
    show_matrix,
    train_network,
)
from svdlib import (
    approximation_errors,
    bidiagonalize,
    break_even_rank,
    break_even_width,
    compress_image,
    correlation,
    count_macs,
    count_parameters,
    covariance,
    energy,
    factor_convolution,
    factor_layer,
    filter_factors,
    four_subspaces,
    low_rank,
    lstsq,
    matrix_rank,
    optimal_threshold,
    pca,
    pca_of_blocks,
    pinv,
    psnr,
    randomized_svd,
    rank_for_energy,
    ridge,
    separate_filter,
    ssim,
    storage,
    svd,
    svd_by_eigh,
    svd_by_jacobi,
    svd_by_power,
    svd_of_blocks,
    truncated_svd,
)
from svdlib.estimators import PrincipalComponents
from tests.library.bad_values import (
    BAD_IMAGES,
    BAD_INTEGERS,
    BAD_MATRICES,
    BAD_NUMBERS,
    BAD_NUMBERS_OF_ANY_KIND,
    BAD_RIGHT_SIDES,
    BAD_SAMPLES,
    BAD_SPECTRA,
    BAD_STACKS,
    BAD_TOLERANCES,
    NO_INTEGER,
    PHOTO,
    SPARSE,
    A,
)

THREE = np.stack([A, A, A])
S = [3.0, 2.0, 1.0]
SMALL = compress_image(PHOTO, 2)
LAYER = Layer(np.eye(3), np.zeros(3))


def axes():
    return matplotlib.figure.Figure().subplots()


# Functions by what they take; a key is the function's name, and the argument's where it has several of the kind.
STACKS = {
    "svd": (svd, "A"),
    "low_rank": (lambda A: low_rank(A, 1), "A"),
    "pinv": (pinv, "A"),
    "lstsq": (lambda A: lstsq(A, np.ones(4)), "A"),
    "ridge": (lambda A: ridge(A, np.ones(4), 1.0), "A"),
}
STACKS_OR_VECTORS = {"matrix_rank": (matrix_rank, "A")}
MATRICES = {
    "svd_by_eigh": (svd_by_eigh, "A"),
    "four_subspaces": (four_subspaces, "A"),
    "svd_by_jacobi": (svd_by_jacobi, "A"),
    "svd_by_power": (lambda A: svd_by_power(A, 1), "A"),
    "bidiagonalize": (bidiagonalize, "A"),
    "svd_of_blocks": (lambda block: svd_of_blocks([A, block], 1), r"blocks\[1\]"),
    "pca_of_blocks": (lambda block: pca_of_blocks([A, block], 1), r"blocks\[1\]"),
    "factor_layer": (lambda W: factor_layer(W, 1), "W"),
    "separate_filter": (lambda K: separate_filter(K, 1), "K"),
}
WEIGHTS = {"factor_convolution": (lambda W: factor_convolution(W, 1), "W")}
SAMPLES = {
    "covariance": (covariance, "X"),
    "correlation": (correlation, "X"),
    "pca inverse_transform": (lambda scores: pca(A, 1).inverse_transform(scores), "scores"),
}
SAMPLES_SPARSE_TOO = {
    "pca": (lambda X: pca(X, 1), "X"),
    "pca transform": (lambda X: pca(A, 1).transform(X), "X"),
}
SAMPLES_OF_ANY_SHAPE = {
    "network_scores": (lambda X: network_scores([LAYER], X), "X"),
    "train_network": (lambda X: train_network([LAYER], X, [0, 1, 2, 0]), "X"),
}
CLASSES = {"train_network y": (lambda y: train_network([LAYER], A, y), "y")}
FIGURES = {
    "show_matrix": (lambda A: show_matrix(axes(), A), "A"),
    "plot_arrows": (lambda vectors: plot_arrows(axes(), vectors), "vectors"),
    "plot_circle": (lambda M: plot_circle(axes(), M), "M"),
}
SPARSE_TOO = {
    "randomized_svd": (lambda A: randomized_svd(A, 1), "A"),
    "truncated_svd": (lambda A: truncated_svd(A, 1), "A"),
}
RIGHT_SIDES = {"lstsq b": (lambda b: lstsq(A, b), "b"), "ridge b": (lambda b: ridge(A, b, 1.0), "b")}
SPECTRA = {
    "approximation_errors": (approximation_errors, "s"),
    "energy": (energy, "s"),
    "rank_for_energy": (lambda s: rank_for_energy(s, 0.9), "s"),
    "filter_factors": (lambda s: filter_factors(s, alpha=1), "s"),
    "plot_singular_values": (lambda s: plot_singular_values(axes(), s), "s"),
}
SPECTRA_OR_NONE = {"optimal_threshold s": (lambda s: optimal_threshold(3, 4, s=s), "s")}
IMAGES = {
    "compress_image": (lambda image: compress_image(image, 1), "image"),
    "show_image": (lambda image: show_image(axes(), image), "image"),
    "psnr original": (lambda image: psnr(image, PHOTO), "original"),
    "psnr image": (lambda image: psnr(PHOTO, image), "image"),
    "ssim original": (lambda image: ssim(image, PHOTO), "original"),
    "ssim image": (lambda image: ssim(PHOTO, image), "image"),
}


class Range(NamedTuple):
    """A function of one number, the argument's name, and the least and the largest that it takes."""

    function: object
    name: str
    low: float = 1
    high: float | None = None


INTEGERS = {
    "low_rank k": Range(lambda k: low_rank(A, k), "k", 1, 3),
    "SVD.truncate k": Range(lambda k: svd(A).truncate(k), "k", 1, 3),
    "compress_image k": Range(lambda k: compress_image(PHOTO, k), "k", 1, 10),
    "svd_by_power k": Range(lambda k: svd_by_power(A, k), "k", 1, 3),
    "svd_by_power max_iter": Range(lambda n: svd_by_power(np.eye(3), 1, max_iter=n), "max_iter"),
    "truncated_svd k": Range(lambda k: truncated_svd(A, k), "k", 1, 3),
    "truncated_svd k, sparse": Range(lambda k: truncated_svd(scipy.sparse.csr_array(A), k), "k", 1, 3),
    "svd_of_blocks k": Range(lambda k: svd_of_blocks([A[:2], A[2:]], k), "k"),
    "randomized_svd n_components": Range(lambda k: randomized_svd(A, k), "n_components", 1, 3),
    "randomized_svd n_oversamples": Range(lambda p: randomized_svd(A, 1, n_oversamples=p), "n_oversamples", 0),
    "randomized_svd n_iter": Range(lambda q: randomized_svd(A, 1, n_iter=q), "n_iter", 0),
    "factor_convolution k": Range(lambda k: factor_convolution(A[..., None, None], k), "k", 1, 3),
    "factor_convolution k, spatial": Range(lambda k: factor_convolution(A[..., None, None], k, "spatial"), "k", 1, 3),
    "factor_layer k": Range(lambda k: factor_layer(A, k), "k", 1, 3),
    "dask_client n_workers": Range(lambda n: dask_client(n).close(), "n_workers"),
    "separate_filter k": Range(lambda k: separate_filter(A, k), "k", 1, 3),
    "storage m": Range(lambda m: storage(m, 12, 1), "m"),
    "storage n": Range(lambda n: storage(12, n, 1), "n"),
    "storage k": Range(lambda k: storage(10, 12, k), "k", 1, 10),
    "break_even_rank m": Range(lambda m: break_even_rank(m, 3), "m"),
    "break_even_rank n": Range(lambda n: break_even_rank(3, n), "n"),
    "optimal_threshold m": Range(lambda m: optimal_threshold(m, 3, noise=1), "m"),
    "optimal_threshold n": Range(lambda n: optimal_threshold(3, n, noise=1), "n"),
    "count_parameters m": Range(lambda m: count_parameters(m, 3), "m"),
    "count_parameters n": Range(lambda n: count_parameters(3, n), "n"),
    "count_macs m": Range(lambda m: count_macs(m, 3), "m"),
    "count_macs n": Range(lambda n: count_macs(3, n), "n"),
    "draw_layer m": Range(lambda m: draw_layer(m, 3), "m"),
    "draw_layer n": Range(lambda n: draw_layer(3, n), "n"),
    "train_network epochs": Range(lambda n: train_network([LAYER], A, [0] * 4, epochs=n), "epochs"),
    "train_network batch_size": Range(lambda n: train_network([LAYER], A, [0] * 4, batch_size=n), "batch_size"),
    "break_even_width m": Range(lambda m: break_even_width(m, 3), "m"),
    "break_even_width n": Range(lambda n: break_even_width(3, n), "n"),
}
INTEGERS_OR_NONE = {
    "count_parameters k": Range(lambda k: count_parameters(10, 12, k), "k", 1, 10),
    "count_macs k": Range(lambda k: count_macs(10, 12, k), "k", 1, 10),
    "pca k": Range(lambda k: pca(A, k), "k", 1, 3),
    "pca_of_blocks k": Range(lambda k: pca_of_blocks([A[:2], A[2:]], k), "k", 1, 3),
    "pca k, sparse": Range(lambda k: pca(scipy.sparse.csr_array(A), k), "k", 1, 3),
    "filter_factors k": Range(lambda k: filter_factors(S, k=k), "k", 1, 3),
}
NUMBERS = {
    "rank_for_energy fraction": Range(lambda fraction: rank_for_energy(S, fraction), "fraction", 0, 1),
    "svd_by_power tol": Range(lambda tol: svd_by_power(A, 1, tol=tol), "tol", 0),
    "train_network rate": Range(lambda rate: train_network([LAYER], A, [0] * 4, rate=rate), "rate", 0),
    "ridge alpha": Range(lambda alpha: ridge(A, np.ones(4), alpha), "alpha", 0),
    "show_matrix reach": Range(lambda reach: show_matrix(axes(), A, reach=reach), "reach", 0),
    "filter_factors alpha": Range(lambda alpha: filter_factors(S, alpha=alpha), "alpha", 0),
    "filter_factors rtol": Range(lambda rtol: filter_factors(S, rtol=rtol), "rtol", 0),
    "optimal_threshold noise": Range(lambda noise: optimal_threshold(3, 4, noise=noise), "noise", 0),
}
TOLERANCES = {
    "matrix_rank tol": (lambda tol: matrix_rank(THREE, tol), "tol"),
    "matrix_rank rtol": (lambda rtol: matrix_rank(THREE, rtol=rtol), "rtol"),
    "pinv rcond": (lambda rcond: pinv(THREE, rcond), "rcond"),
    "pinv rtol": (lambda rtol: pinv(THREE, rtol=rtol), "rtol"),
    "lstsq rcond": (lambda rcond: lstsq(THREE, np.ones(4), rcond), "rcond"),
}


def some(bad, *kinds):
    """Choose some kinds of bad value."""
    return {kind: bad[kind] for kind in kinds}  # "masked" is what a further check, of np.asarray(A), would not see


BAD_WEIGHTS = some(BAD_STACKS, "nan", "masked") | {
    "vector": (np.ones(3), ValueError, r"{name} must have 4 dimensions \(n, c, h, w\), got shape \(3,\)"),
    "matrix": (A, ValueError, r"{name} must have 4 dimensions \(n, c, h, w\), got shape \(4, 3\)"),
    "empty": (np.ones((3, 0, 2, 2)), ValueError, "{name} must not be empty"),
}

BAD_SAMPLES_OF_ANY_SHAPE = {
    "nan": (np.array([[np.nan, 1, 2]]), ValueError, r"{name} must be finite, got nan at index \(0, 0\)"),
    "complex": (A + 1j, TypeError, "{name} must hold real numbers, got dtype complex128"),
    "vector": ([1.0, 2, 3], ValueError, r"{name} must hold samples along its first axis.* got shape \(3,\)"),
    "empty": (np.zeros((0, 3)), ValueError, "{name} must hold samples .* and not be empty"),
}

BAD_CLASSES = some(BAD_NUMBERS_OF_ANY_KIND, "text", "masked") | {
    "floats": ([0.0, 1, 2, 0], TypeError, "{name} must hold integers, the classes, got dtype float64"),
    "truths": ([True] * 4, TypeError, "{name} must hold "),
    "too few": ([0, 1], ValueError, r"{name} must hold one class for each of the 4 samples of X, got shape \(2,\)"),
    "negative": ([0, -1, 2, 0], ValueError, r"{name} must hold classes in 0\.\.2, got -1\.\.2"),
    "too large": ([0, 3, 2, 0], ValueError, r"{name} must hold classes in 0\.\.2, got 0\.\.3"),
}


def cases(*pairs):
    """Cross each table of functions with each kind of bad value for it."""
    return [
        pytest.param(function, value, error, words.format(name=name), id=f"{label}: {kind}")
        for functions, bad in pairs
        for label, (function, name, *_) in functions.items()
        for kind, (value, error, words) in bad.items()
    ]


@pytest.mark.parametrize(
    ("function", "value", "error", "words"),
    cases(
        (STACKS, some(BAD_STACKS, "nan", "vector", "masked")),
        (STACKS_OR_VECTORS, some(BAD_STACKS, "nan", "masked")),
        (MATRICES, some(BAD_MATRICES, "nan", "stack", "masked") | SPARSE),
        (SPARSE_TOO, some(BAD_MATRICES, "nan", "stack", "masked")),
        (WEIGHTS, BAD_WEIGHTS),
        (SAMPLES, some(BAD_SAMPLES, "nan", "stack", "complex", "masked") | SPARSE),
        (SAMPLES_SPARSE_TOO, some(BAD_SAMPLES, "nan", "stack", "complex", "masked")),
        (SAMPLES_OF_ANY_SHAPE, BAD_SAMPLES_OF_ANY_SHAPE),
        (CLASSES, BAD_CLASSES),
        (FIGURES, some(BAD_SAMPLES, "nan", "stack", "complex", "masked")),
        (RIGHT_SIDES, some(BAD_RIGHT_SIDES, "nan", "too short", "masked")),
        (SPECTRA, some(BAD_SPECTRA, "nan", "unsorted", "bool", "masked")),
        (SPECTRA_OR_NONE, some(BAD_SPECTRA, "nan", "unsorted", "bool", "masked")),
        (IMAGES, some(BAD_IMAGES, "floats", "vector")),
        (INTEGERS, some(BAD_INTEGERS, "true", "float") | NO_INTEGER),
        (INTEGERS_OR_NONE, some(BAD_INTEGERS, "true", "float")),
        (NUMBERS, some(BAD_NUMBERS, "true", "nan", "negative")),
        (TOLERANCES, some(BAD_TOLERANCES, "true", "negative", "matrix")),
    ),
)
def test_wrong_values(function, value, error, words):
    with pytest.raises(error, match=words):
        function(value)


@pytest.mark.parametrize("range_", (INTEGERS | INTEGERS_OR_NONE).values(), ids=INTEGERS | INTEGERS_OR_NONE)
def test_integers_out_of_range(range_):
    span = f"in {range_.low}\\.\\.{range_.high}" if range_.high else f"at least {range_.low}"
    for value in (range_.low - 1, -7, *([range_.high + 1, 10**30] if range_.high else [])):
        with pytest.raises(ValueError, match=f"{range_.name} must be {span}, got {value}$"):
            range_.function(value)
    for good in (range_.low, np.int8(range_.low)):
        range_.function(good)


@pytest.mark.parametrize("range_", NUMBERS.values(), ids=NUMBERS)
def test_numbers_out_of_range(range_):
    if range_.high is not None:
        with pytest.raises(ValueError, match=f"{range_.name} must be in 0..1, got 1.1"):
            range_.function(1.1)
    for good in (range_.low, 1, 0.5, np.float32(0.5)):
        range_.function(good)


def test_every_public_function_is_in_a_table():
    tables = (
        STACKS,
        STACKS_OR_VECTORS,
        MATRICES,
        WEIGHTS,
        SAMPLES,
        SAMPLES_OF_ANY_SHAPE,
        FIGURES,
        SPARSE_TOO,
        SPECTRA,
        IMAGES,
        INTEGERS,
        INTEGERS_OR_NONE,
        NUMBERS,
        TOLERANCES,
    )
    tested = {label.split()[0] for table in tables for label in table}
    functions = {name for module in (svdlib, svdbook) for name in module.__all__ if inspect.isfunction(getattr(module, name))}
    no_arguments = {"load_life_expectancy", "load_mnist", "load_people", "load_returns", "load_speeches", "use_book_style"}
    below = {"load_experiment", "load_photo", "check", "expect_error", "label_lines"}
    drills = {"drill", "drill_kinds"}  # tests/drills
    assert functions - tested == no_arguments | below | drills


EVERY_MATRIX = STACKS | STACKS_OR_VECTORS | MATRICES | SAMPLES | SAMPLES_SPARSE_TOO | SPARSE_TOO
SAME = {
    "a list": lambda A: A.tolist(),
    "read only": lambda A: _frozen(A),
    "Fortran order": np.asfortranarray,
    "every other row": lambda A: np.repeat(A, 2, axis=0)[::2],
    "upside down": lambda A: A[::-1].copy()[::-1],
    "big-endian": lambda A: A.astype(">f8"),
    "float32": lambda A: A.astype(np.float32),
    "int8": lambda A: A.astype(np.int8),
    "uint64": lambda A: A.astype(np.uint64),
}


def _frozen(A):
    A = A.copy()
    A.flags.writeable = False
    return A


def _flat(result):
    parts = result if isinstance(result, tuple) else (result,)
    return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts if part is not None])


@pytest.mark.parametrize("form", SAME.values(), ids=SAME)
@pytest.mark.parametrize(("function", "name"), EVERY_MATRIX.values(), ids=EVERY_MATRIX)
def test_the_same_numbers_in_another_form(function, name, form):
    given_ = np.array([[3.0, 1, 0], [1, 4, 1], [0, 2, 5], [2, 0, 1]])
    if name == "scores":
        given_ = given_[:, :1]
    same = form(given_)
    before = np.array(same)
    if function is SPARSE_TOO["randomized_svd"][0]:
        function = lambda A: randomized_svd(A, 1, random_state=0)  # noqa: E731
    assert np.allclose(_flat(function(same)), _flat(function(given_)), rtol=0, atol=2e-5)
    assert np.array_equal(np.array(same), before)


TOP = np.outer([1.7e308, -1.7e308, 1.7e308, 1.7e308], [1, 1, 1])


@pytest.mark.parametrize(("function", "name"), (EVERY_MATRIX | WEIGHTS).values(), ids=EVERY_MATRIX | WEIGHTS)
def test_an_overflow_is_told_of_the_argument_that_was_given(function, name):
    given_ = {"scores": TOP[:, :1]}.get(
        name, np.stack([[TOP] * 2] * 2) if function is WEIGHTS["factor_convolution"][0] else TOP
    )
    try:
        result = _flat(function(given_))
    except ValueError as error:
        assert re.match(rf"(blocks|{name})( and b)? must ", str(error))  # noqa: PT017
    else:
        assert np.isfinite(result).all()


EMPTY = np.zeros((0, 3))
OTHERS = {
    "empty low_rank": (lambda: low_rank(EMPTY, 1), ValueError, r"A must not be empty.* got shape \(0, 3\)"),
    "empty truncated_svd": (lambda: truncated_svd(EMPTY, 1), ValueError, "A must not be empty"),
    "empty sparse": (lambda: truncated_svd(scipy.sparse.csr_array((0, 3)), 1), ValueError, "A must not be empty"),
    "empty randomized_svd": (lambda: randomized_svd(EMPTY, 1), ValueError, "A must not be empty"),
    "empty svd_by_power": (lambda: svd_by_power(EMPTY, 1), ValueError, "A must not be empty"),
    "empty layer": (lambda: factor_layer(EMPTY, 1), ValueError, "W must not be empty"),
    "scheme": (
        lambda: factor_convolution(np.ones((2, 2, 2, 2)), 1, scheme="both"),
        ValueError,
        "scheme must be one of channel, spatial, got 'both'",
    ),
    "empty filter": (lambda: separate_filter(EMPTY, 1), ValueError, "K must not be empty"),
    "empty covariance": (lambda: covariance(EMPTY), ValueError, r"X must have at least one sample .* got shape \(0, 3\)"),
    "empty correlation": (lambda: correlation(EMPTY.T), ValueError, "X must have at least one sample"),
    "empty pca": (lambda: pca(EMPTY, 1), ValueError, "X must have at least one sample"),
    "one sample": (lambda: covariance([[1, 2]]), ValueError, r"X must have at least two samples .* got shape \(1, 2\)"),
    "correlation of one": (lambda: correlation([[1, 2]]), ValueError, "X must have at least two samples"),
    "constant": (lambda: correlation([[1, 2], [3, 2]]), ValueError, "got column 1 constant"),
    "other columns": (lambda: pca(A, 2).transform(A.T), ValueError, r"X must have 3 columns, got shape \(3, 4\)"),
    "svd of no Hermitian": (lambda: svd([[1, 2], [3, 4]], hermitian=True), ValueError, "A must be Hermitian"),
    "rank of no Hermitian": (lambda: matrix_rank(A, hermitian=True), ValueError, "A must be square to be Hermitian"),
    "pinv of no Hermitian": (lambda: pinv([[1, 2], [3, 4]], hermitian=True), ValueError, "A must be Hermitian"),
    "scores of an estimator": (
        lambda: PrincipalComponents(1).fit(A).inverse_transform(np.ma.masked_equal(A[:, :1], 3)),
        TypeError,
        "X must not be a masked array",
    ),
    "no share": (lambda: pca(A, 0.0), TypeError, r"k must be an integer in 1..3, a fraction between 0 and 1, or None, got 0.0"),
    "whole share": (lambda: pca(A, 1.0), TypeError, "k must be an integer .* got 1.0"),
    "whiten": (lambda: pca(A, 1, whiten=1), TypeError, "whiten must be True or False, got 1"),
    "whiten blocks": (lambda: pca_of_blocks([A], 1, whiten=None), TypeError, "whiten must be True or False, got None"),
    "complex blocks": (lambda: pca_of_blocks([A * 1j]), TypeError, "blocks must hold real numbers, got dtype complex128"),
    "no share of blocks": (lambda: pca_of_blocks([A], -0.5), TypeError, "k must be an integer in 1..3, .* got -0.5"),
    "variance of blocks": (lambda: pca_of_blocks([1e200 * A], 1), ValueError, "blocks must have variances below"),
    "scores of blocks": (
        lambda: (lambda model: model.inverse_transform(model.scores))(pca_of_blocks([A], 1)),
        TypeError,
        "scores must hold numbers",
    ),
    "sparse complex samples": (
        lambda: pca(scipy.sparse.csr_array(A * 1j), 1),
        TypeError,
        "X must hold real numbers, got dtype",
    ),
    "sparse nan sample": (lambda: pca(scipy.sparse.csr_array([[np.nan]]), 1), ValueError, "X must be finite, got nan"),
    "other columns, sparse": (
        lambda: pca(A, 2).transform(scipy.sparse.csr_array(A.T)),
        ValueError,
        r"X must have 3 columns, got shape \(3, 4\)",
    ),
    "single precision overflows": (
        lambda: pca(np.float32([[0, 0], [1e30, 0]]), 1),
        ValueError,
        r"X must have variances below 3.4e\+38",
    ),
    "other scores": (lambda: pca(A, 2).inverse_transform(A), ValueError, r"scores must have 2 columns, got shape \(4, 3\)"),
    "both rcond and rtol": (
        lambda: pinv(A, 1, rtol=1),
        ValueError,
        "`rtol` and `rcond` can't be both set, got rtol=1, rcond=1",
    ),
    "no filter": (lambda: filter_factors(S), ValueError, "give one of k, rtol and alpha, got k=None"),
    "two filters": (lambda: filter_factors(S, k=1, alpha=1), ValueError, "give one of k, rtol and alpha, got k=1"),
    "neither s nor noise": (lambda: optimal_threshold(3, 4), ValueError, "give either s or noise"),
    "both s and noise": (lambda: optimal_threshold(3, 4, s=S, noise=1), ValueError, "give either s or noise"),
    "part of s": (lambda: optimal_threshold(4, 4, s=S), ValueError, r"s must hold all 4 singular values, got shape \(3,\)"),
    "approximation overflows": (
        lambda: low_rank(1.7e308 * np.array([[1, 1], [1, 0]]), 1),
        ValueError,
        "A must have an approximation below",
    ),
    "threshold overflows": (lambda: optimal_threshold(99, 99, noise=1e308), ValueError, "noise must give a threshold below"),
    "threshold of s overflows": (lambda: optimal_threshold(1, 1, s=[1.7e308]), ValueError, "s must give a threshold below"),
    "scores overflow": (lambda: pca([[0.0, 0], [1, 1]], 1).transform([[1.7e308] * 2]), ValueError, "X must have scores below"),
    "samples overflow": (
        lambda: pca([[0.0, 0], [1, 1]], 2).inverse_transform([[1.7e308] * 2]),
        ValueError,
        "scores must have samples below",
    ),
    "blocks overflow": (
        lambda: svd_of_blocks([np.full((3, 2), 1.7e308)], 1),
        ValueError,
        "blocks must have singular values below",
    ),
    "norm overflows": (lambda: approximation_errors([1e308] * 9), ValueError, "s must have a norm below"),
    "n_iter": (lambda: randomized_svd(A, 1, n_iter="many"), TypeError, "n_iter must be an integer .* got 'many'"),
    "seed text": (lambda: randomized_svd(A, 1, random_state="x"), TypeError, "random_state must be an integer .* got 'x'"),
    "seed float": (lambda: randomized_svd(A, 1, random_state=1.5), TypeError, "random_state must be an integer .* got 1.5"),
    "seed true": (lambda: randomized_svd(A, 1, random_state=True), TypeError, "random_state must be an integer .* got True"),
    "seed numpy true": (lambda: randomized_svd(A, 1, random_state=np.True_), TypeError, "random_state must be an integer"),
    "seed negative": (lambda: randomized_svd(A, 1, random_state=-1), ValueError, "random_state must be .* got -1"),
    "sparse nan": (lambda: truncated_svd(scipy.sparse.csr_array([[np.nan]]), 1), ValueError, "A must be finite, got nan"),
    "sparse nan at": (
        lambda: randomized_svd(scipy.sparse.csc_array([[1, 0, 0], [2, 0, np.nan]]), 1),
        ValueError,
        r"got nan at index \(1, 2\)",
    ),
    "sparse vector": (lambda: truncated_svd(scipy.sparse.coo_array([1.0, 2]), 1), ValueError, "A must have 2 dimensions"),
    "sparse objects": (lambda: truncated_svd(scipy.sparse.csr_array(A).astype("g"), 1), TypeError, "A must hold numbers"),
    "no block": (lambda: svd_of_blocks([], 1), ValueError, "blocks must hold at least one block, got none"),
    "no row": (lambda: svd_of_blocks([EMPTY], 1), ValueError, "blocks must not be empty"),
    "no column": (lambda: svd_of_blocks([EMPTY.T], 1), ValueError, r"blocks\[0\] must have at least one column, got shape"),
    "blocks of two widths": (
        lambda: svd_of_blocks([A, A.T], 1),
        ValueError,
        r"one number of columns, got 3 in blocks\[0\] and 4 in blocks\[1\]",
    ),
    "a matrix for blocks": (
        lambda: svd_of_blocks(A, 1),
        ValueError,
        r"blocks\[0\] must have at least 2 dim.* got shape \(3,\)",
    ),
    "no iterable": (lambda: svd_of_blocks(3, 1), TypeError, "blocks must be an iterable of matrices, got 3"),
    "text blocks": (lambda: svd_of_blocks("blocks", 1), TypeError, "blocks must be an iterable of matrices, got 'blocks'"),
    "sparse blocks": (
        lambda: svd_of_blocks([scipy.sparse.csr_array(A)], 1),
        TypeError,
        r"blocks\[0\] must be dense, got a sparse",
    ),
    "too many of blocks": (lambda: svd_of_blocks([A], 4), ValueError, r"k must be in 1\.\.3, got 4"),
    "both tolerances": (lambda: matrix_rank(A, 1, rtol=1), ValueError, "`tol` and `rtol` can't be both set, got tol=1, rtol=1"),
    "singular value overflows": (lambda: svd(np.full((3, 3), 1e308)), ValueError, "A must have singular values below 1.8e.308"),
    "masked row": (lambda: svd([np.ma.masked_equal([1.0, 2.0], 1), [3, 4]]), TypeError, "A must not be a masked array"),
    "big-endian longdouble": (lambda: svd(np.eye(2, dtype=">g")), TypeError, "A must hold numbers of at most 64 bits"),
    "dtype syntax": (lambda: compress_image(PHOTO, 1, "f,,"), ValueError, "dtype must be one of .* got 'f,,'"),
    "dtype pair": (lambda: compress_image(PHOTO, 1, ("f4", -1)), ValueError, "dtype must be one of"),
    "photo array": (lambda: load_photo(np.array(["camera"])), ValueError, "name must be one of"),
    "exercise module": (lambda: check("__init__.x", 1), ValueError, "name must be that of an exercise"),
    "save none": (lambda: SMALL.save(None), TypeError, "path must be a str or path-like, got None"),
    "save number": (lambda: SMALL.save(3), TypeError, "path must be a str or path-like, got 3"),
    "save nowhere": (lambda: SMALL.save(""), ValueError, "path must name a file, got ''"),
    "save null": (lambda: SMALL.save("a\0b"), ValueError, "path must name a file, got"),
    "save odd parts": (lambda: svdlib.CompressedImage(1, 2, 3, 4).save("x"), ValueError, "image must have factors that fit"),
    "load number": (lambda: svdlib.CompressedImage.load(0), TypeError, "path must be a str or path-like, got 0"),
    "load none": (lambda: svdlib.CompressedImage.load(None), TypeError, "path must be a str or path-like, got None"),
    "dtype": (lambda: compress_image(PHOTO, 1, "int8"), ValueError, "dtype must be one of uint8, .* got 'int8'"),
    "no dtype": (lambda: compress_image(PHOTO, 1, None), ValueError, "dtype must be one of uint8, .* got None"),
    "odd dtype": (lambda: compress_image(PHOTO, 1, "bytes a number"), ValueError, "dtype must be one of"),
    "shapes": (lambda: psnr(PHOTO, PHOTO.T), ValueError, r"image must have the original's shape \(10, 12\), got \(12, 10\)"),
    "too small": (lambda: ssim(PHOTO[:6], PHOTO[:6]), ValueError, "original must be at least 7 by 7"),
    "photo": (lambda: load_photo("lena"), ValueError, "name must be one of astronaut, .* got 'lena'"),
    "photo none": (lambda: load_photo(None), ValueError, "name must be one of"),
    "experiment": (lambda: load_experiment("luck"), ValueError, "name must be one of adapters, .* got 'luck'"),
    "experiment array": (lambda: load_experiment(np.array(["adapters"])), ValueError, "name must be one of adapters"),
    "experiment none": (lambda: load_experiment(None), ValueError, "name must be one of adapters, .* got None"),
    "exercise": (lambda: check("images.none", 1), ValueError, "name must be that of an exercise, .* got 'images.none'"),
    "chapter": (lambda: check("nowhere.none", 1), ValueError, "got 'nowhere.none'"),
    "no matrix": (lambda: show_matrix(axes(), np.zeros((0, 2))), ValueError, r"A must have at least one .* got shape \(0, 2\)"),
    "arrows in space": (lambda: plot_arrows(axes(), np.eye(3)), ValueError, r"vectors must have two rows.* got shape \(3, 3\)"),
    "flat circle": (lambda: plot_circle(axes(), np.ones((2, 3))), ValueError, r"M must have 2 columns, got shape \(2, 3\)"),
    "nothing to label": (lambda: label_lines(axes()), ValueError, "ax must hold lines with labels, .* got 0"),
    "one layer": (lambda: network_scores(LAYER, A), TypeError, "layers must be a list of svdbook.Layer, got Layer"),
    "no layer": (lambda: network_scores([], A), ValueError, "layers must hold at least one layer, got none"),
    "arrays for layers": (lambda: network_scores([A], A), TypeError, "layers must be a list of svdbook.Layer"),
    "bias too long": (
        lambda: network_scores([Layer(np.eye(3), np.zeros(4))], A),
        ValueError,
        r"layers\[0\] must have real W of shape \(m, n\) and b of shape \(n,\), got \(3, 3\) and \(4,\)",
    ),
    "text weights": (lambda: network_scores([LAYER, Layer("W", "b")], A), TypeError, r"layers\[1\]\.W must hold numbers"),
    "nan weights": (
        lambda: network_scores([Layer(np.full((3, 3), np.nan), np.zeros(3))], A),
        ValueError,
        r"layers\[0\]\.W must be finite",
    ),
    "no such activation": (
        lambda: network_scores([LAYER._replace(activation="tanh")], A),
        ValueError,
        r"layers\[0\]\.activation must be one of identity, relu, sigmoid, got 'tanh'",
    ),
    "activation to draw": (lambda: draw_layer(3, 3, None), ValueError, "activation must be one of .* got None"),
    "layers that do not fit": (
        lambda: network_scores([LAYER, Layer(np.eye(4), np.zeros(4))], A),
        ValueError,
        "layers must fit: a layer with 4 inputs got 3 numbers for each sample",
    ),
    "prepare": (lambda: network_scores([LAYER], A, prepare=3), TypeError, "prepare must be a function .* got 3"),
    "seed of training": (
        lambda: train_network([LAYER], A, [0] * 4, random_state="x"),
        TypeError,
        "random_state must be an integer .* got 'x'",
    ),
    "spectrum matrix": (
        lambda: plot_singular_values(axes(), [S, S]),
        ValueError,
        r"s must have one dimension, got shape \(2, 3\)",
    ),
}


@pytest.mark.parametrize(("call", "error", "words"), OTHERS.values(), ids=OTHERS)
def test_others(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_integers_near_the_largest_do_not_wrap():
    top = np.iinfo(np.int64).max
    big = np.array([[top, top], [top, top]])
    for method in (svd, svd_by_eigh, svd_by_jacobi, lambda A: truncated_svd(A, 1), lambda A: randomized_svd(A, 1)):
        assert np.isclose(method(big).s[0], 2.0 * top)
        assert np.isclose(method(np.full((2, 2), np.iinfo(np.uint64).max)).s[0], 2.0 * 2.0**64)
    assert np.allclose(pinv(big) * 4.0 * top, 1)
    assert np.allclose(covariance([[top], [-top]]) / float(top) ** 2, 2)
    assert np.allclose(correlation(np.uint8([[255, 0], [0, 255]])), [[1, -1], [-1, 1]])
    assert np.isclose(lstsq(big, [top, top]).x.sum(), 1)
    assert matrix_rank(big) == 1
    assert np.allclose(energy(np.array([top, top])), [0, 0.5, 1])
