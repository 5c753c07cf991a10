"""Samples less their mean, held as samples and mean: what is sparse stays sparse, and what is large is not copied."""

from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import scipy.sparse


@dataclass(frozen=True)
class Centred:
    """Real samples X, one a row, less their mean; or, `turned`, the transpose of that. Taken by `_blocks` in place of a matrix.

    Where samples may be far from zero, their mean is `first` + `shift`: a row that is subtracted first, so that no
    digits are lost, and what remains. Of others it is `shift`.
    """

    X: Any  # an array, or a sparse matrix
    first: np.ndarray | None
    shift: np.ndarray
    turned: bool = False
    dtype = np.dtype(np.float64)

    @property
    def shape(self):
        """The number of rows and of columns."""
        return self.X.shape[::-1] if self.turned else self.X.shape

    @property
    def T(self):
        """The transpose."""
        return replace(self, turned=not self.turned)

    def __getitem__(self, rows):
        """Return a slice of the rows, dense."""
        if self.turned:
            first = None if self.first is None else self.first[rows]
            return Centred(self.X[:, rows], first, self.shift[rows])[:].T
        block = self.X[rows]
        block = block.toarray() if scipy.sparse.issparse(block) else block
        block = block.astype(np.float64) if self.first is None else difference(block, self.first)
        block -= self.shift
        return block

    def __matmul__(self, V):
        """Return the product with the columns of V, of sparse samples."""
        B, a, b = self.less_rank_one()
        return B @ V - np.multiply.outer(a, b @ V)

    @property
    def mean(self):
        """What is subtracted from each sample, rounded."""
        return self.shift if self.first is None else self.first + self.shift

    @property
    def cancelled(self):
        """The squares that cancel in the Gram matrix, as it is found from that of sparse samples."""
        return self.X.shape[0] * float(self.shift @ self.shift) if scipy.sparse.issparse(self.X) else 0.0

    def squares_of_sparse(self):
        """Return the sum of all squares, of sparse samples: of the numbers that are stored, and of those that are not."""
        m, columns = self.X.shape[0], self.X.indices
        missing = m - np.bincount(columns, minlength=len(self.shift))
        return float(np.sum((self.X.data - self.shift[columns]) ** 2) + missing @ self.shift**2)

    def less_rank_one(self):
        """Return B, a and b of B - a b^T, which sparse samples less their mean are."""
        ones = np.ones(self.X.shape[0])
        return (self.X.T, self.shift, ones) if self.turned else (self.X, ones, self.shift)


def centred(X, rows=1024):
    """Return the samples X less their mean, which is found from so many rows at a time."""
    if scipy.sparse.issparse(X):
        X = X.astype(np.float64, copy=False)
        return Centred(X, None, _sparse_mean(X))
    if X.dtype.kind in "iub" and X.dtype.itemsize <= 2:  # whose sum is exact
        return Centred(X, None, X.mean(axis=0))
    differences = (difference(X[i : i + rows], X[0]) for i in range(0, len(X), rows))  # zero where a column is constant
    return Centred(X, X[0], reduce(np.add, (block.sum(axis=0) for block in differences)) / len(X))


def difference(X, row):
    """Return X - row in double precision; of 64-bit integers exactly, though double precision may not tell them apart."""
    result = np.subtract(X, row, dtype=np.float64)
    if X.dtype.kind not in "iu" or X.dtype.itemsize < 8:
        return result
    bits = X.view(np.uint64) - row.view(np.uint64)  # modulo 2^64, as differences from there to int64: right wherever they fit
    return np.where(abs(result) < 2**62, bits.view(np.int64), result)


def _sparse_mean(X):
    """Return the mean of the rows of X in CSR form; of a column without zeros, as the first row and what remains."""
    m, n = X.shape
    first = np.where(np.bincount(X.indices, minlength=n) == m, X[[0]].toarray().ravel(), 0)
    return first + np.bincount(X.indices, X.data - first[X.indices], minlength=n) / m
