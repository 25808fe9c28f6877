"""The spec says what the docs pages say, and marks what they do not say."""

from pathlib import Path

import pytest

from tools.evidence.compare import against
from tools.evidence.facts import dump
from tools.evidence.merge import merge_all
from tools.evidence.sources import read_sources
from tools.generation.spec import Spec

ROOT = Path(__file__).parents[2]
EVIDENCE = sorted((ROOT / "spec" / "evidence").glob("*.json"))
# The docs pages are not ours to publish, so that they are beside the checkout at best.
DOCS = ROOT.parent / "shared" / "docs"


def test_every_fact_of_the_pages_is_in_the_spec() -> None:
    """And every fact of the spec is backed by a source or marked as an assumption; nothing is in conflict or open."""
    spec = Spec.read(ROOT / "spec" / "openapi.yaml")
    for merged in merge_all(read_sources(EVIDENCE)):
        comparison = against(spec, merged)
        assert comparison.changes == ()
        assert comparison.agrees
        assert comparison.counts["backed"] > comparison.counts["assumed"] > 0


def test_the_evidence_holds_no_prose() -> None:
    """Names, types, values and numbers only: no value of an enum is a sentence."""
    facts = read_sources(EVIDENCE)
    texts = [value for source in facts for each in source.fields.values() for value in each.values]
    assert [text for text in [*texts, *(path for source in facts for path in source.fields)] if " " in str(text)] == []


def test_the_evidence_is_written_as_it_would_be_today() -> None:
    """The files are what --write makes of their facts, byte for byte."""
    for file, facts in zip(EVIDENCE, read_sources(EVIDENCE), strict=True):
        assert dump(facts) == file.read_text(encoding="utf-8")


@pytest.mark.skipif(not DOCS.is_dir(), reason="the saved docs pages are not beside this checkout")
def test_the_pages_still_say_so() -> None:
    """Reading the saved pages again gives the evidence, byte for byte."""
    read = {f"{Path(facts.source).stem}.json": dump(facts) for facts in read_sources(sorted(DOCS.iterdir()))}
    assert read == {file.name: file.read_text(encoding="utf-8") for file in EVIDENCE}
