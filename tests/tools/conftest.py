"""A small project in a git repository of its own: two chapters, and every file in which a release writes."""

import runpy
import shutil
import sys

import pytest

from tools import book
from tools.address import set_address
from tools.book import ROOT
from tools.release import git

FILES = ("pyproject.toml", "CITATION.cff", "_config.yml", "README.md")
CHAPTERS = ("book/foundations/rank", "book/data/structure")
TOC = "root: book/index\nparts:\n" + "".join(f"- caption: {name}\n  chapters: [{{file: {name}}}]\n" for name in CHAPTERS)
CHANGELOG = "# Changes\n\n## Unreleased\n\n- A chapter on *rank*.\n- An index.\n\n## 0.0.1 (2026-01-01)\n\n- The first page.\n"


def commit_all(root, message):
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the project's root, all of it committed; its address is set."""
    for part in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{part}_NAME", "someone")
        monkeypatch.setenv(f"GIT_{part}_EMAIL", "someone@example.org")
    root = tmp_path / "project"
    for name in (*FILES, *(f"{chapter}.ipynb" for chapter in CHAPTERS)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "svdlib").mkdir()
    (root / "svdlib" / "__init__.py").write_text('"""The package."""\n\n__version__ = "0.1.0"\n')
    (root / "_toc.yml").write_text(TOC)
    (root / "CHANGELOG.md").write_text(CHANGELOG)
    git(root, "init", "--quiet")
    commit_all(root, "the beginning")
    set_address("https://github.com/someone/a-book", root)
    commit_all(root, "the address")
    return root


@pytest.fixture
def command(project, monkeypatch):
    """Return a function that runs a tool in the project as the command line does, and returns what it exits with."""

    def run(tool, *arguments):
        monkeypatch.setattr(book, "ROOT", project)
        monkeypatch.setattr(sys, "argv", [tool, *arguments])
        try:
            runpy.run_path(str(ROOT / "tools" / f"{tool}.py"), run_name="__main__")
        except SystemExit as end:
            return end.code
        return 0

    return run
