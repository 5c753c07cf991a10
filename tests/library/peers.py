"""A pytest plugin: in NumPy's and SciPy's own test modules our functions stand under their names."""

import importlib
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import scipy.linalg

import svdlib

NUMPYS = {name: getattr(svdlib, name) for name in ("svd", "pinv", "lstsq", "matrix_rank")}


# SciPy's call forms: options of LAPACK and of memory, which change no result, and absolute tolerances


def scipys_svd(a, full_matrices=True, compute_uv=True, overwrite_a=False, check_finite=True, lapack_driver="gesdd"):
    return svdlib.svd(a, full_matrices, compute_uv)


def scipys_svdvals(a, overwrite_a=False, check_finite=True):
    return svdlib.svd(a, compute_uv=False)


def scipys_lstsq(a, b, cond=None, overwrite_a=False, overwrite_b=False, check_finite=True, lapack_driver=None):
    return tuple(svdlib.lstsq(a, b, cond))


def scipys_pinv(a, *, atol=None, rtol=None, return_rank=False, check_finite=True, hermitian=False):
    if atol is not None:
        rtol = (rtol or 0) + atol / svdlib.svd(a, compute_uv=False).max(axis=-1)
    P = svdlib.pinv(a, hermitian=hermitian, rtol=rtol)
    return (P, svdlib.matrix_rank(a, rtol=rtol)) if return_rank else P


def scipys_pinvh(a, *, atol=None, rtol=None, lower=True, return_rank=False, check_finite=True):
    return scipys_pinv(a, atol=atol, rtol=rtol, return_rank=return_rank, hermitian=True)


SCIPYS = {"svd": scipys_svd, "svdvals": scipys_svdvals, "lstsq": scipys_lstsq, "pinv": scipys_pinv, "pinvh": scipys_pinvh}


# What of theirs is not asked of us, a part of the test's name and why
NOT_OURS = {
    "longdouble": "refused with a TypeError: LAPACK has none, and a cast to double would lose digits without a word",
    "test_degenerate": "an option by the name of a LAPACK driver",
    "test_large_matrix": "17 GB",
    "test_svd_gesdd_nofegfault": "2 GB",
}
AGAIN = ("TestSVD_GESVD", "gelsd", "gelss", "gelsy", "True-None")  # the same call, but for an option that only SciPy has


def with_ours(module, ours):
    """Return a stand-in for a module, some of its names taken by others."""
    return SimpleNamespace(**(vars(module) | ours))


def pytest_pycollect_makemodule(module_path, parent):
    """Put our functions into a test module's own namespace; the packages themselves stay as they are."""
    package = module_path.parts[module_path.parts.index("site-packages") + 1 :]
    with patch.multiple(scipy.linalg, **SCIPYS):  # for lists of functions made at import
        module = importlib.import_module(".".join(package).removesuffix(".py"))
    if package[0] == "numpy":
        linalg = with_ours(np.linalg, NUMPYS)
        module.linalg, module.np, module.matrix_rank = linalg, with_ours(np, {"linalg": linalg}), svdlib.matrix_rank
    elif package[-1] == "test_batch.py":
        module.linalg = with_ours(scipy.linalg, SCIPYS)
    else:
        ours = SCIPYS | {"REAL_DTYPES": (np.float32, np.float64), "COMPLEX_DTYPES": (np.complex64, np.complex128)}
        vars(module).update({name: value for name, value in ours.items() if name in vars(module)})


def pytest_collection_modifyitems(config, items):
    """Leave out what is not asked of us, or would be asked again."""
    out = [item for item in items if any(part in item.nodeid for part in (*NOT_OURS, *AGAIN))]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
