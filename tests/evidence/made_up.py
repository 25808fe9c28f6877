"""Made-up responses: what is true of them, and pages about them in every form in which the docs are saved."""

import json
from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

from tools.evidence.facts import Field

WORDS = ["id", "name", "kind", "count", "owner", "note", "rooms", "created_at", "is_open", "size", "address", "keys"]
VALUES = ["red", "green", "light blue", "none", "x-1", "true", "7", "a"]
# How each language writes the plain types.
PLAIN = {
    "typescript": {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "any": "unknown"},
    "python": {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "any": "object"},
}
SHOWN = 3


@frozen
class Truth:
    """What a value is: a JSON type, `any`, `enum`, `map`, or `choice` (one of two objects); what it holds or has."""

    kind: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    inner: "Truth | None" = None
    fields: tuple["Member", ...] = ()
    variants: tuple["Truth", ...] = ()


@frozen
class Member:
    """A field of an object."""

    name: str
    truth: Truth
    required: bool = True
    deprecated: bool = False


def sample(truth: Truth) -> Any:
    """Return an example of a value, in the manner of the docs."""
    if truth.kind in ("object", "choice"):
        return {member.name: sample(member.truth) for member in truth.fields or truth.variants[0].fields}
    if truth.inner is not None:
        return [sample(truth.inner)] if truth.kind == "array" else {"foo": sample(truth.inner)}
    return {"enum": (*truth.values, "")[0], "string": "string", "boolean": True, "any": {}}.get(truth.kind, 0)


def objects(truths: st.SearchStrategy[Truth]) -> st.SearchStrategy[Truth]:
    """Return a strategy for objects with at least one field."""
    members = st.builds(Member, st.sampled_from(WORDS), truths, st.booleans(), st.booleans())
    lists = st.lists(members, min_size=1, max_size=5, unique_by=lambda each: each.name)
    return lists.map(lambda each: Truth("object", fields=tuple(each)))


def _extended(inner: st.SearchStrategy[Truth]) -> st.SearchStrategy[Truth]:
    made = objects(inner)
    plain = st.sampled_from(sorted(PLAIN["python"])).map(Truth)
    holding = st.builds(lambda kind, held: Truth(kind, inner=held), st.sampled_from(["array", "map"]), plain | made)

    def choice(pair: tuple[Truth, Truth]) -> Truth:
        types = [Member("type", Truth("enum", values=(name,))) for name in ("first", "second")]
        return Truth(
            "choice", variants=tuple(evolve(e, fields=(*e.fields, t)) for e, t in zip(pair, types, strict=True))
        )

    return made | holding | st.tuples(made, made).map(choice)


PLAINS = st.sampled_from(sorted(PLAIN["python"])).map(Truth)
ENUMS = st.lists(st.sampled_from(VALUES), min_size=1, max_size=6, unique=True).map(
    lambda values: Truth("enum", values=tuple(values))
)
TRUTHS = st.builds(
    lambda truth, nullable: evolve(truth, nullable=nullable and truth.kind not in ("any", "choice")),
    st.recursive(PLAINS | ENUMS, _extended, max_leaves=6),
    st.booleans(),
)
RESPONSES = objects(TRUTHS)


def expected(language: str, truth: Truth) -> dict[str, Field]:
    """Return the fields of a response as far as a language tells them."""
    return {"response": Field("object", nullable=False), **dict(_members(language, truth.fields, "response"))}


def _type(language: str, truth: Truth) -> str:
    told = {"enum": "string", "map": "object", "choice": "object"}.get(truth.kind, truth.kind)
    return "numeric" if language == "typescript" and told in ("integer", "number") else told


def _members(language: str, members: tuple[Member, ...], path: str) -> Iterator[tuple[str, Field]]:
    for member in members:
        truth, own = member.truth, f"{path}.{member.name}"
        maybe = language == "python" and (truth.nullable or not member.required)
        required, nullable = (None, None) if maybe else (member.required, truth.nullable)
        if truth.kind == "any" or (truth.kind == "choice" and language == "typescript"):
            nullable = None
        bounds: dict[str, Any] | None = {} if language == "typescript" else None
        deprecated = member.deprecated
        yield own, Field(_type(language, truth), required, nullable, maybe, truth.values, bounds, deprecated)
        yield from _inside(language, truth, own)


def _inside(language: str, truth: Truth, path: str) -> Iterator[tuple[str, Field]]:
    yield from _members(language, truth.fields, path)
    if truth.inner is not None:
        own, inner = path + ("[]" if truth.kind == "array" else "{}"), truth.inner
        yield own, Field(_type(language, inner), nullable=None if inner.kind == "any" else False, values=inner.values)
        yield from _inside(language, inner, own)
    for name, variant in zip(("first", "second"), truth.variants, strict=bool(truth.variants)):
        yield f"{path}<type={name}>", Field("object")
        yield from _members(language, variant.fields, f"{path}<type={name}>")


@frozen
class Line:
    """A line of a list of fields, how deep it is, and what is written below it."""

    depth: int
    text: str
    below: str = ""


def lines(language: str, members: tuple[Member, ...], depth: int, owner: str) -> Iterator[Line]:
    """Yield the lines of some fields, and of all below them."""
    for member in members:
        name = owner + "".join(word.title() for word in member.name.split("_"))
        written, optional = _written(language, member.truth, name), ""
        if language == "typescript":
            written += " | null" if member.truth.nullable else ""
            optional = "" if member.required else "?"
        elif member.truth.nullable or not member.required:
            written = f"Optional[{written}]"
        below = "Deprecated. Ask for another." if member.deprecated else ""
        yield Line(depth, f"{member.name}{optional}: {written}", below)
        yield from _below(language, member.truth, depth + 1, name)


def _written(language: str, truth: Truth, name: str) -> str:
    if truth.kind in PLAIN[language]:
        return PLAIN[language][truth.kind]
    if truth.kind == "enum":
        shown = [json.dumps(each) for each in truth.values[:SHOWN]]
        shown += [f"{len(truth.values) - SHOWN} more"] if len(truth.values) > SHOWN else []
        return " | ".join(shown) if language == "typescript" else f"Literal[{', '.join(shown)}]"
    if truth.inner is not None:
        wrapped = {"typescript": ("Array<%s>", "Record<string, %s>"), "python": ("List[%s]", "Dict[str, %s]")}[language]
        return wrapped[truth.kind == "map"] % (_written(language, truth.inner, name).partition(" {")[0])
    if language == "python":
        return name
    if truth.kind == "choice":
        return " | ".join(_announced(each, f"UnionMember{index}") for index, each in enumerate(truth.variants))
    # An object that can be null announces nothing.
    return name if truth.nullable else _announced(truth, name)


def _announced(truth: Truth, name: str) -> str:
    names = [member.name for member in truth.fields]
    names = [*names[:SHOWN], f"{len(names) - SHOWN} more"] if len(names) > SHOWN else names
    return f"{name} {{ {', '.join(names)} }}"


def _below(language: str, truth: Truth, depth: int, name: str) -> Iterator[Line]:
    # A single value is shown again on the Python page alone.
    if len(truth.values) > 1 or language == "python":
        yield from (Line(depth, json.dumps(value)) for value in truth.values)
    yield from lines(language, truth.fields, depth, name)
    if truth.inner is not None:
        yield from _below(language, truth.inner, depth, name)
    for index, variant in enumerate(truth.variants):
        own = f"{name}UnionMember{index}"
        head = f"class {own}: …" if language == "python" else _announced(variant, f"UnionMember{index}")
        yield Line(depth, head)
        yield from lines(language, variant.fields, depth + 1, own)


def _response(language: str, truth: Truth) -> list[Line]:
    head = "class Thing: …" if language == "python" else _announced(truth, "Thing")
    return [Line(0, head), *lines(language, truth.fields, 1, "Thing")]


SIGNATURES = {
    "typescript": "client.things.get(stringid, RequestOptionsoptions?): Thing { }",
    "python": "things.get(strid) -> Thing",
}


def as_text(language: str, truth: Truth) -> str:
    """Return a page as the text of a web page, with an example."""
    page = ["Get a thing", "", SIGNATURES[language], "GET/things/{id}", "", "ParametersExpand Collapse"]
    page += [f"id: {PLAIN[language]['string']}", "ReturnsExpand Collapse"]
    for line in _response(language, truth):
        page += [line.text, *(["", line.below] if line.below else [])]
    return "\n".join([*page, "", "Get a thing", "", "print(thing)", json.dumps(sample(truth), indent=1), ""])


def as_markdown(language: str, truth: Truth) -> str:
    """Return a page as Markdown."""
    page = ["## Get a thing", f"`{SIGNATURES[language]}`", "**get** `/things/{id}`", "### Parameters"]
    page += [f"- `id: {PLAIN[language]['string']}`", "### Returns"]
    for line in _response(language, truth):
        page += [f"{'  ' * line.depth}- `{line.text}`", *([f"{'  ' * line.depth}  {line.below}"] if line.below else [])]
    return "\n\n".join([*page, "### Example", f"```{language}\nprint(thing)\n```", ""])


def as_one_line(language: str, truth: Truth) -> str:
    """Return a page as Markdown that has lost its line breaks."""
    return " ".join(as_markdown(language, truth).split())
