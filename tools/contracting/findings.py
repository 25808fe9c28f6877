"""What was found. A finding never carries a value of a response: only names, paths and what the spec says."""

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

LONGEST_REQUEST = 300
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_SHOWN = 50


@attrs.frozen
class Problem:
    """Something that an answer does wrong.

    Attributes:
        check: The name of the check that says so.
        what: What is wrong, in words.
        where: Where, such as `$.rows[*].phone_number`, or the name of a parameter or a header.
    """

    check: str
    what: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.what} @ {self.where}" if self.where else self.what


@attrs.frozen
class Finding:
    """A problem, and the first request that showed it.

    Attributes:
        operation: The operation, such as `campaigns.get_rows`.
        problem: The problem.
        stage: What sent the request, such as `cases` or `fuzzing`.
        example: How many requests that took, this one included.
        request: The request, made of nothing but what we made up.
        is_assumed: Whether it breaks no more than an assumption of the spec.
    """

    operation: str
    problem: Problem
    stage: str
    example: int
    request: str
    is_assumed: bool = False


@attrs.define
class Report:
    """All findings of a run, each distinct problem once, and what was done.

    Attributes:
        findings: The first finding of each distinct problem.
        repeats: How often each was found.
        checked: How many answers each check has judged, by operation and check.
        requests: How many requests were sent, by stage.
        notes: What was left out, and why.
    """

    findings: dict[tuple[str, Problem], Finding] = attrs.field(factory=dict)
    repeats: Counter[tuple[str, Problem]] = attrs.field(factory=Counter)
    checked: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    requests: Counter[str] = attrs.field(factory=Counter)
    notes: list[str] = attrs.field(factory=list)

    def add(self, finding: Finding) -> None:
        """Take in a finding."""
        key = (finding.operation, finding.problem)
        shortened = finding.request[:LONGEST_REQUEST] + ("..." if len(finding.request) > LONGEST_REQUEST else "")
        self.findings.setdefault(key, attrs.evolve(finding, request=shortened))
        self.repeats[key] += 1

    def note(self, text: str) -> None:
        """Remember something that was left out, once."""
        if text not in self.notes:
            self.notes.append(text)

    @property
    def broken(self) -> list[Finding]:
        """The findings that break what is documented."""
        return [finding for finding in self.findings.values() if not finding.is_assumed]

    @property
    def by_check(self) -> dict[tuple[str, str], list[Finding]]:
        """The findings of each operation and check; none where a check judged answers and found nothing."""
        found: dict[tuple[str, str], list[Finding]] = {key: [] for key in self.checked}
        for finding in self.findings.values():
            found.setdefault((finding.operation, finding.problem.check), []).append(finding)
        return dict(sorted(found.items()))

    def history(self, finding: Finding) -> str:
        """Return how often a finding came, and the request that showed it first."""
        times = self.repeats[finding.operation, finding.problem]
        return f"{_count(times, 'time')}, first by {finding.stage}: {finding.request}"


def summary(report: Report, seconds: float) -> Iterator[str]:
    """Yield what was found, by operation, and what was done, for people."""
    for operation in sorted({operation for operation, _ in report.by_check}):
        checks = {check: found for (name, check), found in report.by_check.items() if name == operation}
        found = [finding for some in checks.values() for finding in some]
        yield f"{operation}: {_count(len(found), 'finding')} by {_count(len(checks), 'check')}"
        for finding in found[:_MOST_SHOWN]:
            mark = " (assumed: no source says so)" if finding.is_assumed else ""
            yield f"  {finding.problem.check}: {finding.problem}{mark}"
            yield f"    {report.history(finding)}"
    yield from (f"note: {note}" for note in report.notes)
    sent, total = ", ".join(f"{stage} {count}" for stage, count in report.requests.items()), report.requests.total()
    yield f"{_count(total, 'request')} ({sent or 'none'}) in {seconds:.1f} s, {total / max(seconds, 0.001):.0f}/s"


def write_json(path: Path, report: Report) -> None:
    """Write a run for programs: checks, findings, requests and notes."""
    content = {
        "checks": [
            {"operation": name, "check": check, "findings": len(f)} for (name, check), f in report.by_check.items()
        ],
        "findings": [attrs.asdict(finding) for finding in report.findings.values()],
        "requests": report.requests,
        "notes": report.notes,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")


def write_junit(path: Path, report: Report, seconds: float = 0.0) -> None:
    """Write a run as JUnit XML, with a test case for each operation and check."""
    suite = ET.Element("testsuite", name="contract", time=f"{seconds:.3f}", tests=str(len(report.by_check)))
    suite.set("failures", str(len({(found.operation, found.problem.check) for found in report.broken})))
    for (operation, check), found in report.by_check.items():
        case = ET.SubElement(suite, "testcase", classname=operation, name=check)
        for finding in found:
            # What breaks an assumption only is told, and does not fail the run.
            kind = "skipped" if finding.is_assumed else "failure"
            failure = ET.SubElement(case, kind, type=check, message=_fit(str(finding.problem)))
            failure.text = _fit(report.history(finding))
    ET.SubElement(suite, "system-out").text = _fit("\n".join(report.notes))
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
