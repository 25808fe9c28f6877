"""Reads a spec from a file or from a git revision, and knows the line of every place in it."""

import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self

from attrs import frozen

from tools.generation.document import Pointer, SpecError
from tools.generation.spec import Spec

DEFAULT_PATH = "spec/openapi.yaml"


class SourceError(Exception):
    """A spec cannot be read; the message has a line for each reason, with its place."""


@frozen
class Source:
    """A spec that was read: the name it was asked for by, its text, and its content."""

    name: str
    text: str
    spec: Spec

    @classmethod
    def read(cls, name: str, directory: Path) -> Self:
        """Read a spec.

        Args:
            name: A file, or a git revision such as `HEAD~3`, `v1.0` or `v1.0:other/path.yaml`.
            directory: Where relative files and the git checkout are.

        Raises:
            SourceError: There is no such file or revision, or it holds no valid OpenAPI 3.1 document.
        """
        if (directory / name).exists():
            return cls._parse(name, directory / name)
        name = name if ":" in name else f"{name}:{DEFAULT_PATH}"
        command = ["git", "show", "--end-of-options", name]
        done = subprocess.run(command, cwd=directory, capture_output=True, check=False)
        if done.returncode:
            problem = done.stderr.decode(errors="replace").partition("\n")[0].removeprefix("fatal: ")
            raise SourceError(f"{name}: there is no such file, and git says: {problem}")
        with tempfile.TemporaryDirectory() as temporary:
            file = Path(temporary) / "spec.yaml"
            file.write_bytes(done.stdout)
            return cls._parse(name, file)

    @classmethod
    def _parse(cls, name: str, file: Path) -> Self:
        try:
            spec = Spec.read(file)
        except SpecError as error:
            raise SourceError(str(error).replace(str(file), name)) from None
        return cls(name, file.read_text(encoding="utf-8"), spec)

    @property
    def document(self) -> dict[str, Any]:
        """The content."""
        return self.spec.document

    def line(self, pointer: Pointer) -> int | None:
        """Return the line of a place."""
        return self.spec.source.line(pointer)
