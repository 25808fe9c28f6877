"""Nobody's phone rings by accident: what dials is marked, can be switched off, and is never sent twice."""

import inspect
from typing import Any

import httpx
import pytest
from revox import APIError, DiallingRefused, Revox, RevoxError
from revox_api import Resources

from tests.support.clients import BOTH_CLIENTS, KEY, StoppedClock, ask
from tests.support.operations import DIALS
from tests.support.scripted_server import answer


def test_five_operations_dial_and_say_so() -> None:
    """They are marked in the spec, and in the docstring."""
    assert len(DIALS) == 5
    for name in DIALS:
        resource, _, verb = name.partition(".")
        method = getattr(getattr(Resources, resource).func(None), verb)
        assert "Phones may ring." in (inspect.getdoc(method) or "")


@pytest.mark.parametrize("name", DIALS)
@BOTH_CLIENTS
def test_a_client_that_may_not_dial_sends_nothing(using: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it was made so, is a copy of one, or the environment says so; a copy cannot lift it."""
    refused = [
        ask(using, lambda client: DIALS[name].call(client), dialling=False),
        ask(using, lambda client: DIALS[name].call(client.with_options(dialling=True)), dialling=False),
        ask(using, lambda client: DIALS[name].call(client.with_options(dialling=False))),
    ]
    monkeypatch.setenv("REVOX_DIALLING", "off")
    refused.append(ask(using, lambda client: DIALS[name].call(client), dialling=True))
    for outcome in refused:
        assert isinstance(outcome.error, DiallingRefused)
        assert (outcome.error.operation, outcome.received) == (name, [])
        assert "REVOX_DIALLING" in str(outcome.error)


@pytest.mark.parametrize("name", DIALS)
@BOTH_CLIENTS
def test_a_lost_answer_is_not_asked_for_again(using: Any, name: str) -> None:
    """The error says that phones may ring, and which operation shows whether they do."""
    outcome = ask(using, lambda client: DIALS[name].call(client), answer(status="503 Unavailable"))
    assert isinstance(outcome.error, APIError)
    assert (len(outcome.received), outcome.error.maybe_delivered) == (1, True)
    assert f"look before you try again, see `{DIALS[name].operation.verify_with}`" in str(outcome.error)


def test_what_never_left_is_sent_again() -> None:
    """A connection that was refused has delivered nothing."""
    tries = []

    def refuse(request: httpx.Request) -> httpx.Response:
        tries.append(request)
        raise httpx.ConnectError("refused")

    transport = httpx.Client(transport=httpx.MockTransport(refuse))
    with (
        Revox(api_key=KEY, http_client=transport, clock=StoppedClock().clock()) as client,
        pytest.raises(APIError) as caught,
    ):
        next(iter(DIALS.values())).call(client)
    assert (len(tries), caught.value.maybe_delivered) == (3, False)


def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was meant to switch it off must not be overlooked."""
    monkeypatch.setenv("REVOX_DIALLING", "false")
    with pytest.raises(RevoxError, match="REVOX_DIALLING: expected on or off, got 'false'"):
        Revox(api_key=KEY)
