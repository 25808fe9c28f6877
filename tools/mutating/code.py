"""Mutants of the generated code: its models, and everything that makes and reads requests.

`types.py`, `client.py` and `errors.py` are the same text as their templates, and are mutated there.
"""

from collections.abc import Callable, Iterator

from tools.mutating.expressions import edits
from tools.mutating.models import REQUESTS, model_mutants
from tools.mutating.mutant import PACKAGE, ROOT, Kind, Mutant
from tools.mutating.python_text import PythonText

FROM_TEMPLATES = {"types.py", "client.py", "errors.py", "models.py"}


def code_mutants() -> Iterator[Mutant]:
    """Yield the mutants of the generated code."""
    yield from model_mutants()
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        name = path.relative_to(ROOT / PACKAGE).as_posix()
        if name not in FROM_TEMPLATES:
            source = PythonText(path.read_text(encoding="utf-8"))
            for place, change, text in edits(source):
                file = f"{PACKAGE}/{name}"
                yield Mutant(Kind.CODE, f"{name}, {place}", change, file, _always(text), REQUESTS)


def _always(text: str) -> Callable[[], str]:
    return lambda: text
