"""Sources in, facts out.

A kind of source is a function that takes a file, and what other sources say, and returns the facts of each operation
that the source speaks of. Another kind (a source distribution of the official SDK) is one more such function in
`_reader`; all else works on facts, wherever they come from.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from tools.evidence.facts import Facts
from tools.evidence.page import PageError, load
from tools.evidence.reading import read_page

Reader = Callable[[Path, Iterable[Facts]], list[Facts]]


def read_sources(files: Sequence[Path], kept: Sequence[Facts] = ()) -> list[Facts]:
    """Read sources, each in the light of the others.

    Args:
        files: The sources.
        kept: What was kept of sources that were read before.

    Raises:
        PageError: One of them cannot be read.
    """
    alone: list[Facts] = []
    for file in files:
        with suppress(PageError):
            alone += _reader(file)(file, kept)
    firm = [facts for facts in alone if not facts.questions]
    return [facts for file in files for facts in _reader(file)(file, [*firm, *kept])]


def _reader(file: Path) -> Reader:
    return read_kept if file.suffix == ".json" else _read_page


def _read_page(file: Path, others: Iterable[Facts]) -> list[Facts]:
    return [read_page(load(file), others)]


def read_kept(file: Path, _: Iterable[Facts] = ()) -> list[Facts]:
    """Read facts that were kept.

    Raises:
        PageError: The file does not hold facts.
    """
    page = load(file)
    try:
        return [msgspec.json.decode(page.text.encode(), type=Facts).with_bounds()]
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise PageError(str(file), 1, f"does not hold facts: {error}") from None
