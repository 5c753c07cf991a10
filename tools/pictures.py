"""Draw the pictures of the front page and the README, and the card of a shared link: ``make pictures``."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from svdbook import load_photo, plot_arrows, plot_circle, plot_singular_values, show_image, use_book_style
from svdlib import compress_image, svd

ROOT = Path(__file__).parent.parent
IMAGES, STATIC = ROOT / "book" / "_images", ROOT / "_static"


def turn(degrees):
    """Return the matrix that turns the plane counter-clockwise."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]])


def draw_step(ax, M, vectors, title, labels, color):
    """Draw what M makes of the unit circle, of a few of its points, and of two vectors."""
    plot_arrows(plot_circle(ax, M, title), M @ vectors, labels, color)
    ax.set(xlim=(-1.7, 1.7), ylim=(-1.3, 1.8))
    ax.set_axis_off()


def decomposition():
    """Draw the circle turned, stretched and turned again."""
    U, s, Vt = svd(turn(20) @ np.diag([1.5, 0.7]) @ turn(35))  # both factors turn, neither mirrors
    steps = [np.eye(2), Vt, np.diag(s) @ Vt, U @ np.diag(s) @ Vt]
    titles = ["the unit circle", r"$V^{\mathsf{T}}$ turns it", r"$\Sigma$ stretches it", "$U$ turns it"]
    labels = [["$v_1$", "$v_2$"], ["$e_1$", "$e_2$"], ["", ""], [r"$\sigma_1u_1$", r"$\sigma_2u_2$"]]
    colors = ["svd:v", "C0", "svd:sigma", "svd:u"]
    fig, axes = plt.subplots(1, 4, figsize=(5.8, 1.9))
    for ax, M, title, names, color in zip(axes, steps, titles, labels, colors, strict=True):
        draw_step(ax, M, Vt.T, title, names, color)
    fig.savefig(IMAGES / "decomposition.svg", bbox_inches="tight", metadata={"Date": None})


def ranks():
    """Draw a photograph at three ranks beside its singular values, for the README, with two pixels for one."""
    photo = load_photo("camera")[56:456, 56:456]
    fig, axes = plt.subplots(1, 4, figsize=(8, 2.4))
    for ax, k in zip(axes, (8, 30, 100), strict=False):
        small = compress_image(photo, k)
        show_image(ax, small.to_image()).set_title(f"rank {k}\n{small.nbytes:,} bytes")  # it has a ground of its own
    plot_singular_values(axes[3], svd(photo).s).set(title="its singular\nvalues", xlabel="", ylabel="", xticks=(0, 200, 400))
    fig.patch.set_alpha(1)
    fig.savefig(IMAGES / "ranks.png", dpi=200, bbox_inches="tight")


if __name__ == "__main__":
    use_book_style()
    with plt.rc_context({"svg.hashsalt": "svd", "svg.fonttype": "path"}):
        decomposition()
        ranks()
