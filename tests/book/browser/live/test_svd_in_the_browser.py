"""The decomposition that the pages compute is svdlib's, on matrices that decompositions go wrong on."""

import numpy as np
import pytest

from svdlib import svd
from tests.book.browser.live.figures import run
from tests.library.families import FAMILIES, obeys_sign_rule

REAL = {name: A.astype(float) for name, A in FAMILIES.items() if A.dtype.kind != "c"}
PICTURES = {  # of few terms, where all else is rounding
    "flat": np.full((60, 50), 90.0),
    "stripes": np.tile([0.0, 0.0, 255.0, 255.0], (40, 9)),
    "two stripes": np.add.outer(np.arange(40) % 3 * 40, np.arange(30) % 2 * 90).astype(float),
    "half": np.repeat([[0.0], [255.0]], 64, axis=0) * np.ones(64),
}
IN_THE_PAGE = "Object.values(svd(Float64Array.from(given[0]), given[1], given[2])).map((part) => Array.from(part))"


@pytest.fixture(scope="module")
def tab(browser):
    """Return an empty page."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("A", (REAL | PICTURES).values(), ids=REAL | PICTURES)
def test_it_is_that_of_svdlib(tab, A):
    m, n = A.shape
    U, s, V = (np.array(part) for part in run(tab, ["svd"], IN_THE_PAGE, [A.ravel().tolist(), m, n]))
    U, V = U.reshape(m, len(s)), V.reshape(n, len(s))
    largest = s.max(initial=0) or 1.0
    unit = 2.0 ** (np.frexp(largest)[1] - 1)
    assert s == pytest.approx(svd(A).s, rel=0, abs=1e-10 * largest)
    assert (np.diff(s) <= 0).all()
    assert (U * (s / unit)) @ V.T == pytest.approx(A / unit, rel=0, abs=1e-12)
    leading = s > 1e-5 * largest
    for vectors in (U[:, leading], V[:, leading]):
        assert vectors.T @ vectors == pytest.approx(np.eye(leading.sum()), rel=0, abs=1e-5)
    assert s.size == 0 or obeys_sign_rule(V.T[leading])
