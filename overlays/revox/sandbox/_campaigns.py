"""The operations on campaigns that are not the same for every resource: contacts, rows, launching."""

from typing import Any

import msgspec

from . import _resources, _statistics
from ._assumptions import MAX_PAGE_SIZE
from ._calls import find, to_csv
from ._dice import Dice
from ._filler import ABSENT, Filler, time_text
from ._life import ACTIVE, WAITING, CallInLife, wake_waiting
from ._made_up import DERIVED
from ._resources import (
    Asked,
    conflict,
    new_document,
    present,
    present_call,
    read_phone_number,
    read_time,
)
from ._spec import Json, check, malformed
from ._statistics import calls_of
from ._store import Records, to_text

_CALLER = "+15550100001"
_LARGEST_INTEGER = 2**63 - 1
_ROWS = "FROM rows LEFT JOIN call ON call.id = rows.call_id WHERE rows.campaign_id = ?"
_CALLS = "call JOIN rows ON call.id = rows.call_id AND rows.campaign_id = ?"


def create(asked: Asked) -> Any:
    """Make a campaign; each contact becomes a row and a call, which is launched at once if the sandbox is told so."""
    records = asked.records
    campaign = records.save("campaigns", new_document(asked))
    for index, contact in enumerate(asked.body["contacts"]):
        number = read_phone_number(f"contacts[{index}].to_phone_number", contact["to_phone_number"])
        given = contact["prompt_variables"].items()
        columns = {name: value if isinstance(value, str) else to_text(value) for name, value in given}
        add_row(records, campaign, index, time_text(asked.now), {"phone_number": number, "input_data": columns})
    if asked.dials_on_creation:
        at = asked.body.get("scheduled_at") and read_time("scheduled_at", asked.body["scheduled_at"])
        for call in calls_of(records, campaign["id"]):
            CallInLife(records, call["id"], asked.now).launch(at)
    return asked.answer(present(records, "campaigns", campaign))


def add_row(records: Records, campaign: Json, index: int, now: str, given: Json) -> None:
    """Write a row of a campaign and its call: what is given, and what is usual for the rest; a call of None is none.

    Raises:
        Refusal: They are not what the spec allows.
    """
    filler = Filler(Dice(records.new_id()))
    call: Json | None = given.get("call", {})
    given = {"id": records.new_id(), "row_index": index, "input_data": {}, **given, "call": ABSENT}
    row = filler.complete("Row", given)
    check(row, {"$ref": "#/components/schemas/Row"}, f"rows[{index}]")
    if call is not None:
        assistant = records.get("assistants", campaign["assistant_id"]) or {}
        usual: Json = {
            "id": records.new_id(),
            "assistant": assistant["id"],
            "call_retry_config": campaign.get("call_retry_config"),
            "campaign": {"id": campaign["id"], "name": campaign["name"]},
            "created_at": now,
            "direction": "outbound",
            "first_sentence_delay_ms": assistant["first_sentence_delay_ms"],
            "from_phone_number": campaign.get("from_phone_number") or assistant.get("from_phone_number") or _CALLER,
            "llm_model": assistant["llm_model"],
            "organization_id": campaign["organization_id"],
            "prompt_variables": row["input_data"],
            "scheduled_at": None,
            "status": "not_launched",
            "to_phone_number": row["phone_number"],
        }
        call = usual | call | dict.fromkeys(DERIVED, ABSENT)
        if isinstance(call["assistant"], dict):
            call["assistant"] = records.save("assistants", filler.complete("Assistant", call["assistant"]))["id"]
        attempts = call.get("call_attempts", ())
        common = {"phone_number": row["phone_number"], "status": "completed"}
        call["call_attempts"] = [filler.complete("CallAttempt", common | one) for one in attempts]
        document = records.save("call", filler.complete("Call", call), {"contends_for": campaign["id"]})
        shown = msgspec.json.decode(msgspec.json.encode(present_call(records, to_text(document), {})))
        check(shown, {"$ref": "#/components/schemas/Call"}, f"rows[{index}].call")
    key = (row["id"], campaign["id"], row["row_index"], call and call["id"])
    records.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", (*key, to_text(row)))


def launch(asked: Asked) -> Any:
    """Launch the calls that are selected, but for those that go on, were cancelled, or have no attempts left."""
    campaign, body, records = asked.document, asked.body, asked.records
    state = records.state("campaigns", campaign["id"])
    if state.get("is_cancelled") or state.get("is_paused"):
        raise conflict("The campaign is cancelled or paused.")
    if body["mode"] == "speed_dial" and body.get("scheduled_at") is not None:
        raise malformed("scheduled_at", "cannot be given for speed_dial.")
    at = None if body.get("scheduled_at") is None else read_time("scheduled_at", body["scheduled_at"])
    listed, is_only = set(body["selection"]["rows"]["call_ids"]), body["selection"]["rows"]["mode"] == "only"
    counts = dict.fromkeys(("launched", "active", "attempts_exhausted", "cancelled"), 0)
    for call in map(msgspec.json.decode, find(asked, body["selection"]["filters"], _CALLS, campaign["id"])):
        if (call["id"] in listed) == is_only:
            living = CallInLife(records, call["id"], asked.now)
            is_over = call["status"] == "completed" or len(call["call_attempts"]) >= living.windows.most_attempts
            fate = (
                "active" if call["status"] in (*ACTIVE, "paused") else "attempts_exhausted" if is_over else "launched"
            )
            fate = "cancelled" if call["status"] == "cancelled" else fate
            counts[fate] += 1
            if fate == "launched":
                living.launch(at)
    answer: Json = {"launched": counts.pop("launched"), "skipped": counts}
    if body["mode"] == "speed_dial":
        session = {"campaign_id": campaign["id"], "created_at": time_text(asked.now), "status": "dialing"}
        session |= {"total_targets": answer["launched"], "dialed_count": 0, "connected_count": 0, "in_flight_calls": []}
        answer["session"] = Filler(Dice(records.new_id())).complete("DialSession", session)
    return answer


def _change(asked: Asked) -> Any:
    """Cancel, pause or resume a campaign, as the name of the operation says; calls that go on end as they would."""
    campaign, change, records = asked.document, asked.operation.name.rpartition(".")[2], asked.records
    state = records.state("campaigns", campaign["id"])
    is_paused = bool(state.get("is_paused"))
    if state.get("is_cancelled") or (change == "pause" and is_paused) or (change == "resume" and not is_paused):
        raise conflict("The campaign is cancelled, or in this state already.")
    records.save("campaigns", campaign, state | {"is_paused": change == "pause", "is_cancelled": change == "cancel"})
    for call in calls_of(records, campaign["id"]):
        living = CallInLife(records, call["id"], asked.now)
        if change == "cancel" and call["status"] in (*WAITING, "calling", "not_launched", "paused"):
            living.cancel(at_once=False)
        elif change == "pause" and call["status"] in (*WAITING, "calling"):
            living.pause()
        elif change == "resume" and call["status"] in ("calling", "paused"):
            living.resume()
    return asked.answer(True)


cancel = pause = resume = _change


def update(asked: Asked) -> Any:
    """Change a campaign, and with it its calls that have not completed."""
    answer, campaign_id = _resources.update(asked), asked.path["id"]
    shared = {name: asked.body[name] for name in ("call_retry_config", "from_phone_number") if asked.body.get(name)}
    for call in calls_of(asked.records, campaign_id) if shared else ():
        if call["status"] not in ("completed", "cancelled", "errored"):
            asked.records.save("call", call | shared)
    wake_waiting(asked.records, campaign_id, asked.now, _LARGEST_INTEGER)
    return answer


def delete(asked: Asked) -> Any:
    """Delete a campaign with its rows; no other calls begin."""
    for call in calls_of(asked.records, asked.document["id"]):
        if call["status"] in (*WAITING, "calling", "not_launched", "paused"):
            CallInLife(asked.records, call["id"], asked.now).cancel(at_once=False)
    asked.records.execute("DELETE FROM rows WHERE campaign_id = ?", (asked.path["id"],))
    return _resources.delete(asked)


def statistics(asked: Asked) -> Any:
    """Answer what a campaign has come to."""
    return asked.answer(_statistics.statistics(asked.records, asked.document))


def export_rows(asked: Asked) -> Any:
    """Answer all rows of a campaign as a CSV file."""
    found = asked.records.execute(f"SELECT rows.document, call.status, call.result {_ROWS}", (asked.document["id"],))
    rows = []
    for document, status, result in found.fetchall():
        row = msgspec.json.decode(document)
        columns = row.pop("input_data")
        rows.append({**row, "status": status, "result": result, **columns, **row})
    return {"csv": to_csv(rows), "filename": f"{asked.path['id']}.csv"}


def get_rows(asked: Asked) -> Any:
    """Answer a page of rows."""
    query, records, campaign_id = asked.query, asked.records, asked.document["id"]
    page, page_size = query["page"], min(query["page_size"], MAX_PAGE_SIZE)
    condition, given = _condition(query)
    source, values = f"{_ROWS} {condition}", [campaign_id, *given]
    total = records.execute(f"SELECT count(*) {source}", values).fetchone()[0]
    found = records.execute(
        f"SELECT rows.document, call.document {source} ORDER BY rows.row_index LIMIT ? OFFSET ?",
        (*values, page_size, min(page * page_size, _LARGEST_INTEGER)),
    ).fetchall()
    assistants: dict[str, msgspec.Raw] = {}
    rows = [
        msgspec.json.decode(row, type=dict[str, msgspec.Raw])
        | ({} if call is None else {"call": present_call(records, call, assistants)})
        for row, call in found
    ]
    return {"page": page, "page_size": page_size, "rows": rows, "total": total}


def _condition(query: Json) -> tuple[str, list[Any]]:
    conditions, values = [""], []
    if text := query.get("query"):
        conditions.append("row_contains(?, rows.document)")
        values.append(text.casefold())
    if (result := query.get("result", "all")) == "none":
        conditions.append("call.result IS NULL")
    elif result != "all":
        conditions.append("call.result = ?")
        values.append(result)
    if statuses := query.get("statuses"):
        conditions.append(f"call.status IN ({', '.join('?' * len(statuses))})")
        values += statuses
    return " AND ".join(conditions), values
