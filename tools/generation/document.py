"""Reads a file of YAML or JSON as plain JSON values, and says where in it a mistake is."""

import math
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from tools.generation.runtime.document import ASSUMED

Pointer = tuple[str | int, ...]
AMBIGUOUS = "YAML 1.1 and 1.2 read this differently; put it in quotes"


class SpecError(Exception):
    """Mistakes in a spec, one a line: the file, the line where it is known, the JSON pointer, and what is wrong."""

    def __init__(self, file: Path, problem: str, pointer: Pointer = (), line: int | None = None) -> None:
        place = f"{file}:{line}" if line else str(file)
        where = f" #{pointer_of(pointer)}:" if pointer else ""
        super().__init__(f"{place}:{where} {' '.join(problem.split())}")


class SpecErrors(SpecError):
    """Several mistakes in a spec, each once."""

    def __init__(self, errors: Iterable[SpecError]) -> None:
        Exception.__init__(self, "\n".join(dict.fromkeys(map(str, errors))))


def raise_all(errors: Iterable[SpecError]) -> None:
    """Raise one error that tells all of some, if there are any."""
    if found := list(errors):
        raise SpecErrors(found)


def pointer_of(parts: Pointer) -> str:
    """Return a JSON pointer as text."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


class Document:
    """A document, and the file that it was read from.

    Attributes:
        file: The file.
        content: The document as plain JSON values.
    """

    def __init__(self, file: Path) -> None:
        """Read a file.

        Raises:
            SpecError: It cannot be read, is not YAML, reads differently under YAML 1.1 and 1.2, or is more than JSON.
        """
        self.file = file
        self._text = _read(file)
        try:
            self.content: Any = YAML(typ="safe", pure=True).load(StringIO(self._text))
            older = yaml.load(self._text, yaml.CSafeLoader)
            self._root = yaml.compose(self._text, yaml.CSafeLoader)
        except (MarkedYAMLError, yaml.MarkedYAMLError) as error:
            line = error.problem_mark.line + 1 if error.problem_mark else None
            raise SpecError(file, f"not YAML: {error.problem}", line=line) from None
        except (YAMLError, yaml.YAMLError, ValueError, RecursionError) as error:
            raise SpecError(file, f"not YAML: {error}") from None
        for node in _scalars(self._root, set()):
            if "_" in node.value and node.tag.endswith((":int", ":float")) and not node.style:
                raise SpecError(file, f"{AMBIGUOUS}: {node.value}", line=node.start_mark.line + 1)
        self._compare(self.content, older, (), set())

    def error(self, pointer: Pointer, problem: str) -> SpecError:
        """Return a mistake at a place of the document, with the line of the place or of the nearest one around it."""
        return SpecError(self.file, problem, pointer, self.line(pointer))

    def line(self, pointer: Pointer) -> int | None:
        """Return the line of a place, or of the nearest one around it."""
        return _line_of(self._root, pointer)

    def _compare(self, value: Any, older: Any, at: Pointer, around: set[int]) -> None:
        """Refuse what YAML 1.1 and 1.2 read differently (tools of both kinds read specs), and what JSON cannot say."""
        if type(value) is not type(older) or (isinstance(value, dict) and list(value) != list(older)):
            raise self.error(at, AMBIGUOUS)
        if id(value) in around:
            raise self.error(at, "this alias stands within what it repeats")
        around = around | {id(value)} if isinstance(value, dict | list) else around
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str):
                    raise self.error((*at, key), f"the key {key!r} is not text; put it in quotes")
                self._compare(value[key], older[key], (*at, key), around)
        elif isinstance(value, list):
            for index, (item, older_item) in enumerate(zip(value, older, strict=True)):
                self._compare(item, older_item, (*at, index), around)
        elif not isinstance(value, str | int | float | None) or (isinstance(value, float) and not math.isfinite(value)):
            raise self.error(at, f"{value} is not a value of JSON; put it in quotes")
        elif value != older:
            raise self.error(at, AMBIGUOUS)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(file, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SpecError(file, f"is not UTF-8: {error.reason} at byte {error.start}") from None


def _scalars(node: Any, seen: set[int]) -> Iterator[Any]:
    """Yield every scalar of a tree, which aliases can make a graph."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for child in node.value:
            for inner in child if isinstance(child, tuple) else (child,):
                yield from _scalars(inner, seen)


def _line_of(root: Any, pointer: Pointer) -> int | None:
    """Return the line of a place, or of the last place on the way to it that there is.

    A place that is there only where assumptions are put in place is found among the assumptions.
    """
    line = root.start_mark.line + 1 if root else None
    nodes = [root]
    for part in pointer:
        found = [pair for node in nodes for pair in _children(node, part)]
        if not found:
            break
        line, nodes = found[0][0].start_mark.line + 1, [child for _, child in found]
    return line


def _children(node: Any, part: str | int) -> Iterator[tuple[Any, Any]]:
    """Yield where a part of a node begins and the part itself: as documented, and as assumed."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        yield node.value[part], node.value[part]
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == str(part):
            yield key, value
        elif key.value == ASSUMED:
            for _, assumption in _children(value, part):
                yield from _children(assumption, "value")
