"""Compares two trees of files byte for byte, and puts one in the place of the other."""

import ctypes
import difflib
import os
import re
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
    """Put a whole tree in the place of another: all of it or nothing, even if the process is killed.

    The new tree is copied beside the target first. Then the two change places, and the old one is deleted. Where the
    system cannot do that in one step, a run that is killed between two leaves the old tree in `.NAME-*/old` beside.
    The next run removes what killed ones have left.

    Raises:
        OSError: It cannot be written, or there is something at the target that was not generated.
    """
    target = target.resolve()
    if target.exists() and not _is_generated(target):
        raise OSError(f"{target} holds something that was not generated; choose another place, or move it away")
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.iterdir():
        made = re.fullmatch(rf"\.{re.escape(target.name)}-(\d+)-\w+", left.name)
        if made and not _is_another_running(int(made[1])):
            shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-{os.getpid()}-", dir=target.parent))
    try:
        _copy(new, aside / "tree")
        if not target.exists():
            os.rename(aside / "tree", target)
        elif not _exchange(aside / "tree", target):
            _rename_both(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _is_another_running(pid: int) -> bool:
    """Whether a process is running; not where it is this one, since in containers most have the same number."""
    try:
        os.kill(pid, 0)
    except (OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return pid != os.getpid()


def _copy(tree: Path, target: Path) -> None:
    try:
        shutil.copytree(tree, target)
    except shutil.Error as error:
        raise OSError("; ".join(reason for _, _, reason in error.args[0])) from None


def _is_generated(target: Path) -> bool:
    """Whether a directory was generated, or holds nothing; what was edited or deleted in it does not matter."""
    if not target.is_dir():
        return False
    return not _names(target) or any(path.read_bytes().startswith(MARK) for path in target.glob("*.py"))


def _exchange(left: Path, right: Path) -> bool:
    """Let two directories change places in one step; False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(renameat2(here, os.fsencode(left), here, os.fsencode(right), exchange) == 0)


def _rename_both(aside: Path, target: Path) -> None:
    os.rename(target, aside / "old")
    try:
        os.rename(aside / "tree", target)
    except BaseException:
        os.rename(aside / "old", target)
        raise
