"""An edit of a page becomes a list of what changed, and of what to change in the spec."""

import pytest

from tests.evidence.support import FILES, Edit, Project, page

LOAN = "#/components/schemas/Loan"
PARAMETERS = "#/paths/~1branches~1{branch_id}~1loans/get/parameters"
FEE = "response.loans[].fee"
# The edits of the TypeScript page; what changed there since; where the spec has to change, and how. The Python page
# stays as it is, so that the spec must go on to allow what that says.
CASES: dict[str, tuple[list[Edit], str, str]] = {
    "a new field": (
        [
            ("total: number\n\n", "total: number\ntotal_fee: number\n\n"),
            ("Response { loans, total }", "Response { loans, total, total_fee }"),
            ('"total": 0', '"total": 0, "total_fee": 0'),
        ],
        'response.total_fee: new field {"type": "numeric", "required": true, "nullable": false}',
        "#/components/schemas/Loans: response.total_fee: add field "
        '{"type": "numeric", "required": true, "nullable": false}',
    ),
    "a field that is gone": (
        [("fee: number\n", ""), ('      "fee": 0,\n', "")],
        f'{FEE}: field gone, was {{"type": "numeric", "required": true, "nullable": false}}',
        f"{LOAN}: {FEE}: change required from true to false",
    ),
    "another type": (
        [("id: string\nminLength1", "id: number\nminLength1")],
        'response.loans[].id: type was "string", is "numeric"',
        f'{LOAN}/properties/id: response.loans[].id: change type from "string" to "numeric | string"',
    ),
    "required": (
        [("sort?:", "sort:")],
        "query.sort: required was false, is true",
        "",
    ),
    "a new bound": (
        [("fee: number\n", "fee: number\nminimum0\n")],
        f"{FEE}: new minimum 0",
        f"{LOAN}/properties/fee: {FEE}: add minimum 0",
    ),
    "a bound that is gone": (
        [("maximum100\n", "")],
        "query.limit: maximum gone, was 100",
        f"{PARAMETERS}/1/schema: query.limit: remove maximum 100, or mark it as x-assumed",
    ),
    "deprecated": (
        [("fee: number\n", "fee: number\n\nDEPRECATED: free.\n")],
        f"{FEE}: deprecated was false, is true",
        f"{LOAN}/properties/fee: {FEE}: change deprecated from false to true",
    ),
}


@pytest.mark.parametrize(("edits", "changed", "task"), CASES.values(), ids=CASES)
def test_an_edit_is_one_change_and_one_task(project: Project, edits: list[Edit], changed: str, task: str) -> None:
    """Each line says the file, the place and what to do there, and which source says so."""
    code, said = project.read("typescript", *edits)
    assert code == 1
    assert said[0].startswith(FILES["typescript"].name)
    assert said[0].partition(": ")[2] == changed
    tasks = [line.partition(": ")[2].rpartition(" (") for line in said if line.startswith("spec")]
    assert [(line, FILES["typescript"].name in names) for line, _, names in tasks] == [(task, True)] * bool(task)


@pytest.mark.parametrize(
    ("language", "edits", "words"),
    [
        ("typescript", [("copies", "volumes")], "copies volumes"),
        # In the list alone, so that what is announced and the example still have the old name.
        ("typescript", [("copies: number", "volumes: number")], "copies volumes"),
        ("python", [("copies", "volumes")], "copies volumes"),
        ("typescript", [('"plastic"\nnum', '"plastic"\n"none"\nnum')], "card.kind none"),
        ("typescript", [('kind: "paper" | "plastic"', 'kind: "paper" | "plastic" | "none"')], "card.kind none"),
        ("python", [('- `"plastic"` ', '- `"plastic"` - `"none"` ')], "card.kind none"),
        ("python", [('Literal["paper", "plastic"]', 'Literal["paper", "plastic", "none"]')], "card.kind none"),
        ("python", [('- `"plastic"` ', "")], "card.kind plastic"),
        ("python", [('- `"paper"` - `"plastic"` ', "")], "card.kind plastic"),
        ("python", [('Literal["paper", "plastic"]', 'Literal["paper"]')], "card.kind plastic"),
        (
            "python",
            [('Literal["paper", "plastic"]', 'Literal["paper"]'), ('- `"plastic"` ', "")],
            "card.kind plastic",
        ),
    ],
)
def test_an_edit_in_one_place(project: Project, language: str, edits: list[Edit], words: str) -> None:
    """A name or a value that is changed, added or removed in one of several places is to do, and named."""
    code, said = project.read(language, *edits)
    changed = "\n".join(line for line in said if not line.startswith("spec.yaml"))
    assert code == 1
    assert [word for word in words.split() if word not in changed] == []


def test_a_changed_fact_is_to_do_even_if_the_spec_allows_it(project: Project) -> None:
    """A page that no longer tells null from absent changes nothing in the spec, but it is not what it was."""
    project.keep(("fee: {type: number}", "fee: {type: number, minimum: 1}"))
    code, said = project.read("typescript", ("fee: number\n", "fee: number\nminimum1\n"))
    assert code == 1
    assert said[0] == f"list_loans.typescript.txt:48: {FEE}: new minimum 1"
    assert [line for line in said if line.startswith("spec.yaml")] == []


def test_a_page_that_lost_its_response(project: Project) -> None:
    """A response that is gone, or new, is to do."""
    file = project.directory / FILES["typescript"].name
    file.write_text(page("typescript").partition("Returns")[0], encoding="utf-8")
    code, said = project.run(str(file), "--write", str(project.directory / "evidence"))
    assert (code, said[0]) == (1, f'{file.name}: response: field gone, was {{"type": "object", "nullable": false}}')
    assert any("response: new field" in line for line in project.read("typescript")[1])


def test_another_path_or_method(project: Project) -> None:
    """The page is recognised by its name, and the operation is one more."""
    code, said = project.read("typescript", ("GET/branches", "POST/branches"))
    assert (code, said[0].partition(": ")[2]) == (
        1,
        'post /branches/{branch_id}/loans: operation was "get /branches/{branch_id}/loans", '
        'is "post /branches/{branch_id}/loans"',
    )
    assert any('add operation "post /branches/{branch_id}/loans"' in line for line in said)


def test_a_source_that_is_new(project: Project) -> None:
    """Nothing was kept of it, which is to do, until it is kept."""
    (project.directory / "evidence" / "list_loans.python.json").unlink()
    code, said = project.read("python")
    assert (code, said[0]) == (1, 'list_loans.python.md: get /branches/{branch_id}/loans: new source "python"')
    file = str(project.directory / "list_loans.python.md")
    assert project.run(file, "--write", str(project.directory / "evidence"))[0] == 1
    assert project.run(file)[0] == 0


def test_an_assumption_that_a_source_makes_can_lose_the_mark(project: Project) -> None:
    """What is only assumed though a page says it is named, at its place."""
    project.keep(("maximum: 100}", "x-assumed: {maximum: {value: 100, because: x}}}"))
    code, said = project.run(*map(str, FILES.values()))
    task = f"{PARAMETERS}/1/schema: query.limit: no longer only assume maximum 100: a source says it"
    assert (code, said[0].partition(": ")[2]) == (1, f"{task} ({FILES['typescript'].name})")


def test_what_the_spec_has_alone_must_be_assumed(project: Project) -> None:
    """A field, a bound or a value that no page has is found, unless it is marked."""
    project.keep(
        ("fee: {type: number}", "fee: {type: number, minimum: 0}\n        weight: {type: number}"),
        ("[paper, plastic]", "[paper, plastic, gold]"),
    )
    code, said = project.run(*map(str, FILES.values()))
    assert code == 1
    assert sorted(line.partition(", or mark")[0].rpartition(": ")[2] for line in said if "or mark" in line) == [
        'remove field "number"', "remove minimum 0", 'remove value "gold"'
    ]  # fmt: skip
    assert "106 backed, 6 assumed, 0 not told, 1 conflicting, 4 unread" in said[-2]


def test_a_schema_within_itself_ends(project: Project) -> None:
    """A recursive schema is followed once."""
    own = "nickname: {type: [string, 'null']}"
    project.keep((own, f"{own}\n        friend: {{$ref: '#/components/schemas/Borrower'}}"))
    _, said = project.run(*map(str, FILES.values()))
    assert sum("response.loans[].borrower.friend: remove field" in line for line in said) == 1
