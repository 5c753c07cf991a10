"""What a reader gets today, on real repositories: no tag, a tag that the package has left behind, a tag that is this commit."""

import datetime

from tools import published, release
from tools.release import git

DAY = datetime.date(2026, 12, 1)


def change(project, name):
    """Commit one more line in a file."""
    file = project / name
    file.write_text(file.read_text() + "# more\n")
    git(project, "commit", "--all", "--message", "more")


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


def test_a_package_that_has_moved_on_is_told(project):
    release.release("1.2.3", project, DAY)
    change(project, "svdlib/__init__.py")
    assert published.state(project) == "changed"
    assert "bump the version" in published.sentence(project)
