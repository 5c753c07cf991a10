"""No test hangs on which others ran before it."""

import ast

import pytest

from tools.book import ROOT

SOURCES = sorted((ROOT / "tests").rglob("*.py"))


def kept_generators(code):
    """Return the lines of a module that keep a random generator for all of its functions: each would draw what others left."""
    statements = [node for node in ast.parse(code).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    nodes = [node for statement in statements for node in ast.walk(statement)]
    used_at_once = {node.value for node in nodes if isinstance(node, ast.Attribute)}
    makers = [node for node in nodes if isinstance(node, ast.Call) and node not in used_at_once]
    return [node.lineno for node in makers if ast.unparse(node.func).endswith(("default_rng", "RandomState"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "tests")))
def test_no_generator_is_shared(path):
    assert kept_generators(path.read_text()) == [], "take the fixture rng, or a generator for each constant"


def test_a_shared_generator_is_found():
    kept = "rng = np.random.default_rng(18)\nA = rng.normal()\npair = 1, random.RandomState(3)"
    assert kept_generators(kept) == [1, 3]
    assert kept_generators("A = np.random.default_rng(18).normal()\ndef test():\n    rng = default_rng(18)") == []
