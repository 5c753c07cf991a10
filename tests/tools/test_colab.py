"""The parts of the Colab run: what a chapter fetched goes, what Colab has stays, and what a reader sees is told as it is."""

import nbformat
import pytest

from tools import book, colab
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
