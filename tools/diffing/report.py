"""Prints differences: for people as text, for programs as JSON.

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

from tools.diffing.compare import compare
from tools.diffing.model import Bump, Difference, Group, Verdict
from tools.diffing.sources import Source
from tools.generation.document import Pointer, pointer_of

HEADINGS = {"breaking": "Breaking", "addition": "Additions", "harmless": "Harmless"}
HEADINGS |= {"sent": "Sent: ", "received": "Received: "}
# By a part of the name of a rule; the others tell what changed.
SECTIONS = {"-added": "Added", "deprecated": "Deprecated", "-removed": "Removed"}
SECTIONS |= {"security-": "Security", "key-needed": "Security", "key-not-needed": "Security"}


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
        return max((one.verdict.bump for one in self.differences), default=Bump.NONE)

    @property
    def reason(self) -> str:
        """Why the version asks for it."""
        if self.bump is Bump.NONE:
            return "nothing changes for users" if self.differences else "the specs are equal"
        first, *others = (one for one in self.differences if one.verdict.bump is self.bump)
        return f"{_title(first)}{f', and {len(others)} more like it' if others else ''}"

    def of_group(self, group: Group) -> list[Difference]:
        """Return the differences of a group."""
        return [one for one in self.differences if one.verdict.group is group]

    @property
    def changelog(self) -> dict[str, list[str]]:
        """The draft of a changelog by section, in the manner of Keep a Changelog; what breaks is first and marked."""
        found: dict[str, list[str]] = {}
        for one in self.differences:
            if one.verdict.bump >= Bump.MINOR:
                text = _plain(f"{one.place[:1].upper()}{one.place[1:]} {one.text}.")
                section = next((name for part, name in SECTIONS.items() if part in one.rule.name), "Changed")
                marked = f"**Breaking:** {text}" if one.verdict.group is Group.BREAKING else text
                found.setdefault(section, []).append(marked)
        if any(one.rule.name == "description-changed" for one in self.differences):
            found.setdefault("Changed", []).append("Docstrings follow the descriptions of the API.")
        return dict(sorted(found.items()))


def as_text(report: Report) -> str:
    """Return a report for a terminal."""
    lines = [f"{report.old.name} -> {report.new.name}"]
    for group in Group:
        if found := report.of_group(group):
            lines += ["", f"{HEADINGS[group]} ({len(found)})"]
            for one in found:
                lines.append(f"  {_title(one)}")
                lines += [f"    {HEADINGS.get(way, '')}{said.reason}" for way, said in _reasons(one).items()]
                places = ((report.old, one.at_old), (report.new, one.at_new))
                where = ", ".join(f"{source.name}:{source.line(at)}" for source, at in places if at is not None)
                lines.append(f"    {where}")
    return "\n".join([*lines, "", f"Asks for: {report.bump.name.lower()} ({report.reason})"])


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
        "changelog": report.changelog,
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def draft(report: Report) -> str:
    """Return the draft of a changelog as it can be pasted."""
    sections = report.changelog.items()
    blocks = [f"### {section}\n\n" + "\n".join(f"- {entry}" for entry in entries) for section, entries in sections]
    return "## Unreleased\n\n" + ("\n\n".join(blocks) or "Nothing changes for users.")


def _as_object(report: Report, one: Difference) -> dict[str, Any]:
    reasons = _reasons(one).items()
    return {
        **{"rule": one.rule.name, "group": one.verdict.group.value, "bump": one.verdict.bump.name.lower()},
        **{"subject": one.subject, "path": one.path, "operations": one.operations},
        **{"what": _plain(one.text), "was": one.was, "now": one.now},
        "why": [{"direction": way, "bump": said.bump.name.lower(), "reason": said.reason} for way, said in reasons],
        "old": _place(report.old, one.at_old),
        "new": _place(report.new, one.at_new),
    }


def _place(source: Source, pointer: Pointer | None) -> dict[str, Any] | None:
    if pointer is None:
        return None
    return {"pointer": pointer_of(pointer), "line": source.line(pointer)}


def _reasons(one: Difference) -> dict[str, Verdict]:
    """Return the verdicts by direction; a single one where the direction does not matter."""
    verdicts = {direction.value: verdict for direction, verdict in one.verdicts.items()}
    return verdicts if len(set(one.rule.verdicts.values())) > 1 else {"any": one.verdict}


def _title(one: Difference) -> str:
    return _plain(f"{one.place}: {one.text}")


def _plain(text: str) -> str:
    """Return a text on one line, without what a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
