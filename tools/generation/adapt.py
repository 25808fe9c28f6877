"""Rewrites a spec for the generators: the same contract, in the words that make them write what we want.

What is decided here, for every spec:

- Times, dates, UUIDs and other formats stay the text that came: what came in goes out, byte for byte. An argument that
  is a date or a time may be given as one.
- A number that came as an integer stays one.
- Defaults are told, not filled in: a default is what the server assumes, and a field that was absent stays absent.
- What only requests hold (`writeOnly`) is optional to who reads, and what only responses hold is no argument.
- A union of a named enum and any text is that enum, which takes any text anyway.
"""

import copy
from typing import Any

from openapi_python_client.strings import pascal_case

from tools.generation.bodies import body_fields, body_schema, united
from tools.generation.runtime.operations import is_json
from tools.generation.schemas import schemas
from tools.generation.spec import Spec, SpecOperation
from tools.generation.text import in_docstring
from tools.generation.unions import UNIONS, discriminator_of, extensible_enum, variants_of

PLACES = ("query", "path", "header", "cookie")
BODY = "body"


def adapted(spec: Spec) -> Spec:
    """Return a copy of a spec with the rewritings that both generators need."""
    copied = copy.copy(spec)
    copied.document = copy.deepcopy(spec.document)
    copied.document.setdefault("paths", {})
    for operation in copied.operations():
        operation.node.setdefault("security", copied.document.get("security", []))
        for found in operation.parameters:
            _spell_out_list(copied, found.node)
            if found.node.get("x-omittable"):
                found.node["required"] = False
        body = copied.body(operation)
        for holder in [*([body] if body else []), *copied.successes(operation).values()]:
            for content_type, media_type in holder.node.get("content", {}).items():
                media_type.setdefault("schema", {} if is_json(content_type) else {"type": "string"})
    for _, schema in list(schemas(copied.document)):
        _unite(copied, schema)
        _spell_out_union(copied, schema)
        _say_type(schema)
        if "default" in schema:
            schema["x-default"] = schema.pop("default")
        for keyword in ("title", "uniqueItems"):  # A title would name the class, and a set has no order.
            schema.pop(keyword, None)
    return copied


def _spell_out_list(spec: Spec, parameter: dict[str, Any]) -> None:
    """Turn `x-list-of` into plain OpenAPI: text, or an array of text that is joined with the separator."""
    schema = parameter.get("schema", {})
    if "x-list-of" not in schema:
        return
    values = spec.resolve(schema["x-list-of"])["enum"]
    parameter |= {"style": "form", "explode": False, "x-separator": schema["x-list-separator"], "x-values": values}
    parameter["schema"] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _spell_out_union(spec: Spec, schema: dict[str, Any]) -> None:
    """Write a union as one list of variants, with what tells its objects apart."""
    variants = variants_of(schema)
    if not variants:
        return
    discriminator = discriminator_of(spec, schema)
    if enum := extensible_enum(spec, variants):
        spec.resolve({"$ref": enum})["x-extensible"] = True
        variants = [{"$ref": enum}, *(variant for variant in variants if spec.resolve(variant).get("type") != "string")]
    for key in (*UNIONS, "discriminator"):
        schema.pop(key, None)
    if len(variants) == 1:
        schema |= variants[0]
        return
    schema["oneOf"] = variants
    if discriminator is not None:
        schema["discriminator"] = discriminator


def _unite(spec: Spec, schema: dict[str, Any]) -> None:
    """Write the parts of allOf as one schema."""
    parts = schema.get("allOf", [])
    if len(parts) == 1 and "$ref" in parts[0] and not {"properties", "required"} & set(schema):
        schema["$ref"] = schema.pop("allOf")[0]["$ref"]
    elif parts:
        schema |= copy.deepcopy(united(spec, schema))
        del schema["allOf"]


def _say_type(schema: dict[str, Any]) -> None:
    if "properties" in schema:
        schema.setdefault("type", "object")
    elif schema.get("type") == "object":
        schema.setdefault("additionalProperties", True)
    if schema.get("type") == "array":
        schema.setdefault("items", {})
    if "enum" in schema:
        schema.setdefault("type", "string" if isinstance(schema["enum"][0], str) else "integer")


def for_models(spec: Spec) -> dict[str, Any]:
    """Return the document for the generator of the models: the named schemas, and one for each set of parameters."""
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "models", "version": "1"}, "paths": {}}
    components = copy.deepcopy(spec.components)
    document["components"] = {"schemas": components}
    for component in list(components.values()):
        for field in component.get("properties", {}).values():
            target = components.get(str(field.get("$ref", "")).rpartition("/")[2], {})
            if text := _field_text(field, target):
                field["x-doc"] = text
            field.pop("description", None)
    for _, schema in list(schemas(document)):
        _keep_integers(schema)
    for component in components.values():
        written = [name for name, field in component.get("properties", {}).items() if field.get("writeOnly")]
        if written and "required" in component:
            component["required"] = [name for name in component["required"] if name not in written]
    for operation in spec.operations():
        for place in PLACES:
            if parameters := parameters_to_check(operation, place):
                required = [p["name"] for p in parameters if p.get("required")]
                properties = {p["name"]: copy.deepcopy(p["schema"]) for p in parameters}
                components[parameters_class(operation, place)] = _object(properties, required)
        if fields := body_fields(spec, operation):
            properties = {name: {**copy.deepcopy(field), "description": ""} for name, field in fields.items()}
            required = [name for name in body_schema(spec, operation).get("required", []) if name in fields]
            components[parameters_class(operation, BODY)] = _object(properties, required)
    unions = [schema for at, schema in schemas(spec.document) if at[0] != "components" or at[1] != "schemas"]
    for number, union in enumerate(union for union in unions if "discriminator" in union):
        components[f"Union{number}"] = copy.deepcopy(union)  # else its variants would lack their tags
    for _, schema in list(schemas(document)):
        schema.pop("format", None)
        if "description" in schema and not schema["description"]:
            del schema["description"]
    return document


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


def parameters_class(operation: SpecOperation, place: str) -> str:
    """Return the name of the model that the parameters of one place are checked against."""
    return f"{pascal_case(operation.name)}Parameters{place.capitalize()}"


def parameters_to_check(operation: SpecOperation, place: str) -> list[dict[str, Any]]:
    """Return the parameters of one place, if there is anything to check; outside the query, text needs no check."""
    parameters = [found.node for found in operation.parameters if found.node["in"] == place]
    if place == "query" or any(_is_more_than_text(parameter["schema"]) for parameter in parameters):
        return parameters
    return []


def _is_more_than_text(schema: dict[str, Any]) -> bool:
    checks = {"$ref", "const", "maxLength", "pattern", "anyOf", "oneOf"} & set(schema)
    return bool(checks) or schema.get("type") != "string" or schema.get("minLength", 1) > 1


def _field_text(field: dict[str, Any], target: dict[str, Any]) -> str:
    text = str(field.get("description") or target.get("description", ""))
    return in_docstring(f"Deprecated. {text}" if field.get("deprecated") else text)


def _keep_integers(schema: dict[str, Any]) -> None:
    """Let a number be an integer as well, so that what came in as 0 goes out as 0."""
    kinds = schema.get("type")
    if kinds == "number":
        schema["type"] = ["integer", "number"]
    elif isinstance(kinds, list) and "number" in kinds:
        schema["type"] = ["integer", *(kind for kind in kinds if kind != "integer")]


def for_endpoints(spec: Spec) -> dict[str, Any]:
    """Return the document for the generator of the endpoints.

    Of a model only the name is needed, so an object becomes one
    without fields, unless its fields become arguments: the models are written elsewhere.
    """
    document = copy.deepcopy(spec.document)
    for path in document.get("paths", {}).values():
        for operation in path.values():
            if isinstance(operation, dict) and "operationId" in operation:
                operation["operationId"] = operation["operationId"].replace(".", "_")
    found = [id(body_schema(spec, operation)) for operation in spec.operations()]
    bodies = {name for name, schema in spec.components.items() if id(schema) in found}
    for name, component in document.get("components", {}).get("schemas", {}).items():
        if "properties" in component and name not in bodies:
            component.clear()
            component |= {"type": "object", "properties": {}}
    for at, schema in schemas(document):
        if "parameters" not in at or schema.get("format") not in ("date", "date-time"):
            schema.pop("format", None)
    return document
