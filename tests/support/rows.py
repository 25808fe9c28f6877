"""Rows and pages as the spec has them, to be bent by tests."""

from typing import Any


def row(number: int = 0, **fields: Any) -> dict[str, Any]:
    """Return the smallest row that the spec allows."""
    return {"id": f"row-{number}", "input_data": {}, "phone_number": "+15550100", "row_index": number} | fields


def page(*rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a page that holds all rows of its campaign."""
    return {"page": 0, "page_size": 100, "rows": list(rows), "total": len(rows)} | fields


def attempt(**fields: Any) -> dict[str, Any]:
    """Return a call attempt with all its required fields."""
    nothing = dict.fromkeys(["answered_at", "dial_error", "ended_at", "recording_url", "result", "started_at"])
    return nothing | {"id": "attempt-0", "phone_number": "+15550100", "status": "completed"} | fields


def call(**fields: Any) -> dict[str, Any]:
    """Return a call with all its required fields."""
    nothing = dict.fromkeys(
        ["assistant", "call_retry_config", "campaign", "created_at", "last_call_attempt", "metadata", "scheduled_at"]
    )
    return (
        nothing
        | {
            "id": "call-0",
            "call_attempts": [attempt()],
            "calls_count": 1,
            "direction": "outbound",
            "first_sentence_delay_ms": 400,
            "from_phone_number": "+15550199",
            "is_cancelled": False,
            "is_completed": True,
            "llm_model": {"type": "dedicated-instance", "name": "gpt-4.1"},
            "organization_id": "organization-0",
            "status": "completed",
            "to_phone_number": "+15550100",
        }
        | fields
    )
