"""Leading singular triplets of matrices too large for a full decomposition: dense, sparse, or known by products alone."""

from typing import TYPE_CHECKING, Literal

import numpy as np
import scipy.linalg
import scipy.sparse
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._blocks import adjoint_product, filled, product
from svdlib._conventions import fix_signs
from svdlib._krylov import SAFE, orthonormal
from svdlib._operators import as_operator, is_operator
from svdlib._routes import all_at_once, right_vectors
from svdlib._scaling import double_precision, scaled, unscaled
from svdlib.decompositions import SVD, svd

if TYPE_CHECKING:
    from scipy.sparse.linalg import LinearOperator


def randomized_svd(
    A: "ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix | LinearOperator",
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
    A : array_like, sparse matrix or LinearOperator, shape (m, n)
        Real or complex, not empty. An operator needs products from both sides, `matvec` and `rmatvec`.
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
        `U` (m, n_components), `s` (n_components,) non-increasing, `Vt` (n_components, n); computed and returned in
        single precision if `A` is.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or has no `rmatvec`, or another argument has the wrong type.
    ValueError
        If `A` does not have two dimensions, is empty or not finite, or another argument is out of range.

    See Also
    --------
    truncated_svd : Where the result must be accurate, at any spectrum.
    svd : All triplets.

    Notes
    -----
    Call form and defaults are scikit-learn's, and as there a matrix with m < n is transposed. On average, with p vectors
    oversampled and no iteration,
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
    A, power = _read(A)
    k = _check.as_rank(n_components, A.shape, "n_components")
    size = min(k + _check.as_integer(n_oversamples, "n_oversamples", 0), *A.shape)
    if isinstance(n_iter, str) and n_iter == "auto":
        n_iter = 7 if k < 0.1 * min(A.shape) else 4
    n_iter = _check.as_integer(n_iter, "n_iter", 0)
    rng = _check.as_generator(random_state, "random_state")
    return _returned(_range_finder(A, k, size, n_iter, rng), power, A.dtype)


def _range_finder(A, k, size, n_iter, rng):
    """Return the k leading triplets of the projection of A on its products with random vectors, so many."""
    if A.shape[0] < A.shape[1]:
        V, s, Ut = _range_finder(_transposed(A), k, size, n_iter, rng)
        return SVD(*fix_signs(Ut.T, s, V.T))
    Q = product(A, rng.standard_normal((A.shape[1], size)).astype(np.float32 if A.dtype.char in "fF" else np.float64))
    for _ in range(n_iter):
        Q = product(A, _independent(adjoint_product(A, _independent(Q))))
    Q = orthonormal(Q)
    U, s, Vt = np.linalg.svd(adjoint_product(A, Q).conj().T, full_matrices=False)  # of Q*A
    return SVD(*fix_signs(Q @ U[:, :k], s[:k], Vt[:k]))


def _independent(Y):
    """Return another basis of the columns of Y, by LU: a tenth of the price of an orthonormal one, and as good on the way."""
    return scipy.linalg.lu(Y, permute_l=True, check_finite=False)[0]


def truncated_svd(A: "ArrayLike | scipy.sparse.sparray | scipy.sparse.spmatrix | LinearOperator", k: int) -> SVD:
    r"""Leading k singular triplets of a large matrix, to full accuracy, by the quickest route that keeps it.

    Parameters
    ----------
    A : array_like, sparse matrix or LinearOperator, shape (m, n)
        Real or complex, not empty. Dense integers and single precision are widened block by block: no copy of the
        whole is made. An operator needs products from both sides, `matvec` and `rmatvec`.
    k : int
        How many triplets, 1 to min(m, n).

    Returns
    -------
    SVD
        `U` (m, k), `s` (k,) non-increasing, `Vt` (k, n). Computed in double precision: singular values are within
        :math:`10^{-10}\sigma_1` of the true ones, vectors orthonormal to :math:`10^{-12}`. Where `A` is in single or
        half precision they are rounded to single precision at the end; integers give double.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or has no `rmatvec`, or `k` is no integer.
    ValueError
        If `A` does not have two dimensions, is empty or not finite, or `k` is out of range.
    numpy.linalg.LinAlgError
        If an operator or a sparse matrix with more than 6000 columns has singular values so close that 50,000 products
        do not tell the k-th from those beyond the ten that follow.

    See Also
    --------
    svd : All triplets, or more than half of them.
    randomized_svd : Where a rough answer in few products is enough.
    svd_of_blocks : Where the matrix does not fit into memory.
    pca : Of samples less their mean.

    Notes
    -----
    For m >= n (else for the transpose) there are several routes to the space of the leading right singular vectors.
    Shape and kind of the matrix say which is taken first, and the next follows where one would lose digits or last
    too long.

    Dense matrices, and sparse ones with n up to 6000:

    - eigenvectors of the Gram matrix :math:`A^\mathsf{T}A`, for n up to 2000 the quickest; products of small integers
      (pixels) are exact in single precision, at twice the speed. The error of a singular value is
      :math:`\varepsilon\sigma_1^2/\sigma_i`: the route is left where :math:`\sigma_k < 10^{-4}\sigma_1`;
    - then, and where n is at most 64, the singular vectors of the triangular factor of `A`, found a block of rows at a
      time;
    - before these two, where n is above 2000 and k below n / 40, twelve steps of a block Krylov space, which do for
      singular values that decay.

    Larger sparse matrices, and operators, are known by their products:

    - Lanczos' method for :math:`A^\mathsf{T}A`, in blocks of four vectors, restarted. Of equal singular values it may
      miss some. So once it has k vectors it begins again with random ones, until nothing larger is found;
    - where twelve restarts find no more, values lie close together. Then k + 10 vectors are multiplied by Chebyshev
      polynomials of :math:`A^\mathsf{T}A`, of a degree of up to thousands, which lift the leading vectors over the
      others;
    - where squaring would lose digits, the block Krylov space, however many steps it takes, up to 2000.

    Where k is above n / 2 the result is as large as the matrix, and `svd` does it all.

    With V an orthonormal basis of the space, the thin decomposition of AV gives the result: a small error of V has
    only its square as effect on the singular values. A sparse matrix with m < n is copied once, transposed.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., sections 8.6 and 10.4 (2013); Musco & Musco, "Randomized block
    Krylov methods for stronger and faster approximate singular value decomposition", *Advances in Neural Information
    Processing Systems* 28 (2015); Wu & Simon, "Thick-restart Lanczos method for large symmetric eigenvalue problems",
    *SIAM Journal on Matrix Analysis and Applications* 22 (2000); Rutishauser, "Simultaneous iteration method for
    symmetric matrices", *Numerische Mathematik* 16 (1970), for the polynomials.

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import truncated_svd
    >>> pixels = np.outer(np.arange(100), [1, 2]).astype(np.uint8)
    >>> U, s, Vt = truncated_svd(pixels, 1)
    >>> U.shape, bool(np.isclose(s[0], np.linalg.norm(pixels * 1.0))), Vt.round(4).tolist()
    ((100, 1), True, [[0.4472, 0.8944]])
    """
    A, power = _read(A)
    k = _check.as_rank(k, A.shape)
    dtype = A.dtype
    if scipy.sparse.issparse(A):
        A = A.astype(double_precision(A), copy=False)  # few numbers, as a rule
    return _returned(leading_triplets(A, k), power, dtype)


def leading_triplets(A, k):
    """Return what `truncated_svd` does, of a matrix that was checked, or of samples less their mean."""
    if A.shape[0] < A.shape[1]:
        V, s, Ut = leading_triplets(_transposed(A), k)
        return SVD(*fix_signs(Ut.T, s, V.T))
    if all_at_once(A, k):
        return svd(filled(A), full_matrices=False).truncate(k)
    V = right_vectors(A, k)
    U, s, Wt = _thin(product(A, V))
    return SVD(*fix_signs(U, s, Wt @ V.conj().T))


def _thin(Y):
    """Return the thin decomposition of tall Y, at half the cost where its columns are nearly orthogonal."""
    G = Y.conj().T @ Y
    norms = np.sqrt(G.diagonal().real)
    if norms.min() > SAFE * norms.max():
        cosines = G / np.outer(norms, norms)
        if abs(cosines - np.eye(len(G))).sum(axis=0).max() < 0.5:  # by Gershgorin's circles well conditioned
            R = np.linalg.cholesky(cosines).conj().T * norms  # Y = QR
            U, s, Wt = np.linalg.svd(R)
            return Y @ scipy.linalg.solve_triangular(R, U), s, Wt
    Q, R = np.linalg.qr(Y)
    U, s, Wt = np.linalg.svd(R)
    return Q @ U, s, Wt


def _read(A):
    """Return A, a dense or sparse matrix or a linear operator, checked and over a power of two, and that power."""
    if is_operator(A):
        A = as_operator(A, "A")
        return A, np.full((1, 1), A.power)
    return scaled(_check.as_matrix_or_sparse(A, widen=False))


def _transposed(A):
    """Return the transpose; of a sparse matrix in CSR form, whose products are quicker, worth a copy."""
    return A.T.tocsr() if scipy.sparse.issparse(A) else A.T


def _returned(F, power, dtype):
    """Return a decomposition in the units of A and, if that is in single precision, in it."""
    dtype = dtype if dtype.char in "fF" else np.result_type(dtype, np.float64)
    return SVD(F.U.astype(dtype, copy=False), unscaled(F.s, power, dtype=dtype), F.Vt.astype(dtype, copy=False))
