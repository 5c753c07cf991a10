"""What every function asks of its input, and the words of the refusal.

Each helper returns a clean value or raises an error that names the argument and quotes what arrived.
"""

import operator
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import scipy.sparse
from numpy.typing import ArrayLike

T = TypeVar("T", bound=np.ndarray | np.floating)

ORIENTATION = 0x0112  # the EXIF tag that says how a camera was held; 1 is upright
FROM_MODE = {  # how a PIL image becomes one of brightness, or of red, green and blue; the others by convert("RGB")
    "1": '{}.convert("L")',
    "LA": '{}.convert("L")',
    "La": '{}.convert("LA").convert("L")',
    "LAB": 'ImageCms.profileToProfile({}, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB")',
}


def as_floats(A: ArrayLike, name: str = "A", widen: bool = True) -> np.ndarray:
    """Return `A` as an array of floats, finite everywhere; it may be `A` itself: do not write to it.

    Integers and booleans become float64 (but for ``widen=False``), float16 becomes float32; float32, float64, complex64
    and complex128 stay.
    """
    A = _as_numeric(A, name)
    if A.dtype.kind in "iub":
        return A.astype(np.float64) if widen else A
    if A.dtype == np.float16:
        A = A.astype(np.float32)
    if not np.isfinite(A).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(A))[0])
        raise ValueError(f"{name} must be finite, got {A[where]} at index {where}")
    return A


def as_stack(A: ArrayLike, name: str = "A", widen: bool = True) -> np.ndarray:
    """Return `A` as `as_floats` does, of shape (..., m, n)."""
    A = as_floats(A, name, widen)
    if A.ndim < 2:
        raise ValueError(f"{name} must have at least 2 dimensions (m, n), got shape {A.shape}")
    return A


def as_matrix(A: ArrayLike, name: str = "A", widen: bool = True) -> np.ndarray:
    """Return `A` as `as_stack` does, refusing stacks: shape (m, n)."""
    A = as_stack(A, name, widen)
    if A.ndim != 2:
        raise ValueError(f"{name} must have 2 dimensions (m, n), got shape {A.shape}")
    return A


def as_matrix_or_sparse(A: Any, name: str = "A", widen: bool = True) -> np.ndarray:  # SciPy gives sparse ones no type
    """Return `A` as `as_matrix` does or, if it is sparse, in CSR form, with finite floats, none twice in one place."""
    if not scipy.sparse.issparse(A):
        return as_matrix(A, name, widen)
    if A.ndim != 2:
        raise ValueError(f"{name} must have 2 dimensions (m, n), got shape {A.shape}")
    # floats before the duplicates of a COO matrix are added: small integers would wrap
    A = A.astype(as_floats(np.empty(0, A.dtype), name).dtype, copy=False).tocsr()
    if not A.has_canonical_format:
        A = A.copy()
        A.sum_duplicates()
    finite_ = np.isfinite(A.data)
    if not finite_.all():
        row, column = (int(i[~finite_][0]) for i in A.tocoo().coords)
        raise ValueError(f"{name} must be finite, got {A[row, column]} at index ({row}, {column})")
    return A


def hermitian(A: np.ndarray, name: str = "A") -> None:
    """Refuse a stack of matrices that differ from their conjugate transposes by more than half of their digits."""
    if A.shape[-1] != A.shape[-2]:
        raise ValueError(f"{name} must be square to be Hermitian, got shape {A.shape}")
    difference, largest = (abs(part).max(axis=(-2, -1), initial=0) for part in (A - A.conj().mT, A))
    if (difference > np.sqrt(np.finfo(A.dtype).eps) * largest).any():
        raise ValueError(f"{name} must be Hermitian (symmetric, if real), got entries that differ by {difference.max():.1e}")


def finite(result: T, claim: str) -> T:
    """Return a result, unless it overflowed; the claim names the argument and what came of it."""
    if not np.isfinite(result).all():
        raise ValueError(f"{claim} below {np.finfo(result.dtype).max:.1e}, got one that overflows")
    return result


def as_image(image: Any, name: str = "image") -> np.ndarray:
    """Return `image`, an array or a PIL image, as a uint8 array, grey (m, n) or colour (m, n, 3).

    What might be taken for another picture than it is, is refused, with the expression that converts it.
    """
    pillow = hasattr(image, "getexif")  # which is not imported
    if pillow and image.mode not in ("L", "RGB") and image.mode[0] not in "IF":  # I and F hold numbers, as arrays do
        use = FROM_MODE.get(image.mode, '{}.convert("RGB")').format(name)
        raise ValueError(f"{name} must be of mode L or RGB, got a picture of mode {image.mode}: use {use}")
    pixels = _as_numeric(image, name)
    if pillow and image.getexif().get(ORIENTATION, 1) > 1:
        raise ValueError(f"{name} must stand upright, got one to be turned: use ImageOps.exif_transpose({name})")
    array = name if isinstance(image, np.ndarray) else f"np.asarray({name})"
    if pixels.dtype != np.uint8:
        hint = _hint_of_scale(pixels, array)
        raise TypeError(f"{name} must hold uint8 pixels, 0 to 255, got dtype {pixels.dtype}{hint}")
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        pixels = pixels[..., 0]
    if pixels.size == 0 or not (pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] == 3)):
        hint = _hint_of_channels(pixels, array)
        raise ValueError(f"{name} must be grey (m, n) or colour (m, n, 3) and not empty, got shape {pixels.shape}{hint}")
    return pixels


def _hint_of_scale(numbers, array):
    """Say how numbers on another scale become pixels: the scale is told from their type and the largest of them."""
    if numbers.size == 0 or numbers.dtype.kind == "c" or not np.isfinite(numbers).all():
        return ""
    low, top = float(numbers.min()), float(numbers.max())
    slack = 2 if numbers.dtype.kind == "f" else 1  # a computed picture oversteps its range a little
    peaks = (2**16 - 1,) if numbers.dtype == np.uint16 else (1, 255, 2**16 - 1)
    peak = next((peak for peak in peaks if top <= slack * peak), top)
    pixels = f"np.rint({array if peak == 255 else f'255 * {array}' if peak == 1 else f'255 / {peak} * {array}'})"
    if low < 0 or top > peak:
        pixels = f"np.clip({pixels}, 0, 255)"
    return f" up to {top:g}: use {pixels}.astype(np.uint8)"


def _hint_of_channels(pixels, array):
    """Say how an image with alpha, or with its channels first, becomes one that is taken."""
    if pixels.ndim != 3 or pixels.size == 0:
        return ""
    if pixels.shape[2] in (2, 4):
        return f": without alpha it is {array}[..., {':3' if pixels.shape[2] == 4 else '0'}]"
    return f": with its channels last it is np.moveaxis({array}, 0, 2)" if pixels.shape[0] <= 4 else ""


def as_real(X: ArrayLike, name: str) -> np.ndarray:
    """Return `X` as an array of finite real numbers, of any shape; integers stay."""
    X = as_floats(X, name, widen=False)
    if X.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, got dtype {X.dtype}")
    return X


def as_samples(X: Any, name: str = "X", columns: int | None = None, sparse: bool = False) -> np.ndarray:
    """Return `X` as real numbers of shape (m, n), not empty; or, if `columns` is given, with so many. Integers stay.

    With `sparse` it may be a sparse matrix, and comes back in CSR form.
    """
    X = (as_matrix_or_sparse if sparse else as_matrix)(X, name, widen=False)
    if X.dtype.kind == "c":
        raise TypeError(f"{name} must hold real numbers, got dtype {X.dtype}")
    if columns is None and 0 in X.shape:
        raise ValueError(f"{name} must have at least one sample (row) and one feature (column), got shape {X.shape}")
    if columns not in (None, X.shape[1]):
        raise ValueError(f"{name} must have {columns} columns, got shape {X.shape}")
    return X


def as_right_side(b: ArrayLike, A: np.ndarray, name: str = "b") -> np.ndarray:
    """Return `b` as floats of shape (m,) or (..., m, p), for A of shape (..., m, n), the stacks such that they broadcast."""
    b, m = _as_numeric(b, name), A.shape[-2]
    words = f"Incompatible dimensions: {name} must"  # numpy's, which someone may match
    if b.ndim == 0 or b.shape[max(b.ndim - 2, 0)] != m:
        form = "(m, p)" if A.ndim == 2 else "(..., m, p)"
        raise np.linalg.LinAlgError(f"{words} have shape (m,) or {form} with m = {m}, the rows of A, got shape {b.shape}")
    try:
        np.broadcast_shapes(A.shape[:-2], b.shape[:-2])
    except ValueError:
        raise np.linalg.LinAlgError(f"{words} broadcast against A, of shape {A.shape}, got shape {b.shape}") from None
    return as_floats(b, name)


def as_spectrum(s: ArrayLike, name: str = "s", length: int | None = None) -> np.ndarray:
    """Return `s`, singular values, as floats: shape (..., r), non-increasing, not negative; shape (length,) if given."""
    s = _as_numeric(s, name)
    if s.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, got dtype {s.dtype}")
    if s.ndim == 0:
        raise ValueError(f"{name} must have at least 1 dimension, got the number {s}")
    if length is not None and s.shape != (length,):
        raise ValueError(f"{name} must hold all {length} singular values, got shape {s.shape}")
    if not (np.isfinite(s) & (s >= 0)).all():
        raise ValueError(f"{name} must be finite and not negative, got {s[~(np.isfinite(s) & (s >= 0))][0]}")
    s = s.astype(np.float64)
    grows = s[..., 1:] > s[..., :-1]
    if grows.any():
        raise ValueError(f"{name} must be non-increasing, got {s[..., :-1][grows][0]} before {s[..., 1:][grows][0]}")
    return s


def as_number(value: Any, name: str, low: float = 0, high: float = np.inf) -> float:
    """Return `value`, one real number in low..high, as a float."""
    span = f"in {low}..{high}" if high < np.inf else f"finite and at least {low}"
    try:
        number = _as_numeric(value, name)
        if number.ndim or number.dtype.kind not in "iuf":
            raise TypeError
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be one real number, {span}, got {value!r}") from None
    if not (np.isfinite(number) and low <= number <= high):
        raise ValueError(f"{name} must be {span}, got {value!r}")
    return float(number)


def as_integer(value: Any, name: str, low: int = 1, high: int | None = None) -> int:
    """Return `value` as an int in low..high; booleans and floats are refused, numpy's integers are welcome."""
    span = f"in {low}..{high}" if high is not None else f"at least {low}"
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer {span}, got {value!r}") from None
    if number < low or (high is not None and number > high):
        raise ValueError(f"{name} must be {span}, got {number}")
    return number


def as_rank(k: Any, shape: tuple[int, ...], name: str = "k", matrix: str = "A") -> int:
    """Return `k` as an int in 1..min(m, n) for matrices of shape (..., m, n), which must not be empty."""
    if 0 in shape[-2:]:
        raise ValueError(f"{matrix} must not be empty: an empty matrix has no rank to keep, got shape {tuple(shape)}")
    return as_integer(k, name, 1, min(shape[-2:]))


def as_components(k: Any, shape: tuple[int, int], name: str = "k", matrix: str = "X") -> int | float:
    """Return `k`, a number of components in 1..min(m, n) or a share of the variance between 0 and 1; for None, all."""
    if k is None:
        return min(shape)
    if isinstance(k, (float, np.floating)) and 0 < k < 1:
        return float(k)
    try:
        return as_rank(k, shape, name, matrix)
    except TypeError:
        choices = f"an integer in 1..{min(shape)}, a fraction between 0 and 1, or None"
        raise TypeError(f"{name} must be {choices}, got {k!r}") from None


def as_generator(source: Any, name: str) -> np.random.Generator | np.random.RandomState:
    """Return a source of random numbers: `source` itself if it is one, else a generator made from it, a seed or None."""
    if isinstance(source, (np.random.Generator, np.random.RandomState)):
        return source
    return np.random.default_rng(None if source is None else as_integer(source, name, 0))


def as_truth(value: Any, name: str) -> bool:
    """Return `value`, True or False."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)


def as_choice(value: Any, name: str, choices: Sequence[str]) -> str:
    """Return `value`, one of the words `choices`."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"{name} must be one of {', '.join(choices)}, got {value!r}")
    return value


def as_dtype(dtype: Any, name: str, choices: Sequence[str]) -> str:
    """Return the name of `dtype`, one of `choices`."""
    return as_choice(np.dtype(dtype).name if isinstance(dtype, (type, np.dtype)) else dtype, name, choices)


def as_tolerance(value: ArrayLike, name: str) -> np.ndarray:
    """Return `value`, a number or an array of numbers, as floats that are finite and not negative."""
    tolerance = _as_numeric(value, name)
    if tolerance.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, got {value!r}")
    if not (np.isfinite(tolerance) & (tolerance >= 0)).all():
        raise ValueError(f"{name} must be finite and not negative, got {value!r}")
    return tolerance.astype(np.float64)


def as_path(path: Any, name: str) -> Path:
    """Return `path`, a str or path-like that names a file, as a Path; a number is no path, though the system takes one."""
    try:
        path = os.fsdecode(path)
    except TypeError:
        raise TypeError(f"{name} must be a str or path-like, got {path!r}") from None
    if "\0" in path or not Path(path).name:
        raise ValueError(f"{name} must name a file, got {path!r}")
    return Path(path)


def _as_numeric(A: Any, name: str) -> np.ndarray:
    """Return `A` as a plain array of numbers; masks, sparse storage, strings and objects would be lost silently."""
    if scipy.sparse.issparse(A):
        raise TypeError(f"{name} must be dense, got a sparse {A.format} matrix; call {name}.toarray() first")
    if any(isinstance(part, np.ma.MaskedArray) for part in (A if isinstance(A, (list, tuple)) else [A])):
        raise TypeError(f"{name} must not be a masked array (its mask would be ignored); fill it first")
    if hasattr(A, "isna") and hasattr(A, "to_numpy"):
        A = _from_pandas(A, name)
    try:
        A = np.asarray(A)
    except ValueError as error:
        raise ValueError(f"{name} must be rectangular, with rows of one length: {error}") from None
    A = A.astype(A.dtype.newbyteorder("="), copy=False)  # a file's byte order is not the machine's
    if A.dtype.kind not in "iubfc" or A.dtype in (np.longdouble, np.clongdouble):
        raise TypeError(f"{name} must hold numbers of at most 64 bits a part, got dtype {A.dtype}")
    return A


def _from_pandas(frame: Any, name: str) -> np.ndarray:
    """Return a pandas frame or series of numbers as an array, in a dtype that holds all columns; none may miss a value."""
    columns = list(frame.items()) if frame.ndim == 2 else [(getattr(frame, "name", None), frame)]
    for label, column in columns:
        where = "" if label is None else f" in column {label!r}"
        if column.dtype.kind not in "iubfc":
            raise TypeError(f"{name} must hold numbers, got dtype {column.dtype}{where}: drop it or encode it")
        missing = np.asarray(column.isna())
        if missing.any():
            raise ValueError(
                f"{name} must be finite, got missing values{where}, the first in row {missing.argmax()}: fill them in"
            )
    dtypes = [getattr(column.dtype, "numpy_dtype", getattr(column.dtype, "subtype", column.dtype)) for _, column in columns]
    return frame.to_numpy(dtype=np.result_type(*dtypes) if dtypes else float)
