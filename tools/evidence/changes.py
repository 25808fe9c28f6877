"""What differs between pages and the spec, and how many statements of each agree."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from tools.evidence.normal import Field, is_within, parent_of
from tools.generation.document import Pointer

# A change, and how to say it. The order is the order of the list.
KINDS = {
    "operation": "is not in the spec",
    "added": "add",
    "removed": "remove, or mark as x-assumed,",
    "retyped": "change the type of",
    "newly required": "list under required",
    "no longer required": "no longer list under required",
    "newly nullable": "allow null for",
    "no longer nullable": "no longer allow null for",
    "value added": "add to the enum of",
    "value removed": "remove from the enum of",
    "bound added": "bound",
    "bound changed": "change the bound of",
    "bound removed": "remove, or mark as x-assumed, the bound of",
    "deprecated": "mark as deprecated",
    "no longer deprecated": "no longer mark as deprecated",
    "pages disagree": "find out which page is right about",
    "open": "look up",
}


@frozen
class Change:
    """Something to do in the spec.

    Attributes:
        kind: One of KINDS.
        path: The field.
        pointer: Where in the spec to do it.
        aspect: The keyword; of an added field whether it is required; what pages disagree about.
        spec: What the spec says.
        docs: What the pages say.
        pages: Which pages say so.
        rests_on: What the place of an added field rests on if not on the page itself.
    """

    kind: str
    path: str
    pointer: Pointer
    aspect: str = ""
    spec: Any = None
    docs: Any = None
    pages: tuple[str, ...] = ()
    rests_on: str = ""


@frozen
class Comparison:
    """The result of a comparison.

    Attributes:
        changes: What to do.
        spec: How many statements of the spec are `backed`, `assumed`, `conflicting`, `unbacked` (the pages say
            nothing of the kind) or `untold` (the pages cannot say).
        docs: How many statements of the pages are in the spec (`held`), `missing` or `conflicting`.
        stale: Statements that are marked as assumptions though the pages make them.
    """

    changes: tuple[Change, ...]
    spec: Mapping[str, int]
    docs: Mapping[str, int]
    stale: tuple[tuple[str, str], ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to do: each side has all that the other says, or marks it as assumed."""
        told = {verdict for verdict, count in self.spec.items() if count} <= {"backed", "assumed"}
        held = {verdict for verdict, count in self.docs.items() if count} <= {"held"}
        return not self.changes and not self.stale and told and held


def schema_of(fields: Mapping[str, Field], path: str) -> dict[str, Any]:
    """Return the JSON Schema that the pages give for a path and all below it."""
    each = fields[path]
    types = ["number" if kind == "numeric" else kind for kind in each.types if kind != "any"]
    types += ["null"] if each.nullable or each.maybe else []
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types} if types else {}
    schema |= {"enum": list(each.values)} if each.values else {}
    schema |= {**each.bounds, **({"deprecated": True} if each.deprecated else {})}
    inner = [other for other in fields if parent_of(other) == path and other != path]
    properties = {other.rpartition(".")[2]: other for other in inner if other[len(path)] == "."}
    if properties:
        schema["required"] = [name for name, other in properties.items() if fields[other].required is not False]
        schema["properties"] = {name: schema_of(fields, other) for name, other in properties.items()}
    for mark, keyword in (("[]", "items"), ("{}", "additionalProperties")):
        if path + mark in fields:
            schema[keyword] = schema_of(fields, path + mark)
    variants = [other for other in inner if is_within(other, path) and other[len(path)] == "<"]
    return {**schema, "oneOf": [schema_of(fields, other) for other in variants]} if variants else schema
