"""Whole pages, as they are when saved, give the facts that they state."""

import pytest

from tests.evidence.support import FILES, SPEC, merged, page
from tools.evidence.against import against
from tools.evidence.dialects import recognise
from tools.evidence.normal import Field
from tools.evidence.page import Page, PageError
from tools.evidence.reading import read_page
from tools.generation.spec import Spec


@pytest.mark.parametrize("language", FILES)
def test_the_language_is_recognised(language: str) -> None:
    """A page tells by itself which language it is in."""
    assert recognise(page(language).text).name == language


@pytest.mark.parametrize("language", FILES)
def test_every_page_agrees_with_the_spec(language: str) -> None:
    """What each of the pages can tell is what the spec of the same API says."""
    spec = Spec.read(SPEC)
    comparison = against(spec, merged(page(language)))
    changes = [each for each in comparison.changes if each.kind != "open"]
    assert changes == []
    assert comparison.docs["held"] > 40


def test_typescript_tells_absent_from_null() -> None:
    """`?` is absent, `| null` is null; bounds stand below."""
    fields = read_page(page("typescript")).fields
    assert fields["response.loans[].renewals"] == Field("response.loans[].renewals", ("array",), False, True)
    copies = Field("response.loans[].copies", ("numeric",), True, False, bounds={"exclusiveMinimum": 0})
    assert fields["response.loans[].copies"] == copies


def test_python_tells_integers() -> None:
    """`int` and `float` are told apart; `Optional` is absent or null."""
    fields = read_page(page("python")).fields
    assert fields["response.loans[].id"].types == ("string",)
    assert fields["query.limit"].types == ("integer",)
    assert fields["query.sort"] == Field("query.sort", ("string",), maybe=True)


def test_http_tells_where_parameters_are_sent() -> None:
    """Its headings say so."""
    fields = read_page(page("http", ("### Query Parameters", "### Header Parameters"))).fields
    assert [path for path in fields if path.startswith("header.")] == ["header.limit", "header.state", "header.sort"]


def test_pages_complete_each_other() -> None:
    """Together they say of every field whether it is there, whether it is null, and whether it is an integer."""
    together = merged(page("typescript"), page("python"))
    assert (together.conflicts, together.questions) == ((), ())
    silent = [p for p, f in together.fields.items() if "numeric" in f.types or (f.maybe and "." in p)]
    assert silent == []


def test_lists_that_are_cut_short_are_completed() -> None:
    """`2 more` are the two that follow."""
    values = read_page(page("typescript")).fields["query.state"].values
    assert values == ("open", "late", "returned", "lost", "found again")


@pytest.mark.parametrize(
    ("language", "line"),
    [("typescript", '"lost"\n'), ("python", ' - `"lost"`'), ("ruby", "  - `:lost`\n"), ("http", '  - `"lost"`\n')],
)
def test_a_list_that_stays_short_is_open(language: str, line: str) -> None:
    """A value that is announced and nowhere shown is asked for, not guessed."""
    facts = read_page(page(language, (line, "")))
    questions = [each.text for each in facts.questions if each.concerns("query.state")]
    assert questions == ["5 values are announced, 4 shown"]


def test_an_object_that_is_not_expanded_is_open() -> None:
    """Fields that are announced and nowhere shown are asked for."""
    text = "client.a.b(): A { c }\nGET/a\nReturns\nA { c, d }\nc: D { e, f, 2 more }\nd: string\n"
    facts = read_page(Page("page", text))
    assert [(each.paths, each.text) for each in facts.questions] == [
        (("response.c",), "4 fields are announced, 0 shown")
    ]


def test_a_page_that_ends_too_early_is_open() -> None:
    """What was announced before the end is asked for."""
    text = page("typescript").text.split("nickname:")[0]
    facts = read_page(Page("page", text))
    assert "response.total" not in facts.fields
    assert any(each.concerns("response.total") for each in facts.questions)


def test_what_can_belong_to_two_objects_is_open() -> None:
    """Nothing on the Python page tells whether `total` belongs to the last object or to the response."""
    facts = read_page(page("python"))
    (question,) = [each for each in facts.questions if "response.total" in each.paths]
    assert question.text == "total can belong to response or response.loans[].renewals[]"
    assert "response.total" not in facts.fields


def test_what_another_page_answers_is_not_open() -> None:
    """The TypeScript page shows where `total` belongs, so the Python page can be read."""
    together = merged(page("python"), page("typescript"))
    assert together.questions == ()
    assert together.pages["response.total"] == ("list_loans.python.md", "list_loans.typescript.txt")


def test_an_example_that_does_not_fit_is_open() -> None:
    """If the example shows a field that the list does not have, one of the two is wrong."""
    facts = read_page(page("typescript", ('"copies": 1,', '"copies": 1, "weight": 1,')))
    assert any("does not fit" in each.text for each in facts.questions)


@pytest.mark.parametrize(
    ("changes", "line", "problem"),
    [
        ([("copies: number", "copies: Map<string, number>")], 46, "looks like a field"),
        ([("GET/branches/{branch_id}/loans\n", "")], 1, "expected a docs page"),
        ([("sort?: string\n", "sort?: string\nGET/loans\n")], 28, "a second method"),
        ([("\ntotal: number", "\nsum: number")], 72, "belongs to nothing"),
    ],
)
def test_an_unreadable_page_says_where(changes: list[tuple[str, str]], line: int, problem: str) -> None:
    """The error names the page, the line, and a few words of it."""
    broken = page("typescript", *changes)
    with pytest.raises(PageError, match=problem) as caught:
        read_page(broken)
    assert str(caught.value).startswith(f"list_loans.typescript.txt:{line}: ")
    excerpt = str(caught.value).partition(caught.value.problem)[2]
    assert len(excerpt.removeprefix(": ").split()) <= 4
