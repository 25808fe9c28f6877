"""A campaign that is made up: the same name and seed give the same rows, on every machine and every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ._assistants import make_assistants
from ._attempts import make_attempt, seen_while
from ._dice import Deck, Dice, weighted
from ._filler import ABSENT, Filler, time_text
from ._people import Contact, make_contact
from ._spec import Json, enum_values

DERIVED = ("calls_count", "is_cancelled", "is_completed", "last_call_attempt")
"""What a call says that follows from the rest; it is not stored."""

_EPOCH = datetime(2026, 3, 2, 8)
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
_EARLIER_STATUSES = ("error",) * 4 + ("completed",)
_LAST_STATUSES: dict[str, tuple[str | None, ...]] = {
    "queued_for_calling": ("queued", None),
    "calling": ("ringing", "ongoing"),
    "completed": ("completed",),
    "errored": ("error",),
}
_MOST_EARLIER_ATTEMPTS = {"initializing": 0, "cancelled": 1}


class MadeUpCampaign:
    """The content of one campaign.

    Attributes:
        assistants: Its assistants, as documents.
    """

    def __init__(self, campaign_id: str, name: str, seed: int) -> None:
        """Prepare a campaign; its ID goes into the seed, so that no two campaigns share an ID of a row."""
        dice = self._dice = Dice(f"{campaign_id}/{seed}")
        self._filler = Filler(dice)
        self._organization_id = dice.uuid()
        self.assistants = make_assistants(self._filler, self._organization_id)
        self._has_call = Deck(dice, [True] * 17 + [False] * 3)
        self._is_later = Deck(dice, [True] + [False] * 5)
        self._statuses = Deck(dice, weighted(enum_values("CallStatus"), _STATUS_WEIGHTS))
        self._directions = Deck(dice, weighted(enum_values("CallDirection"), {"outbound": 29}))
        (first, second, *others) = (assistant["id"] for assistant in self.assistants)
        self._assistant_ids: Deck[str | None] = Deck(dice, [first] * 20 + [second] * 6 + [*others, None])
        self._campaign = {"id": campaign_id, "name": name}
        self._has_campaign = Deck(dice, [True] * 29 + [False])
        self._metadata = Deck(dice, _METADATA)

    def rows(self, count: int) -> Iterator[tuple[Json, Json | None]]:
        """Make up this many rows, each with its call if it has one, as documents."""
        for index in range(count):
            contact = make_contact(self._filler, index)
            row = {
                "id": self._dice.uuid(),
                "input_data": contact.columns,
                "phone_number": contact.phone_number,
                "row_index": index,
            }
            yield row, self._call(index, contact) if self._has_call.deal() else None

    def _call(self, index: int, contact: Contact) -> Json:
        """Make up a call, with the ID of its assistant, and without what follows from the rest."""
        dice, status, is_later = self._dice, self._statuses.deal(), self._is_later.deal()
        created = self._filler.moment = _EPOCH + timedelta(seconds=index * 7 + dice.between(0, 6))
        scheduled = created + timedelta(minutes=dice.between(1, 2880))
        earlier = min(dice.pick((0, 0, 0, 0, 1, 1, 2, 3)), _MOST_EARLIER_ATTEMPTS.get(status, 3))
        statuses = [dice.pick(_EARLIER_STATUSES) for _ in range(earlier)]
        if last := dice.pick(_LAST_STATUSES.get(status, (None,))):
            statuses.append(last)
        attempts = [
            self._attempt(one, scheduled + timedelta(hours=2 * number), contact, is_later)
            for number, one in enumerate(statuses)
        ]
        campaign = self._filler.make("CampaignSummary", optional=is_later, **self._campaign)
        return self._filler.make(
            "Call",
            optional=is_later,
            assistant=self._assistant_ids.deal(),
            call_attempts=attempts[::-1],
            campaign=campaign if self._has_campaign.deal() else None,
            direction=self._directions.deal(),
            first_sentence_delay_ms=dice.pick((400, 400, 400, 0, 1250)),
            metadata=self._metadata.deal(),
            organization_id=self._organization_id,
            scheduled_at=None if status == "initializing" else time_text(scheduled),
            status=status,
            to_phone_number=contact.phone_number,
            **dict.fromkeys(DERIVED, ABSENT),
        )

    def _attempt(self, status: str, start: datetime, contact: Contact, is_later: bool) -> Json:
        """Make up an attempt of this status that started at this time, or soon after."""
        filler = self._filler
        filler.moment = start = start + timedelta(seconds=filler.dice.between(0, 900), milliseconds=37)
        attempt = make_attempt(
            filler,
            start,
            phone_number=contact.phone_number,
            language=contact.language,
            columns=contact.columns,
            assistant=self.assistants[0] | {"first_sentence": None, "max_call_duration_secs": None},
            is_answered=status != "error",
            script={},
        )
        if attempt["result"] == "human":
            attempt["structured_output"] = filler.deal("outputs", _OUTPUTS)
        if status not in ("completed", "error"):
            attempt = seen_while(status, attempt)
        if is_later and status == "completed":
            optional = ("ended_by", "end_reason", "structured_output", "transcript")
            likely = {name: attempt.pop(name, None) for name in optional}
            return filler.make("CallAttempt", likely=likely, **attempt)
        return filler.make("CallAttempt", optional=False, **attempt)
