"""Rows of the tables into the documented shape. JSON columns go into the answer as they are, without being read."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from revox_api.models import CallStatus

Json = dict[str, Any]

_OPTIONAL_ATTEMPT_COLUMNS = ("end_reason", "ended_by", "structured_output")


def assemble_messages(records: Iterable[sqlite3.Row]) -> dict[tuple[int, int], list[Json]]:
    """Group transcript messages by the row and the position of their attempt."""
    transcripts: dict[tuple[int, int], list[Json]] = {}
    for row_key, attempt, role, content, tool_name, tool_is_error, tool_arguments in records:
        message: Json = {"role": role, "content": content}
        if tool_name is not None:
            message["tool_name"] = tool_name
        if tool_is_error is not None:
            message["tool_is_error"] = bool(tool_is_error)
        if tool_arguments is not None:
            message["tool_arguments"] = _raw(tool_arguments)
        transcripts.setdefault((row_key, attempt), []).append(message)
    return transcripts


def assemble_attempts(
    records: Iterable[sqlite3.Row], transcripts: Mapping[tuple[int, int], list[Json]]
) -> dict[int, list[msgspec.Raw]]:
    """Group call attempts by their row, the most recent first, each as JSON."""
    attempts: dict[int, list[msgspec.Raw]] = {}
    for record in records:
        transcript = transcripts.get((record["row_key"], record["position"]), [])
        attempt = msgspec.Raw(msgspec.json.encode(_attempt(record, transcript)))
        attempts.setdefault(record["row_key"], []).append(attempt)
    return attempts


def assemble_assistant(record: sqlite3.Row) -> msgspec.Raw:
    """Write down an assistant as JSON."""
    config = msgspec.json.decode(record["config_json"])
    named = {"id": record["id"], "name": record["name"], "organization_id": record["organization_id"]}
    return msgspec.Raw(msgspec.json.encode(named | config))


def assemble_row(
    record: sqlite3.Row, attempts: list[msgspec.Raw], assistants: Mapping[str | None, msgspec.Raw]
) -> Json:
    """Write down a row, with its call if it has one."""
    row: Json = {
        "id": record["row_id"],
        "input_data": _raw(record["input_data_json"]),
        "phone_number": record["phone_number"],
        "row_index": record["row_index"],
    }
    if record["id"] is not None:
        row["call"] = _call(record, attempts, assistants)
    return row


def _call(record: sqlite3.Row, attempts: list[msgspec.Raw], assistants: Mapping[str | None, msgspec.Raw]) -> Json:
    campaign_id = record["campaign_id"]
    return {
        "id": record["id"],
        "assistant": assistants.get(record["assistant_id"]),
        "call_attempts": attempts,
        "call_retry_config": _raw(record["call_retry_config_json"]),
        "calls_count": len(attempts),
        "campaign": None if campaign_id is None else {"id": campaign_id, "name": record["campaign_name"]},
        "created_at": record["created_at"],
        "direction": record["direction"],
        "first_sentence_delay_ms": record["first_sentence_delay_ms"],
        "from_phone_number": record["from_phone_number"],
        "is_cancelled": record["status"] == CallStatus.CANCELLED,
        "is_completed": record["status"] == CallStatus.COMPLETED,
        "last_call_attempt": attempts[0] if attempts else None,
        "llm_model": _raw(record["llm_model_json"]),
        "metadata": _raw(record["metadata_json"]),
        "organization_id": record["organization_id"],
        "scheduled_at": record["scheduled_at"],
        "status": record["status"],
        "to_phone_number": record["to_phone_number"],
    }


def _attempt(record: sqlite3.Row, transcript: list[Json]) -> Json:
    attempt: Json = {
        "id": record["id"],
        "answered_at": record["answered_at"],
        "dial_error": record["dial_error"],
        "ended_at": record["ended_at"],
        "phone_number": record["phone_number"],
        "recording_url": record["recording_url"],
        "result": record["result"],
        "started_at": record["started_at"],
        "status": record["status"],
    }
    for name in _OPTIONAL_ATTEMPT_COLUMNS:
        if record[f"{name}_json"] is not None:
            attempt[name] = _raw(record[f"{name}_json"])
    if record["has_transcript"] is not None:
        attempt["transcript"] = transcript if record["has_transcript"] else None
    return attempt


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())
