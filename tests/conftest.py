"""One BLAS thread, whoever starts the tests: with more threads than free cores small matrices take hundreds of times longer."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
