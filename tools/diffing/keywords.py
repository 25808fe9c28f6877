"""Compares the keywords of two plain schemas: types, values, limits, and lists that are joined into text."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tools.diffing.model import Difference
from tools.diffing.nodes import Node
from tools.diffing.shapes import is_wider, kinds, words
from tools.diffing.walk import Context, Walk, shown

LOWER = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "minLength": "at least {} characters",
    "minItems": "at least {} values",
    "minProperties": "at least {} fields",
}
UPPER = {
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "maxLength": "at most {} characters",
    "maxItems": "at most {} values",
    "maxProperties": "at most {} fields",
}
DATES = {"date", "date-time"}
# What a schema without structure can say of its values, and what any can: another type explains that it changed.
SIMPLE = {"$ref", "type", "enum", "const", "format", "pattern", "multipleOf", *LOWER, *UPPER}
EXPLAINED = SIMPLE | {"items", "properties", "required", "additionalProperties", "x-list-of", "x-list-separator"}


def compare_kinds(walk: Walk, context: Context, old: Node, new: Node) -> tuple[list[Difference], bool]:
    """Report a change of type. Returns what was reported, and whether the other keywords can be compared as well."""
    before, after = kinds(old), kinds(new)
    if before == after:
        same = _types(old) == _types(new) or not old["type"] or not new["type"]
        if same and old["type"].value != new["type"].value and not _is_order(old["type"].value, new["type"].value):
            return [walk.report("written-differently", context, old["type"], new["type"])], True
        return [], True
    name = "type-widened" if is_wider(after, before) else "type-narrowed" if is_wider(before, after) else "type-changed"
    difference = walk.report(name, context, old["type"], new["type"], words(old), words(new))
    if name != "type-changed" and before and after:
        return [difference], True
    for node in (old, new):
        explained = [child for child in node.children if child.pointer[-1] in EXPLAINED]
        walk.claim(difference, *(explained if isinstance(node.value, dict) else [node]))
    return [difference], False


def _types(node: Node) -> set[str]:
    given = node["type"].value
    return {str(kind) for kind in given} if isinstance(given, list) else {str(given)}


def _is_order(old: object, new: object) -> bool:
    return isinstance(old, list) and isinstance(new, list)


def compare_values(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report changes of the values and formats that are documented."""
    _compare_enum(walk, context, old["enum"], new["enum"])
    _compare_constant(walk, context, old["const"], new["const"])
    before, after = old["format"], new["format"]
    if before.value != after.value:
        was_date, is_date = (context.kind == "argument" and node.text in DATES for node in (before, after))
        name = "format-changed" if was_date == is_date else "date-allowed" if is_date else "date-not-allowed"
        walk.report(name, context, before, after, shown(before), shown(after))


def _compare_enum(walk: Walk, context: Context, old: Node, new: Node) -> None:
    before, after = (list(node.children) for node in (old, new))
    if old and new:
        known, current = ([node.value for node in nodes] for nodes in (before, after))
        for node in before:
            if node.value not in current:
                walk.report("enum-value-removed", context, node, node.gone, was=shown(node))
        for node in after:
            if node.value not in known:
                walk.report("enum-value-added", context, node.gone, node, now=shown(node))
    elif old or new:
        was, now = (", ".join(map(shown, nodes)) for nodes in (before, after))
        walk.report("enum-dropped" if old else "enum-introduced", context, old, new, was, now)


def _compare_constant(walk: Walk, context: Context, old: Node, new: Node) -> None:
    if old and new and old.value != new.value:
        walk.report("constant-changed", context, old, new, shown(old), shown(new))
    elif bool(old) != bool(new):
        walk.report("constant-removed" if old else "constant-added", context, old, new, shown(old), shown(new))


def compare_limits(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report changes of bounds, steps and patterns."""
    for words_of, is_tighter in ((LOWER, float.__gt__), (UPPER, float.__lt__)):
        for key, form in words_of.items():
            _compare_limit(walk, context, old[key], new[key], form, is_tighter)
    _compare_limit(walk, context, old["multipleOf"], new["multipleOf"], "a multiple of {}", _is_finer)
    if old["x-list-of"] or new["x-list-of"]:
        if old["pattern"].value != new["pattern"].value:
            walk.report("list-pattern-changed", context, old["pattern"], new["pattern"])
    elif old["pattern"].value != new["pattern"].value:
        before, after = (_limit(node, "like `{}`") for node in (old["pattern"], new["pattern"]))
        name = "limit-changed" if old["pattern"] and new["pattern"] else _name(bool(new["pattern"]))
        walk.report(name, context, old["pattern"], new["pattern"], before, after)


def _compare_limit(
    walk: Walk, context: Context, old: Node, new: Node, form: str, is_tighter: Callable[[Any, Any], Any]
) -> None:
    if not all(_is_number(node.value) for node in (old, new) if node) or not (old or new):
        return
    was, now = _limit(old, form), _limit(new, form)
    if not (old and new):
        walk.report(_name(bool(new)), context, old, new, was, now)
    elif old.value == new.value and type(old.value) is not type(new.value):
        walk.report("written-differently", context, old, new)
    elif old.value != new.value:
        tighter, looser = is_tighter(float(new.value), float(old.value)), is_tighter(float(old.value), float(new.value))
        walk.report("limit-changed" if tighter == looser else _name(tighter), context, old, new, was, now)


def _is_finer(step: float, other: float) -> bool:
    """Whether what is a multiple of one number is a multiple of the other one, too."""
    return other != 0 and Fraction(repr(step)) % Fraction(repr(other)) == 0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _limit(node: Node, form: str) -> str:
    return form.format(node.value) if node else "no limit"


def _name(is_tighter: bool) -> str:
    return "limit-tightened" if is_tighter else "limit-relaxed"


def compare_separator(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report changes of whether text can be given as a list, and of how its values are separated."""
    if bool(old["x-list-of"]) != bool(new["x-list-of"]):
        name = "list-allowed" if new["x-list-of"] else "list-not-allowed"
        difference = walk.report(name, context, old["x-list-of"], new["x-list-of"])
        walk.claim(difference, old["x-list-separator"], new["x-list-separator"])
    elif old["x-list-separator"].value != new["x-list-separator"].value:
        before, after = old["x-list-separator"], new["x-list-separator"]
        walk.report("separator-changed", context, before, after, shown(before), shown(after))
