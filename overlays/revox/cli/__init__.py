"""The command `revox`. Only `main` is public; it needs the extra `cli`, of which nothing is imported before it runs."""

import sys
from importlib.util import find_spec

__all__ = ["main"]

MISSING_EXTRA = "The command line needs the extra: pip install 'revox-client[cli]'"


def main() -> None:
    """Run the command with the arguments of the process, and end the process with its exit code."""
    if any(find_spec(library) is None for library in ("click", "rich")):
        sys.exit(MISSING_EXTRA)
    from .commands import run

    sys.exit(run(sys.argv[1:]))
