"""Compares the fields of two objects."""

from collections.abc import Iterator

from attrs import frozen

from tools.diffing.nodes import Node
from tools.diffing.notes import compare_notes
from tools.diffing.renames import bare, likely_renames
from tools.diffing.walk import Context, Walk


@frozen
class Field:
    """A field of an object: its schema, and where it is said to be required, if it is."""

    schema: Node
    required: Node

    @property
    def content(self) -> str:
        """What the field is, beside its name."""
        return f"{bool(self.required)} {bare(self.schema)}"


def compare_fields(walk: Walk, context: Context, old: Node, new: Node) -> Iterator[tuple[str, Node, Node]]:
    """Report the fields that are on one side only, and yield the name and the schemas of those on both."""
    before, after = _fields(old), _fields(new)
    gone = {name: field for name, field in before.items() if name not in after}
    fresh = {name: field for name, field in after.items() if name not in before}
    renamed = likely_renames(gone, fresh, lambda field: field.content)
    for name, other in renamed.items():
        was, now = gone.pop(name), fresh.pop(other)
        difference = walk.report(
            "field-renamed", context.at(f".{name}"), was.schema, now.schema, f"`{name}`", f"`{other}`"
        )
        walk.claim(difference, was.required, now.required)
        walk.pair(was.schema, now.schema)
        yield other, was.schema, now.schema
    for name, field in gone.items():
        difference = walk.report(_name("removed", field), context.at(f".{name}"), field.schema, field.schema.gone)
        walk.claim(difference, field.required)
    for name, field in fresh.items():
        difference = walk.report(_name("added", field), context.at(f".{name}"), field.schema.gone, field.schema)
        walk.claim(difference, field.required)
    for name, field in before.items():
        if name in after:
            _compare_required(walk, context.at(f".{name}"), field, after[name])
            yield name, field.schema, after[name].schema
    _compare_parts(walk, context, old, new)


def _name(change: str, field: Field) -> str:
    return f"field-{change}-{'required' if field.required else 'optional'}"


def _compare_required(walk: Walk, context: Context, old: Field, new: Field) -> None:
    if bool(old.required) != bool(new.required):
        name = "field-made-required" if new.required else "field-made-optional"
        walk.report(name, context, old.schema, new.schema, claims=(old.required, new.required))


def _fields(node: Node) -> dict[str, Field]:
    """Return the fields of an object, those of the parts that it unites among them."""
    holders = [node, *(part.resolved() for part in node["allOf"].children)]
    required = {item.value: item for holder in holders for item in holder["required"].children if item.text}
    found = {}
    for holder in holders:
        for name in holder["properties"].keys:
            found[name] = Field(holder["properties"][name], required.get(name, holder["required"].gone))
    return found


def _compare_parts(walk: Walk, context: Context, old: Node, new: Node) -> None:
    """Account for the references to the parts that an object unites; their fields were compared with its own."""
    before, after = ([part for part in node["allOf"].children if part.ref] for node in (old, new))
    if {part.ref for part in before} != {part.ref for part in after}:
        references = [part["$ref"] for part in (*before, *after)]
        walk.report("written-differently", context, old["allOf"], new["allOf"], claims=references)
    inline = ([part for part in node["allOf"].children if not part.ref] for node in (old, new))
    for was, now in zip(*inline, strict=False):
        compare_notes(walk, context, was, now)


def compare_further_fields(walk: Walk, context: Context, old: Node, new: Node) -> tuple[Node, Node] | None:
    """Report what is said of fields without a name; return the schemas of their values where the objects are maps."""
    further = old["additionalProperties"], new["additionalProperties"]
    if further[0].value == further[1].value:
        return None
    if any("properties" in node or "allOf" in node for node in (old, new)):
        walk.report("extra-fields-changed", context, *further)
        return None
    if all(not node or node.value is True or node.value == {} for node in further):
        walk.report("written-differently", context, *further)
        return None
    return further
