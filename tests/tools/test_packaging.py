"""The wheel and the sdist work where nothing is but what they ask for; and all that is imported is asked for."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest

from tools.book import ROOT, version

NEEDS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKED = (ROOT / "requirements.txt").read_text()
BESIDES = {"fbpca", "jupyterlab"}  # what `make bench` and `make lab` install
OURS = {"svdlib", "svdbook", "tools", "tests", "benchmarks", "experiments", "book"} | {
    path.stem for path in (ROOT / "book" / "_ext").glob("*.py")
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build both from a copy of what git would hold of them; return their paths: the wheel is made from the sdist."""
    source = tmp_path_factory.mktemp("source")
    for name in ("svdlib", "svdbook", "tests", "LICENSES", "book/appendix"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    dist = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), str(source)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))


def installed(wheel, folder, *packages):
    """Return a folder of the wheel and these packages alone, as pip would have laid them out."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    for package in packages:
        for file in {path.parts[0] for path in importlib.metadata.files(package) if path.parts[0] != ".."}:
            (folder / file).symlink_to(importlib.metadata.distribution(package).locate_file(file))
    return folder


def python(site, code):
    """Run Python where only that folder can be imported from, and the standard library."""
    code = f"import sys; sys.path.insert(0, {str(site)!r})\n{code}"
    return subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, cwd=site)


def test_svdlib_needs_numpy_and_scipy_alone(built, tmp_path):
    assert sorted(re.match(r"[\w-]+", need).group() for need in NEEDS["dependencies"]) == ["numpy", "scipy"]
    site = installed(built[0], tmp_path, "numpy", "scipy")
    ran = python(site, "import svdlib; print(svdlib.__file__); print(svdlib.svd([[3, 2, 2], [2, 3, -2]]).s.round(12))")
    assert ran.stdout.splitlines() == [str(site / "svdlib" / "__init__.py"), "[5. 3.]"], ran.stderr


def test_svdbook_says_what_is_missing_without_its_extras(built, tmp_path):
    site = installed(built[0], tmp_path, "numpy", "scipy")
    ran = python(site, "import svdbook; print(svdbook.load_mnist()[0].shape); svdbook.load_photo('camera')")
    assert ran.stdout == "(60000, 784)\n"
    said = "ModuleNotFoundError: PIL is not installed; what svdbook needs comes by: pip install 'svdlib[book]'"
    assert ran.stderr.splitlines()[-1] == said


def test_the_wheel_says_what_it_is(built):
    with zipfile.ZipFile(built[0]) as archive:
        names = archive.namelist()
        (metadata,) = (archive.read(name).decode() for name in names if name.endswith(".dist-info/METADATA"))
    assert f"\nVersion: {version()}\n" in metadata
    assert f"\nLicense-Expression: {NEEDS['license']}\n" in metadata
    assert {name.split("/")[0] for name in names} == {"svdlib", "svdbook", f"svdlib-{version()}.dist-info"}
    assert {"svdlib/py.typed", "svdbook/py.typed", "svdbook/book.mplstyle"} <= set(names)


def test_the_sdist_can_be_tested_where_it_was_unpacked(built, tmp_path):
    shutil.unpack_archive(built[1], tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    collected = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only", "tests"]
    ran = subprocess.run(collected, cwd=root, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    some = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/library/test_approximation.py"]
    ran = subprocess.run([*some, "tests/book/test_plotting.py"], cwd=root, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def modules(*folders):
    """Return the top-level modules that the Python files of these folders import, and that are not Python's or ours."""
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OURS


def asked_for(needs):
    """Return the names of the distributions in a list of requirements."""
    return {re.match(r"[\w-]+", need).group().lower() for need in needs}


@pytest.mark.parametrize(
    ("folders", "needs"),
    [
        (
            ["svdlib"],
            [
                *NEEDS["dependencies"],
                *NEEDS["optional-dependencies"]["sklearn"],
                *NEEDS["optional-dependencies"]["dask"],
            ],
        ),
        (
            ["svdbook"],
            [*NEEDS["dependencies"], *NEEDS["optional-dependencies"]["book"], *NEEDS["optional-dependencies"]["dask"]],
        ),
        (
            ["tests", "tools", "benchmarks", "experiments", "book/_ext"],
            [
                *LOCKED.splitlines(),
                *NEEDS["dependencies"],
                *NEEDS["optional-dependencies"]["book"],
                *NEEDS["optional-dependencies"]["dask"],
            ],
        ),
    ],
    ids=["svdlib", "svdbook", "the rest"],
)
def test_all_that_is_imported_is_asked_for(folders, needs):
    provided = importlib.metadata.packages_distributions()
    names = {module: {name.lower() for name in provided.get(module, [module])} for module in modules(*folders)}
    listed = asked_for(need for need in needs if need and not need.startswith("#")) | BESIDES
    assert {module for module, distributions in names.items() if not distributions & listed} == set()
