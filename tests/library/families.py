"""Matrices on which decompositions are known to go wrong, and LAPACK's measures of how wrong."""

import numpy as np
import scipy.linalg


def normal(*shape, dtype=float):
    """Draw a matrix that hangs on its shape alone, not on what was drawn before: for the matrices of a whole module."""
    rng = np.random.default_rng((18, *shape))
    X = rng.standard_normal(shape)
    return (X + 1j * rng.standard_normal(shape) if np.dtype(dtype).kind == "c" else X).astype(dtype)


def integers(low, high, *shape):
    """Draw integers from low up to high - 1 likewise."""
    return np.random.default_rng((18, *shape)).integers(low, high, shape)


def planted(rng, m, n, s):
    """Build a matrix of shape (m, n) with the singular values s, the others zero, from a generator or a seed."""
    rng = np.random.default_rng(rng)
    U, V = (np.linalg.qr(rng.standard_normal((size, len(s)))).Q for size in (m, n))
    return (U * s) @ V.T


def kahan(n, angle=1.2):
    """Build the triangle that hides a tiny singular value behind a harmless diagonal."""
    c, s = np.cos(angle), np.sin(angle)
    return np.diag(s ** np.arange(n)) @ (np.eye(n) - c * np.triu(np.ones((n, n)), 1))


def lauchli(n, mu=1e-9):
    """Build ones over mu times the identity, whose Gram matrix rounds to rank one."""
    return np.vstack([np.ones((1, n)), mu * np.eye(n)])


FAMILIES = {
    "random tall": normal(40, 12),
    "random wide": normal(9, 30),
    "random square": normal(25, 25),
    "identity": np.eye(10),
    "exchange": np.eye(7)[::-1].copy(),
    "orthogonal": np.linalg.qr(normal(12, 12)).Q,
    "graded columns": normal(20, 12) * np.geomspace(1, 1e-24, 12),
    "graded rows": normal(20, 12) * np.geomspace(1, 1e-24, 20)[:, None],
    "geometric": planted(18, 30, 20, np.geomspace(1, 1e-14, 20)),
    "clustered high": planted(18, 20, 16, np.r_[np.ones(15), 1e-15]),
    "clustered low": planted(18, 20, 16, np.r_[1, np.full(15, 1e-15)]),
    "clustered nearly": planted(18, 20, 16, 1 + 1e-12 * np.arange(16)[::-1]),
    "deficient": planted(18, 18, 14, [3.0, 2.0, 2.0, 1.0]),
    "rank one": np.outer(np.arange(1.0, 9), np.arange(1.0, 6)),
    "zero": np.zeros((5, 8)),
    "zero column": np.r_[normal(6, 4).T, np.zeros((1, 6))].T,
    "Hilbert": scipy.linalg.hilbert(14),
    "Läuchli": lauchli(8),
    "Kahan": kahan(30),
    "Vandermonde": np.vander(np.linspace(0, 1, 15)),
    "integers": integers(-9, 10, 8, 6),
    "triangle of ones": np.triu(np.ones((16, 16))),
    "norm 1e-292": 1e-292 * normal(10, 8),
    "norm 1e292": 1e292 * normal(8, 10),
    "row": normal(1, 9),
    "column": normal(9, 1),
    "one": np.array([[-3.0]]),
    "no rows": np.zeros((0, 4)),
    "no columns": np.zeros((4, 0)),
    "float32": normal(20, 15, dtype=np.float32),
    "float32 graded": (normal(15, 9) * np.geomspace(1, 1e-12, 9)).astype(np.float32),
    "complex": normal(12, 9, dtype=complex),
    "complex wide": normal(5, 11, dtype=complex),
    "complex64": normal(9, 9, dtype=np.complex64),
}


# beyond the range where LAPACK's own tests go
EXTREME = {
    "subnormal": 1e-320 * np.round(1e3 * normal(6, 4)),
    "smallest": np.full((3, 2), 5e-324),
    "tiny": 1e-305 * normal(4, 6),
    "huge": 1e306 * normal(6, 8),
    "huge complex": 1e307 * normal(3, 2, dtype=complex),
    "subnormal complex": np.array([[1e-310, 2e-310j], [1e-310, 1e-310]]),
    "subnormal complex64": np.array([[1e-42 + 1e-42j, 0], [1e-42, 1e-42j]], np.complex64),
    "huge float32": 1e37 * normal(4, 3, dtype=np.float32),
}


def ratios(A, U, s, Vt):
    """Return LAPACK's test ratios: of the residual, and of how far U and Vt are from orthonormal; all below 30 if good.

    The matrix is first brought to norm 1 by a power of two, lest the measurement itself should overflow or underflow.
    """
    largest = abs(A).max(initial=0)
    unit = 2.0 ** int(np.frexp(float(largest))[1] - 1) if largest else 1.0
    A, s = A / unit, s / unit
    m, n = A.shape
    r = len(s)
    eps = np.finfo(s.dtype).eps
    norm = np.linalg.norm(A, 1) if A.size else 0.0
    residual = np.linalg.norm(A - (U[:, :r] * s) @ Vt[:r], 1) if A.size else 0.0
    return (
        residual / (norm * max(m, n) * eps) if norm else residual,
        _off_identity(U.conj().T @ U) / (max(m, 1) * eps),
        _off_identity(Vt @ Vt.conj().T) / (max(n, 1) * eps),
    )


def _off_identity(G):
    return np.linalg.norm(G - np.eye(len(G)), 1) if len(G) else 0.0


def good(A, U, s, Vt):
    """Whether the test ratios are below 30, and s is sorted, finite and not negative."""
    sorted_ = (np.diff(s) <= 0).all() and (s >= 0).all() and np.isfinite(s).all()
    return bool(sorted_) and max(ratios(A, U, s, Vt)) < 30


def obeys_sign_rule(Vt):
    """Whether in each row the first entry tied for the largest modulus is real and positive."""
    for row in Vt.reshape(-1, Vt.shape[-1]):
        first = np.flatnonzero(abs(row) >= (1 - 1e-6) * abs(row).max())[0]
        if not (row[first].real > 0 and abs(row[first].imag) < 1e-6):
            return False
    return True
