"""What a campaign that is made up holds: every kind of row, valid by the spec, the same everywhere."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from jsonschema import ValidationError
from revox.sandbox import Sandbox
from revox_api.models import (
    CallAttemptStatus,
    CallDirection,
    CallResult,
    CallStatus,
    DedicatedLlmModelName,
    DialError,
    EndedBy,
    FaqSource,
    FirstSentenceMode,
    StructuredOutputFieldType,
    TranscriptRole,
    VoiceProvider,
)

ABSENT = "absent"
TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SCRIPTS = {
    "accents": r"[éöñŁ]",
    "Cyrillic": r"[\u0400-\u04ff]",
    "Greek": r"[\u0370-\u03ff]",
    "Arabic": r"[\u0600-\u06ff]",
    "Hebrew": r"[\u0590-\u05ff]",
    "Chinese": r"[\u4e00-\u9fff]",
    "Japanese": r"[\u3040-\u30ff]",
    "Korean": r"[\uac00-\ud7af]",
    "emoji": r"[\U0001f300-\U0001faff]",
    "combining marks": r"[\u0300-\u036f]",
    "formula =": r"^=",
    "formula +": r"^\+",
    "formula -": r"^-",
    "formula @": r"^@",
    "comma": r",",
    "quote": r'"',
    "newline": r"\n",
    "empty": r"^$",
    "long": r"(?s).{700}",
}


@pytest.fixture(scope="module")
def calls(rows: list[Any]) -> list[Any]:
    """Every call of the first 300 rows."""
    return [row["call"] for row in rows[:300] if "call" in row]


@pytest.fixture(scope="module")
def attempts(calls: list[Any]) -> list[Any]:
    """Every attempt of these calls."""
    return [attempt for call in calls for attempt in call["call_attempts"]]


@pytest.fixture(scope="module")
def messages(attempts: list[Any]) -> list[Any]:
    """Every message of these attempts."""
    return [message for attempt in attempts for message in attempt.get("transcript") or ()]


def test_every_row_is_valid_by_the_spec(get_page: Callable[..., Any], validate: Callable[[str, Any], None]) -> None:
    """Every page of the campaign is what the spec says."""
    for page in range(4):
        validate("RowsPage", get_page(page=page, page_size=100))


def test_the_validation_of_these_tests_notices_a_wrong_row(
    get_page: Callable[..., Any], validate: Callable[[str, Any], None]
) -> None:
    """A page with one unknown status deep inside is not valid."""
    page = get_page()
    attempt = next(row["call"]["call_attempts"][0] for row in page["rows"] if row.get("call", {}).get("calls_count"))
    attempt["status"] = "exploded"
    with pytest.raises(ValidationError, match="exploded"):
        validate("RowsPage", page)


def test_whole_numbers_are_sent_as_integers(http: httpx.Client) -> None:
    """A page that is asked for as 1.0 and 1e2 is answered with 1 and 100."""
    text = http.get("/campaigns/demo/rows?page=1.0&page_size=1e2").text
    assert text.startswith('{"page":1,"page_size":100,')
    assert text.endswith('"total":400}')


def test_some_rows_have_no_call(rows: list[Any]) -> None:
    """Around 15% of the rows have no call, and say so by leaving it out."""
    without = [row for row in rows if "call" not in row]
    assert 0.12 < len(without) / len(rows) < 0.18


@pytest.mark.parametrize(
    ("members", "find"),
    [
        (CallStatus, lambda call, attempt, message: call["status"]),
        (CallDirection, lambda call, attempt, message: call["direction"]),
        (DedicatedLlmModelName, lambda call, attempt, message: call["llm_model"].get("name")),
        (CallAttemptStatus, lambda call, attempt, message: attempt.get("status")),
        (CallResult, lambda call, attempt, message: attempt.get("result")),
        (DialError, lambda call, attempt, message: attempt.get("dial_error")),
        (EndedBy, lambda call, attempt, message: attempt.get("ended_by")),
        (TranscriptRole, lambda call, attempt, message: message.get("role")),
    ],
)
def test_every_value_of_an_enum_occurs(calls: list[Any], members: Any, find: Callable[..., Any]) -> None:
    """300 rows have every documented value."""
    found = {
        find(call, attempt, message)
        for call in calls
        for attempt in call["call_attempts"] or [{}]
        for message in attempt.get("transcript") or [{}]
    }
    assert found >= {member.value for member in members}


@pytest.mark.parametrize("members", [FirstSentenceMode, StructuredOutputFieldType, VoiceProvider, FaqSource])
def test_every_value_of_an_enum_of_assistants_occurs(calls: list[Any], members: Any) -> None:
    """The assistants of 300 rows have every documented value."""
    text = json.dumps([call["assistant"] for call in calls])
    assert {member.value for member in members if f'"{member.value}"' not in text} == set()


def test_a_campaign_shares_a_few_assistants(calls: list[Any]) -> None:
    """Three assistants and none at all occur; the largest prompt has 1 to 4 KB."""
    assistants = {call["assistant"] and call["assistant"]["id"]: call["assistant"] for call in calls}
    assert len(assistants) == 4
    assert None in assistants
    assert 1000 < max(len(assistant["prompt"]) for assistant in assistants.values() if assistant) < 4000
    assert {"faq_items" in assistant for assistant in assistants.values() if assistant} == {True, False}


def test_both_kinds_of_language_model_occur(calls: list[Any]) -> None:
    """A language model is a dedicated one or one of OpenRouter."""
    assert {call["llm_model"]["type"] for call in calls} == {"dedicated-instance", "openrouter"}


@pytest.mark.parametrize("name", ["assistant", "campaign", "call_retry_config", "metadata", "scheduled_at"])
def test_nullable_fields_of_calls_are_null_and_not_null(calls: list[Any], name: str) -> None:
    """Null occurs, and so does a value."""
    assert {call[name] is None for call in calls} == {True, False}


@pytest.mark.parametrize("name", ["end_reason", "ended_by", "structured_output", "transcript"])
def test_optional_fields_of_attempts_are_absent_null_and_there(attempts: list[Any], name: str) -> None:
    """Absent, null and a value all occur."""
    found = {
        attempt.get(name, ABSENT) if attempt.get(name, ABSENT) in (None, ABSENT) else "value" for attempt in attempts
    }
    assert found == {ABSENT, None, "value"}


@pytest.mark.parametrize("name", ["started_at", "answered_at", "ended_at", "recording_url", "result", "dial_error"])
def test_nullable_fields_of_attempts_are_null_and_not_null(attempts: list[Any], name: str) -> None:
    """Null occurs, and so does a value."""
    assert {attempt[name] is None for attempt in attempts} == {True, False}


def test_tool_arguments_come_in_every_form(messages: list[Any]) -> None:
    """An object, a string, null and nothing at all occur, in messages of tools only."""
    tools = [message for message in messages if message["role"] == "tool"]
    assert {type(message.get("tool_arguments", ...)) for message in tools} == {dict, str, type(None), type(...)}
    assert {message.get("tool_is_error", ABSENT) for message in tools} == {True, False, ABSENT}
    assert not any("tool_name" in message for message in messages if message["role"] != "tool")


def test_a_conversation_is_told_in_order(attempts: list[Any]) -> None:
    """The assistant begins, and from then on the person and the assistant take turns."""
    human = [
        attempt["transcript"] for attempt in attempts if attempt["result"] == "human" and attempt.get("transcript")
    ]
    for transcript in human:
        speakers = [message["role"] for message in transcript if message["role"] != "tool"]
        assert speakers == (["assistant", "user"] * len(speakers))[: len(speakers)]
    assert len(human) > 50


def test_attempts_come_with_the_most_recent_first(calls: list[Any]) -> None:
    """The last attempt is the first of the list, which is counted, and times go down."""
    for call in calls:
        starts = [attempt["started_at"] for attempt in call["call_attempts"] if attempt["started_at"]]
        assert call["last_call_attempt"] == next(iter(call["call_attempts"]), None)
        assert call["calls_count"] == len(call["call_attempts"])
        assert starts == sorted(starts, reverse=True)
    assert {call["calls_count"] for call in calls} >= {0, 1, 2, 3, 4}


def test_flags_follow_the_status(calls: list[Any]) -> None:
    """is_cancelled and is_completed say what status says."""
    assert all(call["is_cancelled"] == (call["status"] == "cancelled") for call in calls)
    assert all(call["is_completed"] == (call["status"] == "completed") for call in calls)


def test_most_conversations_are_short_and_a_few_are_long(rows: list[Any]) -> None:
    """Most answered calls have 4 to 30 messages, some have more than 100."""
    attempts = [attempt for row in rows for attempt in row.get("call", {}).get("call_attempts", [])]
    lengths = [len(attempt.get("transcript") or ()) for attempt in attempts if attempt["result"] == "human"]
    assert sum(4 <= length <= 30 for length in lengths) > len(lengths) / 2
    assert 1 <= sum(length > 100 for length in lengths) < len(lengths) / 10


@pytest.mark.parametrize("script", SCRIPTS)
def test_columns_hold_what_breaks_spreadsheets_and_scripts_of_the_world(rows: list[Any], script: str) -> None:
    """Cells of 300 rows have this kind of text."""
    cells = [cell for row in rows[:300] for cell in row["input_data"].values()]
    assert any(re.search(SCRIPTS[script], cell) for cell in cells)


def test_rows_of_a_campaign_have_the_same_columns(rows: list[Any]) -> None:
    """Every row has every column, so that a table can be made of them."""
    assert len({tuple(row["input_data"]) for row in rows}) == 1


def test_phone_numbers_are_fictional(rows: list[Any]) -> None:
    """Every number has the shape of E.164 and lies in a range that nobody can have."""
    fictional = re.compile(r"\+(1555\d{7}|3319900\d{4}|3363998\d{4}|442079460\d{3}|447700900\d{3})")
    assert all(fictional.fullmatch(row["phone_number"]) for row in rows)
    assert {row["phone_number"] == row["call"]["to_phone_number"] for row in rows if "call" in row} == {True}


def test_times_are_rfc_3339_in_utc(calls: list[Any], attempts: list[Any]) -> None:
    """A time is a string in UTC with milliseconds, or null."""
    times = [call[name] for call in calls for name in ("created_at", "scheduled_at")]
    times += [attempt[name] for attempt in attempts for name in ("started_at", "answered_at", "ended_at")]
    assert all(TIME.fullmatch(time) for time in times if time is not None)


def test_ids_are_unique_over_all_campaigns(local: Sandbox, http: httpx.Client) -> None:
    """No two rows, calls or attempts share an ID, even in campaigns of the same seed."""
    texts = [
        http.get(f"/campaigns/{campaign}/rows?page=0&page_size=1000").json()["rows"] for campaign in local.campaigns
    ]
    rows = [row for text in texts for row in text]
    found = [row["id"] for row in rows] + [row["call"]["id"] for row in rows if "call" in row]
    found += [attempt["id"] for row in rows for attempt in row.get("call", {}).get("call_attempts", [])]
    assert Counter(found).most_common(1)[0][1] == 1


def test_a_campaign_is_the_same_on_every_machine(rows: list[Any]) -> None:
    """Neither the hash seed nor the time zone nor other campaigns in the database change a byte."""
    script = (
        "import hashlib, httpx; from revox.sandbox import Sandbox; s = Sandbox(); s.add_campaign('first', rows=7);"
        "s.add_campaign('demo', rows=400, seed=1); c = httpx.Client(transport=s.transport());"
        "h = {'Authorization': 'Bearer sandbox-key'};"
        "r = c.get(s.base_url + '/campaigns/demo/rows?page=0&page_size=1000', headers=h);"
        "import json; print(hashlib.sha256(json.dumps(r.json()['rows']).encode()).hexdigest()); c.close(); s.close()"
    )
    changed = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    result = subprocess.run([sys.executable, "-c", script], env=changed, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def test_another_seed_is_another_campaign() -> None:
    """Campaigns of different seeds differ, of the same seed do not, and a longer one begins like a shorter one."""
    first, second, longer = _phone_numbers(40, 0), _phone_numbers(40, 1), _phone_numbers(60, 0)
    assert first == _phone_numbers(40, 0)
    assert first != second
    assert first == longer[:40]


def test_ten_thousand_rows_take_seconds() -> None:
    """A campaign of 10,000 rows is there in less than 10 s, and a page of 100 rows in less than 0.5 s."""
    with Sandbox() as sandbox, httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url) as client:
        start = time.perf_counter()
        sandbox.add_campaign("large", rows=10_000)
        made = time.perf_counter()
        page = client.get(
            "/campaigns/large/rows?page=99&page_size=100", headers={"Authorization": "Bearer sandbox-key"}
        ).json()
        read = time.perf_counter()
    assert (page["total"], len(page["rows"])) == (10_000, 100)
    assert made - start < 10
    assert read - made < 0.5


def _phone_numbers(rows: int, seed: int) -> list[str]:
    with Sandbox() as sandbox, httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url) as client:
        sandbox.add_campaign("demo", rows=rows, seed=seed)
        headers = {"Authorization": "Bearer sandbox-key"}
        page = client.get("/campaigns/demo/rows?page=0&page_size=1000", headers=headers).json()
    return [row["phone_number"] for row in page["rows"]]
