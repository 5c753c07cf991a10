"""The public list, the API page and the docstrings agree, and the package imports lightly."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from numpydoc.docscrape import ClassDoc, FunctionDoc

import svdbook
import svdlib

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "book" / "appendix" / "api.md").read_text()
PUBLIC = {name: getattr(package, name) for package in (svdlib, svdbook) for name in package.__all__}
METHODS = {
    f"{name}.{method}": value
    for name, thing in PUBLIC.items()
    if inspect.isclass(thing)
    for method, value in vars(thing).items()
    if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, classmethod))
}


def test_the_api_page_lists_what_is_public():
    for package in (svdlib, svdbook):
        listed = re.findall(rf"^\.\. auto(?:function|class):: {package.__name__}\.(\w+)$", PAGE, re.MULTILINE)
        assert sorted(listed) == sorted(package.__all__) == sorted(set(package.__all__))


def test_the_api_page_lists_the_methods():
    listed = re.findall(r"^\.\. autoclass:: svd(?:lib|book)\.(\w+)\n   :members: (.+)$", PAGE, re.MULTILINE)
    assert set(METHODS) <= {f"{name}.{member}" for name, members in listed for member in members.split(", ")}


def test_the_api_page_groups_by_module():
    for section in PAGE.split("\n## ")[1:]:
        (module,) = re.findall(r"automodule:: (svd(?:lib|book)[.\w]+)", section)
        assert {
            PUBLIC[name].__module__ for name in re.findall(r"auto(?:function|class):: svd(?:lib|book)\.(\w+)", section)
        } == {module}


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


@pytest.mark.parametrize("package", ["svdlib", "svdbook"])
def test_import_leaves_the_heavy_packages_alone(package):
    heavy = "{'matplotlib', 'skimage', 'sklearn', 'PIL', 'dask', 'tqdm'}"
    code = f"import sys, {package}; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_library_knows_nothing_of_the_book():
    # each of its modules is loaded where svdbook cannot be imported
    code = (
        "import sys; sys.modules['svdbook'] = None; import importlib, pkgutil, svdlib;"
        "names = [m.name for m in pkgutil.walk_packages(svdlib.__path__, 'svdlib.')];"
        "[importlib.import_module(name) for name in names]; print(len(names))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    sources = sorted(Path(svdlib.__file__).parent.rglob("*.py"))
    assert int(loaded) == len(sources) - 1
    imported = "\n".join(re.findall(r"^.*\bimport\b.*$", "\n".join(file.read_text() for file in sources), re.MULTILINE))
    assert not [line for line in imported.splitlines() if "svdbook" in line and not line.lstrip().startswith(">>>")]


def test_the_readmes_example():
    import doctest

    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "README", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0
