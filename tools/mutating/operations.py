"""Mutants of what the spec says around its schemas: operations, parameters, responses, security, the server."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tools.generation.document import Pointer
from tools.generation.spec import METHODS, Spec
from tools.mutating.documents import Change, at, renamed, with_value, without

OTHER_PLACE = {"path": "query", "query": "header", "header": "query", "cookie": "query"}


def operation_changes(spec: Spec) -> Iterator[Change]:
    """Yield the changes of everything but schemas."""
    yield from _document(spec.document)
    for path, item in spec.document["paths"].items():
        yield Change(path, "change the path", ("paths",), renamed(path, f"{path}s"))
        yield Change(path, "lose the last part of the path", ("paths",), renamed(path, path.rpartition("/")[0]))
        for method in [name for name in METHODS if name in item]:
            pointer: Pointer = ("paths", path, method)
            yield from _operation(item[method]["operationId"], pointer, item[method])
    for name, response in spec.document["components"].get("responses", {}).items():
        yield from _response(f"response {name}", ("components", "responses", name), response)
    yield from _assumptions(spec.document)


def _document(document: dict[str, Any]) -> Iterator[Change]:
    yield Change("document", "change the version of OpenAPI", (), with_value("openapi", "3.0.3"))
    yield Change("info", "change the version", ("info",), with_value("version", "0.0.0"))
    yield Change("info", "change the title", ("info",), with_value("title", "Other API"))
    for index, server in enumerate(document.get("servers", [])):
        for new in (server["url"].replace("https:", "http:"), f"{server['url']}/v1"):
            yield Change("servers", f"change to {new}", ("servers", index), with_value("url", new))
    yield Change("servers", "drop", (), without("servers"))
    yield Change("security", "drop", (), without("security"))
    yield Change("security", "make optional", ("security",), lambda node: node.append({}))
    for name in document["components"].get("securitySchemes", {}):
        pointer: Pointer = ("components", "securitySchemes", name)
        yield Change(name, "change the scheme to basic", pointer, with_value("scheme", "basic"))
        key = {"type": "apiKey", "in": "header", "name": "X-API-Key"}
        yield Change(name, "change to a key in a header", pointer[:2], with_value(name, key))
    for index, tag in enumerate(document.get("tags", [])):
        yield Change(f"tag {tag['name']}", "rename", ("tags", index), with_value("name", f"{tag['name']}_x"))


def _operation(name: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    method, tag = str(pointer[-1]), node["tags"][0]
    for other in ("get", "post", "put", "delete"):
        if other != method:
            yield Change(name, f"change the method to {other}", pointer[:-1], renamed(method, other))
    yield Change(name, "rename", pointer, with_value("operationId", f"{name}_x"))

    def under_other_tag(operation: Any) -> None:
        operation["tags"], operation["operationId"] = ["others"], name.replace(tag, "others", 1)

    yield Change(name, "move to another tag", pointer, under_other_tag)
    yield Change(name, "flip deprecated", pointer, with_value("deprecated", not node.get("deprecated", False)))
    yield Change(name, "lose security", pointer, with_value("security", []))
    parameters = node.get("parameters", [])
    for index, parameter in enumerate(parameters):
        yield from _parameter(f"{name}({parameter['name']})", (*pointer, "parameters", index), parameter)
    for index, (one, other) in enumerate(pairwise(parameters)):
        yield Change(
            f"{name}({one['name']})",
            f"swap schemas with {other['name']}",
            (*pointer, "parameters"),
            _swap_schemas(index),
        )
    extra = {"name": "no_such", "in": "query", "required": False, "schema": {"type": "string"}}
    yield Change(name, "add the parameter no_such", (*pointer, "parameters"), lambda node: node.append(extra))
    body = {"content": {"application/json": {"schema": {"type": "object", "additionalProperties": True}}}}
    yield Change(name, "add a request body", pointer, with_value("requestBody", body))
    for status, response in node["responses"].items():
        yield from _status(name, (*pointer, "responses"), status)
        if "$ref" not in response:
            yield from _response(f"{name} {status}", (*pointer, "responses", status), response)


def _swap_schemas(index: int) -> Any:
    def edit(parameters: Any) -> None:
        one, other = parameters[index], parameters[index + 1]
        one["schema"], other["schema"] = other["schema"], one["schema"]

    return edit


def _parameter(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    name = node["name"]
    yield Change(place, "drop", pointer[:-1], without(pointer[-1]))
    yield Change(place, "rename", pointer, with_value("name", f"{name}_x"))
    yield Change(place, "flip required", pointer, with_value("required", not node.get("required", False)))
    moved = OTHER_PLACE[node["in"]]
    yield Change(place, f"move to the {moved}", pointer, with_value("in", moved))
    yield Change(place, "flip deprecated", pointer, with_value("deprecated", not node.get("deprecated", False)))
    yield Change(place, "send an empty value", pointer, with_value("allowEmptyValue", True))


def _status(name: str, pointer: Pointer, status: str) -> Iterator[Change]:
    other = {"200": "201", "400": "422", "401": "403", "404": "410", "429": "503"}.get(status, "418")
    yield Change(f"{name} {status}", "drop", pointer, without(status))
    yield Change(f"{name} {status}", f"change the status to {other}", pointer, renamed(status, other))


def _response(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    for content_type in node.get("content", {}):
        inside: Pointer = (*pointer, "content")
        yield Change(place, "change the content type to text", inside, renamed(content_type, "text/plain"))
        yield Change(place, "change the content type to bytes", inside, renamed(content_type, "application/pdf"))
        yield Change(place, "lose the schema", (*inside, content_type), without("schema"))
    yield Change(place, "lose the body", pointer, without("content"))


def _assumptions(document: dict[str, Any], pointer: Pointer = ()) -> Iterator[Change]:
    node = at(document, pointer)
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        if key == "x-assumed":
            for keyword in value:
                words = "/".join(str(part) for part in pointer[1:])
                yield Change(words, f"lose the mark that {keyword} is assumed", (*pointer, key), without(keyword))
        else:
            yield from _assumptions(document, (*pointer, key))
