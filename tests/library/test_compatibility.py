"""Programs that were written for the official SDK: what they set, import and catch."""

import asyncio
import gc
import importlib
import pickle
import re
import subprocess
import sys
import warnings
from typing import Any
from unittest import mock

import httpx
import pytest
import revox
import trio
from revox import ArgumentError, AsyncRevox, Revox, RevoxError
from revox.sandbox import Sandbox

from tests.support.clients import BOTH_CLIENTS, KEY, ask, get_rows, in_turn
from tests.support.operations import EXAMPLES
from tests.support.rows import page, page_of, row
from tests.support.scripted_server import answer, scripted_server

GOOD = answer(page())
BAD = answer(b"", "500 Oops")
CLIENTS = pytest.mark.parametrize("client_type", [Revox, AsyncRevox])
REQUEST = httpx.Request("GET", "https://revox.invalid")


@CLIENTS
def test_a_copy_adds_to_headers_and_query_or_replaces_them(client_type: Any) -> None:
    """Whatever the client was made with; a URL of httpx will do."""
    client = client_type(
        api_key=KEY, default_headers={"a": "1"}, default_query={"q": 1}, base_url=httpx.URL("http://a")
    )
    added = client.copy(default_headers={"b": "2"}, default_query={"r": 2})
    replaced = client.with_options(set_default_headers={"b": "2"}, set_default_query={}, base_url=httpx.URL("http://b"))
    assert (added.default_headers, added.default_query) == ({"a": "1", "b": "2"}, {"q": 1, "r": 2})
    assert (replaced.default_headers, replaced.default_query) == ({"b": "2"}, {})
    assert (str(added.base_url), str(replaced.base_url)) == ("http://a", "http://b")


@BOTH_CLIENTS
def test_an_option_that_is_set_holds_from_then_on(using: Any) -> None:
    """The key is that of the next request, and a value that makes no sense is refused."""

    def action(client: Any) -> Any:
        client.api_key, client.max_retries, client.default_headers = "another-key", 0, {"x-a": "1"}
        with pytest.raises(ValueError, match="timeout"):
            client.timeout = -1
        return get_rows(client)

    outcome = ask(using, action, BAD)
    headers = outcome.received[0].headers
    assert (len(outcome.received), headers["authorization"], headers["x-a"]) == (1, "Bearer another-key", "1")


@pytest.mark.parametrize(
    ("client_type", "http_client"), [(Revox, httpx.AsyncClient()), (AsyncRevox, httpx.Client()), (Revox, "no client")]
)
def test_an_http_client_of_the_other_kind_is_refused_at_once(client_type: Any, http_client: Any) -> None:
    """And not when the first call fails."""
    with pytest.raises(TypeError, match="http_client: expected an httpx"):
        client_type(api_key=KEY, http_client=http_client)


@CLIENTS
def test_a_method_of_a_resource_can_be_replaced(client_type: Any) -> None:
    """A resource is one object for each client."""
    client = client_type(api_key=KEY)
    with mock.patch.object(client.campaigns, "get_rows", new="mine"):
        assert client.campaigns.get_rows == "mine"


@BOTH_CLIENTS
@pytest.mark.parametrize("follows", [True, False])
def test_an_http_client_that_was_given_keeps_what_it_was_made_with(using: Any, follows: bool) -> None:
    """Its timeout, headers, cookies and parameters; what is said here counts before. Redirects are its choice."""

    def action(client: Any) -> Any:
        http = client._line.pool.given
        http.timeout, http.follow_redirects = httpx.Timeout(7), follows
        http.headers.update({"X-A": "1", "Authorization": "no"})
        http.cookies.set("c", "2")
        http.params = http.params.merge({"p": "3"})
        copy = type(client)(api_key=KEY, base_url=client.base_url, http_client=http)
        assert copy.timeout == httpx.Timeout(7)
        return get_rows(copy)

    outcome = ask(using, action, answer(b"", "307 Temporary Redirect", location="/x"), GOOD)
    headers = outcome.received[0].headers
    assert (headers["x-a"], headers["cookie"], headers["authorization"]) == ("1", "c=2", f"Bearer {KEY}")
    assert "p=3" in outcome.targets[0]
    assert (len(outcome.received), outcome.error is None) == ((2, True) if follows else (1, False))


@BOTH_CLIENTS
def test_credentials_of_an_http_client_are_in_no_error(using: Any) -> None:
    """Where the server repeats them."""

    def action(client: Any) -> Any:
        client._line.pool.given.headers["X-Api-Key"] = "secret-header"
        client._line.pool.given.cookies.set("c", "secret-cookie")
        return get_rows(client)

    error = ask(using, action, answer({"error": "no secret-header, secret-cookie"}, "400 Bad")).error
    assert "secret" not in str(error) + str(error.body) + str(pickle.dumps(error))


@CLIENTS
@pytest.mark.parametrize("timeout", [-1, "5", 0, True, float("nan"), httpx.Timeout(5, read=-1)])
def test_a_timeout_is_a_number_above_zero(client_type: Any, timeout: Any) -> None:
    """At construction and in a copy."""
    with pytest.raises(ValueError, match="timeout"):
        client_type(api_key=KEY, timeout=timeout)
    with pytest.raises(ValueError, match="timeout"):
        client_type(api_key=KEY).copy(timeout=timeout)


def _paged(request: Any) -> bytes:
    number = page_of(request)
    return answer(page(row(number), page=number, total=9) if number < 9 else page(page=number, total=9))


def test_trio_reads_ahead_and_is_not_warned() -> None:
    """Pages come in tasks of trio, leaving ends them, and a client that is left open is closed at the end."""

    async def run(url: str) -> list[str]:
        client = AsyncRevox(api_key=KEY, base_url=url)
        left = client.campaigns.iter_rows("c", page_size=1, prefetch=4)
        await anext(left)
        await left.aclose()
        found = [item.id async for item in client.campaigns.iter_rows("c", page_size=1, prefetch=4)]
        del client, left
        gc.collect()
        return found

    with scripted_server(_paged) as server, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert trio.run(run, server.url) == [f"row-{number}" for number in range(9)]
        gc.collect()
    assert [str(warning.message) for warning in warned] == []


@BOTH_CLIENTS
def test_a_wrong_argument_is_an_error_of_the_library(using: Any) -> None:
    """`except RevoxError` catches it, but it is no `APIError`: nothing was sent."""
    outcome = ask(using, lambda client: get_rows(client, page_size="x"), GOOD)
    kinds = [RevoxError, ArgumentError, ValueError, revox.APIError]
    assert [isinstance(outcome.error, kind) for kind in kinds] == [True, True, True, False]
    assert outcome.received == []


HTML = answer(b"<html>down</html>", content_type="text/html")
SURPRISE = answer(page() | {"total": "many"})


@BOTH_CLIENTS
@pytest.mark.parametrize(("reply", "strict"), [(SURPRISE, True), (HTML, False), (answer({}), False)])
def test_what_another_attempt_cannot_mend_is_not_asked_for_again(using: Any, reply: bytes, strict: bool) -> None:
    """A deviation under `strict`, another kind of document, and none of the documented one."""
    outcome = ask(using, get_rows, reply, strict=strict)
    assert (type(outcome.error), len(outcome.received)) == (revox.APIResponseValidationError, 1)


@BOTH_CLIENTS
def test_a_call_that_succeeds_gives_its_retries_back(using: Any) -> None:
    """However many calls need some."""
    replies = [BAD, BAD, GOOD] * 8
    policy = revox.RetryPolicy(max_retries=3, budget=3)
    outcome = ask(using, lambda client: in_turn(*[lambda: get_rows(client)] * 8), *replies, retry=policy)
    assert (len(outcome.result), len(outcome.received)) == (8, 24)


@BOTH_CLIENTS
@pytest.mark.parametrize(("status", "said", "sent"), [("500 Oops", "false", 1), ("400 Bad", "true", 3)])
def test_a_server_may_say_whether_to_try_again(using: Any, status: str, said: str, sent: int) -> None:
    """`x-should-retry` counts for a read, and never makes a write go out again."""
    reply = answer(b"", status, x_should_retry=said)
    write = next(each for each in EXAMPLES.values() if not each.operation.is_read)
    assert len(ask(using, get_rows, reply).received) == sent
    assert len(ask(using, write.call, reply).received) == 1


class _Broken(httpx.MockTransport):
    def __init__(self) -> None:
        super().__init__(self._fail)

    def _fail(self, request: httpx.Request) -> httpx.Response:
        raise KeyError("broken")


def test_an_error_of_a_transport_becomes_one_of_ours() -> None:
    """Whatever it raises."""
    with httpx.Client(transport=_Broken()) as http, pytest.raises(revox.APIConnectionError, match="KeyError: 'broken'"):
        get_rows(Revox(api_key=KEY, http_client=http, max_retries=0))


RESPONSE = httpx.Response(404, request=REQUEST)
BUILT = [
    revox.APIError("no", REQUEST, body={"a": 1}),
    revox.APIConnectionError(request=REQUEST),
    revox.APIConnectionError(message="no", request=REQUEST),
    revox.APITimeoutError(REQUEST),
    revox.APIResponseValidationError(RESPONSE, {"a": 1}),
    revox.NotFoundError("no", response=RESPONSE, body={"a": 1}),
]


@pytest.mark.parametrize("error", BUILT, ids=repr)
def test_errors_are_built_as_in_the_sdk(error: Any) -> None:
    """They have a message, a request and a body, and survive pickling."""
    copy = pickle.loads(pickle.dumps(error))
    assert error.message
    assert error.request is REQUEST
    assert (str(copy), copy.args, copy.body) == (str(error), error.args, error.body)
    assert error.body in (None, {"a": 1})


@pytest.mark.parametrize("name", importlib.import_module("revox._compat").__all__)
def test_names_of_the_sdk_are_there(name: str) -> None:
    """They can be imported from `revox`, though they are not what it offers first."""
    assert getattr(revox, name) is not None
    assert name not in revox.__all__


def test_old_names_stand_for_ours() -> None:
    """What is annotated or compared with them is what a client takes and gives."""
    old: Any = revox
    assert (old.Client, old.AsyncClient, old.NOT_GIVEN, old.NotGiven) == (Revox, AsyncRevox, revox.omit, revox.Omit)
    assert Revox(api_key=KEY).max_retries == old.DEFAULT_MAX_RETRIES
    with old.DefaultHttpxClient(headers={"x-a": "1"}) as http:
        assert (http.timeout, http.follow_redirects, http.headers["x-a"]) == (revox.DEFAULT_TIMEOUT, True, "1")
    assert old.DefaultAsyncHttpxClient(timeout=old.Timeout(3)).timeout == httpx.Timeout(3)
    with pytest.raises(AttributeError, match="module 'revox' has no attribute 'Nothing'"):
        _ = old.Nothing


def test_old_names_are_not_imported_before_they_are_asked_for() -> None:
    """They cost nothing to those who have no use for them."""
    code = "import sys, revox; print('revox._compat' in sys.modules, revox.Client.__name__)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False Revox\n"
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_types_have_a_response_and_params_of_each_operation(name: str) -> None:
    """Under the names of the SDK; the params are the arguments that are not in the path."""
    types = importlib.import_module("revox.types")
    operation = EXAMPLES[name].operation
    resource, _, verb = name.partition(".")
    singular = resource if resource.endswith("status") else resource.removesuffix("s")
    prefix = "".join(word.capitalize() for word in f"{singular}_{verb}".split("_"))
    assert getattr(types, f"{prefix}Response") is operation.responses[0].type
    arguments = set(EXAMPLES[name].arguments) - set(re.findall(r"{(\w+)}", operation.path))
    assert arguments <= set(getattr(types, f"{prefix}Params").__annotations__)


@CLIENTS
@pytest.mark.parametrize("name", sorted({name.partition(".")[0] for name in EXAMPLES}))
def test_resources_are_there_by_their_names(client_type: Any, name: str) -> None:
    """What a client has is an instance of them."""
    class_name = "".join(word.capitalize() for word in name.split("_"))
    prefix = "Async" if client_type is AsyncRevox else ""
    found = getattr(importlib.import_module("revox.resources"), f"{prefix}{class_name}Resource")
    assert type(getattr(client_type(api_key=KEY), name)) is found


@pytest.mark.parametrize("module", ["types", "resources"])
def test_what_the_api_has_not_is_missing(module: str) -> None:
    """An error as that of any module."""
    with pytest.raises(AttributeError, match=f"module 'revox.{module}' has no attribute 'NoResponse'"):
        _ = importlib.import_module(f"revox.{module}").NoResponse


def test_models_are_a_module() -> None:
    """Whose classes can be imported, and are those that responses are made of."""
    models = importlib.import_module("revox.models")
    assert models is revox.models
    assert models.RowsPage is importlib.import_module("revox.types").CampaignGetRowsResponse


@CLIENTS
def test_a_sandbox_within_the_process_keeps_to_timeouts(client_type: Any) -> None:
    """As one behind a port does."""

    def read() -> None:
        if client_type is Revox:
            sandbox.client(timeout=0.05, max_retries=0).users.retrieve()
        else:
            asyncio.run(sandbox.async_client(timeout=0.05, max_retries=0).users.retrieve())

    with Sandbox(faults=["latency=30"]) as sandbox, pytest.raises(revox.APITimeoutError):
        read()
