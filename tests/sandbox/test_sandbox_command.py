"""`revox sandbox` as people run it: a process, its output, its signals."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from revox import Revox
from revox.sandbox import ASSUMPTIONS, Sandbox
from revox.sandbox._command import sandbox
from revox_api.runtime.document import spec

COMMAND = [sys.executable, "-W", "error", "-c", "from revox.sandbox._command import sandbox; sandbox()"]
KEY = {"Authorization": "Bearer sandbox-key"}


@contextmanager
def running(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Start the command on a free port, and wait for the line with its base URL."""
    command = [*COMMAND, "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            base_url = next(match[1] for line in lines if (match := re.search(r"export REVOX_BASE_URL=(\S+)", line)))
            yield process, base_url
        finally:
            process.kill()


def finish(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Wait for the end of the command, and read the rest of its output and its errors."""
    process.wait(timeout=15)
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdout.read(), process.stderr.read()


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_it_quietly(number: signal.Signals, status: int) -> None:
    """It serves as soon as it has said where, and ends without a word on stderr, in the middle of a connection."""
    with running("--rows", "5") as (process, base_url), httpx.Client(trust_env=False, headers=KEY) as client:
        page = client.get(f"{base_url}/campaigns/demo/rows?page=0&page_size=10").json()
        process.send_signal(number)
        output, errors = finish(process)
    assert page["total"] == 5
    assert output == "  revox rows demo\n"
    assert (process.returncode, errors) == (status, "")


def test_it_keeps_campaigns_in_a_file(tmp_path: Path) -> None:
    """A campaign that was made up once is served without being named again; a new file is served with a hint."""
    with running("--db", str(tmp_path / "new.db")) as (process, _):
        process.terminate()
        assert finish(process)[0] == "There is no campaign yet: create one, or start again with --campaign NAME.\n"
    database = str(tmp_path / "a.db")
    with Sandbox(database) as local:
        local.add_campaign("Spring sale", rows=7, seed=3)
    with running("--db", database, "--campaign", "Spring sale", "--rows", "7", "--seed", "3") as (process, _):
        process.terminate()
        assert finish(process) == ("  revox rows Spring-sale\n", "")
    with running("--db", database) as (process, base_url):
        url = f"{base_url}/campaigns/Spring-sale/rows?page=0&page_size=1"
        assert httpx.get(url, headers=KEY, trust_env=False).json()["total"] == 7


def test_it_takes_several_campaigns_and_a_file_of_them_and_tells_of_requests(tmp_path: Path) -> None:
    """Rows and scripts of the file are there, time goes by, and each request is a line on stderr."""
    script = {"phone_number": "+14155550100", "result": "human", "structured_output": {"interest": "yes"}}
    campaign = {"name": "spring", "rows": [{"phone_number": "+14155550100"}]}
    (tmp_path / "fixtures.json").write_text(json.dumps({"campaigns": [campaign], "scripts": [script]}))
    arguments = ["--campaign", "a", "--campaign", "b", "--rows", "2", "--seed-file", str(tmp_path / "fixtures.json")]
    with running(*arguments, "--speed", "1e6", "--log") as (process, base_url):
        client = Revox(api_key="sandbox-key", base_url=base_url)
        filters: Any = {key: [] for key in ("assignee_ids", "directions", "outcomes", "results", "statuses")}
        selection: Any = {"filters": filters, "rows": {"call_ids": [], "mode": "all_except"}}
        assert client.campaigns.launch("spring", mode="ai_first", selection=selection).launched == 1
        assert [len(list(client.campaigns.iter_rows(name))) for name in ("a", "b")] == [2, 2]
        process.terminate()
        output, errors = finish(process)
    assert output == "  revox rows a\n  revox rows b\n  revox rows spring\n"
    assert re.match(r"POST /api/campaigns/spring/launch-calls 200 \d+ ms\n", errors)


def test_its_key_comes_from_an_option_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment gives a key, the option beats it, and only that key is let in."""
    monkeypatch.setenv("REVOX_SANDBOX_API_KEY", "from-environment")
    for key, arguments in (("from-environment", []), ("it's", ["--api-key", "it's"])):
        with running("--rows", "1", *arguments) as (_, base_url):
            url = f"{base_url}/campaigns/demo/rows?page=0&page_size=1"
            assert httpx.get(url, headers={"Authorization": f"Bearer {key}"}, trust_env=False).status_code == 200
            assert httpx.get(url, headers=KEY, trust_env=False).status_code == 401


def test_it_lists_its_assumptions() -> None:
    """Those of the spec, and what it cannot say: each has a topic of its own, a decision and a reason."""
    result = CliRunner().invoke(sandbox, ["--assumptions"])
    assert (result.exit_code, result.stderr) == (0, "")
    for assumption in ASSUMPTIONS:
        assert f"{assumption.topic}\n  {assumption.decision}\n  Why: {assumption.reason}\n" in result.stdout
    assert len({assumption.topic for assumption in ASSUMPTIONS}) == len(ASSUMPTIONS)
    for parameter in spec()["paths"]["/campaigns/{id}/rows"]["get"]["parameters"]:
        for keyword, assumed in parameter["schema"].get("x-assumed", {}).items():
            assert f"{keyword}: {assumed['value']}" in result.stdout
            assert assumed["because"] in result.stdout


def test_a_port_in_use_is_one_line() -> None:
    """The exit code is 1, and the line says which port and why."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(sandbox, ["--rows", "1", "--port", str(port)])
    message = f"Error: Cannot listen on 127.0.0.1, port {port}: Address already in use.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--db", "/nowhere/at/all.db"], 1, "Cannot open the database '/nowhere/at/all.db'"),
        (["--db", sys.executable], 1, "is not a database of the sandbox"),
        (["--api-key", "a b"], 1, "An API key must be printable ASCII"),
        (["--campaign", " "], 1, "A campaign needs a name."),
        (["--host", "192.0.2.1", "--rows", "1"], 1, "Cannot listen on 192.0.2.1"),
        (["--rows", "-1"], 2, "--rows"),
        (["--port", "65536"], 2, "--port"),
        (["--db", "x.db", "--rows", "5"], 2, "--rows needs --campaign."),
        (["--seed-file", "/nowhere.json"], 1, "Cannot load '/nowhere.json'"),
    ],
)
def test_a_mistake_is_one_line(arguments: list[str], status: int, message: str) -> None:
    """The last line says what is wrong, and nothing is printed to stdout."""
    result = CliRunner().invoke(sandbox, ["--port", "0", *arguments])
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr.splitlines()[-1]


def test_a_missing_extra_names_the_command_that_installs_it() -> None:
    """Without Starlette the process ends with 1 and one line."""
    script = "import sys; sys.modules['starlette'] = None; from revox.sandbox._command import sandbox; sandbox()"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "Error: The sandbox needs the extra: pip install 'revox-client[sandbox]'\n"


@pytest.mark.parametrize("module", ["revox.sandbox", "revox.sandbox._command", "revox.sandbox.pytest_plugin"])
def test_what_everybody_imports_is_light(module: str) -> None:
    """Neither the command nor the plugin brings Starlette, uvicorn, SQLite or the made-up data with it."""
    script = (
        f"import click, pytest, sys, revox; before = set(sys.modules); import {module};"
        "print(sorted(name for name in set(sys.modules) - before if not name.startswith(('revox', '_pytest'))))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
