"""Models of a second spec: what is absent, what goes out again, and what is remembered of the text that came in."""

import copy
import pickle
from typing import Any

import msgspec
import pytest

from tests.generation.calls import BOOK

NO_UTF8 = b'{"id": "1", "title": "\\ud800", "price": 1e400, "nextInSeries": null}'


def without_nulls(value: Any, kept: tuple[str, ...] = ()) -> Any:
    """Return JSON without the fields that are null, since null and absent count as the same for an optional field."""
    if isinstance(value, list):
        return [without_nulls(item, kept) for item in value]
    if isinstance(value, dict):
        return {k: without_nulls(v, kept) for k, v in value.items() if v is not None or k in kept}
    return value


@pytest.mark.parametrize(
    "body",
    [
        BOOK,
        BOOK | {"price": 1.0, "read_on": None, "priority": None, "words": None},
        BOOK | {"nextInSeries": BOOK | {"class": "x", "list": []}, "genre": "new", "priority": 77},
        BOOK
        | {"bought": "2024-02-30T25:00", "shelf-mark": "", "field": False, "anything": [1.5], "notes": {"a": None}},
    ],
)
def test_what_came_in_goes_out(library: Any, body: dict[str, Any]) -> None:
    """Under the names of the wire, an integer as an integer, a time as its text, a required null as null."""
    content = msgspec.json.encode(body)
    book = msgspec.json.decode(content, type=library.models.Book)
    kept = ("nextInSeries", "a")
    assert without_nulls(msgspec.json.decode(book.to_json()), kept) == without_nulls(body, kept)
    assert msgspec.json.decode(book.to_json()) == msgspec.to_builtins(book) == book.to_dict()
    assert repr(book.price) == repr(body["price"])


def test_absent_reads_as_none_and_defaults_stay_out(library: Any) -> None:
    """An optional field that is absent is None, whatever the server would assume of it in a request."""
    book = msgspec.json.decode(msgspec.json.encode(BOOK), type=library.models.Book)
    assert [book.pages, book.genre, book.labels, book.read_on, book.language] == [None] * 5
    assert "pages" not in book.to_dict()


def test_what_only_requests_hold_is_absent_in_responses(library: Any) -> None:
    """A required field that is write-only makes no valid response invalid."""
    loan = msgspec.json.decode(b'{"until": null, "reader": {"name": "Ann"}, "mood": "new"}', type=library.models.Loan)
    assert (loan.secret, loan.reader.card) == (None, None)


def test_an_enum_that_takes_any_text_knows_its_members(library: Any) -> None:
    """Values of the spec are its members in responses; the others count as documented, too."""
    content = b'{"until": null, "reader": {"name": "Ann", "moods": ["sad", "new"]}, "mood": "merry"}'
    mood, loan = library.models.Mood, msgspec.json.decode(content, type=library.models.Loan)
    assert loan.mood is mood.MERRY
    assert loan.reader.moods[0] is mood.SAD
    assert (loan.reader.moods[1], loan.reader.moods[1].is_documented) == ("new", True)


def test_objects_of_a_union_are_told_apart_by_their_constant(library: Any) -> None:
    """No discriminator is written there, and null stands beside the union."""
    content = b'{"until": null, "reader": {"name": "Ann"}, "moves": {"to": 1, "kind": "shelf"}}'
    loan = msgspec.json.decode(content, type=library.models.Loan)
    assert loan.moves == library.models.ShelfMove(to=1)
    assert msgspec.json.decode(msgspec.json.encode(loan.moves)) == {"kind": "shelf", "to": 1}


def test_a_whole_response_remembers_what_it_was_read_from(library: Any) -> None:
    """Unknown fields at every depth are in `raw` and `to_dict`, and survive pickle; equality means fields."""
    content = msgspec.json.encode(BOOK | {"new": {"a": [1]}, "nextInSeries": BOOK | {"new": None}})
    book = library.runtime.ResponseType(200, 200, library.runtime.Payload.JSON, library.models.Book).decode(content)
    assert book.raw == book.to_dict() == msgspec.json.decode(content)
    assert "new" not in msgspec.json.decode(book.to_json())
    assert book.raw_body == copy.deepcopy(book).raw_body == pickle.loads(pickle.dumps(book)).raw_body == content
    assert book == msgspec.json.decode(content, type=library.models.Book) == pickle.loads(pickle.dumps(book))
    assert book.nextInSeries.raw is None


def test_any_model_can_be_read_so_that_it_remembers(library: Any) -> None:
    """`keeping_raw` makes it; fields, encoding and pickle are those of the model, and a model that can do it stays."""
    keeping_raw, reader = library.runtime.models.keeping_raw, library.models.Reader
    kept = keeping_raw(reader)
    assert (kept.__name__, issubclass(kept, reader), keeping_raw(reader) is kept) == ("Reader", True, True)
    assert keeping_raw(library.models.Book) is library.models.Book
    one = msgspec.json.decode(b'{"name": "Ann", "new": 1}', type=kept)
    one.keep_raw(b'{"name": "Ann", "new": 1}')
    copied = pickle.loads(pickle.dumps(one))
    assert (one.raw, copied.raw, copied) == ({"name": "Ann", "new": 1}, {"name": "Ann", "new": 1}, one)
    assert msgspec.structs.asdict(one) == msgspec.structs.asdict(reader(name="Ann"))
    assert one.to_json() == reader(name="Ann").to_json() == '{"name":"Ann"}'


def test_text_that_is_not_unicode_can_be_written(library: Any) -> None:
    """Half a surrogate pair and a number that no float holds, which msgspec does not read, are written."""
    values = library.runtime.json_values.parse_json(NO_UTF8)
    book = library.models.Book(**values)
    assert '"price": 1e400' in library.models.Book(**values | {"title": "x"}).to_json(indent=2)
    assert '"\\ud800"' in library.models.Book(**values | {"price": 1}).to_json()
    assert book.title == "\ud800"
