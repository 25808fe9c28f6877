"""The runtime of the generated package: requests are built and checked, responses decoded, models written."""

import gc
import json
import pickle
from typing import Any

import msgspec
import pytest
from revox_api import SERVER_URL, ArgumentError, models, omit
from revox_api.api.campaigns.get_rows import OPERATION, build_request
from revox_api.runtime import Model, OpenStrEnum, Operation, Payload, RawModel, Request, RequestOptions, ResponseType
from revox_api.runtime.document import spec
from revox_api.runtime.json_values import HugeNumber

from tests.support.rows import page, row

SCHEMAS: dict[str, Any] = spec()["components"]["schemas"]


def test_errors_can_be_pickled() -> None:
    """They come out with the same attributes and the same text."""
    error = ArgumentError("campaigns.get_rows", "page", "is wrong")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))


@pytest.mark.parametrize("indent", [None, 1, 2])
@pytest.mark.parametrize("text", ["x", "\ud800"], ids=["text", "half a surrogate pair"])
def test_json_is_written_on_one_line_or_indented(indent: int | None, text: str) -> None:
    """Whatever is in it: without needless spaces, or with so many for each level."""
    body = page(row(phone_number=text))
    value = msgspec.convert(body, models.RowsPage)
    separators = None if indent else (",", ":")
    assert value.to_json(indent=indent) == json.dumps(body, indent=indent, separators=separators)


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


def test_what_is_not_said_of_a_call_is_nothing() -> None:
    """But that it needs a key, which an operation has to be told it does not."""
    operation: Operation[Any] = Operation("op", "GET", "/", ())
    said = {name for name, value in msgspec.structs.asdict(operation).items() if value}
    assert said == {"name", "method", "path", "effect", "is_secured"}
    request = Request(operation, "/")
    assert (request.query, request.headers, request.content) == ((), (), None)
    assert msgspec.structs.astuple(RequestOptions()) == (None, None, omit, False)


@pytest.mark.parametrize(
    ("place", "given_as"), [("path", "path"), ("query", "query"), ("header", "headers"), ("cookie", "cookies")]
)
def test_every_place_of_a_request_is_checked(place: str, given_as: str) -> None:
    """And an error names the argument, which need not be the name on the wire."""
    type_ = msgspec.defstruct("Type", [("a_box", int, msgspec.field(name="a-box"))])
    names = {place: {"a-box": "a_box"}}
    settings: dict[str, Any] = {f"{place}_type": type_, "argument_names": names}
    operation: Operation[Any] = Operation("op", "GET", "/{a-box}" if place == "path" else "/", (), **settings)
    operation.request(**{given_as: {"a-box": 1}})
    with pytest.raises(ArgumentError, match=r"^op: a_box: expected integer"):
        operation.request(**{given_as: {"a-box": "x"}})


@pytest.mark.parametrize(
    ("place", "given_as"), [("path", "path"), ("query", "query"), ("header", "headers"), ("cookie", "cookies")]
)
def test_what_no_request_can_hold_is_refused_under_the_name_of_the_argument(place: str, given_as: str) -> None:
    """Also where the spec leaves it open what there may be."""
    path = "/{a-box}" if place == "path" else "/"
    operation: Operation[Any] = Operation("op", "GET", path, (), argument_names={place: {"a-box": "a_box"}})
    for value in (float("nan"), "\ud800", b"x", object()):
        with pytest.raises(ArgumentError, match=r"^op: a_box: "):
            operation.request(**{given_as: {"a-box": value}})


@pytest.mark.parametrize("value", [None, b"x", True, {}, [], (), set(), "", ".", "..", "a/..", "..\\b"], ids=repr)
def test_what_is_no_segment_of_a_path_is_refused_under_the_name_of_the_argument(value: object) -> None:
    """It would make another path of it."""
    names = {"path": {"a-box": "a_box"}}
    operation: Operation[Any] = Operation("op", "GET", "/{a-box}/rows", (), argument_names=names)
    with pytest.raises(ArgumentError, match=r"^op: a_box: expected "):
        operation.request(path={"a-box": value})


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/vnd.x+json;v=1"])
def test_json_is_known_by_its_content_type(kind: str) -> None:
    """With whatever parameters. What cannot be JSON is refused, even if the spec says nothing of the body."""
    operation: Operation[Any] = Operation("op", "POST", "/", (), content_type=kind)
    assert operation.request(body={"a": 1}).content == b'{"a":1}'
    for value in (object(), "\ud800"):
        with pytest.raises(ArgumentError, match=r"^op: body: "):
            operation.request(body=value)


def test_what_cannot_be_json_is_refused_before_it_is_checked() -> None:
    """Bytes are not taken for text, and objects of no known type are named by the place that they are in."""
    type_ = msgspec.defstruct("Type", [("a", str)])
    operation: Operation[Any] = Operation("op", "POST", "/", (), body_type=type_, content_type="application/json")
    with pytest.raises(ArgumentError, match=r"^op: body\.a: expected text, got bytes"):
        operation.request(body={"a": b"x"})
    with pytest.raises(ArgumentError, match=r"^op: body: "):
        operation.request(body=object())
    with pytest.raises(ArgumentError, match=r"^op: arguments: "):
        msgspec.structs.replace(operation, query_type=type_).request(query={"a": object()})


def test_an_empty_list_is_refused_under_the_name_of_the_argument() -> None:
    """Which need not be the name on the wire."""
    names = {"query": {"a-b": "a_b"}}
    operation: Operation[Any] = Operation("op", "GET", "/", (), separators={"a-b": ","}, argument_names=names)
    with pytest.raises(ArgumentError, match="op: a_b: expected at least one value"):
        operation.request(query={"a-b": []})


def test_only_whole_responses_are_known_to_the_garbage_collector() -> None:
    """It need not look through what is in them, of which there may be millions."""
    value = msgspec.convert(page(row()), models.RowsPage)
    assert gc.is_tracked(value)
    assert not gc.is_tracked(value.rows[0])


def test_text_is_utf_8_unless_the_response_says_otherwise() -> None:
    """As httpx has it; what is no text of that kind is replaced."""
    text = ResponseType[str](200, 299, Payload.TEXT, str)
    assert text.decode(b"a\xff") == "a\ufffd"
    assert (text.decode("é".encode()), text.decode("é".encode("latin-1"), "latin-1")) == ("é", "é")


def test_the_server_is_that_of_the_spec() -> None:
    """Unless another one is named."""
    assert spec()["servers"][0]["url"] == SERVER_URL


@pytest.mark.parametrize("name", [name for name, each in SCHEMAS.items() if "oneOf" not in each])
def test_every_model_is_of_its_kind(name: str) -> None:
    """An enum is open, and an object is a model."""
    assert issubclass(getattr(models, name), OpenStrEnum if "enum" in SCHEMAS[name] else Model)


def test_only_a_whole_answer_remembers_its_body() -> None:
    """To keep it for every part would cost memory."""
    assert issubclass(OPERATION.responses[0].type, RawModel)
    assert not issubclass(models.Row, RawModel)


def test_only_text_is_a_member_of_an_enum_of_text() -> None:
    """What the spec does not know has its own text for a name."""
    assert models.CallStatus("tomorrow").name == "tomorrow"
    others: list[Any] = [5, True, None]
    for value in others:
        with pytest.raises(ValueError, match="is not a valid CallStatus"):
            models.CallStatus(value)


class Plan(msgspec.Struct):
    """A body that holds members of enums far inside."""

    x_wanted: dict[str, list[models.CallStatus]]


POST: Operation[None] = Operation("plans.make", "POST", "/plans", (), body_type=Plan, content_type="application/json")


def test_an_undocumented_member_is_found_wherever_it_is() -> None:
    """It is named by its whole path."""
    assert POST.request(body={"x_wanted": {"a": ["completed"]}}).content == b'{"x_wanted":{"a":["completed"]}}'
    with pytest.raises(ArgumentError) as error:
        POST.request(body={"x_wanted": {"a": ["completed", "tomorrow"]}})
    assert error.value.argument == "body.x_wanted.a[1]"


@pytest.mark.parametrize("value", [Plan({}), b"bytes"])
def test_only_text_and_numbers_are_query_parameters(value: object) -> None:
    """Nobody says how anything else would be written."""
    with pytest.raises(ArgumentError, match="expected text or a number, got") as error:
        POST.request(query={"q": value}, body={"x_wanted": {}})
    assert (error.value.operation, error.value.argument) == ("plans.make", "q")
