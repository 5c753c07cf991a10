"""Draw the pictures of the front page and the README, and the card of a shared link: ``make pictures``."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from svdbook import load_photo, plot_arrows, plot_circle, plot_singular_values, show_image
from svdlib import compress_image, svd

ROOT = Path(__file__).parent.parent
IMAGES, STATIC = ROOT / "book" / "_images", ROOT / "_static"


def turn(degrees):
    """Return the matrix that turns the plane counter-clockwise."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def draw_step(ax, M, vectors, title):
    """Draw what M makes of the unit circle, of a few of its points, and of two vectors."""
    plot_arrows(plot_circle(ax, M, title), M @ vectors)
    ax.set(xlim=(-1.8, 1.8), ylim=(-1.8, 1.8), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def draw_steps(axes):
    """Draw the circle turned, stretched and turned again."""
    U, s, Vt = svd(turn(20) @ np.diag([1.6, 0.7]) @ turn(35))  # both factors turn, neither mirrors
    steps = [np.eye(2), Vt, np.diag(s) @ Vt, U @ np.diag(s) @ Vt]
    titles = ["the unit circle", r"$V^{\mathsf{T}}$ turns it", r"$\Sigma$ stretches it", "$U$ turns it"]
    for ax, M, title in zip(axes, steps, titles, strict=True):
        draw_step(ax, M, Vt.T, title)


def decomposition():
    """Draw what a matrix does to the circle."""
    fig, axes = plt.subplots(1, 4, figsize=(8, 2.3))
    draw_steps(axes)
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


def card():
    """Draw what is shown where somebody shares a link to a page: the title, and what a matrix does to the circle."""
    fig = plt.figure(figsize=(12, 6.3), layout="none")
    fig.patches.append(plt.Rectangle((0, 0.5), 1, 0.5, transform=fig.transFigure, color="#0b3a5b"))  # the logo's blue
    with plt.rc_context({"font.family": "STIXGeneral", "text.color": "white"}):
        fig.text(0.06, 0.7, "SVD", size=110, weight="bold")
        fig.text(0.065, 0.57, "from proof to compression", size=44, style="italic")
    with plt.rc_context({"font.size": 18, "axes.titlesize": 20}):
        draw_steps([fig.add_axes((0.03 + 0.24 * place, 0.02, 0.22, 0.4)) for place in range(4)])
    fig.savefig(STATIC / "card.png", dpi=100, bbox_inches=None, pil_kwargs={"optimize": True})


if __name__ == "__main__":
    with plt.style.context("svdbook.book"), plt.rc_context({"svg.hashsalt": "svd", "svg.fonttype": "path"}):
        decomposition()
        ranks()
        card()
