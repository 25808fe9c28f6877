"""Waiting until a campaign or a call is over, and events that say so."""

import json
from typing import Any

import pytest
from revox import NotFoundError, RevoxError, WaitTimeoutError, webhooks
from revox_api.runtime.document import spec

from tests.support.clients import BOTH_CLIENTS, ask
from tests.support.scripted_server import Answer, answer

EXAMPLES = {name: example["value"] for name, example in spec()["components"]["examples"].items()}


def answers(resource: str, *statuses: str) -> list[Answer]:
    """Return an answer for each status: a campaign or a call that has it."""
    name = {"campaigns": "campaign", "call": "call"}[resource]
    example = EXAMPLES[f"{name.title()}Response"][name]
    return [answer({name: example | {"status": status}}) for status in statuses]


CASES = [("campaigns", "running", "paused", "completed"), ("call", "calling", "scheduled", "errored")]


@pytest.mark.parametrize(("resource", "early", "late", "over"), CASES)
@BOTH_CLIENTS
def test_waiting_ends_when_it_is_over(using: Any, resource: str, early: str, late: str, over: str) -> None:
    """It is looked at less and less often, and each look is told."""
    seen: list[str] = []
    outcome = ask(
        using,
        lambda client: getattr(client, resource).wait("x", progress=lambda thing: seen.append(thing.status)),
        *answers(resource, early, late, over),
    )
    assert outcome.result.status == over
    assert (seen, outcome.waits) == ([early, late, over], [1.0, 1.5])


@pytest.mark.parametrize(("resource", "early", "late", "over"), CASES)
@BOTH_CLIENTS
def test_waiting_ends_when_the_time_is_up(using: Any, resource: str, early: str, late: str, over: str) -> None:
    """Not a look later than was allowed; it goes on at the server."""
    outcome = ask(using, lambda client: getattr(client, resource).wait("x", within=2), *answers(resource, *[early] * 9))
    assert isinstance(outcome.error, WaitTimeoutError | TimeoutError)
    assert (outcome.waits, len(outcome.received)) == ([1.0, 1.0], 3)


EVENT = {"call_order_id": "ca_1", "status": "completed", "calls_count": 2, "transcript": None, "new": {"a": 1}}


@BOTH_CLIENTS
def test_an_event_is_read_and_confirmed(using: Any) -> None:
    """Fields that are not known stay in `raw`; what is believed is the call that the API has."""
    event = webhooks.parse(json.dumps(EVENT))
    assert (event.call_order_id, event.calls_count, event.transcript, event.raw) == ("ca_1", 2, None, EVENT)
    outcome = ask(
        using,
        lambda client: client.webhooks.confirm(client.webhooks.parse(json.dumps(EVENT))),
        *answers("call", "completed"),
    )
    assert (outcome.result.id, outcome.targets) == ("ca_1", ["/call/ca_1"])
    assert isinstance(
        ask(using, lambda client: client.webhooks.confirm(event), answer(status="404 Not Found")).error, NotFoundError
    )


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", "\ud800", b"\xff", b"[" * 100_000])
def test_what_is_no_event_is_told(body: bytes | str) -> None:
    """Anybody can send anything there."""
    with pytest.raises(RevoxError, match="expected a JSON object"):
        webhooks.parse(body)


@BOTH_CLIENTS
def test_an_event_of_another_form_is_read(using: Any) -> None:
    """A value of another type stays as it came; without a call there is nothing to confirm."""
    event = webhooks.parse(b'{"calls_count": "two", "call_order_id": 7}')
    assert [*map(str, (event.calls_count, event.call_order_id))] == ["two", "7"]
    assert "names no call" in str(ask(using, lambda client: client.webhooks.confirm(event)).error)
