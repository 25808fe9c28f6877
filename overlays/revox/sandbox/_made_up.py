"""A campaign that is made up: the same name and seed give the same rows, on every machine and every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ._assistants import make_assistants
from ._dice import Deck, Dice, weighted
from ._filler import ABSENT, Filler
from ._people import Contact, Contacts, Dialogues
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
_MACHINES = {
    "voicemail": "You have reached the mailbox of {first_name} {last_name}. Speak after the tone. Beep.",
    "IVR": "Welcome to {company}. For sales, press 1. For support, press 2. To hear this again, press 9.",
    "ios-screening-filter": "Hi, if you record your name and reason for calling, I will see if {first_name} "
    "is available.",
}
_STATUS_WEIGHTS = {"completed": 22, "scheduled": 4, "errored": 4, "cancelled": 3}
_RESULT_WEIGHTS = {"human": 10, "voicemail": 5, "IVR": 2}
_ERROR_WEIGHTS = {"no_answer": 5, "busy": 3}
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
        self._contacts = Contacts(dice)
        self._attempts = Attempts(dice, self._filler)
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
            contact = self._contacts.next(index)
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
            self._attempts.make(one, scheduled + timedelta(hours=2 * number), contact, is_later=is_later)
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


class Attempts:
    """An endless row of call attempts of every kind."""

    def __init__(self, dice: Dice, filler: Filler) -> None:
        """Shuffle everything that an attempt can come to."""
        self._dice = dice
        self._filler = filler
        self._dialogues = Dialogues(dice)
        self._results = Deck(dice, weighted(enum_values("CallResult"), _RESULT_WEIGHTS))
        self._errors: Deck[str | None] = Deck(dice, [*weighted(enum_values("DialError"), _ERROR_WEIGHTS), None])
        self._enders: Deck[Any] = Deck(dice, [*weighted(enum_values("CallParty"), {"agent": 4}), None, ABSENT])
        self._end_reasons = Deck(dice, enum_values("CallEndReason"))
        self._outputs: Deck[Any] = Deck(dice, _OUTPUTS)
        self._transcripts: Deck[Any] = Deck(dice, [[]] * 28 + [None, ABSENT])

    def make(self, status: str, start: datetime, contact: Contact, *, is_later: bool = False) -> Json:
        """Make up an attempt of this status that started at this time, or soon after."""
        self._filler.moment = start = start + timedelta(seconds=self._dice.between(0, 900), milliseconds=37)
        attempt: Json = dict.fromkeys(("answered_at", "dial_error", "ended_at", "recording_url", "result"))
        if status == "error":
            self._fail(attempt, start)
        elif status == "ongoing":
            self._answer(attempt, start, contact, "human")
        elif status == "completed":
            self._finish(attempt, start, contact)
        if not is_later or status not in ("ongoing", "completed"):
            attempt = dict.fromkeys(("end_reason", "ended_by", "structured_output", "transcript"), ABSENT) | attempt
        return self._filler.make(
            "CallAttempt",
            optional=is_later,
            status=status,
            phone_number=contact.phone_number,
            started_at=None if status == "queued" else time_text(start),
            **attempt,
        )

    def _fail(self, attempt: Json, start: datetime) -> None:
        attempt["dial_error"] = self._errors.deal()
        attempt["ended_at"] = time_text(start + timedelta(seconds=self._dice.between(1, 45)))
        if self._dice.chance(0.5):
            attempt |= dict.fromkeys(("end_reason", "ended_by", "structured_output", "transcript"))

    def _finish(self, attempt: Json, start: datetime, contact: Contact) -> None:
        result = attempt["result"] = self._results.deal()
        messages = self._answer(attempt, start, contact, result)
        attempt["ended_at"] = time_text(start + timedelta(seconds=12 + 8 * messages + self._dice.between(0, 30)))
        if self._dice.chance(0.8):
            attempt["recording_url"] = f"https://recordings.example/{self._dice.uuid()}.mp3"
        ender = attempt["ended_by"] = self._enders.deal()
        attempt["end_reason"] = self._end_reasons.deal() if ender == "agent" else ABSENT if ender is ABSENT else None

    def _answer(self, attempt: Json, start: datetime, contact: Contact, result: str) -> int:
        """Let somebody answer, and return how many messages there are."""
        attempt["answered_at"] = time_text(start + timedelta(seconds=self._dice.between(2, 12)))
        attempt["transcript"] = self._transcripts.deal()
        if attempt["transcript"] == [] and result == "human":
            attempt["transcript"] = self._dialogues.conversation(contact.language, contact.columns)
            attempt["structured_output"] = self._outputs.deal()
        elif attempt["transcript"] == [] and result in _MACHINES:
            attempt["transcript"] = self._dialogues.announcement(_MACHINES[result].format_map(contact.columns))
        return len(attempt["transcript"]) if isinstance(attempt["transcript"], list) else 0


def time_text(moment: datetime) -> str:
    """Write down a time in UTC as the sandbox does."""
    return f"{moment.isoformat(timespec='milliseconds')}Z"
