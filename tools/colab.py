"""What the book is in Colab: what a reader gets today, what the next release will do, and the chapters on Colab's versions.

Three proofs, each of one thing. First a sentence: whether this version is released, and whether its package is this
commit's. Then a rehearsal, in a clone: `make release`, and the chapter *rank* from its set-up cell to its end against
that clone in the place of the published repository; and, without the tag, one sentence and nothing after it. Last, with
this commit's package installed, every chapter on the versions of Colab's CPU runtime, and on those of its GPU runtime
the chapters that use Dask, where the two differ; outputs are compared with those stored. Nothing of Colab's may change.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import nbclient
import nbformat

from tools import address, book, colab_pins, published, release
from tools.book import ROOT

READERS = "https://github.com/a-reader/of-the-book"  # the address of the rehearsal; git takes the clone in its place


def run(*command, **options):
    """Run a command and return what it printed; its failure ends the run."""
    return subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options).stdout


class Runtime:
    """An environment with the versions of one of Colab's runtimes, under the kernel `colab-cpu` or `colab-gpu`."""

    def __init__(self, name, kernels):
        self.kernel, self.venv = f"colab-{name}", ROOT / ".colab" / name
        self.pins = (colab_pins.PINS / f"{name}.txt").read_text()
        self._build()
        spec = kernels / "kernels" / self.kernel / "kernel.json"
        spec.parent.mkdir(parents=True)
        launch = [str(self.venv / "bin" / "python"), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec.write_text(json.dumps({"argv": launch, "display_name": self.kernel, "language": "python"}))

    def _build(self):
        """Install the versions, unless they are there; note all that Colab has, apart from what chapters fetch."""
        ready = self.venv / "ready"
        if not ready.exists() or ready.read_text() != self.pins:
            run(sys.executable, "-m", "venv", "--clear", self.venv)
            self.pip("install", "-r", colab_pins.PINS / f"{self.venv.name}.txt")
            (self.venv / "shipped").write_text("\n".join(self.packages()))
            ready.write_text(self.pins)
        self.shipped = set((self.venv / "shipped").read_text().splitlines())

    def pip(self, *arguments):
        """Run pip in this environment."""
        return run(self.venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments)

    def packages(self):
        """Return the packages and their versions."""
        return set(self.pip("freeze").splitlines())

    def restore(self):
        """Remove what a chapter fetched."""
        if fetched := self.packages() - self.shipped:
            self.pip("uninstall", "--yes", *(re.split("==| @ ", line)[0] for line in fetched))

    def changed(self):
        """Return what is no longer there of Colab's own."""
        return sorted(self.shipped - self.packages())

    def runs(self, notebooks):
        """Run notebooks, two at a time; return whether each ran, agreed with its outputs, and left Colab's packages alone."""
        nbval = ["-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile", "--nbval", "--nbval-kernel-name", self.kernel]
        ran = subprocess.run([sys.executable, "-m", "pytest", *nbval, *notebooks], cwd=notebooks[0].parent)
        print(
            f"{self.kernel}: {len(notebooks)} chapters; Colab's packages changed: {', '.join(self.changed()) or 'none'}",
            flush=True,
        )
        return ran.returncode == 0 and not self.changed()


def clone(folder):
    """Return a clone of the last commit in which a release is made, and the tag."""
    root = folder / "clone"
    run("git", "clone", "--quiet", ROOT, root)
    for key, value in (("user.name", "rehearsal"), ("user.email", "rehearsal@example.org")):
        release.git(root, "config", key, value)
    address.set_address(READERS, root)
    (root / release.CHANGES).write_text("## Unreleased\n\n- Rehearsed.\n")
    release.git(root, "add", release.CHANGES)
    release.git(root, "commit", "--all", "--message", "an address, and something to say")
    major, minor, patch = release.numbers(book.version(root))
    return root, release.release(f"{major}.{minor}.{patch + 1}", root)


def first_outputs(notebook, kernel):
    """Run a notebook as a reader does, from the top; return whether it ended, its cells that ran, and what they said."""
    cells = nbformat.read(notebook, as_version=4)
    for cell in cells.cells:
        cell.update({"execution_count": None, "outputs": []} if cell.cell_type == "code" else {})
    client = nbclient.NotebookClient(cells, kernel_name=kernel, resources={"metadata": {"path": notebook.parent}})
    try:
        client.execute()
        ended = True
    except nbclient.exceptions.CellExecutionError:
        ended = False
    ran = [cell for cell in cells.cells if cell.cell_type == "code" and cell.execution_count]
    return ended, len(ran), "".join(output.get("text", "") for cell in ran for output in cell.outputs)


def rehearse(runtime, folder):
    """Release in a clone; return whether its set-up cell fetches that release, and without the tag says so and stops."""
    root, tag = clone(folder)
    owner, name = address.current(root)
    os.environ |= {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{root.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{owner}/{name}",
    }
    rank = next(path for path in book.chapters(root) if path.stem == "rank")
    runtime.restore()
    commit = release.git(root, "rev-parse", f"{tag}^{{commit}}")
    works = runtime.runs([rank]) and f"svdlib @ git+{READERS}@{commit}" in runtime.packages()
    print(f"with the tag {tag}: rank {'runs on what its set-up cell fetched' if works else 'FAILS'}", flush=True)
    runtime.restore()
    release.git(root, "tag", "--delete", tag)
    ended, ran, said = first_outputs(rank, runtime.kernel)
    print(f"without the tag: {ran} cell ran, and said: {said.strip()}", flush=True)
    return works and not ended and ran == 1 and f"{READERS} has no tag {tag}" in said


def package(folder):
    """Return the wheel of the last commit, and unpack that commit's book beside it."""
    source = folder / "source"
    run("git", "clone", "--quiet", ROOT, source)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    (wheel,) = folder.glob("*.whl")
    return wheel, book.chapters(source)


def with_dask(chapters):
    """Return the chapters that use Dask, in which the two runtimes differ."""
    sources = {path: [cell.source for cell in nbformat.read(path, as_version=4).cells] for path in chapters}
    return [path for path in chapters if "dask" in "\n".join(sources[path])]  # the letters of a picture may say it, too


def main():
    """Say what a reader gets today, and prove the rest; exit with an error if something fails."""
    print(published.sentence(), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["JUPYTER_PATH"] = name
        cpu, gpu = (Runtime(name, folder) for name in colab_pins.LISTS)
        wheel, chapters = package(folder)
        proofs = [rehearse(cpu, folder)]
        for runtime, notebooks in ((cpu, chapters), (gpu, with_dask(chapters))):
            runtime.restore()
            runtime.pip("install", "--no-deps", wheel)
            proofs.append(runtime.runs(notebooks))
    sys.exit(0 if all(proofs) else "failed on Colab's versions, see above")


if __name__ == "__main__":
    main()
