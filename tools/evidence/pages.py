"""Reads several pages together: those that are clear by themselves help to read the others."""

from collections.abc import Iterator, Sequence

from tools.evidence import files
from tools.evidence.against import find_operation
from tools.evidence.normal import Facts
from tools.evidence.page import Page
from tools.evidence.reading import read_page
from tools.evidence.spec_facts import spec_fields
from tools.generation.spec import Spec


def read_pages(pages: Sequence[Page], dialect: str | None = None, spec: Spec | None = None) -> list[Facts]:
    """Read pages, each in the light of the others.

    Args:
        pages: The pages, or files of facts.
        dialect: The name of the language, if the pages are not to be asked.
        spec: Where no page is clear, which object a field belongs to is taken from here.

    Raises:
        PageError: One of them cannot be read.
    """
    alone = [files.parse(page) if files.is_evidence(page) else read_page(page, dialect) for page in pages]
    together = []
    for page, facts in zip(pages, alone, strict=True):
        known = [] if files.is_evidence(page) or _is_firm(facts) else list(_known(facts, alone, spec))
        together.append(read_page(page, dialect, known) if known else facts)
    return together


def group(pages: Sequence[Facts]) -> list[list[Facts]]:
    """Return the pages of each operation."""
    groups: dict[tuple[str, str], list[Facts]] = {}
    for facts in pages:
        groups.setdefault(facts.operation, []).append(facts)
    return list(groups.values())


def _is_firm(facts: Facts) -> bool:
    """Whether a page tells by itself which object every field belongs to."""
    return not facts.questions and not any(each.rests_on for each in facts.fields.values())


def _known(facts: Facts, others: Sequence[Facts], spec: Spec | None) -> Iterator[str]:
    firm = [each for each in others if each.operation == facts.operation and _is_firm(each)]
    for each in firm:
        yield from each.fields
    operation = find_operation(spec, *facts.operation) if spec and not firm else None
    if spec and operation:
        yield from spec_fields(spec, operation)
