"""Answers and hints for the chapter on photographs."""

from functools import cache

import numpy as np

from svdbook.datasets import load_photo
from svdbook.exercises.grading import Exercise
from svdlib.approximation import break_even_rank, low_rank
from svdlib.decompositions import svd
from svdlib.images import psnr


def camera():
    """The grey 400 by 400 photograph of the chapter."""
    return load_photo("camera")[56:456, 56:456]


def to_pixels(X):
    """Round, clip, and only then cast."""
    return np.clip(np.rint(X), 0, 255).astype(np.uint8)


@cache
def rank_for_psnr(target, size=400 * 400):
    """The smallest rank whose PSNR, from the singular values alone, reaches `target`."""
    s = svd(camera()).s
    dropped = np.append(np.cumsum(s[::-1] ** 2)[::-1], 0)  # dropped[k]: what rank k leaves out
    return int(np.argmax(dropped <= 255**2 * size / 10 ** (target / 10)))


@cache
def quantised_psnr(k, values, axes=(0, 1), pixels=True):
    """PSNR of the grey photograph at rank k, its factors rounded to so many evenly spaced values."""
    U, s, Vt = svd(camera()).truncate(k)
    left, right = quantise(U * np.sqrt(s), axes[0], values), quantise(np.sqrt(s)[:, None] * Vt, axes[1], values)
    return quality(camera(), left @ right, pixels)


def quantise(factor, axis, values):
    """Each vector along `axis` by the nearest of so many values between its ends."""
    low, high = factor.min(axis=axis, keepdims=True), factor.max(axis=axis, keepdims=True)
    step = (high - low) / (values - 1)
    return low + step * np.rint((factor - low) / step)


def quality(photo, product, pixels=True):
    """PSNR of the product of the factors, made pixels or (a mistake) as it is."""
    if pixels:
        return psnr(photo, to_pixels(product))
    return float(10 * np.log10(255**2 / np.mean((product - photo) ** 2)))


@cache
def side_by_side(k=75, pixels=True, stack=np.hstack, split=np.hsplit):
    """PSNR of the astronaut whose channels stand side by side in one matrix."""
    photo = load_photo("astronaut")
    wide = low_rank(stack(np.moveaxis(photo, 2, 0)), k)
    return quality(photo, np.stack(split(wide, 3), axis=2), pixels)


@cache
def each_channel(k):
    """PSNR of the astronaut, each channel for itself."""
    photo = load_photo("astronaut")
    return psnr(photo, np.moveaxis(to_pixels(low_rank(np.moveaxis(photo, 2, 0), k)), 0, 2))


def to_patches(photo):
    """Each row one patch of 8 by 8 pixels."""
    return photo.reshape(50, 8, 50, 8).swapaxes(1, 2).reshape(2500, 64)


@cache
def patch_psnr(k, pixels=True):
    """PSNR of the grey photograph whose 8 by 8 patches are the rows of a rank-k matrix."""
    rows = low_rank(to_patches(camera()), k)
    return quality(camera(), rows.reshape(50, 50, 8, 8).swapaxes(1, 2).reshape(400, 400), pixels)


CAT = 300 * 451  # pixels of one channel of Chelsea
TWO_DECIMALS = 3e-4  # relative, of some thirty decibels
BEFORE_PIXELS = "That is before rounding and clipping: make pixels of the product first."

EXERCISES = {
    "numbers_kept": Exercise(
        solution=lambda: 20 * (300 + 451 + 1),
        mistakes=(
            (lambda: 20 * (300 + 451), "The singular values are numbers too, and have to be kept."),
            (lambda: 300 * 451, "That is the whole channel; how many numbers do 20 terms take?"),
            (lambda: 3 * 20 * (300 + 451 + 1), "That is all three channels; the question is about one."),
        ),
        hints=(
            "One term is a column of U, a singular value and a row of Vt: how many numbers is that?",
            "One term takes 300 + 1 + 451 numbers, and there are 20 terms.",
        ),
    ),
    "to_rgb": Exercise(
        solution=lambda: lambda bgr: bgr[..., ::-1],
        mistakes=(
            (lambda: lambda bgr: bgr, "Still blue, green, red: nothing has changed."),
            (lambda: lambda bgr: bgr[::-1], "That turns the picture upside down: the channels are the last axis."),
            (lambda: lambda bgr: bgr[:, ::-1], "That mirrors the picture: the channels are the last axis."),
            (lambda: lambda bgr: bgr.T, "That swaps rows and columns too: only the channels are to change."),
        ),
        hints=(
            "The three channels are to come in reverse order, and nothing else is to change.",
            "A slice with step -1 reverses an axis; the channels are the last one, and `...` stands for all before it.",
        ),
        probe=lambda function: function(np.arange(24).reshape(4, 2, 3)),
    ),
    "float16_break_even": Exercise(
        solution=lambda: (CAT - 1) // (2 * (300 + 451)),
        mistakes=(
            (lambda: (CAT - 1) // (2 * (300 + 451)) + 1, "At 91 the factors take 136,682 bytes, more than the 135,300 pixels."),
            (
                lambda: (CAT - 1) // (2 * (300 + 451 + 1)),
                "The singular values are multiplied into the factors: there is no third part to store.",
            ),
            (lambda: break_even_rank(300, 451), "You counted one byte a number; float16 takes two."),
            (lambda: (CAT - 1) // (300 + 451), "You counted one byte a number; float16 takes two."),
            (lambda: CAT / (2 * (300 + 451)), "Nearly: a rank is a whole number, and the factors must take fewer bytes."),
        ),
        hints=(
            "Write down the bytes of both: 300 * 451 for the pixels, and 2 bytes for each number of two factors.",
            "Find the largest whole k with 2 k (300 + 451) < 300 * 451.",
        ),
    ),
    "rank_for_30_db": Exercise(
        solution=lambda: rank_for_psnr(30),
        mistakes=(
            (lambda: rank_for_psnr(30) - 1, "One too few: its PSNR is still below 30 dB."),
            (
                lambda: rank_for_psnr(30) + 1,
                "One too many: a smaller rank reaches 30 dB already. Does your sum begin at k or at k + 1?",
            ),
            (
                lambda: rank_for_psnr(30, size=1),
                "The formula has the mean over all pixels: the size of the photograph is missing.",
            ),
        ),
        hints=(
            "Solve the PSNR formula for the squared error: how large may the sum of the dropped squares be?",
            "np.cumsum(s[::-1] ** 2)[::-1][k] is what rank k drops; the first k where it is at most 255**2 * 400**2 / 1000.",
        ),
    ),
    "half_a_byte": Exercise(
        solution=lambda: quantised_psnr(100, 16),
        mistakes=(
            (lambda: quantised_psnr(100, 17), "Sixteen steps make 17 values, one too many for 4 bits."),
            (lambda: quantised_psnr(100, 256), "That is 256 values, a whole byte."),
            (lambda: quantised_psnr(50, 256), "That is rank 50 at 8 bits, the rival."),
            (lambda: quantised_psnr(50, 16), "That is rank 50; the exercise asks for rank 100."),
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
        ),
        hints=(
            "For each column on the left and each row on the right: low, high, 15 equal steps between, the nearest value.",
            "step = (high - low) / 15, then low + step * np.rint((factor - low) / step), axis=0 on the left, 1 on the right.",
        ),
        tolerance=TWO_DECIMALS,
    ),
    "side_by_side": Exercise(
        solution=side_by_side,
        mistakes=(
            (lambda: side_by_side(50), "That is rank 50; equal storage lets one wide matrix have rank 75."),
            (lambda: side_by_side(pixels=False), BEFORE_PIXELS),
            (
                lambda: side_by_side(stack=np.vstack, split=np.vsplit),
                "You put the channels on top of each other; side by side is np.hstack.",
            ),
            (
                lambda: each_channel(50),
                "That is each channel for itself; put the three side by side in one 512 by 1536 matrix.",
            ),
            (lambda: each_channel(75), "That is each channel for itself at rank 75, half as many numbers again."),
        ),
        hints=(
            "np.hstack of the three channels is 512 by 1536; np.hsplit(.., 3) takes it apart again.",
            "low_rank(wide, 75), made into pixels, split in 3 and stacked along axis 2, then psnr.",
        ),
        tolerance=TWO_DECIMALS,
    ),
    "patches": Exercise(
        solution=lambda: patch_psnr(8),
        mistakes=(
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
        ),
        hints=(
            "Compress the 2500 by 64 matrix with low_rank(patches, 8), then undo each reshape and swap in reverse order.",
            "rows.reshape(50, 50, 8, 8).swapaxes(1, 2).reshape(400, 400) puts the patches back.",
        ),
        tolerance=TWO_DECIMALS,
    ),
}
