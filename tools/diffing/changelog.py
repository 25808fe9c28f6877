"""Drafts the entries of a changelog from differences."""

from collections.abc import Iterable

from tools.diffing.model import Difference, Group

SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
DOCS = "description-changed"


def changelog(differences: Iterable[Difference]) -> dict[str, list[str]]:
    """Return the entries by section, breaking ones first, in the manner of Keep a Changelog."""
    found: dict[str, list[str]] = {section: [] for section in SECTIONS}
    differences = list(differences)
    for difference in differences:
        if difference.news:
            found[difference.rule.section].append(_entry(difference))
    if any(difference.rule.name == DOCS for difference in differences):
        found["Changed"].append("Docstrings follow the descriptions of the API.")
    return {section: list(dict.fromkeys(entries)) for section, entries in found.items() if entries}


def _entry(difference: Difference) -> str:
    text = difference.news[:1].upper() + difference.news[1:]
    return f"**Breaking:** {text}" if difference.verdict.group is Group.BREAKING else text


def as_markdown(sections: dict[str, list[str]]) -> str:
    """Return the draft as it can be pasted."""
    blocks = [
        f"### {section}\n\n" + "\n".join(f"- {entry}" for entry in entries) for section, entries in sections.items()
    ]
    return "## Unreleased\n\n" + ("\n\n".join(blocks) or "Nothing changes for users.")
