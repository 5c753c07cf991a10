"""Live figures as files, for all tests of them."""

import hashlib

import pytest


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """Return what gives the file of a figure: a page of its own, drawn and written once."""
    folder = tmp_path_factory.mktemp("live")

    def file_of(figure):
        file = folder / f"{hashlib.sha256(figure.html().encode()).hexdigest()}.html"
        if not file.exists():
            figure.save(file)
        return file

    return file_of
