"""svd, its sign rule, its tolerance rule and matrix_rank."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from svdlib import SVD, low_rank, matrix_rank, svd

RNG = np.random.default_rng(18)
# worked by hand in the book; the first row of its Vt, (1, 1, 0)/sqrt(2), is a tie, the second is (1, -1, 4)/sqrt(18)
PAPER = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])


def planted(m, n, s, dtype=float):
    """Build a matrix with the singular values s."""
    U = np.linalg.qr(RNG.standard_normal((m, len(s)))).Q
    V = np.linalg.qr(RNG.standard_normal((n, len(s)))).Q
    return ((U * s) @ V.T).astype(dtype)


CASES = {
    "tall": RNG.standard_normal((7, 3)),
    "wide": RNG.standard_normal((3, 7)),
    "square": RNG.standard_normal((5, 5)),
    "deficient": planted(6, 4, [3.0, 1.0]),
    "zero": np.zeros((4, 3)),
    "row": RNG.standard_normal((1, 5)),
    "column": RNG.standard_normal((5, 1)),
    "one": np.array([[-2.0]]),
    "repeated": np.eye(4)[::-1].copy(),
    "stack": RNG.standard_normal((2, 3, 4, 5)),
    "float32": RNG.standard_normal((6, 4)).astype(np.float32),
    "complex": RNG.standard_normal((4, 6)) + 1j * RNG.standard_normal((4, 6)),
    "complex64": (RNG.standard_normal((2, 5, 3)) + 1j * RNG.standard_normal((2, 5, 3))).astype(np.complex64),
    "integer": RNG.integers(-9, 9, (4, 6)),
    "uint8": RNG.integers(0, 256, (6, 4)).astype(np.uint8),
    "bool": RNG.integers(0, 2, (4, 4)).astype(bool),
    "float16": RNG.standard_normal((4, 4)).astype(np.float16),
    "tiny": 1e-292 * RNG.standard_normal((4, 3)),
    "huge": 1e292 * RNG.standard_normal((3, 4)),
    "empty rows": np.zeros((0, 3)),
    "empty columns": np.zeros((3, 0)),
    "empty stack": np.zeros((0, 3, 2)),
    "paper": PAPER,
}


def adjoint(X):
    return np.swapaxes(X, -1, -2).conj()


def eps_of(X):
    return np.finfo(X.dtype).eps


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("A", CASES.values(), ids=CASES)
def test_factors_give_back_the_matrix_and_are_orthonormal(A, full):
    before = A.copy()
    U, s, Vt = F = svd(A, full_matrices=full)
    m, n = A.shape[-2:]
    r = min(m, n)
    assert U.shape == (*A.shape[:-2], m, m if full else r)
    assert s.shape == (*A.shape[:-2], r)
    assert Vt.shape == (*A.shape[:-2], n if full else r, n)
    assert (np.diff(s, axis=-1) <= 0).all()
    assert (s >= 0).all()
    tolerance = 30 * max(m, n, 1) * eps_of(s)
    scale = s.max(initial=0)
    with np.errstate(over="ignore"):
        assert np.allclose(F.to_matrix(), A, rtol=0, atol=tolerance * scale)
    assert np.allclose(adjoint(U) @ U, np.eye(U.shape[-1]), rtol=0, atol=tolerance)
    assert np.allclose(Vt @ adjoint(Vt), np.eye(Vt.shape[-2]), rtol=0, atol=tolerance)
    assert np.array_equal(A, before)


@pytest.mark.parametrize("A", CASES.values(), ids=CASES)
def test_singular_values_are_numpys(A):
    working = A.astype(np.float32) if A.dtype == np.float16 else A
    expected = np.linalg.svd(working, compute_uv=False)
    assert np.allclose(svd(A).s, expected, rtol=0, atol=30 * eps_of(expected) * expected.max(initial=0))


@pytest.mark.parametrize(
    ("given", "computed"), [("f2", "f4"), ("f4", "f4"), ("f8", "f8"), ("c8", "c8"), ("c16", "c16"), ("i4", "f8"), ("?", "f8")]
)
def test_precision_in_is_precision_out(given, computed):
    U, s, Vt = svd(np.eye(3, dtype=given))
    assert (U.dtype, Vt.dtype) == (computed, computed)
    assert s.dtype == np.dtype(computed).type(0).real.dtype


def obeys_sign_rule(Vt):
    """Whether in each row the first entry tied for the largest modulus is real and positive."""
    for row in Vt.reshape(-1, Vt.shape[-1]):
        first = np.flatnonzero(abs(row) >= (1 - 1e-6) * abs(row).max())[0]
        if not (row[first].real > 0 and abs(row[first].imag) < 1e-6):
            return False
    return True


@pytest.mark.parametrize("A", CASES.values(), ids=CASES)
def test_sign_rule(A):
    U, s, Vt = svd(A)
    r = s.shape[-1]
    if A.size:
        assert obeys_sign_rule(Vt)
        assert obeys_sign_rule(np.swapaxes(U, -1, -2)[..., r:, :])


def test_sign_rule_breaks_ties_by_position_not_by_rounding():
    # a row (1, 1, 0)/sqrt(2) whose tie is broken in either direction in the last bits, as another BLAS would
    for nudge in (-1e-15, 0.0, 1e-15):
        A = PAPER * np.array([1 + nudge, 1 - nudge, 1])
        U, _, Vt = svd(A)
        assert np.allclose(Vt[0], [np.sqrt(0.5), np.sqrt(0.5), 0])
        assert np.allclose(Vt[1], np.array([1, -1, 4]) / np.sqrt(18))
        assert np.allclose(U[:, 0], [np.sqrt(0.5), np.sqrt(0.5)])


def test_signs_do_not_depend_on_the_signs_lapack_chose():
    A = RNG.standard_normal((5, 4))
    assert np.allclose(svd(A).Vt, svd(-A).Vt)
    assert np.allclose(svd(A).U[:, :4], -svd(-A).U[:, :4])


def test_planted_singular_values_come_back():
    s = np.geomspace(1, 1e-9, 6)
    assert np.allclose(svd(planted(9, 7, s)).s[:6], s, rtol=0, atol=1e-15)


def test_truncate_and_terms():
    F = svd(CASES["tall"])
    assert np.allclose(sum(F.terms()), CASES["tall"])
    assert np.allclose(F.truncate(2).to_matrix(), sum(list(F.terms())[:2]))
    assert isinstance(F.truncate(1), SVD)


def test_rank_of_each_kind():
    expected = {"tall": 3, "wide": 3, "deficient": 2, "zero": 0, "row": 1, "repeated": 4, "tiny": 3, "huge": 3, "empty rows": 0}
    assert {name: matrix_rank(CASES[name]) for name in expected} == expected


def test_entries_near_the_largest_float():
    huge = np.full((3, 3), 1e308)
    assert matrix_rank(huge) == 1
    assert matrix_rank(np.stack([huge, np.eye(3), np.zeros((3, 3))])).tolist() == [1, 3, 0]
    assert matrix_rank(huge, tol=1e308) == 1
    assert matrix_rank(1e300 * CASES["tall"], rtol=1e300) == 0
    assert matrix_rank(np.full((3, 3), 3e38, np.float32)) == 1
    assert matrix_rank(np.full((2, 2), 1.7e308 * (1 + 1j))) == 1
    assert np.allclose(low_rank(huge, 1) / 1e308, 1)
    assert np.isclose(svd(np.diag([1e308, 1.0])).s[0], 1e308)


def test_byte_order_does_not_matter():
    A = CASES["tall"]
    assert np.array_equal(svd(A.astype(">f8")).s, svd(A).s)
    assert svd(np.eye(2, dtype=">f2")).s.dtype == np.float32


def test_rank_of_a_stack_is_numpys():
    stack = np.stack([np.eye(3), np.ones((3, 3)), np.zeros((3, 3))])
    assert matrix_rank(stack).tolist() == [3, 1, 0] == np.linalg.matrix_rank(stack).tolist()
    assert matrix_rank(stack, tol=[0.5, 5, 0]).tolist() == [3, 0, 0]
    assert matrix_rank(np.zeros((0, 3, 2))).shape == (0,)


def test_rank_tolerance_is_relative():
    A = planted(5, 5, [1, 1e-3, 1e-18])
    assert [matrix_rank(scale * A) for scale in (1e-200, 1, 1e200)] == [2, 2, 2]
    assert matrix_rank(A, rtol=1e-2) == 1
    assert matrix_rank(A, tol=1e-4) == 2


@settings(max_examples=60, deadline=None)
@given(
    hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=2, max_dims=3, max_side=6),
        elements=st.floats(-1e6, 1e6, allow_subnormal=False),
    )
)
def test_any_matrix(A):
    F = svd(A, full_matrices=False)
    scale = F.s.max(initial=0)
    assert np.allclose(F.to_matrix(), A, rtol=0, atol=1e-13 * scale)
    assert obeys_sign_rule(F.Vt)
    rank = np.atleast_1d(matrix_rank(A))
    assert ((rank >= 0) & (rank <= F.s.shape[-1])).all()
