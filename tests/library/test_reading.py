"""Two-tier reading: whatever the server says is read, nothing is lost, and every deviation is reported."""

import json
import logging
from typing import Any

import msgspec
import pytest
from revox import APIResponseValidationError, UnknownVariant, models

from tests.support.clients import BOTH_CLIENTS
from tests.support.rows import attempt, call, page, row
from tests.support.scripted_server import answer, scripted_server

pytestmark = BOTH_CLIENTS


def read(using: Any, body: Any, **options: Any) -> tuple[models.RowsPage, list[str]]:
    """Read one page over a socket, and return it with the deviations that were reported."""
    clients: list[Any] = []

    def get_rows(client: Any) -> Any:
        clients.append(client)
        return client.campaigns.get_rows("c", page=0, page_size=1)

    with scripted_server(answer(body)) as server:
        read_page = using(get_rows, base_url=server.url, max_retries=0, **options)
    return read_page, [str(deviation) for deviation in clients[0].deviations]


def test_a_page_that_agrees_with_the_spec_has_no_deviations(using: Any) -> None:
    """The fast tier reads it into the generated types."""
    result, deviations = read(using, page(row(call=call())))
    assert type(result.rows[0].call) is models.Call
    assert deviations == []


DEVIATIONS: list[tuple[str, Any, str]] = [
    ("null for text", {"prompt": None}, "expected str, got null @ $.rows[0].call.assistant.prompt"),
    ("wrong type", {"name": 3}, "expected str, got int @ $.rows[0].call.assistant.name"),
    (
        "out of bounds",
        {"voice": {"id": "v", "provider": "cartesia", "speed": 9}},
        "@ $.rows[0].call.assistant.voice.speed",
    ),
    ("object for a list", {"faq_items": {"a": 1}}, "got object @ $.rows[0].call.assistant.faq_items"),
    ("null for an object", {"llm_model": None}, "got null @ $.rows[0].call.assistant.llm_model"),
]


def assistant(**fields: Any) -> dict[str, Any]:
    """Return an assistant with all its required fields."""
    nothing = {field.name: None for field in msgspec.structs.fields(models.Assistant) if field.required}
    filled = {
        "id": "a",
        "first_sentence_delay_ms": 400,
        "first_sentence_mode": "static",
        "ivr_navigation_enabled": True,
        "llm_model": {"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"},
        "max_call_duration_secs": 600,
        "name": "n",
        "organization_id": "o",
        "prompt": "p",
    }
    return nothing | filled | fields


@pytest.mark.parametrize(("fields", "told"), [d[1:] for d in DEVIATIONS], ids=[d[0] for d in DEVIATIONS])
def test_a_deviating_value_is_kept_and_reported(using: Any, fields: dict[str, Any], told: str) -> None:
    """The row is the generated type all the same, and gives back what the wire said."""
    body = page(row(call=call(assistant=assistant(**fields))))
    result, deviations = read(using, body)
    assert type(result.rows[0].call) is models.Call
    assert result.to_dict() == body
    assert len(deviations) == 1
    assert told in deviations[0]
    assert deviations[0].startswith("campaigns.get_rows: ")


def test_a_missing_required_field_is_none_and_reported(using: Any) -> None:
    """It is absent from `to_dict()` as it was on the wire."""
    body = page(row())
    del body["rows"][0]["phone_number"]
    result, deviations = read(using, body)
    number: object = result.rows[0].phone_number
    assert number is None
    assert result.to_dict() == body
    assert deviations == ["campaigns.get_rows: the required field phone_number is missing @ $.rows[0]"]


def test_an_unknown_kind_of_a_union_is_kept_and_told_apart(using: Any) -> None:
    """It is none of the known kinds, its fields can be read, and it goes out as it came in."""
    kind = {"type": "local", "path": "/models/x", "threads": 8}
    body = page(row(call=call(llm_model=kind)))
    result, deviations = read(using, body)
    model: Any = result.rows[0].call and result.rows[0].call.llm_model
    assert isinstance(model, UnknownVariant)
    assert (model.type, model.path, dict(model)) == ("local", "/models/x", kind)
    assert not hasattr(model, "nothing")
    assert result.to_dict() == body
    assert "'dedicated-instance', 'openrouter'" in deviations[0]


def test_only_the_rows_that_deviate_are_read_slowly(using: Any) -> None:
    """One bad row does not change how its neighbours are read."""
    body = page(row(0, call=call()), row(1, call=call(calls_count="many")), row(2, call=call()))
    result, deviations = read(using, body)
    assert result.to_dict() == body
    assert deviations == ["campaigns.get_rows: expected int | float, got str @ $.rows[1].call.calls_count"]


def test_each_distinct_deviation_is_reported_once(using: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Ten thousand rows with one mistake are one line, in the log, too."""
    attempts = [attempt(status=None), attempt(status=None)]
    body = page(*[row(number, call=call(call_attempts=attempts)) for number in range(50)])
    with caplog.at_level(logging.WARNING, logger="revox"):
        _, deviations = read(using, body)
    assert deviations == ["campaigns.get_rows: expected str, got null @ $.rows[0].call.call_attempts[0].status"]
    assert [record.getMessage() for record in caplog.records if record.name == "revox"] == deviations


def test_reports_do_not_hold_values(using: Any) -> None:
    """Phone numbers, names and transcripts stay out of logs."""
    body = page(row(phone_number={"secret": "+15550123"}, input_data={"name": ["Secret Name"]}))
    _, deviations = read(using, body)
    assert len(deviations) == 2
    assert not [told for told in deviations if "+1555" in told or "Secret" in told]


def test_strict_makes_the_first_deviation_an_error(using: Any) -> None:
    """With `strict=True`, a response that deviates is not handed out."""
    with pytest.raises(APIResponseValidationError, match=r"expected str, got null @ \$\.rows\[0\]\.phone_number"):
        read(using, page(row(phone_number=None)), strict=True)


def test_an_unknown_enum_value_is_a_member_of_its_own(using: Any) -> None:
    """It is not refused, compares as its text, goes out as it came, and says that it is not documented."""
    body = page(row(call=call(status="post_processing")))
    result, deviations = read(using, body)
    status: Any = result.rows[0].call and result.rows[0].call.status
    assert isinstance(status, models.CallStatus)
    assert (status, str(status), status.is_documented) == ("post_processing", "post_processing", False)
    assert models.CallStatus.COMPLETED.is_documented
    assert (result.to_dict(), deviations) == (body, [])


def test_the_later_shape_is_read(using: Any) -> None:
    """A later release sends nothing but the rows; what is missing is None."""
    result, deviations = read(using, {"rows": [row(0), row(1)]})
    assert [item.id for item in result.rows] == ["row-0", "row-1"]
    total: object = result.total
    assert total is None
    assert len(deviations) == 3


def test_fields_that_the_spec_does_not_know_stay_reachable(using: Any) -> None:
    """They are in the page's raw rows, and not in the way."""
    body = page(row(outcome={"summary": "new"}, call=call(assignee="somebody")), extra=1)
    result, deviations = read(using, body)
    assert result.raw == body
    assert result.raw["rows"][0]["call"]["assignee"] == "somebody"
    assert result.to_dict() == body
    assert "outcome" not in result.rows[0].to_dict()
    assert deviations == []


def test_deviating_pages_keep_their_raw_rows_as_well(using: Any) -> None:
    """The tolerant tier remembers the body, too."""
    body = page(row(phone_number=None, extra=1))
    assert read(using, body)[0].raw == body


@pytest.mark.parametrize("number", ["0", "0.0", "1", "1.5", "-3", "9007199254740993", "123456789012345678901234567890"])
def test_numbers_go_out_as_they_came(using: Any, number: str) -> None:
    """An integer stays an integer, whatever its size."""
    body = b'{"page":0,"page_size":1,"rows":[],"total":%s}' % number.encode()
    assert read(using, body)[0].to_json() == body.decode()


@pytest.mark.parametrize("text", ["\ud800", "\0", "\u2028"])
def test_odd_text_is_read(using: Any, text: str) -> None:
    """What JSON allows in a string is read, even where it is not valid Unicode."""
    result, _ = read(using, page(row(input_data={"x": text})))
    assert result.rows[0].input_data["x"] == text


def test_a_number_out_of_range_is_read(using: Any) -> None:
    """JSON has no largest number."""
    body = b'{"page":0,"page_size":1,"rows":[],"total":1e400}'
    assert read(using, body)[0].total == float("inf")


def test_absent_and_null_are_none_and_no_deviation(using: Any) -> None:
    """`if row.call:` can be written for both; what came stands in `raw`; null is right in an optional field."""
    rows = [
        row(0),
        row(1, call=None),
        row(2, call=call(call_attempts=[attempt(transcript=None, end_reason=None)])),
        row(3, call=call(call_attempts=[attempt(transcript=[])])),
    ]
    result, deviations = read(using, page(*rows))
    absent, null, first, second = result.rows
    assert (absent.call, null.call, deviations) == (None, None, [])
    assert first.call
    assert (first.call.call_attempts[0].transcript, first.call.call_attempts[0].end_reason) == (None, None)
    assert second.call
    assert second.call.call_attempts[0].transcript == []
    assert result.to_dict() == page(*rows)
    assert msgspec.to_builtins(null) == row(1)


def test_strict_takes_an_integer_written_as_a_decimal(using: Any) -> None:
    """JSON has one kind of number: 5.0 is an integer, and no deviation."""
    body = json.dumps(page(row(call=call()))).replace(
        '"first_sentence_delay_ms": 400', '"first_sentence_delay_ms": 5.0'
    )
    result, deviations = read(using, body.encode(), strict=True)
    found = result.rows[0].call
    assert found
    assert (found.first_sentence_delay_ms, type(found.first_sentence_delay_ms), deviations) == (5, int, [])


def test_paths_do_not_show_what_a_user_stored(using: Any) -> None:
    """The keys of free maps, such as the columns of an upload, are `*` in them."""
    _, deviations = read(using, page(row(input_data={"Secret Name": 1}), row(input_data={"Other": 1})))
    assert deviations == ["campaigns.get_rows: expected str, got int @ $.rows[0].input_data.*"]


def test_the_raw_response_is_within_reach(using: Any) -> None:
    """Status, headers and body, and the same typed result when it is asked for."""
    with scripted_server(answer(page(row()), x_request_id="id-7")) as server:
        raw = using(
            lambda client: client.campaigns.with_raw_response.get_rows("c", page=0, page_size=1), base_url=server.url
        )
    assert (raw.status_code, raw.headers["x-request-id"]) == (200, "id-7")
    assert raw.json() == page(row()) == msgspec.json.decode(raw.content) == msgspec.json.decode(raw.text())
    assert raw.parse().rows[0].id == "row-0"
