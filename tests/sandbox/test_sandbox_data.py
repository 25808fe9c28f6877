"""What a campaign that is made up holds: every kind of row, valid by the spec, the same everywhere."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import jsonschema_rs
import pytest
from jsonschema import ValidationError
from revox.sandbox import Sandbox

KEY = {"Authorization": "Bearer sandbox-key"}
TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SCRIPTS = [
    # accents, Cyrillic, Greek, Arabic, Hebrew, Chinese, Japanese, Korean, emoji, combining marks
    "[éöñŁ]", "[\u0400-\u04ff]", "[\u0370-\u03ff]", "[\u0600-\u06ff]", "[\u0590-\u05ff]", "[\u4e00-\u9fff]",
    "[\u3040-\u30ff]", "[\uac00-\ud7af]", "[\U0001f300-\U0001faff]", "[\u0300-\u036f]",
    # what spreadsheets take for formulas, what CSV has to quote, nothing, and a lot
    "^=", r"^\+", "^-", "^@", ",", '"', "\n", "^$", "(?s).{700}",
]  # fmt: skip


@pytest.fixture(scope="module")
def calls(rows: list[Any]) -> list[Any]:
    """Every call of the first 300 rows."""
    return [row["call"] for row in rows[:300] if "call" in row]


@pytest.fixture(scope="module")
def attempts(calls: list[Any]) -> list[Any]:
    """Every attempt of these calls."""
    return [attempt for call in calls for attempt in call["call_attempts"]]


def read(sandbox: Sandbox, campaign: str, page: int = 0, page_size: int = 1000) -> Any:
    """Read a page."""
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url, headers=KEY) as client:
        return client.get(f"/campaigns/{campaign}/rows?page={page}&page_size={page_size}").json()


def test_every_row_is_valid_by_the_spec(get_page: Callable[..., Any], validate: Callable[[str, Any], None]) -> None:
    """Every page of the campaign is what the spec says, and one unknown status deep inside is not."""
    for page in range(4):
        validate("RowsPage", get_page(page=page, page_size=100))
    page = get_page()
    attempt = next(row["call"]["call_attempts"][0] for row in page["rows"] if row.get("call", {}).get("calls_count"))
    attempt["status"] = "exploded"
    with pytest.raises(ValidationError, match="exploded"):
        validate("RowsPage", page)


def test_everything_that_the_spec_allows_occurs(rows: list[Any], schemas: Any) -> None:
    """Were an enum value, a null, an absence or any other value forbidden, the rows would break the schema."""
    # Where any text is allowed beside an enum, the values of the enum are meant.
    schemas = json.loads(re.sub(r'(/schemas/\w+"}), {"type": "string"}', r"\1", json.dumps(schemas)))
    reached, found = set[str](), {"Row"}
    while found - reached:
        reached |= found
        found = set(re.findall(r"#/components/schemas/(\w+)", json.dumps([schemas[name] for name in reached])))
    for name in sorted(reached):
        for what, narrower in _narrower(schemas[name]):
            parts = {
                "components": {"schemas": schemas | {name: narrower}},
                "items": {"$ref": "#/components/schemas/Row"},
            }
            assert not jsonschema_rs.is_valid(parts, rows[:300]), f"{name}: {what}"


def _narrower(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a schema allows, each with a schema that does not."""
    for value in schema.get("enum", ()):
        yield value, {"allOf": [schema], "not": {"const": value}}
    for field, inner in schema.get("properties", {}).items():
        if field not in schema.get("required", ()):
            yield f"{field} is absent", {"allOf": [schema], "required": [field]}
        if "null" in inner.get("type", ()) or {"type": "null"} in inner.get("oneOf", ()):
            yield f"{field} is null", {"allOf": [schema], "properties": {field: {"not": {"type": "null"}}}}
        yield f"{field} is there", {"allOf": [schema], "properties": {field: {"type": "null"}}}


def test_what_calls_say_agrees(calls: list[Any]) -> None:
    """The last attempt is the first of the list, which is counted, times go down, and flags say what status says."""
    for call in calls:
        starts = [attempt["started_at"] for attempt in call["call_attempts"] if attempt["started_at"]]
        assert call["last_call_attempt"] == next(iter(call["call_attempts"]), None)
        assert call["calls_count"] == len(call["call_attempts"])
        assert starts == sorted(starts, reverse=True)
        assert (call["is_cancelled"], call["is_completed"]) == (
            call["status"] == "cancelled",
            call["status"] == "completed",
        )
    assert {call["calls_count"] for call in calls} >= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("script", SCRIPTS)
def test_columns_hold_what_breaks_spreadsheets_and_scripts_of_the_world(rows: list[Any], script: str) -> None:
    """Cells of 300 rows have this kind of text, and every row has the same columns."""
    cells = [cell for row in rows[:300] for cell in row["input_data"].values()]
    assert any(re.search(script, cell) for cell in cells)
    assert len({tuple(row["input_data"]) for row in rows}) == 1


def test_phone_numbers_are_fictional_and_times_in_utc(rows: list[Any], calls: list[Any], attempts: list[Any]) -> None:
    """Numbers are E.164, of a range that nobody can have; times are RFC 3339 with milliseconds, or null."""
    fictional = re.compile(r"\+(1555\d{7}|3319900\d{4}|3363998\d{4}|442079460\d{3}|447700900\d{3})")
    assert all(fictional.fullmatch(row["phone_number"]) for row in rows)
    assert {row["phone_number"] == row["call"]["to_phone_number"] for row in rows if "call" in row} == {True}
    times = [value for one in (*calls, *attempts) for name, value in one.items() if name.endswith("_at")]
    assert all(TIME.fullmatch(time) for time in times if time is not None)


def test_ids_are_unique_over_all_campaigns(local: Sandbox) -> None:
    """No two rows, calls or attempts share an ID, even in campaigns of the same seed."""
    rows = [row for campaign in local.campaigns for row in read(local, campaign)["rows"]]
    found = [row["id"] for row in rows] + [row["call"]["id"] for row in rows if "call" in row]
    found += [attempt["id"] for row in rows for attempt in row.get("call", {}).get("call_attempts", [])]
    assert Counter(found).most_common(1)[0][1] == 1


def test_a_campaign_is_the_same_on_every_machine(rows: list[Any]) -> None:
    """Neither the hash seed nor the time zone nor other campaigns in the database change a byte."""
    script = (
        "import json; from revox.sandbox import Sandbox; s = Sandbox(); s.add_campaign('a', rows=7);"
        "s.add_campaign('demo', rows=400, seed=1); c = s.client().campaigns;"
        "print(c.with_raw_response.get_rows('demo', page=0, page_size=1000).text())"
    )
    changed = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONUTF8": "1"}
    result = subprocess.run([sys.executable, "-c", script], env=changed, capture_output=True, check=True)
    assert json.loads(result.stdout)["rows"] == rows


def test_another_seed_is_another_campaign() -> None:
    """Campaigns of different seeds differ, of the same seed do not, and a longer one begins like a shorter one."""

    def made(rows: int, seed: int) -> Any:
        with Sandbox() as sandbox:
            return read(sandbox, sandbox.add_campaign("demo", rows=rows, seed=seed))["rows"]

    assert made(40, 0) == made(60, 0)[:40] != made(40, 1)


@pytest.mark.deep
def test_ten_thousand_rows_take_seconds() -> None:
    """A campaign of 10,000 rows takes less than 10 s of computing, and a page of 100 rows less than 0.5 s."""
    with Sandbox() as sandbox:
        start = time.process_time()
        sandbox.add_campaign("large", rows=10_000)
        made = time.process_time()
        page = read(sandbox, "large", 99, 100)
        assert (page["total"], len(page["rows"])) == (10_000, 100)
        assert made - start < 10
        assert time.process_time() - made < 0.5
