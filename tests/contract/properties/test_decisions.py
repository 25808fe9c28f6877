"""Where JSON Schema, JSON and Python's types part ways, what the client does, and why.

| case | both tiers | why |
|---|---|---|
| an integer as `1.0` or `1e2` | read as the `int` 1 | the spec allows it, and a field that says `int` must hold one |
| properties that the spec does not know | skipped; in `raw` and `raw_body` | an API that grows breaks nobody |
| `uniqueItems` | not in the spec; a test tells when it is | no reader checks it at the speed of a decode |
| `1e400`, 5,000 digits | read as infinite | valid JSON, and one number is not worth a page |
| `NaN`, `Infinity` | an error: not JSON | no JSON says so, and nothing could be written back |
| 9007199254740993 | an `int` of any size; a fraction is the nearest `float` | an integer keeps its digits |
| a lone surrogate `"\\ud800"` | read as it is | JSON allows it, and half an emoji is not worth a page |
| a key that stands twice | the last one counts | as in JSON.parse, Python's json and JSON Schema |
| `multipleOf: 0.01` | not in the spec; a test tells when it is | libraries disagree among themselves |
| `pattern` | of parameters only, without Python's newline before `$` | as the server, which is JavaScript, reads it |
| an enum of `[true]` | not in the spec; a test tells when it is | enums are of text |
| a value no enum has | strict, too, takes it as a member that is not documented | enums grow; `is_documented` tells |
| a variant of a union without its tag, read alone | taken for what it must be | no operation reads one; a test tells |
| bytes that are not UTF-8 | strict: an error; tolerant: U+FFFD, reported | one bad byte is not worth a page |
| the same in a property that is skipped | not looked at | looking would cost each reader of each page |
| UTF-16, or a byte order mark | read | parsers may, says the standard |
| nested about 1,000 levels deep | an error | Python's limit, and no page is |
"""

import json
import math
from typing import Any

import pytest
from revox import ArgumentError, models

from tests.contract.properties.contract import OPERATIONS, SCHEMAS, SPEC, Schema, component, same, subschemas
from tests.contract.properties.reading import Reading, build_request_of, read_text, to_plain
from tests.contract.properties.strategies import instances, plain_arguments
from tests.support.rows import call, page, row

BOTH_TIERS = pytest.mark.parametrize("strict", [True, False], ids=["strict", "tolerant"])


def read_page(text: str | bytes, strict: bool) -> Reading:
    """Read a page of rows."""
    return read_text("RowsPage", text, strict=strict)


def with_call(text: str, **fields: Any) -> str:
    """Return a page with one call as JSON, in which the value `"@"` is written as a text."""
    return json.dumps(page(row(call=call(**fields)))).replace('"@"', text)


@BOTH_TIERS
@pytest.mark.parametrize(("text", "number"), [("1.0", 1), ("4e2", 400), ("-0.0", 0), ("100e-2", 1), ("-7", -7)])
def test_a_whole_number_is_an_integer(strict: bool, text: str, number: int) -> None:
    """However it is written, an integer field holds an `int`, and nothing is reported."""
    reading = read_page(with_call(text, first_sentence_delay_ms="@"), strict)
    found = reading.value.rows[0].call.first_sentence_delay_ms
    assert (type(found), found, reading.deviations) == (int, number, ())
    assert reading.value.to_dict() == page(row(call=call(first_sentence_delay_ms=number)))


@pytest.mark.parametrize("text", ["1.5", "1e300", "9007199254740993.0", "1e400", "9007199254740992"])
def test_any_other_number_is_not_an_integer(text: str) -> None:
    """A fraction, or a number out of bounds, is kept and reported, and refused by strict."""
    body = with_call(text, first_sentence_delay_ms="@")
    assert read_page(body, True).error is not None
    reading = read_page(body, False)
    assert reading.value.rows[0].call.first_sentence_delay_ms == float(text)
    assert len(reading.deviations) == 1


@BOTH_TIERS
def test_unknown_properties_are_skipped_at_every_depth(strict: bool) -> None:
    """They are in `raw`, and stand in nobody's way, whatever they hold."""
    odd: dict[str, Any] = {"unknown": [{"a": None}], "raw": 1, "to_dict": 2, "__class__": 3}
    body = page(row(call=call(**odd), **odd), **odd)
    reading = read_page(json.dumps(body), strict)
    assert reading.value.to_dict() == page(row(call=call()))
    assert (reading.value.raw, reading.deviations) == (body, ())


@BOTH_TIERS
@pytest.mark.parametrize("text", ["1e400", "9" * 5000])
def test_a_number_out_of_range_is_infinite(strict: bool, text: str) -> None:
    """A number that no `float` holds is valid JSON; it is read, also where any value can be."""
    body = json.dumps(page(row(call=call(created_at="@")), total="@")).replace('"@"', text)
    reading = read_page(body, strict)
    assert (reading.value.total, reading.value.rows[0].call.created_at) == (math.inf, math.inf)
    assert reading.deviations == ()


@BOTH_TIERS
@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_python_alone_calls_json_is_refused(strict: bool, text: str) -> None:
    """`NaN` is not JSON, though Python's json reads and writes it."""
    assert "not JSON" in str(read_page(with_call(text, calls_count="@"), strict).error)


@BOTH_TIERS
@pytest.mark.parametrize(
    "text", ["9007199254740993", "9" * 300, "-" + "9" * 4300, "0.1", "5e-324", "1.0", "1e22", "-0.0"]
)
def test_numbers_keep_their_kind_and_value(strict: bool, text: str) -> None:
    """An integer keeps all its digits, any other number is the `float` nearest to it."""
    result = read_page(with_call(text, calls_count="@"), strict).value
    assert same(result.rows[0].call.calls_count) == same(json.loads(text))
    assert same(json.loads(result.to_json())) == same(json.loads(with_call(text, calls_count="@")))


@BOTH_TIERS
@pytest.mark.parametrize("text", ["\ud800", "\udc00\ud800", "a\udfff"])
def test_lone_surrogates_are_read(strict: bool, text: str) -> None:
    """As text, as a key, as a value that no enum has, and where it is skipped."""
    unknown: dict[str, Any] = {text: text}
    body = page(row(input_data={text: text}, call=call(status=text), **unknown))
    reading = read_page(json.dumps(body), strict)
    assert reading.value.to_dict() == page(row(input_data={text: text}, call=call(status=text)))
    assert isinstance(reading.value.rows[0].call.status, models.CallStatus)
    assert reading.deviations == ()


def test_a_lone_surrogate_as_the_tag_of_a_union_is_an_unknown_kind() -> None:
    """It is kept and reported."""
    body = page(row(call=call(llm_model={"type": "\ud800"})))
    reading = read_page(json.dumps(body), False)
    assert reading.value.to_dict() == body
    assert len(reading.deviations) == 1


@BOTH_TIERS
@pytest.mark.parametrize("first", ["null", "3", '"first"', "[]"])
def test_of_a_key_that_stands_twice_the_last_counts(strict: bool, first: str) -> None:
    """The first one may be of any type."""
    body = json.dumps(page(row(phone_number="last"))).replace(
        '"phone_number":', f'"phone_number":{first},"phone_number":'
    )
    reading = read_page(body, strict)
    assert (reading.value.rows[0].phone_number, reading.deviations) == ("last", ())


@BOTH_TIERS
def test_of_a_tag_that_stands_twice_the_last_counts(strict: bool) -> None:
    """It says which variant an object is."""
    model = (
        '{"type": "dedicated-instance", "openrouter_model_id": "m", "openrouter_provider": "p", "type": "openrouter"}'
    )
    reading = read_page(with_call(model, llm_model="@"), strict)
    assert type(reading.value.rows[0].call.llm_model) is models.OpenRouterLlmModel
    assert reading.deviations == ()


DECIDED = {
    *[
        "$ref",
        "type",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "oneOf",
        "discriminator",
        "const",
        "enum",
    ],
    *["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems"],
    *["description", "deprecated", "title", "default", "example", "examples"],
}
DECIDED_FOR_PARAMETERS = DECIDED | {"pattern", "multipleOf"}


def keywords(schema: Schema) -> set[str]:
    """Return the keywords in a schema, without our own."""
    return {word for inner in subschemas(schema) for word in inner if not word.startswith("x-")}


@pytest.mark.parametrize("name", SCHEMAS)
def test_components_use_keywords_that_are_decided(name: str) -> None:
    """A keyword that readers disagree about (`uniqueItems`, `pattern`, `multipleOf`...) needs a decision here first."""
    assert keywords(SCHEMAS[name]) <= DECIDED
    for schema in subschemas(SCHEMAS[name]):
        assert schema.get("additionalProperties") is not False
        assert {type(value) for value in schema.get("enum", [])} <= {str}
        assert isinstance(schema.get("const", ""), str)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_parameters_use_keywords_that_are_decided(operation: Any) -> None:
    """Of `multipleOf`, whole numbers alone mean the same to everybody; a `pattern` stands for a list of enum values."""
    for parameter in operation.parameters:
        assert keywords(parameter["schema"]) <= DECIDED_FOR_PARAMETERS
        for schema in subschemas(parameter["schema"]):
            assert schema.get("multipleOf", 1) == 1
            assert "pattern" not in schema or "x-list-of" in schema


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@pytest.mark.parametrize("odd", ["{}\n", "\n{}", "{}\0", "{} ", "{},", ",{}"])
def test_a_pattern_matches_all_of_an_argument(operation: Any, odd: str) -> None:
    """A newline at the end, which Python's `$` lets pass, is refused before anything is sent."""
    given = plain_arguments(operation)
    for parameter in operation.parameters:
        if "pattern" in parameter["schema"]:
            with pytest.raises(ArgumentError):
                build_request_of(operation.name)(**given | {parameter["name"]: odd.format(given[parameter["name"]])})


TAGGED = [name for name, schema in SCHEMAS.items() if any("const" in inner for inner in subschemas(schema))]


@pytest.mark.parametrize("name", TAGGED)
def test_a_variant_that_is_read_alone_needs_no_tag(name: str) -> None:
    """It can be nothing else. With another tag than its own it is refused."""
    tags = [key for key, inner in SCHEMAS[name]["properties"].items() if "const" in inner]
    instance = instances(component(name))[0]
    untagged = {key: value for key, value in instance.items() if key not in tags}
    assert to_plain(read_text(name, json.dumps(untagged), strict=True).value) == instance
    assert read_text(name, json.dumps(instance | dict.fromkeys(tags, "other")), strict=True).error is not None


def test_variants_are_read_in_their_union_only() -> None:
    """Nothing else in the spec refers to a variant, so that no operation reads one without its tag."""
    everything = [inner for schema in SCHEMAS.values() for inner in subschemas(schema)]
    everything += [schema for operation in OPERATIONS for schema in operation.responses.values()]
    in_unions = [id(variant) for schema in everything if "discriminator" in schema for variant in schema["oneOf"]]
    for schema in everything:
        if schema.get("$ref", "").rpartition("/")[2] in TAGGED:
            assert id(schema) in in_unions
    assert SPEC["components"]["schemas"].keys() >= set(TAGGED)


@BOTH_TIERS
def test_what_looks_like_json_is_not_quoted(strict: bool) -> None:
    """It may hold phone numbers, also where it has no content type; errors end up in logs."""
    error = str(read_page(json.dumps(page(row()))[:-1], strict).error)
    assert "end too early or are not JSON" in error
    assert "+1555" not in error


def test_bytes_that_are_not_utf_8_are_replaced_and_reported() -> None:
    """Strict refuses them; tolerant reads the rest, in the encoding that the response names, and keeps the bytes."""
    body = json.dumps(page(row(phone_number="@", input_data={"a": "b"}))).encode().replace(b"@", b"caf\xe9")
    assert "expected UTF-8" in str(read_page(body, True).error)
    reading = read_page(body, False)
    assert reading.value.to_dict() == page(row(phone_number="caf\ufffd", input_data={"a": "b"}))
    assert reading.value.raw_body == body
    assert reading.deviations == ("RowsPage: expected UTF-8, got other bytes @ $",)


@BOTH_TIERS
def test_bytes_in_skipped_properties_are_not_looked_at(strict: bool) -> None:
    """They reach nobody but the reader of `raw_body`."""
    body = json.dumps(page(row(unknown="@"))).encode().replace(b"@", b"caf\xe9")
    reading = read_page(body, strict)
    assert reading.value.to_dict() == page(row())
    assert (reading.value.raw_body, reading.deviations) == (body, ())


@BOTH_TIERS
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"])
def test_other_encodings_of_unicode_are_read(strict: bool, encoding: str) -> None:
    """Python's json tells them by their first bytes."""
    body = page(row(input_data={"a": "\u00e9\U0001f4de"}))
    reading = read_page(json.dumps(body, ensure_ascii=False).encode(encoding), strict)
    assert (reading.value.to_dict(), reading.deviations) == (body, ())
