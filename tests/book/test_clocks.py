"""An assertion about a time is found, wherever the time went; others are left alone."""

import pytest

from tests.book.clocks import asserted_times


@pytest.mark.parametrize(
    "code",
    [
        *(
            f"assert {clock}() < 3"
            for clock in ("default_timer", "monotonic", "perf_counter", "process_time", "perf_counter_ns")
        ),
        *(f"assert min({clock}(work)) < 3" for clock in ("repeat", "timeit")),
        "assert perf_counter() - start < 3",
        "total = 0\ntotal += perf_counter()\nassert total < 3",
        "total: float = perf_counter()\nassert total < 3",
        "start = time.perf_counter()\nseconds = time.perf_counter() - start\nassert seconds < 3",
        "best = min(repeat(work))\nratio = best / 2\nassert 1 < ratio",
        "seconds = {}\nseconds['a'] = perf_counter()\nslope, _ = fit(seconds)\nassert slope < 3",
        "def took():\n    start = perf_counter()\n    return perf_counter() - start\nassert took() < 3",
        "for one in (perf_counter() for _ in range(3)):\n    total = one\nassert total < 3",
    ],
)
def test_a_time_is_found(code):
    assert len(asserted_times(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "seconds = perf_counter()\nassert accuracy > 0.9",
        "def timed():\n    start = perf_counter()\n    seconds['a'] = start\n    return 3\nassert timed() == 3",
        "def timed():\n    start = perf_counter()\nstart = draw()\nassert start == 3",
        "start = perf_counter()\ndef twice(start):\n    return 2 * start\nassert twice(3) == 6",
        "with timed('a'):\n    layers = fit()\nassert layers",
    ],
)
def test_other_assertions_are_left_alone(code):
    assert asserted_times(code) == []
