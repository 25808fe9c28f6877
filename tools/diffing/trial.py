"""Tries a spec in a copy of the project, so that nothing in the checkout is touched."""

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = Path("generated", "revox_api")
PARTS = ("pyproject.toml", "README.md", "CHANGELOG.md", "spec", "generated", "overlays", "tools", "tests")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache", ".hypothesis")


def copy_project(directory: Path) -> None:
    """Copy what the generator, the type checker and the tests need."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, directory / name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, directory / name)


def run_module(directory: Path, *command: str) -> tuple[bool, str]:
    """Run `python -m` in a copy, with the packages of the copy. Return whether it went well, and what it said."""
    paths = [str(directory / name) for name in ("", "generated", "overlays")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode == 0, done.stdout.strip()


def failures(output: str) -> list[str]:
    """Return the tests that failed, a line for each function, with how often and why the first time."""
    found: dict[str, list[str]] = {}
    for name, reason in re.findall(r"^(?:FAILED|ERROR) ([^\s\[]+)(?:\[.*?\])?(?: - (.*))?$", output, re.MULTILINE):
        found.setdefault(name, []).append(reason)
    return [f"{name} ({len(reasons)}): {reasons[0]}".rstrip(": ") for name, reasons in found.items()]


def statistics(old: Path, new: Path) -> list[str]:
    """Return how many lines of each file of a tree change, in the manner of `git diff --stat`."""
    names = sorted({path.relative_to(root).as_posix() for root in (old, new) for path in root.rglob("*.py")})
    counts = {name: _count(old / name, new / name) for name in names}
    changed = {name: count for name, count in counts.items() if any(count)}
    width = max(map(len, changed), default=0)
    lines = [f"{name:<{width}} | +{added} -{removed}" for name, (added, removed) in changed.items()]
    added, removed = (sum(count[side] for count in changed.values()) for side in (0, 1))
    return [*lines, f"{len(changed)} files changed, +{added} -{removed}"]


def _count(old: Path, new: Path) -> tuple[int, int]:
    """Return how many lines came and went, but for the header, which names the version of the API in every file."""
    texts = [path.read_text(encoding="utf-8").splitlines() if path.exists() else [] for path in (old, new)]
    before, after = ([line for line in text if not line.startswith("# Generated from ")] for text in texts)
    kinds = [line[0] for line in difflib.ndiff(before, after)]
    return kinds.count("+"), kinds.count("-")
