"""An application, tested with the fixtures that everybody has: nothing here is known but the public API."""

import csv
import io
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import revox

NUMBERS = [f"+1415555{number:04d}" for number in range(20)]
SELECTION: Any = {
    "filters": {name: [] for name in ("assignee_ids", "directions", "outcomes", "results", "statuses")},
    "rows": {"call_ids": [], "mode": "all_except"},
}


@pytest.fixture
def hook() -> Iterator[tuple[str, list[str]]]:
    """A receiver of webhooks: its URL, and what came."""
    received: list[str] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", received
        server.shutdown()
        thread.join()


def until_it_works(send: Callable[[], Any]) -> Any:
    """Send again what may be sent twice: to launch a call that goes on, and to create what is not used."""
    for _ in range(50):
        try:
            return send()
        except (revox.APIConnectionError, revox.APIStatusError):
            continue
    raise AssertionError("It never worked.")


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param("none"),
        pytest.param("some", marks=pytest.mark.revox_faults("reset,rate=0.3,seed=1", "error=503,rate=0.3,seed=2")),
    ],
)
def test_nobody_is_called_twice(
    revox_server: str, revox_sandbox: Any, hook: tuple[str, list[str]], faults: str
) -> None:
    """A campaign is created and launched, its webhooks come, and the export has what they say."""
    url, received = hook
    for number in NUMBERS:
        revox_sandbox.script(number, result="human", structured_output={"interest": "yes"})
    contacts: Any = [{"to_phone_number": number, "prompt_variables": {"name": number[-2:]}} for number in NUMBERS]
    with revox.Revox(max_retries=5) as client:
        made = until_it_works(lambda: client.assistants.create(name="Ava", prompt="Be kind.", webhook_url=url))
        campaign = until_it_works(
            lambda: client.campaigns.create(name="Spring", assistant_id=made.assistant.id, contacts=contacts)
        ).campaign
        for _ in range(2):
            until_it_works(lambda: client.campaigns.launch(campaign.id, mode="ai_first", selection=SELECTION))
            revox_sandbox.advance(hours=1)
        rows = csv.DictReader(io.StringIO(until_it_works(lambda: client.campaigns.export_rows(campaign.id)).csv))
        exported = {row["phone_number"]: row["result"] for row in rows}
    assert exported == dict.fromkeys(NUMBERS, "human")
    assert revox_sandbox.phones_rung == dict.fromkeys(NUMBERS, 1)
    assert len(received) == len(NUMBERS)
    assert (faults == "none") == (not revox_sandbox.strikes.total())
