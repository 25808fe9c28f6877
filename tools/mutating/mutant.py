"""What a mutant is, and what can become of one."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from attrs import field, frozen

ROOT = Path(__file__).parents[2]
SPEC = "spec/openapi.yaml"
PACKAGE = "generated/revox_api"
TEMPLATES = "tools/templates"


class Kind(StrEnum):
    """What is changed."""

    SPEC = "spec"
    CODE = "code"
    TEMPLATES = "templates"


class Verdict(StrEnum):
    """What became of a mutant: a test failed, a test never ended, all tests passed, or there is nothing to see."""

    KILLED = "killed"
    HUNG = "hung"
    SURVIVED = "survived"
    SAME = "same"


@frozen
class Mutant:
    """One change in one place.

    Attributes:
        kind: What is changed.
        place: Where, in words; with the change it is the name of the mutant.
        change: What is changed there, in words.
        file: The file, relative to the project.
        make: Returns the changed text of the file.
        first: The tests that most likely notice, as arguments of pytest.
        is_verbatim: Whether the file is a template of which the generator copies all but the first line.
        document: Returns the changed document, where the file is the spec.
    """

    kind: Kind
    place: str
    change: str
    file: str
    make: Callable[[], str] = field(eq=False, repr=False)
    first: tuple[str, ...] = ()
    is_verbatim: bool = False
    document: Callable[[], dict[str, Any]] | None = field(default=None, eq=False, repr=False)

    @property
    def name(self) -> str:
        """What the mutant is called, in every run alike."""
        return f"{self.kind}: {self.place}: {self.change}"


@frozen
class Outcome:
    """What became of a mutant.

    Attributes:
        name: The name of the mutant.
        verdict: What became of it.
        by: The test that noticed, or what else there is to say.
    """

    name: str
    verdict: Verdict
    by: str = ""

    @property
    def is_killed(self) -> bool:
        """Whether a test noticed."""
        return self.verdict in (Verdict.KILLED, Verdict.HUNG)
