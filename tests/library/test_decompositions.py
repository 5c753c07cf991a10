"""svd, its sign rule, its tolerance rule, matrix_rank, the proof's route and the four subspaces."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from svdlib import SVD, four_subspaces, low_rank, matrix_rank, svd, svd_by_eigh
from svdlib._conventions import fix_signs, tolerance
from svdlib._scaling import divide
from tests.library.families import EXTREME, FAMILIES, good, integers, normal, obeys_sign_rule, planted, ratios

# worked by hand in the book; the first row of its Vt, (1, 1, 0)/sqrt(2), is a tie, the second is (1, -1, 4)/sqrt(18)
PAPER = np.array([[3.0, 2.0, 2.0], [2.0, 3.0, -2.0]])


CASES = {
    "tall": normal(7, 3),
    "wide": normal(3, 7),
    "square": normal(5, 5),
    "deficient": planted(18, 6, 4, [3.0, 1.0]),
    "zero": np.zeros((4, 3)),
    "row": normal(1, 5),
    "column": normal(5, 1),
    "one": np.array([[-2.0]]),
    "repeated": np.eye(4)[::-1].copy(),
    "stack": normal(2, 3, 4, 5),
    "float32": normal(6, 4, dtype=np.float32),
    "complex": normal(4, 6, dtype=complex),
    "complex64": normal(2, 5, 3, dtype=np.complex64),
    "integer": integers(-9, 9, 4, 6),
    "uint8": integers(0, 256, 6, 4).astype(np.uint8),
    "bool": integers(0, 2, 4, 4).astype(bool),
    "float16": normal(4, 4, dtype=np.float16),
    "tiny": 1e-292 * normal(4, 3),
    "huge": 1e292 * normal(3, 4),
    "empty rows": np.zeros((0, 3)),
    "empty columns": np.zeros((3, 0)),
    "empty stack": np.zeros((0, 3, 2)),
    "paper": PAPER,
}


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
    assert np.allclose(U.conj().mT @ U, np.eye(U.shape[-1]), rtol=0, atol=tolerance)
    assert np.allclose(Vt @ Vt.conj().mT, np.eye(Vt.shape[-2]), rtol=0, atol=tolerance)
    assert np.array_equal(A, before)


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("A", CASES.values(), ids=CASES)
def test_split_shares_the_singular_values_evenly(A, full):
    s = svd(A).s
    left, right = svd(A, full_matrices=full).split()
    scale = s.max(initial=0)
    tolerance = 30 * max(*A.shape[-2:], 1) * eps_of(s) * scale
    assert left.dtype == right.dtype == svd(A).U.dtype
    assert np.allclose(left @ right, A, rtol=0, atol=tolerance)
    squares = s[..., None] * np.eye(s.shape[-1])  # diag(s), for each matrix
    assert np.allclose(left.conj().mT @ left, squares, rtol=0, atol=tolerance)
    assert np.allclose(right @ right.conj().mT, squares, rtol=0, atol=tolerance)


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("A", FAMILIES.values(), ids=FAMILIES)
def test_lapacks_ratios(A, full):
    assert good(A, *svd(A, full_matrices=full))


@pytest.mark.parametrize("A", EXTREME.values(), ids=EXTREME)
@pytest.mark.parametrize("method", [svd, svd_by_eigh])
def test_beyond_the_range_of_lapacks_tests(A, method):
    unit = 2.0 ** int(np.frexp(float(abs(A).max()))[1])  # exact, so that the same singular values are expected
    expected = np.linalg.svd(divide(A, unit), compute_uv=False)
    U, s, Vt = method(A)
    spacing = 2 * np.spacing(np.zeros(1, s.dtype))[0]
    assert np.isfinite(s).all()
    assert np.allclose(s, expected * unit, rtol=0, atol=max(1e-6 * s[0], spacing))
    assert max(ratios(divide(A, unit), U, expected.astype(s.dtype), Vt)[1:]) < 30


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


def test_signs_do_not_depend_on_the_signs_lapack_chose(rng):
    A = rng.standard_normal((5, 4))
    assert np.allclose(svd(A).Vt, svd(-A).Vt)
    assert np.allclose(svd(A).U[:, :4], -svd(-A).U[:, :4])


def test_planted_singular_values_come_back(rng):
    s = np.geomspace(1, 1e-9, 6)
    assert np.allclose(svd(planted(rng, 9, 7, s)).s[:6], s, rtol=0, atol=1e-15)


def test_truncate_and_terms():
    F = svd(CASES["tall"])
    assert np.allclose(sum(F.terms()), CASES["tall"])
    assert np.allclose(F.truncate(2).to_matrix(), sum(list(F.terms())[:2]))
    assert isinstance(F.truncate(1), SVD)


def test_numpys_names_of_the_factors():
    F = svd(CASES["tall"])
    assert F.S is F.s
    assert F.Vh is F.Vt


@pytest.mark.parametrize("A", [*CASES.values(), *EXTREME.values()], ids=[*CASES, *EXTREME])
def test_singular_values_alone(A):
    s = svd(A, compute_uv=False)
    assert s.dtype == svd(A).s.dtype
    assert np.allclose(s, svd(A).s, rtol=1e-6, atol=30 * eps_of(s) * s.max(initial=0))


def hermitian(A):
    return (A + A.conj().mT) / 2


SQUARE = {name: hermitian(A) for name, A in (CASES | FAMILIES).items() if A.shape[-1] == A.shape[-2] and A.dtype.kind in "fc"}
HERMITIAN = SQUARE | {
    "stack": hermitian(normal(2, 3, 4, 4, dtype=complex)),
    "empty stack": np.zeros((0, 3, 3)),
    "empty": np.zeros((2, 0, 0)),
    "signs": np.diag([1.0, -3, 0, 2]),
    "huge": 1e300 * hermitian(normal(4, 4)),
}


@pytest.mark.parametrize("A", HERMITIAN.values(), ids=HERMITIAN)
def test_hermitian_matrices(A):
    F = svd(A, hermitian=True)
    expected = svd(A).s
    assert np.allclose(F.s, expected, rtol=0, atol=30 * eps_of(F.s) * expected.max(initial=0))
    assert np.allclose(svd(A, compute_uv=False, hermitian=True), F.s, rtol=0, atol=30 * eps_of(F.s) * expected.max(initial=0))
    for i in np.ndindex(A.shape[:-2]):
        assert good(A[i], *(part[i] for part in F))
        assert not F.s.size or obeys_sign_rule(F.Vt[i])
    assert np.array_equal(matrix_rank(A, hermitian=True), matrix_rank(A))


def test_what_is_not_hermitian_is_refused():
    with pytest.raises(ValueError, match=r"A must be square to be Hermitian, got shape \(4, 3\)"):
        svd(np.ones((4, 3)), hermitian=True)
    for method in (svd, matrix_rank):
        with pytest.raises(ValueError, match=r"A must be Hermitian .* got entries that differ by 1.0e\+00"):
            method([[1.0, 1.0], [0.0, 1.0]], hermitian=True)
        with pytest.raises(ValueError, match="A must be Hermitian"):
            method([[1.0, 1j], [1j, 1.0]], hermitian=True)


def test_rank_of_a_vector_and_of_a_number():
    for A in ([0.0, 3.0], [[0.0, 3.0]], 1, [1], 1e-300):
        assert matrix_rank(A) == 1
        assert matrix_rank(A, hermitian=np.ndim(A) < 2) == 1
    for A in (np.zeros(3), 0, [], [[]]):
        assert matrix_rank(A) == 0
    assert matrix_rank([3.0, 4.0], tol=5.5) == 0
    assert matrix_rank([3.0, 4.0], tol=[4.5, 5.5]).tolist() == [1, 0]


def test_a_long_matrix_that_is_not_zero_has_a_rank():
    assert tolerance(np.ones(1, np.float32), (9_000_000, 1)) < 1  # though max(m, n) eps is above


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


def test_rank_tolerance_is_relative(rng):
    A = planted(rng, 5, 5, [1, 1e-3, 1e-18])
    assert [matrix_rank(scale * A) for scale in (1e-200, 1, 1e200)] == [2, 2, 2]
    assert matrix_rank(A, rtol=1e-2) == 1
    assert matrix_rank(A, tol=1e-4) == 2


@settings(max_examples=60)
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


@pytest.mark.parametrize("name", [name for name, A in FAMILIES.items() if A.dtype == float and A.size])
def test_equal_to_scipy_up_to_sign(name):
    A = FAMILIES[name]
    U, s, Vt = fix_signs(*scipy.linalg.svd(A, full_matrices=False, lapack_driver="gesvd"))
    ours = svd(A, full_matrices=False)
    assert np.allclose(ours.s, s, rtol=0, atol=1e-13 * s[0])
    gaps = np.abs(s[:, None] - s) + np.where(np.eye(len(s), dtype=bool), np.inf, 0)
    clear = (gaps.min(axis=1) > 1e-6 * s[0]) & (s > 1e-6 * s[0])  # elsewhere the vectors are not determined
    assert np.allclose(ours.Vt[clear], Vt[clear], rtol=0, atol=1e-8)
    assert np.allclose(ours.U[:, clear], U[:, clear], rtol=0, atol=1e-8)


@pytest.mark.parametrize("A", [PAPER, np.eye(3)[[1, 0, 2]] * [3, 2, 1], CASES["complex"], CASES["tall"], CASES["wide"]])
def test_signs_are_the_same_whatever_signs_came(A):
    U, s, Vt = np.linalg.svd(A)
    expected = fix_signs(U, s, Vt)
    for seed in range(8):
        rng = np.random.default_rng(seed)
        turn = rng.choice([-1.0, 1.0], len(U)), rng.choice([-1.0, 1.0], len(Vt))
        if np.iscomplexobj(A):
            turn = [np.exp(2j * np.pi * rng.random(len(part))) for part in turn]
        r = len(s)
        turn[1][:r] = turn[0][:r].conj()  # a pair turns together
        found = fix_signs(U * turn[0], s, turn[1][:, None] * Vt)
        for ours, theirs in zip(found, expected, strict=True):
            assert np.allclose(ours, theirs, rtol=0, atol=1e-14)


@pytest.mark.parametrize("A", FAMILIES.values(), ids=FAMILIES)
def test_by_eigh_keeps_half_of_the_digits(A):
    U, s, Vt = svd_by_eigh(A)
    m, n = A.shape
    assert U.shape == (m, m)
    assert Vt.shape == (n, n)
    eps = eps_of(s)
    residual, left, right = ratios(A, U, s, Vt)
    assert max(left, right) < 30
    assert residual * max(m, n) * eps <= 4 * np.sqrt(max(m, n) * eps)  # sqrt(eps), and no better in general
    expected = np.linalg.svd(A, compute_uv=False)
    sure = s > 0
    with np.errstate(over="ignore"):
        bound = 10 * max(m, n) * eps * expected.max(initial=0) * (expected.max(initial=0) / expected[sure])
    assert (abs(s - expected)[sure] <= bound).all()
    assert (expected[~sure] <= 2 * np.sqrt(max(m, n) * eps) * expected.max(initial=0)).all()
    if A.size:
        assert obeys_sign_rule(Vt)


def test_tolerance_is_the_larger_side_times_eps():
    eps = np.finfo(float).eps
    for shape in ((10, 4), (4, 10)):
        A = np.zeros(shape)
        A[[0, 1, 2], [0, 1, 2]] = 3.0, 3.0 * 10.5 * eps, 3.0 * 9.5 * eps
        assert matrix_rank(A) == 2
        assert [basis.shape[1] for basis in four_subspaces(A)] == [2, shape[1] - 2, 2, shape[0] - 2]


def test_ties_of_the_sign_rule():
    for nudge, first in ((1e-5, False), (1e-7, True)):
        v = np.array([1.0, -(1 + nudge)]) / np.sqrt(2)
        Vt = svd(v[None]).Vt[0]
        assert Vt[0] > 0 if first else Vt[1] > 0


def test_subspaces_of_huge_and_tiny_entries():
    for A in (np.full((3, 2), 1e308), np.full((3, 2), 5e-324), np.full((2, 2), 1e-310 * (1 + 1j))):
        assert [basis.shape[1] for basis in four_subspaces(A)] == [1, A.shape[1] - 1, 1, len(A) - 1]
        assert matrix_rank(A) == 1


def test_by_eigh_loses_what_the_notes_say_it_loses(rng):
    s = np.array([1, 1e-4, 1e-12])
    error = abs(svd_by_eigh(planted(rng, 8, 5, s)).s[:3] - s)
    assert error[0] < 1e-14
    assert 1e-16 < error[1] < 1e-11
    assert svd_by_eigh(planted(rng, 8, 5, s)).s[2] == 0


@pytest.mark.parametrize("A", FAMILIES.values(), ids=FAMILIES)
def test_four_subspaces(A):
    before = A.copy()
    row, null, column, left = four_subspaces(A)
    (m, n), r = A.shape, matrix_rank(A)
    assert [basis.shape for basis in (row, null, column, left)] == [(n, r), (n, n - r), (m, r), (m, m - r)]
    tolerance = 100 * max(m, n) * np.finfo(row.dtype).eps
    for first, second in ((row, null), (column, left)):
        both = np.hstack([first, second])
        assert np.allclose(both.conj().T @ both, np.eye(len(both)), rtol=0, atol=tolerance)
    scale = svd(A).s.max(initial=0)
    assert np.allclose(A @ null, 0, atol=tolerance * scale)
    assert np.allclose(A.conj().T @ left, 0, atol=tolerance * scale)
    assert np.allclose(column @ (column.conj().T @ A), A, rtol=0, atol=tolerance * scale)
    if null.size:
        assert obeys_sign_rule(null.T)
    if left.size:
        assert obeys_sign_rule(left.T)
    assert np.array_equal(A, before)


def test_null_space_is_scipys():
    A = FAMILIES["deficient"]
    theirs, ours = scipy.linalg.null_space(A), four_subspaces(A).null_space
    assert np.allclose(theirs @ theirs.T, ours @ ours.T, rtol=0, atol=1e-13)


@settings(max_examples=60)
@given(
    hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(-4, 4).map(float)),
    st.integers(-1000, 1000),
)
def test_any_small_integers_at_any_scale(A, power):
    rank = matrix_rank(A)
    assert matrix_rank(np.ldexp(A, power)) == rank
    U, s, Vt = svd_by_eigh(np.ldexp(A, power))
    residual, left, right = ratios(A, U, np.ldexp(s, -power), Vt)
    assert max(left, right) < 30
    assert residual * max(A.shape) * np.finfo(float).eps < 4 * np.sqrt(max(A.shape) * np.finfo(float).eps)
    spaces = four_subspaces(np.ldexp(A, power))
    assert spaces.row_space.shape[1] == spaces.column_space.shape[1] == rank
