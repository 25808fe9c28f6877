"""Every operation of the library, called: what goes over the wire, and what comes back."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from tests.support.scripted_server import answer

ID = "0190c7a2-4b1f-7d3e-9a53-5d1b6f0c2e11"
BOOK: dict[str, Any] = {"id": ID, "title": "Ulysses", "price": 12, "nextInSeries": None}
FIELDS: dict[str, Any] = {"id": ID, "title": "Ulysses", "price": 12, "next_in_series": None}


class Call(NamedTuple):
    """A call, of a client and the module of the models; what must go over the wire, what comes back, and as what."""

    make: Callable[[Any, Any], Any]
    request: str
    reply: bytes
    result: Callable[[Any], object] = lambda m: None
    body: Any = b""
    headers: Mapping[str, str | None] = MappingProxyType({})  # None where one must not be sent

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        return self.body if isinstance(self.body, bytes) else msgspec.json.encode(self.body)


def book(m: Any, **others: Any) -> Any:
    """Return the model of `BOOK`."""
    return m.Book(**BOOK | others)


CALLS: dict[str, Call] = {
    "every kind of query": Call(
        lambda c, m: c.books.list(
            since=date(2024, 2, 29),
            changed_after=datetime(2024, 3, 1, 12, tzinfo=UTC),
            **{"limit": 5, "min_price": 2.5, "filter_lent": True, "type": "+", "from_": "abc", "shelf": {2, 1}},
            **{"authors": ["Joyce", "Woolf"], "words": ("sea", "a b"), "genres": {m.Genre.CLASS, "undocumented"}},
            **{"timeout_": 3, "request": "ä&=", "x_reader": "reader", "x_priority": 2, "x_trace": "trace"},
            **{"session": "a b", "timeout": 10},
        ),
        "GET /books?since=2024-02-29&changedAfter=2024-03-01T12%3A00%3A00Z&limit=5&min-price=2.5&filter%5Blent%5D=true"
        "&type=%2B&from=abc&shelf=1&shelf=2&authors=Joyce%2CWoolf&words=sea%7Ca+b&genres=class%3Bundocumented&timeout=3"
        "&request=%C3%A4%26%3D",
        answer([BOOK]),
        lambda m: [book(m)],
        headers={"x-reader": "reader", "x-priority": "2", "x-trace": "trace", "cookie": "session=a%20b"},
    ),
    "only what is required": Call(
        lambda c, m: c.books.list(since="any text", x_reader="r"),
        "GET /books?since=any+text",
        answer([]),
        lambda m: [],
        headers={"authorization": "Bearer token", "x-trace": None, "cookie": None, "content-type": None},
    ),
    "a list that is given as text": Call(
        lambda c, m: c.books.list(since="x", x_reader="r", genres="a,?"),
        "GET /books?since=x&genres=a%2C%3F",
        answer([]),
        lambda m: [],
    ),
    "fields, and a model within, of which None is left out": Call(
        lambda c, m: c.books.create(
            **FIELDS | {"next_in_series": book(m, from_="", read_on=None)},
            genre=m.Genre("new"),
            read_on=None,
            limit="1",
        ),
        "POST /books?limit=1",
        answer(BOOK, "201 Created"),
        book,
        BOOK | {"nextInSeries": BOOK | {"from": ""}, "read_on": None, "genre": "new"},
        {"content-type": "application/json"},
    ),
    "no key where none is asked for": Call(
        lambda c, m: c.books.count(), "GET /books/count", answer(b"3"), lambda m: 3, headers={"authorization": None}
    ),
    "fields that go as given, and further ones": Call(
        lambda c, m: c.books.replace(
            ID, **FIELDS, anything={"at": date(2024, 1, 2), "b": None}, extra_body={"unknown": [1], "title": 0}
        ),
        f"PUT /books/{ID}",
        answer(BOOK),
        book,
        BOOK | {"title": 0, "anything": {"at": "2024-01-02", "b": None}, "unknown": [1]},
    ),
    "a success without a body": Call(
        lambda c, m: c.books.replace("x", **FIELDS), "PUT /books/x", answer(b"", "202 Accepted"), body=BOOK
    ),
    "a body that can be left out": Call(
        lambda c, m: c.books.change("a/b"), "PATCH /books/a%2Fb", answer(BOOK), book, headers={"content-type": None}
    ),
    "absent is not null": Call(
        lambda c, m: c.books.change("x", genre=None),
        "PATCH /books/x",
        answer(BOOK),
        book,
        {"genre": None},
        {"content-type": "application/merge-patch+json"},
    ),
    "another success of a range": Call(
        lambda c, m: c.books.change("x", title="Emma"),
        "PATCH /books/x",
        answer({"state": "queued"}, "207 Multi-Status"),
        lambda m: m.Receipt(state="queued"),
        {"title": "Emma"},
    ),
    "delete": Call(
        lambda c, m: c.books.delete("x"),
        "DELETE /books/x",
        answer(b"", "204 No Content"),
        headers={"content-type": None},
    ),
    "bytes, and no key where it may be left out": Call(
        lambda c, m: c.books.cover("x"),
        "GET /books/x/cover",
        answer(b"\x00\xff", content_type="application/octet-stream"),
        lambda m: b"\x00\xff",
        headers={"authorization": None},
    ),
    "sound": Call(
        lambda c, m: c.books.listen("x"),
        "GET /books/x/audio",
        answer(b"RIFF\xff", content_type="audio/wav"),
        lambda m: b"RIFF\xff",
    ),
    "a table": Call(
        lambda c, m: c.books.export(),
        "GET /books.csv",
        answer("id,title\nä,b\n".encode("latin-1"), content_type="text/csv; charset=latin-1"),
        lambda m: "id,title\nä,b\n",
    ),
    "text as the body": Call(
        lambda c, m: c.books.import_(body="id\nä\n"),
        "POST /books.csv",
        answer(b"", "202 Accepted"),
        body="id\nä\n".encode(),
        headers={"content-type": "text/plain"},
    ),
    "bytes as the body": Call(
        lambda c, m: c.books.import_(body=b"\xff"), "POST /books.csv", answer(b"", "202 Accepted"), body=b"\xff"
    ),
    "a list as the body": Call(
        lambda c, m: c.books.tag_many(body=[m.Tagging(name="new", bookIds=["1"]), {"name": "old", "bookIds": []}]),
        "POST /books/tags",
        answer({"new": 1}),
        lambda m: {"new": 1},
        [{"name": "new", "bookIds": ["1"]}, {"name": "old", "bookIds": []}],
    ),
    "fields whose names are taken, and an enum that takes any text": Call(
        lambda c, m: c.books.lend(
            "x",
            **{"secret": "s", "until": None, "reader": {"name": "Ann", "moods": ["new", m.Mood.SAD]}, "mood": "blue"},
            **{"moves": m.ShelfMove(to=1), "body_book_id": "y", "body_timeout": 1, "body_extra_query": "q"},
            **{"body_body": "b", "class_": "c", "timeout": 2},
        ),
        "POST /books/x/loans",
        answer({"until": None, "reader": {"name": "Ann", "moods": ["new", "sad"]}, "id": "1"}, "201 Created"),
        lambda m: m.Loan(until=None, reader=m.Reader(name="Ann", moods=[m.Mood("new"), m.Mood.SAD]), id="1"),
        b'{"secret":"s","until":null,"reader":{"name":"Ann","moods":["new","sad"]},"mood":"blue",'
        b'"moves":{"kind":"shelf","to":1},"bookId":"y","timeout":1,"extra_query":"q","body":"b","class":"c"}',
    ),
    "required parameters that may be left out": Call(
        lambda c, m: c.books.loans(keep_raw_=True),
        "GET /loans?keepRaw=true",
        answer({"entries": []}),
        lambda m: m.LoansPage(entries=[]),
    ),
    "a required body of which nothing is given": Call(
        lambda c, m: c.books.search(),
        "POST /books/search",
        answer({"found": [], "total_count": None}),
        lambda m: m.SearchPage(found=[]),
        b"{}",
        {"content-type": "application/json"},
    ),
    "several parameters in the path": Call(
        lambda c, m: c.shelves.find(7, "a{class}b", "two words", from_query="q"),
        "GET /shelves/7/a%7Bclass%7Db/two%20words?from=q",
        answer({"number": 1, "parts": [{"number": 2, "parts": []}], "top": BOOK}),
        lambda m: m.Shelf(number=1, parts=[m.Shelf(number=2, parts=[])], top=book(m)),
    ),
    "null": Call(lambda c, m: c.shelves.find(7, "a", m.Genre.A), "GET /shelves/7/a/a", answer(b"null")),
    "one of two kinds": Call(
        lambda c, m: c.shelves.move(body=m.BookMove(book=book(m, price=0.5))),
        "POST /shelves/moves",
        answer(b'{"to": 4, "kind": "shelf"}'),
        lambda m: m.ShelfMove(to=4),
        {"kind": "book", "book": BOOK | {"price": 0.5}},
    ),
    "a map": Call(
        lambda c, m: c.shelves.label(body={"top": "poems", "2": ""}),
        "PUT /shelves/labels",
        answer(b'{"top": "x"}'),
        lambda m: {"top": "x"},
        {"top": "poems", "2": ""},
    ),
}
