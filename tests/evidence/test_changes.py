"""A changed page becomes a list of what to change in the spec."""

import pytest

from tests.evidence.support import SPEC, merged, page
from tools.evidence.against import against
from tools.evidence.changes import Change
from tools.evidence.lines import Lines, written
from tools.evidence.report import task_text, tasks
from tools.generation.spec import Spec


def changes(*edits: tuple[str, str], language: str = "typescript") -> list[Change]:
    """Return what to change in the spec after some edits of a page."""
    return list(against(Spec.read(SPEC), merged(page(language, *edits))).changes)


LOAN = "#/components/schemas/Loan/properties"
PARAMETERS = "#/paths/~1branches~1{branch_id}~1loans/get/parameters"
FEE = "response.loans[].fee"
# The kind of a change, the field, where the spec has to change, and the edits of the page.
CASES = [
    (
        "added",
        "response.total_fee",
        "#/components/schemas/Loans",
        [
            ("total: number\n\n", "total: number\ntotal_fee: number\n\n"),
            ("Response { loans, total }", "Response { loans, total, total_fee }"),
            ('"total": 0', '"total": 0, "total_fee": 0'),
        ],
    ),
    ("removed", FEE, f"{LOAN}/fee", [("fee: number\n", ""), ('      "fee": 0,\n', "")]),
    ("retyped", "response.loans[].id", f"{LOAN}/id", [("id: string\nminLength1", "id: number\nminLength1")]),
    ("newly required", "query.sort", f"{PARAMETERS}/3", [("sort?:", "sort:")]),
    ("no longer required", "query.limit", f"{PARAMETERS}/1", [("limit:", "limit?:")]),
    ("newly nullable", FEE, f"{LOAN}/fee", [("fee: number", "fee: number | null")]),
    ("no longer nullable", "response.loans[].borrower", f"{LOAN}/borrower", [("Borrower | null", "Borrower")]),
    (
        "value added",
        "response.loans[].borrower.card.kind",
        "#/components/schemas/CardKind",
        [
            ('kind: "paper" | "plastic"', 'kind: "paper" | "plastic" | "none"'),
            ('"plastic"\nnum', '"plastic"\n"none"\nnum'),
        ],
    ),
    (
        "value removed",
        "query.state",
        "#/components/schemas/State",
        [('"returned" | 2 more', '"returned" | 1 more'), ('"lost"\n', "")],
    ),
    ("bound added", FEE, f"{LOAN}/fee", [("fee: number\n", "fee: number\nminimum0\n")]),
    ("bound changed", "query.limit", f"{PARAMETERS}/1/schema", [("maximum100", "maximum50")]),
    ("bound removed", "query.limit", f"{PARAMETERS}/1/schema", [("maximum100\n", "")]),
    ("deprecated", FEE, f"{LOAN}/fee", [("fee: number\n", "fee: number\n\nDEPRECATED: free.\n")]),
    ("no longer deprecated", "response.loans[].renewed", f"{LOAN}/renewed", [("Deprecated. Count", "Count")]),
    ("open", "query.state", f"{PARAMETERS}/2/schema", [('"found again"\n', "")]),
]


@pytest.mark.parametrize(("kind", "path", "pointer", "edits"), CASES, ids=[case[0] for case in CASES])
def test_each_kind_of_change(kind: str, path: str, pointer: str, edits: list[tuple[str, str]]) -> None:
    """One edit of the page is one change, at the place in the spec to edit."""
    found = [each for each in changes(*edits) if not (kind == "open" and each.kind == "value removed")]
    assert [(each.kind, each.path, written(each.pointer)) for each in found] == [(kind, path, pointer)]


def test_a_variant_of_a_union_is_added() -> None:
    """The variant is called by its constant, and comes with its whole schema."""
    first = "    - `UnionMember0 object { shelf"
    (change,) = changes(
        ("place: object { shelf, type }", "place: object { type }  or object { shelf, type }"),
        (first, f'    - `UnionMember9 object {{ type }}`\n\n      - `type: "lost"`\n\n{first}'),
        language="http",
    )
    assert (change.kind, change.path) == ("added", "response.loans[].place<type=lost>")
    assert change.docs["properties"]["type"] == {"type": "string", "enum": ["lost"]}


def test_a_new_object_is_one_change() -> None:
    """Its fields are in the schema to write, not in the list."""
    (change,) = changes(
        ("copies, 5 more", "copies, 6 more"),
        ("  - `renewals: ", "  - `fine: object { amount }`\n\n    - `amount: optional number`\n\n  - `renewals: "),
        language="http",
    )
    assert (change.kind, change.path) == ("added", "response.loans[].fine")
    assert change.docs == {"type": "object", "required": [], "properties": {"amount": {"type": "number"}}}


def test_the_page_alone_decides_only_what_it_can_tell() -> None:
    """A Ruby page that is silent about null and absence changes nothing about them."""
    assert changes(language="ruby") == []


def test_the_method_and_the_path() -> None:
    """Another method is a change; another path is another operation, unless only a parameter is called otherwise."""
    assert [each.kind for each in changes(("GET/branches", "POST/branches"))][:1] == ["retyped"]
    assert [each.kind for each in changes(("GET/branches", "GET/shops"))] == ["operation"]
    renamed = changes(("{branch_id}/loans", "{branch}/loans"), ("branchID: string", "branch: string"))
    assert [(each.kind, each.path) for each in renamed] == [
        ("retyped", "get /branches/{branch}/loans"),
        ("added", "path.branch"),
        ("removed", "path.branch_id"),
    ]


def test_one_edit_is_one_line() -> None:
    """Changes at the same place of the spec are united; the line says where it is and what to write."""
    found = changes(('"desk" | "cellar"', '"desk" | "attic"'), ('"cellar"\n', '"attic"\n'))
    texts = [task_text(task, "spec.yaml") for task in tasks(found, Lines(SPEC))]
    line = next(n for n, text in enumerate(SPEC.read_text().splitlines(), 1) if text == "    RoomName:")
    path = "response.loans[].place<type=room>.name"
    page_name = "(list_loans.typescript.txt)"
    assert texts == [
        f'spec.yaml:{line}: #/components/schemas/RoomName: value added: add to the enum of {path}: "attic" {page_name}',
        f'spec.yaml:{line}: #/components/schemas/RoomName: value removed: remove from the enum of {path}: "cellar" '
        f"{page_name}",
    ]


def test_pages_that_disagree() -> None:
    """What no rule settles is listed, with what each page says."""
    together = merged(
        page("typescript", ("sort?:", "sort:")), page("python"), page("http", ("`fee: number`", "`fee: string`"))
    )
    assert [(each.path, each.aspect) for each in together.conflicts] == [
        ("query.sort", "required"),
        ("query.sort", "required or nullable"),
        ("response.loans[].fee", "type"),
    ]  # fmt: skip
    assert together.conflicts[2].said[-1] == ("list_loans.http.md", ("string",))


def test_an_assumption_that_a_page_makes_is_noted() -> None:
    """What is marked as assumed though a page says it can lose the mark."""
    spec = Spec.read(SPEC)
    schema = spec.document["paths"]["/branches/{branch_id}/loans"]["get"]["parameters"][1]["schema"]
    schema["x-assumed"] = {"minimum": "Nobody asks for none."}
    assert against(spec, merged(page("typescript"))).stale == (("query.limit", "minimum"),)


def test_what_the_spec_has_alone_must_be_assumed() -> None:
    """A field, a bound or a value that no page has is found, unless it is marked."""
    spec = Spec.read(SPEC)
    schemas = spec.document["components"]["schemas"]
    schemas["Loan"]["properties"]["weight"] = {"type": "number", "minimum": 0}
    schemas["Loan"]["properties"]["id"]["maxLength"] = 20
    schemas["CardKind"]["enum"].append("gold")
    comparison = against(spec, merged(page("typescript"), page("python")))
    assert sorted((each.kind, each.path) for each in comparison.changes) == [
        ("bound removed", "response.loans[].id"),
        ("removed", "response.loans[].weight"),
        ("value removed", "response.loans[].borrower.card.kind"),
    ]
    schemas["Loan"]["properties"]["weight"]["x-assumed"] = {"*": "Seen once."}
    schemas["Loan"]["properties"]["id"]["x-assumed"] = {"maxLength": "None was longer."}
    schemas["CardKind"]["x-assumed"] = {"enum": "Seen once."}
    again = against(spec, merged(page("typescript"), page("python")))
    assert [each.kind for each in again.changes] == ["value removed"]


def test_a_schema_within_itself_ends() -> None:
    """A recursive schema is followed once."""
    spec = Spec.read(SPEC)
    spec.document["components"]["schemas"]["Borrower"]["properties"]["friend"] = {
        "$ref": "#/components/schemas/Borrower"
    }
    found = against(spec, merged(page("typescript")))
    assert [each.path for each in found.changes] == ["response.loans[].borrower.friend"]
