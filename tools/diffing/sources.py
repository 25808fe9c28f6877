"""Reads a spec from a file or from a git revision, and knows the line of every place in it."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import yaml
from attrs import frozen

from tools.generation.document import Pointer, SpecError
from tools.generation.spec import Spec

DEFAULT_PATH = "spec/openapi.yaml"


class SourceError(Exception):
    """A spec cannot be read; the message is one line, with file and line where they are known."""


@frozen
class Source:
    """A spec that was read: the name it was asked for by, its text, its content, and the line of every place in it."""

    name: str
    text: str
    document: dict[str, Any]
    lines: dict[Pointer, int]

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
        name, text = _from_git(name, directory)
        with tempfile.TemporaryDirectory() as temporary:
            file = Path(temporary) / "spec.yaml"
            file.write_bytes(text)
            return cls._parse(name, file)

    @classmethod
    def _parse(cls, name: str, file: Path) -> Self:
        try:
            document = Spec.read(file).document
        except SpecError as error:
            raise SourceError(str(error).replace(str(file), name, 1)) from None
        text = file.read_text(encoding="utf-8")
        return cls(name, text, document, dict(_lines(yaml.compose(text, yaml.SafeLoader))))


def _lines(node: Any, at: Pointer = ()) -> Iterator[tuple[Pointer, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*at, key.value))
            yield (*at, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*at, index))


def _from_git(name: str, directory: Path) -> tuple[str, bytes]:
    revision, _, path = name.partition(":")
    path = path or DEFAULT_PATH
    commit = _git(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise SourceError(f"{name}: there is no such file, and no such git revision")
    text = _git(directory, "show", "--end-of-options", f"{commit.decode().strip()}:{path}")
    if text is None:
        raise SourceError(f"{revision}:{path}: the git revision has no such file")
    return f"{revision}:{path}", text


def _git(directory: Path, *arguments: str) -> bytes | None:
    """Return what git answers, or None where it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=directory, capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout
