"""What every function asks of its input, and the words of the refusal.

Each helper returns a clean value or raises an error that names the argument and quotes what arrived.
"""

import operator
import os
from pathlib import Path

import numpy as np
import scipy.sparse


def as_stack(A, name="A"):
    """Return `A` as a floating-point array of shape (..., m, n), finite everywhere; it may be `A` itself: do not write to it.

    Integers and booleans become float64, float16 becomes float32; float32, float64, complex64 and complex128 stay.
    """
    A = _as_numeric(A, name)
    if A.ndim < 2:
        raise ValueError(f"{name} must have at least 2 dimensions (m, n), got shape {A.shape}")
    if A.dtype.kind in "iub":
        return A.astype(np.float64)
    if A.dtype == np.float16:
        A = A.astype(np.float32)
    if not np.isfinite(A).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(A))[0])
        raise ValueError(f"{name} must be finite, got {A[where]} at index {where}")
    return A


def as_image(image, name="image"):
    """Return `image` as a uint8 array, grey (m, n) or colour (m, n, 3)."""
    image = _as_numeric(image, name)
    if image.dtype != np.uint8:
        raise TypeError(f"{name} must hold uint8 pixels, 0 to 255, got dtype {image.dtype}")
    if image.size == 0 or not (image.ndim == 2 or (image.ndim == 3 and image.shape[2] == 3)):
        raise ValueError(f"{name} must be grey (m, n) or colour (m, n, 3) and not empty, got shape {image.shape}")
    return image


def as_integer(value, name, low=1, high=None):
    """Return `value` as an int in low..high; booleans and floats are refused, numpy's integers are welcome."""
    span = f"in {low}..{high}" if high is not None else f"at least {low}"
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer {span}, got {value!r}") from None
    if number < low or (high is not None and number > high):
        raise ValueError(f"{name} must be {span}, got {number}")
    return number


def as_dtype(dtype, name, choices):
    """Return the name of `dtype`, one of `choices`."""
    found = np.dtype(dtype).name if isinstance(dtype, (type, np.dtype)) else dtype
    if not isinstance(found, str) or found not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, got {dtype!r}")
    return found


def as_tolerance(value, name):
    """Return `value`, a number or an array of numbers, as floats that are finite and not negative."""
    tolerance = _as_numeric(value, name)
    if tolerance.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, got {value!r}")
    if not (np.isfinite(tolerance) & (tolerance >= 0)).all():
        raise ValueError(f"{name} must be finite and not negative, got {value!r}")
    return tolerance.astype(np.float64)


def as_path(path, name):
    """Return `path`, a str or path-like that names a file, as a Path; a number is no path, though the system takes it for one."""
    try:
        path = os.fsdecode(path)
    except TypeError:
        raise TypeError(f"{name} must be a str or path-like, got {path!r}") from None
    if "\0" in path or not Path(path).name:
        raise ValueError(f"{name} must name a file, got {path!r}")
    return Path(path)


def _as_numeric(A, name):
    """Return `A` as a plain array of numbers; masks, sparse storage, strings and objects would be lost silently."""
    if any(isinstance(part, np.ma.MaskedArray) for part in (A if isinstance(A, (list, tuple)) else [A])):
        raise TypeError(f"{name} must not be a masked array (its mask would be ignored); fill it first")
    if scipy.sparse.issparse(A):
        raise TypeError(f"{name} must be dense, got a sparse {A.format} matrix; call {name}.toarray() first")
    try:
        A = np.asarray(A)
    except ValueError as error:
        raise ValueError(f"{name} must be rectangular, with rows of one length: {error}") from None
    A = A.astype(A.dtype.newbyteorder("="), copy=False)  # a file's byte order is not the machine's
    if A.dtype.kind not in "iubfc" or A.dtype in (np.longdouble, np.clongdouble):
        raise TypeError(f"{name} must hold numbers of at most 64 bits a part, got dtype {A.dtype}")
    return A
