"""Every operation of a package that was generated from another spec does on the wire what that spec says."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.generation.calls import BOOK, CALLS, FIELDS, ID, Call
from tests.generation.executor import Asynchronous, Blocking
from tests.generation.support import LIBRARY
from tests.support.scripted_server import answer, scripted_server
from tools.generation.spec import Spec


def blocking(library: Any, url: str, action: Callable[[Any], Any]) -> Any:
    """Return the result of an action with a blocking client that has every resource of the spec."""
    return action(type("Client", (Blocking, library.Resources), {})(library, url))


def asynchronous(library: Any, url: str, action: Callable[[Any], Any]) -> Any:
    """Return the result of an action with the asynchronous client."""
    return asyncio.run(action(type("AsyncClient", (Asynchronous, library.AsyncResources), {})(library, url)))


def raw(client: Any) -> Any:
    """Return the resources that give responses before they are read."""
    return SimpleNamespace(books=client.books.with_raw_response, shelves=client.shelves.with_raw_response)


both = pytest.mark.parametrize("using", [blocking, asynchronous])


@both
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_call_sends_and_returns_what_the_spec_says(library: Any, using: Any, call: Call) -> None:
    """Method, target, headers and body go out byte for byte, and the answer becomes the type of the spec.

    `with_raw_response` sends the same, and gives the response before it is read.
    """
    with scripted_server(call.reply) as server:
        result = using(library, server.url, lambda client: call.make(client, library.models))
        response = using(library, server.url, lambda client: call.make(raw(client), library.models))
    for received in server.received:
        assert (f"{received.method} {received.target}", received.body) == (call.request, call.content)
        assert {name: received.headers.get(name) for name in call.headers} == call.headers
    assert result == response.parse() == call.result(library.models)
    assert call.reply.endswith(response.content)


def test_every_operation_is_called(library: Any) -> None:
    """There is a call for each operation of the spec, so none is left out of the tests above."""
    naming = type("Naming", (Blocking, library.Resources), {"execute": lambda _, request, __: request.operation.name})
    called = {call.make(naming(library, ""), library.models) for call in CALLS.values()}
    assert called == {operation.name for operation in Spec.read(LIBRARY).operations()}


@both
def test_extra_headers_and_query_replace_arguments(library: Any, using: Any) -> None:
    """What is extra is sent as well, instead of an argument of the same name, and is not checked."""
    extra = {"extra_headers": {"X-Reader": "b"}, "extra_query": {"limit": 0, "since": None, "filter[lent]": False}}
    with scripted_server(answer([])) as server:
        using(library, server.url, lambda c: c.books.list(since="x", limit=5, x_reader="a", **extra))
    assert server.received[0].target == "/books?limit=0&filter%5Blent%5D=false"
    assert server.received[0].headers["x-reader"] == "b"


def test_a_response_remembers_its_body_also_where_it_is_one_of_two_kinds(library: Any) -> None:
    """A schema that is a whole response, alone, in a union or beside null, knows the JSON that it was read from."""
    body = b'{"kind": "shelf", "to": 4, "more": 1}'
    with scripted_server(answer(body)) as server:
        move = blocking(library, server.url, lambda c: c.shelves.move(body={"kind": "shelf", "to": 4}))
    assert (move.raw_body, move.raw["more"]) == (body, 1)


LIST: dict[str, Any] = {"since": "x", "x_reader": "r"}
LOAN: dict[str, Any] = {"book_id": "x", "secret": "s", "until": None, "reader": {"name": "Ann"}}
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("books.list", {"since": None, "x_reader": "r"}, "since", "is required"),
    ("books.list", {"since": "x", "x_reader": None}, "x_reader", "is required"),
    ("books.list", LIST | {"limit": 0}, "limit", ">= 1"),
    ("books.list", LIST | {"limit": 101}, "limit", "<= 100"),
    ("books.list", LIST | {"limit": "5"}, "limit", "integer"),
    ("books.list", LIST | {"min_price": 0}, "min_price", "> 0"),
    ("books.list", LIST | {"filter_lent": "true"}, "filter_lent", "true or false"),
    ("books.list", LIST | {"type": "classs"}, "type", "'class'"),
    ("books.list", LIST | {"from_": "A"}, "from_", "[a-z]"),
    ("books.list", LIST | {"shelf": [1, "2"]}, "shelf", "integer"),
    ("books.list", LIST | {"shelf": "12"}, "shelf", "list"),
    ("books.list", LIST | {"authors": list("abcd")}, "authors", "<= 3"),
    ("books.list", LIST | {"genres": []}, "genres", "at least one value"),
    ("books.list", LIST | {"genres": [1]}, "genres", "text"),
    ("books.loans", {"number": 0}, "number", ">= 1"),
    ("books.list", {"since": "x", "x_reader": "a\nb"}, "x_reader", "one line"),
    ("books.list", LIST | {"x_priority": 5}, "x_priority", "5"),
    ("books.delete", {"book_id": ""}, "book_id", "not empty"),
    ("shelves.find", {"shelf_number": "7", "from_path": "a", "class_": "a"}, "shelf_number", "integer"),
    ("shelves.find", {"shelf_number": 0, "from_path": "a", "class_": "a"}, "shelf_number", ">= 1"),
    ("shelves.find", {"shelf_number": 1, "from_path": "..", "class_": "a"}, "from_path", "dot segment"),
    ("shelves.find", {"shelf_number": 1, "from_path": "a", "class_": "b"}, "class_", "'b'"),
    ("shelves.find", {"shelf_number": 1, "from_path": "a", "class_": "a", "from_query": 1}, "from_query", "text"),
    ("books.create", FIELDS | {"title": None}, "title", "text, got None"),
    ("books.create", FIELDS | {"title": ""}, "title", "length >= 1"),
    ("books.create", FIELDS | {"price": 100}, "price", "<= 99"),
    ("books.create", FIELDS | {"next_in_series": 1}, "next_in_series", "mapping or None"),
    ("books.create", FIELDS | {"next_in_series": BOOK | {"words": [1]}}, "next_in_series.words[0]", "text"),
    ("books.create", FIELDS | {"next_in_series": {"id": "x"}}, "next_in_series.title", "is required"),
    ("books.create", FIELDS | {"genre": "b"}, "genre", "'b'"),
    ("books.create", FIELDS | {"language": "de"}, "language", "'de'"),
    ("books.create", FIELDS | {"from_": None}, "from_", "text, got None"),
    ("books.change", {"book_id": "x", "genre": "b"}, "genre", "'b'"),
    ("books.lend", {"book_id": "x", "until": None, "reader": {"name": "A"}}, "secret", "is required"),
    ("books.lend", LOAN | {"reader": {"name": 1}}, "reader.name", "text"),
    ("books.lend", LOAN | {"mood": 1}, "mood", "text or None"),
    ("books.lend", LOAN | {"body_timeout": None}, "body_timeout", "integer, got None"),
    ("books.lend", LOAN | {"moves": {"kind": "chair"}}, "moves.kind", "'chair'"),
    ("books.tag_many", {"body": 1}, "body", "list"),
    ("books.tag_many", {"body": [{"name": "new", "bookIds": []}, {"bookIds": []}]}, "body[1].name", "is required"),
    ("books.tag_many", {"body": [{"name": "x", "bookIds": []}]}, "body[0].name", "length >= 2"),
    ("shelves.move", {"body": {"kind": "chair"}}, "body.kind", "'chair'"),
    ("shelves.move", {"body": {"to": 1}}, "body.kind", "is required"),
    ("shelves.label", {"body": {"a": 1}}, "body[...]", "text"),
    ("books.import_", {"body": 1.5j}, "body", "complex"),
]


@pytest.mark.parametrize(("operation", "arguments", "name", "problem"), WRONG)
def test_a_wrong_argument_is_named_and_not_sent(
    library: Any, operation: str, arguments: dict[str, Any], name: str, problem: str
) -> None:
    """The error names the argument as the caller knows it, down to the value in a body, and says what is expected."""
    tag, _, verb = operation.partition(".")
    with scripted_server(answer()) as server, pytest.raises(library.ArgumentError) as caught:
        blocking(library, server.url, lambda client: getattr(getattr(client, tag), verb)(**arguments))
    assert server.received == []
    assert (caught.value.operation, caught.value.argument) == (operation.removesuffix("_"), name)
    assert problem in caught.value.problem


@pytest.mark.parametrize("name", ["titel", "id", "genres"])
def test_a_misspelled_field_is_no_argument(library: Any, name: str) -> None:
    """What is no field of the body is a TypeError, and so is one that only responses hold; nothing is sent."""
    with scripted_server(answer()) as server, pytest.raises(TypeError, match=name):
        blocking(library, server.url, lambda c: c.books.lend(**LOAN, **{name: "x"}))
    assert server.received == []


@both
def test_a_field_is_left_out_with_omit(library: Any, using: Any) -> None:
    """`omit` is not sent. An optional body of which nothing is given is none; extra fields alone make one."""
    omit = library.omit
    with scripted_server(answer(BOOK)) as server:
        using(library, server.url, lambda c: c.books.change(ID, title=omit, genre="a", price=omit))
        using(library, server.url, lambda c: c.books.change(ID, title=omit))
        using(library, server.url, lambda c: c.books.change(ID, extra_body={"more": {"a": None}}))
    assert [received.body for received in server.received] == [b'{"genre":"a"}', b"", b'{"more":{"a":null}}']


def test_a_resource_needs_no_more_than_an_executor(library: Any) -> None:
    """A single resource is made without the class that has all of them."""
    with scripted_server(answer(b"3")) as server:
        assert library.api.books.Books(Blocking(library, server.url)).count() == 3
