"""Run all benchmarks on one BLAS thread; print a table and write it as CSV: ``python -m benchmarks``."""

import csv
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks import images

RESULTS = Path(__file__).parent / "results.csv"
FIELDS = ("task", "ours_ms", "rival", "rival_ms", "times_faster", "wanted", "quality")


def main():
    """Time everything, and report."""
    with threadpool_limits(limits=1):
        rows = [row for benchmark in (images,) for row in benchmark.rows()]
    with RESULTS.open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    widths = [max(len(str(row[field])) for row in [*rows, dict(zip(FIELDS, FIELDS, strict=True))]) for field in FIELDS]
    for row in [dict(zip(FIELDS, FIELDS, strict=True)), *rows]:
        print("  ".join(str(row[field]).ljust(width) for field, width in zip(FIELDS, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
