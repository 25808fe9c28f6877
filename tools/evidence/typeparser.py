"""Parses the types of every dialect."""

import re
from collections.abc import Iterator

from attrs import evolve

from tools.evidence.dialects import Dialect
from tools.evidence.types import Type, members_of, union_of

TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<symbol>:(?:"[^"]*"|[A-Za-z_]\w*))|(?P<more>[0-9]{1,9}\ more\b)"""
    r"""|(?P<number>-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?![\w.]))|(?P<word>[A-Za-z_$][\w$.]*)|(?P<mark>[<>\[\]{},|=:…]))""",
    re.VERBOSE,
)
CLOSING = {"<": ">", "[": "]", "{": "}"}
NAMED = re.compile(r"[A-Z][\w$.]*")
DEEPEST = 30
BOOLEANS = {"true": True, "false": False, "True": True, "False": False}


class TypeSyntaxError(ValueError):
    """A text that is not a type of a dialect."""


def parse_type(text: str, dialect: Dialect) -> Type:
    """Parse a type.

    Raises:
        TypeSyntaxError: It is not a type of this dialect.
    """
    parser = _Parser(text, dialect)
    parsed = parser.union()
    parser.expect_end()
    return parsed


class _Parser:
    """A recursive descent over the tokens of a type."""

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.tokens = list(_tokens(text))
        self.dialect = dialect
        self.depth = 0

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        return self.tokens[ahead] if ahead < len(self.tokens) else ("end", "")

    def take(self, text: str = "") -> tuple[str, str]:
        kind, found = self.peek()
        if kind == "end" or (text and found != text):
            raise TypeSyntaxError(f"expected {text or 'a type'}")
        self.tokens.pop(0)
        return kind, found

    def expect_end(self) -> None:
        if self.tokens:
            raise TypeSyntaxError("expected the end")

    def union(self) -> Type:
        self.depth += 1
        if self.depth > DEEPEST:
            raise TypeSyntaxError("too deep")
        members = [self.member()]
        while self.peek()[1] == self.dialect.union:
            self.take()
            members.append(self.member())
        self.depth -= 1
        return union_of(members)

    def member(self) -> Type:
        kind, text = self.take()
        if kind == "string":
            return Type("literal", value=re.sub(r"\\(.)", r"\1", text[1:-1]))
        if kind == "symbol" and self.dialect.symbols:
            return Type("literal", value=text[1:].strip('"'))
        if kind == "number":
            return Type("literal", value=float(text) if "." in text else int(text))
        if kind == "more":
            return Type("more", count=int(text.split()[0]))
        if text == "{":
            return Type("object", fields=self.announced())
        if kind == "word":
            return self.word(text)
        raise TypeSyntaxError("expected a type")

    def word(self, word: str) -> Type:
        following = self.peek()[1]
        if word in self.dialect.generics and following == self.dialect.brackets[0]:
            return self.generic(self.dialect.generics[word])
        if word in self.dialect.words:
            return Type(self.dialect.words[word])
        if word in self.dialect.null:
            return Type("null")
        if word in BOOLEANS:
            return Type("literal", value=BOOLEANS[word])
        if self.dialect.union == "or" and word == "array" and following == "of":
            return self.array_of()
        if self.dialect.union == "or" and word == "object":
            return Type("object", fields=self.braces())
        if word == "class" and self.peek()[0] == "word":
            return self.declared(self.take()[1])
        if NAMED.fullmatch(word):
            return self.named(word)
        raise TypeSyntaxError(f"{word} is not a type")

    def named(self, name: str) -> Type:
        if self.peek()[1] == "=":
            self.take()
            return evolve(self.union(), name=name)
        if self.dialect.union == "or" and self.peek()[1] == "object":
            self.take()
            return Type("object", name=name, fields=self.braces())
        return Type("named", name=name, fields=self.braces())

    def declared(self, name: str) -> Type:
        """A class, followed by its fields or by nothing: `class A { b, c }`, `class A: …`, `class A`."""
        if self.peek()[1] == ":" and self.peek(1)[1] == "…":
            self.take()
            self.take()
        return Type("object", name=name, fields=self.braces())

    def generic(self, kind: str) -> Type:
        # The key of a map is always a string, however it is written.
        closing = CLOSING[self.take()[1]]
        parts = [self.union()]
        while self.peek()[1] == ",":
            self.take()
            parts.append(self.union())
        self.take(closing)
        if kind == "union":
            return union_of(parts)
        if len(parts) != (2 if kind == "map" and self.dialect.union != "or" else 1):
            raise TypeSyntaxError("another number of parameters")
        return Type(kind, parts=(parts[-1],))

    def array_of(self) -> Type:
        """`array of A or B or null` is null as a whole, not in its items."""
        self.take("of")
        members = members_of(self.union())
        items = [member for member in members if member.kind != "null"]
        if not items:
            raise TypeSyntaxError("an array of nothing")
        array = Type("array", parts=(union_of(items),))
        return array if len(items) == len(members) else union_of([array, Type("null")])

    def braces(self) -> tuple[tuple[str, ...], int] | None:
        if self.peek()[1] != "{":
            return None
        self.take()
        return self.announced()

    def announced(self) -> tuple[tuple[str, ...], int]:
        names, more = [], 0
        while self.peek()[1] != "}":
            kind, text = self.take()
            if kind == "more" and self.peek()[1] == "}":
                more = int(text.split()[0])
            elif kind in ("word", "string"):
                names.append(text.strip('"'))
            else:
                raise TypeSyntaxError("expected the names of fields")
            if self.peek()[1] == ",":
                self.take()
        self.take("}")
        return tuple(names), more


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise TypeSyntaxError("not a type")
        yield match.lastgroup, match[match.lastgroup]
        at = match.end()
