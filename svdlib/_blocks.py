"""Products and factors of a matrix, dense or sparse, taken a block of rows at a time, so that no copy of it is made."""

from functools import reduce

import numpy as np
import scipy.linalg
import scipy.sparse

from svdlib._centred import Centred
from svdlib._operators import Operator
from svdlib._scaling import double_precision

BLOCK = 1024  # rows, so few that they fit into the processor's cache
EXACT_FLOAT32, EXACT_FLOAT64 = 2**24, 2**53  # whole numbers up to here are exact in single and in double precision


def by_products(A):
    """Say whether A is best known by its products: a sparse matrix, sparse samples less their mean, or a linear operator."""
    return scipy.sparse.issparse(A.X if isinstance(A, Centred) else A) or isinstance(A, Operator)


def filled(A):
    """Return A whole, dense and in double precision."""
    if isinstance(A, Centred):
        return A[:]
    return A.toarray() if by_products(A) else A.astype(double_precision(A))


def squares(A):
    """Return the sum of the squares of the entries of A, samples less their mean."""
    if by_products(A):
        return A.squares_of_sparse()
    return sum(float(np.vdot(block, block)) for block in row_blocks(A, BLOCK, A.dtype))


def row_blocks(A, rows, dtype):
    """Yield A a block of rows at a time, dense and in the given precision; the next may take the place of the last."""
    buffer = np.empty((min(rows, A.shape[0]), A.shape[1]), dtype)
    for start in range(0, max(A.shape[0], 1), rows):  # one block at least
        block = A[start : start + rows]
        block = block.toarray() if scipy.sparse.issparse(block) else block
        if block.dtype != dtype or not block.flags.c_contiguous:
            np.copyto(buffer[: len(block)], block)
            block = buffer[: len(block)]
        yield block


def product(A, V):
    """Return AV, with A widened to the precision of V."""
    if by_products(A):
        return A @ V
    result = np.empty((A.shape[0], V.shape[1]), np.result_type(A.dtype, V.dtype))
    for i, block in enumerate(row_blocks(A, BLOCK, result.dtype)):
        np.matmul(block, V, out=result[i * BLOCK : (i + 1) * BLOCK])
    return result


def adjoint_product(A, U):
    """Return A*U, with A widened to the precision of U."""
    if by_products(A):
        return (A.T @ U.conj()).conj()  # no copy of A, nor of what is real
    blocks = row_blocks(A, BLOCK, np.result_type(A.dtype, U.dtype))
    return reduce(np.add, ((U[i * BLOCK : (i + 1) * BLOCK].conj().T @ block).conj().T for i, block in enumerate(blocks)))


def lower_gram(A):
    """Return A*A in double precision, its lower triangle at least.

    Small integers are multiplied in single precision, exactly: with Y = A - c, column sums t and m rows,
    A*A = Y*Y + c (t 1* + 1 t*) + m c², and c halves what Y*Y has to hold.
    """
    if isinstance(A, Centred):
        return _lower_gram_of_centred(A)
    if scipy.sparse.issparse(A):
        return (A.T.conj(copy=False) @ A).toarray()
    if not (exact := exact_products(A)):
        return _gram_and_sums(A, None, BLOCK, double_precision(A))[0]
    centre, (G, t) = exact[0], _gram_and_sums(A, *exact)
    G += centre * (t[:, None] + t + centre * len(A))
    return G


def _lower_gram_of_centred(A):
    """Return A*A: of sparse samples, and of small integers without rounding, from that of the samples themselves."""
    if by_products(A):
        B, a, b = A.less_rank_one()
        c = (a @ a / 2) * b - B.T @ a
        return (B.T @ B).toarray() + np.outer(b, c) + np.outer(c, b)
    m, exact = A.shape[0], None if A.turned else exact_products(A.X)
    if exact and (m * max(abs(int(end) - exact[0]) for end in (A.X.min(), A.X.max()))) ** 2 <= EXACT_FLOAT64:
        G, t = _gram_and_sums(A.X, *exact)
        return (m * G - np.outer(t, t)) / m  # whole numbers that double precision holds: nothing cancels
    return _gram_and_sums(A, None, BLOCK, A.dtype)[0]


def _gram_and_sums(A, centre, rows, dtype):
    """Return Y*Y (its lower triangle at least) and, where there is a centre, the column sums of Y = A - centre."""
    multiply = scipy.linalg.get_blas_funcs("herk" if dtype.kind == "c" else "syrk", dtype=dtype)  # half of a product
    n = A.shape[1]
    # LAPACK's order: it then copies nothing, and a Gram matrix is the conjugate of what BLAS makes of the transposed block
    G, part = np.zeros((n, n), double_precision(A), order="F"), np.zeros((n, n), dtype, order="F")
    t = np.zeros(n, G.dtype)
    for block in row_blocks(A, rows, dtype):
        if centre is not None:
            block -= dtype.type(centre)
            t += block.sum(axis=0)
        G += multiply(1, block.T, c=part, overwrite_c=True, lower=True)
    return G.conj(), t


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
        if rows >= BLOCK // 4 and max(-low, high) <= EXACT_FLOAT32:  # smaller blocks cost more than single precision saves
            return centre, min(rows, BLOCK), np.dtype(np.float32)
    return None
