"""The spec says what the docs pages say, and marks what they do not say."""

from pathlib import Path

import pytest

from tools.evidence import files
from tools.evidence.against import against
from tools.evidence.merge import Merged, merge
from tools.evidence.normal import Facts
from tools.evidence.page import load
from tools.evidence.pages import read_pages
from tools.evidence.report import counts_text
from tools.generation.spec import Spec

ROOT = Path(__file__).parents[2]
EVIDENCE = sorted((ROOT / "spec" / "evidence").glob("*.json"))
# The docs pages are not ours to publish, so that they are beside the checkout at best.
DOCS = ROOT.parent / "shared" / "docs"


def facts() -> list[Facts]:
    """Return the facts that were read off the pages."""
    return [files.parse(load(file)) for file in EVIDENCE]


def merged() -> Merged:
    """Return what the pages say together."""
    return merge(facts())


def test_every_fact_of_the_pages_is_in_the_spec(capsys: pytest.CaptureFixture[str]) -> None:
    """And every fact of the spec is backed by a page or marked as an assumption."""
    comparison = against(Spec.read(ROOT / "spec" / "openapi.yaml"), merged())
    with capsys.disabled():
        print(f"\n{counts_text(comparison)}")
    assert comparison.changes == ()
    assert comparison.stale == ()
    assert {verdict for verdict, count in comparison.spec.items() if count} == {"backed", "assumed"}
    assert {verdict for verdict, count in comparison.docs.items() if count} == {"held"}
    assert comparison.agrees


def test_the_pages_agree() -> None:
    """No fact is in conflict, and nothing is open."""
    together = merged()
    assert (together.conflicts, together.questions) == ((), ())
    assert [path for path, each in together.fields.items() if each.rests_on] == []


def test_the_evidence_holds_no_prose() -> None:
    """Names, types, values and numbers only: no value of an enum is a sentence."""
    texts = [value for page in facts() for each in page.fields.values() for value in each.values]
    texts += [path for page in facts() for path in page.fields]
    assert [text for text in texts if " " in text] == []


def test_the_evidence_is_written_as_it_would_be_today() -> None:
    """The files are what --write makes of their facts, byte for byte."""
    for file, page in zip(EVIDENCE, facts(), strict=True):
        assert files.dump(page) == file.read_text(encoding="utf-8")


@pytest.mark.skipif(not DOCS.is_dir(), reason="the saved docs pages are not beside this checkout")
def test_the_pages_still_say_so() -> None:
    """Reading the saved pages again gives the evidence, byte for byte."""
    pages = [load(file) for file in sorted(DOCS.iterdir())]
    read = {f"{Path(page.page).stem}.json": files.dump(page) for page in read_pages(pages)}
    assert read == {file.name: file.read_text(encoding="utf-8") for file in EVIDENCE}
