"""The report for machines: JUnit XML, with a test case for each operation and check."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from .findings import Report
from .planted import EXPECTED, Row

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_report(path: Path, report: Report, seconds: float) -> None:
    """Write the findings of a run."""
    found = {(operation, problem.check) for operation, problem in report.findings}
    suite = ET.Element("testsuite", name="contract", time=f"{seconds:.3f}")
    for operation, check in sorted({*report.checked, *found}):
        case = ET.SubElement(suite, "testcase", classname=operation, name=check)
        for (name, problem), finding in report.findings.items():
            if (name, problem.check) == (operation, check):
                # What breaks an assumption only is told, and does not fail the run.
                kind = "skipped" if finding.is_assumed else "failure"
                failure = ET.SubElement(case, kind, type=check, message=_fit(str(problem)))
                failure.text = _fit(
                    f"{report.repeats[name, problem]} times, first by {finding.stage}: {finding.request}"
                )
    if report.notes:
        ET.SubElement(suite, "system-out").text = _fit("\n".join(report.notes))
    _write(path, suite)


def write_faults(path: Path, rows: list[Row]) -> None:
    """Write which planted faults were caught."""
    suite = ET.Element("testsuite", name="planted faults")
    for row in rows:
        case = ET.SubElement(suite, "testcase", classname="planted", name=row.fault)
        if not row.is_caught:
            ET.SubElement(case, "failure", message=f"not caught by {EXPECTED[row.fault]}")
    _write(path, suite)


def _write(path: Path, suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    path.parent.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
