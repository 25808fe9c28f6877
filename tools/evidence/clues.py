"""What tells whether an entry belongs to an object that is still open: the evidence, and two habits of the docs.

Evidence: the announced fields of an object (`{ a, b, 16 more }`), the keys of the example response, a name that is
taken, and in some languages the names of classes. Habits: a named type is expanded right below its first mention, and
fields are sorted (required before optional, `id` first). Habits only choose where evidence leaves a choice.
"""

from collections.abc import Sequence, Set
from typing import Any

from attrs import frozen

from tools.evidence.entries import Entry
from tools.evidence.types import Type, members_of

SECTION = Type("section")
# Whether only optional fields can follow, and the name of the last one; `id` comes before all others.
Order = tuple[bool, tuple[str, str]]
START: Order = (False, ("", ""))


@frozen
class Open:
    """An object, an enum or a union that the next entry may belong to.

    Attributes:
        index: The entry that opened it; -1 is the section.
        type: What it can hold.
        path: How its fields are called, up to the name.
        children: The entries that belong to it so far.
        keys: The keys that the example has here, or None.
        sample: The value that the example has here.
        order: How far its fields have come in their order.
    """

    index: int
    type: Type
    path: str
    children: tuple[int, ...] = ()
    keys: frozenset[str] | None = None
    sample: Any = None
    order: Order = START


def core(parsed: Type) -> Type:
    """Return what the entries below a field describe: without null, arrays and maps around it."""
    members = [member for member in members_of(parsed) if member.kind != "null"]
    if len(members) == 1 and members[0].kind in ("array", "map", "maybe"):
        return core(members[0].parts[0])
    return members[0] if len(members) == 1 else Type("union", parts=tuple(members))


def literals(parsed: Type) -> tuple[list[Any], int]:
    """Return the announced values of a type, and how many more there are."""
    members = members_of(parsed)
    return [m.value for m in members if m.kind == "literal"], sum(m.count for m in members if m.kind == "more")


def has_room(opened: Open, entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether evidence allows an entry to belong to an object, an enum or a union."""
    kinds = {entries[child].kind for child in opened.children}
    if entry.kind == "field":
        return kinds <= {"field"} and _has_room_for_field(opened, entry, entries)
    if entry.kind == "variant":
        shown = sum(entries[child].kind == "variant" for child in opened.children)
        return "field" not in kinds and _has_room_for_variant(opened.type, shown)
    return "field" not in kinds and _has_room_for_value(opened, entry, entries)


def _has_room_for_variant(parsed: Type, shown: int) -> bool:
    """Whether a type has one more member beside values; those that it leaves out are values if it shows any."""
    if parsed.kind != "union":
        return parsed.kind == "section" or _is_unknown(parsed)
    kinds = {member.kind for member in parsed.parts}
    if not kinds - {"literal", "more"} and "literal" in kinds:
        return False
    members = sum(member.count or 1 for member in parsed.parts if member.kind != "literal")
    # Values can also be shown together, as a member of their own.
    return shown < members + ("literal" in kinds)


def _is_unknown(parsed: Type) -> bool:
    return parsed.kind == "named" and parsed.fields is None


def _has_room_for_field(opened: Open, entry: Entry, entries: Sequence[Entry]) -> bool:
    if opened.type.kind not in ("named", "object", "section"):
        return False
    position = len(opened.children)
    if opened.type.fields is not None:
        names, more = opened.type.fields
        if position >= len(names) + more or (position < len(names) and names[position] != entry.name):
            return False
    if opened.keys is not None and entry.name not in opened.keys:
        return False
    return all(entries[child].name != entry.name for child in opened.children)


def _has_room_for_value(opened: Open, entry: Entry, entries: Sequence[Entry]) -> bool:
    if _is_unknown(opened.type):
        return True
    values, more = literals(opened.type)
    position = sum(entries[child].kind == "value" for child in opened.children)
    if position < len(values):
        return _same(values[position], entry.type.value)
    return position < len(values) + more


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def may_close(opened: Open, following: Entry | None, entries: Sequence[Entry]) -> bool:
    """Whether an object can be complete; one that the page does not expand at all counts as complete."""
    names = {entries[child].name for child in opened.children if entries[child].kind == "field"}
    if not opened.children and following is not None:
        expands = opened.type.fields is not None or opened.keys is not None
        return not (expands and has_room(opened, following, entries))
    if not names:
        return True
    if opened.type.fields is not None and len(names) < len(opened.type.fields[0]) + opened.type.fields[1]:
        return False
    return opened.keys is None or names >= opened.keys


def owners(entry: Entry, classes: Set[str]) -> set[str]:
    """Return the classes that an entry can belong to by the name of its own: `RowCall` is the `call` of a `Row`."""
    name = core(entry.type).name
    if entry.kind == "variant":
        return {base for base in classes if name.startswith(base) and name != base}
    return {base for base in classes if name.startswith(base) and _alike(name[len(base) :], entry.name)}


def _alike(suffix: str, name: str) -> bool:
    """Whether the end of a class name is the name of a field, perhaps in the singular."""
    ours, theirs = suffix.lower(), name.replace("_", "").lower()
    return bool(ours) and ours[:-1] == theirs[: len(ours) - 1] and 0 <= len(theirs) - len(ours) <= 3


def breaks_habits(opened: Open, entry: Entry, innermost: Open) -> int:
    """Return how many habits break if a field belongs to an object: sorted fields, and types expanded at once."""
    skipped = innermost is not opened and not innermost.children and innermost.type.kind in ("named", "object")
    return int(_next_order(opened.order, entry) is None) + int(skipped)


def next_order(order: Order, entry: Entry) -> Order:
    """Return how far the fields of an object have come in their order; an unsorted one begins it anew."""
    return _next_order(order, entry) or _next_order(START, entry) or START


def _next_order(order: Order, entry: Entry) -> Order | None:
    in_optional, last = order
    key = ("", "") if entry.name == "id" else (" ", entry.name.lower())
    optional = entry.optional or entry.type.kind == "maybe"
    if not in_optional and not entry.optional and key >= last:
        return False, key
    return (True, key) if optional and (not in_optional or key >= last) else None
