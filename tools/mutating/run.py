"""Tries many mutants, some at a time."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from tools.mutating.copies import Copy
from tools.mutating.documents import read
from tools.mutating.evidence import TEST, EvidenceJudge
from tools.mutating.mutant import Mutant, Outcome, Verdict
from tools.mutating.trials import Bench

Tell = Callable[[Outcome], None]


def by_evidence(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, Outcome | None]]:
    """Yield what becomes of each mutant by the facts of the docs alone, None where they do not settle it."""
    judge = EvidenceJudge.of_project(read())
    for mutant in mutants:
        why = judge.complaint(mutant.document()) if mutant.document else None
        yield mutant, Outcome(mutant.name, Verdict.KILLED, f"{TEST}: {why}") if why is not None else None


def run(mutants: Sequence[Mutant], jobs: int, tell: Tell, *, is_sound: bool = False) -> list[Outcome]:
    """Try mutants, and return what becomes of them, in their order.

    Args:
        mutants: The mutants.
        jobs: How many to try at a time, each in a copy of the project.
        tell: Told what becomes of each, as soon as it is known.
        is_sound: Whether it is known that all tests pass without a change.

    Raises:
        RuntimeError: A test fails without any change.
    """
    waiting: queue.Queue[Mutant | None] = queue.Queue()
    found: dict[str, Outcome] = {}
    errors: list[BaseException] = []

    def note(outcome: Outcome) -> None:
        found[outcome.name] = outcome
        tell(outcome)

    def work(copy: Copy, proves: bool) -> None:
        try:
            bench = Bench(copy)
            if proves:
                bench.prove_sound()
            while not errors and (mutant := waiting.get()) is not None:
                note(bench.try_mutant(mutant))
        except BaseException as error:
            errors.append(error)

    with ExitStack() as stack:
        copies = [stack.enter_context(Copy.made()) for _ in range(jobs)]
        threads = [
            threading.Thread(target=work, args=(copy, index == 0 and not is_sound), daemon=True)
            for index, copy in enumerate(copies)
        ]
        for thread in threads:
            thread.start()
        for mutant, outcome in by_evidence(mutants):
            if outcome is None:
                waiting.put(mutant)
            else:
                note(outcome)
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            while thread.is_alive():
                thread.join(0.5)
    if errors:
        raise errors[0]
    return [found[mutant.name] for mutant in mutants]
