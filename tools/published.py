"""Say what a reader who opens a chapter in Colab gets today; an error unless that is this commit's package.

The pages and the README open the chapters of the last release, and their set-up cell fetches that release's package. So
between releases it is as it should be that `main` has moved on: what is new reaches readers by the next release.
"""

import sys

from tools.book import ROOT, version
from tools.release import git

PACKAGES = ("svdlib", "svdbook")
SENTENCES = {
    "no tag": "{tag} is not released: the set-up cell says in one sentence that it is not there, and no chapter runs in Colab.",
    "changed": "{tag} is released, and its package is another: bump the version by `make release` to publish what is new.",
    "same": "{tag} is released, and its package is this commit's.",
}


def state(root=ROOT):
    """Return whether the version of the last commit has "no tag", or its package has "changed" since, or is the "same"."""
    tag = f"v{version(root)}"
    if not git(root, "tag", "--list", tag):
        return "no tag"
    return "changed" if git(root, "diff", "--name-only", tag, "HEAD", "--", *PACKAGES) else "same"


def sentence(root=ROOT):
    """Return what a reader gets, in words."""
    return SENTENCES[state(root)].format(tag=f"v{version(root)}")


if __name__ == "__main__":
    print(sentence())
    sys.exit(state() != "same")
