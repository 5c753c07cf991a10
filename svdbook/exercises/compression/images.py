"""Answers and hints for the chapter on photographs."""

from functools import cache

import numpy as np

from svdbook.datasets import load_photo
from svdbook.exercises.grading import Chapter
from svdlib import break_even_rank, low_rank, psnr, svd

chapter = Chapter()


def camera():
    """Return the grey 400 by 400 photograph of the chapter."""
    return load_photo("camera")[56:456, 56:456]


def to_pixels(X):
    """Round, clip, and only then cast."""
    return np.clip(np.rint(X), 0, 255).astype(np.uint8)


@cache
def rank_for_psnr(target, size=400 * 400):
    """Return the smallest rank whose PSNR, from the singular values alone, reaches `target`."""
    s = svd(camera()).s
    dropped = np.append(np.cumsum(s[::-1] ** 2)[::-1], 0)  # dropped[k]: what rank k leaves out
    return int(np.argmax(dropped <= 255**2 * size / 10 ** (target / 10)))


@cache
def quantised_psnr(k, values, axes=(0, 1), pixels=True):
    """Return the PSNR of the grey photograph at rank k, its factors rounded to so many evenly spaced values."""
    U, s, Vt = svd(camera()).truncate(k)
    left, right = quantise(U * np.sqrt(s), axes[0], values), quantise(np.sqrt(s)[:, None] * Vt, axes[1], values)
    return quality(camera(), left @ right, pixels)


def quantise(factor, axis, values):
    """Replace each number by the nearest of so many values between its ends."""
    low, high = factor.min(axis=axis, keepdims=True), factor.max(axis=axis, keepdims=True)
    step = (high - low) / (values - 1)
    return low + step * np.rint((factor - low) / step)


def quality(photo, product, pixels=True):
    """Return the PSNR of the product of the factors, made pixels or (a mistake) as it is."""
    if pixels:
        return psnr(photo, to_pixels(product))
    return float(10 * np.log10(255**2 / np.mean((product - photo) ** 2)))


@cache
def side_by_side(k=75, pixels=True, stack=np.hstack, split=np.hsplit):
    """Return the PSNR of the astronaut whose channels stand side by side in one matrix."""
    photo = load_photo("astronaut")
    wide = low_rank(stack(np.moveaxis(photo, 2, 0)), k)
    return quality(photo, np.stack(split(wide, 3), axis=2), pixels)


@cache
def each_channel(k):
    """Return the PSNR of the astronaut, each channel for itself."""
    photo = load_photo("astronaut")
    return psnr(photo, np.moveaxis(to_pixels(low_rank(np.moveaxis(photo, 2, 0), k)), 0, 2))


def to_patches(photo):
    """Make each patch a row of 8 by 8 pixels."""
    return photo.reshape(50, 8, 50, 8).swapaxes(1, 2).reshape(2500, 64)


@cache
def patch_psnr(k, pixels=True):
    """Return the PSNR of the grey photograph whose 8 by 8 patches are the rows of a rank-k matrix."""
    rows = low_rank(to_patches(camera()), k)
    return quality(camera(), rows.reshape(50, 50, 8, 8).swapaxes(1, 2).reshape(400, 400), pixels)


CAT = 300 * 451  # pixels of one channel of Chelsea
TWO_DECIMALS = 3e-4  # relative, of some thirty decibels
BEFORE_PIXELS = "That is before rounding and clipping: make pixels of the product first."

chapter.value(
    "numbers_kept",
    20 * (300 + 451 + 1),
    mistakes=[
        (20 * (300 + 451), "The singular values are numbers too, and have to be kept."),
        (300 * 451, "That is the whole channel; how many numbers do 20 terms take?"),
        (3 * 20 * (300 + 451 + 1), "That is all three channels; the question is about one."),
        (20 * 300 * 451, "A term is stored as a column and a row, not multiplied out."),
        (300 + 451 + 1, "That is one term."),
    ],
    hints=[
        "What is one term made of?",
        "One term is a column of U, a singular value and a row of Vt: how many numbers is that?",
        "One term takes 300 + 1 + 451 numbers, and there are 20 terms.",
    ],
)


@chapter.function(
    inputs=[np.arange(24).reshape(4, 2, 3), np.arange(27, dtype=np.uint8).reshape(3, 3, 3)],
    returns=("the photograph",),
    hints=[
        "The three channels are to come in reverse order, and nothing else is to change.",
        "A slice with step -1 reverses an axis; the channels are the last one, and `...` stands for all before it.",
        "bgr[..., ::-1]",
    ],
)
def to_rgb(bgr):
    """Reverse the order of the channels."""
    return bgr[..., ::-1]


@to_rgb.mistake("Still blue, green, red: nothing has changed.")
def unchanged(bgr):
    """Return the photograph as it came."""
    return bgr


@to_rgb.mistake("That turns the picture upside down: the channels are the last axis.")
def upside_down(bgr):
    """Reverse the rows."""
    return bgr[::-1]


@to_rgb.mistake("That mirrors the picture: the channels are the last axis.")
def mirrored(bgr):
    """Reverse the columns."""
    return bgr[:, ::-1]


@to_rgb.mistake("That reverses rows, columns and channels: only the channels are to change.")
def all_reversed(bgr):
    """Reverse every axis."""
    return bgr[::-1, ::-1, ::-1]


@to_rgb.mistake("That swaps rows and columns too: only the channels are to change.")
def transposed(bgr):
    """Return the transpose."""
    return bgr.T


@to_rgb.mistake("Red and blue change places; green stays in the middle. Yours moves each channel by one.")
def rolled(bgr):
    """Move each channel by one place."""
    return np.roll(bgr, 1, axis=2)


chapter.value(
    "float16_break_even",
    (CAT - 1) // (2 * (300 + 451)),
    mistakes=[
        ((CAT - 1) // (2 * (300 + 451)) + 1, "One too many: count the bytes of its factors once more."),
        (
            (CAT - 1) // (2 * (300 + 451 + 1)),
            "The singular values are multiplied into the factors: there is no third part to store.",
        ),
        (break_even_rank(300, 451), "You counted one byte a number; float16 takes two."),
        ((CAT - 1) // (300 + 451), "You counted one byte a number; float16 takes two."),
        ((CAT - 1) // (4 * (300 + 451)), "float16 takes 16 bits, two bytes."),
        (CAT / (2 * (300 + 451)), "Nearly: a rank is a whole number, and the factors must take fewer bytes."),
    ],
    hints=[
        "Write down the bytes of both: of the pixels, and of the two factors at rank k.",
        "300 * 451 bytes for the pixels, and 2 bytes for each of the k (300 + 451) numbers.",
        "Find the largest whole k with 2 k (300 + 451) < 300 * 451.",
    ],
)

chapter.value(
    "rank_for_30_db",
    lambda: rank_for_psnr(30),
    mistakes=[
        (lambda: rank_for_psnr(30) - 1, "One too few: its PSNR is still below 30 dB."),
        (
            lambda: rank_for_psnr(30) + 1,
            "One too many: a smaller rank reaches 30 dB already. Does your sum begin at k or at k + 1?",
        ),
        (lambda: rank_for_psnr(30, size=1), "The formula has the mean over all pixels: the size of the photograph is missing."),
    ],
    hints=[
        "How large may the mean squared error be at 30 dB?",
        "255² / 1000 for each of 400 · 400 pixels. The squared error of rank k is the sum of the squares it drops.",
        "np.cumsum(s[::-1] ** 2)[::-1][k] is what rank k drops; the first k where it is at most 255**2 * 400**2 / 1000.",
    ],
)

chapter.value(
    "half_a_byte",
    lambda: quantised_psnr(100, 16),
    mistakes=[
        (lambda: quantised_psnr(100, 17), "Sixteen steps make 17 values, one too many for 4 bits."),
        (lambda: quantised_psnr(100, 256), "That is 256 values, a whole byte."),
        (lambda: quantised_psnr(50, 256), "That is rank 50 at 8 bits, the rival."),
        (lambda: quantised_psnr(50, 16), "That is rank 50; the exercise asks for rank 100."),
        (lambda: quantised_psnr(80, 32), "That is rank 80 at 5 bits, the better one in between."),
        (lambda: quantised_psnr(100, 16, pixels=False), BEFORE_PIXELS),
        (
            lambda: quantised_psnr(100, 16, axes=(1, 0)),
            "You took rows on the left and columns on the right; it is the other way round.",
        ),
        (
            lambda: quantised_psnr(100, 16, axes=(None, None)),
            "You took one pair of ends for a whole factor; each column and row has its own.",
        ),
        (
            lambda: psnr(camera(), to_pixels(low_rank(camera(), 100))),
            "That is rank 100 without any rounding of the factors.",
        ),
    ],
    hints=[
        "Do for 16 values what the chapter does for 256, for each column on the left and each row on the right.",
        "For each of them: its smallest number, its largest, 15 equal steps between, and the nearest value for each number.",
        "step = (high - low) / 15, then low + step * np.rint((factor - low) / step), axis=0 on the left, 1 on the right.",
    ],
    rtol=TWO_DECIMALS,
)

chapter.value(
    "side_by_side",
    side_by_side,
    mistakes=[
        (lambda: side_by_side(50), "That is rank 50; equal storage lets one wide matrix have rank 75."),
        (lambda: side_by_side(pixels=False), BEFORE_PIXELS),
        (
            lambda: side_by_side(stack=np.vstack, split=np.vsplit),
            "You put the channels on top of each other; side by side is np.hstack.",
        ),
        (lambda: each_channel(50), "That is each channel for itself; put the three side by side in one 512 by 1536 matrix."),
        (lambda: each_channel(75), "That is each channel for itself at rank 75, half as many numbers again."),
    ],
    hints=[
        "One wide matrix in place of three: make it, truncate it, and take it apart again.",
        "np.hstack of the three channels is 512 by 1536; np.hsplit(.., 3) takes it apart again.",
        "low_rank(wide, 75), made into pixels, split in 3 and stacked along axis 2, then psnr.",
    ],
    rtol=TWO_DECIMALS,
)

chapter.value(
    "patches",
    lambda: patch_psnr(8),
    mistakes=[
        (
            lambda: psnr(camera(), to_pixels(low_rank(camera(), 8))),
            "That is the whole photograph at rank 8; make a row of each patch first.",
        ),
        (lambda: patch_psnr(7), "That is rank 7; the exercise asks for 8."),
        (lambda: patch_psnr(8, pixels=False), BEFORE_PIXELS),
        (
            lambda: psnr(camera(), to_pixels(low_rank(camera().reshape(2500, 64), 8)).reshape(400, 400)),
            "reshape(2500, 64) alone cuts strips of 64 pixels in a row, not patches: swap axes in between.",
        ),
        (lambda: psnr(camera(), to_pixels(low_rank(camera(), 25))), "That is the rival: the whole photograph at rank 25."),
    ],
    hints=[
        "First the patches: how do the pixels of one patch come to stand in one row?",
        "Compress the 2500 by 64 matrix with low_rank(patches, 8), then undo each reshape and swap in reverse order.",
        "rows.reshape(50, 50, 8, 8).swapaxes(1, 2).reshape(400, 400) puts the patches back.",
    ],
    rtol=TWO_DECIMALS,
)
