"""Products and factors of a matrix, dense or sparse, taken a block of rows at a time, so that no copy of it is made."""

import numpy as np
import scipy.linalg
import scipy.sparse

from svdlib._scaling import wide

ROWS = 1024  # in a block small enough for the processor's cache
EXACT_FLOAT32 = 2**24  # whole numbers up to here are exact in single precision


def row_blocks(A, rows, dtype):
    """Yield A a block of rows at a time, dense and in the given precision."""
    for start in range(0, A.shape[0], rows):
        block = A[start : start + rows]
        yield np.ascontiguousarray(block.toarray() if scipy.sparse.issparse(A) else block, dtype)


def times(A, V):
    """Return AV, with A widened to the precision of V."""
    if scipy.sparse.issparse(A):
        return A @ V
    blocks = row_blocks(A, ROWS, np.result_type(A.dtype, V.dtype))
    return np.concatenate([(V.T @ block.T).T for block in blocks])  # the order that OpenBLAS multiplies quickest


def adjoint_times(A, U):
    """Return A*U, with A widened to the precision of U."""
    if scipy.sparse.issparse(A):
        return A.conj().T @ U
    blocks = row_blocks(A, ROWS, np.result_type(A.dtype, U.dtype))
    return sum((U[i * ROWS : (i + 1) * ROWS].conj().T @ block).conj().T for i, block in enumerate(blocks))


def lower_gram(A):
    """Return A*A in double precision, its lower triangle at least.

    Small integers are multiplied in single precision, exactly: with Y = A - c, column sums t and m rows,
    A*A = Y*Y + c (t 1* + 1 t*) + m c², and c halves what Y*Y has to hold.
    """
    if scipy.sparse.issparse(A):
        return (A.conj().T @ A).toarray()
    centre, rows, dtype = exact_products(A) or (0, ROWS, wide(A))
    multiply = scipy.linalg.get_blas_funcs("herk" if dtype.kind == "c" else "syrk", dtype=dtype)  # half of a product
    n = A.shape[1]
    G, t, product = np.zeros((n, n), wide(A)), np.zeros(n, wide(A)), np.zeros((n, n), dtype, order="F")
    for block in row_blocks(A, rows, dtype):
        if centre:
            block -= dtype.type(centre)
            t += block.sum(axis=0)
        G += multiply(1, block.T, c=product, overwrite_c=True).T
    return G + centre * (t[:, None] + t + centre * len(A))


def leading_eigenvectors(G, k):
    """Return the k largest eigenvalues of a Hermitian G, upwards, and their vectors; its lower triangle is read and lost."""
    largest = [len(G) - k, len(G) - 1]
    return scipy.linalg.eigh(G, lower=True, subset_by_index=largest, driver="evr", overwrite_a=True, check_finite=False)


def exact_products(A):
    """Return, for small integers, the centre of their range, and how many rows are multiplied exactly in which precision."""
    if A.dtype.kind in "iub":
        low, high = int(A.min()), int(A.max())
        centre = (low + high + 1) // 2
        rows = EXACT_FLOAT32 // max(centre - low, 1) ** 2
        if rows >= ROWS // 4 and max(-low, high) <= EXACT_FLOAT32:  # smaller blocks cost more than single precision saves
            return centre, min(rows, ROWS), np.dtype(np.float32)
    return None


def triangular_factor(blocks):
    """Return R of A = QR, for A in blocks of rows; rows are gathered until there are 2n, so that small blocks cost no more."""
    waiting, rows = [], 0
    for block in blocks:
        waiting.append(block)
        rows += len(block)
        if rows >= 2 * block.shape[1]:
            waiting = [np.linalg.qr(np.concatenate(waiting), mode="r")]
            rows = len(waiting[0])
    return np.linalg.qr(np.concatenate(waiting), mode="r")
