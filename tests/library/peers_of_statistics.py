"""A pytest plugin: in NumPy's and scikit-learn's own tests our functions stand under their names."""

import importlib
from types import SimpleNamespace

import numpy as np
import sklearn.decomposition
from threadpoolctl import threadpool_limits

import svdlib
from svdlib.estimators import PrincipalComponents

# NumPy's call form: variables in rows, or one alone; a second set of them; a precision for the result


def samples(m, y=None, rowvar=True):
    sets = [np.asarray(v) if rowvar or np.ndim(v) == 1 else np.transpose(v) for v in (m, y) if v is not None]
    return np.vstack(sets).T


def cov(m, y=None, rowvar=True, ddof=1, dtype=float):
    X = samples(m, y, rowvar)
    return np.squeeze(svdlib.covariance(X) * (len(X) - 1) / (len(X) - ddof)).astype(dtype)


def corrcoef(x, y=None, rowvar=True, dtype=float):
    return np.squeeze(svdlib.correlation(samples(x, y, rowvar))).astype(dtype)


# scikit-learn's call form: options of solvers, which change no result; what it computes from what is found is its own


class PCA(PrincipalComponents, sklearn.decomposition.PCA):
    def __init__(
        self,
        n_components=None,
        *,
        copy=True,
        whiten=False,
        svd_solver="auto",
        tol=0.0,
        iterated_power="auto",
        n_oversamples=10,
        power_iteration_normalizer="auto",
        random_state=None,
    ):
        sklearn.decomposition.PCA.__init__(self, **{name: value for name, value in locals().items() if name != "self"})


def svds(A, k, tol=0, v0=None):
    U, s, Vt = svdlib.truncated_svd(A, k)
    return U[:, ::-1], s[::-1], Vt[::-1]


def randomized_svd(A, n_components, *, power_iteration_normalizer="auto", flip_sign=True, **options):
    return svdlib.randomized_svd(A, n_components, **options)


# What of theirs is not asked of us, by a part of the test's name, and why
NOT_OURS = {
    # of NumPy's
    "weights": "weights are not offered",
    "::test_complex": "real data alone",
    "::test_xy": "real data alone",
    "::test_empty": "an error where NumPy answers nan",
    "::test_wrong_ddof": "an error where NumPy answers inf",
    "::test_gh_27658": "an error for one sample, with whatever divisor",
    "dtype[longdouble]": "refused with a TypeError, as everywhere",
    # of scikit-learn's
    "mle": "Minka's choice of k is not offered",
    "test_pca_dim": "Minka's choice again",
    "test_pca_score3": "k = 0, which keeps nothing",
    "test_sparse_pca_solver_error": "the error of a solver that is not there",
    "test_pca_validation": "the errors of solvers by their names; ours stand in test_estimators",
    "test_pca_svd_solver_auto": "which solver was taken",
    "-arpack-3]": "the limits of a solver",
    "test_too_many_components[arpack-55]": "the limits of a solver",
    "array_api": "arrays of other packages",
}
# the same call again, but for an option that changes nothing here, or a sparse form made CSR first
AGAIN = ("test_pca_sparse[42-10-", "-arpack-cs", "csr_array", "csc_matrix")


def pytest_pycollect_makemodule(module_path, parent):
    """Put our functions into a test module's own namespace; the packages themselves stay as they are."""
    package = module_path.parts[module_path.parts.index("site-packages") + 1 :]
    module = importlib.import_module(".".join(package).removesuffix(".py"))
    if package[0] == "numpy":
        module.cov, module.corrcoef = cov, corrcoef
        module.np = SimpleNamespace(**(vars(np) | {"cov": cov, "corrcoef": corrcoef}))
    else:
        module.PCA = PCA
        vars(importlib.import_module("sklearn.decomposition._truncated_svd")).update(svds=svds, randomized_svd=randomized_svd)


def pytest_collection_modifyitems(config, items):
    """Leave out what is not asked of us, or would be asked again."""
    out = [item for item in items if any(part in item.nodeid for part in (*NOT_OURS, *AGAIN))]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]
    threadpool_limits(1)  # scikit-learn's conftest takes all there are, which is far slower where they are not free
