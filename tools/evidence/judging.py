"""Judges what the spec says at one place by what the sources say of all that refers to it.

The spec has to allow whatever a source says, as sources of other months describe the same service: it has every type
and value of them, and requires a field only if no source lacks it. It has to say no more than that, too.

Of a field that may be absent or null according to a source that cannot tell which, no source tells both; unless another
one does tell, the spec has to allow both.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import field, frozen

from tools.evidence.facts import Field

# How a statement of the spec fares: sources say the same; none can tell; only x-assumed says it; a source says
# something that the spec does not allow, or lacks; none was read that says so much.
VERDICTS = ("backed", "assumed", "not told", "conflicting", "unread")
# The aspects of each part of a field but for its bounds.
PARTS = {"required": ("required",), "value": ("value",), "field": ("type", "nullable", "open", "deprecated")}
NUMBERS = {"integer", "number"}


@frozen
class Claim:
    """What a source says of a place.

    Attributes:
        source: The source.
        said: What it says; None where it has the object, but not this field.
        is_sent: Whether it is a part of a request.
    """

    source: str
    said: Field | None = field(eq=id)
    is_sent: bool


@frozen
class Judgement:
    """The verdict on a statement: the aspect, what the spec says, and what it should say."""

    verdict: str
    aspect: str
    spec: Any
    docs: Any = None


def judge(part: str, ours: Field, claims: Sequence[Claim]) -> Iterator[Judgement]:
    """Yield the verdict on every statement of one part of a field: `required`, `value`, `bounds`, or the rest of it."""
    told = [claim.said for claim in claims if claim.said is not None]
    if not told:
        aspects = PARTS.get(part, tuple(ours.bounds or ()))
        yield from (Judgement("unread", aspect, value) for aspect, value in ours.statements() if aspect in aspects)
    elif part == "required":
        yield from _required(ours, claims)
    elif part == "value":
        yield from _values(ours, told)
    elif part == "bounds":
        yield from _bounds(ours.bounds or {}, [each.bounds for each in told if each.bounds is not None])
    else:
        kinds = {kind for each in told for kind in each.type.split(" | ")}
        # Of what is sent, a source that says `any` leaves to others to tell what it is.
        drop = {"any"} if ours.type != "any" and all(claim.is_sent for claim in claims) else set()
        yield _type(ours.type, kinds - drop)
        yield from _nullable(ours, claims, told)
        yield from _open(ours, told)
        if ours.deprecated or any(each.deprecated for each in told):
            yield _equal("deprecated", ours.deprecated, any(each.deprecated for each in told))


def _equal(aspect: str, spec: bool, docs: bool) -> Judgement:
    """Judge something that is said only where it is true."""
    return Judgement("backed" if spec == docs else "conflicting" if docs else "unread", aspect, spec, docs)


def _type(spec: str, told: set[str]) -> Judgement:
    """Judge a type: sources may say `numeric`, of which it is not told whether it is an integer."""
    ours, told = set(spec.split(" | ")), told - {"numeric"} if told & NUMBERS else told
    docs = "any" if "any" in told else " | ".join(sorted(told))
    if not told:
        return Judgement("not told", "type", spec, docs)
    if "any" in ours | told:
        return Judgement("backed" if spec == docs else "conflicting" if docs == "any" else "unread", "type", spec, docs)
    wider = ours | ({"integer"} if "number" in ours else set()) | ({"numeric"} if ours & NUMBERS else set())
    if told - wider:
        return Judgement("conflicting", "type", spec, docs)
    if ours - told - (NUMBERS if "numeric" in told else set()):
        return Judgement("unread", "type", spec, docs)
    return Judgement("not told" if "numeric" in told else "backed", "type", spec, docs)


def _telling(claims: Sequence[Claim]) -> list[Field]:
    """Return what can settle what an answer leaves open: what is sent does not."""
    told = [claim.said for claim in claims if claim.said]
    answers = [claim.said for claim in claims if claim.said and not claim.is_sent]
    return answers if any(each.maybe for each in answers) else told


def _required(ours: Field, claims: Sequence[Claim]) -> Iterator[Judgement]:
    telling = _telling(claims)
    is_lacking = any(claim.said is None or claim.said.required is False for claim in claims)
    is_there, maybe = any(each.required for each in telling), any(each.maybe for each in telling)
    if ours.required:
        fine = is_there and not is_lacking and (not maybe or ours.nullable is not False)
        yield Judgement("backed" if fine else "conflicting", "required", True, False)
    elif ours.required is False:
        # What is always there according to one source, and absent or null according to another, is null.
        is_null = any(each.nullable for each in telling)
        verdict = "backed" if is_lacking else "unread" if is_there and (is_null or not maybe) else "not told"
        yield Judgement(verdict, "required", False, True)


def _nullable(ours: Field, claims: Sequence[Claim], told: Sequence[Field]) -> Iterator[Judgement]:
    is_null, maybe = any(each.nullable for each in told), any(each.maybe for each in told)
    if ours.nullable:
        is_null = is_null or (maybe and any(each.required for each in told))
        verdict = "backed" if is_null else "unread" if any(each.nullable is False for each in told) else "not told"
        yield Judgement("not told" if maybe and not is_null else verdict, "nullable", True, False)
    elif ours.nullable is False:
        is_absent = maybe and not ours.required and any(each.nullable is False for each in _telling(claims))
        verdict = "backed" if any(each.nullable is False for each in told) else "not told"
        yield Judgement("conflicting" if is_null or (maybe and not is_absent) else verdict, "nullable", False, True)


def _values(ours: Field, told: Sequence[Field]) -> Iterator[Judgement]:
    values = dict.fromkeys(value for each in told for value in each.values)
    missing = "conflicting" if ours.values and not ours.open else "unread"
    for value in dict.fromkeys((*ours.values, *values)):
        if value not in values:
            yield Judgement("unread", "value", value)
        elif value in ours.values:
            yield Judgement("backed", "value", value, value)
        else:
            yield Judgement(missing, "value", None, value)


def _open(ours: Field, told: Sequence[Field]) -> Iterator[Judgement]:
    """Judge whether other texts than the values are valid in one place, whatever is valid in another."""
    is_open = any(each.open or (not each.values and "string" in each.type) for each in told)
    if ours.open or (ours.values and is_open):
        yield _equal("open", ours.open, is_open)


def _bounds(ours: dict[str, Any], told: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
    for name in sorted({*ours, *(name for each in told for name in each)}):
        said = {each.get(name) for each in told}
        spec, docs = ours.get(name), said.pop() if len(said) == 1 else None
        if spec == docs:
            yield Judgement("backed", name, spec, docs)
        elif spec is None:
            yield Judgement("unread", name, None, docs)
        else:
            yield Judgement("conflicting" if told else "unread", name, spec, docs)
