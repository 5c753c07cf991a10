"""What importing the package adds to importing NumPy and SciPy's linear algebra."""

import subprocess
import sys

from benchmarks.timing import in_turn, row


def rows():
    """Yield the one row."""

    def start(code):
        subprocess.run([sys.executable, "-c", code], check=True)

    base = "import numpy, scipy.linalg"
    ours, theirs = in_turn(lambda: start(f"{base}, svdlib"), lambda: start(base), 15)
    yield row("import svdlib", ours, base, theirs, "", f"adds {ours - theirs:.0f} ms, at most 50 wanted")
