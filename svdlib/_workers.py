"""Blocks of rows, from an iterable or from Dask: what is done with them is done where they are."""

import itertools
import math
import sys
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from svdlib._scaling import double_precision
from svdlib._triangles import Rows, merged, rows_of, summary

FAN_IN = 4  # triangles that a worker holds at the same time, at most


class BadBlockError(Exception):
    """What is wrong with a block, on its way from a worker to the caller."""


class Delayed(NamedTuple):
    """Blocks that Dask makes where and when it computes; of sizes that are not known yet, nan."""

    blocks: list
    heights: list
    shape: tuple = (math.nan, math.nan)


def as_blocks(blocks, name="blocks", again=False):
    """Return blocks that are `Delayed`, if Dask has them, or can be iterated once, or with `again` any number of times."""
    if _is_dask(blocks):
        return _chunks(blocks, name)
    if isinstance(blocks, (str, bytes)) or not isinstance(blocks, Iterable):
        raise TypeError(f"{name} must be an iterable of matrices, got {blocks!r}")
    rest = iter(blocks)
    begin = list(itertools.islice(rest, 1))
    if begin and _is_dask(begin[0]):
        every = begin + list(rest)
        return Delayed(every, [math.nan] * len(every))
    if again and rest is blocks:
        raise TypeError(f"{name} must be what can be read twice, such as a list, to compute U; got {type(blocks).__name__}")
    return blocks if again else itertools.chain(begin, rest)


def rows_summary(blocks, name="blocks", centred=False) -> Rows:
    """Return what is kept of the rows of blocks that come from `as_blocks`: count, mean and triangle R.

    The singular values and right singular vectors of R are those of the rows or, if `centred`, of the rows minus their mean.
    `name` is that of the argument that they came in.
    """
    if not isinstance(blocks, Delayed):
        return summary(blocks, name, centred)
    from dask.base import compute
    from dask.delayed import delayed

    task = delayed(_tell)
    parts = [task(rows_of, block, f"{name}[{i}]", centred) for i, block in enumerate(blocks.blocks)]
    while len(parts) > FAN_IN:
        parts = [task(merged, parts[i : i + FAN_IN]) for i in range(0, len(parts), FAN_IN)]
    try:
        return compute(task(merged, parts))[0]
    except BadBlockError as bad:
        raise bad.args[0] from None


def left_vectors(blocks, Vt, mean):
    """Return U for blocks that come from `as_blocks`, as an array or, of what Dask has, as a Dask array.

    U s = AV: U is the orthonormal factor of AV, with the signs for which the other one is near the diagonal matrix of s.
    """
    if not isinstance(blocks, Delayed):
        Q, R = np.linalg.qr(np.concatenate([_projected(block, Vt, mean) for block in blocks]))
        return Q * _turns(R)
    import dask.array as da
    from dask.delayed import delayed

    task, Vt_there, mean_there = delayed(_projected), delayed(Vt), delayed(mean)
    AV = [
        da.from_delayed(task(block, Vt_there, mean_there), (height, len(Vt)), Vt.dtype)
        for block, height in zip(blocks.blocks, blocks.heights, strict=True)
    ]
    Q, R = da.linalg.tsqr(da.concatenate(AV, allow_unknown_chunksizes=True))
    return Q * R.map_blocks(_turns, drop_axis=0, dtype=R.dtype)


def _is_dask(thing):
    """Whether this is something that Dask computes; if Dask was never imported, it is not."""
    dask = sys.modules.get("dask")
    return dask is not None and dask.is_dask_collection(thing)


def _chunks(X, name):
    """Return the chunks of rows of a Dask array."""
    if not hasattr(type(X), "rechunk"):
        raise TypeError(f"{name} must be a Dask array or an iterable of delayed blocks, got a Dask {type(X).__name__}")
    if X.ndim != 2:
        raise ValueError(f"{name} must have 2 dimensions (m, n), got shape {X.shape}")
    X = X.rechunk({1: -1})
    return Delayed(list(X.to_delayed()[:, 0]), list(X.chunks[0]), X.shape)


def _tell(function, *arguments):
    """Call a function on a worker; what is wrong with its arguments is told to the caller, and no more of the worker."""
    try:
        return function(*arguments)
    except (TypeError, ValueError) as error:
        raise BadBlockError(error) from None


def _projected(block, Vt, mean):
    """Return AV, or (A - mean) V, for a block A."""
    block = np.asarray(block)
    block = block.astype(double_precision(block), copy=False)
    return (block if mean is None else block - mean) @ Vt.conj().T


def _turns(R):
    """Return the phases of the diagonal of R, 1 for what is zero."""
    diagonal = R.diagonal()
    return np.where(diagonal == 0, 1, diagonal / np.where(diagonal == 0, 1, abs(diagonal)))
