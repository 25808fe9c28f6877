"""Finds every place at which two documents differ, knowing nothing of OpenAPI, to prove that none was overlooked."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from tools.diffing.model import NEW, OLD, Claim
from tools.diffing.nodes import MISSING
from tools.diffing.walk import Context, Walk
from tools.generation.document import Pointer

NAMES = ("operationId", "name", "$ref", "url")
ORDER = "(order)"
# Where the order of a list says nothing.
UNORDERED = {"enum", "required", "oneOf", "anyOf", "allOf", "parameters", "type", "examples"}


def report_unclaimed(walk: Walk) -> None:
    """Report every place that changed and that no difference accounts for."""
    claims = {claim for difference in walk.differences for claim in difference.claims}
    unclaimed = [place for place in _changed(walk) if not any(start in claims for start in _around(place))]
    for pointer in dict.fromkeys(pointer for _, pointer in unclaimed):
        place = tuple(part for part in pointer if part is not ORDER)
        old, new = walk.old.at(*place), walk.new.at(*place)
        walk.report(
            _name_of(walk, pointer),
            Context("place", "/".join(map(str, place[:3])), path="".join(f"/{part}" for part in place[3:])),
            old if (OLD, pointer) in unclaimed else old.gone,
            new if (NEW, pointer) in unclaimed else new.gone,
        )
    if not walk.differences and any(changes(walk.old.value, walk.new.value)):
        walk.report("unclassified", Context("document", "the document"), walk.old, walk.new)


def _name_of(walk: Walk, pointer: Pointer) -> str:
    if pointer[-1:] == (ORDER,) and len(pointer) > 1 and pointer[-2] in UNORDERED:
        return "order-changed"
    return "unused-part-changed" if _is_unused(walk, pointer) else "unclassified"


def _changed(walk: Walk) -> list[Claim]:
    """Return all places that changed; those that were compared at another place, as that comparison sees them."""
    found = dict.fromkeys(changes(walk.old.value, walk.new.value))
    for old, new in sorted(walk.pairs, key=lambda pair: len(pair[0].pointer) + len(pair[1].pointer)):
        regions = {(side, (*node.pointer, key)) for side, node in ((OLD, old), (NEW, new)) for key in node.keys}
        kept = [place for place in found if not any(start in regions for start in _around(place))]
        found = dict.fromkeys([*kept, *changes(old.value, new.value, old.pointer, new.pointer)])
    return list(found)


def _around(place: Claim) -> Iterator[Claim]:
    """Yield a place and all that it is part of."""
    side, pointer = place
    return ((side, pointer[:length]) for length in range(len(pointer), -1, -1))


def _is_unused(walk: Walk, pointer: Pointer) -> bool:
    """Whether a place is in a shared part that no operation uses."""
    used = any((side, pointer[:3]) in walk.visited for side in (OLD, NEW))
    kept_apart = ("schemas", "securitySchemes", "pathItems")
    return len(pointer) > 3 and pointer[0] == "components" and pointer[1] not in kept_apart and not used


def changes(old: Any, new: Any, at_old: Pointer = (), at_new: Pointer = ()) -> Iterator[Claim]:
    """Yield every place at which two values differ, down to the smallest; an empty mapping or list is one."""
    if old == new and repr(old) == repr(new):  # For Python alone, 1 equals 1.0 and True.
        return
    if isinstance(old, dict | list) and type(old) is type(new):
        yield from _inner(old, new, at_old, at_new)
    elif isinstance(old, dict | list) and old and new is MISSING:
        yield from _inner(old, type(old)(), at_old, at_new)
    elif isinstance(new, dict | list) and new and old is MISSING:
        yield from _inner(type(new)(), new, at_old, at_new)
    elif type(old) is not type(new) or old != new:
        yield from ((side, at) for side, value, at in ((OLD, old, at_old), (NEW, new, at_new)) if value is not MISSING)


def _inner(old: Any, new: Any, at_old: Pointer, at_new: Pointer) -> Iterator[Claim]:
    if isinstance(old, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from changes(old.get(key, MISSING), new.get(key, MISSING), (*at_old, key), (*at_new, key))
        return
    known = _aligned(old, new)
    left, right = set(range(len(old))) - set(known), set(range(len(new))) - set(known.values())
    for before, after in [*known.items(), *zip_longest(sorted(left), sorted(right))]:
        was = MISSING if before is None else old[before]
        now = MISSING if after is None else new[after]
        yield from changes(was, now, (*at_old, before or 0), (*at_new, after or 0))
    if [known[before] for before in sorted(known)] != sorted(known.values()):
        yield from ((OLD, (*at_old, ORDER)), (NEW, (*at_new, ORDER)))


def _aligned(old: list[Any], new: list[Any]) -> dict[int, int]:
    """Return which items of two lists are surely the same: equal ones, then those of one name."""
    found: dict[int, int] = {}
    for key in (_canonical, _name):
        places: dict[str | None, list[int]] = {}
        for index, item in enumerate(new):
            if index not in found.values():
                places.setdefault(key(item), []).append(index)
        places.pop(None, None)
        for index, item in enumerate(old):
            if index not in found and places.get(key(item)):
                found[index] = places[key(item)].pop(0)
    return found


def _canonical(value: Any) -> str | None:
    return json.dumps(value, sort_keys=True)


def _name(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return next((f"{key} {value[key]} {value.get('in')}" for key in NAMES if key in value), None)
