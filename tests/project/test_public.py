"""The door that people come in by."""

import importlib.metadata
import re
import types

import revox
from revox._version import USER_AGENT

from tests.project.files import ROOT


def test_all_names_what_is_public() -> None:
    """`__all__` is everything in `revox` that does not begin with an underscore, but for modules within it."""
    for name in revox.__all__:
        getattr(revox, name)  # some are imported when they are first used
    modules = {name for name, value in vars(revox).items() if _is_submodule(value)}
    public = {name for name in vars(revox) if name.isidentifier() and name[0] != "_"} - modules - {"TYPE_CHECKING"}
    assert set(revox.__all__) == public | {"__version__", "models"}


def _is_submodule(value: object) -> bool:
    return isinstance(value, types.ModuleType) and value.__name__.startswith("revox.")


def test_all_is_sorted_and_says_nothing_twice() -> None:
    """Constants, then classes, then the rest, each by name."""
    assert revox.__all__ == sorted(
        set(revox.__all__), key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


def test_the_version_stands_in_one_place() -> None:
    """The metadata, the user agent and the newest entry of the changelog follow `revox/_version.py`."""
    version = revox.__version__
    assert importlib.metadata.version("revox-client") == version
    assert f"/{version} " in USER_AGENT
    assert version not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == version
