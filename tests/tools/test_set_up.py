"""The set-up cell where the package is not: one sentence, and nothing after it."""

import json
import os
import subprocess
import sys

import pytest

from tools import address, book, set_up
from tools.release import git

# a kernel in which the package cannot be found runs the set-up, and then one cell more
SCRIPT = """
import sys
from IPython.core.interactiveshell import InteractiveShell
sys.modules["svdbook"] = None
shell = InteractiveShell()
ran = shell.run_cell({cell!r})
print("stopped" if not ran.success else "went on")
"""


@pytest.fixture
def published(tmp_path):
    """Return the variables under which git takes an empty repository for the published one."""
    bare = tmp_path / "published.git"
    git(tmp_path, "init", "--quiet", "--bare", str(bare))
    owner, name = address.current()
    return os.environ | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{bare.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{owner}/{name}",
        "PIP_TARGET": str(tmp_path / "installed"),  # nothing may come, and if it did, not into this environment
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }


def test_the_cell_takes_one_package_of_one_release():
    owner, name = address.current()
    assert f'install -qqq --no-deps "git+https://github.com/{owner}/{name}@v1.2.3"\n' in set_up.source("1.2.3")


@pytest.mark.parametrize("chapter", book.chapters(), ids=lambda path: path.stem)
def test_nothing_but_the_cell_is_written_anew(chapter, tmp_path):
    text = chapter.read_text(encoding="utf-8")
    assert set_up.rewritten(chapter, book.version()) == text
    content = json.loads(text)
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    cell.update(source=["2 + 2"], metadata={"tags": ["old"]})
    old = tmp_path / chapter.name
    old.write_text(json.dumps(content), encoding="utf-8")
    assert set_up.rewritten(old, book.version()) == text


def test_without_the_tag_one_sentence(published):
    script = SCRIPT.format(cell=set_up.source(book.version()))
    ran = subprocess.run([sys.executable, "-c", script], env=published, capture_output=True, text=True)
    owner, name = address.current()
    sentence = (
        "UsageError: The book's package could not be installed: either "
        f"https://github.com/{owner}/{name} has no tag v{book.version()}, or it cannot be reached from here."
    )
    assert ran.stderr.splitlines() == [sentence]
    assert ran.stdout.splitlines()[-1] == "stopped"
    assert set(ran.stdout.splitlines()[:-1]) <= {
        "Note: you may need to restart the kernel to use updated packages.",  # IPython's; Colab has a %pip of its own
    }


def test_where_the_package_is_nothing_happens():
    script = SCRIPT.replace('sys.modules["svdbook"] = None', "").format(cell=set_up.source(book.version()))
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("went on\n", "")
