"""A campaign that is made up: the same name and seed give the same rows, on every machine and every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ._assistants import LLM_MODELS, RETRY_CONFIGS, make_assistants
from ._dice import Deck, Dice, weighted
from ._people import Contact, Contacts, Dialogues
from ._spec import Json, enum_values

ABSENT = object()
"""Stands for a field that is left out."""

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
_END_REASONS = {"agent": ("tool_end_call", "transfer", "ivr_no_navigate"), "system": ("max_duration",)}
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
        self._organization_id = dice.uuid()
        self.assistants = make_assistants(dice, self._organization_id)
        self._contacts = Contacts(dice)
        self._attempts = Attempts(dice)
        self._has_call = Deck(dice, [True] * 17 + [False] * 3)
        self._statuses = Deck(dice, weighted(enum_values("CallStatus"), _STATUS_WEIGHTS))
        self._directions = Deck(dice, weighted(enum_values("CallDirection"), {"outbound": 29}))
        ids = [assistant["id"] for assistant in self.assistants]
        self._assistant_ids: Deck[str | None] = Deck(dice, [ids[0]] * 20 + [ids[1]] * 6 + [ids[2]] * 2 + [None])
        self._campaigns: Deck[Json | None] = Deck(dice, [{"id": campaign_id, "name": name}] * 29 + [None])
        self._llm_models = Deck(dice, LLM_MODELS)
        self._retry_configs = Deck(dice, RETRY_CONFIGS)
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
        dice, status = self._dice, self._statuses.deal()
        created = index * 7 + dice.between(0, 6)
        scheduled = created + 60 * dice.between(1, 2880)
        call = {
            "id": dice.uuid(),
            "assistant_id": self._assistant_ids.deal(),
            "campaign": self._campaigns.deal(),
            "status": status,
            "direction": self._directions.deal(),
            "created_at": _time(created),
            "scheduled_at": None if status == "initializing" else _time(scheduled),
            "first_sentence_delay_ms": dice.pick((400, 400, 400, 0, 1250)),
            "from_phone_number": dice.pick(("+15550100001", "+442079460001")),
            "to_phone_number": contact.phone_number,
            "llm_model": self._llm_models.deal(),
            "call_retry_config": self._retry_configs.deal(),
            "metadata": self._metadata.deal(),
            "organization_id": self._organization_id,
        }
        earlier = min(dice.pick((0, 0, 0, 0, 1, 1, 2, 3)), _MOST_EARLIER_ATTEMPTS.get(status, 3))
        statuses = [dice.pick(_EARLIER_STATUSES) for _ in range(earlier)]
        if last := dice.pick(_LAST_STATUSES.get(status, (None,))):
            statuses.append(last)
        attempts = [
            self._attempts.make(attempt_status, scheduled + number * 7200 + dice.between(0, 900), contact)
            for number, attempt_status in enumerate(statuses)
        ]
        return {**call, "call_attempts": attempts[::-1]}


class Attempts:
    """An endless row of call attempts of every kind."""

    def __init__(self, dice: Dice) -> None:
        """Shuffle everything that an attempt can come to."""
        self._dice = dice
        self._dialogues = Dialogues(dice)
        self._results = Deck(dice, weighted(enum_values("CallResult"), _RESULT_WEIGHTS))
        self._errors: Deck[str | None] = Deck(dice, [*weighted(enum_values("DialError"), _ERROR_WEIGHTS), None])
        self._enders: Deck[Any] = Deck(dice, [*weighted(enum_values("CallParty"), {"agent": 4}), None, ABSENT])
        self._outputs: Deck[Any] = Deck(dice, _OUTPUTS)
        self._transcripts: Deck[Any] = Deck(dice, [[]] * 28 + [None, ABSENT])

    def make(self, status: str, start: int, contact: Contact) -> Json:
        """Make up an attempt of this status that started so many seconds after the campaign."""
        attempt: Json = {
            "id": self._dice.uuid(),
            "status": status,
            "phone_number": contact.phone_number,
            "started_at": None if status == "queued" else _time(start),
            **dict.fromkeys(("answered_at", "dial_error", "ended_at", "recording_url", "result")),
        }
        if status == "error":
            self._fail(attempt, start)
        elif status == "ongoing":
            self._answer(attempt, start, contact, "human")
        elif status == "completed":
            self._finish(attempt, start, contact)
        return {name: value for name, value in attempt.items() if value is not ABSENT}

    def _fail(self, attempt: Json, start: int) -> None:
        attempt["dial_error"] = self._errors.deal()
        attempt["ended_at"] = _time(start + self._dice.between(1, 45))
        if self._dice.chance(0.5):
            attempt |= dict.fromkeys(("end_reason", "ended_by", "structured_output", "transcript"))

    def _finish(self, attempt: Json, start: int, contact: Contact) -> None:
        result = attempt["result"] = self._results.deal()
        messages = self._answer(attempt, start, contact, result)
        attempt["ended_at"] = _time(start + 12 + 8 * messages + self._dice.between(0, 30))
        if self._dice.chance(0.8):
            attempt["recording_url"] = f"https://recordings.example/{attempt['id']}.mp3"
        ender = attempt["ended_by"] = self._enders.deal()
        attempt["end_reason"] = (
            "voicemail"
            if result == "voicemail"
            else ender
            if ender in (None, ABSENT)
            else self._dice.pick(_END_REASONS.get(ender, (None,)))
        )

    def _answer(self, attempt: Json, start: int, contact: Contact, result: str) -> int:
        """Let somebody answer, and return how many messages there are."""
        attempt["answered_at"] = _time(start + self._dice.between(2, 12))
        attempt["transcript"] = self._transcripts.deal()
        if attempt["transcript"] == [] and result == "human":
            attempt["transcript"] = self._dialogues.conversation(contact.language, contact.columns)
            attempt["structured_output"] = self._outputs.deal()
        elif attempt["transcript"] == [] and result in _MACHINES:
            attempt["transcript"] = self._dialogues.announcement(_MACHINES[result].format_map(contact.columns))
        return len(attempt["transcript"]) if isinstance(attempt["transcript"], list) else 0


def _time(seconds: int) -> str:
    """Write down a time, given in seconds after the start of the campaign."""
    moment = _EPOCH + timedelta(seconds=seconds, milliseconds=seconds * 37 % 1000)
    return f"{moment.isoformat(timespec='milliseconds')}Z"
