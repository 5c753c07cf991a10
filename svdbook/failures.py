"""Failures that a chapter shows on purpose."""

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def expect_error(*kinds: type[Exception]) -> Iterator[None]:
    """Run the block, which must fail, and print the error in one line instead of a traceback.

    Parameters
    ----------
    *kinds : exception types, optional
        The errors that may come; ``ValueError`` and ``TypeError`` if none is named. Any other passes through.

    Raises
    ------
    AssertionError
        If the block does not fail.

    See Also
    --------
    check : The other helper that answers in one line.

    Examples
    --------
    >>> from svdbook import expect_error
    >>> from svdlib import storage
    >>> with expect_error(ValueError):
    ...     storage(400, 300, 301)
    ValueError: k must be in 1..300, got 301
    """
    kinds = kinds or (ValueError, TypeError)
    try:
        yield
    except kinds as error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())}")
    else:
        raise AssertionError("the block was expected to fail, and did not")
