"""Makes mutants of valid instances: JSON texts that are nearly what the spec says, and now and then still are.

A mutant is text, because some of what a server can send has no place in plain values: a key that stands twice, `1e400`,
an integer written as `1.0`. Each comes with the edits that it was made by.
"""

import json
from collections.abc import Callable, Collection, Iterator
from random import Random
from typing import Any

from tests.contract.properties.oracle import SPEC
from tools.generation.schemas import schemas


class Literal(str):
    """A value that is written just so."""


class Pairs(list[tuple[str, Any]]):
    """An object as pairs, in which a key can stand twice."""


Mutant = tuple[str, str]
ALL = [schema for _, schema in schemas(SPEC.document)]
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "multipleOf")
LIMITS = sorted({schema[word] for schema in ALL for word in BOUNDS if word in schema})
KEYS = sorted({key for schema in ALL for key in schema.get("properties", {})})
NAMES = ["", "$ref", "__class__", "raw", "raw_body", "to_dict", "extra", "\ud800", "\0", "\u00efd", "type", *KEYS]
VALUES: list[Any] = [None, True, False, 0, 1, -1, 0.5, "", "0", "null", "true", [], {}, [None], {"": None}]
KINDS: list[Any] = [None, True, 0, -1, 0.5, "", [], {}, [None]]
WORDS: list[Any] = [value for schema in ALL for value in schema.get("enum", [schema.get("const", "word")])]
NUMBERS: list[Any] = [near for bound in LIMITS for near in (bound, bound - 1, bound + 1, bound + 1e-9, float(bound))]
NUMBERS += [2**31, 2**53 + 1, 2**63, 2**64, 10**100, *map(Literal, ["1.0", "1e0", "1E+2", "-0", "-0.0", "100e-2"])]
NUMBERS += map(
    Literal, ["1e400", "-1e400", "1e-400", "1e22", "9" * 310, "1.00000000000000000001", "9007199254740993.0"]
)
TEXTS = ["\ud800", "\udc00\ud800", "x\udfff", "\0", "\n", "\ufeff", "\u202e", "e\u0301", "\u00e9", "\U0001f4de"]
TEXTS += ["\u0661", "NaN", "undefined", "\x7f", "\u2028", "a" * 300, "\U0001f468\u200d\U0001f469", "1.0", "[]", "{}"]


def write(node: Any) -> str:
    """Return a tree as JSON text."""
    if isinstance(node, dict | Pairs):
        return "{" + ",".join(f"{json.dumps(key)}:{write(item)}" for key, item in _pairs(node)) + "}"
    if isinstance(node, list):
        return "[" + ",".join(map(write, node)) + "]"
    return str(node) if isinstance(node, Literal) else json.dumps(node)


def _pairs(node: Any) -> Pairs:
    return Pairs(node if isinstance(node, Pairs) else node.items() if isinstance(node, dict) else [])


def _parts(node: Any) -> list[Any]:
    """Return the pairs or items of a value, to be changed; none of one that has no parts."""
    return _pairs(node) if isinstance(node, dict | Pairs) else list(node) if isinstance(node, list) else []


def _replace(node: Any, rng: Random) -> Any:
    return rng.choice(rng.choice([VALUES, NUMBERS, TEXTS, WORDS]))


def _change(node: Any, rng: Random) -> Any:
    if isinstance(node, int | float) and not isinstance(node, bool):
        text = json.dumps(node)
        return rng.choice([Literal(text if set(".e") & set(text) else f"{text}.0"), node + 1, node - 1, -node, text])
    text = str(node if isinstance(node, str) else rng.choice(WORDS))
    changed = [text.upper(), f"{text} ", f"{text}\n", f" {text}", text[:-1], f"{text}s", f"\ufeff{text}", f"{text}\0"]
    return rng.choice([*changed, text.replace("_", "-"), text.swapcase(), text * 2])


def _wrap(node: Any, rng: Random) -> Any:
    for _ in range(rng.choice([1, 1, 1, 2, 40])):
        node = [node] if rng.random() < 0.5 else {rng.choice(NAMES): node}
    return node


def _unwrap(node: Any, rng: Random) -> Any:
    parts = [part[1] if isinstance(node, dict | Pairs) else part for part in _parts(node)]
    return rng.choice([*parts, parts])


def _delete(node: Any, rng: Random) -> Any:
    if parts := _parts(node):
        del parts[rng.randrange(len(parts))]
    return parts


def _add(node: Any, rng: Random) -> Any:
    parts = _parts(node)
    new = _replace(node, rng)
    parts.insert(rng.randrange(len(parts) + 1), (rng.choice(NAMES), new) if isinstance(parts, Pairs) else new)
    return parts


def _rename(node: Any, rng: Random) -> Any:
    if pairs := _pairs(node):
        at = rng.randrange(len(pairs))
        key, item = pairs[at]
        pairs[at] = (rng.choice([key.upper(), f"{key} ", key.replace("_", ""), key[:-1], rng.choice(NAMES)]), item)
    return pairs


def _repeat(node: Any, rng: Random) -> Any:
    parts = _parts(node)
    for part in [rng.choice(parts)] * rng.choice([1, 1, 20]) if parts else []:
        again = (part[0], rng.choice([part[1], _replace(node, rng)])) if isinstance(parts, Pairs) else part
        parts.insert(rng.randrange(len(parts) + 1), again)
    return parts


def _shuffle(node: Any, rng: Random) -> Any:
    rng.shuffle(parts := _parts(node))
    return parts


EDITS: list[Callable[[Any, Random], Any]] = [_replace, _replace, _change, _change, _wrap, _unwrap, _delete, _add]
EDITS += [_rename, _repeat, _shuffle]


def mutants(bases: list[Any], count: int, seed: int) -> Iterator[Mutant]:
    """Yield mutants of valid instances, the same ones for the same seed; each instance is used about equally often."""
    rng = Random(seed)
    for number in range(count):
        node, edits = bases[(number * 7919 + seed) % len(bases)], list[str]()
        for _ in range(rng.choice([1, 1, 1, 1, 2, 3])):
            node = _edit_somewhere(node, rng, edits, "$")
        yield write(node), "; ".join(edits)


def one_by_one(base: Any, required: Collection[str]) -> Iterator[Mutant]:
    """Yield a value of each kind, and objects of the required fields with one field of the base deleted or replaced.

    The first item of a list is replaced likewise.
    """
    for value in KINDS:
        yield write(value), f"{value} @ $"
    for key, item in base.items() if isinstance(base, dict) else []:
        others = {name: base[name] for name in required if name in base and name != key}
        is_number = isinstance(item, int | float) and not isinstance(item, bool)
        values = [*KINDS, *TEXTS[:1], *(NUMBERS[-20:] if is_number else [Literal("1.0")])]
        yield write(others), f"deleted @ $.{key}"
        for value in [*values, *([value, *item[1:]] for value in (values if isinstance(item, list) else []))]:
            yield write(others | {key: value}), f"{write(value)} @ $.{key}"


def _edit_somewhere(node: Any, rng: Random, edits: list[str], path: str) -> Any:
    """Walk down some way, rather into what holds more, and edit there."""
    parts = _parts(node)
    if parts and rng.random() < 0.87:
        is_object = isinstance(parts, Pairs)
        deep = [at for at, part in enumerate(parts) if _parts(part[1] if is_object else part)]
        at = rng.choice(deep) if deep and rng.random() < 0.5 else rng.randrange(len(parts))
        key, item = parts[at] if is_object else (at, parts[at])
        changed = _edit_somewhere(item, rng, edits, f"{path}.{key}")
        parts[at] = (key, changed) if is_object else changed
        return parts
    edit = rng.choice(EDITS)
    edits.append(f"{edit.__name__} @ {path}")
    return edit(node, rng)
