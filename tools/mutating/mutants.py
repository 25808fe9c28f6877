"""All mutants, in an order that never changes, and samples of them."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence

from tools.mutating.code import code_mutants
from tools.mutating.documents import read
from tools.mutating.mutant import Kind, Mutant
from tools.mutating.operations import operation_changes
from tools.mutating.schemas import schema_changes
from tools.mutating.templates import template_mutants


def spec_mutants() -> Iterator[Mutant]:
    """Yield the mutants of the spec; a change that changes nothing is none."""
    spec = read()
    for change in (*operation_changes(spec), *schema_changes(spec)):
        if change.applied(spec.document) != spec.document:
            yield change.mutant(spec.document)


SOURCES: dict[Kind, Callable[[], Iterable[Mutant]]] = {
    Kind.SPEC: spec_mutants,
    Kind.CODE: code_mutants,
    Kind.TEMPLATES: template_mutants,
}


def all_mutants(kinds: Sequence[Kind] = tuple(Kind)) -> list[Mutant]:
    """Return the mutants of some kinds."""
    return [mutant for kind in kinds for mutant in SOURCES[kind]()]


def sample(mutants: Sequence[Mutant], size: int, seed: int) -> list[Mutant]:
    """Return some mutants, the same ones for the same seed, in their order."""
    chosen = set(random.Random(seed).sample(range(len(mutants)), min(size, len(mutants))))
    return [mutant for index, mutant in enumerate(mutants) if index in chosen]
