"""A campaign that is made up: the same name and seed give the same rows, on every machine and every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ._attempts import make_attempt, seen_while
from ._dice import weighted
from ._filler import ABSENT, Filler, time_text
from ._people import make_contact
from ._spec import Json, enum_values

DERIVED = ("calls_count", "is_cancelled", "is_completed", "last_call_attempt")
"""What a call says that follows from the rest; it is not stored."""
_EPOCH = datetime(2026, 3, 2, 8)
_PROMPT = """# Role
You are Ava, a friendly and patient voice assistant of Northwind. You call people who asked for an offer.

# Rules
- Say at once that you are an AI assistant, and keep every answer under two sentences.
- Names are spelled in many ways: « Zoë », "Łukasz", 佐藤, Анна. Read them out as they are written.
"""
_MARCH, _LATER = 3, 13
_METADATA: tuple[dict[str, str] | None, ...] = (
    None,
    {},
    {"crm_id": "0012-A", "source": "Messe Köln"},
    {"note": '=1+1, "two"\nlines', "empty": ""},
)
_OUTPUTS: tuple[Any, ...] = (
    {"interest": "yes", "string_answer": "wants a demo", "number_answer": 12.5, "boolean_answer": True},
    {"interest": "later", "date_answer": "2026-03-10", "nested": {"tags": ["späť", "日本", None], "count": 0}},
    {"interest": "no", "string_answer": '=1+1, "quoted"\nnext line', "number_answer": None},
    {},
    None,
    ABSENT,
)
_STATUS_WEIGHTS = {"completed": 22, "scheduled": 4, "errored": 4, "cancelled": 3}
_LAST_STATUSES: dict[str, tuple[str | None, ...]] = {
    "queued_for_calling": ("queued", None),
    "calling": ("ringing", "ongoing"),
    "completed": ("completed",),
    "errored": ("error",),
}
_MOST_EARLIER_ATTEMPTS = {"initializing": 0, "cancelled": 1}


def make_assistants(filler: Filler) -> list[Json]:
    """Make up assistants; the first of them have the fields of March 2026 only, and most of the calls."""
    return [
        filler.make(
            "Assistant",
            {"name": ("Ava, offers ✨", "Ava (тест)", "")[number % 3], "prompt": _PROMPT * (4, 2, 1)[number % 3]},
            optional=number >= _MARCH,
        )
        for number in range(_MARCH + _LATER)
    ]


def make_rows(filler: Filler, campaign: Json, assistants: list[Json], count: int) -> Iterator[tuple[Json, Json | None]]:
    """Make up this many rows, each with its call if it has one, as documents."""
    first, second, *others = (assistant["id"] for assistant in assistants * 2)
    assistant_ids = [first] * 20 + [second] * 6 + [*others[: len(assistants) - 2], None]
    for index in range(count):
        language, phone_number, columns = make_contact(filler, index)
        row = {"id": filler.dice.uuid(), "input_data": columns, "phone_number": phone_number, "row_index": index}
        call = None
        if filler.deal("has call", [True] * 17 + [False] * 3):
            call = _call(filler, row, language, campaign | {"assistant": filler.deal("assistants", assistant_ids)})
        yield row, call


def _call(filler: Filler, row: Json, language: str, campaign: Json) -> Json:
    """Make up a call, with the ID of its assistant, and without what follows from the rest."""
    dice, status = filler.dice, filler.deal("statuses", weighted(enum_values("CallStatus"), _STATUS_WEIGHTS))
    is_later = filler.deal("is later", [True] + [False] * 5)
    filler.moment = created = _EPOCH + timedelta(seconds=row["row_index"] * 7 + dice.between(0, 6))
    scheduled = created + timedelta(minutes=dice.between(1, 2880))
    earlier = min(dice.pick((0, 0, 0, 0, 1, 1, 2, 3)), _MOST_EARLIER_ATTEMPTS.get(status, 3))
    statuses = [dice.pick(("error",) * 4 + ("completed",)) for _ in range(earlier)]
    if last := dice.pick(_LAST_STATUSES.get(status, (None,))):
        statuses.append(last)
    attempts = [
        _attempt(filler, one, scheduled + timedelta(hours=2 * number), row, language, is_later)
        for number, one in enumerate(statuses)
    ]
    filler.moment = created
    summary = filler.make("CampaignSummary", {key: campaign[key] for key in ("id", "name")}, optional=is_later)
    given = {
        "assistant": campaign["assistant"],
        "call_attempts": attempts[::-1],
        "campaign": (filler.deal("campaigns", [True] * 29 + [False]) and summary) or None,
        "direction": filler.deal("directions", weighted(enum_values("CallDirection"), {"outbound": 29})),
        "first_sentence_delay_ms": dice.pick((400, 400, 400, 0, 1250)),
        "metadata": filler.deal("metadata", _METADATA),
        "organization_id": campaign["organization_id"],
        "scheduled_at": None if status == "initializing" else time_text(scheduled),
        "status": status,
        "to_phone_number": row["phone_number"],
    }
    return filler.make("Call", given | dict.fromkeys(DERIVED, ABSENT), optional=is_later)


def _attempt(filler: Filler, status: str, start: datetime, row: Json, language: str, is_later: bool) -> Json:
    """Make up an attempt of this status that started at this time, or soon after."""
    filler.moment = start = start + timedelta(seconds=filler.dice.between(0, 900), milliseconds=37)
    attempt = make_attempt(filler, start, row, language, is_answered=status != "error")
    if attempt["result"] == "human":
        attempt["structured_output"] = filler.deal("outputs", _OUTPUTS)
    if status not in ("completed", "error"):
        attempt = seen_while(status, attempt)
    if is_later and status == "completed":
        optional = ("ended_by", "end_reason", "structured_output", "transcript")
        likely = {name: attempt.pop(name, None) for name in optional}
        return filler.make("CallAttempt", attempt, likely=likely)
    return filler.make("CallAttempt", attempt, optional=False)
