"""Compares two schemas: what is said about a value, whether it can be null, and which variants it has."""

from tools.diffing.fields import compare_fields, compare_further_fields
from tools.diffing.keywords import SIMPLE, compare_kinds, compare_limits, compare_separator, compare_values
from tools.diffing.model import Difference
from tools.diffing.nodes import Node
from tools.diffing.notes import compare_notes
from tools.diffing.shapes import Shape, kinds, shape, union_words
from tools.diffing.uses import SCHEMAS
from tools.diffing.walk import Context, Walk, shown

FORMS = {"$ref", "oneOf", "anyOf", "allOf"}
STRUCTURE = {"properties", "oneOf", "anyOf", "allOf", "items", "additionalProperties"}


def compare_schema(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between two schemas; one that is missing admits anything."""
    if old.equals(new):
        return
    compare_notes(walk, context, old, new)
    before, after = shape(old), shape(new)
    found = _compare_null(walk, context, old, new, before, after)
    found += _compare_variants(walk, context, old, new, before, after)
    _compare_discriminators(walk, context, old, new)
    if FORMS & set(old.keys) != FORMS & set(new.keys):
        difference = found[0] if found else walk.report("written-differently", context, old, new, claims=())
        types = [node["type"] for node in (old, new, *before.variants, *after.variants)]
        walk.claim(difference, *types, *before.nulls, *after.nulls)


def _compare_null(walk: Walk, context: Context, old: Node, new: Node, before: Shape, after: Shape) -> list[Difference]:
    if before.nullable == after.nullable or None in (before.nullable, after.nullable):
        return []
    name = "made-nullable" if after.nullable else "made-not-nullable"
    claims = [*before.nulls, *after.nulls, old["type"], new["type"]]
    return [walk.report(name, context, old, new, claims=claims)]


def _compare_variants(
    walk: Walk, context: Context, old: Node, new: Node, before: Shape, after: Shape
) -> list[Difference]:
    """Compare the variants that belong together, and report the others."""
    found: list[Difference] = []
    removed, added = list(before.variants), list(after.variants)
    for known in before.variants:
        match = next((variant for variant in added if _is_same(walk, known, variant)), None)
        if match is not None:
            removed.remove(known)
            added.remove(match)
            found += _compare_variant(walk, context, old, new, known, match)
    tagged = bool(before.tag) and before.tag == after.tag
    if len(removed) == len(added) == 1 and not tagged:
        return found + _compare_variant(walk, context, old, new, removed[0], added[0])
    if tagged:
        found += [walk.report("variant-removed", context, one, one.gone, was=union_words([one])) for one in removed]
        return found + [walk.report("variant-added", context, one.gone, one, now=union_words([one])) for one in added]
    if removed or added:
        name = "type-changed" if removed and added else "type-widened" if added else "type-narrowed"
        was, now = union_words(before.variants), union_words(after.variants)
        found.append(walk.report(name, context, old, new, was, now, claims=[*removed, *added]))
    return found


def _is_same(walk: Walk, old: Node, new: Node) -> bool:
    """Whether two variants are surely the same: by their model, which may have another name now, or by their types."""
    if not (old.ref and new.ref):
        return bool(old.ref) == bool(new.ref) and kinds(old) == kinds(new)
    return old.ref == new.ref or _renamed(walk, old) == new.ref


def _renamed(walk: Walk, node: Node) -> str:
    """Return what a reference has become, if its model was renamed."""
    renamed = walk.renamed.get(node.ref.removeprefix(SCHEMAS))
    return f"{SCHEMAS}{renamed.now}" if renamed else ""


def _compare_variant(walk: Walk, context: Context, old: Node, new: Node, before: Node, after: Node) -> list[Difference]:
    """Compare two variants of the schemas `old` and `new`, which they can also be themselves."""
    if (before.pointer, after.pointer) != (old.pointer, new.pointer):
        walk.pair(before, after)
        compare_notes(walk, context, before, after)
    if before.ref and after.ref:
        return _compare_references(walk, context, before, after)
    if before.ref or after.ref:
        return _compare_reference_and_plain(walk, context, before, after)
    return _compare_plain(walk, context, before, after)


def _compare_references(walk: Walk, context: Context, old: Node, new: Node) -> list[Difference]:
    if old.ref == new.ref:
        return []
    if _renamed(walk, old) == new.ref:
        walk.claim(walk.renamed[old.ref.removeprefix(SCHEMAS)], old["$ref"], new["$ref"])
        return []
    was, now = union_words([old]), union_words([new])
    return [walk.report("type-changed", context, old["$ref"], new["$ref"], was, now)]


def _compare_reference_and_plain(walk: Walk, context: Context, old: Node, new: Node) -> list[Difference]:
    """Compare a named schema with one that is written out: what is simple by its content, else by its name."""
    targets, written = (old.resolved(), new.resolved()), [*old.children, *new.children]
    if any(STRUCTURE & set(target.keys) or target.ref for target in targets):
        was, now = union_words([old]), union_words([new])
        return [walk.report("type-changed", context, old, new, was, now, claims=written)]
    _compare_plain(walk, context, *targets)
    claims = [node for node in written if node.pointer[-1] in SIMPLE]
    return [walk.report("written-differently", context, old, new, claims=claims)]


def _compare_plain(walk: Walk, context: Context, old: Node, new: Node) -> list[Difference]:
    found, is_comparable = compare_kinds(walk, context, old, new)
    if not is_comparable:
        return found
    compare_values(walk, context, old, new)
    compare_limits(walk, context, old, new)
    compare_separator(walk, context, old, new)
    for key in ("items", "x-list-of"):
        if (old[key] and new[key]) or (key == "items" and (old[key] or new[key])):
            compare_schema(walk, context.at("[]"), old[key], new[key])
    for name, before, after in compare_fields(walk, context, old, new):
        compare_schema(walk, context.at(f".{name}"), before, after)
    if values := compare_further_fields(walk, context, old, new):
        compare_schema(walk, context.at("{}"), *values)
    return found


def _compare_discriminators(walk: Walk, context: Context, old: Node, new: Node) -> None:
    before, after = old["discriminator"], new["discriminator"]
    name, new_name = before["propertyName"], after["propertyName"]
    if name.value != new_name.value:
        walk.report("discriminator-changed", context, name, new_name, shown(name), shown(new_name))
    if before["mapping"].value != after["mapping"].value:
        walk.report("variant-names-changed", context, before["mapping"], after["mapping"])
