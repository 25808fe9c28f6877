"""The spec with its assumptions in place: its operations, its enums, and how requests are read by it."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import jsonschema_rs
import msgspec
from attrs import frozen
from revox_api.runtime.document import spec, with_assumptions

Json = dict[str, Any]

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_METHODS = ("get", "put", "post", "delete", "patch")


class Refusal(Exception):
    """A request is refused, with this status; `parameter` is to blame, if it is one parameter or field."""

    def __init__(self, status: int, code: str, message: str, **parameter: str) -> None:
        """Refuse with a name for programs and a sentence for people."""
        super().__init__(message)
        self.status = status
        self.error = {"code": code, "message": message, **parameter}


def malformed(parameter: str, message: str) -> Refusal:
    """Blame a parameter, or a field of the body, with what comes after its name in a sentence."""
    return Refusal(400, "invalid_parameter", f"{parameter or 'The body'} {message}", parameter=parameter or "body")


@frozen
class Operation:
    """An operation of the spec: its `operationId`, where it is, and what the spec says of it."""

    name: str
    method: str
    path: str
    definition: Json

    @property
    def answer(self) -> Json:
        """What the spec says of the JSON that it answers: schema and examples; nothing where it answers none."""
        content: Json = self.definition["responses"]["200"]["content"]
        found: Json = content.get("application/json", {})
        return found

    @property
    def example(self) -> Any:
        """The example of its answer, without what is around the document."""
        name = self.answer["examples"]["one"]["$ref"].rpartition("/")[2]
        (value, *others) = (found := live_spec()["components"]["examples"][name]["value"]).values()
        return found if others else value


@cache
def live_spec() -> Json:
    """Return the spec as the sandbox takes it. It is shared: copy it before you change it."""
    document: Json = with_assumptions(spec())
    return document


def operations() -> Iterator[Operation]:
    """Yield all operations."""
    for path, item in live_spec()["paths"].items():
        for method in _METHODS:
            if method in item:
                yield Operation(item[method]["operationId"], method.upper(), path, item[method])


def enum_values(schema: str) -> list[str]:
    """Return the values of an enum of the spec, in order."""
    return list(live_spec()["components"]["schemas"][schema]["enum"])


def resolve(schema: Json) -> Json:
    """Return a schema, or the one that it refers to."""
    if "$ref" not in schema:
        return schema
    found: Json = live_spec()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def check(value: Any, schema: Json, place: str = "") -> None:
    """Hold a value against a schema.

    Raises:
        Refusal: It is not what the schema allows; the field is named.
    """
    errors = _validator(msgspec.json.encode(schema)).iter_errors(value)
    for error in errors:
        while variants := [one for one in getattr(error.kind, "context", ()) if _is_meant(one, error)]:
            error = variants[0][0]
        path = [*error.instance_path, *([error.kind.property] if hasattr(error.kind, "property") else [])]
        field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
        raise malformed((place + field).removeprefix("."), f"is not what it may be: {error.message}.")


def read_query(operation: Operation, items: Iterable[tuple[str, str]]) -> Json:
    """Read the decoded query string of a request; names that the spec does not know are ignored.

    Returns:
        The values by name: whole numbers as integers, and lists where the text is one.

    Raises:
        Refusal: A parameter is missing, repeated, or not what the spec allows.
    """
    declared = {one["name"]: one for one in operation.definition.get("parameters", ()) if one["in"] == "query"}
    texts: dict[str, str] = {}
    for name, text in items:
        if name in texts:
            raise malformed(name, "is given more than once.")
        if name in declared:
            texts[name] = text
    for name, parameter in declared.items():
        if name not in texts and parameter["required"]:
            raise malformed(name, "is required.")
    return {name: _read(name, text, resolve(declared[name]["schema"])) for name, text in texts.items()}


def read_body(operation: Operation, body: bytes) -> Json:
    """Read the body of a request, if the operation has one.

    Raises:
        Refusal: It is not JSON, or not what the spec allows.
    """
    if "requestBody" not in operation.definition:
        return {}
    try:
        document: Json = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise malformed("", f"is no JSON: {error}.") from error
    check(document, operation.definition["requestBody"]["content"]["application/json"]["schema"])
    return document


def read_number(text: str) -> int | float | None:
    """Read a number as JSON writes it, a whole one as an integer of any size; None for any other text."""
    # float() tells what is too large to be a double, before int() would write out 1e999999999.
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return None
    try:
        number = Decimal(text)
        if number == number.to_integral_value():
            return int(number) if number else 0
    except InvalidOperation:
        pass
    # What is too small to be a double is no zero.
    return float(text) or math.ulp(0.0)


def _read(name: str, text: str, schema: Json) -> Any:
    value = read_number(text) if schema["type"] in ("number", "integer") else text
    check(text if value is None else value, schema, name)
    separator = schema.get("x-list-separator")
    return list(dict.fromkeys(text.split(separator))) if separator else value


@cache
def _validator(schema: bytes) -> jsonschema_rs.Draft202012Validator:
    components: Mapping[str, Any] = live_spec()["components"]
    return jsonschema_rs.Draft202012Validator({**msgspec.json.decode(schema), "components": components})


def _is_meant(errors: list[Any], outer: Any) -> bool:
    """Whether a variant is the one that was meant: what is wrong is within it, and not the constant that tells them."""
    is_within = len(errors[0].instance_path) > len(outer.instance_path) or hasattr(errors[0].kind, "property")
    return is_within and all(one.kind.name != "const" for one in errors)
