"""The new tree takes the place of the old one, whatever is there."""

import shutil
from pathlib import Path

import pytest

from tests.generation.support import contents
from tools.generation.tree import replace


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A tree of some files."""
    return grow(tmp_path / "one")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Another tree."""
    return grow(tmp_path / "two")


def grow(tree: Path) -> Path:
    """Make a tree of some files that all say the same."""
    for name in ("__init__.py", "a.py", "b/__init__.py", "b/c.py", "py.typed"):
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Generated from {tree.name}\n")
    return tree


def test_a_tree_is_replaced_whole(one: Path, two: Path, tmp_path: Path) -> None:
    """What only the old tree had is gone, nothing is left beside the new one, and a link to it stays a link."""
    target, link = tmp_path / "out" / "target", tmp_path / "link"
    replace(one, target)
    (target / "__init__.py").unlink()  # a damaged tree is still known as a generated one
    (target / "mine.py").touch()
    link.symlink_to(target)
    replace(two, link)
    assert (contents(target), link.is_symlink()) == (contents(two), True)
    assert [path.name for path in target.parent.iterdir()] == ["target"]
    (tmp_path / "empty" / "__pycache__").mkdir(parents=True)
    replace(one, tmp_path / "empty")
    assert contents(tmp_path / "empty") == contents(one)


def test_a_copy_that_fails_changes_nothing(one: Path, two: Path, tmp_path: Path) -> None:
    """When a file cannot be written half-way, the old tree stands and no other is left."""
    target = tmp_path / "out" / "target"
    replace(one, target)
    (two / "z.py").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="No such file"):
        replace(two, target)
    assert contents(target) == contents(one)
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_what_was_not_generated_is_never_replaced(one: Path, tmp_path: Path) -> None:
    """A wrong `--out` costs nobody their files."""
    mine = tmp_path / "mine"
    for name in ("mine.py", "sub/__init__.py"):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text("x = 1\n")
    shutil.copytree(one, mine / "sub" / "generated")
    for target in (mine, mine / "sub", mine / "mine.py"):
        with pytest.raises(OSError, match="was not generated"):
            replace(one, target)
    assert (mine / "mine.py").read_text() == "x = 1\n"
