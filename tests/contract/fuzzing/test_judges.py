"""The second opinion on requests, and what is said of answers."""

from typing import Any

import pytest

from tools.contracting.contract import Contract
from tools.contracting.exchange import Exchange, read_json
from tools.contracting.judge import Judge, schema_problems
from tools.contracting.requests_judged import faults_of_request

CONTRACT = Contract.load("demo")
OPERATION = next(found for found in CONTRACT.operations if found.name == "campaigns.get_rows")
PAGE = "page=0&page_size=10"
KEY = "the-right-key"


def exchange(query: str = PAGE, *, path: str = "/campaigns/demo/rows", status: int = 200, **fields: Any) -> Exchange:
    """Return a request and an answer that is an empty page."""
    body = b'{"page":0,"page_size":10,"rows":[],"total":0}'
    headers = {"content-type": "application/json"}
    values = {"method": "GET", "authorization": f"Bearer {KEY}", "headers": headers, "body": body} | fields
    return Exchange(path=path, raw_query=query, status=status, **values)


@pytest.mark.parametrize(
    "query",
    [
        PAGE,
        "page=1e2&page_size=1.0",
        "page=-0&page_size=10",
        "page=0e999999999&page_size=10",
        "page=9007199254740993&page_size=10",
        f"{PAGE}&query=&result=all&statuses=completed,errored",
        f"{PAGE}&query=%00&unknown=1&unknown=2",
    ],
)
def test_a_right_query_has_no_faults(query: str) -> None:
    """Numbers may be written as JSON allows, and what is not documented is ignored."""
    assert faults_of_request(CONTRACT, OPERATION, exchange(query)) == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("page_size=10", "page is missing"),
        ("page=0&page=0&page_size=10", "page is given more than once"),
        ("page=+1&page_size=10", "page is not a number as JSON writes it"),
        ("page=nan&page_size=10", "page is not a number as JSON writes it"),
        ("page=1_0&page_size=10", "page is not a number as JSON writes it"),
        ("page=0.5&page_size=10", "page is a fraction"),
        ("page=1e-99999999999&page_size=10", "page is a fraction"),
        ("page=-1&page_size=10", "page is out of bounds"),
        ("page=0&page_size=0", "page_size is out of bounds"),
        (f"{PAGE}&result=robot", "result is not what its schema says"),
        (f"{PAGE}&statuses=completed,%20errored", "statuses is not what its schema says"),
        (f"{PAGE}&statuses=completed%0A", "statuses is not what its schema says"),
    ],
)
def test_a_wrong_query_is_told_by_its_parameter(query: str, fault: str) -> None:
    """Whatever else is right in the request."""
    assert faults_of_request(CONTRACT, OPERATION, exchange(query)) == [fault]


@pytest.mark.parametrize("query", ["page=1e400&page_size=10", f"page={'9' * 400}&page_size=10", f"{PAGE}&query=%ff"])
def test_what_the_spec_does_not_decide_is_left_open(query: str) -> None:
    """A number beyond any double, and text that is no UTF-8, may be taken or refused, but not answered by an error."""
    assert faults_of_request(CONTRACT, OPERATION, exchange(query)) is None
    judge = Judge(CONTRACT, KEY)
    assert list(judge.judge(exchange(query, status=500)))


@pytest.mark.parametrize(
    ("given", "check"),
    [
        ({"status": 400}, "right_requests"),
        ({"query": "page=0"}, "wrong_requests"),
        ({"path": "/campaigns/other/rows"}, "unknown_ids"),
        ({"authorization": None}, "authentication"),
        ({"authorization": "Basic the-right-key"}, "authentication"),
        ({"status": 401}, "authentication"),
        ({"method": "POST"}, "other_methods"),
        ({"method": "POST", "status": 405}, "other_methods"),
        ({"status": 302}, "documented_status"),
        ({"headers": {"content-type": "text/html"}}, "content_type"),
        ({"body": b"{"}, "json"),
        ({"body": b"{}"}, "schema"),
        ({"body": b'{"page":1,"page_size":10,"rows":[],"total":0}'}, "page_numbers"),
        ({"body": b'{"page":0,"page_size":10,"rows":[],"total":4}'}, "page_numbers"),
        ({"headers": {"content-type": "application/json", "x-debug": KEY}}, "no_secrets"),
    ],
)
def test_each_check_has_its_say(given: dict[str, Any], check: str) -> None:
    """An answer that is wrong in one way is found by the check for it, of the operation that was asked."""
    problems = list(Judge(CONTRACT, KEY).judge(exchange(**given)))
    assert check in [problem.check for _, problem in problems]
    assert {operation for operation, _ in problems} == {"campaigns.get_rows"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"path": "/elsewhere", "status": 404},
        {"query": "page=-1&page_size=10", "status": 429},
        {"path": "/voices/unknown?provider=cartesia", "status": 404, "body": b"{}"},
        {"method": "POST", "path": "/call", "query": "", "status": 400, "body": b"{}"},
    ],
)
def test_a_right_answer_is_not_blamed(given: dict[str, Any]) -> None:
    """Neither an empty page that was asked for, nor another path, nor what only the server can know."""
    blamed = {problem.check for _, problem in Judge(CONTRACT, KEY).judge(exchange(**given))}
    assert not blamed & {"right_requests", "wrong_requests", "unknown_ids", "page_numbers"}


@pytest.mark.parametrize(
    ("given", "is_assumed"),
    [
        ({"query": "page=-1&page_size=10"}, True),
        ({"query": f"{PAGE}&statuses=lost"}, True),
        ({"query": f"{PAGE}&result=robot"}, False),
        ({"query": "page_size=10"}, False),
        ({"body": b"{}"}, False),
        ({"query": "page=-1&page_size=10", "status": 400, "body": b"{}"}, True),
    ],
)
def test_a_broken_assumption_is_told_from_a_broken_contract(given: dict[str, Any], is_assumed: bool) -> None:
    """What is documented is broken by an answer that is wrong without the assumptions of the spec, too."""
    judge = Judge(CONTRACT, KEY)
    sent = exchange(**given)
    problems = [problem for _, problem in judge.judge(sent)]
    assert problems
    assert all(judge.is_assumed(sent, problem) for problem in problems) == is_assumed


def test_a_schema_problem_holds_no_value() -> None:
    """Neither a phone number nor the name of an uploaded column is told."""
    row = {"id": "1", "input_data": {"secret column": 7}, "phone_number": 15550100, "row_index": 0}
    page = {"page": 0, "page_size": 1, "rows": [row], "total": 1}
    schema = {"$ref": "#/components/schemas/RowsPage"}
    assert sorted(str(problem) for problem in schema_problems(CONTRACT, schema, page)) == [
        "the value is not of type string @ $.rows[*].input_data.*",
        "the value is not of type string @ $.rows[*].phone_number",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"a":NaN}', "NaN is no number"),
        (b'{"a":1,"a":2}', "an object has a key twice"),
        (b'"\xff"', "the body is not UTF-8, at byte 1"),
        (b"{", "the body is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_json_is_read_as_the_standard_says(content: bytes, problem: str) -> None:
    """What Python's reader lets pass is told."""
    assert problem in (read_json(content).problem or "")
