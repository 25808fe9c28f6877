"""The operations on calls: ordering, finding, pausing and exporting them."""

import csv
import io
from typing import Any

import msgspec

from . import _statistics
from ._assumptions import MAX_PAGE_SIZE
from ._life import ACTIVE, WAITING, CallInLife
from ._resources import ORGANIZATION_ID, Asked, conflict, new_document, present_call, read_time, usual_assistant
from ._spec import Json, live_spec, malformed

_FILTERS = {
    "assignee_ids": "assignee.id",
    "assistant_ids": "assistant",
    "call_ids": "id",
    "campaign_ids": "campaign.id",
    "directions": "direction",
    "from_phone_numbers": "from_phone_number",
    "outcomes": "outcome",
    "results": "call_attempts[0].result",
    "statuses": "status",
    "to_phone_number": "to_phone_number",
}
_CHANGES = {"cancel": (*ACTIVE, "not_launched", "paused"), "pause": (*WAITING, "calling"), "resume": ("paused",)}


def create(asked: Asked) -> Any:
    """Order a call with an assistant that has an ID, or with one of its own."""
    body, records = asked.body, asked.records
    if ("assistant" in body) == ("assistant_id" in body):
        raise malformed("assistant_id", "or `assistant` must be given, and not both.")
    at = None if body.get("scheduled_at") is None else read_time("scheduled_at", body["scheduled_at"])
    call = new_document(
        asked, call_attempts=[], campaign=None, status="initializing", to_phone_number=body["phone_number"]
    )
    if own := body.get("assistant"):
        given = usual_assistant() | own | {"id": records.new_id(), "organization_id": ORGANIZATION_ID}
        call["assistant"] = records.save("assistants", given, is_deleted=True)["id"]
    assistant = records.get("assistants", call["assistant"], deleted=True) or {}
    call |= {name: assistant[name] for name in ("first_sentence_delay_ms", "llm_model")}
    state = {"skips_windows": body.get("skip_calling_window"), "has_own_assistant": bool(own)}
    records.save("call", call, state | {"contends_for": body.get("concurrency", {}).get("key")})
    CallInLife(records, call["id"], asked.now).launch(at)
    return retrieve(asked, call["id"])


def retrieve(asked: Asked, call_id: str | None = None) -> Any:
    """Answer a call."""
    call_id = call_id or asked.document["id"]
    (document,) = asked.records.execute("SELECT document FROM call WHERE id = ?", (call_id,)).fetchone()
    return asked.answer(present_call(asked.records, document, {}))


def _change(asked: Asked) -> Any:
    """Cancel, pause or resume a call, as the name of the operation says."""
    call, change = asked.document, asked.operation.name.rpartition(".")[2]
    living = CallInLife(asked.records, call["id"], asked.now)
    status = living.state.get("wish") or call["status"]
    if status not in _CHANGES[change]:
        raise conflict(f"A call that is {status} cannot be changed in this way.")
    living.cancel(at_once=True) if change == "cancel" else getattr(living, change)()
    return asked.answer(True)


cancel = pause = resume = _change


def search(asked: Asked) -> Any:
    """Answer a page of the calls that pass all filters."""
    page, size = asked.body["page"], asked.body["page_size"]
    if page < 0 or size < 1:
        raise malformed("page" if page < 0 else "page_size", "is too small.")
    documents, size = find(asked, asked.body), min(size, MAX_PAGE_SIZE)
    assistants: dict[str, msgspec.Raw] = {}
    shown = [present_call(asked.records, one, assistants) for one in documents[page * size : (page + 1) * size]]
    return {"calls": shown, "total_count": len(documents)}


def find(asked: Asked, filters: Json, source: str = "call", *values: Any) -> list[str]:
    """Return the documents of the calls that pass all filters, in order; an empty list filters nothing."""
    conditions = ["NOT call.is_deleted"]
    for name, path in _FILTERS.items():
        wanted = filters.get(name) or []
        if wanted and "all" not in wanted:
            conditions.append("coalesce(json_extract(call.document, ?), 'none') IN (SELECT value FROM json_each(?))")
            values += (f"$.{path}", msgspec.json.encode([wanted] if isinstance(wanted, str) else wanted).decode())
    sort_by, order = filters.get("sort_by", "position"), filters.get("sort_direction", "asc")
    if "sort_by" in filters and sort_by not in live_spec()["components"]["schemas"]["Call"]["properties"]:
        raise malformed("sort_by", "is no field of a call.")
    by = "call.position" if sort_by == "position" else f"json_extract(call.document, '$.{sort_by}')"
    query = f"SELECT call.document FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {by} {order}, call.position"
    text = filters.get("query", "").casefold()
    return [document for (document,) in asked.records.execute(query, values) if not text or _contains(document, text)]


def export(asked: Asked) -> Any:
    """Answer call attempts as a CSV file."""
    rows: list[Json] = []
    for call in map(msgspec.json.decode, find(asked, asked.body["filters"])):
        for attempt in call["call_attempts"]:
            row = {"call_id": call["id"], "status": call["status"], "to_phone_number": call["to_phone_number"]}
            row |= {name: attempt[name] for name in ("id", "started_at", "ended_at", "result", "dial_error")}
            metadata = call["metadata"] if asked.body.get("include_metadata") else None
            output = attempt.get("structured_output") if asked.body.get("include_structured_output_fields") else None
            rows.append({**row, **(metadata or {}), **(output or {}), **row})
    return {"csv": to_csv(rows), "filename": "calls.csv"}


def phone_history(asked: Asked) -> Any:
    """Answer the history of all phone numbers."""
    return asked.answer(_statistics.phone_history(asked.records))


def to_csv(rows: list[Json]) -> str:
    """Write rows as CSV, with a column for each name that occurs."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: value if isinstance(value, str) else _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else msgspec.json.encode(value).decode()


def _contains(document: str, text: str) -> bool:
    call = msgspec.json.decode(document)
    texts = [
        call["to_phone_number"],
        *(call["metadata"] or {}).values(),
        *(call.get("prompt_variables") or {}).values(),
    ]
    return any(text in one.casefold() for one in texts)
