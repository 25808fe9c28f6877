"""The figures that are quickly counted anew, each time they are needed."""

from collections import Counter

from attrs import frozen

from tools.contracting.planted import EXPECTED
from tools.evidence import files
from tools.evidence.against import against
from tools.evidence.merge import merge
from tools.evidence.page import load
from tools.generation.spec import Spec
from tools.mutating.explained import explanations
from tools.mutating.mutant import ROOT, Kind
from tools.mutating.mutants import all_mutants


@frozen
class Figures:
    """What there is to prove.

    Attributes:
        facts: How many statements of the spec are `backed` by the docs, `assumed`, or else.
        components: How many schemas have a name.
        operations: How many operations there are.
        faults: How many faults are planted.
        mutants: How many mutants there are, by kind.
        explained: How many mutants are explained to survive.
    """

    facts: dict[str, int]
    components: int
    operations: int
    faults: int
    mutants: dict[str, int]
    explained: int

    @classmethod
    def counted(cls) -> "Figures":
        """Count everything."""
        spec = Spec.read(ROOT / "spec" / "openapi.yaml")
        evidence = sorted((ROOT / "spec" / "evidence").glob("*.json"))
        facts = against(spec, merge([files.parse(load(file)) for file in evidence])).spec
        kinds = Counter(mutant.kind.value for mutant in all_mutants())
        return cls(
            facts={name: count for name, count in sorted(facts.items()) if count},
            components=len(spec.components),
            operations=len(list(spec.operations())),
            faults=len(EXPECTED),
            mutants={kind.value: kinds[kind.value] for kind in Kind},
            explained=len(explanations()),
        )
