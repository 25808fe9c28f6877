"""Two-tier reading: whatever the server says is read, nothing is lost, and every deviation is reported."""

import logging
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from revox import APIResponseValidationError, UnknownVariant, models
from revox._reading.deviations import Deviations
from revox._reading.reader import Reader
from revox._reading.tolerant import build
from revox_api.runtime import Operation, Payload, ResponseType

from tests.support.clients import BOTH_CLIENTS, ask, collect, get_rows
from tests.support.rows import attempt, call, page, row
from tests.support.scripted_server import answer

pytestmark = BOTH_CLIENTS


class Lone(msgspec.Struct, tag="lone"):
    """The one kind of a union that has no other yet."""

    number: int


class Listing(msgspec.Struct):
    """An answer that is a list with at least one item."""

    items: Annotated[list[Lone], msgspec.Meta(min_length=1)]
    total: int


def read(using: Any, body: Any, **options: Any) -> tuple[models.RowsPage, list[str]]:
    """Read one page over a socket, and return it with the deviations that were reported."""
    clients: list[Any] = []

    def action(client: Any) -> Any:
        clients.append(client)
        return get_rows(client)

    got = ask(using, action, answer(body), max_retries=0, **options).result
    return got, [str(deviation) for deviation in clients[0].deviations]


def test_a_page_that_agrees_with_the_spec_has_no_deviations(using: Any) -> None:
    """The fast tier reads it into the generated types."""
    result, deviations = read(using, page(row(call=call())))
    assert type(result.rows[0].call) is models.Call
    assert deviations == []


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


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"prompt": None}, "expected str, got null @ $.rows[0].call.assistant.prompt"),
        ({"name": 3}, "expected str, got int @ $.rows[0].call.assistant.name"),
        ({"voice": {"id": "v", "provider": "cartesia", "speed": 9}}, "@ $.rows[0].call.assistant.voice.speed"),
        ({"faq_items": {"a": 1}}, "got object @ $.rows[0].call.assistant.faq_items"),
        ({"llm_model": None}, "got null @ $.rows[0].call.assistant.llm_model"),
    ],
    ids=["null for text", "wrong type", "out of bounds", "object for a list", "null for an object"],
)
def test_a_deviating_value_is_kept_and_reported(using: Any, fields: dict[str, Any], told: str) -> None:
    """The row is the generated type all the same, and gives back what the wire said."""
    body = page(row(call=call(assistant=assistant(**fields))))
    result, (deviation,) = read(using, body)
    assert type(result.rows[0].call) is models.Call
    assert result.to_dict() == body
    assert told in deviation
    assert deviation.startswith("campaigns.get_rows: ")


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


@pytest.mark.parametrize("around", [{}, {"page": 0, "page_size": 1, "total": 0}], ids=["alone", "in a page"])
@pytest.mark.parametrize("error", [{"error": {"message": "no disk"}}, {"errors": "no disk"}], ids=str)
@pytest.mark.parametrize("how", ["get_rows", "iter_rows", "raw"])
def test_an_error_in_the_place_of_rows_is_one(using: Any, around: Any, error: Any, how: str) -> None:
    """A server that failed with status 200 has not said that there are none."""

    def action(client: Any) -> Any:
        if how == "get_rows":
            return get_rows(client)
        campaigns = client.campaigns.with_raw_response if how == "raw" else client.campaigns
        return collect(campaigns.iter_pages("c") if how == "raw" else campaigns.iter_rows("c"))

    outcome = ask(using, action, answer({"rows": [], **around, **error}))
    assert isinstance(outcome.error, APIResponseValidationError)
    assert str(outcome.error) == "campaigns.get_rows: an error in the place of items: no disk (status 200)"
    fine = answer({"rows": [], "page": 0, "page_size": 1, "total": 0, "error": None})
    assert ask(using, action, fine).error is None


def test_the_later_shape_is_read(using: Any) -> None:
    """A later release sends nothing but the rows; what is missing is None."""
    result, deviations = read(using, {"rows": [row(0), row(1)]})
    assert [item.id for item in result.rows] == ["row-0", "row-1"]
    total: object = result.total
    assert total is None
    assert len(deviations) == 3


@pytest.mark.parametrize("phone_number", ["+15550100", None])
def test_fields_that_the_spec_does_not_know_stay_reachable(using: Any, phone_number: str | None) -> None:
    """They are in the page's raw rows, and not in the way, whether the page deviates or not."""
    body = page(row(phone_number=phone_number, weather={"summary": "new"}, call=call(mood="good")), extra=1)
    result, deviations = read(using, body)
    assert result.raw == result.to_dict() == body
    assert "weather" not in result.rows[0].to_dict()
    assert len(deviations) == (phone_number is None)


def test_absent_and_null_are_none_and_no_deviation(using: Any) -> None:
    """`if row.call:` can be written for both; what came stands in `raw`; null is right in an optional field."""
    rows = [row(0), row(1, call=None), row(2, call=call(call_attempts=[attempt(transcript=None, end_reason=None)]))]
    result, deviations = read(using, page(*rows))
    absent, null, third = result.rows
    assert (absent.call, null.call, deviations) == (None, None, [])
    assert third.call
    assert (third.call.call_attempts[0].transcript, third.call.call_attempts[0].end_reason) == (None, None)
    assert result.to_dict() == page(*rows)
    assert msgspec.to_builtins(null) == row(1)


def test_paths_do_not_show_what_a_user_stored(using: Any) -> None:
    """The keys of free maps, such as the columns of an upload, are `*` in them."""
    _, deviations = read(using, page(row(input_data={"Secret Name": 1}), row(input_data={"Other": 1})))
    assert deviations == ["campaigns.get_rows: expected str, got int @ $.rows[0].input_data.*"]


def test_nothing_that_a_user_stored_gets_into_reports(using: Any) -> None:
    """Neither as a path nor in an error under `strict`; escape codes in it cannot draw on a terminal."""
    body = page(row(input_data={"\x1b[2J\nfake": {"\x1b]0;x": 1}}))
    _, (told,) = read(using, body)
    with pytest.raises(APIResponseValidationError) as caught:
        read(using, body, strict=True)
    assert told.isprintable()
    assert str(caught.value) == f"{told} (status 200)"


def test_the_raw_response_is_within_reach(using: Any) -> None:
    """Status, headers and body, and the same typed result when it is asked for."""
    reply = answer(page(row()), x_request_id="id-7")
    raw = ask(using, lambda client: client.campaigns.with_raw_response.get_rows("c", page=0, page_size=1), reply).result
    assert (raw.status_code, raw.headers["x-request-id"]) == (200, "id-7")
    assert raw.json() == page(row()) == msgspec.json.decode(raw.content) == msgspec.json.decode(raw.text())
    assert raw.parse().rows[0].id == "row-0"


@pytest.mark.parametrize("number", [2**53 + 1, 2**53, -(2**53)])
def test_an_integer_that_a_float_may_have_rounded_is_reported(using: Any, number: int) -> None:
    """9007199254740993.0 is read as ...992, so that nobody can say which of the two was written."""
    told: list[str] = []
    built = build(msgspec.json.decode(f'{{"n":{number}.0}}'), dict[str, int], lambda *problem: told.append(problem[0]))
    assert (built, type(built["n"]), told) == ({"n": float(number)}, float, ["expected int, got float"])


def test_a_lone_kind_may_lack_its_tag_in_both_tiers(using: Any) -> None:
    """Where there is nothing to tell it from; another tag is another kind all the same."""
    told: list[str] = []
    built = build({"number": "x"}, Lone, lambda problem, path: told.append(f"{problem} {path}"))
    assert (type(built), built.number, told) == (Lone, "x", ["expected int, got str $.number"])
    assert isinstance(build({"type": "other"}, Lone, lambda *problem: None), UnknownVariant)


@pytest.mark.parametrize("items", [None, {}, "x"])
def test_an_answer_without_its_list_is_an_error(using: Any, items: object) -> None:
    """Also where the spec says how long the list is."""
    operation: Operation[Any] = Operation(
        "items.list", "GET", "/items", (ResponseType(200, 200, Payload.JSON, Listing),)
    )
    reader = Reader(operation, Deviations(), strict=False)
    with pytest.raises(APIResponseValidationError, match="the object lacks items"):
        reader.read(httpx.Response(200, json={"items": items, "total": 1}, request=httpx.Request("GET", "http://x")))
