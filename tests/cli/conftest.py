"""A server on a real socket, with campaigns for all tests."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from revox.cli.commands import run
from revox_api.models import CallResult, CallStatus

from tests.support.rows import attempt, call, row
from tests.support.scripted_server import Received, answer, scripted_server

from .running import KEY, NOWHERE, Answer, Exports, Result, Run, checked, pages_of, parameters

WORDS = [
    "Léa",
    "=HYPERLINK(1)",
    "+33 1",
    "-5",
    "@here",
    '"quoted", twice',
    "two\nlines",
    "007",
    "名前",
    "\t=1",
    "'=x",
    "",
]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """A function that runs the command within the process, for what does not need one of its own."""

    def run_here(*arguments: str, url: str = NOWHERE, key: str = KEY) -> Result:
        monkeypatch.setenv("REVOX_API_KEY", key)
        monkeypatch.setenv("REVOX_BASE_URL", url)
        code = run(arguments)
        return checked(code, *capfdbinary.readouterr())

    return run_here


@pytest.fixture
def export(here: Run) -> Run:
    """A function that exports the rows of a server that gives this answer."""

    def run_export(given: bytes | Answer, *options: str) -> Result:
        with scripted_server(given) as server:
            result = here("rows", "x", *options, url=server.url)
        return attrs.evolve(result, asked=[parameters(request) for request in server.received])

    return run_export


@pytest.fixture
def exports(tmp_path: Path, here: Run) -> Iterator[Exports]:
    """An empty directory to export to, and a server, which sends a field `xd` as a second `id`."""
    (tmp_path / "exports").mkdir()
    made = Exports(tmp_path / "exports" / "rows.jsonl", here)
    with scripted_server(lambda request: made.answer(request).replace(b'"xd"', b'"id"')) as made.server:
        yield made


@pytest.fixture(scope="session")
def rows() -> list[Any]:
    """The 300 rows of the campaign `demo`: with and without calls, and with texts that are trouble in a spreadsheet."""
    random = Random(1)
    made = []
    for number in range(300):
        inputs = {name: random.choice(WORDS) for name in ("first_name", "last_name", "=note")}
        details = {"structured_output": {"score": 1.5, "=": ["é"]}, "transcript": [{"role": "user", "content": "=Hi"}]}
        last = attempt(result=random.choice(list(CallResult)), started_at="2026-03-02T09:15:00Z", **details)
        order = call(
            status=random.choice(list(CallStatus)),
            last_call_attempt=random.choice([last, None]),
            metadata=random.choice([{"a": "1"}, None]),
            campaign=random.choice([{"id": "demo", "name": "=Spring"}, None]),
        )
        phone = f"+1555{number:04}"
        made.append(row(number, input_data=inputs, phone_number=phone, **random.choice([{"call": order}, {}])))
    return made


@pytest.fixture(scope="session")
def url(rows: list[Any]) -> Iterator[str]:
    """The base URL of a server with the campaigns `demo` and `empty`."""

    def give(request: Received) -> bytes:
        campaign = request.target.split("/")[2]
        if request.headers["authorization"] != f"Bearer {KEY}":
            return answer({"error": {"message": "The API key is not valid."}}, status="401 Unauthorized")
        if campaign not in {"demo", "empty"}:
            return answer({"error": {"message": "There is no such campaign."}}, status="404 Not Found")
        return pages_of(rows if campaign == "demo" else [])(request)

    with scripted_server(give) as server:
        yield server.url
