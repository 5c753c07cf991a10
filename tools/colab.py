"""Run every notebook as Colab would: Colab's versions, svdlib not there, the set-up cell fetching it from git.

The set-up cell asks for the book's published version; git is told to take this checkout's last commit in its place.
Each notebook starts without svdlib, runs from its first cell to its last, and has its outputs compared with those
stored; afterwards every package of Colab's must be what it was.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import address

ROOT = Path(__file__).parent.parent
VENV = ROOT / ".colab"
PYTHON = VENV / "bin" / "python"
PINS = ROOT / "tools" / "colab.txt"
KERNEL = {
    "argv": [str(PYTHON), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Colab",
    "language": "python",
}


def run(*command, **options):
    """Run a command and return what it printed; its failure ends the run."""
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def pip(*arguments):
    """Run pip inside the environment that stands for Colab."""
    return run(PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)


def make_environment():
    """Build the environment with Colab's versions, unless it is there and the pins are the same."""
    ready = VENV / "ready"
    if not ready.exists() or ready.read_text() != PINS.read_text():
        run(sys.executable, "-m", "venv", "--clear", VENV)
        pip("install", "-r", PINS)
        ready.write_text(PINS.read_text())


def publish(folder):
    """Copy the last commit to a bare repository in `folder`, tagged with the book's version; unpack its notebooks."""
    bare = folder / "published.git"
    run("git", "clone", "--quiet", "--bare", ROOT, bare)
    version = run(sys.executable, "-c", "import svdlib; print(svdlib.__version__)").strip()
    run("git", "-C", bare, "tag", "--force", f"v{version}", "HEAD")
    run("git", "-C", bare, "archive", "--output", folder / "book.tar", "HEAD", "book")
    run("tar", "-xf", folder / "book.tar", "-C", folder)
    return bare


def environment(folder, bare):
    """Return the variables under which git takes `bare` for the published repository, and Jupyter finds the kernel."""
    spec = folder / "jupyter" / "kernels" / "colab" / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps(KERNEL))
    owner, name = address.current()
    return os.environ | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{bare.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{owner}/{name}",
        "JUPYTER_PATH": str(folder / "jupyter"),
    }


def check(notebook, variables):
    """Run one notebook in a fresh "Colab"; return whether it ran, agreed, and left Colab's packages alone."""
    pip("uninstall", "--yes", "svdlib")
    before = pip("freeze")
    nbval = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-kernel-name", "colab", "-p", "no:cacheprovider"]
    passed = subprocess.run([*nbval, notebook.name], cwd=notebook.parent, env=variables).returncode == 0
    after = pip("freeze").splitlines()
    installed = [line for line in after if line.startswith("svdlib @")]
    changed = set(before.splitlines()) ^ set(after) - set(installed)
    print(f"{notebook.stem}: svdlib {'fetched by the set-up cell' if installed else 'WAS NOT FETCHED'};", end=" ")
    print(f"Colab's packages {'CHANGED: ' + ', '.join(sorted(changed)) if changed else 'unchanged'}", flush=True)
    return passed and installed and not changed


def main():
    """Check every notebook; exit with an error if one fails."""
    make_environment()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = environment(folder, publish(folder))
        failed = [path.stem for path in sorted((folder / "book").rglob("*.ipynb")) if not check(path, variables)]
    sys.exit(f"failed on Colab's versions: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
