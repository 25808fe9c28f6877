"""What the bodies of requests and responses hold."""

from collections.abc import Iterator
from typing import Any

from tools.generation.runtime.operations import is_json
from tools.generation.spec import Spec, SpecOperation


def body_schema(spec: Spec, operation: SpecOperation) -> dict[str, Any]:
    """Return the schema of the JSON body of an operation, or an empty one where it has none."""
    body = spec.body(operation)
    for content_type, media_type in body.node["content"].items() if body else ():
        if is_json(content_type):
            return united(spec, spec.resolve(media_type["schema"]))
    return {}


def united(spec: Spec, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with the fields of the parts of its allOf; itself where it has none."""
    if "allOf" not in schema:
        return schema
    parts = [*map(spec.resolve, schema["allOf"]), schema]
    found = {key: value for key, value in schema.items() if key != "allOf"}
    found["properties"] = {name: field for part in parts for name, field in part.get("properties", {}).items()}
    found["required"] = list(dict.fromkeys(name for part in parts for name in part.get("required", [])))
    return found


def body_fields(spec: Spec, operation: SpecOperation) -> dict[str, Any]:
    """Return the fields of a body that is an object, which become arguments, by name; none of any other body."""
    properties = body_schema(spec, operation).get("properties", {})
    return {name: field for name, field in properties.items() if not spec.resolve(field).get("readOnly")}


def response_models(spec: Spec) -> set[str]:
    """Return the names of the schemas that are a whole successful response, alone or as one of several."""
    return {
        name
        for operation in spec.operations()
        for found in spec.successes(operation).values()
        for media_type in found.node.get("content", {}).values()
        for name in _objects(spec, media_type["schema"])
    }


def response_schema(spec: Spec, operation: SpecOperation) -> dict[str, Any]:
    """Return the schema of the first successful response of an operation; an empty one where it has no JSON."""
    for found in spec.successes(operation).values():
        for content_type, media_type in found.node.get("content", {}).items():
            if is_json(content_type):
                schema: dict[str, Any] = spec.resolve(media_type.get("schema", {}))
                return schema
    return {}


def item_schema(spec: Spec, operation: SpecOperation) -> str:
    """Return the name of the schema of the items that come in pages."""
    items = response_schema(spec, operation)["properties"][operation.node["x-pagination"]["items"]]
    return str(spec.resolve(items)["items"]["$ref"]).rpartition("/")[2]


def _objects(spec: Spec, schema: dict[str, Any]) -> Iterator[str]:
    target = spec.resolve(schema)
    if "properties" in target:
        yield str(schema["$ref"]).rpartition("/")[2]
    for variant in [*target.get("oneOf", []), *target.get("anyOf", [])]:
        yield from _objects(spec, variant)
