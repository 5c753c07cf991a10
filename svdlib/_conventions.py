"""The package's two rules: which sign a singular vector has, and which singular values count as zero."""

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check

# Entries of a singular vector this close (relatively) to its largest count as tied, so that rounding cannot
# choose between them: a plain argmax flips from one BLAS to the next.
TIE = 1e-6


def fix_signs(U: np.ndarray, s: np.ndarray, Vt: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Turn each pair (column of U, row of Vt) by one phase so that Vt obeys the sign rule; the one home of that rule.

    Columns of `U` and rows of `Vt` beyond the singular values have no partner and are turned on their own.
    """
    if s.size == 0:
        return U, s, Vt  # an empty matrix: its full factors are identities
    r = s.shape[-1]
    turn = phase(Vt, axis=-1).conj()  # (..., n, 1) in the full form, (..., r, 1) in the thin one
    turn_U = np.swapaxes(turn[..., :r, :], -1, -2).conj()  # (..., 1, r)
    if U.shape[-1] > r:
        turn_U = np.concatenate([turn_U, phase(U[..., r:], axis=-2).conj()], axis=-1)
    return U * turn_U, s, Vt * turn


def phase(vectors: np.ndarray, axis: int) -> np.ndarray:
    """Return for each vector along `axis` the phase (real: the sign) of the first entry tied for the largest modulus."""
    if vectors.size == 0:
        return np.ones_like(vectors.sum(axis=axis, keepdims=True))
    size = np.abs(vectors)
    first = np.argmax(size >= (1 - TIE) * size.max(axis=axis, keepdims=True), axis=axis, keepdims=True)
    pivot = np.take_along_axis(vectors, first, axis=axis)
    return pivot / np.abs(pivot)


def tolerance(s: np.ndarray, shape: tuple[int, ...], rtol: ArrayLike | None = None, name: str = "rtol") -> np.ndarray:
    """Return the threshold below which a singular value counts as zero: ``rtol * s[0]`` for each matrix.

    `rtol`, whatever its name to the caller, is ``max(m, n) * eps`` unless given; the one tolerance rule of the package.
    """
    # at most a half, however long the matrix: one that is not zero has a rank
    share = min(max(shape[-2:]) * np.finfo(s.dtype).eps, 0.5) if rtol is None else rtol
    with np.errstate(over="ignore"):  # as in matrix_rank
        return per_matrix(share, name, s) * s.max(axis=-1, initial=0)


def per_matrix(value: ArrayLike, name: str, s: np.ndarray) -> np.ndarray:
    """Return a tolerance, checked to broadcast against the stack whose singular values are `s`."""
    value, stack = _check.as_tolerance(value, name), s.shape[:-1]
    try:
        np.broadcast_shapes(value.shape, stack)
    except ValueError:
        raise ValueError(f"{name} must broadcast against the stack's shape {stack}, got shape {value.shape}") from None
    return value
