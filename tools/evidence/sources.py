"""Sources in, facts out.

A kind of source is a function that takes a file, and paths of fields that are known already, and returns the facts of
each operation that the source speaks of. Another kind (a source distribution of the official SDK) is one more such
function in `_reader`; all else works on facts, wherever they come from.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from tools.evidence.facts import Facts
from tools.evidence.page import PageError, load
from tools.evidence.reading import read_page

Reader = Callable[[Path, Iterable[str]], list[Facts]]


def read_sources(files: Sequence[Path], kept: Sequence[Facts] = ()) -> list[Facts]:
    """Read sources, each in the light of the others.

    Args:
        files: The sources.
        kept: What was kept of sources that were read before.

    Raises:
        PageError: One of them cannot be read.
    """
    read = [(file, _reader(file)(file, ())) for file in files]
    firm = [facts for _, found in read for facts in found if _is_firm(facts)]
    together = []
    for file, found in read:
        doubtful = {facts.operation for facts in found if not _is_firm(facts)}
        known = [path for facts in (*firm, *kept) if facts.operation in doubtful for path in facts.fields]
        together += _reader(file)(file, dict.fromkeys(known)) if known else found
    return together


def _reader(file: Path) -> Reader:
    return read_kept if file.suffix == ".json" else _read_page


def _read_page(file: Path, known: Iterable[str]) -> list[Facts]:
    return [read_page(load(file), known)]


def read_kept(file: Path, _: Iterable[str] = ()) -> list[Facts]:
    """Read facts that were kept.

    Raises:
        PageError: The file does not hold facts.
    """
    page = load(file)
    try:
        return [msgspec.json.decode(page.text.encode(), type=Facts).with_bounds()]
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise PageError(str(file), 1, f"does not hold facts: {error}") from None


def _is_firm(facts: Facts) -> bool:
    """Whether a source tells by itself which object every field belongs to."""
    return not facts.questions and not any(each.guessed for each in facts.fields.values())
