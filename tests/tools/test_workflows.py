"""What the workflows promise: nothing is published but behind the tests, and what fails is red."""

import re

import pytest
import yaml

from tools.book import ROOT

WORKFLOWS = {path.stem: path.read_text() for path in (ROOT / ".github" / "workflows").glob("*.yml")}


def jobs(name):
    return yaml.safe_load(WORKFLOWS[name])["jobs"]


def test_only_a_release_publishes_and_only_behind_the_tests():
    publishing = {
        (name, job) for name in WORKFLOWS for job, what in jobs(name).items() if "write" in what.get("permissions", {}).values()
    }
    assert publishing == {("release", "release"), ("release", "pages")}
    for _, job in publishing:
        assert set(jobs("release")[job]["needs"]) == {"test", "build"}
    assert jobs("release")["test"]["uses"].endswith("/.github/workflows/ci.yml")
    assert yaml.safe_load(WORKFLOWS["release"])[True] == {"push": {"tags": ["v*"]}}  # YAML takes `on` for a truth


def test_the_tests_are_those_of_every_change():
    assert [step["run"] for step in jobs("ci")["test"]["steps"] if "run" in step] == ["bash .ci/run"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_job_hides_its_failure(name):
    assert "continue-on-error" not in WORKFLOWS[name]
    assert "|| true" not in WORKFLOWS[name]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_action_is_pinned_by_its_hash_and_says_its_version(name):
    for line in re.findall(r"uses: (.*)", WORKFLOWS[name]):
        assert line.startswith("$/") or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version():
    pins = {tuple(pin.split("@")) for text in WORKFLOWS.values() for pin in re.findall(r"uses: (\S+@\S+)", text)}
    assert len(pins) == len({action for action, _ in pins})
