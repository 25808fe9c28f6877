"""The table of the README."""

import re
from typing import Any

from tools.proving.figures import Figures

START, END = "<!-- proof: written by `make proof ARGS=--write` -->", "<!-- end of proof -->"


def table(figures: Figures, results: dict[str, Any]) -> str:
    """Return the table as Markdown."""
    rows = [("what is held to what", "result", "command"), ("---", "---", "---"), *_rows(figures, results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _rows(figures: Figures, results: dict[str, Any]) -> list[tuple[str, str, str]]:
    facts = figures.facts
    others = sum(count for name, count in facts.items() if name not in ("backed", "assumed"))
    trips, faults, fuzzing = (results[name] for name in ("round_trips", "faults", "fuzzing"))
    return [
        (
            "facts of the spec that a docs page says",
            f"{facts['backed']} of {sum(facts.values())}; {facts.get('assumed', 0)} are marked as assumed, "
            f"{others} in conflict",
            "`make evidence`",
        ),
        (
            "schemas of which every valid instance comes out as it went in",
            f"{trips['components']} of {figures.components}",
            "`make test`",
        ),
        (
            "operations of which every valid answer does",
            f"{trips['operations']} of {figures.operations}",
            "`make test`",
        ),
        ("bugs planted in a server that are caught", f"{faults['caught']} of {faults['all']}", "`make contract`"),
        *(
            (f"changes of {words} that a test notices", _mutants(results["mutants"][kind]), "`make mutate`")
            for kind, words in MUTANTS.items()
        ),
        ("requests a second when fuzzing, on two cores", f"about {fuzzing['per_second']}", "`make contract`"),
    ]


MUTANTS = {"spec": "one fact of the spec", "code": "the generated code", "templates": "the templates"}


def _mutants(found: dict[str, int]) -> str:
    every = found["tried"] - found["without_effect"]
    left = every - found["killed"] - found["explained"]
    notes = [f"{found['explained']} cannot matter, each [explained](tools/mutating/explained.json)"]
    notes = notes * bool(found["explained"]) + [f"{left} not"] * bool(left)
    notes += [f"{found['tried']:,} of all {found['all']:,} were tried"] * (found["tried"] < found["all"])
    return "; ".join([f"{found['killed']:,} of {every:,}", *notes])


def replaced(text: str, new: str) -> str:
    """Return a document with a table between the two marks.

    Raises:
        ValueError: The marks are not there.
    """
    if text.count(START) != 1 or text.count(END) != 1:
        raise ValueError(f"expected the lines {START} and {END}, once each")
    between = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)
    return between.sub(lambda _: f"{START}\n{new}\n{END}", text)
