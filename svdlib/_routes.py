"""Ways to the leading right singular vectors of a matrix with m >= n, and which of them are taken for it.

Each way is a function of A and k; it returns the vectors, or None where it would lose digits or last too long.
"""

import numpy as np

from svdlib._blocks import BLOCK, by_products, leading_eigenvectors, lower_gram, row_blocks
from svdlib._centred import Centred
from svdlib._krylov import LANCZOS_ROOM, SAFE, krylov, lanczos, patient_krylov
from svdlib._operators import Operator
from svdlib._scaling import double_precision
from svdlib._triangles import TALL, summary

SHORT = 64  # columns so few that nothing is gained by the Gram matrix
MANY = 2000  # columns so many that a few products may be cheaper than the Gram matrix
HUGE = 6000  # columns so many that a sparse matrix should have no Gram matrix


def all_at_once(A, k):
    """Say whether the result, or an operator's Krylov space, would be about as large as the matrix in double precision."""
    n = A.shape[1]
    return 2 * k > n or (isinstance(A, Operator) and n <= 2 * (k + LANCZOS_ROOM))


def right_vectors(A, k):
    """Return orthonormal columns that span the leading right singular vectors of A: by the first route that keeps digits."""
    return next(V for route in routes(A, k) if (V := route(A, k)) is not None)


def routes(A, k):
    """Return the routes for A, each after the one that may give it up."""
    n = A.shape[1]
    if isinstance(A, Operator):
        return (lanczos, patient_krylov)
    if n <= SHORT:
        return (by_qr,)
    if n <= MANY or 40 * k > n:
        return (by_gram, by_qr)
    if n <= HUGE or not by_products(A):
        return (krylov, by_gram, by_qr)
    return (lanczos, patient_krylov)


def by_gram(A, k):
    """Return the leading eigenvectors of A*A, or None where squaring would lose too many digits."""
    eigenvalues, V = leading_eigenvectors(lower_gram(A), k)
    largest = eigenvalues[-1] + (A.cancelled if isinstance(A, Centred) else 0)
    return V if eigenvalues[0] > SAFE**2 * largest else None


def by_qr(A, k):
    """Return the leading right singular vectors of the triangular factor of A."""
    R = summary(row_blocks(A, max(TALL * A.shape[1], BLOCK), double_precision(A))).R
    return np.linalg.svd(R, full_matrices=False).Vh[:k].conj().T
