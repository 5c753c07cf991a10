"""One BLAS thread, whoever starts the tests: with more threads than free cores small matrices take hundreds of times longer."""

import os
import zlib

import hypothesis
import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

hypothesis.settings.register_profile("any machine", deadline=None)  # a busy one is no fault
hypothesis.settings.load_profile("any machine")


@pytest.fixture
def rng(request):
    """Return a generator of the test's own: its matrices are the same alone, in the suite and on any worker.

    It is seeded from the test's name, by a hash that is the same in each run, as Python's own is not.
    """
    return np.random.default_rng(zlib.crc32(request.node.nodeid.encode()))
