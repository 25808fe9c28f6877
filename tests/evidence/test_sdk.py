"""A source distribution of an SDK is read into facts, and a new release becomes a list of what changed."""

import tarfile
from pathlib import Path

import pytest

from tests.evidence.support import PAGES, Edit, Project, edited
from tools.evidence.facts import Field
from tools.evidence.kept import dump, load
from tools.evidence.page import PageError
from tools.evidence.sdk import read_sdk

TEXT = (PAGES / "library.sdk.txt").read_text(encoding="utf-8")
LOAN = {
    "": Field("object", nullable=False),
    ".id": Field("string", True, False),
    ".copies": Field("number", True, False),
    ".fineToPay": Field("number", maybe=True),
    ".kind": Field("string", True, False, values=("book",), open=True),
    ".renewed": Field("boolean", True, False, deprecated=True),
    ".remarks": Field("object | string", maybe=True),
    ".remarks{}": Field("any"),
    ".returned_at": Field("any", True),
}
FACTS = {
    "get /branches/{branch_id}/loans": {
        "path.branch_id": Field("string", True, False),
        "query.limit": Field("integer", True, False),
        "query.state": Field("string", False, False, values=("open", "late")),
        "response": Field("object", nullable=False),
        "response.loans": Field("array", True, False),
        **{f"response.loans[]{name}": field for name, field in LOAN.items()},
        "response.states": Field("array", True, False),
        "response.states[]": Field("string", nullable=False, values=("open", "late")),
    },
    "post /loans": {
        "body": Field("object", nullable=False),
        "body.borrowedBy": Field("string", True, False),
        "body.at": Field("string", False, False),
        "body.note": Field("string", False, True),
        "body.place": Field("object", False, False),
        "body.place<type=shelf>": Field("object"),
        "body.place<type=shelf>.type": Field("string", True, False, values=("shelf",)),
        "body.place<type=room>": Field("object"),
        "body.place<type=room>.type": Field("string", True, False, values=("room",)),
        "body.tags": Field("array", True, False),
        "body.tags[]": Field("string", nullable=False),
        "body.days": Field("array", False, True),
        "body.days[]": Field("object", nullable=False),
        "body.days[].name": Field("string", True, False, values=("monday", "friday")),
        "response": Field("object", nullable=False),
        "response.loan": Field("object", True, False),
        **{f"response.loan{name}": field for name, field in LOAN.items() if name},
    },
    "post /loans/{id}/print": {"path.id": Field("string", True, False)},
}


def sdk(directory: Path, *edits: Edit, name: str = "library-1.0") -> Path:
    """Write a source distribution with some edits, and return its folder."""
    for part in edited(TEXT, *edits).split("=== ")[1:]:
        path, _, text = part.partition("\n")
        file = directory / name / "src" / "library" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return directory / name


def test_what_an_sdk_says(tmp_path: Path) -> None:
    """The facts of each method, those of the asynchronous ones aside, whether from an archive or a folder."""
    folder, archive = sdk(tmp_path), tmp_path / "library-1.0.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(folder, folder.name)
    read = read_sdk(folder)
    assert {facts.operation: {**facts.fields} for facts in read} == FACTS
    assert {(facts.source, facts.questions) for facts in read} == {("library-1.0", ())}
    assert read_sdk(archive) == read


def test_a_shape_is_kept_once(tmp_path: Path) -> None:
    """What two methods answer is in the file once, and comes back as it was."""
    read = read_sdk(sdk(tmp_path))
    assert dump(read).count('"fineToPay"') == 1
    assert {facts.operation: facts.fields for facts in load(dump(read))} == FACTS


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            ("cast_to=LoanCreateResponse", "cast_to=Fetched"),
            "loans.py:24: not a type of this distribution: F",
        ),
        (("cast_to=LoanCreateResponse", "cast_to=Page[Loan]"), "loans.py:24: not understood: Page[Loan]"),
        (
            ("place: Place\n", "place: Elsewhere\n"),
            "params.py:6: not a class of this module: Elsewhere",
        ),
        (("copies: float", "copies: Deque[float]"), "response.py:3: not a type: Deque[float]"),
        (("class Day(", "class Day"), "params.py:10: is not Python"),
        (("SyncAPIResource)", "Resource)"), "expected a source distribution with methods in resources/"),
    ],
)
def test_an_unreadable_sdk(tmp_path: Path, edit: Edit, said: str) -> None:
    """Nothing that is not understood is passed over; the message says where it is."""
    with pytest.raises(PageError) as error:
        read_sdk(sdk(tmp_path, edit))
    assert said in str(error.value)


def test_an_archive_of_something_else(project: Project) -> None:
    """Exit code 2."""
    (project.directory / "a.tar.gz").write_bytes(b"no")
    code, said = project.run(str(project.directory / "a.tar.gz"))
    assert (code, said[0].partition(": ")[2][:16]) == (2, "is not an archiv")


def test_a_new_release(project: Project) -> None:
    """It is compared with the newest release that was kept; a change of something shared is one line."""
    directory = project.directory
    for name in ("library-0.9", "library-0.10"):
        project.run(str(sdk(directory, name=name)), "--write", str(directory / "evidence"))
    same = project.run(str(sdk(directory, name="library-0.11")))[1]
    assert [line for line in same if line.startswith("library")] == []
    edits = ("copies: float", "copies: int"), ('"/loans"', '"/lends"'), ("limit: Required[int]", "limit: int")
    code, said = project.run(str(sdk(directory, *edits, name="library-0.11")))
    place = "library-0.11: get /branches/{branch_id}/loans"
    assert code == 1
    assert [line for line in said if line.startswith("library")] == [
        f"{place} query.limit: required was true, is false",
        f'{place} response.loans[].copies: type was "number", is "integer"',
        'library-0.11: post /lends: new operation "post /lends"',
        'library-0.11: post /loans: operation gone, was "post /loans"',
    ]
