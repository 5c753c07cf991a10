"""The public list, the API page and the docstrings agree, and the package imports lightly."""

import inspect
import pydoc
import re
import subprocess
import sys
from pathlib import Path

import pytest
from numpydoc.docscrape import get_doc_object
from numpydoc.validate import validate

import svdbook
import svdbook.live
import svdlib
import svdlib.estimators

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "book" / "appendix" / "api.md").read_text()
PACKAGES = (svdlib, svdlib.estimators, svdbook, svdbook.live)
PUBLIC = {name: getattr(package, name) for package in PACKAGES for name in package.__all__}
METHODS = {
    f"{name}.{method}": value
    for name, thing in PUBLIC.items()
    if inspect.isclass(thing)
    for method, value in vars(thing).items()
    if not method.startswith("_") and (inspect.isfunction(value) or isinstance(value, classmethod))
}
THINGS = PUBLIC | {name: getattr(method, "__func__", method) for name, method in METHODS.items()}  # a classmethod's function


def test_the_api_page_lists_what_is_public():
    for package in PACKAGES:
        listed = re.findall(rf"^\.\. auto(?:function|class):: {package.__name__}\.(\w+)$", PAGE, re.MULTILINE)
        assert sorted(listed) == sorted(package.__all__) == sorted(set(package.__all__))


def test_the_api_page_lists_the_methods():
    listed = re.findall(r"^\.\. autoclass:: svd(?:lib|book)[.\w]*\.(\w+)\n   :members: (.+)$", PAGE, re.MULTILINE)
    assert set(METHODS) <= {f"{name}.{member}" for name, members in listed for member in members.split(", ")}


def test_the_api_page_groups_by_module():
    for section in PAGE.split("\n## ")[1:]:
        (module,) = re.findall(r"automodule:: (svd(?:lib|book)[.\w]+)", section)
        assert {
            re.sub(r"\._\w+$", "", PUBLIC[name].__module__)
            for name in re.findall(r"auto(?:function|class):: svd(?:lib|book)[.\w]*\.(\w+)", section)
        } == {module}


# what numpydoc's own checks may find all the same
PASSED_OVER = {
    "ES01",  # a claim of one line may be all there is to say
    "PR08",  # the description of a parameter may begin with its shape
    "SS05",  # "Coordinates of ..." is no verb in the third person
}
EXCUSED = {
    "CompressedImage.load": {"EX01"},  # shown by save
    "expect_error": {"YD01"},  # a context manager that yields nothing
}


def qualified(name):
    return f"{PUBLIC[name.split('.')[0]].__module__}.{name}"


@pytest.mark.parametrize("name", THINGS)
def test_docstring(name):
    found = dict(validate(qualified(name))["errors"])
    assert {code: found[code] for code in found.keys() - PASSED_OVER - EXCUSED.get(name, set())} == {}


@pytest.mark.parametrize("name", THINGS)
def test_a_function_says_what_it_refuses(name):
    thing = THINGS[name]
    takes = set(inspect.signature(thing).parameters) - {"self", "cls", "args"}
    assert inspect.isclass(thing) or get_doc_object(thing)["Raises"] or not takes


@pytest.mark.parametrize("name", THINGS)
def test_what_is_to_be_seen_also_is_there(name):
    seen = [other for names, _ in get_doc_object(THINGS[name])["See Also"] for other, _ in names]
    ours = {*THINGS, *(method.rpartition(".")[2] for method in METHODS if method.startswith(name.split(".")[0] + "."))}
    assert [other for other in seen if other not in ours and pydoc.locate(other) is None] == []


@pytest.mark.parametrize("package", ["svdlib", "svdbook"])
def test_import_leaves_the_heavy_packages_alone(package):
    heavy = {"matplotlib", "skimage", "sklearn", "PIL", "dask", "tqdm"}
    heavy |= {f"scipy.{part}" for part in ("ndimage", "optimize", "signal", "sparse.linalg", "stats")}
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
