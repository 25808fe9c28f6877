"""`--check` compares whole trees: each way in which a package can differ from its spec fails by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generation.command import contents, generate
from tests.generation.specs import SMALL
from tools.generate import main
from tools.generation.tree import differences

CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a hand edit": (lambda tree: (tree / "models.py").write_text("x = 1\n"), "changed: models.py"),
    "a deleted file": (lambda tree: (tree / "openapi.json").unlink(), "missing: openapi.json"),
    "a deleted marker": (lambda tree: (tree / "py.typed").unlink(), "missing: py.typed"),
    "an extra file": (lambda tree: (tree / "api" / "mine.py").touch(), "unexpected: api/mine.py"),
    "a hidden file": (lambda tree: (tree / ".x").touch(), "unexpected: .x"),
    "an empty directory, as Python would import it": (lambda tree: (tree / "new").mkdir(), "unexpected: new/"),
    "a link": (lambda tree: (tree / "link").symlink_to(tree.parent), "unexpected: link"),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_difference_is_named(tree: Path, own_tree: Path, change: Callable[[Path], object], expected: str) -> None:
    """Each kind of difference is told, and it alone."""
    change(own_tree)
    assert [text.partition("\n")[0] for text in differences(tree, own_tree)] == [expected]


def test_the_cache_of_python_is_no_difference(tree: Path, own_tree: Path) -> None:
    """What an import leaves behind does not count."""
    (own_tree / "api" / "__pycache__").mkdir()
    (own_tree / "api" / "__pycache__" / "x.pyc").touch()
    assert differences(tree, own_tree) == []


def test_a_tree_that_differs_fails_and_the_command_that_is_named_mends_it(small: Path) -> None:
    """Edits and a changed spec are told with the lines in question, nothing is written, and then it can be mended."""
    (small / "spec.yaml").write_text(
        SMALL.replace("      responses:", "      summary: Ask the clock\n      responses:")
    )
    for change, _ in CHANGES.values():
        change(small / "clock")
    before = contents(small)
    options = ["--spec", "spec.yaml", "--out", "clock", "--package", "clock"]
    done = generate(*options, "--check", directory=small)
    assert done.returncode == 1
    assert [name for _, name in CHANGES.values() if name not in done.stderr] == []
    assert "changed: api/clock/__init__.py\n" in done.stderr
    assert '\n+        """Ask the clock.\n' in done.stderr
    assert done.stderr.endswith(f"run: python -m tools.generate {' '.join(options)}\n")
    assert contents(small) == before
    assert generate(*options, directory=small).returncode == 0
    assert generate(*options, "--check", directory=small).returncode == 0


def test_a_tree_that_is_not_there_fails(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file is missing, and none is written."""
    options = ["--spec", str(small / "spec.yaml"), "--out", str(tmp_path / "none"), "--package", "clock"]
    assert main([*options, "--check"]) == 1
    assert "missing: models.py\n" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
