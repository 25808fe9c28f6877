"""The generated package `revox_api` works alone, as it was generated from the spec."""

import asyncio
import gc
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest
import revox_api
from revox_api import SERVER_URL, UNSET, ArgumentError, UnexpectedStatus, models
from revox_api.api.campaigns.get_rows import OPERATION, GetRowsOptions, build_request
from revox_api.types import (
    APIResponse,
    HugeNumber,
    Model,
    OpenStrEnum,
    Operation,
    Payload,
    Request,
    RequestOptions,
    ResponseModel,
    ResponseType,
)

from tests.spec.test_spec import DOCUMENT, GET_ROWS
from tests.support.rows import page, row
from tests.support.scripted_server import answer, scripted_server

Action = Callable[[Any], Any]
GOOD: dict[str, Any] = {"page": 0, "page_size": 10}
PLAIN = False
"""Nothing here speaks TLS, and to load certificates would take longer than a call."""
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
# What a whole answer is read as remembers the body.
ANSWERS = {"RowsPage"}


def blocking(url: str, action: Action, **settings: Any) -> Any:
    """Return the result of an action with the blocking client."""
    with httpx.Client(verify=PLAIN, **settings) as http:
        return action(revox_api.Client("token", base_url=url, httpx_client=http))


def asynchronous(url: str, action: Action, **settings: Any) -> Any:
    """Return the result of an action with the asynchronous client."""

    async def run() -> Any:
        async with httpx.AsyncClient(verify=PLAIN, **settings) as http:
            return await action(revox_api.AsyncClient("token", base_url=url, httpx_client=http))

    return asyncio.run(run())


both = pytest.mark.parametrize("using", [blocking, asynchronous])


@both
def test_it_sends_every_argument_and_reads_the_answer(using: Any) -> None:
    """Where each belongs, with the key, and nothing else."""
    with scripted_server(answer(page(row()))) as server:
        result = using(
            server.url,
            lambda client: client.campaigns.get_rows(
                "c", page=1, page_size=1, query="q", result="human", statuses=["completed", "errored"]
            ),
        )
    received = server.received[0]
    assert (received.method, received.body) == ("GET", b"")
    assert received.target == ("/campaigns/c/rows?page=1&page_size=1&query=q&result=human&statuses=completed%2Cerrored")
    assert received.headers["authorization"] == "Bearer token"
    assert "content-type" not in received.headers
    assert (type(result), result.raw) == (models.RowsPage, page(row()))


@both
def test_a_raw_response_is_not_read_yet(using: Any) -> None:
    """It holds what came, and reads it when asked."""
    with scripted_server(answer(page(row(), more=1))) as server:
        response = using(server.url, lambda client: client.campaigns.with_raw_response.get_rows("c", **GOOD))
    assert (type(response), response.status_code, response.json()["more"]) == (APIResponse, 200, 1)
    assert type(response.parse()) is models.RowsPage


@both
def test_what_is_extra_goes_with_the_call(using: Any) -> None:
    """Headers and query parameters, in the place of those of the same name."""
    extra = {"extra_headers": {"Authorization": "other", "X-A": "1"}, "extra_query": {"page": None, "z": [1, 2]}}
    with scripted_server(answer(page())) as server:
        using(server.url, lambda client: client.campaigns.get_rows("c", **GOOD, **extra))
    assert server.received[0].target == "/campaigns/c/rows?page_size=10&z=1&z=2"
    assert server.received[0].headers["x-a"] == "1"


@both
@pytest.mark.parametrize(("given", "used"), [({}, 3.0), ({"timeout": 9}, 9), ({"timeout": None}, None)], ids=str)
def test_the_timeout_is_that_of_the_call_or_of_the_client(using: Any, given: dict[str, Any], used: object) -> None:
    """None is for ever; left out, it is what the HTTP client was made with."""
    seen: list[object] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"]["read"])
        return httpx.Response(200, json=page())

    settings = {"timeout": 3.0, "transport": httpx.MockTransport(reply)}
    using("http://server.test", lambda client: client.campaigns.get_rows("c", **GOOD, **given), **settings)
    assert seen == [used]


@both
@pytest.mark.parametrize("status", ["201 Created", "202 Accepted", "300 Choices", "404 Not Found"])
def test_only_the_success_of_the_spec_is_one(using: Any, status: str) -> None:
    """Any other status is an error with the body."""
    with scripted_server(answer(page(), status)) as server, pytest.raises(UnexpectedStatus) as caught:
        using(server.url, lambda client: client.campaigns.get_rows("c", **GOOD))
    assert caught.value.status_code == int(status[:3])


@both
def test_a_body_that_is_not_what_the_spec_says_is_an_error(using: Any) -> None:
    """Reading is strict here."""
    with scripted_server(answer({"rows": []})) as server, pytest.raises(msgspec.ValidationError):
        using(server.url, lambda client: client.campaigns.get_rows("c", **GOOD))


@both
def test_wrong_arguments_are_not_sent(using: Any) -> None:
    """The error names the operation and the argument."""
    with scripted_server(answer(page())) as server, pytest.raises(ArgumentError, match=r"^campaigns.get_rows: page: "):
        using(server.url, lambda client: client.campaigns.get_rows("c", page=-1, page_size=1))
    assert server.received == []


def test_the_operation_is_that_of_the_spec() -> None:
    """As data: its name, method, path and answer."""
    assert (OPERATION.name, OPERATION.method, OPERATION.path) == (
        "campaigns.get_rows",
        "GET",
        "/campaigns/{id}/rows",
    )
    assert [(each.first_status, each.last_status, each.type) for each in OPERATION.responses] == [
        (200, 200, models.RowsPage)
    ]
    assert (OPERATION.is_secured, OPERATION.is_read, OPERATION.content_type) == (True, True, None)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def test_what_only_reads_may_be_sent_again(method: str) -> None:
    """The client asks this before it tries again; a method that is not known for harmless counts as a write."""
    assert msgspec.structs.replace(OPERATION, method=method).is_read == (method in ("GET", "HEAD", "OPTIONS"))


def test_what_can_be_left_out_can_be_passed_on() -> None:
    """`GetRowsOptions` has the optional arguments, and no others."""
    optional = {each["name"] for each in GET_ROWS["parameters"] if not each["required"]}
    assert set(GetRowsOptions.__annotations__) == optional | {"extra_headers", "extra_query", "timeout"}
    assert GetRowsOptions.__required_keys__ == frozenset()


def test_errors_can_be_pickled() -> None:
    """They come out with the same attributes and the same text."""
    for kind, given in (
        (UnexpectedStatus, (404, b"gone")),
        (ArgumentError, ("campaigns.get_rows", "page", "is wrong")),
    ):
        error: Exception = kind(*given)
        assert error.args == given
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))
    assert str(UnexpectedStatus(404, b"gone")) == "status code 404: gone"


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
    assert said == {"name", "method", "path", "is_secured"}
    request = Request(operation, "/")
    assert (request.query, request.headers, request.content) == ((), (), None)
    assert msgspec.structs.astuple(RequestOptions()) == (None, None, UNSET, False)


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
    assert DOCUMENT["servers"][0]["url"] == SERVER_URL
    assert revox_api.Client("token", httpx_client=httpx.Client(verify=PLAIN)).base_url == SERVER_URL


def test_its_clients_are_imported_when_they_are_asked_for() -> None:
    """So that `import revox`, which has clients of its own, does not wait for them."""
    script = """
import sys
import revox
assert "revox_api.client" not in sys.modules
from revox_api import *
assert issubclass(Client, Resources) and issubclass(AsyncClient, AsyncResources) and "revox_api.client" in sys.modules
"""
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True)
    assert all(hasattr(revox_api, name) for name in revox_api.__all__)
    with pytest.raises(ImportError, match="Clients"):
        exec("from revox_api import Clients")


def test_clients_show_neither_their_token_nor_what_they_stand_on() -> None:
    """Where somebody prints them, or logs them."""
    clients = [
        revox_api.Client("secret", "http://x", httpx.Client(verify=PLAIN)),
        revox_api.AsyncClient("secret", "http://x", httpx.AsyncClient(verify=PLAIN)),
    ]
    assert [repr(client) for client in clients] == ["Client(base_url='http://x')", "AsyncClient(base_url='http://x')"]


@pytest.mark.parametrize("name", [name for name, each in SCHEMAS.items() if "oneOf" not in each])
def test_every_model_is_of_its_kind(name: str) -> None:
    """An enum is open, and an object is a model."""
    assert issubclass(getattr(models, name), OpenStrEnum if "enum" in SCHEMAS[name] else Model)


def test_only_a_whole_answer_remembers_its_body() -> None:
    """To keep it for every part would cost memory."""
    found = {name for name, each in vars(models).items() if isinstance(each, type) and issubclass(each, ResponseModel)}
    assert found == {"ResponseModel", *ANSWERS}


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
