"""A client finds the cluster that is meant, says what is missing, and leaves no process behind, whatever happens."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbclient
import nbformat
import psutil
import pytest

from svdbook import dask_client

CHAPTER = Path(__file__).parents[2] / "book" / "computing" / "scale.ipynb"
START = """
import os
from svdbook import dask_client

if __name__ == "__main__":
    client = dask_client()
    print(*client.run(os.getpid).values(), flush=True)
"""
ENDS = {
    "close": ("    client.close()", 0),
    "end": ("", 0),
    "error": ("    raise KeyError", 1),
    "terminated": (f"    os.kill(os.getpid(), {int(signal.SIGTERM)})", -signal.SIGTERM),
    "killed": (f"    os.kill(os.getpid(), {int(signal.SIGKILL)})", -signal.SIGKILL),
}


def gone(pids, seconds=20):
    """Whether all these processes end within some seconds."""
    processes = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    return not psutil.wait_procs(processes, timeout=seconds)[1]


@pytest.fixture
def script(tmp_path):
    """Write a script, and return its path as text."""

    def write(text):
        (tmp_path / "script.py").write_text(text)
        return str(tmp_path / "script.py")

    return write


@pytest.mark.parametrize("how", ENDS)
def test_no_process_outlives_a_script(script, how):
    last_line, code = ENDS[how]
    run = subprocess.run([sys.executable, script(START + last_line)], capture_output=True, text=True)
    pids = [int(pid) for pid in run.stdout.split()]
    assert (run.returncode, len(pids)) == (code, 2), run.stderr
    assert gone(pids)


@pytest.mark.parametrize("how", ["error", "killed"])
def test_no_process_outlives_the_chapter_if_a_cell_fails(how):
    notebook = nbformat.read(CHAPTER, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    start = next(i for i, cell in enumerate(cells) if "dask_client()" in cell.source)
    failure = "raise KeyError" if how == "error" else f"os.kill(os.getpid(), {int(signal.SIGKILL)})"
    pids = nbformat.v4.new_code_cell("import os\nprint('pids', *client.run(os.getpid).values(), flush=True)")
    notebook.cells = [cells[0], cells[start], pids, nbformat.v4.new_code_cell("import os\n" + failure)]
    with pytest.raises((nbclient.exceptions.CellExecutionError, nbclient.exceptions.DeadKernelError)):
        nbclient.NotebookClient(notebook, timeout=60).execute()
    printed = "".join(output.get("text", "") for output in pids.outputs)
    found = [int(pid) for pid in re.search(r"pids (.+)", printed)[1].split()]
    assert len(found) == 2
    assert gone(found)


def test_the_cluster_of_the_environment_is_used_and_left_alone(script):
    with dask_client(1) as client:
        address = client.scheduler.address
        connect = "from svdbook import dask_client\nwith dask_client(5) as client:\n    print(client.scheduler.address)"
        environment = os.environ | {"DASK_SCHEDULER_ADDRESS": address}
        run = subprocess.run([sys.executable, script(connect)], capture_output=True, text=True, env=environment)
        assert run.stdout.split() == [address], run.stderr
        time.sleep(0.5)
        assert client.submit(max, 2, 3).result(timeout=20) == 3


@pytest.mark.parametrize("package", ["dask", "dask.array", "distributed"])
def test_what_is_missing_is_said(script, package):
    text = f"import sys\nsys.modules[{package!r}] = None\nimport svdbook\nsvdbook.load_people()\nsvdbook.dask_client()"
    run = subprocess.run([sys.executable, script(text)], capture_output=True, text=True)
    expected = "ImportError: dask_client needs Dask, and it is not installed: pip install 'dask[array]' distributed"
    assert run.stderr.splitlines()[-1] == expected
