"""Times as medians, the two rivals in turn, so that a drifting machine drifts for both."""

import statistics
import time


def in_turn(first, second, runs=15):
    """Call two functions A B A B ... and return the median milliseconds of each."""
    times = [[], []]
    first(), second()  # warm up
    for _ in range(runs):
        for function, record in zip((first, second), times, strict=True):
            start = time.perf_counter()
            function()
            record.append(1000 * (time.perf_counter() - start))
    return [statistics.median(record) for record in times]


def row(task, ours, rival, theirs, wanted, quality):
    """Return one line of the table; None where nothing is timed."""
    return {
        "task": task,
        "ours_ms": "" if ours is None else f"{ours:.1f}",
        "rival": rival,
        "rival_ms": "" if theirs is None else f"{theirs:.1f}",
        "times_faster": "" if ours is None else f"{theirs / ours:.2f}",
        "wanted": str(wanted),
        "quality": quality,
    }
