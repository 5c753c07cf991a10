"""Say in plain words what is missing before a virtual environment can be made; runs on any Python 3."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The book needs Python 3.11 or newer, and {} is {}.{}.\n"
        "If a newer one is installed under another name, say which: make book PYTHON=python3.12".format(
            sys.executable, *sys.version_info[:2]
        )
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError as error:
    sys.exit("{}: {}. On Debian and Ubuntu: sudo apt install python3-venv".format(sys.executable, error))
