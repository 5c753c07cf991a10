"""Matrices of far more rows than columns: a block of rows at a time, on one machine or on many."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._scaling import scaled, unscaled
from svdlib._workers import Delayed, as_blocks, left_vectors, rows_summary
from svdlib.decompositions import svd

if TYPE_CHECKING:
    import dask.array


class _SingularPair(NamedTuple):
    s: np.ndarray
    Vt: np.ndarray


class TallSVD(_SingularPair):
    """Leading part of the decomposition of a tall matrix; a pair, ``s, Vt = ...``, with attributes.

    Parameters
    ----------
    s : ndarray, shape (k,)
        Singular values, non-increasing.
    Vt : ndarray, shape (k, n)
        Right singular vectors, one a row.
    U : ndarray or dask.array.Array, shape (m, k), or None
        Left singular vectors, if they were asked for.
    mean : ndarray, shape (n,), or None
        Mean of the rows, if it was taken off.
    n_rows : int
        How many rows there were.

    See Also
    --------
    svd_of_blocks : What returns it.
    SVD : Of a matrix in memory: a triple.

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import svd_of_blocks
    >>> F = svd_of_blocks([[[1.0, 5.0]], [[3.0, 5.0]]], 1, centred=True)
    >>> F.s.round(6).tolist(), F.mean.tolist(), F.n_rows
    ([1.414214], [2.0, 5.0], 2)
    """

    U: "np.ndarray | dask.array.Array | None"
    mean: np.ndarray | None
    n_rows: int

    def __new__(cls, s, Vt, U=None, mean=None, n_rows=0):
        """Make a pair with attributes."""
        self = super().__new__(cls, s, Vt)
        self.U, self.mean, self.n_rows = U, mean, n_rows
        return self


def svd_of_blocks(blocks: Iterable[ArrayLike], k: int, *, centred: bool = False, compute_u: bool = False) -> TallSVD:
    r"""Leading singular triplets of a matrix that comes a block of rows at a time, or lies on many machines.

    With :math:`A_i = Q_i R_i`, the stacked :math:`\begin{pmatrix} R_1 \\ R_2 \end{pmatrix}` has the singular values and
    right singular vectors of :math:`\begin{pmatrix} A_1 \\ A_2 \end{pmatrix}`: of any number of rows, only a triangle of
    n columns is kept.

    Parameters
    ----------
    blocks : iterable of array_like, each of shape (any number of rows, n), or dask.array.Array of shape (m, n)
        The rows, in any order. Blocks are read once, so that a generator may read them from files, and use one buffer
        for all. If they are delayed (``dask.delayed``), or the chunks of a Dask array, the work is done where
        Dask computes: on the workers of the current client or, if there is none, in threads.
    k : int
        How many singular values, 1 to min(m, n), with m the number of rows in all.
    centred : bool, optional
        Whether the mean of the rows is taken off each row, in the same pass.
    compute_u : bool, optional
        Whether to compute the left singular vectors, too. The blocks are then read a second time: an iterator will
        not do.

    Returns
    -------
    TallSVD
        The pair `s` (k,), non-increasing, and `Vt` (k, n), with attributes `U`, `mean` and `n_rows`. `U` (m, k) is
        an array in memory or, of what Dask has, a Dask array that is computed when it is asked for.

    Raises
    ------
    TypeError
        If `blocks` is no iterable of matrices of plain numbers, or an iterator although `compute_u`, or `k` is no integer.
    ValueError
        If there is no row or no column, the blocks differ in their number of columns, an entry is not finite, or `k` is
        out of range, or a singular value overflows.

    See Also
    --------
    svdlib.truncated_svd : Of a matrix that fits into memory.

    Notes
    -----
    Memory: some ten times n² numbers, a thousand rows and a few times the largest block, however many rows there are.
    With Dask this holds for each thread of a worker. Triangles are merged by the workers, a few at a time, and the last
    one alone comes to the caller. A Dask array whose chunks do not have all columns is rechunked.

    Computed in double precision, with errors small beside the largest singular value, as `svd` has; they grow slowly with
    the number of blocks. Where columns are far from dependent, triangles are Cholesky factors of Gram matrices: several
    times as fast as QR, and as accurate. What is left of the other columns, when their projection on the first is taken
    off, has triangles of its own, by QR if need be. So nearly equal columns lose no digits.

    The mean is taken off each block, and the differences of the blocks' means are put back as rows of their own: no
    digits are lost where the mean is large, and a constant column has variance 0.

    `U` is the orthonormal factor of :math:`AV`, by Dask's ``tsqr`` if it is a Dask array: orthonormal, however small
    singular values are. Its blocks are kept by the workers until all have been read. Where U is too large for that,
    :math:`AV\Sigma^{-1}`, a block at a time, gives the columns that belong to large singular values.

    References
    ----------
    Demmel, Grigori, Hoemmen & Langou, "Communication-optimal parallel and sequential QR and LU factorizations", *SIAM
    Journal on Scientific Computing* 34 (2012); Fukaya, Kannan, Nakatsukasa, Yamamoto & Yanagisawa, "Shifted Cholesky QR
    for computing the QR factorization of ill-conditioned matrices", *SIAM Journal on Scientific Computing* 42 (2020);
    Chan, Golub & LeVeque, "Algorithms for computing the sample variance", *The American Statistician* 37 (1983).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import svd_of_blocks
    >>> s, Vt = svd_of_blocks((np.full((1000, 2), float(day)) for day in range(3)), 1)
    >>> s.round(6).tolist(), Vt.round(6).tolist()
    ([100.0], [[0.707107, 0.707107]])
    """
    k = _check.as_integer(k, "k")
    blocks = as_blocks(blocks, again=compute_u)
    if isinstance(blocks, Delayed) and not np.isnan(blocks.shape).any():
        _check.as_rank(k, blocks.shape, matrix="blocks")  # before hours of work
    rows = rows_summary(blocks, centred=centred)
    _check.finite(rows.R, "blocks must have singular values")
    k = _check.as_rank(k, (rows.count, rows.R.shape[1]), matrix="blocks")
    R, power = scaled(rows.R)
    _, s, Vt = svd(R, full_matrices=False).truncate(k)
    s = unscaled(s, power, "blocks")
    return TallSVD(s, Vt, left_vectors(blocks, Vt, rows.mean) if compute_u else None, rows.mean, rows.count)
