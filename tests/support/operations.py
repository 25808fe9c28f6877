"""Every operation of the spec, with its example: what to call it with, what then goes over the wire, and an answer."""

from importlib import import_module
from typing import Any

import attrs
from revox_api.runtime import Effect, Operation
from revox_api.runtime.document import spec

from tests.support.scripted_server import answer

DOCUMENT = spec()
ID = "an-id"


@attrs.frozen
class Example:
    """An operation and its example.

    Attributes:
        operation: What the client knows of it.
        arguments: What it is called with, by the names of the arguments.
        query: The query that this makes.
        body: The body that this makes; None where it has none.
        value: The answer, as JSON or bytes.
    """

    operation: Operation[Any]
    arguments: dict[str, Any]
    query: dict[str, Any]
    body: Any
    value: Any

    @property
    def path(self) -> str:
        """The path that goes over the wire."""
        return self.operation.path.replace("{id}", ID)

    @property
    def answer(self) -> bytes:
        """The bytes of the answer."""
        kind = "audio/mpeg" if isinstance(self.value, bytes) else "application/json"
        return answer(self.value, content_type=kind)

    def call(self, client: Any) -> Any:
        """Call it."""
        resource, _, verb = self.operation.name.partition(".")
        return getattr(getattr(client, resource), verb)(**self.arguments)


def _value(content: dict[str, Any], otherwise: Any) -> Any:
    for media_type in content.values():
        for example in media_type.get("examples", {}).values():
            return DOCUMENT["components"]["examples"][example["$ref"].rpartition("/")[2]]["value"]
    return otherwise


def _query_value(schema: dict[str, Any]) -> Any:
    target = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return target["enum"][0] if "enum" in target else 1 if target.get("type") == "number" else "completed"


def _example(node: dict[str, Any]) -> Example:
    resource, _, verb = node["operationId"].partition(".")
    operation: Operation[Any] = getattr(import_module(f"revox_api.api.{resource}"), f"_{verb}").OPERATION
    body = _value(node.get("requestBody", {}).get("content", {}), None)
    names = operation.argument_names.get("body", {})
    value = _value(node["responses"]["200"]["content"], b"\xff\xf3sound")
    query = {p["name"]: _query_value(p["schema"]) for p in node.get("parameters", []) if p["in"] == "query"}
    if isinstance(value, dict) and "page" in query.keys() & value.keys():
        query["page"] = value["page"]
    arguments = {names.get(name, name): value for name, value in (body or {}).items()} | query
    arguments |= {p["name"]: ID for p in node.get("parameters", []) if p["in"] == "path"}
    return Example(operation, arguments, query, body, value)


# Those that a source knows; an operation that somebody has just added may have no example yet.
EXAMPLES = {
    node["operationId"]: _example(node)
    for methods in DOCUMENT["paths"].values()
    for node in methods.values()
    if "x-sources" in node
}
DIALS = {name: example for name, example in EXAMPLES.items() if example.operation.effect is Effect.DIALS}
