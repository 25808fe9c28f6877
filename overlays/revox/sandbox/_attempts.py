"""Call attempts that are made up: what became of each, when, and what was said."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from attrs import define, field
from revox_api.models import CallAttemptStatus, CallResult, DialError, EndedBy

from ._contacts import Contact
from ._dialogue import Dialogues, Message
from ._dice import Deck, Dice, weighted

_EPOCH = datetime(2026, 3, 2, 8)
_RESULT_WEIGHTS = {CallResult.HUMAN: 10, CallResult.VOICEMAIL: 5, CallResult.IVR: 2}
_ERROR_WEIGHTS = {DialError.NO_ANSWER: 5, DialError.BUSY: 3}
_MACHINES = {
    CallResult.VOICEMAIL: "You have reached the mailbox of {first_name} {last_name}. Speak after the tone. Beep.",
    CallResult.IVR: "Welcome to {company}. For sales, press 1. For support, press 2. To hear this again, press 9.",
    CallResult.IOS_SCREENING_FILTER: "Hi, if you record your name and reason for calling, I will see if {first_name} "
    "is available.",
}
_END_REASONS: dict[EndedBy, tuple[str, ...]] = {
    EndedBy.AGENT: ("tool_end_call", "transfer", "ivr_no_navigate"),
    EndedBy.SYSTEM: ("max_call_duration",),
}
_OUTPUTS: tuple[Any, ...] = (
    {"interest": "yes", "string_answer": "wants a demo", "number_answer": 12.5, "boolean_answer": True},
    {"interest": "later", "date_answer": "2026-03-10", "nested": {"tags": ["späť", "日本", None], "count": 0}},
    {"interest": "no", "string_answer": '=1+1, "quoted"\nnext line', "number_answer": None},
    {},
    None,
    msgspec.UNSET,
)
_HAS_TRANSCRIPT: tuple[bool | None, ...] = (True,) * 28 + (False, None)


@define
class Attempt:
    """One attempt, as its row in the table `call_attempts`, and its messages (see `_schema` for what None means)."""

    id: str
    status: str
    phone_number: str
    started_at: str | None = None
    answered_at: str | None = None
    ended_at: str | None = None
    dial_error: str | None = None
    result: str | None = None
    recording_url: str | None = None
    end_reason_json: str | None = None
    ended_by_json: str | None = None
    structured_output_json: str | None = None
    has_transcript: bool | None = None
    messages: list[Message] = field(factory=list)


class Attempts:
    """An endless row of attempts of every kind."""

    def __init__(self, dice: Dice) -> None:
        """Shuffle everything that an attempt can come to."""
        self._dice = dice
        self._dialogues = Dialogues(dice)
        self._results = Deck(dice, weighted(CallResult, _RESULT_WEIGHTS))
        self._errors: Deck[DialError | None] = Deck(dice, [*weighted(DialError, _ERROR_WEIGHTS), None])
        self._enders: Deck[Any] = Deck(dice, [*weighted(EndedBy, {EndedBy.AGENT: 4}), None, msgspec.UNSET])
        self._outputs: Deck[Any] = Deck(dice, _OUTPUTS)
        self._has_transcript = Deck(dice, _HAS_TRANSCRIPT)

    def make(self, status: CallAttemptStatus, start: int, contact: Contact) -> Attempt:
        """Make up an attempt of this status that started so many seconds after the campaign."""
        attempt = Attempt(id=self._dice.uuid(), phone_number=contact.phone_number, status=status.value)
        if status == CallAttemptStatus.QUEUED:
            return attempt
        attempt.started_at = time(start)
        if status == CallAttemptStatus.ERROR:
            self._fail(attempt, start)
        elif status == CallAttemptStatus.ONGOING:
            self._answer(attempt, start, contact, CallResult.HUMAN)
        elif status == CallAttemptStatus.COMPLETED:
            self._finish(attempt, start, contact)
        return attempt

    def _fail(self, attempt: Attempt, start: int) -> None:
        error = self._errors.deal()
        attempt.dial_error = error and error.value
        attempt.ended_at = time(start + self._dice.between(1, 45))
        if self._dice.chance(0.5):
            attempt.has_transcript = False
            attempt.structured_output_json = attempt.end_reason_json = attempt.ended_by_json = "null"

    def _finish(self, attempt: Attempt, start: int, contact: Contact) -> None:
        result = self._results.deal()
        attempt.result = result.value
        self._answer(attempt, start, contact, result)
        attempt.ended_at = time(start + 12 + 8 * len(attempt.messages) + self._dice.between(0, 30))
        if self._dice.chance(0.8):
            attempt.recording_url = f"https://recordings.example/{attempt.id}.mp3"
        ender = self._enders.deal()
        attempt.ended_by_json = to_json(ender)
        attempt.end_reason_json = to_json(self._end_reason(ender, result))

    def _answer(self, attempt: Attempt, start: int, contact: Contact, result: CallResult) -> None:
        attempt.answered_at = time(start + self._dice.between(2, 12))
        attempt.has_transcript = self._has_transcript.deal()
        if attempt.has_transcript and result == CallResult.HUMAN:
            attempt.messages = self._dialogues.conversation(contact.language, contact.columns)
            attempt.structured_output_json = to_json(self._outputs.deal())
        elif attempt.has_transcript and result in _MACHINES:
            words = _MACHINES[result].format_map(contact.columns)
            attempt.messages = self._dialogues.announcement(words)

    def _end_reason(self, ender: EndedBy | msgspec.UnsetType | None, result: CallResult) -> object:
        if result == CallResult.VOICEMAIL:
            return "voicemail"
        if ender is None or ender is msgspec.UNSET:
            return ender
        return self._dice.pick(_END_REASONS.get(ender, (None,)))


def time(seconds: int) -> str:
    """Write down a time, given in seconds after the start of the campaign."""
    moment = _EPOCH + timedelta(seconds=seconds, milliseconds=seconds * 37 % 1000)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def to_json(value: object) -> str | None:
    """Encode a value as JSON text, and UNSET as None, which the tables take for absent."""
    return None if value is msgspec.UNSET else msgspec.json.encode(value).decode()
