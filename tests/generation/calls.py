"""Every operation of the library, called: what goes over the wire, and what comes back."""

import datetime
from collections.abc import Callable
from typing import Any

import attrs

from tests.support.scripted_server import answer

ID = "0190c7a2-4b1f-7d3e-9a53-5d1b6f0c2e11"
BOOK: dict[str, Any] = {"id": ID, "title": "Ulysses", "price": 12, "nextInSeries": None}


@attrs.frozen
class Call:
    """A call of an operation.

    Attributes:
        operation: The operationId.
        arguments: The arguments, made with the module of the models.
        request: The method and the target that must go over the wire.
        reply: What the server answers.
        result: What the call must return, made with the module of the models.
        headers: Headers that must go over the wire; None where one must not.
        body: The body that must go over the wire.
    """

    operation: str
    arguments: Callable[[Any], dict[str, Any]]
    request: str
    reply: bytes
    result: Callable[[Any], object]
    headers: dict[str, str | None] = attrs.field(factory=dict)
    body: bytes = b""


def book(m: Any, **others: Any) -> Any:
    """Return the model of `BOOK`."""
    return m.Book(**BOOK | others)


def fields(m: Any, **others: Any) -> dict[str, Any]:
    """Return the arguments that write `BOOK`."""
    return {"id": ID, "title": "Ulysses", "price": 12, "next_in_series": None} | others


CALLS: dict[str, Call] = {
    "every kind of query": Call(
        "books.list",
        lambda m: {
            "since": datetime.date(2024, 2, 29),
            "changed_after": datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC),
            "limit": 5,
            "min_price": 2.5,
            "filter_lent": True,
            "type": "+",
            "from_": "abc",
            "shelf": {2, 1},
            "authors": ["Joyce", "Woolf"],
            "words": ("sea", "a b"),
            "genres": {m.Genre.CLASS, "undocumented"},
            "timeout_": 3,
            "request": "ä&=",
            "x_reader": "reader",
            "x_priority": 2,
            "x_trace": "trace",
            "session": "a b",
            "timeout": 10,
        },
        "GET /books?since=2024-02-29&changedAfter=2024-03-01T12%3A00%3A00Z&limit=5&min-price=2.5&filter%5Blent%5D=true"
        "&type=%2B&from=abc&shelf=1&shelf=2&authors=Joyce%2CWoolf&words=sea%7Ca+b&genres=class%3Bundocumented&timeout=3"
        "&request=%C3%A4%26%3D",
        answer([BOOK]),
        lambda m: [book(m)],
        {"x-reader": "reader", "x-priority": "2", "x-trace": "trace", "cookie": "session=a%20b"},
    ),
    "only what is required": Call(
        "books.list",
        lambda m: {"since": "any text", "x_reader": "r"},
        "GET /books?since=any+text",
        answer([]),
        lambda m: [],
        {"authorization": "Bearer token", "x-trace": None, "cookie": None, "content-type": None},
    ),
    "fields, and a model within, of which None is left out": Call(
        "books.create",
        lambda m: fields(
            m, next_in_series=book(m, from_="", read_on=None), genre=m.Genre("new"), read_on=None, limit=1
        ),
        "POST /books?limit=1",
        answer(BOOK, "201 Created"),
        book,
        {"content-type": "application/json"},
        b'{"id":"%b","title":"Ulysses","price":12,"nextInSeries":{"id":"%b","title":"Ulysses","price":12,'
        b'"nextInSeries":null,"from":""},"read_on":null,"genre":"new"}' % (ID.encode(), ID.encode()),
    ),
    "no key where none is asked for": Call(
        "books.count", lambda m: {}, "GET /books/count", answer(b"3"), lambda m: 3, {"authorization": None}
    ),
    "fields that go as given, and further ones": Call(
        "books.replace",
        lambda m: {
            "book_id": ID,
            **fields(m, anything={"at": datetime.date(2024, 1, 2), "b": None}),
            "extra_body": {"unknown": [1], "title": 0},
        },
        f"PUT /books/{ID}",
        answer(BOOK),
        book,
        body=b'{"id":"%b","title":0,"price":12,"nextInSeries":null,"anything":{"at":"2024-01-02","b":null},"unknown":[1]}'
        % ID.encode(),
    ),
    "a success without a body": Call(
        "books.replace",
        lambda m: {"book_id": "x"} | fields(m),
        "PUT /books/x",
        answer(b"", "202 Accepted"),
        lambda m: None,
        body=b'{"id":"%b","title":"Ulysses","price":12,"nextInSeries":null}' % ID.encode(),
    ),
    "a body that can be left out": Call(
        "books.change",
        lambda m: {"book_id": "a/b"},
        "PATCH /books/a%2Fb",
        answer(BOOK),
        book,
        {"content-type": None},
    ),
    "absent is not null": Call(
        "books.change",
        lambda m: {"book_id": "x", "genre": None},
        "PATCH /books/x",
        answer(BOOK),
        book,
        {"content-type": "application/merge-patch+json"},
        b'{"genre":null}',
    ),
    "another success of a range": Call(
        "books.change",
        lambda m: {"book_id": "x", "title": "Emma"},
        "PATCH /books/x",
        answer({"state": "queued"}, "207 Multi-Status"),
        lambda m: m.Receipt(state="queued"),
        body=b'{"title":"Emma"}',
    ),
    "delete": Call(
        "books.delete",
        lambda m: {"book_id": "x"},
        "DELETE /books/x",
        answer(b"", "204 No Content"),
        lambda m: None,
        {"content-type": None},
    ),
    "bytes, and no key where it may be left out": Call(
        "books.cover",
        lambda m: {"book_id": "x"},
        "GET /books/x/cover",
        answer(b"\x00\xff", content_type="application/octet-stream"),
        lambda m: b"\x00\xff",
        {"authorization": None},
    ),
    "sound": Call(
        "books.listen",
        lambda m: {"book_id": "x"},
        "GET /books/x/audio",
        answer(b"RIFF\xff", content_type="audio/wav"),
        lambda m: b"RIFF\xff",
    ),
    "a table": Call(
        "books.export",
        lambda m: {},
        "GET /books.csv",
        answer("id,title\nä,b\n".encode("latin-1"), content_type="text/csv; charset=latin-1"),
        lambda m: "id,title\nä,b\n",
    ),
    "text as the body": Call(
        "books.import_",
        lambda m: {"body": "id\nä\n"},
        "POST /books.csv",
        answer(b"", "202 Accepted"),
        lambda m: None,
        {"content-type": "text/plain"},
        "id\nä\n".encode(),
    ),
    "bytes as the body": Call(
        "books.import_",
        lambda m: {"body": b"\xff"},
        "POST /books.csv",
        answer(b"", "202 Accepted"),
        lambda m: None,
        body=b"\xff",
    ),
    "a list as the body": Call(
        "books.tag_many",
        lambda m: {"body": [m.Tagging(name="new", bookIds=["1"]), {"name": "old", "bookIds": []}]},
        "POST /books/tags",
        answer({"new": 1}),
        lambda m: {"new": 1},
        body=b'[{"name":"new","bookIds":["1"]},{"name":"old","bookIds":[]}]',
    ),
    "fields whose names are taken, and an enum that takes any text": Call(
        "books.lend",
        lambda m: {
            "book_id": "x",
            "secret": "s",
            "until": None,
            "reader": {"name": "Ann", "moods": ["new", m.Mood.SAD]},
            "mood": "blue",
            "moves": m.ShelfMove(to=1),
            "body_book_id": "y",
            "body_timeout": 1,
            "body_extra_query": "q",
            "body_body": "b",
            "class_": "c",
            "timeout": 2,
        },
        "POST /books/x/loans",
        answer({"until": None, "reader": {"name": "Ann", "moods": ["new", "sad"]}, "id": "1"}, "201 Created"),
        lambda m: m.Loan(until=None, reader=m.Reader(name="Ann", moods=[m.Mood("new"), m.Mood.SAD]), id="1"),
        body=b'{"secret":"s","until":null,"reader":{"name":"Ann","moods":["new","sad"]},"mood":"blue",'
        b'"moves":{"kind":"shelf","to":1},"bookId":"y","timeout":1,"extra_query":"q","body":"b","class":"c"}',
    ),
    "required parameters that may be left out": Call(
        "books.loans",
        lambda m: {"keep_raw_": True},
        "GET /loans?keepRaw=true",
        answer({"entries": []}),
        lambda m: m.LoansPage(entries=[]),
    ),
    "a required body of which nothing is given": Call(
        "books.search",
        lambda m: {},
        "POST /books/search",
        answer({"found": [], "total_count": None}),
        lambda m: m.SearchPage(found=[]),
        {"content-type": "application/json"},
        b"{}",
    ),
    "a list that is given as text": Call(
        "books.list",
        lambda m: {"since": "x", "x_reader": "r", "genres": "a,?"},
        "GET /books?since=x&genres=a%2C%3F",
        answer([]),
        lambda m: [],
    ),
    "several parameters in the path": Call(
        "shelves.find",
        lambda m: {"shelf_number": 7, "from_path": "a{class}b", "class_": "two words", "from_query": "q"},
        "GET /shelves/7/a%7Bclass%7Db/two%20words?from=q",
        answer({"number": 1, "parts": [{"number": 2, "parts": []}], "top": BOOK}),
        lambda m: m.Shelf(number=1, parts=[m.Shelf(number=2, parts=[])], top=book(m)),
    ),
    "null": Call(
        "shelves.find",
        lambda m: {"shelf_number": 7, "from_path": "a", "class_": m.Genre.A},
        "GET /shelves/7/a/a",
        answer(b"null"),
        lambda m: None,
    ),
    "one of two kinds": Call(
        "shelves.move",
        lambda m: {"body": m.BookMove(book=book(m, price=0.5))},
        "POST /shelves/moves",
        answer(b'{"to": 4, "kind": "shelf"}'),
        lambda m: m.ShelfMove(to=4),
        body=b'{"kind":"book","book":{"id":"%b","title":"Ulysses","price":0.5,"nextInSeries":null}}' % ID.encode(),
    ),
    "a map": Call(
        "shelves.label",
        lambda m: {"body": {"top": "poems", "2": ""}},
        "PUT /shelves/labels",
        answer(b'{"top": "x"}'),
        lambda m: {"top": "x"},
        body=b'{"top":"poems","2":""}',
    ),
}
