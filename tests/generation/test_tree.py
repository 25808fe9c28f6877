"""The new tree takes the place of the old one in one step, whatever happens."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generation.support import ROOT, contents
from tools.generation.tree import replace

KILL_AT_EVERY_STEP = """
import itertools, json, os, signal, sys
from pathlib import Path
from tools.generation.tree import replace
one, two, target = map(Path, sys.argv[1:])
steps = itertools.count()
def kill_at(step):
    sys.addaudithook(
        lambda event, _: os.kill(os.getpid(), signal.SIGKILL)
        if event.startswith(("open", "os.", "shutil.")) and next(steps) == step else None
    )
for step in itertools.count():
    replace(one, target)
    if (child := os.fork()) == 0:
        kill_at(step)
        replace(two, target)
        os._exit(0)
    was_killed = os.waitpid(child, 0)[1]
    print(json.dumps({str(path.relative_to(target)): path.read_text() for path in target.rglob("*.*")}))
    if not was_killed:
        break
"""


def grow(directory: Path, mark: str) -> Path:
    """Make a tree of some files that all say the same."""
    for name in ("__init__.py", "a.py", "b/__init__.py", "b/c.py", "py.typed"):
        path = directory / mark / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Generated from {mark}\n")
    return directory / mark


def test_a_tree_is_replaced_whole(tmp_path: Path) -> None:
    """What only the old tree had is gone, and nothing is left beside the new one."""
    one, two = grow(tmp_path, "one"), grow(tmp_path, "two")
    (one / "old.py").touch()
    replace(one, tmp_path / "out" / "target")
    replace(two, tmp_path / "out" / "target")
    assert contents(tmp_path / "out" / "target") == contents(two)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["target"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets two directories change places in one step")
def test_a_killed_run_leaves_the_old_tree_or_the_new_one(tmp_path: Path) -> None:
    """Killed before any step, the target is one of the two trees, whole; what is left beside it harms no later run."""
    one, two, target = grow(tmp_path, "one"), grow(tmp_path, "two"), tmp_path / "out" / "target"
    command = [sys.executable, "-c", KILL_AT_EVERY_STEP, str(one), str(two), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    left = [json.loads(line) for line in done.stdout.splitlines()]
    texts = [{name: content.decode() for name, content in contents(tree).items()} for tree in (one, two)]
    assert [tree for tree in left if tree not in texts] == []
    assert [left.count(tree) > 1 for tree in texts] == [True, True]
    assert contents(target) == contents(two)
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """The folder of a run has the number of its process; that of a running one stays, and so does what is none."""
    one, running = grow(tmp_path, "one"), subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    others = [f".target-{running.pid}-x", ".target-mine-1", f".target-2-{2**22}-x", ".target"]
    for name in (*others, f".target-{2**22 + 1}-x", f".target-{os.getpid()}-x"):
        (tmp_path / "out" / name).mkdir(parents=True)
    replace(one, tmp_path / "out" / "target")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*others, "target"}
    running.kill()
    running.communicate()
    replace(one, tmp_path / "out" / "target")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*others[1:], "target"}


def test_a_copy_that_fails_changes_nothing(tmp_path: Path) -> None:
    """When a file cannot be written half-way, the old tree stands and no other is left."""
    one, two, target = grow(tmp_path, "one"), grow(tmp_path, "two"), tmp_path / "out" / "target"
    replace(one, target)
    (two / "z.py").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="No such file"):
        replace(two, target)
    assert contents(target) == contents(one)
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_what_was_not_generated_is_never_replaced(tmp_path: Path) -> None:
    """A wrong `--out` costs nobody their files."""
    one = grow(tmp_path, "one")
    for name in ("mine.py", "sub/__init__.py"):
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_text("x = 1\n")
    shutil.copytree(one, tmp_path / "mine" / "sub" / "generated")
    for target in (tmp_path / "mine", tmp_path / "mine" / "sub", tmp_path / "mine" / "mine.py"):
        with pytest.raises(OSError, match="was not generated"):
            replace(one, target)
    assert (tmp_path / "mine" / "mine.py").read_text() == "x = 1\n"


def test_a_damaged_tree_is_replaced(tmp_path: Path) -> None:
    """A package whose files were edited or deleted is still known as a generated one; an empty directory is free."""
    one, target = grow(tmp_path, "one"), tmp_path / "target"
    replace(one, target)
    (target / "__init__.py").unlink()
    (target / "mine.py").touch()
    replace(one, target)
    assert contents(target) == contents(one)
    (tmp_path / "empty" / "__pycache__").mkdir(parents=True)
    replace(one, tmp_path / "empty")
    assert contents(tmp_path / "empty") == contents(one)


def test_a_link_to_a_tree_stays_a_link(tmp_path: Path) -> None:
    """The tree that the link leads to is replaced."""
    one, two = grow(tmp_path, "one"), grow(tmp_path, "two")
    replace(one, tmp_path / "target")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    replace(two, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "target") == contents(two)
