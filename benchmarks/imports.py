"""What importing the package adds to importing NumPy and SciPy's linear algebra."""

import statistics
import subprocess
import sys

from benchmarks.timing import row

BASE = "import numpy, scipy.linalg"
# in one process, and by its own time: what two processes differ by is mostly how busy the machine was
CODE = f"from time import process_time as now; a = now(); {BASE}; b = now(); import svdlib; print(b - a, now() - b)"


def rows():
    """Yield the one row."""
    runs = [subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True) for _ in range(15)]
    base, added = (
        1000 * statistics.median(times) for times in zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
    )
    yield row("import svdlib", base + added, BASE, base, "", f"adds {added:.0f} ms, at most 50 wanted")
