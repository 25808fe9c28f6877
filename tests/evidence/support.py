"""Pages of a made-up library, and its spec, for the tests of this package."""

from pathlib import Path

from tools.evidence.merge import Merged, merge
from tools.evidence.page import Page, load
from tools.evidence.pages import read_pages

PAGES = Path(__file__).parent / "pages"
SPEC = PAGES / "loans.yaml"
FILES = {
    "typescript": PAGES / "list_loans.typescript.txt",
    "python": PAGES / "list_loans.python.md",
    "ruby": PAGES / "list_loans.ruby.md",
    "http": PAGES / "list_loans.http.md",
}


def page(language: str, *changes: tuple[str, str]) -> Page:
    """Return a page with some changes; each must change something."""
    text = load(FILES[language]).text
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return Page(FILES[language].name, text)


def merged(*pages: Page) -> Merged:
    """Read pages of one operation together."""
    return merge(read_pages(pages))
