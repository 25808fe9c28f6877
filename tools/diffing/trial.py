"""Tries a spec in a copy of the project, so that nothing in the checkout is touched."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.setup.environment import ROOT

PARTS = ("pyproject.toml", "README.md", "CHANGELOG.md", "spec", "generated", "overlays", "tools", "tests")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*_cache", ".hypothesis")


def copy_project(directory: Path) -> None:
    """Copy what the generator, the type checker and the tests need; git there knows the generated files."""
    for source in (ROOT / name for name in PARTS):
        if source.is_dir():
            shutil.copytree(source, directory / source.name, ignore=LEFT_OUT)
        elif source.exists():
            shutil.copy2(source, directory / source.name)
    git(directory, "init", "--quiet")
    git(directory, "add", "generated")


def git(directory: Path, *arguments: str) -> str:
    """Run git in a copy, whatever repository the variables of this process name, and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.check_output(["git", *arguments], cwd=directory, env=environment, text=True)


def changes(directory: Path) -> str:
    """Return how many lines of each generated file of a copy have changed.

    A header that names another version is no change by itself.
    """
    git(directory, "add", "--intent-to-add", "generated")
    said = git(directory, "diff", "--stat=120", "--ignore-matching-lines=^# Generated from ")
    return said.rstrip() or "no file changes"


def run_module(directory: Path, *command: str) -> tuple[bool, str]:
    """Run `python -m` in a copy, with the packages of the copy. Return whether it went well, and what it said."""
    paths = [str(directory / name) for name in ("", "generated", "overlays")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
    program = [sys.executable, "-m", *command]
    both = subprocess.STDOUT
    done = subprocess.run(program, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=both, text=True)
    return done.returncode == 0, done.stdout.strip()


def run_tests(directory: Path, *options: str) -> tuple[bool, str]:
    """Run tests in a copy. Return whether all passed, and a line for each that failed and one for all."""
    is_ok, said = run_module(directory, "pytest", "-q", "--tb=line", "-p", "no:cacheprovider", *options)
    return is_ok, "\n".join(re.findall(r"^(?:FAILED|ERROR) .*|.*\Z", said, re.MULTILINE)).strip()
