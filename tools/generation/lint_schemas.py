"""Rules for single schemas that the validators do not have, and without which the generators would write wrong code."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from openapi_python_client.strings import ClassName

from tools.generation.document import Pointer
from tools.generation.lint_unions import UNION_RULES, admits
from tools.generation.schemas import is_body, is_component
from tools.generation.spec import Spec

RESERVED_FIELDS = {"keep_raw", "raw", "raw_body", "to_dict", "to_json"}
# What models.py imports, and how it calls the parameters and the unions of operations.
RESERVED_NAMES = {"Annotated", "Any", "ClassVar", "Literal", "Meta", "Model", "OpenIntEnum", "OpenStrEnum"}
RESERVED_NAMES |= {"ExtensibleStrEnum", "RawModel", "Struct", "TypeAlias", "UNSET", "UnsetType"}
RESERVED_UNION = re.compile(r"Union\d+")
RESERVED_ENDINGS = ("ParametersQuery", "ParametersPath", "ParametersHeader", "ParametersCookie", "ParametersBody")
UNSUPPORTED = ["not", "patternProperties", "prefixItems", "if", "then", "else", "dependentSchemas", "$defs", "$anchor"]
UNSUPPORTED += ["nullable", "$dynamicRef", "$dynamicAnchor", "$id", "unevaluatedProperties", "unevaluatedItems"]
BOUNDS = [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")]
LARGEST = 2**63
ANNOTATIONS = {"$ref", "title", "description", "deprecated", "default", "example", "examples", "readOnly", "writeOnly"}

Problem = tuple[Pointer, str]


def _name(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    """The two generators must give a schema the same name: the one that it has in the spec."""
    if not is_component(at):
        return
    name = str(at[2])
    expected = str(ClassName(name, "Field"))
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", expected):
        yield at, f"{name} cannot be the name of a Python class"
    elif name != expected:
        yield at, f"{name} cannot be the name of a Python class; write {expected}"
    elif name in RESERVED_NAMES or name.endswith(RESERVED_ENDINGS) or RESERVED_UNION.fullmatch(name):
        yield at, f"{name} is a name that the generated models need for something else"


def _named(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if is_component(at):
        return
    # The parts that a component unites become one object; the fields of a body become arguments.
    is_part = is_component(at[:3]) and len(at) == 5 and at[3] == "allOf"
    if "properties" in schema and not is_part and not is_body(at):
        yield at, "an object with properties needs a name: move it to components/schemas and refer to it"
    if "enum" in schema:
        yield at, "an enum needs a name: move it to components/schemas and refer to it"


def _enums(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if "enum" not in schema:
        return
    values = schema["enum"]
    found = {type(value) for value in values}
    if found not in ({str}, {int}):
        yield (*at, "enum"), "expected an enum of strings or of integers; put null beside a reference to it"
    elif len(set(values)) < len(values):
        yield (*at, "enum"), "a value stands twice"
    elif schema.get("type", "any") not in ("any", "string" if found == {str} else "integer"):
        yield (*at, "type"), f"{schema['type']} does not agree with the values of the enum"


def _bounds(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    for low, high in BOUNDS:
        if low in schema and high in schema and schema[low] > schema[high]:
            yield at, f"{low} {schema[low]} is above {high} {schema[high]}"
    for name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        if abs(schema.get(name, 0)) >= LARGEST:
            yield (*at, name), f"{schema[name]} is more than 64 bits can hold"


def _defaults(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if "default" in schema and not admits(spec, schema, schema["default"]):
        yield (*at, "default"), f"{schema['default']!r} is not of the type of the schema"


def _fields(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    if properties and "object" not in schema.get("type", "object"):
        yield (*at, "type"), f"expected object, as there are properties, got {schema['type']}"
    if (properties or "allOf" in schema) and isinstance(schema.get("additionalProperties"), dict):
        yield (
            (*at, "additionalProperties"),
            "values beside the properties would be lost: give them a field of their own",
        )
    for name in schema.get("required", []):
        if properties and name not in properties and "allOf" not in schema:
            yield (*at, "required"), f"{name} is required, but is not among the properties"
    for name in sorted(RESERVED_FIELDS & set(properties)):
        yield (*at, "properties", name), f"{name} is a method of every model"


def _lists(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    if "x-list-of" not in schema:
        return
    target, separator = spec.resolve(schema["x-list-of"]), schema.get("x-list-separator")
    values = target.get("enum") if isinstance(target, dict) else None
    if not values or not isinstance(separator, str) or not separator:
        yield at, "expected x-list-of to refer to an enum, and x-list-separator beside it"


def _keywords(spec: Spec, at: Pointer, schema: dict[str, Any]) -> Iterator[Problem]:
    for name in UNSUPPORTED:
        if name in schema:
            yield (*at, name), f"{name} is not supported"
    if "$ref" in schema:
        spec.follow(at, schema, "schemas")
        if is_component(at):
            yield at, f"a second name for a schema: refer to {schema['$ref']} itself"
    for name in sorted(set(schema) - ANNOTATIONS):
        if "$ref" in schema and not name.startswith("x-"):
            yield (*at, name), f"{name} beside $ref would be lost: write it where the reference leads"


SCHEMA_RULES: list[Callable[[Spec, Pointer, dict[str, Any]], Iterator[Problem]]] = [
    _name,
    _named,
    _enums,
    _keywords,
    *UNION_RULES,
    _bounds,
    _defaults,
    _fields,
    _lists,
]
