"""Rules for operations that the validators do not have, and without which the generators would write wrong code.

The rules for schemas are in `lint_schemas`.
"""

import re
from collections.abc import Callable, Iterator

from tools.generation.document import Pointer
from tools.generation.lint_schemas import SCHEMA_RULES
from tools.generation.lint_unions import kinds
from tools.generation.schemas import parts, schema_roots, schemas, within
from tools.generation.spec import Found, Spec, SpecOperation

WORD = "[a-z][a-z0-9]*(_[a-z0-9]+)*"
OPERATION_ID = re.compile(rf"{WORD}\.{WORD}")
# The names that the modules of a tag import, or that a client already has.
RESERVED_TAGS = {"any", "literal", "mapping", "protocol", "request", "request_options", "resources", "sequence", "t"}
RESERVED_TAGS |= {"api_response", "base_url", "client", "execute", "httpx_client", "token", "type_var", "unset_type"}
RESERVED_HEADERS = {"accept", "authorization", "content-type", "cookie"}
STYLES = {"path": ["simple"], "header": ["simple"], "cookie": ["form"]}
STYLES |= {"query": ["form", "spaceDelimited", "pipeDelimited"]}
FORMS = ("multipart/", "application/x-www-form-urlencoded")

Problem = tuple[Pointer, str]


def lint(spec: Spec) -> None:
    """Check a spec.

    Raises:
        SpecError: The first rule that is broken, and where.
    """
    for pointer, problem in _problems(spec):
        raise spec.error(pointer, problem)


def _problems(spec: Spec) -> Iterator[Problem]:
    names: set[str] = set()
    yield from _paths(spec)
    yield from _booleans(spec)
    for pointer, schema in schemas(spec.document):
        for schema_rule in SCHEMA_RULES:
            yield from schema_rule(spec, pointer, schema)
    for operation in spec.operations():
        for rule in OPERATION_RULES:
            yield from rule(spec, operation)
        if operation.name in names:
            yield (*operation.pointer, "operationId"), f"{operation.name} is the name of another operation, too"
        names.add(operation.name)


def _paths(spec: Spec) -> Iterator[Problem]:
    for path, item in (spec.document.get("paths") or {}).items():
        if "$ref" in item:
            yield ("paths", path, "$ref"), "a path must be written here, not referred to"


def _booleans(spec: Spec) -> Iterator[Problem]:
    found = [*schema_roots(spec.document)]
    for at, schema in schemas(spec.document):
        found += parts(at, schema)
    for pointer, schema in found:
        if isinstance(schema, bool) and pointer[-1] != "additionalProperties":
            yield pointer, "true or false as a schema is supported for additionalProperties only"


def _name(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    tags = operation.node.get("tags", [])
    if len(tags) != 1 or not OPERATION_ID.fullmatch(operation.name) or operation.name.split(".")[0] != tags[0]:
        yield operation.pointer, f"expected one tag and an operationId `tag.verb`, got {tags} and {operation.name!r}"
    elif tags[0] in RESERVED_TAGS:
        yield (*operation.pointer, "tags", 0), f"{tags[0]} is a name that the client needs for something else"


def _responses(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    successes = spec.successes(operation)
    if not spec.responses(operation) or not successes:
        yield (*operation.pointer, "responses"), "expected a response with a 2xx status code"
    for found in successes.values():
        if len(found.node.get("content", {})) > 1:
            yield (*found.pointer, "content"), "expected one content type; which of several would come is not known"


def _body(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    body = spec.body(operation)
    if body is None:
        return
    content = body.node.get("content", {})
    if len(content) != 1:
        yield (*body.pointer, "content"), "expected one content type"
    for content_type, media_type in content.items():
        pointer: Pointer = (*body.pointer, "content", content_type)
        if content_type.startswith(FORMS):
            yield pointer, "forms are not supported, only JSON, text and bytes"
        for at, name in _read_only(spec, (*pointer, "schema"), media_type.get("schema"), set()):
            yield at, f"{name} is read-only, so a request may not hold it: give the request a schema of its own"


def _read_only(spec: Spec, pointer: Pointer, schema: object, seen: set[Pointer]) -> Iterator[Problem]:
    """Yield the place and name of every required read-only property that a schema leads to."""
    found = spec.follow(pointer, schema)
    if found.pointer in seen:
        return
    seen.add(found.pointer)
    for at, inner in within(found.pointer, found.node):
        for name, prop in inner.get("properties", {}).items():
            if name in inner.get("required", []) and spec.resolve(prop).get("readOnly"):
                yield (*at, "properties", name), name
        if "$ref" in inner:
            yield from _read_only(spec, at, inner, seen)


def _parameters(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    in_path = re.findall(r"{([^{}]*)}", operation.path)
    declared = [found.node["name"] for found in operation.parameters if found.node["in"] == "path"]
    if sorted(in_path) != sorted(declared):
        yield operation.pointer, f"the path holds {in_path or 'no parameters'}, but {declared or 'none'} are declared"
    for found in operation.parameters:
        yield from _parameter(spec, found)


def _parameter(spec: Spec, found: Found) -> Iterator[Problem]:
    name, place = found.node["name"], found.node["in"]
    schema = found.node.get("schema")
    if schema is None:
        yield found.pointer, f"the parameter {name} has content, not a schema, which is not supported"
        return
    if place == "path" and not re.fullmatch(r"[a-zA-Z_-][a-zA-Z0-9_-]*", name):
        yield (*found.pointer, "name"), f"{name!r} cannot be the name of a path parameter"
    if place == "header" and name.lower() in RESERVED_HEADERS:
        yield (*found.pointer, "name"), f"the header {name} is set by the client"
    if found.node.get("style", STYLES[place][0]) not in STYLES[place]:
        yield (*found.pointer, "style"), f"expected {' or '.join(STYLES[place])}"
    taken = kinds(spec, schema)
    if not taken:
        yield (*found.pointer, "schema"), f"the parameter {name} needs a type"
    if "object" in taken:
        yield (*found.pointer, "schema"), f"the parameter {name} is an object, which is not supported"
    if "array" in taken and place != "query":
        yield (*found.pointer, "schema"), f"the parameter {name} is an array, which is supported in the query only"
    if "boolean" in taken and place == "path":
        yield (*found.pointer, "schema"), f"the parameter {name} is a boolean, which is not supported in a path"


def _security(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    schemes = spec.document.get("components", {}).get("securitySchemes", {})
    for requirement in operation.node.get("security", spec.document.get("security", [])):
        for name in requirement:
            if name not in schemes:
                yield operation.pointer, f"the security scheme {name} is not among the components"
                continue
            found = spec.follow(("components", "securitySchemes", name), schemes[name])
            if (found.node.get("type"), str(found.node.get("scheme")).lower()) != ("http", "bearer"):
                yield found.pointer, "only bearer tokens are supported (type: http, scheme: bearer)"


OPERATION_RULES: list[Callable[[Spec, SpecOperation], Iterator[Problem]]] = [
    _name,
    _responses,
    _body,
    _parameters,
    _security,
]
