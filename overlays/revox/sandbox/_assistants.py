"""The voice agents of a campaign: some as the docs of March 2026 have them, and some with all that came later."""

from ._filler import Filler
from ._spec import Json, enum_values

_INTRODUCTION = """# Role
You are Ava, a friendly and patient voice assistant of Northwind. You call people who asked for an offer.

# Rules
- Say at once that you are an AI assistant, and keep every answer under two sentences.
- Names are spelled in many ways: « Zoë », "Łukasz", 佐藤, Анна. Read them out as they are written.
"""
_GUIDANCE = """
# When the price is too high, or a machine answers
Ask what they pay today. Offer twelve percent for a two-year contract, never more, and do not haggle.
Wait for the tone, leave the message once, and hang up. Outside of office hours, offer to be called back.
"""
_MARCH, _LATER = 3, 13


def make_assistants(filler: Filler, organization_id: str) -> list[Json]:
    """Make up assistants; the first of them have the fields of March 2026 only, and most of the calls."""
    fields: list[Json] = [
        {"name": f"{kind}_answer", "required": True, "type": kind}
        | ({"enum_options": ["yes", "no", "later"]} if kind == "enum" else {})
        for kind in enum_values("StructuredOutputFieldType")
    ]
    return [
        filler.make(
            "Assistant",
            optional=number >= _MARCH,
            name=("Ava, offers ✨", "Ava (тест)", "")[number % 3],
            prompt=_INTRODUCTION + _GUIDANCE * (8, 1, 0)[number % 3],
            organization_id=organization_id,
            **{"structured_output_config": fields} if number == 0 else {},
        )
        for number in range(_MARCH + _LATER)
    ]
