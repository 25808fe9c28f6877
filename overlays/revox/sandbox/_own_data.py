"""Campaigns that are put into the database: made up, or of rows that people bring along."""

import hashlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ._campaigns import add_row
from ._clock import now_in
from ._dice import Dice
from ._errors import SandboxError
from ._filler import Filler, time_text
from ._made_up import MadeUpCampaign
from ._resources import ORGANIZATION_ID, usual_assistant
from ._spec import Json, Refusal, check, enum_values, live_spec
from ._store import Records, Store, to_text

_VOICES, _PHONE_NUMBERS = 6, 4


def set_up(store: Store, seed: int) -> None:
    """Give a new database what an organization has: a user, voices and phone numbers."""
    with store.transaction() as records:
        if records.execute("SELECT 1 FROM settings").fetchone() is None:
            records.setting("seed", str(seed))
            now_in(records)
            filler = Filler(Dice(f"organization/{seed}"))
            records.save("users", filler.make("User", organization_id=ORGANIZATION_ID, has_completed_onboarding=True))
            for _ in range(_VOICES):
                records.save("voices", filler.make("VoiceDetails", isCloned=False))
            for _ in range(_PHONE_NUMBERS):
                records.save("phone_numbers", filler.make("PhoneNumber", inbound_assistant=None))


def campaign_ids(store: Store) -> list[str]:
    """List the IDs of all campaigns, sorted."""
    with store.transaction(writes=False) as records:
        return [
            record_id for (record_id,) in records.execute("SELECT id FROM campaigns WHERE NOT is_deleted ORDER BY id")
        ]


def add_campaign(
    store: Store, name: str, rows: int | Sequence[Any], seed: int, assistant: Any, settings: Mapping[str, Any]
) -> str:
    """Make up a campaign, or make one of rows, unless it is there already, and return its ID.

    Raises:
        SandboxError: The arguments make no campaign, there is another one with this ID, or it cannot be written.
    """
    own = None if isinstance(rows, int) else msgspec.to_builtins(list(rows))
    if isinstance(rows, int) and rows < 0:
        raise SandboxError("A campaign cannot have fewer than 0 rows.")
    campaign_id = _make_id(name)
    given = msgspec.to_builtins({"assistant": assistant, **settings})
    origin = f"name {name!r}, rows {rows if own is None else len(own)}, seed {seed}"
    if own is not None:
        origin += f", data {hashlib.sha256(msgspec.json.encode([own, given])).hexdigest()[:8]}"
    try:
        with store.transaction() as records:
            if records.get("campaigns", campaign_id) is None:
                _add(records, campaign_id, name, rows, seed, own, given, origin)
            elif (found := records.state("campaigns", campaign_id).get("origin")) != origin:
                raise SandboxError(
                    f"The campaign {campaign_id!r} exists already: {found}. Give it the same numbers, or another name."
                )
    except sqlite3.Error as error:
        raise SandboxError(f"Cannot write the campaign {campaign_id!r} to the database: {error}.") from error
    return campaign_id


def add_script(store: Store, phone_number: str, after: int, answer: Mapping[str, Any]) -> None:
    """Settle how a number answers from an attempt on.

    Raises:
        SandboxError: An answer like this cannot be.
    """
    attempt = {name: value for name, value in msgspec.to_builtins(dict(answer)).items() if value is not None}
    if attempt.get("result") in enum_values("DialError"):
        attempt["dial_error"] = attempt.pop("result")
    example = live_spec()["components"]["examples"]["CallResponse"]["value"]["call"]
    try:
        check({**example, "outcome": attempt.get("outcome")}, _schema("Call"))
        check({**example["call_attempts"][0], **attempt, "phone_number": phone_number}, _schema("CallAttempt"))
    except Refusal as error:
        raise SandboxError(f"No call can be like this: {error}") from error
    with store.transaction() as records:
        records.execute(
            "INSERT INTO scripts VALUES (?, ?, ?)", (phone_number, after, to_text(attempt | {"after": after}))
        )


def _add(
    records: Records,
    campaign_id: str,
    name: str,
    rows: Any,
    seed: int,
    own: list[Json] | None,
    given: Json,
    origin: str,
) -> None:
    made_up = MadeUpCampaign(campaign_id, name, seed)
    filler, now = Filler(Dice(f"{campaign_id}/{seed}/campaign")), time_text(now_in(records))
    assistant = given.pop("assistant")
    if isinstance(assistant, str):
        assistants = [records.get("assistants", assistant) or {}]
    elif own is None and assistant is None:
        assistants = made_up.assistants
    else:
        ids = {"id": records.new_id(), "organization_id": ORGANIZATION_ID, "name": name}
        assistants = [filler.complete("Assistant", **(usual_assistant() | ids | (assistant or {})))]
    times = dict.fromkeys(("created_at", "updated_at"), now)
    ids = {"id": campaign_id, "assistant_id": assistants[0].get("id"), "organization_id": ORGANIZATION_ID}
    settings = {"name": name, "is_cancelled": False, "status": "running", **ids, **times, **given}
    campaign = filler.complete("Campaign", **settings)
    try:
        check(campaign, _schema("Campaign"))
        for one in assistants:
            check(one, _schema("Assistant"))
            records.save("assistants", one)
        records.save("campaigns", campaign | {"assistant": assistants[0]["id"]}, {"origin": origin})
        if own is None:
            return _insert(records, campaign_id, made_up, rows)
        for index, row in enumerate(own):
            add_row(records, campaign, index, now, row)
    except Refusal as error:
        raise SandboxError(f"The campaign {campaign_id!r} is not what the spec allows: {error}") from error


def _insert(records: Records, campaign_id: str, content: MadeUpCampaign, rows: int) -> None:
    state = to_text({"contends_for": campaign_id})
    for row, call in content.rows(rows):
        if call is not None:
            values = (call["id"], to_text(call), state)
            records.execute("INSERT INTO call (id, document, state) VALUES (?, ?, ?)", values)
        key = (row["id"], campaign_id, row["row_index"], call and call["id"])
        records.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", (*key, to_text(row)))


def _schema(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _make_id(name: str) -> str:
    if not name.strip():
        raise SandboxError("A campaign needs a name.")
    try:
        encoded = name.encode()
    except UnicodeEncodeError as error:
        raise SandboxError("The name of a campaign must be valid Unicode.") from error
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")
    return slug or f"campaign-{hashlib.sha256(encoded).hexdigest()[:8]}"
