"""Tries a mutant: which tests are asked, and in what order.

The check that `generated/` is what the spec gives is never asked: it notices every change, and says nothing about it.
"""

from collections.abc import Iterator
from pathlib import Path

from attrs import define, field

from tools.mutating.copies import Copy, Result, contents, has_hung
from tools.mutating.mutant import PACKAGE, Kind, Mutant, Outcome, Verdict

DRIFT = ("--deselect", "tests/generation/test_package.py::test_the_committed_package_is_what_the_spec_says")
SPEC_TESTS = ("tests/spec",)
LIKELY = (
    "tests/library/test_generated_package.py",
    "tests/library/test_arguments.py",
    "tests/contract/properties/test_requests.py",
)
LIBRARY, PROPERTIES = "tests/library", "tests/contract/properties"
# Those that are about the contract. The rest is about walking, waiting and sizes, and would only take time.
CLIENT_TESTS = (*LIKELY, *(f"{LIBRARY}/test_{name}.py" for name in ("reading", "errors", "construction", "retries")))
CLIENT_TESTS += tuple(f"{PROPERTIES}/test_{name}.py" for name in ("going_out", "decisions", "round_trip"))
CLIENT_TESTS += (f"{PROPERTIES}/test_differential.py", f"{LIBRARY}/test_campaigns.py")
LIKELY_OF_GENERATOR = ("tests/generation/test_calls.py", "tests/generation/test_package.py")
GENERATOR_TESTS = (*LIKELY_OF_GENERATOR, "tests/generation")


@define
class Bench:
    """A copy of the project, and what its packages look like without a change.

    Attributes:
        copy: The copy.
        package: The generated package.
        second: The package that the tests of the generator generate.
    """

    copy: Copy
    package: dict[str, bytes] = field(init=False)
    second: dict[str, bytes] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self.package = contents(self.copy.root / PACKAGE)

    def prove_sound(self) -> None:
        """See that everything passes without a change: else every mutant would seem to be noticed.

        Raises:
            RuntimeError: A test fails.
        """
        is_written, said = self.copy.generate()
        if not is_written or contents(self.copy.root / PACKAGE) != self.package:
            raise RuntimeError(f"generated/ is not what the spec gives: {said}")
        for tests in (SPEC_TESTS, CLIENT_TESTS, GENERATOR_TESTS):
            result = self.copy.test(*DRIFT, *tests)
            if result.code:
                raise RuntimeError(f"without any change this fails: {result.failed}")

    def try_mutant(self, mutant: Mutant) -> Outcome:
        """Return what becomes of a mutant."""
        if mutant.kind is Kind.TEMPLATES and self.second is None:
            self.second = self.copy.generate_second()
        with self.copy.changed(mutant.file, mutant.make()):
            steps = {Kind.SPEC: self._of_spec, Kind.CODE: self._of_code, Kind.TEMPLATES: self._of_templates}
            for result in steps[mutant.kind](mutant):
                if has_hung(result):
                    return Outcome(mutant.name, Verdict.HUNG, result.failed)
                if result.code:
                    return Outcome(mutant.name, Verdict.KILLED, result.failed)
                if result.output == Verdict.SAME:
                    return Outcome(mutant.name, Verdict.SAME, "the generated packages are the same")
        return Outcome(mutant.name, Verdict.SURVIVED)

    def _of_spec(self, mutant: Mutant) -> Iterator[Result]:
        yield self.copy.test(*SPEC_TESTS)
        self.copy.generate()
        yield self.copy.test(*CLIENT_TESTS)

    def _of_code(self, mutant: Mutant) -> Iterator[Result]:
        if mutant.first:
            yield self.copy.test(*mutant.first)
        yield self.copy.test(*CLIENT_TESTS)

    def _of_templates(self, mutant: Mutant) -> Iterator[Result]:
        rendered = self.copy.root / PACKAGE / Path(mutant.file).stem
        if mutant.is_verbatim:
            # The generator would copy it as it is, but that takes longer than most tests.
            rendered.write_text((self.copy.root / mutant.file).read_text(encoding="utf-8").partition("\n")[2])
            yield self.copy.test(*mutant.first)
        is_written, _ = self.copy.generate()
        is_changed = is_written and contents(self.copy.root / PACKAGE) != self.package
        if is_written and not is_changed and self.copy.generate_second() == self.second:
            yield Result(0, Verdict.SAME)
            return
        if is_changed and not mutant.is_verbatim:
            yield self.copy.test(*mutant.first)
        yield self.copy.test(*DRIFT, *LIKELY_OF_GENERATOR)
        if is_changed:
            yield self.copy.test(*CLIENT_TESTS)
        yield self.copy.test(*DRIFT, *GENERATOR_TESTS)
