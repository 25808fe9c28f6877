"""Compares two OpenAPI documents."""

from typing import Any

from tools.diffing.guard import report_unclaimed
from tools.diffing.model import Bump, Difference, Group
from tools.diffing.nodes import Node
from tools.diffing.operations import compare_operations
from tools.diffing.renames import renamed_models
from tools.diffing.security import compare_default
from tools.diffing.surroundings import compare_document, compare_models, compare_parts
from tools.diffing.walk import Walk

ORDER = list(Group)


def compare(old: Any, new: Any) -> list[Difference]:
    """Return all differences between two documents, the gravest first.

    No place is overlooked: what no rule knows is a breaking difference of its own.
    """
    walk = Walk(Node.whole(old), Node.whole(new))
    compare_models(walk, renamed_models(walk.old, walk.new))
    compare_document(walk)
    compare_operations(walk)
    compare_default(walk)
    compare_parts(walk)
    report_unclaimed(walk)
    return sorted(walk.differences, key=lambda one: (ORDER.index(one.verdict.group), -one.verdict.bump))


def asked_bump(differences: list[Difference]) -> Bump:
    """Return the part of the version that has to be raised."""
    return max((difference.verdict.bump for difference in differences), default=Bump.NONE)
