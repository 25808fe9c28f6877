"""The command prints what changed, where, why it matters, and what it asks for."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.diffing.cases import RETURN, RETURNS, SCHEMAS, TEXT
from tests.diffing.documents import SHOP, edited
from tests.support.edits import DELETE, Change
from tools.spec_diff import main

Write = Callable[..., list[str]]
STATUSES = ["returned", "lost"]
MORE: list[Change] = [(f"{SCHEMAS}/Status/enum/-", status) for status in STATUSES]
LESS: list[Change] = [
    (f"{SCHEMAS}/Returns/properties/total", DELETE),
    (f"{SCHEMAS}/Returns/required", ["returns"]),
    (f"{RETURNS}/parameters/0", DELETE),
    ("/info/title", "Shop\x1b[31m API\nand more"),
]
VERSION = ("/info/version", "2")


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that writes an edited spec as `new.yaml`, beside the one it is made of as `old.yaml`."""
    monkeypatch.chdir(tmp_path)

    def write(*changes: Change) -> list[str]:
        Path("old.yaml").write_text(SHOP.read_text(encoding="utf-8"), encoding="utf-8")
        Path("new.yaml").write_text(yaml.safe_dump(edited(*changes), sort_keys=False), encoding="utf-8")
        return ["old.yaml", "new.yaml"]

    return write


@pytest.mark.parametrize(
    ("changes", "options", "code"),
    [
        (LESS, [], 1),
        (LESS, ["--fail-on", "any"], 1),
        (LESS, ["--fail-on", "none"], 0),
        (MORE, [], 0),
        (MORE, ["--fail-on", "any"], 1),
        ([], ["--fail-on", "any"], 0),
    ],
)
def test_the_exit_code_says_whether_to_stop(
    written: Write, changes: list[Change], options: list[str], code: int
) -> None:
    """By default only what breaks fails; `--fail-on` says otherwise."""
    assert main([*written(*changes), *options]) == code


def test_what_cannot_be_read_exits_with_2(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on stderr says what and where; nothing is on stdout."""
    assert main(written(("/paths", []))) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"error: new\.yaml:\d+: #/paths: .*\n", err)


def test_text_is_grouped_and_gives_reasons_and_lines(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """For each difference: what changed, why it breaks or does not, and the lines; at the end, what it asks for."""
    main(written(*LESS, (f"{RETURN}/new", TEXT)))
    out = capsys.readouterr().out
    assert re.findall(r"^\w.*\(\d+\)$", out, re.MULTILINE) == ["Breaking (2)", "Additions (1)", "Harmless (1)"]
    reason = "Received: Code that reads it raises AttributeError."
    line = SHOP.read_text(encoding="utf-8").splitlines().index("        total:") + 1
    assert f"  `Returns.total`: is gone, and was required\n    {reason}\n    old.yaml:{line}\n" in out
    assert "Asks for: major (`Returns.total`: is gone, and was required, and 1 more like it)" in out
    assert "\x1b" not in out


def test_a_changelog_is_drafted_in_the_words_of_users(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """In the sections of Keep a Changelog; what breaks is marked; what asks for no release is left out."""
    main([*written(*MORE, *LESS, VERSION), "--changelog"])
    assert capsys.readouterr().out.partition("## Unreleased\n\n")[2] == (
        "### Added\n\n- `Status` can be `returned`.\n- `Status` can be `lost`.\n\n"
        "### Removed\n\n- **Breaking:** `Returns.total` is gone, and was required.\n"
        "- **Breaking:** The argument `page` of `returns.list` is gone.\n"
    )


def test_equal_specs_ask_for_nothing(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """And it says so."""
    main([*written(), "--changelog"])
    out = capsys.readouterr().out
    assert "Asks for: none (the specs are equal)" in out
    assert out.endswith("Nothing changes for users.\n")


def test_json_is_as_it_is_described(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The fields that programs may rely on."""
    main([*written(*MORE, VERSION), "--format", "json"])
    content = json.loads(capsys.readouterr().out)
    differences = content.pop("differences")
    assert content == {
        "format": 1,
        "old": "old.yaml",
        "new": "new.yaml",
        "bump": "minor",
        "reason": "`Status`: can be `returned`, and 1 more like it",
        "counts": {"breaking": 0, "addition": 2, "harmless": 1},
        "changelog": {"Added": [f"`Status` can be `{status}`." for status in STATUSES]},
    }
    first = differences[0]
    assert [way["direction"] for way in first.pop("why")] == ["received", "sent"]
    assert first.pop("new")["pointer"] == "/components/schemas/Status/enum/2"
    assert first == {
        **{"rule": "enum-value-added", "group": "addition", "bump": "minor", "subject": "Status", "path": ""},
        **{"operations": ["returns.list"], "what": "can be `returned`", "was": "", "now": "`returned`", "old": None},
    }
    assert all(set(one) == set(first) | {"why", "new"} for one in differences[1:])
