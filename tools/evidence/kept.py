"""The files in which the facts of sources are kept: a line for each field, and each shape of an object once."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

import msgspec

from tools.evidence.facts import Facts, Field, Question, data

OWNER = re.compile(r"(?P<owner>.*)\.(?P<name>[^.<>\[\]{}]+(?:\[\]|\{\}|<[^<>]*>)*)")


class _Entry(Field, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A field, and the name of the shape of what is in it."""

    shape: str = ""


class _Kept(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one source says of its operations. The fields are called by their names in a shape, else by their paths."""

    source: str
    kind: str
    tells_bounds: bool
    operations: dict[str, dict[str, _Entry]]
    shapes: dict[str, dict[str, _Entry]] = {}
    questions: dict[str, tuple[Question, ...]] = {}


def dump(source: Sequence[Facts]) -> str:
    """Return the text of the file for the facts of a source: the same bytes for the same facts."""
    shapes: dict[str, dict[str, Any]] = {}
    kept = {
        **{name: getattr(source[0], name) for name in ("source", "kind", "tells_bounds")},
        "shapes": shapes,
        "operations": {facts.operation: _packed(facts.fields, shapes) for facts in source},
        "questions": {facts.operation: msgspec.to_builtins(facts.questions) for facts in source if facts.questions},
    }
    return f"{_text({key: value for key, value in kept.items() if value not in ({}, None)}, 3)}\n"


def _packed(fields: Mapping[str, Field], shapes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the outermost fields of an operation, and add the shapes of what is in them."""
    members: dict[str, dict[str, str]] = {}
    for path in fields:
        found = OWNER.fullmatch(path)
        owner, name = (found["owner"], found["name"]) if found and found["owner"] in fields else ("", path)
        members.setdefault(owner, {})[name] = path

    def entry(path: str) -> dict[str, Any]:
        return {**data(fields[path]), **({"shape": shape(path)} if path in members else {})}

    def shape(owner: str) -> str:
        inner = {name: entry(path) for name, path in members[owner].items()}
        plain = re.sub(r"\W+", "_", owner.rpartition(".")[2]).strip("_")
        same = (name for name, other in shapes.items() if other == inner)
        free = (name for name in chain([plain], (f"{plain}_{at}" for at in count(2))) if name not in shapes)
        name = next(chain(same, free))
        shapes[name] = inner
        return name

    return {name: entry(path) for name, path in members.get("", {}).items()}


def _text(value: Any, depth: int, indent: int = 1) -> str:
    if not depth or not isinstance(value, dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    lines = (f"{' ' * indent}{json.dumps(key)}: {_text(each, depth - 1, indent + 1)}" for key, each in value.items())
    return "{\n" + ",\n".join(lines) + f"\n{' ' * (indent - 1)}}}"


def load(text: str) -> list[Facts]:
    """Return the facts of a file.

    Raises:
        msgspec.DecodeError: It does not hold facts.
    """
    kept = msgspec.json.decode(text.encode(), type=_Kept)
    plain: dict[int, Field] = {}

    def expand(members: Mapping[str, _Entry], prefix: str, within: tuple[str, ...], into: dict[str, Field]) -> None:
        for name, entry in members.items():
            if id(entry) not in plain:
                said = {each: getattr(entry, each) for each in Field.__struct_fields__}
                plain[id(entry)] = Field(**said | {"bounds": entry.bounds or ({} if kept.tells_bounds else None)})
            into[prefix + name] = plain[id(entry)]
            if entry.shape:
                if entry.shape in within or entry.shape not in kept.shapes:
                    raise msgspec.DecodeError(f"no shape can be {entry.shape!r} here")
                expand(kept.shapes[entry.shape], f"{prefix}{name}.", (*within, entry.shape), into)

    found = []
    for operation, members in kept.operations.items():
        method, _, path = operation.partition(" ")
        fields: dict[str, Field] = {}
        expand(members, "", (), fields)
        questions = kept.questions.get(operation, ())
        found.append(Facts(kept.source, kept.kind, method, path, kept.tells_bounds, fields, questions))
    return found
