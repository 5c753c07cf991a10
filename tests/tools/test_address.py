"""The repository's address: one place, and every use agrees with it."""

import re
import shutil
import subprocess

import pytest
import yaml

from tools import address
from tools.book import chapters

ROOT = address.ROOT
CHAPTERS = chapters()
USES = ("pyproject.toml", "README.md", "CITATION.cff", "_config.yml", "book/appendix/api.md")


def findings(root):
    """Return every use of an address that is not the one in pyproject.toml."""
    owner, name = address.current(root)
    pattern = re.compile(rf"(?:github\.com|/github)/([\w.-]+/{name})|([\w-]+)\.github\.io/{name}")
    texts = {file: file.read_text(encoding="utf-8") for file in address.text_files(root)}
    uses = [(file.name, match) for file, text in texts.items() for match in pattern.finditer(text)]
    return [(file, match.group()) for file, match in uses if (match[1] or f"{match[2]}/{name}") != f"{owner}/{name}"]


def copy_of_the_project(tmp_path):
    """Copy what git would hold."""
    for file in address.text_files():
        target = tmp_path / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return tmp_path


def test_all_uses_agree():
    owner, name = address.current()
    assert findings(ROOT) == []
    for file in USES:
        assert f"github.com/{owner}/{name}" in (ROOT / file).read_text()
    assert yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["url"] == f"https://github.com/{owner}/{name}"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_the_readme_opens_each_chapter_in_colab(chapter):
    owner, name = address.current()
    branch = yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["branch"]  # what the pages' rocket opens, too
    link = f"https://colab.research.google.com/github/{owner}/{name}/blob/{branch}/{chapter.relative_to(ROOT)}"
    assert link in (ROOT / "README.md").read_text()


def test_setting_it_sets_it_everywhere(tmp_path, monkeypatch):
    root = copy_of_the_project(tmp_path)
    monkeypatch.setattr(address, "text_files", lambda root=root: [file for file in root.rglob("*") if file.is_file()])
    changed = address.set_address("https://github.com/someone/a-book.git", root)
    assert {root / use for use in USES} | {root / chapter.relative_to(ROOT) for chapter in CHAPTERS} <= set(changed)
    assert address.current(root) == ("someone", "a-book")
    assert findings(root) == []
    old = address.forms(*address.current(ROOT))
    texts = {file: file.read_text() for file in root.rglob("*") if file.is_file()}
    assert [file for file, text in texts.items() if any(form in text for form in old)] == []


def test_a_use_that_disagrees_is_found(tmp_path, monkeypatch):
    root = copy_of_the_project(tmp_path)
    monkeypatch.setattr(address, "text_files", lambda root=root: [root / "README.md"])
    readme = root / "README.md"
    readme.write_text(readme.read_text().replace(address.current()[0], "somebody-else", 1))
    assert len(findings(root)) == 1


@pytest.mark.parametrize(
    "url", ["", "someone/book", "https://example.org/a/b", "https://github.com/someone", "git@example.org:a/b"]
)
def test_no_address(url):
    with pytest.raises(ValueError, match=r"URL must look like https://github\.com/OWNER/NAME, got"):
        address.set_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/someone/a-book",
        "https://github.com/someone/a-book.git",
        "https://user:secret@github.com/someone/a-book.git",
        "git@github.com:someone/a-book.git",
        "ssh://git@github.com/someone/a-book",
    ],
)
def test_the_remote_called_origin_has_an_address(tmp_path, url):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "remote", "add", "origin", url], cwd=tmp_path, check=True)
    assert address.parse(address.origin(tmp_path)) == ("someone", "a-book")


def test_no_remote_is_told_in_one_sentence(tmp_path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    with pytest.raises(ValueError, match=r"^there is no remote called origin: make address URL=https://github.com/OWNER/NAME$"):
        address.origin(tmp_path)


def test_text_is_looked_for_in_what_git_holds_or_would(tmp_path):
    files = {"kept.md": b"", "gone.md": b"", "new.md": b"", "picture.png": b"\x89PNG" + bytes(9), "built.md": b""}
    for name, content in {**files, ".gitignore": b"built.md"}.items():
        (tmp_path / name).write_bytes(content)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "kept.md", "gone.md", "picture.png"], cwd=tmp_path, check=True)
    (tmp_path / "gone.md").unlink()
    assert {file.name for file in address.text_files(tmp_path)} == {"kept.md", "new.md", ".gitignore"}


def test_the_command_line_takes_an_address_or_that_of_origin(project, command, capsys):
    assert command("address", "https://github.com/another/book") == 0
    assert address.current(project) == ("another", "book")
    assert "set in pyproject.toml\n" in capsys.readouterr().out
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:a-third/book.git"], cwd=project, check=True)
    assert command("address", "") == 0
    assert address.current(project) == ("a-third", "book")
    assert command("address", "nowhere").startswith("URL must look like https://github.com/OWNER/NAME, got 'nowhere'")
