"""The second package: generated once from `library.yaml`, by the command."""

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.generation.command import LIBRARY, contents, generate
from tests.generation.specs import SMALL
from tools.generate import main

NOTE_WHAT_IS_OPENED = """
import atexit, pathlib, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
atexit.register(lambda: pathlib.Path({!r}).write_text("\\n".join(opened)))
"""


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the generated package, and `opened`, the names of all files that the run opened."""
    directory = tmp_path_factory.mktemp("generated")
    options = ["--spec", LIBRARY, "--out", directory / "library_api", "--package", "library_api"]
    done = generate(*options, before=NOTE_WHAT_IS_OPENED.format(str(directory / "opened")))
    assert (done.returncode, done.stderr) == (0, "")
    return directory


@pytest.fixture(scope="session")
def tree(directory: Path) -> Iterator[Path]:
    """The generated package, as it was written. Look, but do not touch."""
    before = contents(directory / "library_api")
    yield directory / "library_api"
    assert contents(directory / "library_api") == before


@pytest.fixture(scope="session")
def library(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The generated package, imported from a copy, as an import leaves caches."""
    copied = tmp_path_factory.mktemp("imported")
    shutil.copytree(tree, copied / "library_api")
    sys.path.insert(0, str(copied))
    yield importlib.import_module("library_api")
    sys.path.remove(str(copied))
    for name in [name for name in sys.modules if name.partition(".")[0] == "library_api"]:
        del sys.modules[name]


@pytest.fixture
def own_tree(tree: Path, tmp_path: Path) -> Path:
    """A copy of the generated package that a test may change."""
    return Path(shutil.copytree(tree, tmp_path / "out" / "library_api"))


@pytest.fixture(scope="session")
def small_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a small spec and its package, `clock`."""
    directory = tmp_path_factory.mktemp("small")
    (directory / "spec.yaml").write_text(SMALL)
    assert main(["--spec", str(directory / "spec.yaml"), "--out", str(directory / "clock"), "--package", "clock"]) == 0
    return directory


@pytest.fixture
def small(small_directory: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(small_directory, tmp_path / "small"))
