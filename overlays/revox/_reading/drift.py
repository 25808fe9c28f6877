"""How a body differs from the spec, beyond what reading it reports: fields and enum values that the spec does not know.

Everything here is pure, and nothing that is returned holds a value of the body, but for enum values that look like
names; names of fields that do not look so are `*`.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

import attrs
import msgspec

from revox._reading.tolerant import build, struct_for, variants_of

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
_ELEMENT = re.compile(r"\[\d+\]")
_JSON_TYPES = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    type(None): "null",
}
Note = Callable[[str, str, str], None]


@attrs.frozen
class Drift:
    """One way in which bodies differ from the spec.

    Attributes:
        kind: `deviation`, `unknown field` or `unknown value`.
        path: Where, without indices, such as `$.rows[*].call.prompt`.
        what: What is there: a problem, a JSON type, or the value where it looks like a name.
        count: How often.
    """

    kind: str
    path: str
    what: str
    count: int

    def __str__(self) -> str:
        return f"{self.kind}: {self.what} @ {self.path} ({self.count:,} times)"


def drift_of(bodies: Iterable[bytes], type_: Any) -> list[Drift]:
    """Return how bodies differ from the type that the spec has for them.

    Args:
        bodies: The bodies of responses, as they came.
        type_: The generated type of them.

    Returns:
        Every distinct difference, sorted. A body that is not JSON is one, too.
    """
    found: Counter[tuple[str, str, str]] = Counter()

    def note(kind: str, path: str, what: str) -> None:
        found[kind, _ELEMENT.sub("[*]", path), what] += 1

    for body in bodies:
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            note("deviation", "$", "the body is not JSON")
            continue
        try:
            build(value, type_, lambda problem, path: note("deviation", path, problem))
            _walk(value, type_, "$", note)
        except RecursionError:
            note("deviation", "$", "the JSON is nested too deeply")
    return [Drift(*key, count) for key, count in sorted(found.items())]


def _walk(value: Any, type_: Any, path: str, note: Note) -> None:
    variants = variants_of(type_)
    if isinstance(value, dict):
        struct = struct_for(value, variants)
        if struct is None:
            for item in value.values():
                _walk_all(item, _inner(variants, dict), f"{path}.*", note)
            return
        known = _wire_types(struct)
        for name, item in value.items():
            if name in known:
                _walk(item, known[name], f"{path}.{name}", note)
            else:
                shown = name if _IDENTIFIER.fullmatch(name) else "*"
                note("unknown field", f"{path}.{shown}", _JSON_TYPES[type(item)])
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _walk_all(item, _inner(variants, list), f"{path}[{index}]", note)
    else:
        _check_enum(value, variants, path, note)


def _walk_all(value: Any, variants: tuple[Any, ...], path: str, note: Note) -> None:
    if variants:
        _walk(value, Union[variants], path, note)  # noqa: UP007  # made of a tuple


def _check_enum(value: Any, variants: tuple[Any, ...], path: str, note: Note) -> None:
    enums = [variant for variant in variants if isinstance(variant, type) and issubclass(variant, Enum)]
    if not isinstance(value, str) or not enums or str in variants:
        return
    if all(value not in [member.value for member in enum] for enum in enums):
        note("unknown value", path, repr(value) if _IDENTIFIER.fullmatch(value) else "a text that looks like no name")


def _inner(variants: tuple[Any, ...], origin: type) -> tuple[Any, ...]:
    """Return what a list or a free object among some types holds."""
    return tuple(
        inner for variant in variants if get_origin(variant) is origin for inner in variants_of(get_args(variant)[-1])
    )


@cache
def _wire_types(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the fields that the spec knows, by their name on the wire, the tag of the struct included."""
    types = {field.encode_name: field.type for field in msgspec.structs.fields(struct)}
    tag_field = struct.__struct_config__.tag_field
    return types if tag_field is None else types | {tag_field: str}
