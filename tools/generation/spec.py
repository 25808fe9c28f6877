"""Reads a spec, and says where in its file a mistake is."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

Pointer = tuple[str | int, ...]


class SpecError(Exception):
    """A mistake in a spec: the file, the line where it is known, the JSON pointer, and what is wrong."""

    def __init__(self, file: Path, problem: str, pointer: Pointer = (), line: int | None = None) -> None:
        place = f"{file}:{line}" if line else str(file)
        where = f" #{''.join('/' + _escape(part) for part in pointer)}:" if pointer else ""
        super().__init__(f"{place}:{where} {problem}")


def _escape(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


class Spec:
    """An OpenAPI document, and the file that it was read from.

    Attributes:
        file: The file.
        document: The document as plain Python values.
    """

    def __init__(self, file: Path) -> None:
        """Read and validate a document.

        Raises:
            SpecError: The file cannot be read, is not YAML, reads differently under YAML 1.1 and 1.2, or is not a valid
                OpenAPI 3.1 document.
        """
        self.file = file
        self._text = _read(file)
        self.document: dict[str, Any] = _parse(file, self._text)
        if not isinstance(self.document, dict):
            raise SpecError(file, "expected an OpenAPI document, a mapping with the key `openapi`", line=1)
        if not str(self.document.get("openapi", "")).startswith("3.1"):
            raise self.error(("openapi",), f"expected OpenAPI 3.1.x, got {self.document.get('openapi')!r}")
        for error in OpenAPIV31SpecValidator(self.document).iter_errors():
            deepest = min([error, *(error.context or [])], key=lambda e: -len(e.absolute_path))
            raise self.error(tuple(deepest.absolute_path), deepest.message[:300])

    def error(self, pointer: Pointer, problem: str) -> SpecError:
        """Return a mistake at a place of the document, with the line of the place or of the nearest one around it."""
        return SpecError(self.file, problem, pointer, _line_of(yaml.compose(self._text, yaml.SafeLoader), pointer))

    def resolve(self, node: Any) -> Any:
        """Follow references within the document until something that is not one."""
        while isinstance(node, dict) and "$ref" in node:
            target: Any = self.document
            for part in str(node["$ref"]).removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def operations(self) -> Iterator[tuple[Pointer, str, dict[str, Any], list[Any]]]:
        """Yield the pointer, method, operation and all parameters (its own and its path's) of every operation."""
        for path, item in (self.document.get("paths") or {}).items():
            for method in ("get", "put", "post", "delete", "options", "head", "patch", "trace"):
                if operation := item.get(method):
                    parameters = [*item.get("parameters", []), *operation.get("parameters", [])]
                    yield ("paths", path, method), method, operation, [self.resolve(p) for p in parameters]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(file, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SpecError(file, f"is not UTF-8: {error.reason} at byte {error.start}") from None


def _parse(file: Path, text: str) -> Any:
    """Parse as YAML 1.2, and refuse what YAML 1.1 reads differently: tools of both kinds read the spec."""
    try:
        document = YAML(typ="safe", pure=True).load(StringIO(text))
        older = yaml.safe_load(text)
    except (MarkedYAMLError, yaml.MarkedYAMLError) as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise SpecError(file, f"not YAML: {error.problem}", line=line) from None
    if (pointer := _first_difference(document, older)) is not None:
        line = _line_of(yaml.compose(text, yaml.SafeLoader), pointer)
        raise SpecError(file, "YAML 1.1 and 1.2 read this differently; put it in quotes", pointer, line)
    return document


def _first_difference(left: Any, right: Any, at: Pointer = ()) -> Pointer | None:
    if isinstance(left, dict) and isinstance(right, dict) and list(left) == list(right):
        pairs: list[tuple[str | int, Any, Any]] = [(key, left[key], right[key]) for key in left]
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        pairs = [(index, a, b) for index, (a, b) in enumerate(zip(left, right, strict=True))]
    else:
        return None if type(left) is type(right) and left == right else at
    return next((found for key, a, b in pairs if (found := _first_difference(a, b, (*at, key))) is not None), None)


def _line_of(node: Any, pointer: Pointer) -> int | None:
    """Return the line of a place, or of the last place on the way to it that there is."""
    line = node.start_mark.line + 1 if node else None
    for part in pointer:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
