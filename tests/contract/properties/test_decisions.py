"""Where JSON Schema, JSON and Python's types part ways, what the client does, and why.

| case | both tiers | why |
|---|---|---|
| an integer as `1.0` or `1e2` | read as the `int` 1; from 2**53 on it is a deviation | an `int` must hold what came |
| a field that the spec does not know | skipped; in `raw` and `raw_body` | an API that grows breaks nobody |
| null in an optional field | read as absent | programs ask whether there is something |
| `uniqueItems` | not looked at | no reader checks it at the speed of a decode |
| `1e400`, 5,000 digits | read as infinite, written as it came | valid JSON, and one number is not worth a page |
| `NaN`, `Infinity` | an error: not JSON | no JSON says so, and nothing could be written back |
| 9007199254740993 | an `int` of any size; a fraction is the nearest `float` | an integer keeps its digits |
| a lone surrogate `"\\ud800"` | read as it is, written escaped | JSON allows it; half an emoji is not worth a page |
| a key that stands twice | the last one counts | as in JSON.parse, Python's json and JSON Schema |
| `multipleOf: 0.01`, `pattern` | not in the schemas; a test tells when they are | libraries disagree about them |
| a value no enum has | strict, too, takes it as a member that is not documented | enums grow; `is_documented` tells |
| a variant of a union without its tag, read alone | taken for what it must be | it can be nothing else |
| bytes that are not UTF-8 | strict: an error; tolerant: U+FFFD, reported | one bad byte is not worth a page |
| the same in a field that is skipped | not looked at | looking would cost each reader of each page |
| UTF-16, or a byte order mark | read | parsers may, says the standard |
| nested about 1,000 levels deep | an error | Python's limit, and no page is |
"""

import json
import math
import pickle
from typing import Any

import pytest
from revox_api.runtime.json_values import HugeNumber

from tests.contract.properties.instances import instances
from tests.contract.properties.oracle import COMPONENTS, TAGS, component, same
from tests.contract.properties.reading import BOTH_TIERS, Kind, Left, Reading, Right, Thing, read_text, to_plain
from tools.generation.schemas import within


def read(body: str | bytes | dict[str, Any], strict: bool, **texts: str) -> Reading:
    """Read a thing; its ID need not be said, and each of the texts is the JSON of a field."""
    if isinstance(body, dict):
        body = json.dumps({"id": "one"} | body | dict.fromkeys(texts, "@"))
        for text in texts.values():
            body = body.replace('"@"', text, 1)
    return read_text(Thing, body, strict=strict)


@BOTH_TIERS
@pytest.mark.parametrize(("text", "number"), [("1.0", 1), ("4e2", 400), ("-0.0", 0), ("100e-2", 1), ("-7", -7)])
def test_a_whole_number_is_an_integer(strict: bool, text: str, number: int) -> None:
    """However it is written, an integer field holds an `int`, and nothing is reported."""
    reading = read({}, strict, count=text)
    found = reading.value.count
    assert (type(found), found, reading.deviations) == (int, number, ())
    assert json.loads(reading.value.to_json()).get("count", 0) == number


@pytest.mark.parametrize("text", ["1.5", "1e300", "9007199254740992.0", "9007199254740993.0", "1e400"])
def test_any_other_number_is_not_an_integer(text: str) -> None:
    """A fraction, or one of which no float has all digits, is kept and reported, and refused by strict."""
    assert read({}, True, count=text).error is not None
    reading = read({}, False, count=text)
    assert reading.value.count == float(text)
    assert len(reading.deviations) == 1


@BOTH_TIERS
def test_unknown_fields_are_skipped_at_every_depth(strict: bool) -> None:
    """They are in `raw`, which `to_dict()` returns, and not in what is encoded; they stand in nobody's way."""
    odd: dict[str, Any] = {"unknown": [{"a": None}], "raw": 1, "to_dict": 2, "__class__": 3}
    body = {"id": "one", "things": [{"id": "two", "side": {"side": "left", "size": 1, **odd}, **odd}], **odd}
    reading = read(body, strict)
    known = {"id": "one", "things": [{"id": "two", "side": {"side": "left", "size": 1}}]}
    assert reading.value.raw == reading.value.to_dict() == body
    assert to_plain(reading.value) == json.loads(reading.value.to_json()) == known
    assert reading.deviations == ()


@BOTH_TIERS
def test_null_in_an_optional_field_is_as_if_it_were_absent(strict: bool) -> None:
    """The field is None, nothing is reported, and it is not in what is encoded; `raw` still tells the two apart."""
    nothing = dict.fromkeys(["kind", "texts", "side", "things"])
    reading = read({"id": "one", **nothing}, strict)
    assert (reading.value.kind, reading.value.things, reading.deviations) == (None, None, ())
    assert to_plain(reading.value) == {"id": "one"}
    assert reading.value.raw == {"id": "one", **nothing}


@BOTH_TIERS
@pytest.mark.parametrize("text", ["1e400", "-1E+400", "9" * 5000])
def test_a_number_out_of_range_is_infinite_and_goes_out_as_it_came(strict: bool, text: str) -> None:
    """Wherever it stands, it is read, and `to_json()` writes it as it was written, never as null."""
    reading = read({}, strict, amount=text, anything=f'{{"a": [{text}]}}')
    amount = reading.value.amount
    assert isinstance(amount, HugeNumber)
    assert (abs(amount), pickle.loads(pickle.dumps(amount)).text, reading.deviations) == (math.inf, text, ())
    assert json.loads(reading.value.to_json().replace(text, '"@"'))["anything"] == {"a": ["@"]}
    assert abs(reading.value.to_dict()["amount"]) == math.inf


@BOTH_TIERS
@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_python_alone_calls_json_is_refused(strict: bool, text: str) -> None:
    """`NaN` is not JSON, though Python's json reads and writes it."""
    assert "not JSON" in str(read({}, strict, amount=text).error)


@BOTH_TIERS
@pytest.mark.parametrize(
    "text", ["9007199254740993", "9" * 300, "-" + "9" * 4300, "0.1", "5e-324", "1.0", "1e22", "-0.0"]
)
def test_numbers_keep_their_kind_and_value(strict: bool, text: str) -> None:
    """An integer keeps all its digits, any other number is the `float` nearest to it."""
    value = read({}, strict, amount=text, anything=text).value
    assert same(value.amount) == same(value.anything) == same(json.loads(text))
    assert same(json.loads(value.to_json())["anything"]) == same(json.loads(text))


@BOTH_TIERS
@pytest.mark.parametrize("text", ["\ud800", "\udc00\ud800", "a\udfff"])
def test_lone_surrogates_are_read_and_go_out_escaped(strict: bool, text: str) -> None:
    """As text, as a key, as a value that no enum has, and where it is skipped."""
    body = {"id": text, "texts": {text: text}, "kind": text, text: text}
    reading = read(body, strict)
    assert isinstance(reading.value.kind, Kind)
    assert reading.value.raw == body
    assert json.loads(reading.value.to_json().encode()) == {"id": text, "texts": {text: text}, "kind": text}
    assert reading.deviations == ()


@pytest.mark.parametrize("side", [{"side": "\ud800"}, {"side": "top", "size": 1}, {"size": 1}, {"side": None}])
def test_an_unknown_kind_of_object_is_kept_and_reported(side: dict[str, Any]) -> None:
    """Strict refuses it."""
    reading = read({"side": side}, False)
    assert (dict(reading.value.side), len(reading.deviations)) == (side, 1)
    assert read({"side": side}, True).error is not None


@BOTH_TIERS
@pytest.mark.parametrize("first", ["null", "3", '"first"', "[]"])
def test_of_a_key_that_stands_twice_the_last_counts(strict: bool, first: str) -> None:
    """The first one may be of any type."""
    reading = read(f'{{"id": {first}, "id": "last"}}', strict)
    assert (reading.value.id, reading.deviations) == ("last", ())


@BOTH_TIERS
def test_of_a_tag_that_stands_twice_the_last_counts(strict: bool) -> None:
    """It says which variant an object is."""
    reading = read({}, strict, side='{"side": "left", "name": "x", "side": "right"}')
    assert (reading.value.side, reading.deviations) == (Right(name="x"), ())


@BOTH_TIERS
def test_what_looks_like_json_is_not_quoted(strict: bool) -> None:
    """It may hold phone numbers, also where it has no content type; errors end up in logs."""
    error = str(read(json.dumps({"id": "+1555"})[:-1], strict).error)
    assert "end too early or are not JSON" in error
    assert "+1555" not in error


def test_bytes_that_are_not_utf_8_are_replaced_and_reported() -> None:
    """Strict refuses them; tolerant reads the rest, in the encoding that the response names, and keeps the bytes."""
    body = b'{"id": "caf\xe9", "texts": {"a": "b"}}'
    assert "expected UTF-8" in str(read(body, True).error)
    reading = read(body, False)
    assert to_plain(reading.value) == reading.value.raw == {"id": "caf\ufffd", "texts": {"a": "b"}}
    assert reading.value.raw_body == body
    assert reading.deviations == ("test.it: expected UTF-8, got other bytes @ $",)


@BOTH_TIERS
def test_bytes_in_skipped_fields_are_not_looked_at(strict: bool) -> None:
    """They reach nobody but the reader of `raw` and `raw_body`."""
    body = b'{"id": "one", "unknown": "caf\xe9"}'
    reading = read(body, strict)
    assert to_plain(reading.value) == {"id": "one"}
    assert (reading.value.raw["unknown"], reading.value.raw_body, reading.deviations) == ("caf\ufffd", body, ())


@BOTH_TIERS
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_other_encodings_of_unicode_are_read(strict: bool, encoding: str) -> None:
    """Python's json tells them by their first bytes."""
    body = {"id": "\u00e9\U0001f4de"}
    reading = read(json.dumps(body, ensure_ascii=False).encode(encoding), strict)
    assert (to_plain(reading.value), reading.value.raw, reading.deviations) == (body, body, ())


def test_a_made_up_variant_that_is_read_alone_needs_no_tag() -> None:
    """It can be nothing else. With another tag than its own it is refused."""
    assert read_text(Left, '{"size": 1}', strict=True).value == Left(size=1)
    assert read_text(Left, '{"size": 1, "side": "right"}', strict=True).error is not None


@pytest.mark.parametrize("name", [name for name, schema in COMPONENTS.items() if id(schema) in TAGS])
def test_a_variant_that_is_read_alone_needs_no_tag(name: str) -> None:
    """So do those of the spec, and what is read has the tag."""
    tag = TAGS[id(COMPONENTS[name])]
    instance = instances(component(name))[0]
    untagged = {key: value for key, value in instance.items() if key != tag}
    assert to_plain(read_text(name, json.dumps(untagged), strict=True).value)[tag] == instance[tag]
    assert read_text(name, json.dumps(instance | {tag: "other"}), strict=True).error is not None


@pytest.mark.parametrize("name", COMPONENTS)
def test_what_readers_disagree_about_is_decided(name: str) -> None:
    """Only halves and wholes as steps mean the same to everybody, and of a pattern, `$` does not."""
    for _, schema in within((), COMPONENTS[name]):
        is_decided = schema.get("multipleOf", 1) % 0.5 == 0 and "pattern" not in schema
        assert is_decided, f"{schema}: decide in tests/contract/properties/test_decisions.py how it is read"
