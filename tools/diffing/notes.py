"""Compares what is said about a thing, and not what it is; and whether it has to be given."""

from tools.diffing.nodes import Node, pairs
from tools.diffing.shapes import is_note
from tools.diffing.walk import Context, Walk, shown

RULE_OF_NOTE = {
    "description": "description-changed",
    "summary": "description-changed",
    "default": "default-changed",
    "x-assumed": "assumption-changed",
}


def compare_notes(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Report the differences between the notes of two things."""
    for before, after in pairs(old, new):
        key = str(before.pointer[-1])
        if not is_note(key) or before.value == after.value:
            continue
        if key == "deprecated" and (before.value is True) != (after.value is True):
            walk.report("deprecated" if after.value is True else "undeprecated", context, before, after)
        elif key == "default":
            walk.report("default-changed", context, before, after, shown(before), shown(after))
        else:
            other = "extension-changed" if key.startswith("x-") else "annotation-changed"
            walk.report(RULE_OF_NOTE.get(key, other), context, before, after, f"`{key}`", f"`{key}`")


def compare_required(walk: Walk, context: Context, thing: str, old: Node, new: Node) -> None:
    """Report that a parameter or a body has to be given from now on, or no longer."""
    before, after = old["required"], new["required"]
    if (before.value is True) != (after.value is True):
        rule = f"{thing}-made-{'required' if after.value is True else 'optional'}"
        walk.report(rule, context, before, after)
    elif before.value != after.value:
        walk.report("written-differently", context, before, after)
