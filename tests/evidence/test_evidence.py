"""The spec says what the sources say, and marks what they do not say."""

import re
from pathlib import Path

import pytest

from tools.evidence.compare import compare, read_decisions
from tools.evidence.kept import dump
from tools.evidence.sources import by_source, read_kept, read_sources
from tools.evidence.spec_facts import spec_fields
from tools.evidence.types import SDK
from tools.generation.spec import Spec

ROOT = Path(__file__).parents[2]
EVIDENCE = {file: read_kept(file) for file in sorted((ROOT / "spec" / "evidence").glob("*.json"))}
ALL = [facts for source in EVIDENCE.values() for facts in source]
DECISIONS = ROOT / "spec" / "evidence" / "decisions.yaml"
# The docs pages are not ours to publish, so that they are beside the checkout at best.
DOCS = ROOT.parent / "shared" / "docs"


@pytest.fixture(scope="module")
def spec() -> Spec:
    """Return the spec."""
    return Spec.read(ROOT / "spec" / "openapi.yaml")


def test_every_fact_of_the_sources_is_in_the_spec(spec: Spec) -> None:
    """And every fact of the spec is backed by a source or marked as an assumption; nothing is in conflict or open."""
    found = compare(spec, ALL, read_decisions(DECISIONS))
    # An operation that somebody has just added claims no source yet: `make evidence` says so.
    claimed = [f"{each.method} {each.path}" for each in spec.operations() if "x-sources" in each.node]
    assert [change for change in found.changes if change.path in claimed] == []
    assert found.total["backed"] > found.total["not told"] + found.total["assumed"] > 0
    counts = [found.counts[name] for name in claimed]
    assert all(count["conflicting"] == count["unread"] == 0 < count["backed"] for count in counts)


def test_each_operation_names_the_sources_that_know_it(spec: Spec) -> None:
    """`x-sources`, which the list of operations shows, is what the evidence holds."""
    names = {"revox-0.1.1": "SDK 0.1.1", "revox-0.5.0": "SDK 0.5.0"}
    known: dict[str, set[str]] = {}
    for facts in ALL:
        known.setdefault(facts.operation, set()).add(names.get(facts.source, "docs"))
    said = {f"{each.method} {each.path}": set(each.node.get("x-sources", ())) for each in spec.operations()}
    assert {name: sources for name, sources in said.items() if sources} == {n: known[n] for n in said if n in known}


def test_every_decision_is_needed(spec: Spec) -> None:
    """What is left out is in a source and not in the spec; what is required is lacking in a source."""
    decisions = read_decisions(DECISIONS)
    ours = {f"{each.method} {each.path}": fields for each, fields in spec_fields(spec)}
    told = [(facts.operation, facts.fields) for facts in ALL]
    assert decisions.operations.keys() <= {name for name, _ in told} - ours.keys()
    for operation, paths in decisions.fields.items():
        assert (
            paths.keys() <= {path for name, each in told if name == operation for path in each} - ours[operation].keys()
        )
    for operation, paths in decisions.required.items():
        lacking = [paths.keys() - each.keys() for name, each in told if name == operation]
        assert set().union(*lacking) == paths.keys()
        assert all(ours[operation][path].said.required for path in paths)


def test_the_evidence_holds_no_prose() -> None:
    """Names, types, values and numbers only: no value of an enum is a sentence."""
    texts = [value for facts in ALL for each in facts.fields.values() for value in each.values]
    assert [text for text in [*texts, *(path for facts in ALL for path in facts.fields)] if " " in str(text)] == []


def test_the_evidence_is_written_as_it_would_be_today() -> None:
    """The files are what --write makes of their facts, byte for byte, and a shape is in them once."""
    for file, source in EVIDENCE.items():
        text = file.read_text(encoding="utf-8")
        assert dump(source) == text
        shapes = re.findall(r"^  \"\w+\": \{\n(.*?)^  \}", text.partition('"operations"')[0], re.MULTILINE | re.DOTALL)
        assert len(set(shapes)) == len(shapes)


@pytest.mark.skipif(not DOCS.is_dir(), reason="the saved docs pages are not beside this checkout")
def test_the_pages_still_say_so() -> None:
    """Reading the saved pages again gives the evidence, byte for byte."""
    read = {dump(source) for source in by_source(read_sources(sorted(DOCS.iterdir()))).values()}
    assert read == {dump(source) for source in EVIDENCE.values() if source[0].kind != SDK.name}
