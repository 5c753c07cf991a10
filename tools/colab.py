"""Run every notebook as Colab would: Colab's versions, svdlib not there, the set-up cell fetching it from git.

The set-up cell asks for the book's published version; git is told to take this checkout's last commit in its place.
Each notebook starts without svdlib, runs from its first cell to its last, and has its outputs compared with those
stored; afterwards every package of Colab's must be what it was.
"""

import json
import os
import queue
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools import address

ROOT = Path(__file__).parent.parent
VENVS = [ROOT / ".colab" / str(i) for i in (1, 2)]  # two notebooks at a time, each with an environment of its own
PINS = ROOT / "tools" / "colab.txt"


def python(venv):
    """Return the interpreter of an environment."""
    return str(venv / "bin" / "python")


def run(*command, **options):
    """Run a command and return what it printed; its failure ends the run."""
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


def pip(venv, *arguments):
    """Run pip inside an environment that stands for Colab."""
    return run(python(venv), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)


def make_environment(venv):
    """Build an environment with Colab's versions, unless it is there and the pins are the same."""
    ready = venv / "ready"
    if not ready.exists() or ready.read_text() != PINS.read_text():
        run(sys.executable, "-m", "venv", "--clear", venv)
        pip(venv, "install", "-r", PINS)
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
    """Return the variables under which git takes `bare` for the published repository, and Jupyter finds the kernels."""
    for venv in VENVS:
        spec = folder / "jupyter" / "kernels" / f"colab{venv.name}" / "kernel.json"
        spec.parent.mkdir(parents=True)
        launch = [python(venv), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec.write_text(json.dumps({"argv": launch, "display_name": "Colab", "language": "python"}))
    owner, name = address.current()
    return os.environ | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{bare.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{owner}/{name}",
        "JUPYTER_PATH": str(folder / "jupyter"),
    }


def check(notebook, variables, free):
    """Run one notebook in a fresh "Colab"; return whether it ran, agreed, and left Colab's packages alone."""
    venv = free.get()
    pip(venv, "uninstall", "--yes", "svdlib")
    before = pip(venv, "freeze")
    nbval = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--nbval",
        "--nbval-kernel-name",
        f"colab{venv.name}",
        "-p",
        "no:cacheprovider",
    ]
    ran = subprocess.run([*nbval, notebook.name], cwd=notebook.parent, env=variables, stdout=subprocess.PIPE, text=True)
    after = pip(venv, "freeze").splitlines()
    free.put(venv)
    installed = [line for line in after if line.startswith("svdlib @")]
    changed = set(before.splitlines()) ^ set(after) - set(installed)
    fetched = "fetched by the set-up cell" if installed else "WAS NOT FETCHED"
    kept = f"CHANGED: {', '.join(sorted(changed))}" if changed else "unchanged"
    print(f"{ran.stdout}{notebook.stem}: svdlib {fetched}; Colab's packages {kept}", flush=True)
    return ran.returncode == 0 and installed and not changed


def main():
    """Check every notebook; exit with an error if one fails."""
    free = queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(len(VENVS)) as pool:
        for _ in pool.map(make_environment, VENVS):
            pass
        for venv in VENVS:
            free.put(venv)
        folder = Path(name)
        variables = environment(folder, publish(folder))
        notebooks = sorted((folder / "book").rglob("*.ipynb"))
        results = pool.map(lambda path: check(path, variables, free), notebooks)
        failed = [path.stem for path, passed in zip(notebooks, results, strict=True) if not passed]
    sys.exit(f"failed on Colab's versions: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
