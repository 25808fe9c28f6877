"""Requests that are refused, with their status and their JSON, and requests that must not be."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import quote, unquote_plus

import httpx
import pytest
from revox.sandbox import Sandbox

ROWS = "/campaigns/demo/rows"
PAGE = "page=0&page_size=10"
NOT_WHOLE = [
    "", "nan", "NaN", "inf", "-inf", "Infinity", "abc", "0.5", "1.5e0", "1_000", " 1", "1 ", "\t1", "1\n", "+1", "01",
    "0x10", "1e", "e1", ".", "1.", "--1", "1,0", "null", "true", "\u0661", "\uff11", "\u00b2", "1\0", "1e400",
    "1e999999999", "1e-400", "1e-99999999999999999999", "9" * 400, "-1", "-1e300",
]  # fmt: skip
NASTY = [
    "%", "_", "\\", "'", "''", '"', "'; DROP TABLE rows; --", "\0", "a\0b", "\ufffd", "\ufffe", "\u202e", "\U0010ffff",
    "ß", "İ", "\u0345", "é", "e\u0301", "\x7f", "\r\n", "{}", "[]", "*", "?", "&", "=", "#", "..",
    "💥" * 1000, "x" * 50_000,
]  # fmt: skip
TWICE = ["page=0", "page_size=10", "query=a", "query=", "result=all", "statuses=completed"]
NO_RESULT = ["", "robot", "Human", "human%20", "human,voicemail", "human%00"]
NO_STATUSES = [
    "",
    ",",
    "completed,",
    "completed,,errored",
    "Completed",
    "dreaming",
    "completed;errored",
    "completed%00",
]
NO_STATUSES += ["completed,%20errored", "%20completed", "completed%0A"]
NO_KEYS = ["Bearer", "Bearer ", "Bearer wrong", "Bearer sandbox-ke", "Bearer sandbox-key2", "Basic sandbox-key"]
NO_KEYS += ["sandbox-key", "Bearer SANDBOX-KEY", "Bearer sandbox-key\xff", "Bearer sandbox-key, Bearer sandbox-key"]
NO_CAMPAIGNS = ["nowhere", "DEMO", "demo ", "dem_", "%", "\0", "💥", "..%2Fdemo", "'", "x" * 5000]
NO_PATHS = ["/", "/nothing", "/campaigns//rows", f"{ROWS}/", f"{ROWS}/1", "/Campaigns/demo/rows"]
RAW = ["%", "%zz", "%ff", "%ED%A0%80", "%C3", "%00", "%25", "+", "a+b", "%F0%9F"]


@pytest.fixture(scope="module")
def server(local: Sandbox) -> Iterator[str]:
    """The base URL of the sandbox on a real port."""
    with local.serve() as base_url:
        yield base_url


@pytest.fixture(scope="module")
def wire(local: Sandbox, server: str) -> Iterator[httpx.Client]:
    """A client with the right key, over a real socket."""
    with httpx.Client(base_url=server, headers={"Authorization": f"Bearer {local.api_key}"}, trust_env=False) as client:
        yield client


@pytest.mark.parametrize("text", ["1", "1.0", "1e0", "10e-1", "0.1e1", "1E+0", "1.000000000000000000000000000000"])
@pytest.mark.parametrize("zero", ["0", "-0", "0.0", "0e999999999", "-0e5"])
def test_a_whole_number_can_be_written_in_many_ways(http: httpx.Client, text: str, zero: str) -> None:
    """These are 1 and 0, and are answered as integers; 0 is a page, and no page size."""
    assert http.get(ROWS, params={"page": zero, "page_size": text}).text.startswith('{"page":0,"page_size":1,')
    assert http.get(ROWS, params={"page": text, "page_size": zero}).status_code == 400


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        *(("", "page"), ("page=0", "page_size"), ("page_size=1", "page")),
        *((f"page_size=10&page={quote(text, safe='')}", "page") for text in NOT_WHOLE),
        *((f"page=0&page_size={quote(text, safe='')}", "page_size") for text in NOT_WHOLE),
        *((f"{PAGE}&{twice}&{twice}", twice.partition("=")[0]) for twice in TWICE),
        *((f"{PAGE}&result={text}", "result") for text in NO_RESULT),
        *((f"{PAGE}&statuses={text}", "statuses") for text in NO_STATUSES),
    ],
)
def test_missing_repeated_and_unknown_values_are_malformed(
    http: httpx.Client, validate: Callable[[str, Any], None], query: str, parameter: str
) -> None:
    """The parameter to blame is named, be it no whole number or no documented value."""
    response = http.get(f"{ROWS}?{query}")
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["parameter"]) == (400, "invalid_parameter", parameter)
    validate("ErrorBody", response.json())


def test_unknown_parameters_are_ignored(http: httpx.Client) -> None:
    """An undocumented parameter changes nothing, even twice; names have a case, and the scheme of the key has none."""
    plain = http.get(f"{ROWS}?{PAGE}").content
    for scheme in ("Bearer", "bearer", "BEARER"):
        headers = {"Authorization": f"{scheme} sandbox-key"}
        assert http.get(f"{ROWS}?{PAGE}&foo=1&foo=2&PAGE=9&pages&&=&id=other", headers=headers).content == plain


@pytest.mark.parametrize("raw", [*(quote(text, safe="") for text in NASTY), *RAW])
def test_no_text_to_look_for_is_too_strange(server: str, raw: str) -> None:
    """Any text is answered over a real socket, encoded well or not, with rows that contain it."""
    page = _exchange(server, f"{ROWS}?page=0&page_size=1000&query={raw}", "Bearer sandbox-key")[2]
    text = unquote_plus(raw, errors="replace").casefold()
    assert page["total"] < 400
    for row in page["rows"]:
        assert any(text in found.casefold() for found in (row["phone_number"], *row["input_data"].values()))


@pytest.mark.parametrize("authorization", [None, *NO_KEYS])
@pytest.mark.parametrize("path", [f"{ROWS}?{PAGE}", f"{ROWS}?page=abc", f"/campaigns/nowhere/rows?{PAGE}"])
def test_the_key_is_judged_before_anything_else(
    server: str, validate: Callable[[str, Any], None], authorization: str | None, path: str
) -> None:
    """Without the right key, the answer is 401 and tells nothing about parameters and campaigns."""
    status, headers, body = _exchange(server, path, authorization)
    assert (status, headers["www-authenticate"], headers["content-type"]) == (401, "Bearer", "application/json")
    assert body["error"]["code"] == "unauthorized"
    validate("ErrorBody", body)


@pytest.mark.parametrize("path", [*(f"/campaigns/{quote(name, safe='')}/rows" for name in NO_CAMPAIGNS), *NO_PATHS])
def test_what_is_not_there_is_not_found(wire: httpx.Client, validate: Callable[[str, Any], None], path: str) -> None:
    """Nothing else is served or redirected; the campaign is judged after the parameters."""
    response = wire.get(f"{path}?{PAGE}")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
    assert response.headers["content-type"] == "application/json"
    assert wire.get(path).status_code == (404 if path in NO_PATHS else 400)
    validate("ErrorBody", response.json())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "QUERY"])
def test_other_methods_are_not_allowed(wire: httpx.Client, method: str) -> None:
    """The answer names the one that is."""
    response = wire.request(method, f"{ROWS}?{PAGE}")
    assert (response.status_code, response.headers["allow"]) == (405, "GET")
    assert method == "HEAD" or response.json()["error"]["code"] == "method_not_allowed"


def test_a_socket_and_the_process_answer_the_same_bytes(wire: httpx.Client, http: httpx.Client) -> None:
    """There is one application behind both, which answers JSON in UTF-8."""
    response = wire.get(f"{ROWS}?page=3&page_size=50")
    assert response.headers["content-type"] == "application/json"
    assert response.content == http.get(f"{ROWS}?page=3&page_size=50").content
    assert response.content.decode("utf-8").startswith('{"page":3,"page_size":50,"rows":[{"id":"')


def _exchange(base_url: str, path: str, authorization: str | None) -> tuple[int, HTTPMessage, Any]:
    """Send a request as it is, and read the status, the headers and the JSON of the answer."""
    url = httpx.URL(base_url)
    with closing(HTTPConnection(url.host, url.port or 80, timeout=10)) as connection:
        connection.request("GET", url.path + path, headers={"Authorization": authorization} if authorization else {})
        answer = connection.getresponse()
        return answer.status, answer.headers, json.load(answer)
