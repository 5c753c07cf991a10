"""Whatever picture a reader brings: taken for what it is, or refused with the line that converts it."""

import io
import re

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from svdbook import load_photo
from svdlib import _check, compress_image, psnr, ssim

PHOTO = Image.fromarray(load_photo("chelsea")[::4, ::4])  # 75 by 113 pixels
GREY = PHOTO.convert("L")
MODES = ["1", "L", "P", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "LA", "PA", "RGBX", "RGBa", "La", "I", "F", "I;16", "I;16B"]


def pixels(image, name="image"):
    """Return the array that is taken for `image`, once it is converted as the refusals say."""
    for _ in range(4):
        try:
            return _check.as_image(image, name)
        except (TypeError, ValueError) as error:
            line = re.search(r"(?:: use|it is) (.+)$", str(error)).group(1)
            image = eval(line, {"np": np, "ImageOps": ImageOps, "ImageCms": ImageCms, name: image})
    raise AssertionError("refused again and again")


def in_mode(mode):
    """Return the photograph, or its grey version, in another mode."""
    if mode == "LAB":
        return ImageCms.profileToProfile(PHOTO, ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    through = {"PA": "P", "La": "LA", "RGBa": "RGBA"}.get(mode)
    if mode.startswith("I;16"):
        deep = 257 * np.asarray(GREY).astype(np.uint16)
        return Image.fromarray(deep).convert("I").convert(mode) if mode != "I;16" else Image.fromarray(deep)
    return (PHOTO.convert(through) if through else PHOTO).convert(mode)


@pytest.mark.parametrize("mode", [*MODES, "LAB"])
def test_a_pil_image_of_any_mode_is_the_picture_it_shows(mode):
    image = in_mode(mode)
    assert image.mode == mode
    shown = np.asarray(GREY if mode[0] in "1LIF" and mode != "LAB" else PHOTO)
    taken = pixels(image)
    assert taken.shape == shown.shape
    near = {"1": 5, "P": 22, "PA": 22, "LAB": 30, "HSV": 30}.get(mode, 40)  # dots, a palette, rounded colours
    assert psnr(shown, taken) > near
    if mode not in ("L", "RGB"):
        with pytest.raises((TypeError, ValueError), match=r"^image must .*(mode|dtype).*: use "):
            compress_image(image, 2)


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WebP"])
def test_a_turned_photograph_stands_upright(turn, format_):
    exif = Image.Exif()
    exif[_check.ORIENTATION] = turn
    file = io.BytesIO()
    PHOTO.save(file, format_, exif=exif, **({} if format_ in ("PNG", "TIFF") else {"quality": 100}))
    upright = np.asarray(ImageOps.exif_transpose(Image.open(file)))
    assert upright.shape == ((113, 75, 3) if turn >= 5 else (75, 113, 3))
    assert np.array_equal(pixels(Image.open(file)), upright)
    assert np.array_equal(pixels(Image.open(file).convert("RGB")), upright)  # which keeps the tag
    if turn > 1 and format_ == "JPEG":
        with pytest.raises(ValueError, match=r"^original must stand upright.*ImageOps.exif_transpose\(original\)$"):
            psnr(Image.open(file), Image.open(file))


RGB = np.asarray(PHOTO)
ARRAYS = {
    "as it is": RGB,
    "a list": RGB.tolist(),
    "0 to 1": RGB / 255,
    "0 to 1, single": (RGB / 255).astype(np.float32),
    "0 to 1, half": (RGB / 255).astype(np.float16),
    "0 to 255": RGB.astype(float),
    "integers": RGB.astype(int),
    "16 bit": RGB.astype(np.uint16) * 257,
    "16 bit, dark": RGB.astype(np.uint16),
    "16 bit in wider integers": RGB.astype(np.int32) * 257,
    "signed": RGB.astype(np.int16),
    "overstepped": np.where(RGB < 128, -0.5, 1.02).astype(np.float32),
    "overstepped, 255": np.where(RGB < 128, -9.0, 300),
    "any": RGB * 1e6,
    "bool": RGB < 128,
    "RGBA": np.dstack([RGB, np.full(RGB.shape[:2], 255, np.uint8)]),
    "RGBA, 0 to 1": np.dstack([RGB, np.full(RGB.shape[:2], 255, np.uint8)]) / 255,
    "channels first": RGB.transpose(2, 0, 1),
    "channels first, RGBA": np.dstack([RGB, RGB[..., 0]]).transpose(2, 0, 1),
    "grey": RGB[..., 0],
    "grey, alpha": np.dstack([RGB[..., 0], RGB[..., 1]]),
    "grey, a channel": RGB[..., :1],
    "grey, a channel first": RGB[None, ..., 0],
}
EXPECTED = {
    "16 bit, dark": np.zeros(RGB.shape),  # 255 of 65535 is black
    "overstepped": np.where(RGB < 128, 0, 255),
    "overstepped, 255": np.where(RGB < 128, 0, 255),
    "any": np.rint(RGB * (255 / RGB.max())),
    "bool": np.where(RGB < 128, 255, 0),
}


@pytest.mark.parametrize("kind", ARRAYS)
def test_an_array_of_any_kind_is_the_picture_it_shows(kind):
    expected = EXPECTED.get(kind, RGB[..., 0] if kind.startswith("grey") else RGB)
    taken = pixels(ARRAYS[kind])
    assert taken.shape == expected.shape
    assert abs(taken - expected).max() <= (kind in ("any", "16 bit, dark"))  # where halves may go either way


def test_one_channel_is_grey_and_stays_the_callers():
    image = np.array(GREY)[..., None]
    before = image.copy()
    assert np.array_equal(compress_image(image, 9).to_image(), compress_image(image[..., 0], 9).to_image())
    assert psnr(image, GREY) == np.inf
    assert ssim(GREY, image) == 1
    assert np.array_equal(image, before)


@pytest.mark.parametrize(
    "image",
    [np.full((9, 9), np.nan), np.full((9, 9), 1j), np.zeros((9, 9, 5)), np.zeros((2, 9, 9, 3), np.uint8), np.zeros((0, 9))],
)
def test_what_is_no_picture_gets_no_line(image):
    with pytest.raises((TypeError, ValueError), match=r"^image must [^:]*$"):
        _check.as_image(image if image.dtype == np.uint8 or image.ndim < 3 else image.astype(np.uint8))


def test_a_mapped_file_is_an_array(tmp_path):
    np.save(tmp_path / "photo.npy", RGB)
    mapped = np.load(tmp_path / "photo.npy", mmap_mode="r")  # has a mode, too
    assert np.array_equal(_check.as_image(mapped), RGB)
