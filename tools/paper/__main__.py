"""Make the PDF of the built book: ``python -m tools.paper``, which ``make pdf`` calls."""

import sys

from tools import book
from tools.chromium import chromium
from tools.paper import front
from tools.paper.assembly import assemble, write
from tools.paper.finishing import finish
from tools.paper.printing import printed

BUILD = book.ROOT / "_build"


def main(build=BUILD):
    """Assemble, print, finish."""
    if not chromium():
        raise FileNotFoundError("no Chromium found, which prints the book: install Debian's chromium, or put one on the PATH")
    document, parts = assemble(build / "html")
    file = write(document, build / "paper" / "book.html")
    pdf, pages = printed(file, chromium())
    finish(pdf, pages, parts, front.particulars(), build / "book.pdf")
    print(f"The book is printed. Open {build / 'book.pdf'}")


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError as error:
        sys.exit(str(error))
