"""The command says what differs, to people and to programs, and its exit code says whether."""

import json
from pathlib import Path

import pytest

from tests.evidence.support import FILES, SPEC, page
from tools.read_docs import main


def saved(directory: Path, *edits: tuple[str, str]) -> str:
    """Save a changed page, and return where."""
    file = directory / "page.txt"
    file.write_text(page("typescript", *edits).text, encoding="utf-8")
    return str(file)


def test_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, and counts of what was compared."""
    assert main([str(FILES["typescript"]), str(FILES["python"]), "--against", str(SPEC)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "nothing differs"
    assert said[2:] == [
        "spec: 114 facts: 108 backed, 6 assumed, 0 conflicting, 0 unbacked, 0 untold",
        "docs: 108 facts: 108 held, 0 missing, 0 conflicting",
    ]


def test_something_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, and a line for each change that begins with the file and the line."""
    assert main([saved(tmp_path, ("sort?:", "sort:")), "--against", str(SPEC)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{SPEC}:16: #/paths/~1branches~1{{branch_id}}~1loans/get/parameters/3: newly required: ")


def test_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has the keys that --help documents."""
    assert main([saved(tmp_path, ("maximum100", "maximum50")), "--against", str(SPEC), "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    (change,) = said["operations"][0]["changes"]
    assert said["differs"] is True
    assert (change["kind"], change["keyword"], change["spec"], change["docs"]) == ("bound changed", "maximum", 100, 50)
    assert set(said["operations"][0]) == {"method", "path", "changes", "counts", "needlessly_assumed"}


def test_without_a_spec(capsys: pytest.CaptureFixture[str]) -> None:
    """Every field is shown with the pages that have it, in both formats."""
    files = [str(FILES["typescript"]), str(FILES["http"])]
    assert main(files) == 0
    text = capsys.readouterr().out
    both = "(list_loans.typescript.txt, list_loans.http.md)"
    assert f"  query.limit: numeric; required; maximum 100; minimum 1 {both}\n" in text
    assert main([*files, "--format", "json"]) == 0
    fields = json.loads(capsys.readouterr().out)["operations"][0]["fields"]
    assert [each["path"] for each in fields][:2] == ["path.branch_id", "query.limit"]


def test_facts_that_were_kept_are_as_good_as_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What --write made is read like the pages, and written again it is the same."""
    files = [str(FILES[language]) for language in FILES]
    assert main([*files, "--write", str(tmp_path)]) == 0
    from_pages = capsys.readouterr().out
    kept = {file: file.read_bytes() for file in sorted(tmp_path.iterdir())}
    names = [str(tmp_path / f"{Path(file).stem}.json") for file in files]
    assert main([*names, "--write", str(tmp_path)]) == 0
    assert capsys.readouterr().out == from_pages
    assert {file: file.read_bytes() for file in sorted(tmp_path.iterdir())} == kept


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.txt", b"Hello", "page.txt:1: expected a docs page"),
        ("page.txt", b"\xff\xfe", "page.txt:1: is not UTF-8"),
        ("page.json", b'{"page": 1}', "page.json:1: does not hold facts"),
        ("missing.txt", None, "missing.txt:1: cannot be read"),
    ],
)
def test_an_unreadable_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    """Exit code 2, and where it lost its way."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path}/{said}")


def test_an_unreadable_spec(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 as well."""
    (tmp_path / "spec.yaml").write_text("openapi: 2.0\n", encoding="utf-8")
    assert main([str(FILES["python"]), "--against", str(tmp_path / "spec.yaml")]) == 2
    assert "spec.yaml:1: " in capsys.readouterr().err


def test_the_formats_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    """--help names every key of the JSON."""
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    keys = ("disagreements", "needlessly_assumed", "pointer", "rests_on", "untold", "held", "keyword")
    assert [key for key in keys if f'"{key}"' not in said] == []
