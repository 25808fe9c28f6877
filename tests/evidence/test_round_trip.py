"""Pages that were rendered from facts read back as the same facts; no text breaks the reader."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.evidence import made_up
from tests.evidence.made_up import RESPONSES, Truth, as_markdown, as_one_line, as_text, expected
from tests.evidence.support import FILES, page
from tools.evidence.facts import Facts, Field
from tools.evidence.page import Page, PageError
from tools.evidence.reading import read_page

few = settings(max_examples=max(15, settings().max_examples // 8))
TEXT = """\
GET/a/{b}|Returns|Parameters|### Returns|A { a, b, 2 more }|a?: Array<A> | null|"x"|minimum0|- `a: string`|  - `b: str`
class A: …|a: Optional[List[A]]|One of the following:|{"a": [1]}|{|}|3 more|Deprecated.|minimum1e99|\0|["""
LINES = [*re.split(r"\n|(?<! )\|(?! )", TEXT), " | ", "a: " + "Array<" * 40 + ">" * 40, "9" * 5000]


def told(facts: Facts) -> dict[str, Field]:
    """Return the fields of the response; whether bounds are none or not told is another matter."""
    return {path: replace(each, bounds=None) for path, each in facts.fields.items() if path.startswith("response")}


def truth_of(language: str, truth: Truth) -> dict[str, Field]:
    """Return what a page must say."""
    return {path: replace(each, bounds=None) for path, each in expected(language, truth).items()}


@pytest.mark.parametrize("language", FILES)
@few
@given(truth=RESPONSES)
def test_markdown(language: str, truth: Truth) -> None:
    """Where the indent is left, everything is read, whatever the order of the fields."""
    facts = read_page(Page("page", as_markdown(language, truth)))
    assert facts.questions == ()
    assert told(facts) == truth_of(language, truth)


@few
@given(truth=RESPONSES)
def test_text_of_a_typescript_page(truth: Truth) -> None:
    """What is announced and the example give back the indent; what they leave open is asked, not guessed."""
    assert_true(read_page(Page("page", as_text("typescript", truth))), truth_of("typescript", truth))


@pytest.mark.parametrize("write", [as_text, as_one_line])
@few
@given(truth=RESPONSES)
def test_python_page_without_an_indent(write: Callable[[str, Truth], str], truth: Truth) -> None:
    """Read with another source, it says all; alone it says what is true, or asks, or is refused."""
    python, other = Page("page", write("python", truth)), read_page(Page("other", as_markdown("typescript", truth)))
    assert_true(read_page(python, [other]), truth_of("python", truth))
    alone = try_to_read(python.text)
    if isinstance(alone, Facts):
        assert_true(alone, truth_of("python", truth))
    else:
        assert "too many ways" in alone.problem


def assert_true(facts: Facts, truth: dict[str, Field]) -> None:
    """Every fact is true; every truth is a fact, or open."""
    assert {
        path: each for path, each in told(facts).items() if truth.get(path) != each and not facts.is_open(path)
    } == {}
    assert [path for path in truth if path not in facts.fields and not facts.is_open(path)] == []


@given(st.text() | st.lists(st.sampled_from(LINES)).map("\n".join))
def test_any_text(text: str) -> None:
    """Texts that are no pages are refused, with the place."""
    try_to_read(text)
    try_to_read(f"{made_up.SIGNATURES['typescript']}\nGET/a/{{b}}\nReturns\n{text}")


@few
@given(st.sampled_from(sorted(FILES)), st.integers(0, 3000), st.integers(0, 40), st.sampled_from(["", *LINES]))
def test_pages_with_a_damage(language: str, at: int, length: int, piece: str) -> None:
    """A page of which something is missing, or in which something else stands, is read or refused."""
    text = page(language)
    try_to_read(text[:at] + piece + text[at + length :])


def try_to_read(text: str) -> Facts | PageError:
    """Read a text, or be refused with the place."""
    try:
        return read_page(Page("page", text))
    except PageError as error:
        refused = error
    assert str(refused).startswith("page:")
    assert 1 <= refused.line <= text.count("\n") + 1
    return refused
