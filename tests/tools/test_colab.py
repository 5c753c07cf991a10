"""The parts of the Colab run: what a chapter fetched goes, what Colab has stays, and what a reader sees is told as it is."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from tools import book, colab, colab_pins, published
from tools.release import git, numbers


class Shelf(colab.Runtime):
    """A runtime whose packages are a set, and whose pip takes from it."""

    def __init__(self, shipped, there):
        self.shipped, self.there, self.asked = set(shipped), set(there), []

    def packages(self):
        return set(self.there)

    def pip(self, *arguments):
        self.asked.append(arguments)


def test_what_a_chapter_fetched_is_removed_and_nothing_else():
    runtime = Shelf(["numpy==2.1.3"], ["numpy==2.1.3", "zict==3.0.0", "svdlib @ git+https://example.org/book@abc"])
    runtime.restore()
    (asked,) = runtime.asked
    assert asked[:2] == ("uninstall", "--yes")
    assert set(asked[2:]) == {"zict", "svdlib"}


def test_where_nothing_was_fetched_nothing_is_removed():
    runtime = Shelf(["numpy==2.1.3"], ["numpy==2.1.3"])
    runtime.restore()
    assert runtime.asked == []


@pytest.mark.parametrize(
    ("there", "changed"),
    [
        (["numpy==2.1.3", "tqdm==4.67.3", "zict==3.0.0"], []),
        (["numpy==2.2.0", "tqdm==4.67.3"], ["numpy==2.1.3"]),
        (["tqdm==4.67.3"], ["numpy==2.1.3"]),
    ],
)
def test_a_change_of_what_colab_has_is_seen(there, changed):
    assert Shelf(["numpy==2.1.3", "tqdm==4.67.3"], there).changed() == changed


@pytest.mark.parametrize(
    ("there", "returncode", "proved"), [(["numpy==2.1.3"], 0, True), (["numpy==2.1.3"], 1, False), ([], 0, False)]
)
def test_a_run_proves_something_if_all_passed_and_nothing_changed(there, returncode, proved, monkeypatch, tmp_path):
    runtime = Shelf(["numpy==2.1.3"], there)
    runtime.kernel = "colab-cpu"
    monkeypatch.setattr(colab.subprocess, "run", lambda *command, **options: SimpleNamespace(returncode=returncode))
    assert runtime.runs([tmp_path / "small.ipynb"]) is proved


def test_an_environment_is_built_anew_when_the_versions_are_others(tmp_path, monkeypatch):
    built = []

    def run(*command, **options):
        if "venv" in command:
            built.append(Path(command[-1]).name)
            command[-1].mkdir(parents=True, exist_ok=True)
        return "numpy==2.1.3\n" if "freeze" in command else ""

    monkeypatch.setattr(colab, "ROOT", tmp_path)
    monkeypatch.setattr(colab, "run", run)
    monkeypatch.setattr(colab_pins, "PINS", tmp_path)
    for number, pins in enumerate(("numpy==2.1.3\n", "numpy==2.1.3\n", "numpy==2.2.0\n")):
        (tmp_path / "cpu.txt").write_text(pins)
        assert colab.Runtime("cpu", tmp_path / str(number)).shipped == {"numpy==2.1.3"}
    assert built == ["cpu", "cpu"]  # at first, and for the new version


def written(folder, *sources):
    """Write a notebook whose cells look as if they had been run."""
    cells = [nbformat.v4.new_code_cell(source, execution_count=n) for n, source in enumerate(sources, start=1)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "small.ipynb")
    return folder / "small.ipynb"


def test_a_notebook_that_stops_is_seen_to_stop(tmp_path):
    stop = "from IPython.core.error import UsageError\nraise UsageError('not here')"
    ended, ran, said = colab.first_outputs(written(tmp_path, "print('first')", stop, "print('after')"), "python3")
    assert (ended, ran, said) == (False, 2, "first\nUsageError: not here\n")


def test_a_notebook_that_ends_is_seen_to_end(tmp_path):
    assert colab.first_outputs(written(tmp_path, "print(1)", "print(2)"), "python3") == (True, 2, "1\n2\n")


def test_the_rehearsal_makes_the_next_release(tmp_path):
    root, tag = colab.clone(tmp_path)
    major, minor, patch = numbers(git(root, "show", "HEAD~1:svdlib/__init__.py").split('__version__ = "')[1].split('"')[0])
    assert tag == f"v{book.version(root)}" == f"v{major}.{minor}.{patch + 1}"
    assert git(root, "rev-parse", f"{tag}^{{commit}}") == git(root, "rev-parse", "HEAD")


def test_the_chapters_with_dask_are_those_that_start_a_cluster():
    assert [path.stem for path in colab.with_dask(book.chapters())] == ["scale"]


SENTENCE = f"UsageError: {colab.READERS} has no tag v9.9.9"


@pytest.mark.parametrize(
    ("fetched", "without_the_tag", "proved"),
    [
        (f"svdlib @ git+{colab.READERS}@commit", (False, 1, SENTENCE), True),
        ("svdlib==9.9.9", (False, 1, SENTENCE), False),
        (f"svdlib @ git+{colab.READERS}@commit", (True, 1, SENTENCE), False),
        (f"svdlib @ git+{colab.READERS}@commit", (False, 2, SENTENCE), False),
        (f"svdlib @ git+{colab.READERS}@commit", (False, 1, "ModuleNotFoundError"), False),
    ],
)
def test_the_rehearsal_asks_for_the_release_and_for_the_sentence(fetched, without_the_tag, proved, monkeypatch, tmp_path):
    runtime = Shelf([], [fetched])
    runtime.kernel, runtime.runs = "colab-cpu", lambda notebooks: True
    monkeypatch.setattr(colab.os, "environ", {})
    monkeypatch.setattr(colab, "clone", lambda folder: (book.ROOT, "v9.9.9"))
    monkeypatch.setattr(colab.release, "git", lambda root, *arguments: "commit")
    monkeypatch.setattr(colab, "first_outputs", lambda notebook, kernel: without_the_tag)
    assert colab.rehearse(runtime, tmp_path) is proved


@pytest.mark.parametrize("fails", [None, "rehearsal", "colab-cpu", "colab-gpu"])
def test_the_whole_run_fails_if_one_proof_does(fails, monkeypatch):
    ran = {}

    def runtime(name, folder):
        shelf = Shelf([], [])
        shelf.kernel = f"colab-{name}"
        shelf.runs = lambda notebooks: ran.update({name: notebooks}) or fails != shelf.kernel
        return shelf

    monkeypatch.setattr(colab.os, "environ", {})
    monkeypatch.setattr(published, "sentence", str)
    monkeypatch.setattr(colab, "Runtime", runtime)
    monkeypatch.setattr(colab, "package", lambda folder: (folder / "book.whl", book.chapters()))
    monkeypatch.setattr(colab, "rehearse", lambda *_: fails != "rehearsal")
    with pytest.raises(SystemExit) as end:
        colab.main()
    assert (not end.value.code) == (fails is None)
    assert ran == {"cpu": book.chapters(), "gpu": colab.with_dask(book.chapters())}
