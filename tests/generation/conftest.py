"""Packages that are generated once for all tests, in this process; `elsewhere` by the command, in another."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.generation.support import LIBRARY, SMALL, contents, run
from tools.generate import main

NOTE_WHAT_IS_OPENED = """
import atexit, pathlib, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
atexit.register(lambda: pathlib.Path("opened").write_text("\\n".join(opened)))
"""
ELSEWHERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0", "COLUMNS": "40"}


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The library's package, as it was written. Look, but do not touch."""
    tree = tmp_path_factory.mktemp("generated") / "library_api"
    assert main(["--spec", str(LIBRARY), "--out", str(tree), "--package", "library_api"]) == 0
    before = contents(tree)
    yield tree
    assert contents(tree) == before


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the same package by the command in other circumstances, and `opened`, the files it opened."""
    directory = tmp_path_factory.mktemp("elsewhere")
    options = ["--spec", LIBRARY, "--out", directory / "a" / "b", "--package", "library_api"]
    done = run("tools.generate", *options, cwd=directory, before=NOTE_WHAT_IS_OPENED, **ELSEWHERE)
    assert (done.returncode, done.stderr) == (0, "")
    return directory


@pytest.fixture(scope="session")
def library(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The library's package with its resources, imported from a copy, as an import leaves caches."""
    copied = tmp_path_factory.mktemp("imported")
    shutil.copytree(tree, copied / "library_api")
    sys.path.insert(0, str(copied))
    package = importlib.import_module("library_api")
    for name in ("books", "shelves"):
        importlib.import_module(f"library_api.api.{name}")
    yield package
    sys.path.remove(str(copied))
    for name in [name for name in sys.modules if name.partition(".")[0] == "library_api"]:
        del sys.modules[name]


@pytest.fixture
def own_tree(tree: Path, tmp_path: Path) -> Path:
    """A copy of the library's package that a test may change."""
    return Path(shutil.copytree(tree, tmp_path / "out" / "library_api"))


@pytest.fixture(scope="session")
def small_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a small spec and its package, `clock`."""
    directory = tmp_path_factory.mktemp("small")
    (directory / "spec.yaml").write_text(SMALL)
    assert main(["--spec", str(directory / "spec.yaml"), "--out", str(directory / "clock"), "--package", "clock"]) == 0
    return directory


@pytest.fixture
def small(small_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may change, as the working directory."""
    copied = Path(shutil.copytree(small_directory, tmp_path / "small"))
    monkeypatch.chdir(copied)
    return copied


@pytest.fixture(scope="session")
def type_check(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A function that holds a package and a use of it against the strict type checker; the cache is shared."""
    directory = tmp_path_factory.mktemp("types")

    def check(tree: Path, use: str) -> None:
        (directory / "use.py").write_text(use)
        options = ["--strict", "--config-file=", f"--cache-dir={directory / 'cache'}", tree, "use.py"]
        done = run("mypy", *options, cwd=directory, MYPYPATH=str(tree.parent))
        assert done.stdout.startswith("Success"), done.stdout + done.stderr

    return check
