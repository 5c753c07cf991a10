"""Files are written whole or not at all."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing; an old one at `path` is replaced only once the new one is complete."""
    scratch = path.with_name(f".{uuid.uuid4().hex}.part")
    file = open(scratch, "xb")  # noqa: SIM115 - an open file, since given a name NumPy may append to it
    try:
        with file:
            yield file
            os.fsync(file.fileno())
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)
