"""Linear operators: a matrix that is known by its products gives what the matrix itself does."""

import numpy as np
import pytest
import scipy.sparse
from scipy.sparse.linalg import LinearOperator, aslinearoperator

from svdlib import randomized_svd, svd, truncated_svd
from tests.library.families import normal, obeys_sign_rule

TALL = normal(400, 250) / np.arange(1, 251) ** 0.3
COMPLEX = TALL + 1j * normal(*TALL.shape)


class Plain(LinearOperator):
    """Products with one vector at a time, and no dtype."""

    def __init__(self, A):
        super().__init__(None, A.shape)
        self.A = A

    def _matvec(self, x):
        return self.A @ x

    def _rmatvec(self, y):
        return self.A.conj().T @ y


FORMS = {
    "matrix": aslinearoperator,
    "two functions": lambda A: LinearOperator(A.shape, matvec=lambda x: A @ x, rmatvec=lambda y: A.conj().T @ y),
    "no dtype": Plain,
    "composed": lambda A: aslinearoperator(A[:, ::-1]) @ aslinearoperator(np.eye(A.shape[1])[::-1]),
    "sparse": lambda A: aslinearoperator(scipy.sparse.csr_array(A)),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("A", [TALL, TALL.T, COMPLEX, COMPLEX.T], ids=["tall", "wide", "complex", "complex wide"])
@pytest.mark.parametrize("k", [1, 6, 100, 250])
def test_an_operator_gives_what_its_matrix_does(form, A, k):
    ours, expected = truncated_svd(form(A), k), svd(A, full_matrices=False).truncate(k)
    assert np.allclose(ours.s, expected.s, rtol=1e-12)
    assert abs(ours.U.conj().T @ ours.U - np.eye(k)).max() < 1e-12
    assert abs(ours.Vt @ ours.Vt.conj().T - np.eye(k)).max() < 1e-12
    assert np.linalg.norm(A.conj().T @ ours.U - ours.Vt.conj().T * ours.s) < 1e-10
    assert obeys_sign_rule(ours.Vt)
    assert ours.U.dtype == A.dtype


@pytest.mark.parametrize("A", [TALL, TALL.T, COMPLEX], ids=["tall", "wide", "complex"])
def test_random_projections_of_an_operator_are_those_of_its_matrix(A):
    ours, expected = randomized_svd(Plain(A), 5, random_state=0), randomized_svd(A, 5, random_state=0)
    assert all(np.allclose(mine, theirs, rtol=0, atol=1e-9) for mine, theirs in zip(ours, expected, strict=True))


@pytest.mark.parametrize("dtype", [np.float32, np.complex64])
def test_single_precision_stays(dtype):
    A = TALL.astype(dtype)
    for method in (lambda A: truncated_svd(A, 3), lambda A: randomized_svd(A, 3, n_iter=30, random_state=0)):
        F = method(aslinearoperator(A))
        assert (F.U.dtype, F.s.dtype, F.Vt.dtype) == (dtype, np.float32, dtype)
        assert np.allclose(F.s, svd(TALL).s[:3], rtol=1e-5)


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_the_size_of_an_operator_makes_no_difference(size):
    for method in (truncated_svd, lambda A, k: randomized_svd(A, k, n_iter=30, random_state=0)):
        assert np.allclose(method(Plain(size * TALL), 3).s / size, svd(TALL).s[:3], rtol=1e-6)


def test_an_operator_of_zeros():
    F = truncated_svd(Plain(np.zeros((400, 250))), 3)
    assert np.array_equal(F.s, np.zeros(3))
    assert np.allclose(F.Vt @ F.Vt.T, np.eye(3))


def test_an_operator_of_low_rank():
    A = np.outer(np.arange(400.0), np.ones(250)) / 1e4
    F = truncated_svd(Plain(A), 3)
    assert np.allclose(F.s, [np.linalg.norm(A), 0, 0], atol=1e-10)
    assert np.allclose(F.U.T @ F.U, np.eye(3), atol=1e-12)


ONE_SIDED = LinearOperator((400, 250), matvec=lambda x: TALL @ x, dtype=float)
REFUSED = {
    "no adjoint": (ONE_SIDED, TypeError, "A must have products from both sides, matvec and rmatvec"),
    "not finite": (Plain(np.full((400, 250), np.nan)), ValueError, "products of A must be finite, got nan"),
    "overflow": (Plain(np.full((400, 250), 1e308)), ValueError, "products of A must be finite, got"),
    "empty": (aslinearoperator(np.zeros((0, 3))), ValueError, "A must not be empty"),
    "dtype": (LinearOperator((400, 250), matvec=lambda x: TALL @ x, dtype=np.longdouble), TypeError, "A must hold numbers"),
}


@pytest.mark.parametrize(("A", "error", "words"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("method", [truncated_svd, randomized_svd])
def test_an_operator_that_will_not_do_is_refused(method, A, error, words):
    with np.errstate(over="ignore", invalid="ignore"), pytest.raises(error, match=words):
        method(A, 1)
