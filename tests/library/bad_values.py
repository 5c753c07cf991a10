"""Kinds of bad value, each with the error it earns and its words; {name} is the argument's."""

import numpy as np
import scipy.sparse
from PIL import Image

A = np.arange(12.0).reshape(4, 3) % 5
PHOTO = np.arange(120, dtype=np.uint8).reshape(10, 12)

BAD_NUMBERS_OF_ANY_KIND = {
    "text": ("matrix", TypeError, "{name} must hold numbers"),
    "none": (None, TypeError, "{name} must hold numbers"),
    "dates": (np.zeros((2, 2), "M8[D]"), TypeError, "{name} must hold numbers"),
    "object": (np.array([[{}]]), TypeError, "{name} must hold numbers.* got dtype object"),
    "longdouble": (np.ones((2, 2), np.longdouble), TypeError, "{name} must hold numbers of at most 64 bits"),
    "masked": (np.ma.masked_equal(A, 3), TypeError, "{name} must not be a masked array"),
    "ragged": ([[1, 2], [3]], ValueError, "{name} must be rectangular"),
}
SPARSE = {"sparse": (scipy.sparse.csr_array(A), TypeError, "{name} must be dense, got a sparse csr")}
BAD_STACKS = BAD_NUMBERS_OF_ANY_KIND | {
    "nan": (np.full((2, 2), np.nan), ValueError, "{name} must be finite, got nan at index"),
    "inf": (np.full((2, 2), np.inf), ValueError, "{name} must be finite, got inf at index"),
    "minus inf": (np.array([[1.0, -np.inf]], np.float32), ValueError, r"{name} must be finite, got -inf at index \(0, 1\)"),
    "complex nan": (np.array([[1.0, 1j * np.nan]]), ValueError, "{name} must be finite"),
    "vector": (np.ones(3), ValueError, r"{name} must have at least 2 dimensions .* got shape \(3,\)"),
    "number": (3.0, ValueError, "{name} must have at least 2 dimensions"),
    "texts": ([["a", "b"]], TypeError, "{name} must hold numbers"),
    "python object": ([[1, object()]], TypeError, "{name} must hold numbers"),
}
BAD_MATRICES = BAD_STACKS | {
    "stack": (np.ones((2, 3, 4)), ValueError, r"{name} must have 2 dimensions .* got shape \(2, 3, 4\)")
}
BAD_SAMPLES = BAD_MATRICES | {"complex": (A + 1j, TypeError, "{name} must hold real numbers, got dtype complex128")}
BAD_RIGHT_SIDES = BAD_NUMBERS_OF_ANY_KIND | {
    "nan": (np.full(4, np.nan), ValueError, "b must be finite, got nan"),
    "inf": (np.full((4, 2), np.inf), ValueError, "b must be finite, got inf"),
    "too short": (np.ones(3), ValueError, r"b must have shape .* m = 4, the rows of A, got shape \(3,\)"),
    "too long": (np.ones((5, 2)), ValueError, r"b must have shape .* got shape \(5, 2\)"),
    "nan at": (np.array([1, 1, np.nan, 1]), ValueError, r"b must be finite, got nan at index \(2,\)"),
    "transposed": (np.ones((1, 4)), ValueError, r"b must have shape .* got shape \(1, 4\)"),
    "number": (3.0, ValueError, r"b must have shape .* got shape \(\)"),
    "stack": (np.ones((4, 2, 2)), ValueError, r"b must have shape .* got shape \(4, 2, 2\)"),
}
BAD_SPECTRA = BAD_NUMBERS_OF_ANY_KIND | {
    "nan": ([3.0, np.nan, 1.0], ValueError, "s must be finite and not negative, got nan"),
    "inf": ([np.inf, 2.0, 1.0], ValueError, "s must be finite and not negative, got inf"),
    "negative": ([3.0, 2.0, -1.0], ValueError, "s must be finite and not negative, got -1.0"),
    "unsorted": ([3.0, 1.0, 2.0], ValueError, "s must be non-increasing, got 1.0 before 2.0"),
    "complex": ([3.0, 2.0, 1j], TypeError, "s must hold real numbers, got dtype complex128"),
    "bool": ([True, True, False], TypeError, "s must hold real numbers, got dtype bool"),
    "number": (3.0, ValueError, "s must have at least 1 dimension, got the number 3.0"),
}
BAD_IMAGES = {
    "floats": (PHOTO / 255, TypeError, "{name} must hold uint8 pixels, 0 to 255, got dtype float64 up to "),
    "nan": (np.full((9, 9), np.nan), TypeError, "{name} must hold uint8"),
    "integers": (PHOTO.astype(int), TypeError, "{name} must hold uint8"),
    "vector": (PHOTO.ravel(), ValueError, r"{name} must be grey .* got shape \(120,\)"),
    "two channels": (np.zeros((9, 9, 2), np.uint8), ValueError, r"{name} must be grey .*{name}\[..., 0\]$"),
    "alpha": (np.zeros((9, 9, 4), np.uint8), ValueError, r"{name} must be grey .*{name}\[..., :3\]$"),
    "channels first": (np.zeros((3, 9, 9), np.uint8), ValueError, r"{name} must be grey .*np.moveaxis\({name}, 0, 2\)$"),
    "palette": (Image.new("P", (9, 9)), ValueError, r'{name} must be of mode L or RGB, .* use {name}.convert\("RGB"\)$'),
    "empty": (np.zeros((0, 9), np.uint8), ValueError, "{name} must be grey .* not empty"),
    "text": ("camera", TypeError, "{name} must hold numbers"),
    "none": (None, TypeError, "{name} must hold numbers"),
    "masked": (np.ma.masked_equal(PHOTO, 3), TypeError, "{name} must not be a masked array"),
    "sparse": (scipy.sparse.csr_array(PHOTO), TypeError, "{name} must be dense"),
}
BAD_INTEGERS = {
    "true": (True, TypeError, "{name} must be an integer .*got True"),
    "numpy true": (np.True_, TypeError, "{name} must be an integer"),
    "float": (2.0, TypeError, "{name} must be an integer .*got 2.0"),
    "nan": (np.nan, TypeError, "{name} must be an integer .*got nan"),
    "text": ("2", TypeError, "{name} must be an integer .*got '2'"),
    "array": (np.array([1, 2]), TypeError, "{name} must be an integer"),
    "list": ([1], TypeError, r"{name} must be an integer .*got \[1\]"),
}
NO_INTEGER = {"none": (None, TypeError, "{name} must be an integer .*got None")}
BAD_NUMBERS = {
    "true": (True, TypeError, "{name} must be one real number, .* got True"),
    "complex": (1j, TypeError, "{name} must be one real number, .* got 1j"),
    "array": ([0.5, 0.5], TypeError, r"{name} must be one real number, .* got \[0.5, 0.5\]"),
    "text": ("half", TypeError, "{name} must be one real number, .* got 'half'"),
    "ragged": ([[1, 2], [3]], TypeError, r"{name} must be one real number, .* got \[\[1, 2\], \[3\]\]"),
    "nan": (np.nan, ValueError, "{name} must be .* got nan"),
    "inf": (np.inf, ValueError, "{name} must be .* got inf"),
    "negative": (-0.1, ValueError, "{name} must be .* got -0.1"),
}
BAD_TOLERANCES = {
    "true": (True, TypeError, "{name} must hold real numbers, got True"),
    "complex": (1j, TypeError, "{name} must hold real numbers, got 1j"),
    "text": ("small", TypeError, "{name} must hold numbers"),
    "nan": (np.nan, ValueError, "{name} must be finite and not negative, got nan"),
    "inf": (np.inf, ValueError, "{name} must be finite and not negative, got inf"),
    "negative": (-0.5, ValueError, r"{name} must be finite and not negative, got -0\.5"),
    "matrix": (np.ones((2, 2)), ValueError, r"{name} must broadcast against the stack's shape \(3,\), got shape \(2, 2\)"),
    "none at all": ([], ValueError, "{name} must broadcast"),
}
