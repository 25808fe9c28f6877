"""The gate: every planted fault is caught by the check that is meant for it, and a correct server raises no alarm."""

import pytest

from tools.contract import main
from tools.contracting.findings import Report
from tools.contracting.fuzzing import PREFIX, Settings
from tools.contracting.planted import BUGS, CONFORMING, EXPECTED, planted, try_fault
from tools.contracting.runs import Target, run_all, run_fuzzing, run_plain

FOUND_BY_SCHEMATHESIS = {
    "drops-field": "response_schema_conformance",
    "html-pages": "content_type_conformance",
    "no-auth": "ignored_auth",
    "undocumented-success": "status_code_conformance",
    "no-allow": "unsupported_method",
}


@pytest.mark.parametrize("fault", EXPECTED)
def test_a_planted_fault_is_caught(fault: str) -> None:
    """The walks and the plain cases find it, over a socket, by the check that is meant for it."""
    row = try_fault(fault)
    assert row.is_caught, row


def test_no_bug_is_forgotten() -> None:
    """Every bug has a check that is meant for it, and each is told apart by its name."""
    assert BUGS.keys() <= EXPECTED.keys()
    assert len(BUGS) > 50


@pytest.mark.deep
@pytest.mark.parametrize("fault", CONFORMING)
def test_what_breaks_no_promise_raises_no_alarm(fault: str) -> None:
    """A slow server and one that caps pages are within the spec."""
    report = Report()
    with planted(fault) as target:
        run_plain(target, report)
    assert (list(report.findings.values()), report.notes) == ([], [])


@pytest.mark.deep
def test_a_correct_server_raises_no_alarm() -> None:
    """Everything runs against the sandbox, every check has something to judge, and nothing is found."""
    with planted(None) as target:
        report = run_all(target, seed=7, examples=30)
    assert list(report.findings.values()) == []
    for stage, least in {"walks": 30, "cases": 200, "coverage": 80, "fuzzing": 20, "negative": 20}.items():
        assert report.requests[stage] >= least
    theirs = {check for _, check in report.checked if check.startswith(PREFIX)}
    assert len(theirs) == 14
    assert [note.partition(":")[0] for note in report.notes] == ["phase examples", "phase stateful"]


@pytest.mark.deep
@pytest.mark.parametrize("fault", FOUND_BY_SCHEMATHESIS)
def test_schemathesis_finds_what_it_is_good_at(fault: str) -> None:
    """Its coverage phase finds these by its own checks, next to ours."""
    report = Report()
    with planted(fault) as target:
        run_fuzzing(target, report, Settings(stages=("coverage",)))
    checks = {finding.problem.check for finding in report.findings.values()}
    assert {PREFIX + FOUND_BY_SCHEMATHESIS[fault], EXPECTED[fault]} <= checks


@pytest.mark.deep
@pytest.mark.parametrize("fault", ["takes-no-page", "takes-negative-page"])
def test_wrong_requests_are_wrong_in_one_way(fault: str) -> None:
    """Schemathesis makes wrong requests with the right key, so that the key does not hide what else is wrong."""
    report = Report()
    with planted(fault) as target:
        run_fuzzing(target, report, Settings(stages=("negative",)))
    assert "wrong_requests" in {finding.problem.check for finding in report.findings.values()}


def test_a_server_that_is_not_there_is_no_proof() -> None:
    """Where nothing answers, there is a finding about the connection, which catches no other fault."""
    report = Report()
    run_plain(Target("http://127.0.0.1:9", "key", "campaign"), report)
    assert {finding.problem.check for finding in report.findings.values()} == {"connection"}


def test_the_gate_fails_when_a_fault_is_not_caught(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault that no check is meant for is told in the table, and by the exit code."""
    for fault in list(EXPECTED)[1:]:
        monkeypatch.delitem(EXPECTED, fault)
    monkeypatch.setitem(EXPECTED, "latency=0", "schema")
    assert main(["--faults", "--quick"]) == 1
    *_, row, count = capsys.readouterr().out.splitlines()
    assert row.endswith("NOT CAUGHT")
    assert count == "1 of 2 planted faults caught."
