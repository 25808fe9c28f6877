"""How the languages of the docs generator write types: one table each, and no parser of their own.

TypeScript and Python were read from pages of this API. Ruby and HTTP follow the pages that the same generator wrote
for other APIs; no page of this API was tried in them.
"""

import re
from collections.abc import Mapping

from attrs import field, frozen


@frozen
class Dialect:
    """How one language writes types, and what it can tell.

    Attributes:
        name: The language.
        mark: A pattern that only pages in this language have, as long as the dialects above it were not recognised.
        words: The kind that each simple type stands for.
        generics: What the types with parameters stand for: `array`, `map`, `union`, or `maybe` (absent or null).
        brackets: What encloses the parameters of a type.
        union: What stands between the members of a union.
        null: The words for null.
        optional: How a field that may be absent is marked: `?` after its name, `optional` before its type, or not.
        tells_null: Whether a type without null is never null; if not, the language cannot tell.
        symbols: Whether values are written like `:name`.
        cumulative: Whether the name of a nested class begins with that of the class around it.
        wrappers: The parameters that only hold other parameters, and where these are sent ("" if not said).
    """

    name: str
    mark: str
    words: Mapping[str, str]
    generics: Mapping[str, str]
    brackets: str
    union: str
    null: frozenset[str]
    optional: str = ""
    tells_null: bool = False
    symbols: bool = False
    cumulative: bool = False
    wrappers: Mapping[str, str] = field(factory=dict)


# `number` does not say whether fractions are allowed: `numeric` is an integer or a number.
TYPESCRIPT = Dialect(
    name="typescript",
    mark=r"(?m)(^|`)client\.[\w.$]+\(.*\): ",
    words={"string": "string", "number": "numeric", "boolean": "boolean", "unknown": "any", "any": "any"},
    generics={"Array": "array", "Record": "map"},
    brackets="<>",
    union="|",
    null=frozenset({"null"}),
    optional="?",
    tells_null=True,
    wrappers={"query": "query", "body": "body", "params": ""},
)
PYTHON = Dialect(
    name="python",
    mark=r": (str|int|float)\b|\b(Optional|List|Dict|Literal|Union)\[|class \w+: …|Params\*\*kwargs",
    words={"str": "string", "int": "integer", "float": "number", "bool": "boolean", "object": "any"}
    | {"datetime": "string", "date": "string"},
    generics={"List": "array", "Iterable": "array", "SequenceNotStr": "array", "Dict": "map", "Literal": "union"}
    | {"Union": "union", "Optional": "maybe"},
    brackets="[]",
    union="|",
    null=frozenset({"null", "None"}),
    cumulative=True,
)
RUBY = Dialect(
    name="ruby",
    mark=r"\w\([^()]*\)\s+-> |: (String|Integer|Float|untyped)\b|\b(Array|Hash)\[",
    words={"String": "string", "Integer": "integer", "Float": "number", "bool": "boolean", "untyped": "any"}
    | {"Time": "string", "Date": "string"},
    generics={"Array": "array", "Hash": "map"},
    brackets="[]",
    union="|",
    null=frozenset({"nil"}),
    symbols=True,
)
HTTP = Dialect(
    name="http",
    mark=r"",
    words={"string": "string", "number": "numeric", "boolean": "boolean", "unknown": "any"},
    generics={"map": "map"},
    brackets="[]",
    union="or",
    null=frozenset({"null"}),
    optional="optional",
    tells_null=True,
)
# In the order in which they are tried.
DIALECTS = {dialect.name: dialect for dialect in (TYPESCRIPT, PYTHON, RUBY, HTTP)}


def recognise(text: str) -> Dialect:
    """Return the dialect that a page is written in."""
    return next(dialect for dialect in DIALECTS.values() if re.search(dialect.mark, text))
