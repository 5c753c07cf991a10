"""What only some functions need is imported where they need it; where it is missing, the error says how to get it."""

from contextlib import contextmanager


@contextmanager
def extras():
    """Add to the error of a failing import what installs all that svdbook's functions need."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; what svdbook needs comes by: pip install 'svdlib[book]'"
        raise ModuleNotFoundError(message, name=error.name) from error
