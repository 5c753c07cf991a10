"""Run all benchmarks on one BLAS thread; print a table and write it as CSV: ``python -m benchmarks``.

Some of them alone, only printed: ``python -m benchmarks images mnist``.
"""

import csv
import sys
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks import blocks, images, imports, mnist, randomized, sparse

RESULTS = Path(__file__).parent / "results.csv"
ALL = {"images": images, "mnist": mnist, "randomized": randomized, "sparse": sparse, "blocks": blocks, "imports": imports}
FIELDS = ("task", "ours_ms", "rival", "rival_ms", "times_faster", "wanted", "quality")


def main():
    """Time everything, and report."""
    names = sys.argv[1:] or list(ALL)
    if unknown := set(names) - set(ALL):
        sys.exit(f"benchmarks are {', '.join(ALL)}, got {', '.join(sorted(unknown))}")
    with threadpool_limits(limits=1):
        rows = [row for name in names for row in ALL[name].rows()]
    if len(names) == len(ALL):
        with RESULTS.open("w", newline="") as file:
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(rows)
    widths = [max(len(str(row[field])) for row in [*rows, dict(zip(FIELDS, FIELDS, strict=True))]) for field in FIELDS]
    for row in [dict(zip(FIELDS, FIELDS, strict=True)), *rows]:
        print("  ".join(str(row[field]).ljust(width) for field, width in zip(FIELDS, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
