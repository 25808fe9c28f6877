"""`--check` compares whole trees: each way in which a package can differ from its spec fails by name."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generation.support import SMALL, contents
from tools.generate import main
from tools.generation.tree import differences

OPTIONS = ["--spec", "spec.yaml", "--out", "clock", "--package", "clock"]
CHANGES: dict[str, Callable[[Path], object]] = {
    "changed: models.py": lambda tree: (tree / "models.py").write_text("x = 1\n"),
    "missing: openapi.json": lambda tree: (tree / "openapi.json").unlink(),
    "missing: py.typed": lambda tree: (tree / "py.typed").unlink(),
    "unexpected: api/mine.py": lambda tree: (tree / "api" / "mine.py").touch(),
    "unexpected: .x": lambda tree: (tree / ".x").touch(),
    "unexpected: new/": lambda tree: (tree / "new").mkdir(),  # Python would import an empty directory
    "unexpected: link": lambda tree: (tree / "link").symlink_to(tree.parent),
}


@pytest.mark.parametrize("told", CHANGES)
def test_a_difference_is_named(tree: Path, own_tree: Path, told: str) -> None:
    """Each kind of difference is told, and it alone; what an import leaves behind is none."""
    CHANGES[told](own_tree)
    (own_tree / "api" / "__pycache__").mkdir()
    (own_tree / "api" / "__pycache__" / "x.pyc").touch()
    assert [text.partition("\n")[0] for text in differences(tree, own_tree)] == [told]


def test_a_tree_that_differs_fails_and_the_command_that_is_named_mends_it(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Edits and a changed spec are told with the lines in question, nothing is written, and then it can be mended."""
    (small / "spec.yaml").write_text(SMALL.replace("      responses:", "      summary: Ask it\n      responses:"))
    for change in CHANGES.values():
        change(small / "clock")
    before = contents(small)
    assert main([*OPTIONS, "--check"]) == 1
    told = capsys.readouterr().err
    assert [name for name in CHANGES if name not in told] == []
    assert "changed: api/clock/__init__.py\n" in told
    assert '\n+        """Ask it. `GET /time`.\n' in told
    assert told.endswith(f"run: python -m tools.generate {' '.join(OPTIONS)}\n")
    assert contents(small) == before
    assert main(OPTIONS) == main([*OPTIONS, "--check"]) == 0


def test_a_tree_that_is_not_there_fails(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file is missing, and none is written."""
    assert main(["--spec", "spec.yaml", "--out", "none", "--package", "clock", "--check"]) == 1
    assert "missing: models.py\n" in capsys.readouterr().err
    assert not (small / "none").exists()
