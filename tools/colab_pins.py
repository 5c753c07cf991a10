"""Renew the versions in tools/colab from the lists that Colab publishes of what its runtimes hold: ``make pins``.

What a file names stays as it is; a package that a runtime does not have is named in a comment, and looked for again.
"""

import datetime
import re
import urllib.request

from tools.book import ROOT

PINS = ROOT / "tools" / "colab"
FREEZE = "https://raw.githubusercontent.com/googlecolab/backend-info/main/{}"
LISTS = {"cpu": "pip-freeze.txt", "gpu": "pip-freeze.gpu.txt"}
PIN = re.compile(r"^(?:# )?([\w.-]+)(?:==\S+|: not there)$", re.MULTILINE)
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def normal(name):
    """Return a package's name in the form in which all its spellings are one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def renewed(pins, freeze, day):
    """Return the text of pins with the versions of a freeze; the date is that of the last change."""
    there = {normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)$", freeze, re.MULTILINE)}
    if not there:
        raise ValueError(f"this is no list of versions: {freeze[:60]!r}")

    def line(match):
        version = there.get(normal(match[1]))
        return f"{match[1]}=={version}" if version else f"# {match[1]}: not there"

    new = PIN.sub(line, pins)
    return DATE.sub(str(day), new, count=1) if new != pins else pins


def main():
    """Fetch both lists and write both files, each whole."""
    today = datetime.datetime.now(datetime.UTC).date()
    for runtime, name in LISTS.items():
        with urllib.request.urlopen(FREEZE.format(name), timeout=60) as answer:
            freeze = answer.read().decode()
        file = PINS / f"{runtime}.txt"
        file.write_text(renewed(file.read_text(), freeze, today))


if __name__ == "__main__":
    main()
