"""The pseudoinverse and least squares: Penrose's identities, NumPy, SciPy and scikit-learn."""

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from sklearn.linear_model import Ridge

from svdlib import filter_factors, lstsq, matrix_rank, pinv, ridge, svd
from tests.library.families import FAMILIES, integers, normal, planted

STACKS = {
    "stack": normal(3, 2, 5, 4),
    "empty stack": np.zeros((0, 3, 2)),
    "deficient stack": np.stack([np.ones((3, 2)), np.zeros((3, 2)), np.eye(3, 2)]),
    "integer": integers(-5, 5, 2, 4, 3),
    "complex stack": normal(2, 3, 3, dtype=complex),
}


# a matrix whose smallest kept singular value is rounding has no pseudoinverse that any test could check
WELL = [name for name in FAMILIES if name not in ("Hilbert", "Vandermonde", "geometric")]


@pytest.mark.parametrize("A", [*(FAMILIES[name] for name in WELL), *STACKS.values()], ids=[*WELL, *STACKS])
def test_penroses_identities(A):
    before = A.copy()
    P = pinv(A)
    assert P.shape == (*A.shape[:-2], A.shape[-1], A.shape[-2])
    s = svd(A).s
    eps = np.finfo(s.dtype).eps
    big = s.max(initial=0)
    small = (1 / np.linalg.svd(P, compute_uv=False).max(initial=0)) if P.any() else 1.0
    unit = big or 1.0
    tolerance = 100 * max(A.shape[-2:]) * eps * max(big / small, 1)
    A_, P_ = A / unit, P * unit
    assert np.allclose(A_ @ P_ @ A_, A_, rtol=0, atol=tolerance)
    assert np.allclose((P_ @ A_ @ P_) * (small / unit), P_ * (small / unit), rtol=0, atol=tolerance)
    assert np.allclose(A_ @ P_, (A_ @ P_).conj().mT, rtol=0, atol=tolerance)
    assert np.allclose(P_ @ A_, (P_ @ A_).conj().mT, rtol=0, atol=tolerance)
    assert np.array_equal(A, before)


@pytest.mark.parametrize("A", [*FAMILIES.values(), *STACKS.values()], ids=[*FAMILIES, *STACKS])
def test_pinv_is_numpys(A):
    doubles = A.astype(np.result_type(A, float))  # numpy takes no integers here, and single precision as it is
    expected = np.linalg.pinv(doubles, rtol=None)
    kept = matrix_rank(doubles)
    if np.array_equal(kept, np.linalg.matrix_rank(doubles)):  # else a value lies on the limit itself
        condition = 1.0 if A.size == 0 else abs(expected).max(initial=0) * abs(A).max(initial=0)
        scale = abs(expected).max(initial=0)
        limit = min(1e3 * np.finfo(float).eps * max(condition, 1), 1.0) + np.finfo(pinv(A).dtype).eps
        assert np.allclose(pinv(A), expected, rtol=0, atol=limit * scale)
    assert pinv(A).dtype == svd(A).U.dtype


def test_inverses_are_special_cases(rng):
    square, tall = rng.standard_normal((5, 5)), rng.standard_normal((7, 3))
    assert np.allclose(pinv(square), np.linalg.inv(square))
    assert np.allclose(pinv(tall), np.linalg.inv(tall.T @ tall) @ tall.T)
    assert np.allclose(pinv(tall.T), tall @ np.linalg.inv(tall.T @ tall))
    assert np.allclose(pinv(pinv(tall)), tall)


def test_cut_off(rng):
    A = planted(rng, 6, 4, [1, 1e-3, 1e-6, 1e-9])
    for rtol, rank in ((1e-8, 3), (1e-4, 2), (0.5, 1), (2, 0)):
        assert matrix_rank(pinv(A, rtol=rtol), rtol=1e-12) == rank
        assert np.array_equal(pinv(A, rtol), pinv(A, rtol=rtol))
        assert np.allclose(pinv(A, rtol), scipy.linalg.pinv(A, atol=0, rtol=rtol), rtol=1e-6, atol=1e-9)
        assert lstsq(A, np.ones(6), rtol).rank == rank
    stack = np.stack([A, A])
    assert matrix_rank(pinv(stack, rtol=[1e-8, 0.5]), rtol=1e-12).tolist() == [3, 1]


def test_pinv_far_from_one():
    for scale in (1e-300, 1e300):
        A = scale * FAMILIES["random tall"]
        assert np.allclose(pinv(A) * scale, pinv(A / scale))
    with pytest.raises(ValueError, match=r"A must have a pseudoinverse below 1.8e\+308, got one that overflows"):
        pinv([[1e-320]])
    with pytest.raises(ValueError, match="A must have a pseudoinverse below"):
        pinv(np.diag([1, 1e-310]), rcond=0)


# single precision as it comes: a small slope beside a large intercept, well above the rounding of the numbers
YEARS = np.arange(1990, 2021)
LONG = np.linspace(0, 1000, 10_000)


@pytest.mark.parametrize("t", [YEARS, LONG], ids=["years", "10,000 rows"])
@pytest.mark.parametrize("dtype", [np.float32, np.complex64, np.float16])
def test_single_precision_is_not_cut_as_noise(t, dtype):
    if dtype == np.float16:
        t = (t - t[0])[:1000] / 4  # what half precision can hold
    A = np.column_stack([np.ones_like(t), t]).astype(dtype)
    b = (A @ [3, 2]).astype(np.complex64 if dtype == np.complex64 else np.float32)
    single = b.dtype
    solution = lstsq(A, b)
    assert solution.rank == 2
    gram = A.T.astype(float if single == np.float32 else complex) @ A
    damped = [3, 2] - 1e-6 * np.linalg.solve(gram + 1e-6 * np.eye(2), [3, 2])
    for x, expected in ((solution.x, [3, 2]), (pinv(A) @ b, [3, 2]), (ridge(A, b, 1e-6), damped)):
        assert x.dtype == single
        assert np.allclose(x, expected, rtol=1e-4)
    assert [part.dtype for part in solution[:2] + solution[3:]] == [single, np.float32, np.float32]


@pytest.mark.parametrize("t", [YEARS, LONG], ids=["years", "10,000 rows"])
def test_lstsq_of_single_precision_is_numpys(t):
    A = np.column_stack([np.ones_like(t), t, t**2 / 1000]).astype("f")
    b = np.sin(t).astype("f")
    ours, theirs = lstsq(A, b), np.linalg.lstsq(A, b)
    for mine, other in zip(ours, theirs, strict=True):
        assert np.allclose(mine, other, rtol=1e-5)
        assert np.asarray(mine).dtype.kind == "i" or mine.dtype == other.dtype


def test_lstsq_of_stacks_is_that_of_each_matrix(rng):
    A, b = rng.standard_normal((2, 1, 7, 3)), rng.standard_normal((4, 7, 2))
    A[1, 0, :, 2] = A[1, 0, :, 1]  # of rank 2
    together = lstsq(A, b)
    assert together.x.shape == (2, 4, 3, 2)
    assert together.residuals.shape == (2, 4, 2)
    assert together.s.shape == (2, 1, 3)
    assert together.rank.tolist() == [[3] * 4, [2] * 4]
    assert together.unique.tolist() == [[True] * 4, [False] * 4]
    assert np.allclose(ridge(A, b, 0.5)[1, 3], ridge(A[1, 0], b[3], 0.5))
    for i, j in np.ndindex(2, 4):
        alone = lstsq(A[i, 0], b[j])
        assert np.allclose(together.x[i, j], alone.x)
        assert np.allclose(together.residuals[i, j], np.sum((b[j] - A[i, 0] @ alone.x) ** 2, axis=0))
        assert np.allclose(together.s[i, 0], alone.s)


def test_lstsq_of_a_stack_and_one_right_side(rng):
    A, b = rng.standard_normal((5, 6, 2)), rng.standard_normal(6)
    together = lstsq(A, b, rcond=[0, 0, 0, 0, 2])
    assert (together.x.shape, together.residuals.shape) == ((5, 2), (5, 1))
    assert np.allclose(together.x[:4], [lstsq(each, b).x for each in A[:4]])
    assert together.rank.tolist() == [2, 2, 2, 2, 0]
    assert together.x[4].tolist() == [0, 0]
    assert lstsq(A[0], np.ones((4, 6, 3))).unique.tolist() == [True] * 4
    empty = lstsq(np.zeros((0, 6, 2)), b)
    assert (empty.x.shape, empty.rank.shape, empty.s.shape) == ((0, 2), (0,), (0, 2))
    assert ridge(np.zeros((0, 6, 2)), b, 1.0).shape == (0, 2)


def test_a_solution_says_whether_it_is_the_only_one():
    assert {name: lstsq(*SYSTEMS[name]).unique for name in ("tall", "wide", "deficient", "zero", "no rows", "no columns")} == {
        "tall": True,
        "wide": False,
        "deficient": False,
        "zero": False,
        "no rows": False,
        "no columns": True,
    }


def test_rcond_minus_one_is_machine_precision(rng):
    A = planted(rng, 8, 3, [1, 0.5, 4e-16])
    assert [lstsq(A, np.ones(8), rcond).rank for rcond in (None, -1, np.finfo(float).eps / 2)] == [2, 3, 3]
    with pytest.raises(ValueError, match=r"rcond must be finite and not negative, got -0\.5"):
        lstsq(A, np.ones(8), -0.5)


def test_pinv_of_hermitian_matrices():
    A = FAMILIES["complex"]
    H = np.stack([A.conj().T @ A, -(A.conj().T @ A), np.diag(np.arange(9.0))])
    assert np.allclose(pinv(H, hermitian=True), pinv(H))
    assert np.allclose(pinv(H, hermitian=True), pinv(H, hermitian=True).conj().mT)


def test_tolerances_broadcast(rng):
    stack = np.stack([planted(rng, 5, 4, [1, 1e-3, 1e-6]), planted(rng, 5, 4, [1, 1e-4, 1e-6])])
    rtol = np.array([1e-2, 5e-4, 1e-7])[:, None]
    assert (
        matrix_rank(stack, rtol=rtol).tolist() == np.linalg.matrix_rank(stack, rtol=rtol).tolist() == [[1, 1], [2, 1], [3, 3]]
    )
    assert matrix_rank(stack, tol=rtol).tolist() == np.linalg.matrix_rank(stack, tol=rtol).tolist()
    assert pinv(stack, rtol=rtol).shape == (3, 2, 4, 5)
    assert np.allclose(pinv(stack, rtol)[1, 0], pinv(stack[0], 5e-4))
    assert lstsq(stack, np.ones(5), rtol).rank.tolist() == [[1, 1], [2, 1], [3, 3]]
    assert np.allclose(lstsq(stack, np.ones(5), rtol).x[2, 1], lstsq(stack[1], np.ones(5), 1e-7).x)
    assert matrix_rank(stack[0], rtol=[0.01, 1e-7]).tolist() == [1, 3]


SYSTEMS = {
    "tall": (normal(9, 4), normal(9)),
    "several": (normal(9, 4), normal(9, 3)),
    "square": (normal(5, 5), normal(5, 1)),
    "wide": (normal(3, 7), normal(3)),
    "deficient": (FAMILIES["deficient"], normal(18, 2)),
    "zero": (np.zeros((4, 3)), np.ones(4)),
    "integers": (integers(-9, 9, 6, 2), integers(-9, 9, 6)),
    "complex": (FAMILIES["complex"], normal(12, 2) * (1 + 1j)),
    "real and complex": (normal(6, 2), 1j * normal(6)),
    "float32": (FAMILIES["float32"], normal(20, dtype=np.float32)),
    "mixed": (FAMILIES["float32"], normal(20)),
    "no rows": (np.zeros((0, 3)), np.zeros(0)),
    "no columns": (np.zeros((3, 0)), np.ones(3)),
    "no right sides": (normal(5, 3), np.zeros((5, 0))),
    "one": ([[2.0]], [3.0]),
}


@pytest.mark.parametrize(("A", "b"), SYSTEMS.values(), ids=SYSTEMS)
def test_lstsq_is_numpys(A, b):
    before = np.copy(A), np.copy(b)
    ours, theirs = lstsq(A, b), np.linalg.lstsq(A, b)
    for mine, other in zip(ours, theirs, strict=True):
        assert np.shape(mine) == np.shape(other)
        precise = np.asarray(other).dtype in (np.float64, np.complex128)
        assert np.allclose(mine, other, rtol=1e-9 if precise else 1e-3, atol=1e-10 if precise else 1e-4)
    assert ours.x.dtype == theirs[0].dtype
    assert isinstance(ours.rank, int)
    assert np.array_equal(A, before[0])
    assert np.array_equal(b, before[1])


@pytest.mark.parametrize("name", ["wide", "deficient", "zero"])
def test_of_all_solutions_the_shortest(name, rng):
    A, b = SYSTEMS[name]
    x = lstsq(A, b).x
    assert np.allclose(x, pinv(A) @ b)
    null = np.eye(A.shape[1]) - pinv(A) @ A
    for _ in range(20):
        other = x + null @ rng.standard_normal(x.shape)
        assert np.allclose(np.linalg.norm(A @ other - b), np.linalg.norm(A @ x - b))
        assert np.linalg.norm(other) > np.linalg.norm(x)


def test_no_other_solution_is_nearer(rng):
    A, b = SYSTEMS["tall"]
    x = lstsq(A, b).x
    assert np.allclose(A.T @ (b - A @ x), 0, atol=1e-13)
    least = np.linalg.norm(A @ x - b)
    assert all(np.linalg.norm(A @ (x + 1e-3 * rng.standard_normal(4)) - b) > least for _ in range(50))


def test_lstsq_where_the_normal_equations_fail():
    t = np.linspace(0, 1, 40)
    A, x = np.vander(t, 12, increasing=True), np.ones(12)
    b = A @ x
    squared = np.linalg.solve(A.T @ A, A.T @ b)
    assert abs(lstsq(A, b).x - x).max() < 1e-7
    assert abs(squared - x).max() > 1e-4


def test_lstsq_far_from_one():
    A, b = SYSTEMS["tall"]
    assert np.allclose(lstsq(1e-300 * A, b).x * 1e-300, lstsq(A, b).x)
    assert np.allclose(lstsq(1e300 * A, b).x * 1e300, lstsq(A, b).x)
    with pytest.raises(ValueError, match="A and b must have a solution below"):
        lstsq(1e-300 * A, 1e100 * b)
    assert np.isclose(lstsq([[1e-310]], [1e-310]).x[0], 1, rtol=1e-12)
    assert np.isclose(lstsq(np.ones((9, 1)), np.full(9, 1e308)).x[0], 1e308)
    far = lstsq(A, 1e200 * b)
    assert np.allclose(far.x / 1e200, lstsq(A, b).x)
    assert far.residuals.tolist() == [np.inf]


@pytest.mark.parametrize("name", ["tall", "several", "square", "wide", "deficient", "zero", "integers"])
@pytest.mark.parametrize("alpha", [1e-6, 1e-2, 1.0, 1e3])
def test_ridge_is_scikit_learns(name, alpha):
    A, b = SYSTEMS[name]
    model = Ridge(alpha, fit_intercept=False, solver="svd").fit(A, b)
    assert np.allclose(ridge(A, b, alpha), model.coef_.T.reshape(np.shape(ridge(A, b, alpha))), rtol=1e-8, atol=1e-10)


@pytest.mark.parametrize("name", SYSTEMS)
def test_ridge_goes_to_lstsq(name):
    A, b = SYSTEMS[name]
    assert np.allclose(ridge(A, b, 0), lstsq(A, b).x, rtol=1e-5, atol=1e-6)
    assert np.allclose(ridge(A, b, 1e-40), lstsq(A, b).x, rtol=1e-5, atol=1e-6)
    assert np.allclose(ridge(A, b, 1e300), 0, atol=1e-30)
    norms = [np.linalg.norm(ridge(A, b, alpha)) for alpha in (0, 1e-3, 1e-1, 10, 1e4)]
    assert (np.diff(norms) <= 1e-6).all()


def test_ridge_of_complex_is_the_damped_normal_equation():
    A, b = SYSTEMS["complex"]
    expected = np.linalg.solve(A.conj().T @ A + 0.7 * np.eye(9), A.conj().T @ b)
    assert np.allclose(ridge(A, b, 0.7), expected)


def test_ridge_far_from_one():
    assert np.isclose(ridge([[1e-300]], [1e300], 1e10)[0], 1e-10, rtol=1e-9)
    assert np.isclose(ridge(np.float32([[1e-30]]), np.float32([1e-10]), 1e-50)[0], 1e10, rtol=1e-6)
    assert np.isclose(ridge(np.float32([[1e30]]), np.float32([1e30]), 1e60)[0], 0.5, rtol=1e-6)
    assert np.isclose(ridge([[1e-310]], [1e-310], 0)[0], 1, rtol=1e-12)
    assert ridge(np.float32([[1.0]]), np.float32([1.0]), 1.0).dtype == np.float32


@pytest.mark.parametrize("dtype", [np.float32, np.complex64])
def test_lstsq_and_pinv_say_when_single_precision_overflows(dtype):
    with pytest.raises(ValueError, match=r"A and b must have a solution below 3.4e\+38"):
        lstsq(np.array([[1e-20]], dtype), np.array([1e20], dtype))
    with pytest.raises(ValueError, match=r"A must have a pseudoinverse below 3.4e\+38"):
        pinv(np.array([[1e-40]], dtype))


@pytest.mark.parametrize("dtype", [np.float32, np.complex64])
def test_ridge_says_when_single_precision_overflows(dtype):
    with pytest.raises(ValueError, match=r"A and b must have a solution below 3.4e\+38"):
        ridge(np.array([[1e-20]], dtype), np.array([1e20], dtype), 1e-60)


def test_ridge_does_not_square():
    A, b = SYSTEMS["tall"]
    for scale in (1e-200, 1e200):
        with np.errstate(over="ignore", under="ignore"):
            expected = (scale * A.T @ b) if scale < 1 else lstsq(A, b).x / scale
        assert np.allclose(ridge(scale * A, b, 1.0) / abs(expected).max(), expected / abs(expected).max())


def test_filter_factors_are_what_the_solutions_keep():
    A, b = SYSTEMS["tall"]
    U, s, Vt = svd(A, full_matrices=False)
    terms = (U.T @ b / s)[:, None] * Vt
    assert np.allclose(filter_factors(s, alpha=0.3) @ terms, ridge(A, b, 0.3))
    assert np.allclose(filter_factors(s, rtol=0.5) @ terms, pinv(A, rtol=0.5) @ b)
    assert np.allclose(filter_factors(s, k=2) @ terms, pinv(svd(A).truncate(2).to_matrix(), rtol=1e-10) @ b)
    assert filter_factors([2.0, 1.0, 0.0], k=3).tolist() == [1, 1, 0]
    assert filter_factors([2.0, 0.0], alpha=0).tolist() == [1, 0]
    assert filter_factors([2.0, 0.0], rtol=0).tolist() == [1, 0]
    assert filter_factors([[2.0, 1.0], [0.0, 0.0]], alpha=2.0).round(6).tolist() == [[0.666667, 0.333333], [0, 0]]
    assert np.allclose(filter_factors([1e200, 1e-200], alpha=1.0), [1, 0])
    assert filter_factors([1.0, 1e-310], alpha=0).tolist() == [1, 1]
    assert filter_factors([1e300], rtol=1e10).tolist() == [0]


@settings(max_examples=80)
@given(
    hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(-5, 5).map(float)),
    st.floats(0, 100),
)
def test_any_system(A, alpha):
    b = np.arange(1.0, len(A) + 1)
    P = pinv(A)
    assert np.allclose(A @ P @ A, A, rtol=0, atol=1e-9)
    assert np.allclose(P @ A @ P, P, rtol=0, atol=1e-9 * max(1, abs(P).max()))
    assert np.allclose(A @ P, (A @ P).T, rtol=0, atol=1e-9)
    assert np.allclose(P @ A, (P @ A).T, rtol=0, atol=1e-9)
    assert np.allclose(P, np.linalg.pinv(A, rtol=None), rtol=0, atol=1e-9 * max(1, abs(P).max()))
    x = ridge(A, b, alpha)
    assert np.allclose(A.T @ (A @ x - b) + alpha * x, 0, atol=1e-7 * (1 + abs(x).max()))
    assert lstsq(A, b).rank == np.linalg.matrix_rank(A)
