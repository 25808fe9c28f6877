"""How a client is made: arguments, environment, and what is refused."""

import traceback
from typing import Any

import httpx
import pytest
from revox import AsyncRevox, RetryPolicy, Revox, RevoxError

from tests.support.clients import KEY
from tests.support.rows import page
from tests.support.scripted_server import answer, scripted_server

CLIENTS = pytest.mark.parametrize("client_type", [Revox, AsyncRevox])


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REVOX_API_KEY", "REVOX_BASE_URL", "REVOX_LOG"):
        monkeypatch.delenv(name, raising=False)


@CLIENTS
def test_without_a_key_there_is_no_client(client_type: Any) -> None:
    """The error names the environment variable."""
    with pytest.raises(RevoxError, match="REVOX_API_KEY"):
        client_type()


@CLIENTS
@pytest.mark.parametrize("key", ["", " ", "secret-key\n", "secret key", "secret-kéy", "secret\0key", "\tsecret-key"])
def test_a_key_that_cannot_be_one_is_refused_and_never_shown(client_type: Any, key: str) -> None:
    """Neither the error nor its traceback holds the key."""
    with pytest.raises(RevoxError) as caught:
        client_type(api_key=key)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert "key" in str(caught.value)
    assert not key.strip() or key.strip() not in shown


@CLIENTS
def test_key_and_url_come_from_the_environment(client_type: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """REVOX_API_KEY and REVOX_BASE_URL are the defaults."""
    monkeypatch.setenv("REVOX_API_KEY", KEY)
    monkeypatch.setenv("REVOX_BASE_URL", "http://localhost:1234/api/")
    assert str(client_type().base_url) == "http://localhost:1234/api"


@CLIENTS
def test_the_server_of_the_spec_is_the_default(client_type: Any) -> None:
    """Without an argument or a variable, requests go to the documented server."""
    assert str(client_type(api_key=KEY).base_url) == "https://www.getrevox.com/api"


@CLIENTS
@pytest.mark.parametrize(
    "url", ["", "example.com", "ftp://example.com", "http://", "http://host:port", "https://user:pw@host/"]
)
def test_a_url_that_cannot_be_one_is_refused(client_type: Any, url: str) -> None:
    """A base URL is an http or https URL without credentials."""
    with pytest.raises(RevoxError, match="base_url"):
        client_type(api_key=KEY, base_url=url)


@CLIENTS
@pytest.mark.parametrize("number", [-1, 1.5, float("inf"), float("nan"), "2", None, True])
def test_max_retries_is_a_count(client_type: Any, number: Any) -> None:
    """Anything but an integer >= 0 is refused at construction."""
    with pytest.raises(ValueError, match="max_retries"):
        client_type(api_key=KEY, max_retries=number)


@CLIENTS
def test_the_repr_does_not_show_the_key(client_type: Any) -> None:
    """A client can be printed."""
    client = client_type(api_key=KEY)
    assert KEY not in repr(client) + repr(vars(client))
    assert "getrevox.com" in repr(client)


@CLIENTS
def test_with_options_changes_only_what_is_said(client_type: Any) -> None:
    """Every other option, strictness included, is that of the client it was made from."""
    client = client_type(api_key=KEY, base_url="http://a", timeout=3, retry=RetryPolicy(max_delay=1), strict=True)
    copy = client.with_options(max_retries=7)
    assert (copy.max_retries, client.max_retries) == (7, 2)
    assert (str(copy.base_url), copy.timeout) == ("http://a", 3)
    assert (copy._line.options.strict, copy._line.options.retry.max_delay) == (True, 1)


@CLIENTS
def test_with_options_checks_as_construction_does(client_type: Any) -> None:
    """A bad option is refused at once."""
    with pytest.raises(ValueError, match="max_retries"):
        client_type(api_key=KEY).with_options(max_retries=-1)


def test_closing_a_copy_leaves_its_parent_open() -> None:
    """A copy shares the connections; only the client that opened them closes them."""
    with scripted_server(answer(page())) as server, Revox(api_key=KEY, base_url=server.url) as client:
        client.campaigns.get_rows("c", page=0, page_size=1)
        pool = client._line.pool.client()
        with client.with_options(timeout=1) as copy:
            copy.campaigns.get_rows("c", page=0, page_size=1)
        assert not pool.is_closed
    assert pool.is_closed


def test_a_client_can_be_used_again_after_it_was_closed() -> None:
    """It opens new connections."""
    with scripted_server(answer(page())) as server:
        client = Revox(api_key=KEY, base_url=server.url)
        client.close()
        assert client.campaigns.get_rows("c", page=0, page_size=1).total == 0
        client.close()


def test_an_http_client_that_was_given_stays_open() -> None:
    """Who made it closes it."""
    with scripted_server(answer(page())) as server, httpx.Client() as http_client:
        with Revox(api_key=KEY, base_url=server.url, http_client=http_client) as client:
            client.campaigns.get_rows("c", page=0, page_size=1)
        assert not http_client.is_closed


def test_default_headers_and_query_go_with_every_request() -> None:
    """Arguments count before default query parameters, and headers of one call before default ones."""
    with (
        scripted_server(answer(page())) as server,
        Revox(
            api_key=KEY,
            base_url=server.url,
            default_headers={"X-A": "1", "X-B": "1"},
            default_query={"page": 9, "z": 1},
        ) as client,
    ):
        client.campaigns.get_rows("c", page=0, page_size=1, extra_headers={"x-b": "2"})
    request = server.received[0]
    assert request.target == "/campaigns/c/rows?page=0&page_size=1&z=1"
    assert (request.headers["x-a"], request.headers["x-b"]) == ("1", "2")


def test_the_request_says_who_asks() -> None:
    """Bearer key, JSON, and a user agent that names the library."""
    with scripted_server(answer(page())) as server, Revox(api_key=KEY, base_url=server.url) as client:
        client.campaigns.get_rows("c", page=0, page_size=1)
    headers = server.received[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["user-agent"].startswith("revox-client/")


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "é", "\0", None, 3])
def test_a_header_that_cannot_be_sent_is_refused_and_its_value_not_shown(value: Any) -> None:
    """A header value may be a secret."""
    with Revox(api_key=KEY, base_url="http://127.0.0.1:1") as client:
        with pytest.raises(ValueError, match="X-Secret") as caught:
            client.campaigns.get_rows("c", page=0, page_size=1, extra_headers={"X-Secret": value})
        assert "Evil" not in str(caught.value)
