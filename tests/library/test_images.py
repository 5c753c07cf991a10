"""Compressed images: quality, bytes, files."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from svdbook import load_photo
from svdlib import CompressedImage, compress_image, psnr, ssim, storage
from tests.library.families import integers

CAMERA = load_photo("camera")
ASTRONAUT = load_photo("astronaut")


def best_image(image, k):
    """Return the best rank-k image by NumPy alone."""
    channels = np.moveaxis(np.atleast_3d(image), 2, 0).astype(float)
    U, s, Vt = np.linalg.svd(channels, full_matrices=False)
    pixels = np.clip(np.rint((U[..., :k] * s[:, None, :k]) @ Vt[:, :k]), 0, 255).astype(np.uint8)
    return pixels[0] if image.ndim == 2 else np.moveaxis(pixels, 0, 2)


def low_rank_image(rank, m=60, n=50):
    """Return an image of exactly that rank: blocks of few grey levels."""
    rows = integers(0, 2, m, rank) @ integers(0, 2, rank, n)
    return (rows * (200 // max(rows.max(), 1))).astype(np.uint8)


IMAGES = {
    "camera": CAMERA,
    "astronaut": ASTRONAUT,
    "wide": load_photo("coffee"),
    "tall": np.ascontiguousarray(load_photo("chelsea").swapaxes(0, 1)),
    "noise": integers(0, 256, 64, 80).astype(np.uint8),
    "exact rank 3": low_rank_image(3),
    "black": np.zeros((20, 30), np.uint8),
    "white": np.full((20, 30), 255, np.uint8),
    "gradient": np.add.outer(np.arange(100), np.arange(120)).astype(np.uint8),
    "one pixel": np.uint8([[7]]),
    "one row": np.uint8([[0, 128, 255]]),
}


@pytest.mark.parametrize("k", [1, 2, 8, 16, 60, 160, 280])
@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_as_good_as_the_best(image, k):
    k = min(k, *image.shape[:2])
    best = psnr(image, best_image(image, k))
    ours = psnr(image, compress_image(image, k, "float32").to_image())
    assert ours >= best - 0.01


@pytest.mark.parametrize(("image", "k"), [(CAMERA, 16), (ASTRONAUT, 16), (CAMERA[56:456, 56:456], 10)])
def test_one_byte_a_number_costs_a_hundredth_of_a_decibel_at_low_rank(image, k):
    assert psnr(image, compress_image(image, k).to_image()) >= psnr(image, best_image(image, k)) - 0.01


@pytest.mark.parametrize(("k", "expected"), [(100, 34.06), (50, 29.29), (30, 26.48), (10, 21.90)])
def test_the_chapters_decibels(k, expected):
    photo = CAMERA[56:456, 56:456]
    assert round(psnr(photo, compress_image(photo, k, "float64").to_image()), 2) == expected


@pytest.mark.parametrize(("dtype", "width"), [("uint8", 1), ("float16", 2), (np.float32, 4), (np.dtype("f8"), 8)])
def test_bytes_are_those_of_what_is_stored(dtype, width):
    small = compress_image(ASTRONAUT, 50, dtype)
    numbers = 3 * 50 * (512 + 512)
    ends = 3 * 50 * 2 * 2 * 4 if width == 1 else 0
    assert small.nbytes == width * numbers + ends
    assert (small.k, small.shape) == (50, (512, 512, 3))


def test_really_fewer_bytes_than_pixels():
    assert compress_image(ASTRONAUT, 160).nbytes < ASTRONAUT.nbytes
    assert compress_image(CAMERA, 16).nbytes < 1.02 * storage(512, 512, 16)


def test_an_image_that_grew_says_so():
    photo = CAMERA[56:456, 56:456]  # 816 bytes a term, with the ends of its column and row
    last, next_ = (compress_image(photo, k) for k in (196, 197))
    assert repr(last) == "CompressedImage(400 x 400, k=196, 159,936 bytes in place of 160,000)"
    assert repr(next_) == "CompressedImage(400 x 400, k=197, 160,752 bytes in place of 160,000: nothing is saved)"
    assert last.ratio < 1 < next_.ratio
    assert next_.ratio == next_.nbytes / photo.nbytes
    assert compress_image(ASTRONAUT, 50).ratio == compress_image(ASTRONAUT, 50).nbytes / ASTRONAUT.nbytes
    assert repr(CompressedImage(1, 2, 3, 4)).startswith("CompressedImage(left int64()")


def test_float16_does_not_overflow():
    assert np.isfinite(compress_image(IMAGES["white"], 1, "float16").left).all()
    assert psnr(ASTRONAUT, compress_image(ASTRONAUT, 160, "float16").to_image()) > 37.95


def test_input_is_not_changed():
    before = CAMERA.copy()
    compress_image(CAMERA, 5)
    assert np.array_equal(CAMERA, before)


def test_pixels_are_rounded_and_clipped():
    ends = np.empty(0, np.float32)
    column = np.array([[[-300.0], [-3.0], [0.4], [0.6], [254.7], [260.0]]])
    image = CompressedImage(column, np.ones((1, 1, 1)), ends, ends).to_image()
    assert image.ravel().tolist() == [0, 0, 0, 1, 255, 255]


@pytest.mark.parametrize("dtype", ["uint8", "float16", "float32", "float64"])
@pytest.mark.parametrize("image", [CAMERA, IMAGES["wide"], IMAGES["one pixel"]], ids=["grey", "colour", "pixel"])
def test_a_file_gives_back_the_same(image, dtype, tmp_path):
    small = compress_image(image, 1, dtype)
    small.save(tmp_path / "small.npz")
    again = CompressedImage.load(str(tmp_path / "small.npz"))
    assert all(np.array_equal(a, b) and a.dtype == b.dtype for a, b in zip(small, again, strict=True))
    assert [path.name for path in tmp_path.iterdir()] == ["small.npz"]


def test_the_name_is_used_as_given(tmp_path):
    compress_image(CAMERA, 1).save(tmp_path / "small")
    assert CompressedImage.load(tmp_path / "small").k == 1


def test_a_failed_save_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "small.npz"
    compress_image(CAMERA, 2).save(path)
    old = path.read_bytes()

    def fail_halfway(file, **parts):
        file.write(b"half of it")
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", fail_halfway)
    with pytest.raises(OSError, match="no space left"):
        compress_image(CAMERA, 3).save(path)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


def test_saving_where_there_is_no_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        compress_image(CAMERA, 1).save(tmp_path / "missing" / "small.npz")


def test_damaged_files_are_refused(tmp_path):
    path = tmp_path / "small.npz"
    compress_image(IMAGES["gradient"], 2).save(path)
    whole = path.read_bytes()
    damaged = [whole[:length] for length in range(0, len(whole), 97)]
    damaged += [b"", b"not a compressed image", whole[:200] + b"\0\0\0\0" + whole[204:]]
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(ValueError, match=r"path must name a file .*small\.npz"):
            CompressedImage.load(path)


def test_a_file_with_flipped_bits_is_refused_or_still_valid(tmp_path):
    path = tmp_path / "small.npz"
    compress_image(IMAGES["gradient"], 2).save(path)
    whole = np.frombuffer(path.read_bytes(), np.uint8)
    rng = np.random.default_rng(18)
    refused = []
    for _ in range(400):
        flipped = whole.copy()
        flipped[rng.integers(len(whole), size=2)] ^= np.uint8(1) << rng.integers(8, size=2).astype(np.uint8)
        path.write_bytes(flipped.tobytes())
        try:
            image = CompressedImage.load(path).to_image()
        except ValueError as error:
            refused.append(str(error))
        else:
            assert (image.shape, image.dtype) == ((100, 120), np.uint8)
    assert len(refused) > 200
    assert all("small.npz" in message for message in refused)


def test_compressed_archives_are_refused_before_they_unpack(tmp_path):
    np.savez_compressed(tmp_path / "bomb.npz", **good_parts())
    with pytest.raises(ValueError, match=r"bomb\.npz.*its parts are compressed"):
        CompressedImage.load(tmp_path / "bomb.npz")


def test_saving_leaves_other_files_alone_and_works_from_many_threads(tmp_path):
    path = tmp_path / "small.npz"
    small = compress_image(IMAGES["gradient"], 2)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: small.save(path), range(64)))
    assert list(tmp_path.iterdir()) == [path]
    assert CompressedImage.load(os.fsencode(path)).k == 2


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        CompressedImage.load(tmp_path / "nowhere.npz")


def good_parts():
    return dict(compress_image(IMAGES["gradient"], 2)._asdict())


@pytest.mark.parametrize(
    "change",
    [
        {"left": np.zeros((1, 100, 3), np.uint8)},  # k differs
        {"left": np.zeros((2, 100, 2), np.uint8)},  # two channels
        {"left": np.zeros((100, 2), np.uint8)},
        {"left": np.zeros((1, 100, 2), np.int32)},
        {"left": np.full((1, 100, 2), np.nan), "right": np.zeros((1, 2, 120)), "left_range": np.empty(0, "f4")},
        {"left_range": np.zeros((1, 1, 2, 2))},  # float64
        {"left_range": np.full((1, 1, 2, 2), np.inf, np.float32)},
        {"left_range": np.tile(np.float32([2, 1]), (1, 1, 2, 1))},  # low end above the high one
        {"left": np.full((1, 100, 2), 1e300), "right": np.zeros((1, 2, 120)), "left_range": np.empty(0, "f4")},
        {"right_range": np.empty(0, np.float32)},
    ],
)
def test_files_whose_parts_do_not_fit_are_refused(change, tmp_path):
    np.savez(tmp_path / "odd.npz", **(good_parts() | change))
    with pytest.raises(ValueError, match=r"path must name a file whose factors fit together, got .*odd\.npz"):
        CompressedImage.load(tmp_path / "odd.npz")


def test_files_with_a_part_missing_or_pickled_are_refused(tmp_path):
    parts = good_parts()
    del parts["right"]
    np.savez(tmp_path / "a.npz", **parts)
    np.savez(tmp_path / "b.npz", **(good_parts() | {"left": np.array([{}], dtype=object)}))
    np.save(tmp_path / "c.npz.npy", np.zeros(3))
    for name in ("a.npz", "b.npz", "c.npz.npy"):
        with pytest.raises(ValueError, match="path must name a file written by"):
            CompressedImage.load(tmp_path / name)


def test_quality_measures():
    assert psnr(CAMERA, CAMERA) == float("inf")
    assert ssim(ASTRONAUT, ASTRONAUT) == 1.0
    off_by_five = np.where(CAMERA < 250, CAMERA, 249) + np.uint8(5)
    expected = 10 * np.log10(255**2 / np.mean((off_by_five.astype(float) - CAMERA) ** 2))
    assert np.isclose(psnr(CAMERA, off_by_five), expected)
    ordered = [ssim(CAMERA, compress_image(CAMERA, k).to_image()) for k in (5, 20, 80)]
    assert sorted(ordered) == ordered


@pytest.mark.parametrize("image", [CAMERA, IMAGES["wide"], IMAGES["noise"], CAMERA[:7, :9]])
def test_quality_measures_are_those_of_scikit_image(image):
    metrics = pytest.importorskip("skimage.metrics")
    channels = {"channel_axis": 2} if image.ndim == 3 else {}
    for k in (1, 2):
        other = compress_image(image, k).to_image()
        assert abs(psnr(image, other) - metrics.peak_signal_noise_ratio(image, other, data_range=255)) < 1e-12
        assert abs(ssim(image, other) - metrics.structural_similarity(image, other, data_range=255, **channels)) < 1e-12
