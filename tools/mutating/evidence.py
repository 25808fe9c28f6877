"""Judges mutants of the spec by what the docs say, as `tests/evidence` does, without running a test."""

from typing import Any

from attrs import frozen

from tools.evidence import files
from tools.evidence.against import against
from tools.evidence.merge import Merged, merge
from tools.evidence.page import load
from tools.generation.document import SpecError
from tools.generation.spec import Spec
from tools.mutating.documents import Edited, Unchecked
from tools.mutating.mutant import ROOT

TEST = "tests/evidence/test_evidence.py::test_every_fact_of_the_pages_is_in_the_spec"


@frozen
class EvidenceJudge:
    """Says whether the test of the evidence would fail.

    Attributes:
        spec: The spec.
        merged: What the pages say.
    """

    spec: Spec
    merged: Merged

    @classmethod
    def of_project(cls, spec: Spec) -> "EvidenceJudge":
        """Return a judge who has read the evidence of the project."""
        return cls(spec, merge([files.parse(load(file)) for file in sorted((ROOT / "spec/evidence").glob("*.json"))]))

    def complaint(self, content: dict[str, Any]) -> str | None:
        """Return why a document fails the test, or None where it passes."""
        document = Edited(self.spec.source, content)
        try:
            comparison = against(Unchecked(document), self.merged)
        except Exception:
            # The test validates first, so what can be made of an invalid document does not matter.
            comparison = None
        if comparison and not comparison.agrees:
            return next((f"{each.kind}: {each.path}" for each in comparison.changes), "a needless or a missing mark")
        try:
            Spec(document)
        except SpecError as error:
            return str(error).partition(": ")[2]
        if comparison is None:
            raise AssertionError("a valid document that cannot be compared")
        return None
