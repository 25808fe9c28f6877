"""Sources in, facts out: saved docs pages, source distributions of the official SDK, and facts that were kept."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from tools.evidence.facts import Facts
from tools.evidence.kept import load
from tools.evidence.page import Page, PageError
from tools.evidence.reading import read_page
from tools.evidence.sdk import ARCHIVE, read_sdk
from tools.evidence.types import SDK

KEPT = ".json"


def read_sources(files: Sequence[Path], kept: Sequence[Facts] = ()) -> list[Facts]:
    """Read sources; pages in the light of the others, as they may leave open to which object a field belongs.

    Args:
        files: The sources.
        kept: What was kept of sources that were read before.

    Raises:
        PageError: One of them cannot be read.
    """
    others = [facts for facts in kept if facts.kind != SDK.name]
    pages = [file for file in files if not file.is_dir() and file.suffix not in (ARCHIVE, KEPT)]
    for file in pages:
        with suppress(PageError):
            others += [facts for facts in [read_page(_load(file), others)] if not facts.questions]
    found: list[Facts] = []
    for file in files:
        if file in pages:
            found.append(read_page(_load(file), others))
        else:
            found += read_kept(file) if file.suffix == KEPT else read_sdk(file)
    return found


def read_kept(file: Path) -> list[Facts]:
    """Read facts that were kept.

    Raises:
        PageError: The file does not hold facts.
    """
    page = _load(file)
    try:
        return load(page.text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise page.error(1, f"does not hold facts: {error}") from None


def _load(file: Path) -> Page:
    """Read the text of a file, or raise a PageError: it cannot be read, or is not UTF-8."""
    page = Page(str(file), "")
    try:
        return Page(str(file), file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise page.error(1, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise page.error(1, f"is not UTF-8: {error.reason} at byte {error.start}") from None


def by_source(facts: Iterable[Facts]) -> dict[str, list[Facts]]:
    """Return the facts of each source."""
    found: dict[str, list[Facts]] = {}
    for each in facts:
        found.setdefault(each.source, []).append(each)
    return found


def replaces(now: Facts, before: Facts) -> bool:
    """Whether facts are those of the same source as others. A page may be saved again under another name."""
    is_page = now.kind == before.kind != SDK.name
    return now.source == before.source or (is_page and now.operation == before.operation)
