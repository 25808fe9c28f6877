"""What goes out to a real service, and what is written down of it. Here that is a server on this machine."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.rows import page, row
from tests.support.scripted_server import Received, answer, scripted_server
from tools.contract import main
from tools.contracting.planted import planted
from tools.contracting.relay import DRY_RUN, Gate

KEY = "a-key-that-nobody-may-see"
ROWS = ["--operation", "campaigns.get_rows"]
FAST = ["--campaign", "demo", "--rate", "100000", *ROWS]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key is in the environment."""
    monkeypatch.setenv("REVOX_API_KEY", KEY)


@pytest.fixture
def leaky() -> Iterator[str]:
    """The URL of a server that quotes the key, and breaks the contract in other ways, too."""

    def reply(request: Received) -> bytes:
        return answer(page(row(0, phone_number=15550100)), x_debug=request.headers.get("authorization", ""))

    with scripted_server(reply) as server:
        yield server.url


def test_a_dry_run_sends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """It prints methods and URLs, as many as the budget allows, and connects to nobody."""
    with scripted_server(answer({})) as server:
        code = main(["--base-url", f"{server.url}/api", *FAST, "--dry-run", "--max-requests", "30", "--examples", "5"])
        assert server.received == []
    lines = capsys.readouterr().out.splitlines()
    shown = [line for line in lines if re.match(r"[A-Z]+ http", line)]
    assert code == 0
    assert len(shown) == 30
    assert shown[0] == f"GET {server.url}/api/campaigns/demo/rows?page=0&page_size=7"
    assert KEY not in "".join(lines)


@pytest.mark.parametrize("budget", [5, 60])
def test_the_budget_and_the_methods_are_kept(budget: int, capsys: pytest.CaptureFixture[str]) -> None:
    """No more requests arrive than are allowed, all of them reads, and the report says what was left out."""
    with scripted_server(answer({"rows": []})) as server:
        code = main(["--base-url", server.url, *FAST, "--max-requests", str(budget), "--examples", "5"])
        methods = {request.method for request in server.received}
        keys = [request.headers.get("authorization") for request in server.received]
    assert code == 1
    assert len(server.received) == budget
    assert methods <= {"GET", "HEAD", "OPTIONS"}
    assert keys[0] == f"Bearer {KEY}"
    assert f"the budget of {budget} requests is used up" in capsys.readouterr().out


@pytest.mark.deep
def test_writes_are_sent_only_when_asked_for() -> None:
    """Then other methods arrive as well."""
    with scripted_server(answer({"rows": []})) as server:
        main(["--base-url", server.url, *FAST, "--max-requests", "170", "--examples", "1", "--include-writes"])
    assert {"POST", "DELETE"} <= {request.method for request in server.received}


@pytest.mark.deep
def test_nothing_private_is_written_down(leaky: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Findings are told by path and words; the key and phone numbers are in no output and not in the JUnit file.

    The file has a case for each operation and check; those that found something have a failure.
    """
    file, data = tmp_path / "reports" / "contract.xml", tmp_path / "contract.json"
    files = ["--junit", str(file), "--json", str(data)]
    assert main(["--base-url", leaky, *FAST, "--max-requests", "100", "--examples", "1", *files]) == 1
    output, written, as_json = "".join(capfd.readouterr()), file.read_text(encoding="utf-8"), data.read_text()
    assert {found["operation"] for found in json.loads(as_json)["findings"]} == {"campaigns.get_rows"}
    assert "no_secrets: the answer quotes the API key @ the header x-debug" in output
    assert "schema: the value is not of type string @ $.rows[*].phone_number" in output
    for text in (output, written, as_json):
        assert KEY not in text
        assert not re.search(r"1555\d+", text)
    suite = ElementTree.fromstring(written)
    cases = {case.get("name"): case.findall("failure") for case in suite.findall("testcase")}
    assert {case.get("classname") for case in suite.findall("testcase")} == {"campaigns.get_rows"}
    assert cases["schema"][0].get("message") == "the value is not of type string @ $.rows[*].phone_number"
    assert cases["server_error"] == []
    failures = sum(bool(found) for found in cases.values())
    assert (suite.get("tests"), suite.get("failures")) == (str(len(cases)), str(failures))


@pytest.mark.parametrize(
    ("arguments", "key", "message"),
    [
        (["--base-url", "https://example.com/api", "--campaign", "demo"], "", "needs its key in REVOX_API_KEY"),
        (["--base-url", "https://example.com/api"], KEY, "and --campaign"),
        (["--base-url", "http://example.com/api", "--campaign", "demo"], KEY, "must be https"),
        (["--base-url", "example.com", "--campaign", "demo"], KEY, "must be a plain URL"),
        (["--base-url", "https://u:p@example.com/", "--campaign", "demo"], KEY, "must be a plain URL"),
        (["--rate", "0"], KEY, "--rate"),
        (["--max-requests", "0"], KEY, "--max-requests"),
    ],
)
def test_a_careless_command_is_refused(
    arguments: list[str],
    key: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without a key, a campaign or a safe URL, nothing is sent anywhere."""
    monkeypatch.setenv("REVOX_API_KEY", key)
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2
    assert message in capsys.readouterr().err


def test_the_gate_spreads_requests_over_time() -> None:
    """Each request waits until its turn, by a clock that here does not really wait."""
    waits: list[float] = []
    times = iter([10.0, 10.0, 10.2, 99.0])
    gate = Gate(10, 2.0, now=lambda: next(times), sleep=waits.append)
    assert [gate.pass_through("GET") for _ in range(4)] == [None] * 4
    assert waits == pytest.approx([0.5, 0.8])


def test_the_gate_holds_back_what_may_not_go_out() -> None:
    """Other methods do not count, a dry run does, and after the budget nothing goes out."""
    gate = Gate(1, 1.0, is_dry=True)
    assert "--include-writes" in (gate.pass_through("POST") or "")
    assert gate.pass_through("GET") == DRY_RUN
    assert "is used up" in (gate.pass_through("GET") or "")
    assert gate.sent == 1


@pytest.mark.deep
@pytest.mark.parametrize(("fault", "code"), [("takes-negative-page", 0), ("takes-any-result", 1)])
def test_a_broken_assumption_does_not_fail_the_run(
    fault: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A server that takes what is only assumed to be wrong ends with 0, with the finding; a documented one with 1."""
    with planted(fault) as target:
        monkeypatch.setenv("REVOX_API_KEY", target.key)
        arguments = ["--base-url", target.base_url, *FAST, "--campaign", target.campaign, "--max-requests", "150"]
        assert main([*arguments, "--examples", "1"]) == code
    output = capsys.readouterr().out
    assert "wrong_requests: status 200" in output
    assert ("(assumed: no source says so)" in output) == (code == 0)
