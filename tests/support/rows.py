"""Rows and pages as the spec has them, to be bent by tests."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.scripted_server import Received, answer


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


def page_of(request: Received) -> int:
    """Return the number of the page that was asked for."""
    return int(parse_qs(urlsplit(request.target).query)["page"][0])


def paged(rows: list[dict[str, Any]], first: int = 0) -> Callable[[Received], bytes]:
    """Return what answers as a server that pages well; `first` is the number of its first page."""

    def reply(request: Received) -> bytes:
        number, size = page_of(request), int(parse_qs(urlsplit(request.target).query)["page_size"][0])
        start = max(number - first, 0) * size
        return answer(page(*rows[start : start + size], page=number, page_size=size, total=len(rows)))

    return reply
