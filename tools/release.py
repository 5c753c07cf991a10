"""Make a release: write its version wherever one stands, commit, tag, and say how to publish it.

python -m tools.release 1.2.3                      make release 1.2.3
python -m tools.release --check v1.2.3 OWNER/NAME  print what the changelog says of it, or why it cannot be published there

All or nothing: what speaks against a release is found before a file is written, and if git refuses, all is as it was.
"""

import datetime
import re
import subprocess
import sys

from tools import address, book, set_up

CHANGES = "CHANGELOG.md"


def git(root, *arguments):
    """Run git and return what it printed; what it complains of becomes the error."""
    ran = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    if ran.returncode:
        raise ValueError(f"git {arguments[0]}: {ran.stderr.strip() or ran.stdout.strip()}")
    return ran.stdout.strip()


def section(heading, root=book.ROOT):
    """Return what the changelog says under a heading, "Unreleased" or a version."""
    file = root / CHANGES
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = re.search(rf"^## {re.escape(heading)}\b.*\n((?:(?!## ).*\n?)*)", text, re.MULTILINE)
    if not found:
        raise ValueError(f"{CHANGES} has no heading '## {heading}'")
    if not found[1].strip():
        raise ValueError(f"{CHANGES} says nothing under '## {heading}'")
    return found[1].strip()


def refuse(version, root):
    """Raise a ValueError that says what speaks against this release, if anything does."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise ValueError(f"VERSION must look like 1.2.3, got {version!r}")
    if git(root, "status", "--porcelain"):
        raise ValueError("there are changes that are not committed; a release is a commit and nothing else")
    if numbers(version) < numbers(now := book.version(root)):
        raise ValueError(f"VERSION must not go back behind {now}, got {version}")
    if git(root, "tag", "--list", f"v{version}"):
        raise ValueError(f"v{version} is released already: the tag is there")
    address.refuse_placeholder(root)
    section("Unreleased", root)


def numbers(version):
    """Return a version as numbers, which compare as versions do."""
    return tuple(int(number) for number in version.split("."))


def substituted(root, name, pattern, text):
    """Return a file and its text with the one place that matches replaced."""
    file = root / name
    new, times = re.subn(pattern, text, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    if times != 1:
        raise ValueError(f"{name} has {times} lines like {pattern!r}, 1 wanted")
    return file, new


def written(version, day, root):
    """Return the new text of each file in which the version stands; the pages and links that open Colab ask for its tag."""
    opened = re.search(r"^  branch: (\S+)$", (root / "_config.yml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    readme = (root / "README.md").read_text(encoding="utf-8")
    texts = [
        substituted(root, "svdlib/__init__.py", r'^__version__ = ".*"$', f'__version__ = "{version}"'),
        substituted(
            root, "CITATION.cff", r"^version: .*\n(date-released: .*\n)?", f'version: {version}\ndate-released: "{day}"\n'
        ),
        substituted(root, CHANGES, r"^## Unreleased$", f"## Unreleased\n\n## {version} ({day})"),
        substituted(root, "_config.yml", r"^  branch: .*$", f"  branch: v{version}"),
        (root / "README.md", readme.replace(f"/blob/{opened}/", f"/blob/v{version}/")),
    ]
    return dict(texts) | {chapter: set_up.rewritten(chapter, version, root) for chapter in book.chapters(root)}


def release(version, root=book.ROOT, day=None):
    """Write, commit and tag a release; return the tag."""
    refuse(version, root)
    notes = section("Unreleased", root)
    texts, before = written(version, day or datetime.date.today(), root), git(root, "rev-parse", "HEAD")
    try:
        for file, text in texts.items():
            file.write_text(text, encoding="utf-8")
        git(root, "commit", "--all", "--message", f"Release {version}")
        git(root, "tag", "--annotate", "--cleanup=whitespace", "--message", f"{version}\n\n{notes}", f"v{version}")
    except BaseException:
        git(root, "reset", "--hard", before)  # nothing is lost: there were no changes before
        raise
    return f"v{version}"


def check(tag, repository, root=book.ROOT):
    """Return what the changelog says of a tag's release; raise a ValueError if this commit is not that release, there."""
    address.refuse_placeholder(root)
    if repository != (ours := "/".join(address.current(root))):
        raise ValueError(f"the address is set to {ours}, and this is {repository}: make address")
    if tag != f"v{book.version(root)}":
        raise ValueError(f"the tag is {tag}, and svdlib.__version__ is {book.version(root)}: make a release by `make release`")
    return section(tag.removeprefix("v"), root)


if __name__ == "__main__":
    try:
        if sys.argv[1:2] == ["--check"]:
            print(check(*sys.argv[2:]))
        else:
            print(f"{release(*sys.argv[1:])} is made. To publish it: git push --follow-tags")
    except (ValueError, OSError) as error:
        sys.exit(str(error))
