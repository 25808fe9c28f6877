"""What the runtime of the generated package promises beyond what the spec of tests/generation shows."""

import gc
import json
from typing import Any

import msgspec
import pytest
from revox_api import ArgumentError, models
from revox_api.api.campaigns.get_rows import OPERATION, build_request
from revox_api.runtime import Operation, Payload, RequestOptions, ResponseType
from revox_api.runtime.json_values import HugeNumber

from tests.support.rows import page, row

JSON = {"content_type": "application/json"}


def operation(path: str = "/", **settings: Any) -> Operation[Any]:
    """Return an operation that has no type for anything but what is said."""
    return Operation("op", "POST", path, (), **settings)


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize("text", ["x", "\ud800"], ids=["text", "half a surrogate pair"])
def test_json_is_written_on_one_line_or_indented(indent: int | None, text: str) -> None:
    """Whatever is in it: without needless spaces, or with so many for each level."""
    body = page(row(phone_number=text))
    written = msgspec.convert(body, models.RowsPage).to_json(indent=indent)
    assert written == json.dumps(body, indent=indent, separators=None if indent else (",", ":"))


def test_what_is_no_json_is_not_written_as_json() -> None:
    """A number that no float holds goes out as it came, but not beside half a surrogate pair; then it is an error."""
    value = msgspec.convert(page(row()), models.RowsPage)
    value.page_size = HugeNumber("1e999")
    assert '"page_size":1e999' in value.to_json()
    value.rows[0].phone_number = "\ud800"
    with pytest.raises(ValueError, match="JSON"):
        value.to_json()


def test_what_describes_a_call_cannot_be_changed() -> None:
    """Every call shares it, and so does every thread."""
    request = build_request("c", page=0, page_size=1)
    for shared in (OPERATION, OPERATION.responses[0], request, RequestOptions()):
        for name in shared.__struct_fields__:
            with pytest.raises(AttributeError, match="immutable"):
                setattr(shared, name, None)


@pytest.mark.parametrize(
    ("place", "given_as"), [("path", "path"), ("query", "query"), ("header", "headers"), ("cookie", "cookies")]
)
def test_every_place_of_a_request_is_checked(place: str, given_as: str) -> None:
    """An error names the argument, not what it is on the wire, also where the spec leaves it open what there may be."""
    path, names = "/{a-box}" if place == "path" else "/", {place: {"a-box": "a_box"}}
    free = operation(path, argument_names=names)
    type_ = msgspec.defstruct("Type", [("a_box", int, msgspec.field(name="a-box"))])
    typed = operation(path, argument_names=names, **{f"{place}_type": type_})
    typed.request(**{given_as: {"a-box": 1}})
    wrong = [(typed, "x"), *[(free, value) for value in (float("nan"), "\ud800", b"x", object())]]
    for operation_, value in wrong:
        with pytest.raises(ArgumentError, match=r"^op: a_box: "):
            operation_.request(**{given_as: {"a-box": value}})


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json;v=1"])
def test_json_is_known_by_its_content_type(kind: str) -> None:
    """With whatever parameters; what cannot be JSON is refused, even if the spec says nothing of the body."""
    free = operation(content_type=kind)
    assert free.request(body={"a": 1}).content == b'{"a":1}'
    for value in (object(), "\ud800"):
        with pytest.raises(ArgumentError, match=r"^op: body: "):
            free.request(body=value)


class Plan(msgspec.Struct):
    """A body that holds members of enums far inside."""

    x_wanted: dict[str, list[models.CallStatus]]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"x_wanted": {"a": ["completed", "tomorrow"]}}, r"body\.x_wanted\.a\[1\]: "),
        ({"x_wanted": {"a": [b"completed"]}}, r"body\.x_wanted.*: expected text, got bytes"),
        (object(), "body: "),
    ],
)
def test_what_is_wrong_in_a_body_is_named_by_its_whole_path(body: object, told: str) -> None:
    """Members that are not documented, bytes, which are not taken for text, and objects of no known type."""
    typed = operation(body_type=Plan, **JSON)
    assert typed.request(body={"x_wanted": {"a": ["completed"]}}).content == b'{"x_wanted":{"a":["completed"]}}'
    with pytest.raises(ArgumentError, match=f"^op: {told}"):
        typed.request(body=body)


def test_only_whole_responses_are_known_to_the_garbage_collector() -> None:
    """It need not look through what is in them, of which there may be millions."""
    value = msgspec.convert(page(row()), models.RowsPage)
    assert gc.is_tracked(value)
    assert not gc.is_tracked(value.rows[0])


def test_bytes_that_are_no_text_are_replaced() -> None:
    """As httpx has it."""
    assert ResponseType[str](200, 299, Payload.TEXT, str).decode(b"a\xff") == "a\ufffd"


@pytest.mark.parametrize("value", [5, True, None])
def test_only_text_is_a_member_of_an_enum_of_text(value: Any) -> None:
    """What the spec does not know has its own text for a name."""
    assert models.CallStatus("tomorrow").name == "tomorrow"
    with pytest.raises(ValueError, match="is not a valid CallStatus"):
        models.CallStatus(value)
