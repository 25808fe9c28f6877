"""All rules, by name. `python -m tools.diffing.rules` prints them as a table."""

import sys

from tools.diffing.model import Direction, Rule
from tools.diffing.rules_document import DOCUMENT_RULES
from tools.diffing.rules_operations import OPERATION_RULES
from tools.diffing.rules_schemas import SCHEMA_RULES

RULES: dict[str, Rule] = {row.name: row for row in [*OPERATION_RULES, *SCHEMA_RULES, *DOCUMENT_RULES]}


def main() -> None:
    """Print the table as markdown."""
    sys.stdout.write("| difference | sent | received | why |\n|---|---|---|---|\n")
    for row in RULES.values():
        sent, received = row.verdicts[Direction.SENT], row.verdicts[Direction.RECEIVED]
        reasons = [sent.reason] if sent == received else [f"Sent: {sent.reason}", f"Received: {received.reason}"]
        sys.stdout.write(f"| {row.name} | {sent.bump.name.lower()} | {received.bump.name.lower()} |")
        sys.stdout.write(f" {' '.join(reasons)} |\n")


if __name__ == "__main__":
    main()
