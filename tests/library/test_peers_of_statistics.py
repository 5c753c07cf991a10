"""NumPy's own tests of cov and corrcoef, scikit-learn's of PCA and TruncatedSVD, passed by our functions under their names."""

import re

from tests.library.test_peers import run

SKLEARNS = "sklearn.decomposition.tests.test_"
MODULES = ("numpy.lib.tests.test_function_base", f"{SKLEARNS}pca", f"{SKLEARNS}truncated_svd")
CHOSEN = "TestCov or TestCorrCoef or test_pca.py or test_truncated_svd.py"


def test_their_tests_pass_with_our_functions():
    result = run(CHOSEN, modules=MODULES, plugin="peers_of_statistics")
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-1000:]
    assert int(re.search(r"(\d+) passed", result.stdout)[1]) > 200  # or their names have changed


def test_it_is_our_functions_that_are_tested():
    broken = "svdlib.covariance = svdlib.statistics.leading_triplets = svdlib.truncated_svd = lambda *a: 1 / 0"
    chosen = "1D_variance or test_whitening or test_pca_inverse or (test_fit_transform and arpack)"
    result = run(chosen, broken, MODULES, "peers_of_statistics")
    assert result.returncode == 1
    assert result.stdout.count("ZeroDivisionError: ") > 10
    assert "passed" not in result.stdout
