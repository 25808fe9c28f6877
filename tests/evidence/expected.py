"""What a reader must find in the pages of `render`, told from the truth and not from the pages."""

from collections.abc import Iterator

from tests.evidence.truth import Member, Truth
from tools.evidence.normal import Field

NUMBERS = {"typescript": "numeric", "http": "numeric"}


def fields(language: str, truth: Truth, bounds: bool) -> dict[str, Field]:
    """Return the fields of a response as far as a language tells them."""
    found = [Field("response", ("object",)), *_members(language, truth.fields, "response", bounds)]
    return {each.path: each for each in found}


def _members(language: str, members: tuple[Member, ...], path: str, bounds: bool) -> Iterator[Field]:
    for member in members:
        truth, own = member.truth, f"{path}.{member.name}"
        required: bool | None = member.required
        nullable: bool | None = truth.nullable
        maybe = language == "python" and (truth.nullable or not member.required)
        if language == "ruby" or maybe:
            required, nullable = None, None
        if truth.kind == "any" or (truth.kind == "choice" and language in ("typescript", "http")):
            nullable = None
        told = dict(truth.bounds) if bounds else {}
        yield Field(own, _types(language, truth), required, nullable, maybe, truth.values, told, member.deprecated)
        yield from _inside(language, truth, own, bounds)


def _types(language: str, truth: Truth) -> tuple[str, ...]:
    same = {"enum": "string", "map": "object", "choice": "object"}
    numbers = {kind: NUMBERS.get(language, kind) for kind in ("integer", "number")}
    return ({**same, **numbers}.get(truth.kind, truth.kind),)


def _inside(language: str, truth: Truth, path: str, bounds: bool) -> Iterator[Field]:
    yield from _members(language, truth.fields, path, bounds)
    if truth.inner is not None:
        own = path + ("[]" if truth.kind == "array" else "{}")
        yield Field(own, _types(language, truth.inner), values=truth.inner.values)
        yield from _inside(language, truth.inner, own, bounds)
    for name, variant in zip(("first", "second"), truth.variants, strict=bool(truth.variants)):
        yield Field(f"{path}<type={name}>", ("object",))
        yield from _members(language, variant.fields, f"{path}<type={name}>", bounds)
