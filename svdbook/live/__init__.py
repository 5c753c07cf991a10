"""Live figures: pictures of the book that can be touched, in its pages, in JupyterLab and in Colab.

Each function returns a `LiveFigure`. As the last line of a cell it shows two outputs: a picture, for paper and for wherever no
script runs, and a script that takes its place. No request is made, and nothing is installed.
"""

from svdbook.live._approximation import add_terms, find_signal, match_spectra
from svdbook.live._compression import compress_photo, draw_digit
from svdbook.live._computing import chase_bulge, sketch_matrix, step_jacobi, step_power
from svdbook.live._data import damp_or_cut, drag_points, fit_line
from svdbook.live._figure import LiveFigure
from svdbook.live._foundations import cross_lines, move_circle, paint_matrix, turn_pair

FIGURES = (  # in the order of the chapters
    paint_matrix,
    turn_pair,
    move_circle,
    cross_lines,
    add_terms,
    match_spectra,
    find_signal,
    drag_points,
    fit_line,
    damp_or_cut,
    compress_photo,
    draw_digit,
    step_power,
    step_jacobi,
    chase_bulge,
    sketch_matrix,
)

__all__ = [
    "LiveFigure",
    "add_terms",
    "chase_bulge",
    "compress_photo",
    "cross_lines",
    "damp_or_cut",
    "drag_points",
    "draw_digit",
    "find_signal",
    "fit_line",
    "match_spectra",
    "move_circle",
    "paint_matrix",
    "sketch_matrix",
    "step_jacobi",
    "step_power",
    "turn_pair",
]
