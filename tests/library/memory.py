"""How much memory some lines take."""

import tracemalloc
from contextlib import contextmanager
from types import SimpleNamespace


@contextmanager
def traced():
    """Yield an object that has afterwards, as `peak`, the most bytes the lines held at once beyond what was there before."""
    memory = SimpleNamespace()
    tracemalloc.start()
    try:
        yield memory
        memory.peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
