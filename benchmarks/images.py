"""Compressing a colour photograph, against a full decomposition of each channel."""

import numpy as np

from benchmarks.timing import in_turn, row
from svdbook import load_photo
from svdlib import compress_image, psnr

WANTED = {16: 5, 160: 2}


def full_svd(photo):
    """Decompose each channel whole; what truncating, storing and rebuilding add is left out, in the rival's favour."""
    return [np.linalg.svd(channel.astype(float), full_matrices=False) for channel in np.moveaxis(photo, 2, 0)]


def best_image(photo, k):
    """Return the best image of rank k, rounded and clipped."""
    channels = [(U[:, :k] * s[:k]) @ Vt[:k] for U, s, Vt in full_svd(photo)]
    return np.clip(np.rint(np.stack(channels, axis=2)), 0, 255).astype(np.uint8)


def rows():
    """Yield one row of the table for each rank."""
    photo = load_photo("astronaut")
    for k, wanted in WANTED.items():
        ours, rival = in_turn(lambda k=k: compress_image(photo, k), lambda: full_svd(photo))
        best = psnr(photo, best_image(photo, k))
        lost = {dtype: best - psnr(photo, compress_image(photo, k, dtype).to_image()) for dtype in ("uint8", "float32")}
        quality = f"{best:.2f} dB at best; lost {lost['float32']:.4f} dB (float32), {lost['uint8']:.4f} (uint8)"
        yield row(f"compress_image 512x512x3, k={k}", ours, "numpy.linalg.svd a channel", rival, wanted, quality)
