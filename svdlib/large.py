"""Leading singular triplets of matrices too large for a full decomposition: dense or sparse."""

from typing import Literal

import numpy as np
import scipy.sparse
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._blocks import (
    ROWS,
    adjoint_times,
    filled,
    is_sparse,
    leading_eigenvectors,
    lower_gram,
    row_blocks,
    times,
)
from svdlib._centred import Centred
from svdlib._conventions import fix_signs
from svdlib._scaling import scaled, unscaled, wide
from svdlib._triangles import TALL, summary
from svdlib.decompositions import SVD, svd

SHORT = 64  # columns so few that nothing is gained by the Gram matrix
WIDE = 2000  # columns so many that a few products may be cheaper than the Gram matrix
HUGE = 6000  # columns so many that a sparse matrix should have no Gram matrix
OVERSAMPLES = 10
SAFE = 1e-4  # of singular value k to the first: from here on squaring costs more than the digits that can be spared
CONVERGED = 1e-12  # a residual, relative to the first singular value
KRYLOV_BLOCKS = 5
QUICK, PATIENT = 12, 2000  # steps of the Krylov route before the next is tried, and where there is no other


def randomized_svd(
    A: ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix,
    n_components: int,
    *,
    n_oversamples: int = 10,
    n_iter: int | Literal["auto"] = "auto",
    random_state: int | np.random.Generator | np.random.RandomState | None = None,
) -> SVD:
    r"""Leading singular triplets from products with a few random vectors.

    The columns of :math:`Y = (AA^\mathsf{T})^q A\,\Omega`, with :math:`\Omega` random, nearly span the leading left
    singular vectors; with Q an orthonormal basis of them, the decomposition of the small :math:`Q^\mathsf{T}A` gives
    that of :math:`QQ^\mathsf{T}A \approx A`.

    Parameters
    ----------
    A : array_like or sparse matrix, shape (m, n)
        Real or complex, not empty.
    n_components : int
        How many triplets, 1 to min(m, n).
    n_oversamples : int, optional
        Random vectors beyond `n_components`, at least 0.
    n_iter : int or "auto", optional
        Power iterations q, at least 0; "auto" takes 7 where `n_components` is below a tenth of min(m, n), else 4.
    random_state : None, int, numpy.random.Generator or numpy.random.RandomState, optional
        The seed or source of the random vectors; None draws afresh each time. A seed draws other vectors than
        scikit-learn does, ``RandomState(seed)`` the same.

    Returns
    -------
    SVD
        `U` (m, n_components), `s` (n_components,) non-increasing, `Vt` (n_components, n).

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or another argument has the wrong type.
    ValueError
        If `A` does not have two dimensions, is empty or not finite, or another argument is out of range.

    See Also
    --------
    truncated_svd : Where the result must be accurate, at any spectrum.
    svd : All triplets.

    Notes
    -----
    Call form and defaults are scikit-learn's. On average, with p vectors oversampled and no iteration,
    :math:`\|A - QQ^\mathsf{T}A\|_F^2 \le (1 + k/(p-1)) \sum_{i>k} \sigma_i^2`; iterations bring it near to the least
    possible unless the singular values hardly fall. `truncated_svd` goes on until its result is accurate.

    References
    ----------
    Halko, Martinsson & Tropp, "Finding structure with randomness", *SIAM Review* 53 (2011), algorithms 4.4 and 5.1.

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import randomized_svd
    >>> A = np.outer(np.arange(100.0), np.ones(50))
    >>> U, s, Vt = randomized_svd(A, 2, random_state=0)
    >>> U.shape, (s / np.linalg.norm(A)).round(6).tolist(), Vt.shape
    ((100, 2), [1.0, 0.0], (2, 50))
    """
    A, power = scaled(_check.as_matrix_or_sparse(A, widen=False))
    k = _check.as_rank(n_components, A.shape, "n_components")
    size = min(k + _check.as_integer(n_oversamples, "n_oversamples", 0), *A.shape)
    if isinstance(n_iter, str) and n_iter == "auto":
        n_iter = 7 if k < 0.1 * min(A.shape) else 4
    n_iter = _check.as_integer(n_iter, "n_iter", 0)
    rng = _check.as_generator(random_state, "random_state")
    Q = times(A, rng.standard_normal((A.shape[1], size)).astype(np.float32 if A.dtype.char in "fF" else np.float64))
    for _ in range(n_iter):
        Q = times(A, _orthonormal(adjoint_times(A, _orthonormal(Q))))
    Q = _orthonormal(Q)
    U, s, Vt = np.linalg.svd(adjoint_times(A, Q).conj().T, full_matrices=False)  # of Q*A
    return SVD(*fix_signs(Q @ U[:, :k], unscaled(s[:k], power), Vt[:k]))


def truncated_svd(A: ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix, k: int) -> SVD:
    r"""Leading k singular triplets of a large matrix, to full accuracy, by the quickest route that keeps it.

    Parameters
    ----------
    A : array_like or sparse matrix, shape (m, n)
        Real or complex, not empty. Dense integers and single precision are widened block by block: no copy of the
        whole is made.
    k : int
        How many triplets, 1 to min(m, n).

    Returns
    -------
    SVD
        `U` (m, k), `s` (k,) non-increasing, `Vt` (k, n), in double precision whatever came in. Singular values are
        within :math:`10^{-10}\sigma_1` of the true ones, vectors orthonormal to :math:`10^{-12}`.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or `k` is no integer.
    ValueError
        If `A` does not have two dimensions, is empty or not finite, or `k` is out of range.
    numpy.linalg.LinAlgError
        If a huge sparse matrix has singular values so close that 2000 steps cannot tell them apart.

    See Also
    --------
    svd : All triplets, or more than half of them.
    randomized_svd : Where a rough answer in few products is enough.
    svd_of_blocks : Where the matrix does not fit into memory.
    pca : Of samples less their mean.

    Notes
    -----
    For m >= n (else for the transpose) there are four routes to the space of the leading right singular vectors, taken
    by shape, and the next where one would lose digits or lasts too long:

    - eigenvectors of the Gram matrix :math:`A^\mathsf{T}A`, for n up to 2000 the quickest; products of small integers
      (pixels) are exact in single precision, at twice the speed. The error of a singular value is
      :math:`\varepsilon\sigma_1^2/\sigma_i`: the route is left where :math:`\sigma_k < 10^{-4}\sigma_1`;
    - then, and where n is small, the singular vectors of the triangular factor of `A`, found a block of rows at a
      time;
    - where n is above 2000 and k below n / 40, a block Krylov space, grown from a fixed seed until each residual
      :math:`\|A^\mathsf{T}u - \sigma v\|` is below :math:`10^{-12}\sigma_1`; twelve steps do for singular values
      that decay, and for others the first two routes follow;
    - but for sparse matrices with n above 6000 ARPACK (asked again what it left, since of equal singular values it may
      miss some), and then as many steps of the third as it takes.

    Where k is above n / 2 the result is as large as the matrix, and `svd` does it all.

    With V an orthonormal basis of the space, the thin decomposition of AV gives the result: a small error of V has
    only its square as effect on the singular values.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., sections 8.6 and 10.4 (2013); Musco & Musco, "Randomized block
    Krylov methods for stronger and faster approximate singular value decomposition", *Advances in Neural Information
    Processing Systems* 28 (2015); Lehoucq, Sorensen & Yang, *ARPACK Users' Guide* (1998).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import truncated_svd
    >>> pixels = np.outer(np.arange(100), [1, 2]).astype(np.uint8)
    >>> U, s, Vt = truncated_svd(pixels, 1)
    >>> U.shape, bool(np.isclose(s[0], np.linalg.norm(pixels * 1.0))), Vt.round(4).tolist()
    ((100, 1), True, [[0.4472, 0.8944]])
    """
    A, power = scaled(_check.as_matrix_or_sparse(A, widen=False))
    k = _check.as_rank(k, A.shape)
    if scipy.sparse.issparse(A):
        A = A.astype(wide(A))  # few numbers, as a rule
    U, s, Vt = leading_triplets(A, k)
    return SVD(U, unscaled(s, power), Vt)


def leading_triplets(A, k):
    """Return what `truncated_svd` does, of a matrix that was checked, or of samples less their mean."""
    if A.shape[0] < A.shape[1]:
        V, s, Ut = leading_triplets(A.T, k)
        return SVD(*fix_signs(Ut.T, s, V.T))
    if 2 * k > A.shape[1]:  # the result is as large as the matrix in double precision
        return svd(filled(A), full_matrices=False).truncate(k)
    V = next(V for route in _routes(A, k) if (V := route(A, k)) is not None)
    Q, R = np.linalg.qr(times(A, V))
    U, s, Wt = np.linalg.svd(R)
    return SVD(*fix_signs(Q @ U, s, Wt @ V.conj().T))


def _orthonormal(Y):
    """Return an orthonormal basis of the columns of Y."""
    return np.linalg.qr(Y).Q


def _routes(A, k):
    """Return the routes to the leading right singular vectors of A, with m >= n: each after the one that may give it up."""
    n = A.shape[1]
    if n <= SHORT:
        return (_vectors_by_qr,)
    if n <= WIDE or 40 * k > n:
        return (_vectors_by_gram, _vectors_by_qr)
    if n <= HUGE or not is_sparse(A):
        return (_vectors_by_krylov, _vectors_by_gram, _vectors_by_qr)
    return (_vectors_by_lanczos, _vectors_patiently)


def _vectors_by_gram(A, k):
    """Return the leading eigenvectors of A*A, or None where squaring would lose too many digits."""
    eigenvalues, V = leading_eigenvectors(lower_gram(A), k)
    largest = eigenvalues[-1] + (A.cancelled if isinstance(A, Centred) else 0)
    return V if eigenvalues[0] > SAFE**2 * largest else None


def _vectors_by_qr(A, k):
    """Return the leading right singular vectors of the triangular factor of A."""
    R = summary(row_blocks(A, max(TALL * A.shape[1], ROWS), wide(A))).R
    return np.linalg.svd(R, full_matrices=False).Vh[:k].conj().T


def _vectors_by_lanczos(A, k):
    """Return leading right singular vectors as ARPACK finds them, or None where it fails, or squaring loses too many digits."""
    from scipy.sparse.linalg import ArpackError, svds

    start = np.random.default_rng(1950).standard_normal(A.shape[1])
    options = {"v0": start, "maxiter": PATIENT, "return_singular_vectors": "vh"}
    V = np.zeros((A.shape[1], 0), wide(A))
    try:
        _, s, Vt = svds(_without(A, V), k, **options)
        while s.min() > SAFE * s.max():
            V = Vt.conj().T
            # of equal singular values ARPACK may have missed some: ask what is left
            _, s_left, Vt_left = svds(_without(A, V), 1, **options)
            if s_left[0] <= s.min() + CONVERGED * s.max():
                return V
            keep = np.arange(k) != s.argmin()
            s, Vt = np.append(s[keep], s_left), np.vstack([Vt[keep], Vt_left])
    except ArpackError:
        pass
    return None


def _without(A, V):
    """Return the linear operator A (I - VV*)."""
    from scipy.sparse.linalg import LinearOperator

    def project(X):
        return X - V @ (V.conj().T @ X)

    def forth(X):
        return times(A, project(X))

    def back(Y):
        return project(adjoint_times(A, Y))

    return LinearOperator(A.shape, forth, back, forth, dtype=wide(A), rmatmat=back)


def _vectors_by_krylov(A, k, steps=QUICK):
    """Return the best vectors of a block Krylov space, restarted with them when it grows large; None after so many steps."""
    size = k + OVERSAMPLES
    rng = np.random.default_rng(2015)
    W = _orthonormal(rng.standard_normal((A.shape[1], size)).astype(wide(A)))
    AW = times(A, W)
    for _ in range(steps):
        Q, R = np.linalg.qr(AW)
        U, s, Zt = np.linalg.svd(R)
        U, s, V = Q @ U[:, :size], s[:size], W @ Zt[:size].conj().T
        residual = adjoint_times(A, U) - V * s
        if np.linalg.norm(residual[:, :k], axis=0).max() <= CONVERGED * s[0]:
            return V[:, :k]
        if W.shape[1] >= KRYLOV_BLOCKS * size:
            W, AW = V, U * s
        for _ in range(3):  # once is not enough where a residual is all rounding
            residual = _orthonormal(residual - W @ (W.conj().T @ residual))
        W, AW = np.hstack([W, residual]), np.hstack([AW, times(A, residual)])
    return None


def _vectors_patiently(A, k):
    """Return the vectors of the Krylov route, however many steps it takes, within reason."""
    V = _vectors_by_krylov(A, k, PATIENT)
    if V is None:
        raise np.linalg.LinAlgError(
            f"truncated_svd did not converge in {PATIENT} steps: singular value {k} is too close to the next"
        )
    return V
