"""Any text is read or refused; no text breaks the reader."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.support import FILES, page
from tools.evidence.page import Page, PageError
from tools.evidence.reading import read_page

PIECES = [
    "GET/a/{b}\n",
    "**get** `/a`",
    "### Returns\n",
    "Returns\n",
    "Parameters\n",
    "- `a: string`",
    "\n",
    "  - `b: str`",
]
PIECES += [
    "A { a, b, 2 more }\n",
    "a?: Array<A> | null\n",
    '"x"\n',
    "One of the following:\n",
    "minimum0\n",
    "class A: …\n",
]
PIECES += [
    "a: Optional[List[A]]\n",
    ":x\n",
    "a: optional map[string] or null\n",
    "{",
    "}",
    '{"a": [1]}\n',
    "3 more",
    " | ",
]
PIECES += [
    "Deprecated.",
    "a: " + "Array<" * 40 + ">" * 40 + "\n",
    "9" * 5000,
    "minimum1e99\n",
    "\0",
    "²",
    "[" * 2000 + "\n",
]


def try_to_read(text: str) -> None:
    """Read a text, or be refused with the place."""
    error = refusal(text)
    assert error is None or str(error).startswith("page:")
    assert error is None or 1 <= error.line <= text.count("\n") + 1


def refusal(text: str) -> PageError | None:
    """Return the error of a text that cannot be read."""
    try:
        read_page(Page("page", text))
    except PageError as error:
        return error
    return None


@given(st.text())
def test_any_text(text: str) -> None:
    """Texts that are no pages are refused."""
    try_to_read(text)


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_pieces_of_pages(text: str) -> None:
    """Pieces of pages in any order are read or refused."""
    try_to_read("GET/a/{b}\nReturns\n" + text)


@settings(max_examples=max(30, settings().max_examples // 3))
@given(st.sampled_from(sorted(FILES)), st.integers(0, 3000), st.integers(0, 40), st.sampled_from(["", *PIECES]))
def test_pages_with_a_damage(language: str, at: int, length: int, piece: str) -> None:
    """A page of which something is missing, or in which something else stands, is read or refused."""
    text = page(language).text
    try_to_read(text[:at] + piece + text[at + length :])
