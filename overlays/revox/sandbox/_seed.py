"""A campaign that is made up: the same name and seed give the same rows, on every machine and every day."""

from collections.abc import Iterator
from typing import Any

import msgspec
from attrs import astuple, define, field
from revox_api.models import CallAttemptStatus, CallDirection, CallStatus

from ._assistants import LLM_MODELS, RETRY_CONFIGS, make_assistants
from ._attempts import Attempt, Attempts, time, to_json
from ._contacts import Contact, Contacts
from ._dice import Deck, Dice, weighted

_BATCH_ROWS = 1000
_STATUS_WEIGHTS = {CallStatus.COMPLETED: 22, CallStatus.SCHEDULED: 4, CallStatus.ERRORED: 4, CallStatus.CANCELLED: 3}
_METADATA: tuple[dict[str, str] | None, ...] = (
    None,
    {},
    {"crm_id": "0012-A", "source": "Messe Köln"},
    {"note": '=1+1, "two"\nlines', "empty": ""},
)
_EARLIER_STATUSES = (CallAttemptStatus.ERROR,) * 4 + (CallAttemptStatus.COMPLETED,)
_LAST_STATUSES: dict[CallStatus, tuple[CallAttemptStatus | None, ...]] = {
    CallStatus.QUEUED_FOR_CALLING: (CallAttemptStatus.QUEUED, None),
    CallStatus.CALLING: (CallAttemptStatus.RINGING, CallAttemptStatus.ONGOING),
    CallStatus.COMPLETED: (CallAttemptStatus.COMPLETED,),
    CallStatus.ERRORED: (CallAttemptStatus.ERROR,),
}
_MOST_EARLIER_ATTEMPTS = {CallStatus.INITIALIZING: 0, CallStatus.CANCELLED: 1}


@define
class Batch:
    """Rows of the tables, column by column, in the order of `_schema`."""

    rows: list[tuple[Any, ...]] = field(factory=list)
    calls: list[tuple[Any, ...]] = field(factory=list)
    attempts: list[tuple[Any, ...]] = field(factory=list)
    messages: list[tuple[Any, ...]] = field(factory=list)


class CampaignSeed:
    """The content of one campaign."""

    def __init__(self, campaign_id: str, seed: int) -> None:
        """Prepare a campaign; its ID goes into the seed, so that no two campaigns share an ID of a row."""
        dice = self._dice = Dice(f"{campaign_id}/{seed}")
        self.organization_id = dice.uuid()
        self.assistants = make_assistants(dice)
        self._campaign_id = campaign_id
        self._contacts = Contacts(dice)
        self._attempts = Attempts(dice)
        self._has_call = Deck(dice, [True] * 17 + [False] * 3)
        self._statuses = Deck(dice, weighted(CallStatus, _STATUS_WEIGHTS))
        self._directions = Deck(dice, weighted(CallDirection, {CallDirection.OUTBOUND: 29}))
        ids = [assistant["id"] for assistant in self.assistants]
        self._assistant_ids: Deck[str | None] = Deck(dice, [ids[0]] * 20 + [ids[1]] * 6 + [ids[2]] * 2 + [None])
        self._campaign_ids: Deck[str | None] = Deck(dice, [campaign_id] * 29 + [None])
        self._llm_models = Deck(dice, [to_json(model) for model in LLM_MODELS])
        self._retry_configs = Deck(dice, [to_json(config) for config in RETRY_CONFIGS])
        self._metadata = Deck(dice, [to_json(metadata) for metadata in _METADATA])

    def batches(self, rows: int, first_key: int) -> Iterator[Batch]:
        """Make up rows, some thousand at a time.

        Args:
            rows: How many in all.
            first_key: The key of the first of them.
        """
        for start in range(0, rows, _BATCH_ROWS):
            batch = Batch()
            for index in range(start, min(start + _BATCH_ROWS, rows)):
                self._add_row(batch, first_key + index, index)
            yield batch

    def _add_row(self, batch: Batch, key: int, index: int) -> None:
        contact = self._contacts.next(index)
        columns = msgspec.json.encode(contact.columns).decode()
        batch.rows.append((key, self._dice.uuid(), self._campaign_id, index, contact.phone_number, columns))
        if self._has_call.deal():
            self._add_call(batch, key, index, contact)

    def _add_call(self, batch: Batch, key: int, index: int, contact: Contact) -> None:
        dice, status = self._dice, self._statuses.deal()
        created = index * 7 + dice.between(0, 6)
        scheduled = created + 60 * dice.between(1, 2880)
        batch.calls.append(
            (
                key,
                dice.uuid(),
                self._assistant_ids.deal(),
                self._campaign_ids.deal(),
                status.value,
                self._directions.deal().value,
                time(created),
                None if status == CallStatus.INITIALIZING else time(scheduled),
                dice.pick((400, 400, 400, 0, 1250)),
                dice.pick(("+15550100001", "+442079460001")),
                contact.phone_number,
                self._llm_models.deal(),
                self._retry_configs.deal(),
                self._metadata.deal(),
            )
        )
        attempts = self._make_attempts(status, scheduled, contact)
        for position, attempt in enumerate(reversed(attempts)):
            _add_attempt(batch, key, position, attempt)

    def _make_attempts(self, status: CallStatus, scheduled: int, contact: Contact) -> list[Attempt]:
        dice = self._dice
        earlier = min(dice.pick((0, 0, 0, 0, 1, 1, 2, 3)), _MOST_EARLIER_ATTEMPTS.get(status, 3))
        statuses = [dice.pick(_EARLIER_STATUSES) for _ in range(earlier)]
        last = dice.pick(_LAST_STATUSES.get(status, (None,)))
        if last is not None:
            statuses.append(last)
        return [
            self._attempts.make(attempt_status, scheduled + number * 7200 + dice.between(0, 900), contact)
            for number, attempt_status in enumerate(statuses)
        ]


def _add_attempt(batch: Batch, key: int, position: int, attempt: Attempt) -> None:
    *columns, messages = astuple(attempt, recurse=False)
    batch.attempts.append((key, position, *columns))
    batch.messages.extend((key, position, number, *message) for number, message in enumerate(messages))
