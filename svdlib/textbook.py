"""The classical algorithms, made to be read: eigenvectors, rotations, powers, reflections; LAPACK is faster at each."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from svdlib import _check
from svdlib._conventions import fix_signs, tolerance
from svdlib._scaling import double_precision, scaled, unscaled
from svdlib.decompositions import SVD

SWEEPS = 100  # a dozen will do, but for columns that depend on one another exactly


def svd_by_eigh(A: ArrayLike) -> SVD:
    r"""Full decomposition by the eigenvectors of :math:`A^\mathsf{T}A`: the existence proof, line by line.

    With :math:`A^\mathsf{T}A v_i = \lambda_i v_i`: :math:`\sigma_i = \sqrt{\lambda_i}`, :math:`u_i = A v_i / \sigma_i`
    where :math:`\lambda_i > 0`, and the :math:`u_i` are completed to a basis.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex.

    Returns
    -------
    SVD
        `U` (m, m) and `Vt` (n, n) orthonormal to rounding, `s` of length min(m, n), non-increasing.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions, has an entry that is not finite, or a singular value that overflows.

    See Also
    --------
    svd : Without the loss of digits.
    svd_by_jacobi : Orthogonal columns without squaring.

    Notes
    -----
    Made to be read; single precision is computed in double. Squaring costs half of the digits: the error of a
    singular value is about :math:`\varepsilon\sigma_1^2/\sigma_i`, so that of :math:`USV^\mathsf{T}` may reach
    :math:`\sqrt{\varepsilon}\,\sigma_1`, where `svd` has :math:`\varepsilon\sigma_1`. What lies below
    :math:`\sqrt{\max(m, n)\,\varepsilon}\,\sigma_1` cannot be told from zero, and is returned as 0.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 8.6 (2013).

    Examples
    --------
    >>> from svdlib import svd_by_eigh
    >>> U, s, Vt = svd_by_eigh([[3, 2, 2], [2, 3, -2]])
    >>> s.round(6).tolist(), (U[:, 0] * 2**0.5).round(6).tolist()
    ([5.0, 3.0], [1.0, 1.0])
    """
    A, power, dtype = _in_double(A)
    m, n = A.shape
    eigenvalues, V = np.linalg.eigh(A.conj().T @ A)
    eigenvalues, V = eigenvalues[::-1][: min(m, n)], V[:, ::-1]  # eigh sorts upwards
    positive = eigenvalues > tolerance(eigenvalues, A.shape)  # rounding may leave even negative ones
    s = np.sqrt(np.where(positive, eigenvalues, 0))
    r = positive.sum()
    U = _complete_basis(A @ V[:, :r] / s[:r], m)
    return _as_it_came(U, s, V, power, dtype)


def svd_by_jacobi(A: ArrayLike) -> SVD:
    r"""Thin decomposition by one-sided Jacobi rotations, accurate even for tiny singular values.

    Rotate two columns of `A` until they are orthogonal, and so on with each pair, again and again: when all are,
    :math:`AV = U\Sigma`.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex.

    Returns
    -------
    SVD
        `U` (m, r), `s` (r,) non-increasing, `Vt` (r, n) with r = min(m, n); the columns of `U` and the rows of `Vt`
        are orthonormal.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions, has an entry that is not finite, or a singular value that overflows.
    numpy.linalg.LinAlgError
        If 100 sweeps over all pairs do not suffice.

    See Also
    --------
    svd : Much quicker, for any matrix whose tiny singular values do not matter.
    svd_by_eigh : Squares first, and so loses what this keeps.

    Notes
    -----
    For m >= n and :math:`A = BD`, with D diagonal and B well conditioned, each singular value has a small *relative*
    error, of the order of :math:`\varepsilon\,\kappa(B)`, however wide the range of D: `svd` promises only an error
    small beside the largest. (For m < n the rows take the place of the columns.) Where squares would underflow, below
    about :math:`10^{-146}\sigma_1`, zero is returned. Single precision is computed in double.

    The pairs of a sweep are taken as in a tournament, half of the columns against the other half in each round, so
    that one NumPy operation turns them all.

    References
    ----------
    Hestenes, "Inversion of matrices by biorthogonalization and related results", *Journal of the Society for Industrial
    and Applied Mathematics* 6 (1958); Demmel & Veselić, "Jacobi's method is more accurate than QR", *SIAM Journal on
    Matrix Analysis and Applications* 13 (1992).

    Examples
    --------
    >>> from svdlib import svd_by_jacobi
    >>> svd_by_jacobi([[3, 2, 2], [2, 3, -2]]).s.round(12).tolist()
    [5.0, 3.0]
    >>> s = svd_by_jacobi([[1.0, 1e-30], [1.0, -1e-30]]).s
    >>> [f"{value:.12e}" for value in s]  # sqrt(2) times the size of each column
    ['1.414213562373e+00', '1.414213562373e-30']
    """
    A, power, dtype = _in_double(A, always=True)
    if A.shape[0] < A.shape[1]:
        V, s, Ut = svd_by_jacobi(A.conj().T)
        return _as_it_came(Ut.conj().T, s, V, power, dtype)
    m, n = A.shape
    order = np.argsort(-np.linalg.norm(A, axis=0), kind="stable")  # the largest first: fewer sweeps
    W = np.hstack([A.T, np.eye(n, dtype=A.dtype)])[order]  # a row is a column of A, followed by that of V
    for _ in range(SWEEPS):
        if sum(_rotate(W, m, left, right) for left, right in _rounds(n)) == 0:
            break
    else:
        raise np.linalg.LinAlgError(f"svd_by_jacobi did not converge in {SWEEPS} sweeps")
    s = np.linalg.norm(W[:, :m], axis=1)
    order = np.argsort(-s, kind="stable")
    s, columns, V = s[order], W[order, :m].T, W[order, m:].T
    s[s < _smallest(s)] = 0
    U = _complete_basis(columns[:, s > 0] / s[s > 0], n)
    return _as_it_came(U, s, V, power, dtype)


def _rounds(n):
    """Yield the rounds of a tournament of n players: index arrays (left, right), each pair of players once in all."""
    ring = np.arange(n + n % 2)  # an odd one plays against nobody
    half = len(ring) // 2
    for _ in range(len(ring) - 1):
        left, right = np.sort([ring[:half], ring[half:][::-1]], axis=0)
        yield left[right < n], right[right < n]
        ring[1:] = np.roll(ring[1:], 1)


def _smallest(s):
    """Return the least norm of columns whose products, times the rounding of one, do not underflow."""
    return np.sqrt(np.finfo(s.dtype).tiny / np.finfo(s.dtype).eps)


def _rotate(W, m, left, right):
    """Make rows left[i] and right[i] of W orthogonal in their first m entries, for all i; return how many were turned."""
    x, y = W[left], W[right]
    a, b = np.linalg.norm(x[:, :m], axis=1), np.linalg.norm(y[:, :m], axis=1)
    c = np.einsum("ij,ij->i", x[:, :m].conj(), y[:, :m])
    turn = (np.abs(c) > np.sqrt(m) * np.finfo(a.dtype).eps * a * b) & (np.minimum(a, b) >= _smallest(a))
    x, y, a, b, c = x[turn], y[turn], a[turn], b[turn], c[turn]
    phase = c / np.abs(c)
    zeta = (b - a) * (b + a) / (2 * np.abs(c))  # the cotangent of twice the angle
    t = np.where(zeta < 0, -1, 1) / (np.abs(zeta) + np.hypot(1, zeta))  # of two tangents the smaller
    cos, sin = (1 / np.hypot(1, t))[:, None], (t / np.hypot(1, t))[:, None]
    y = y * phase.conj()[:, None]
    W[left[turn]], W[right[turn]] = cos * x - sin * y, sin * x + cos * y
    return turn.sum()


def svd_by_power(A: ArrayLike, k: int, *, tol: float = 1e-10, max_iter: int = 100_000) -> SVD:
    r"""Leading k singular triplets, one after the other, by power iteration and deflation.

    Multiplying by :math:`A^\mathsf{T}A` again and again turns almost any vector towards :math:`v_1`; what is left for
    the next is :math:`A - \sigma_1 u_1 v_1^\mathsf{T}`.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex, not empty.
    k : int
        How many, 1 to min(m, n).
    tol : float, optional
        Stop when :math:`\|A^\mathsf{T}u - \sigma v\| \le \mathrm{tol} \cdot \sigma`; at least 10 max(m, n) eps,
        with the eps of double precision.
    max_iter : int, optional
        The most steps to take for one triplet.

    Returns
    -------
    SVD
        `U` (m, k), `s` (k,) non-increasing, `Vt` (k, n).

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers or `k`, `tol` or `max_iter` has the wrong type.
    ValueError
        If `A` does not have two dimensions, is empty or not finite, or another argument is out of range.
    numpy.linalg.LinAlgError
        If `max_iter` steps do not suffice: the singular value is too close to the next.

    See Also
    --------
    truncated_svd : The leading triplets of a large matrix, reliably.
    randomized_svd : The same idea for many vectors at once.

    Notes
    -----
    Made to be read; single precision is computed in double. A step shrinks the error by
    :math:`(\sigma_2/\sigma_1)^2`, so that close singular values take long. The first vectors come from a fixed seed.
    Where what is left is rounding, zeros follow.

    References
    ----------
    Golub & Van Loan, *Matrix Computations*, 4th ed., section 8.2 (2013).

    Examples
    --------
    >>> from svdlib import svd_by_power
    >>> U, s, Vt = svd_by_power([[3, 2, 2], [2, 3, -2]], 1)
    >>> U.shape, s.round(6).tolist(), Vt.shape
    ((2, 1), [5.0], (1, 3))
    """
    A, power, dtype = _in_double(A)
    (m, n), k = A.shape, _check.as_rank(k, A.shape)
    eps = 10 * max(m, n) * np.finfo(A.dtype).eps
    tol, nothing = max(_check.as_number(tol, "tol"), eps), max(eps, np.finfo(dtype).eps) * np.linalg.norm(A)
    max_iter = _check.as_integer(max_iter, "max_iter")
    rng = np.random.default_rng(1965)
    remainder = A.copy()
    U, s, V = np.zeros((m, k), A.dtype), np.zeros(k, np.finfo(A.dtype).dtype), np.zeros((n, k), A.dtype)
    for i in range(k):
        if np.linalg.norm(remainder) <= nothing:
            break  # what is left is rounding, of these steps or of the entries as they came
        start = rng.standard_normal(n).astype(A.dtype)
        U[:, i], s[i], V[:, i] = _power_iteration(remainder, start, tol, max_iter)
        remainder -= s[i] * np.outer(U[:, i], V[:, i].conj())
    order = np.argsort(-s, kind="stable")[: np.count_nonzero(s)]  # of two close ones the second may come first
    U, V = _complete_basis(U[:, order], k), _complete_basis(V[:, order], k)
    return _as_it_came(U, np.sort(s)[::-1], V, power, dtype)


def _power_iteration(A, v, tol, max_iter):
    """Return u, sigma, v with Av = sigma u, and A*u = sigma v but for `tol`."""
    v = v / np.linalg.norm(v)
    for _ in range(max_iter):
        u = A @ v
        sigma = np.linalg.norm(u)
        u = u / sigma
        w = A.conj().T @ u
        if np.linalg.norm(w - sigma * v) <= tol * sigma:
            return u, sigma, v
        v = w / np.linalg.norm(w)
    raise np.linalg.LinAlgError(
        f"svd_by_power did not converge in {max_iter} steps: two singular values are too close; raise tol or max_iter"
    )


class Bidiagonal(NamedTuple):
    r"""The factors of :math:`A = U B V^\mathsf{T}`, with B bidiagonal.

    Parameters
    ----------
    U : ndarray, shape (m, m)
        Orthogonal (unitary, if complex).
    B : ndarray, shape (m, n)
        Zero but for the diagonal and the one above it (below it, where m < n).
    Vt : ndarray, shape (n, n)
        Orthogonal (unitary, if complex).

    See Also
    --------
    bidiagonalize : What returns it.

    Examples
    --------
    >>> from svdlib import bidiagonalize
    >>> U, B, Vt = bidiagonalize([[3, 2, 2], [2, 3, -2]])
    >>> bool(abs(U @ B @ Vt - [[3, 2, 2], [2, 3, -2]]).max() < 1e-14)
    True
    """

    U: np.ndarray
    B: np.ndarray
    Vt: np.ndarray


def bidiagonalize(A: ArrayLike) -> Bidiagonal:
    r"""Reduce to two diagonals by Householder reflections: :math:`A = U B V^\mathsf{T}`, the first half of LAPACK's method.

    A reflection from the left clears the first column below its first entry, one from the right the first row
    beyond its second; then the same with what remains.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Real or complex.

    Returns
    -------
    Bidiagonal
        The named tuple ``(U, B, Vt)``, of shapes (m, m), (m, n), (n, n). `B` has the singular values of `A`; it is
        upper bidiagonal, or lower where m < n, and exactly zero elsewhere.

    Raises
    ------
    TypeError
        If `A` does not hold plain numbers.
    ValueError
        If `A` does not have two dimensions, or an entry is not finite or so large that `B` overflows.

    See Also
    --------
    svd : Both halves, by LAPACK.

    Notes
    -----
    Made to be read: 4 n² (m - n/3) operations for `B` where m >= n, as LAPACK, but one reflection at a time.

    References
    ----------
    Golub & Kahan, "Calculating the singular values and pseudo-inverse of a matrix", *Journal of the Society for
    Industrial and Applied Mathematics, Series B: Numerical Analysis* 2 (1965).

    Examples
    --------
    >>> import numpy as np
    >>> from svdlib import bidiagonalize
    >>> abs(bidiagonalize([[1, 2, 3], [4, 5, 6], [7, 8, 10]]).B).round(3).tolist()
    [[8.124, 15.321, 0.0], [0.0, 1.77, 0.282], [0.0, 0.0, 0.209]]
    """
    A, power = scaled(_check.as_matrix(A))
    m, n = A.shape
    if m < n:
        V, B, Ut = bidiagonalize(A.conj().T)
        return Bidiagonal(Ut.conj().T, _in_units(B.conj().T, power), V.conj().T)
    U, B, V = np.eye(m, dtype=A.dtype), A.copy(), np.eye(n, dtype=A.dtype)
    for j in range(n):
        v = _reflector(B[j:, j])
        B[j:, j:] -= 2 * np.outer(v, v.conj() @ B[j:, j:])
        U[:, j:] -= 2 * np.outer(U[:, j:] @ v, v.conj())
        v = _reflector(B[j, j + 1 :].conj())
        B[j:, j + 1 :] -= 2 * np.outer(B[j:, j + 1 :] @ v, v.conj())
        V[:, j + 1 :] -= 2 * np.outer(V[:, j + 1 :] @ v, v.conj())
    return Bidiagonal(U, _in_units(np.triu(np.tril(B, 1)), power), V.conj().T)


def _in_units(B, power):
    """Return the bidiagonal form of a scaled matrix in its own units."""
    with np.errstate(over="ignore", under="ignore"):
        return _check.finite(B * power, "A must have a bidiagonal form")


def _reflector(x):
    """Return the unit vector v (zero if x[1:] is) for which (I - 2 v v*) x is a multiple of the first basis vector."""
    v = x.copy()
    if np.linalg.norm(x[1:]) > 0:
        v[0] += np.linalg.norm(x) * (np.sign(x[0]) or 1)  # of the two signs that which cannot cancel
        return v / np.linalg.norm(v)
    return np.zeros_like(v)


def _in_double(A, always=False) -> tuple[np.ndarray, np.ndarray, np.dtype]:
    """Return `A` checked, in double precision and to scale, its power, and the precision that it came in.

    In single precision long columns would be lost: max(m, n) * eps, where rounding begins, reaches 1 at 8 million rows.
    """
    A = _check.as_matrix(A)
    return *scaled(A.astype(double_precision(A)), always=always), A.dtype


def _as_it_came(U, s, V, power, dtype):
    """Return the factors of a scaled matrix under the sign rule, in its own units and precision."""
    U, s, Vt = fix_signs(U, s, V.conj().T)
    return SVD(U.astype(dtype), unscaled(s, power, dtype=dtype), Vt.astype(dtype))


def _complete_basis(U, columns):
    """Return orthonormal columns, as many as asked for: the first nearly those of `U`, the others orthogonal to them."""
    m, r = U.shape
    Q, R = np.linalg.qr(np.hstack([U, np.zeros((m, columns - r), U.dtype)]))  # Householder's: orthonormal for zeros, too
    Q[:, :r] *= np.sign(R.diagonal()[:r])  # Q R = U leaves the signs (phases, if complex) open
    return Q
