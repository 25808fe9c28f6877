"""Campaigns in the database: put in, and read page by page."""

import hashlib
import re
import sqlite3
from collections.abc import Mapping
from typing import Any

import msgspec

from ._assumptions import MAX_PAGE_SIZE
from ._errors import SandboxError
from ._made_up import MadeUpCampaign
from ._spec import Json
from ._store import Store

_LARGEST_INTEGER = 2**63 - 1
_ROWS = """FROM rows
    LEFT JOIN calls ON calls.id = rows.call_id
    LEFT JOIN assistants ON assistants.id = calls.assistant_id
    WHERE rows.campaign_id = ?"""
_Document = dict[str, msgspec.Raw]


def campaign_ids(store: Store) -> list[str]:
    """List the IDs of all campaigns, sorted."""
    with store.transaction() as connection:
        return [campaign_id for (campaign_id,) in connection.execute("SELECT id FROM campaigns ORDER BY id")]


def add_campaign(store: Store, name: str, rows: int, seed: int) -> str:
    """Make up a campaign, unless it is there already, and return its ID.

    Raises:
        SandboxError: The arguments make no campaign, there is another one with this ID, or it cannot be written.
    """
    if rows < 0:
        raise SandboxError("A campaign cannot have fewer than 0 rows.")
    campaign_id = _make_id(name)
    try:
        with store.transaction(writes=True) as connection:
            query = "SELECT name, row_count, seed FROM campaigns WHERE id = ?"
            found = connection.execute(query, (campaign_id,)).fetchone()
            if found is None:
                connection.execute("INSERT INTO campaigns VALUES (?, ?, ?, ?)", (campaign_id, name, rows, str(seed)))
                _insert(connection, campaign_id, MadeUpCampaign(campaign_id, name, seed), rows)
            elif found != (name, rows, str(seed)):
                raise SandboxError(
                    f"The campaign {campaign_id!r} exists already: name {found[0]!r}, rows {found[1]}, "
                    f"seed {found[2]}. Give it the same numbers, or another name."
                )
    except sqlite3.Error as error:
        raise SandboxError(f"Cannot write the campaign {campaign_id!r} to the database: {error}.") from error
    return campaign_id


def get_rows(store: Store, path: Mapping[str, str], query: Json) -> bytes | None:
    """Answer `campaigns.get_rows`."""
    page, page_size = query["page"], min(query["page_size"], MAX_PAGE_SIZE)
    condition, given = _condition(query)
    source, values = f"{_ROWS} {condition}", [path["id"], *given]
    with store.transaction() as connection:
        if connection.execute("SELECT 1 FROM campaigns WHERE id = ?", (path["id"],)).fetchone() is None:
            return None
        connection.create_function("row_contains", 2, _row_contains, deterministic=True)
        total = connection.execute(f"SELECT count(*) {source}", values).fetchone()[0]
        found = connection.execute(
            f"SELECT rows.document, calls.document, calls.status, assistants.document {source} "
            "ORDER BY rows.row_index LIMIT ? OFFSET ?",
            (*values, page_size, min(page * page_size, _LARGEST_INTEGER)),
        ).fetchall()
    rows = [_row(*record) for record in found]
    return msgspec.json.encode({"page": page, "page_size": page_size, "rows": rows, "total": total})


def _condition(query: Json) -> tuple[str, list[Any]]:
    conditions, values = [""], []
    if text := query.get("query"):
        conditions.append("row_contains(?, rows.document)")
        values.append(text.casefold())
    if (result := query.get("result", "all")) == "none":
        conditions.append("calls.result IS NULL")
    elif result != "all":
        conditions.append("calls.result = ?")
        values.append(result)
    if statuses := query.get("statuses"):
        conditions.append(f"calls.status IN ({', '.join('?' * len(statuses))})")
        values += statuses
    return " AND ".join(conditions), values


def _row_contains(needle: str, document: str) -> bool:
    row = msgspec.json.decode(document)
    return any(needle in text.casefold() for text in (row["phone_number"], *row["input_data"].values()))


def _row(document: str, call: str | None, status: str | None, assistant: str | None) -> _Document | Json:
    row = msgspec.json.decode(document, type=_Document)
    return row if call is None else {**row, "call": _call(call, status, assistant)}


def _call(document: str, status: str | None, assistant: str | None) -> Json:
    call = msgspec.json.decode(document, type=_Document)
    attempts = msgspec.json.decode(call["call_attempts"], type=list[msgspec.Raw])
    return {
        **call,
        "assistant": None if assistant is None else msgspec.Raw(assistant.encode()),
        "calls_count": len(attempts),
        "is_cancelled": status == "cancelled",
        "is_completed": status == "completed",
        "last_call_attempt": attempts[0] if attempts else None,
    }


def _insert(connection: sqlite3.Connection, campaign_id: str, content: MadeUpCampaign, rows: int) -> None:
    for assistant in content.assistants:
        connection.execute("INSERT INTO assistants VALUES (?, ?)", (assistant["id"], _to_text(assistant)))
    for row, call in content.rows(rows):
        if call is not None:
            assistant_id = call.pop("assistant")
            connection.execute("INSERT INTO calls VALUES (?, ?, ?)", (call["id"], assistant_id, _to_text(call)))
        key = (row["id"], campaign_id, row["row_index"], call and call["id"])
        connection.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", (*key, _to_text(row)))


def _to_text(document: Json) -> str:
    return msgspec.json.encode(document).decode()


def _make_id(name: str) -> str:
    if not name.strip():
        raise SandboxError("A campaign needs a name.")
    try:
        encoded = name.encode()
    except UnicodeEncodeError as error:
        raise SandboxError("The name of a campaign must be valid Unicode.") from error
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")
    return slug or f"campaign-{hashlib.sha256(encoded).hexdigest()[:8]}"
