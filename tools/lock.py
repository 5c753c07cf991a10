"""Write constraints.txt: the exact version of every package that a fresh set-up installs.

Run with the oldest Python supported (a 3.11.2, say: some packages ask for 3.11.5), so that each version exists for it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEADER = """\
# Written by `make lock`; do not edit. The versions that build and test the book, all of them; requirements.txt says
# which are asked for. The Makefile installs these.
"""


def main(bounds):
    """Install what pip is to be told, such as ``-r requirements.txt``, into an empty environment; write down what came."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [f"{folder}/bin/python", "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *bounds], cwd=ROOT, check=True)
        freeze = [*pip, "freeze", "--all", "--exclude", "pip", "--exclude", "svdlib"]  # all: setuptools, too
        frozen = subprocess.run(freeze, capture_output=True, text=True, check=True).stdout
    (ROOT / "constraints.txt").write_text(HEADER + frozen)
    print(f"constraints.txt: {len(frozen.splitlines())} packages")


if __name__ == "__main__":
    main(sys.argv[1:])
