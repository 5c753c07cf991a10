"""Every public function, every kind of bad input: the named error, with the argument's name and what arrived."""

import numpy as np
import pytest
import scipy.sparse

import svdlib
from svdlib import (
    break_even_rank,
    check,
    compress_image,
    load_photo,
    low_rank,
    matrix_rank,
    plot_singular_values,
    psnr,
    show_image,
    ssim,
    storage,
    svd,
)

A = np.arange(12.0).reshape(4, 3)
PHOTO = np.arange(120, dtype=np.uint8).reshape(10, 12)
SMALL = compress_image(PHOTO, 2)

BAD_MATRICES = {
    "nan": (np.full((2, 2), np.nan), ValueError, "A must be finite, got nan at index"),
    "inf": (np.full((2, 2), np.inf), ValueError, "A must be finite, got inf at index"),
    "vector": (np.ones(3), ValueError, r"A must have at least 2 dimensions .* got shape \(3,\)"),
    "number": (3.0, ValueError, "A must have at least 2 dimensions"),
    "ragged": ([[1, 2], [3]], ValueError, "A must be rectangular"),
    "text": ("matrix", TypeError, "A must hold numbers"),
    "texts": ([["a", "b"]], TypeError, "A must hold numbers"),
    "object": (np.array([[{}]]), TypeError, "A must hold numbers.* got dtype object"),
    "none": (None, TypeError, "A must hold numbers"),
    "dates": (np.zeros((2, 2), "M8[D]"), TypeError, "A must hold numbers"),
    "longdouble": (np.ones((2, 2), np.longdouble), TypeError, "A must hold numbers of at most 64 bits"),
    "masked": (np.ma.masked_equal(A, 3), TypeError, "A must not be a masked array"),
    "sparse": (scipy.sparse.csr_array(A), TypeError, "A must be dense, got a sparse csr"),
}
BAD_RANKS = {
    "zero": (0, ValueError, "k must be in 1..{top}, got 0"),
    "negative": (-1, ValueError, "k must be in 1..{top}, got -1"),
    "too large": (11, ValueError, "k must be in 1..{top}, got 11"),
    "true": (True, TypeError, "k must be an integer in 1..{top}, got True"),
    "numpy true": (np.True_, TypeError, "k must be an integer"),
    "float": (2.0, TypeError, "k must be an integer in 1..{top}, got 2.0"),
    "text": ("2", TypeError, "k must be an integer in 1..{top}, got '2'"),
    "none": (None, TypeError, "k must be an integer in 1..{top}, got None"),
    "array": (np.array([1, 2]), TypeError, "k must be an integer"),
}
BAD_IMAGES = {
    "floats": (PHOTO / 255, TypeError, "{name} must hold uint8 pixels, 0 to 255, got dtype float64"),
    "nan": (np.full((9, 9), np.nan), TypeError, "{name} must hold uint8"),
    "integers": (PHOTO.astype(int), TypeError, "{name} must hold uint8"),
    "vector": (PHOTO.ravel(), ValueError, r"{name} must be grey .* got shape \(120,\)"),
    "two channels": (np.zeros((9, 9, 2), np.uint8), ValueError, "{name} must be grey"),
    "alpha": (np.zeros((9, 9, 4), np.uint8), ValueError, "{name} must be grey"),
    "empty": (np.zeros((0, 9), np.uint8), ValueError, "{name} must be grey .* not empty"),
    "text": ("camera", TypeError, "{name} must hold numbers"),
    "none": (None, TypeError, "{name} must hold numbers"),
    "masked": (np.ma.masked_equal(PHOTO, 3), TypeError, "{name} must not be a masked array"),
    "sparse": (scipy.sparse.csr_array(PHOTO), TypeError, "{name} must be dense"),
}


@pytest.mark.parametrize("function", [svd, matrix_rank, lambda A: low_rank(A, 1)], ids=["svd", "matrix_rank", "low_rank"])
@pytest.mark.parametrize(("bad", "error", "words"), BAD_MATRICES.values(), ids=BAD_MATRICES)
def test_matrices(function, bad, error, words):
    with pytest.raises(error, match=words):
        function(bad)


@pytest.mark.parametrize(
    ("function", "top"),
    [
        (lambda k: low_rank(A, k), 3),
        (lambda k: svd(A).truncate(k), 3),
        (lambda k: compress_image(PHOTO, k), 10),
        (lambda k: storage(10, 12, k), 10),
    ],
    ids=["low_rank", "truncate", "compress_image", "storage"],
)
@pytest.mark.parametrize(("bad", "error", "words"), BAD_RANKS.values(), ids=BAD_RANKS)
def test_ranks(function, top, bad, error, words):
    with pytest.raises(error, match=words.format(top=top).replace("..", r"\.\.")):
        function(bad)


def draw(image):
    import matplotlib.figure

    return show_image(matplotlib.figure.Figure().subplots(), image)


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda image: compress_image(image, 1), "image"),
        (draw, "image"),
        (lambda image: psnr(image, PHOTO), "original"),
        (lambda image: psnr(PHOTO, image), "image"),
        (lambda image: ssim(image, PHOTO), "original"),
        (lambda image: ssim(PHOTO, image), "image"),
    ],
    ids=["compress_image", "show_image", "psnr original", "psnr image", "ssim original", "ssim image"],
)
@pytest.mark.parametrize(("bad", "error", "words"), BAD_IMAGES.values(), ids=BAD_IMAGES)
def test_images(function, name, bad, error, words):
    with pytest.raises(error, match=words.format(name=name)):
        function(bad)


def spectrum(s):
    import matplotlib.figure

    return plot_singular_values(matplotlib.figure.Figure().subplots(), s)


OTHERS = {
    "empty matrix": (lambda: low_rank(np.zeros((0, 3)), 1), ValueError, r"A must not be empty.* got shape \(0, 3\)"),
    "both tolerances": (lambda: matrix_rank(A, 1, rtol=1), ValueError, "give tol or rtol, not both; got tol=1, rtol=1"),
    "negative tol": (lambda: matrix_rank(A, -1), ValueError, "tol must be finite and not negative, got -1"),
    "nan tol": (lambda: matrix_rank(A, np.nan), ValueError, "tol must be finite"),
    "negative rtol": (lambda: matrix_rank(A, rtol=-1), ValueError, "rtol must be finite and not negative"),
    "text tol": (lambda: matrix_rank(A, "small"), TypeError, "tol must hold numbers"),
    "complex tol": (lambda: matrix_rank(A, 1j), TypeError, "tol must hold real numbers, got 1j"),
    "bool tol": (lambda: matrix_rank(A, True), TypeError, "tol must hold real numbers, got True"),
    "tol of another shape": (lambda: matrix_rank(A, [1, 2]), ValueError, r"tol must be one number or have shape \(\), got .*2"),
    "rtol of none": (lambda: matrix_rank(A, rtol=[]), ValueError, "rtol must be one number or have shape"),
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
    "no rows": (lambda: storage(0, 3, 1), ValueError, "m must be at least 1, got 0"),
    "half a row": (lambda: storage(3, 1.5, 1), TypeError, "n must be an integer at least 1, got 1.5"),
    "break-even of none": (lambda: break_even_rank(3, 0), ValueError, "n must be at least 1, got 0"),
    "break-even of true": (lambda: break_even_rank(True, 3), TypeError, "m must be an integer"),
    "dtype": (lambda: compress_image(PHOTO, 1, "int8"), ValueError, "dtype must be one of uint8, .* got 'int8'"),
    "no dtype": (lambda: compress_image(PHOTO, 1, None), ValueError, "dtype must be one of uint8, .* got None"),
    "odd dtype": (lambda: compress_image(PHOTO, 1, "bytes a number"), ValueError, "dtype must be one of"),
    "shapes": (lambda: psnr(PHOTO, PHOTO.T), ValueError, r"image must have the original's shape \(10, 12\), got \(12, 10\)"),
    "too small": (lambda: ssim(PHOTO[:6], PHOTO[:6]), ValueError, "original must be at least 7 by 7"),
    "photo": (lambda: load_photo("lena"), ValueError, "name must be one of astronaut, .* got 'lena'"),
    "photo none": (lambda: load_photo(None), ValueError, "name must be one of"),
    "exercise": (lambda: check("images.none", 1), ValueError, "name must be that of an exercise, .* got 'images.none'"),
    "chapter": (lambda: check("nowhere.none", 1), ValueError, "got 'nowhere.none'"),
    "spectrum": (lambda: spectrum([1.0, -1.0]), ValueError, "s must be finite and not negative"),
    "spectrum matrix": (lambda: spectrum(A), ValueError, r"s must have one dimension, got shape \(4, 3\)"),
    "spectrum text": (lambda: spectrum(["a"]), TypeError, "s must hold numbers"),
}


@pytest.mark.parametrize(("call", "error", "words"), OTHERS.values(), ids=OTHERS)
def test_others(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_integers_near_the_largest_do_not_wrap():
    top = np.iinfo(np.int64).max
    assert np.isclose(svd(np.array([[top, top], [top, top]])).s[0], 2.0 * top)
    assert np.isclose(svd(np.full((2, 2), np.iinfo(np.uint64).max)).s[0], 2.0 * 2.0**64)


def test_unknown_names():
    with pytest.raises(AttributeError, match="no attribute 'sdv'"):
        _ = svdlib.sdv
