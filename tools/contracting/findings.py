"""What was found. A finding never carries a value of a response: only names, paths and what the spec says."""

from collections import Counter
from collections.abc import Iterable

import attrs

LONGEST_REQUEST = 300


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

    @property
    def broken(self) -> list[Finding]:
        """The findings that break what is documented."""
        return [finding for finding in self.findings.values() if not finding.is_assumed]

    def note(self, text: str) -> None:
        """Remember something that was left out, once."""
        if text not in self.notes:
            self.notes.append(text)

    def first(self, stages: Iterable[str]) -> Finding | None:
        """Return the finding that took the fewest requests of these stages."""
        found = [finding for finding in self.findings.values() if finding.stage in stages]
        return min(found, key=lambda finding: finding.example, default=None)
