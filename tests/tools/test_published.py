"""What a reader gets today, on real repositories: no tag, a tag that the package has left behind, a tag that is this commit."""

import datetime

import pytest

from tools import published, release
from tools.release import git

DAY = datetime.date(2026, 12, 1)


def change(project, name):
    """Commit one more line in a file."""
    file = project / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a") as lines:
        lines.write("# more\n")
    git(project, "add", name)
    git(project, "commit", "--message", "more")


def test_without_a_tag_nothing_runs(project):
    assert published.state(project) == "no tag"
    assert "is not released" in published.sentence(project)


def test_a_tag_of_another_version_is_no_tag(project):
    git(project, "tag", "v9.9.9")
    assert published.state(project) == "no tag"


def test_a_release_is_what_readers_get(project):
    release.release("1.2.3", project, DAY)
    assert published.state(project) == "same"
    assert published.sentence(project) == "v1.2.3 is released, and its package is this commit's."


def test_what_is_no_part_of_the_package_leaves_it_the_same(project):
    release.release("1.2.3", project, DAY)
    change(project, "README.md")
    assert published.state(project) == "same"


@pytest.mark.parametrize("package", ["svdlib", "svdbook"])
def test_a_package_that_has_moved_on_is_told(project, package):
    release.release("1.2.3", project, DAY)
    change(project, f"{package}/__init__.py")
    assert published.state(project) == "changed"
    assert "bump the version" in published.sentence(project)


def test_what_is_not_committed_is_not_what_is_asked_about(project):
    release.release("1.2.3", project, DAY)
    (project / "svdlib" / "__init__.py").write_text('# not committed\n__version__ = "1.2.3"\n')
    assert published.state(project) == "same"


def test_the_command_line_fails_unless_readers_get_this_commit(project, command):
    assert command("published") != 0
    release.release("1.2.3", project, DAY)
    assert command("published") == 0
    change(project, "svdlib/__init__.py")
    assert command("published") != 0
