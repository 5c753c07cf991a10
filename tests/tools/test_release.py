"""A release: one version everywhere, a tag, and nothing at all where something speaks against it."""

import datetime
import json
import re
import subprocess
import sys

import pytest
import yaml

import svdlib
from tools import address, book, release, set_up
from tools.book import ROOT
from tools.release import git

DAY = datetime.date(2026, 12, 1)
HERE = "someone/a-book"


def state(root):
    """All that a release may touch: the files, the commit and the tags."""
    files = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}
    return files, git(root, "rev-parse", "HEAD"), git(root, "tag"), git(root, "status", "--porcelain")


def test_the_version_of_this_checkout_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert book.version() == svdlib.__version__ == citation["version"]
    branch = yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["branch"]
    assert branch in ("main", f"v{svdlib.__version__}")  # main until there is a first release
    assert (branch == "main") == ("date-released" not in citation)


def test_the_changelog_has_room_for_what_is_new():
    assert "\n## Unreleased\n" in (ROOT / release.CHANGES).read_text()


def test_the_pages_and_links_open_one_branch():
    branch = yaml.safe_load((ROOT / "_config.yml").read_text())["repository"]["branch"]
    assert set(re.findall(r"colab\S+/blob/([^/]+)/", (ROOT / "README.md").read_text())) == {branch}


def test_a_release_is_one_commit_and_its_tag(project):
    before = git(project, "rev-parse", "HEAD")
    assert release.release("1.2.3", project, DAY) == "v1.2.3"
    assert git(project, "rev-parse", "HEAD~1") == before
    assert git(project, "rev-parse", "v1.2.3^{commit}") == git(project, "rev-parse", "HEAD")
    assert git(project, "cat-file", "-t", "v1.2.3") == "tag"  # annotated, or `git push --follow-tags` would leave it behind
    assert git(project, "status", "--porcelain") == ""


def test_a_release_writes_its_version_everywhere(project):
    release.release("1.2.3", project, DAY)
    assert book.version(project) == "1.2.3"
    citation = yaml.safe_load((project / "CITATION.cff").read_text())
    assert (citation["version"], citation["date-released"]) == ("1.2.3", "2026-12-01")
    assert yaml.safe_load((project / "_config.yml").read_text())["repository"]["branch"] == "v1.2.3"
    assert set(re.findall(r"colab\S+/blob/([^/]+)/", (project / "README.md").read_text())) == {"v1.2.3"}
    for chapter in book.chapters(project):
        first = next(cell for cell in json.loads(chapter.read_text())["cells"] if cell["cell_type"] == "code")
        assert "".join(first["source"]) == set_up.source("1.2.3", project)
        assert "git+https://github.com/someone/a-book@v1.2.3" in set_up.source("1.2.3", project)


def test_the_changelog_has_a_heading_for_it_and_room_for_the_next(project):
    release.release("1.2.3", project, DAY)
    changes = (project / "CHANGELOG.md").read_text()
    assert "## Unreleased\n\n## 1.2.3 (2026-12-01)\n\n- A chapter on *rank*." in changes
    assert release.check("v1.2.3", HERE, project) == "- A chapter on *rank*.\n- An index."
    assert "- An index." in git(project, "tag", "--list", "--format=%(contents)", "v1.2.3")
    with pytest.raises(ValueError, match=r"CHANGELOG.md says nothing under '## Unreleased'"):
        release.release("1.2.4", project, DAY)


def test_the_tag_says_all_that_the_changelog_says(project):
    change_the_changelog(project, "- An index.", "### For readers\n\n- An index.")
    release.release("1.2.3", project, DAY)
    notes = "- A chapter on *rank*.\n### For readers\n\n- An index."
    assert release.check("v1.2.3", HERE, project) == notes
    assert git(project, "tag", "--list", "--format=%(contents)", "v1.2.3") == f"1.2.3\n\n{notes}"


def test_the_heading_of_a_longer_version_is_not_that_of_a_shorter(project):
    change_the_changelog(project, "0.0.1", "0.0.10")
    with pytest.raises(ValueError, match=r"has no heading '## 0\.0\.1'"):
        release.section("0.0.1", project)
    assert release.section("0.0.10", project) == "- The first page."


def test_a_second_release_replaces_the_first(project):
    release.release("1.2.3", project, DAY)
    changes = project / "CHANGELOG.md"
    changes.write_text(changes.read_text().replace("## Unreleased\n", "## Unreleased\n\n- More.\n"))
    git(project, "commit", "--all", "--message", "more")
    release.release("1.10.0", project, DAY + datetime.timedelta(1))
    citation = yaml.safe_load((project / "CITATION.cff").read_text())
    assert (citation["version"], citation["date-released"]) == ("1.10.0", "2026-12-02")
    assert release.check("v1.10.0", HERE, project) == "- More."


def test_the_version_that_stands_may_be_released_once(project):
    release.release("0.1.0", project, DAY)
    changes = project / "CHANGELOG.md"
    changes.write_text(changes.read_text().replace("## Unreleased\n", "## Unreleased\n\n- More.\n"))
    git(project, "commit", "--all", "--message", "more")
    with pytest.raises(ValueError, match="is released already: the tag is there"):
        release.release("0.1.0", project, DAY)


@pytest.mark.parametrize("version", ["", "1", "1.2", "v1.2.3", "1.2.3.4", "1.2.x", "01.2.3", "1.2.3 ", "1.2.3rc1"])
def test_a_malformed_version_is_refused(project, version):
    before = state(project)
    with pytest.raises(ValueError, match=re.escape(f"VERSION must look like 1.2.3, got {version!r}")):
        release.release(version, project, DAY)
    assert state(project) == before


def dirty(project):
    (project / "note.txt").write_text("not committed")


def without_address(project):
    address.set_address(f"https://github.com/{address.PLACEHOLDER}/a-book", project)
    git(project, "commit", "--all", "--message", "no address")


def change_the_changelog(project, old, new):
    file = project / "CHANGELOG.md"
    file.write_text(file.read_text().replace(old, new))
    git(project, "commit", "--all", "--message", "changelog")


def two_branches(project):
    file = project / "_config.yml"
    file.write_text(file.read_text() + "  branch: another\n")
    git(project, "commit", "--all", "--message", "two branches")


AGAINST = {
    "changes": (dirty, "there are changes that are not committed"),
    "address": (without_address, "the repository's address is not set: make address URL="),
    "heading": (lambda project: change_the_changelog(project, "Unreleased", "Soon"), "has no heading '## Unreleased'"),
    "nothing new": (
        lambda project: change_the_changelog(project, "- A chapter on *rank*.\n- An index.\n", "\n"),
        "says nothing under '## Unreleased'",
    ),
    "no changelog": (
        lambda project: git(project, "rm", "--quiet", "CHANGELOG.md") + git(project, "commit", "--message", "gone"),
        "has no heading '## Unreleased'",
    ),
    "tag": (lambda project: git(project, "tag", "v1.2.3"), "v1.2.3 is released already"),
    "two branches": (two_branches, "_config.yml has 2 lines like"),
    "citation": (
        lambda project: git(project, "rm", "--quiet", "CITATION.cff") + git(project, "commit", "--message", "gone"),
        "CITATION.cff",
    ),
}


@pytest.mark.parametrize("what", AGAINST)
def test_what_speaks_against_a_release_leaves_all_as_it_was(project, what):
    make, words = AGAINST[what]
    make(project)
    before = state(project)
    with pytest.raises((ValueError, OSError), match=re.escape(words)):
        release.release("1.2.3", project, DAY)
    assert state(project) == before


def test_no_release_goes_back(project):
    release.release("1.2.3", project, DAY)
    change_the_changelog(project, "## Unreleased\n", "## Unreleased\n\n- More.\n")
    with pytest.raises(ValueError, match=re.escape("VERSION must not go back behind 1.2.3, got 1.2.2")):
        release.release("1.2.2", project, DAY)


def test_what_is_interrupted_leaves_all_as_it_was(project, monkeypatch):
    def interrupted(root, *arguments):
        if arguments[0] == "tag" and "--annotate" in arguments:
            raise KeyboardInterrupt
        return git(root, *arguments)

    before = state(project)
    monkeypatch.setattr(release, "git", interrupted)
    with pytest.raises(KeyboardInterrupt):
        release.release("1.2.3", project, DAY)
    assert state(project) == before


def test_what_git_complains_of_is_told_wherever_it_says_it(project):
    with pytest.raises(ValueError, match=r"(?s)git commit: .*nothing to commit"):
        git(project, "commit", "--message", "nothing")  # git says so on stdout
    with pytest.raises(ValueError, match="git rev-parse: fatal: "):
        git(project, "rev-parse", "nowhere")


@pytest.mark.parametrize("hook", ["pre-commit", "reference-transaction"])
def test_if_git_refuses_all_is_as_it_was(project, hook):
    before = state(project)
    script = project / ".git" / "hooks" / hook
    script.parent.mkdir(exist_ok=True)
    only_tags = 'grep -q refs/tags || exit 0\n[ "$1" = prepared ] || exit 0\n' if hook == "reference-transaction" else ""
    script.write_text(f"#!/bin/sh\n{only_tags}echo 'not today' >&2\nexit 1\n")
    script.chmod(0o755)
    with pytest.raises(ValueError, match="not today"):
        release.release("1.2.3", project, DAY)
    assert state(project) == before


def test_what_is_no_release_is_not_published(project):
    with pytest.raises(ValueError, match=r"CHANGELOG\.md has no heading"):
        release.check("v0.1.0", HERE, project)
    with pytest.raises(ValueError, match=r"the tag is v9\.0\.0, and svdlib\.__version__ is"):
        release.check("v9.0.0", HERE, project)
    release.release("1.2.3", project, DAY)
    for other in ("someone-else/a-book", "someone/a"):
        with pytest.raises(ValueError, match=f"the address is set to someone/a-book, and this is {other}: make address"):
            release.check("v1.2.3", other, project)
    without_address(project)
    with pytest.raises(ValueError, match="the repository's address is not set"):
        release.check("v1.2.3", HERE, project)


def test_a_refusal_is_one_sentence_on_the_command_line():
    asked = subprocess.run([sys.executable, "-m", "tools.release", "1.2"], cwd=ROOT, capture_output=True, text=True)
    assert (asked.returncode, asked.stdout, asked.stderr) == (1, "", "VERSION must look like 1.2.3, got '1.2'\n")


def test_the_command_line_makes_a_release_and_prints_its_notes(command, capsys):
    assert command("release", "1.2.3") == 0
    assert command("release", "--check", "v1.2.3", HERE) == 0
    made, *notes = capsys.readouterr().out.splitlines()
    assert made == "v1.2.3 is made. To publish it: git push --follow-tags"
    assert notes == ["- A chapter on *rank*.", "- An index."]
    assert command("release", "--check", "v1.2.4", HERE).startswith("the tag is v1.2.4, and svdlib.__version__ is 1.2.3")
