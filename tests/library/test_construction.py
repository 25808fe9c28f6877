"""How a client is made: arguments, environment, and what is refused."""

import asyncio
import traceback
from typing import Any

import httpx
import pytest
from revox import APIConnectionError, AsyncRevox, RetryPolicy, Revox, RevoxError
from revox_api.runtime.document import spec

from tests.support.clients import BOTH_CLIENTS, KEY, ask, get_rows
from tests.support.rows import page
from tests.support.scripted_server import answer, scripted_server

GOOD = answer(page())
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
    assert str(client_type(api_key=KEY).base_url) == spec()["servers"][0]["url"]


WRONG = [
    *[("max_retries", value) for value in (-1, 1.5, float("inf"), float("nan"), "2", None, True)],
    *[("base_url", url) for url in ("", "example.com", "ftp://example.com", "http://", "http://host:port")],
    *[("base_url", f"http://{host}") for host in ("a..b", "a" * 70, "xn--x", "\ud800", "é" * 70, ".a")],
    ("base_url", "https://user:pw@host/"),
]


@CLIENTS
@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_option_is_refused(client_type: Any, name: str, value: Any) -> None:
    """At construction and by `with_options`: a count of retries, and an http or https URL without credentials."""
    with pytest.raises((ValueError, RevoxError), match=name):
        client_type(api_key=KEY, **{name: value})
    with pytest.raises((ValueError, RevoxError), match=name):
        client_type(api_key=KEY).with_options(**{name: value})


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


def test_closing_a_copy_leaves_its_parent_open() -> None:
    """A copy shares the connections; only the client that opened them closes them, and can be used again then."""
    with scripted_server(GOOD) as server, Revox(api_key=KEY, base_url=server.url) as client:
        get_rows(client)
        pool = client._line.pool.client()
        with client.with_options(timeout=1) as copy:
            get_rows(copy)
        was_closed = pool.is_closed
        client.close()
        assert (was_closed, pool.is_closed) == (False, True)
        assert get_rows(client).total == 0


def test_an_http_client_that_was_given_stays_open() -> None:
    """Who made it closes it."""
    with scripted_server(GOOD) as server, httpx.Client() as http_client:
        with Revox(api_key=KEY, base_url=server.url, http_client=http_client) as client:
            get_rows(client)
        assert not http_client.is_closed


@BOTH_CLIENTS
def test_default_headers_and_query_go_with_every_request(using: Any) -> None:
    """Arguments count before default query parameters, and headers of one call before default ones."""
    defaults = {"default_headers": {"X-A": "1", "X-B": "1"}, "default_query": {"page": 9, "z": 1}}
    outcome = ask(using, lambda client: get_rows(client, extra_headers={"x-b": "2"}), GOOD, **defaults)
    assert outcome.targets == ["/campaigns/c/rows?page=0&page_size=1&z=1"]
    headers = outcome.received[0].headers
    assert (headers["x-a"], headers["x-b"]) == ("1", "2")


@BOTH_CLIENTS
def test_the_request_says_who_asks(using: Any) -> None:
    """Bearer key, JSON, and a user agent that names the library."""
    headers = ask(using, get_rows, GOOD).received[0].headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["accept"] == "application/json"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert headers["user-agent"].startswith("revox-client/")


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"ALL_PROXY": "ftp://user:pass@host"}, "ALL_PROXY"),
        ({"HTTPS_PROXY": "socks5://host"}, "httpx[socks]"),
        ({"http_proxy": "http://user:pass\x01@host"}, "http_proxy"),
        ({"HTTP_PROXY": "http://user:pass@a..b"}, "of a proxy"),
        ({"SSL_CERT_FILE": "/no/such/file"}, "SSL_CERT_FILE=/no/such/file"),
        ({"SSL_CERT_FILE": __file__}, f"SSL_CERT_FILE={__file__}"),
    ],
    ids=str,
)
@CLIENTS
def test_a_machine_that_is_set_up_wrongly_is_told_so(
    client_type: Any, variables: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the variable of the environment, and no password; nothing was sent."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    scheme = "http" if {"http_proxy", "HTTP_PROXY"} & set(variables) else "https"
    client = client_type(api_key=KEY, base_url=f"{scheme}://revox.invalid", max_retries=0)
    with pytest.raises(APIConnectionError) as caught:
        get_rows(client) if client_type is Revox else asyncio.run(get_rows(client))
    assert (caught.value.maybe_delivered, caught.value.attempts, "pass" in str(caught.value)) == (False, 1, False)
    assert told in str(caught.value) or (client_type is AsyncRevox and "not known" in str(caught.value))


@BOTH_CLIENTS
@pytest.mark.parametrize("host", ["a..b", "a" * 70, "xn--x"])
def test_a_redirect_to_a_host_that_cannot_be_is_an_error_of_ours(using: Any, host: str) -> None:
    """Whoever notices it: httpx, or the system."""
    outcome = ask(using, get_rows, answer(b"", "302 Found", location=f"http://{host}/"), max_retries=0)
    assert isinstance(outcome.error, APIConnectionError)
