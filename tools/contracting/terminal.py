"""The report for people."""

from collections.abc import Iterable, Sequence

from .findings import Finding, Report
from .planted import EXPECTED, PHASES, Row

_MOST_SHOWN = 50


def summary(report: Report, seconds: float) -> list[str]:
    """Return what was found, by operation, and what was done."""
    lines: list[str] = []
    for operation in sorted({operation for operation, _ in report.checked} | {name for name, _ in report.findings}):
        found = [finding for (name, _), finding in report.findings.items() if name == operation]
        checks = sum(1 for name, _ in report.checked if name == operation)
        lines.append(f"{operation}: {_count(len(found), 'finding')} by {_count(checks, 'check')}")
        for finding in found[:_MOST_SHOWN]:
            times = report.repeats[operation, finding.problem]
            mark = " (assumed: no source says so)" if finding.is_assumed else ""
            lines.append(f"  {finding.problem.check}: {finding.problem}{mark}")
            lines.append(f"    {_count(times, 'time')}, first by {finding.stage}: {finding.request}")
    lines += [f"note: {note}" for note in report.notes]
    sent = ", ".join(f"{stage} {count}" for stage, count in report.requests.items())
    total = report.requests.total()
    lines.append(
        f"{_count(total, 'request')} ({sent or 'none'}) in {seconds:.1f} s, {total / max(seconds, 0.001):.0f}/s"
    )
    return lines


def fault_table(rows: Iterable[Row], *, is_whole: bool) -> Iterable[str]:
    """Return the table of planted faults, line by line; a cell says which check, and after how many requests.

    Args:
        rows: The rows, made one by one.
        is_whole: Whether Schemathesis was run, too: its phases with our checks, and with its own alone.
    """
    heads = ["fault", "expected check", "walks and cases"]
    heads += [*PHASES, *(f"{phase} alone" for phase in PHASES)] if is_whole else []
    yield _line(heads)
    yield _line(["-" * 5] * len(heads))
    for row in rows:
        cells = [row.fault, EXPECTED[row.fault], _cell(row.plain)]
        cells += [_number(found) for found in row.judged] + [_cell(found) for found in row.alone]
        yield _line(cells) + ("" if row.is_caught else "  NOT CAUGHT")


def _line(cells: Sequence[str]) -> str:
    widths = (24, 17, 21, 8, 8, 8, 29, 29, 29)
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=False)).rstrip()


def _cell(finding: Finding | None) -> str:
    if finding is None:
        return "-"
    return f"{finding.problem.check.removeprefix('schemathesis.')} {finding.example}"


def _number(finding: Finding | None) -> str:
    return "-" if finding is None else str(finding.example)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
