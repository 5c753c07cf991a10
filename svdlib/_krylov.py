"""Leading right singular vectors from products with blocks of vectors alone: Krylov spaces and polynomials of A*A."""

from functools import partial

import numpy as np

from svdlib._blocks import adjoint_product, product
from svdlib._scaling import double_precision

SAFE = 1e-4  # of singular value k to the first: from here on squaring costs more than the digits that can be spared
CONVERGED = 1e-12  # a residual A*u - sv, relative to the first singular value
CONVERGED_SQUARED = 1e-14  # a residual of A*A, relative to its first eigenvalue
OVERSAMPLES = 10
KRYLOV_BLOCKS = 5
LANCZOS_BLOCK = 4  # vectors: more are multiplied quicker, but more of them are needed
LANCZOS_ROOM = 60  # vectors beyond twice as many as are wanted
QUICK = 12  # steps or restarts before the next route is tried
PATIENT = 2000  # steps where there is no other
GROWTH = 1e8  # by which a filter lifts the first eigenvector over the unwanted ones
DEGREES = 50_000  # products for filters before they give up


def orthonormal(Y):
    """Return an orthonormal basis of the columns of Y."""
    return np.linalg.qr(Y).Q


def krylov(A, k, steps=QUICK):
    """Return the best vectors of a block Krylov space, restarted with them when it grows large; None after so many steps.

    Nothing is squared: AW is kept, and small singular values keep their digits.
    """
    size = k + OVERSAMPLES
    W = orthonormal(_random(A, size, np.random.default_rng(2015)))
    AW = product(A, W)
    for _ in range(steps):
        Q, R = np.linalg.qr(AW)
        U, s, Zt = np.linalg.svd(R)
        U, s, V = Q @ U[:, :size], s[:size], W @ Zt[:size].conj().T
        residual = adjoint_product(A, U) - V * s
        if np.linalg.norm(residual[:, :k], axis=0).max() <= CONVERGED * s[0]:
            return V[:, :k]
        if W.shape[1] >= KRYLOV_BLOCKS * size:
            W, AW = V, U * s
        for _ in range(3):  # once is not enough where a residual is all rounding
            residual = orthonormal(residual - W @ (W.conj().T @ residual))
        W, AW = np.hstack([W, residual]), np.hstack([AW, product(A, residual)])
    return None


def patient_krylov(A, k):
    """Return the vectors of the Krylov route, however many steps it takes, within reason."""
    V = krylov(A, k, PATIENT)
    return V if V is not None else _refuse(k, PATIENT, "steps")


def lanczos(A, k):
    """Return leading eigenvectors of A*A by Lanczos' method in blocks, restarted; None where squaring loses too many digits.

    Of an eigenvalue of higher multiplicity than a block has vectors, some may be missed. So once there are k, a fresh
    random block has its chance to find what was left. Where eigenvalues are so close that restarts take too long,
    filters follow.
    """
    W, rng = np.empty((A.shape[1], 2 * k + LANCZOS_ROOM), double_precision(A), order="F"), np.random.default_rng(1950)
    values, block, lowest = np.zeros(0), orthonormal(_random(A, LANCZOS_BLOCK, rng)), -np.inf
    patience = QUICK
    while patience:
        T, block, R = _grow(A, W, values, block, rng)
        values, Z = _largest_first(T)
        found = _found(values, np.linalg.norm(R @ Z[-LANCZOS_BLOCK:], axis=0), k)
        keep = k if found else k + LANCZOS_BLOCK
        W[:, :keep], values = W[:, : len(T)] @ Z[:, :keep], values[:keep]
        safe = values[k - 1] > SAFE**2 * values[0]
        if found and (not safe or values[-1] <= lowest + CONVERGED * values[0]):
            return W[:, :k] if safe else None
        patience = QUICK if found else patience - 1
        if found:
            lowest, block = values[-1], _beyond(W[:, :k], _random(A, LANCZOS_BLOCK, rng))[1]
    return filtered(A, k)


def _grow(A, W, values, block, rng):
    """Fill W, which begins with eigenvectors of these values, a block at a time; return T = W*A*AW, and what is next.

    What is next is a block and R with A*AW = WT + block R on the last columns.
    """
    p, b = len(values), LANCZOS_BLOCK
    T = np.zeros((W.shape[1],) * 2, W.dtype)
    T[range(p), range(p)] = values
    while p + b <= W.shape[1]:
        W[:, p : p + b] = block
        p += b
        Y = _squared(A, block)
        # noise no larger than rounding: where the space is exhausted, it goes on
        Y += np.finfo(float).eps * max(abs(Y).max(), abs(T).max()) * _random(A, b, rng)
        T[:p, p - b : p], block, R = _beyond(W[:, :p], Y)
        T[p - b : p, :p] = T[:p, p - b : p].conj().T
    return T[:p, :p], block, R


def _found(values, residuals, k):
    """Say whether the k leading eigenvalues have converged, and the next so far that it will not overtake them."""
    limit = CONVERGED_SQUARED * values[0]
    return residuals[:k].max() <= limit and residuals[k] <= max(values[k - 1] - values[k], limit)


def _beyond(W, Y):
    """Return W*Y, and what of Y is orthogonal to W as an orthonormal block times R."""
    inside = W.conj().T @ Y
    block, R = np.linalg.qr(Y - W @ inside)
    block, again = np.linalg.qr(block - W @ (W.conj().T @ block))
    return inside, block, again @ R


def filtered(A, k):
    """Return leading eigenvectors of A*A by subspace iteration, with Chebyshev polynomials that damp the unwanted.

    Vectors that have converged are set aside, lest they drown the others. None where squaring loses too many digits.
    """
    X = _random(A, k + OVERSAMPLES, np.random.default_rng(1957))
    V, values, cut, degrees = X[:, :0], np.zeros(0), 0, 0
    while degrees <= DEGREES:
        X = orthonormal(_without(V, X))
        Y = _deflated(A, V, values, X)
        theta, Z = _largest_first(X.conj().T @ Y)
        X, Y = X @ Z, Y @ Z
        residuals = np.linalg.norm(Y - X * theta, axis=0)
        limit = 20 * CONVERGED_SQUARED * max(theta[0], values.max(initial=0))  # twenty times: by recurrence errors add up
        slow = np.flatnonzero(residuals > limit)
        done = slow[0] if len(slow) else len(theta)
        V, values = np.hstack([V, X[:, :done]]), np.append(values, theta[:done])
        if len(values) >= k:
            return V[:, :k] if values[k - 1] > (10 * SAFE) ** 2 * values[0] else None
        nearer = max(theta[-1] - residuals[-1], np.finfo(float).eps * theta[done])
        if cut == 0 or 8 * _degree(theta[done], nearer) <= DEGREES:  # else all these vectors may have one value
            cut = nearer
        degree = _degree(theta[done], cut)
        X = _lift(partial(_deflated, A, V, values), X[:, done:], cut, degree)
        degrees += degree
    return _refuse(k, DEGREES, "products")


def _degree(top, cut):
    """Return which Chebyshev polynomial is large enough at the top, and at most 1 from 0 to the cut."""
    rate = np.arccosh(max(2 * top / cut - 1, 1))
    return int(np.arccosh(GROWTH) / max(rate, np.finfo(float).eps)) + 1


def _lift(multiply, X, cut, degree):
    """Return the Chebyshev polynomial of a matrix times X."""
    centre = cut / 2
    before, X = X, multiply(X) / centre - X
    for _ in range(degree - 1):
        after = multiply(X) - centre * X
        after *= 2 / centre
        after -= before
        before, X = X, after
    return X


def _deflated(A, V, values, X):
    """Return (A*A - V diag(values) V*) X."""
    Y = _squared(A, X)
    return Y - V @ (values[:, None] * (V.conj().T @ X)) if len(values) else Y


def _without(V, X):
    """Return X less its part in the span of V."""
    return X - V @ (V.conj().T @ X)


def _squared(A, X):
    """Return A*AX."""
    return adjoint_product(A, product(A, X))


def _largest_first(T):
    """Return the eigenvalues of a Hermitian T, downwards, and their vectors."""
    values, Z = np.linalg.eigh(T)
    return values[::-1], Z[:, ::-1]


def _random(A, size, rng):
    """Return so many random vectors for products with A."""
    return rng.standard_normal((A.shape[1], size)).astype(double_precision(A))


def _refuse(k, count, what):
    """Raise the error of what did not converge."""
    raise np.linalg.LinAlgError(
        f"truncated_svd did not converge in {count} {what}: singular value {k} is too close to the next"
    )
