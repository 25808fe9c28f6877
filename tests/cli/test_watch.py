"""Watching a campaign until it is over."""

import signal
from typing import Any

import pytest

from tests.support.operations import EXAMPLES
from tests.support.scripted_server import Received, answer, scripted_server

from .running import Gate, Run, answering, interrupted, parameters, run_on_terminal

CAMPAIGN = EXAMPLES["campaigns.retrieve"].value["campaign"]
STATES = dict.fromkeys(CAMPAIGN["row_stats"], 0) | {"total": 3, "completed": 1}


def watched(*states: dict[str, Any]) -> Any:
    """Return a server's answer for a campaign that is in these states, one after the other, and has two humans."""
    left = [CAMPAIGN | state for state in states]

    def give(request: Received) -> bytes:
        if "/rows" not in request.target:
            return answer({"campaign": left.pop(0)})
        asked = parameters(request)
        total = {"human": 2}.get(asked.get("result", ""), 0) + {"calling": 3}.get(asked.get("statuses", ""), 0)
        return answering(campaigns_get_rows={"page": 0, "page_size": 1, "rows": [], "total": total})(request)

    return give


@pytest.mark.parametrize(
    ("states", "lines"),
    [
        (
            [{"status": "running", "row_stats": STATES}, {"status": "completed", "row_stats": STATES}],
            [
                "running. Calls: 1 completed, 3 total. Results: 2 human.",
                "completed. Calls: 1 completed, 3 total. Results: 2 human.",
            ],
        ),
        ([{"is_cancelled": True, "row_stats": None}], ["cancelled. Calls: 3 calling. Results: 2 human."]),
    ],
)
def test_each_change_is_a_line_until_it_is_over(here: Run, states: list[dict[str, Any]], lines: list[str]) -> None:
    """The calls by state and result; where the campaign does not count, its rows are counted."""
    with scripted_server(watched(*states)) as server:
        result = here("campaigns", "watch", "ce_1", url=server.url)
    assert (result.code, result.stderr) == (0, "")
    assert result.stdout.decode().splitlines() == [f"{CAMPAIGN['name']}: {line}" for line in lines]


def test_a_terminal_has_one_line_that_changes() -> None:
    """It is written over, cut to the width, and ends with a line break."""
    with scripted_server(watched({"status": "completed", "row_stats": STATES, "name": "x" * 200})) as server:
        shown = run_on_terminal("campaigns", "watch", "ce_1", url=server.url, on={"stdout"}).stdout
    assert shown == b"\r\x1b[K" + b"x" * 99 + b"\r\n"


def test_ctrl_c_stops_watching() -> None:
    """With its exit code and one line."""
    gate = Gate()
    with scripted_server(gate.wait) as server:
        result = interrupted(gate, [signal.SIGINT], server.url, "campaigns", "watch", "ce_1")
    assert (result.code, result.stdout, result.stderr) == (130, b"", "Interrupted.\n")


def test_an_error_is_told(here: Run) -> None:
    """The exit code is 1."""
    with scripted_server(answer({}, status="404 Not Found")) as server:
        result = here("campaigns", "watch", "ce_1", url=server.url)
    assert (result.code, result.error) == (1, "Error: 404 Not Found.")
