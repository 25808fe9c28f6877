"""The command prints what changed, where, why it matters, and what it asks for."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.diffing import history
from tests.diffing.documents import REVOX, Edit, at, both, edited
from tools.spec_diff import main

COLOURED = at("info", "title", to="Revox\x1b[31m API\nand more")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that writes an edited spec as `new.yaml`, beside the present one as `old.yaml`."""
    monkeypatch.chdir(tmp_path)

    def write(edit: Edit) -> list[str]:
        Path("old.yaml").write_text(REVOX.read_text(encoding="utf-8"), encoding="utf-8")
        Path("new.yaml").write_text(yaml.safe_dump(edited(edit), sort_keys=False), encoding="utf-8")
        return ["old.yaml", "new.yaml"]

    return write


@pytest.mark.parametrize(
    ("edit", "options", "code"),
    [
        (history.later, [], 1),
        (history.later, ["--fail-on", "any"], 1),
        (history.later, ["--fail-on", "none"], 0),
        (history.add_fields, [], 0),
        (history.add_fields, ["--fail-on", "breaking"], 0),
        (history.add_fields, ["--fail-on", "any"], 1),
        (both(), ["--fail-on", "any"], 0),
    ],
)
def test_the_exit_code_says_whether_to_stop(written: Any, edit: Edit, options: list[str], code: int) -> None:
    """By default only what breaks fails; `--fail-on` says otherwise."""
    assert main([*written(edit), *options]) == code


@pytest.mark.parametrize("arguments", [[], ["x"], ["x", "y", "--format", "xml"]])
def test_wrong_arguments_exit_with_2(arguments: list[str]) -> None:
    """As is usual."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_what_cannot_be_read_exits_with_2(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on stderr says what and where; nothing is on stdout."""
    old, _ = written(at("paths", to=[]))
    assert main([old, "new.yaml"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"error: new\.yaml:\d+: #/paths: .*\n", err)


def test_text_is_grouped_and_gives_reasons_and_lines(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """For each difference: what changed, why it breaks or does not, and the lines; at the end, what it asks for."""
    main(written(both(history.drop_paging, history.add_fields, COLOURED)))
    out = capsys.readouterr().out
    assert re.findall(r"^\w.*\(\d+\)$", out, re.MULTILINE) == ["Breaking (8)", "Additions (6)", "Harmless (1)"]
    assert (
        "  `RowsPage.total`: is gone, and was required\n    Received: Code that reads it raises AttributeError.\n"
        in out
    )
    line = REVOX.read_text(encoding="utf-8").splitlines().index("        total:") + 1
    assert f"    old.yaml:{line}\n" in out
    assert "Asks for: major (`RowsPage.page`: is gone, and was required, and 7 more like it)" in out
    assert "\x1b" not in out


def test_equal_specs_ask_for_nothing(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """And it says so."""
    main([*written(both()), "--changelog"])
    out = capsys.readouterr().out
    assert "Asks for: none (the specs are equal)" in out
    assert out.endswith("Nothing changes for users.\n")


def test_a_changelog_is_drafted_in_the_words_of_users(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """In the sections of Keep a Changelog; what breaks is marked."""
    main([*written(history.later), "--changelog"])
    draft = capsys.readouterr().out.partition("## Unreleased\n\n")[2]
    assert re.findall(r"^### (.*)$", draft, re.MULTILINE) == ["Added", "Removed"]
    assert "- `CallStatus` can be `paused`.\n" in draft
    assert "- **Breaking:** The argument `page` of `campaigns.get_rows`.\n" in draft


def test_markdown_can_be_pasted(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """It has a heading for each group, and an item for each difference."""
    main([*written(history.later), "--format", "markdown"])
    out = capsys.readouterr().out
    assert out.startswith("# old.yaml → new.yaml\n\nAsks for: major")
    assert re.findall(r"^## (.*)$", out, re.MULTILINE) == ["Breaking (8)", "Additions (13)", "Harmless (1)"]
    assert out.count("\n- **") == 22


def test_json_is_as_it_is_described(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The fields that programs may rely on."""
    main([*written(both(history.add_statuses, at("info", "version", to="2"))), "--format", "json"])
    content = json.loads(capsys.readouterr().out)
    differences = content.pop("differences")
    assert content == {
        "format": 1,
        "old": "old.yaml",
        "new": "new.yaml",
        "bump": "minor",
        "reason": "`CallStatus`: the value `post_processing` is new, and 2 more like it",
        "counts": {"breaking": 0, "addition": 3, "harmless": 2},
        "changelog": {"Added": [f"`CallStatus` can be `{status}`." for status in history.LATER_STATUSES]},
    }
    first = differences[0]
    assert [way["direction"] for way in first.pop("why")] == ["received", "sent"]
    assert first.pop("new")["pointer"] == "/components/schemas/CallStatus/enum/7"
    assert first == {
        "rule": "enum-value-added",
        "group": "addition",
        "bump": "minor",
        "subject": "CallStatus",
        "path": "",
        "operations": ["campaigns.get_rows"],
        "what": "the value `post_processing` is new",
        "was": "",
        "now": "`post_processing`",
        "old": None,
    }
    assert all(set(one) == set(differences[0]) | {"why", "new"} for one in differences[1:])


def test_the_help_explains_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """CI needs to know."""
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "exit codes:\n  0  nothing that --fail-on names\n  1  a breaking difference" in capsys.readouterr().out
