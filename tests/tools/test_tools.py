"""The tools say in plain words what is wrong, and leave notebooks the same on every machine."""

import base64
import subprocess
import sys
from io import BytesIO

import nbformat
import numpy as np
import pytest
from PIL import Image

from tools import book, run_notebooks
from tools.book import ROOT

CHECK = ROOT / "tools" / "check_python.py"


def check_python(prelude):
    """Run the check after some words that change the interpreter it finds."""
    code = f"import sys; {prelude}; exec(open({str(CHECK)!r}).read())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_this_python_will_do():
    assert check_python("pass").returncode == 0


def test_an_old_python_is_told():
    old = check_python("sys.version_info = (3, 9, 1)")
    assert old.returncode == 1
    assert "needs Python 3.11 or newer" in old.stderr
    assert "make book PYTHON=python3.12" in old.stderr


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told(module):
    bare = check_python(f"sys.modules[{module!r}] = None")
    assert bare.returncode == 1
    assert "sudo apt install python3-venv" in bare.stderr


def test_an_unknown_chapter_is_told():
    with pytest.raises(SystemExit, match=r"no chapter nowhere; there are .*images"):
        run_notebooks.chapters(["nowhere"])


def test_a_run_leaves_no_trace_of_its_machine(tmp_path):
    cell = nbformat.v4.new_code_cell("print(1 + 1)\nprint(3)", metadata={"execution": {"iopub.execute_input": "now"}})
    path = tmp_path / "small.ipynb"
    nbformat.write(
        nbformat.v4.new_notebook(cells=[cell], metadata={"language_info": {"name": "python", "version": "3.11.7"}}), path
    )
    run_notebooks.run(path)
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata == run_notebooks.METADATA
    assert notebook.cells[0].metadata == {}
    assert [output.text for output in notebook.cells[0].outputs] == ["2\n3\n"]
    assert list(tmp_path.iterdir()) == [path]


def test_all_chapters_run_if_none_is_named():
    assert run_notebooks.chapters([]) == book.chapters()
    assert [path.stem for path in run_notebooks.chapters(["pca", "rank"])] == ["pca", "rank"]


def test_a_notebook_runs_beside_its_file(tmp_path):
    (tmp_path / "beside.txt").write_text("found")
    path = tmp_path / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(open('beside.txt').read())")]), path)
    run_notebooks.run(path)
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].text == "found\n"


def test_a_run_writes_the_stand_ins_too(tmp_path):
    path = tmp_path / "small.ipynb"
    box = nbformat.v4.new_markdown_cell("<!--myst\n:::{prf:theorem} Rank\n-->\n\nWords.")
    nbformat.write(nbformat.v4.new_notebook(cells=[box]), path)
    run_notebooks.run(path)
    assert "**Theorem (Rank).**" in nbformat.read(path, as_version=4).cells[0].source


def test_pictures_are_stored_small_and_unchanged():
    grey = Image.fromarray(np.random.default_rng(18).integers(0, 256, (40, 40), dtype=np.uint8)).convert("RGBA")
    file = BytesIO()
    grey.save(file, "PNG")
    drawn = nbformat.v4.new_output("display_data", {"image/png": base64.b64encode(file.getvalue()).decode()})
    cells = [nbformat.v4.new_markdown_cell("Words."), nbformat.v4.new_code_cell(outputs=[drawn])]
    run_notebooks.shrink(nbformat.v4.new_notebook(cells=cells))
    small = base64.b64decode(drawn.data["image/png"])
    assert len(small) < 0.5 * len(file.getvalue())
    assert np.array_equal(np.array(Image.open(BytesIO(small)).convert("RGBA")), np.array(grey))


def test_outputs_that_say_nothing_are_dropped_and_errors_kept():
    said = [
        nbformat.v4.new_output("stream", text="said"),
        nbformat.v4.new_output("display_data", {"text/plain": "shown"}),
        nbformat.v4.new_output("error", ename="ValueError", evalue="no"),
    ]
    nothing = [nbformat.v4.new_output("stream", text=""), nbformat.v4.new_output("display_data")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[*nothing, *said])])
    assert run_notebooks.normalise(notebook).cells[0].outputs == said


def test_a_notebook_that_cannot_be_written_is_left_as_it_was(tmp_path, monkeypatch):
    def full_disk(notebook, file):
        file.write_text("half of")
        raise OSError("no space left")

    path = tmp_path / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]), path)
    before = path.read_bytes()
    monkeypatch.setattr(nbformat, "write", full_disk)
    with pytest.raises(OSError, match="no space left"):
        run_notebooks.run(path)
    assert path.read_bytes() == before


def test_what_jupyter_keeps_beside_a_page_is_no_page(tmp_path):
    for name in ("book/index.md", "book/part/first.ipynb", "book/part/.ipynb_checkpoints/first-checkpoint.ipynb", "book/a.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [book.name(page, tmp_path) for page in book.pages(tmp_path)] == ["book/index", "book/part/first"]


def test_a_failing_notebook_is_left_as_it_was(tmp_path):
    path = tmp_path / "failing.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")]), path)
    before = path.read_bytes()
    with pytest.raises(Exception, match="ZeroDivisionError"):
        run_notebooks.run(path)
    assert path.read_bytes() == before
