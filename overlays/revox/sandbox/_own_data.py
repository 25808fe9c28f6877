"""Campaigns that are put into the database: made up, or of rows that people bring along."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from ._campaigns import add_row
from ._clock import now_in
from ._dice import Dice
from ._errors import SandboxError
from ._filler import Filler, time_text
from ._made_up import make_assistants, make_rows
from ._resources import ORGANIZATION_ID, usual_assistant
from ._spec import Json, Refusal, check, enum_values, live_spec
from ._store import Records, Store, to_text

_RESOURCES = 5


def set_up(store: Store, seed: int) -> None:
    """Give a new database what an organization has: a user, voices and phone numbers."""
    with store.transaction() as records:
        if records.execute("SELECT 1 FROM settings").fetchone() is None:
            records.setting("seed", str(seed))
            now_in(records)
            filler = Filler(Dice(f"organization/{seed}"))
            records.save("users", filler.make("User", {"organization_id": ORGANIZATION_ID}))
            for _ in range(_RESOURCES):
                records.save("voices", filler.make("VoiceDetails", {"isCloned": False}))
                records.save("phone_numbers", filler.make("PhoneNumber", {"inbound_assistant": None}))


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
    if isinstance(rows, int) and rows < 0:
        raise SandboxError("A campaign cannot have fewer than 0 rows.")
    given = msgspec.to_builtins([rows if isinstance(rows, int) else list(rows), assistant, settings])
    campaign_id, is_own = _make_id(name), not isinstance(rows, int)
    origin = f"name {name!r}, rows {len(given[0]) if is_own else rows}, seed {seed}"
    if is_own or settings or assistant:
        origin += f", data {hashlib.sha256(msgspec.json.encode(given)).hexdigest()[:8]}"
    try:
        with store.transaction() as records:
            if records.get("campaigns", campaign_id) is None:
                _add(records, {"id": campaign_id, "name": name} | given[2], given[0], given[1], seed, origin)
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


def _add(records: Records, campaign: Json, rows: int | list[Json], assistant: Any, seed: int, origin: str) -> None:
    filler, now = Filler(Dice(f"{campaign['id']}/{seed}")), time_text(now_in(records))
    made_up = [one | {"organization_id": ORGANIZATION_ID} for one in make_assistants(filler)]
    ids = {"id": records.new_id(), "organization_id": ORGANIZATION_ID, "name": campaign["name"]}
    if isinstance(assistant, str):
        assistants = [records.get("assistants", assistant) or {"id": assistant}]
    elif isinstance(rows, int) and assistant is None:
        assistants = made_up
    else:
        assistants = [filler.complete("Assistant", usual_assistant() | ids | (assistant or {}))]
    times = dict.fromkeys(("created_at", "updated_at"), now)
    ids = {"assistant_id": assistants[0]["id"], "organization_id": ORGANIZATION_ID}
    campaign = filler.complete("Campaign", {"is_cancelled": False, "status": "running"} | ids | times | campaign)
    try:
        check(campaign, _schema("Campaign"))
        for one in assistants:
            check(one, _schema("Assistant"))
            records.save("assistants", one)
        records.save("campaigns", campaign | {"assistant": assistants[0]["id"]}, {"origin": origin})
        if isinstance(rows, int):
            return _insert(records, campaign["id"], make_rows(filler, campaign, assistants, rows))
        for index, row in enumerate(rows):
            add_row(records, campaign, index, now, row)
    except Refusal as error:
        raise SandboxError(f"The campaign {campaign['id']!r} is not what the spec allows: {error}") from error


def _insert(records: Records, campaign_id: str, rows: Iterable[tuple[Json, Json | None]]) -> None:
    state = to_text({"contends_for": campaign_id})
    for row, call in rows:
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
