"""Writes pages about made-up responses, in every language and every form in which the docs can be saved."""

import json
from collections.abc import Iterator

from attrs import frozen

from tests.evidence.truth import Member, Truth, sample

SHOWN = 3
PARAMETERS = {
    "typescript": "id: string",
    "python": "id: str",
    "ruby": "id: String",
    "http": "id: string",
}
SIGNATURES = {
    "typescript": "client.things.get(stringid, RequestOptionsoptions?): Thing { }",
    "python": "things.get(strid) -> Thing",
    "ruby": "things.get(id) -> Thing",
    "http": "",
}
PLAIN = {
    "typescript": ["string", "number", "number", "boolean", "unknown"],
    "python": ["str", "int", "float", "bool", "object"],
    "ruby": ["String", "Integer", "Float", "bool", "untyped"],
    "http": ["string", "number", "number", "boolean", "unknown"],
}
KINDS = ["string", "integer", "number", "boolean", "any"]


@frozen
class Line:
    """A line of a list of fields, how deep it is, and what is written below it."""

    depth: int
    text: str
    below: tuple[str, ...] = ()
    choice: bool = False


@frozen
class Writer:
    """Writes the types of one language.

    Attributes:
        language: The language.
        announces: Whether objects announce their fields.
    """

    language: str
    announces: bool = True

    def lines(self, members: tuple[Member, ...], depth: int, owner: str) -> Iterator[Line]:
        """Yield the lines of some fields, and of all below them."""
        for member in members:
            name = owner + "".join(word.title() for word in member.name.split("_"))
            yield self.line(member, depth, name)
            yield from self.inside(member.truth, depth + 1, name)

    def line(self, member: Member, depth: int, name: str) -> Line:
        """Return the line of a field."""
        written, optional = self.type(member.truth, name), ""
        if self.language == "typescript":
            written += " | null" if member.truth.nullable else ""
            optional = "" if member.required else "?"
        elif self.language == "http":
            written = ("" if member.required else "optional ") + written + (" or null" if member.truth.nullable else "")
        elif self.language == "python" and (member.truth.nullable or not member.required):
            written = f"Optional[{written}]"
        below = ["Deprecated. Ask for another."] if member.deprecated else []
        below += [f"{keyword}{value}" for keyword, value in member.truth.bounds]
        choice = member.truth.kind == "choice" or len(member.truth.values) > 1
        return Line(depth, f"{member.name}{optional}: {written}", tuple(below), choice)

    def type(self, truth: Truth, name: str) -> str:
        """Return how a type is written, without null."""
        if truth.kind in KINDS:
            return PLAIN[self.language][KINDS.index(truth.kind)]
        if truth.kind == "enum":
            return self.union([self.literal(each) for each in truth.values], True)
        if truth.kind == "object":
            return self.object(truth, name)
        if truth.kind == "choice":
            names = [f"{name}UnionMember{index}" for index in range(2)]
            written = [self.object(each, own, True) for each, own in zip(truth.variants, names, strict=True)]
            return name if self.language == "python" else self.union(written, False)
        assert truth.inner is not None
        inner = self.type(truth.inner, name)
        arrays = {"typescript": "Array<%s>", "python": "List[%s]", "ruby": "Array[%s]", "http": "array of %s"}
        maps = {"typescript": "Record<string, %s>", "python": "Dict[str, %s]", "ruby": "Hash[Symbol, %s]"}
        return (arrays if truth.kind == "array" else maps | {"http": "map[%s]"})[self.language] % inner

    def union(self, members: list[str], values: bool) -> str:
        """Return a union; of many values only the first are shown."""
        if len(members) > SHOWN and values:
            members = [*members[:SHOWN], f"{len(members) - SHOWN} more"]
        if self.language == "python":
            return f"Literal[{', '.join(members)}]"
        return (" or " if self.language == "http" else " | ").join(members)

    def literal(self, value: str) -> str:
        """Return how a value is written."""
        if self.language != "ruby":
            return json.dumps(value)
        return f":{value}" if value.isidentifier() else f':"{value}"'

    def object(self, truth: Truth, name: str, is_variant: bool = False) -> str:
        """Return an object, with the fields that it announces."""
        names = [member.name for member in truth.fields]
        if len(names) > SHOWN:
            names = [*names[:SHOWN], f"{len(names) - SHOWN} more"]
        announced = f"{{ {', '.join(names)} }}"
        if self.language == "python" or not (self.announces or is_variant):
            return name
        if self.language == "http":
            return f"object {announced}"
        return announced if self.language == "ruby" else f"{name} {announced}"

    def inside(self, truth: Truth, depth: int, name: str) -> Iterator[Line]:
        """Yield the lines below a field."""
        # A single value is not shown again by every form.
        if len(truth.values) > 1:
            yield from (Line(depth, self.literal(value)) for value in truth.values)
        if truth.kind == "object":
            yield from self.lines(truth.fields, depth, name)
        if truth.inner is not None:
            yield from self.inside(truth.inner, depth, name)
        for index, variant in enumerate(truth.variants):
            own = f"{name}UnionMember{index}"
            yield Line(depth, self.head(variant, own))
            yield from self.lines(variant.fields, depth + 1, own)

    def head(self, truth: Truth, name: str) -> str:
        """Return the line that a class begins with."""
        if self.language == "python":
            return f"class {name}: …"
        if self.language == "ruby":
            return f"class {name} {self.object(truth, name, True)}" if self.announces else f"class {name}"
        return f"{name} {self.object(truth, name, True)}" if self.language == "http" else self.object(truth, name, True)


def response(language: str, truth: Truth, announces: bool = True) -> list[Line]:
    """Return the lines of a response."""
    writer = Writer(language, announces)
    if language == "http":
        return list(writer.lines(truth.fields, 0, ""))
    return [Line(0, writer.head(truth, "Thing")), *writer.lines(truth.fields, 1, "")]


def as_text(language: str, truth: Truth, announces: bool = True, example: bool = True) -> str:
    """Return a page as the text of a web page."""
    lines = ["Get a thing", "", SIGNATURES[language], "GET/things/{id}", "", "ParametersExpand Collapse"]
    lines += [PARAMETERS[language], "ReturnsExpand Collapse"]
    for line in response(language, truth, announces):
        lines += [line.text, *(("", *line.below) if line.below else ())]
        lines += ["One of the following:"] if line.choice else []
    lines += ["", "Get a thing", "", "print(thing)"]
    return "\n".join([*lines, *([json.dumps(sample(truth), indent=1)] if example else []), ""])


def as_markdown(language: str, truth: Truth, announces: bool = True) -> str:
    """Return a page as Markdown."""
    parts = ["## Get a thing", *([f"`{SIGNATURES[language]}`"] if SIGNATURES[language] else [])]
    parts += ["**get** `/things/{id}`", "### Parameters", f"- `{PARAMETERS[language]}`", "### Returns"]
    for line in response(language, truth, announces):
        indent = "  " * line.depth
        parts += [f"{indent}- `{line.text}`", *(f"{indent}  {each}" for each in line.below)]
    return "\n\n".join([*parts, "### Example", f"```{language}\nprint(thing)\n```", ""])


def as_one_line(language: str, truth: Truth, announces: bool = True) -> str:
    """Return a page as Markdown that has lost its line breaks."""
    return " ".join(as_markdown(language, truth, announces).split())
