"""Values made from the schemas of the spec: whatever a schema allows comes up, the same for the same seed.

Libraries that fill typed models, such as polyfactory, tell neither null from absent nor deal every enum value.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from ._dice import Deck, Dice
from ._spec import Json, resolve

ABSENT = object()
"""Stands for a field that is left out."""

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "email": ("person{n}@team.example",),
    "emails": ("person{n}@team.example",),
    "address": ("person{n}@team.example",),
    "number": ("+1555{n:07d}",),
    "name": ("Camille", "Noah", "Reception", "Ada"),
    "url": ("https://hooks.example/{n}",),
    "timezone": ("Europe/Paris", "America/New_York"),
    "country": ("FR", "US"),
    "calling_window_start_time": ("09:00", "10am", "8:30am"),
    "calling_window_end_time": ("18:00", "6pm", "20:15"),
}


def time_text(moment: datetime) -> str:
    """Write down a time in UTC as the sandbox does."""
    return f"{moment.isoformat(timespec='milliseconds')}Z"


@attrs.define
class _Field:
    """A field of an object: whether it can be absent or null, and what it may be besides."""

    place: str
    name: str
    schema: Json
    is_required: bool
    cards: tuple[Any, ...] = ("there",) * 3

    def __attrs_post_init__(self) -> None:
        key = next((key for key in ("oneOf", "anyOf") if key in self.schema), None)
        variants = self.schema[key] if key else []
        if {"type": "null"} in variants or "null" in self.schema.get("type", ()):
            self.cards += (None,)
        if not self.is_required:
            self.cards += (ABSENT,)
        if key:
            self.schema = {"oneOf": [one for one in variants if one.get("type") != "null"]}


class Filler:
    """An endless source of values. Each field of each schema has its cards: absent, null, and what it may be.

    Attributes:
        dice: Where its chance comes from.
        moment: The time that made-up times say.
    """

    def __init__(self, dice: Dice) -> None:
        """Start from a source of chance."""
        self.dice = dice
        self._decks: dict[str, Deck[Any]] = {}
        self._fields: dict[str, list[_Field]] = {}
        self._count = 0
        self.moment = datetime(2026, 3, 1)

    def make(self, name: str, given: Json | None = None, *, optional: bool = True, likely: Json | None = None) -> Json:
        """Make an object of a named schema around what is given, with the fields in the order of the schema.

        Args:
            name: The name of the schema.
            given: What some fields are; `ABSENT` leaves one out.
            optional: Whether fields that may be left out are made as well, now and then.
            likely: What some fields are, unless they are absent or null this time.
        """
        return self._object(name, resolve({"$ref": name}), given or {}, optional, likely or {})

    def complete(self, name: str, given: Json) -> Json:
        """Make an object of a named schema around what is given, with nothing more than it must have."""
        fields = self._fields_of(name, resolve({"$ref": name}))
        nulls = {field.name: None for field in fields if field.is_required and None in field.cards}
        return self.make(name, nulls | given, optional=False)

    def deal(self, key: str, cards: Any) -> Any:
        """Deal from a deck of this name, which is made of these cards when it is first asked for."""
        if key not in self._decks:
            self._decks[key] = Deck(self.dice, cards)
        return self._decks[key].deal()

    def _object(self, place: str, schema: Json, given: Json, optional: bool, likely: Mapping[str, Any]) -> Json:
        made = dict.fromkeys(schema["properties"], ABSENT) | given
        for field in self._fields_of(place, schema):
            if field.name not in given and (optional or field.is_required):
                card = self.deal(f"{field.place}!", field.cards)
                if card == "there":
                    card = (
                        likely[field.name]
                        if field.name in likely
                        else self.value(field.place, field.name, field.schema)
                    )
                made[field.name] = card
        return {name: value for name, value in made.items() if value is not ABSENT}

    def _fields_of(self, place: str, schema: Json) -> list[_Field]:
        if place not in self._fields:
            required, fields = schema.get("required", ()), schema["properties"].items()
            self._fields[place] = [_Field(f"{place}.{name}", name, inner, name in required) for name, inner in fields]
        return self._fields[place]

    def value(self, place: str, name: str, schema: Json) -> Any:
        """Make a value of a schema that is not null, for the field of this name, with decks of this place."""
        if "$ref" in schema:
            place, schema = schema["$ref"].rpartition("/")[2], resolve(schema)
        if variants := schema.get("oneOf", schema.get("anyOf")):
            return self.value(place, name, self.deal(f"{place}?", variants))
        if "enum" in schema:
            return self.deal(place, schema["enum"])
        if "const" in schema:
            return schema["const"]
        kind = schema.get("type", "string")
        match next((one for one in kind if one != "null"), "string") if isinstance(kind, list) else kind:
            case "boolean":
                return self.deal(place, (True, False))
            case "array":
                return [self.value(f"{place}[]", name, schema["items"]) for _ in range(self.dice.between(1, 3))]
            case "object" if "properties" in schema:
                return self._object(place, schema, {}, True, {})
            case "object":
                inner = schema["additionalProperties"]
                return {} if inner is True else {"x": self.value(place, "x", inner), "y": self.value(place, "y", inner)}
            case "integer" | "number":
                low, high = max(schema.get("minimum", 0), 0), min(schema.get("maximum", 100), 100)
                share = self.dice.between(1, 100)
                return low + share * (high - low) / 100 if high < 100 else max(low, share)
        return self._text(name)

    def _text(self, name: str) -> str:
        self._count += 1
        if name.endswith("_at") or name.endswith("At"):
            return time_text(self.moment)
        if name == "id" or name.endswith("_id"):
            return self.dice.uuid()
        words = _TEXTS.get(name) or _TEXTS.get(name.rpartition("_")[2]) or (f"{name.replace('_', ' ')} {self._count}",)
        return self.dice.pick(words).format(n=self._count)
