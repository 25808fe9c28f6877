"""Mutants of the schemas of the spec: every type, null, value, bound, property, variant and reference."""

from collections.abc import Iterator
from typing import Any

from tools.generation.document import Pointer
from tools.generation.schemas import is_component, schemas
from tools.generation.spec import Spec
from tools.mutating.documents import Change, Edit, references, renamed, swapped, with_value, without

NULL = {"type": "null"}
OTHER_TYPE = {
    "string": ("integer",),
    "integer": ("number", "string"),
    "number": ("integer", "string"),
    "boolean": ("string",),
    "array": ("object",),
    "object": ("string",),
}
NEW_BOUNDS: dict[str, dict[str, Any]] = {
    "string": {"minLength": 1, "maxLength": 100, "format": "date-time", "pattern": "^x"},
    "integer": {"multipleOf": 2},
    "number": {"minimum": 0, "maximum": 100, "multipleOf": 1},
    "array": {"minItems": 1, "maxItems": 100, "uniqueItems": True},
    "object": {"minProperties": 1},
}
MOVED: tuple[str, ...] = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
MOVED += ("minLength", "maxLength", "minItems", "maxItems")
OPPOSITE = {"minimum": "exclusiveMinimum", "maximum": "exclusiveMaximum"}
OPPOSITE |= {other: one for one, other in OPPOSITE.items()}


def schema_changes(spec: Spec) -> Iterator[Change]:
    """Yield the changes of every schema at every depth."""
    for pointer, node in schemas(spec.document):
        place = _words(spec, pointer)
        if "$ref" not in node:
            for rule in (_types, _null, _values, _bounds, _properties, _values_of_maps, _variants, _lists):
                yield from rule(place, pointer, node)
        elif pointer[-1] != "x-list-of" and pointer[-2] != "oneOf":
            either = {"oneOf": [{"$ref": node["$ref"]}, NULL]}
            yield Change(place, "admit null", pointer, _become(either))
        if pointer[-1] != "schema":
            yield Change(place, "flip deprecated", pointer, with_value("deprecated", not node.get("deprecated", False)))
    yield from _references(spec)
    for name in spec.components:
        yield Change(name, "rename", (), _renamed_component(name, f"{name}X"))


def _words(spec: Spec, pointer: Pointer) -> str:
    """Return a place as people would write it, such as `Call.metadata` or `campaigns.get_rows(page)`."""
    if pointer[:2] == ("components", "schemas"):
        return "/".join(str(part) for part in pointer[2:]).replace("/properties/", ".")
    for operation in spec.operations():
        if pointer[: len(operation.pointer)] == operation.pointer:
            rest = pointer[len(operation.pointer) :]
            if rest[0] == "parameters":
                name = operation.node["parameters"][rest[1]]["name"]
                return "/".join([f"{operation.name}({name})", *map(str, rest[3:])])
            return "/".join([operation.name, *map(str, rest[1:])])
    return "/".join(str(part) for part in pointer[1:])


def _become(new: dict[str, Any]) -> Edit:
    """Return an edit that puts other keywords in the place of the type and keeps the description."""

    def edit(node: Any) -> None:
        kept = {key: node[key] for key in ("description", "deprecated", "x-assumed") if key in node}
        node.clear()
        node.update(kept | new)

    return edit


def _types(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    kind = node.get("type")
    if isinstance(kind, list):
        for index, one in enumerate(kind):
            for other in OTHER_TYPE.get(one, ()):
                yield Change(place, f"retype from {one} to {other}", (*pointer, "type"), with_value(index, other))
    elif kind in OTHER_TYPE:
        for other in OTHER_TYPE[kind]:
            yield Change(place, f"retype from {kind} to {other}", pointer, _become({"type": other}))
        yield Change(place, "lose the type", pointer, without("type"))
    elif kind is None and not {"oneOf", "anyOf"} & node.keys():
        yield Change(place, "retype from any to string", pointer, with_value("type", "string"))
        yield Change(place, "retype from any to string or null", pointer, with_value("type", ["string", "null"]))


def _null(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    kind = node.get("type")
    if isinstance(kind, list) and "null" in kind:
        yield Change(place, "refuse null", pointer, with_value("type", next(one for one in kind if one != "null")))
    elif kind == "array" and not is_component(pointer) and pointer[-2] != "oneOf":
        either = {"oneOf": [{key: value for key, value in node.items() if key != "description"}, NULL]}
        yield Change(place, "admit null", pointer, _become(either))
    elif kind in OTHER_TYPE and kind != "object" and not {"enum", "const"} & node.keys() and pointer[-2] != "oneOf":
        yield Change(place, "admit null", pointer, with_value("type", [kind, "null"]))


def _values(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    for index, value in enumerate(node.get("enum", [])):
        yield Change(place, f'drop enum value "{value}"', (*pointer, "enum"), without(index))
        yield Change(place, f'change enum value "{value}"', (*pointer, "enum"), with_value(index, f"{value}_x"))
    if "enum" in node:
        yield Change(place, "add an enum value", (*pointer, "enum"), lambda values: values.append("no_such_value"))
        yield Change(place, "lose the enum", pointer, without("enum"))
    if "const" in node:
        yield Change(place, "change the constant", pointer, with_value("const", f"{node['const']}-x"))
        yield Change(place, "lose the constant", pointer, without("const"))


def _bounds(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    for keyword in [keyword for keyword in MOVED if keyword in node]:
        for step in (-1, 1) if isinstance(node[keyword], int) else (-0.1, 0.1):
            moved = round(node[keyword] + step, 6)
            if moved > 0 or keyword != "multipleOf":
                yield Change(place, f"move {keyword} to {moved}", pointer, with_value(keyword, moved))
        yield Change(place, f"lose {keyword}", pointer, without(keyword))
        if keyword in OPPOSITE:
            new = OPPOSITE[keyword]
            yield Change(place, f"change {keyword} into {new}", pointer, renamed(keyword, new))
    if "pattern" in node:
        yield Change(place, "change the pattern", pointer, with_value("pattern", f"{node['pattern'][:-1]}x$"))
        yield Change(place, "lose the pattern", pointer, without("pattern"))
    if isinstance(node.get("type"), str) and not {"enum", "const"} & node.keys():
        for keyword, value in NEW_BOUNDS.get(node["type"], {}).items():
            if keyword not in node and OPPOSITE.get(keyword) not in node:
                yield Change(place, f"add {keyword} {value}", pointer, with_value(keyword, value))


def _properties(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    names = list(node.get("properties", {}))
    for name, following in zip(names, [*names[1:], None], strict=False):
        field = f"{place}.{name}"
        yield Change(field, "drop", pointer, _dropped(name))
        yield Change(field, "rename", pointer, _renamed_property(name))
        is_required = name in node.get("required", [])
        yield Change(field, "make optional" if is_required else "require", pointer, _flipped(name))
        if following and _contract(node["properties"][name]) != _contract(node["properties"][following]):
            yield Change(field, f"swap with {following}", (*pointer, "properties"), swapped(name, following))
    if names:
        new = {"type": "string"}
        yield Change(place, "add the property no_such", (*pointer, "properties"), with_value("no_such", new))
        yield Change(place, "refuse other properties", pointer, with_value("additionalProperties", False))


def _contract(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without what is for people."""
    return {key: value for key, value in schema.items() if key != "description"}


def _dropped(name: str) -> Edit:
    def edit(node: Any) -> None:
        del node["properties"][name]
        node["required"] = [each for each in node.get("required", []) if each != name]

    return edit


def _renamed_property(name: str) -> Edit:
    def edit(node: Any) -> None:
        renamed(name, f"{name}_x")(node["properties"])
        node["required"] = [f"{name}_x" if each == name else each for each in node.get("required", [])]

    return edit


def _flipped(name: str) -> Edit:
    def edit(node: Any) -> None:
        required = node.get("required", [])
        node["required"] = [each for each in required if each != name] if name in required else [*required, name]

    return edit


def _values_of_maps(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    if "additionalProperties" in node:
        yield Change(place, "refuse other properties", pointer, with_value("additionalProperties", False))
        # Without the keyword, any value is allowed, which is what `true` means.
        if node["additionalProperties"] is not True:
            yield Change(place, "lose the type of the values", pointer, without("additionalProperties"))
        else:
            yield Change(place, "narrow the values", pointer, with_value("additionalProperties", {"type": "string"}))


def _variants(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    variants = node.get("oneOf", [])
    for index, variant in enumerate(variants):
        word = variant.get("$ref", str(variant.get("type"))).rpartition("/")[2]
        yield Change(place, f"drop the variant {word}", (*pointer, "oneOf"), without(index))
    if variants and NULL not in variants:
        yield Change(place, "add the variant null", (*pointer, "oneOf"), lambda node: node.append(dict(NULL)))
    if variants:
        new = {"type": "boolean"}
        yield Change(place, "add the variant boolean", (*pointer, "oneOf"), lambda node: node.append(new))
        yield Change(place, "any of instead of one of", pointer, renamed("oneOf", "anyOf"))
    if "discriminator" in node:
        inside: Pointer = (*pointer, "discriminator")
        yield Change(place, "lose the discriminator", pointer, without("discriminator"))
        yield Change(place, "change the discriminator", inside, with_value("propertyName", "name"))
        mapping = node["discriminator"].get("mapping", {})
        for value in mapping:
            yield Change(place, f"lose {value} of the discriminator", (*inside, "mapping"), without(value))
        if len(mapping) > 1:
            yield Change(place, "swap the discriminator", (*inside, "mapping"), swapped(*list(mapping)[:2]))


def _lists(place: str, pointer: Pointer, node: dict[str, Any]) -> Iterator[Change]:
    if "items" in node:
        yield Change(place, "lose the type of the items", pointer, with_value("items", {}))
    if "x-list-of" in node:
        yield Change(place, "lose the values of the list", pointer, without("x-list-of"))
        yield Change(place, "separate by semicolons", pointer, with_value("x-list-separator", ";"))
        yield Change(place, "lose the separator", pointer, without("x-list-separator"))


def _references(spec: Spec) -> Iterator[Change]:
    names = list(spec.components)
    for pointer, target in references(spec.document):
        room, _, name = target.rpartition("/")
        if name in names and room.endswith("/schemas"):
            other = names[(names.index(name) + 1) % len(names)]
            edit = with_value("$ref", f"{room}/{other}")
            yield Change(_words(spec, pointer), f"refer to {other} instead of {name}", pointer, edit)
        elif room.endswith("/responses"):
            edit = with_value("$ref", f"{room}/{_other_response(spec, name)}")
            yield Change("/".join(map(str, pointer[1:])), f"refer to another response than {name}", pointer, edit)


def _other_response(spec: Spec, name: str) -> str:
    names = list(spec.document["components"]["responses"])
    return str(names[(names.index(name) + 1) % len(names)])


def _renamed_component(name: str, new: str) -> Edit:
    def edit(document: Any) -> None:
        renamed(name, new)(document["components"]["schemas"])
        old_reference, new_reference = (f"#/components/schemas/{each}" for each in (name, new))
        _replace(document, old_reference, new_reference)

    return edit


def _replace(node: Any, old: str, new: str) -> None:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        if value == old:
            node[key] = new
        else:
            _replace(value, old, new)
