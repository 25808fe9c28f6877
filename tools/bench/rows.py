"""The rows that the server replays: those of the sandbox, with transcripts as long as those of real calls."""

import itertools
from typing import Any

import httpx
import msgspec
from revox.sandbox import Sandbox

Json = dict[str, Any]
BYTES_PER_ROW = 14_000
"""So that a page of 100 rows has 1.4 MB, as pages of real campaigns with transcripts do."""


def long_rows(count: int) -> list[Json]:
    """Return rows that the sandbox makes up, always the same, in which what was said is repeated."""
    with Sandbox() as sandbox:
        campaign = sandbox.add_campaign("bench", rows=count)
        headers = {"Authorization": f"Bearer {sandbox.api_key}"}
        with httpx.Client(transport=sandbox.transport(), headers=headers) as client:
            url = f"{sandbox.base_url}/campaigns/{campaign}/rows"
            answer = client.get(url, params={"page": 0, "page_size": count}).raise_for_status()
    rows: list[Json] = msgspec.json.decode(answer.content)["rows"]
    attempts = [attempt for row in rows for attempt in _attempts(row) if attempt.get("transcript")]
    said = sum(len(msgspec.json.encode(attempt["transcript"])) for attempt in attempts)
    times = (BYTES_PER_ROW * len(rows) - len(answer.content) + said) / said
    for attempt in attempts:
        transcript = attempt["transcript"]
        attempt["transcript"] = [*itertools.islice(itertools.cycle(transcript), max(1, round(len(transcript) * times)))]
    return rows


def deviating(row: Json) -> Json:
    """Return a row with an unexpected null, deep inside where there is an inside."""
    call = row.get("call")
    if not call:
        return row | {"phone_number": None}
    if not call["call_attempts"]:
        return row | {"call": call | {"from_phone_number": None}}
    first, *others = call["call_attempts"]
    return row | {"call": call | {"call_attempts": [first | {"phone_number": None}, *others]}}


def small(row: Json) -> Json:
    """Return a row without its call."""
    return {name: value for name, value in row.items() if name != "call"}


def _attempts(row: Json) -> list[Json]:
    call = row.get("call") or {}
    return [*call.get("call_attempts", ()), *filter(None, [call.get("last_call_attempt")])]
