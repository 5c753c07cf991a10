"""What a live figure is made of: a picture, data, and scripts."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from os import PathLike
from string import Template
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from svdbook._extras import extras
from svdlib import _check
from svdlib._files import written_whole

if TYPE_CHECKING:  # drawing needs Matplotlib, importing this module does not
    from matplotlib.figure import Figure

SCRIPTS = files("svdbook.live") / "js"
STILL = "Where scripts run, this figure can be touched: in the book's pages, and in JupyterLab and Colab once its cell is run."


@dataclass(frozen=True)
class LiveFigure:
    """A figure that can be touched.

    Parameters
    ----------
    name : str
        Its name, and that of its script.
    title : str
        What stands above it where it stands alone.
    alt : str
        What its picture shows, in a sentence.
    data : mapping
        What the script is given: numbers, strings, and arrays as `packed` makes them.
    draw : callable
        Draws the picture, and returns it as a Matplotlib figure.
    scripts : tuple of str, optional
        Other scripts that its own one needs, by name.

    See Also
    --------
    svdbook.live.move_circle : One of them.

    Examples
    --------
    >>> from svdbook.live import move_circle
    >>> move_circle().title
    'What a matrix makes of the circle'
    """

    name: str
    title: str
    alt: str
    data: Mapping[str, Any] = field(repr=False)  # a photograph would fill a terminal
    draw: Callable[[], Figure] = field(repr=False)
    scripts: tuple[str, ...] = ()

    def html(self) -> str:
        """Return the figure without its picture, as HTML that stands for itself.

        Returns
        -------
        str
            An element and its script; neither asks for anything else.

        See Also
        --------
        LiveFigure.save : The same as a file, with its picture.

        Examples
        --------
        >>> from svdbook.live import move_circle
        >>> move_circle().html().startswith('<div class="live"')
        True
        """
        return _written(("live", *self.scripts, self.name), _literal(self.data))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the figure as a page of its own, to be shown from a disk.

        Parameters
        ----------
        path : str or path-like
            The file, by custom one that ends in ``.html``; it is written whole or not at all.

        Raises
        ------
        TypeError
            If `path` is not a path.

        See Also
        --------
        LiveFigure.html : The same, without the picture.

        Examples
        --------
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from svdbook.live import move_circle
        >>> with TemporaryDirectory() as folder:
        ...     move_circle().save(Path(folder, "circle.html"))
        ...     [file.name for file in Path(folder).iterdir()]
        ['circle.html']
        """
        path = _check.as_path(path, "path")
        picture, size = self._picture()
        page = Template(_text("page.html")).substitute(
            title=html.escape(self.title),
            alt=html.escape(self.alt),
            picture=base64.b64encode(picture).decode(),
            width=size["width"],
            figure=self.html(),
        )
        with written_whole(path) as file:
            file.write(page.encode())

    def _ipython_display_(self) -> None:
        display = sys.modules["IPython"].display.display  # only IPython calls this
        picture, size = self._picture()
        text = f"Live figure: {self.title}"
        display({"image/png": picture, "text/plain": text}, raw=True, metadata={"image/png": size})
        display({"text/html": self.html(), "text/plain": text}, raw=True)

    def _picture(self) -> tuple[bytes, dict[str, int]]:
        """Return the picture as PNG, two pixels for one, and the size at which it is to be shown."""
        with extras():
            import matplotlib.pyplot as plt
            from PIL import Image
        from svdbook.plotting import book_style

        with book_style():
            fig = self.draw()
            file = io.BytesIO()
            fig.savefig(file, format="png", dpi=2 * fig.dpi, bbox_inches="tight")
            plt.close(fig)
        with Image.open(file) as image:
            width, height = image.size
            small = io.BytesIO()
            image.quantize(256).save(small, format="png", optimize=True)  # a stand-in: a third of the bytes is enough
        return small.getvalue(), {"width": width // 2, "height": height // 2}


def packed(array: ArrayLike) -> str:
    """Return the bytes of an array, as base64, which `bytesOf` of the scripts reads: given numbers, not computed floats."""
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def halved(picture: np.ndarray) -> np.ndarray:
    """Return a grey picture at half its size, the mean of every four pixels, in whole numbers and so the same everywhere."""
    rows = picture.astype(np.int64).reshape(len(picture) // 2, 2, -1, 2)
    return ((rows.sum(axis=(1, 3)) + 2) // 4).astype(np.uint8)


def as_small_matrix(A: ArrayLike) -> list[list[float]]:
    """Return a 2 x 2 matrix of real numbers as lists."""
    A = _check.as_matrix(A)
    if A.shape != (2, 2):
        raise ValueError(f"A must be 2 x 2, got shape {A.shape}")
    return A.tolist()


def renewed(stored: str) -> str:
    """Return the HTML of a figure, as a notebook has stored it, with the same data and the scripts of today."""
    ((names, data),) = re.findall(r"^// ([\w ]+)$.*^begin\(.*?, \w+, ([^\n]*)\);$", stored, re.DOTALL | re.MULTILINE)
    return _written(names.split(), data)


def _written(names, data):
    """Return the HTML of the figure that is the last of some scripts."""
    name = names[-1]
    lines = [
        "(() => {",  # a page may hold other scripts with the same names
        f"// {' '.join(names)}",
        f"const LIVE_CSS = {_literal(_text('live.css'))};",
        *(_text(f"{script}.js") for script in names),
        f"begin({_literal(name)}, build{_camel(name)}, {data});",
        "})();",
    ]
    return "\n".join([f'<div class="live" data-figure="{name}"><p>{STILL}</p></div>', "<script>", *lines, "</script>"])


@cache
def _text(name: str) -> str:
    return (SCRIPTS / name).read_text(encoding="utf-8")


def _literal(value: Any) -> str:
    # no text may end the script, or begin another
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
