"""Compares two trees of files byte for byte, and puts one in the place of the other."""

import difflib
import os
import shutil
import tempfile
from pathlib import Path

IGNORED = "__pycache__"


def differences(expected: Path, actual: Path) -> list[str]:
    """Return what must change in a tree to make it the expected one, as one text a file; empty where nothing."""
    wanted, found = _files(expected), _files(actual)
    texts = [f"missing: {name}" for name in sorted(wanted - found)]
    texts += [f"unexpected: {name}" for name in sorted(found - wanted)]
    return texts + [
        f"changed: {name}\n{_diff(name, actual, expected)}"
        for name in sorted(wanted & found)
        if (expected / name).read_bytes() != (actual / name).read_bytes()
    ]


def _files(root: Path) -> set[str]:
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if not path.is_dir() and IGNORED not in path.relative_to(root).parts
    }


def _diff(name: str, old: Path, new: Path) -> str:
    lines = [(root / name).read_text(encoding="utf-8", errors="replace").splitlines() for root in (old, new)]
    return "\n".join(difflib.unified_diff(*lines, f"{name} (now)", f"{name} (generated)", lineterm="", n=1))


def replace(new: Path, target: Path) -> None:
    """Put a whole tree in the place of another: all of it or nothing.

    The two are renamed, on one file system; the old tree is deleted only when the new one stands.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        shutil.copytree(new, aside / "new")
        if target.exists():
            os.rename(target, aside / "old")
        try:
            os.rename(aside / "new", target)
        except BaseException:
            if (aside / "old").exists():
                os.rename(aside / "old", target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
