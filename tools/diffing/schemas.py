"""Compares two schemas: whether a value can be null, which variants it has, and what is said of it."""

from collections.abc import Callable
from fractions import Fraction
from itertools import zip_longest
from operator import eq, gt, lt
from typing import Any

from attrs import frozen

from tools.diffing.nodes import Node
from tools.diffing.shapes import bare, is_wider, kinds, matched, shape, words
from tools.diffing.walk import Context, Table, Walk

FORMS = {"$ref", "oneOf", "anyOf", "allOf"}
STRUCTURE = {"properties", "oneOf", "anyOf", "allOf", "items", "additionalProperties"}
LISTS = ("enum", "required", "oneOf", "anyOf", "allOf")
Limit = tuple[str, Callable[[Any, Any], bool]]


def _is_finer(step: Any, other: Any) -> bool:
    """Whether what is a multiple of one number is a multiple of the other one, too."""
    return other != 0 and Fraction(repr(step)) % Fraction(repr(other)) == 0


# In words, and whether the first of two values is tighter.
LIMITS: dict[str, Limit] = {
    "minimum": ("at least {}", gt),
    "exclusiveMinimum": ("more than {}", gt),
    "minLength": ("at least {} characters", gt),
    "minItems": ("at least {} values", gt),
    "minProperties": ("at least {} fields", gt),
    "maximum": ("at most {}", lt),
    "exclusiveMaximum": ("less than {}", lt),
    "maxLength": ("at most {} characters", lt),
    "maxItems": ("at most {} values", lt),
    "maxProperties": ("at most {} fields", lt),
    "multipleOf": ("a multiple of {}", _is_finer),
    "pattern": ("like `{}`", eq),
}


def compare_schema(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between two schemas; one that is missing admits anything."""
    if old.canonical == new.canonical:
        return
    before, after, told = shape(old), shape(new), walk.told
    walk.keywords(context, before.rest, after.rest, {"discriminator": _discriminator})
    walk.keywords(context, before.null, after.null, {"type": None})
    for key in LISTS:
        walk.order(context, old[key], new[key])
    noted = walk.told
    if before.nullable != after.nullable and None not in (before.nullable, after.nullable):
        on, off = ("null-allowed", "null-excluded") if context.reads_none else ("made-nullable", "made-not-nullable")
        walk.report(on if after.nullable else off, context, old, new, "", "")
    _compare_variants(walk, context, old, new)
    other_form = FORMS & set(old.keys) != FORMS & set(new.keys)
    if walk.told == told or (other_form and walk.told == noted):
        walk.report("written-differently", context, old, new)


def _compare_variants(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Compare the variants that belong together, and report the others."""
    removed, added = shape(old).variants, shape(new).variants
    for known in list(removed):
        match = next((variant for variant in added if _is_same(walk, known, variant)), None)
        if match is not None:
            removed.remove(known)
            added.remove(match)
            _compare_variant(walk, context, old, new, known, match)
    tags = {node["discriminator"]["propertyName"].text for node in (old, new)}
    if len(tags) == 1 and tags != {""}:
        for one in removed:
            walk.report("variant-removed", context, one, one.gone, words([one]))
        for one in added:
            walk.report("variant-added", context, one.gone, one, now=words([one]))
    elif len(removed) == len(added) == 1:
        _compare_variant(walk, context, old, new, removed[0], added[0])
    elif removed or added:
        name = "type-changed" if removed and added else "type-widened" if added else "type-narrowed"
        walk.report(name, context, old, new, words(shape(old).variants), words(shape(new).variants))


def _is_same(walk: Walk, old: Node, new: Node) -> bool:
    """Whether two variants are surely the same: by their model, which may have another name now, or by their types."""
    if old.ref and new.ref:
        return walk.renamed.get(old.ref, old.ref) == new.ref
    return bool(old.ref) == bool(new.ref) and kinds(old) == kinds(new)


def _compare_variant(walk: Walk, context: Context, old: Node, new: Node, before: Node, after: Node) -> None:
    """Compare two variants of the schemas `old` and `new`, which they can also be themselves."""
    if before.ref and after.ref:
        walk.keywords(context, before, after, {"$ref": None})
        if _is_same(walk, before, after):
            walk.told += before.ref != after.ref  # with the model, which has another name
        else:
            walk.report("type-changed", context, before["$ref"], after["$ref"], words([before]), words([after]))
    elif not (before.ref or after.ref):
        _compare_plain(walk, context, before, after)
    elif any(STRUCTURE & set(node.resolved().keys) or node.resolved().ref for node in (before, after)):
        walk.report("type-changed", context, before, after, words([before]), words([after]))
    else:
        _compare_plain(walk, context, *(shape(node.resolved()).variants[0] for node in (before, after)))
        walk.report("written-differently", context, before, after)


def _compare_plain(walk: Walk, context: Context, old: Node, new: Node) -> None:
    before, after = kinds(old), kinds(new)
    if before != after:
        wider, narrower = is_wider(after, before), is_wider(before, after)
        name = "type-widened" if wider else "type-narrowed" if narrower else "type-changed"
        walk.report(name, context, old["type"] or old, new["type"] or new, words([old]), words([new]))
        if name == "type-changed" or not before or not after:
            walk.keywords(context, old, new, dict.fromkeys(PLAIN))  # the type explains them
            return
    walk.keywords(context, old, new, PLAIN)
    _compare_fields(walk, context, old, new)


def _discriminator(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if old["propertyName"].canonical != new["propertyName"].canonical:
        walk.report("discriminator-changed", context, old["propertyName"], new["propertyName"])
    if old["mapping"].canonical != new["mapping"].canonical:
        walk.report("variant-names-changed", context, old["mapping"], new["mapping"])


def _enum(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if not (old and new):
        was, now = (", ".join(value.words for value in node.children) for node in (old, new))
        walk.report("enum-dropped" if old else "enum-introduced", context, old, new, was, now)
        return
    before, after = ([value.canonical for value in node.children] for node in (old, new))
    for value in old.children:
        if value.canonical not in after:
            walk.report("enum-value-removed", context, value, value.gone)
    for value in new.children:
        if value.canonical not in before:
            walk.report("enum-value-added", context, value.gone, value)


def _format(walk: Walk, context: Context, old: Node, new: Node) -> None:
    was, now = (context.kind == "argument" and node.text in ("date", "date-time") for node in (old, new))
    walk.report("format-changed" if was == now else "date-allowed" if now else "date-not-allowed", context, old, new)


def _limit(walk: Walk, context: Context, old: Node, new: Node) -> None:
    form, is_tighter = LIMITS[str(new.pointer[-1])]
    was, now = (form.format(node.value) if node else "without a limit" for node in (old, new))
    tightened = is_tighter(new.value, old.value) if old and new else bool(new)
    relaxed = is_tighter(old.value, new.value) if old and new else bool(old)
    name = "limit-changed" if tightened == relaxed else "limit-tightened" if tightened else "limit-relaxed"
    name = "written-differently" if old.value == new.value else name  # 1 and 1.0
    walk.report(name, context, old, new, was, now)


def _list(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Compare what is in a list; text can also be a list, or no longer."""
    if (old and new) or "items" in (old.pointer[-1], new.pointer[-1]):
        compare_schema(walk, context.at("[]"), old, new)
    else:
        walk.report("list-allowed" if new else "list-not-allowed", context, old, new)


def _separator(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if all(node.up["x-list-of"] for node in (old, new)):
        walk.report("separator-changed", context, old, new)


def _further_fields(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report what is said of fields without a name, or compare the values of maps."""
    if any(key in node.up for node in (old, new) for key in ("properties", "allOf")):
        walk.report("extra-fields-changed", context, old, new)
    else:
        compare_schema(walk, context.at("{}"), old, new)


PLAIN: Table = dict.fromkeys(("type", "properties", "required", "allOf")) | {
    **dict.fromkeys(LIMITS, _limit),
    **{"enum": _enum, "format": _format, "items": _list, "x-list-of": _list, "additionalProperties": _further_fields},
    **{"const": "constant-{}", "x-list-separator": _separator},
}


@frozen
class Field:
    """A field of an object: its schema, and where it is said to be required, if it is."""

    schema: Node
    required: Node

    @property
    def content(self) -> str:
        """What the field is, beside its name."""
        return f"{bool(self.required)} {bare(self.schema)}"

    @property
    def reads_none(self) -> bool:
        """Whether the value may be None."""
        return not self.required or shape(self.schema).nullable is not False


def _fields(node: Node) -> dict[str, Field]:
    """Return the fields of an object, those of the parts that it unites among them."""
    holders = [node, *(part.resolved() for part in node["allOf"].children)]
    required = {item.value: item for holder in holders for item in holder["required"].children}
    return {
        name: Field(holder["properties"][name], required.get(name, holder["required"].gone))
        for holder in holders
        for name in holder["properties"].keys
    }


def _compare_fields(walk: Walk, context: Context, old: Node, new: Node) -> None:
    before, after = _fields(old), _fields(new)
    known_as = matched(before, after, lambda field: field.content)
    for name, field in before.items():
        other = after.get(known_as.get(name, ""))
        inner = context.at(f".{name}", reads_none=bool(other and field.reads_none and other.reads_none))
        if other is None:
            thing = "required" if field.required else "optional"
            walk.report(f"field-removed-{thing}", inner, field.schema, field.schema.gone)
            continue
        if name != known_as[name]:
            walk.report("field-renamed", inner, field.schema, other.schema, f"`{name}`", f"`{known_as[name]}`")
            inner = context.at(f".{known_as[name]}", reads_none=inner.reads_none)
        elif bool(field.required) != bool(other.required):
            on, off = "field-made-required", "field-made-optional"
            on, off = ("absence-excluded", "absence-allowed") if inner.reads_none else (on, off)
            walk.report(on if other.required else off, inner, field.schema, other.schema, "", "")
        compare_schema(walk, inner, field.schema, other.schema)
    for name, field in after.items():
        if name not in known_as.values():
            thing = "required" if field.required else "optional"
            walk.report(f"field-added-{thing}", context.at(f".{name}"), field.schema.gone, field.schema)
    # What the parts of a union of objects say beside their fields.
    for is_named in (True, False):
        parts = ([part for part in node["allOf"].children if bool(part.ref) is is_named] for node in (old, new))
        for was, now in zip_longest(*parts, fillvalue=old["allOf"].gone):
            walk.keywords(context, was, now, dict.fromkeys(("$ref", "type", "properties", "required")))
