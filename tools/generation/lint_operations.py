"""Rules for single operations: names, parameters, bodies, responses, security and our extensions."""

import keyword
import re
from collections.abc import Callable, Iterator

from tools.generation.bodies import body_fields, response_schema
from tools.generation.document import Pointer
from tools.generation.lint_unions import kinds
from tools.generation.schemas import within
from tools.generation.spec import Found, Spec, SpecOperation

WORD = "[a-z][a-z0-9]*(_[a-z0-9]+)*"
OPERATION_ID = re.compile(rf"{WORD}\.{WORD}")
# The names that the modules of a tag import, or that a client already has.
RESERVED_TAGS = {"any", "iterable", "literal", "mapping", "omit", "paging", "request", "request_options", "sequence"}
RESERVED_TAGS |= {"resources", "executor", "item_iterator", "page_iterator", "execute", "iter_items", "iter_pages"}
RESERVED_TAGS |= {"api_key", "base_url", "close", "copy", "deviations", "max_retries", "timeout", "with_options"}
EFFECTS = ("reads", "writes", "deletes", "dials")
RESERVED_HEADERS = {"accept", "authorization", "content-type", "cookie"}
STYLES = {"path": ["simple"], "header": ["simple"], "cookie": ["form"]}
STYLES |= {"query": ["form", "spaceDelimited", "pipeDelimited"]}
FORMS = ("multipart/", "application/x-www-form-urlencoded")

Problem = tuple[Pointer, str]


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
    if operation.node.get("x-verify-with", operation.name) not in {other.name for other in spec.operations()}:
        yield (*operation.pointer, "x-verify-with"), "expected the operationId of another operation"


def iterators(operation: SpecOperation) -> dict[str, str]:
    """Return the names of the iterators of an operation, over `items` and `pages`; none where they are not written so.

    That is a finding of `_pagination`.
    """
    given = operation.node.get("x-pagination")
    found = given.get("iterators") if isinstance(given, dict) else None
    if not isinstance(found, dict) or set(found) != {"items", "pages"}:
        return {}
    are_names = all(re.fullmatch(WORD, str(name)) and not keyword.iskeyword(str(name)) for name in found.values())
    return {kind: str(name) for kind, name in found.items()} if are_names else {}


def _pagination(spec: Spec, operation: SpecOperation) -> Iterator[Problem]:
    given, at = operation.node.get("x-pagination"), (*operation.pointer, "x-pagination")
    if given is None:
        return
    wanted = {"items", "key", "page", "page_size"}
    if not isinstance(given, dict) or not wanted | {"iterators"} <= set(given) <= {*wanted, "iterators", "total"}:
        yield at, f"expected {', '.join(sorted(wanted))} and iterators, and total where there is one"
        return
    if not all(isinstance(given[name], str) for name in set(given) - {"iterators"}):
        yield at, f"expected names as the values of {', '.join(sorted(set(given) - {'iterators'}))}"
        return
    if not iterators(operation):
        yield (*at, "iterators"), "expected the names of two methods, for items and for pages"
    arguments = {found.node["name"] for found in operation.parameters if found.node["in"] == "query"}
    arguments |= set(body_fields(spec, operation))
    for name in ("page", "page_size"):
        if given[name] not in arguments:
            yield (*at, name), f"{given[name]} is neither a query parameter nor a field of the body"
    page = response_schema(spec, operation).get("properties", {})
    if "total" in given and given["total"] not in page:
        yield (*at, "total"), f"{given['total']} is not among the fields of the response"
    items = spec.resolve(page.get(given["items"], {})).get("items", {})
    if "$ref" not in items or given["key"] not in spec.resolve(items).get("properties", {}):
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
