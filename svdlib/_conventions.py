"""The package's two rules: which sign a singular vector has, and which singular values count as zero."""

import numpy as np

from svdlib import _check

# Entries of a singular vector this close (relatively) to its largest count as tied, so that rounding cannot
# choose between them: a plain argmax flips from one BLAS to the next.
TIE = 1e-6


def fix_signs(U, s, Vt):
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


def phase(vectors, axis):
    """Return for each vector along `axis` the phase (real: the sign) of the first entry tied for the largest modulus."""
    if vectors.size == 0:
        return np.ones_like(vectors.sum(axis=axis, keepdims=True))
    size = np.abs(vectors)
    first = np.argmax(size >= (1 - TIE) * size.max(axis=axis, keepdims=True), axis=axis, keepdims=True)
    pivot = np.take_along_axis(vectors, first, axis=axis)
    return pivot / np.abs(pivot)


def tolerance(s, shape, rtol=None, name="rtol"):
    """Return the threshold below which a singular value counts as zero: ``rtol * s[0]`` for each matrix.

    `rtol`, whatever its name to the caller, is ``max(m, n) * eps`` unless given; the one tolerance rule of the package.
    """
    if rtol is None:
        rtol = max(shape[-2:]) * np.finfo(s.dtype).eps
    with np.errstate(over="ignore"):  # as in matrix_rank
        return per_matrix(rtol, name, s) * s.max(axis=-1, initial=0)


def per_matrix(value, name, s):
    """Return a tolerance for each matrix of the stack whose singular values are `s`."""
    value = _check.as_tolerance(value, name)
    if value.shape not in ((), s.shape[:-1]):
        raise ValueError(f"{name} must be one number or have shape {s.shape[:-1]}, got shape {value.shape}")
    return np.broadcast_to(value, s.shape[:-1])
