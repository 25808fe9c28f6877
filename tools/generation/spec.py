"""An OpenAPI 3.1 document that is valid, and the ways through it."""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Self

from attrs import frozen
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas import openapi_v31_schema_validator

from tools.generation.document import Document, Pointer, SpecError, raise_all
from tools.generation.runtime.document import ASSUMED, with_assumptions
from tools.generation.schemas import schema_roots

METHOD_EFFECTS = {"get": "reads", "head": "reads", "options": "reads", "delete": "deletes"}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON_SCHEMA = Draft202012Validator(Draft202012Validator.META_SCHEMA, format_checker=oas31_format_checker)
# Where a `$ref` would be data and not a reference; `default` is also the name of a response.
OPAQUE = {"example", "examples", "default", "const", "enum"}


@frozen
class Found:
    """A part of the document that references were followed to, and where it is."""

    pointer: Pointer
    node: dict[str, Any]


@frozen
class SpecOperation:
    """An operation, with the parameters of its path among its own.

    Attributes:
        pointer: Where it is.
        path: The path, as the spec writes it.
        method: The method, in lower case.
        node: What the spec says.
        parameters: The parameters; one of the operation stands for one of the path with the same name and place.
    """

    pointer: Pointer
    path: str
    method: str
    node: dict[str, Any]
    parameters: list[Found]

    @property
    def name(self) -> str:
        """The operationId."""
        return str(self.node.get("operationId", ""))

    @property
    def effect(self) -> str:
        """What it does at the server, by `x-effect`, or by its method where that is left out."""
        return str(self.node.get("x-effect") or METHOD_EFFECTS.get(self.method, "writes"))


class Spec:
    """An OpenAPI document, and the file that it was read from.

    Attributes:
        file: The file.
        document: The document as plain Python values.
        source: The document, with the lines of the file.
    """

    def __init__(self, document: Document) -> None:
        """Take a document that was read.

        Raises:
            SpecError: It is not a valid OpenAPI 3.1 document, or refers to what is not there.
        """
        self.file = document.file
        self.source = document
        self.document: dict[str, Any] = document.content
        self._validate()

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read and validate a spec. Raises what `Document` and `Spec` raise."""
        return cls(Document(file))

    def _validate(self) -> None:
        if not isinstance(self.document, dict):
            raise SpecError(self.file, "expected an OpenAPI document, a mapping with the key `openapi`", line=1)
        version = self.document.get("openapi")
        if not re.fullmatch(r"3\.1\.\d+", str(version)):
            raise self.error(("openapi",), f"expected OpenAPI 3.1.x, got {version!r}")
        errors = [self._invalid(error, ()) for error in openapi_v31_schema_validator.iter_errors(self.document)]
        for pointer, schema in schema_roots(self.document):
            try:
                _check_schema(json.dumps(schema))
            except SchemaError as error:  # the first one, while JSON Schema alone tells them all
                found = [error, *JSON_SCHEMA.iter_errors(schema)]
                errors += [self._invalid(each, pointer) for each in found]
        raise_all(errors)
        raise_all(self._broken_references(self.document, ()))

    def with_assumptions(self) -> Self:
        """Return the spec in which what is assumed stands beside what is documented. Raises what `Spec` raises."""
        document = copy.copy(self.source)
        document.content = with_assumptions(self.document)
        return type(self)(document)

    def validate_meaning(self) -> None:
        """Check what no schema can say. The validator knows no place here, so our rules should have spoken first.

        Raises:
            SpecError: All errors.
        """
        raise_all(self._invalid(error, ()) for error in OpenAPIV31SpecValidator(self.document).iter_errors())

    def _invalid(self, error: ValidationError | SchemaError, at: Pointer) -> SpecError:
        deepest = max(_with_causes(error), key=lambda cause: len(cause.absolute_path))
        return self.error((*at, *deepest.absolute_path), str(deepest.message).partition("\n")[0][:300])

    def _broken_references(self, node: Any, at: Pointer) -> Iterator[SpecError]:
        if isinstance(node, dict):
            try:
                self.follow(at, node, _room(at))
            except SpecError as error:
                yield error
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key != ASSUMED and (key not in OPAQUE or at[-1:] in (("properties",), ("responses",))):
                yield from self._broken_references(value, (*at, key))

    def error(self, pointer: Pointer, problem: str) -> SpecError:
        """Return a mistake at a place of the document."""
        return self.source.error(pointer, problem)

    def follow(self, pointer: Pointer, node: Any, room: str | None = None) -> Found:
        """Follow references within the document until something that is not one.

        Args:
            pointer: Where the node is.
            node: What may be a reference.
            room: The room of the components that a reference must lead into, such as `parameters`.

        Raises:
            SpecError: A reference leads out of the document, to nothing, in a circle, or into another room.
        """
        start = pointer
        seen: list[Pointer] = []
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            reference, place = node["$ref"], (*pointer, "$ref")
            if pointer in seen:
                raise self.error(place, f"{reference} refers to itself")
            seen.append(pointer)
            if not reference.startswith("#/"):
                raise self.error(place, f"{reference} leads out of this document")
            pointer, node = self._target(reference, place)
            if room and (len(pointer) != 3 or pointer[:2] != ("components", room)):
                raise self.error((*start, "$ref"), f"expected a reference to components/{room}")
        return Found(pointer, node)

    def _target(self, reference: str, place: Pointer) -> tuple[Pointer, Any]:
        node: Any = self.document
        parts: list[str | int] = []
        for part in reference.removeprefix("#/").split("/"):
            key: str | int = part.replace("~1", "/").replace("~0", "~")
            key = int(key) if isinstance(node, list) and str(key).isdecimal() else key
            try:
                node = node[key]
            except (KeyError, IndexError, TypeError):
                raise self.error(place, f"{reference} leads nowhere") from None
            parts.append(key)
        return tuple(parts), node

    def resolve(self, node: Any) -> Any:
        """Return what references lead to, without the place."""
        return self.follow((), node).node

    @property
    def components(self) -> dict[str, dict[str, Any]]:
        """The schemas that have a name."""
        found: dict[str, dict[str, Any]] = (self.document.get("components") or {}).get("schemas") or {}
        return found

    def operations(self) -> Iterator[SpecOperation]:
        """Yield every operation."""
        for path, item in (self.document.get("paths") or {}).items():
            for method in METHODS:
                if method in item:
                    pointer: Pointer = ("paths", path, method)
                    parameters: dict[tuple[str, str], Found] = {}
                    for at, node in ((pointer[:2], item), (pointer, item[method])):
                        for index, parameter in enumerate(node.get("parameters", [])):
                            found = self.follow((*at, "parameters", index), parameter)
                            parameters[found.node["name"], found.node["in"]] = found
                    yield SpecOperation(pointer, path, method, item[method], list(parameters.values()))

    def body(self, operation: SpecOperation) -> Found | None:
        """Return the request body of an operation."""
        if "requestBody" not in operation.node:
            return None
        return self.follow((*operation.pointer, "requestBody"), operation.node["requestBody"])

    def responses(self, operation: SpecOperation) -> dict[str, Found]:
        """Return the responses of an operation by status code."""
        return {
            code: self.follow((*operation.pointer, "responses", code), response)
            for code, response in operation.node.get("responses", {}).items()
        }

    def successes(self, operation: SpecOperation) -> dict[str, Found]:
        """Return the responses of an operation that are not errors, by status code."""
        return {code: found for code, found in self.responses(operation).items() if code.startswith("2")}


@cache
def _check_schema(text: str) -> None:
    """Check the JSON of a schema against OpenAPI; the same text once, as most is in a spec with assumptions, too."""
    OAS31Validator.check_schema(json.loads(text))


def _room(at: Pointer) -> str | None:
    """Return the room of the components that a reference at a place must lead into; schemas are the matter of lint."""
    match at:
        case ("paths", _, "parameters", _) | ("paths", _, _, "parameters", _):
            return "parameters"
        case ("paths", _, _, "requestBody"):
            return "requestBodies"
        case ("paths", _, _, "responses", _):
            return "responses"
    return None


def _with_causes(error: ValidationError | SchemaError) -> Iterator[ValidationError | SchemaError]:
    yield error
    for cause in error.context or []:
        yield from _with_causes(cause)
