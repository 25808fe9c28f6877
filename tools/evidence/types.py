"""The types of the languages that the docs are written in, brought into one form.

A type of either language is rewritten as a Python expression, so that Python's own parser reads it: `Array<A | null>`
as `Array[A | null]`, `A { b, 2 more }` as `A({'b', More(2)})`.
"""

import ast
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

TOKEN = re.compile(
    r"""\s*(?:"(?P<string>(?:[^"\\]|\\.)*)"|(?P<more>[0-9]{1,9})\ more\b"""
    r"""|(?P<number>[0-9]{1,40}(?:\.[0-9]{1,40})?)(?![\w.])|(?P<word>[A-Za-z_$][\w$.-]*)|(?P<mark>[<>\[\]{},|]))""",
    re.VERBOSE,
)
MARKS = {"<": "[", ">": "]", "{": "({", "}": "})", "true": "True", "false": "False"}


@frozen
class Type:
    """A type as a source writes it.

    Attributes:
        kind: A JSON type, `numeric`, `any`, `null`, `literal`, `more`, `map`, `union`, `maybe` (absent or null), or
            `named`.
        name: How it is called.
        value: The value of a literal.
        count: How many members the source leaves out here, where the kind is `more`.
        fields: The announced fields of an object, and how many more there are; None if it announces nothing.
        parts: The members of a union, or what an array, a map or a `maybe` holds.
    """

    kind: str
    name: str = ""
    value: Any = None
    count: int = 0
    fields: tuple[tuple[str, ...], int] | None = None
    parts: tuple["Type", ...] = ()

    @property
    def members(self) -> tuple["Type", ...]:
        """The members of a union, or the type alone."""
        return self.parts if self.kind == "union" else (self,)


@frozen
class Language:
    """How one language writes types, and what it can tell.

    Attributes:
        name: The language.
        mark: A pattern in the signature of a method that tells the language of a page.
        words: The kind that each simple type stands for.
        generics: What the types with parameters stand for.
        tells_null: Whether it tells null (`| null`) from absent (`?`); if not, both are a `maybe`.
        nests_names: Whether the name of a nested class begins with that of the class around it.
    """

    name: str
    mark: str
    words: Mapping[str, str]
    generics: Mapping[str, str]
    tells_null: bool = False
    nests_names: bool = False


# `number` does not say whether fractions are allowed: `numeric` is an integer or a number.
TYPESCRIPT = Language(
    "typescript",
    mark=r"\bclient\.[\w.$]+\(.*\): ",
    words={"string": "string", "number": "numeric", "boolean": "boolean", "unknown": "any", "null": "null"},
    generics={"Array": "array", "Record": "map"},
    tells_null=True,
)
PYTHON = Language(
    "python",
    mark=r"\w\(.*\) -> \w",
    words={"str": "string", "int": "integer", "float": "number", "bool": "boolean", "object": "any", "null": "null"},
    generics={"List": "array", "Dict": "map", "Literal": "union", "Union": "union", "Optional": "maybe"},
    nests_names=True,
)
LANGUAGES = (TYPESCRIPT, PYTHON)
# The source of the SDK, which is Python as well.
SDK = Language(
    "sdk",
    mark="",
    words={**PYTHON.words, "datetime": "string"},
    generics={
        **PYTHON.generics,
        **dict.fromkeys(("Iterable", "SequenceNotStr"), "array"),
        **dict.fromkeys(("Annotated", "Required"), "same"),
    },
)


def parse_type(text: str, language: Language) -> Type | None:
    """Parse a type, or return None where it is not one of this language."""
    try:
        return type_of(ast.parse("".join(_rewritten(text.rstrip())).lstrip(), mode="eval").body, language)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _rewritten(text: str) -> Iterator[str]:
    """Yield the tokens of a Python expression that says the same."""
    at, braces = 0, 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None:
            raise ValueError("not a type")
        word, mark, at = token["word"], token["mark"], token.end()
        braces += (mark == "{") - (mark == "}")
        if word is not None:
            if keyword.iskeyword(word) and not braces and word not in ("True", "False", "None"):
                raise ValueError(f"{word} is not a type")
            yield repr(word) if braces else f" {MARKS.get(word, word)}"
        elif mark is not None:
            yield MARKS.get(mark, mark)
        elif token["more"]:
            yield f"More({int(token['more'])})"
        else:
            yield token["number"] or repr(re.sub(r"\\(.)", r"\1", token["string"]))


def type_of(node: ast.expr, language: Language) -> Type:
    """Return the type that a Python expression stands for.

    Raises:
        ValueError: It is not a type of this language.
    """
    match node:
        case ast.Constant(value=None):
            return Type("null")
        case ast.Constant(value=str() | bool() | int() | float() as value):
            return Type("literal", value=value)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return united([type_of(left, language), type_of(right, language)])
        case ast.Call(func=ast.Name(id="More"), args=[ast.Constant(value=int() as count)]):
            return Type("more", count=count)
        case ast.Call(func=ast.Name(id=name), args=[ast.Set() | ast.Dict() as braces]):
            return Type("named", name=name, fields=_announced(braces))
        case ast.Set() | ast.Dict():
            return Type("object", fields=_announced(node))
        case ast.Subscript(value=ast.Name(id=name), slice=inside) if name in language.generics:
            kind, held = language.generics[name], inside.elts if isinstance(inside, ast.Tuple) else [inside]
            if kind == "same":
                return type_of(held[0], language)
            parts = [type_of(each, language) for each in held]
            # The key of a map is always a string, however it is written.
            return united(parts) if kind == "union" else Type(kind, parts=(parts[-1],))
        case ast.Name(id=name) if name in language.words:
            return Type(language.words[name])
        case ast.Name(id=name) if name[0].isupper():
            return Type("named", name=name)
    raise ValueError("not a type")


def _announced(braces: ast.Set | ast.Dict) -> tuple[tuple[str, ...], int]:
    """Return the names between braces, and how many more there are."""
    each = [type_of(node, TYPESCRIPT) for node in (braces.elts if isinstance(braces, ast.Set) else [])]
    return tuple(str(name.value) for name in each if name.kind == "literal"), sum(more.count for more in each)


def united(members: Sequence[Type]) -> Type:
    """Return a union of types, without unions in it; the type itself if there is but one."""
    flat = tuple(inner for member in members for inner in member.members)
    return flat[0] if len(flat) == 1 else Type("union", parts=flat)


def core(written: Type) -> Type:
    """Return what the lines below a field describe: its type without null, arrays and maps around it."""
    members = tuple(member for member in written.members if member.kind != "null")
    if len(members) == 1 and members[0].kind in ("array", "map", "maybe"):
        return core(members[0].parts[0])
    return united(members)


def around(written: Type) -> str:
    """Return how the arrays and maps around that are written in a path."""
    members = [member for member in written.members if member.kind != "null"]
    marks = {"array": "[]", "map": "{}", "maybe": ""}
    return (
        marks[members[0].kind] + around(members[0].parts[0]) if len(members) == 1 and members[0].kind in marks else ""
    )
