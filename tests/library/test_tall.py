"""Tall matrices by blocks: the same numbers however the rows are cut, wherever they are, and no digits lost to speed."""

import os
import pickle
import signal
import subprocess
import sys

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.sparse
from distributed import get_task_stream
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from svdbook import dask_client
from svdlib import _triangles, svd, svd_of_blocks
from svdlib._triangles import triangle
from tests.library.families import FAMILIES, integers, kahan, normal, obeys_sign_rule, planted
from tests.library.memory import traced

FULL = {name: A for name, A in FAMILIES.items() if A.size}
TALL = planted(18, 300, 90, 0.9 ** np.arange(90))
NOISE = normal(3000, 12)
HARD = {
    "independent": NOISE,
    "twins": np.column_stack([NOISE, NOISE[:, 0] + 1e-9 * normal(3000)]),
    "large mean": 1e6 + NOISE,
    "ever smaller": NOISE * np.geomspace(1, 1e-14, 12) @ np.linalg.qr(normal(12, 12)).Q,
    "units": NOISE * np.geomspace(1, 1e-24, 12),
    "deficient": NOISE[:, :3] @ normal(3, 12),
    "columns of zeros": NOISE * ([1, 0, 0] * 4),
    "zero": 0 * NOISE,
    "Kahan": np.linalg.qr(normal(3000, 60)).Q @ kahan(60),
    "pixels": integers(0, 256, 3000, 12).astype(np.uint8),
    "single precision": NOISE.astype(np.float32),
    "complex": NOISE + 1j * NOISE[::-1],
    "tiny": 1e-250 * NOISE,
    "huge": 1e250 * NOISE,
}


def cut(A, rows):
    return [A[i : i + rows] for i in range(0, len(A), rows)]


# one pass over blocks, here


@pytest.mark.parametrize("rows", [1, 7, 40, 300, 1000])
def test_blocks_give_the_decomposition(rows):
    s, Vt = svd_of_blocks((TALL[i : i + rows] for i in range(0, 300, rows)), 6)
    F = svd(TALL)
    assert np.allclose(s, F.s[:6], rtol=0, atol=1e-14)
    assert np.allclose(Vt, F.Vt[:6], rtol=0, atol=1e-10)


@pytest.mark.parametrize("A", FULL.values(), ids=FULL)
def test_blocks_of_the_families(A):
    k = min(A.shape)
    s, Vt = svd_of_blocks(np.array_split(A, 3) if len(A) > 2 else [A], k)
    assert abs(s - svd(A).s).max() <= 30 * max(A.shape) * np.finfo(svd(A).s.dtype).eps * svd(A).s[0]
    assert np.allclose(Vt @ Vt.conj().T, np.eye(k), rtol=0, atol=1e-13)
    assert obeys_sign_rule(Vt)


def test_blocks_may_be_wide_empty_or_mixed(rng):
    wide = rng.standard_normal((3, 8))
    s, Vt = svd_of_blocks([wide[:1].tolist(), wide[:0], wide[1:].astype(complex)], 3)
    assert np.allclose(s, svd(wide).s)
    assert np.allclose(Vt, svd(wide, full_matrices=False).Vt)


def test_blocks_may_come_in_one_buffer():
    def reused():
        buffer = np.empty((30, 90))
        for i in range(0, 300, 30):
            buffer[:] = TALL[i : i + 30]
            yield buffer

    assert np.allclose(svd_of_blocks(reused(), 5)[0], svd(TALL).s[:5])


def test_blocks_take_memory_that_does_not_grow(rng):
    def peak(count):
        with traced() as memory:
            svd_of_blocks((rng.standard_normal((1000, 100)) for _ in range(count)), 3)
        return memory.peak

    peak(2)
    assert peak(80) < 1.5 * peak(20)  # the threads of the cluster below may take some


@settings(max_examples=80)
@given(
    hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=2, max_dims=2, max_side=7),
        elements=st.one_of(st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, allow_subnormal=False)),
    ),
    st.data(),
)
def test_any_matrix(A, data):
    k = data.draw(st.integers(1, min(A.shape)))
    blocks = np.array_split(A, data.draw(st.integers(1, len(A))))
    for centred in (False, True):
        expected = svd(A - A.mean(axis=0) * centred)
        F = svd_of_blocks(blocks, k, centred=centred, compute_u=True)
        assert abs(F.s - expected.s[:k]).max() <= 1e-13 * np.linalg.norm(A)
        assert np.allclose(F.Vt @ F.Vt.T, np.eye(k), rtol=0, atol=1e-13)
        assert np.allclose(F.U.T @ F.U, np.eye(k), rtol=0, atol=1e-13)


# quick, and exact


def right(s, A):
    """Whether singular values are as near to the true ones as those of a backward stable decomposition."""
    expected = svd(A.astype(np.result_type(A, float)), full_matrices=False).s
    return abs(s / expected[0] - expected / expected[0]).max() < 3e-14 if expected[0] else not s.any()


@pytest.mark.parametrize("A", HARD.values(), ids=HARD)
@pytest.mark.parametrize("rows", [7, 500, 3000])
def test_speed_loses_no_digits(A, rows):
    before = A.copy()
    F = svd_of_blocks(cut(A, rows), A.shape[1], compute_u=True)
    assert right(F.s, A)
    scale = float(abs(A).max()) or 1.0
    assert abs(before.astype(F.U.dtype) / scale - (F.U * (F.s / scale)) @ F.Vt).max() < 1e-12
    assert abs(F.U.conj().T @ F.U - np.eye(A.shape[1])).max() < 1e-13
    assert obeys_sign_rule(F.Vt)
    assert np.array_equal(A, before)


def test_the_difference_of_twins_has_four_digits():
    A = HARD["twins"]
    s = svd_of_blocks(cut(A, 500), 13)[0]
    assert np.isclose(s[-1], svd(A, full_matrices=False).s[-1], rtol=1e-4)
    by_gram = np.linalg.eigvalsh(A.T @ A)[0]
    assert abs(by_gram / s[-1] ** 2 - 1) > 10


@pytest.mark.parametrize("name", ["independent", "twins", "large mean", "units", "columns of zeros", "pixels", "complex"])
def test_where_products_do_no_tall_block_goes_through_householder(name, monkeypatch):
    heights = []

    def qr(A, mode, qr=np.linalg.qr):
        heights.append(A.shape)
        return qr(A, mode)

    monkeypatch.setattr(np.linalg, "qr", qr)
    svd_of_blocks(cut(HARD[name], 500), 2)
    assert all(m < 500 for m, _ in heights)


def test_columns_that_hide_their_dependence_go_through_householder():
    A = np.vstack([0.9 * kahan(100, 1.35) * (1 - 1e-9) ** np.arange(100), np.zeros((400, 100))])  # no pivot shows it
    assert _triangles._leading_rows(A) is None
    assert right(svd(triangle(A)).s, A)


def test_errors_stay_small_over_many_blocks(rng):
    A = planted(rng, 40_000, 10, np.geomspace(1, 1e-3, 10))
    assert abs(svd_of_blocks(cut(A, 20), 10)[0] - np.geomspace(1, 1e-3, 10)).max() < 3e-13


# centred, and with U


@pytest.mark.parametrize("name", [name for name in HARD if name != "huge"])
@pytest.mark.parametrize("rows", [1, 500, 3000])
def test_centred_in_the_same_pass(name, rows):
    A = HARD[name][: 600 if rows == 1 else None]
    mean = A.mean(axis=0, dtype=np.result_type(A, float))
    F = svd_of_blocks(iter(cut(A, rows)), A.shape[1], centred=True)
    scale = np.linalg.norm(A / (abs(A).max() or 1), 2) * abs(A).max() or 1
    assert abs(F.s - svd(A - mean, full_matrices=False).s).max() < 1e-14 * scale
    assert np.allclose(F.mean, mean, rtol=1e-12, atol=1e-14 * abs(A).max())
    assert F.n_rows == len(A)


@pytest.mark.parametrize("rows", [1, 4, 100])
def test_a_constant_column_has_no_variance(rows):
    A = np.column_stack([np.full(300, 0.1), NOISE[:300, :2] * [1, 1e6], np.full(300, 1e9 + 1 / 3)])
    F = svd_of_blocks(cut(A, rows), 4, centred=True)
    assert F.mean[[0, 3]].tolist() == [0.1, 1e9 + 1 / 3]
    assert not F.Vt[:2, [0, 3]].any()
    assert not F.s[2:].any()


def test_u_belongs_to_the_rows_in_their_order():
    F = svd_of_blocks(cut(TALL, 37), 6, centred=True, compute_u=True)
    expected = svd(TALL - TALL.mean(axis=0), full_matrices=False).truncate(6)
    assert np.allclose(F.U, expected.U, rtol=0, atol=1e-10)


def test_the_result_is_a_pair_with_attributes():
    F = svd_of_blocks([TALL], 3)
    s, Vt = F
    assert s is F.s
    assert Vt is F.Vt
    assert (F.U, F.mean, F.n_rows) == (None, None, 300)
    G = pickle.loads(pickle.dumps(svd_of_blocks([TALL], 3, centred=True)))
    assert G.mean.shape == (90,)
    assert G.n_rows == 300


# on workers


@pytest.fixture(scope="module")
def client():
    with dask_client(2) as client:
        yield client


@pytest.fixture
def threads():
    """Compute in threads, as Dask does without `distributed`."""
    with dask.config.set(scheduler="threads"):
        yield


@pytest.fixture
def cluster(client):
    """Compute on two worker processes."""
    with client.as_current():
        yield client


def agree(F, G, A):
    """Whether the results are the same to rounding, vectors included."""
    gaps = np.r_[abs(np.diff(G.s)), G.s[-1]] / G.s[0]
    firm = np.minimum(gaps, np.r_[1, gaps[:-1]]) > 1e-3
    return (
        abs(F.s - G.s).max() <= 1e-12 * G.s[0]
        and abs((F.Vt - G.Vt)[firm]).max(initial=0) <= 1e-9
        and F.n_rows == G.n_rows
        and (F.mean is None or abs(F.mean - G.mean).max() <= 1e-12 * abs(A).max())
        and obeys_sign_rule(F.Vt)
    )


CHUNKS = {
    "even": (100,) * 10,
    "uneven, empty, fewer rows than columns": (3, 0, 500, 1, 0, 96, 400),
    "one": (1000,),
    "first empty": (0, 1000),
}


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("chunks", CHUNKS.values(), ids=CHUNKS)
@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("form", ["array", "columns split", "unknown sizes", "delayed", "generator of delayed"])
def test_dask_gives_the_same_numbers(chunks, centred, form):
    A = HARD["twins"][:1000] + 2
    X = da.from_array(A, chunks=(chunks, (4, 9) if form == "columns split" else 13))
    if form == "unknown sizes":
        X = X[da.ones(1000, chunks=(chunks,)) > 0]
    blocks = {"delayed": list, "generator of delayed": iter}.get(form, lambda _: X)(X.to_delayed().ravel())
    here = svd_of_blocks([A], 13, centred=centred, compute_u=True)
    there = svd_of_blocks(blocks, 13, centred=centred, compute_u=True)
    assert agree(there, here, A)
    assert isinstance(there.U, da.Array)
    assert there.U.dtype == np.float64
    U = there.U.compute()
    assert abs(U.T @ U - np.eye(13)).max() < 1e-13
    assert abs((U * there.s) @ there.Vt - (A - A.mean(axis=0) * centred)).max() < 1e-12 * here.s[0]


def test_a_cluster_gives_the_same_numbers(cluster):
    X = da.from_array(TALL, chunks=((3, 0, 97, 200), 45))
    here = svd_of_blocks([TALL], 6, centred=True, compute_u=True)
    there = svd_of_blocks(X, 6, centred=True, compute_u=True)
    assert agree(there, here, TALL)
    assert abs(there.U.compute() - here.U).max() < 1e-10


@pytest.mark.usefixtures("threads")
def test_dask_arrays_in_a_list_are_blocks():
    X = da.from_array(TALL, chunks=(100, 30))
    assert agree(svd_of_blocks([X, X[:7], TALL], 5), svd_of_blocks([TALL, TALL[:7], TALL], 5), TALL)


def test_memory_where_the_work_is_done_does_not_grow():
    def peak(count):
        make = dask.delayed(lambda i: np.random.default_rng(i).standard_normal((1000, 100)))
        with dask.config.set(scheduler="synchronous"), traced() as memory:
            svd_of_blocks((make(i) for i in range(count)), 3, centred=True)
        return memory.peak

    peak(2)
    assert peak(80) < 1.5 * peak(20)  # so do they, and Dask keeps the names of all tasks


def test_triangles_are_all_that_is_kept_and_sent(cluster):
    def results(count):
        X = da.random.default_rng(18).standard_normal((2000 * count, 10), chunks=(2000, 10))
        with get_task_stream(cluster) as stream:
            svd_of_blocks(X, 3)
        return [task["nbytes"] for task in stream.data if "_tell" in str(task["key"])]

    few, many = results(5), results(20)
    assert (len(few), len(many)) == (5 + 2 + 1, 20 + 5 + 2 + 1)  # four at a time
    assert max(max(few), max(many)) < 2 * 10 * 10 * 8


def test_a_worker_killed_on_the_way_changes_nothing(cluster, tmp_path):
    def block(i, told=None):
        if told is not None and i == 13 and not told.exists():
            told.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return np.random.default_rng(i).standard_normal((200, 8)) + i

    here = svd_of_blocks(map(block, range(20)), 8, centred=True)
    there = svd_of_blocks([dask.delayed(block)(i, tmp_path / "told") for i in range(20)], 8, centred=True)
    assert (tmp_path / "told").exists()
    assert agree(there, here, np.ones(1))


def test_a_dask_array_needs_no_cluster_software():
    code = (
        "import sys; sys.modules['distributed'] = None; import dask.array as da; from svdlib import svd_of_blocks;"
        "F = svd_of_blocks(da.ones((100, 3), chunks=(30, 2)), 1, compute_u=True);"
        "print((F.s ** 2).round(6), F.U.compute().sum().round(9))"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert run.stdout.split() == ["[300.]", "10.0"], run.stderr


WRONG = {
    "not finite": (lambda: spread(NOISE, np.full((3, 12), np.nan)), ValueError, r"blocks\[1\] must be finite, got nan at"),
    "sparse": (lambda: [dask.delayed(scipy.sparse.eye_array)(3)], TypeError, r"blocks\[0\] must be dense"),
    "widths": (lambda: spread(*[NOISE] * 9, NOISE.T), ValueError, r"got 12 in blocks\[8\] and 3000 in blocks\[9\]"),
    "text": (lambda: [dask.delayed("text")], TypeError, r"blocks\[0\] must hold numbers"),
    "overflow": (lambda: spread(np.full((90, 2), 1.7e308)), ValueError, "blocks must have singular values below"),
    "no rows": (lambda: spread(NOISE[:0], NOISE[:0]), ValueError, "blocks must not be empty"),
    "no columns": (lambda: da.ones((5, 0)), ValueError, "blocks must not be empty.* got shape \\(5, 0\\)"),
    "too many": (lambda: spread(NOISE[:1]), ValueError, r"k must be in 1\.\.1, got 2"),
    "too many, known before": (lambda: da.ones((1000, 1)), ValueError, r"k must be in 1\.\.1, got 2"),
    "vector": (lambda: da.ones(3), ValueError, r"blocks must have 2 dimensions \(m, n\), got shape \(3,\)"),
    "one delayed": (lambda: dask.delayed(NOISE), TypeError, "an iterable of delayed blocks, got a Dask Delayed"),
}


def spread(*blocks):
    return [dask.delayed(block) for block in blocks]


@pytest.mark.usefixtures("cluster")
def test_an_error_on_a_worker_names_the_block():
    with pytest.raises(ValueError, match=r"blocks\[1\] must be finite, got nan at index \(0, 1\)") as caught:
        svd_of_blocks(spread(NOISE, [[1, np.nan]]), 1)
    assert not any("dask" in str(entry.path) or "distributed" in str(entry.path) for entry in caught.traceback)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize(("blocks", "error", "words"), WRONG.values(), ids=WRONG)
def test_errors_name_the_block(blocks, error, words):
    with pytest.raises(error, match=words) as caught:
        svd_of_blocks(blocks(), 2)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.usefixtures("threads")
def test_an_error_of_ones_own_comes_back_as_it_is():
    def load():
        raise FileNotFoundError("readings.npy")

    with pytest.raises(FileNotFoundError, match=r"readings\.npy"):
        svd_of_blocks([dask.delayed(load)()], 2)


def test_u_needs_blocks_that_can_be_read_twice():
    with pytest.raises(TypeError, match="blocks must be what can be read twice, such as a list, to compute U; got generator"):
        svd_of_blocks((block for block in [TALL]), 2, compute_u=True)
