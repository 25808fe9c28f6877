"""A copy of the project in which one file at a time is changed, and its tests are run."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from attrs import define, frozen

from tools.diffing.trial import LEFT_OUT, copy_project, failures
from tools.mutating.mutant import PACKAGE
from tools.mutating.server import TIMED_OUT

LIBRARY = ("tests/generation/library.yaml", "library_api")
SLOWEST = 120.0
"""How many seconds of the processor tests may take before they are taken to hang."""


BROKEN = 'Error while loading plugin "revox.'
"""What pytest says where the package, of which a plugin is a part, cannot be imported: then no test passes."""


@frozen
class Result:
    """How a command went.

    Attributes:
        code: Its exit code.
        output: What it said.
    """

    code: int
    output: str

    @property
    def failed(self) -> str:
        """The first test that failed, or what else was wrong."""
        found = failures(self.output)
        lines = self.output.strip().splitlines()
        return found[0].partition(" (")[0] if found else lines[-1][:200] if lines else f"exit code {self.code}"


@define
class Copy:
    """A copy of the project, with a process that runs the generator and the tests in it.

    Attributes:
        root: The copy.
        process: The process, which `tools.mutating.server` explains.
    """

    root: Path
    process: "subprocess.Popen[str]"

    @classmethod
    @contextlib.contextmanager
    def made(cls) -> Iterator[Self]:
        """Make a copy and start its process. Both are gone in the end."""
        with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as directory:
            root = Path(directory).resolve() / "project"
            root.mkdir()
            copy_project(root)
            shutil.copytree(root / PACKAGE, root.parent / "package", ignore=LEFT_OUT)
            process = _started(root)
            try:
                yield cls(root, process)
            finally:
                process.kill()
                process.communicate()

    def run(self, *command: str, seconds: float = SLOWEST) -> Result:
        """Run `generate` or `pytest` with arguments."""
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("the process has no pipes")
        self.process.stdin.write(json.dumps({"command": command, "seconds": seconds}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that runs the tests has ended")
        return Result(**json.loads(answer))

    def test(self, *arguments: str) -> Result:
        """Run tests until the first that fails. That none is selected is no failure.

        Raises:
            RuntimeError: pytest itself failed.
        """
        result = self.run("pytest", "-x", "-q", "--tb=line", "-p", "no:cacheprovider", *arguments)
        if BROKEN in result.output:
            return Result(1, f"the package cannot be imported: {result.failed}")
        if result.code == 3:
            raise RuntimeError(f"pytest failed: {result.output[-2000:]}")
        return Result(0, result.output) if result.code == 5 else result

    def generate(self) -> tuple[bool, str]:
        """Write the package anew. Return whether that went well, and what was said."""
        result = self.run("generate")
        return result.code == 0, result.output

    def generate_second(self) -> dict[str, bytes] | None:
        """Return the files of the second package, which the tests of the generator use, or None."""
        out = self.root.parent / "second"
        shutil.rmtree(out, ignore_errors=True)
        spec, name = LIBRARY
        result = self.run("generate", "--spec", str(self.root / spec), "--out", str(out / name), "--package", name)
        return contents(out) if result.code == 0 else None

    @contextlib.contextmanager
    def changed(self, file: str, text: str) -> Iterator[None]:
        """Change a file, and in the end restore it and the generated package."""
        path = self.root / file
        before = path.read_bytes()
        path.write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            path.write_bytes(before)
            shutil.rmtree(self.root / PACKAGE)
            shutil.copytree(self.root.parent / "package", self.root / PACKAGE)


def contents(tree: Path) -> dict[str, bytes]:
    """Return all files of a tree with their contents."""
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*.py")}


def has_hung(result: Result) -> bool:
    """Whether a run was ended since it took too long."""
    return result.code == TIMED_OUT


def _started(root: Path) -> "subprocess.Popen[str]":
    paths: Sequence[str] = [str(root / name) for name in ("", "generated", "overlays")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-m", "tools.mutating.server"],
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
