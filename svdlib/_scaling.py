"""Powers of two that bring a matrix into the range where squares neither overflow nor underflow, and back.

Every function that squares goes through here, so that the units of its input make no difference.
"""

import numpy as np
import scipy.sparse

from svdlib import _check


def rescale(A, axis=(-2, -1), always=False):
    """Return `A` with each matrix (or whatever `axis` spans) divided by a power of two, and those powers, of shape (..., 1, 1).

    The power is 1 (and `A` is returned as it came) unless squares of the entries, summed, might overflow or underflow;
    with `always`, it is such that the largest entry lies between 1 and 2.
    """
    parts = (A.real, A.imag) if A.dtype.kind == "c" else (A,)
    options = {"axis": axis, "keepdims": True, "initial": 0}
    # the larger of the two ends is max |A|, found without a copy of A
    largest = np.maximum.reduce([end for part in parts for end in (part.max(**options), -part.min(**options))])
    reach = 0 if always else np.finfo(A.dtype).maxexp // 4  # 2^256 in double precision: its square leaves room for a sum
    exponent = np.frexp(largest)[1] - 1
    power = np.ldexp(np.ones_like(largest), np.where((abs(exponent) > reach) & (largest > 0), exponent, 0))
    return (A if (power == 1).all() else divide(A, power)), power


def rescaled(A):
    """Return `A`, dense or sparse, and one power of two, as `rescale` does; integers cannot overflow and stay as they are."""
    if A.dtype.kind not in "fc":
        return A, 1.0
    if not scipy.sparse.issparse(A):
        A, power = rescale(A)
        return A, power[0, 0]
    data, power = rescale(A.data[None])
    if power[0, 0] != 1:
        A = A.copy()
        A.data = data[0]
    return A, power[0, 0]


def divide(A, power):
    """Return A / power, exactly; part by part if complex, since complex division overflows where the power is subnormal."""
    if A.dtype.kind != "c":
        return A / power
    result = np.empty_like(A)
    result.real, result.imag = A.real / power, A.imag / power
    return result


def unscaled(s, power):
    """Return singular values of a rescaled matrix in the units of the matrix itself."""
    with np.errstate(over="ignore", under="ignore"):
        return _check.finite(s * power, "A must have singular values")
