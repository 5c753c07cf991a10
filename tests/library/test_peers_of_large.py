"""scikit-learn's own tests of randomized_svd, passed by ours under its name."""

import re

from tests.library.test_peers import run

MODULES = ("sklearn.utils.tests.test_extmath",)


def test_their_tests_pass_with_our_function():
    result = run("randomized_svd", modules=MODULES, plugin="peers_of_large")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
    assert int(re.search(r"(\d+) passed", result.stdout)[1]) > 30  # or their names have changed


def test_it_is_our_function_that_is_tested():
    broken = "svdlib.randomized_svd = lambda *a, **options: 1 / 0"
    result = run("randomized_svd and (low_rank or infinite_rank or transpose_consistency)", broken, MODULES, "peers_of_large")
    assert result.returncode == 1
    assert result.stdout.count("ZeroDivisionError: ") > 5
    assert "passed" not in result.stdout
