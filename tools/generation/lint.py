"""Rules for operations that the validators do not have, and without which the generators would write wrong code.

The rules for schemas are in `lint_schemas`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tools.generation.adapt import body_fields, response_schema
from tools.generation.document import Pointer, SpecError, raise_all
from tools.generation.lint_schemas import SCHEMA_RULES
from tools.generation.lint_unions import kinds
from tools.generation.schemas import parts, schema_roots, schemas, within
from tools.generation.spec import Found, Spec, SpecOperation

WORD = "[a-z][a-z0-9]*(_[a-z0-9]+)*"
OPERATION_ID = re.compile(rf"{WORD}\.{WORD}")
# The names that the modules of a tag import, or that a client already has.
RESERVED_TAGS = {"any", "iterable", "literal", "mapping", "omit", "paging", "request", "request_options", "resources"}
RESERVED_TAGS |= {
    "api_key",
    "base_url",
    "close",
    "copy",
    "deviations",
    "execute",
    "executor",
    "item_iterator",
    "sequence",
}
RESERVED_TAGS |= {"iter_items", "iter_pages", "max_retries", "page_iterator", "timeout", "with_options"}
RESERVED_VERBS = {"with_raw_response"}
PAGING = {"page_size", "prefetch", "resume", "known", "keep_raw"}
EFFECTS = ("reads", "writes", "deletes", "dials")
RESERVED_HEADERS = {"accept", "authorization", "content-type", "cookie"}
STYLES = {"path": ["simple"], "header": ["simple"], "cookie": ["form"]}
STYLES |= {"query": ["form", "spaceDelimited", "pipeDelimited"]}
FORMS = ("multipart/", "application/x-www-form-urlencoded")

Problem = tuple[Pointer, str]


def lint(spec: Spec) -> None:
    """Check a spec, as documented and with its assumptions.

    Raises:
        SpecError: All rules that are broken, each with its place.
    """
    raise_all(_findings(spec, [_assumptions(spec)]))
    raise_all([*_findings(spec, _checks(spec)), *_findings(spec, _checks(spec.with_assumptions()))])


def _findings(spec: Spec, checks: Iterable[Iterator[Problem]]) -> Iterator[SpecError]:
    """Carry out checks; one that cannot go on does not keep the others from it."""
    for check in checks:
        try:
            yield from (spec.error(pointer, problem) for pointer, problem in check)
        except SpecError as error:
            yield error


def _checks(spec: Spec) -> Iterator[Iterator[Problem]]:
    yield _paths(spec)
    yield _booleans(spec)
    yield from (rule(spec, at, schema) for at, schema in schemas(spec.document) for rule in SCHEMA_RULES)
    yield from (rule(spec, operation) for operation in spec.operations() for rule in OPERATION_RULES)
    yield _method_names(spec)


def _method_names(spec: Spec) -> Iterator[Problem]:
    names: set[str] = set()
    for operation in spec.operations():
        tag = operation.name.partition(".")[0]
        iterators = operation.node.get("x-pagination", {}).get("iterators", {})
        own = {operation.name: "operationId"} | {f"{tag}.{name}": "x-pagination" for name in iterators.values()}
        for name, keyword in own.items():
            if name in names or name.partition(".")[2] in RESERVED_VERBS:
                yield (*operation.pointer, keyword), f"{name} is the name of another method, too"
            names.add(name)


def _assumptions(spec: Spec) -> Iterator[Problem]:
    for pointer, node in _nodes(spec.document, ()):
        for keyword, assumption in node.get("x-assumed", {}).items():
            if not isinstance(assumption, dict) or set(assumption) != {"value", "because"}:
                yield (*pointer, "x-assumed", keyword), "expected a value, and because, which says why it is assumed"
            elif keyword in node and not (isinstance(node[keyword], dict) and isinstance(assumption["value"], dict)):
                yield (*pointer, "x-assumed", keyword), f"{keyword} is documented already"


def _nodes(node: object, at: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if isinstance(node, dict):
        yield at, node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from _nodes(value, (*at, key))


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


def _extensions(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    if operation.node.get("x-effect", "reads") not in EFFECTS:
        yield (*operation.pointer, "x-effect"), f"expected one of {', '.join(EFFECTS)}"
    if not isinstance(operation.node.get("x-costs", True), bool):
        yield (*operation.pointer, "x-costs"), "expected true or false"


def _pagination(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    given, at = operation.node.get("x-pagination"), (*operation.pointer, "x-pagination")
    if given is None:
        return
    wanted = {"items", "key", "page", "page_size", "iterators"}
    if not isinstance(given, dict) or not wanted <= set(given) <= {*wanted, "total"}:
        yield at, f"expected {', '.join(sorted(wanted))}, and total where there is one"
        return
    if set(given["iterators"]) != {"items", "pages"} or not all(
        re.fullmatch(WORD, n) for n in given["iterators"].values()
    ):
        yield (*at, "iterators"), "expected the names of two methods, for items and for pages"
    arguments = {found.node["name"] for found in operation.parameters if found.node["in"] == "query"}
    arguments |= set(body_fields(spec, operation))
    for name in ("page", "page_size"):
        if given[name] not in arguments:
            yield (*at, name), f"{given[name]} is neither a query parameter nor a field of the body"
    for name in sorted(PAGING & (arguments - {given["page"], given["page_size"]})):
        yield operation.pointer, f"the argument {name} is one that the iterators have, too"
    page = response_schema(spec, operation).get("properties", {})
    if given.get("total", given["items"]) not in page:
        yield (*at, "total"), f"{given['total']} is not among the fields of the response"
    items = spec.resolve(spec.resolve(page.get(given["items"], {})).get("items", {}))
    if given["key"] not in items.get("properties", {}):
        yield (*at, "items"), f"expected a list of named objects with the field {given['key']} in the response"


OPERATION_RULES: list[Callable[[Spec, SpecOperation], Iterator[Problem]]] = [
    _name,
    _responses,
    _body,
    _parameters,
    _security,
    _extensions,
    _pagination,
]
