"""Makes mutants of valid instances: JSON texts that are nearly what the spec says, and now and then still are.

A mutant is text, because some of what a server can send has no place in plain values: a key that stands twice, `1e400`,
an integer written as `1.0`.
"""

import json
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import attrs

from tests.contract.properties.contract import SCHEMAS, subschemas


@attrs.frozen
class Literal:
    """A value that is written just so."""

    text: str


@attrs.frozen
class Pairs:
    """An object as pairs, in which a key can stand twice."""

    pairs: list[tuple[str, Any]]


@attrs.frozen
class Mutant:
    """A JSON text, and how it came about.

    Attributes:
        text: The JSON.
        edits: What was done to a valid instance, and where.
    """

    text: str
    edits: tuple[str, ...]

    def __str__(self) -> str:
        return f"{'; '.join(self.edits)}: {self.text}"


ENUMS = [schema["enum"] for name in SCHEMAS for schema in subschemas(SCHEMAS[name]) if "enum" in schema]
WORDS = sorted({str(value) for values in ENUMS for value in values})
CONSTANTS = sorted({schema["const"] for name in SCHEMAS for schema in subschemas(SCHEMAS[name]) if "const" in schema})
KEYS = sorted({key for name in SCHEMAS for schema in subschemas(SCHEMAS[name]) for key in schema.get("properties", {})})
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength")
LIMITS = sorted(
    {schema[word] for name in SCHEMAS for schema in subschemas(SCHEMAS[name]) for word in BOUNDS if word in schema}
)

OF_EVERY_TYPE: list[Any] = [None, True, False, 0, 1, -1, 0.5, "", "0", "null", "true", [], {}, [None], {"": None}]
NUMBERS: list[Any] = [
    *(value for limit in LIMITS for value in (limit, limit - 1, limit + 1, limit + 1e-9, float(limit), -limit)),
    2**31,
    2**63,
    2**64,
    10**100,
    *map(Literal, ["1.0", "1e0", "1E+2", "-0", "-0.0", "100e-2", "1e400", "-1e400", "1e-400", "1e22", "9" * 310]),
    *map(
        Literal, ["0.1e1", "9007199254740991.0", "9007199254740992.0", "9007199254740993.0", "1.00000000000000000001"]
    ),
]
TEXTS = [
    *[
        "\ud800",
        "\udc00\ud800",
        "x\udfff",
        "\0",
        "\n",
        "\ufeff",
        "\u202e",
        "e\u0301",
        "\u00e9",
        "\U0001f4de",
        "\u0661",
        "\uff11",
    ],
    *["\u0000null", "NaN", "undefined", "\x7f", "\u2028", "a" * 300, "\U0001f468\u200d\U0001f469", "1.0", "[]", "{}"],
]
NAMES = ["", "$ref", "__class__", "raw", "raw_body", "to_dict", "extra", "\ud800", "\0", "\u00efd", "type"]

Edit = Callable[[Any, random.Random], Any]


def write(node: Any) -> str:
    """Return a tree as JSON text."""
    match node:
        case Literal():
            return node.text
        case Pairs():
            return "{" + ",".join(f"{json.dumps(key)}:{write(item)}" for key, item in node.pairs) + "}"
        case dict():
            return "{" + ",".join(f"{json.dumps(key)}:{write(item)}" for key, item in node.items()) + "}"
        case list():
            return "[" + ",".join(map(write, node)) + "]"
        case _:
            return json.dumps(node)


def _pairs(node: Any) -> list[tuple[str, Any]]:
    return list(node.pairs if isinstance(node, Pairs) else node.items())


def _is_object(node: Any) -> bool:
    return isinstance(node, dict | Pairs)


def _odd_value(rng: random.Random) -> Any:
    return rng.choice(rng.choice([OF_EVERY_TYPE, NUMBERS, TEXTS, WORDS]))


def to_null(node: Any, rng: random.Random) -> Any:
    """Put null in the place of a value."""
    return None


def to_other_type(node: Any, rng: random.Random) -> Any:
    """Put a value of any type in the place of a value."""
    return rng.choice(OF_EVERY_TYPE)


def to_number(node: Any, rng: random.Random) -> Any:
    """Put a number at the edge of something in the place of a value."""
    return rng.choice(NUMBERS)


def to_odd_text(node: Any, rng: random.Random) -> Any:
    """Put text that is easily mishandled in the place of a value."""
    return rng.choice(TEXTS)


def to_word(node: Any, rng: random.Random) -> Any:
    """Put a word of any enum, or of a union's tag, in the place of a value."""
    return rng.choice([*WORDS, *CONSTANTS])


def rewrite_number(node: Any, rng: random.Random) -> Any:
    """Write a number in another way, or make it the next one."""
    if isinstance(node, bool) or not isinstance(node, int | float):
        return rewrite_number(rng.choice([0, 1, 2, 100]), rng)
    text = json.dumps(node)
    ways = [
        Literal(text if "." in text or "e" in text else text + ".0"),
        Literal(text + "e0" if "e" not in text else text),
    ]
    return rng.choice([*ways, node + 1, node - 1, -node, str(node), float(min(node, 10**300))])


def near_word(node: Any, rng: random.Random) -> Any:
    """Change a text a little."""
    text = node if isinstance(node, str) else rng.choice([*WORDS, *CONSTANTS])
    changes = [text.upper(), text.title(), f"{text} ", f"{text}\n", f" {text}", text[:-1], f"{text}s", f"\ufeff{text}"]
    return rng.choice(
        [*changes, text.replace("_", "-"), text.replace("-", "_"), f"{text}\0", text.swapcase(), text * 2]
    )


def into_list(node: Any, rng: random.Random) -> Any:
    """Put a value into a list, or many lists."""
    for _ in range(rng.choice([1, 1, 1, 2, 40])):
        node = [node]
    return node


def into_object(node: Any, rng: random.Random) -> Any:
    """Put a value into an object, or many objects."""
    for _ in range(rng.choice([1, 1, 1, 2, 40])):
        node = {rng.choice([*KEYS, *NAMES]): node}
    return node


def out_of_container(node: Any, rng: random.Random) -> Any:
    """Put a part of a value in its place."""
    parts = node if isinstance(node, list) else [item for _, item in _pairs(node)] if _is_object(node) else []
    return rng.choice(parts) if parts else None


def object_as_list(node: Any, rng: random.Random) -> Any:
    """Turn an object into a list, or the other way round."""
    if _is_object(node):
        return [item for _, item in _pairs(node)]
    items = node if isinstance(node, list) else [node]
    return {str(index): item for index, item in enumerate(items)}


def delete(node: Any, rng: random.Random) -> Any:
    """Delete a property or an item."""
    if _is_object(node) and (pairs := _pairs(node)):
        del pairs[rng.randrange(len(pairs))]
        return Pairs(pairs)
    if isinstance(node, list) and node:
        at = rng.randrange(len(node))
        return node[:at] + node[at + 1 :]
    return to_null(node, rng)


def add(node: Any, rng: random.Random) -> Any:
    """Add a property or an item, with a name that is known elsewhere or nowhere."""
    if _is_object(node):
        pairs = _pairs(node)
        pairs.insert(rng.randrange(len(pairs) + 1), (rng.choice(rng.choice([KEYS, NAMES])), _odd_value(rng)))
        return Pairs(pairs)
    if isinstance(node, list):
        at = rng.randrange(len(node) + 1)
        return [*node[:at], _odd_value(rng), *node[at:]]
    return to_other_type(node, rng)


def rename(node: Any, rng: random.Random) -> Any:
    """Give a property another name, or one that is nearly its own."""
    pairs = _pairs(node) if _is_object(node) else []
    if not pairs:
        return to_other_type(node, rng)
    at = rng.randrange(len(pairs))
    key = pairs[at][0]
    near = [key.upper(), f"{key} ", f"{key}\0", key.replace("_", ""), key[:-1], f"\ufeff{key}"]
    pairs[at] = (rng.choice([*near, rng.choice(KEYS), rng.choice(NAMES)]), pairs[at][1])
    return Pairs(pairs)


def repeat_key(node: Any, rng: random.Random) -> Any:
    """Let a key stand twice, with the same value or another, before or after."""
    pairs = _pairs(node) if _is_object(node) else []
    if not pairs:
        return repeat_item(node, rng)
    key, item = rng.choice(pairs)
    pairs.insert(
        rng.randrange(len(pairs) + 1), (key, rng.choice([item, _odd_value(rng), rng.choice(CONSTANTS or [0])]))
    )
    return Pairs(pairs)


def repeat_item(node: Any, rng: random.Random) -> Any:
    """Let an item stand twice, or many times."""
    if isinstance(node, list) and node:
        return node + [rng.choice(node)] * rng.choice([1, 1, 20])
    return to_odd_text(node, rng)


def swap(node: Any, rng: random.Random) -> Any:
    """Let two properties, or two items, change places."""
    if isinstance(node, list) and len(node) > 1:
        return node[::-1]
    pairs = _pairs(node) if _is_object(node) else []
    if len(pairs) < 2:
        return to_word(node, rng)
    first, second = rng.sample(range(len(pairs)), 2)
    (one, one_item), (two, two_item) = pairs[first], pairs[second]
    pairs[first], pairs[second] = (one, two_item), (two, one_item)
    return Pairs(pairs)


def shuffle(node: Any, rng: random.Random) -> Any:
    """Put the properties in another order, which means the same."""
    if not _is_object(node):
        return rewrite_number(node, rng)
    pairs = _pairs(node)
    rng.shuffle(pairs)
    return Pairs(pairs)


EDITS: list[Edit] = [
    *[to_null, to_other_type, to_number, to_odd_text, to_word, rewrite_number, near_word, into_list, into_object],
    *[out_of_container, object_as_list, delete, add, rename, repeat_key, repeat_item, swap, shuffle],
]


def mutants(bases: list[Any], count: int, seed: int) -> Iterator[Mutant]:
    """Yield mutants of valid instances, the same ones for the same seed.

    Args:
        bases: The valid instances; each is used about equally often.
        count: How many mutants.
        seed: What the choices depend on.
    """
    rng = random.Random(seed)
    for number in range(count):
        node = bases[(number * 7919 + seed) % len(bases)]
        edits: list[str] = []
        for _ in range(rng.choice([1, 1, 1, 1, 2, 3])):
            node = _edit_somewhere(node, rng, edits, "$")
        yield Mutant(write(node), tuple(edits))


def one_by_one(base: Any) -> Iterator[Mutant]:
    """Yield the mutants of an instance with one value deleted, added or replaced, two levels deep."""
    replacements = [*OF_EVERY_TYPE, *TEXTS[:3]]
    for path, put, node in [("$", _itself, base), *_values(base, "$")]:
        numbers = NUMBERS if isinstance(node, int | float) and not isinstance(node, bool) else [Literal("1.0")]
        for value in [*([] if path == "$" else [DELETED]), *replacements, *numbers]:
            yield _replaced(path, put, value)
        if isinstance(node, dict):
            yield Mutant(write(put(node | {"unknown": 1})), (f"added @ {path}",))
    for path, put, node in _values(base, "$"):
        for inner_path, inner_put, _ in _values(node, path):
            for value in [DELETED, None, True, 0, "", [], {}]:
                yield _replaced(inner_path, partial(_both, put, inner_put), value)


def _replaced(path: str, put: Callable[[Any], Any], value: Any) -> Mutant:
    edit = "deleted" if value is DELETED else f"replaced by {write(value)}"
    return Mutant(write(put(value)), (f"{edit} @ {path}",))


def _both(outer: Callable[[Any], Any], inner: Callable[[Any], Any], value: Any) -> Any:
    return outer(inner(value))


def _itself(value: Any) -> Any:
    return value


DELETED = object()


def _values(node: Any, path: str) -> Iterator[tuple[str, Callable[[Any], Any], Any]]:
    """Yield the parts of a value, each with its path and a function that puts something else in its place."""
    if isinstance(node, dict):
        for key, item in node.items():
            others = {other: value for other, value in node.items() if other != key}
            yield f"{path}.{key}", partial(_with_item, others, key), item
    elif isinstance(node, list):
        for at, item in enumerate(node):
            yield f"{path}[{at}]", partial(_with_element, node, at), item


def _with_item(others: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    return others if value is DELETED else others | {key: value}


def _with_element(items: list[Any], at: int, value: Any) -> list[Any]:
    return [*items[:at], *([] if value is DELETED else [value]), *items[at + 1 :]]


def _edit_somewhere(node: Any, rng: random.Random, edits: list[str], path: str) -> Any:
    """Walk down some way, and edit there."""
    at: Any
    if isinstance(node, list) and node and rng.random() < 0.9:
        at = rng.randrange(len(node))
        return [*node[:at], _edit_somewhere(node[at], rng, edits, f"{path}[{at}]"), *node[at + 1 :]]
    if _is_object(node) and (pairs := _pairs(node)) and rng.random() < 0.85:
        at = _preferring_containers(pairs, rng)
        key, item = pairs[at]
        pairs[at] = (key, _edit_somewhere(item, rng, edits, f"{path}.{key}"))
        return Pairs(pairs)
    edit = rng.choice(EDITS)
    edits.append(f"{edit.__name__} @ {path}")
    return edit(node, rng)


def _preferring_containers(pairs: list[tuple[str, Any]], rng: random.Random) -> int:
    """Choose a property; one that holds objects more often, as most of an instance is inside it."""
    containers = [at for at, (_, item) in enumerate(pairs) if isinstance(item, dict | list | Pairs) and item]
    return rng.choice(containers) if containers and rng.random() < 0.5 else rng.randrange(len(pairs))
