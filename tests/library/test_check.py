"""What each check takes, and every kind of value that it refuses, in its words."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse

from svdlib import _check, lstsq, pca, svd
from svdlib._conventions import per_matrix
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

ANY_SHAPE = {kind: bad for kind, bad in BAD_STACKS.items() if kind not in ("vector", "number")}
REAL = BAD_NUMBERS_OF_ANY_KIND | {kind: BAD_SAMPLES[kind] for kind in ("nan", "inf", "complex")}
CHECKS = {  # each with the name it gives the value
    "as_floats": (_check.as_floats, "A", ANY_SHAPE | SPARSE),
    "as_stack": (_check.as_stack, "A", BAD_STACKS | SPARSE),
    "as_matrix": (lambda A: _check.as_matrix(A, "M"), "M", BAD_MATRICES | SPARSE),
    "as_matrix_or_sparse": (_check.as_matrix_or_sparse, "A", BAD_MATRICES),
    "as_image": (lambda image: _check.as_image(image, "photo"), "photo", BAD_IMAGES),
    "as_real": (lambda X: _check.as_real(X, "numbers"), "numbers", REAL | SPARSE),
    "as_samples": (_check.as_samples, "X", BAD_SAMPLES | SPARSE),
    "as_samples, sparse too": (lambda X: _check.as_samples(X, sparse=True), "X", BAD_SAMPLES),
    "as_right_side": (lambda b: _check.as_right_side(b, A), "b", BAD_RIGHT_SIDES | SPARSE),
    "as_spectrum": (_check.as_spectrum, "s", BAD_SPECTRA | SPARSE),
    "as_number": (lambda value: _check.as_number(value, "alpha"), "alpha", BAD_NUMBERS),
    "as_integer": (lambda value: _check.as_integer(value, "k"), "k", BAD_INTEGERS | NO_INTEGER),
    "as_rank": (lambda k: _check.as_rank(k, (4, 3), "width"), "width", BAD_INTEGERS | NO_INTEGER),
    "as_components": (lambda k: _check.as_components(k, (4, 3)), "k", BAD_INTEGERS),
    "as_generator": (lambda seed: _check.as_generator(seed, "seed"), "seed", BAD_INTEGERS),
    "as_tolerance": (
        lambda value: _check.as_tolerance(value, "tol"),
        "tol",
        {kind: bad for kind, bad in BAD_TOLERANCES.items() if kind not in ("matrix", "none at all")},
    ),
    "per_matrix": (lambda value: per_matrix(value, "tol", np.ones((3, 2))), "tol", BAD_TOLERANCES),
}


@pytest.mark.parametrize(
    ("check", "value", "error", "words"),
    [
        pytest.param(check, value, error, words.format(name=name), id=f"{label}: {kind}")
        for label, (check, name, bad) in CHECKS.items()
        for kind, (value, error, words) in bad.items()
    ],
)
def test_refused(check, value, error, words):
    with pytest.raises(error, match=words):
        check(value)


def test_every_check_is_tested():
    tested = {label.split(",")[0] for label in CHECKS}
    elsewhere = {"as_choice", "as_dtype", "as_path", "as_truth"}  # below
    assert {name for name in vars(_check) if name.startswith("as_")} <= tested | elsewhere


def test_numbers_are_taken_in_the_precision_they_come_in():
    for given, floats, numbers in (
        ("f2", "f4", "f4"),
        ("f4", "f4", "f4"),
        (">f8", "f8", "f8"),
        ("c8", "c8", "c8"),
        ("u1", "f8", "u1"),
        ("?", "f8", "?"),
    ):
        value = np.ones((2, 2), given)
        assert _check.as_floats(value).dtype == floats
        assert _check.as_floats(value, widen=False).dtype == numbers
    assert _check.as_matrix(A) is A or np.shares_memory(_check.as_matrix(A), A)


def test_ranges():
    assert _check.as_integer(np.int8(3), "k", 1, 3) == 3
    for value, words in ((0, r"k must be in 1\.\.3, got 0"), (4, r"got 4"), (10**30, "got 1000")):
        with pytest.raises(ValueError, match=words):
            _check.as_integer(value, "k", 1, 3)
    with pytest.raises(ValueError, match="k must be at least 2, got 1"):
        _check.as_integer(1, "k", 2)
    assert _check.as_number(np.float32(0.5), "share", 0, 1) == 0.5
    with pytest.raises(ValueError, match=r"share must be in 0\.\.1, got 1\.1"):
        _check.as_number(1.1, "share", 0, 1)
    with pytest.raises(ValueError, match=r"W must not be empty.* got shape \(0, 3\)"):
        _check.as_rank(1, (0, 3), matrix="W")
    with pytest.raises(ValueError, match="s must hold all 4 singular values"):
        _check.as_spectrum([1.0], length=4)
    with pytest.raises(ValueError, match=r"X must have 2 columns, got shape \(4, 3\)"):
        _check.as_samples(A, columns=2)


def test_words_and_paths():
    assert _check.as_choice("b", "which", ("a", "b")) == "b"
    for value in ("c", None, 3, ["a"], np.array(["a"])):
        with pytest.raises(ValueError, match="which must be one of a, b, got "):
            _check.as_choice(value, "which", ("a", "b"))
    assert _check.as_dtype(np.uint8, "dtype", ("uint8",)) == _check.as_dtype(np.dtype("u1"), "dtype", ("uint8",)) == "uint8"
    with pytest.raises(ValueError, match="dtype must be one of uint8, got 'int8'"):
        _check.as_dtype(np.int8, "dtype", ("uint8",))
    assert _check.as_path(b"a/b", "path") == Path("a/b")
    for value, error in ((3, TypeError), (None, TypeError), ("", ValueError), ("/", ValueError), ("a\0", ValueError)):
        with pytest.raises(error, match="path must "):
            _check.as_path(value, "path")
    assert _check.as_truth(np.True_, "flag") is True
    for value in (1, "yes", None):
        with pytest.raises(TypeError, match="flag must be True or False, got "):
            _check.as_truth(value, "flag")


def test_an_overflow_says_what_overflowed():
    assert _check.finite(np.float32([1]), "A must have a norm") == 1
    with pytest.raises(ValueError, match=r"A must have a norm below 3.4e\+38, got one that overflows"):
        _check.finite(np.float32([np.inf]), "A must have a norm")


def test_sparse_matrices_come_back_in_rows_and_finite():
    assert _check.as_matrix_or_sparse(scipy.sparse.coo_array(A.astype(np.int8))).dtype == np.float64
    with pytest.raises(ValueError, match=r"A must be finite, got nan at index \(1, 0\)"):
        _check.as_matrix_or_sparse(scipy.sparse.csc_array([[1.0, 0], [np.nan, 2]]))
    with pytest.raises(ValueError, match=r"A must have 2 dimensions \(m, n\), got shape \(2,\)"):
        _check.as_matrix_or_sparse(scipy.sparse.coo_array([1.0, 2]))


# data frames


PEOPLE = pd.DataFrame({"height": [1.7, 1.8, 1.6], "weight": [70, 85, 55], "sex": ["f", "m", "f"]})
COMPLETE = {
    "floats": PEOPLE[["height"]],
    "floats and integers": PEOPLE[["height", "weight"]],
    "dummies": pd.get_dummies(PEOPLE),
    "truths": pd.get_dummies(PEOPLE[["sex"]]),
    "nullable": PEOPLE[["height", "weight"]].convert_dtypes().assign(tall=pd.array([True, False, True], dtype="boolean")),
    "sparse": pd.get_dummies(PEOPLE, sparse=True),
    "two of one name": pd.concat([PEOPLE[["weight"]]] * 2, axis=1),
}


@pytest.mark.parametrize("frame", COMPLETE.values(), ids=COMPLETE)
def test_frames_of_numbers(frame):
    expected = np.column_stack([frame.iloc[:, i].astype(float) for i in range(frame.shape[1])])
    assert np.array_equal(_check.as_samples(frame), expected)
    assert np.array_equal(svd(frame).s, svd(expected).s)
    assert np.allclose(pca(frame, 1).scores, pca(expected, 1).scores)


def test_columns_and_nullable_arrays():
    expected = lstsq(np.eye(3)[:, :2] + 1, [1.0, 2, 4]).x
    for b in (pd.Series([1, 2, 4], name="y"), pd.Series([1, 2, 4], dtype="Int64"), pd.array([1, 2, 4], dtype="Float64")):
        assert np.allclose(lstsq(np.eye(3)[:, :2] + 1, b).x, expected)
    assert _check.as_floats(pd.DataFrame(index=range(3))).shape == (3, 0)


@pytest.mark.parametrize(
    ("frame", "error", "words"),
    [
        (PEOPLE, TypeError, r"X must hold numbers, got dtype (str|object) in column 'sex': drop it or encode it"),
        (PEOPLE.astype({"sex": "category"}), TypeError, "got dtype category in column 'sex': drop it or encode it"),
        (pd.DataFrame({"born": pd.to_datetime(["2000-01-01"])}), TypeError, r"got dtype datetime64\[.*\] in column 'born'"),
        (pd.DataFrame({0: [1.0, np.nan]}), ValueError, "X must be finite, got missing values in column 0, the first in row 1"),
        (pd.DataFrame({"n": pd.array([1, 2, None])}), ValueError, "got missing values in column 'n', the first in row 2: fill"),
        (pd.DataFrame({"x": [1.0, np.inf]}), ValueError, r"X must be finite, got inf at index \(1, 0\)"),
    ],
)
def test_frames_refused(frame, error, words):
    with pytest.raises(error, match=words):
        _check.as_samples(frame)


def test_columns_refused():
    with pytest.raises(TypeError, match=r"b must hold numbers, got dtype .* in column 'sex'"):
        lstsq(np.eye(3), PEOPLE["sex"])
    with pytest.raises(ValueError, match="b must be finite, got missing values, the first in row 0"):
        lstsq(np.eye(3), pd.array([None, 1, 2], dtype="Int64"))


def test_images_come_back_as_they_are():
    assert np.array_equal(_check.as_image(PHOTO), PHOTO)
