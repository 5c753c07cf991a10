"""What is kept of the rows of a matrix that are about to be dropped: their number, their mean and a triangle."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import scipy.linalg

from svdlib import _check
from svdlib._blocks import BLOCK, lower_gram, row_blocks
from svdlib._scaling import double_precision

TALL = 4  # rows a column, from which on the Gram matrix is quicker than QR
STEP = 2e-2  # a column is not trusted to the Gram matrix, if less of it is left without its projection on the others
SAFE = 1e-4  # nor are columns whose reciprocal condition is smaller (that of the 1-norm is so by another root of n)
STEPS = 2  # more Gram matrices together cost more than QR
RANGE = 1e-200, 1e300  # of squares that neither overflow nor lose digits to underflow


class Rows(NamedTuple):
    """So many rows of a matrix, of which R*R is the Gram matrix; with `mean`, that of the rows minus their mean."""

    count: int
    mean: np.ndarray | None
    R: np.ndarray
    name: str  # the block that they begin with


def summary(blocks: Iterable, name: str = "blocks", centred: bool = False) -> Rows:
    """Return what is kept of all rows, which come in blocks, each read once; `name` is that of the argument they came in.

    The singular values and right singular vectors of R are those of the rows, or of the rows minus their mean.
    Small blocks are gathered, at least a thousand rows, so that they cost no more than large ones.
    """
    waiting, height = [], 0
    for i, block in enumerate(blocks):
        waiting.append(rows_of(block, f"{name}[{i}]", centred))
        height += len(waiting[-1].R)
        if height >= max(TALL * waiting[0].R.shape[1], BLOCK):
            waiting = [merged(waiting)]
            height = len(waiting[0].R)
    if not waiting:
        raise ValueError(f"{name} must hold at least one block, got none")
    return merged(waiting)


@np.errstate(over="ignore", invalid="ignore")
def rows_of(block, name, centred=False):
    """Return what is kept of one block; nothing of it refers to the block, whose memory may be used again."""
    block = _check.as_matrix(block, name, widen=False)
    if block.shape[1] == 0:
        raise ValueError(f"{name} must have at least one column, got shape {block.shape}")
    mean = None
    if centred:
        first = block[:1].sum(axis=0, dtype=double_precision(block))
        block = block - first  # so that a constant column has exactly its mean, and no variance
        mean = block.sum(axis=0) / max(len(block), 1)
        block -= mean
        mean += first
    R = triangle(block) if len(block) >= max(TALL * block.shape[1], BLOCK) else block.astype(double_precision(block))
    return Rows(len(block), mean, R, name)


@np.errstate(over="ignore", invalid="ignore")
def merged(parts):
    """Return what is kept of the rows of all parts.

    Squares about the common mean are those about each part's own, and those of the parts' means about the common one, each
    as often as the part has rows.
    """
    for part in parts:
        if part.R.shape[1] != parts[0].R.shape[1]:
            widths = f"{parts[0].R.shape[1]} in {parts[0].name} and {part.R.shape[1]} in {part.name}"
            raise ValueError(f"{parts[0].name.partition('[')[0]} must have one number of columns, got {widths}")
    parts = [part for part in parts if part.count] or parts[:1]
    counts = np.array([part.count for part in parts])
    stack, mean = [part.R for part in parts], None
    if parts[0].mean is not None:
        first = parts[0].mean
        means = np.array([part.mean for part in parts]) - first
        mean = counts @ means / max(counts.sum(), 1)
        stack.append(np.sqrt(counts)[:, None] * (means - mean))
        mean = mean + first
    return Rows(int(counts.sum()), mean, triangle(np.concatenate(stack)), parts[0].name)


def triangle(A, steps: int = STEPS) -> np.ndarray:
    """Return R, of at most n rows, with R*R = A*A: triangular but for the order of its columns.

    Cholesky factors of Gram matrices are quick. With E the rounding error of A*A, of size eps |A|², there is an
    orthonormal Q for which |A - QR| <= |E| / sigma, with sigma the least singular value of A: so, of columns brought to one
    length, only as many are taken as are far from dependent, and what is left of the others when their projection is taken
    off has a triangle of its own. By Householder's QR, if there is nothing to gain, or columns are nearly dependent all the
    same.
    """
    n = A.shape[1]
    leading = _leading_rows(A) if steps and len(A) >= TALL * n else None
    if leading is None:
        return np.linalg.qr(A.astype(double_precision(A), copy=False), mode="r")  # pyright: ignore[reportReturnType]  # of mode "r", an array
    top, order, zero = leading
    r = len(top)
    R = np.zeros((n, n), top.dtype)
    R[:r, order] = top
    rest = [i for i in range(r, n) if not zero[order[i]]]
    if rest:
        others = np.zeros((n, len(rest)), top.dtype)  # what A is multiplied with, to take the projection off
        others[order[rest], np.arange(len(rest))] = 1
        others[order[:r]] = -scipy.linalg.solve_triangular(top[:, :r], top[:, rest], check_finite=False)
        left = np.concatenate([block @ others for block in row_blocks(A, BLOCK, double_precision(A))])
        R[r : r + len(rest), order[rest]] = triangle(left, steps - 1)
    return R


def _leading_rows(A):
    """Return the leading rows of the pivoted Cholesky factor of A*A, the order of columns, and which are zero.

    Columns are brought to about one length first, by powers of two, which round nothing: short ones would drown in the errors
    of long ones. None where digits are lost all the same.
    """
    G = lower_gram(A)
    lengths = np.sqrt(abs(G.diagonal()))
    if not RANGE[0] < lengths.max() ** 2 < RANGE[1]:
        return None
    scale = np.ldexp(1.0, np.frexp(lengths)[1])
    factor, condition = scipy.linalg.get_lapack_funcs(("pstrf", "trcon"), (G,))
    L, order, r, _ = factor(G / np.outer(scale, scale), tol=STEP**2, lower=True)
    L, order = np.tril(L)[:, :r], order - 1
    if np.sqrt(r) * condition(L[:r], uplo="L")[0] < SAFE:
        return None
    return L.conj().T * scale[order], order, lengths == 0
