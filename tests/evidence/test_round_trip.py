"""Pages that were rendered from facts read back as the same facts, in every language and form."""

from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given, settings

from tests.evidence import expected
from tests.evidence.render import as_markdown, as_one_line, as_text
from tests.evidence.truth import Truth, responses
from tools.evidence.dialects import DIALECTS
from tools.evidence.normal import Facts, Field
from tools.evidence.page import Page, PageError
from tools.evidence.reading import read_page

LANGUAGES = sorted(DIALECTS)
# There are many combinations; one line in Markdown is the slowest.
few = settings(max_examples=max(15, settings().max_examples // 8))


def read(text: str, language: str) -> Facts:
    """Read a page in a language; that pages are recognised by themselves is tested with whole pages."""
    return read_page(Page("page", text), language)


def told(fields: Mapping[str, Field]) -> dict[str, Field]:
    """Return the fields of a response, without what their places rest on, and null where no field can tell it."""
    return {
        path: evolve(each, rests_on="", nullable=each.nullable if "." in path and path[-1] not in ">]}" else None)
        for path, each in fields.items()
        if path.startswith("response")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(truth=responses(is_sorted=False))
def test_indented_markdown(language: str, truth: Truth) -> None:
    """Where the indent is left, everything is read, whatever the order of the fields."""
    facts = read(as_markdown(language, truth), language)
    assert facts.questions == ()
    assert told(facts.fields) == expected.fields(language, truth, bounds=True)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "python"])
@few
@given(truth=responses(is_sorted=False))
def test_text_that_announces_its_fields(language: str, truth: Truth) -> None:
    """Announced fields and the example give back the indent that a web page loses, whatever the order."""
    facts = read(as_text(language, truth), language)
    assert facts.questions == ()
    assert_true(facts, expected.fields(language, truth, bounds=True), but_for_habits=False)


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(truth=responses())
def test_text_with_an_example_alone(language: str, truth: Truth) -> None:
    """The example alone is evidence enough for what it shows."""
    facts = read(as_text(language, truth, announces=False), language)
    assert_true(facts, expected.fields(language, truth, bounds=True), but_for_habits=True)


@pytest.mark.parametrize("language", LANGUAGES)
@few
@given(truth=responses())
def test_one_line(language: str, truth: Truth) -> None:
    """Markdown without line breaks gives true facts, or says what it leaves open."""
    facts = read_if_few_ways(as_one_line(language, truth), language)
    if facts is not None:
        assert_true(facts, expected.fields(language, truth, bounds=False), but_for_habits=True)


def read_if_few_ways(text: str, language: str) -> Facts | None:
    """Read a page; one that can be nested in too many ways may be refused."""
    try:
        return read(text, language)
    except PageError as error:
        if "too many ways" not in error.problem:
            raise
        return None


def assert_true(facts: Facts, truth: dict[str, Field], but_for_habits: bool) -> None:
    """Every fact is true, unless it is said to rest on a habit; every truth is a fact, or open."""
    firm = {path: each for path, each in facts.fields.items() if not (but_for_habits and each.rests_on)}
    wrong = {path: each for path, each in told(firm).items() if truth.get(path) != each}
    assert wrong == {}, {path: truth.get(path) for path in wrong}
    habit = any(each.rests_on for each in facts.fields.values())
    lost = [p for p in truth if p not in facts.fields and not any(q.concerns(p) for q in facts.questions)]
    assert lost == [] or (but_for_habits and habit)
