"""The public list, the API page and the docstrings agree, and the package imports lightly."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from numpydoc.docscrape import ClassDoc, FunctionDoc

import svdlib

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "book" / "appendix" / "api.md").read_text()
PUBLIC = {name: getattr(svdlib, name) for name in svdlib.__all__}
METHODS = {
    f"{name}.{method}": value
    for name, thing in PUBLIC.items()
    if inspect.isclass(thing)
    for method, value in vars(thing).items()
    if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, classmethod))
}


def test_the_api_page_lists_what_is_public():
    listed = re.findall(r"^\.\. auto(?:function|class):: svdlib\.(\w+)$", PAGE, re.MULTILINE)
    assert sorted(listed) == sorted(svdlib.__all__) == sorted(set(svdlib.__all__))


def test_the_api_page_lists_the_methods():
    listed = re.findall(r"^\.\. autoclass:: svdlib\.(\w+)\n   :members: (.+)$", PAGE, re.MULTILINE)
    assert set(METHODS) <= {f"{name}.{member}" for name, members in listed for member in members.split(", ")}


def test_the_api_page_groups_by_module():
    for section in PAGE.split("\n## ")[1:]:
        (module,) = re.findall(r"automodule:: (svdlib\.\w+)", section)
        assert {PUBLIC[name].__module__ for name in re.findall(r"auto(?:function|class):: svdlib\.(\w+)", section)} == {module}


def parameters(function):
    return [name for name in inspect.signature(function).parameters if name not in ("self", "cls", "args")]


@pytest.mark.parametrize("name", [*PUBLIC, *METHODS])
def test_docstring(name):
    thing = PUBLIC.get(name) or METHODS[name]
    function = thing.__func__ if isinstance(thing, classmethod) else thing
    doc = ClassDoc(function) if inspect.isclass(function) else FunctionDoc(function)
    assert doc["Summary"][0].endswith((".", ":")) or len(doc["Summary"]) > 1
    documented = [part.strip().lstrip("*") for item in doc["Parameters"] for part in item.name.split(",")]
    assert documented == parameters(function)
    assert all(item.type for item in doc["Parameters"])
    examples = "\n".join(doc["Examples"])
    assert ">>> " in examples or name == "CompressedImage.load"  # load is shown by save
    if not inspect.isclass(function):
        returns_none = inspect.signature(function).return_annotation in (None, "None")
        assert returns_none or doc["Returns"] or doc["Yields"] or name == "expect_error"
        assert doc["Raises"] or not parameters(function)


def test_import_leaves_the_heavy_packages_alone():
    heavy = "{'matplotlib', 'skimage', 'sklearn', 'PIL'}"
    code = f"import sys, svdlib; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_readmes_example():
    import doctest

    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "README", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0
