"""Prints differences: for people as text or markdown, for programs as JSON.

The JSON is an object; within one `format`, fields are only added:

- `format`: 1
- `old`, `new`: the names of the two specs
- `bump`: `major`, `minor`, `patch` or `none`; `reason`: why, in words
- `counts`: how many differences there are, by `breaking`, `addition` and `harmless`
- `differences`: a list of objects, the gravest first:
  - `rule`: the kind of difference, a name that stays; `group` and `bump`: what it asks for
  - `subject`, `path`: the operation or model, and the argument or field in it; `operations`: those concerned
  - `what`: what changed; `was`, `now`: what it was and is, each of them empty where there is nothing to say
  - `why`: a list of `direction` (`sent`, `received`, `unused` or `any`), `bump` and `reason`, the gravest first
  - `old`, `new`: `pointer` (a JSON pointer) and `line`; null where there is nothing
- `changelog`: lists of entries, by section
"""

import json
from typing import Any

from attrs import frozen

from tools.diffing.changelog import as_markdown, changelog
from tools.diffing.compare import asked_bump, compare
from tools.diffing.model import Bump, Difference, Direction, Group, Verdict
from tools.diffing.sources import Source
from tools.generation.document import Pointer

HEADINGS = {
    Group.BREAKING: "Breaking",
    Group.ADDITION: "Additions",
    Group.HARMLESS: "Harmless",
}


@frozen
class Report:
    """The differences between two specs."""

    old: Source
    new: Source
    differences: list[Difference]

    @classmethod
    def of(cls, old: Source, new: Source) -> "Report":
        """Compare two specs."""
        return cls(old, new, compare(old.document, new.document))

    @property
    def bump(self) -> Bump:
        """What the version asks for."""
        return asked_bump(self.differences)

    @property
    def reason(self) -> str:
        """Why the version asks for it."""
        if self.bump is Bump.NONE:
            return "nothing changes for users" if self.differences else "the specs are equal"
        first = next(one for one in self.differences if one.verdict.bump is self.bump)
        others = sum(one.verdict.bump is self.bump for one in self.differences) - 1
        more = f", and {others} more like it" if others else ""
        return _plain(f"{first.place}: {first.text}{more}")

    def of_group(self, group: Group) -> list[Difference]:
        """Return the differences of a group."""
        return [one for one in self.differences if one.verdict.group is group]


def as_text(report: Report) -> str:
    """Return a report for a terminal."""
    lines = [f"{report.old.name} -> {report.new.name}"]
    for group, heading in HEADINGS.items():
        if found := report.of_group(group):
            lines += ["", f"{heading} ({len(found)})"]
            for one in found:
                lines += [f"  {_title(one)}", *(f"    {line}" for line in [*_why(one), _where(report, one)])]
    return "\n".join([*lines, "", _asked(report)])


def as_markdown_report(report: Report) -> str:
    """Return a report for a pull request."""
    lines = [f"# {report.old.name} → {report.new.name}", "", _asked(report)]
    for group, heading in HEADINGS.items():
        if found := report.of_group(group):
            lines += ["", f"## {heading} ({len(found)})", ""]
            for one in found:
                lines += [f"- **{_title(one)}**", f"  {' '.join(_why(one))} ({_where(report, one)})"]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return a report for programs; the docstring of this module describes it."""
    content = {
        "format": 1,
        "old": report.old.name,
        "new": report.new.name,
        "bump": report.bump.name.lower(),
        "reason": report.reason,
        "counts": {group.value: len(report.of_group(group)) for group in Group},
        "differences": [_as_object(report, one) for one in report.differences],
        "changelog": changelog(report.differences),
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def draft(report: Report) -> str:
    """Return the draft of a changelog."""
    return as_markdown(changelog(report.differences))


def _as_object(report: Report, one: Difference) -> dict[str, Any]:
    return {
        "rule": one.rule.name,
        "group": one.verdict.group.value,
        "bump": one.verdict.bump.name.lower(),
        "subject": one.subject,
        "path": one.path,
        "operations": one.operations,
        "what": _plain(one.text),
        "was": one.was,
        "now": one.now,
        "why": [
            {"direction": direction, "bump": verdict.bump.name.lower(), "reason": verdict.reason}
            for direction, verdict in _reasons(one).items()
        ],
        "old": _place(report.old, one.at_old),
        "new": _place(report.new, one.at_new),
    }


def _place(source: Source, pointer: Pointer | None) -> dict[str, Any] | None:
    if pointer is None:
        return None
    parts = (str(part).replace("~", "~0").replace("/", "~1") for part in pointer)
    return {"pointer": "".join(f"/{part}" for part in parts), "line": source.line(pointer)}


def _reasons(one: Difference) -> dict[str, Verdict]:
    """Return the verdicts by direction; a single one where the direction does not matter."""
    verdicts = {direction.value: verdict for direction, verdict in one.verdicts.items()}
    same = len(set(one.rule.verdicts.values())) == 1
    return {"any": one.verdict} if same else verdicts


def _title(one: Difference) -> str:
    return _plain(f"{one.place}: {one.text}")


def _why(one: Difference) -> list[str]:
    heading = {Direction.SENT: "Sent: ", Direction.RECEIVED: "Received: "}
    reasons = _reasons(one)
    return [f"{heading.get(Direction(way), '') if way != 'any' else ''}{said.reason}" for way, said in reasons.items()]


def _where(report: Report, one: Difference) -> str:
    places = ((report.old, one.at_old), (report.new, one.at_new))
    return ", ".join(f"{source.name}:{source.line(at)}" for source, at in places if at is not None)


def _asked(report: Report) -> str:
    return f"Asks for: {report.bump.name.lower()} ({report.reason})"


def _plain(text: str) -> str:
    """Return a text on one line, without what a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
