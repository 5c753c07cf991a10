"""Scale and precision: powers of two that bring a matrix to where squares neither overflow nor underflow, and back.

Every function that squares goes through here, so that the units of its input make no difference. `scaled` gives a
matrix over its power, `unscaled` takes singular values back; ``scaled matrix * power`` is the matrix, exactly.
"""

import numpy as np
import scipy.sparse

from svdlib import _check


def double_precision(A) -> np.dtype:
    """Return double precision, complex if A is."""
    return np.result_type(A.dtype, np.float64)


def scaled(A, axis: int | tuple[int, int] = (-2, -1), always: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Return `A`, dense or sparse, with each matrix (or whatever `axis` spans) over a power of two, and those powers.

    The powers keep their axes, shape (..., 1, 1), to multiply what they divided. A power is 1 (and where all are, `A` is
    returned as it came) unless squares of the entries, summed, might overflow or underflow; integers cannot. With
    `always`, it is such that the largest entry lies between 1 and 2.
    """
    if scipy.sparse.issparse(A):
        data, power = scaled(A.data[None], axis, always)
        return (A if power.item() == 1 else _with_data(A, data[0])), power
    power = _powers(A, axis, always) if A.dtype.kind in "fc" else np.ones((1,) * A.ndim)
    return (A if (power == 1).all() else divide(A, power)), power


def _with_data(A, data):
    """Return the sparse matrix `A` with other numbers at the same places."""
    A = A.copy()
    A.data = data
    return A


def _powers(A, axis, always):
    """Return the powers of two for floats `A`."""
    parts = (A.real, A.imag) if A.dtype.kind == "c" else (A,)
    options = {"axis": axis, "keepdims": True, "initial": 0}
    # the larger of the two ends is max |A|, found without a copy of A
    largest = np.maximum.reduce([end for part in parts for end in (part.max(**options), -part.min(**options))])
    reach = 0 if always else np.finfo(A.dtype).maxexp // 4  # 2^256 in double precision: its square leaves room for a sum
    exponent = np.frexp(largest)[1] - 1
    return np.ldexp(np.ones_like(largest), np.where((abs(exponent) > reach) & (largest > 0), exponent, 0))


def divide(A: np.ndarray, power: np.ndarray) -> np.ndarray:
    """Return A / power, exactly; part by part if complex, since complex division overflows where the power is subnormal."""
    if A.dtype.kind != "c":
        return A / power
    result = np.empty(np.broadcast(A, power).shape, A.dtype)
    result.real, result.imag = np.real(A) / power, np.imag(A) / power
    return result


def unscaled(s: np.ndarray, power: np.ndarray, name: str = "A", dtype=None) -> np.ndarray:
    """Return the singular values of scaled matrices in the units of the argument `name`, and in the precision of `dtype`."""
    with np.errstate(over="ignore", under="ignore"):
        s = (s * power[..., 0]).astype(np.finfo(dtype or s.dtype).dtype, copy=False)
    return _check.finite(s, f"{name} must have singular values")
