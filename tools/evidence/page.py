"""What every reader of a page shares: its lines, and the error that says where it was lost."""

from pathlib import Path

from attrs import frozen

EXCERPT_WORDS = 4
EXCERPT_LETTERS = 40


class PageError(Exception):
    """A page that cannot be read: the page, the line, what is wrong, and a few words of what stands there."""

    def __init__(self, page: str, line: int, problem: str, excerpt: str = "") -> None:
        self.page, self.line, self.problem = page, line, problem
        words = " ".join(excerpt.split()[:EXCERPT_WORDS])[:EXCERPT_LETTERS]
        super().__init__(f"{page}:{line}: {problem}" + (f": {words}" if words else ""))


@frozen
class Page:
    """The text of a saved page.

    Attributes:
        name: How to call it in messages.
        text: What it says.
    """

    name: str
    text: str

    def line_at(self, offset: int) -> int:
        """Return the number of the line that an offset into the text is on."""
        return self.text.count("\n", 0, offset) + 1

    def error(self, line: int, problem: str, excerpt: str = "") -> PageError:
        """Return an error at a line of this page."""
        return PageError(self.name, line, problem, excerpt)


def load(file: Path) -> Page:
    """Read a saved page.

    Raises:
        PageError: It cannot be read, or is not UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PageError(str(file), 1, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise PageError(str(file), 1, f"is not UTF-8: {error.reason} at byte {error.start}") from None
    return Page(str(file), text)
