"""Which Chromium looks at the book and prints it, and how it is started."""

import shutil

# the shell is Chromium without the parts that only a window shows: it needs half of the time
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# no sandbox: containers run as root; the rest keeps Chromium itself from asking other hosts
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # hinted letters stand unevenly: their widths are rounded to the pixels of a screen
]


def chromium():
    """Return the path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)
