"""NumPy's and SciPy's own tests of svd, pinv, lstsq and matrix_rank, passed by our functions under their names."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = ("numpy.linalg.tests.test_linalg", *(f"scipy.linalg.tests.test_{part}" for part in ("basic", "decomp", "batch")))
CHOSEN = "TestSVD or TestPinv or pinv_rtol or TestLstsq or MatrixRank or matrix_rank or reduced_rank or auto_rcond or "
BATCH = "TestBatch and (test_svd or test_pinv or test_lstsq)"


def run(chosen, before="pass", modules=MODULES, plugin="peers"):
    """Run tests of installed packages with our functions in their place, apart from this run and its settings."""
    alone = ["-q", "-p", f"tests.library.{plugin}", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(ROOT)]
    code = f"import sys, pytest, svdlib; {before}; sys.exit(pytest.main({[*alone, '--pyargs', *modules, '-k', chosen]}))"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


def test_their_tests_pass_with_our_functions():
    result = run(f"{CHOSEN}({BATCH})")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
    assert int(re.search(r"(\d+) passed", result.stdout)[1]) > 150  # or their names have changed


def test_it_is_our_functions_that_are_tested():
    result = run("test_pinv_rtol_arg or auto_rcond or (TestBatch and test_pinv)", "svdlib.pinv = lambda *a, **b: 1 / 0")
    assert result.returncode == 1
    assert result.stdout.count("ZeroDivisionError: ") > 10
    assert "passed" not in result.stdout
