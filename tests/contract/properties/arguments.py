"""Arguments of operations: valid ones, what a server must find of them, and whether it is what the spec says."""

import http.cookies
import inspect
import json
import math
import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import attrs

from tests.contract.properties.instances import instances
from tests.contract.properties.oracle import (
    READINGS,
    SPEC,
    Schema,
    UntaggedError,
    accepts,
    has_whole_float,
    is_json,
    known_part,
    variants,
)
from tests.contract.properties.reading import generated
from tests.support.scripted_server import Received, answer
from tools.generation.lint_unions import kinds
from tools.generation.spec import SpecOperation

Values = dict[str, Any]
JOINED = {"spaceDelimited": " ", "pipeDelimited": "|", "form": ","}


@attrs.frozen
class Argument:
    """An argument of an operation.

    Attributes:
        name: Its name in Python.
        wire_name: Its name on the wire; empty for a whole body.
        place: Where it goes: `path`, `query`, `header`, `cookie` or `body`.
        schema: Its schema.
        is_required: Whether it must be there.
        separator: What joins the items of a list, if something does.
    """

    name: str
    wire_name: str
    place: str
    schema: Schema
    is_required: bool
    separator: str | None = None


@attrs.frozen
class Arguments:
    """The arguments of an operation.

    Attributes:
        operation: The operation.
        all: Its arguments.
        is_body_required: Whether there must be a body.
    """

    operation: SpecOperation
    all: list[Argument]
    is_body_required: bool

    @classmethod
    def of(cls, operation: SpecOperation) -> "Arguments":
        """Read the arguments of an operation off the spec, and their names in Python off the generated operation."""
        names = generated(operation.name).OPERATION.argument_names
        found = []
        for node in (parameter.node for parameter in operation.parameters):
            place, wire_name, schema = node["in"], node["name"], node["schema"]
            joined = (
                None if node.get("explode", node.get("style", "form") == "form") else JOINED[node.get("style", "form")]
            )
            name = names.get(place, {}).get(wire_name, wire_name)
            is_required = node.get("required", False) and not node.get("x-omittable")
            separator = schema.get("x-list-separator", joined if "array" in kinds(SPEC, schema) else None)
            found.append(Argument(name, wire_name, place, schema, is_required, separator))
        if (body := SPEC.body(operation)) is None:
            return cls(operation, found, False)
        is_required = body.node.get("required", False)
        (content_type, media_type), *_ = body.node["content"].items()
        schema = media_type.get("schema", {}) if is_json(content_type) else {"type": "string"}
        if len(whole := variants(schema)) == 1 and "properties" in whole[0]:
            for wire_name, field in whole[0]["properties"].items():
                if SPEC.resolve(field).get("readOnly"):
                    continue
                name = names.get("body", {}).get(wire_name, wire_name)
                found.append(Argument(name, wire_name, "body", field, wire_name in whole[0].get("required", [])))
        else:
            found.append(Argument("body", "", "body", schema, is_required))
        return cls(operation, found, is_required)

    @property
    def required(self) -> set[str]:
        """The names of the arguments that Python itself asks for."""
        build_request = generated(self.operation.name).build_request
        parameters = inspect.signature(build_request).parameters.values()
        return {parameter.name for parameter in parameters if parameter.default is parameter.empty}

    def valid(self) -> list[Values]:
        """Return valid arguments that can be sent, by their names in Python."""
        schema = {
            "type": "object",
            "properties": {each.name: each.schema for each in self.all},
            "required": [each.name for each in self.all if each.is_required],
            "additionalProperties": False,
        }
        return [given for given in instances(schema) if all(self._can_be_sent(given, each) for each in self.all)]

    def is_valid(self, given: Values) -> bool:
        """Say whether arguments are right beyond doubt, and can be sent."""
        missing = [each for each in self.all if each.is_required and each.name not in given]
        return not missing and all(
            self._can_be_sent(given, each)
            and (each.name not in given or self._is_right(each, given[each.name], READINGS[0]))
            for each in self.all
        )

    def _is_right(self, argument: Argument, value: Any, reading: str) -> bool:
        schema = argument.schema
        if value is None and argument.place != "body":
            return not argument.is_required
        if "x-list-of" in schema and isinstance(value, list):
            return bool(value) and all(isinstance(item, str) for item in value)
        try:
            known_part(value, schema)
        except UntaggedError:  # The client does not look for it, in a body as little as in an answer.
            return reading != READINGS[0]
        return accepts(schema, value, reading)

    def _can_be_sent(self, given: Values, argument: Argument) -> bool:
        """Say whether it can be sent, and found again: not all that the spec allows is text of a URL or a header."""
        if argument.name not in given:
            return True
        value = given[argument.name]
        try:
            if has_whole_float(value, argument.schema):
                return False  # An integer is an int here.
        except UntaggedError:
            return False
        texts, numbers = _leaves(value)
        if any(re.search("[\ud800-\udfff]", text) for text in texts) or any(map(_is_too_large, numbers)):
            return False
        if argument.place == "path":
            return value is not None and all(
                {*text.replace("\\", "/").split("/")}.isdisjoint({".", ".."}) and text for text in texts
            )
        if argument.place == "header":
            return all(text.isascii() and text.isprintable() and text == text.strip() for text in texts)
        if argument.place == "body":
            return bool(value) or bool(argument.wire_name) or (value is not None and value != "")
        if argument.place == "query" and isinstance(value, list):
            is_lost = argument.separator and any(argument.separator in text for text in texts)
            return bool(value) and None not in value and (not is_lost or "x-list-of" in argument.schema)
        return True

    def expected(self, given: Values) -> dict[tuple[str, str], Any]:
        """Return what a server must find of arguments, by place and name: None is left out, but not in a body."""
        found = {}
        for each in self.all:
            value = given.get(each.name)
            if value is None and (each.place != "body" or each.name not in given):
                continue
            if "x-list-of" in each.schema and isinstance(value, list) and each.separator:
                value = each.separator.join(value)
            found[each.place, each.wire_name] = value
        return found

    def found(self, received: Received) -> dict[tuple[str, str], Any]:
        """Return what a server finds in a request, by the rules of HTTP and OpenAPI, as the types of the spec.

        Raises:
            ValueError: There is something that is not what the spec says.
        """
        url = urlsplit(received.target)
        names = re.findall(r"{([^}]*)}", self.operation.path)
        pattern = "([^/]+)".join(re.escape(part) for part in re.split(r"{[^}]*}", self.operation.path))
        segments = re.fullmatch(pattern, url.path)
        if segments is None or received.method != self.operation.method.upper():
            raise ValueError(f"{received.method} {url.path} is another operation")
        query = parse_qs(url.query, keep_blank_values=True, strict_parsing=bool(url.query), errors="strict")
        raw: dict[tuple[str, str], list[str]] = {("query", name): values for name, values in query.items()}
        raw |= {
            ("path", name): [unquote(text, errors="strict")]
            for name, text in zip(names, segments.groups(), strict=True)
        }
        raw |= {("header", name): [text] for name, text in received.headers.items()}
        cookies = http.cookies.SimpleCookie(received.headers.get("cookie"))
        raw |= {("cookie", name): [unquote(morsel.value, errors="strict")] for name, morsel in cookies.items()}
        found: dict[tuple[str, str], Any] = {}
        for each in self.all:
            name = each.wire_name.lower() if each.place == "header" else each.wire_name
            if texts := raw.pop((each.place, name), None):
                found[each.place, each.wire_name] = _typed(each, texts)
        if unknown := [key for key in raw if key[0] in ("query", "cookie")]:
            raise ValueError(f"{unknown} is not in the spec")
        return found | self._found_in_body(received.body)

    def _found_in_body(self, content: bytes) -> dict[tuple[str, str], Any]:
        fields = [each for each in self.all if each.place == "body"]
        if content and fields and fields[0].wire_name:
            return {("body", name): value for name, value in json.loads(content).items()}
        body = SPEC.body(self.operation)
        if body is None or not (content or self.is_body_required):
            return {}
        return {("body", ""): json.loads(content) if is_json(next(iter(body.node["content"]))) else content.decode()}

    def complaints(self, found: dict[tuple[str, str], Any]) -> list[str]:
        """Return how what a server found breaks the spec. Within a body, an optional field may be null."""
        has_body = self.is_body_required or any(place == "body" for place, _ in found)
        told = []
        for each in self.all:
            key = (each.place, each.wire_name)
            if key not in found:
                told += [f"{each.name} is missing"] * (each.is_required and (each.place != "body" or has_body))
            elif not self._is_right(each, found[key], READINGS[1]):
                told.append(f"{each.name} cannot be {found[key]!r}")
        return told


def json_answers(operation: SpecOperation) -> dict[int, Schema]:
    """Return the schemas of the JSON answers that an operation documents, by one status that each of them has."""
    return {
        int(status.replace("X", "9")): media_type.get("schema", {})
        for status, found in SPEC.responses(operation).items()
        for content_type, media_type in found.node.get("content", {}).items()
        if is_json(content_type) and status != "default"
    }


def good_answer(operation: SpecOperation) -> bytes:
    """Return the bytes of a valid answer to a call that succeeds."""
    status, found = next(iter(SPEC.successes(operation).items()))
    line = f"{status.replace('X', '0')} Status"
    for content_type, media_type in found.node.get("content", {}).items():
        if is_json(content_type):
            return answer(instances(media_type.get("schema", {}))[0], line)
        return answer(b"text", line, content_type=content_type)
    return answer(b"", line)


def _leaves(value: Any) -> tuple[list[str], list[float]]:
    """Return all texts and all numbers in a value."""
    parts = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    inner = [_leaves(part) for part in parts]
    texts = [value] if isinstance(value, str) else []
    numbers = [value] if isinstance(value, int | float) else []
    return sum((each for each, _ in inner), texts), sum((each for _, each in inner), numbers)


def _is_too_large(number: float) -> bool:
    return not -(2**63) <= number < 2**64 if isinstance(number, int) else not math.isfinite(number)


def _typed(argument: Argument, texts: list[str]) -> Any:
    """Return the text of a parameter as the type of the spec."""
    schema = argument.schema
    if "array" in kinds(SPEC, schema):
        item = attrs.evolve(argument, schema=next(each["items"] for each in variants(schema) if "items" in each))
        separator = argument.separator
        return [_typed(item, [part]) for text in texts for part in (text.split(separator) if separator else [text])]
    if len(texts) > 1:
        raise ValueError(f"{argument.name} is there twice")
    return json.loads(texts[0]) if "string" not in (kinds(SPEC, schema) or {"string"}) else texts[0]
