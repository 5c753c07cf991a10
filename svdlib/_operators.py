"""Linear operators, known only by their products with vectors, in place of a matrix."""

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse

from svdlib import _check
from svdlib._scaling import divide


@dataclass(frozen=True)
class Operator:
    """SciPy's linear operator `of`, called `name`, over a power of two; its products are checked, in whatever precision."""

    of: "scipy.sparse.linalg.LinearOperator"
    name: str
    dtype: np.dtype
    power: float = 1.0

    @property
    def shape(self):
        """The number of rows and of columns."""
        return self.of.shape

    @property
    def T(self):
        """The transpose."""
        return replace(self, of=self.of.T)

    def __matmul__(self, V):
        """Return the product with the columns of V."""
        return divide(_check.as_floats(self.of.matmat(V), f"products of {self.name}"), np.array(self.power))

    def toarray(self):
        """Return the matrix."""
        return self @ np.eye(self.shape[1])


def is_operator(A):
    """Say whether A is a linear operator, without the 30 ms that importing its class takes."""
    return not scipy.sparse.issparse(A) and hasattr(A, "matmat") and hasattr(A, "rmatmat")


def as_operator(A, name):
    """Return a linear operator with the precision and over the power of two that one of its products suggests."""
    given = _check.as_floats(np.empty(0, A.dtype), name).dtype
    if 0 in A.shape:
        return Operator(A, name, given)
    product = _probe(A, name)
    exponent = int(np.frexp(abs(product).max())[1]) - 1
    dtype = given if product.dtype.kind == "f" else np.result_type(given, np.complex64)
    return Operator(A, name, dtype, 2.0 ** (exponent if abs(exponent) > 256 else 0))


def _probe(A, name):
    """Return the product with one random vector, after a look at whether the adjoint has products, too."""
    rng = np.random.default_rng(18)
    try:
        product = A.matvec(rng.standard_normal(A.shape[1]))
        A.rmatvec(rng.standard_normal(A.shape[0]))
    except NotImplementedError:
        raise TypeError(f"{name} must have products from both sides, matvec and rmatvec, got {A!r}") from None
    return _check.as_floats(product, f"products of {name}")
