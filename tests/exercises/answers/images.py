"""Other right answers than the book's own for the chapter on photographs, and what certain answers have to meet."""

import numpy as np


def by_indices(bgr):
    return bgr[:, :, [2, 1, 0]]


def by_flip(bgr):
    return np.flip(bgr, axis=-1)


def by_stacking(bgr):
    blue, green, red = np.moveaxis(bgr, -1, 0)
    return np.dstack([red, green, blue])


RIGHT = {"to_rgb": [by_indices, by_flip, by_stacking]}
MET = [
    ("numbers_kept", [15040, 1], "One number is asked for, and this is list [15040, 1]"),
    ("half_a_byte", 29.14, "right"),
    ("half_a_byte", 29.1, "not yet"),
    ("side_by_side", 29.68, "right"),
    ("patches", 28.28, "right"),
    ("to_rgb", lambda bgr: bgr[..., 2], "should have the shape (4, 2, 3), and yours has (4, 2)"),
]
