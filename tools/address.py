"""The repository's address: one place holds it, pyproject.toml, and this sets it there and wherever it is used.

python -m tools.address https://github.com/OWNER/NAME
python -m tools.address                     that of the remote called origin
"""

import re
import subprocess
import sys
import tomllib

from tools.book import ROOT

GITHUB = re.compile(r"(?:https://(?:[^/@]+@)?|ssh://git@|git@)github\.com[/:]([\w-]+)/([\w.-]+?)(?:\.git)?/?")
PLACEHOLDER = "-address-not-set-yet-"  # an owner nobody could register: it may not begin with a dash


def parse(url):
    """Return owner and name of a repository's address, in any of the forms that git takes."""
    match = GITHUB.fullmatch(url)
    if not match:
        raise ValueError(f"URL must look like https://github.com/OWNER/NAME, got {url!r}")
    return match.groups()


def current(root=ROOT):
    """Return owner and name as pyproject.toml has them."""
    return parse(tomllib.loads((root / "pyproject.toml").read_text())["project"]["urls"]["Repository"])


def origin(root=ROOT):
    """Return the address of the remote called origin."""
    remote = subprocess.run(["git", "remote", "get-url", "origin"], cwd=root, capture_output=True, text=True)
    if remote.returncode:
        raise ValueError("there is no remote called origin: make address URL=https://github.com/OWNER/NAME")
    return remote.stdout.strip()


def refuse_placeholder(root=ROOT):
    """Raise a ValueError if the repository's address is not known yet: nothing can be published under it."""
    if current(root)[0] == PLACEHOLDER:
        raise ValueError("the repository's address is not set: make address URL=https://github.com/OWNER/NAME")


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
        files = set_address("".join(sys.argv[1:2]) or origin())
    except ValueError as error:
        sys.exit(str(error))
    print(*(f"set in {file.relative_to(ROOT)}" for file in files), sep="\n")
