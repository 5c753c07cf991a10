"""The repository's address: one place holds it, pyproject.toml, and this sets it there and wherever it is used.

python -m tools.address https://github.com/OWNER/NAME
"""

import re
import subprocess
import sys
import tomllib

from tools.book import ROOT

GITHUB = re.compile(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?/?")


def parse(url):
    """Return owner and name of a repository's address."""
    match = GITHUB.fullmatch(url)
    if not match:
        raise ValueError(f"URL must look like https://github.com/OWNER/NAME, got {url!r}")
    return match.groups()


def current(root=ROOT):
    """Return owner and name as pyproject.toml has them."""
    return parse(tomllib.loads((root / "pyproject.toml").read_text())["project"]["urls"]["Repository"])


def forms(owner, name):
    """Return the two forms in which an address occurs: the repository's, and that of the pages it publishes."""
    return f"{owner}/{name}", f"{owner}.github.io/{name}"


def text_files(root=ROOT):
    """Return the files git tracks, or would, that hold text."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [root / name for name in names if name and (root / name).is_file()]
    return [file for file in files if b"\0" not in file.read_bytes()[:8000]]


def set_address(url, root=ROOT):
    """Replace the address that stands in the files by `url`; return the files that changed."""
    new, changed = forms(*parse(url)), []
    for file in text_files(root):
        text = before = file.read_text(encoding="utf-8")
        for old_form, new_form in zip(forms(*current(root)), new, strict=True):
            text = text.replace(old_form, new_form)
        if text != before:
            changed.append((file, text))
    for file, text in changed:
        file.write_text(text, encoding="utf-8")
    return [file for file, _ in changed]


if __name__ == "__main__":
    try:
        files = set_address(*sys.argv[1:2] or [""])
    except ValueError as error:
        sys.exit(str(error))
    print(*(f"set in {file.relative_to(ROOT)}" for file in files), sep="\n")
