"""Draw the pictures of the front page and the README: ``make pictures``."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from svdbook import load_photo, plot_arrows, plot_circle, plot_singular_values, show_image
from svdlib import compress_image, svd

IMAGES = Path(__file__).parent.parent / "book" / "_images"


def turn(degrees):
    """Return the matrix that turns the plane counter-clockwise."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def draw_step(ax, M, vectors, title):
    """Draw what M makes of the unit circle, of a few of its points, and of two vectors."""
    plot_arrows(plot_circle(ax, M, title), M @ vectors)
    ax.set(xlim=(-1.8, 1.8), ylim=(-1.8, 1.8), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def decomposition():
    """Draw the circle turned, stretched and turned again."""
    U, s, Vt = svd(turn(20) @ np.diag([1.6, 0.7]) @ turn(35))  # both factors turn, neither mirrors
    steps = [np.eye(2), Vt, np.diag(s) @ Vt, U @ np.diag(s) @ Vt]
    titles = ["the unit circle", r"$V^{\mathsf{T}}$ turns it", r"$\Sigma$ stretches it", "$U$ turns it"]
    fig, axes = plt.subplots(1, 4, figsize=(8, 2.3))
    for ax, M, title in zip(axes, steps, titles, strict=True):
        draw_step(ax, M, Vt.T, title)
    fig.savefig(IMAGES / "decomposition.svg", metadata={"Date": None})


def ranks():
    """Draw a photograph at three ranks beside its singular values."""
    photo = load_photo("camera")[56:456, 56:456]
    fig, axes = plt.subplots(1, 4, figsize=(10, 2.6))
    for ax, k in zip(axes, (8, 30, 100), strict=False):
        small = compress_image(photo, k)
        show_image(ax, small.to_image(), f"rank {k}: {small.nbytes:,} bytes")
    plot_singular_values(axes[3], svd(photo).s).set_title("its singular values")
    fig.savefig(IMAGES / "ranks.png", dpi=80)


if __name__ == "__main__":
    with plt.style.context("svdbook.book"), plt.rc_context({"svg.hashsalt": "svd", "svg.fonttype": "path"}):
        decomposition()
        ranks()
