"""Routes by products alone: right where eigenvalues are equal, close together, or hidden behind larger ones."""

import numpy as np
import pytest
import scipy.sparse

from svdlib import _krylov, truncated_svd
from tests.library.families import planted


def second_difference(n):
    """Build the matrix of second differences, and return it with all of its singular values, which lie close together."""
    A = scipy.sparse.diags_array([-np.ones(n - 1), 2 * np.ones(n), -np.ones(n - 1)], offsets=[-1, 0, 1]).tocsr()
    return A, 4 * np.sin(np.arange(n, 0, -1) * np.pi / 2 / (n + 1)) ** 2


@pytest.mark.parametrize("route", [_krylov.lanczos, _krylov.filtered])
@pytest.mark.parametrize("form", [np.asarray, scipy.sparse.csr_array])
@pytest.mark.parametrize(
    "s",
    [
        1 / np.arange(1.0, 201),
        np.geomspace(1, 1e-3, 200),
        np.r_[np.ones(12), np.linspace(0.9, 0.1, 188)],
        np.r_[1, np.full(199, 1.1e-3)],
        np.ones(200),
    ],
    ids=["slow", "fast", "twelve ones", "one above a cluster", "ones"],
)
def test_eigenvectors_span_the_leading_singular_vectors(route, form, s):
    A = form(planted(18, 300, 200, s) * np.exp(1j * np.add.outer(np.arange(300), np.arange(200) ** 2)))
    V = route(A, 6)
    assert abs(V.conj().T @ V - np.eye(6)).max() < 1e-13
    assert np.allclose(np.linalg.svd(A @ V, compute_uv=False), s[:6], rtol=0, atol=1e-13)


@pytest.mark.parametrize("s", [np.r_[1, np.full(199, 1e-5)], np.zeros(200), np.r_[2.0, 1.0, np.zeros(198)]])
def test_lanczos_gives_up_where_squaring_loses_digits(s):
    assert _krylov.lanczos(scipy.sparse.diags_array(s).tocsr(), 3) is None


def test_filters_give_up_where_squaring_loses_digits():
    assert _krylov.filtered(planted(18, 300, 200, np.geomspace(1, 1e-14, 200)), 60) is None


@pytest.mark.parametrize(("count", "k"), [(12, 6), (30, 15), (60, 55)])
@pytest.mark.parametrize("route", [_krylov.lanczos, _krylov.filtered])
def test_of_equal_singular_values_none_is_missed(route, count, k):
    s = np.r_[np.ones(count), np.linspace(0.999, 0.1, 800 - count)]
    V = route(scipy.sparse.diags_array(s).tocsr(), k)
    assert abs(s @ V**2 - 1).max() < 1e-12
    assert abs(V.T @ V - np.eye(k)).max() < 1e-12


def test_the_identity_is_no_trouble():
    F = truncated_svd(scipy.sparse.eye_array(6500, format="csr"), 20)
    assert abs(F.s - 1).max() < 1e-14
    assert abs(F.Vt @ F.Vt.T - np.eye(20)).max() < 1e-12


def test_singular_values_close_together_take_filters():
    A, s = second_difference(2000)
    V = _krylov.filtered(A, 3)
    assert abs(np.linalg.svd(A @ V, compute_uv=False) - s[:3]).max() < 1e-13
    assert np.linalg.norm(_krylov.lanczos(A, 3).T @ V, 2) == pytest.approx(1)


def test_singular_values_close_together_are_told_apart_in_a_large_matrix():
    A, s = second_difference(7000)
    F = truncated_svd(A, 3)
    assert abs(F.s - s[:3]).max() < 1e-12
    assert np.linalg.norm(A.T @ F.U - F.Vt.T * F.s) < 1e-11


def test_a_large_value_does_not_drown_those_close_together():
    A, s = second_difference(1500)
    A = scipy.sparse.block_diag([A, [[1000.0]]]).tocsr()
    V = _krylov.filtered(A, 4)
    assert np.allclose(np.linalg.svd(A @ V, compute_uv=False), np.r_[1000, s[:3]], rtol=0, atol=1e-9)


@pytest.mark.parametrize("route", ["PATIENT", "DEGREES"])
def test_what_does_not_converge_is_said(monkeypatch, route):
    monkeypatch.setattr(_krylov, route, 1)
    method = {"PATIENT": _krylov.patient_krylov, "DEGREES": _krylov.filtered}[route]
    with pytest.raises(np.linalg.LinAlgError, match=r"truncated_svd did not converge in 1 .*: singular value 3 is too close"):
        method(second_difference(300)[0], 3)
