"""Calls that go on: their states in simulated time, and that all that is said of them agrees."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import revox
from revox import Revox
from revox.sandbox import Sandbox, SandboxError

from tests.support.scripted_server import CLOSE, answer, scripted_server

ALL: Any = {
    "filters": {name: [] for name in ("assignee_ids", "directions", "outcomes", "results", "statuses")},
    "rows": {"call_ids": [], "mode": "all_except"},
}
NUMBERS = [f"+1415555010{digit}" for digit in range(6)]
NINE_TO_FIVE: Any = {
    "calling_windows": [
        {"calling_window_start_time": "9am", "calling_window_end_time": "17:00", "retry_delay_seconds": 600}
    ],
    "max_retry_attempts": 2,
    "timezone": "UTC",
}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """An empty sandbox."""
    with Sandbox(seed=7) as opened:
        yield opened


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Revox]:
    """A client of it."""
    with sandbox.client() as opened:
        yield opened


def launched(sandbox: Sandbox, client: Revox, numbers: list[str] = NUMBERS, **settings: Any) -> str:
    """Make a campaign that calls these numbers, launch it, and return its ID."""
    scheduled_at = settings.pop("scheduled_at", None)
    campaign = sandbox.add_campaign("spring", rows=[{"phone_number": number} for number in numbers], **settings)
    later = {} if scheduled_at is None else {"scheduled_at": scheduled_at}
    assert client.campaigns.launch(campaign, mode="ai_first", selection=ALL, **later).launched == len(numbers)
    return campaign


def calls(client: Revox, campaign: str) -> list[Any]:
    """Read the calls of a campaign, as JSON."""
    return [msgspec.to_builtins(row.call) for row in client.campaigns.iter_rows(campaign)]


def test_a_human_said_yes_and_a_program_makes_a_lead(sandbox: Sandbox, client: Revox) -> None:
    """What a script settles is what is answered: the transcript, the data, the outcome and the statistics."""
    sandbox.script(NUMBERS[0], result="human", transcript=[{"role": "user", "content": "Yes!"}],
                   structured_output={"interest": "yes"}, outcome="interested")  # fmt: skip
    campaign = launched(sandbox, client, NUMBERS[:1])
    sandbox.advance(minutes=30)
    leads = [
        call for call in calls(client, campaign) if call["last_call_attempt"]["structured_output"]["interest"] == "yes"
    ]
    assert [(call["status"], call["outcome"], call["to_phone_number"]) for call in leads] == [
        ("completed", "interested", NUMBERS[0])
    ]
    statistics = client.campaigns.statistics(campaign).statistics
    assert [lead.phone for lead in statistics.leads.interested] == list(sandbox.phones_rung) == NUMBERS[:1]


def test_a_call_goes_through_the_documented_states(sandbox: Sandbox, client: Revox) -> None:
    """It waits, rings, is spoken in, is worked on, and is over; times never go back, and a part is shown as a part."""
    sandbox.script(NUMBERS[0], result="human", transcript=[{"role": "user", "content": "Hello?"}] * 5)
    campaign, seen = launched(sandbox, client, NUMBERS[:1]), []
    for _ in range(120):
        (call,) = calls(client, campaign)
        attempt = call["last_call_attempt"] or {"status": None}
        seen += [(call["status"], attempt["status"])] if (call["status"], attempt["status"]) not in seen else []
        assert attempt["status"] in (None, "completed") or (attempt["ended_at"], attempt["result"]) == (None, None)
        sandbox.advance(seconds=1)
    assert seen == [("queued_for_calling", None), ("calling", "ringing"), ("calling", "ongoing"),
                    ("post_processing", "completed"), ("completed", "completed")]  # fmt: skip
    assert attempt["started_at"] < attempt["answered_at"] < attempt["ended_at"]


def test_no_more_calls_go_on_than_may(sandbox: Sandbox, client: Revox) -> None:
    """With two at a time there are never three, and all of them come to an end."""
    campaign, most = launched(sandbox, client, max_concurrent_calls=2), 0
    for _ in range(60):
        sandbox.advance(seconds=5)
        most = max(most, sum(call["status"] == "calling" for call in calls(client, campaign)))
    assert most == 2
    sandbox.advance(days=7)
    assert {call["status"] for call in calls(client, campaign)} <= {"completed", "errored"}
    assert client.campaigns.retrieve(campaign).campaign.status == "completed"


def test_a_limit_that_is_lifted_lets_the_others_go_on(sandbox: Sandbox, client: Revox) -> None:
    """Calls that wait for others to end begin at once."""
    campaign = launched(sandbox, client, max_concurrent_calls=1)
    sandbox.advance(seconds=1)
    client.campaigns.update(campaign, max_concurrent_calls=None)
    sandbox.advance(seconds=1)
    assert sandbox.phones_rung == dict.fromkeys(NUMBERS, 1)


@pytest.mark.parametrize(
    ("hours", "first_ring"),
    [(0, "2026-03-09T15:00"), (3, "2026-03-10T09:00"), (24 * 4 + 3, "2026-03-16T09:00")],
)
def test_nobody_is_called_outside_the_windows(sandbox: Sandbox, client: Revox, hours: int, first_ring: str) -> None:
    """A call that is launched in the evening rings in the morning, and on Friday evening, on Monday."""
    sandbox.advance(hours=hours)
    campaign = launched(sandbox, client, call_retry_config=NINE_TO_FIVE)
    sandbox.advance(days=4)
    starts = sorted(attempt["started_at"] for call in calls(client, campaign) for attempt in call["call_attempts"])
    assert starts[0].startswith(first_ring)
    assert all("09" <= start[11:13] < "17" for start in starts)


@pytest.mark.parametrize("result", ["busy", "voicemail"])
def test_retries_are_as_many_and_as_far_apart_as_configured(sandbox: Sandbox, client: Revox, result: str) -> None:
    """Two retries are three attempts, ten minutes apart; the end depends on whether anything answered."""
    sandbox.script(NUMBERS[0], result=result)
    campaign = launched(sandbox, client, NUMBERS[:1], call_retry_config=NINE_TO_FIVE)
    sandbox.advance(days=3)
    (call,) = calls(client, campaign)
    attempts = [(attempt["dial_error"] or attempt["result"]) for attempt in call["call_attempts"]]
    ends = [datetime.fromisoformat(attempt["ended_at"]) for attempt in call["call_attempts"]]
    starts = [datetime.fromisoformat(attempt["started_at"]) for attempt in call["call_attempts"]]
    assert (attempts, sandbox.phones_rung) == ([result] * 3, {NUMBERS[0]: 3})
    assert [start - end for start, end in zip(starts[:-1], ends[1:], strict=True)] == [timedelta(minutes=10)] * 2
    assert call["status"] == ("errored" if result == "busy" else "completed")


def test_a_script_can_begin_after_some_attempts(sandbox: Sandbox, client: Revox) -> None:
    """Nobody answers at first, and nobody is called again who was reached."""
    sandbox.script(NUMBERS[0], result="human", after=1)
    campaign = launched(sandbox, client, NUMBERS[:1], call_retry_config=NINE_TO_FIVE)
    sandbox.advance(days=3)
    (call,) = calls(client, campaign)
    assert [attempt["dial_error"] or attempt["result"] for attempt in call["call_attempts"]] == ["human", "no_answer"]
    result = client.campaigns.launch(campaign, mode="ai_first", selection=ALL)
    assert (result.launched, result.skipped.attempts_exhausted) == (0, 1)


def test_a_launch_can_wait_for_its_time(sandbox: Sandbox, client: Revox) -> None:
    """No phone rings before `scheduled_at`."""
    at = (sandbox.now + timedelta(minutes=40)).astimezone(timezone(timedelta(hours=2)))
    campaign = launched(sandbox, client, NUMBERS[:1], scheduled_at=at.isoformat())
    sandbox.advance(minutes=39)
    assert ({call["status"] for call in calls(client, campaign)}, sandbox.phones_rung) == ({"scheduled"}, {})
    sandbox.advance(minutes=1)
    assert sandbox.phones_rung == {NUMBERS[0]: 1}


def test_a_paused_campaign_rings_nobody_until_it_is_resumed(sandbox: Sandbox, client: Revox) -> None:
    """A call that goes on ends as it would; a cancelled campaign never rings again."""
    campaign = launched(sandbox, client, max_concurrent_calls=1)
    sandbox.advance(seconds=1)
    client.campaigns.pause(campaign)
    sandbox.advance(days=1)
    assert sandbox.phones_rung == {NUMBERS[0]: 1}
    assert client.campaigns.retrieve(campaign).campaign.status == "paused"
    client.campaigns.resume(campaign)
    sandbox.advance(seconds=90)
    rung = sandbox.phones_rung
    client.campaigns.cancel(campaign)
    sandbox.advance(days=9)
    assert len(NUMBERS) > len(rung) >= 2
    assert sandbox.phones_rung == rung
    assert {call["status"] for call in calls(client, campaign)} >= {"cancelled"}


def test_a_call_that_goes_on_can_be_paused_and_resumed(sandbox: Sandbox, client: Revox) -> None:
    """It ends as it would, and is tried again only when it is resumed, before its end or after it."""
    sandbox.script(NUMBERS[0], result="busy")
    campaign = launched(sandbox, client, NUMBERS[:1], call_retry_config=NINE_TO_FIVE)
    call_id = calls(client, campaign)[0]["id"]
    sandbox.advance(seconds=1)
    client.call.pause(call_id)
    client.call.resume(call_id)
    client.call.pause(call_id)
    sandbox.advance(days=1)
    assert (client.call.retrieve(call_id).call.status, sandbox.phones_rung) == ("paused", {NUMBERS[0]: 1})
    client.call.resume(call_id)
    sandbox.advance(hours=1)
    assert sandbox.phones_rung == {NUMBERS[0]: 3}
    with pytest.raises(revox.ConflictError):
        client.call.cancel(call_id)


def test_calls_of_a_deleted_assistant_fail(sandbox: Sandbox, client: Revox) -> None:
    """No phone rings, and the calls say so."""
    campaign = launched(sandbox, client)
    client.assistants.delete(client.campaigns.retrieve(campaign).campaign.assistant_id)
    sandbox.advance(hours=1)
    assert ({call["status"] for call in calls(client, campaign)}, sandbox.phones_rung) == ({"errored"}, {})


def test_the_data_is_what_the_assistant_asks_for_and_statistics_agree(sandbox: Sandbox, client: Revox) -> None:
    """Every field that must be filled is; the longest duration is kept; figures are those of the calls."""
    config = [{"name": "interest", "type": "enum", "required": True, "enum_options": ["yes", "no"]}]
    assistant = {"structured_output_config": config, "max_call_duration_secs": 60}
    numbers = [f"+1415555{number:04d}" for number in range(60)]
    campaign = launched(sandbox, client, numbers, assistant=assistant)
    sandbox.advance(days=9)
    found = calls(client, campaign)
    attempts = [attempt for call in found for attempt in call["call_attempts"]]
    human = [attempt for attempt in attempts if attempt["result"] == "human"]
    assert {attempt["structured_output"]["interest"] for attempt in human} == {"yes", "no"}
    for attempt in human:
        length = datetime.fromisoformat(attempt["ended_at"]) - datetime.fromisoformat(attempt["answered_at"])
        assert length <= timedelta(seconds=60)
    statistics = client.campaigns.statistics(campaign).statistics
    assert (statistics.funnel.called.count, statistics.effort.outbound_attempts) == (60, len(attempts))
    assert statistics.funnel.reached.count == len({attempt["phone_number"] for attempt in human})
    assert sum(sandbox.phones_rung.values()) == len(attempts)
    counts = client.campaigns.retrieve(campaign).campaign.row_stats
    assert counts is not None
    assert counts.completed == sum(call["status"] == "completed" for call in found)
    history = client.call.phone_history().phone_history
    assert {number: one.count for number, one in history.items()} == sandbox.phones_rung


def test_the_same_seed_is_the_same_story() -> None:
    """Whether time passes at once or little by little, and another seed is another story."""

    def story(seed: int, steps: int) -> Any:
        with Sandbox(seed=seed) as sandbox, sandbox.client() as client:
            campaign = launched(sandbox, client)
            for _ in range(steps):
                sandbox.advance(hours=48 / steps)
            return calls(client, campaign)

    assert story(1, 1) == story(1, 96) != story(2, 1)


def test_time_can_run_by_itself() -> None:
    """At a high speed a call is over as soon as somebody looks."""
    with Sandbox(speed=1e7) as sandbox, sandbox.client() as client:
        campaign = launched(sandbox, client, NUMBERS[:1])
        for _ in range(1000):
            (call,) = calls(client, campaign)
            if call["status"] in ("completed", "errored"):
                break
        assert call["status"] in ("completed", "errored")


def test_a_webhook_is_sent_when_a_call_is_over_until_it_is_taken(sandbox: Sandbox, client: Revox) -> None:
    """It is tried again after no answer and after an error, later each time; its body is the documented one."""
    sandbox.script(NUMBERS[0], result="human", structured_output={"interest": "yes"})
    with scripted_server(CLOSE, answer(status="500 Oops"), answer(status="204 No Content")) as receiver:
        campaign = launched(sandbox, client, NUMBERS[:1], assistant={"webhook_url": f"{receiver.url}/hook"})
        sandbox.advance(hours=1)
        received = [(one.method, one.target, msgspec.json.decode(one.body)) for one in receiver.received]
    (call,), (webhook,) = calls(client, campaign), sandbox.webhooks
    assert (webhook.statuses, webhook.is_due) == ([None, 500, 204], False)
    assert received == [("POST", "/hook", webhook.body)] * 3
    assert (webhook.body["call_order_id"], webhook.body["status"], webhook.body["result"]) == (
        call["id"],
        "completed",
        "human",
    )
    assert webhook.body["annotation"] == {"interest": "yes"}


def test_a_webhook_goes_nowhere_else(sandbox: Sandbox, client: Revox) -> None:
    """What is not on this machine is recorded, and never sent."""
    sandbox.script(NUMBERS[0], result="human")
    launched(sandbox, client, NUMBERS[:1], assistant={"webhook_url": "https://hooks.example/revox"})
    sandbox.advance(hours=1)
    assert [(one.url, one.statuses) for one in sandbox.webhooks] == [("https://hooks.example/revox", [])]


def test_what_was_asked_is_recorded_without_keys(sandbox: Sandbox) -> None:
    """Each request has its method, path, query, body and status; also one that is refused."""
    with httpx.Client(transport=sandbox.transport(), base_url=sandbox.base_url) as http:
        http.post("/assistants?x=1", json={"name": "é"}, headers={"Authorization": "Bearer sandbox-key", "Cookie": "c"})
        http.get("/voices", headers={"Authorization": "Bearer wrong"})
    first, second = sandbox.requests
    assert (first.method, first.path, dict(first.query), first.json, first.status) == (
        "POST", "/api/assistants", {"x": "1"}, {"name": "é"}, 400)  # fmt: skip
    assert (second.path, second.status, second.json) == ("/api/voices", 401, None)
    assert not {"authorization", "cookie"} & (first.headers.keys() | second.headers.keys())


def test_own_rows_may_be_models_and_partial(sandbox: Sandbox, client: Revox) -> None:
    """What is given is answered, calls and attempts as well, and the rest is filled up; twice is once."""
    rows: list[Any] = [
        {"phone_number": NUMBERS[0], "input_data": {"name": "Ada"}},
        {"phone_number": NUMBERS[1], "call": {"status": "completed", "call_attempts": [{"result": "human"}]}},
        {"phone_number": NUMBERS[2], "call": None},
    ]
    made = sandbox.add_campaign("own", rows=rows)
    assert sandbox.add_campaign("own", rows=rows) == made
    first, second, third = client.campaigns.iter_rows(made)
    assert (first.phone_number, first.input_data, first.call and first.call.status) == (
        NUMBERS[0],
        {"name": "Ada"},
        "not_launched",
    )
    assert second.call is not None
    assert (second.call.call_attempts[0].result, second.call.call_attempts[0].dial_error) == ("human", None)
    assert (third.phone_number, third.call) == (NUMBERS[2], None)
    assert sandbox.add_campaign("copy", rows=[msgspec.structs.replace(first, id="other", call=None)]) == "copy"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rows": [{"phone_number": 5}]}, r"rows\[0\]\.phone_number"),
        ({"rows": [{"call": {"status": "asleep"}}]}, r"rows\[0\]\.call\.status"),
        ({"rows": [], "assistant": {"prompt": 5}}, "prompt"),
        ({"rows": [], "max_concurrent_calls": "many"}, "max_concurrent_calls"),
    ],
)
def test_own_data_that_the_spec_forbids_is_refused(sandbox: Sandbox, arguments: Any, message: str) -> None:
    """The error names the field, and nothing is stored."""
    with pytest.raises(SandboxError, match=message):
        sandbox.add_campaign("own", **arguments)
    assert sandbox.campaigns == []
    with pytest.raises(SandboxError, match="result"):
        sandbox.script("+1", result="asleep")


def test_both_generations_of_the_api(tmp_path: Path) -> None:
    """On request all rows come at once, and a campaign dials when it is created."""
    with Sandbox(unpaged_rows=True, dials_on_creation=True) as sandbox, sandbox.client() as client:
        contacts: Any = [{"to_phone_number": number, "prompt_variables": {"n": 1}} for number in NUMBERS]
        assistant = client.assistants.create(name="Ava", prompt="Be kind.").assistant
        campaign = client.campaigns.create(name="March", assistant_id=assistant.id, contacts=contacts).campaign
        sandbox.advance(seconds=1)
        assert sandbox.phones_rung == dict.fromkeys(NUMBERS, 1)
        raw = client.campaigns.with_raw_response.get_rows(campaign.id, page=0, page_size=2)
        assert [*msgspec.json.decode(raw.text())] == ["rows"]
        assert len(msgspec.json.decode(raw.text())["rows"]) == 6


@pytest.mark.parametrize("fault", ["latency=60", "stall=0.5"])
def test_a_timeout_holds_within_the_process(fault: str) -> None:
    """An answer that does not come in time is a timeout of httpx, long before it would come."""
    with Sandbox(faults=[fault]) as sandbox, httpx.Client(transport=sandbox.transport(), timeout=0.05) as http:
        with pytest.raises(httpx.ReadTimeout):
            http.get(f"{sandbox.base_url}/voices", headers={"Authorization": "Bearer sandbox-key"})
        assert [request.status for request in sandbox.requests] in ([0], [200])
