"""Tries a changed spec: do the facts of the docs pages, the generator or the tests notice?"""

import contextlib
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from tools import read_docs
from tools.diffing.sources import DEFAULT_PATH
from tools.diffing.trial import copy_project, run_module, run_tests
from tools.setup.environment import ROOT

TESTS = ("tests/spec", "tests/generation", "tests/library", "tests/contract/properties")


def by_evidence(document: object) -> str | None:
    """Return what the docs reader complains of, or None: this takes a second or two, so it comes first."""
    evidence = [str(file) for file in sorted((ROOT / "spec" / "evidence").glob("*.json"))]
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "openapi.yaml"
        # The reader looks beside the spec for what the pages said before.
        (Path(directory) / "evidence").symlink_to(ROOT / "spec" / "evidence")
        file.write_text(json.dumps(document), encoding="utf-8")  # JSON is YAML, and is read fast
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = read_docs.main([*evidence, "--against", str(file)])
    return (said.getvalue().strip().partition("\n")[0] or f"exit code {code}") if code else None


@frozen
class Copy:
    """A copy of the project, in which a spec is tried by the generator and the tests."""

    root: Path

    @classmethod
    @contextlib.contextmanager
    def made(cls) -> Iterator["Copy"]:
        """Make a copy, which is gone in the end."""
        with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as directory:
            copy_project(Path(directory))
            yield cls(Path(directory))

    def complaint(self, document: object) -> str | None:
        """Return what the generator or the first test that fails says, or None where nothing notices."""
        (self.root / DEFAULT_PATH).write_text(json.dumps(document), encoding="utf-8")
        is_written, said = run_module(self.root, "tools.generate")
        return self.failure(*TESTS) if is_written else f"generator: {said[-200:]}"

    def failure(self, *tests: str) -> str | None:
        """Return the first of some tests that fails, or None where all pass."""
        is_passed, said = run_tests(self.root, "-x", "-m", "not deep", "--numprocesses=2", *tests)
        return None if is_passed else said.partition("\n")[0]
