"""Colab's versions are renewed from the list that Colab publishes, of which the samples here keep the forms."""

import re
import tomllib

import pytest

from tools import colab_pins
from tools.book import ROOT

PINS = """\
# Colab's CPU runtime, as of 2026-08-19
numpy==2.1.3
scikit-learn==1.6.1
PyYAML==6.0.3
# distributed: not there
"""
FREEZE = """\
# Do not modify this file directly; it is generated
en_core_web_sm @ https://example.org/en_core_web_sm-3.8.0-py3-none-any.whl#sha256=1932
numpy==2.1.3
PyYAML==6.0.3
scikit_learn==1.6.1
torch @ https://example.org/torch-2.11.0%2Bcpu-cp313-cp313-manylinux_2_28_x86_64.whl
numpydoc==9.9.9
"""


def test_versions_that_agree_change_nothing_nor_the_date():
    assert colab_pins.renewed(PINS, FREEZE, "2026-12-01") == PINS


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("numpy==2.1.3", "numpy==2.2.0", "numpy==2.2.0"),
        ("numpy==2.1.3\n", "", "# numpy: not there"),
        ("numpydoc", "distributed", "distributed==9.9.9"),
        ("scikit_learn==1.6.1", "scikit-learn==1.7.2", "scikit-learn==1.7.2"),
        ("PyYAML==6.0.3", "pyyaml==6.0.4", "PyYAML==6.0.4"),
    ],
)
def test_what_colab_has_changed_is_written_and_dated(old, new, expected):
    assert old in FREEZE
    lines = colab_pins.renewed(PINS, FREEZE.replace(old, new), "2026-12-01").splitlines()
    assert set(lines) - set(PINS.splitlines()) == {expected, "# Colab's CPU runtime, as of 2026-12-01"}
    assert len(lines) == len(PINS.splitlines())


def test_a_page_that_is_no_list_is_refused():
    with pytest.raises(ValueError, match="this is no list of versions: '<html>'"):
        colab_pins.renewed(PINS, "<html>", "2026-12-01")


def test_both_files_are_renewed(tmp_path, monkeypatch):
    for runtime, name in colab_pins.LISTS.items():
        (tmp_path / f"{runtime}.txt").write_text(PINS)
        (tmp_path / name).write_text(FREEZE.replace("2.1.3", f"9.9.{len(runtime + name)}"))
    monkeypatch.setattr(colab_pins, "PINS", tmp_path)
    monkeypatch.setattr(colab_pins, "FREEZE", f"{tmp_path.as_uri()}/{{}}")
    colab_pins.main()
    for runtime, name in colab_pins.LISTS.items():
        assert f"numpy==9.9.{len(runtime + name)}\n" in (tmp_path / f"{runtime}.txt").read_text()


@pytest.mark.parametrize("runtime", colab_pins.LISTS)
def test_each_file_says_where_its_versions_come_from(runtime):
    text = (colab_pins.PINS / f"{runtime}.txt").read_text()
    assert re.search(rf"From https://github\.com/googlecolab/backend-info, {colab_pins.LISTS[runtime]} as of 20", text)
    assert len(colab_pins.PIN.findall(text)) == len([line for line in text.splitlines() if "==" in line or "not there" in line])


@pytest.mark.parametrize("runtime", colab_pins.LISTS)
def test_what_the_packages_ask_for_is_colabs(runtime):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needs = [*project["dependencies"], *(need for extra in project["optional-dependencies"].values() for need in extra)]
    pinned = {colab_pins.normal(name) for name in colab_pins.PIN.findall((colab_pins.PINS / f"{runtime}.txt").read_text())}
    assert {re.match(r"[\w-]+", need).group() for need in needs} <= pinned
