"""A chapter that `make chapter` begins keeps every rule, and what is derived of it is current."""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.book import rules
from tools import address, book, chapter, derived


@pytest.fixture
def copy(tmp_path):
    """Return a copy of what git would hold, but for data."""
    for file in address.text_files():
        target = tmp_path / file.relative_to(book.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return tmp_path


def run(root, *command):
    """Run Python where only the copy's own packages and tools are found."""
    there = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.run([sys.executable, *command], cwd=root, env=there, capture_output=True, text=True)


def test_a_new_chapter_keeps_every_rule(copy):
    begun = run(copy, "-m", "tools.chapter", "spectral_norms", "computing")
    assert "now: make notebooks CHAPTER=spectral_norms" in begun.stdout, begun.stderr
    ran = run(copy, "-m", "tools.run_notebooks", "spectral_norms")
    assert ran.returncode == 0, ran.stderr
    notebook = nbformat.read(copy / "book" / "computing" / "spectral_norms.ipynb", as_version=4)
    assert {rule.__name__: rule(notebook) for rule in rules.OF_A_NOTEBOOK if rule(notebook)} == {}
    assert rules.toc_mismatch(copy) == rules.unlisted_chapter(copy) == []
    assert book.name(book.chapters(copy)[-1], copy) == "book/computing/spectral_norms"
    assert "[Spectral norms](" in derived.table(copy)
    assert derived.readme(copy) == (copy / "README.md").read_text()


def test_its_drill_is_tested_as_all_are(copy):
    chapter.begin("spectral_norms", "foundations", copy)
    tested = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/drills", "-k", "spectral_norms or every_kind")
    assert tested.returncode == 0, tested.stdout
    boxes = rules.unplaced_drill(chapter.notebook("spectral_norms"), ["spectral_norms_sum"])
    assert boxes == []


def test_its_exercises_are_graded_as_all_are(copy):
    chapter.begin("spectral_norms", "foundations", copy)
    ours = ("tests/exercises", "-k", "spectral_norms or every_chapter")
    graded = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ours)
    assert graded.returncode == 0, graded.stdout


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("", "computing", "NAME must be a new name in small letters, such as tensors, got ''"),
        ("Tensors", "computing", "got 'Tensors'"),
        ("rank", "computing", "got 'rank'"),
        ("notation", "computing", "got 'notation'"),  # a page, and no chapter
        ("tensors", "nowhere", "PART must be one of approximation, compression, "),
    ],
)
def test_what_cannot_be_a_chapter_is_told(name, part, words, copy):
    with pytest.raises(ValueError, match=re.escape(words)):
        chapter.begin(name, part, copy)


def test_what_is_derived_is_current():
    assert derived.readme() == (book.ROOT / "README.md").read_text(encoding="utf-8"), "run `make format`"
    assert derived.teachers() == (book.BOOK / "appendix" / "teachers.md").read_text(encoding="utf-8"), "run `make format`"


def test_what_is_stale_is_renewed(copy, capsys):
    toc, notebook = copy / "_toc.yml", copy / "book" / "foundations" / "rank.ipynb"
    toc.write_text(toc.read_text().replace("      - file: book/data/pca\n", ""))
    text = notebook.read_text()
    notebook.write_text(text.replace("**Definition (Range and rank).**", "**Definition.**"))
    derived.main(copy)
    assert (
        capsys.readouterr().out == "renewed README.md\nrenewed book/appendix/teachers.md\nrenewed book/foundations/rank.ipynb\n"
    )
    assert notebook.read_text() == text
    assert "data/pca" not in (copy / "README.md").read_text()
    derived.main(copy)
    assert capsys.readouterr().out == ""
