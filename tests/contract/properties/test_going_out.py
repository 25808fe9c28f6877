"""What msgspec cannot write goes out as it came, and `raw` reads whatever was read."""

import json
import math
import pickle
from typing import Any

import pytest
from revox_api.types import HugeNumber

from tests.contract.properties.reading import read_text
from tests.support.rows import attempt, call, page, row

BOTH_TIERS = pytest.mark.parametrize("strict", [True, False], ids=["strict", "tolerant"])
ODD_BODIES = [
    json.dumps(page(row())).encode("utf-8-sig"),
    json.dumps(page(row())).encode("utf-16"),
    json.dumps(page(row(unknown="@"))).encode().replace(b"@", b"\xff"),
]


@BOTH_TIERS
@pytest.mark.parametrize("text", ["1e400", "-1E+400", "9" * 5000])
def test_a_number_out_of_range_goes_out_as_it_came(strict: bool, text: str) -> None:
    """It counts as infinite, wherever it stands, and `to_json()` writes it as it was written, never as null."""
    fields = {"created_at": "@", "calls_count": "@", "call_attempts": [attempt(structured_output={"a": ["@"]})]}
    body = json.dumps(page(row(call=call(**fields)), total="@")).replace('"@"', text)
    reading = read_text("RowsPage", body, strict=strict)
    total = reading.value.total
    assert isinstance(total, HugeNumber)
    assert (abs(total), pickle.loads(pickle.dumps(total)).text, reading.deviations) == (math.inf, text, ())
    written = reading.value.to_json()
    assert json.loads(written.replace(text, '"@"')) == json.loads(body.replace(text, '"@"'))
    assert abs(reading.value.to_dict()["total"]) == abs(reading.value.raw["total"]) == math.inf


@BOTH_TIERS
def test_a_lone_surrogate_goes_out_escaped(strict: bool) -> None:
    """`to_json()` is text that UTF-8 can hold, and `raw` reads what came."""
    body = page(row(input_data={"\ud800": "\udfff"}, call=call(status="\ud800")), unknown="\udc00")
    value = read_text("RowsPage", json.dumps(body), strict=strict).value
    assert json.loads(value.to_json().encode()) == value.to_dict()
    assert value.raw == body


@BOTH_TIERS
@pytest.mark.parametrize("body", ODD_BODIES, ids=["byte order mark", "UTF-16", "not UTF-8"])
def test_raw_reads_what_was_read(strict: bool, body: bytes) -> None:
    """`raw` of a value never fails."""
    value: Any = read_text("RowsPage", body, strict=strict).value
    assert value.raw["rows"][0]["id"] == "row-0"
