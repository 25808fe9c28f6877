"""Compares two trees of files byte for byte, and puts one in the place of the other."""

import difflib
import shutil
import tempfile
from pathlib import Path

IGNORED = "__pycache__"
MARK = b"# Generated from "


def differences(expected: Path, actual: Path) -> list[str]:
    """Return what must change in a tree to make it the expected one, as one text a file; empty where nothing.

    An empty directory counts, as Python would import it; what Python caches does not.
    """
    wanted, found = _names(expected), _names(actual)
    texts = [f"missing: {name}" for name in sorted(wanted - found)]
    texts += [f"unexpected: {name}" for name in sorted(found - wanted)]
    return texts + [
        f"changed: {name}\n{_diff(name, actual, expected)}"
        for name in sorted(wanted & found)
        if (expected / name).read_bytes() != (actual / name).read_bytes()
    ]


def _names(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix() + ("/" if is_directory else "")
        for path in root.rglob("*")
        if IGNORED not in path.relative_to(root).parts
        and (not (is_directory := path.is_dir() and not path.is_symlink()) or not any(path.iterdir()))
    }


def _diff(name: str, old: Path, new: Path) -> str:
    before, after = ((root / name).read_text(encoding="utf-8", errors="replace").splitlines() for root in (old, new))
    return "\n".join(difflib.unified_diff(before, after, f"{name} (now)", f"{name} (generated)", lineterm="", n=1))


def replace(new: Path, target: Path) -> None:
    """Put a whole tree in the place of another. It is copied beside that first, so that a full disk changes nothing.

    Raises:
        OSError: It cannot be written, or there is something at the target that was not generated.
    """
    target = target.resolve()
    if target.exists() and not _is_generated(target):
        raise OSError(f"{target} holds something that was not generated; choose another place, or move it away")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as aside:
        tree = Path(aside, "tree")
        try:
            shutil.copytree(new, tree)
        except shutil.Error as error:
            raise OSError("; ".join(reason for _, _, reason in error.args[0])) from None
        if target.exists():
            target.rename(Path(aside, "old"))
        tree.rename(target)


def _is_generated(target: Path) -> bool:
    """Whether a directory was generated, or holds nothing; what was edited or deleted in it does not matter."""
    if not target.is_dir():
        return False
    return not _names(target) or any(path.read_bytes().startswith(MARK) for path in target.glob("*.py"))
