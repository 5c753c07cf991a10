"""Write what a teacher takes from the book: ``make teaching``, or ``make teaching SEED=7`` for other drills."""

import shutil
import sys

from tools import book
from tools.chromium import chromium
from tools.teaching import notebooks, sheets
from tools.teaching.questions import gift, questions, table

FOLDER = book.ROOT / "_build" / "teaching"


def main(seed, folder=FOLDER):
    """Write notebooks, sheets and questions."""
    if not chromium():
        raise FileNotFoundError("no Chromium found, which prints the sheets: install Debian's chromium, or put one on the PATH")
    shutil.rmtree(folder, ignore_errors=True)
    notebooks.write(folder / "notebooks")
    sheets.write(folder / "drills", seed)
    found = questions()
    (folder / "questions.gift").write_text(gift(found), encoding="utf-8")
    (folder / "questions.csv").write_text(table(found), encoding="utf-8-sig")  # so that a spreadsheet sees what it is
    print(f"Notebooks, sheets of drills with seed {seed}, and {len(found)} questions are in {folder}")


if __name__ == "__main__":
    if not sys.argv[1].isdigit():
        sys.exit(f"SEED must be a whole number, got {sys.argv[1]!r}")
    try:
        main(int(sys.argv[1]))
    except FileNotFoundError as error:
        sys.exit(str(error))
